"""The overlap between principles, the exercise's teaching point, in figures and words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from exercises.library import PRINCIPLES, PrincipleId
from exercises.six_principles.state import Factor, State

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Overlap:
    """Which key factors serve which principles; a row for each factor in the report's order."""

    rows: tuple[tuple[Factor, tuple[PrincipleId, ...]], ...]

    @property
    def shared(self) -> list[tuple[Factor, tuple[PrincipleId, ...]]]:
        """The factors that serve two principles or more, widest first."""
        found = [row for row in self.rows if len(row[1]) > 1]
        return sorted(found, key=lambda row: -len(row[1]))

    def pairs(self) -> Counter[tuple[PrincipleId, PrincipleId]]:
        """How many factors each pair of principles has in common."""
        return Counter(
            (a, b) for _, served in self.rows for n, a in enumerate(served) for b in served[n + 1 :]
        )

    def sentences(self) -> list[str]:
        """The overlap in plain words, for a page, a report and a text alternative."""
        if not self.rows:
            return ["No key factors have been agreed yet."]
        total, shared = len(self.rows), self.shared
        said = [_how_many(len(shared), total)]
        for factor, served in shared[:3]:
            names = ", ".join(p.capitalize() for p in served)
            said.append(f"“{factor.words.text}” serves {NUMBERS[len(served)]}: {names}.")
        common = self.pairs().most_common(1)
        if common and common[0][1] > 1:
            (a, b), n = common[0]
            said.append(
                f"{a.capitalize()} and {b.capitalize()} have most in common ({n} key factors)."
            )
        alone = [p for p in PRINCIPLES if shared and not any(p in s for _, s in shared)]
        if alone:
            names = ", ".join(p.capitalize() for p in alone)
            said.append(f"No key factor of {names} was seen to serve another principle.")
        return said


def _how_many(shared: int, total: int) -> str:
    if not shared:
        return "No key factor has been marked as serving a second principle."
    if shared == total:
        each = f"All {_number(total)} key factors serve" if total > 1 else "The key factor serves"
        return f"{each} more than one principle."
    verb = "serves" if shared == 1 else "serve"
    said = f"{_number(shared)} of {_number(total)} key factors {verb} more than one principle."
    return said[:1].upper() + said[1:]


def _number(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else str(n)


def overlap(state: State) -> Overlap:
    """The overlap as it stands."""
    rows = [
        (factor, tuple(state.served(factor)))
        for principle in PRINCIPLES
        for factor in state.factors_of(principle)
    ]
    return Overlap(tuple(rows))
