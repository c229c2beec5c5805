"""The grid for one person: what stands of a step, and the kit's worked example beside it. A place
of the example is here once the same viewpoint was placed at the same moment, and not before."""

from __future__ import annotations

from typing import Any

from exercises.courses.content import Course, Step, Work, course_of
from exercises.courses.path import item, part, seen
from exercises.grid.content import NOW, GridExample, ViewpointId, example, examples, grid
from exercises.grid.settings import Settings
from exercises.grid.state import Spot, State

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
        lambda _: _parts(state, course),
    )


def _stands(state: State, step: Step, work: Work) -> bool:
    match work:
        case "places":
            moments = {each.moment for each, _ in state.spots()}
            return bool({"now": moments & {NOW}, "after": moments - {NOW}}.get(step.stage, moments))
        case "moves":
            return bool(state.lines_of("move"))
        case "learnt":
            return bool(state.lines_of("learning"))
    return False


def _parts(state: State, course: Course) -> list[View]:
    """Each viewpoint at each moment that the course works on."""
    if course.uses not in examples():
        return []
    told = example(course.uses)
    given = [(f"given-{n:02}", action.id) for n, action in enumerate(told.actions, 1)]
    after = [each for each in given if state.is_action(each[0])]
    moments = [(NOW, NOW), *(after if any(s.stage == "after" for s in course.steps) else ())]
    viewpoints = Settings.of(state.frame).viewpoints
    return [_beside(state, told, view, *moment) for moment in moments for view in viewpoints]


def _beside(
    state: State, told: GridExample, viewpoint: ViewpointId, moment: str, theirs: str
) -> View:
    name = next(each.name for each in grid().viewpoints if each.id == viewpoint)
    numbered = {each.id: (n, each.text) for n, each in enumerate(told.actions, 1)}
    number, action = numbered.get(theirs, (0, ""))
    heading = f"{name}, after action {number}" if number else f"{name}, now"
    own = state.spot(ALONE, viewpoint, moment)
    if own is None:
        return part(heading, [], None, about=action)
    return part(heading, [_own(own)], [_theirs(told, viewpoint, theirs)], about=action)


def _own(spot: Spot) -> View:
    place = {"wellbeing": spot.wellbeing, "safety": spot.safety}
    return item(spot.reason, note=f"“{spot.basis}”" if spot.basis else "", place=place)


def _theirs(told: GridExample, viewpoint: ViewpointId, moment: str) -> View:
    placed = told.placed(viewpoint, moment)
    if placed is None:
        left = next(
            each
            for each in told.left_empty
            if each.viewpoint == viewpoint and moment in each.moments
        )
        return item(left.why, by="The example leaves this empty.")
    place = {"wellbeing": placed.wellbeing, "safety": placed.safety}
    return item(placed.reason, note=f"“{placed.basis}”" if placed.basis else "", place=place)
