"""Read the guides, themes and types from `content/interviews.toml` into frozen values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from exercises.library import CONTENT, Content, Text, read
from exercises.scenarios.content import Day, Texts

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,24}$")]
FILE = CONTENT / "interviews.toml"


class Source(Content):
    """What the words follow, and when somebody last looked."""

    id: Id
    title: Text
    authors: Text
    publisher: Text
    edition: Text
    where: Text
    address: str = ""
    checked: Day
    note: Text

    @property
    def line(self) -> str:
        """The source in one sentence."""
        return f"{self.authors} ({self.edition}): {self.title}. {self.publisher}: {self.where}."


class Titled(Content):
    """Something that is chosen from a list."""

    id: Id
    title: Text
    text: str = ""


class Point(Content):
    """A point of the opening, as it may be said."""

    id: Id
    title: Text
    say: Text


class Opening(Content):
    intro: Text
    points: Annotated[tuple[Point, ...], Field(min_length=1)]


class ConsentPoint(Content):
    """What the person knows or agrees to; without one that is `needed` there is no interview."""

    id: Id
    text: Text
    needed: bool


class Question(Content):
    id: Id
    ask: Text
    prompts: tuple[Text, ...] = ()


class GuideSection(Content):
    title: Text
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Guide(Content):
    """What is asked, in order. `shortest` and `longest` are the minutes that the source names."""

    id: Id
    title: Text
    about: Text
    source: Id
    shortest: Annotated[int, Field(ge=1)]
    longest: Annotated[int, Field(ge=1)]
    lasts: Text
    sections: Annotated[tuple[GuideSection, ...], Field(min_length=1)]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in its order."""
        return tuple(each for section in self.sections for each in section.questions)


class Step(Content):
    title: Text
    text: Text


class Typology(Content):
    caution: Text
    types: Annotated[tuple[Titled, ...], Field(min_length=2)]


class ReportWords(Content):
    method: Text
    cannot: Texts


class InterviewWords(Content):
    """The words of the interviews and of their analysis. Fewer than `few` interviews of a kind of
    organisation are few; under `few_sentences` no kappa is given."""

    title: Text
    purpose: Text
    office: Text
    no_names: Text
    erasing: Text
    second: Text
    list_is_shared: Text
    few: Annotated[int, Field(ge=2, le=10)]
    few_says: Text
    few_sentences: Annotated[int, Field(ge=2, le=100)]
    kappa: Text
    kappa_source: Text
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    opening: Opening
    consent: Annotated[tuple[ConsentPoint, ...], Field(min_length=1)]
    guides: Annotated[tuple[Guide, ...], Field(min_length=1)]
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    themes: Annotated[tuple[Titled, ...], Field(min_length=1)]
    typology: Typology
    kinds: Annotated[tuple[Titled, ...], Field(min_length=1)]
    report: ReportWords

    def guide(self, id: str) -> Guide | None:
        return next((each for each in self.guides if each.id == id), None)

    def source(self, id: str) -> Source:
        """The source with this id. Raises KeyError."""
        return {each.id: each for each in self.sources}[id]

    @property
    def needed(self) -> frozenset[str]:
        """The points of consent without which no notes are taken."""
        return frozenset(point.id for point in self.consent if point.needed)

    @model_validator(mode="after")
    def _names_are_known_and_once(self) -> InterviewWords:
        known = _once("source", (each.id for each in self.sources))
        _once("guide", (each.id for each in self.guides))
        _once("question", (q.id for guide in self.guides for q in guide.questions))
        _once("point of the opening", (each.id for each in self.opening.points))
        _once("theme", (each.id for each in self.themes))
        _once("type", (each.id for each in self.typology.types))
        _once("kind of organisation", (each.id for each in self.kinds))
        if QUOTE not in _once("point of consent", (each.id for each in self.consent)):
            raise ValueError(f"no point of consent is called {QUOTE}; it says who may be quoted")
        if unknown := {guide.source for guide in self.guides} - known:
            there = ", ".join(sorted(known))
            raise ValueError(f"there is no source {', '.join(sorted(unknown))}; there are: {there}")
        return self


QUOTE = "quote"  # the point of consent without which nothing is quoted


def _once(what: str, ids: Iterable[str]) -> set[str]:
    counted = Counter(ids)
    if twice := [id for id, n in counted.items() if n > 1]:
        raise ValueError(f"there are two of the {what} {', '.join(twice)}; give each its own id")
    return set(counted)


@cache
def interview_words() -> InterviewWords:
    """The words of the interviews."""
    return read(InterviewWords, FILE)
