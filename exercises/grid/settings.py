"""How a session of the grid was set up."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from exercises.courses.content import Course
from exercises.grid.content import VIEWPOINTS, ViewpointId, grid
from exercises.journal.frame import Frame, Opened
from exercises.library import Case, Content
from exercises.words import clean, some

EXERCISE = "grid"
MOST_GIVEN = 12  # actions that a session begins with
Given = Annotated[str, AfterValidator(some), Field(max_length=2000)]
SPOKEN = "A case that is spoken about here"


class Settings(Content):
    """What the trainer chose: a case of the kit, an objective of a plan, or neither, where a real
    case is spoken about and nothing of it is typed. The whole case is kept with the session."""

    case: Case | None = None
    objective: Annotated[str, AfterValidator(clean), Field(max_length=2000)] = ""
    viewpoints: Annotated[tuple[ViewpointId, ...], Field(min_length=1)] = VIEWPOINTS[:3]
    actions: Annotated[tuple[Given, ...], Field(max_length=MOST_GIVEN)] = ()
    minutes: Annotated[float, Field(ge=0.5, le=120)] | None = None
    days: Annotated[float, Field(gt=0, le=366)] = 30
    solo: bool = False
    course: Course | None = None  # the path of somebody alone, as it was when they began
    shared: bool = False

    @model_validator(mode="after")
    def _one_subject(self) -> Settings:
        if self.case is not None and self.objective:
            raise ValueError("choose a case or an objective, not both")
        return self

    @classmethod
    def of(cls, frame: Frame) -> Settings:
        """The settings of a session that has been opened."""
        return cls.model_validate(frame.settings)

    @property
    def subject(self) -> Literal["case", "objective", "spoken"]:
        return "case" if self.case else "objective" if self.objective else "spoken"

    @property
    def person(self) -> str:
        """What the person is called in titles and questions."""
        if self.case:
            return self.case.person
        return "the people it is about" if self.objective else "the person"

    @property
    def about(self) -> str:
        """The subject in one line, for titles."""
        return self.case.title if self.case else self.objective or SPOKEN

    def opened(self, tables: int) -> Opened:
        """The first entry of a session with these settings and `tables` tables (1 to 12)."""
        return Opened(
            exercise=EXERCISE,
            title=f"{grid().title}: {self.about}"[:200],
            tables=tables,
            settings=self.model_dump(mode="json"),
        )

    def seconds(self, stage: str) -> float | None:
        """How long the clock runs in a stage; None where it stays off."""
        return None if self.minutes is None or stage in ("lobby", "close") else self.minutes * 60
