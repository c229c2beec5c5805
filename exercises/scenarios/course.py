"""A scenario for one person: what stands of a step, and one careful way through the story beside
the own path. Nothing of it is here before an own path has come to its end."""

from __future__ import annotations

from typing import Any

from exercises.courses.content import Step, Work, course_of
from exercises.courses.path import item, part, seen
from exercises.scenarios import story as plot
from exercises.scenarios import ways
from exercises.scenarios.content import Choice, Scene
from exercises.scenarios.state import State
from exercises.scenarios.state import Step as Taken
from exercises.scenarios.story import Story

View = dict[str, Any]
ALONE = 1  # the table at which one person sits


def shown(state: State) -> View | None:
    """Where one is on the path of this session; None without one."""
    course = course_of(state.frame)
    if course is None:
        return None
    return seen(
        state.frame,
        course,
        lambda step, work: _stands(state, step, work),
        lambda _: _parts(state),
    )


def ended(state: State) -> list[str]:
    """The own paths that have come to an ending of the story, the newest last."""
    return [
        path
        for path in state.paths(ALONE)
        if state.is_over(ALONE, path) and not state.story_to(path).stopped
    ]


def _stands(state: State, step: Step, work: Work) -> bool:
    own = [note for note in state.notes.values() if note.text]
    match work:
        case "path":
            return bool(ended(state))
        case "record":
            answers = state.table(ALONE).answers
            return any(path for path, _ in answers) or any(note.path for note in own)
        case "notes":
            return any(note.path is None and note.field != "learnt" for note in own)
        case "learnt":
            return any(note.path is None and note.field == "learnt" for note in own)
    return False


def _parts(state: State) -> list[View]:
    """Scene by scene along the kit's way, with what one did there oneself on the newest path that
    came to an ending; then what the way leaves open."""
    way = ways.way_of(state.scenario)
    paths = ended(state)
    if way is None or not paths:
        return []
    taken = {step.scene: step for step in state.steps_to(paths[-1])}
    found = []
    for walked in way.steps:
        scene = state.scenario.scene(walked.scene)
        choice = scene.choice(walked.choice) if scene else None
        if scene is None or choice is None:  # the scenario is another than the kit's is now
            return []
        ours = [item(walked.why, by=_said(choice))]
        found.append(part(scene.title, _own(scene, taken.get(scene.id)), ours, hard=scene.hard))
    story = ways.walked(state.scenario, way)
    if story is not None:
        ours = [_ending(story), item(way.leaves_open, by="What this way leaves open")]
        own = [_ending(state.story_to(paths[-1]))]
        found.append(part("Where it ends", own, ours, hard=story.scene.hard))
    return found


def _ending(story: Story) -> View:
    """The end of a story: what is told there."""
    last, ending = plot.visits(story)[-1], story.scene.ending
    assert ending is not None, "only what has come to an ending is compared"
    return item(" ".join((*last.text, *ending.what)), by=ending.title)


def _own(scene: Scene, step: Taken | None) -> list[View]:
    if step is None:
        return []
    choice = scene.choice(step.choice)
    return (
        [item(step.reason, by=_said(choice))] if choice else [item("", by="You left this scene.")]
    )


def _said(choice: Choice) -> str:
    return f"Said: “{choice.say}”" if choice.say else f"Done: {choice.do}"
