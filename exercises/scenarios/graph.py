"""Walk every path of a scenario at once: what can be reached, and where somebody would be stuck.

A state is a scene, those marks on arrival that something from there on looks at, and, for scenes
that a path can come back to, what was done in them. Two paths that agree in these go on alike, so
each state is looked at once. Leaving a scene is a way like any other.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from exercises.scenarios.content import LEAVE, Choice, Scenario, Scene
from exercises.scenarios.story import offered, wants_in, way_out

MOST = 50_000  # states; ten scenes with ten marks have far fewer


class TooMany(Exception):
    """There are more states than can be looked at; the message is part of a sentence."""


class State(NamedTuple):
    scene: str
    marks: frozenset[str]
    done: frozenset[tuple[str, str]]


class Way(NamedTuple):
    """From a state to the next: by a choice, or by leaving (None)."""

    choice: Choice | None
    to: State


@dataclass
class Walk:
    """Every state that some path comes to, and the ways from each. `wants` are those that can have
    been heard on a path to a state, before its own scene is read."""

    scenario: Scenario
    ways: dict[State, list[Way]] = field(default_factory=dict)
    wants: dict[State, frozenset[str]] = field(default_factory=dict)

    def states_of(self, scene: str) -> list[State]:
        return [state for state in self.ways if state.scene == scene]

    def stuck(self) -> set[str]:
        """The scenes in which, on some path, nothing is offered, though they are no endings."""
        return {
            state.scene
            for state, ways in self.ways.items()
            if not _scene(self.scenario, state.scene).ending and not any(way.choice for way in ways)
        }

    def offered_ever(self) -> set[tuple[str, str]]:
        """Every (scene, choice) that some path offers."""
        return {
            (state.scene, way.choice.id)
            for state, ways in self.ways.items()
            for way in ways
            if way.choice
        }


def walk(scenario: Scenario) -> Walk:
    """Walk all paths of a scenario that can be played. Raises TooMany."""
    ground = _Ground(scenario)
    first = State(scenario.begins, frozenset(), frozenset())
    found = Walk(scenario, wants={first: frozenset()})
    waiting = deque([first])
    while waiting:
        state = waiting.popleft()
        if state in found.ways:
            continue
        if len(found.ways) >= MOST:
            raise TooMany(
                f"there are more than {MOST:,} different ways through, too many to look at each; "
                "use fewer marks, or fewer ways back to a scene"
            )
        found.ways[state] = list(ground.ways(state))
        waiting.extend(way.to for way in found.ways[state])
    _hear(found, first)
    return found


class _Ground:
    """What a path has to remember at each scene, and the ways from it."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.again = _come_back_to(scenario)
        self.looked_at = _looked_at(scenario)
        self.into: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for scene in scenario.scenes:
            for choice in scene.choices:
                self.into[choice.next].add((scene.id, choice.id))
        self.on_leaving = {scene.if_left.next for scene in scenario.scenes if scene.if_left}

    def ways(self, state: State) -> Iterator[Way]:
        scene = _scene(self.scenario, state.scene)
        if scene.ending:
            return
        for choice in offered(scene, state.marks, state.done):
            marks = state.marks | frozenset(choice.marks)
            yield Way(choice, self._to(state, choice.id, choice.next, marks))
        if to := way_out(scene, state.marks, state.done):
            yield Way(None, self._to(state, LEAVE, to, state.marks))

    def _to(self, state: State, step: str, to: str, marks: frozenset[str]) -> State:
        done = state.done
        if state.scene in self.again:
            done |= {(state.scene, step)}
        over = {scene for scene, _ in done if scene != to and self._is_over(scene, done)}
        kept = frozenset(each for each in done if each[0] not in over) if over else done
        return State(to, marks & self.looked_at[to], kept)

    def _is_over(self, scene: str, done: frozenset[tuple[str, str]]) -> bool:
        """Whether nothing leads to a scene again, because all that led there has been chosen."""
        return scene not in self.on_leaving and self.into[scene] <= done


def _hear(walk: Walk, first: State) -> None:
    """Carry what can have been heard along the ways until nothing new comes."""
    waiting = deque([first])
    while waiting:
        state = waiting.popleft()
        scene = _scene(walk.scenario, state.scene)
        for way in walk.ways[state]:
            told = walk.wants[state]
            if way.choice:
                told |= frozenset(wants_in(walk.scenario, scene, state.marks, way.choice))
            before = walk.wants.get(way.to)
            if before is None or not told <= before:
                walk.wants[way.to] = told | (before or frozenset())
                waiting.append(way.to)


def links(scenario: Scenario) -> dict[str, set[str]]:
    """Where each scene leads, whatever its conditions."""
    found: dict[str, set[str]] = {}
    for scene in scenario.scenes:
        found[scene.id] = {choice.next for choice in scene.choices}
        if scene.if_left:
            found[scene.id].add(scene.if_left.next)
    return found


def beyond(links: dict[str, set[str]], begins: Iterable[str]) -> set[str]:
    """Every scene that can be come to from these, themselves included."""
    found: set[str] = set()
    waiting = list(begins)
    while waiting:
        scene = waiting.pop()
        if scene not in found:
            found.add(scene)
            waiting.extend(links.get(scene, ()))
    return found


def without_exit(scenario: Scenario) -> set[str]:
    """The scenes from which no ending can be come to, whatever is chosen."""
    back: dict[str, set[str]] = defaultdict(set)
    for scene, next_ones in links(scenario).items():
        for to in next_ones:
            back[to].add(scene)
    ends = beyond(back, (scene.id for scene in scenario.endings))
    return {scene.id for scene in scenario.scenes} - ends


def _come_back_to(scenario: Scenario) -> set[str]:
    """The scenes that a path can come back to."""
    known = links(scenario)
    return {scene for scene, next_ones in known.items() if scene in beyond(known, next_ones)}


def _looked_at(scenario: Scenario) -> dict[str, frozenset[str]]:
    """For each scene the marks that it, or any scene that can come after it, looks at."""
    own = {
        scene.id: {
            mark for each in (*scene.also, *scene.choices) for mark in (*each.needs, *each.unless)
        }
        for scene in scenario.scenes
    }
    known = links(scenario)
    return {
        scene: frozenset(mark for later in beyond(known, [scene]) for mark in own[later])
        for scene in known
    }


def _scene(scenario: Scenario, id: str) -> Scene:
    found = scenario.scene(id)
    if found is None:
        raise KeyError(id)
    return found
