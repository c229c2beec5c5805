"""What has moved since an earlier session, and what has not: in words, and without a score.

An item is held beside its earlier answers where its words are the same: the earlier instrument is
at least of the version in which they were last changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exercises.journal.slips import FEWEST
from exercises.national.over_time import Asked, Pair, pair
from exercises.temperature.content import Instrument, Item
from exercises.temperature.results import Spread
from exercises.temperature.settings import Baseline

Way = Literal["moved", "same", "few", "apart", "new"]
CAUTION = (
    "Other people may have answered this time. What has moved is what people say, which is not "
    "always what happens."
)
REWORDED = "The question was worded in another way then, so it is not compared."


@dataclass(frozen=True)
class Moved:
    """An item then and now. `way` says whether the share of an answer changed by more than one
    person's answer makes ("moved") or none did ("same"), whether too few answered to tell ("few"),
    whether one of the two was agreed by a board together and the other was not ("apart"), or
    whether it was not asked then in these words ("new")."""

    way: Way
    says: str


def moved(now: Spread, baseline: Baseline) -> Moved:
    """The item as it was answered then, and now; by the rule that the summary goes by."""
    instrument, item = now.instrument, now.item
    found = baseline.item(instrument.id, item.id)
    if found is None:
        return Moved("new", "This was not asked then.")
    version, then = found
    before = Asked(then.answered, then.counts, then.agreed)
    here = Asked(now.answered, now.counts, now.agreed)
    both = pair(before, here, reworded=version < item.since)
    match both.way:
        case "reworded":
            return Moved(
                "new", "The question was worded in another way then, so it is not compared."
            )
        case "apart":
            return Moved("apart", _apart(instrument, item, both))
        case "few":
            return Moved("few", _few(both))
        case way:
            says = _agreed if here.agreed else _shares
            return Moved(way, says(instrument, item, both))


def _agreed(instrument: Instrument, item: Item, both: Pair) -> str:
    options = (both.before.agreed, both.now.agreed)
    before, after = (_text(instrument, item, option) for option in options)
    if both.way == "same":
        return f"The board agreed the same then: {before}."
    says = f"The board agreed on {before} then, and on {after} now."
    return f"{says}{_states(instrument, item, options)}"


def _shares(instrument: Instrument, item: Item, both: Pair) -> str:
    """The answers that moved, with their counts then and now."""
    if both.way == "same":
        return "No answer has moved by more than one person's answer."
    then, here = both.before.counts or {}, both.now.counts or {}
    of = both.before.answered, both.now.answered
    told = "; ".join(
        f"{_text(instrument, item, option)} from {then.get(option, 0)} of {of[0]} to "
        f"{here.get(option, 0)} of {of[1]}"
        for option in both.changed
    )
    return f"Moved: {told}.{_states(instrument, item, both.changed)}"


def _text(instrument: Instrument, item: Item, option: str) -> str:
    found = instrument.scale_of(item).option(option)
    return f"“{found.text if found else option}”"


def _states(instrument: Instrument, item: Item, options: tuple[str, ...]) -> str:
    """That a state is no step, where one of `options` is a state."""
    scale = instrument.scale_of(item)
    states = [o for o in scale.options if o.state and o.id in options]
    return "".join(f" “{each.text}” is a state, and no step on or back." for each in states)


def _few(both: Pair) -> str:
    return (
        f"{both.before.answered} answered then and {both.now.answered} now. How they answered is "
        f"told from {FEWEST} answers on, then and now."
    )


def _apart(instrument: Instrument, item: Item, both: Pair) -> str:
    then, now = both.before, both.now
    if then.agreed:
        one, two = _text(instrument, item, then.agreed), f"{now.answered} people answered"
        return f"Then the board agreed on {one} together; now {two}, each alone. The two differ."
    two = _text(instrument, item, now.agreed)
    return f"Then {then.answered} people answered, each alone; now the board agreed on {two}."
