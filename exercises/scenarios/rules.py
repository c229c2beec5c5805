"""Who may do what in a session of a scenario."""

from __future__ import annotations

from collections.abc import Sequence

from exercises import room_rules
from exercises.exercise import Refused
from exercises.journal import frame as f
from exercises.journal import slips
from exercises.journal.aside import PutBack, SetAside
from exercises.journal.entries import Body, Entry
from exercises.journal.sessions import Seat
from exercises.scenarios import kinds as k
from exercises.scenarios.comparing import is_open
from exercises.scenarios.content import LEAVE
from exercises.scenarios.recording import to_fill_in
from exercises.scenarios.replaying import sights
from exercises.scenarios.state import State, Step
from exercises.scenarios.story import choices_of

STAGES = ("lobby", "play", "debrief", "roleplay", "close")
MOST_PATHS = 12  # of a table, the one that it plays included
MOST_RIVALS = 8
MOST_VOTES = 40  # of a table on one choice
MOST_OBSERVERS = 12  # of a table
STEERING = (*room_rules.STEERING, k.Shown, k.Held, k.Released)
TRAINERS_ONLY = (*room_rules.TRAINERS_ONLY, *STEERING)
OF_A_TABLE = (k.Move, k.Voted, k.Placed, k.OnPath, k.OnCard)


def check(state: State, entries: Sequence[Entry], seat: Seat, body: Body) -> None:
    """Raise Refused, with a sentence, when `seat` may not do this now."""
    room_rules.check_session(state.frame, seat, body)
    room_rules.check_tables(state.frame, body)
    if seat.role in ("table", "room"):
        _check_table(state, seat, body)
    _check_who(state, seat, body)
    if isinstance(body, OF_A_TABLE):
        room_rules.check_table(state.frame, body.table)
    _check_room(state, body)
    _check_story(state, seat, body)
    _check_words(state, body)
    _check_card(state, seat, body)
    room_rules.check_slip(state.slips, body)
    if isinstance(body, f.Undone):
        room_rules.check_undo(entries, seat, body.of)


def _check_table(state: State, seat: Seat, body: Body) -> None:
    """What a table may do: its own story, its own record and its own cards."""
    if isinstance(body, slips.Slip):
        raise Refused("slips are filled in on a phone of one's own, or on paper for the trainer")
    if isinstance(body, TRAINERS_ONLY):
        if not (seat.role == "room" and isinstance(body, STEERING)):
            raise Refused("only the trainer does this; ask at the front")
    assert seat.table is not None
    mine = state.frame.people_of(state.frame.acts_as(seat.table))
    if isinstance(body, OF_A_TABLE) and body.table not in mine:
        raise Refused(f"this page writes for table {seat.table}, not for table {body.table}")
    match body:
        case k.OnReason(step=name) if name in state.steps and state.steps[name].table not in mine:
            raise Refused("this reason is another table's; only they or the trainer can change it")
        case k.OnNote(note=name) if name in state.notes and state.notes[name].table not in mine:
            raise Refused("these words are another table's; only they or the trainer change them")


def _check_who(state: State, seat: Seat, body: Body) -> None:
    """What needs several devices at a table: votes and cards."""
    settings = state.settings
    assert settings is not None
    if isinstance(body, k.Voted):
        if seat.role != "table":
            raise Refused("votes are cast on the phones of a table; decide here")
        if not settings.votes:
            raise Refused("phones do not vote in this session; the table decides together")
    if isinstance(body, k.CardTaken) and seat.role != "table":
        raise Refused(
            "each card is for one person's eyes; take it on a phone of your own, or on paper"
        )
    if isinstance(body, k.OnCard) and not settings.roleplay:
        raise Refused("there is no role-play in this session")


def _check_room(state: State, body: Body) -> None:
    """Stages, what is held and what is shown."""
    assert state.settings is not None
    match body:
        case f.StageSet(stage=stage, step=None) if stage not in STAGES:
            raise Refused(f"there is no stage {stage!r}; there are: {', '.join(STAGES)}")
        case f.StageSet(stage="roleplay") if not state.settings.roleplay:
            raise Refused("there is no role-play in this session")
        case k.Held(scene=name):
            scene = state.scenario.scene(name)
            if scene is None or scene.ending is not None:
                raise Refused("the room can wait at a scene that has choices; choose another")
            if name in state.held:
                raise Refused("the room waits at this scene already")
        case k.Released(scene=name) if name not in state.held:
            raise Refused("nobody waits at this scene; it has been released")
        case k.Shown(scene=name) if name and state.scenario.scene(name) is None:
            raise Refused("there is no such scene to show")
        case k.Shown(what="replay"):
            _check_replay(state, body)
        case k.Shown(what="scene" | "spread" | "places" as what, scene=None):
            raise Refused(f"choose a scene as well, to show its {what}")
        case SetAside(target=target):
            thing = state.thing(target)
            if thing is None or (isinstance(thing, Step) and thing.words is None):
                raise Refused("what should be set aside is not there any more")
            if not isinstance(body, PutBack) and isinstance(thing, Step) and thing.removed:
                raise Refused("there is nothing here to set aside any more")


def _check_replay(state: State, body: k.Shown) -> None:
    """A path is gone through with the room once everybody sees every path."""
    if not (is_open(state) or state.frame.ended):
        raise Refused("paths are looked at together from “Look back” on")
    table = next((n for n in state.frame.tables if body.path in state.paths(n)), None)
    if body.path is None or table is None:
        raise Refused("this path is not there any more; choose another")
    if (body.step, body.part) not in sights(state, table, body.path):
        raise Refused("there is no such place on this path; begin it again")


