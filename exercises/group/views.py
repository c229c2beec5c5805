"""What each seat of a reflective group is shown: plain values, made from the state alone.

Everybody sees the same. Only the supervisor's page has what the supervisor may say, and what was
set aside.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from exercises import room_views, sending
from exercises.grid.content import grid
from exercises.grid.movement import in_words
from exercises.group import kinds as k
from exercises.group.content import group_words
from exercises.group.record import is_read, record_of
from exercises.group.sending import pieces
from exercises.group.settings import LONGEST_FIELD, LONGEST_WHAT, LONGEST_WHO
from exercises.group.state import Action, Line, Said, State
from exercises.journal.slips import FEWEST
from exercises.place import Place
from exercises.scenarios.content import Choice, Scene
from exercises.scenarios.story import Visit, choices_of

View = dict[str, Any]

SAID = {
    "group.agreement": "your change to the agreement",
    "group.agreed": "that the room agrees",
    "group.scene": "the step in the story",
    "group.scene.left": "leaving the scene",
    "group.scene.opened": "opening the scene",
    "group.scene.back": "going back",
    "group.placed": "the place",
    "group.unplaced": "taking the place away",
    "group.noted": "your change to a note",
    "group.action": "the action you added",
    "group.action.changed": "your change to an action",
    "group.action.dropped": "taking the action away",
    "group.action.back": "the action you brought back",
    "group.line": "the line you added",
    "group.line.changed": "your change to a line",
    "group.line.dropped": "taking the line away",
    "group.line.back": "the line you brought back",
    "group.themes": "the themes you chose",
    "group.followed": "what became of an action",
    "group.read": "that everybody has read the record",
}
"""One's own last act, as the button that takes it back names it."""


def content(place: Place) -> View:
    """What does not change in a session; what the supervisor may say is told to the supervisor."""
    state: State = place.state
    settings, words = state.chosen, group_words()
    trainer = place.seat.role == "trainer"
    mine = {} if trainer else {"says"}
    axes = grid()
    return {
        "title": words.title,
        "about": settings.about,
        "purpose": words.purpose,
        "shape": settings.plan.title,
        "stages": list(settings.stages),
        "parts": [part.model_dump(mode="json", exclude=mine) for part in settings.held],
        "clock": settings.clock,
        "rules": {
            "pass": words.pass_,
            "spoken": words.spoken,
            "nobody_types": words.nobody_types,
            "stored": words.stored,
            "shown_only": words.shown_only,
            "hidden": words.hidden,
            "not_anonymous": words.not_anonymous,
            "typed": words.typed.on if settings.typed else words.typed.off,
            "person": words.person_on_the_grid,
        },
        "typed": settings.typed,
        "scenario": _scenario(state),
        "agreement": words.agreement.model_dump(mode="json"),
        "sets": [_set(each.id) for each in words.sets if each.id in settings.sets],
        "themes": [theme.model_dump() for theme in words.themes],
        "pause": words.pause.model_dump(mode="json"),
        "statuses": k.STATUSES,
        "longest": {"what": LONGEST_WHAT, "who": LONGEST_WHO, "field": LONGEST_FIELD},
        "axes": [axis.model_dump(mode="json") for axis in axes.axes],
        "corners": axes.corners.model_dump(),
        "rule": axes.rule,
        "viewpoints": [
            {"id": view.id, "name": view.name, "hint": view.hint, "person": view.needs_basis}
            for view in axes.viewpoints
            if view.id in settings.viewpoints
        ],
        "leader": "supervisor",
        "shared": settings.shared,
        "solo": False,
        "erased": room_views.day(place.session.expires),
        "example": place.session.example,
        "unit": "action",
        "easy_read": False,
    }


def _scenario(state: State) -> View | None:
    scenario = state.chosen.scenario
    if scenario is None:
        return None
    return {
        "title": scenario.title,
        "label": scenario.label,
        "content_note": scenario.content_note,
        "setting": scenario.setting,
        "people": [each.model_dump(mode="json") for each in scenario.people],
    }


def _set(name: str) -> View:
    """A set of questions with its source in one line."""
    words = group_words()
    found = next(each for each in words.sets if each.id == name)
    source = words.source(found.source)
    said = f"{source.title}, {source.publisher}, {source.edition}: {found.where}"
    return found.model_dump(mode="json", exclude={"source", "where"}) | {
        "source": f"After {said.rstrip('.')}. In this kit's own words."
    }


def group(place: Place) -> View:
    """The page of the shared screen, or of a device in the circle."""
    state: State = place.state
    seat = place.seat
    standing = state.frame.tables.get(seat.table or 1)
    return (
        room_views.frame(place, SAID)
        | shown(state)
        | {
            "table": seat.table or 1,
            "closed": standing is None or not standing.open,
        }
    )


