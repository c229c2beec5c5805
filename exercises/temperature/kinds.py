"""The kinds of entry that a temperature check writes. Its actions are those of `plan.kinds`.

A sheet is what one person answers: of a device, it has the name of its seat; typed in from paper,
that of the change that added it; agreed on one shared screen, it is `TOGETHER`.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from exercises.journal.entries import Body, Id, MaybeWords
from exercises.temperature.content import Id as Name
from exercises.temperature.settings import LONGEST_EVIDENCE, LONGEST_SHORT

TOGETHER = "together"

SheetId = Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{8,64}$")]
Evidence = Annotated[MaybeWords, Field(max_length=LONGEST_EVIDENCE)]
Short = Annotated[MaybeWords, Field(max_length=LONGEST_SHORT)]


def answer_name(sheet: str, instrument: str, item: str) -> str:
    """The name of an answer, for setting it aside."""
    whole = "\0".join((sheet, instrument, item))
    return "answer-" + hashlib.sha256(whole.encode()).hexdigest()[:24]


def rating_name(instrument: str, item: str) -> str:
    """The name of a moderated rating, for setting it aside."""
    return f"rating-{instrument}--{item}"


def item_name(instrument: str, item: str) -> str:
    """The name of an item, as an action names what it answers."""
    return f"{instrument}--{item}"


class SheetAdded(Body):
    """A form on paper is typed in, as one more respondent; its sheet has this change's name."""

    kind: ClassVar[str] = "temperature.sheet"


class OnSheet(Body):
    """An entry of a sheet."""

    sheet: SheetId


class Belongs(OnSheet):
    """Which agency or role the answers may carry; None says that they carry none."""

    kind: ClassVar[str] = "temperature.group"
    undoable: ClassVar[bool] = True
    group: Name | None = None

    def about(self, change: str) -> str:
        return f"group/{self.sheet}"


class OnItem(OnSheet):
    """An entry about the answer of a sheet to an item."""

    instrument: Name
    item: Name
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return answer_name(self.sheet, self.instrument, self.item)


class Chose(OnItem):
    """The answer: an option of the item's scale, or `SKIP`. None takes it away."""

    kind: ClassVar[str] = "temperature.chose"
    option: Name | None


class Noted(OnItem):
    """What shows the answer, who sees to it (a role) and by when. It is made on version `on`."""

    kind: ClassVar[str] = "temperature.noted"
    words: ClassVar[tuple[str, ...]] = ("evidence", "owner", "by_when")
    evidence: Evidence = ""
    owner: Short = ""
    by_when: Short = ""
    on: Id | None = None


class AnswerBlanked(Body):
    """The board manager blanked something beside an answer, made on version `on`: its three texts
    as they stand from now on. `answer` is its name."""

    kind: ClassVar[str] = "temperature.blanked"
    words: ClassVar[tuple[str, ...]] = ("evidence", "owner", "by_when")
    answer: Annotated[str, Field(pattern=r"^answer-[0-9a-f]{24}$")]
    evidence: Evidence = ""
    owner: Short = ""
    by_when: Short = ""
    on: Id

    def about(self, change: str) -> str:
        return self.answer


class Finished(OnSheet):
    """Whether the person has answered what they want to."""

    kind: ClassVar[str] = "temperature.finished"
    undoable: ClassVar[bool] = True
    done: bool = True

    def about(self, change: str) -> str:
        return f"finished/{self.sheet}"


class Rated(Body):
    """How somebody from outside rates an item, with reasons, beside what people answered. None
    takes the rating away. It is made on version `on`."""

    kind: ClassVar[str] = "temperature.rated"
    words: ClassVar[tuple[str, ...]] = ("reasons",)
    undoable: ClassVar[bool] = True
    instrument: Name
    item: Name
    option: Name | None
    reasons: Evidence = ""
    on: Id | None = None

    def about(self, change: str) -> str:
        return rating_name(self.instrument, self.item)


class PaperTakenAway(OnSheet):
    """A form that was typed in does not count any more."""

    kind: ClassVar[str] = "temperature.sheet.dropped"
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return self.sheet

    @model_validator(mode="after")
    def _is_one_of_paper(self) -> PaperTakenAway:
        if self.sheet == TOGETHER:
            raise ValueError("what was agreed together is not a form on paper")
        return self
