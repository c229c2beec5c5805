"""Who may do what. The page never decides this: the kernel asks here before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

from exercises import room_rules
from exercises.exercise import Refused
from exercises.journal import frame as f
from exercises.journal import slips
from exercises.journal.aside import SetAside
from exercises.journal.entries import Body, Entry
from exercises.journal.sessions import Seat
from exercises.library import PRINCIPLES, PrincipleId
from exercises.plan import kinds as p
from exercises.plan import known
from exercises.plan import rules as plan_rules
from exercises.six_principles import kinds as k
from exercises.six_principles.rotation import condensers
from exercises.six_principles.settings import Settings
from exercises.six_principles.state import State

STAGES = (
    "lobby",
    "read",
    "round",
    "condense",
    "readback",
    "prioritise",
    "plan",
    "actions",
    "close",
)
MOST_LINES = 200  # of a table on a principle
MOST_FACTORS = 100  # of a principle, those dropped included
MOST_RIVALS = 8  # wordings that wait beside one that stands
WHOLE = ("trainer", "solo", "room")  # who works on every principle
BY_HAND = (slips.Slip,)  # a table's device is never used for its people's slips
STEERING = (*room_rules.STEERING, k.DotsShown)
TRAINERS_ONLY = (*room_rules.TRAINERS_ONLY, k.Ordered, k.FactorsJoined, *plan_rules.TRAINERS_ONLY)
OF_THE_ROOM = (k.Ordered, k.FactorsJoined, p.ActionsOrdered)


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
    room_rules.check_session(state.frame, seat, body)
    if seat.role == "table":
        _check_table(state, seat, body)
    elif seat.role == "room":
        _check_shared(body)
    _check_steering(state, body)
    _check_targets(state, body)
    room_rules.check_slip(state.slips, body)
    plan_rules.check(state.plan, _Targets(state), body)
    _check_room(state, body)
    if isinstance(body, k.Dots):
        _check_dots(state, body)
    if isinstance(body, f.Undone):
        room_rules.check_undo(entries, seat, body.of)


def _check_shared(body: Body) -> None:
    """What is not done on the screen that everybody sees."""
    if isinstance(body, BY_HAND):
        raise Refused("slips are filled in on a phone of one's own, or on paper for the trainer")
    if isinstance(body, TRAINERS_ONLY) and not isinstance(body, OF_THE_ROOM):
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
        case p.ActionProposed(table=table) if table not in mine:
            raise Refused(f"this page writes for table {seat.table}; say so in the action")
        case p.OnAction(action=name) if name in state.plan.actions:
            if state.plan.actions[name].table not in mine:
                raise Refused("this action is not your table's; only they or the trainer change it")
    principle = _principle_condensed(state, body)
    if principle is not None and principle not in condensed_by(state, seat):
        raise Refused(f"your table does not work on {principle}; the trainer can do it for you")
    if isinstance(body, (k.Wrote, k.Kept, k.Chose, p.EvidenceSet)) and principle is None:
        raise Refused("this is decided at the trainer's desk; say it at the front")


def _principle_condensed(state: State, body: Body) -> PrincipleId | None:
    match body:
        case k.FactorMade(principle=principle):
            return principle
        case k.OnFactor(factor=name):
            return state.principle_of(name)
        case k.Wrote(field=name) | k.Kept(field=name) | k.Chose(field=name):
            part = name.split("/")[1]
            return part if part in PRINCIPLES else state.principle_of(part)
        case p.EvidenceSet(target=name):
            return state.principle_of(name)
    return None


class _Targets:
    """What can be held against the plan: a key factor that stands, or an item of a lens."""

    def __init__(self, state: State) -> None:
        self._state = state

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (
            (name in self._state.factors and not self._state.factors[name].removed)
            or name in known.items()
        )


def _check_steering(state: State, body: Body) -> None:
    room_rules.check_tables(state.frame, body)
    match body:
        case f.StageSet(stage=stage, step=None) if stage not in STAGES:
            raise Refused(f"there is no stage {stage!r}; there are: {', '.join(STAGES)}")
        case f.StageSet(stage="round", round=number) if number not in range(1, 7):
            raise Refused(f"there is no round {number}; rounds are 1 to 6")
        case k.LineAdded(table=n) | k.Dots(table=n) | p.ActionProposed(table=int(n)):
            room_rules.check_table(state.frame, n)


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
    if isinstance(body, SetAside) and not (
        body.target in state.lines
        or body.target in state.factors
        or body.target in state.notes
        or body.target in state.slips.answers
        or state.plan.thing(body.target) is not None
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
        case ["plan", name, "note"], k.Wrote() | k.Kept() if name in _Targets(state):
            return
        case ["plan", name, "decision"], k.Chose(value=v) if (
            name in _Targets(state) and v in k.DECISIONS
        ):
            return
        case ["plan", name, "significant"], k.Chose(value=v) if (
            name in _Targets(state) and v in k.SIGNIFICANT
        ):
            return
        case ["framework", name], k.Wrote() | k.Kept() if name in known.framework_fields():
            return
    raise Refused("this exercise has no such field or choice; load the page again")


def _check_room(state: State, body: Body) -> None:
    """No list and no choice between wordings grows without end."""
    rivals = 0
    match body:
        case k.FactorMade(principle=principle) if (
            sum(f.principle == principle for f in state.factors.values()) >= MOST_FACTORS
        ):
            raise Refused(
                f"there are {MOST_FACTORS} key factors of {principle} already; change one of them"
            )
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
