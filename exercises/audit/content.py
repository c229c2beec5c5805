"""Read the words of the case file audit from `content/audit.toml` into frozen values."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from exercises.grid.content import Id
from exercises.group.content import QuestionSource, Theme, all_known, each_once
from exercises.library import CONTENT, Content, Text, read
from exercises.scenarios.content import Texts

ShapeId = Literal["files", "observed", "live"]
RatingId = Literal["green", "amber", "red"]
Giver = Literal["person", "advocate"]
PartKind = Literal["choose", "consent", "talk", "file", "do"]
PartId = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,20}$")]
RATINGS: tuple[RatingId, ...] = ("green", "amber", "red")
RESERVED = {"lobby", "record"}  # stages that every shape has
NOT_APPLYING = "does-not-apply"
FILE = CONTENT / "audit.toml"


class Answer(Content):
    """An answer to choose; `means` says what it says and what it does not."""

    id: Id
    text: Text
    means: Text


class Rating(Content):
    """A rating has a name and a shape beside its colour."""

    id: RatingId
    name: Text
    shape: Literal["circle", "triangle", "square"]
    means: Text


class Item(Content):
    """One question, as it is put to a file and as it is put in a talk about it."""

    id: Id
    title: Text
    ask: Text
    look_for: Text
    na: Text
    reflect: Text


class Section(Content):
    """Questions that stand together; what somebody said is never rated."""

    id: Id
    title: Text
    about: Text
    answers: Literal["file", "said"]
    items: Annotated[tuple[Id, ...], Field(min_length=1)]


class Part(Content):
    """A part of the audit. `says` is for the audit lead, `ask` for everybody."""

    id: PartId
    kind: PartKind
    title: Text
    says: Texts
    ask: Texts


class Shape(Content):
    """One of the three ways. `where` says what of it the source has."""

    id: ShapeId
    title: Text
    about: Text
    source: Text
    where: Text
    sections: Annotated[tuple[Id, ...], Field(min_length=1)]
    rating: Literal["always", "when both agree"]
    parts: Annotated[tuple[Part, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _the_parts_make_sense(self) -> Shape:
        ids = each_once("part", (part.id for part in self.parts))
        if taken := ids & RESERVED:
            raise ValueError(f"a part cannot be called {', '.join(sorted(taken))}; choose another")
        kinds = [part.kind for part in self.parts]
        if kinds.count("file") != 1 or kinds[-1] != "do":
            raise ValueError("one part is of the kind file, and the last of the kind do")
        return self


class GiverWords(Content):
    id: Giver
    text: Text


class Consent(Content):
    """What consent means, what is kept of it, and what happens without."""

    title: Text
    asks: Text
    recorded: Text
    without: Text
    withdrawn: Text
    givers: Annotated[tuple[GiverWords, ...], Field(min_length=1)]


class Confidentiality(Content):
    title: Text
    lines: Texts


class AgencyKind(Content):
    id: Id
    text: Text


class AuditWords(Content):
    """The words of the case file audit."""

    title: Text
    purpose: Text
    rates: Text
    not_recorded: Text
    not_anonymous: Text
    notes_stay: Text
    few: Text
    rota: Text
    own: Text
    together: Text
    confidentiality: Confidentiality
    sources: Annotated[tuple[QuestionSource, ...], Field(min_length=1)]
    answers: Annotated[tuple[Answer, ...], Field(min_length=2)]
    said: Annotated[tuple[Answer, ...], Field(min_length=2)]
    ratings: tuple[Rating, Rating, Rating]
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    shapes: tuple[Shape, Shape, Shape]
    consent: Consent
    agencies: Annotated[tuple[AgencyKind, ...], Field(min_length=1)]
    themes: Annotated[tuple[Theme, ...], Field(min_length=1)]

    def shape(self, id: str) -> Shape | None:
        return next((shape for shape in self.shapes if shape.id == id), None)

    def item(self, id: str) -> Item:
        """The question with this id. Raises KeyError."""
        return {item.id: item for item in self.items}[id]

    def sections_of(self, shape: Shape) -> list[Section]:
        """The sections of a shape, in its order."""
        found = {section.id: section for section in self.sections}
        return [found[id] for id in shape.sections]

    def answers_of(self, section: Section) -> tuple[Answer, ...]:
        """What can be answered in a section."""
        return self.answers if section.answers == "file" else self.said

    def source_line(self, shape: Shape) -> str:
        """Where a shape comes from, in one line."""
        source = next(each for each in self.sources if each.id == shape.source)
        return (
            f"After {source.title}, {source.publisher}, {source.edition}, {shape.where} "
            f"{source.note}"
        )

    @model_validator(mode="after")
    def _names_are_known(self) -> AuditWords:
        items = each_once("item", (item.id for item in self.items))
        sections = each_once("section", (section.id for section in self.sections))
        sources = each_once("source", (source.id for source in self.sources))
        for what, found in (
            ("answer", self.answers),
            ("answer", self.said),
            ("theme", self.themes),
            ("agency", self.agencies),
            ("shape", self.shapes),
        ):
            each_once(what, (each.id for each in found))
        if tuple(rating.id for rating in self.ratings) != RATINGS:
            raise ValueError(f"the ratings are {', '.join(RATINGS)}, in this order")
        if NOT_APPLYING not in [answer.id for answer in self.answers]:
            raise ValueError(f"one answer is called {NOT_APPLYING}; it has no rating")
        for section in self.sections:
            each_once("item", section.items)
            all_known("item", items, section.items)
        for shape in self.shapes:
            all_known("section", sections, shape.sections)
            all_known("source", sources, (shape.source,))
            each_once("item", (item for each in self.sections_of(shape) for item in each.items))
        return self


@cache
def audit_words() -> AuditWords:
    """The words of the case file audit."""
    return read(AuditWords, FILE)
