"""Read an example session of a scenario, `content/scenario_examples/`: what six tables might have
chosen, and why."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from exercises.examples import TABLES, ExampleSlip, TableNo
from exercises.grid.content import Id, Place
from exercises.library import CONTENT, Content, Text, read
from exercises.scenarios import story as plot
from exercises.scenarios.content import LEAVE, Achieved, Risk, Scenario, scenario
from exercises.scenarios.record import Course
from exercises.scenarios.story import Story, StoryError


class ExamplePlace(Content):
    """Where a table put the situation in a scene."""

    wellbeing: Place
    safety: Place
    reason: str = ""


class ExampleStep(Content):
    """A step of a table; a scene that was left has no reason."""

    scene: Id
    choice: Id
    reason: str = ""
    place: ExamplePlace | None = None

    @model_validator(mode="after")
    def _a_choice_has_a_reason(self) -> ExampleStep:
        if bool(self.reason) == (self.choice == LEAVE):
            raise ValueError("a choice has a reason, and leaving a scene has none")
        return self


class ExampleAgain(Content):
    """A second path, from the scene that the table went back to."""

    back_to: Id
    steps: Annotated[tuple[ExampleStep, ...], Field(min_length=1)]


class ExampleJudged(Content):
    """How a table judged a want, and on what ground; where the path does not settle them, with the
    wording that was agreed and the course."""

    want: Id
    agreed: str = ""
    course: Course | None = None
    achieved: Achieved
    ground: str = ""


class ExampleWhy(Content):
    """Why a want changed."""

    want: Id
    text: Text


class ExampleRecord(Content):
    """What a table filled in where its path settled nothing. `answers` are those to the questions
    of its ending, in their order."""

    risk: Risk
    risk_why: str = ""
    judged: tuple[ExampleJudged, ...] = ()
    why: tuple[ExampleWhy, ...] = ()
    answers: tuple[str, ...] = ()


class ExampleTable(Content):
    """What one table did."""

    number: TableNo
    steps: Annotated[tuple[ExampleStep, ...], Field(min_length=1)]
    again: ExampleAgain | None = None
    record: ExampleRecord
    learnt: Text

    def paths(self) -> list[tuple[ExampleStep, ...]]:
        """Its paths from the beginning to the end, the last of them the one it played last."""
        if self.again is None:
            return [self.steps]
        before = [step.scene for step in self.steps].index(self.again.back_to)
        return [self.steps, (*self.steps[:before], *self.again.steps)]


class ExampleNote(Content):
    """What a table wrote on a question of the debrief, counted from 1."""

    table: TableNo
    question: Annotated[int, Field(ge=1)]
    text: Text


class Example(Content):
    """A whole session on one scenario: every path of it can be walked, and ends."""

    scenario: Text
    label: Text = Field(description="says that nobody gave these reasons")
    tables: tuple[ExampleTable, ...]
    notes: tuple[ExampleNote, ...] = ()
    slips: tuple[ExampleSlip, ...] = ()

    @model_validator(mode="after")
    def _paths_can_be_walked(self) -> Example:
        told = scenario(self.scenario)
        if [table.number for table in self.tables] != list(range(1, TABLES + 1)):
            raise ValueError(f"there are tables 1 to {TABLES}, each once, in this order")
        for table in self.tables:
            if table.again and table.again.back_to not in [step.scene for step in table.steps]:
                raise ValueError(f"table {table.number} goes back to a scene it did not come to")
            for path in table.paths():
                _walk(told, table.number, path)
        if asked := [n for n in self.notes if n.question > len(told.debrief.questions)]:
            raise ValueError(f"there is no question {asked[0].question} in the debrief")
        return self


def _walk(told: Scenario, table: int, path: tuple[ExampleStep, ...]) -> Story:
    try:
        story = plot.resume(told, [(s.scene, s.choice, s.reason) for s in path])
    except StoryError as error:
        raise ValueError(f"table {table}: {error}") from None
    if not story.ended:
        raise ValueError(f"table {table}: the path stops in {story.at}, before an ending")
    return story


@cache
def example(name: str = "mrs-pillai") -> Example:
    """The example session called `name`. Raises ContentError."""
    return read(Example, CONTENT / "scenario_examples" / f"{name}.toml")
