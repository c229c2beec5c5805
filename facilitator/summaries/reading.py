"""A session as a report reads it: once, at one moment, so that every part says the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

from exercises.following import Folded
from exercises.journal import sessions
from exercises.journal.entries import Entry
from exercises.journal.frame import Frame
from exercises.journal.sessions import Session
from exercises.journal.store import Journal
from exercises.six_principles.settings import EXERCISE, Settings
from exercises.six_principles.state import State, fold

StateOf = TypeVar("StateOf", bound=Folded)
SettingsOf = TypeVar("SettingsOf")


class SummaryError(Exception):
    """A summary cannot be made; the message is a sentence that repeats nobody's words."""


@dataclass(frozen=True)
class Kept(Generic[StateOf, SettingsOf]):
    """What stood in the journal at `at` (seconds since 1970). `suggested` is what was worked out
    beside it, as `sessions.twins_of` has it."""

    session: Session
    entries: tuple[Entry, ...]
    state: StateOf
    settings: SettingsOf
    at: float
    suggested: dict[str, Any] = field(default_factory=dict)


Reading: TypeAlias = Kept[State, Settings]


def read(session_id: str, data: Path | None = None) -> Reading:
    """Read a six-principles session of the data folder `data`, by default the one KIT_DATA names.

    Raises JournalError (NoSession when it is not there) or SummaryError, each with a sentence.
    """
    return kept(session_id, data, EXERCISE, fold, Settings.of)


def kept(
    session_id: str,
    data: Path | None,
    exercise: str,
    fold: Callable[[tuple[Entry, ...]], StateOf],
    settings: Callable[[Frame], SettingsOf],
) -> Kept[StateOf, SettingsOf]:
    """Read a session that has to be of `exercise`, as `read` does; `fold` gives its state and
    `settings` how it was set up."""
    folder = data if data is not None else Path(os.environ.get("KIT_DATA", ""))
    if folder == Path():
        raise SummaryError("no data folder is named; set KIT_DATA to the folder of the journal")
    journal = Journal.in_folder(folder)
    try:
        session = sessions.find(journal, id=session_id)
        entries = tuple(journal.read(session.id))
        at = journal.clock()
        suggested = sessions.twins_of(journal, session.id)
    finally:
        journal.close()
    if session.exercise != exercise:
        raise SummaryError(
            f"session {session.code} is of the exercise {session.exercise!r}; "
            f"this summary is for {exercise!r}"
        )
    state = fold(entries)
    return Kept(session, entries, state, settings(state.frame), at, suggested)


def exercise_of(session_id: str, data: Path) -> str:
    """The name of a session's exercise. Raises NoSession when it is not there."""
    journal = Journal.in_folder(data)
    try:
        return sessions.find(journal, id=session_id).exercise
    finally:
        journal.close()
