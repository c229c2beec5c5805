"""What a session holds against the plan: its key factors, and items of the chosen lenses."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache

from exercises.library import PrincipleId
from exercises.plan import content
from exercises.plan.content import Item
from exercises.six_principles.state import State

DECISIONS = {
    "in_plan": "covered",
    "partly": "partly covered",
    "missing": "missing",
    "not_for_plan": "not for a plan",
}
GAPS = ("partly", "missing")


@dataclass(frozen=True)
class Held:
    """A key factor (with its principle) or an item of a lens, in the words it is looked for by."""

    id: str
    words: str
    principle: PrincipleId | None = None
    item: Item | None = None


def held(state: State) -> list[Held]:
    """Everything that is held against the plan now, key factors first."""
    factors = [
        Held(factor.id, factor.words.text, factor.principle)
        for factor in state.factors.values()
        if factor.shown
    ]
    return factors + [Held(item.id, item.look_for, None, item) for item in items(state)]


def items(state: State) -> list[Item]:
    """The items of the lenses that were chosen."""
    chosen = [lens for lens in content.lenses() if lens.id in state.plan.lenses]
    return [item for lens in chosen for item in lens.items]


def decision(state: State, target: str) -> str:
    """What was decided about a key factor or item; empty where nothing was."""
    choice = state.choices.get(f"plan/{target}/decision")
    return choice.value if choice else ""


def is_gap(state: State, target: str) -> bool:
    """Whether it is a significant gap: missing or partly covered, and somebody said it matters."""
    matters = state.choices.get(f"plan/{target}/significant")
    return decision(state, target) in GAPS and matters is not None and matters.value == "yes"


@dataclass(frozen=True)
class Question:
    """What is looked for in which passages. `name` is another as soon as any of it changes."""

    factors: tuple[tuple[str, str], ...]
    passages: tuple[tuple[str, str, str], ...]

    @property
    def name(self) -> str:
        return _name(self)


@lru_cache(maxsize=2)  # the words as they stand now, and no more of them
def _name(question: Question) -> str:
    said = json.dumps([question.factors, question.passages])
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def question(state: State) -> Question | None:
    """What is to be looked for in the plan; None without a plan or without anything to look for."""
    parts, wanted = state.plan.parts(), held(state)
    if not parts or not wanted:
        return None
    return Question(
        tuple((each.id, each.words) for each in wanted),
        tuple((part.id, part.heading, part.text) for part in parts),
    )
