"""Who may do what in a temperature check."""

from __future__ import annotations

from collections.abc import Sequence

from exercises import room_rules
from exercises.exercise import Refused
from exercises.journal import frame as f
from exercises.journal import slips
from exercises.journal.aside import PutBack, SetAside
from exercises.journal.entries import Body, Entry
from exercises.journal.sessions import Seat
from exercises.journal.slips import is_blanked
from exercises.plan import kinds as p
from exercises.plan import rules as plan_rules
from exercises.temperature import kinds as k
from exercises.temperature.content import SKIP
from exercises.temperature.settings import MOST_PEOPLE, STAGES
from exercises.temperature.state import Answer, Sheet, State

MEANWHILE = "this has been changed meanwhile, on another page; look at it, and change that"
ACTIONS = (p.ActionProposed, p.OnAction, p.ActionsOrdered)
OF_THE_ROOM = (k.OnSheet, *ACTIONS, *room_rules.STEERING, f.Undone)


def check(state: State, entries: Sequence[Entry], seat: Seat, body: Body) -> None:
    """Raise Refused, with a sentence, when `seat` may not do this now."""
    room_rules.check_session(state.frame, seat, body)
    if isinstance(body, (slips.Slip, slips.SlipBlanked)):
        raise Refused("a temperature check has no slips; what people think stands in their answers")
    if isinstance(body, room_rules.WITH_TABLES[:3]):
        raise Refused("a temperature check has no tables; everybody answers for themselves")
    if type(body).__module__ == p.__name__ and not isinstance(body, ACTIONS):
        raise Refused("this page asked for something the kit does not do; load the page again")
    _check_seat(state, seat, body)
    _check_sheet(state, body)
    _check_item(state, body)
    _check_rest(state, body)
    plan_rules.check(state.plan, Targets(state), body)
    if isinstance(body, f.Undone):
        room_rules.check_undo(entries, seat, body.of)
        if any(entry.change == body.of and state.shows(entry) for entry in entries):
            raise Refused("the answers have been shown since; choose another answer instead")


class Targets:
    """What an action can answer: an item of the session, by its name."""

    def __init__(self, state: State) -> None:
        self._state = state

    def __contains__(self, target: object) -> bool:
        return any(k.item_name(a.id, b.id) == target for a, b in self._state.items())


def _check_seat(state: State, seat: Seat, body: Body) -> None:
    """Each person fills in their own sheet, the moderator rates, the manager does the rest."""
    match seat.role:
        case "trainer" | "solo":
            _check_manager(state, body)
        case "room":
            if not state.chosen.shared or not isinstance(body, OF_THE_ROOM):
                raise Refused("this is done on the board manager's own page")
            if isinstance(body, k.OnSheet) and body.sheet != k.TOGETHER:
                raise Refused("this screen answers for the board together, and for nobody else")
        case "moderator":
            if not isinstance(body, (k.Rated, f.Undone)):
                raise Refused("this page rates beside the answers; it changes none of them")
        case "answerer":
            if state.chosen.way in ("shared", "paper"):
                raise Refused("nobody answers on a device of their own here; look to the front")
            if isinstance(body, f.Undone):
                return
            if not isinstance(body, k.OnSheet) or isinstance(body, k.PaperTakenAway):
                raise Refused("this is done on the board manager's page; ask them")
            if body.sheet != seat.id:
                raise Refused("this page answers for whoever opened it, and for nobody else")
        case _:
            raise Refused("nobody answers from a table here; join once more with the code")


