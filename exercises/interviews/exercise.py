"""A study by interviews, as a session of it is run."""

from __future__ import annotations

from exercises.exercise import Exercise
from exercises.interviews import kinds
from exercises.interviews.rules import check
from exercises.interviews.sending import pieces
from exercises.interviews.settings import EXERCISE as NAME
from exercises.interviews.state import State


def _is_aside(state: State, target: str) -> bool:
    thing = state.thing(target)
    return thing is not None and thing.aside


def _told(state: State) -> str:
    n = len(state.shown())
    return "1 interview" if n == 1 else f"{n} interviews"


EXERCISE = Exercise(NAME, State, check, _is_aside, _told, pieces, (kinds.__name__,))
