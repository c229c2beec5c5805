"""Read the words of the reflective group from `content/reflective_group.toml` into frozen values.

A shape is a session as it is led: the guided hour, or the clinic. Its parts are its stages. Words
are written in the part of kind "do" and after it, and nowhere before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from exercises.grid.content import Id
from exercises.journal.frame import HelpSet
from exercises.library import CONTENT, Content, Source, Text, read
from exercises.scenarios.content import Day, Texts

PartId = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,20}$")]
PartKind = Literal["talk", "agreement", "case", "questions", "grid", "do"]
Minutes = Annotated[float, Field(ge=0.5, le=120)]
RESERVED = ("lobby", "record")  # stages that every shape has
FILE = CONTENT / "reflective_group.toml"


class Part(Content):
    """A part of the session. `says` is for the supervisor, `ask` and `prompts` for everybody."""

    id: PartId
    kind: PartKind
    title: Text
    minutes: Minutes
    says: Texts
    ask: Texts
    prompts: tuple[Text, ...] = ()


class Order(Content):
    """An order in which the parts make sense."""

    id: Id
    title: Text
    parts: Annotated[tuple[PartId, ...], Field(min_length=1)]


class Shape(Content):
    """A session as it is led. The first of `orders` is the usual one."""

    id: Id
    title: Text
    about: Text
    source: str = ""
    where: str = ""
    parts: Annotated[tuple[Part, ...], Field(min_length=2)]
    orders: Annotated[tuple[Order, ...], Field(min_length=1)]

    def part(self, id: str) -> Part:
        """The part with this id. Raises KeyError."""
        return {part.id: part for part in self.parts}[id]

    def order(self, id: str) -> Order | None:
        return next((order for order in self.orders if order.id == id), None)

    @model_validator(mode="after")
    def _every_order_makes_sense(self) -> Shape:
        ids = each_once("part", (part.id for part in self.parts))
        each_once("order", (order.id for order in self.orders))
        if taken := ids & set(RESERVED):
            raise ValueError(f"a part cannot be called {', '.join(sorted(taken))}; choose another")
        if [part.kind for part in self.parts].count("do") != 1:
            raise ValueError("one part, and only one, is of the kind do: there words are written")
        for order in self.orders:
            if Counter(order.parts) != Counter(ids):
                raise ValueError(f"the order {order.id} does not have every part once")
            kinds = [self.part(id).kind for id in order.parts]
            if set(kinds[kinds.index("do") + 1 :]) - {"talk"}:
                raise ValueError(f"in the order {order.id} something but talking comes after do")
        return self


class AgreementField(Content):
    """One thing to agree on; `begins` are words that the kit suggests to begin with."""

    id: Id
    title: Text
    ask: Text
    begins: str = ""
    source: Text


class AgreementSource(Source):
    id: Id


class Agreement(Content):
    intro: Text
    sources: Annotated[tuple[AgreementSource, ...], Field(min_length=1)]
    fields: Annotated[tuple[AgreementField, ...], Field(min_length=1)]

    def field(self, id: str) -> AgreementField | None:
        return next((field for field in self.fields if field.id == id), None)

    @model_validator(mode="after")
    def _every_field_has_a_source(self) -> Agreement:
        known = each_once("source", (source.id for source in self.sources))
        each_once("field", (field.id for field in self.fields))
        all_known("source", known, (field.source for field in self.fields))
        return self


class QuestionSource(Content):
    """Where a set of questions comes from, and when somebody last looked."""

    id: Id
    title: Text
    edition: Text
    publisher: Text
    checked: Day
    note: Text


class QuestionGroup(Content):
    title: str = ""
    questions: Texts


class QuestionSet(Content):
    """Questions in the kit's own words; `where` says where the source has them."""

    id: Id
    title: Text
    when: Text
    source: Text
    where: Text
    groups: Annotated[tuple[QuestionGroup, ...], Field(min_length=1)]


class Theme(Content):
    """What a board may learn of a group's work without anything of a case."""

    id: Id
    text: Text


class Blank(Content):
    """Something that the supervisor fills in; `id` is its name in "Who to turn to today"."""

    id: Literal["speak_to", "quiet_place", "raise_concern"]
    title: Text


class PauseStep(Content):
    title: Text
    lines: Texts
    blanks: tuple[str, ...] = ()


class Pause(Content):
    """What stands on every screen while the group pauses, in two steps."""

    title: Text
    when: Text
    kept: Text
    wall: Text
    steps: tuple[PauseStep, PauseStep]
    blanks: tuple[Blank, ...]

    @model_validator(mode="after")
    def _every_blank_is_named(self) -> Pause:
        known = each_once("blank", (blank.id for blank in self.blanks))
        if known != set(HelpSet.model_fields):
            raise ValueError(f"the blanks are {', '.join(HelpSet.model_fields)}; name each once")
        all_known("blank", known, (blank for step in self.steps for blank in step.blanks))
        return self


class TypedCases(Content):
    """An organisation turns typed case detail on by `sentence`, to the letter."""

    sentence: Text
    off: Text
    on: Text


class GroupWords(Content):
    """The words of the reflective group."""

    title: Text
    purpose: Text
    pass_: Annotated[Text, Field(alias="pass")]
    spoken: Text
    nobody_types: Text
    stored: Text
    shown_only: Text
    hidden: Text
    not_anonymous: Text
    person_on_the_grid: Text
    typed: TypedCases
    agreement: Agreement
    shapes: Annotated[tuple[Shape, ...], Field(min_length=1)]
    sources: Annotated[tuple[QuestionSource, ...], Field(min_length=1)]
    sets: Annotated[tuple[QuestionSet, ...], Field(min_length=1)]
    themes: Annotated[tuple[Theme, ...], Field(min_length=1)]
    pause: Pause

    def shape(self, id: str) -> Shape | None:
        return next((shape for shape in self.shapes if shape.id == id), None)

    def source(self, id: str) -> QuestionSource:
        """The source with this id. Raises KeyError."""
        return {source.id: source for source in self.sources}[id]

    @model_validator(mode="after")
    def _names_are_known(self) -> GroupWords:
        known = each_once("source", (source.id for source in self.sources))
        each_once("shape", (shape.id for shape in self.shapes))
        each_once("set", (each.id for each in self.sets))
        each_once("theme", (theme.id for theme in self.themes))
        all_known("source", known, (each.source for each in self.sets))
        all_known("source", known, (shape.source for shape in self.shapes if shape.source))
        return self


def each_once(what: str, ids: Iterable[str]) -> set[str]:
    """The ids. Raises ValueError, with a sentence, where one stands there twice."""
    counted = Counter(ids)
    if twice := [id for id, n in counted.items() if n > 1]:
        raise ValueError(f"there are two of the {what} {', '.join(twice)}; give each its own id")
    return set(counted)


def all_known(what: str, known: set[str], named: Iterable[str]) -> None:
    """Raises ValueError, with a sentence, where something is named that is not known."""
    if missing := set(named) - known:
        there = ", ".join(sorted(known))
        raise ValueError(f"there is no {what} {', '.join(sorted(missing))}; there are: {there}")


@cache
def group_words() -> GroupWords:
    """The words of the reflective group."""
    return read(GroupWords, FILE)
