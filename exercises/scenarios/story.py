"""Play a scenario: where a story stands, what may be chosen there, and where that leads.

A story is its steps and nothing else: the same steps on the same scenario give the same story, so
that one can be kept as a list of (scene, choice, reason) and taken up again at any scene. A choice
is offered once: what has been said has been said. So every story ends, whatever is chosen.

A scene can always be left. That is a step like any other, with no reason asked and nothing lost.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from exercises import words
from exercises.scenarios.content import LEAVE, Choice, Said, Scenario, Scene

_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


class StoryError(ValueError):
    """A step cannot be taken; the message is a sentence for the person who tried."""


class Step(NamedTuple):
    """What was chosen in a scene, or that it was left, and the reason that was given."""

    scene: str
    choice: str
    reason: str = ""


@dataclass(frozen=True)
class Visit:
    """A scene as it was on a path: with the marks on arrival, and what was chosen in it.

    In the scene where a story stands `choice` is None and `left` is False.
    """

    scene: Scene
    marks: frozenset[str]
    choice: Choice | None = None
    left: bool = False
    reason: str = ""

    @property
    def text(self) -> tuple[str, ...]:
        """What happens, with what earlier choices added."""
        return shown(self.scene, self.marks)[0]

    @property
    def said(self) -> tuple[Said, ...]:
        """What is said, with what earlier choices added."""
        return shown(self.scene, self.marks)[1]


@dataclass(frozen=True)
class Story:
    """A path through a scenario. `stopped` says that a scene was left with nowhere to go on to."""

    scenario: Scenario
    at: str
    steps: tuple[Step, ...] = ()
    marks: frozenset[str] = frozenset()
    stopped: bool = False

    @property
    def scene(self) -> Scene:
        """The scene where the story stands."""
        return _scene(self.scenario, self.at)

    @property
    def ended(self) -> bool:
        return self.stopped or self.scene.ending is not None


def begin(scenario: Scenario) -> Story:
    return Story(scenario, scenario.begins)


def resume(scenario: Scenario, steps: Iterable[tuple[str, str, str]]) -> Story:
    """The story with these steps. Raises StoryError for one that cannot be taken."""
    story = begin(scenario)
    for step in map(Step._make, steps):
        if step.choice == LEAVE:
            story = leave(story, step.scene)
        else:
            _here(story, step.scene)
            story = choose(story, step.choice, step.reason)
    return story


def choices_of(story: Story) -> tuple[Choice, ...]:
    """What is offered in the scene where the story stands; nothing once it has ended."""
    if story.ended:
        return ()
    return offered(story.scene, story.marks, _done(story))


def choose(story: Story, choice: str, reason: str = "") -> Story:
    """The story after `choice`. Raises StoryError when it is not offered, and WordsError."""
    if story.ended:
        raise StoryError("the story has ended; begin again to choose another path")
    found = next((each for each in choices_of(story) if each.id == choice), None)
    if found is None:
        known = ", ".join(each.id for each in choices_of(story))
        raise StoryError(f"{choice!r} is not offered in {story.at}; there are: {known}")
    step = Step(story.at, choice, words.clean(reason))
    return replace(
        story,
        at=found.next,
        steps=(*story.steps, step),
        marks=story.marks | frozenset(found.marks),
    )


def leave(story: Story, scene: str) -> Story:
    """The story when `scene` is skipped: it goes on, or stops where there is nowhere to go.

    No mark is left, nothing is recorded but that it was left. Raises StoryError where the story
    does not stand in `scene`.
    """
    _here(story, scene)
    to = way_out(story.scene, story.marks, _done(story))
    steps = (*story.steps, Step(scene, LEAVE))
    return replace(story, at=to or scene, steps=steps, stopped=to is None)


def offered(
    scene: Scene, marks: Collection[str], done: Collection[tuple[str, str]]
) -> tuple[Choice, ...]:
    """The choices of `scene` for somebody with these marks who has `done` these (scene, choice)."""
    return tuple(
        choice
        for choice in scene.choices
        if (scene.id, choice.id) not in done and meets(choice.needs, choice.unless, marks)
    )


def way_out(scene: Scene, marks: Collection[str], done: Collection[tuple[str, str]]) -> str | None:
    """Where somebody goes on who leaves `scene`; None when the story stops there.

    First where the author says, then where the choices lead, and to new scenes before known ones.
    Who leaves the same scene again goes on to new scenes only, so that leaving comes to an end.
    """
    been = {scene.id, *(before for before, _ in done)}
    ways = [choice.next for choice in offered(scene, marks, done) if choice.next != scene.id]
    if scene.if_left:
        ways.insert(0, scene.if_left.next)
    fresh = [way for way in ways if way not in been]
    if (scene.id, LEAVE) in done:
        return next(iter(fresh), None)
    if scene.if_left and scene.if_left.next != scene.id:
        return scene.if_left.next
    return next(iter([*fresh, *ways]), None)


def shown(scene: Scene, marks: Collection[str]) -> tuple[tuple[str, ...], tuple[Said, ...]]:
    """The paragraphs and the words said in `scene` for somebody with these marks."""
    more = [also for also in scene.also if meets(also.needs, also.unless, marks)]
    text = (*scene.text, *(paragraph for also in more for paragraph in also.text))
    return text, (*scene.said, *(said for also in more for said in also.said))


def meets(needs: Iterable[str], unless: Iterable[str], marks: Collection[str]) -> bool:
    """Whether all of `needs` and none of `unless` are among the marks."""
    return all(mark in marks for mark in needs) and not any(mark in marks for mark in unless)


def visits(story: Story) -> tuple[Visit, ...]:
    """The path scene by scene; the last is where the story stands."""
    found, marks = [], frozenset()
    for step in story.steps:
        scene = _scene(story.scenario, step.scene)
        choice = scene.choice(step.choice)
        found.append(Visit(scene, marks, choice, step.choice == LEAVE, step.reason))
        marks |= frozenset(choice.marks if choice else ())
    if not story.stopped:
        found.append(Visit(story.scene, marks))
    return tuple(found)


def heard(story: Story) -> dict[str, Visit]:
    """The wants that were said on this path, in the order in which they were first heard, each with
    the scene. What stands in a scene that was left counts as not heard."""
    found: dict[str, Visit] = {}
    for visit in visits(story):
        if not visit.left:
            for want in wants_in(story.scenario, visit.scene, visit.marks, visit.choice):
                found.setdefault(want, visit)
    return found


def wants_in(
    scenario: Scenario, scene: Scene, marks: Collection[str], choice: Choice | None
) -> list[str]:
    """The wants whose words are heard in `scene` with these marks, and in the answer to `choice`,
    in the order of the file."""
    named = [want for want in scenario.wants if scene.id in want.said_in]
    if not named:
        return []
    text, said = shown(scene, marks)
    aloud = [*text, *(each.words for each in said), *(choice.answer if choice else ())]
    return [want.id for want in named if any(stands_in(want.words, each) for each in aloud)]


def stands_in(quoted: str, text: str) -> bool:
    """Whether these very words are in a text; line ends and the form of quotation marks aside."""
    return _plain(quoted) in _plain(text)


def most_steps(scenario: Scenario) -> int:
    """No story of this scenario has more steps than this."""
    return sum(len(scene.choices) for scene in scenario.scenes) + 2 * len(scenario.scenes)


@lru_cache(maxsize=2048)  # texts of a few scenarios, and nobody's reasons
def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(_QUOTES))


def _done(story: Story) -> set[tuple[str, str]]:
    return {(step.scene, step.choice) for step in story.steps}


def _here(story: Story, scene: str) -> None:
    if story.ended:
        raise StoryError("the story has ended; begin again to choose another path")
    if scene != story.at:
        raise StoryError(f"the story is at {story.at} and no longer at {scene}")


def _scene(scenario: Scenario, id: str) -> Scene:
    found = scenario.scene(id)
    if found is None:
        raise StoryError(f"the scenario {scenario.id} has no scene {id!r}")
    return found
