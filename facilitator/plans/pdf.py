"""A PDF in blocks: headings by size and weight, paragraphs by how lines stand, tables by rows.

A PDF says where letters stand and not what they are, so this is a guess from how plans are set.
The page draws its text in some order; it is kept, because programs draw columns and cells one after
the other. Only columns that are drawn across, line by line, are put in order again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as raw

from exercises.plan.blocks import Block, rows_of
from exercises.plan.lines import (
    ENDS_SENTENCE,
    HYPHENS,
    is_page_number,
    joined,
    often,
    same_line,
    words_of,
)
from exercises.plan.passages import MOST_CHARACTERS, PlanError
from facilitator.plans.files import BROKEN, MOST_PAGES, PASSWORD, too_many_pages
from facilitator.plans.glyphs import Fragment, PageText, page_text

EDGE = 0.12  # of the page's height, at its head and foot, where running lines stand
FEW = 15  # letters: a page with fewer has no text of its own
LARGER = 1.15  # of the body's size, from which a line is a heading
USUAL_PITCH = 1.35  # from line to line, of the letters' size, where a page is too short to tell
LONGEST_LOUD = 100  # characters of a heading in bold of the body's size
LONGEST_LARGE = 150

_POINT = re.compile(
    r"[-*\u2022\u2023\u25e6\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u2013\u2014\u00b7\u2043\u27a2\u2714"
    r"\u2713\uf0b7\uf0a7\uf0d8o](?:\s+|$)|[\u2022\u25cf\u25aa\uf0b7]"
)
_NUMBER = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])(?:\s+|$)")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?")
_SCANNED = (
    "this PDF holds pictures of pages and no text that can be read; use the Word document it was "
    "made from, or have its text recognised (OCR) first"
)
_UNKNOWN = (
    "the letters in this PDF cannot be told from one another, because it does not say which sign "
    "stands for which letter; use the Word document it was made from, or paste the text"
)


@dataclass
class Pages:
    """A PDF as it was read: its blocks, what was left out, notes for the trainer, and the title
    that it tells of itself."""

    blocks: list[Block]
    left_out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    title: str = ""


def read_pages(body: bytes) -> Pages:
    """The blocks of a PDF. Raises PlanError when it cannot be read."""
    pages, title = _drawn(body)
    letters = [sum(sign.isalnum() for f in page.fragments for sign in f.text) for page in pages]
    strange = sum(page.strange for page in pages)
    if strange > 0.3 * (sum(letters) + strange) and strange > FEW:
        raise PlanError(_UNKNOWN)
    if sum(letters) < FEW * len(pages):
        raise PlanError(_SCANNED)
    read = Pages([], title=title)
    empty = [str(n) for n, count in enumerate(letters, 1) if count < FEW]
    if empty:
        which = f"page {empty[0]} has" if len(empty) == 1 else f"pages {', '.join(empty)} have"
        read.notes.append(
            f"{which} hardly any text; if it is shown there as a picture, paste what matters"
        )
    _take_off_edges(pages, read)
    setting = _Setting([page.fragments for page in pages])
    for n, page in enumerate(pages, 1):
        read.left_out += page.turned
        read.blocks += setting.blocks(_ordered(page.fragments), f"page {n}")
    read.blocks = setting.across_pages(read.blocks)
    return read


def _drawn(body: bytes) -> tuple[list[PageText], str]:
    """What the pages hold, and the title in the file's properties."""
    try:
        pdf = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise PlanError(PASSWORD if locked else BROKEN) from None
    try:
        if len(pdf) > MOST_PAGES:
            raise too_many_pages(len(pdf))
        pages = []
        size = 0
        for n in range(len(pdf)):
            page = pdf[n]
            pages.append(page_text(page))
            page.close()
            size += sum(len(each.text) for each in pages[-1].fragments)
            if size > 2 * MOST_CHARACTERS:
                raise PlanError(
                    f"this has more than {2 * MOST_CHARACTERS:,} characters; at most "
                    f"{MOST_CHARACTERS:,} can be kept. Take the part of the plan with its "
                    "priorities and objectives"
                )
        return pages, pdf.get_metadata_value("Title")
    except pypdfium2.PdfiumError:
        raise PlanError(BROKEN) from None
    finally:
        pdf.close()


