"""What an exercise has to say for itself, so that a session of it can be run."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from exercises.journal.entries import Body, Entry
from exercises.journal.sessions import Seat
from exercises.journal.store import JournalError
from exercises.sending import Piece

MODULES = {
    "six-principles": "exercises.six_principles.exercise",
    "grid": "exercises.grid.exercise",
    "scenario": "exercises.scenarios.exercise",
    "group": "exercises.group.exercise",
    "interviews": "exercises.interviews.exercise",
    "audit": "exercises.audit.exercise",
}


class Refused(Exception):
    """The act is not taken; the message is a sentence for the person who tried it."""


@dataclass(frozen=True)
class Exercise:
    """The rules of an exercise.

    `begin` gives its state before the first entry. `check` raises Refused, with a sentence, when a
    seat may not do something now. `is_aside` says whether something was set aside, `told` says in a
    few words what is in a session, and `pieces` gives every free text that a summary could hold.
    No change may take one of `names`, or what it makes would pass for the thing of that name.
    """

    name: str
    begin: Callable[[], Any]
    check: Callable[[Any, Sequence[Entry], Seat, Body], None]
    is_aside: Callable[[Any, str], bool]
    told: Callable[[Any], str]
    pieces: Callable[[Any], Iterable[Piece]]
    kinds: tuple[str, ...]  # the modules of its own kinds of entry
    names: Callable[[], Container[str]] = frozenset  # of things that no entry has made

    def knows(self, body: Body) -> bool:
        """Whether this kind of entry belongs in its sessions: its own, or those of every session.
        One that nobody knows is left to the rules, which say so."""
        module = type(body).__module__
        return module in self.kinds or module.startswith("exercises.journal.")


def exercise(name: str) -> Exercise:
    """The exercise with this name. Raises JournalError for one that a newer kit has written."""
    if name not in MODULES:
        raise JournalError(f"this session is of an exercise that this kit does not know: {name}")
    return import_module(MODULES[name]).EXERCISE
