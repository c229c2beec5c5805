"""What a session of the six principles gives to the roll-up: counts of what the kit knows by name.

A key factor in the room's own words counts as that and nothing more; one that still has the kit's
wording, and an item of a lens, count by their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from exercises import library
from exercises.examples import example
from exercises.exercise import Measure
from exercises.journal.results import Result
from exercises.library import PRINCIPLES, PrincipleId
from exercises.plan import content
from exercises.six_principles.holding import DECISIONS, decision, held, is_gap
from exercises.six_principles.settings import Settings
from exercises.six_principles.state import State

OWN = "of-the-room"
COULD = {"yes": "yes", "partly": "partly", "no": "no"}


def results(state: State) -> Iterator[Result]:
    """The counts of a session on a case of the kit; nothing where the case is another. Key factors
    with which a plan check began are counted where they are held against the plan, and no more."""
    settings = Settings.of(state.frame)
    case = settings.case
    if not library.is_kits(case):
        return
    yield Result("sessions", "", case.id, 1)
    known = _kits()
    for each in held(state):
        own = f"{OWN}-{each.principle}"
        name = each.id if each.item else known.get((each.principle, each.words), own)
        if each.principle and not settings.plan_only:
            yield Result("factors", each.principle, name, 1)
        if decided := decision(state, each.id):
            yield Result("plan", name, decided, 1)
        if is_gap(state, each.id):
            yield Result("gaps", "", name, 1)
    for principle in PRINCIPLES:
        could = state.choices.get(f"readback/{principle}/could")
        if could is not None and could.value in COULD:
            yield Result("readback", principle, could.value, 1)


@cache
def _kits() -> dict[tuple[str | None, str], str]:
    """The names of the kit's own key factors, by principle and wording."""
    return {(each.principle, each.wording): each.id for each in example().factors}


def _of(principle: PrincipleId) -> dict[str, str]:
    """The key factors of a principle that can be told apart, each in words."""
    kits = {each.id: each.wording for each in example().factors if each.principle == principle}
    return {f"{OWN}-{principle}": "in the room\u2019s own words", **kits}


def _targets() -> dict[str, str]:
    """Everything that can be held against a plan, in words that say what it is."""
    names = {each.id: each.name for each in library.six_principles().principles}
    factors = {
        name: f"{names[principle]}: {words}"
        for principle in PRINCIPLES
        for name, words in _of(principle).items()
    }
    items = {
        item.id: f"{lens.title}: {item.name}" for lens in content.lenses() for item in lens.items
    }
    return factors | items


def _of_principles(rows: Mapping[str, str]) -> dict[str, tuple[str, Mapping[str, str]]]:
    return {each.id: (each.name, rows) for each in library.six_principles().principles}


def _cases() -> dict[str, tuple[str, Mapping[str, str]]]:
    return {"": ("", {name: library.case(name).title for name in library.cases()})}


MEASURES = (
    Measure("sessions", "Cases that rooms worked on", "sessions", _cases),
    Measure(
        "factors",
        "Key factors at the end, by principle",
        "key factors",
        lambda: {
            each.id: (each.name, _of(each.id)) for each in library.six_principles().principles
        },
    ),
    Measure(
        "readback",
        "Read back: could the person say the \u201cI\u201d statement?",
        "answers",
        lambda: _of_principles(COULD),
    ),
    Measure(
        "plan",
        "Held against a board\u2019s plan: what rooms decided",
        "decisions",
        lambda: {name: (words, DECISIONS) for name, words in _targets().items()},
    ),
    Measure(
        "gaps",
        "Gaps: missing or partly covered, and rooms said that it matters",
        "gaps",
        lambda: {"": ("", _targets())},
    ),
)
