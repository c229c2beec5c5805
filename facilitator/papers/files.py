"""The papers as files: Word to complete, and a page to read and print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from facilitator.papers import accessibility, dpia, it
from facilitator.summaries.blocks import Document
from facilitator.summaries.standing import MAKERS


@dataclass(frozen=True)
class Paper:
    """One paper: `stem` names its files, `name` and `what` say to people what it is."""

    stem: str
    name: str
    what: str
    make: Callable[[], Document]


PAPERS = (
    Paper(
        "for-it",
        "One page for IT",
        "What is stored, where and until when; who is controller; ports and traffic.",
        it.paper,
    ),
    Paper(
        "impact-assessment",
        "Data protection impact assessment",
        "A starter: what the kit does is filled in, what you decide is marked.",
        dpia.paper,
    ),
    Paper(
        "accessibility-statement",
        "Accessibility statement",
        "A draft to complete: what was tested, and what nobody has tried.",
        accessibility.paper,
    ),
)


def write(folder: Path) -> list[Path]:
    """Write every paper in both forms into `folder`, and return the paths. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for paper in PAPERS:
        document = paper.make()
        for end, made in MAKERS.items():
            written.append(folder / f"{paper.stem}{end}")
            written[-1].write_bytes(made(document))
    return written
