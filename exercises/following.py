"""Folding entries into a state, all at once or as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, TypeVar

from exercises.journal.aside import Removed
from exercises.journal.entries import Entry, emptied
from exercises.journal.frame import Frame, Undone


class Folded(Protocol):
    """The state of an exercise: it takes entries one by one, in the order of their numbers."""

    seq: int
    frame: Frame

    def apply(self, entry: Entry) -> None: ...


S = TypeVar("S", bound=Folded)


def fold(entries: Iterable[Entry], begin: Callable[[], S]) -> S:
    """The state after these entries, taken in the order of their numbers, undone ones left out.
    `begin` gives the state before the first."""
    ordered = sorted({entry.seq: entry for entry in entries}.values(), key=lambda e: e.seq)
    undone = {e.body.of: e.seq for e in ordered if isinstance(e.body, Undone)}
    state = begin()
    for entry in ordered:
        if entry.seq >= undone.get(entry.change, 0):  # an undo reaches back, never forward
            state.apply(entry)
        state.seq = entry.seq
    return state


class Reader(Generic[S]):
    """Follows a journal. Entries may come late, twice or in pieces: the state is that of the
    unbroken run of numbers from 1, and what came too early waits."""

    def __init__(self, begin: Callable[[], S]) -> None:
        self.entries: list[Entry] = []
        self.state: S = begin()
        self._begin = begin
        self._waiting: dict[int, Entry] = {}

    @property
    def seq(self) -> int:
        """The last number of the unbroken run."""
        return len(self.entries)

    def take(self, entries: Iterable[Entry]) -> bool:
        """Take entries in any order; True when the state has moved."""
        self._waiting |= {e.seq: e for e in entries if e.seq > self.seq}
        fresh: list[Entry] = []
        while (entry := self._waiting.pop(self.seq + len(fresh) + 1, None)) is not None:
            fresh.append(entry)
        if not fresh:
            return False
        self.entries += fresh
        for entry in fresh:
            if isinstance(entry.body, Removed):
                self._forget(entry.body.target)
        if any(isinstance(entry.body, Undone) for entry in fresh):
            self.state = fold(self.entries, self._begin)
        else:
            for entry in fresh:
                self.state.apply(entry)
        return True

    def _forget(self, target: str) -> None:
        """Words that were removed for good are not kept here either."""
        for n, entry in enumerate(self.entries):
            if (without := emptied(entry, target)) is not None:
                self.entries[n] = replace(entry, body=without)


@dataclass
class OnlyFrame:
    """What every session has, whatever is taught."""

    seq: int = 0
    frame: Frame = field(default_factory=Frame)

    def apply(self, entry: Entry) -> None:
        self.seq = entry.seq
        self.frame.apply(entry)


def frame_of(entries: Iterable[Entry]) -> Frame:
    """Stage, clock and tables of a session of any exercise."""
    return fold(entries, OnlyFrame).frame
