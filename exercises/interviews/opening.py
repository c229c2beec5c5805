"""Beginning a study by interviews."""

from __future__ import annotations

from exercises.interviews.settings import EXERCISE, Settings
from exercises.journal import sessions
from exercises.journal.sessions import Session
from exercises.journal.store import Journal


def begin(journal: Journal, settings: Settings) -> Session:
    """A new study, with a code for the second coder."""
    return sessions.create(journal, EXERCISE, settings.opened(), tables=1, days=settings.days)
