"""What a session of the grid gives to the roll-up: in which directions actions moved a situation.

Only a session on a case of the kit: an objective of a real plan, and a real case that is spoken
about, give nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from exercises import library
from exercises.exercise import Measure
from exercises.grid.content import grid
from exercises.grid.movement import Effect, moves
from exercises.grid.settings import Settings
from exercises.grid.state import State
from exercises.journal.results import Result


def results(state: State) -> Iterator[Result]:
    """The counts of a session on a case of the kit."""
    case = Settings.of(state.frame).case
    if case is None or not library.is_kits(case):
        return
    yield Result("sessions", "", case.id, 1)
    for move in moves(state):
        yield Result("moves", move.viewpoint, move.effect.replace(" ", "-"), 1)


def _viewpoints() -> dict[str, tuple[str, Mapping[str, str]]]:
    effects = {effect.replace(" ", "-"): effect for effect in get_args(Effect)}
    return {view.id: (view.name, effects) for view in grid().viewpoints}


def _cases() -> dict[str, tuple[str, Mapping[str, str]]]:
    return {"": ("", {name: library.case(name).title for name in library.cases()})}


MEASURES = (
    Measure("sessions", "Cases that rooms placed", "sessions", _cases),
    Measure(
        "moves",
        "What an action did to wellbeing and safety, by whose eyes it was seen through",
        "movements",
        _viewpoints,
    ),
)
