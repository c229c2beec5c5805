"""Abbreviations that stand in a scenario before anybody has said what they stand for.

An abbreviation is two or more capital letters. It is explained where it is spelled out beside it,
as in "Independent Mental Capacity Advocate (IMCA)" or "IMCA (Independent Mental Capacity
Advocate)", on every path that comes there by choices; or in the scenario's own list.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator

from exercises.scenarios.content import Card, Choice, Fault, Scenario, Scene

KNOWN = {"TV", "UK", "OK", "BBC", "NHS", "GP"}  # everybody reads these
Place = tuple[int | str, ...]
Piece = tuple[Place, str]

_ACRONYM = re.compile(r"(?<![\w'\u2019-])[A-Z][A-Z&]*[A-Z](?=(?:['\u2019]?s)?(?!\w))")
_SMALL = {"a", "and", "for", "in", "of", "on", "or", "the", "to", "with"}


def acronyms(text: str) -> list[str]:
    """Every abbreviation in a text, in order."""
    return _ACRONYM.findall(text)


def explained(text: str) -> set[str]:
    """The abbreviations that are spelled out in this text, before or after in brackets."""
    found = set()
    for match in _ACRONYM.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if before.endswith("(") and after.startswith(")"):
            words = re.findall(r"[A-Za-z]+", re.split(r"[.!?;:(]", before[:-1])[-1])
            if _spells(match[0], words, from_the_end=True):
                found.add(match[0])
        elif inside := re.match(r"\s*\(([^)]*)\)", after):
            if _spells(match[0], re.findall(r"[A-Za-z]+", inside[1]), from_the_end=False):
                found.add(match[0])
    return found


def unexplained(scenario: Scenario) -> Iterator[Fault]:
    """Each abbreviation at the first place where somebody could read it without knowing it."""
    told: set[str] = set()
    known = KNOWN | set(scenario.acronyms) | _names(scenario)
    for place, text in _head(scenario):
        yield from _missing(place, text, known, told)
        known = known | explained(text)
    arriving = _known_on_arrival(scenario, known)
    for n, scene in enumerate(scenario.scenes):
        if scene.id not in arriving:
            continue  # no path leads there, and that is said elsewhere
        here = set(arriving[scene.id])
        for place, text in always(scene, ("scenes", n)):
            yield from _missing(place, text, here, told)
            here |= explained(text)
        for place, text in sometimes(scene, ("scenes", n)):
            yield from _missing(place, text, here | explained(text), told)
        for m, choice in enumerate(scene.choices):
            with_this = set(here)
            for place, text in of_choice(choice, ("scenes", n, "choices", m)):
                yield from _missing(place, text, with_this, told)
                with_this |= explained(text)
    for place, text in _after(scenario):
        yield from _missing(place, text, known | explained(text), told)


def _missing(place: Place, text: str, known: set[str], told: set[str]) -> Iterator[Fault]:
    for acronym in acronyms(text):
        if acronym not in known | told and acronym not in explained(text):
            told.add(acronym)
            yield Fault(
                place,
                f"{acronym} is not explained on every path that comes here; spell it out where it "
                f"first stands, or in [acronyms]",
            )


def _known_on_arrival(scenario: Scenario, head: set[str]) -> dict[str, set[str]]:
    """For each scene what every path by choices has explained before it is read."""
    found = {scenario.begins: set(head)}
    waiting = deque([scenario.begins])
    while waiting:
        scene = scenario.scene(waiting.popleft())
        if scene is None:
            continue
        here = set(found[scene.id])
        for _, text in always(scene, ()):
            here |= explained(text)
        for choice in scene.choices:
            after = set(here)
            for _, text in of_choice(choice, ()):
                after |= explained(text)
            before = found.get(choice.next)
            both = after if before is None else before & after
            if both != before:
                found[choice.next] = both
                waiting.append(choice.next)
    return found


def _head(scenario: Scenario) -> Iterator[Piece]:
    for part in ("title", "label", "content_note", "setting"):
        yield (part,), getattr(scenario, part)
    for n, someone in enumerate(scenario.people):
        yield ("people", n, "role"), someone.role


def always(scene: Scene, at: Place) -> Iterator[Piece]:
    """What everybody reads in a scene, in order."""
    if scene.hard:
        yield (*at, "hard"), scene.hard
    yield (*at, "title"), scene.title
    for text in scene.text:
        yield (*at, "text"), text
    for n, said in enumerate(scene.said):
        yield (*at, "said", n, "words"), said.words
    if scene.place:
        yield (*at, "place", "ask"), scene.place.ask
        yield (*at, "place", "reading"), scene.place.reading
    if scene.ending:
        yield (*at, "ending", "title"), scene.ending.title
        yield from (((*at, "ending", "what"), text) for text in scene.ending.what)
        yield from (((*at, "ending", "questions"), text) for text in scene.ending.questions)
        for n, outcome in enumerate(scene.ending.outcomes):
            yield (*at, "ending", "outcomes", n, "argued"), outcome.argued
        yield (*at, "ending", "risk", "argued"), scene.ending.risk.argued
    if scene.reason:
        yield (*at, "reason"), scene.reason
    for n, choice in enumerate(scene.choices):
        yield (*at, "choices", n, "say" if choice.say else "do"), choice.words


def sometimes(scene: Scene, at: Place) -> Iterator[Piece]:
    """What some read in a scene, because of earlier choices, or because they left it."""
    for n, also in enumerate(scene.also):
        yield from (((*at, "also", n, "text"), text) for text in also.text)
        for m, said in enumerate(also.said):
            yield (*at, "also", n, "said", m, "words"), said.words
    if scene.if_left:
        yield (*at, "if_left", "told"), scene.if_left.told


def of_choice(choice: Choice, at: Place) -> Iterator[Piece]:
    """What is read once a choice is made; the law's own words are left out."""
    yield from (((*at, "answer"), text) for text in choice.answer)
    for n, law in enumerate(choice.law):
        yield (*at, "law", n, "text"), law.text
    for n, each in enumerate(choice.agreed):
        yield (*at, "agreed", n, "wording"), each.wording


def _after(scenario: Scenario) -> Iterator[Piece]:
    """What is read beside the scenes: wants, role-play and debrief."""
    for n, want in enumerate(scenario.wants):
        yield ("wants", n, "feasible", "why"), want.feasible.why
    yield ("roleplay", "situation"), scenario.roleplay.situation
    for n, card in enumerate(scenario.roleplay.cards):
        yield from (((*("roleplay", "cards", n), part), text) for part, text in _card(card))
    for part in ("questions", "argued"):
        yield from ((("debrief", part), text) for text in getattr(scenario.debrief, part))


def _card(card: Card) -> Iterator[tuple[str, str]]:
    yield "title", card.title
    yield from (("lines", line) for line in card.lines)
    yield from (("skills", skill) for skill in card.skills)


def _names(scenario: Scenario) -> set[str]:
    """Capitals in people's names are no abbreviations."""
    return {found for name in scenario.names for found in acronyms(name)}


def _spells(acronym: str, words: list[str], *, from_the_end: bool) -> bool:
    """Whether words, small ones aside, begin with the letters of the abbreviation."""
    letters = acronym.replace("&", "").lower()
    for kept in (_large(words), words):
        some = kept[-len(letters) :] if from_the_end else kept[: len(letters)]
        if [word[0].lower() for word in some] == list(letters):
            return True
    return False


def _large(words: Iterable[str]) -> list[str]:
    return [word for word in words if word.lower() not in _SMALL]
