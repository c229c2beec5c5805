"""How a trainer set up a six-principles session."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from exercises.courses.content import Course
from exercises.journal.frame import Frame, Opened
from exercises.library import Case, Content

EXERCISE = "six-principles"
PLAN_CHECK = "Strategic plan check"


class Settings(Content):
    """What the trainer chose. `minutes` per round and `reading` minutes may be None: no clock.
    `condensing` and `checking` are minutes for all that, where there is a clock.
    The whole case is kept with the session, so that it reads the same later."""

    case: Case
    minutes: Annotated[float, Field(ge=0.5, le=60)] | None = 4
    reading: Annotated[float, Field(ge=0.5, le=120)] | None = 8
    condensing: Annotated[float, Field(ge=0.5, le=120)] | None = 12
    checking: Annotated[float, Field(ge=0.5, le=240)] | None = 20
    mode: Literal["blind", "carousel"] = "blind"
    dots: Annotated[int, Field(ge=1, le=20)] = 3
    days: Annotated[float, Field(gt=0, le=366)] = 30
    solo: bool = False
    course: Course | None = None  # the path of somebody alone, as it was when they began
    shared: bool = False  # the whole room works as one, at one screen
    plan_only: bool = False  # the key factors were there; only the plan is checked

    @classmethod
    def of(cls, frame: Frame) -> Settings:
        """The settings of a session that has been opened."""
        return cls.model_validate(frame.settings)

    def opened(self, tables: int) -> Opened:
        """The first entry of a session with these settings and `tables` tables (1 to 12)."""
        return Opened(
            exercise=EXERCISE,
            title=f"{PLAN_CHECK}: {self.case.title}"[:200] if self.plan_only else self.case.title,
            tables=tables,
            settings=self.model_dump(mode="json"),
        )

    def seconds(self, stage: str) -> float | None:
        """How long the clock runs in a stage; None where it stays off."""
        minutes = {
            "read": self.reading,
            "round": self.minutes,
            "condense": self.condensing if self.minutes is not None else None,
            "plan": self.checking if self.minutes is not None else None,
        }.get(stage)
        return None if minutes is None else minutes * 60
