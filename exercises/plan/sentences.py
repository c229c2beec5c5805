"""Where the sentences of a passage begin and end, so that one of them can be marked.

A plan writes "s.42", "No. 5", "e.g." and "Dr. Ali" inside a sentence, and lists its promises with
bullets, one a line. A full stop ends a sentence only when something that can begin one follows and
the word before it is no abbreviation; a new line ends one only before a bullet, after an empty
line, or where the line before has come to an end.
"""

from __future__ import annotations

import re

ABBREVIATIONS = frozenset(
    "e.g i.e eg ie etc cf vs v viz al approx ca incl inc ltd plc dept st rd ave no nos p pp para "
    "paras s ss sec sect ch chs fig figs vol art reg regs sch app ref tel ext mr mrs ms mx dr prof "
    "rev hon sir jr sr jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
NEVER_LAST = ABBREVIATIONS - {"etc", "al", "inc", "ltd", "plc", "st", "rd", "ave", "no"}
"""Abbreviations with which no sentence ends; the others may, before a capital letter."""

BULLET = (
    r"(?:[-*\u2022\u2023\u25aa\u25cf\u25e6\u2013\u2014\u00b7]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])"
)
LINE_END = re.compile(rf"(?<!\s)\s*\n(?:[^\S\n]*\n\s*|\s*(?={BULLET}\s))|(?<=[.!?:;])\s*\n\s*")
STOP = re.compile(r"(?<![.!?\u2026])[.!?\u2026]+[\"'\u201d\u2019)\]]*(?=\s)")
OPENING = re.compile(r"\s+[\"'\u201c\u2018(\[]*(.)")
LAST_WORD = re.compile(r"[^\s(\[\"'\u201c\u2018/]+$")
BARE_BULLET = re.compile(rf"\s*{BULLET}\s*")


def sentences(text: str) -> list[tuple[int, int]]:
    """The first and the last-plus-one character of each sentence, in order and without the spaces
    around them. Together they hold every character of `text` that is no space."""
    found = []
    begin = 0
    for line in LINE_END.finditer(text):
        found += _within(text, begin, line.start())
        begin = line.end()
    return [*found, *_within(text, begin, len(text))]


def _within(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a stretch that no line end divides."""
    found = []
    at = begin
    for stop in STOP.finditer(text, begin, end):
        if _ends(text, at, stop, end):
            found.append((at, stop.end()))
            at = stop.end()
    return [_bare(text, *each) for each in (*found, (at, end)) if text[slice(*each)].strip()]


def _ends(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    opening = OPENING.match(text, stop.end(), end)
    if opening is None:
        return False  # nothing more: the rest of the stretch is this sentence
    first = opening.group(1)
    if first.islower() or BARE_BULLET.fullmatch(text, begin, stop.end()):
        return False
    if stop.group()[0] != ".":
        return True
    word = LAST_WORD.search(text[max(begin, stop.start() - 40) : stop.start()])
    last = word.group().lower() if word else ""
    if last in NEVER_LAST or (len(last) == 1 and last.isalpha() and last != "i"):
        return False
    if last in ABBREVIATIONS:
        return not first.isdigit() and last != "st"
    return True


def _bare(text: str, begin: int, end: int) -> tuple[int, int]:
    part = text[begin:end]
    return begin + len(part) - len(part.lstrip()), begin + len(part.rstrip())