def _check_story(state: State, seat: Seat, body: Body) -> None:
    """Moves and votes are made where the table stands, and places in scenes that it has seen."""
    if not isinstance(body, (k.Move, k.Voted, k.Placed)):
        return
    if state.frame.stage == "lobby":
        raise Refused("the scenario has not begun yet; the trainer begins it for everybody")
    playing = state.table(body.table)
    match body:
        case k.Placed():
            _check_place(state, body)
            return
        case k.Move(on=on) | k.Voted(on=on) if on != playing.version:
            raise Refused(
                "your table has gone on meanwhile, on another device; look where you stand now"
            )
        case k.WentBack(to=to):
            if to not in [step.id for step in state.steps_to(playing.head)]:
                raise Refused("this scene is not on the path that your table plays")
            if len(state.paths(body.table)) >= MOST_PATHS:
                raise Refused(f"your table has walked {MOST_PATHS} paths; this one is the last")
            return
    if playing.waits:
        raise Refused("the room waits at this scene; you go on together when the trainer says so")
    _check_step(state, body)
    others = state.voted(body.table).keys() - {seat.id}
    if isinstance(body, k.Voted) and len(others) >= MOST_VOTES:
        raise Refused(f"already {MOST_VOTES} votes have been cast here; decide with those")


def _check_step(state: State, body: k.Move | k.Voted) -> None:
    story = state.story(body.table)
    assert isinstance(body, (k.Chosen, k.Left, k.Voted))
    if story.ended:
        raise Refused("the story has ended; go back to a scene to take another path")
    if body.scene != story.at:
        raise Refused("your table stands in another scene now; look there")
    if isinstance(body, k.Left) or body.choice is None:
        return
    if body.choice == LEAVE:
        raise Refused("a scene is left with its own button, and without a reason")
    if body.choice not in [choice.id for choice in choices_of(story)]:
        raise Refused("this is not offered here on your path; choose one of what is")


def _check_place(state: State, body: k.Placed) -> None:
    scene = state.scenario.scene(body.scene)
    if scene is None or scene.place is None:
        raise Refused("nothing is placed in this scene")
    seen = {s.scene for path in state.paths(body.table) for s in state.steps_to(path)}
    playing = state.table(body.table)
    if body.scene not in seen and (playing.waits or state.story(body.table).at != body.scene):
        raise Refused("your table has not come to this scene yet")
    standing = state.places.get(k.place_name(body.table, body.scene))
    if standing is not None and standing.aside:
        raise Refused("what stood here has been set aside; the trainer can put it back")
    if body.on != (standing.spot.version if standing else None):
        raise Refused(
            "your table has placed this meanwhile, on another device; look at it, and place it "
            "again if you see it otherwise"
        )


def _check_words(state: State, body: Body) -> None:
    """Reasons, records and notes: what can be written there, and how much."""
    match body:
        case k.OnReason(step=name):
            step = state.steps.get(name)
            if step is None or step.words is None or step.removed or step.aside:
                raise Refused("this reason is not there any more")
            if isinstance(body, k.ReasonChanged):
                _check_rivals(step.words.rivals)
        case k.OnPath():
            _check_field(state, body)
        case k.OnNote(note=name):
            note = state.notes.get(name)
            if note is None or note.aside:
                raise Refused("these words are not there any more")
            if isinstance(body, k.Edited):
                _check_rivals(note.words.rivals)


def _check_rivals(rivals: Sequence[object]) -> None:
    if len(rivals) >= MOST_RIVALS:
        raise Refused(f"already {MOST_RIVALS} other wordings wait here; pick one first")


def _check_field(state: State, body: k.OnPath) -> None:
    path = body.path
    if path is not None and path not in state.paths(body.table):
        raise Refused("this path is not one of your table's any more")
    if path is not None and not state.is_over(body.table, path):
        raise Refused("this path has not come to its end yet; its record is filled in there")
    open_ = to_fill_in(state, body.table, path)
    match body:
        case k.Wrote(field=name):
            if name not in open_.words:
                raise Refused("there is nothing to write here; the path has settled it")
            note = state.notes.get(k.note_name(body.table, path, name))
            if note is not None and note.aside:
                raise Refused("what stood here has been set aside; the trainer can put it back")
            if note is not None:
                raise Refused(
                    "your table has written here meanwhile, on another device; look at it, and "
                    "change that"
                )
        case k.Answered(field=name, value=value):
            if name not in open_.answers:
                raise Refused("there is nothing to choose here; the path has settled it")
            if value and value not in open_.answers[name]:
                known = ", ".join(open_.answers[name])
                raise Refused(f"there is no answer {value!r} here; there are: {known}")
        case k.Spoke():
            if not open_.speakers:
                raise Refused("there is nothing to choose here; the path has settled who spoke")


def _check_card(state: State, seat: Seat, body: Body) -> None:
    if not isinstance(body, k.OnCard):
        return
    cards = state.scenario.roleplay.cards
    if body.card >= len(cards):
        raise Refused(f"there is no such card; there are {len(cards)}")
    all_holders = state.table(body.table).holders(body.card)
    holders = [each for each in all_holders if each != seat.id]
    if isinstance(body, k.CardTaken):
        if state.frame.stage != "roleplay":  # a card tells what a scene has still to tell
            raise Refused("the cards lie on the table in the role-play, and not before or after it")
        most = MOST_OBSERVERS if cards[body.card].role == "observer" else 1
        if len(holders) >= most:
            raise Refused("somebody at your table has this card already; take another")
    elif seat.role != "trainer" and seat.id not in all_holders:
        raise Refused("you do not have this card; who has it gives it back, or the trainer does")
