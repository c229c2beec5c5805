"""Two sessions beside each other: what moved and what did not.

What is compared is shares of those who answered. Something has moved where an answer's share
changed by more than one person's answer makes. That is a rule to read by, and no test of chance.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from exercises.journal.slips import FEWEST

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Asked:
    """What was answered to one thing in one session. `words` is what was asked, and `wording` the
    version in which its words were last changed. `counts` is None where fewer than five answered
    and the counts are not kept."""

    words: str
    wording: int
    answered: int
    counts: Mapping[str, int] | None

    @property
    def shown(self) -> Mapping[str, int] | None:
        """The counts, from five answers on."""
        return self.counts if self.answered >= FEWEST else None


@dataclass(frozen=True)
class Pair:
    """The same thing asked twice, with counts of at least five people each time."""

    before: Mapping[str, int]
    now: Mapping[str, int]

    @property
    def bases(self) -> tuple[int, int]:
        return sum(self.before.values()), sum(self.now.values())

    @property
    def changed(self) -> tuple[str, ...]:
        """The answers whose share moved by more than one person's answer makes."""
        a, b = self.bases
        options = dict.fromkeys((*self.before, *self.now))
        return tuple(
            each
            for each in options
            if abs(self.now.get(each, 0) * a - self.before.get(each, 0) * b) > max(a, b)
        )


@dataclass(frozen=True)
class Compared(Generic[Key]):
    """Everything that was asked in either session, by what can be said of it.

    `few` was asked in both, and fewer than five answered in one; `reworded` was asked in other
    words; the rest was asked in one session only.
    """

    moved: dict[Key, Pair] = field(default_factory=dict)
    not_moved: dict[Key, Pair] = field(default_factory=dict)
    few: dict[Key, tuple[int, int]] = field(default_factory=dict)
    reworded: list[Key] = field(default_factory=list)
    only_before: list[Key] = field(default_factory=list)
    only_now: list[Key] = field(default_factory=list)

    @property
    def pairs(self) -> dict[Key, Pair]:
        return self.moved | self.not_moved


def compared(before: Mapping[Key, Asked], now: Mapping[Key, Asked]) -> Compared[Key]:
    """Set two sessions beside each other, in the order of the later one."""
    found: Compared[Key] = Compared()
    for key, here in now.items():
        then = before.get(key)
        if then is None:
            found.only_now.append(key)
        elif then.wording != here.wording:
            found.reworded.append(key)
        elif then.shown is None or here.shown is None:
            found.few[key] = (then.answered, here.answered)
        else:
            pair = Pair(then.shown, here.shown)
            (found.moved if pair.changed else found.not_moved)[key] = pair
    found.only_before.extend(key for key in before if key not in now)
    return found
