"""Who may do what in a session of the grid."""

from __future__ import annotations

from collections.abc import Sequence

from exercises import room_rules
from exercises.exercise import Refused
from exercises.grid import kinds as k
from exercises.grid.content import NOW
from exercises.grid.settings import Settings
from exercises.grid.state import Standing, State
from exercises.journal import frame as f
from exercises.journal import slips
from exercises.journal.aside import PutBack, SetAside
from exercises.journal.entries import Body, Entry
from exercises.journal.sessions import Seat

STAGES = ("lobby", "read", "now", "after", "look", "move", "close")
MOST_OF_A_TABLE = 12  # actions that a table has written, those taken away included
MOST_ACTIONS = 60
MOST_LINES = 200  # of a table in one list
MOST_RIVALS = 8
TRAINERS_ONLY = (*room_rules.TRAINERS_ONLY, *room_rules.STEERING, k.Shown)


def check(state: State, entries: Sequence[Entry], seat: Seat, body: Body) -> None:
    """Raise Refused, with a sentence, when `seat` may not do this now."""
    room_rules.check_session(state.frame, seat, body)
    room_rules.check_tables(state.frame, body)
    if seat.role in ("table", "room"):
        _check_table(state, seat, body)
    _check_targets(state, body)
    room_rules.check_slip(state.slips, body)
    _check_size(state, body)
    if isinstance(body, f.Undone):
        room_rules.check_undo(entries, seat, body.of)


def _check_table(state: State, seat: Seat, body: Body) -> None:
    """What a table may do: its own places and lines, and actions of its own."""
    if isinstance(body, slips.Slip):
        raise Refused("slips are filled in on a phone of one's own, or on paper for the trainer")
    if isinstance(body, TRAINERS_ONLY):
        if not (seat.role == "room" and isinstance(body, (*room_rules.STEERING, k.Shown))):
            raise Refused("only the trainer does this; ask at the front")
    assert seat.table is not None
    mine = state.frame.people_of(state.frame.acts_as(seat.table))
    match body:
        case k.OnSpot(table=table) | k.Wrote(table=table) if table not in mine:
            raise Refused(f"this page writes for table {seat.table}, not for table {table}")
        case k.ActionAdded(table=table) if table not in mine:
            raise Refused(f"this page writes for table {seat.table}; say so in the action")
        case k.OnAction(action=name) if name in state.actions:
            if state.actions[name].table not in mine:
                raise Refused("this action is not your table's; only they or the trainer change it")
            others = sorted(state.placed_by(name) - set(mine))
            if others and isinstance(body, (k.ActionDropped, k.ActionWorded)):
                raise Refused(f"table {others[0]} has placed this already; ask at the front")
        case k.OnLine(line=name) if name in state.lines and state.lines[name].table not in mine:
            raise Refused("this line is another table's; only they or the trainer can change it")


def _check_targets(state: State, body: Body) -> None:
    if isinstance(body, (k.OnSpot, k.Wrote, k.ActionAdded)) and body.table is not None:
        room_rules.check_table(state.frame, body.table)
    match body:
        case f.StageSet(stage=stage, step=None) if stage not in STAGES:
            raise Refused(f"there is no stage {stage!r}; there are: {', '.join(STAGES)}")
        case k.OnSpot(table=table, viewpoint=viewpoint, moment=moment):
            if viewpoint not in Settings.of(state.frame).viewpoints:
                raise Refused("this viewpoint is not used in this session")
            if moment != NOW and not state.is_action(moment):
                raise Refused("this action is not there any more")
            standing = state.standing.get((table, viewpoint, moment))
            if standing is not None and standing.aside:
                raise Refused("what stood here has been set aside; the trainer can put it back")
        case k.OnAction(action=name) if name not in state.actions or state.actions[name].removed:
            raise Refused("this action is not there any more")
        case k.OnLine(line=name) if name not in state.lines or state.lines[name].removed:
            raise Refused("this line is not there any more")
        case k.ActionAdded(source=str(name)) if (
            name not in state.lines or state.lines[name].removed
        ):
            raise Refused("the line that this action comes from is not there any more")
        case SetAside(target=target) if (
            not isinstance(body, PutBack)
            and isinstance(thing := state.thing(target), Standing)
            and thing.spot is None
        ):
            raise Refused("there is nothing here to set aside any more")
        case SetAside(target=target) if (
            state.thing(target) is None and target not in state.slips.answers
        ):
            raise Refused("what should be set aside is not there any more")


def _check_size(state: State, body: Body) -> None:
    """No list and no choice between places grows without end."""
    match body:
        case k.ActionAdded(table=int(table)):
            theirs = [a for a in state.actions.values() if a.table == table and not a.removed]
            if len(theirs) >= MOST_OF_A_TABLE:
                raise Refused(
                    f"table {table} has written {MOST_OF_A_TABLE} actions; bring one back or "
                    "change one that stands"
                )
            _check_room_for_action(state)
        case k.ActionAdded() | k.ActionBack():
            _check_room_for_action(state)
        case k.Wrote(table=table, list=name):
            theirs = [x for x in state.lines.values() if (x.table, x.list) == (table, name)]
            if len(theirs) >= MOST_LINES:
                raise Refused(f"table {table} has {MOST_LINES} lines here; change one that stands")
        case k.Placed(table=table, viewpoint=viewpoint, moment=moment):
            standing = state.standing.get((table, viewpoint, moment))
            if standing is not None and len(standing.rivals) >= MOST_RIVALS:
                raise Refused(f"{MOST_RIVALS} other places wait here already; pick one first")
        case k.Edited(line=name) if len(state.lines[name].words.rivals) >= MOST_RIVALS:
            raise Refused(f"{MOST_RIVALS} other wordings wait here already; pick one first")
        case k.ActionWorded(action=name):
            if len(state.actions[name].words.rivals) >= MOST_RIVALS:
                raise Refused(f"{MOST_RIVALS} other wordings wait here already; pick one first")


def _check_room_for_action(state: State) -> None:
    if len(state.shown_actions()) >= MOST_ACTIONS:
        raise Refused(f"there are {MOST_ACTIONS} actions already; take one away first")
