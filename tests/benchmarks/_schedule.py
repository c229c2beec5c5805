"""Which faults come, in which order and how: drawn from a seed before anything runs."""

from __future__ import annotations

import random
from dataclasses import dataclass

SMALL = {  # what happens at one page; the share of all faults
    "kernel killed": 0.23,
    "connection dropped": 0.27,
    "network cut": 0.16,
    "fork parent killed": 0.08,
}
DIRECT = {"writer killed": 0.12, "clock jump": 0.08}  # beside the pages, in the same sessions
LARGE = {"server killed": 0.02, "disk full": 0.025, "everybody cut": 0.015}
SHARES = SMALL | DIRECT | LARGE
LONG_CUT = 30.0
LONG_FROM = 500  # a schedule of so many faults or more has a cut of LONG_CUT


@dataclass(frozen=True)
class Fault:
    """One fault. `wait` is how long before it a line is sent, `length` how long it lasts, both in
    seconds; `part`, `up`, `more` and `jump` are for those kinds that can use them."""

    kind: str
    wait: float
    length: float
    part: float  # of a message, or of a task
    up: bool  # from the page to the kit; else the other way
    more: bool  # another line is written meanwhile
    jump: float  # seconds by which a clock goes wrong


def drawn(n: int, seed: int) -> list[Fault]:
    """`n` faults; every kind comes at least once when there are enough of them."""
    chance = random.Random(seed)
    kinds = list(SHARES)[:n]
    kinds += chance.choices(list(SHARES), list(SHARES.values()), k=n - len(kinds))
    chance.shuffle(kinds)
    faults = [_fault(kind, chance) for kind in kinds]
    if n >= LONG_FROM:
        first = kinds.index("everybody cut")
        faults[first] = Fault("everybody cut", 0.0, LONG_CUT, 0.5, True, True, 0.0)
    return faults


def _fault(kind: str, chance: random.Random) -> Fault:
    length = chance.uniform(0.2, 2.0)
    longer = chance.uniform(4.0, 9.0)  # enough for a page to find the kernel silent
    if kind == "network cut" and chance.random() < 0.03:
        length = longer
    jump = chance.choice((-1, 1)) * 10 ** chance.uniform(1, 8)
    return Fault(
        kind,
        wait=chance.choice((0.0, chance.uniform(0.0, 0.06))),
        length=length,
        part=chance.uniform(0.02, 0.98),
        up=chance.random() < 0.6,
        more=chance.random() < 0.5,
        jump=jump,
    )
