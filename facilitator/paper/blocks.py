"""What paper has beyond the blocks of a report: lines to write on, boxes to tick, cards to cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from exercises.journal.frame import HelpSet
from facilitator.summaries.blocks import Block, Text

HELP = (
    ("speak_to", "Who you can speak to here today"),
    ("quiet_place", "A quiet place"),
    ("raise_concern", "How to raise a concern here"),
)
"""The three local answers: field of HelpSet, and label as on the screens."""


@dataclass(frozen=True)
class Lines:
    """Ruled lines to write on by hand."""

    count: int


@dataclass(frozen=True)
class Choices:
    """Boxes, one of which is ticked by hand."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class Ticks:
    """Sentences one under the other, each with a box to tick by hand."""

    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Voice:
    """What a person in the case says, set apart so that it is found at a glance."""

    heading: str
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True)
class Explained:
    """Words or names, each with short sentences under it, a line for each sentence."""

    entries: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class WhoToTurnTo:
    """The local answers, each with its label; an empty one is a blank to fill in by hand. `says`
    stands under them, in one line or more. A Word file has it at the foot of every page, unless
    pages have no room for it there."""

    help: HelpSet
    says: str
    at_foot: bool = True

    @property
    def length(self) -> int:
        """Characters of the answers together."""
        return sum(len(getattr(self.help, name)) for name, _ in HELP)


@dataclass(frozen=True)
class CutOuts:
    """Cards to cut out, so many side by side. `name` says what they are."""

    name: str
    cards: tuple[tuple[Block | Lines | Choices, ...], ...]
    across: int


Piece: TypeAlias = Block | Lines | Choices | Ticks | Voice | Explained | WhoToTurnTo | CutOuts


@dataclass(frozen=True)
class Part:
    """One thing to print; it begins a page. `title` is its heading."""

    id: str
    title: str
    pieces: tuple[Piece, ...]
