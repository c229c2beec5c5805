"""What others did next, from our place on the road map and from what people answered.

Which practice fits which step or answer is the kit's own suggestion.
"""

from __future__ import annotations

from dataclasses import dataclass

from exercises.journal.slips import FEWEST
from exercises.national.next_steps import needs_of, next_for, next_steps, source_of
from exercises.temperature.results import Spread, spreads
from exercises.temperature.state import SHOWN, State

PLACE = ("road_map", "place")
STEP = "step_"


@dataclass(frozen=True)
class Suggested:
    """Something that others did, or that the kit suggests: what, who told of it, and its source."""

    id: str
    do: str
    others: str
    source: str


@dataclass(frozen=True)
class Offered:
    """Practices for a next step, or in reply to an answer; `says` names it."""

    says: str
    practices: tuple[Suggested, ...]


def offered(state: State) -> list[Offered]:
    """What may come next. Nothing before the answers are shown, or where too few answered."""
    shared = state.chosen.shared
    if not (shared or state.frame.stage in SHOWN):
        return []
    found = spreads(state)
    given: dict[str, dict[str, dict[str, int]]] = {}
    for each in found:
        counts = {each.agreed: 1} if each.agreed else each.counts
        if each.item.mirrors and counts:
            given.setdefault(each.item.mirrors.table, {})[each.item.mirrors.row] = counts
    needs = needs_of(given, fewest=1 if shared else FEWEST)
    offers = next_for(_step(found), needs)
    return [
        Offered(
            says=_says(state, offer.step) if offer.need is None else _begins(offer.need.because),
            practices=tuple(Suggested(p.id, p.do, p.others, source_of(p)) for p in offer.practices),
        )
        for offer in offers
        if offer.practices
    ]


def matched_by_the_kit() -> str:
    """That the kit has matched practices, and nobody else."""
    return next_steps().matched_by_the_kit


def _step(found: list[Spread]) -> int | None:
    """The step of the road map from which the next ones are counted: the earliest of those that
    most people chose, and of the moderator's."""
    place = next((each for each in found if each.key == PLACE), None)
    if place is None:
        return None
    told = [*place.most, *([place.rating.option] if place.rating else [])]
    steps = (option.removeprefix(STEP) for option in told if option.startswith(STEP))
    return min((int(step) for step in steps if step.isdigit()), default=None)


def _begins(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _says(state: State, step: int | None) -> str:
    instrument = state.chosen.instrument(PLACE[0])
    scale = instrument.scales[0] if instrument else None
    option = scale.option(f"{STEP}{step}") if scale else None
    return f"For step {option.text}" if option else f"For step {step} of the road map"
