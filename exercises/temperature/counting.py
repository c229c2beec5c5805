"""Which answers are counted when results are shown once more, so that two showings, one taken from
the other, tell of nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from exercises.journal.slips import FEWEST
from exercises.temperature.content import SKIP, ItemKey

Given = dict[str, tuple[str | None, str]]
"""What sheets say of one item: agency or role, and answer."""


@dataclass(frozen=True)
class Counted:
    """A sheet as it stood when the results were shown. Where the results held some of its answers
    back from an earlier showing, under another agency or role, it is there twice."""

    group: str | None
    chosen: dict[ItemKey, str]
    sheet: str = ""


def held(before: Iterable[Counted], now: Iterable[Counted]) -> tuple[Counted, ...]:
    """The answers as they stand `now`; to an item that was told `before`, as they stood then, until
    five or more people have answered it or changed their answer since. Where agencies or roles can
    be told, that holds for each of them."""
    then, stands = _by_item(before), _by_item(now)
    found: dict[tuple[str, str | None], dict[ItemKey, str]] = {}
    for key in dict.fromkeys((*then, *stands)):
        old, new = then.get(key, {}), stands.get(key, {})
        for sheet, (group, option) in (old if _gives_away(old, new) else new).items():
            found.setdefault((sheet, group), {})[key] = option
    return tuple(Counted(group, chosen, sheet) for (sheet, group), chosen in found.items())


def _by_item(counted: Iterable[Counted]) -> dict[ItemKey, Given]:
    found: dict[ItemKey, Given] = {}
    for each in counted:
        for key, option in each.chosen.items():
            found.setdefault(key, {})[each.sheet] = (each.group, option)
    return found


def _gives_away(old: Given, new: Given) -> bool:
    """Whether the difference of the two would be that of fewer than five people."""
    if sum(option != SKIP for _, option in old.values()) < FEWEST:
        return False  # nothing was told that could be taken away
    changed = [sheet for sheet in old.keys() | new.keys() if old.get(sheet) != new.get(sheet)]
    told = _tellable(old) | _tellable(new)
    touched: Counter[str | None] = Counter()
    for sheet in changed:
        groups = {given[sheet][0] for given in (old, new) if sheet in given}
        touched.update({group if group in told else None for group in groups})
    numbers = [len(changed), *(touched.values() if told else ())]
    return any(0 < n < FEWEST for n in numbers)


def _tellable(given: Given) -> set[str]:
    """The agencies and roles of which five or more people answered."""
    counted = Counter(group for group, _ in given.values() if group is not None)
    return {group for group, n in counted.items() if n >= FEWEST}
