"""What a session of a scenario gives to the roll-up: how paths ended, and what tables judged.

Only paths that have come to their end, and only of the kit's own scenarios.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exercises.exercise import Measure
from exercises.journal.results import Result
from exercises.scenarios.content import ACHIEVED, ASKED, RISKS, Scenario, scenario, scenarios
from exercises.scenarios.recording import record_on
from exercises.scenarios.state import State

STOPPED = "before-an-ending"


def results(state: State) -> Iterator[Result]:
    """The counts of a session on a scenario of the kit; nothing where it is another."""
    told = state.scenario
    if not _is_kits(told):
        return
    yield Result("sessions", "", told.id, 1)
    for table in state.frame.tables:
        for path in state.paths(table):
            if state.is_over(table, path):
                yield from _of_path(state, table, path)


def _of_path(state: State, table: int, path: str) -> Iterator[Result]:
    story, record = state.story_to(path), record_on(state, table, path)
    ends = STOPPED if story.stopped else story.at
    if ends in _endings(scenario(state.scenario.id)):
        yield Result("endings", state.scenario.id, ends, 1)
    if record.asked:
        yield Result("asked", "", _name(record.asked), 1)
    for outcome in record.outcomes:
        if outcome.achieved:
            yield Result("outcomes", "", _name(outcome.achieved), 1)
    if record.risk:
        yield Result("risk", "", _name(record.risk), 1)


def _is_kits(told: Scenario) -> bool:
    """Whether it is a scenario of the kit, perhaps as an older version had it."""
    if told.id not in scenarios():
        return False
    kits = scenario(told.id)
    return (told.title, told.person, told.author) == (kits.title, kits.person, kits.author)


def _name(answer: str) -> str:
    """An answer's name in the roll-up."""
    return "-".join(answer.replace(",", "").replace("'", "").split())


def _endings(told: Scenario) -> dict[str, str]:
    found = {each.id: each.ending.title for each in told.scenes if each.ending is not None}
    return found | {STOPPED: "stopped before an ending"}


def _scenarios() -> dict[str, Scenario]:
    return {name: scenario(name) for name in scenarios()}


def _one_of(answers: tuple[str, ...]) -> dict[str, tuple[str, Mapping[str, str]]]:
    return {"": ("", {_name(answer): answer for answer in answers})}


MEASURES = (
    Measure(
        "sessions",
        "Scenarios that rooms played",
        "sessions",
        lambda: {"": ("", {name: each.title for name, each in _scenarios().items()})},
    ),
    Measure(
        "asked",
        "Was the person asked what they want?",
        "paths",
        lambda: _one_of(ASKED),
    ),
    Measure(
        "outcomes",
        "How far tables judged that what the person wanted was achieved",
        "outcomes",
        lambda: _one_of(ACHIEVED),
    ),
    Measure(
        "risk", "What tables judged to have become of the risk", "paths", lambda: _one_of(RISKS)
    ),
    Measure(
        "endings",
        "How paths ended, by scenario",
        "paths",
        lambda: {name: (each.title, _endings(each)) for name, each in _scenarios().items()},
        of_subjects=True,
    ),
)
