"""Beginning a plan check: a session whose key factors were there before it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from exercises.examples import example
from exercises.journal import sessions
from exercises.journal.sessions import Session
from exercises.journal.store import Journal
from exercises.library import CONTENT, PRINCIPLES, Case, PrincipleId, read
from exercises.six_principles.kinds import FactorMade
from exercises.six_principles.settings import EXERCISE, Settings
from exercises.six_principles.state import State

MOST_FACTORS = 60
LONGEST_FACTOR = 2_000  # characters
_BULLET = re.compile(
    r"^(?:[-*\u00b7\u2013\u2014\u2022\u2023\u25aa\u25cf\u25e6\uf0b7]|\d{1,2}[.)])(?:\s+|$)"
)
"""The mark of a list that a line was pasted with, Word's own among them."""

NOT_KEPT = "case-not-kept"
"""The name of the case that stands for one which the kit does not have."""


@dataclass(frozen=True)
class Given:
    """A key factor to begin with."""

    principle: PrincipleId
    wording: str


Factors = tuple[Given, ...]


class FactorsError(ValueError):
    """A plan check cannot begin with these key factors; the message says why."""


def begin_plan_check(
    journal: Journal, settings: Settings, tables: int, factors: Factors, by: str = "trainer"
) -> Session:
    """A new plan check with `tables` tables (1 to 12) and 1 to 60 key factors.

    The key factors are entries like any other, named given-01 and so on in the order of their
    principles, so that they can be worded anew, set aside and removed for good. Raises FactorsError
    and then leaves nothing behind.
    """
    if wrong := faults(factors):
        raise FactorsError("; ".join(wrong.values()))
    made = [FactorMade(principle=each.principle, wording=each.wording) for each in ordered(factors)]
    opened = settings.model_copy(update={"plan_only": True}).opened(tables)
    session = sessions.create(journal, EXERCISE, opened, tables=tables, days=settings.days, by=by)
    with journal.writing() as connection:
        for n, body in enumerate(made, 1):
            change = f"given-{n:02}"
            journal.append_within(connection, session.id, body, seat="", by=by, change=change)
    return session


def ordered(factors: Factors) -> Factors:
    """These key factors in the order of their principles, in which a plan check names them."""
    return tuple(sorted(factors, key=lambda each: PRINCIPLES.index(each.principle)))


def faults(factors: Factors) -> dict[PrincipleId, str]:
    """What is wrong with these key factors: a sentence for each principle where something has to be
    changed; empty when a plan check can begin."""
    if not factors:
        said = "there are no key factors yet; write or paste at least one, under any principle"
        return {PRINCIPLES[0]: said}
    by: dict[PrincipleId, list[str]] = {
        p: [each.wording.strip() for each in factors if each.principle == p] for p in PRINCIPLES
    }
    found: dict[PrincipleId, str] = {}
    for principle, wordings in by.items():
        for n, wording in enumerate(wordings, 1):
            if not wording:
                found.setdefault(
                    principle, f"key factor {n} of {principle} has no words; write some"
                )
            elif len(wording) > LONGEST_FACTOR:
                said = (
                    f"key factor {n} of {principle} has {len(wording):,} characters; shorten it "
                    f"to at most {LONGEST_FACTOR:,}, or put each key factor on a line of its own"
                )
                found.setdefault(principle, said)
    if len(factors) > MOST_FACTORS:
        fullest = max(by, key=lambda principle: len(by[principle]))
        said = (
            f"these are {len(factors)} key factors in all; at most {MOST_FACTORS} can be held "
            "against a plan, so keep those that matter most"
        )
        found[fullest] = "; ".join(filter(None, (said, found.get(fullest))))
    return found


@cache
def case_not_kept() -> Case:
    """What stands for a case that the kit does not have, after a day on paper."""
    return read(Case, CONTENT / f"{NOT_KEPT}.toml")


def of_the_kit() -> Factors:
    """The key factors of the kit's worked example on Mrs T."""
    return tuple(Given(factor.principle, factor.wording) for factor in example().factors)


def of_session(state: State) -> Factors:
    """The key factors that stand in a session, in the room's order; of two wordings that wait for a
    choice, the one that stands."""
    return tuple(
        Given(factor.principle, factor.words.text)
        for principle in PRINCIPLES
        for factor in state.factors_of(principle)
    )


def as_typed(texts: Mapping[PrincipleId, str]) -> Factors:
    """The key factors in a text for each principle, one a line, without the marks of a list."""
    return tuple(
        Given(principle, wording)
        for principle in PRINCIPLES
        for line in texts.get(principle, "").splitlines()
        if (wording := _BULLET.sub("", line.strip()))
    )
