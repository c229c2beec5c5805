"""Beginning a reflective group with the agreement and the actions that it takes over."""

from __future__ import annotations

from exercises.following import fold
from exercises.group.content import group_words
from exercises.group.kinds import AgreementSaid, Earlier
from exercises.group.settings import EXERCISE, MOST_EARLIER, EarlierAction, Settings
from exercises.group.state import State
from exercises.journal import sessions
from exercises.journal.sessions import Session
from exercises.journal.store import Journal


def begin(
    journal: Journal,
    settings: Settings,
    places: int,
    by: str = "trainer",
    example: bool = False,
) -> Session:
    """A new session with `places` places in the circle (1 to 12). The agreement and the earlier
    actions are entries like any other, so that they can be set aside and removed for good."""
    bare = settings.model_copy(update={"agreement": {}, "earlier": ()})
    opened = bare.opened(places)
    if example:
        opened = opened.model_copy(update={"title": f"Example session: {opened.title}"[:200]})
    session = sessions.create(
        journal,
        EXERCISE,
        opened,
        tables=places,
        days=settings.days,
        by=by,
        example=example,
    )
    for name, text in settings.agreement.items():
        if text:
            said = AgreementSaid(field=name, text=text)
            journal.append(session.id, said, seat="", by=by, change=f"agreement-{name}")
    for n, each in enumerate(settings.earlier, 1):
        earlier = Earlier(what=each.what, who=each.who, by_when=each.by_when)
        journal.append(session.id, earlier, seat="", by=by, change=f"earlier-{n:02}")
    return session


def suggested() -> dict[str, str]:
    """The agreement as the kit suggests to begin with."""
    return {each.id: each.begins for each in group_words().agreement.fields if each.begins}


def standing(journal: Journal) -> list[tuple[Session, State]]:
    """The reflective groups of this data folder, newest first, from which the agreement and the
    actions can be taken over."""
    found = [session for session in sessions.every(journal) if session.exercise == EXERCISE]
    return [(session, fold(journal.read(session.id), State)) for session in found]


def left_over(state: State) -> tuple[EarlierAction, ...]:
    """What the next session has to follow up: its actions, and what was still to do before."""
    found = [*state.shown_actions()]
    found += [each for each in state.shown_earlier() if each.status not in ("done", "changed")]
    first = found[:MOST_EARLIER]
    return tuple(EarlierAction(what=a.what, who=a.who, by_when=a.by_when) for a in first)
