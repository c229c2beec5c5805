"""How far two coders agree: counts by theme, what differs, and what is asked of the library.

The unit is a sentence of an interview whose codings are compared; for each theme a coder marked it
or did not. Taken together, every sentence with each of the themes is a unit.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Literal

from exercises.interviews.content import interview_words
from exercises.interviews.state import CODERS, State

ALL = "all"
Why = Literal["", "few", "same", "waiting"]
Ratings = dict[str, tuple[list[int], list[int]]]


@dataclass(frozen=True)
class Counted:
    """One theme, or all together: how many units both marked, one alone, or neither. `kappa` is
    None where it cannot be worked out; `why` says why."""

    code: str
    title: str
    both: int
    officer: int
    second: int
    neither: int
    kappa: float | None
    why: Why

    @property
    def units(self) -> int:
        return self.both + self.officer + self.second + self.neither

    @property
    def share(self) -> float:
        """The share of units on which both did the same; 0 without units."""
        return (self.both + self.neither) / self.units if self.units else 0.0


@dataclass(frozen=True)
class Differing:
    """A sentence that one coder marked and the other did not; `belongs` is what both decided."""

    passage: str
    code: str
    by: str
    belongs: bool | None


def units(state: State) -> list[str]:
    """The sentences that both have read for themes, in order."""
    return [name for name, (interview, *_) in state.index().items() if interview.compared]


def ratings(state: State) -> Ratings:
    """For each theme and code, and for all themes together, what the two did with each unit:
    1 where they marked it, else 0."""
    names = units(state)
    mine, other = (state.marked(each) for each in CODERS)
    found: Ratings = {}
    for code in state.code_names():
        a = [int(code in mine.get(name, ())) for name in names]
        b = [int(code in other.get(name, ())) for name in names]
        found[code] = (a, b)
    themes = [theme.id for theme in interview_words().themes]
    found[ALL] = (
        [mark for code in themes for mark in found[code][0]],
        [mark for code in themes for mark in found[code][1]],
    )
    return found


def why_not(a: list[int], b: list[int], sentences: int) -> Why:
    """Why kappa cannot be worked out of these; empty where it can."""
    if sentences < interview_words().few_sentences:
        return "few"
    return "same" if len({*a, *b}) < 2 else ""


def question(state: State) -> dict[str, Any] | None:
    """What is asked of the process that has the library: marks as 0 and 1, and no words. `mark`
    names them. None where there is nothing to ask."""
    sentences = len(units(state))
    asked = {
        code: [a, b] for code, (a, b) in ratings(state).items() if not why_not(a, b, sentences)
    }
    if not asked:
        return None
    kept = json.dumps(asked, sort_keys=True).encode()
    return {"mark": hashlib.sha256(kept).hexdigest()[:32], "codings": asked}


def counted(state: State, answered: dict[str, Any]) -> list[Counted]:
    """Every theme and code, then all themes together. `answered` is what stands beside the journal:
    `{"mark": ..., "kappas": {...}}`; an answer to another question is not used."""
    asked = question(state)
    kappas = answered.get("kappas", {}) if asked and answered.get("mark") == asked["mark"] else {}
    sentences = len(units(state))
    titles = state.code_names() | {ALL: "All themes together"}
    found = []
    for code, (a, b) in ratings(state).items():
        pairs = list(zip(a, b, strict=True))
        why = why_not(a, b, sentences)
        kappa = kappas.get(code)
        found.append(
            Counted(
                code,
                titles[code],
                pairs.count((1, 1)),
                pairs.count((1, 0)),
                pairs.count((0, 1)),
                pairs.count((0, 0)),
                kappa,
                why or ("waiting" if kappa is None else ""),
            )
        )
    return found


def differing(state: State) -> list[Differing]:
    """Every sentence and theme on which the two differ, in order, with what was decided."""
    mine, other = (state.marked(each) for each in CODERS)
    settled = state.settled()
    found = []
    for name in units(state):
        one, two = mine.get(name, set()), other.get(name, set())
        for code in state.code_names():
            if (code in one) != (code in two):
                by = CODERS[0] if code in one else CODERS[1]
                found.append(Differing(name, code, by, settled.get((name, code))))
    return found
