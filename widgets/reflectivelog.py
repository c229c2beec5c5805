"""The page of a reflective log. Nothing that its owner types is ever a trait.

Each message of the page has an `id` and is answered "done" or "not" with a sentence; what stands in
the log goes to the page as a message too. The keys live in this process for as long as the log is
open, and go when it is locked.
"""

from __future__ import annotations

import asyncio
import base64
import logging
import os
import secrets
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets
from pydantic import ValidationError

from exercises.following import frame_of
from exercises.journal import home, sessions
from exercises.journal.store import Journal, JournalError
from exercises.library import ContentError
from exercises.reflection import book, content, paper, returning, store
from exercises.reflection.book import Answer, Book, Copy, Entry, Prompted, Refused, Written
from exercises.reflection.sealing import SHORTEST, Cost
from exercises.reflection.store import Log, LogError, NoLog
from widgets.bundle import bundle
from widgets.screen import address_of, server_name

IDLE_SECONDS = 15 * 60.0  # without a key, a click or a touch; the page warns a minute before
GRACE_SECONDS = 30.0  # the page locks first
LOOK_SECONDS = 1.0
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

QUIET = {"draft", "fill", "from"}  # the page knows what these change

log = logging.getLogger("kit")

Message = dict[str, Any]
Act = Callable[["ReflectiveLog", Message], Message]


