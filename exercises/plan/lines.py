"""The lines of a printed page: how two are joined again, and which are not the text itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
ENDS_SENTENCE = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019)\]]*$")

_LEADERS = re.compile(
    r"(?:[.\u2026\u00b7_]\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})$|\u2026{2,}\s*\d{1,4}$"
)
_NUMBER_AT_END = re.compile(r"[^\W_][):\"'\u2019]?[\s.\u2026]+(\d{1,3})$")
_CONTENTS = re.compile(r"(?:table of )?contents(?: page)?:?", re.I)
_PAGE = re.compile(
    r"(?:(?:page|pg\.?|p\.?)\s*)?\d{1,4}\s*of\s*\d{1,4}"
    r"|(?:page|pg\.?|p\.)\s*\d{1,4}"
    r"|[-\u2013\u2014|]\s*\d{1,4}\s*[-\u2013\u2014|]?"
    r"|\d{1,4}\s*\|\s*p\s*a\s*g\s*e"
    r"|p\s*a\s*g\s*e\s*\|\s*\d{1,4}"
    r"|\d{1,3}",
    re.I,
)
_SOFT = "\u00ad"
HYPHENS = "-\u2010\x02" + _SOFT  # \x02 is what PDFium makes of one at a line's end
_BEFORE = frozenset(
    "well self multi co non person long short inter cross high low evidence outcome outcomes user "
    "trauma risk strength strengths decision whole key front age part full half one two three four "
    "five six seven eight nine ten twelve face day year case follow hard peer place third wide "
    "under semi post pre re anti so".split()
)
_AFTER = frozenset(
    "led based making centred centered term wide up agency hand focused informed related specific "
    "being line time day year one two going to date minded sector reported funded designed "
    "produced ordinated worker workers makers maker depth house person".split()
)


def words_of(text: str) -> frozenset[str]:
    """The words of a text in small letters, a word with its hyphens as one."""
    return frozenset(word.lower() for word in WORD.findall(text))


def joined(before: str, after: str, known: Collection[str] = ()) -> str:
    """Two lines of one paragraph as one. A word divided at the line's end is put together; whether
    its hyphen stays is read from the words `known` elsewhere in the text, and from a few that are
    written with one."""
    if not before or not after:
        return before or after
    last = before[-1]
    if last == _SOFT:
        return before[:-1] + after
    if last not in HYPHENS or len(before) < 2 or not before[-2].isalnum():
        return f"{before} {after}"
    start = before[:-1].rsplit(None, 1)[-1]
    end = after.split(None, 1)[0]
    if _keeps_hyphen(start, end, known):
        return f"{before[:-1]}-{after}"
    return before[:-1] + after


def _keeps_hyphen(start: str, end: str, known: Collection[str]) -> bool:
    if not end[:1].islower() or not start[-1:].isalpha():
        return True
    first = "".join(WORD.findall(start)[-1:]).lower()
    second = "".join(WORD.findall(end)[:1]).lower()
    if f"{first}-{second}" in known:
        return True
    if first + second in known:
        return False
    both = len(first) > 3 and len(second) > 3 and first in known and second in known
    return both or first in _BEFORE or second in _AFTER


def is_contents_title(line: str) -> bool:
    return _CONTENTS.fullmatch(line.strip()) is not None


class Contents:
    """Knows the lines of a table of contents when it is shown the lines of a text in their order:
    those with dot leaders and a page, and, below the title "Contents", short ones that end with
    the number of a page that does not go back."""

    def __init__(self) -> None:
        self._last: int | None = None

    def has(self, line: str) -> bool:
        """Whether the next line is one."""
        line = line.strip()
        number = _NUMBER_AT_END.search(line)
        page = int(number[1]) if number else None
        if _LEADERS.search(line):
            self._last = max(page or 0, self._last or 0)
            return True
        if self._last is not None and page is not None and page >= self._last and len(line) <= 120:
            self._last = page
            return True
        self._last = 0 if is_contents_title(line) else None
        return False


def is_page_number(line: str) -> bool:
    """Whether a line that stands alone is only the number of its page."""
    return _PAGE.fullmatch(line.strip()) is not None


def same_line(line: str) -> str:
    """What two lines have in common that differ only by a page number."""
    return re.sub(r"\d+", "#", " ".join(line.lower().split()))


def repeated(pages: Sequence[Iterable[str]]) -> frozenset[str]:
    """Of the lines at the edge of each page, those that come back on at least two pages and on two
    in five, as `same_line` writes them."""
    seen = Counter(each for page in pages for each in {same_line(line) for line in page})
    least = often(len(pages))
    return frozenset(line for line, times in seen.items() if times >= least and line)


def often(pages: int) -> float:
    """On how many of so many pages a line stands that comes back on all, or on all of one side."""
    return max(2, 0.4 * pages)
