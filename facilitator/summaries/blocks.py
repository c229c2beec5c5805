"""What a report is made of: headings, paragraphs, lists, tables and pictures.

The web page and the Word document are drawn from the same blocks, so they say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True)
class Said:
    """Words that people wrote: shown as text, in their own writing direction, and never read as
    anything else."""

    text: str


@dataclass(frozen=True)
class Strong:
    text: str | Said


@dataclass(frozen=True)
class Link:
    text: str
    address: str


@dataclass(frozen=True)
class Emphasis:
    """Words that stand for others, such as a prompt."""

    text: str


@dataclass(frozen=True)
class Break:
    """In a cell of a table: what follows is a paragraph of its own."""


Part: TypeAlias = str | Said | Strong | Link | Emphasis | Break
Text: TypeAlias = tuple[Part, ...]


@dataclass(frozen=True)
class Heading:
    level: Literal[1, 2, 3]
    text: str
    id: str = ""


@dataclass(frozen=True)
class Paragraph:
    """`kind` is how it is set: as plain text, large under a title, small, or as a quotation."""

    text: Text
    kind: Literal["plain", "lead", "small", "quote"] = "plain"


@dataclass(frozen=True)
class Notice:
    """Something a reader must know first, such as that this is an example."""

    title: str
    text: Text


@dataclass(frozen=True)
class Bullets:
    items: tuple[Text, ...]


@dataclass(frozen=True)
class Item:
    """One numbered thing with small print under it."""

    number: int
    text: Text
    details: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Items:
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Table:
    """A table with one header row; the first column heads its row. `widths` are shares of the
    whole; columns named in `centred` hold short marks. Where it `flows`, its rows are tall and may
    go on on the next page however few they are; where it is `labelled` too, a phone, which shows
    cells under each other, puts the head of its column before each."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[float, ...]
    centred: frozenset[int] = frozenset()
    flows: bool = False
    labelled: bool = False


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG and PNG. `title` names it, `description` says what it shows."""

    title: str
    description: str
    svg: str
    png: bytes


@dataclass(frozen=True)
class Question:
    """Something the reader answers on the document itself: in a box of so many lines, or by ticking
    any of the choices. `name` is its own in the document."""

    name: str
    text: str
    hint: str = ""
    lines: int = 0
    choices: tuple[str, ...] = ()


Block: TypeAlias = Heading | Paragraph | Notice | Bullets | Items | Table | Picture | Question


@dataclass(frozen=True)
class Section:
    """A part of a report; where `page` is set it begins a page when printed."""

    id: str
    blocks: tuple[Block, ...]
    page: bool = False


@dataclass(frozen=True)
class Document:
    """A whole file: `title` is its title property and stands in the browser's tab. `name` is that
    of the exercise, for the foot of its pages."""

    title: str
    code: str
    sections: tuple[Section, ...]
    name: str = "Making Safeguarding Personal"


def paragraphs(text: Text) -> list[Text]:
    """A cell's text cut where a paragraph begins; one where none does."""
    found: list[list[Part]] = [[]]
    for part in text:
        if isinstance(part, Break):
            found.append([])
        else:
            found[-1].append(part)
    return [tuple(each) for each in found]


def in_paragraphs(texts: Iterable[Text]) -> Text:
    """Texts as one for a cell, each a paragraph of its own."""
    found: list[Part] = []
    for n, each in enumerate(texts):
        found += [*([Break()] if n else []), *each]
    return tuple(found)


def text(*parts: Part) -> Text:
    """A text of these parts, with what is empty left out."""
    return tuple(part for part in parts if part != "")
