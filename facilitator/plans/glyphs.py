"""The text of a PDF's pages in fragments: what stands on one line without a wide gap, with its size
and weight and where it is on the page."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

GAP = 1.8  # of the letters' size: a wider one parts two fragments
BOLD = 600
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_SPACES = frozenset((0x20, 0xA0, 0x09, 0x2002, 0x2003, 0x2009))
_BREAKS = frozenset((0x0A, 0x0D))


@dataclass
class Fragment:
    """Text on one line. Lengths are in points; `top` and `bottom` grow downwards from the head of
    the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool

    def beside(self, other: Fragment) -> bool:
        """Whether the two stand on the same line."""
        common = min(self.bottom, other.bottom) - max(self.top, other.top)
        least = min(self.bottom - self.top, other.bottom - other.top)
        return common > 0.5 * least


@dataclass
class PageText:
    """What one page holds. `turned` are texts that run in another direction, such as "draft" across
    a page; `strange` counts signs that stand for no letter that is known."""

    fragments: list[Fragment]
    turned: list[str]
    height: float
    strange: int


@dataclass(frozen=True)
class _Look:
    size: float
    bold: bool
    angle: int  # degrees, in quarters of a turn; -1 for others


def page_text(page: Any) -> PageText:
    """The text of a page of pypdfium2, in the order in which the page draws it."""
    text = page.get_textpage()
    try:
        return _Drawn(text.raw).read(page.get_bbox())
    finally:
        text.close()


class _Drawn:
    def __init__(self, text: Any) -> None:
        self._text = text
        self._looks: dict[int | None, _Look] = {}
        self._box = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()

    def read(self, corners: tuple[float, float, float, float]) -> PageText:
        signs = self._signs()
        angles = Counter(look.angle for _, look, _, _ in signs)
        angle = angles.most_common(1)[0][0] if angles else 0
        angle = max(angle, 0)
        x0, y0, _, y1 = _turned(corners, angle)
        made: list[Fragment] = []
        turned: list[str] = []
        letters: list[str] = []
        bold = 0
        before = None
        last = Fragment("", 0, -math.inf, 0, 0, 1, False)
        for code, look, box, parted in signs:
            if look.angle != angle:
                turned.append((" " if parted and turned else "") + chr(code))
                continue
            same_glyph = box == before  # the letters of a ligature
            before = box
            left, low, right, high = _turned(box, angle) if angle else box
            left, right, top, bottom = left - x0, right - x0, y1 - high, y1 - low
            if not same_glyph and _parts(last, left, top, bottom, look.size):
                _finish(last, letters, bold)
                last = Fragment("", left, right, top, bottom, look.size, look.bold)
                made.append(last)
                letters, bold = [chr(code)], int(look.bold)
                continue
            if parted and left > last.right - 0.3 * last.size:
                letters.append(" ")
            letters.append(chr(code))
            bold += look.bold
            last.right = max(last.right, right)
            last.top, last.bottom = min(last.top, top), max(last.bottom, bottom)
        _finish(last, letters, bold)
        strange = sum(1 for code, *_ in signs if 0xE000 <= code <= 0xF8FF or code == 0xFFFD)
        fragments = [each for each in made if each.text]
        return PageText(fragments, ["".join(turned)] if turned else [], y1 - y0, strange)

    def _signs(self) -> list[tuple[int, _Look, tuple[float, float, float, float], bool]]:
        """Each sign: its code, its look, its box (left, bottom, right, top), and whether a space
        stands before it."""
        found = []
        parted = True
        look = _Look(0, False, 0)
        text, box, drawn = self._text, self._box, ctypes.byref(self._box)
        for n in range(raw.FPDFText_CountChars(text)):
            code = raw.FPDFText_GetUnicode(text, n)
            if code in _SPACES or code in _BREAKS:
                parted = True
                continue
            if code in (0, 0xFFFE, 0xFFFF) or (code < 32 and code != 2):
                continue
            if not raw.FPDFText_GetLooseCharBox(text, n, drawn):
                continue
            if parted:
                look = self._look(n)
            found.append((code, look, (box.left, box.bottom, box.right, box.top), parted))
            parted = False
        return found

    def _look(self, n: int) -> _Look:
        """Size, weight and direction at a sign; signs of one text object look the same."""
        pointer = raw.FPDFText_GetTextObject(self._text, n)
        key = ctypes.cast(pointer, ctypes.c_void_p).value
        if key not in self._looks:
            scale = 1.0
            if raw.FPDFText_GetMatrix(self._text, n, self._matrix):
                scale = math.hypot(self._matrix.c, self._matrix.d)
            size = raw.FPDFText_GetFontSize(self._text, n) * scale
            clockwise = raw.FPDFText_GetCharAngle(self._text, n)
            degrees = -math.degrees(clockwise) % 360
            quarter = round(degrees / 90) * 90
            angle = quarter % 360 if abs(degrees - quarter) < 2 else -1
            self._looks[key] = _Look(size or 1.0, self._is_bold(n), angle)
        return self._looks[key]

    def _is_bold(self, n: int) -> bool:
        if raw.FPDFText_GetFontWeight(self._text, n) >= BOLD:
            return True
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        raw.FPDFText_GetFontInfo(self._text, n, name, 127, flags)
        return any(each in name.value.decode("ascii", "ignore").lower() for each in _BOLD_NAMES)


def _turned(
    box: tuple[float, float, float, float], angle: int
) -> tuple[float, float, float, float]:
    """A box on a page that is turned so that its text runs from left to right."""
    left, low, right, high = box
    if angle == 90:
        return low, -right, high, -left
    if angle == 180:
        return -right, -high, -left, -low
    if angle == 270:
        return -high, left, -low, right
    return box


def _parts(last: Fragment, left: float, top: float, bottom: float, size: float) -> bool:
    """Whether a sign begins a new fragment: on another line, or after a wide gap."""
    gap = left - last.right
    if not -0.6 * last.size < gap < GAP * max(last.size, size):
        return True
    common = min(last.bottom, bottom) - max(last.top, top)
    return common <= 0.5 * min(last.bottom - last.top, bottom - top)


def _finish(fragment: Fragment, letters: list[str], bold: int) -> None:
    """Give a fragment its text, with ligatures as letters."""
    text = "".join(letters).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    fragment.text = "".join(
        unicodedata.normalize("NFKC", sign) if "\ufb00" <= sign <= "\ufb06" else sign
        for sign in text
    ).strip()
    fragment.bold = bold > 0.9 * sum(1 for sign in letters if sign != " ")
