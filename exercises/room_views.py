"""What every screen of every exercise shows: stage, clock, messages, and the last act."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from exercises.journal.slips import FEWEST, Slips
from exercises.place import Place
from exercises.room_rules import last_act

View = dict[str, Any]


def day(at: float) -> str:
    """A date in words, as in 3 May 2026."""
    day = datetime.fromtimestamp(at, UTC)
    return f"{day.day} {day:%B %Y}"  # %-d is not known on Windows


def frame(place: Place, said: dict[str, str]) -> View:
    """Stage, clock, break and message: what every screen shows. `said` names one's own last act by
    its kind, for the button that takes it back."""
    f = place.state.frame
    table = place.seat.table
    message = f.message_for(f.acts_as(table) if table else None)
    return {
        "role": place.seat.role,
        "stage": f.stage,
        "round": f.round,
        "stage_at": f.stage_at,
        "clock": {
            "state": f.clock.state,
            "length": f.clock.length,
            "ends_at": f.clock.ends_at,
            "left": f.clock.left,
        },
        "pace": f.pace,
        "message": {"text": message[0], "at": message[1]} if message else None,
        "until": f.until,
        "help": f.help.model_dump(),
        "ended": f.ended,
        "undo": _undo(place, said),
    }


def _undo(place: Place, said: dict[str, str]) -> View | None:
    """The seat's own last act, named so that a button can say what it takes back."""
    last = last_act(place.reader.entries, place.seat)
    if last is None or place.state.frame.ended:
        return None
    return {"of": last.change, "says": said.get(last.kind, "your last act")}


def slips(said: Slips) -> View:
    """How many people answered, and what they wrote, in an order that tells nothing."""
    return {
        "answered": len(said.answers),
        "ratings": said.ratings(),
        "fewest": FEWEST,
        "words": [
            {"id": a.id, "differently": a.differently, "line": a.line}
            for a in said.shown()
            if a.differently or a.line
        ],
    }
