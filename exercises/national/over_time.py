"""Two sessions beside each other: what moved and what did not.

What is compared is shares of those who answered. Something has moved where an answer's share
changed by more than one person's answer makes. That is a rule to read by, and no test of chance.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from exercises.journal.slips import FEWEST

Key = TypeVar("Key", bound=Hashable)
Way = Literal["moved", "same", "few", "apart", "reworded"]


@dataclass(frozen=True)
class Asked:
    """What was answered to one thing in one session. `counts` is None where fewer than five
    answered; `agreed` is what a board on one screen chose together."""

    answered: int
    counts: Mapping[str, int] | None
    agreed: str = ""

    @property
    def shown(self) -> Mapping[str, int] | None:
        """The counts, from five answers on."""
        return self.counts if self.answered >= FEWEST else None


@dataclass(frozen=True)
class Pair:
    """The same thing asked twice. `way` says whether it moved or stayed the same, whether too few
    answered in one of the two to tell, whether one was agreed together and the other was not
    ("apart"), or whether it was asked in other words. `changed` names the answers that moved."""

    way: Way
    before: Asked
    now: Asked
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compared(Generic[Key]):
    """Everything that was asked in either session: in both, or in one only."""

    pairs: dict[Key, Pair]
    only_before: tuple[Key, ...]
    only_now: tuple[Key, ...]

    def of(self, way: Way) -> dict[Key, Pair]:
        """What went this way."""
        return {key: pair for key, pair in self.pairs.items() if pair.way == way}


def compared(
    before: Mapping[Key, Asked], now: Mapping[Key, Asked], reworded: Container[Key] = ()
) -> Compared[Key]:
    """Set two sessions beside each other, in the order of the later one. `reworded` names what the
    later one asked in other words."""
    return Compared(
        pairs={
            key: pair(before[key], here, reworded=key in reworded)
            for key, here in now.items()
            if key in before
        },
        only_before=tuple(key for key in before if key not in now),
        only_now=tuple(key for key in now if key not in before),
    )


def pair(then: Asked, here: Asked, *, reworded: bool = False) -> Pair:
    """One thing then and now; `reworded` says that it was asked in other words."""
    if reworded:
        return Pair("reworded", then, here)
    if bool(then.agreed) != bool(here.agreed):
        return Pair("apart", then, here)
    if then.agreed:
        options = dict.fromkeys((then.agreed, here.agreed))
        return Pair("same" if len(options) == 1 else "moved", then, here, tuple(options)[1:])
    if then.shown is None or here.shown is None:
        return Pair("few", then, here)
    changed = moved(then.shown, here.shown)
    return Pair("moved" if changed else "same", then, here, changed)


def moved(before: Mapping[str, int], now: Mapping[str, int]) -> tuple[str, ...]:
    """The answers whose share moved by more than one person's answer makes."""
    a, b = sum(before.values()), sum(now.values())
    return tuple(
        each
        for each in dict.fromkeys((*before, *now))
        if abs(now.get(each, 0) * a - before.get(each, 0) * b) > max(a, b)
    )