def console(place: Place) -> View:
    """The supervisor's page: the same, and what was set aside."""
    state: State = place.state
    f = state.frame
    return (
        room_views.frame(place, SAID)
        | shown(state)
        | {
            "code": place.session.code,
            "tables": [
                {"table": n, "open": f.tables[n].open, "joined": f.tables[n].joined}
                for n in sorted(f.tables)
            ],
            "aside": _aside(state),
            "slips": {"fewest": FEWEST},
            "check": sending.view(f, pieces(state)),
        }
    )


def projector(place: Place) -> View:
    """The wall of the room: what everybody sees, and no control."""
    state: State = place.state
    return (
        room_views.frame(place, SAID)
        | shown(state)
        | {
            "undo": None,
            "code": None if state.frame.ended else place.session.code,
        }
    )


def shown(state: State) -> View:
    """What everybody sees."""
    record = record_of(state)
    return {
        "paused": state.paused,
        "told_pause": state.told_pause,
        "devices": state.devices,
        "writing": state.writing,
        "asked": state.asked,
        "agreement": [
            {"field": each.id} | _said(state.agreement.get(each.id))
            for each in group_words().agreement.fields
        ],
        "agreed": state.is_agreed,
        "agreement_digest": state.agreement_digest(),
        "scene": _scene(state),
        "places": [
            {
                "viewpoint": viewpoint,
                "moment": moment,
                "wellbeing": spot.wellbeing,
                "safety": spot.safety,
                "version": spot.version,
                "words": in_words(spot.wellbeing, spot.safety),
            }
            for (viewpoint, moment), spot in sorted(state.places.items())
        ],
        "notes": {name: _said(note) for name, note in state.notes.items()},
        "actions": [_action(a) for a in state.actions.values() if not (a.aside or a.removed)],
        "lines": [_line(x) for x in state.lines.values() if not (x.aside or x.removed)],
        "themes": list(state.themes),
        "earlier": [
            _action(each) | {"status": each.status, "helped": each.helped}
            for each in state.shown_earlier()
        ],
        "record": asdict(record) | {"digest": record.digest, "read": is_read(state)},
    }


def _said(said: Said | None) -> View:
    if said is None:
        return {"text": "", "version": None, "aside": False}
    return {"text": said.shown, "version": said.version, "aside": said.aside}


def _action(action: Action) -> View:
    return {
        "id": action.id,
        "what": action.what,
        "who": action.who,
        "by_when": action.by_when,
        "board": action.board,
        "version": action.version,
        "dropped": action.dropped,
    }


def _line(line: Line) -> View:
    return {"id": line.id, "text": line.text, "version": line.version, "dropped": line.dropped}


def _scene(state: State) -> View | None:
    """The scene that is read, what led to it, and what could be chosen in it."""
    story = state.story
    if story is None:
        return None
    scene = story.scene
    here, waits = Visit(scene, story.marks), state.waits_to_be_read
    ending = None if waits or story.stopped else scene.ending
    last = story.steps[-1] if story.steps else None
    before = story.scenario.scene(last.scene) if last else None
    choice = before.choice(last.choice) if before and last else None
    return {
        "version": state.step,
        "steps": len(state.trail),
        "id": scene.id,
        "title": scene.title,
        "hard": scene.hard,
        "waits": waits,
        "text": () if waits else here.text,
        "said": [] if waits else [each.model_dump() for each in here.said],
        "before": _before(before, choice) if before else None,
        "chosen": _choice(choice) | {"answer": choice.answer} if choice else None,
        "choices": [] if waits else [_choice(each) for each in choices_of(story)],
        "may_leave": not story.ended,
        "ending": ending.title if ending else "",
        "what": ending.what if ending else (),
        "stopped": story.stopped,
    }


def _before(scene: Scene, choice: Choice | None) -> View:
    """The scene before; `told` is what one needs to know who left it."""
    left = choice is None and scene.if_left is not None
    return {"title": scene.title, "told": scene.if_left.told if left and scene.if_left else ""}


def _choice(choice: Choice) -> View:
    return {"id": choice.id, "say": choice.say, "do": choice.do}


def _aside(state: State) -> list[View]:
    """What was set aside and can be put back or removed for good; for the supervisor only."""
    found: list[View] = []
    for action in (*state.actions.values(), *state.earlier.values()):
        if action.aside and not action.removed:
            text = " / ".join(filter(None, (action.what, action.who, action.by_when)))
            found.append({"target": action.id, "what": "an action", "text": text})
    for line in state.lines.values():
        if line.aside and not line.removed:
            found.append({"target": line.id, "what": "what was learnt", "text": line.text})
    for said, what in ((state.agreement, "the agreement"), (state.notes, "typed case detail")):
        for each in said.values():
            if each.aside:
                found.append({"target": each.id, "what": what, "text": each.text})
    return found
