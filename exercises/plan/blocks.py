"""From the blocks of a document to passages: what belongs together, and not too long to weigh."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from exercises.plan.lines import ENDS_SENTENCE, Contents, is_contents_title
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
SENTENCE = 60  # characters: a longer point of a list that ends as a sentence stands for itself
LONGEST_POINT = 100  # characters: so does a longer one however it ends
LONGEST_LINE = 80  # characters of a line below the title that goes on with it
LONGEST_TITLE = 150
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
    """Lines that stand together. The first `lead` of them are said again before each point of a
    list that stands for itself."""

    lines: tuple[str, ...]
    place: str
    lead: int = 0

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def then(self, other: _Unit) -> _Unit:
        """Both in one; the lead that they share is said once."""
        shared = self.lead if self.lines[: self.lead] == other.lines[: other.lead] else 0
        return _Unit(self.lines + other.lines[shared:], self.place, self.lead)


def put_together(blocks: Iterable[Block], title: str = "") -> Cut:
    """Make passages of blocks. `title` is one that the file itself tells, if it does. Every word is
    in the title, in a passage or its heading, or left out; what is left out is a table of contents,
    what has no letter or figure, and what says the title again.

    There may be more passages than can be kept: `passages.check_size` says so.
    """
    kept, left = _without_contents([tidy for each in blocks if (tidy := _tidied(each)).text])
    named = _title(kept)
    title, kept, again = _titled(kept, named, title)
    sections, crowded = _sections(_headings_with_text(kept), named)
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
    return Cut(title, passages, tuple(left + again + crowded))


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


_OF_A_TITLE = re.compile(
    r"\b(?:plan|strategy)\b|\b20\d\d\s*(?:to|[-\u2013\u2014/])\s*(?:20)?\d\d\b", re.I
)


def _titled(blocks: list[Block], named: str, told: str) -> tuple[str, list[Block], list[str]]:
    """The title, the blocks without the lines of a title page that repeat it or go on with it, and
    those that are not in it. `named` is the title by how the first heading stands; one that was
    `told` goes before it."""
    kept, again = list(blocks), list[str]()
    title = named if named and _says(named, told) else told or named
    own = [named] if title == named else []  # the lines that the title is made of
    at = 1 if named else 0
    while title and at + 1 < len(kept) and _is_of_a_title_page(kept[at], kept[at + 1]):
        line = kept[at].text
        if _says(title, line):
            again.append(line)
        elif _says(line, title):
            again += own
            title, own = line, [line]
        elif _OF_A_TITLE.search(line) and len(title) + len(line) <= LONGEST_TITLE:
            title = f"{title}, {line}"
            own.append(line)
        else:
            break
        del kept[at]
    if named and kept[1].kind == "heading":
        del kept[0]
        again += [] if named in (*own, *again) else [named]
    return title, kept, again


def _is_of_a_title_page(block: Block, after: Block) -> bool:
    """Whether a block may be a line of a title page: short, no sentence, and with nothing of its
    own below it."""
    alone = block.kind == "paragraph" or (
        block.kind == after.kind == "heading" and after.level <= block.level
    )
    short = len(block.text) <= LONGEST_LINE and not ENDS_SENTENCE.search(block.text)
    return alone and short and after.kind in ("heading", "paragraph")


def _says(text: str, line: str) -> bool:
    """Whether every word of a line is in a text as well."""
    return not Counter(_words(line)) - Counter(_words(text))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


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


_ENDS = re.compile(r"[.!?][\"'\u201d\u2019)\]]*$")
_OF_THE_ONE_BEFORE = re.compile(
    r"(?:lead(?: \w+)?|led by|owner|owned by|by when|by|when|timescale|deadline)\s*:", re.I
)


def _units(blocks: list[Block]) -> list[_Unit]:
    """Paragraphs, rows, and lists with the line that introduces them. A point that says enough for
    itself stands alone, after the line that introduces it; short ones stay together."""
    units: list[_Unit] = []
    leads: list[tuple[int, str]] = []  # lines that introduce a list, each with how deep it stands
    takes = 0  # how deep a point must stand to go to the last unit; 0 when none may
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        deep = max(block.level, 1) if block.kind == "bullet" else 0
        line = _as_point(block.text) if deep else block.text
        if units and block.kind != "row" and _OF_THE_ONE_BEFORE.match(block.text):
            units[-1] = replace(units[-1], lines=(*units[-1].lines, line))
            continue
        leads = [each for each in leads if each[0] < deep]
        if not deep:
            units.append(_Unit(tuple(line.split("\n")), block.place))
            takes = 0
        elif not _is_whole(block) and (
            0 < takes <= deep or (takes == deep + 1 and _is_a_remark(block, after))
        ):
            units[-1] = replace(units[-1], lines=(*units[-1].lines, line))
        else:
            lead = _nearest(leads)
            units = _without_lead(units, lead)
            units.append(_Unit((*lead, line), block.place, len(lead)))
            takes = deep + 1 if _is_whole(block) else 1
        if block.kind != "row" and (last := _introduction(block)):
            leads.append((deep, _as_point(last) if deep else last))
            takes = takes or 1
    return units


def _is_whole(block: Block) -> bool:
    """Whether a point of a list says enough to stand alone."""
    point = block.text
    return len(point) > LONGEST_POINT or (len(point) > SENTENCE and bool(_ENDS.search(point)))


def _is_a_remark(block: Block, after: Block | None) -> bool:
    """Whether a point is too short to stand alone and no other short one comes after it, so that it
    belongs to the point before, such as "No funding yet."."""
    lonely = after is None or after.kind != "bullet" or _is_whole(after)
    with_owner = after is not None and _OF_THE_ONE_BEFORE.match(after.text)
    return len(block.text) < LEAST and block.text[-1] != ":" and (lonely or bool(with_owner))


def _introduction(block: Block) -> str:
    """What a block says to introduce a list: its last sentence; empty when it introduces none."""
    text = block.text
    if text.endswith(":"):
        return text if block.kind == "bullet" else _pieces(text)[-1]
    none = block.kind == "bullet" or len(text) > LONGEST_LEAD or _ENDS.search(text)
    return "" if none else text


def _nearest(leads: list[tuple[int, str]]) -> tuple[str, ...]:
    """Of the lines that introduce a list the last ones, as far as they are short together."""
    lead: tuple[str, ...] = ()
    for _, line in reversed(leads):
        if len("\n".join((line, *lead))) > LONGEST_LEAD:
            break
        lead = (line, *lead)
    return lead


def _without_lead(units: list[_Unit], lead: tuple[str, ...]) -> list[_Unit]:
    """The units, when the last one is `lead` or ends with it, without it: its points say it."""
    if not units or not lead:
        return units
    *before, last = units
    if last.lines == lead:
        return before
    start = last.lines[0].removesuffix(lead[0]).rstrip()
    if len(last.lines) == len(lead) == 1 and start and start != last.lines[0]:
        return [*before, replace(last, lines=(start,))]
    return units


def _as_point(text: str) -> str:
    return text if re.match(r"\(?\w{1,4}[.)]\s", text) else BULLET + text


def _fitted(units: list[_Unit], least: int) -> list[_Unit]:
    """Units cut where they are too long, then joined to the next while they are too short."""
    made: list[_Unit] = []
    for unit in (part for whole in units for part in _cut(whole)):
        before = made[-1] if made else None
        if before and len(before.text) < least and len(before.text) + len(unit.text) < MOST:
            made[-1] = before.then(unit)
        else:
            made.append(unit)
    if len(made) > 1 and len(made[-1].text) < least:
        last, before = made.pop(), made.pop()
        if len(before.text) + len(last.text) < MOST + LEAST:
            made.append(before.then(last))
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
