"""The points of law of the paths that were taken: each once, under its source, with a number."""

from __future__ import annotations

from collections.abc import Iterable

from exercises.scenarios.content import Choice, Law, Scenario
from facilitator.summaries.scenarios.report import Point, Source

Numbers = dict[tuple[str, str, str], int]


def law_of(scenario: Scenario, chosen: Iterable[Choice]) -> tuple[tuple[Source, ...], Numbers]:
    """The sources of what the law requires at these choices, with their points, and the number of
    each point. Both stand in the order of the file."""
    used = {_key(law) for choice in chosen for law in choice.law}
    every = [law for scene in scenario.scenes for each in scene.choices for law in each.law]
    found: list[Source] = []
    numbers: Numbers = {}
    for source in scenario.sources:
        points: list[Point] = []
        for law in every:
            key = _key(law)
            if law.source == source.id and key in used and key not in numbers:
                numbers[key] = len(numbers) + 1
                points.append(Point(numbers[key], law.text, law.quoted))
        if points:
            said = (source.title, source.paragraph, source.address, source.checked, source.note)
            found.append(Source(*said, points=tuple(points)))
    return tuple(found), numbers


def numbers_of(choice: Choice, numbers: Numbers) -> tuple[int, ...]:
    """The numbers of a choice's points."""
    return tuple(sorted({numbers[_key(law)] for law in choice.law}))


def _key(law: Law) -> tuple[str, str, str]:
    return law.source, law.text, law.quoted