def _take_off_edges(pages: Sequence[PageText], read: Pages) -> None:
    """Leave out page numbers and what comes back at the head or foot of pages.

    A bare number is one of these only when it counts up from page to page and nothing else stands
    at its height: a figure of a table that goes on over the page is none.
    """
    edges = [
        [f for f in page.fragments if not EDGE < f.top / (page.height or 1) < 1 - EDGE]
        for page in pages
    ]
    body = _body_size([page.fragments for page in pages])
    times = Counter(text for edge in edges for text in {f.text for f in edge})
    counts = Counter(
        key for n, edge in enumerate(edges) for key in {key for f in edge for key in _counted(f, n)}
    )
    least = often(len(pages))
    for n, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        worded = [f for f in edge if any(sign.isalpha() for sign in f.text)]
        off = [
            f
            for f in worded
            if times[f.text] >= least
            or (f.size < LARGER * body and any(counts[key] >= least for key in _counted(f, n)))
            or (is_page_number(f.text) and "p" in f.text.lower())
        ]
        rest = _without(page.fragments, off)
        off += [
            f
            for f in _without(edge, off)
            if is_page_number(f.text)
            and any(counts[key] > 1 or (len(pages) == key[2] == 1) for key in _counted(f, n))
            and not any(f.beside(each) for each in _without(rest, [f]))
        ]
        read.left_out += [f.text for f in off]
        page.fragments = _without(page.fragments, off)


def _counted(f: Fragment, page: int) -> list[tuple[str, int, int]]:
    """What a line has in common with the same line of another page when a number in it counts up:
    the line, which of its numbers it is, and what that would be on the first page."""
    numbers = re.findall(r"\d{1,4}", f.text)
    return [(same_line(f.text), n, int(number) - page) for n, number in enumerate(numbers)]


def _without(fragments: Iterable[Fragment], some: Sequence[Fragment]) -> list[Fragment]:
    return [f for f in fragments if not any(f is each for each in some)]


# the order of a page


def _ordered(fragments: list[Fragment]) -> list[Fragment]:
    """Fragments in the order in which they are read."""
    fragments = _with_marks(fragments)
    gutter = _gutter(fragments)
    if gutter is not None:
        return _by_columns(fragments, gutter)
    moves = list(pairwise(fragments))
    up = sum(1 for a, b in moves if b.top < a.top - 2 * a.size and _overlap(a, b))
    if up > 0.2 * len(moves) and up > 2:
        return sorted(fragments, key=lambda f: (round(f.top), f.left))
    return fragments


def _overlap(a: Fragment, b: Fragment) -> bool:
    return a.left < b.right and b.left < a.right


def _with_marks(fragments: list[Fragment]) -> list[Fragment]:
    """Bullets and numbers put to the text that they stand before."""
    made: list[Fragment] = []
    for f in fragments:
        last = made[-1] if made else None
        mark = last and (
            _POINT.fullmatch(last.text)
            or _NUMBER.fullmatch(last.text)
            or _SECTION.fullmatch(last.text)
        )
        if last and mark and last.beside(f) and -1 < f.left - last.right < 6 * f.size:
            made[-1] = replace(
                f,
                text=f"{last.text} {f.text}",
                left=last.left,
                top=min(last.top, f.top),
                bottom=max(last.bottom, f.bottom),
            )
        else:
            made.append(f)
    return made


def _gutter(fragments: list[Fragment]) -> float | None:
    """Where two columns part that are drawn across, line by line; None when there are none.

    Lines of prose go on from one to the next, so that many begin with a small letter; cells of a
    table do not.
    """
    if len(fragments) < 8:
        return None
    left, right = min(f.left for f in fragments), max(f.right for f in fragments)
    best: tuple[int, float] | None = None
    for step in range(30, 71):
        x = left + (right - left) * step / 100
        crossing = sum(1 for f in fragments if f.left < x < f.right)
        if best is None or (crossing, abs(step - 50)) < (best[0], best[1]):
            best = (crossing, abs(step - 50))
            at = x
    assert best is not None
    sides = [f.left >= at for f in fragments if not f.left < at < f.right]
    one = [f for f in fragments if f.right <= at]
    two = [f for f in fragments if f.left >= at]
    if len(one) < 4 or len(two) < 4 or best[0] > 0.35 * len(fragments):
        return None
    turns = sum(1 for a, b in pairwise(sides) if a != b)
    across = turns > 3 and len(sides) / (turns + 1) < 1.5
    prose = all(
        sum(f.text[:1].islower() for f in side) >= 0.3 * len(side)
        and median(len(f.text) for f in side) >= 15
        for side in (one, two)
    )
    return at if across and prose else None


