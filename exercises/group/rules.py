"""Who may do what in a reflective group, and when words may be written."""

from __future__ import annotations

from collections.abc import Sequence

from exercises import room_rules
from exercises.exercise import Refused
from exercises.group import kinds as k
from exercises.group.content import group_words
from exercises.group.record import record_of
from exercises.group.state import Action, Line, Said, State
from exercises.journal import frame as f
from exercises.journal import slips
from exercises.journal.aside import PutBack, SetAside
from exercises.journal.entries import Body, Entry
from exercises.journal.sessions import Seat
from exercises.scenarios.content import LEAVE
from exercises.scenarios.story import choices_of

MOST_ACTIONS = 12
MOST_LINES = 20
MOST_KEPT = 60  # actions, or lines, with those that were taken away
WRITTEN = (k.ActionSaid, k.OnAction, k.LineSaid, k.OnLine, k.Followed, k.Noted)
OF_DEVICES = (
    k.Paused,
    k.ActionSaid,
    k.ActionDropped,
    k.ActionBack,
    k.LineSaid,
    k.LineDropped,
    k.LineBack,
)
SUPERVISORS_ONLY = (*room_rules.TRAINERS_ONLY, k.AgreementSaid, k.DevicesWrite)
MEANWHILE = "this has been changed meanwhile, on another page; look at it, and change that"


def check(state: State, entries: Sequence[Entry], seat: Seat, body: Body) -> None:
    """Raise Refused, with a sentence, when `seat` may not do this now."""
    room_rules.check_session(state.frame, seat, body)
    room_rules.check_tables(state.frame, body)
    if isinstance(body, (slips.Slip, slips.SlipBlanked)):
        raise Refused("a reflective group has no slips; say it at the check-out, or pass")
    if isinstance(body, k.Earlier):
        raise Refused("earlier actions are chosen when the session is set up")
    _check_seat(state, seat, body)
    _check_room(state, body)
    _check_written(state, body)
    _check_story(state, body)
    _check_grid(state, body)
    _check_standing(state, body)
    if isinstance(body, f.Undone):
        room_rules.check_undo(entries, seat, body.of)


def _check_seat(state: State, seat: Seat, body: Body) -> None:
    """A device in the circle pauses, and in the last part it writes if the group chose that; the
    shared screen does what the supervisor does there with the group."""
    if seat.role == "room" and isinstance(body, SUPERVISORS_ONLY):
        raise Refused("this is done on the supervisor's own page")
    if seat.role != "table":
        return
    if not isinstance(body, OF_DEVICES):
        raise Refused("this is done on the supervisor's page; say it aloud")
    if not isinstance(body, k.Paused) and not state.devices:
        raise Refused("the group has not chosen that devices write; say it aloud, or pass")


def _check_room(state: State, body: Body) -> None:
    """Stages, questions, the agreement, pauses and the reading of the record."""
    words = group_words()
    match body:
        case f.StageSet(stage=stage) if stage not in state.chosen.stages:
            known = ", ".join(state.chosen.stages)
            raise Refused(f"there is no part {stage!r} in this session; there are: {known}")
        case f.StageSet() | f.ClockSet() if state.paused:
            raise Refused("the group has paused; go on with the group first")
        case k.Asked(set=str(name)) if name not in state.chosen.sets:
            raise Refused("this set of questions was not chosen for this session")
        case k.AgreementSaid(field=name) if words.agreement.field(name) is None:
            raise Refused("the agreement has no such field")
        case k.Agreed(digest=digest) if digest != state.agreement_digest():
            raise Refused("the agreement has been changed meanwhile; read it once more")
        case k.Agreed() if not state.agreement_text():
            raise Refused("there is nothing to agree to yet; the supervisor writes it down first")
        case k.ThemesChosen(themes=themes):
            if unknown := set(themes) - {theme.id for theme in words.themes}:
                raise Refused(f"there is no theme {', '.join(sorted(unknown))}")
        case k.RecordRead(digest=digest) if digest != record_of(state).digest:
            raise Refused("the record has been changed meanwhile; read it once more")
        case k.Paused() if state.paused:
            raise Refused("the group has paused already")
        case k.WentOn() if not state.paused:
            raise Refused("the group goes on already")


