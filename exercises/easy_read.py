"""Read the Easy Read words, short sentences with hard words explained, from `content/easy_read/`.

Easy Read stands beside the standard text and never replaces it: the case and the definitions that
are quoted from the law stay where `library` reads them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from exercises import library
from exercises.library import (
    CONTENT,
    PRINCIPLES,
    Content,
    ContentError,
    PrincipleId,
    Text,
    read,
)

LONGEST_SENTENCE = 15  # words
FOLDER = CONTENT / "easy_read"

_SENTENCE_END = re.compile(r"[.!?](?=\s)")


def _easy(text: str) -> str:
    """Return one short sentence as it is. Raises ValueError when it is not one, or not short."""
    words = len(text.split())
    if words > LONGEST_SENTENCE:
        raise ValueError(
            f"this sentence has {words} words; Easy Read has at most {LONGEST_SENTENCE}"
        )
    if _SENTENCE_END.search(text):
        raise ValueError("there is more than one sentence here; give each an entry of its own")
    return text


Sentence = Annotated[Text, AfterValidator(_easy)]
Sentences = Annotated[tuple[Sentence, ...], Field(min_length=1)]


class HardWord(Content):
    """A word that cannot be left out, and what it means."""

    word: Text
    meaning: Sentences


class EasyPerson(Content):
    """Somebody in a case, under the same name as there."""

    name: Text
    who: Sentences


class EasyPassage(Content):
    """A headed part of a case; each sentence goes on a line of its own."""

    heading: Sentence
    sentences: Sentences


class EasyCase(Content):
    """A case of the kit in Easy Read. `id` and `person` are those of the case."""

    id: Text
    title: Text
    person: Text
    notice: Sentences = Field(description="what this is, and who has checked it; comes first")
    label: Sentences = Field(description="says that the case is fictional")
    content_note: Sentences
    words: tuple[HardWord, ...] = ()
    people: tuple[EasyPerson, ...] = ()
    passages: tuple[EasyPassage, ...] = Field(min_length=1)
    not_known: Sentences


class EasyPrinciple(Content):
    """The card of a principle. `statement` is quoted; `says` puts it in easy words."""

    id: PrincipleId
    name: Text
    means: Sentences
    words: tuple[HardWord, ...] = ()
    statement: Text
    says: Sentences
    ask: Sentences = Field(description="{person} is replaced by the name used in the case")


class EasySixPrinciples(Content):
    """The six cards in Easy Read, in the usual order, with the "I" statements to the letter."""

    title: Text
    notice: Sentences
    purpose: Sentences
    words: tuple[HardWord, ...] = ()
    kept: Sentences = Field(description="what happens to what people write")
    worried: Sentences = Field(description="says that this is training, and where help is")
    source: Text
    principles: tuple[EasyPrinciple, ...]

    @model_validator(mode="after")
    def _all_six_as_quoted(self) -> EasySixPrinciples:
        found = tuple(card.id for card in self.principles)
        if found != PRINCIPLES:
            raise ValueError(f"the principles are {found}; in order they are {PRINCIPLES}")
        for card, quoted in zip(self.principles, library.six_principles().principles, strict=True):
            if (card.name, card.statement) != (quoted.name, quoted.statement):
                raise ValueError(
                    f"{card.id}: the name or the statement is not as quoted; "
                    f"it is {quoted.name}: {quoted.statement}"
                )
        return self


@cache
def six_principles() -> EasySixPrinciples:
    """The six cards in Easy Read."""
    return read(EasySixPrinciples, FOLDER / "six_principles.toml")


def cases() -> list[str]:
    """The ids of the cases that are there in Easy Read, in the order of `library.cases`."""
    return [name for name in library.cases() if (FOLDER / f"{name}.toml").is_file()]


def tells(story: library.Case) -> bool:
    """Whether there is an Easy Read of this very case. A case that only has the same id, as a copy
    of the kit's file with another story in it, has none."""
    return story.id in cases() and story == library.case(story.id)


@cache
def case(name: str) -> EasyCase:
    """The case called `name` in Easy Read. Raises ContentError, naming those there are."""
    if name not in cases():
        raise ContentError(
            f"there is no Easy Read of the case {name!r}; there is of: {', '.join(cases())}"
        )
    return read(EasyCase, FOLDER / f"{name}.toml")
