"""The reflective group, as a session of it is run."""

from __future__ import annotations

from exercises.exercise import Exercise
from exercises.group import kinds
from exercises.group.rules import check
from exercises.group.sending import pieces
from exercises.group.settings import EXERCISE as NAME
from exercises.group.state import State


def _is_aside(state: State, target: str) -> bool:
    thing = state.thing(target)
    return thing is not None and thing.aside


def _told(state: State) -> str:
    n = len(state.shown_actions())
    return "1 action" if n == 1 else f"{n} actions"


EXERCISE = Exercise(NAME, State, check, _is_aside, _told, pieces, (kinds.__name__,))
