"""Read the courses for one person from `content/courses.toml` into frozen values.

A course is an exercise as a path of steps. A step is a place in the exercise: its stage, and in the
rounds its principle. Every step can be opened at any time; one that compares shows nothing of the
kit's own example before the work stands that it is compared with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from exercises.journal.frame import Frame
from exercises.library import CONTENT, PRINCIPLES, Content, PrincipleId, Text, read

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+){0,5}$", max_length=40)]
Stage = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,20}$")]
Exercise = Literal["six-principles", "plan", "grid", "scenario"]
Minutes = Literal[10, 20, 40]
MINUTES: tuple[Minutes, ...] = (10, 20, 40)
Compared = Literal["lines", "factors", "places", "path", "decisions"]
Work = Literal[Compared, "readback", "plan", "actions", "moves", "record", "notes", "learnt"]
COMPARE = "compare"
"""The stage of a step that puts one's own work beside the kit's example."""

FILE = CONTENT / "courses.toml"
SPARE = 3  # minutes that the steps of a course may leave over


class Step(Content):
    """A step: about how long it takes, and what one does there. `work` is what has to stand for it
    to be done; without it, the step is done once one has gone on from it. Steps that go `beyond`
    the course come last, for who wants to go on, and their minutes are not counted."""

    id: Id
    title: Annotated[Text, Field(max_length=60)]
    minutes: Annotated[float, Field(ge=0.5, le=40)]
    do: Text
    stage: Stage
    principle: PrincipleId | None = None
    work: Work | None = None
    compares: Compared | None = None
    beyond: bool = False

    @property
    def round(self) -> int | None:
        """The round of one person in which this step's principle comes."""
        if self.stage != "round" or self.principle is None:
            return None
        return PRINCIPLES.index(self.principle) + 1

    @property
    def place(self) -> tuple[str, int | None]:
        """Stage and round."""
        return self.stage, self.round

    @model_validator(mode="after")
    def _is_a_place(self) -> Step:
        if (self.stage == COMPARE) != (self.compares is not None):
            raise ValueError(
                f"the stage {COMPARE!r} and `compares` go together; give both or neither"
            )
        if self.stage == "round" and self.principle is None:
            raise ValueError("this step is a round and names no principle; name one")
        if self.work and self.compares:
            raise ValueError("a step that compares asks for no work; make it two steps")
        return self


class Course(Content):
    """A path through one exercise. `uses` names the worked example of the grid that it is on."""

    id: Id
    exercise: Exercise
    title: Text
    minutes: Minutes
    about: Text
    uses: str = ""
    steps: Annotated[tuple[Step, ...], Field(min_length=2)]

    @property
    def principles(self) -> tuple[PrincipleId, ...]:
        """Those that the course works on, in the usual order; all where it names none."""
        named = {step.principle for step in self.steps}
        return tuple(each for each in PRINCIPLES if each in named) or PRINCIPLES

    def step(self, id: str | None) -> Step | None:
        """The step with this id, if there is one."""
        return next((step for step in self.steps if step.id == id), None)

    def work_for(self, step: Step) -> Step:
        """The first step before `step` where what it compares is worked on."""
        found = [
            each
            for each in self.steps[: self.steps.index(step)]
            if each.work == step.compares and step.principle in (None, each.principle)
        ]
        if not found:
            raise ValueError(
                f"step {step.id!r} compares {step.compares}, and no step before it asks for them"
            )
        return found[0]

    @model_validator(mode="after")
    def _is_whole(self) -> Course:
        once("step", (step.id for step in self.steps))
        if self.steps[0].stage != "lobby":
            raise ValueError(f"a course begins in the lobby, not in {self.steps[0].stage!r}")
        for step in self.steps:
            if step.compares:
                self.work_for(step)
        beyond = [step.beyond for step in self.steps]
        if beyond != sorted(beyond):
            raise ValueError("a step that goes beyond the course comes before one that does not")
        takes = sum(step.minutes for step in self.steps if not step.beyond)
        if not self.minutes - SPARE <= takes <= self.minutes:
            raise ValueError(
                f"the steps take {takes:g} minutes, and the course says {self.minutes}; "
                "make them fit"
            )
        return self


class Comparing(Content):
    """What stands around an example: `label` says whose it is, `missing` what comes first, and
    `nothing` that there is none beside this work."""

    title: Text
    label: Text
    intro: Text
    own: Text
    ours: Text
    missing: Text
    nothing: Text = "The kit has no example for this."
    ask: Annotated[tuple[Text, ...], Field(min_length=1, max_length=3)]


class Courses(Content):
    """All courses, and the words for each kind of comparison."""

    courses: Annotated[tuple[Course, ...], Field(min_length=1)]
    comparing: dict[Compared, Comparing]

    @model_validator(mode="after")
    def _names_are_known(self) -> Courses:
        once("course", (course.id for course in self.courses))
        used = {step.compares for course in self.courses for step in course.steps} - {None}
        if missing := used - self.comparing.keys():
            names = ", ".join(sorted(map(str, missing)))
            raise ValueError(f"there are no words for comparing {names}; write them")
        for minutes in MINUTES:
            if minutes not in {course.minutes for course in self.courses}:
                raise ValueError(f"there is no course of {minutes} minutes; offer at least one")
        return self


def once(what: str, ids: Iterable[str]) -> None:
    """Raise ValueError when two have one id."""
    if twice := [id for id, n in Counter(ids).items() if n > 1]:
        raise ValueError(f"there are two of the {what} {', '.join(twice)}; give each its own id")


@cache
def courses() -> Courses:
    """All courses."""
    return read(Courses, FILE)


def course(id: str) -> Course | None:
    """The course with this id, if there is one."""
    return next((each for each in courses().courses if each.id == id), None)


def course_of(frame: Frame) -> Course | None:
    """The course that a session was begun with, as it was then; None in a room."""
    kept = frame.settings.get("course")
    return Course.model_validate(kept) if kept else None
