"""The running order of a half day, as in the facilitator's guide, for the minutes of a round."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from exercises.library import Case
from exercises.six_principles.rotation import ROUNDS
from exercises.six_principles.settings import Settings

BEGINS = 9 * 60 + 30  # minutes after midnight
MOVING = 10  # minutes for moving on, over all rounds
WITHOUT_A_CLOCK = 45  # minutes set aside for the rounds when no clock runs


@dataclass(frozen=True)
class Step:
    """A step of the day. `minutes` is None for the end; `clock` says what the clock is set to."""

    starts: str
    what: str
    minutes: int | None
    clock: str


def running_order(case: Case, minutes: float | None) -> list[Step]:
    """The steps from 9:30 on, with rounds of `minutes`, or without a clock when None."""
    usual = Settings(case=case)
    timed = minutes is not None
    rounds = f"{ROUNDS} rounds of {minutes:g}" if minutes is not None else ""
    steps = [
        ("Welcome, ground rules, notice of what is kept", 15, ""),
        ("Read the case, silently or aloud", 10, f"{usual.reading:g}" if timed else ""),
        ("Six rounds", _for_rounds(minutes), rounds),
        ("What did you notice? Is section 42(1) met?", 15, ""),
        ("Break", 20, ""),
        (
            "Condense: each table takes the principle it began with",
            20,
            f"{usual.condensing:g}" if timed else "",
        ),
        ("Read it back beside the “I” statements", 15, ""),
        ("Prioritise: place the dots, then show the totals", 15, ""),
        (
            "Against the plan: each table its own key factors, then to the room",
            30,
            f"{usual.checking:g}" if timed else "",
        ),
        ("What follows: gaps and actions", 15, ""),
        ("Two short things from each person; close", 10, ""),
    ]
    found, at = [], BEGINS
    for what, length, clock in steps:
        found.append(Step(_time(at), what, length, clock))
        at += length
    return [*found, Step(_time(at), "End, and make the summary", None, "")]


def _for_rounds(minutes: float | None) -> int:
    """Minutes for all rounds and the moves between them, in whole fives."""
    return WITHOUT_A_CLOCK if minutes is None else 5 * ceil((ROUNDS * minutes + MOVING) / 5)


def _time(minutes: int) -> str:
    """A time of day, such as '9:30'."""
    return f"{minutes // 60 % 24}:{minutes % 60:02}"
