"""Slips: the two short things each person may answer at the end, on a phone or on paper.

A slip is about the one who fills it in. It carries no table and no name, and how many people gave
which answer is told from FEWEST answers on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, model_validator

from exercises.journal.entries import Body, Entry, MaybeWords

FEWEST = 5  # answers; below that only how many answered is shown
MOST = 400  # slips of one session
RATINGS = ("Poor", "Fair", "Good", "Very good", "Excellent")
"""What the points 1 to 5 mean, in words."""

LONGEST = 1000  # characters of one answer
Some = Annotated[MaybeWords, Field(max_length=LONGEST)]


class Slip(Body):
    """What one person says at the end: what they will do differently, how this was for them (1 to
    5 of RATINGS) and a line about it. Each may be left out, but not all."""

    kind: ClassVar[str] = "slip"
    words: ClassVar[tuple[str, ...]] = ("differently", "line")
    differently: Some = ""
    line: Some = ""
    rating: Annotated[int, Field(ge=1, le=len(RATINGS))] | None = None

    @model_validator(mode="after")
    def _says_something(self, info: ValidationInfo) -> Slip:
        if not (self.differently or self.line or self.rating or info.context):
            raise ValueError("the slip is empty; answer at least one of the questions")
        return self


@dataclass
class Answer:
    """A slip as it stands."""

    id: str
    differently: str
    line: str
    rating: int | None
    aside: bool = False
    removed: bool = False


@dataclass
class Slips:
    """All slips of a session, by the name of the change that brought each."""

    answers: dict[str, Answer] = field(default_factory=dict)

    def apply(self, entry: Entry) -> None:
        """Take in a slip; entries of other kinds have no effect."""
        body = entry.body
        if isinstance(body, Slip) and entry.change not in self.answers:
            told = Answer(entry.change, body.differently, body.line, body.rating)
            self.answers[entry.change] = told

    def ratings(self) -> dict[str, int] | None:
        """How many people chose which of RATINGS; None while fewer than FEWEST have."""
        given = Counter(a.rating for a in self.answers.values() if a.rating and not a.removed)
        if given.total() < FEWEST:
            return None
        return {word: given[n] for n, word in enumerate(RATINGS, 1)}

    def shown(self) -> list[Answer]:
        """The slips whose words may be shown, in the order of their words and not of their coming,
        so that nothing tells who sat where."""
        found = [a for a in self.answers.values() if not (a.aside or a.removed)]
        return sorted(found, key=lambda a: (a.differently.casefold(), a.line.casefold(), a.id))
