"""Beginning a session of a scenario."""

from __future__ import annotations

from exercises.journal import sessions
from exercises.journal.sessions import Session
from exercises.journal.store import Journal
from exercises.scenarios.settings import EXERCISE, Settings


def begin(journal: Journal, settings: Settings, tables: int, by: str = "trainer") -> Session:
    """A new session with `tables` tables (1 to 12), each of which plays its own story."""
    opened = settings.opened(tables)
    return sessions.create(journal, EXERCISE, opened, tables=tables, days=settings.days, by=by)
