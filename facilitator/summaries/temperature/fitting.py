"""How much of what can be long the officer's report holds, so that it stays within ten pages."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from facilitator.summaries.blocks import Picture, Section
from facilitator.summaries.length import A_PAGE, length
from facilitator.summaries.temperature.charts import Drawn
from facilitator.summaries.temperature.report import Report
from facilitator.summaries.temperature.sections import Amount, officer

PAGES = 10.3  # as they are estimated, which is more than they take
LINE, ACROSS = 0.44, 17.0  # centimetres on paper: a line of text, and the width of a picture
AMOUNTS = (
    Amount(rows=60, evidence=12, cut=600, changes=40, practices=4),
    Amount(rows=40, evidence=6, cut=300, changes=20, practices=3, long=30),
    Amount(rows=24, evidence=4, cut=200, changes=16, practices=2, long=12, close=True),
    Amount(rows=12, evidence=2, cut=140, changes=8, practices=1, long=12, close=True),
    Amount(rows=5, evidence=1, cut=90, changes=5, practices=1, long=3, close=True),
    Amount(rows=5, evidence=1, cut=90, changes=5, practices=1, long=3, close=True, charts=False),
)


def fitted(report: Report) -> list[Section]:
    """The officer's report, with as much as ten pages hold; the rest stands in the files."""
    found: list[Section] = []
    drawn = Drawn()
    for most in AMOUNTS:
        found = officer(report, most, drawn)
        if pages(found) <= PAGES:
            break
    return found


def pages(sections: Iterable[Section]) -> float:
    """About how many sheets of A4 these take."""
    blocks = [block for section in sections for block in section.blocks]
    pictures = sum(_height(block) for block in blocks if isinstance(block, Picture))
    return (length(blocks) + pictures) / A_PAGE


def _height(picture: Picture) -> float:
    """How many lines a picture takes, from the size that its PNG names."""
    wide, high = struct.unpack(">II", picture.png[16:24])
    return ACROSS * high / wide / LINE + 1
