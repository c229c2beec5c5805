"""How a session of a scenario was set up."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Annotated

from pydantic import Field

from exercises.courses.content import Course
from exercises.journal.frame import Frame, Opened
from exercises.library import Content
from exercises.scenarios.content import Scenario

EXERCISE = "scenario"


class Settings(Content):
    """What the trainer chose. The whole scenario is kept with the session."""

    scenario: Scenario
    votes: Annotated[bool, Field(description="each phone votes, and the table decides")] = False
    roleplay: Annotated[bool, Field(description="the stage with the cards is wanted")] = False
    minutes: Annotated[float, Field(ge=0.5, le=180)] | None = None
    days: Annotated[float, Field(gt=0, le=366)] = 30
    solo: bool = False
    course: Course | None = None  # the path of somebody alone, as it was when they began
    shared: bool = False

    @classmethod
    def of(cls, frame: Frame) -> Settings:
        """The settings of a session that has been opened."""
        return _read(json.dumps(frame.settings))

    def opened(self, tables: int) -> Opened:
        """The first entry of a session with these settings and `tables` tables (1 to 12)."""
        return Opened(
            exercise=EXERCISE,
            title=f"Scenario: {self.scenario.title}"[:200],
            tables=tables,
            settings=self.model_dump(mode="json"),
        )

    def seconds(self, stage: str) -> float | None:
        """How long the clock runs in a stage; None where it stays off."""
        if stage == "roleplay":
            return self.scenario.roleplay.minutes * 60
        return self.minutes * 60 if self.minutes and stage == "play" else None


@lru_cache(maxsize=8)
def _read(kept: str) -> Settings:
    return Settings.model_validate_json(kept)