def _check_written(state: State, body: Body) -> None:
    """Words wait for the last part; typed case detail waits for the organisation."""
    if isinstance(body, (*WRITTEN, k.ThemesChosen)) and not state.writing:
        raise Refused("nothing is written before “what we will do”; say it aloud")
    if isinstance(body, k.Noted):
        if not state.chosen.typed:
            raise Refused("typed case detail is off here; an organisation can turn it on")
        if body.field != "case" and tuple(body.field.split("/")[1:]) not in state.places:
            raise Refused("nothing is placed there, so it has no reason")
    match body:
        case k.ActionSaid() | k.ActionBack():
            if len(state.shown_actions()) >= MOST_ACTIONS:
                raise Refused(f"there are {MOST_ACTIONS} actions already; take one away first")
            if isinstance(body, k.ActionSaid) and len(state.actions) >= MOST_KEPT:
                raise Refused("too many actions have been taken away; bring one back and change it")
        case k.LineSaid() | k.LineBack():
            if len(state.shown_lines()) >= MOST_LINES:
                raise Refused(f"there are {MOST_LINES} lines already; take one away first")
            if isinstance(body, k.LineSaid) and len(state.lines) >= MOST_KEPT:
                raise Refused("too many lines have been taken away; bring one back and change it")


def _check_story(state: State, body: Body) -> None:
    if not isinstance(body, k.Step):
        return
    story = state.story
    if story is None:
        raise Refused("no scenario is read in this session")
    if body.on != state.step:
        raise Refused("the story has gone on meanwhile, on another page; look where it stands")
    match body:
        case k.WentBack() if not state.trail:
            raise Refused("this is the first scene; there is none before it")
        case k.Went() | k.Left() if story.ended:
            raise Refused("the story has ended; go back to read another path")
        case k.Went() if state.waits_to_be_read:
            raise Refused("this scene has not been opened yet; read it first, or leave it")
        case k.Went(scene=scene) | k.Left(scene=scene) if scene != story.at:
            raise Refused("the story does not stand in this scene any more; look where it stands")
        case k.Went(choice=choice) if choice == LEAVE or choice not in [
            each.id for each in choices_of(story)
        ]:
            raise Refused("this is not offered here on this path; choose one of what is")


def _check_grid(state: State, body: Body) -> None:
    if not isinstance(body, k.OnSpot):
        return
    if body.viewpoint not in state.chosen.viewpoints:
        raise Refused("this viewpoint is not used in this session")
    spot = state.places.get((body.viewpoint, body.moment))
    if isinstance(body, k.Unplaced) and spot is None:
        raise Refused("nothing is placed there any more")
    if body.on != (spot.version if spot else None):
        raise Refused("this has been placed meanwhile, on another page; look at it first")


def _check_standing(state: State, body: Body) -> None:
    """What is changed is still there, and as it was when it was changed."""
    match body:
        case k.AgreementSaid(field=name, on=on):
            _check_version(state.agreement.get(name), on)
        case k.Noted(field=name, on=on):
            _check_version(state.notes.get(name), on)
        case k.OnAction(action=name):
            action = state.actions.get(name)
            if action is None or action.aside or action.removed:
                raise Refused("this action is not there any more")
            if isinstance(body, k.ActionChanged):
                _check_version(action, body.on)
        case k.OnLine(line=name):
            line = state.lines.get(name)
            if line is None or line.aside or line.removed:
                raise Refused("this line is not there any more")
            if isinstance(body, k.LineChanged):
                _check_version(line, body.on)
        case k.Followed(action=name, on=on):
            earlier = state.earlier.get(name)
            if earlier is None or not earlier.shown:
                raise Refused("this action of the last session is not there any more")
            _check_version(earlier, on)
        case PutBack(target=target) if state.thing(target) is None:
            raise Refused("what should be put back is not there any more")
        case SetAside(target=target):
            thing = state.thing(target)
            gone = thing is None or (not isinstance(thing, Said) and thing.removed)
            if gone or (isinstance(thing, Said) and not thing.text):
                raise Refused("what should be set aside is not there any more")


def _check_version(thing: Said | Action | Line | None, on: str | None) -> None:
    if thing is not None and thing.aside:
        raise Refused("what stood here has been set aside; the supervisor can put it back")
    if on != (thing.version if thing is not None else None):
        raise Refused(MEANWHILE)
