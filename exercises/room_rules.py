"""Rules that hold for every session: what only the trainer does, tables, and taking back."""

from __future__ import annotations

from collections.abc import Sequence

from exercises.courses.content import course_of
from exercises.exercise import Refused
from exercises.journal import frame as f
from exercises.journal.aside import Removed, SetAside
from exercises.journal.entries import Body, Entry, Unknown
from exercises.journal.sessions import Seat
from exercises.journal.slips import MOST, Slip, SlipBlanked, Slips

WITH_TABLES = (f.TableClosed, f.TableReopened, f.TableJoined, f.Said, f.HelpSet, f.Break)
STEERING = (f.StageSet, f.ClockSet)
TRAINERS_ONLY = (
    *WITH_TABLES,
    f.BreakOver,
    f.Ended,
    f.Reopened,
    f.Checked,
    SetAside,
    SlipBlanked,
)
WHEN_ENDED = (f.Reopened, f.Checked, SetAside, SlipBlanked)


def check_session(frame: f.Frame, seat: Seat, body: Body) -> None:
    """Raise Refused for what nobody may do, what a projector may not, and what has to wait until
    the session is open again."""
    if isinstance(body, Unknown) or isinstance(body, (f.Opened, f.TableAdded, Removed)):
        raise Refused("this page asked for something the kit does not do; load the page again")
    if seat.role == "projector":
        raise Refused("the projector only shows; act from the trainer's page")
    if seat.role == "table" and frame.settings.get("shared"):
        raise Refused("this session runs on one shared screen; look to the front")
    if frame.ended and not isinstance(body, WHEN_ENDED):
        raise Refused("the session has ended; the trainer can reopen it")
    if seat.role == "solo" and isinstance(body, WITH_TABLES):
        raise Refused("this needs a session with tables; you are working on your own")


def check_tables(frame: f.Frame, body: Body) -> None:
    """Raise Refused for tables or steps that are not there, and a clock without a time."""
    check_step(frame, body)
    tables = frame.tables
    match body:
        case f.ClockSet(do="start" | "add", seconds=None):
            raise Refused("the clock needs a time to start with; give minutes")
        case f.TableClosed(table=n) | f.TableReopened(table=n):
            check_table(frame, n)
        case f.TableJoined(table=a, into=b) if a == b or not {a, b} <= tables.keys():
            raise Refused(f"table {a} cannot be joined to table {b}; choose two tables of the room")
        case f.TableJoined(into=b) if not tables[b].open:
            raise Refused(f"table {b} is closed; reopen it or choose another")
        case f.TableJoined(table=a, into=b) if a in frame.path(b):
            raise Refused(f"table {b} has been joined to table {a} already; choose another")


def check_step(frame: f.Frame, body: Body) -> None:
    """Raise Refused for a step that is not on the path of this session, or that is elsewhere."""
    if not isinstance(body, f.StageSet) or body.step is None:
        return
    course = course_of(frame)
    step = course.step(body.step) if course else None
    if step is None or step.place != (body.stage, body.round):
        raise Refused(f"there is no step {body.step!r} here on this path; load the page again")


def check_table(frame: f.Frame, table: int) -> None:
    """Raise Refused when the room has no such table."""
    if table not in frame.tables:
        most = max(frame.tables, default=0)
        raise Refused(f"there is no table {table}; tables are 1 to {most}")


def check_slip(slips: Slips, body: Body) -> None:
    """Raise Refused for one slip too many, a slip that is not there, and words that nobody wrote on
    it."""
    if isinstance(body, Slip) and len(slips.answers) >= MOST:
        raise Refused(f"{MOST} slips are kept already; no more can be taken")
    if isinstance(body, SlipBlanked):
        answer = slips.answers.get(body.slip)
        if answer is None or answer.removed:
            raise Refused("this slip is not there any more")
        if not answer.may_become(body):
            raise Refused("words on a slip can be blanked, and no others put in their place")


def last_act(entries: Sequence[Entry], seat: Seat) -> Entry | None:
    """The seat's own newest act that could be taken back and was not."""
    gone = {e.body.of for e in entries if isinstance(e.body, f.Undone)}
    for entry in reversed(entries):
        if entry.seat == seat.id and entry.body.undoable and entry.change not in gone:
            return entry
    return None


def check_undo(entries: Sequence[Entry], seat: Seat, of: str) -> None:
    """Raise Refused unless `of` is this seat's last act and nobody has built on it."""
    last = last_act(entries, seat)
    if last is None or last.change != of:
        raise Refused("only your own last act can be taken back, and this is not it any more")
    gone = {e.body.of for e in entries if isinstance(e.body, f.Undone)}
    for entry in entries:
        if entry.seq <= last.seq or entry.change in gone or entry.seat == seat.id:
            continue
        if {last.about, last.change} & entry.body.touches(entry.change):
            who = entry.by.replace("table-", "table ")
            raise Refused(f"this cannot be taken back: {who} has built on it since")
