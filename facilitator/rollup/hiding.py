"""Which counts of a table are shown: none of fewer than five sessions, and none that would give
such a one away.

Three things keep a small count from being worked out. A count of one to four sessions is not shown.
Where the counts that are shown and their total would tell it, further ones are not shown either,
the smallest first, and at last the total. And what is shown is rounded to the nearest five, so that
two roll-ups (of different days, or since different dates) cannot be taken from one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FEWEST = 5  # sessions


@dataclass(frozen=True)
class Shown:
    """The names of the counts that are shown, and whether their total is. A count of no session at
    all is always shown."""

    names: frozenset[str]
    total: bool


def shown(counts: Mapping[str, int], total: int) -> Shown:
    """What is shown of a table that says in how many sessions each thing was there, and in how many
    any of them was (`total`)."""
    none = frozenset(name for name, n in counts.items() if n == 0)
    if total < FEWEST:
        return Shown(none, total == 0)
    hidden = {name for name, n in counts.items() if 0 < n < FEWEST}
    if not hidden:
        return Shown(frozenset(counts), True)
    others = sorted({n for n in counts.values() if n >= FEWEST})
    while not _keeps([counts[name] for name in hidden]):
        if not others:
            return Shown(none, False)
        smallest = others.pop(0)  # all that are as small: which of them it was would tell as well
        hidden |= {name for name, n in counts.items() if n == smallest}
    return Shown(frozenset(counts) - hidden, True)


def _keeps(hidden: list[int]) -> bool:
    """Whether counts of which only the sum is known stay unknown, also to somebody who knows these
    rules: there are several; each of them might be FEWEST or more; and where all are fewer, they
    could be shared out in another way."""
    sum_, most = sum(hidden), (FEWEST - 1) * len(hidden)
    could_be_more = len(hidden) > 1 and sum_ - (len(hidden) - 1) >= FEWEST
    return could_be_more and (max(hidden) >= FEWEST or sum_ < most)


def rounded(n: int) -> int:
    """A count as it is shown: to the nearest five."""
    return FEWEST * ((n + FEWEST // 2) // FEWEST)
