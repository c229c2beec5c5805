"""Pasted text, a text file or Markdown, in passages under their headings."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice

from exercises.plan.blocks import Block, Cut, put_together, rows_of
from exercises.plan.lines import (
    ENDS_SENTENCE,
    HYPHENS,
    Contents,
    is_contents_title,
    is_page_number,
    joined,
    repeated,
    same_line,
    words_of,
)
from exercises.plan.passages import Passage

WIDEST = 130  # characters: lines that are longer were not broken to fit a page
MOST_OF_A_SHORT_LINE = 80  # characters of a line that may be a heading by how it stands
AT_THE_EDGE = 2  # lines at the head and foot of a page, among which those that come back are found

_ATX = re.compile(r"#{1,6}(?:\s+(.*))?")
_UNDER = re.compile(r"(=+|-{2,})\s*")
_RULE = re.compile(r"(?:([-*_=~+])\s*)(?:\1\s*){2,}|[`~]{3,}.*")
_POINT = re.compile(
    r"(?:[-*+\u2022\u2023\u25e6\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u2013\u2014\u00b7\u2043\u27a2"
    r"\u2714\u2713\uf0b7\uf0a7\uf0d8]\s+|[\u2022\u25cf\u25aa\uf0b7]|o(?:\t+|\s{2,}))(?=\S)"
)
_NUMBERED = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
_SECTION = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+(?=[A-Z\u201c\"'])")
_SEPARATOR = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+?)(?<=\S)\1:?")


def split(text: str) -> tuple[Passage, ...]:
    """The passages of a text. There may be more than can be kept: `check_size` says so."""
    return cut_text(text).passages


def cut_text(text: str) -> Cut:
    """Like `split`, with the title and what was left out."""
    text = re.sub("\r\n?|[\u2028\u2029\v\x85\x1c-\x1e]", "\n", text.lstrip("\ufeff"))
    pages = [page.split("\n") for page in text.split("\f")]
    edges = [_edges(page) for page in pages] if len(pages) > 2 else [[] for _ in pages]
    coming_back = repeated(edges)
    left: list[str] = []
    lines: list[str] = []
    for page, edge in zip(pages, edges, strict=True):
        for n, line in enumerate(page):
            alone = not any(each.strip() for each in page[max(n - 1, 0) : n] + page[n + 1 : n + 2])
            number = is_page_number(line) and (alone or not line.strip().isdecimal())
            if number or (line in edge and same_line(line) in coming_back):
                left.append(line)
            else:
                lines.append(line)
    cut = put_together(_Reader(words_of(text)).blocks(lines))
    return Cut(cut.title, cut.passages, (*left, *cut.left_out))


def _edges(page: list[str]) -> list[str]:
    lines = [line for line in page if line.strip()]
    return lines[:AT_THE_EDGE] + lines[AT_THE_EDGE:][-AT_THE_EDGE:]


class _Reader:
    """Reads lines into blocks. `known` are the text's words, to join what was divided."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._made: list[Block] = []
        self._open: Block | None = None  # the paragraph or point that the next line may continue
        self._last = ""  # its last line
        self._lines = 0
        self._contents = Contents()

    def blocks(self, lines: list[str]) -> list[Block]:
        chunk: list[str] = []
        for line in [*lines, ""]:
            if line.strip():
                chunk.append(line)
            elif chunk:
                self._chunk(chunk)
                chunk = []
        return self._made

    def _chunk(self, lines: list[str]) -> None:
        """Read lines that stand together between two empty ones."""
        widest = max(len(line.rstrip()) for line in lines)
        n = 0
        while n < len(lines):
            if rows := _table(lines, n):
                self._close()
                self._made += [Block("row", _plain(row)) for row in _rows(rows)]
                n += len(rows)
                continue
            before = lines[n - 1].strip() if n else ""
            after = lines[n + 1].strip() if n + 1 < len(lines) else ""
            self._line(lines[n], before, after, widest)
            n += 1
        self._close()

    def _line(self, raw: str, before: str, after: str, widest: int) -> None:
        line = re.sub(r"^(?:>\s+)+(?=\S)", "", raw.strip())
        indent = len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())
        if self._contents.has(line) or is_contents_title(line):
            self._close()
            kind = "heading" if is_contents_title(line) else "paragraph"
            self._made.append(Block(kind, line, 2))
        elif found := _ATX.fullmatch(line):
            self._heading((found[1] or "").rstrip("# \t"), len(line) - len(line.lstrip("#")))
        elif _UNDER.fullmatch(line) and self._open and self._lines == 1:
            text, self._open = self._open.text, None
            self._heading(text, 1 if line[0] == "=" else 2)
        elif _RULE.fullmatch(line):
            self._close()
            self._left_in(line)
        elif found := _POINT.match(line):
            self._begin(Block("bullet", line[found.end() :], 1 + indent // 2), line)
        elif level := self._level(line, before, after, widest):
            bold = _BOLD_LINE.fullmatch(line)
            self._heading(bold[2] if bold else line, level, _is_loud(before) and _is_loud(line))
        elif _NUMBERED.match(line):
            self._begin(Block("bullet", line, 1 + indent // 2), line)
        elif self._open and self._continues(line, widest):
            text = joined(self._open.text, line, self._known)
            self._open = Block(self._open.kind, text, self._open.level)
            self._last = line
            self._lines += 1
        else:
            self._begin(Block("paragraph", line), line, goes_on=not before)

    def _left_in(self, line: str) -> None:
        """Keep the words of a line that is otherwise a rule, such as the name of code."""
        if any(sign.isalnum() for sign in line):
            self._made.append(Block("paragraph", line))

    def _begin(self, block: Block, line: str, goes_on: bool = False) -> None:
        """Open a new block, or the one before the empty line or the page's end once more."""
        self._close()
        before = self._made[-1] if self._made else None
        unfinished = (
            before is not None
            and before.kind in ("paragraph", "bullet")
            and not ENDS_SENTENCE.search(before.text)
        )
        if goes_on and before and unfinished and line[:1].islower():
            self._made.pop()
            block = Block(before.kind, joined(before.text, line, self._known), before.level)
        self._open, self._last, self._lines = block, line, 1

    def _close(self) -> None:
        if self._open is not None:
            text = _plain(self._open.text)
            self._made.append(Block(self._open.kind, text, self._open.level))
            self._open = None

    def _heading(self, text: str, level: int, same: bool = False) -> None:
        self._close()
        text = _plain(text)
        before = self._made[-1] if self._made else None
        if same and before is not None and before.kind == "heading":
            self._made[-1] = Block("heading", f"{before.text} {text}", before.level)
        elif text:
            self._made.append(Block("heading", text, level))

    def _level(self, line: str, before: str, after: str, widest: int) -> int:
        """How high a heading this line is by the way it stands; 0 when it is none."""
        bold = _BOLD_LINE.fullmatch(line)
        if bold and len(line) <= MOST_OF_A_SHORT_LINE:
            return 5
        text = line.rstrip("?")
        short = len(line) <= MOST_OF_A_SHORT_LINE and not ENDS_SENTENCE.search(text)
        if not short or line[-1] in ",-" or not any(sign.isalpha() for sign in line):
            return 0
        alone = not before and not after
        if section := _SECTION.match(line):
            dots = section[1].count(".")
            stands = alone or (
                not after[:1].islower()
                and (dots > 0 or (not before and bool(after)))
                and not _NUMBERED.match(after)
                and not (dots == 0 and _SECTION.match(after))
            )
            return 2 + dots if stands and len(line.split()) <= 14 else 0
        if _NUMBERED.match(line):
            return 0
        if _is_loud(line):
            return 2
        if not (line[0].isupper() or line[0].isdigit() or line[0] in "\u201c\"'\u2018"):
            return 0
        if alone:
            return 3 if self._made else 1
        over_text = len(after) > 60 or ENDS_SENTENCE.search(after) is not None
        first = not before or ENDS_SENTENCE.search(before) is not None
        room = len(line) + len(after.split(" ", 1)[0]) < 0.7 * min(widest, WIDEST)
        return 3 if first and over_text and room and after[:1].isupper() and len(line) <= 60 else 0

    def _continues(self, line: str, widest: int) -> bool:
        """Whether this line goes on with the one before it, which was broken to fit a page."""
        if line[:1].islower() or self._last[-1:] in HYPHENS + ",":
            return True
        if widest > WIDEST:
            return False
        return len(self._last) + 1 + len(line.split(" ", 1)[0]) > 0.85 * widest


def _is_loud(line: str) -> bool:
    letters = [sign for sign in line if sign.isalpha()]
    return len(letters) >= 4 and line.upper() == line and line.lower() != line


def _plain(text: str) -> str:
    """Without the marks of Markdown inside a line."""
    text = _STRONG.sub(r"\2", text).replace("`", "")
    return re.sub(r"!?\[([^\[\]]*)\]\(([^()\s]+)\)", r"\1 (\2)", text).strip()


def _table(lines: list[str], n: int) -> list[str]:
    """The lines of a table that begins with line `n`; none when there is no table there."""
    rows = []
    for line in islice(lines, n, None):
        if "|" not in line:
            break
        rows.append(line)
    bordered = bool(rows) and rows[0].lstrip().startswith("|")
    return rows if bordered or len(rows) > 1 else []


def _rows(lines: list[str]) -> list[str]:
    headed = len(lines) > 1 and _SEPARATOR.fullmatch(lines[1].strip()) is not None
    rows = [line for line in lines if not _SEPARATOR.fullmatch(line.strip())]
    cells = [
        re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|")) for line in rows
    ]
    return rows_of(cells, headed)
