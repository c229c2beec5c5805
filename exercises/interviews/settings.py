"""How a study by interviews was set up."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from exercises.interviews.content import Guide, interview_words
from exercises.journal.frame import Frame, Opened
from exercises.library import Content
from exercises.words import clean

EXERCISE = "interviews"
DAYS = 90.0  # long enough to talk, to read and to report; notes of people are not kept for longer
LONGEST_CONTACT = 200  # characters

Contact = Annotated[str, AfterValidator(clean), Field(max_length=LONGEST_CONTACT)]


class Settings(Content):
    """What the officer chose. `contact` is whom an interviewee turns to afterwards, by role."""

    guide: str = "managers"
    contact: Contact = ""
    days: Annotated[float, Field(gt=0, le=366)] = DAYS
    shared: bool = False
    solo: bool = False

    @model_validator(mode="after")
    def _guide_is_known(self) -> Settings:
        if interview_words().guide(self.guide) is None:
            known = ", ".join(guide.id for guide in interview_words().guides)
            raise ValueError(f"there is no guide {self.guide!r}; there are: {known}")
        return self

    @classmethod
    def of(cls, frame: Frame) -> Settings:
        """The settings of a study that has been opened."""
        return _read(json.dumps(frame.settings))

    @property
    def plan(self) -> Guide:
        """The guide that is asked by."""
        found = interview_words().guide(self.guide)
        assert found is not None
        return found

    @property
    def about(self) -> str:
        """The subject in one line, for titles."""
        return self.plan.title

    def opened(self) -> Opened:
        """The first entry of a study; its one table is the second coder's."""
        return Opened(
            exercise=EXERCISE,
            title=f"{interview_words().title}: {self.about}"[:200],
            tables=1,
            settings=self.model_dump(mode="json"),
        )


@lru_cache(maxsize=8)
def _read(kept: str) -> Settings:
    return Settings.model_validate_json(kept)
