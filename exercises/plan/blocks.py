"""From the blocks of a document to passages: what belongs together, and not too long to weigh."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from exercises.plan.lines import Contents, is_contents_title
from exercises.plan.passages import (
    LONGEST_HEADING,
    LONGEST_PLACE,
    MOST_PASSAGES,
    Passage,
)

LEAST = 40  # characters: a shorter piece is joined to its neighbour under the same heading
MOST = 900  # characters: a longer piece is cut at the ends of sentences
JOINING = (LEAST, 150, 300, 600, MOST)  # a plan with too many passages is joined more
LONGEST_LEAD = 160  # characters of a line that introduces a list
LONGEST_POINT = 300  # characters: a longer point of a list stands for itself
MOST_OF_A_HEADING = 150
BETWEEN = " \u203a "
BULLET = "\u2022 "

Kind = Literal["heading", "paragraph", "bullet", "row"]


@dataclass(frozen=True)
class Block:
    """One paragraph of a document. `level` counts from 1 for headings, the highest, and tells how
    deep a bullet stands; `place` says where, such as "page 4"."""

    kind: Kind
    text: str
    level: int = 1
    place: str = ""


@dataclass(frozen=True)
class Cut:
    """A document in passages, its title (empty when none was found) and what was left out."""

    title: str
    passages: tuple[Passage, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class _Unit:
    """Lines that stand together."""

    lines: tuple[str, ...]
    place: str

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def put_together(blocks: Iterable[Block]) -> Cut:
    """Make passages of blocks. Every word is in the title, in a passage or its heading, or left
    out; what is left out is a table of contents and what has no letter or figure.

    There may be more passages than can be kept: `passages.check_size` says so.
    """
    kept, left = _without_contents([tidy for each in blocks if (tidy := _tidied(each)).text])
    title = _title(kept)
    if title and kept[1].kind == "heading":
        kept = kept[1:]
    sections, crowded = _sections(_headings_with_text(kept), title)
    found: list[tuple[str, _Unit]] = []
    for least in JOINING:
        found = [
            (heading, unit)
            for heading, blocks in sections
            for unit in _fitted(_units(blocks), least)
        ]
        if len(found) <= MOST_PASSAGES:
            break
    passages = tuple(
        Passage(heading=heading, place=unit.place[:LONGEST_PLACE], text=unit.text)
        for heading, unit in found
    )
    return Cut(title, passages, tuple(left + crowded))


def rows_of(cells: Sequence[Sequence[str]], headed: bool) -> list[str]:
    """A table's rows as lines of text, "head: cell; head: cell" where the first row is a head.

    Of a table with two columns and no head, the first column names the second.
    """
    rows = [[cell.strip() for cell in row] for row in cells]
    if not headed or len(rows) < 2:
        return [_plain_row(row) for row in rows if any(row)]
    heads, used, made = rows[0], set[int](), []
    for row in rows[1:]:
        told = []
        for n, cell in enumerate(row):
            head = heads[n] if n < len(heads) else ""
            if cell:
                used.add(n)
                told.append(f"{head.rstrip(':')}: {cell}" if head and head != cell else cell)
        made.append("; ".join(told))
    unused = "; ".join(head for n, head in enumerate(heads) if head and n not in used)
    return [line for line in (unused, *made) if line]


def _plain_row(row: Sequence[str]) -> str:
    said = [cell for cell in row if cell]
    if len(row) == len(said) == 2 and len(said[0]) <= 60 and "\n" not in said[0]:
        return f"{said[0].rstrip(':')}: {said[1]}"
    return "; ".join(said)


def _tidied(block: Block) -> Block:
    lines = (" ".join(line.split()) for line in block.text.splitlines())
    text = "\n".join(filter(None, lines))
    if block.kind != "row":
        text = " ".join(text.split("\n"))
    too_long = block.kind == "heading" and len(text) > MOST_OF_A_HEADING
    return replace(block, text=text, kind="paragraph" if too_long else block.kind)


def _without_contents(blocks: list[Block]) -> tuple[list[Block], list[str]]:
    kept: list[Block] = []
    left: list[str] = []
    contents, titled = Contents(), False
    for block in blocks:
        if not any(sign.isalnum() for sign in block.text):
            left.append(block.text)
        elif contents.has(block.text):
            left += [kept.pop().text] if titled else []
            left.append(block.text)
            titled = False
        else:
            kept.append(block)
            titled = is_contents_title(block.text)
    return kept, left


def _headings_with_text(blocks: list[Block]) -> list[Block]:
    """Headings that nothing stands under become text themselves, so that no line is lost."""
    made: list[Block] = []
    for block in reversed(blocks):
        after = made[-1] if made else None
        empty = after is None or (after.kind == "heading" and after.level <= block.level)
        made.append(
            replace(block, kind="paragraph") if block.kind == "heading" and empty else block
        )
    return made[::-1]


def _title(blocks: list[Block]) -> str:
    """The first heading, when nothing stands before it and it stands above all others, or as high
    and with no text of its own."""
    headings = [block for block in blocks if block.kind == "heading"]
    if len(headings) < 2 or blocks[0] is not headings[0]:
        return ""
    highest = min(each.level for each in headings[1:])
    alone = blocks[1].kind == "heading"
    return headings[0].text if headings[0].level < highest + alone else ""


def _sections(blocks: list[Block], title: str) -> tuple[list[tuple[str, list[Block]]], list[str]]:
    """Runs of text, each with its heading: the nearest one, after those above it that have no text
    of their own, and after the one above it where several are called the same."""
    names = Counter(block.text for block in blocks if block.kind == "heading")
    sections: list[tuple[str, list[Block]]] = []
    crowded: list[str] = []
    open_: list[tuple[Block, bool]] = []  # headings from the highest down, each with "has text"
    for n, block in enumerate(blocks):
        if block.kind == "heading":
            open_ = [each for each in open_ if each[0].level < block.level]
            has_text = n + 1 < len(blocks) and blocks[n + 1].kind != "heading"
            open_.append((block, has_text))
            if has_text:
                heading, without = _path(open_, names, title)
                sections.append((heading, []))
                crowded += [each for each in without if each not in crowded]
            continue
        if not sections:
            sections.append(("", []))
        sections[-1][1].append(block)
    return sections, crowded


def _path(
    above: list[tuple[Block, bool]], names: Counter[str], title: str
) -> tuple[str, list[str]]:
    *higher, (nearest, _) = above
    wanted = [
        block.text
        for n, (block, has_text) in enumerate(higher)
        if (not has_text or (names[nearest.text] > 1 and n == len(higher) - 1))
        and block.text != title
    ]
    wanted.append(nearest.text)
    without = []
    while len(BETWEEN.join(wanted)) > LONGEST_HEADING:
        without.append(wanted.pop(0))
    return BETWEEN.join(wanted), without


def _units(blocks: list[Block]) -> list[_Unit]:
    """Paragraphs, rows, and lists with the line that introduces them."""
    units: list[_Unit] = []
    lead = False  # the last unit may still take points of a list
    for block in blocks:
        point = block.kind == "bullet" and len(block.text) <= LONGEST_POINT
        line = _as_point(block.text) if block.kind == "bullet" else block.text
        if point and lead:
            units[-1] = replace(units[-1], lines=(*units[-1].lines, line))
        else:
            units.append(_Unit(tuple(line.split("\n")), block.place))
            text = block.text
            introduces = len(text) <= LONGEST_LEAD and not re.search(r"[.!?]$", text)
            lead = point or (block.kind == "paragraph" and (text.endswith(":") or introduces))
    return units


def _as_point(text: str) -> str:
    return text if re.match(r"\(?\w{1,4}[.)]\s", text) else BULLET + text


def _fitted(units: list[_Unit], least: int) -> list[_Unit]:
    """Units cut where they are too long, then joined to the next while they are too short."""
    made: list[_Unit] = []
    for unit in (part for whole in units for part in _cut(whole)):
        before = made[-1] if made else None
        if before and len(before.text) < least and len(before.text) + len(unit.text) < MOST:
            made[-1] = _Unit(before.lines + unit.lines, before.place)
        else:
            made.append(unit)
    if len(made) > 1 and len(made[-1].text) < least:
        last, before = made.pop(), made.pop()
        if len(before.text) + len(last.text) < MOST + LEAST:
            made.append(_Unit(before.lines + last.lines, before.place))
        else:
            made += [before, last]
    return made


def _cut(unit: _Unit) -> list[_Unit]:
    """A unit in parts of about the same length, none much longer than MOST."""
    if len(unit.text) <= MOST:
        return [unit]
    parts = -(-len(unit.text) // MOST)
    aim = len(unit.text) / parts
    made: list[list[str]] = [[]]
    size = 0
    for line in unit.lines:
        begins = True
        for piece in _pieces(line):
            if size and (size + len(piece) > MOST or size >= aim):
                made.append([])
                size, begins = 0, True
            if begins:
                made[-1].append(piece)
            else:
                made[-1][-1] += " " + piece
            size += len(piece) + 1
            begins = False
    if len(made) > 1 and size < LEAST:
        last = made.pop()
        made[-1] += last
    return [_Unit(tuple(lines), unit.place) for lines in made]


_SENTENCE = re.compile(r"(?<=[.!?\u2026;])[\"'\u201d\u2019)\]]*\s+")
_SHORTENED = re.compile(
    r"\b(?:e\.g|i\.e|etc|cf|vs|no|nos|para|paras|p|pp|s|ss|dr|mr|mrs|ms|prof|st|[A-Z])\.$", re.I
)


def _pieces(line: str) -> list[str]:
    """The sentences of a line; one that is longer than MOST in parts, at commas or spaces."""
    made: list[str] = []
    start = 0
    for gap in _SENTENCE.finditer(line):
        if not _SHORTENED.search(line, max(0, start, gap.start() - 8), gap.start()):
            made.append(line[start : gap.end()].rstrip())
            start = gap.end()
    made.append(line[start:])
    return [part for piece in made if piece for part in _parts(piece)]


def _parts(piece: str) -> list[str]:
    made = []
    while len(piece) > MOST:
        at = max(piece.rfind(", ", MOST // 2, MOST) + 1, 0) or piece.rfind(" ", 1, MOST)
        at = at if at > 0 else MOST
        made.append(piece[:at].rstrip())
        piece = piece[at:].lstrip()
    return [*made, piece] if piece else made
