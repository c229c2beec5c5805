"""How a case file audit was set up."""

from __future__ import annotations

import json
import string
from datetime import date
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from exercises.audit.content import Part, Section, Shape, ShapeId, audit_words
from exercises.group.settings import MOST_EARLIER, EarlierAction
from exercises.journal.frame import Frame, Opened
from exercises.library import Content
from exercises.words import some

EXERCISE = "audit"
DAYS = 92.0  # so that the next audit of three months still finds the actions of this one
MONTHS = 3  # closed in the last so many months
USUAL_FILES = 3  # of each agency
MOST_AGENCIES = 12
MOST_FILES = 15  # of one agency
MOST_IN_ALL = 40
LONGEST_NAME = 80  # characters of an agency's name
LONGEST_NOTE = 1000

Name = Annotated[str, AfterValidator(some), Field(max_length=LONGEST_NAME)]


class Agency(Content):
    """An organisation whose files are looked at. `kind` is one of those that the content names."""

    name: Name
    kind: str


class Settings(Content):
    """What the audit lead chose. `agencies` are organisations, never people; `since` and `until`
    are the first and the last day on which a file was closed. With `together` the whole room looks
    at every file, otherwise agencies look at each other's. `earlier` becomes entries, and stands
    only there."""

    shape: ShapeId = "files"
    agencies: Annotated[tuple[Agency, ...], Field(min_length=1, max_length=MOST_AGENCIES)]
    files: Annotated[int, Field(ge=1, le=MOST_FILES)] = USUAL_FILES
    since: date
    until: date
    together: bool = False
    earlier: Annotated[tuple[EarlierAction, ...], Field(max_length=MOST_EARLIER)] = ()
    days: Annotated[float, Field(gt=0, le=366)] = DAYS
    shared: bool = True
    solo: bool = False

    @model_validator(mode="after")
    def _all_is_known(self) -> Settings:
        known = [each.id for each in audit_words().agencies]
        for agency in self.agencies:
            if agency.kind not in known:
                raise ValueError(f"there is no kind of agency {agency.kind!r}")
        names = [agency.name.casefold() for agency in self.agencies]
        if twice := next((n for n in names if names.count(n) > 1), None):
            raise ValueError(f"the agency {twice!r} stands there twice; name each once")
        if self.since > self.until:
            raise ValueError("the first day comes after the last; turn them round")
        many = len(self.agencies) * self.files
        if many > MOST_IN_ALL:
            raise ValueError(f"these are {many} files; an audit has at most {MOST_IN_ALL}")
        if self.shape == "live" and many != 1:
            raise ValueError("a live reflective audit has one file")
        if self.together and not self.shared:
            raise ValueError("the whole room looks together at one shared screen; choose that")
        return self

    @classmethod
    def of(cls, frame: Frame) -> Settings:
        """The settings of a session that has been opened."""
        return _read(json.dumps(frame.settings))

    @property
    def plan(self) -> Shape:
        found = audit_words().shape(self.shape)
        assert found is not None
        return found

    @property
    def sections(self) -> list[Section]:
        """The sections of questions, in their order."""
        return audit_words().sections_of(self.plan)

    @property
    def stages(self) -> tuple[str, ...]:
        """Every stage in its order: arriving, the parts, and reading the record."""
        return ("lobby", *(part.id for part in self.plan.parts), "record")

    def part(self, stage: str) -> Part | None:
        """The part that a stage is; None before the first and while the record is read."""
        return next((part for part in self.plan.parts if part.id == stage), None)

    def section_of(self, item: str) -> Section | None:
        """The section that has this question, if one has it."""
        return next((each for each in self.sections if item in each.items), None)

    @property
    def letters(self) -> str:
        """What each agency is called in short: A, B, C."""
        return string.ascii_uppercase[: len(self.agencies)]

    def agency(self, letter: str) -> Agency:
        """The agency with this letter. Raises ValueError."""
        return self.agencies[self.letters.index(letter)]

    def audited_by(self, table: int) -> str:
        """The letters of the agencies whose files the people of agency number `table` look at: the
        next agency's, all of them where the room looks together, its own where it is alone."""
        many = len(self.agencies)
        if self.together:
            return self.letters
        return self.letters[table % many] if table <= many else ""

    @property
    def rota(self) -> tuple[tuple[str, str], ...]:
        """Who looks at whose files, as pairs of letters; none where the room looks together."""
        if self.together:
            return ()
        return tuple((letter, self.audited_by(n)) for n, letter in enumerate(self.letters, 1))

    def opened(self) -> Opened:
        """The first entry of a session, with a table for each agency that has a device."""
        return Opened(
            exercise=EXERCISE,
            title=f"{audit_words().title}: {self.plan.title}"[:200],
            tables=1 if self.shared else len(self.agencies),
            settings=self.model_dump(mode="json"),
        )


def months_before(day: date, months: int = MONTHS) -> date:
    """The same day of an earlier month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


@lru_cache(maxsize=8)
def _read(kept: str) -> Settings:
    return Settings.model_validate_json(kept)
