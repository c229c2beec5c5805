"""Slips: the two short things each person may answer at the end, on a phone or on paper.

A slip is about the one who fills it in. It carries no table and no name. How many people gave which
answer is told from FEWEST answers on, and so is what they wrote: among fewer it is plain who did.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from pydantic import Field, ValidationInfo, model_validator

from exercises.identifiers import BLANK
from exercises.journal.entries import Body, Entry, Id, MaybeWords

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


class SlipBlanked(Body):
    """The trainer blanked something in a slip: its two texts as they stand from now on."""

    kind: ClassVar[str] = "slip.blanked"
    words: ClassVar[tuple[str, ...]] = ("differently", "line")
    slip: Id
    differently: MaybeWords = ""
    line: MaybeWords = ""

    def about(self, change: str) -> str:
        return self.slip


def is_blanked(text: str, before: str) -> bool:
    """Whether `text` is `before` with nothing done to it but that parts of it became `BLANK`."""
    first, *rest = text.split(BLANK)
    if not rest or not before.startswith(first):
        return text == before
    *middle, last = rest
    at = len(first)
    for kept in middle:
        at = before.find(kept, at + 1)
        if at < 0:
            return False
        at += len(kept)
    return before.endswith(last) and len(before) - len(last) > at


@dataclass
class Answer:
    """A slip as it stands."""

    id: str
    differently: str
    line: str
    rating: int | None
    aside: bool = False
    removed: bool = False

    def may_become(self, body: SlipBlanked) -> bool:
        """Whether `body` takes words out of it and puts none in their place."""
        texts = ((body.differently, self.differently), (body.line, self.line))
        return not self.removed and all(is_blanked(*each) for each in texts)


@dataclass
class Slips:
    """All slips of a session, by the name of the change that brought each."""

    answers: dict[str, Answer] = field(default_factory=dict)

    def apply(self, entry: Entry) -> None:
        """Take in a slip, or what was blanked in one; entries of other kinds have no effect."""
        match entry.body:
            case Slip() as body if entry.change not in self.answers:
                told = Answer(entry.change, body.differently, body.line, body.rating)
                self.answers[entry.change] = told
            case SlipBlanked(slip=name) as body if name in self.answers:
                answer = self.answers[name]
                if answer.may_become(body):
                    answer.differently, answer.line = body.differently, body.line
            case _:
                pass

    def ratings(self) -> dict[str, int] | None:
        """How many people chose which of RATINGS; None while fewer than FEWEST have."""
        given = Counter(a.rating for a in self.answers.values() if a.rating and not a.removed)
        if given.total() < FEWEST:
            return None
        return {word: given[n] for n, word in enumerate(RATINGS, 1)}

    def told(self) -> list[Answer]:
        """The slips whose words may stand in a document: none while fewer than FEWEST have come."""
        return self.shown() if len(self.answers) >= FEWEST else []

    def shown(self) -> list[Answer]:
        """The slips whose words the trainer may see, in the order of their words and not of their
        coming, so that nothing tells who sat where."""
        found = [a for a in self.answers.values() if not (a.aside or a.removed)]
        return sorted(found, key=lambda a: (a.differently.casefold(), a.line.casefold(), a.id))
