"""What a session holds against the plan: its key factors, and items of the chosen lenses."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

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


LONGEST_ASKED = 600  # characters of a key factor that are looked for
MOST_ASKED = 200  # things that are looked for at a time


@dataclass(frozen=True)
class Question:
    """What is looked for in which passages. `plan` names the passages and `names` each thing that
    is looked for; a name is another as soon as its words change."""

    factors: tuple[tuple[str, str], ...]
    passages: tuple[tuple[str, str, str], ...]

    @property
    def plan(self) -> str:
        return _name(self.passages)

    @property
    def names(self) -> dict[str, str]:
        return {target: _name(words) for target, words in self.factors}


def _name(said: object) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def question(state: State) -> Question | None:
    """What is to be looked for in the plan; None without a plan or without anything to look for."""
    parts, wanted = state.plan.parts(), held(state)
    if not parts or not wanted:
        return None
    return Question(
        tuple((each.id, each.words[:LONGEST_ASKED]) for each in wanted[:MOST_ASKED]),
        tuple((part.id, part.heading, part.text) for part in parts),
    )
