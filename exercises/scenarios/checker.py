"""What is wrong with a scenario, in plain words: faults, and notes that an author may set aside.

Faults are of the form: a scene that cannot be reached or left, a choice that changes nothing, an
outcome that nobody said. Nothing here says which choice is better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exercises.library import PRINCIPLES
from exercises.scenarios import acronyms, graph
from exercises.scenarios.content import Choice, Fault, Scenario, Scene, unplayable
from exercises.scenarios.reading_age import MEASURE, reading_age
from exercises.scenarios.story import stands_in, wants_in

FEWEST_SCENES, MOST_SCENES = 6, 12
FEWEST_ENDINGS = 3
FEWEST_CHOICES, MOST_CHOICES = 2, 5
READING_AGE = 12
MOST_WALKED = 5 * MOST_SCENES  # with more, there is enough to mend before paths are walked
Place = tuple[int | str, ...]

HARD = re.compile(
    r"\b(?:rap(?:e|ed|es|ing|ist)|sexual\w*|molest\w*|assault\w*|strangl\w*|chok(?:e|ed|es|ing)|"
    r"punch(?:ed|es|ing)?|slap(?:s|ped|ping)?|kick(?:ed|s|ing)?|hit(?:s|ting)?|beaten|stabb\w*|"
    r"bruis\w*|blood\w*|bleed\w*|bled|burn(?:s|t|ed)?|scald\w*|knife|knives|weapons?|gun|"
    r"suicid\w*|overdos\w*|self-harm\w*|hang(?:ed)? (?:my|him|her)self|kill(?:s|ed|ing)?|murder\w*|"
    r"(?:hurt|harm|cut)(?:s|ting)? (?:my|him|her|them)sel(?:f|ves)|end (?:my|his|her) life)\b",
    re.IGNORECASE,
)


def faults(scenario: Scenario) -> list[Fault]:
    """Everything that keeps a scenario from being used, in the order of the file's parts."""
    found = list(unplayable(scenario))
    can_be_played = not found
    found += _size(scenario)
    for n, scene in enumerate(scenario.scenes):
        found += _scene(scenario, scene, ("scenes", n))
    found += _marks(scenario)
    found += _words(scenario)
    found += acronyms.unexplained(scenario)
    if can_be_played and len(scenario.scenes) <= MOST_WALKED:
        found += _paths(scenario)
    return found


def notes(scenario: Scenario) -> list[Fault]:
    """What an author may want to look at again, in a scenario without faults."""
    return [
        *_reading(scenario),
        *_principles(scenario),
        *_unused(scenario),
        *_wants_elsewhere(scenario),
        *_scene_notes(scenario),
    ]


def _size(scenario: Scenario) -> Iterator[Fault]:
    count, ends = len(scenario.scenes), len(scenario.endings)
    if count < FEWEST_SCENES:
        yield Fault(("scenes",), f"there are {count} scenes; a scenario has at least 6")
    if count > MOST_SCENES:
        yield Fault(("scenes", MOST_SCENES), f"there are {count} scenes; a scenario has at most 12")
    if ends < FEWEST_ENDINGS:
        yield Fault(("scenes",), f"there are {ends} endings; a scenario has at least 3")
    seen: list[Scene] = []
    for n, scene in enumerate(scenario.scenes):
        if scene.ending:
            same = next((other for other in seen if _ends_like(scene, other)), None)
            if same:
                place = ("scenes", n, "ending")
                yield Fault(place, f"it is the same ending as {same.id}; endings differ genuinely")
            seen.append(scene)


def _ends_like(scene: Scene, other: Scene) -> bool:
    assert scene.ending and other.ending
    return scene.ending.title == other.ending.title or scene.ending.what == other.ending.what


def _scene(scenario: Scenario, scene: Scene, at: Place) -> Iterator[Fault]:
    if scene.choices and not scene.reason.strip():
        yield Fault(at, f"{scene.id} asks for no reason; write one question in reason")
    if scene.choices and not FEWEST_CHOICES <= len(scene.choices) <= MOST_CHOICES:
        yield Fault(at, f"{scene.id} has {len(scene.choices)} choices; a scene has 2 to 5")
    yield from _hard(scene, at)
    for n, choice in enumerate(scene.choices):
        place = (*at, "choices", n)
        yield from _consequence(scene, choice, scene.choices[:n], place)
        kinds = [someone for someone in scenario.people if someone.advocate]
        if choice.speaker == "advocate" and not kinds:
            yield Fault(
                (*place, "speaker"),
                "an advocate speaks, and nobody in [[people]] is one; say there which, in advocate",
            )


