"""Read a scenario, one TOML file in `content/scenarios/`, into frozen values.

A scenario is a set of scenes. A scene has choices, each of which names its next scene, or it is an
ending. Choices leave marks; later scenes may show more, or offer less, because of them. Nothing in
a scenario is a score, and no path is the right one.

The words for an outcome and its story are those of the safeguarding adults collection, and stand in
the file as they stand in a record. What the person wants is quoted and never changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints, model_validator

from exercises.grid.content import Id, Place
from exercises.library import CONTENT, Content, ContentError, PrincipleId, Text, read

FOLDER = CONTENT / "scenarios"
LEAVE = "leave"  # always there, and so no choice may be called that

Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]

DilemmaId = Literal[
    "apology",
    "cannot-be-had",
    "changes-once-safe",
    "unwise-decision",
    "please-close-it",
    "others-at-risk",
    "capacity-in-doubt",
    "two-duties",
    "no-prosecution",
    "agencies-differ",
    "residents-first",
    "beyond-the-enquiry",
]
DILEMMAS: dict[DilemmaId, str] = {
    "apology": "an apology and reassurance are wanted, and nothing more",
    "cannot-be-had": "an outcome that cannot be had; cannot is told from will not",
    "changes-once-safe": "what is wanted changes once the person is safe",
    "unwise-decision": "an unwise decision by somebody who has capacity to make it",
    "please-close-it": "“please close it”, under pressure from somebody else",
    "others-at-risk": "a crime with others at risk: action without consent, said openly",
    "capacity-in-doubt": "capacity in doubt, with an advocate",
    "two-duties": "two duties at once, to an adult and to a child",
    "no-prosecution": "somebody who does not want to support a prosecution",
    "agencies-differ": "two agencies read section 42(1) differently",
    "residents-first": "a care home where residents should be asked first",
    "beyond-the-enquiry": "trauma that outlasts the enquiry",
}

Asked = Literal[
    "asked and expressed", "asked, none expressed", "not asked", "don't know", "not recorded"
]
Achieved = Literal["fully achieved", "partially achieved", "not achieved"]
Risk = Literal["risk removed", "risk reduced", "risk remained"]
Feasible = Literal["can", "in part", "not yet", "cannot", "will not"]
Speaker = Literal[
    "the person", "the person with support", "advocate", "attorney", "deputy", "relative"
]
Advocate = Literal[
    "Care Act advocate",
    "Independent Mental Capacity Advocate",
    "Independent Mental Health Advocate",
    "Independent Domestic Violence Adviser",
    "another advocate",
]
Role = Literal["person", "practitioner", "observer", "advocate", "relative", "other"]

ASKED: tuple[Asked, ...] = get_args(Asked)
ACHIEVED: tuple[Achieved, ...] = get_args(Achieved)
RISKS: tuple[Risk, ...] = get_args(Risk)
SPEAKERS: tuple[Speaker, ...] = get_args(Speaker)
NEEDED_CARDS: tuple[Role, ...] = ("person", "practitioner", "observer")


class Someone(Content):
    """Somebody in a scenario. `advocate` says which kind of advocate, where somebody is one."""

    name: Text
    role: Text
    advocate: Advocate | None = None


class LawSource(Content):
    """Where a point of law or guidance was read, and when somebody last looked."""

    id: Id
    title: Text
    paragraph: Text
    address: Text
    checked: Day
    note: str = ""


class Law(Content):
    """What the law requires at a choice: `text` in the kit's words, `quoted` to the letter."""

    text: Text
    quoted: str = ""
    source: Text = Field(description="the id of a source")


class Feasibility(Content):
    """Whether a want can be met, by whom, and why. *Cannot* is not the same as *will not*."""

    answer: Feasible
    why: Text
    by: str = Field("", description="who could do it, cannot or will not")


