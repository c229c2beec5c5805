"""What has moved since an earlier session, and what has not: in words, and without a score.

An item is held beside its earlier answers where its words are the same: the earlier instrument is
at least of the version in which they were last changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exercises.journal.slips import FEWEST
from exercises.temperature.content import Instrument, Item
from exercises.temperature.results import Spread
from exercises.temperature.settings import Baseline, PastItem

Way = Literal["moved", "same", "few", "apart", "new"]
CAUTION = (
    "Other people may have answered this time. What has moved is what people say, which is not "
    "always what happens."
)


@dataclass(frozen=True)
class Moved:
    """An item then and now. `way` says whether what was chosen most is another ("moved") or the
    same, whether too few answered to tell ("few"), whether one of the two was agreed by a board
    together and the other was not ("apart"), or whether it was not asked then ("new")."""

    way: Way
    says: str


def moved(now: Spread, baseline: Baseline) -> Moved:
    """The item as it was answered then, and now."""
    instrument, item = now.instrument, now.item
    found = baseline.item(instrument.id, item.id)
    if found is None:
        return Moved("new", "This was not asked then.")
    version, then = found
    if version < item.since:
        return Moved("new", "The question was worded in another way then, so it is not compared.")
    if bool(then.agreed) != bool(now.agreed):
        return Moved("apart", _apart(instrument, item, then, now))
    if now.agreed:
        before, after = (_texts(instrument, item, (one,)) for one in (then.agreed, now.agreed))
        if before == after:
            return Moved("same", f"The board agreed the same then: {before}.")
        says = f"The board agreed on {before} then, and on {after} now."
        return Moved("moved", f"{says}{_states(instrument, item, (then.agreed, now.agreed))}")
    if then.counts is None or now.counts is None:
        return Moved("few", _few(then, now))
    before, after = _most(instrument, item, then.counts), now.most
    if not before or not after:
        return Moved("few", "Then or now, nobody chose an answer on the scale.")
    was = f"{_texts(instrument, item, before)} ({_of(then.counts, before, then.answered)})"
    stands = f"{_texts(instrument, item, after)} ({_of(now.counts, after, now.answered)})"
    if before == after:
        return Moved("same", f"The same was chosen most. Then: {was}. Now: {stands}.")
    says = f"Chosen most then: {was}. Now: {stands}."
    return Moved("moved", f"{says}{_states(instrument, item, (*before, *after))}")


def _most(instrument: Instrument, item: Item, counts: dict[str, int]) -> tuple[str, ...]:
    told = {o.id: counts.get(o.id, 0) for o in instrument.scale_of(item).options if not o.aside}
    high = max(told.values(), default=0)
    return tuple(id for id, n in told.items() if n == high) if high else ()


def _texts(instrument: Instrument, item: Item, options: tuple[str, ...]) -> str:
    scale = instrument.scale_of(item)
    named = [found.text if (found := scale.option(id)) else id for id in options]
    return " and ".join(f"“{text}”" for text in named)


def _states(instrument: Instrument, item: Item, options: tuple[str, ...]) -> str:
    """That a state is no step, where one of `options` is a state."""
    scale = instrument.scale_of(item)
    states = [o for o in scale.options if o.state and o.id in options]
    return "".join(f" “{each.text}” is a state, and no step on or back." for each in states)


def _of(counts: dict[str, int], options: tuple[str, ...], answered: int) -> str:
    each = "each " if len(options) > 1 else ""
    return f"{each}{max(counts[option] for option in options)} of {answered}"


def _few(then: PastItem, now: Spread) -> str:
    return (
        f"{then.answered} answered then and {now.answered} now. How they answered is told from "
        f"{FEWEST} answers on, then and now."
    )


def _apart(instrument: Instrument, item: Item, then: PastItem, now: Spread) -> str:
    if then.agreed:
        one, two = _texts(instrument, item, (then.agreed,)), f"{now.answered} people answered"
        return f"Then the board agreed on {one} together; now {two}, each alone. The two differ."
    two = _texts(instrument, item, (now.agreed,))
    return f"Then {then.answered} people answered, each alone; now the board agreed on {two}."