def _check_manager(state: State, body: Body) -> None:
    """The manager types in what is on paper and what was agreed together, blanks what could
    identify somebody, and answers for nobody else."""
    if isinstance(body, k.Rated):
        raise Refused("the rating from outside is made on the moderator's own page")
    if isinstance(body, k.AnswerBlanked):
        answer = state.answer(body.answer)
        if answer is None or not answer.has_words:
            raise Refused("these words are not there any more")
        _check_version(answer.version, body.on, answer.aside)
        fields = ("evidence", "owner", "by_when")
        if not all(is_blanked(getattr(body, name), getattr(answer, name)) for name in fields):
            raise Refused("words beside an answer can be blanked, and no others put in their place")
    if isinstance(body, k.OnSheet):
        sheet = state.sheets.get(body.sheet)
        together = body.sheet == k.TOGETHER and state.chosen.shared
        if not together and (sheet is None or sheet.kind != "paper"):
            raise Refused("this sheet is somebody else's; only they can change what they answered")


def _check_sheet(state: State, body: Body) -> None:
    standing = [each for each in state.sheets.values() if not each.dropped]
    match body:
        case k.SheetAdded() if len(standing) >= MOST_PEOPLE:
            raise Refused(f"{MOST_PEOPLE} people have answered; a temperature check takes no more")
        case k.PaperTakenAway(sheet=name) if not _is_paper(state.sheets.get(name)):
            raise Refused("this form is not there any more")
        case k.OnSheet(sheet=name):
            sheet = state.sheets.get(name)
            if sheet is not None and sheet.dropped:
                raise Refused("this form has been taken away; add another")
            if sheet is None and len(standing) >= MOST_PEOPLE:
                raise Refused(
                    f"{MOST_PEOPLE} people have answered; a temperature check takes no more"
                )
    if isinstance(body, k.Belongs) and body.group is not None:
        if body.group not in {group.id for group in state.chosen.asked_groups}:
            raise Refused("this agency or role is not asked for here; leave it out")


def _is_paper(sheet: Sheet | None) -> bool:
    return sheet is not None and sheet.kind == "paper" and not sheet.dropped


def _check_item(state: State, body: Body) -> None:
    """What is answered or rated is asked here, and the answer is one of its scale."""
    if not isinstance(body, (k.OnItem, k.Rated)):
        return
    instrument = state.chosen.instrument(body.instrument)
    item = instrument.item(body.item) if instrument else None
    if instrument is None or item is None:
        raise Refused("this is not asked in this session; load the page again")
    if isinstance(body, (k.Chose, k.Rated)) and body.option is not None:
        known = {option.id for option in instrument.scale_of(item).options}
        if isinstance(body, k.Chose):
            known.add(SKIP)
        if body.option not in known:
            raise Refused(f"there is no answer {body.option!r} to this; choose one of the list")
    key = (body.instrument, body.item)
    if isinstance(body, k.Noted):
        sheet = state.sheets.get(body.sheet)
        answer = sheet.answers.get(key) if sheet else None
        _check_version(answer.version if answer else None, body.on, bool(answer and answer.aside))
    if isinstance(body, k.Rated):
        rating = state.ratings.get(key)
        _check_version(rating.version if rating else None, body.on, bool(rating and rating.aside))
        if body.option is not None and not body.reasons:
            raise Refused("a rating from outside needs its reasons; write why, in a line or two")


def _check_version(stands: str | None, on: str | None, aside: bool) -> None:
    if aside:
        raise Refused("what stood here has been set aside; the board manager can put it back")
    if on != stands:
        raise Refused(MEANWHILE)


def _check_rest(state: State, body: Body) -> None:
    match body:
        case f.StageSet(stage=stage) if stage not in STAGES:
            raise Refused(f"there is no step {stage!r} here; there are: {', '.join(STAGES)}")
        case p.ActionProposed(table=int()):
            raise Refused("a temperature check has no tables; leave the table out")
        case PutBack(target=target) if not _is_there(state, target):
            raise Refused("what should be put back is not there any more")
        case SetAside(target=target) if not _is_there(state, target):
            raise Refused("what should be set aside is not there any more")


def _is_there(state: State, target: str) -> bool:
    thing = state.thing(target)
    if isinstance(thing, Answer):
        return thing.has_words
    if thing is not None:
        return bool(thing.reasons)
    action = state.plan.thing(target)
    return action is not None and not action.removed
