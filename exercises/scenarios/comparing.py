"""Paths put side by side: how the tables chose in a scene and why, without saying who did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exercises.scenarios.content import LEAVE, Scenario
from exercises.scenarios.state import Playing, Spot, State, Step

OPEN_STAGES = ("debrief", "roleplay", "close")
"""From here on everybody sees every path."""


@dataclass(frozen=True)
class Chose:
    """How many tables chose this in a scene, and their reasons in an order that tells nothing.
    `aloud` tells what is said from what is done."""

    choice: str
    words: str
    tables: int
    reasons: tuple[str, ...]
    aloud: bool = False


def is_open(state: State) -> bool:
    """Whether tables see each other's paths: from the debrief on."""
    return state.frame.stage in OPEN_STAGES


def spread(state: State, scene: str) -> list[Chose]:
    """The choices of a scene in the order of the file, and leaving it last where a table left it.
    Each table counts as it went on its newest path."""
    found = state.scenario.scene(scene)
    made = list(_steps_in(state, scene))
    names = (
        [(choice.id, choice.words, bool(choice.say)) for choice in found.choices] if found else []
    )
    if any(step.left for step in made):
        names.append((LEAVE, "", False))
    return [_chose(*name, [s for s in made if s.choice == name[0]]) for name in names]


def _chose(choice: str, words: str, aloud: bool, made: list[Step]) -> Chose:
    reasons = sorted((step.reason for step in made if step.reason), key=str.casefold)
    return Chose(choice, words, len({step.table for step in made}), tuple(reasons), aloud)


def _steps_in(state: State, scene: str) -> Iterator[Step]:
    for number in state.frame.tables:
        yield from (s for s in state.steps_to(state.table(number).head) if s.scene == scene)


def spots(state: State, scene: str) -> list[Spot]:
    """Where tables put the situation in a scene, in an order that tells nothing."""
    found = [p.spot for n in state.frame.tables if (p := state.place(n, scene)) is not None]
    return sorted(found, key=lambda spot: (spot.wellbeing, spot.safety, spot.reason.casefold()))


def too_early(state: State, scene: str) -> list[int]:
    """The open tables for which it would be too early to show how others chose in this scene:
    those that may still come to it, and those that stand in it. None from the debrief on."""
    if is_open(state) or state.frame.ended:
        return []
    return [n for n in state.frame.open_tables() if not _is_past(state, n, scene)]


def too_early_to_see(state: State, scene: str) -> list[int]:
    """The open tables that have not come to this scene and still may. None from the debrief on."""
    if is_open(state) or state.frame.ended:
        return []
    return [
        n
        for n in state.frame.open_tables()
        if not _has_seen(state, n, scene) and _may_come(state, n, scene)
    ]


def too_early_to_read(state: State, scene: str) -> list[int]:
    """The open tables that have come to this scene, did not leave it and have not placed the
    situation there: before them the author's place is not shown, at no stage."""
    return [
        n
        for n in state.frame.open_tables()
        if _has_seen(state, n, scene)
        and state.place(n, scene) is None
        and not any(step.scene == scene and step.left for step in _all_steps(state, n))
    ]


def _all_steps(state: State, table: int) -> list[Step]:
    return [step for path in state.paths(table) for step in state.steps_to(path)]


def _has_seen(state: State, table: int, scene: str) -> bool:
    if state.story(table).at == scene and not state.table(table).waits:
        return True
    return any(step.scene == scene for step in _all_steps(state, table))


def _is_past(state: State, table: int, scene: str) -> bool:
    if any(step.scene == scene for step in _all_steps(state, table)):
        return True
    return not _may_come(state, table, scene)


def _may_come(state: State, table: int, scene: str) -> bool:
    """Whether the table stands in this scene, or can still come to it from where it stands."""
    story = state.story(table)
    return not story.stopped and scene in ahead(state.scenario, story.at)


def ahead(scenario: Scenario, at: str) -> set[str]:
    """The scenes that can be reached from `at`, itself included, whatever is marked."""
    found, waiting = set(), [at]
    while waiting:
        name = waiting.pop()
        scene = scenario.scene(name)
        if name in found or scene is None:
            continue
        found.add(name)
        waiting += [choice.next for choice in scene.choices]
        waiting += [scene.if_left.next] if scene.if_left else []
    return found


def stands_at(state: State, playing: Playing) -> str:
    """The scene in which a table is seen: the held one while it waits there."""
    return playing.waits or state.story_to(playing.head).at
