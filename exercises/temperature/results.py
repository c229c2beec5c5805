"""How answers are spread: counted, told apart where five or more share it, and never averaged.

Below five answers only their number is told. Words are told where five or more answered the item,
in the order of the words and not of their coming. What a board agreed on one shared screen is no
number about people, and is told as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from exercises.journal.slips import FEWEST
from exercises.temperature.content import SKIP, Instrument, Item, ItemKey
from exercises.temperature.kinds import TOGETHER
from exercises.temperature.state import Counted, State


@dataclass(frozen=True)
class Said:
    """What somebody wrote beside an answer; `id` is for setting it aside."""

    id: str
    evidence: str
    owner: str
    by_when: str


@dataclass(frozen=True)
class Moderated:
    """How somebody from outside rates the item."""

    id: str
    option: str
    reasons: str


@dataclass(frozen=True)
class Spread:
    """How the answers to one item are spread.

    `answered` counts those who chose an answer, don't know among them; `skipped` those who left the
    item out. `counts` has every option of the scale in its order, and is None where fewer than five
    answered. `agreed` is what a board on one shared screen chose together.
    """

    instrument: Instrument
    item: Item
    answered: int
    skipped: int
    counts: dict[str, int] | None
    agreed: str
    said: tuple[Said, ...]
    rating: Moderated | None

    @property
    def key(self) -> ItemKey:
        return (self.instrument.id, self.item.id)

    @property
    def most(self) -> tuple[str, ...]:
        """The answers on the scale that most people gave, in its order; none where counts are not
        told, and none of those that say nothing of the scale."""
        if self.agreed:
            return (self.agreed,)
        scale = self.instrument.scale_of(self.item)
        told = {o.id: (self.counts or {}).get(o.id, 0) for o in scale.options if not o.aside}
        high = max(told.values(), default=0)
        return tuple(id for id, n in told.items() if n == high) if high else ()


def spread(state: State, instrument: Instrument, item: Item) -> Spread:
    """The answers to an item: as they were when the results were shown, or else as they stand."""
    shared = state.chosen.shared
    key = (instrument.id, item.id)
    sheets = [] if shared else list(_counted(state))
    given = [each.chosen[key] for each in sheets if key in each.chosen]
    answered = sum(option != SKIP for option in given)
    agreed = _agreed(state, key) if shared else ""
    return Spread(
        instrument=instrument,
        item=item,
        answered=answered,
        skipped=len(given) - answered,
        counts=_counts(instrument, item, given) if answered >= FEWEST else None,
        agreed=agreed,
        said=_said(state, key) if shared or answered >= FEWEST else (),
        rating=_moderated(state, key),
    )


def spreads(state: State) -> list[Spread]:
    """The spread of every item of the session, in their order."""
    return [spread(state, instrument, item) for instrument, item in state.items()]


def by_group(state: State, instrument: Instrument, item: Item) -> dict[str, dict[str, int]]:
    """How those of an agency or role answered, by its id: only where five or more of it did, and
    only so far that the others who answered are none or five or more."""
    key = (instrument.id, item.id)
    given: dict[str | None, list[str]] = {}
    asked = {group.id for group in state.chosen.asked_groups}
    for each in _counted(state):
        if (option := each.chosen.get(key, SKIP)) != SKIP:
            given.setdefault(each.group if each.group in asked else None, []).append(option)
    told = {name: found for name, found in given.items() if name and len(found) >= FEWEST}
    while told and 0 < sum(map(len, given.values())) - sum(map(len, told.values())) < FEWEST:
        del told[min(told, key=lambda name: (len(told[name]), name))]
    return {
        group.id: _counts(instrument, item, told[group.id])
        for group in state.chosen.asked_groups
        if group.id in told
    }


@dataclass(frozen=True)
class Taking:
    """How many take part: with an answer, with all that they want to say, and on paper."""

    begun: int
    finished: int
    paper: int
    expected: int


def taking_part(state: State) -> Taking:
    """How many have answered, of how many that are expected."""
    sheets = [each for each in state.standing() if each.kind != "together"]
    return Taking(
        begun=len(sheets),
        finished=sum(each.finished for each in sheets),
        paper=sum(each.kind == "paper" for each in sheets),
        expected=state.chosen.expected,
    )


def _counted(state: State) -> Iterable[Counted]:
    return state.counted if state.counted is not None else state.to_show()


def _counts(instrument: Instrument, item: Item, given: Iterable[str]) -> dict[str, int]:
    counted = Counter(given)
    return {each.id: counted[each.id] for each in instrument.scale_of(item).options}


def _agreed(state: State, key: ItemKey) -> str:
    sheet = state.sheets.get(TOGETHER)
    answer = sheet.answers.get(key) if sheet else None
    return answer.option if answer and answer.counts else ""


def _said(state: State, key: ItemKey) -> tuple[Said, ...]:
    found = [
        Said(answer.id, answer.evidence, answer.owner, answer.by_when)
        for _, of, answer in state.worded()
        if of == key and not answer.aside
    ]
    return tuple(sorted(found, key=lambda each: (each.evidence.casefold(), each.id)))


def _moderated(state: State, key: ItemKey) -> Moderated | None:
    rating = state.ratings.get(key)
    if rating is None or not rating.option:
        return None
    return Moderated(rating.id, rating.option, "" if rating.aside else rating.reasons)
