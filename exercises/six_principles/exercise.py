"""The six-principles exercise, as a session of it is run."""

from __future__ import annotations

from exercises.exercise import Exercise
from exercises.plan import kinds as plan_kinds
from exercises.plan import known
from exercises.six_principles import kinds
from exercises.six_principles.results import MEASURES, results
from exercises.six_principles.rules import check
from exercises.six_principles.sending import pieces
from exercises.six_principles.settings import EXERCISE as NAME
from exercises.six_principles.state import State


def _is_aside(state: State, target: str) -> bool:
    thing = (
        state.lines.get(target)
        or state.factors.get(target)
        or state.slips.answers.get(target)
        or state.plan.thing(target)
    )
    return thing.aside if thing else target in state.notes_aside


def _told(state: State) -> str:
    if state.frame.settings.get("plan_only"):
        return f"{sum(factor.shown for factor in state.factors.values())} key factors"
    return f"{sum(line.shown for line in state.lines.values())} lines"


KINDS = (kinds.__name__, plan_kinds.__name__)
EXERCISE = Exercise(
    NAME,
    State,
    check,
    _is_aside,
    _told,
    pieces,
    KINDS,
    known.items,
    results=results,
    measures=MEASURES,
)
