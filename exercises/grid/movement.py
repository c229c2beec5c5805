"""What an action does to a situation, in numbers and in words; and how tables differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from exercises.grid.content import NOW, PERSON, VIEWPOINTS, ViewpointId, grid
from exercises.grid.state import State

Effect = Literal["helps both", "trades", "helps one", "harms", "changes nothing"]


@dataclass(frozen=True)
class Move:
    """One table's before and after: wellbeing and safety, each -5 to 5."""

    table: int
    viewpoint: ViewpointId
    action: str
    before: tuple[int, int]
    after: tuple[int, int]

    @property
    def by(self) -> tuple[int, int]:
        """How far it moves wellbeing and safety."""
        return self.after[0] - self.before[0], self.after[1] - self.before[1]

    @property
    def effect(self) -> Effect:
        """Whether it helps both, helps one and harms the other (trades), and so on."""
        low, high = sorted(self.by)
        if low < 0 < high:
            return "trades"
        if low > 0:
            return "helps both"
        if high > 0:
            return "helps one"
        return "harms" if low < 0 else "changes nothing"


def moves(state: State) -> list[Move]:
    """Every action that a table has placed from a viewpoint that it has placed now too."""
    found = []
    for standing, spot in state.spots():
        before = state.spot(standing.table, standing.viewpoint, NOW)
        if standing.moment == NOW or before is None:
            continue
        found.append(
            Move(
                standing.table,
                standing.viewpoint,
                standing.moment,
                (before.wellbeing, before.safety),
                (spot.wellbeing, spot.safety),
            )
        )
    return found


def signed(n: int) -> str:
    """A number of the scale as it is written: +3, 0, a real minus and 2."""
    return f"+{n}" if n > 0 else f"\u2212{-n}" if n else "0"


def in_words(wellbeing: int, safety: int) -> str:
    """A place in words with its numbers: both from -5 to 5."""
    said = []
    for axis, n in zip(grid().axes, (wellbeing, safety), strict=True):
        said.append(f"{axis.name} {signed(n)}: {axis.word(n)}.")
    return " ".join(said)


def moved(by: tuple[int, int]) -> str:
    """What a movement does, in words: 'wellbeing up by 3, safety down by 2'."""
    said = []
    for axis, n in zip(grid().axes, by, strict=True):
        name = axis.name.lower()
        said.append(
            f"{name} as before" if n == 0 else f"{name} {'up' if n > 0 else 'down'} by {abs(n)}"
        )
    return ", ".join(said)


def spread(values: Sequence[int]) -> str:
    """Several tables' numbers as a range in words, never as an average."""
    if not values:
        return "not placed"
    low, high = min(values), max(values)
    if low == high:
        many = "both tables" if len(values) == 2 else f"all {len(values)} tables"
        return f"{signed(low)}" + (f", {many}" if len(values) > 1 else "")
    return f"from {signed(low)} to {signed(high)}, {len(values)} tables"


def distance(state: State, moment: str, table: int) -> list[tuple[ViewpointId, int, int]]:
    """How far each viewpoint of a table stands from the person's at a moment: wellbeing, safety.
    Empty while the person's place is."""
    own = state.spot(table, PERSON, moment)
    if own is None:
        return []
    found: list[tuple[ViewpointId, int, int]] = []
    for view in VIEWPOINTS:
        spot = state.spot(table, view, moment)
        if view != PERSON and spot is not None:
            found.append((view, spot.wellbeing - own.wellbeing, spot.safety - own.safety))
    return found


def trades(found: Iterable[Move]) -> list[Move]:
    """The movements that help one axis and harm the other."""
    return [move for move in found if move.effect == "trades"]