class Want(Content):
    """Something the person wants, in their own words. The words are never changed.

    `said_in` names the scenes in which the words are said, by the person or in the answer to a
    choice; it is empty for what nobody says on any path.
    """

    id: Id
    words: Text
    said_in: tuple[Id, ...] = ()
    feasible: Feasibility
    changed_from: str = Field("", description="the want that this one takes the place of")
    changed_why: str = ""

    @model_validator(mode="after")
    def _a_change_has_a_reason(self) -> Want:
        if bool(self.changed_from) != bool(self.changed_why):
            raise ValueError("changed_from and changed_why go together: name the want and say why")
        return self


class Said(Content):
    """Words that somebody says in a scene; `who` is a name."""

    who: Text
    words: Text


class Also(Content):
    """More of a scene, shown when all of `needs` and none of `unless` were marked before."""

    needs: tuple[Id, ...] = ()
    unless: tuple[Id, ...] = ()
    text: tuple[Text, ...] = ()
    said: tuple[Said, ...] = ()

    @model_validator(mode="after")
    def _something_on_a_condition(self) -> Also:
        if not (self.needs or self.unless):
            raise ValueError("it is shown always; name a mark in needs or unless")
        if not (self.text or self.said):
            raise ValueError("it shows nothing; write text or words that are said")
        return self


class Placing(Content):
    """The grid inside a scene: the learner places the situation, then sees the author's place."""

    ask: Text
    wellbeing: Place
    safety: Place
    reading: Text = Field(description="why the author puts it there; one reading")


class Agreed(Content):
    """A wording that the person and the practitioner agree on; it stands beside the want."""

    want: Id
    wording: Text


class Choice(Content):
    """What a practitioner might say or do, and what the person says or does next."""

    id: Id
    say: str = ""
    do: str = ""
    answer: Texts
    serves: tuple[PrincipleId, ...] = ()
    strains: tuple[PrincipleId, ...] = ()
    law: tuple[Law, ...] = ()
    next: Id
    marks: tuple[Id, ...] = ()
    needs: tuple[Id, ...] = ()
    unless: tuple[Id, ...] = ()
    asked: Asked | None = None
    speaker: Speaker | None = None
    agreed: tuple[Agreed, ...] = ()

    @property
    def words(self) -> str:
        """What is said or done."""
        return self.say or self.do

    @model_validator(mode="after")
    def _said_or_done(self) -> Choice:
        if bool(self.say.strip()) == bool(self.do.strip()):
            raise ValueError("a choice is said or done: write say or do, one of the two")
        if both := set(self.serves) & set(self.strains):
            raise ValueError(
                f"it serves and strains {', '.join(sorted(both))}; choose the one that weighs more "
                "and put the other side into the debrief"
            )
        return self


class Reading(Content):
    """How the author would judge a want at an ending, and on what grounds; one reading."""

    want: Id
    achieved: Achieved
    argued: Text


class RiskReading(Content):
    """What the author thinks became of the risk. That it remained is not a failure."""

    result: Risk
    argued: Text


class Ending(Content):
    """Where a path ends. The readings are shown after the learner's own, and count nothing."""

    title: Text
    what: Texts
    questions: Annotated[tuple[Text, ...], Field(min_length=2)]
    died: bool = Field(False, description="the person has died; their record is of the past")
    outcomes: tuple[Reading, ...] = ()
    risk: RiskReading


class IfLeft(Content):
    """Where a scene goes that is skipped, and what one needs to know who skipped it."""

    next: Id
    told: Text


class Scene(Content):
    """What happens, what is said, and what could be said or done; or an ending."""

    id: Id
    title: Text
    hard: str = Field("", description="a content note, shown before the scene")
    text: Texts
    said: tuple[Said, ...] = ()
    also: tuple[Also, ...] = ()
    place: Placing | None = None
    reason: str = Field("", description="asks why, with each choice")
    choices: tuple[Choice, ...] = ()
    ending: Ending | None = None
    if_left: IfLeft | None = None

    @model_validator(mode="after")
    def _choices_or_an_ending(self) -> Scene:
        if bool(self.choices) == (self.ending is not None):
            raise ValueError("a scene has choices or is an ending: write one of the two")
        if self.ending is not None and self.if_left is not None:
            raise ValueError("an ending has no if_left; who leaves it has come to the end")
        return self

    def choice(self, id: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.id == id), None)


