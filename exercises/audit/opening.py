"""Beginning an audit with the actions that it takes over."""

from __future__ import annotations

from exercises.audit.kinds import Earlier
from exercises.audit.settings import EXERCISE, MOST_EARLIER, EarlierAction, Settings
from exercises.audit.state import State
from exercises.following import fold
from exercises.journal import sessions
from exercises.journal.sessions import Session
from exercises.journal.store import Journal


def begin(journal: Journal, settings: Settings, by: str = "trainer") -> Session:
    """A new session. Earlier actions are entries like any other, so that they can be set aside and
    removed for good."""
    opened = settings.model_copy(update={"earlier": ()}).opened()
    session = sessions.create(
        journal, EXERCISE, opened, tables=opened.tables, days=settings.days, by=by
    )
    for n, each in enumerate(settings.earlier, 1):
        earlier = Earlier(what=each.what, who=each.who, by_when=each.by_when)
        journal.append(session.id, earlier, seat="", by=by, change=f"earlier-{n:02}")
    return session


def standing(journal: Journal) -> list[tuple[Session, State]]:
    """The audits of this data folder, newest first, from which actions can be taken over."""
    found = [session for session in sessions.every(journal) if session.exercise == EXERCISE]
    return [(session, fold(journal.read(session.id), State)) for session in found]


def left_over(state: State) -> tuple[EarlierAction, ...]:
    """What the next audit has to follow up: its actions, and what was still to do before."""
    found = [*state.shown_actions()]
    found += [each for each in state.shown_earlier() if each.status not in ("done", "changed")]
    first = found[:MOST_EARLIER]
    return tuple(EarlierAction(what=a.what, who=a.who, by_when=a.by_when) for a in first)
