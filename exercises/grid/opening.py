"""Beginning a session of the grid with the actions that it was given."""

from __future__ import annotations

from exercises.grid.kinds import ActionAdded
from exercises.grid.settings import EXERCISE, Settings
from exercises.journal import sessions
from exercises.journal.sessions import Session
from exercises.journal.store import Journal


def begin(journal: Journal, settings: Settings, tables: int, by: str = "trainer") -> Session:
    """A new session with `tables` tables (1 to 12). The given actions are entries like any other,
    named given-01 and so on, so that they can be dropped, set aside and removed for good."""
    bare = settings.model_copy(update={"actions": ()})
    opened = bare.opened(tables)
    session = sessions.create(journal, EXERCISE, opened, tables=tables, days=settings.days, by=by)
    for n, text in enumerate(settings.actions, 1):
        body = ActionAdded(text=text)
        journal.append(session.id, body, seat="", by=by, change=f"given-{n:02}")
    return session
