"""A path that is gone through again, one thing at a time: the scene, what could be said or done,
what was chosen and why, and what the person said then."""

from __future__ import annotations

from collections.abc import Iterator

from exercises.scenarios.content import Scene
from exercises.scenarios.kinds import Part
from exercises.scenarios.state import State, Step


def sights(state: State, table: int, path: str) -> list[tuple[int, Part]]:
    """What there is to be shown of a path, in order: the number of the step, from 0, and the part
    of it. Where the path has not stopped, the scene that it leads to comes last."""
    steps = state.steps_to(path)
    found: list[tuple[int, Part]] = [
        (n, part) for n, step in enumerate(steps) for part in _of_step(state, table, step)
    ]
    story = state.story_to(path)
    if story.stopped or path in state.table(table).unseen:
        return found
    last: Part = "end" if story.scene.ending else "choices"
    return [*found, *((len(steps), part) for part in (*_of_scene(story.scene), last))]


def _of_step(state: State, table: int, step: Step) -> Iterator[Part]:
    """A scene that was left is not told again: only that it was left."""
    if not step.left:
        yield from _of_scene(state.story_to(step.before).scene)
        yield "choices"
    yield "chosen"
    if not step.left and step.id not in state.table(table).unseen:
        yield "answer"


def _of_scene(scene: Scene) -> Iterator[Part]:
    if scene.hard:
        yield "note"
    yield "scene"
    if scene.place:
        yield "place"
