"""*Run a session*: doors that exist on this machine only."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, time, timedelta
from functools import partial

from pydantic import ValidationError
from tornado.web import HTTPError

from exercises import library
from exercises.exercise import exercise
from exercises.following import fold
from exercises.group.settings import EXERCISE as GROUP
from exercises.journal import sessions
from exercises.journal.frame import LONGEST_HELP, HelpSet
from exercises.journal.sessions import Door, Session
from exercises.journal.store import NoSession
from exercises.library import Case, ContentError
from exercises.six_principles.settings import EXERCISE, Settings
from facilitator.checking import LONGEST, TooDeep, parsed
from facilitator.page import Page

HELP = tuple(HelpSet.model_fields)


def day(seconds: float) -> str:
    """A date in words, in this machine's own time."""
    then = datetime.fromtimestamp(seconds)
    return f"{then.day} {then:%B %Y}"


class SetUp(Page):
    """A form that sets a session up and leads to the trainer's page of it. Each says what the form
    shows, and what is begun with it."""

    here_only = True

    def form(self, typed: dict[str, str], errors: dict[str, str]) -> None:
        """Show the form: as it was typed, or as it stands at first where nothing was."""
        raise NotImplementedError

    def begun(self, typed: dict[str, str], errors: dict[str, str]) -> Session | None:
        """The session that the form asks for; None, and a sentence in `errors` for each field that
        is wrong."""
        raise NotImplementedError

    def get(self) -> None:
        self.form({}, {})

    def post(self) -> None:
        typed, errors = self.typed(), {}
        session = self.begun(typed, errors)
        if session is None:
            self.form(typed, errors)
            return
        say_help(self, session, typed)
        sit(self, session, "trainer")


class Run(SetUp):
    """Choose a session that is here already, or set up a new one."""

    def form(self, typed: dict[str, str], errors: dict[str, str]) -> None:
        defaults = as_usual() | {
            "case": "mrs-t",
            "minutes": "4",
            "clock": "on",
            "reading": "8",
            "mode": "blind",
            "dots": "3",
        }
        self.show(
            "run",
            typed=defaults | typed,
            errors=errors,
            cases=[(name, library.case(name).title) for name in library.cases()],
            standing=[self._row(s) for s in sessions.every(self.house.journal)],
        )

    def _row(self, session: Session) -> dict[str, str]:
        known = exercise(session.exercise)
        state = fold(self.house.journal.read(session.id), known.begin)
        settings = state.frame.settings
        places = "places" if session.exercise == GROUP else "tables"
        kind = f"{len(state.frame.tables)} {places}"
        kind = "one shared screen" if settings.get("shared") else kind
        return {
            "id": session.id,
            "code": session.code,
            "title": state.frame.title,
            "what": f"{kind}, {known.told(state)}",
            "created": day(session.created),
            "erased": day(session.expires),
            "state": "ended" if state.frame.ended else "open",
            "solo": "yes" if settings.get("solo") else "",
        }

    def begun(self, typed: dict[str, str], errors: dict[str, str]) -> Session | None:
        number = partial(number_in, typed, errors)
        case = self._case(typed, errors)
        tables = tables_in(typed, errors)
        clock = typed.get("clock") == "on"
        minutes = number("minutes", 0.5, 60, "a number of minutes") if clock else None
        reading = number("reading", 0.5, 120, "a number of minutes") if clock else None
        dots = whole_in(typed, errors, "dots", 1, 20, "a whole number of dots")
        days = days_until(typed.get("until", ""), errors)
        check_help(typed, errors)
        if typed.get("mode") not in ("blind", "carousel"):
            errors["mode"] = "choose whether tables see what earlier tables wrote"
        if errors or case is None:
            return None
        settings = Settings(
            case=case,
            minutes=minutes,
            reading=reading,
            mode="carousel" if typed["mode"] == "carousel" else "blind",
            dots=dots,
            days=days,
            shared=typed.get("way") == "shared",
        )
        opened, journal = settings.opened(tables), self.house.journal
        return sessions.create(journal, EXERCISE, opened, tables=tables, days=settings.days)

    def _case(self, typed: dict[str, str], errors: dict[str, str]) -> Case | None:
        files = self.request.files.get("file", [])
        try:
            if files and files[0]["body"]:
                return case_of(files[0]["body"], files[0]["filename"])
            return library.case(typed.get("case", ""))
        except ContentError as error:
            errors["file" if files and files[0]["body"] else "case"] = str(error)
            return None