def _by_columns(fragments: list[Fragment], gutter: float) -> list[Fragment]:
    """Each band between lines that run across: its left column, then its right one."""
    made: list[Fragment] = []
    band: list[Fragment] = []

    def end_band() -> None:
        band.sort(key=lambda f: f.top)
        made.extend(f for f in band if f.right <= gutter)
        made.extend(f for f in band if f.left >= gutter)
        band.clear()

    for f in sorted(fragments, key=lambda f: f.top):
        if f.left < gutter < f.right:
            end_band()
            made.append(f)
        else:
            band.append(f)
    end_band()
    return made


# paragraphs


Para = list[Fragment]


class _Setting:
    """How a document is set: the size of its body and the distance of its lines."""

    def __init__(self, pages: Sequence[Sequence[Fragment]]) -> None:
        every = [f for page in pages for f in page]
        self._body = _body_size(pages)
        self._known = words_of(" ".join(f.text for f in every))
        pitches: dict[float, Counter[float]] = {}
        for page in pages:
            for a, b in pairwise(page):
                pitch = (b.top - a.top) / a.size
                if abs(a.size - b.size) < 0.5 and _overlap(a, b) and 0.9 < pitch < 2.2:
                    pitches.setdefault(_half(a.size), Counter())[round(pitch, 1)] += 1
        self._pitch = {
            size: found.most_common(1)[0][0]
            for size, found in pitches.items()
            if found.most_common(1)[0][1] >= 3
        }

    def blocks(self, fragments: Iterable[Fragment], place: str) -> list[Block]:
        """The blocks of one page."""
        made: list[Block] = []
        table: list[list[Para]] = []
        lead: float | None = None  # where a line that introduces a list begins
        for row in self._rows(fragments):
            if len(row) > 1:
                table.append(row)
                continue
            made += self._table(table, place)
            table = []
            block = self._block(row[0], place)
            left = min(f.left for f in row[0])
            if block.kind == "paragraph" and lead is not None and left > lead + self._body:
                block = replace(block, kind="bullet")  # its mark is drawn, not written
            elif block.kind != "bullet":
                lead = left if block.text.endswith(":") else None
            made.append(block)
        return made + self._table(table, place)

    def across_pages(self, blocks: list[Block]) -> list[Block]:
        """Paragraphs that go on on the next page, in one."""
        made: list[Block] = []
        for block in blocks:
            before = made[-1] if made else None
            if (
                before is not None
                and before.place != block.place
                and before.kind in ("paragraph", "bullet")
                and block.kind == "paragraph"
                and block.text[:1].islower()
                and not ENDS_SENTENCE.search(before.text)
            ):
                made[-1] = replace(before, text=joined(before.text, block.text, self._known))
            else:
                made.append(block)
        return made

    def _rows(self, fragments: Iterable[Fragment]) -> list[list[Para]]:
        """Paragraphs, each a row by itself, and the cells of one table's row in one."""
        rows: list[list[Para]] = []
        for f in fragments:
            if rows and (self._goes_on(rows[-1][-1], f) or _in_next_column(rows[-1][-1], f)):
                rows[-1][-1].append(f)
            elif rows and _is_next_cell(rows[-1], f):
                rows[-1].append([f])
            else:
                rows.append([[f]])
        return rows

    def _goes_on(self, para: Para, f: Fragment) -> bool:
        """Whether a fragment is the next line of a paragraph."""
        last = para[-1]
        if last.beside(f) or abs(last.size - f.size) > 0.08 * last.size or not _overlap(last, f):
            return False
        usual = self._pitch.get(_half(last.size), USUAL_PITCH)
        if not 0 < f.top - last.top <= 1.2 * usual * last.size:
            return False
        if _is_point(f.text) or (last.bold != f.bold and _changes(para, f)):
            return False
        first_of_point = len(para) == 1 and _is_point(last.text)
        if f.left > last.left + 0.8 * f.size and not first_of_point and _ended(last):
            return False
        if first_of_point and f.left < last.left + 2 and f.text[:1].isupper() and _ended(last):
            return False
        if last.text[-1] in HYPHENS and f.text[:1].islower():
            return True
        right = max(each.right for each in (*para, f))
        word = f.text.split(" ", 1)[0]
        room = right - last.right - 0.6 * f.size * (len(word) + 1)
        return not (room > 0 and (_ended(last) or room > 4 * f.size))

    def _block(self, para: Para, place: str) -> Block:
        text = self._text(para)
        size = median(f.size for f in para)
        bold = all(f.bold for f in para)
        if self._is_heading(text, size, bold, len(para)):
            return Block("heading", text, 2000 - 4 * round(2 * size) + (not bold), place)
        if mark := _POINT.match(text):
            return Block("bullet", text[mark.end() :], 1, place)
        return Block("bullet" if _NUMBER.match(text) else "paragraph", text, 1, place)

    def _is_heading(self, text: str, size: float, bold: bool, lines: int) -> bool:
        if not any(sign.isalpha() for sign in text) or _POINT.match(text):
            return False
        ends = ENDS_SENTENCE.search(text.rstrip("?")) is not None
        if size >= LARGER * self._body:
            return len(text) <= LONGEST_LARGE and not (ends and len(text) > 80)
        loud = bold and size > 0.95 * self._body and lines <= 2
        return loud and not ends and len(text) <= LONGEST_LOUD

    def _text(self, para: Para) -> str:
        text = ""
        for f in para:
            text = joined(text, f.text, self._known)
        return text.replace("\x02", "-")

    def _table(self, rows: list[list[Para]], place: str) -> list[Block]:
        """The rows of a table, each cell below the head that stands over it."""
        if not rows:
            return []
        head = rows[0]
        names = [self._text(cell) for cell in head]
        bold = all(f.bold for cell in head for f in cell)
        headed = len(rows) > 1 and all(len(name) <= 60 for name in names)
        headed = headed and (bold or len(head) > 2)
        if not headed:
            lines = rows_of([[self._text(cell) for cell in row] for row in rows], False)
            return [Block("row", line, 1, place) for line in lines]
        columns = [min(f.left for f in cell) for cell in head]
        texts = [names]
        for row in rows[1:]:
            texts.append([""] * len(columns))
            for cell in row:
                left = min(f.left for f in cell)
                n = min(range(len(columns)), key=lambda n: abs(columns[n] - left))
                texts[-1][n] = "\n".join(filter(None, (texts[-1][n], self._text(cell))))
        return [Block("row", line, 1, place) for line in rows_of(texts, True)]


