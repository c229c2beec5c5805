"""Dates, counts, lists and people's words as a report in plain English says them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January February March April May June July August September October November December".split()
)
NUMBERS = "no one two three four five six seven eight nine".split()

_OPENERS = "\u202a\u202b\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_POP, _POP_ISOLATE, _ISOLATE = "\u202c", "\u2069", "\u2068"


def local(at: float) -> datetime:
    """`at` (seconds since 1970) on this machine's own clock, with its offset."""
    return datetime.fromtimestamp(at).astimezone()


def day(at: float) -> str:
    """A date in words, such as 'Saturday 21 November 2026'."""
    when = local(at)
    return f"{WEEKDAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]} {when.year}"


def time_of(at: float) -> str:
    """A time of day, such as '14:05'."""
    return f"{local(at):%H:%M}"


def moment(at: float) -> str:
    return f"{day(at)} at {time_of(at)}"


def span(began: float, until: float) -> str:
    """From when to when; the date is named where it is not the same day."""
    if local(began).date() != local(until).date():
        return f"{time_of(began)} to {time_of(until)} on {day(until)}"
    a, b = time_of(began), time_of(until)
    return a if a == b else f"{a} to {b}"


def number(n: int) -> str:
    """A number as a sentence has it: in letters up to nine."""
    return NUMBERS[n] if n < len(NUMBERS) else f"{n:,}"


def count(n: int, one: str, many: str = "") -> str:
    """'one line', 'four lines', '141 lines'."""
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def listed(parts: Iterable[object]) -> str:
    """'1, 3 and 6'."""
    words = [str(part) for part in parts]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def tables(numbers: Sequence[int]) -> str:
    """'table 2', 'tables 1, 3 and 6', 'tables 1 to 6'."""
    if len(numbers) > 2 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"tables {numbers[0]} to {numbers[-1]}"
    return f"table{'s' * (len(numbers) > 1)} {listed(numbers)}"


def who(by: str) -> str:
    """Who wrote an entry, for people: a table by its number, never a person."""
    if by.startswith("table-"):
        return f"table {by.removeprefix('table-')}"
    return {
        "trainer": "the trainer, with the room",
        "solo": "one person working alone",
        "room": "the whole room",
    }.get(by, by)


def whoever(by: Iterable[str]) -> str:
    """Several who wrote entries: 'tables 1 to 3 and the trainer, with the room'."""
    wrote = set(by)
    numbers = sorted(int(n.removeprefix("table-")) for n in wrote if n.startswith("table-"))
    others = sorted(name for name in wrote if not name.startswith("table-"))
    return listed([*([tables(numbers)] if numbers else []), *map(who, others)])


def sentence(text: str) -> str:
    """`text` with a capital at its start."""
    return text[:1].upper() + text[1:]


def shorten(text: str, longest: int) -> str:
    """`text` on one line with at most `longest` characters, cut between words where it can be."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    if " " in cut[longest // 2 :]:
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:.") + "…"


def printed(text: str) -> str:
    """What an author wrote, as it is printed: quotation marks curved, and without the asterisks
    that set *a word* apart."""
    plain = re.sub(r"\*([^*\s](?:[^*\n]*[^*\s])?)\*", r"\1", text)
    return re.sub(r'(?<![^\s(\u2013\u2014])"', "“", plain).replace('"', "”")


def excerpt(text: str, longest: int, start: int = 0) -> str:
    """`text` on one line, cut after a sentence, or where none ends in time, between words; what
    is left out is marked by '…'. Where it is too long it begins at the character `start`."""
    whole = " ".join(text.split())
    if len(whole) <= longest:
        return whole
    if text[:start].strip() and text[start:].strip():
        return f"… {excerpt(text[start:], longest)}"
    text = whole
    ends = [end.end() for end in re.finditer(r"[.!?]['\")\u2019\u201d]*(?= )", text[: longest - 1])]
    if ends and ends[-1] > longest // 3:
        return f"{text[: ends[-1]]} …"
    return shorten(text, longest)


def width(text: str) -> int:
    """How wide `text` is, in characters of usual width."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def isolated(text: str) -> str:
    """`text` so that its writing direction ends where it ends.

    Words in a left-to-right script come back as they are.
    """
    if not re.search("[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]", text) and all(
        unicodedata.bidirectional(sign) not in ("R", "AL") for sign in text if sign > "\uffff"
    ):
        return text
    opened = sum(text.count(sign) for sign in _OPENERS) - text.count(_POP)
    inside = sum(text.count(sign) for sign in _ISOLATES) - text.count(_POP_ISOLATE)
    closed = text + _POP * max(0, opened) + _POP_ISOLATE * max(0, inside)
    return f"{_ISOLATE}{closed}{_POP_ISOLATE}"
