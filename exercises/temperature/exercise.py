"""The temperature check, as a session of it is run."""

from __future__ import annotations

from exercises.exercise import Exercise
from exercises.plan import kinds as plan_kinds
from exercises.temperature import kinds
from exercises.temperature.results import taking_part
from exercises.temperature.rules import check
from exercises.temperature.sending import pieces
from exercises.temperature.settings import EXERCISE as NAME
from exercises.temperature.state import State


def _is_aside(state: State, target: str) -> bool:
    thing = state.thing(target) or state.plan.thing(target)
    return thing is not None and thing.aside


def _told(state: State) -> str:
    if state.chosen.shared:
        sheet = state.sheets.get(kinds.TOGETHER)
        n = sum(answer.counts for answer in sheet.answers.values()) if sheet else 0
        return "1 answer agreed" if n == 1 else f"{n} answers agreed"
    n = taking_part(state).begun
    return "1 person has answered" if n == 1 else f"{n} people have answered"


KINDS = (kinds.__name__, plan_kinds.__name__)
EXERCISE = Exercise(NAME, State, check, _is_aside, _told, pieces, KINDS)
