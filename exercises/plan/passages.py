"""A plan as it is kept: passages under headings, in the plan's own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo

from exercises.words import clean, some

MOST_PASSAGES = 600
MOST_CHARACTERS = 400_000  # in all passages together
MOST_BYTES = 800_000  # of the same: a page sends it in one message
LONGEST_PASSAGE = 4_000  # characters
LONGEST_HEADING = 200
LONGEST_PLACE = 40


class PlanError(ValueError):
    """The plan cannot be taken; the message says what is wrong and what would be right, without
    repeating the plan's words."""


def _text(text: str, info: ValidationInfo) -> str:
    return text if info.context else some(text, LONGEST_PASSAGE)


def _heading(text: str, info: ValidationInfo) -> str:
    return text if info.context else " ".join(clean(text, LONGEST_HEADING).split())


def _place(text: str, info: ValidationInfo) -> str:
    return text if info.context else " ".join(clean(text, LONGEST_PLACE).split())


class Passage(BaseModel):
    """A few sentences of the plan. `heading` is the one they stand under and `place` says where
    that is, such as "page 4"; both may be empty."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    heading: Annotated[str, AfterValidator(_heading)] = ""
    place: Annotated[str, AfterValidator(_place)] = ""
    text: Annotated[str, AfterValidator(_text)]


Passages = tuple[Passage, ...]


def check_size(passages: Iterable[Passage]) -> None:
    """Raise PlanError when there is nothing, or more than can be kept."""
    found = list(passages)
    if not found:
        raise PlanError("there is no text in this; choose a file with text, or paste the text")
    if len(found) > MOST_PASSAGES:
        raise PlanError(
            f"this has {len(found):,} passages; at most {MOST_PASSAGES} can be kept. Take the part "
            "of the plan with its priorities and objectives"
        )
    size = sum(len(each.text) for each in found)
    if size > MOST_CHARACTERS:
        raise PlanError(
            f"this has {size:,} characters; at most {MOST_CHARACTERS:,} can be kept. Take the part "
            "of the plan with its priorities and objectives"
        )
    size = sum(len((each.heading + each.text).encode()) for each in found)
    if size > MOST_BYTES:
        raise PlanError(
            f"this has {size:,} bytes; at most {MOST_BYTES:,} can be kept. Take the part of the "
            "plan with its priorities and objectives"
        )
