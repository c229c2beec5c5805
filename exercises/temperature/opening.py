"""Beginning a temperature check, and the earlier ones that it can be held beside."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from pydantic import ValidationError

from exercises.following import fold
from exercises.journal import sessions
from exercises.journal.sessions import Session
from exercises.journal.store import Journal
from exercises.library import faults
from exercises.temperature.results import spreads
from exercises.temperature.settings import (
    EXERCISE,
    Baseline,
    PastInstrument,
    PastItem,
    Settings,
)
from exercises.temperature.state import State

LONGEST_FILE = 2_000_000  # bytes


class BaselineError(ValueError):
    """A file is no baseline; the message says why."""


def begin(journal: Journal, settings: Settings, by: str = "trainer") -> Session:
    """A new session. Nobody needs a table's code: the room's code lets each person in."""
    return sessions.create(
        journal, EXERCISE, settings.opened(), tables=1, days=settings.days, by=by
    )


def standing(journal: Journal) -> list[tuple[Session, State]]:
    """The temperature checks of this data folder, newest first."""
    found = [session for session in sessions.every(journal) if session.exercise == EXERCISE]
    return [(session, fold(journal.read(session.id), State)) for session in found]


def baseline_of(state: State, at: float) -> Baseline:
    """The numbers of a session, to hold a later one beside; `at` is when it was. There is not one
    word in it that anybody wrote. While people answer and nothing has been shown, it has only how
    many answered: two such files would give a single answer away."""
    told = state.chosen.shared or state.counted is not None or state.frame.ended
    items: dict[str, dict[str, PastItem]] = {each.id: {} for each in state.chosen.instruments}
    for each in spreads(state):
        items[each.instrument.id][each.item.id] = PastItem(
            answered=each.answered, counts=each.counts if told else None, agreed=each.agreed
        )
    return Baseline(
        day=datetime.fromtimestamp(at, UTC).date().isoformat(),
        about=state.chosen.about,
        instruments=tuple(
            PastInstrument(id=each.id, version=each.version, title=each.title, items=items[each.id])
            for each in state.chosen.instruments
        ),
    )


def read_baseline(text: str) -> Baseline:
    """The baseline in a JSON file: the file itself, or what stands in it under "baseline". Raises
    BaselineError."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raise BaselineError("this file is not JSON; choose the one that the kit wrote") from None
    if isinstance(raw, dict) and isinstance(raw.get("baseline"), dict):
        raw = raw["baseline"]
    if not isinstance(raw, dict) or raw.get("kind") != "temperature-check-baseline":
        raise BaselineError("no numbers of a temperature check stand in this file; choose another")
    try:
        return Baseline.model_validate_json(json.dumps(raw))
    except ValidationError as error:
        raise BaselineError(f"this file cannot be taken: {faults(error)[0]}") from None
