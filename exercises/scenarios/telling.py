"""Scenes, paths and records as the plain values that pages draw.

What a choice serves or strains, what the law requires there and what the person says next are told
once the choice is made, and not before; the author's place only beside the table's own.
"""

from __future__ import annotations

from typing import Any

from exercises.scenarios import record as r
from exercises.scenarios.comparing import is_open, too_early_to_read
from exercises.scenarios.content import Choice, Scene
from exercises.scenarios.kinds import place_name
from exercises.scenarios.record_words import for_the_file, for_the_person
from exercises.scenarios.recording import questions, readings, record_on, to_fill_in
from exercises.scenarios.replaying import sights
from exercises.scenarios.state import Note, PathName, Placing, State, Step
from exercises.scenarios.story import Story, choices_of, shown
from exercises.wording import Wording

View = dict[str, Any]


def wording(words: Wording) -> View:
    """The wording that stands, and those that wait beside it."""
    return {
        "text": words.text,
        "version": words.version,
        "rivals": [{"version": r.version, "text": r.text, "by": r.by} for r in words.rivals],
    }


def told_scene(scene: Scene, marks: frozenset[str] | None = None) -> View:
    """What happens and what is said in a scene, for somebody with these marks; without marks, what
    is the same for everybody."""
    text, said = (scene.text, scene.said) if marks is None else shown(scene, marks)
    return {
        "id": scene.id,
        "title": scene.title,
        "hard": scene.hard,
        "text": list(text),
        "said": [each.model_dump() for each in said],
    }


def standing_in(state: State, table: int) -> View | None:
    """The scene where a table stands; None where it waits for the room, or has stopped."""
    story = state.story(table)
    if state.table(table).waits or story.stopped:
        return None
    scene = story.scene
    ending = scene.ending
    return told_scene(scene, story.marks) | {
        "ask": scene.reason,
        "choices": [offered(choice) for choice in choices_of(story)],
        "place": own_place(state, table, scene),
        "held": scene.id in state.held,
        "ending": {"title": ending.title, "what": list(ending.what)} if ending else None,
    }


def offered(choice: Choice) -> View:
    """A choice before it is made."""
    return {"id": choice.id, "say": choice.say, "do": choice.do}


def own_place(state: State, table: int, scene: Scene) -> View | None:
    """The grid in a scene, with the table's own place; the author's is there once that is."""
    if scene.place is None:
        return None
    placing = state.places.get(_name(table, scene))
    own = None if placing is None or placing.aside else spot(placing)
    reading = scene.place.model_dump(exclude={"ask"}) if own else None
    return {
        "scene": scene.id,
        "ask": scene.place.ask,
        "own": own,
        "aside": placing is not None and placing.aside,
        "reading": reading,
    }


def _name(table: int, scene: Scene) -> str:
    return place_name(table, scene.id)


def spot(placing: Placing) -> View:
    """A table's place, with where it stood before the author's was seen."""
    first = placing.first
    return {
        "id": placing.id,
        "table": placing.table,
        "scene": placing.scene,
        **vars(placing.spot),
        "first": {"wellbeing": first.wellbeing, "safety": first.safety},
    }


def path(state: State, table: int, name: PathName, own: bool = True) -> View:
    """A path scene by scene, with the sights in which it can be gone through again. `own` adds what
    is for the table itself: the scenes in full, what was offered there, and the author's places
    beside its own. What comes of a step in a scene that is still held is hidden."""
    playing = state.table(table)
    waits = name in playing.unseen
    steps = state.steps_to(name)
    story = state.story_to(name)
    ending = story.scene.ending if not (story.stopped or waits) else None
    together = is_open(state) or state.frame.ended
    seen = own and together and not (story.stopped or waits)
    return {
        "id": name,
        "table": table,
        "now": name == playing.head,
        "steps": [_step(state, step, own, waiting=waits and step.id == name) for step in steps],
        "ended": story.ended and not waits,
        "stopped": story.stopped and not waits,
        "ending": {"title": ending.title, "what": list(ending.what)} if ending else None,
        "sights": sights(state, table, name) if name else [],
        "stands": _stands(state, table, story) if name and seen else None,
    }


def _stands(state: State, table: int, story: Story) -> View:
    """The scene that a path leads to, as a step that has not been taken."""
    return {
        "scene": story.scene.id,
        "title": story.scene.title,
        "then": told_scene(story.scene, story.marks),
        "offered": [offered(choice) for choice in choices_of(story)],
        "place": own_place(state, table, story.scene),
    }


def _step(state: State, step: Step, own: bool, waiting: bool) -> View:
    before = state.story_to(step.before)
    scene = before.scene
    choice = scene.choice(step.choice)
    told: View = {
        "id": step.id,
        "scene": scene.id,
        "title": scene.title,
        "left": step.left,
        "waiting": waiting,
        "choice": offered(choice) if choice else None,
        "reason": step.reason,
        "answer": list(choice.answer) if choice and not waiting else [],
        "serves": list(choice.serves) if choice and not waiting else [],
        "strains": list(choice.strains) if choice and not waiting else [],
        "law": [law.model_dump() for law in choice.law] if choice and not waiting else [],
        "told": scene.if_left.told if step.left and scene.if_left and not waiting else "",
    }
    if own:
        told["place"] = own_place(state, step.table, scene)
        told["words"] = wording(step.words) if step.words and not step.aside else None
        told["aside"] = step.aside
        if not step.left:
            told["then"] = told_scene(scene, before.marks)
            told["offered"] = [offered(each) for each in choices_of(before)]
    return told


def record(state: State, table: int, name: str) -> View:
    """The record of a path that has come to its end: what stands, what is asked, in two forms of
    words, and the author's reading of what the table has judged."""
    found = record_on(state, table, name)
    open_ = to_fill_in(state, table, name)
    of_wants, of_risk = readings(state, found, name)
    return found.model_dump(mode="json", exclude={"path"}) | {
        "id": name,
        "words": sorted(open_.words),
        "answers": {field: list(known) for field, known in sorted(open_.answers.items())},
        "speakers": open_.speakers,
        "notes": notes(state, table, name),
        "still_open": r.still_open(found),
        "for_the_person": [part._asdict() for part in for_the_person(found)],
        "for_the_file": [part._asdict() for part in for_the_file(found)],
        "readings": [reading.model_dump() for reading in of_wants],
        "risk_reading": of_risk.model_dump() if of_risk else None,
        "questions": list(questions(state, [name])[name]),
    }


def judged(state: State, table: int, name: str) -> View:
    """A record as other tables see it: what was judged, without the author's reading."""
    found = record_on(state, table, name)
    keep = {"asked", "spoke", "outcomes", "risk", "risk_why", "ending"}
    return found.model_dump(mode="json", include=keep)


def notes(state: State, table: int, name: PathName) -> dict[str, View]:
    """What a table wrote into the fields of a record, or of the debrief."""
    return {
        note.field: told_note(note)
        for note in state.notes.values()
        if note.table == table and note.path == name and not note.aside
    }


def told_note(note: Note) -> View:
    return wording(note.words) | {"id": note.id, "table": note.table, "field": note.field}


def reading_for_all(state: State, scene: Scene) -> View | None:
    """The author's place on the wall: only once no table that came here has yet to place it."""
    if scene.place is None or too_early_to_read(state, scene.id):
        return None
    return scene.place.model_dump(exclude={"ask"})
