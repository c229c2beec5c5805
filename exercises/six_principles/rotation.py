"""Which table works on which principle, and which one it condenses."""

from __future__ import annotations

from collections.abc import Sequence

from exercises.library import PRINCIPLES, PrincipleId

ROUNDS = len(PRINCIPLES)


def principle_of(table: int, round: int) -> PrincipleId:
    """The principle of table `table` (from 1) in round `round` (1 to 6): table g starts on
    principle g and moves on one each round, so that every table works all six."""
    return PRINCIPLES[(table - 1 + round - 1) % ROUNDS]


def missed(since_round: int, table: int) -> list[PrincipleId]:
    """The principles a table that came in round `since_round` has not been shown."""
    return [principle_of(table, n) for n in range(1, since_round)]


def condensers(tables: Sequence[int]) -> dict[PrincipleId, list[int]]:
    """Which of the open `tables` condense which principle.

    A table condenses the principle it began with. A principle nobody began with goes to the table
    that has the fewest so far, lowest number first; with more than six tables some share one.
    """
    by_principle: dict[PrincipleId, list[int]] = {p: [] for p in PRINCIPLES}
    for table in sorted(tables):
        by_principle[principle_of(table, 1)].append(table)
    load = dict.fromkeys(sorted(tables), 1)
    for principle, mine in by_principle.items():
        if not mine and load:
            table = min(load, key=lambda t: (load[t], t))
            load[table] += 1
            by_principle[principle] = [table]
    return by_principle
