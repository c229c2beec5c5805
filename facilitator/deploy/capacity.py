"""How much a hub takes, worked out from what was measured: `python -m facilitator.deploy.capacity`.

Prints the table that stands in README.md. What was measured is in `measured.toml`; what is assumed
stands here, by name.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

MEASURED = Path(__file__).parent / "measured.toml"

ROOM = 40  # people in the room that was measured
USED = 0.7  # of a node's memory and processors; the rest is for its system, the hub and peaks
LINE_SECONDS = 20  # one line of each person in so many seconds, while all write
HOURS = 3  # that a node is kept for one session, with arriving and leaving
NODES = ((2, 8), (4, 16), (8, 32), (16, 64))  # processors and GiB


@dataclass(frozen=True)
class Node:
    """What one node carries. `by` says whether memory or processors are the limit."""

    cores: int
    gib: int
    in_rooms: int
    by: str
    alone: int
    writes: float
    hours: float


def measured() -> dict[str, float]:
    """The values by name."""
    found = tomllib.loads(MEASURED.read_text(encoding="utf-8"))
    return {name: float(each["value"]) for name, each in found.items()}


def node(cores: int, gib: int, told: dict[str, float]) -> Node:
    """Work out what a node with so many processors and so much memory carries."""
    mib, busy = USED * gib * 1024, USED * cores / told["writing_cores"]
    by_memory = mib / (told["room_mib"] / ROOM)
    in_rooms = int(min(by_memory, busy))
    return Node(
        cores,
        gib,
        in_rooms,
        "memory" if by_memory < busy else "processors",
        int(min(mib / (told["kit_mib"] + told["page_mib"]), busy)),
        in_rooms / LINE_SECONDS,
        1000 / in_rooms * HOURS,
    )


def one_database(told: dict[str, float]) -> int:
    """How many people can write at once before one database is the limit."""
    return int(USED * told["writes_per_second"] * LINE_SECONDS)


def table() -> str:
    """The table as Markdown."""
    told = measured()
    rows = [
        "| node | participants in rooms | set by | people alone | lines a second | "
        "node-hours for a thousand participants | price |",
        "|---|---|---|---|---|---|---|",
    ]
    for cores, gib in NODES:
        n = node(cores, gib, told)
        rows.append(
            f"| {n.cores} processors, {n.gib} GiB | {n.in_rooms} | {n.by} | {n.alone} "
            f"| {n.writes:.1f} | {n.hours:.0f} | {n.hours:.0f} P |"
        )
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
    print(f"\nOne database: {one_database(measured()):,} people who write at once.")
