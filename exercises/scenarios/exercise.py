"""An outcome negotiation scenario, as a session of it is run."""

from __future__ import annotations

from exercises.exercise import Exercise
from exercises.scenarios import kinds
from exercises.scenarios.results import MEASURES, results
from exercises.scenarios.rules import check
from exercises.scenarios.sending import pieces
from exercises.scenarios.settings import EXERCISE as NAME
from exercises.scenarios.state import State


def _is_aside(state: State, target: str) -> bool:
    thing = state.thing(target)
    return thing is not None and thing.aside


def _told(state: State) -> str:
    return f"{sum(not step.left for step in state.steps.values())} choices"


EXERCISE = Exercise(
    NAME,
    State,
    check,
    _is_aside,
    _told,
    pieces,
    (kinds.__name__,),
    kinds.NamesOfNotes,
    results=results,
    measures=MEASURES,
)
