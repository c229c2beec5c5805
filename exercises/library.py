"""Read what is taught from the TOML files in `content/` into frozen, validated values."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from exercises.words import UNSTORABLE

CONTENT = Path(__file__).parent / "content"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
PrincipleId = Literal[
    "empowerment", "prevention", "proportionality", "protection", "partnership", "accountability"
]
PRINCIPLES: tuple[PrincipleId, ...] = (
    "empowerment",
    "prevention",
    "proportionality",
    "protection",
    "partnership",
    "accountability",
)


class ContentError(Exception):
    """A content file is missing or malformed. The message names file, place and fault."""


class Content(BaseModel):
    """The base of everything read from `content/`: frozen, and unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("*")
    @classmethod
    def _can_be_shown(cls, value: object) -> object:
        """Texts are written to the journal, to pages and to Word, and must be fit for each."""
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and (found := UNSTORABLE.search(text)):
                raise ValueError(
                    f"U+{ord(found[0]):04X} stands in it and cannot be shown; remove it"
                )
        return value


class Source(Content):
    """Where a quoted fact comes from, and when somebody last looked."""

    title: Text
    paragraph: Text
    edition: Text
    publisher: Text
    licence: Text
    attribution: Text
    checked: Text = Field(description="date checked, as YYYY-MM-DD")
    note: str = ""


class Principle(Content):
    """A statutory principle: definition and "I" statement are quoted, the rest is the kit's."""

    id: PrincipleId
    name: Text
    definition: Text
    statement: Text
    prompt: Text = Field(description="the Appendix 3 prompt in our own words")
    stuck: tuple[Text, ...] = Field(min_length=2, max_length=3)


class SixPrinciples(Content):
    """The words of the six-principles exercise."""

    title: Text
    purpose: Text
    source: Source
    principles: tuple[Principle, ...]
    added_by_the_kit: tuple[Text, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _all_six_in_order(self) -> SixPrinciples:
        found = tuple(p.id for p in self.principles)
        if found != PRINCIPLES:
            raise ValueError(f"the principles are {found}; in order they are {PRINCIPLES}")
        return self


class Person(Content):
    """Somebody in a case: who they are to the person the case is about."""

    name: Text
    role: Text


class Passage(Content):
    """A headed part of a case; `paragraphs` are read aloud one after the other."""

    heading: Text
    paragraphs: tuple[Text, ...] = Field(min_length=1)


class Case(Content):
    """A fictional case that tables work on."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")]
    title: Text
    person: Text = Field(description="what the person is called in sentences, as in 'Mrs T'")
    label: Text = Field(description="says that the case is fictional and who wrote it")
    content_note: Text
    people: tuple[Person, ...] = ()
    passages: tuple[Passage, ...] = Field(min_length=1)
    not_known: tuple[Text, ...] = Field(min_length=1)
    facilitators_points: tuple[Text, ...] = ()
    author: Text
    written: Text = Field(description="date, as YYYY-MM-DD")


Value = TypeVar("Value", bound=Content)


def read(kind: type[Value], path: Path) -> Value:
    """Read one TOML file as `kind`. Raises ContentError with file, place and fault."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ContentError(f"there is no file {path}") from None
    except UnicodeDecodeError as error:
        raise ContentError(
            f"{path.name}: byte {error.start} is not UTF-8; save the file as UTF-8 text"
        ) from None
    except (tomllib.TOMLDecodeError, OSError) as error:
        raise ContentError(f"{path.name}: {error}") from None
    except RecursionError:
        raise ContentError(f"{path.name}: it cannot be read: it is too deep") from None
    except ValueError:
        raise ContentError(f"{path.name}: it cannot be read: a number in it is too long") from None
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        raise ContentError("\n".join(f"{path.name}: {fault}" for fault in faults(error))) from None


def faults(error: ValidationError) -> list[str]:
    """Say each fault as 'place: what is wrong', without pydantic's own jargon."""
    said = []
    for item in error.errors():
        place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in item["loc"])
        message = {
            "missing": "is missing",
            "extra_forbidden": "is not a word this file knows",
            "string_too_short": "is empty",
            "too_short": "has too few entries; it needs at least "
            + str(item.get("ctx", {}).get("min_length", 1)),
            "value_error": item["msg"].removeprefix("Value error, "),
        }.get(item["type"], item["msg"][:1].lower() + item["msg"][1:])
        said.append(f"{place}: {message}" if place else message)
    return said


@cache
def six_principles() -> SixPrinciples:
    """The exercise's own words and the quoted statutory text."""
    return read(SixPrinciples, CONTENT / "six_principles.toml")


def cases() -> list[str]:
    """The ids of the cases in the kit, Mrs T first."""
    found = sorted(path.stem for path in (CONTENT / "cases").glob("*.toml"))
    return sorted(found, key=lambda name: name != "mrs-t")


@cache
def case(name: str) -> Case:
    """The case called `name`. Raises ContentError, naming the known ones."""
    if name not in cases():
        raise ContentError(f"no case called {name!r}; there are: {', '.join(cases())}")
    return read(Case, CONTENT / "cases" / f"{name}.toml")


def is_kits(told: Case) -> bool:
    """Whether a case is one of the kit, perhaps as an older version had it, and not a file of
    somebody's own that began as a copy."""
    if told.id not in cases():
        return False
    kits = case(told.id)
    return (told.title, told.person, told.author) == (kits.title, kits.person, kits.author)