class ReflectiveLog(anywidget.AnyWidget):
    """A log that is locked until its passphrase comes."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    _css = Path(__file__).parent / "kit.css"

    served = traitlets.Bool(False).tag(sync=True)
    content = traitlets.Dict().tag(sync=True)  # ways of writing and forms: the kit's own words

    def __init__(
        self,
        data: Path | None = None,
        clock: Callable[[], float] = time.time,
        cost: Cost | None = None,
        **kwargs: Any,
    ) -> None:
        served = "KIT_SERVED" in os.environ
        if served:
            self._esm, self._css = address_of(type(self).__name__), ""
        super().__init__(served=served, content=taught(), **kwargs)
        self._data = data
        self._clock = clock
        self._cost = cost
        self._log: Log | None = None
        self._mark = b""
        self._awake = 0.0
        self._why = ""  # why the log was closed just now
        self._life = secrets.token_hex(8)  # a page that finds another one has a new process
        self._jobs: set[asyncio.Task[None]] = set()
        self._following: asyncio.Task[None] | None = None
        self.on_msg(self._take)

    @property
    def data(self) -> Path:
        return self._data or home.data_folder()

    # messages

    def _handle_msg(self, msg: Message) -> None:
        """A page asks for traits and says what people do; it sets none."""
        data = msg["content"].get("data")
        if isinstance(data, dict) and data.get("method") in ("request_state", "custom"):
            super()._handle_msg(msg)

    def _take(self, _widget: Any, message: Any, _buffers: Any) -> None:
        if not isinstance(message, dict):
            return
        kind = message.get("type")
        if kind == "ping":
            self.send({"type": "pong"})
        elif kind == "ticket":
            self.send({"type": "seated"})
            self._tell()
        elif kind == "here":
            self._tell()
        elif kind == "awake":
            self._awake = self._clock()
        elif kind == "lock":
            self.lock()
        elif kind in self.SLOW:
            self._awake = self._clock()
            self._beside(self.SLOW[kind], message)
        elif kind in self.QUICK:
            self._awake = self._clock()
            self._say(message, *self._tried(self.QUICK[kind], message))

    def _tried(self, act: Act, message: Message) -> tuple[Message, str]:
        """Do what was asked: what came of it, or the sentence that says why it was not done."""
        try:
            return act(self, message), ""
        except (LogError, Refused, ContentError) as error:
            if isinstance(error, (NoLog, store.Closed)) and self._log is not None:
                self._log, self._why = None, str(error)
            return {}, str(error)
        except ValidationError as error:
            return {}, book.sentence(error)
        except Exception as error:  # only its kind is noted: a traceback could carry words
            log.error("the log could not do what was asked: %s", type(error).__name__)
            return {}, "this could not be done just now; what you typed is still on the page"

    def _say(self, message: Message, told: Message, fault: str) -> None:
        """Answer "done" or "not"; before it, what stands now, where that may have changed."""
        asked = str(message.get("id", ""))[:64]
        if message.get("type") not in QUIET or self._log is None:
            why, self._why = self._why, ""
            self._tell(why)
        if fault:
            self.send({"type": "not", "id": asked, "sentence": fault})
        else:
            self.send({"type": "done", "id": asked, **told})

    def _beside(self, act: Act, message: Message) -> None:
        """Do what takes half a second beside the page's heartbeat."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._say(message, *self._tried(act, message))
            return
        task = loop.create_task(self._later(act, message))
        self._jobs.add(task)
        task.add_done_callback(self._jobs.discard)

    async def _later(self, act: Act, message: Message) -> None:
        self._say(message, *await asyncio.to_thread(self._tried, act, message))

    # opening and locking

    def _begin(self, message: Message) -> Message:
        passphrase = str(message.get("passphrase", ""))
        self._open(store.begin(self.data, passphrase, clock=self._clock, cost=self._cost))
        return {}

    def _unlock(self, message: Message) -> Message:
        name, passphrase = str(message.get("log", "")), str(message.get("passphrase", ""))
        self._open(store.unlock(self.data, name, passphrase, clock=self._clock))
        return {}

    def _rekey(self, message: Message) -> Message:
        before, after = str(message.get("before", "")), str(message.get("after", ""))
        self._opened().rekey(before, after)
        return {}

    def _open(self, opened: Log) -> None:
        self._log, self._awake = opened, self._clock()

    def _opened(self) -> Log:
        if self._log is None:
            raise LogError("the log is locked; open it with its passphrase first")
        return self._log

    def lock(self, why: str = "") -> None:
        """Let go of the keys and of everything that was read."""
        self._log = None
        self._tell(why)

    # writing

    def _draft(self, message: Message) -> Message:
        act = partial(self._kept, message)
        _, draft = self._change(act)
        return {"draft": draft.id, "version": draft.version, "at": draft.at}

    def _kept(self, message: Message, now: Book) -> tuple[Book, book.Draft]:
        written = Written.model_validate(message.get("written"))
        on = message.get("on")
        known = content.forms() if written.kind == "cpd" else content.models()
        if written.model not in known:
            raise Refused("this way of writing is not in the kit; load the page again")
        return book.keep(
            now,
            _name(message, "draft"),
            on if isinstance(on, int) and on >= 0 else 0,
            _name(message, "by"),
            written,
            self._clock(),
            _name(message, "spare"),
        )

    def _finish(self, message: Message) -> Message:
        change = _name(message, "change")

        def act(now: Book) -> tuple[Book, Entry | None]:
            if any(v.change == change for e in now.entries.values() for v in e.versions):
                return book.finish(now, "", self._clock(), change)
            after, draft = self._kept(message, now)
            if draft.id != message.get("draft"):
                return after, None
            return book.finish(after, draft.id, self._clock(), change)

        _, entry = self._change(act)
        if entry is None:
            raise Refused(
                "another tab has changed this draft meanwhile; your words are kept as a draft of "
                "their own, and nothing was put away"
            )
        return {"entry": entry.id}

    def _drop(self, message: Message) -> Message:
        self._change(lambda now: book.without_draft(now, str(message.get("draft"))), forget=True)
        return {}

    def _answered(self, message: Message) -> Message:
        told = {name: message.get(name) for name in ("said", "helped", "hindered")}
        given = Answer.model_validate(told | {"at": self._clock()})
        self._change(lambda now: book.answer(now, str(message.get("plan")), given))
        return {}

    def _erase(self, message: Message) -> Message:
        """Erase an entry, or something to do differently, or everything."""
        if message.get("all") is True:
            self._opened().erase()
            self._log = None
        elif "plan" in message:
            plan = str(message["plan"])
            self._change(lambda now: book.without_plan(now, plan), forget=True)
        else:
            entry = str(message.get("entry"))
            self._change(lambda now: book.without_entry(now, entry), forget=True)
        return {}

    def _change(self, act: Callable[[Book], tuple[Book, Any]], forget: bool = False) -> Any:
        opened = self._opened()
        done = opened.change(act, forget=forget)
        if opened.marks[0] == self._mark:  # else another tab has written: look() shows it
            self._mark = opened.marks[1]
        return done

    # taking things away

    def _fill(self, message: Message) -> Message:
        now = self._opened().read()
        form = content.form(str(message.get("form")))
        return {"fields": paper.filled(form, now, self._chosen(now, message))}

    def _take_away(self, message: Message) -> Message:
        """A file of entries, of a record or of what was worked through; a copy for somebody is
        noted with its day."""
        opened, at = self._opened(), self._clock()
        now = opened.read()
        what, as_text = message.get("what"), message.get("form") == "text"
        if what == "record":
            written = Written.model_validate(message.get("written"))
            pieces = paper.record(content.form(written.model), written, at)
        elif what == "certificate":
            pieces = paper.certificate(self._chosen(now, message), at)
        else:
            chosen = self._chosen(now, message)
            to = book.Copy(at=at, to=str(message.get("to", "")), form="word").to
            pieces = paper.entries(now, chosen, at, to)
            if to:
                self._note_copy([each.id for each in chosen], to, at, as_text)
        data = paper.as_text(pieces) if as_text else paper.as_word(pieces, at)
        day = time.strftime("%Y-%m-%d", time.localtime(at))
        return {
            "name": f"reflective-log-{day}.{'txt' if as_text else 'docx'}",
            "mime": "text/plain;charset=utf-8" if as_text else WORD,
            "data": base64.b64encode(data).decode("ascii"),
        }

    def _note_copy(self, names: list[str], to: str, at: float, as_text: bool) -> None:
        copy = Copy(at=at, to=to, form="text" if as_text else "word")

        def act(now: Book) -> tuple[Book, None]:
            for name in names:
                now, _ = book.shared(now, name, copy)
            return now, None

        self._change(act)

    def _chosen(self, now: Book, message: Message) -> list[Entry]:
        """The entries that a message names. Raises Refused when it names none."""
        names = message.get("entries")
        found = [book.entry_of(now, str(n)) for n in names] if isinstance(names, list) else []
        if not found:
            raise Refused("no entry is chosen; choose at least one")
        return found

    def _from(self, message: Message) -> Message:
        """What somebody comes from: the name of an exercise and of its session, and no words."""
        exercise, session = str(message.get("exercise", "")), str(message.get("session", ""))
        if exercise not in paper.EXERCISES:
            raise Refused("this exercise is not known here")
        title, day = "", self._clock()
        try:
            journal = Journal.in_folder(self.data)
        except JournalError:
            raise Refused("the exercise could not be looked up") from None
        try:
            found = sessions.find(journal, id=session)
            title, day = frame_of(journal.read(found.id)).title, found.created
        except JournalError:  # it has expired: the exercise is all that is known
            session = ""
        finally:
            journal.close()
        about = Prompted(exercise=exercise, title=title, day=day, session=session)
        return {"about": about.model_dump(), "said": paper.came_from(about)}

    # what the page sees

    def _tell(self, why: str = "") -> None:
        """Send the page what stands; nothing of a locked log but that there is one."""
        state: Message = {
            "type": "state",
            "life": self._life,
            "open": self._log is not None,
            "why": why,
            "folder": str(self.data / store.FOLDER),
        }
        if self._log is None:
            state["logs"] = store.logs(self.data)
        else:
            try:
                now = self._log.read()
                self._mark = self._log.marks[1]
            except LogError as error:
                self._log = None
                self._tell(str(error))
                return
            state |= {"log": self._log.name, "book": shown(now, self._clock())}
            self._follow()
        self.send(state)

    def _follow(self) -> None:
        """Look at the file and at the time, as long as an event loop runs here."""
        if self._following is None or self._following.done():
            try:
                loop = asyncio.get_running_loop()
            except RuntimeError:
                return
            self._following = loop.create_task(self._keep_looking())

    async def _keep_looking(self) -> None:
        while self._log is not None:
            await asyncio.sleep(LOOK_SECONDS)
            self.look()

    def look(self) -> None:
        """Show what another tab has changed, and lock when nobody has touched anything."""
        if self._log is None:
            return
        if self._clock() - self._awake > IDLE_SECONDS + GRACE_SECONDS:
            self.lock("locked, because no key was pressed for 15 minutes")
            return
        try:
            if self._log.mark() != self._mark:
                self._tell()
        except LogError as error:
            self.lock(str(error))

    QUICK: ClassVar[dict[str, Act]] = {
        "draft": _draft,
        "finish": _finish,
        "drop": _drop,
        "answer": _answered,
        "erase": _erase,
        "fill": _fill,
        "take": _take_away,
        "from": _from,
    }
    SLOW: ClassVar[dict[str, Act]] = {"begin": _begin, "unlock": _unlock, "rekey": _rekey}