def _body_size(pages: Sequence[Sequence[Fragment]]) -> float:
    """The size that most of the text has."""
    sizes: Counter[float] = Counter()
    for f in (f for page in pages for f in page):
        sizes[_half(f.size)] += len(f.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _half(size: float) -> float:
    return round(2 * size) / 2


def _is_point(text: str) -> bool:
    return bool(_POINT.match(text) or _NUMBER.match(text))


def _ended(f: Fragment) -> bool:
    return ENDS_SENTENCE.search(f.text) is not None


def _changes(para: Para, f: Fragment) -> bool:
    """Whether a change of weight ends a paragraph, and is not a few bold words within it."""
    if f.bold:
        return _ended(para[-1])
    return all(each.bold for each in para) and f.text[:1].isupper()


def _in_next_column(para: Para, f: Fragment) -> bool:
    """Whether a fragment goes on with a paragraph that the foot of its column has parted."""
    last = para[-1]
    full = len(para) > 1 and last.right > max(each.right for each in para) - 3 * f.size
    alike = abs(last.size - f.size) < 0.5 and last.bold == f.bold
    up = f.top < last.top - f.size and f.left > last.right - f.size
    return up and full and alike and f.text[:1].islower() and not _ended(last)


def _is_next_cell(row: list[Para], f: Fragment) -> bool:
    """Whether a fragment begins the cell to the right of those that a row has."""
    lines = [each for cell in row for each in cell]
    top, bottom = min(each.top for each in lines), max(each.bottom for each in lines)
    right_of = f.left > max(each.right for each in row[-1]) - 0.5 * f.size
    return right_of and top - 1.2 * f.size <= f.top < bottom
