"""The case file audit, as a session of it is run."""

from __future__ import annotations

from exercises.audit import kinds
from exercises.audit.rules import check
from exercises.audit.sending import pieces
from exercises.audit.settings import EXERCISE as NAME
from exercises.audit.state import State
from exercises.exercise import Exercise


def _told(state: State) -> str:
    n = sum(state.is_begun(name) for name in state.files())
    return "1 file looked at" if n == 1 else f"{n} files looked at"


EXERCISE = Exercise(NAME, State, check, State.is_aside, _told, pieces, (kinds.__name__,))