def _name(message: Message, key: str) -> str:
    """The name of something that a page made. Raises ValidationError for what is none."""
    return book.Intent(id=message.get(key), text="").id  # type: ignore[arg-type]


def taught() -> dict[str, Any]:
    """The kit's own words: ways of writing, forms, names of exercises."""
    return {
        "models": [each.model_dump(mode="json") for each in content.models().values()],
        "forms": [each.model_dump(mode="json") for each in content.forms().values()],
        "exercises": paper.EXERCISES,
        "shortest": SHORTEST,
        "minutes": round(IDLE_SECONDS / 60),
        "host": server_name(),
    }


def shown(now: Book, at: float) -> dict[str, Any]:
    """The log as its page shows it."""
    whole = now.model_dump(mode="json", exclude={"plans"})
    for entry in whole["entries"].values():
        about = now.entries[entry["id"]].about
        entry["came_from"] = paper.came_from(about) if about else ""
    for draft in whole["drafts"].values():
        about = now.drafts[draft["id"]].about
        draft["came_from"] = paper.came_from(about) if about else ""
    whole["plans"] = [
        plan.model_dump(mode="json")
        | {"due": returning.due(plan, at), "comes": returning.comes(plan, at)}
        for plan in sorted(now.plans.values(), key=lambda each: each.made)
    ]
    return whole
