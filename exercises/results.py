"""What a session gives to the roll-up, worked out by its own exercise from the same fold.

Only sessions that have ended, with tables, whose trainer gives their counts, and no examples.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from exercises.exercise import exercise
from exercises.following import fold
from exercises.journal import results, sessions
from exercises.journal.entries import Body, Entry
from exercises.journal.frame import Ended, Reopened
from exercises.journal.results import Result, Row
from exercises.journal.sessions import Session
from exercises.journal.store import Journal, JournalError


def given(session: Session, state: Any) -> Iterable[Result]:
    """The counts that a session gives as it stands; none where it gives none."""
    frame = state.frame
    if session.example or not (frame.ended and frame.counts) or frame.settings.get("solo"):
        return ()
    return exercise(session.exercise).results(state)


def rows(session: Session, entries: Sequence[Entry]) -> list[Row]:
    """The rows that these entries of a session come to."""
    state = fold(entries, exercise(session.exercise).begin)
    return results.rows_of(
        session.id, session.exercise, state.frame.ended_at, given(session, state)
    )


def changes(ended: bool, body: Body) -> bool:
    """Whether an entry can change what a session gives: what ends it or opens it again, and all
    that is still done once it has ended."""
    return ended or isinstance(body, Ended | Reopened)


def keep(connection: Connection, session: Session, entries: Sequence[Entry]) -> None:
    """Store the rows that these entries come to, within the transaction that wrote the last."""
    results.put(connection, session.id, rows(session, entries))


def rebuild(journal: Journal) -> tuple[int, int]:
    """Work out every session's rows again from its entries and store them; how many sessions there
    are, and of how many the rows were others."""
    every = sessions.every(journal)
    others = 0
    for session in every:
        try:
            with journal.holding(session.id) as connection:
                entries = journal.read_within(connection, session.id)
                if results.standing(connection, session.id) != rows(session, entries):
                    keep(connection, session, entries)
                    others += 1
        except JournalError:  # it was wiped meanwhile, or is of an exercise that a newer kit has
            continue
    return len(every), others
