"""A session as a report reads it: once, at one moment, so that every part says the same."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from exercises.journal import sessions
from exercises.journal.entries import Entry
from exercises.journal.sessions import Session
from exercises.journal.store import Journal
from exercises.six_principles.settings import EXERCISE, Settings
from exercises.six_principles.state import State, fold


class SummaryError(Exception):
    """A summary cannot be made; the message is a sentence that repeats nobody's words."""


@dataclass(frozen=True)
class Reading:
    """What stood in the journal at `at` (seconds since 1970)."""

    session: Session
    entries: tuple[Entry, ...]
    state: State
    settings: Settings
    at: float


def read(session_id: str, data: Path | None = None) -> Reading:
    """Read a session of the data folder `data`, by default the one KIT_DATA names.

    Raises JournalError (NoSession when it is not there) or SummaryError, each with a sentence.
    """
    folder = data if data is not None else Path(os.environ.get("KIT_DATA", ""))
    if folder == Path():
        raise SummaryError("no data folder is named; set KIT_DATA to the folder of the journal")
    journal = Journal.in_folder(folder)
    try:
        session = sessions.find(journal, id=session_id)
        entries = tuple(journal.read(session.id))
        at = journal.clock()
    finally:
        journal.close()
    if session.exercise != EXERCISE:
        raise SummaryError(
            f"session {session.code} is of the exercise {session.exercise!r}; "
            f"this summary is for {EXERCISE!r}"
        )
    state = fold(entries)
    return Reading(session, entries, state, Settings.of(state.frame), at)
