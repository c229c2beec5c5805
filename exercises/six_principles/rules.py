"""Who may do what. The page never decides this: the kernel asks here before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

from exercises.journal import frame as f
from exercises.journal import slips
from exercises.journal.entries import Body, Entry, Unknown
from exercises.journal.sessions import Seat
from exercises.library import PRINCIPLES, PrincipleId
from exercises.six_principles import kinds as k
from exercises.six_principles.rotation import condensers
from exercises.six_principles.settings import Settings
from exercises.six_principles.state import State


class Refused(Exception):
    """The act is not taken; the message is a sentence for the person who tried it."""


STAGES = ("lobby", "read", "round", "condense", "readback", "prioritise", "plan", "close")
MOST_LINES = 200  # of a table on a principle
MOST_RIVALS = 8  # wordings that wait beside one that stands
WHOLE = ("trainer", "solo", "room")  # who works on every principle
BY_HAND = (slips.Slip,)  # a table's device is never used for its people's slips
STEERING = (f.StageSet, f.ClockSet, k.DotsShown)
TRAINERS_ONLY = (
    f.TableClosed,
    f.TableReopened,
    f.TableJoined,
    f.Said,
    f.HelpSet,
    f.Break,
    f.BreakOver,
    f.Ended,
    f.Reopened,
    f.Checked,
    k.SetAside,
    k.Ordered,
    k.FactorsJoined,
)


def condensed_by(state: State, seat: Seat) -> list[PrincipleId]:
    """The principles whose key factors this seat works on."""
    if seat.role in WHOLE:
        return list(PRINCIPLES)
    if seat.table is None:
        return []
    mine = state.frame.acts_as(seat.table)
    return [p for p, tables in condensers(state.frame.open_tables()).items() if mine in tables]


def check(state: State, entries: Sequence[Entry], seat: Seat, body: Body) -> None:
    """Raise Refused, with a sentence, when `seat` may not do this now."""
    if isinstance(body, Unknown) or isinstance(body, (f.Opened, f.TableAdded, k.Removed)):
        raise Refused("this page asked for something the kit does not do; load the page again")
    if seat.role == "projector":
        raise Refused("the projector only shows; act from the trainer's page")
    if state.frame.ended and not isinstance(body, (f.Reopened, f.Checked, k.SetAside)):
        raise Refused("the session has ended; the trainer can reopen it")
    if seat.role == "table":
        _check_table(state, seat, body)
    elif seat.role == "solo" and isinstance(body, TRAINERS_ONLY[:6]):
        raise Refused("this needs a session with tables; you are working on your own")
    elif seat.role == "room":
        _check_shared(body)
    _check_steering(state, body)
    _check_targets(state, body)
    _check_room(state, body)
    if isinstance(body, k.Dots):
        _check_dots(state, body)
    if isinstance(body, f.Undone):
        check_undo(entries, seat, body.of)


def _check_shared(body: Body) -> None:
    """What is not done on the screen that everybody sees."""
    if isinstance(body, BY_HAND):
        raise Refused("slips are filled in on a phone of one's own, or on paper for the trainer")
    if isinstance(body, TRAINERS_ONLY) and not isinstance(body, (k.Ordered, k.FactorsJoined)):
        raise Refused("this is done on the trainer's page; open it on the same laptop")


def _check_table(state: State, seat: Seat, body: Body) -> None:
    """What a table may do: its own lines, its own dots, the principles it condenses."""
    if isinstance(body, BY_HAND):
        raise Refused("slips are filled in on a phone of one's own, or on paper for the trainer")
    if isinstance(body, STEERING + TRAINERS_ONLY):
        raise Refused("only the trainer does this; ask at the front")
    assert seat.table is not None
    mine = state.frame.people_of(state.frame.acts_as(seat.table))
    match body:
        case k.Dots(table=table) if table != mine[0]:
            raise Refused(f"this page places dots for table {mine[0]}, not for table {table}")
        case k.LineAdded(table=table) if table not in mine:
            raise Refused(f"this page writes for table {seat.table}, not for table {table}")
        case k.OnLine(line=name) if name in state.lines and state.lines[name].table not in mine:
            raise Refused("this line is another table's; only they or the trainer can change it")
    principle = _principle_condensed(state, body)
    if principle is not None and principle not in condensed_by(state, seat):
        raise Refused(f"your table does not condense {principle}; the trainer can do it for you")
    if isinstance(body, (k.Wrote, k.Kept, k.Chose)) and not body.field.startswith("readback/"):
        raise Refused("the check against the plan is made at the trainer's desk")


def _principle_condensed(state: State, body: Body) -> PrincipleId | None:
    match body:
        case k.FactorMade(principle=principle):
            return principle
        case k.OnFactor(factor=name):
            return state.principle_of(name)
        case k.Wrote(field=name) | k.Kept(field=name) | k.Chose(field=name):
            part = name.split("/")[1]
            return part if part in PRINCIPLES else None
    return None


def _check_steering(state: State, body: Body) -> None:
    tables = state.frame.tables
    match body:
        case f.StageSet(stage=stage) if stage not in STAGES:
            raise Refused(f"there is no stage {stage!r}; there are: {', '.join(STAGES)}")
        case f.StageSet(stage="round", round=number) if number not in range(1, 7):
            raise Refused(f"there is no round {number}; rounds are 1 to 6")
        case f.ClockSet(do="start" | "add", seconds=None):
            raise Refused("the clock needs a time to start with; give minutes")
        case f.TableClosed(table=n) | f.TableReopened(table=n) if n not in tables:
            raise Refused(f"there is no table {n}; tables are 1 to {max(tables, default=0)}")
        case f.TableJoined(table=a, into=b) if a == b or not {a, b} <= tables.keys():
            raise Refused(f"table {a} cannot be joined to table {b}; choose two tables of the room")
        case f.TableJoined(into=b) if not tables[b].open:
            raise Refused(f"table {b} is closed; reopen it or choose another")
        case f.TableJoined(table=a, into=b) if a in state.frame.path(b):
            raise Refused(f"table {b} has been joined to table {a} already; choose another")
        case k.LineAdded(table=n) | k.Dots(table=n) if n not in tables:
            raise Refused(f"there is no table {n}; tables are 1 to {max(tables, default=0)}")


def _check_targets(state: State, body: Body) -> None:
    match body:
        case k.OnLine(line=name) if name not in state.lines or state.lines[name].removed:
            raise Refused("this line is not there any more")
        case k.OnFactor(factor=name) if not state.is_free(name):
            raise Refused("this key factor is not there any more")
    principle = _principle_condensed(state, body)
    if isinstance(body, (k.FactorMade, k.FactorTook)):
        for name in body.lines:
            line = state.lines.get(name)
            if line is None or not line.shown:
                raise Refused("one of these lines is not there any more; look again and pick")
            if line.principle != principle:
                raise Refused("these lines belong to different principles; join factors instead")
    if isinstance(body, k.FactorsJoined):
        if len(set(body.factors)) < 2:
            raise Refused("this is one key factor already; choose another to join it with")
        for name in body.factors:
            factor = state.factors.get(name)
            if factor is None or not factor.shown:
                raise Refused("one of these key factors is not there any more; look again")
    if isinstance(body, k.SetAside) and not (
        body.target in state.lines
        or body.target in state.factors
        or body.target in state.notes
        or body.target in state.slips.answers
    ):
        raise Refused("what should be set aside is not there any more")
    if isinstance(body, (k.Wrote, k.Kept, k.Chose)):
        _check_field(state, body)


def _check_field(state: State, body: k.Wrote | k.Kept | k.Chose) -> None:
    """Only the fields the exercise has, and only the choices they offer."""
    if body.field in state.notes_aside:
        raise Refused("the note here has been set aside; the trainer can put it back")
    parts = body.field.split("/")
    match parts, body:
        case ["readback", p], k.Wrote() | k.Kept() if p in PRINCIPLES:
            return
        case ["readback", p, "could"], k.Chose(value=v) if p in PRINCIPLES and v in k.READBACK:
            return
        case ["plan", name, "note"], k.Wrote() | k.Kept() if name in state.factors:
            return
        case ["plan", name, "decision"], k.Chose(value=v) if (
            name in state.factors and v in k.DECISIONS
        ):
            return
        case ["plan", name, "significant"], k.Chose(value=v) if (
            name in state.factors and v in k.SIGNIFICANT
        ):
            return
    raise Refused("this exercise has no such field or choice; load the page again")


def _check_room(state: State, body: Body) -> None:
    """No list and no choice between wordings grows without end."""
    rivals = 0
    match body:
        case slips.Slip() if len(state.slips.answers) >= slips.MOST:
            raise Refused(f"{slips.MOST} slips are kept already; no more can be taken")
        case k.LineAdded(table=table, principle=principle):
            if len(state.wall([table], principle)) >= MOST_LINES:
                raise Refused(
                    f"table {table} has {MOST_LINES} lines on {principle}; "
                    "no more can be kept, so change one that stands"
                )
        case k.LineEdited(line=name) if name in state.lines:
            rivals = len(state.lines[name].words.rivals)
        case k.FactorWorded(factor=name) if name in state.factors:
            rivals = len(state.factors[name].words.rivals)
        case k.Wrote(field=name) if name in state.notes:
            rivals = len(state.notes[name].rivals)
    if rivals >= MOST_RIVALS:
        raise Refused(f"{rivals} other wordings wait here already; pick one of them first")


def _check_dots(state: State, body: k.Dots) -> None:
    principle = state.principle_of(body.target)
    if principle is None or not state.stands(body.target):
        raise Refused("there is nothing here to put a dot on any more")
    budget = Settings.of(state.frame).dots
    left = state.dots_left(body.table, principle, budget)
    left += state.dots.get((body.table, body.target), 0)
    if body.n > left:
        raise Refused(
            f"your table has {budget} dots for {principle} and {left} could go here; "
            "take one back from another place first"
        )


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
        if last.about in entry.body.touches(entry.change):
            who = entry.by.replace("table-", "table ")
            raise Refused(f"this cannot be taken back: {who} has built on it since")
