"""How a session of the reflective group was set up."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from exercises.grid.content import VIEWPOINTS, ViewpointId
from exercises.group.content import Minutes, Part, Shape, group_words
from exercises.journal.frame import Frame, Opened
from exercises.library import Content
from exercises.scenarios.content import Scenario
from exercises.words import clean, some

EXERCISE = "group"
DAYS = 62.0  # so that a group that meets once a month still finds its last session
MOST_EARLIER = 12  # actions of the last session that are followed up
LONGEST_WHAT = 300  # characters of an action, or of a line
LONGEST_WHO = 80
LONGEST_FIELD = 1000  # characters of a field of the agreement

What = Annotated[str, AfterValidator(some), Field(max_length=LONGEST_WHAT)]
Short = Annotated[str, AfterValidator(clean), Field(max_length=LONGEST_WHO)]
FieldText = Annotated[str, AfterValidator(clean), Field(max_length=LONGEST_FIELD)]


class EarlierAction(Content):
    """Something that the group said it would do, to be followed up."""

    what: What
    who: Short = ""
    by_when: Short = ""


class Timed(Content):
    """A part that is held, and for how long."""

    part: str
    minutes: Minutes


class Settings(Content):
    """What the supervisor chose. Without a scenario a case is spoken about, and nothing of it is
    kept. `agreement` and `earlier` are what the session begins with: they become entries, and only
    there do they stand. `typed` says that the organisation allows typed case detail."""

    shape: str = "hour"
    parts: Annotated[tuple[Timed, ...], Field(min_length=1)]
    clock: bool = True
    scenario: Scenario | None = None
    sets: tuple[str, ...] = ()
    viewpoints: Annotated[tuple[ViewpointId, ...], Field(min_length=1)] = VIEWPOINTS[:3]
    agreement: dict[str, FieldText] = Field(default_factory=dict)
    earlier: Annotated[tuple[EarlierAction, ...], Field(max_length=MOST_EARLIER)] = ()
    typed: bool = False
    days: Annotated[float, Field(gt=0, le=366)] = DAYS
    shared: bool = True
    solo: bool = False

    @model_validator(mode="after")
    def _all_is_known(self) -> Settings:
        shape = group_words().shape(self.shape)
        if shape is None:
            raise ValueError(f"there is no session of the shape {self.shape!r}")
        ids = [timed.part for timed in self.parts]
        orders = [[id for id in order.parts if id in ids] for order in shape.orders]
        if ids not in orders:
            raise ValueError(f"the parts {', '.join(ids)} are not in an order of {shape.title!r}")
        if "do" not in [shape.part(id).kind for id in ids]:
            raise ValueError("the part in which it is written what will be done cannot be left out")
        if unknown := set(self.sets) - {each.id for each in group_words().sets}:
            raise ValueError(f"there is no set of questions {', '.join(sorted(unknown))}")
        if unknown := set(self.agreement) - {each.id for each in group_words().agreement.fields}:
            raise ValueError(f"the agreement has no field {', '.join(sorted(unknown))}")
        return self

    @classmethod
    def of(cls, frame: Frame) -> Settings:
        """The settings of a session that has been opened."""
        return _read(json.dumps(frame.settings))

    @property
    def plan(self) -> Shape:
        """The session's shape, with every part that it could have."""
        found = group_words().shape(self.shape)
        assert found is not None
        return found

    @property
    def held(self) -> list[Part]:
        """The parts that are held, in their order, each with its own minutes."""
        return [
            self.plan.part(timed.part).model_copy(update={"minutes": timed.minutes})
            for timed in self.parts
        ]

    @property
    def stages(self) -> tuple[str, ...]:
        """Every stage in its order: arriving, the parts, and reading the record."""
        return ("lobby", *(timed.part for timed in self.parts), "record")

    def part(self, stage: str) -> Part | None:
        """The part that a stage is; None before the first and while the record is read."""
        return next((part for part in self.held if part.id == stage), None)

    def seconds(self, stage: str) -> float | None:
        """How long the clock runs in a stage; None where it stays off."""
        part = self.part(stage)
        return part.minutes * 60 if part and self.clock else None

    @property
    def about(self) -> str:
        """The subject in one line, for titles: never anything of a real case."""
        return self.scenario.title if self.scenario else self.plan.title

    def opened(self, places: int) -> Opened:
        """The first entry of a session with `places` places in the circle (1 to 12)."""
        return Opened(
            exercise=EXERCISE,
            title=f"{group_words().title}: {self.about}"[:200],
            tables=places,
            settings=self.model_dump(mode="json"),
        )


def usual(shape: str = "hour") -> tuple[Timed, ...]:
    """Every part of a shape with its usual minutes, in the usual order."""
    found = group_words().shape(shape)
    assert found is not None
    parts = (found.part(id) for id in found.orders[0].parts)
    return tuple(Timed(part=part.id, minutes=part.minutes) for part in parts)


@lru_cache(maxsize=8)
def _read(kept: str) -> Settings:
    return Settings.model_validate_json(kept)