def number_in(
    typed: dict[str, str], errors: dict[str, str], name: str, low: float, high: float, what: str
) -> float:
    """The number in a field; a sentence in `errors` when it is not one from `low` to `high`."""
    text = typed.get(name, "").strip()
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        errors[name] = f"{quoted(text)} is not {what} from {low:g} to {high:g}"
    return value


def whole_in(
    typed: dict[str, str], errors: dict[str, str], name: str, low: int, high: int, what: str
) -> int:
    """The whole number in a field; a sentence in `errors` when it is not one from `low` to
    `high`."""
    value = number_in(typed, errors, name, low, high, what)
    if name in errors:
        return 0
    if value != int(value):
        errors[name] = f"{typed[name]!r} is not {what} from {low} to {high}"
    return int(value)


def tables_in(typed: dict[str, str], errors: dict[str, str]) -> int:
    """How many tables there are: one with one shared screen, else what the form says."""
    if typed.get("way") == "shared":
        return 1
    return whole_in(typed, errors, "tables", 1, 12, "a whole number of tables")


def as_usual(days: float = 30) -> dict[str, str]:
    """What the fields that every such form has begin with; sessions are kept for `days`."""
    until = datetime.now().date() + timedelta(days=days)
    return {"way": "devices", "tables": "6", **dict.fromkeys(HELP, ""), "until": until.isoformat()}


def days_until(until: str, errors: dict[str, str]) -> float:
    """Days from now to the end of the given date."""
    try:
        end = datetime.combine(datetime.fromisoformat(until).date(), time(23, 59))
    except ValueError:
        errors["until"] = f"{quoted(until)} is not a day; choose one from today on"
        return 0
    days = (end.astimezone(UTC) - datetime.now(UTC)).total_seconds() / 86_400
    if not 0 < days <= 366:
        errors["until"] = f"{until} is not within the next year; choose a day from today on"
    return days


def check_help(typed: dict[str, str], errors: dict[str, str]) -> None:
    """A sentence in `errors` for each answer on who to turn to that is too long."""
    for name in HELP:
        if len(typed.get(name, "")) > LONGEST_HELP:
            errors[name] = f"this has {len(typed[name])} characters; write at most {LONGEST_HELP}"


def say_help(page: Page, session: Session, typed: dict[str, str]) -> None:
    """Keep who to turn to today with the session, where something was typed."""
    if any(typed.get(name, "").strip() for name in HELP):
        said = HelpSet.model_validate({name: typed.get(name, "") for name in HELP})
        page.house.journal.append(
            session.id, said, seat="", by="trainer", change="help-" + session.id
        )


def quoted(text: str) -> str:
    """What was typed, as a sentence names it."""
    return repr(text[:40]) if text else "nothing"


def case_of(body: bytes, name: str) -> Case:
    """A case out of an uploaded file. Raises ContentError with place and fault."""
    if len(body) > LONGEST:
        raise ContentError(f"{name} has {len(body):,} bytes; a case file has at most {LONGEST:,}")
    try:
        return Case.model_validate(parsed(body.decode("utf-8")))
    except TooDeep as error:
        raise ContentError(f"{name}: {error}") from None
    except UnicodeDecodeError:
        raise ContentError(f"{name} is not text in UTF-8; save it as UTF-8 and try again") from None
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{name} cannot be read as a case file: {error}") from None
    except ValidationError as error:
        raise ContentError(f"{name}: {'; '.join(library.faults(error)[:4])}") from None
    except ValueError as error:
        raise ContentError(f"{name} cannot be read as a case file: {error}") from None


def sit(page: Page, session: Session, role: sessions.Role, table: int | None = None) -> None:
    """Take a new seat and go there."""
    seat, token = sessions.take_seat(page.house.journal, Door(session.id, role, table))
    page.give_cookie(seat, token, session.expires)
    page.redirect(f"/seat/{seat.id}/", status=303)


class Open(Page):
    """Open the trainer's page of a session that is on this machine."""

    here_only = True

    def post(self) -> None:
        try:
            session = sessions.find(self.house.journal, id=self.get_body_argument("session", ""))
        except NoSession:
            raise HTTPError(410) from None
        sit(self, session, "trainer")
