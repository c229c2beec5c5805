"""What others did next, from our place on the road map and from what people answered.

Which practice fits which step or answer is the kit's own suggestion. The board manager's page and
the summary both read it here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exercises.journal.slips import FEWEST
from exercises.national.content import national
from exercises.national.next_steps import (
    LAST,
    Need,
    needs_of,
    next_for,
    next_steps,
    source_of,
)
from exercises.temperature.content import Item, ItemKey, kits_own
from exercises.temperature.results import Spread, spreads
from exercises.temperature.state import SHOWN, State

ROAD_MAP, PLACE, STEP = "road_map", "place", "step_"
BANDS = ("involvement", "band")  # which has percentages of 2016 and no table


@dataclass(frozen=True)
class Suggested:
    """Something that others did, or that the kit suggests: what, who told of it, and its source."""

    id: str
    do: str
    others: str
    source: str


@dataclass(frozen=True)
class Offered:
    """Practices for a next step, or in reply to an answer; `heading` names the step and `because`
    the answer. None where all that would serve have been offered before."""

    step: int | None
    heading: str
    because: str
    practices: tuple[Suggested, ...]

    @property
    def says(self) -> str:
        """The step, or the answer as a sentence begins."""
        return self.heading or f"{self.because[:1].upper()}{self.because[1:]}"


def offered(state: State) -> list[Offered]:
    """What may come next. Nothing before the answers are shown, or where too few answered."""
    shared = state.chosen.shared
    if not (shared or state.frame.stage in SHOWN):
        return []
    return [each for each in offers(spreads(state), shared) if each.practices]


def offers(found: Sequence[Spread], shared: bool) -> list[Offered]:
    """What may come next after these answers, each board's own where they answered together."""
    asked = {name: each for each in found if (name := _of_2016(each))}
    given: dict[str, dict[str, dict[str, int]]] = {}
    for (table, row), each in asked.items():
        counts = {each.agreed: 1} if each.agreed else each.counts
        if counts:
            given.setdefault(table, {})[row] = counts
    begin = _begin(found)
    return [
        Offered(
            step=offer.step,
            heading=_heading(offer.step, begin),
            because=_because(offer.need, asked, shared),
            practices=tuple(Suggested(p.id, p.do, p.others, source_of(p)) for p in offer.practices),
        )
        for offer in next_for(begin, needs_of(given, fewest=1 if shared else FEWEST))
    ]


def matched_by_the_kit() -> str:
    """That the kit has matched practices, and nobody else."""
    return next_steps().matched_by_the_kit


def step_of(option: str) -> int | None:
    """The number of a step of the road map; None for another answer, such as don't know."""
    digits = option.removeprefix(STEP)
    return int(digits) if option.startswith(STEP) and digits.isdigit() else None


def road_map() -> dict[int, str]:
    """The steps of the kit's road map by their numbers, as the instrument words them."""
    instrument = next(each for each in kits_own() if each.id == ROAD_MAP)
    (scale,) = instrument.scales
    return {n: option.text for option in scale.options if (n := step_of(option.id))}


def mirrored(item: Item) -> ItemKey | None:
    """The table and row of 2016 that asked the same; None where an instrument of somebody's own
    names one that is not there."""
    table = national().tables.get(item.mirrors.table) if item.mirrors else None
    known = {row.id for row in table.rows} if table else set()
    if item.mirrors is None or item.mirrors.row not in known:
        return None
    return (item.mirrors.table, item.mirrors.row)


def _of_2016(each: Spread) -> ItemKey | None:
    """The same, and the four bands, which stand in no table."""
    return ("involving_people", "all") if each.key == BANDS else mirrored(each.item)


def _begin(found: Sequence[Spread]) -> int | None:
    """The step of the road map from which the next ones are counted: the earliest of those that
    most people chose, and of the moderator's."""
    place = next((each for each in found if each.key == (ROAD_MAP, PLACE)), None)
    if place is None:
        return None
    told = [*place.most, *([place.rating.option] if place.rating else [])]
    return min((n for option in told if (n := step_of(option))), default=None)


def _heading(step: int | None, begin: int | None) -> str:
    if step is None:
        return ""
    again = " (to keep it going)" if step == begin == LAST else ""
    return f"Step {road_map().get(step, str(step))}{again}"


def _because(need: Need | None, asked: dict[ItemKey, Spread], shared: bool) -> str:
    if need is None or not shared:
        return need.because if need else ""
    each = asked[need.table, need.row]
    option = each.instrument.scale_of(each.item).option(each.agreed)
    said = option.text if option else each.agreed
    return f"the board answered “{said}”: {each.item.text}"
