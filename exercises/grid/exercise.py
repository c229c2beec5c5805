"""The wellbeing and safety grid, as a session of it is run."""

from __future__ import annotations

from exercises.exercise import Exercise
from exercises.grid import kinds
from exercises.grid.results import MEASURES, results
from exercises.grid.rules import check
from exercises.grid.sending import pieces
from exercises.grid.settings import EXERCISE as NAME
from exercises.grid.state import State


def _is_aside(state: State, target: str) -> bool:
    thing = state.thing(target) or state.slips.answers.get(target)
    return thing is not None and thing.aside


def _told(state: State) -> str:
    return f"{sum(1 for _ in state.spots())} places"


EXERCISE = Exercise(
    NAME,
    State,
    check,
    _is_aside,
    _told,
    pieces,
    (kinds.__name__,),
    results=results,
    measures=MEASURES,
)
