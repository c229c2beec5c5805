"""What a look round finds: one thing, how it stands, and what would help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

State = Literal["good", "look", "bad"]
WORDS: dict[State, str] = {"good": "Good", "look": "Look at this", "bad": "Not ready"}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `says` is a sentence; `advice`, if any, is another."""

    name: str
    state: State
    says: str
    advice: str = ""

    @property
    def words(self) -> str:
        return WORDS[self.state]

    def line(self) -> str:
        """The finding as one line of a terminal."""
        return f"{self.words + ':':14}{self.name}: {self.says}{self.advice and ' ' + self.advice}"


def verdict(findings: Iterable[Finding]) -> str:
    """What all of it means, in one sentence."""
    states = [each.state for each in findings]
    if bad := states.count("bad"):
        return f"This laptop is not ready: {_things(bad)} must be mended first."
    if look := states.count("look"):
        return f"Nothing here stops a session; {_things(look)} should be looked at."
    return "This laptop is ready."


def _things(count: int) -> str:
    return "one thing" if count == 1 else f"{count} things"