def _hard(scene: Scene, at: Place) -> Iterator[Fault]:
    if scene.hard.strip():
        return
    pieces = [*acronyms.always(scene, at), *acronyms.sometimes(scene, at)]
    for n, choice in enumerate(scene.choices):
        pieces += acronyms.of_choice(choice, (*at, "choices", n))
    for place, text in pieces:
        if found := HARD.search(text):
            yield Fault(
                place,
                f"“{found[0]}” may be hard to come upon, and {scene.id} has no content note before "
                "it; write one in hard, so that there is a way out in time",
            )
            return


def _consequence(
    scene: Scene, choice: Choice, before: tuple[Choice, ...], at: Place
) -> Iterator[Fault]:
    if choice.next == scene.id and not choice.marks:
        yield Fault(
            (*at, "next"),
            f"{choice.id} has no consequence: it leads back to {scene.id} and leaves no mark",
        )
    for other in before:
        if (choice.next, set(choice.marks), choice.answer) == (
            other.next,
            set(other.marks),
            other.answer,
        ):
            yield Fault(
                at,
                f"{choice.id} has no consequence of its own: next, marks and answer are those of "
                f"{other.id}",
            )


def _marks(scenario: Scenario) -> Iterator[Fault]:
    left = {mark for _, choice in _choices(scenario) for mark in choice.marks}
    for place, marks in _conditions(scenario):
        for mark in marks:
            if mark not in left:
                known = ", ".join(sorted(left)) or "none"
                yield Fault(place, f"no choice leaves the mark {mark!r}; there are: {known}")


def _conditions(scenario: Scenario) -> Iterator[tuple[Place, tuple[str, ...]]]:
    for n, scene in enumerate(scenario.scenes):
        for m, also in enumerate(scene.also):
            yield ("scenes", n, "also", m, "needs"), also.needs
            yield ("scenes", n, "also", m, "unless"), also.unless
    for place, choice in _choices(scenario):
        yield (*place, "needs"), choice.needs
        yield (*place, "unless"), choice.unless


def _choices(scenario: Scenario) -> Iterator[tuple[Place, Choice]]:
    for n, scene in enumerate(scenario.scenes):
        for m, choice in enumerate(scene.choices):
            yield ("scenes", n, "choices", m), choice


def _words(scenario: Scenario) -> Iterator[Fault]:
    """A want is quoted: its words stand in the scenes in which it is said."""
    for n, want in enumerate(scenario.wants):
        for id in want.said_in:
            scene = scenario.scene(id)
            if scene and not any(stands_in(want.words, text) for text in _aloud(scene)):
                yield Fault(
                    ("wants", n, "said_in"),
                    f"nobody says the words of {want.id!r} in {id}; quote them as they stand there",
                )


def _aloud(scene: Scene) -> Iterator[str]:
    """Every text of a scene in which words can be heard."""
    yield from scene.text
    yield from (said.words for said in scene.said)
    for also in scene.also:
        yield from also.text
        yield from (said.words for said in also.said)
    for choice in scene.choices:
        yield from choice.answer


def _paths(scenario: Scenario) -> Iterator[Fault]:
    """What only shows when every path is walked."""
    try:
        walk = graph.walk(scenario)
    except graph.TooMany as error:
        yield Fault(("scenes",), str(error))
        return
    at = {scene.id: n for n, scene in enumerate(scenario.scenes)}
    linked = graph.beyond(graph.links(scenario), [scenario.begins])
    shut_in = graph.without_exit(scenario) & linked
    if shut_in:
        first = min(shut_in, key=lambda id: at[id])
        rest = ", ".join(sorted(shut_in, key=lambda id: at[id]))
        yield Fault(("scenes", at[first]), f"a loop without exit: no ending is reached from {rest}")
    for n, scene in enumerate(scenario.scenes):
        if scene.id not in linked:
            yield Fault(("scenes", n), f"{scene.id} cannot be reached: no scene leads there")
        elif not (states := walk.states_of(scene.id)):
            yield Fault(
                ("scenes", n),
                f"{scene.id} cannot be reached: no path has the marks that lead there",
            )
        else:
            yield from _stuck(walk, scene, n, shut_in)
            yield from _never(walk, scene, n, states)
            yield from _unsaid(walk, scene, n, states)


def _stuck(walk: graph.Walk, scene: Scene, n: int, shut_in: set[str]) -> Iterator[Fault]:
    if scene.id in walk.stuck() - shut_in:
        stuck = [
            state
            for state in walk.states_of(scene.id)
            if not any(way.choice for way in walk.ways[state])
        ]
        marks = min((sorted(state.marks) for state in stuck), key=len)
        having = f"with {_list(marks)}" if marks else "without any marks"
        tried = all(any(before == scene.id for before, _ in state.done) for state in stuck)
        again = " once what is offered there has been chosen" if tried else ""
        yield Fault(
            ("scenes", n),
            f"a dead end: who comes to {scene.id} {having} has nothing to choose{again}",
        )


