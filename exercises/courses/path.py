"""Where somebody is on a path, what is done, and what may be compared: plain values for a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercises.courses.content import Course, Step, Work, courses
from exercises.journal.frame import Frame

View = dict[str, Any]
Stands = Callable[[Step, Work], bool]
"""Whether the work that a step asks for, or compares, stands."""
Parts = Callable[[Step], list[View]]
"""What a step puts side by side; only what may be seen already."""


def told(course: Course | None) -> View | None:
    """What does not change: the steps, and what one does there."""
    if course is None:
        return None
    return {
        "id": course.id,
        "title": course.title,
        "minutes": course.minutes,
        "steps": [
            {
                "id": step.id,
                "title": step.title,
                "minutes": step.minutes,
                "do": step.do,
                "asks": step.work is not None,
                "beyond": step.beyond,
                "stage": step.stage,
                "round": step.round,
            }
            for step in course.steps
        ],
    }


def here(frame: Frame, course: Course) -> Step:
    """The step where somebody is: the one they took last, or the first in the place where somebody
    else has moved them."""
    standing = course.step(frame.step)
    if standing is not None:
        return standing
    there = [step for step in course.steps if step.place == (frame.stage, frame.round)]
    return there[0] if there else course.steps[0]


def seen(frame: Frame, course: Course, stands: Stands, parts: Parts) -> View:
    """Where one is, the steps that are done, and on a step that compares its two sides."""
    now = here(frame, course)
    done = [step.id for step in course.steps if _is_done(step, now, frame, stands)]
    return {"at": now.id, "done": done, "compare": _compare(course, now, stands, parts)}


def _is_done(step: Step, now: Step, frame: Frame, stands: Stands) -> bool:
    if step.work:
        return stands(step, step.work)
    if step.compares:
        return step.id in frame.taken and stands(step, step.compares)
    gone_on = frame.step is not None and step is not now
    return gone_on and (step.id in frame.taken or step.stage == "lobby")


def _compare(course: Course, step: Step, stands: Stands, parts: Parts) -> View | None:
    if step.compares is None:
        return None
    words = courses().comparing[step.compares]
    work = course.work_for(step)
    found = words.model_dump(mode="json") | {"work": work.id, "work_title": work.title}
    if not stands(step, step.compares):
        return found | {"parts": None}
    return found | {"parts": parts(step)}


def item(text: str, *, by: str = "", note: str = "", place: View | None = None) -> View:
    """Something on one of the two sides: words, whose or what they are, and a place on the grid."""
    return {"text": text, "by": by, "note": note, "place": place}


def part(
    heading: str, own: list[View], ours: list[View] | None, *, about: str = "", hard: str = ""
) -> View:
    """Two sides under a heading. `ours` is None where the own attempt is still missing; `hard` is
    the content note of what is to be opened first."""
    return {"heading": heading, "own": own, "ours": ours, "about": about, "hard": hard}
