"""What the screens share: taking a seat, following the journal, and taking changes in.

Traits carry what is shown. What people do comes as messages, each with a name of its own, and is
answered "committed" or "refused" (see `outbox.js`).
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import anywidget
import traitlets

from exercises.exercise import Refused
from exercises.journal import home, sessions
from exercises.journal.codes import CodeError, read_code
from exercises.journal.sessions import Door, NotAllowed, Role, Seat
from exercises.journal.store import Journal, JournalError, NoSession, Unanswered
from exercises.journal.watching import Watch
from exercises.place import Place
from exercises.sending import Looking, digest, fiction_of, told

LOOK_SECONDS = 0.15  # between two looks at the journal

log = logging.getLogger("kit")


def address_of(screen: str) -> str:
    """Where the server gives out the script of a screen, by the name of its class."""
    return f"/kit/screens/{screen.lower()}.js"


def server_name() -> str:
    """The name of the server where what is written is kept; empty on a laptop."""
    return urlsplit(os.environ.get("KIT_PUBLIC_URL", "")).hostname or ""


class Screen(anywidget.AnyWidget):
    """A page of a session. `seat` is empty until a ticket, or in JupyterLab a code, was taken."""

    _css = Path(__file__).parent / "kit.css"

    roles: ClassVar[tuple[Role, ...]] = ()
    exercise: ClassVar[str] = ""  # whose sessions it shows

    seat = traitlets.Unicode("").tag(sync=True)
    served = traitlets.Bool(False).tag(sync=True)
    content = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    flagged = traitlets.Dict().tag(sync=True)  # what looks identifiable; on a trainer's page only

    def __init__(self, journal: Journal | None = None, **kwargs: Any) -> None:
        served = "KIT_SERVED" in os.environ
        if served:  # our own page asks the server for both, and its browser keeps them
            self._esm, self._css = address_of(type(self).__name__), ""
        super().__init__(served=served, **kwargs)
        self._by_ticket_only = self.served
        self._journal = journal
        self._place: Place | None = None
        self._watch: Watch | None = None
        self._watched = ""  # the session that is watched
        self._following: asyncio.Task[None] | None = None
        self._looking = Looking()
        self._look: asyncio.Task[None] | None = None
        self.on_msg(self._take)

    def told(self, place: Place) -> dict[str, Any]:
        """What does not change in a session; each exercise says its own."""
        raise NotImplementedError

    def shown(self, place: Place) -> dict[str, Any]:
        """What this screen shows of a place; each screen says its own."""
        raise NotImplementedError

    # messages

    def _handle_msg(self, msg: dict[str, Any]) -> None:
        """Traits are for showing: a page asks for them and says what people do, and sets none."""
        data = msg["content"].get("data")
        if isinstance(data, dict) and data.get("method") in ("request_state", "custom"):
            super()._handle_msg(msg)

    def _take(self, _widget: Any, message: Any, _buffers: Any) -> None:
        takers = self.takers()
        if isinstance(message, dict) and message.get("type") in takers:
            takers[message["type"]](message)

    def takers(self) -> dict[str, Callable[[dict[str, Any]], None]]:
        """What takes each type of message; a screen with more to ask adds its own."""
        return {
            "ping": lambda _: self.send({"type": "pong"}),
            "ticket": self._take_ticket,
            "join": self._take_code,
            "change": self._take_change,
            "look": self._take_look,
        }

    def _take_ticket(self, message: dict[str, Any]) -> None:
        try:
            self.sit(sessions.redeem(self.journal, str(message.get("ticket"))))
        except JournalError as error:
            self.send({"type": "no seat", "sentence": str(error)})
        except Exception:  # the disk is full, say: the page asks for another ticket
            log.exception("a ticket could not be redeemed")
            self.send({"type": "no seat", "sentence": "the kit is busy; this page tries again"})

    def _take_code(self, message: dict[str, Any]) -> None:
        """JupyterLab: a code typed in the page itself. Served pages come with a ticket."""
        if self._by_ticket_only:
            return
        try:
            door = self._door(str(message.get("code", "")), message.get("table"))
            seat, _ = sessions.take_seat(self.journal, door)
            self.sit(seat)
        except (CodeError, JournalError) as error:
            self.send({"type": "no seat", "sentence": str(error)})

    def _door(self, typed: str, table: Any) -> Door:
        key = typed.rpartition("#")[2].strip()
        if len(key) > 12:
            return sessions.door_of_key(self.journal, key)
        door = sessions.door_of_code(self.journal, read_code(key))
        if door.table is not None:
            return door
        if not isinstance(table, int) or isinstance(table, bool):
            raise NotAllowed("this is the room's code; say which table you are at as well")
        return Door(door.session, door.role, table)

    def _take_change(self, message: dict[str, Any]) -> None:
        change = str(message.get("id", ""))
        raw = message.get("body")
        if self._place is None:  # the page keeps the change and sends it when it is seated
            self.send({"type": "unseated"})
            return
        try:
            if not isinstance(raw, dict):
                raise Refused("this page sent something that is not a change; load it again")
            entry = self._place.act(change, str(message.get("kind", "")), raw)
        except Refused as error:
            self.send({"type": "refused", "id": change, "sentence": str(error)})
        except NoSession:
            self.send({"type": "gone"})
        except JournalError as error:  # the page keeps the change and brings it again
            log.warning("a change waits: %s", error)
            self.send({"type": "waits", "id": change, "sentence": str(error)})
        else:
            self.show(self._place)  # first: what waits gives way to what stands, without a gap
            self.send({"type": "committed", "id": change, "seq": entry.seq, "at": entry.at})

    def _take_look(self, message: dict[str, Any]) -> None:
        """The trainer wants to see what looks identifiable. It is looked for beside the page's own
        work, because a room's worth of words takes a while."""
        if self._place is None or self._place.seat.role != "trainer":
            return
        if self._look is None or self._look.done():
            self._look = asyncio.get_running_loop().create_task(self._look_through(self._place))

    async def _look_through(self, place: Place) -> None:
        seen = ""
        while (name := digest(pieces := list(place.exercise.pieces(place.state)))) != seen:
            names = fiction_of(place.state.frame)
            found = await asyncio.to_thread(self._looking.flag, pieces, names)
            self.flagged, seen = told(found, name), name

    # the seat and what it sees

    @property
    def journal(self) -> Journal:
        """The journal of this machine's data folder, opened when first needed."""
        if self._journal is None:
            self._journal = home.journal()
        return self._journal

    def sit(self, seat: Seat) -> None:
        """Show the session from `seat` from now on. Raises NotAllowed for another role's seat."""
        if seat.role not in self.roles:
            raise NotAllowed(f"this page is not the {seat.role}'s; open the workbook meant for it")
        place = Place(self.journal, seat)
        if place.session.exercise != self.exercise:
            raise NotAllowed("this page is for another exercise; open the workbook meant for it")
        self._place = place
        self.content = self.told(place) | {
            "host": server_name(),
            "logs": bool(os.environ.get("KIT_LOGS")),
        }
        self.refresh()
        self.seat = seat.id
        self.send({"type": "seated", "seat": seat.id})
        self._follow()

    def refresh(self) -> None:
        """Read on and show what is new."""
        if self._place is not None:
            self._place.follow()
            self.show(self._place)

    def show(self, place: Place) -> None:
        """Show what a place has read so far."""
        self.view = self.shown(place)

    def _follow(self) -> None:
        """Look again and again, as long as an event loop runs here."""
        assert self._place is not None
        session = self._place.seat.session
        if self._following is not None and not self._following.done():
            if self._watched == session:
                return
            self._following.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self._watch is not None:
            self._watch.close()
        self._watched, self._watch = session, self.journal.watch(session)
        self._following = loop.create_task(self._keep_looking(self._watch))

    async def _keep_looking(self, watch: Watch) -> None:
        behind = False  # something was written that this page has not read yet
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                if watch.moved() or behind:
                    behind = True
                    self.refresh()
                    behind = False
            except NoSession:
                self.send({"type": "gone"})
                return
            except Unanswered:
                await asyncio.sleep(1)
            except Exception:
                log.exception("this page could not read on; it tries again")
                await asyncio.sleep(1)
