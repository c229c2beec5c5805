"""How a session of the temperature check was set up."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from exercises.journal.frame import Frame, Opened
from exercises.journal.slips import FEWEST
from exercises.library import Content, Text
from exercises.temperature.content import MOST_ITEMS, Id, Instrument
from exercises.words import clean, some

EXERCISE = "temperature"
TITLE = "Temperature check"
DAYS = 92.0  # long enough to write it up and to take it to the next board
STAGES = ("lobby", "answer", "results", "actions")
MOST_PEOPLE = 60
MOST_GROUPS = 12
MOST_INSTRUMENTS = 24
LONGEST_EVIDENCE = 600  # characters
LONGEST_SHORT = 80

Way = Literal["live", "shared", "fortnight", "paper"]
Count = Annotated[int, Field(ge=0, le=10_000)]


def _is_a_day(text: str) -> str:
    """The text, if it is a day as YYYY-MM-DD. Raises ValueError."""
    try:
        known = date.fromisoformat(text).isoformat() == text
    except ValueError:
        known = False
    if not known:
        raise ValueError(f"{text[:20]!r} is not a day; write it like 2026-05-03")
    return text


Day = Annotated[str, AfterValidator(_is_a_day)]


class Group(Content):
    """An agency or a role that people may say they answer for, and how many of it are expected."""

    id: Id
    name: Annotated[str, AfterValidator(some), Field(max_length=LONGEST_SHORT)]
    expected: Annotated[int, Field(ge=1, le=MOST_PEOPLE)]


class PastItem(Content):
    """How an item was answered in an earlier session: by how many, how many gave which answer where
    five or more had answered, and what a board on one screen agreed."""

    answered: Count
    counts: Annotated[dict[Id, Count], Field(max_length=20)] | None = None
    agreed: Annotated[str, Field(max_length=24)] = ""

    @model_validator(mode="after")
    def _tells_of_five_or_more(self) -> PastItem:
        if self.counts is not None and self.answered < FEWEST:
            raise ValueError(f"how people answered is told from {FEWEST} answers on; take it away")
        if self.counts is not None and sum(self.counts.values()) != self.answered:
            raise ValueError(
                f"{self.answered} answered, and the answers add up to {sum(self.counts.values())}; "
                "take the file as the kit wrote it"
            )
        return self


class PastInstrument(Content):
    id: Id
    version: int
    title: Text
    items: Annotated[dict[Id, PastItem], Field(max_length=MOST_ITEMS)]


class Baseline(Content):
    """The numbers of an earlier session, and no words: what a later one is held beside."""

    kind: Literal["temperature-check-baseline"] = "temperature-check-baseline"
    day: Day
    about: Annotated[str, AfterValidator(clean), Field(max_length=200)] = ""
    instruments: Annotated[tuple[PastInstrument, ...], Field(min_length=1, max_length=40)]

    def item(self, instrument: str, item: str) -> tuple[int, PastItem] | None:
        """An item as it was answered, with the version of its instrument."""
        for past in self.instruments:
            if past.id == instrument and item in past.items:
                return past.version, past.items[item]
        return None


class Settings(Content):
    """What the board manager chose. The instruments are kept as they were, so that a newer kit
    changes no session. `until` is the last day to answer, as YYYY-MM-DD, where one was named."""

    way: Way = "live"
    instruments: Annotated[tuple[Instrument, ...], Field(min_length=1, max_length=MOST_INSTRUMENTS)]
    area: Annotated[str, AfterValidator(clean), Field(max_length=LONGEST_SHORT)] = ""
    expected: Annotated[int, Field(ge=1, le=MOST_PEOPLE)] = 12
    groups: Annotated[tuple[Group, ...], Field(max_length=MOST_GROUPS)] = ()
    until: Literal[""] | Day = ""
    baseline: Baseline | None = None
    days: Annotated[float, Field(gt=0, le=366)] = DAYS
    shared: bool = False
    solo: bool = False

    @model_validator(mode="after")
    def _makes_sense(self) -> Settings:
        ids = [each.id for each in self.instruments]
        if len(set(ids)) < len(ids):
            raise ValueError("an instrument is chosen twice; choose each once")
        if len({group.id for group in self.groups}) < len(self.groups):
            raise ValueError("two agencies or roles have the same id; give each its own")
        if self.shared != (self.way == "shared"):
            raise ValueError("one shared screen is the way called shared, and no other")
        return self

    @classmethod
    def of(cls, frame: Frame) -> Settings:
        """The settings of a session that has been opened."""
        return _read(json.dumps(frame.settings))

    def instrument(self, id: str) -> Instrument | None:
        return next((each for each in self.instruments if each.id == id), None)

    @property
    def asked_groups(self) -> tuple[Group, ...]:
        """The agencies and roles that may be named: those that five or more are expected to share.
        On one shared screen nobody says who they are."""
        if self.shared:
            return ()
        return tuple(group for group in self.groups if group.expected >= FEWEST)

    @property
    def minutes(self) -> int:
        """About how long one person takes for all of it."""
        return sum(each.minutes for each in self.instruments)

    @property
    def about(self) -> str:
        return f"{TITLE}: {self.area}" if self.area else TITLE

    def opened(self) -> Opened:
        """The first entry of a session."""
        return Opened(
            exercise=EXERCISE,
            title=self.about[:200],
            tables=1,
            settings=self.model_dump(mode="json"),
        )


@lru_cache(maxsize=8)
def _read(kept: str) -> Settings:
    return Settings.model_validate_json(kept)
