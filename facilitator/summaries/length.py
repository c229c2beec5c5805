"""About how much of a printed page blocks take, so that a page can be kept to one sheet."""

from __future__ import annotations

from collections.abc import Iterable

from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Emphasis,
    Heading,
    Items,
    Link,
    Notice,
    Paragraph,
    Part,
    Said,
    Strong,
    Table,
    Text,
    paragraphs,
)
from facilitator.summaries.phrases import width

A_PAGE = 57.0  # lines, as they are counted here, that one sheet of A4 is sure to hold
ACROSS = 90  # characters of usual width to a line
SMALL = 100  # and of small ones, in tables and under items


def length(blocks: Iterable[Block]) -> float:
    """How many lines of ordinary text these blocks take on paper; pictures and questions are not
    measured."""
    return sum(_length(block) for block in blocks)


def _length(block: Block) -> float:
    match block:
        case Heading(level=level):
            return 2.6 if level == 1 else 2.1
        case Paragraph(text=text):
            return _rows(text, ACROSS) + 0.4
        case Notice(title=title, text=text):
            return _rows((title, *text), ACROSS - 4) + 1.2
        case Bullets(items=items):
            return sum(_rows(item, ACROSS - 4) + 0.2 for item in items)
        case Items(items=items):
            small = sum(_rows(each, SMALL - 6) for item in items for each in item.details)
            return sum(_rows(item.text, ACROSS - 6) + 0.4 for item in items) + 0.9 * small
        case Table() as table:
            return _table(table)
    return 0.0


def _table(table: Table) -> float:
    share = SMALL / sum(table.widths)
    wide = [max(4, int(each * share) - 2) for each in table.widths]
    rows = [tuple((said,) for said in table.head), *table.rows]
    tall = (max(_rows(cell, n) for cell, n in zip(row, wide, strict=True)) for row in rows)
    return 1.6 + sum(0.9 * n + 0.4 for n in tall)


def _rows(text: Text, across: int) -> int:
    """How many lines a text takes; words do not break, so some room is lost on each."""
    wide = (sum(map(_width, each)) for each in paragraphs(text))
    return sum(max(1, -(-each // across)) for each in wide)


def _width(part: Part) -> int:
    match part:
        case Strong(Said(words)) | Strong(words) | Said(words) | Link(words, _) | Emphasis(words):
            return width(str(words))
        case str():
            return width(part)
        case _:
            return 0