class Card(Content):
    """One role of the role-play. Each device sees its own card; the observer has the skills."""

    role: Role
    title: Text
    lines: Texts
    skills: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _the_observer_has_the_skills(self) -> Card:
        if bool(self.skills) != (self.role == "observer"):
            raise ValueError("the observer's card has skills to look for, and no other card")
        return self


class RolePlay(Content):
    """The same situation, played: what all may know, and a card for each role."""

    situation: Text
    minutes: Annotated[int, Field(ge=5, le=60)]
    cards: tuple[Card, ...]

    @model_validator(mode="after")
    def _a_card_for_each_role(self) -> RolePlay:
        roles = [card.role for card in self.cards]
        for role in NEEDED_CARDS:
            if roles.count(role) != 1:
                raise ValueError(f"there are {roles.count(role)} cards for the {role}; write one")
        return self


class Debrief(Content):
    """What a group asks itself when it puts paths side by side."""

    questions: Annotated[tuple[Text, ...], Field(min_length=3)]
    argued: Annotated[tuple[Text, ...], Field(min_length=2)] = Field(
        description="what tends to be argued, each side as its best advocate would"
    )


class Scenario(Content):
    """A scenario as its file has it."""

    id: Id
    title: Text
    person: Text = Field(description="what the person is called in sentences")
    label: Text = Field(description="says that it is fictional, and written for this kit")
    content_note: Text
    setting: Text
    about_minutes: Annotated[int, Field(ge=10, le=90)]
    covers: Annotated[tuple[DilemmaId, ...], Field(min_length=1)]
    author: Text
    written: Day
    begins: Id
    people: tuple[Someone, ...] = ()
    sources: tuple[LawSource, ...] = ()
    acronyms: dict[str, Text] = Field(default_factory=dict)
    wants: Annotated[tuple[Want, ...], Field(min_length=1)]
    scenes: Annotated[tuple[Scene, ...], Field(min_length=1)]
    roleplay: RolePlay
    debrief: Debrief

    def scene(self, id: str) -> Scene | None:
        return next((scene for scene in self.scenes if scene.id == id), None)

    def want(self, id: str) -> Want | None:
        return next((want for want in self.wants if want.id == id), None)

    def source(self, id: str) -> LawSource | None:
        return next((source for source in self.sources if source.id == id), None)

    @property
    def endings(self) -> tuple[Scene, ...]:
        return tuple(scene for scene in self.scenes if scene.ending)

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody who may speak: the person first."""
        return (self.person, *(someone.name for someone in self.people))


@dataclass(frozen=True)
class Fault:
    """What is wrong with a scenario, and where: keys and numbers from 0, as pydantic has them."""

    place: tuple[int | str, ...]
    text: str


def unplayable(scenario: Scenario) -> Iterator[Fault]:
    """Names that lead nowhere or stand for two things. Without these faults it can be played."""
    yield from _twice("sources", scenario.sources)
    yield from _twice("wants", scenario.wants)
    yield from _twice("scenes", scenario.scenes)
    scenes = {scene.id for scene in scenario.scenes}
    if scenario.begins not in scenes:
        yield Fault(("begins",), f"there is no scene {scenario.begins!r}; {_are(scenes)}")
    yield from _wants(scenario, scenes)
    for n, scene in enumerate(scenario.scenes):
        at = ("scenes", n)
        yield from _twice("choices", scene.choices, at)
        if scene.if_left and scene.if_left.next not in scenes:
            place = (*at, "if_left", "next")
            yield Fault(place, f"there is no scene {scene.if_left.next!r}; {_are(scenes)}")
        spoken = [((*at, "said", m), said) for m, said in enumerate(scene.said)]
        for m, also in enumerate(scene.also):
            spoken += [((*at, "also", m, "said", k), said) for k, said in enumerate(also.said)]
        for place, said in spoken:
            if said.who not in scenario.names:
                names = ", ".join(scenario.names)
                yield Fault((*place, "who"), f"nobody is called {said.who!r}; there are: {names}")
        for m, choice in enumerate(scene.choices):
            yield from _choice(scenario, scenes, choice, (*at, "choices", m))
        for m, reading in enumerate(scene.ending.outcomes if scene.ending else ()):
            if scenario.want(reading.want) is None:
                place = (*at, "ending", "outcomes", m, "want")
                yield _no_want(scenario, place, reading.want)


def _choice(
    scenario: Scenario, scenes: set[str], choice: Choice, at: tuple[int | str, ...]
) -> Iterator[Fault]:
    if choice.id == LEAVE:
        yield Fault((*at, "id"), f"{LEAVE!r} is always there and is not written; take another name")
    if choice.next not in scenes:
        yield Fault((*at, "next"), f"there is no scene {choice.next!r}; {_are(scenes)}")
    for n, law in enumerate(choice.law):
        if scenario.source(law.source) is None:
            known = _are(source.id for source in scenario.sources)
            yield Fault((*at, "law", n, "source"), f"there is no source {law.source!r}; {known}")
    for n, agreed in enumerate(choice.agreed):
        if scenario.want(agreed.want) is None:
            yield _no_want(scenario, (*at, "agreed", n, "want"), agreed.want)


def _wants(scenario: Scenario, scenes: set[str]) -> Iterator[Fault]:
    for n, want in enumerate(scenario.wants):
        for id in want.said_in:
            if id not in scenes:
                yield Fault(("wants", n, "said_in"), f"there is no scene {id!r}; {_are(scenes)}")
        if want.changed_from and (
            want.changed_from == want.id or scenario.want(want.changed_from) is None
        ):
            yield _no_want(scenario, ("wants", n, "changed_from"), want.changed_from)


def _twice(
    what: str, things: Iterable[LawSource | Want | Scene | Choice], at: tuple[int | str, ...] = ()
) -> Iterator[Fault]:
    seen: Counter[str] = Counter()
    for n, thing in enumerate(things):
        seen[thing.id] += 1
        if seen[thing.id] == 2:
            yield Fault((*at, what, n, "id"), f"two of the {what} are called {thing.id!r}")


def _no_want(scenario: Scenario, place: tuple[int | str, ...], id: str) -> Fault:
    return Fault(place, f"there is no other want {id!r}; {_are(w.id for w in scenario.wants)}")


def _are(ids: Iterable[str]) -> str:
    return f"there are: {', '.join(sorted(ids)) or 'none'}"


def load(path: Path) -> Scenario:
    """A scenario that can be played. Raises ContentError with the file and each fault."""
    found = read(Scenario, path)
    if faults := list(unplayable(found)):
        said = (f"{'.'.join(_counted(fault.place))}: {fault.text}" for fault in faults)
        raise ContentError("\n".join(f"{path.name}: {fault}" for fault in said))
    return found


def _counted(place: tuple[int | str, ...]) -> Iterator[str]:
    return (str(part + 1 if isinstance(part, int) else part) for part in place)


def scenarios() -> list[str]:
    """The ids of the scenarios in the kit."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def scenario(name: str) -> Scenario:
    """The scenario called `name`. Raises ContentError, naming the known ones."""
    if name not in scenarios():
        known = ", ".join(scenarios())
        raise ContentError(f"no scenario called {name!r}; there are: {known}")
    return load(FOLDER / f"{name}.toml")