def _never(walk: graph.Walk, scene: Scene, n: int, states: list[graph.State]) -> Iterator[Fault]:
    ever = walk.offered_ever()
    for m, choice in enumerate(scene.choices):
        if (scene.id, choice.id) not in ever:
            yield Fault(("scenes", n, "choices", m), f"{choice.id} is offered on no path")
    for m, also in enumerate(scene.also):
        if not any(
            set(also.needs) <= state.marks and not set(also.unless) & state.marks
            for state in states
        ):
            yield Fault(("scenes", n, "also", m), "this is shown on no path")


def _unsaid(walk: graph.Walk, scene: Scene, n: int, states: list[graph.State]) -> Iterator[Fault]:
    """Outcomes that a scene takes for said, and that nobody can have said by then."""
    scenario = walk.scenario
    if scene.ending:
        told = {want for state in states for want in walk.wants[state]}
        for state in states:
            told.update(wants_in(scenario, scene, state.marks, None))
        for m, reading in enumerate(scene.ending.outcomes):
            if reading.want not in told:
                yield Fault(
                    ("scenes", n, "ending", "outcomes", m, "want"),
                    f"an outcome nobody said: {reading.want!r} is heard on no path to {scene.id}",
                )
    for m, choice in enumerate(scene.choices):
        told = set()
        for state in states:
            told |= walk.wants[state] | set(wants_in(scenario, scene, state.marks, choice))
        for k, agreed in enumerate(choice.agreed):
            if agreed.want not in told:
                yield Fault(
                    ("scenes", n, "choices", m, "agreed", k, "want"),
                    f"an outcome nobody said: {agreed.want!r} is agreed before anybody says it",
                )
        if choice.asked == "asked and expressed" and not told:
            yield Fault(
                ("scenes", n, "choices", m, "asked"),
                "an outcome nobody said: “asked and expressed”, and no want has been heard by then",
            )


def _reading(scenario: Scenario) -> Iterator[Fault]:
    for n, scene in enumerate(scenario.scenes):
        pieces = [*acronyms.always(scene, ()), *acronyms.sometimes(scene, ())]
        for choice in scene.choices:
            pieces += acronyms.of_choice(choice, ())
        age = reading_age("\n".join(text for _, text in pieces))
        if age is not None and age > READING_AGE:
            yield Fault(
                ("scenes", n),
                f"{scene.id} has a reading age of about {age:.0f} ({MEASURE}; quoted law left "
                f"out); try for {READING_AGE}: shorter sentences, plainer words",
            )


def _principles(scenario: Scenario) -> Iterator[Fault]:
    touched = {
        each for _, choice in _choices(scenario) for each in (*choice.serves, *choice.strains)
    }
    for principle in PRINCIPLES:
        if principle not in touched:
            yield Fault((), f"no choice serves or strains {principle}")


def _unused(scenario: Scenario) -> Iterator[Fault]:
    cited = {law.source for _, choice in _choices(scenario) for law in choice.law}
    for n, source in enumerate(scenario.sources):
        if source.id not in cited:
            yield Fault(("sources", n), f"no choice refers to the source {source.id!r}")
    looked_at = {mark for _, marks in _conditions(scenario) for mark in marks}
    told: set[str] = set()
    for place, choice in _choices(scenario):
        for mark in choice.marks:
            if mark not in looked_at | told:
                told.add(mark)
                yield Fault((*place, "marks"), f"nothing looks at the mark {mark!r}")


def _wants_elsewhere(scenario: Scenario) -> Iterator[Fault]:
    for n, want in enumerate(scenario.wants):
        for scene in scenario.scenes:
            if scene.id not in want.said_in and any(
                stands_in(want.words, text) for text in _aloud(scene)
            ):
                yield Fault(
                    ("wants", n, "said_in"),
                    f"the words of {want.id!r} stand in {scene.id} too; name it, if they are said",
                )


def _scene_notes(scenario: Scenario) -> Iterator[Fault]:
    walk = graph.walk(scenario)
    looked_at = {mark for _, marks in _conditions(scenario) for mark in marks}
    for n, scene in enumerate(scenario.scenes):
        at = ("scenes", n)
        if scene.hard and scene.choices and scene.if_left is None:
            yield Fault(
                at, f"{scene.id} is hard and has no if_left: say what who skips it must know"
            )
        first = [state for state in walk.states_of(scene.id) if not _been(state)]
        if any(sum(1 for way in walk.ways[state] if way.choice) == 1 for state in first):
            yield Fault(at, f"on some path {scene.id} offers one choice only")
        after = {(choice.next, frozenset(choice.marks) & looked_at) for choice in scene.choices}
        if len(scene.choices) > 1 and len(after) == 1:
            yield Fault(at, f"whatever is chosen in {scene.id}, what follows is the same")


def _been(state: graph.State) -> bool:
    return any(before == state.scene for before, _ in state.done)


def _list(marks: list[str]) -> str:
    return f"the mark {marks[0]}" if len(marks) == 1 else f"the marks {', '.join(marks)}"
