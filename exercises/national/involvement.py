"""The improvement score of the report's Figure 2, and how it moved from one session to the next.

The score is the overall involved (very and fairly) less the overall not involved (not very and not
at all), in percentage points of all who answered, as the report had it. "Don't know" and "too soon"
are in the base and on neither side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from exercises.national.content import national

TABLE = "involvement"


@dataclass(frozen=True)
class Score:
    """How many said involved and not involved, of all who answered."""

    involved: int
    not_involved: int
    base: int

    @property
    def points(self) -> float:
        """In percentage points, from -100 to 100."""
        return 100 * (self.involved - self.not_involved) / self.base


@dataclass(frozen=True)
class Change:
    """One row's score in two sessions."""

    row: str
    before: Score
    now: Score

    @property
    def points(self) -> float:
        """By how many percentage points it went up or, below zero, down."""
        return self.now.points - self.before.points

    @property
    def moved(self) -> bool:
        """Whether it moved by more than one person who answers the other way would make."""
        a, b = self.before, self.now
        apart = (b.involved - b.not_involved) * a.base - (a.involved - a.not_involved) * b.base
        return abs(apart) > 2 * max(a.base, b.base)


def score(counts: Mapping[str, int]) -> Score | None:
    """The score of one row; None where nobody answered."""
    sides = national().figure_2
    base = sum(counts.values())
    if not base:
        return None
    involved, against = (
        sum(counts.get(option, 0) for option in side)
        for side in (sides.involved, sides.not_involved)
    )
    return Score(involved, against, base)


def in_2016(row: str) -> Score:
    """A row's score of 2016, from the councils' counts. Raises ValueError for no such row."""
    found = score(national().table(TABLE).counts(row))
    if found is None:
        raise ValueError(f"no counts are printed for {row!r}")
    return found


def change(row: str, before: Mapping[str, int], now: Mapping[str, int]) -> Change | None:
    """How a row's score moved; None where nobody answered in one of the two sessions."""
    then, here = score(before), score(now)
    return Change(row, then, here) if then and here else None
