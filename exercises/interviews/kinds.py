"""The kinds of entry that a study by interviews writes.

An interview has a number, a letter for its organisation and the kind of that; no name of anybody.
A sentence of a note is a passage: its name is the change that brought it and its place there.
Whatever holds words of an interview goes when the interview is removed for good.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from exercises.interviews.content import Id as Name
from exercises.journal.entries import Body, Id, MaybeWords, Words

LONGEST_NOTE = 4000  # characters
LONGEST_CODE = 60
LONGEST_SUMMARY = 600
LONGEST_QUOTE = 900
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Letter = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
PassageId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{8,70}$")]
CodeId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{2,64}$")]
Evidence = Annotated[tuple[PassageId, ...], Field(max_length=60)]
Summary = Annotated[MaybeWords, Field(max_length=LONGEST_SUMMARY)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
CellState = Literal["", "said", "nothing", "not asked"]
CELL_STATES: tuple[CellState, ...] = ("", "said", "nothing", "not asked")


def note_name(interview: str, question: str) -> str:
    """The name of a note, for setting it aside."""
    return f"note/{interview}/{question}"


def quote_name(interview: str, change: str) -> str:
    """The name of a quotation: it goes with its interview."""
    return f"quote/{interview}/{change}"


def cell_name(organisation: str, code: str) -> str:
    """The name of a cell of the chart."""
    return f"cell/{organisation}/{code}"


def type_name(organisation: str) -> str:
    """The name of an organisation's place in the typology."""
    return f"type/{organisation}"


def with_interview(target: str) -> frozenset[str]:
    """A thing and the interview whose words it holds, if it holds any."""
    what, _, rest = target.partition("/")
    interview = rest.partition("/")[0]
    return frozenset([target, *([interview] if what in ("note", "quote") else [])])


# interviews


class Added(Body):
    """One more interview. The letter stands for the organisation, `sort` is its kind."""

    kind: ClassVar[str] = "interviews.added"
    undoable: ClassVar[bool] = True
    organisation: Letter
    sort: Name


class OnInterview(Body):
    interview: Id

    def about(self, change: str) -> str:
        return self.interview


class Consented(OnInterview):
    """What the person knows and agrees to, as it stands now."""

    kind: ClassVar[str] = "interviews.consent"
    points: Annotated[frozenset[Name], Field(max_length=12)]


class Noted(OnInterview):
    """The note on a question; empty takes it away."""

    kind: ClassVar[str] = "interviews.noted"
    words: ClassVar[tuple[str, ...]] = ("text",)
    undoable: ClassVar[bool] = True
    question: Name
    text: Annotated[MaybeWords, Field(max_length=LONGEST_NOTE)]
    on: Id | None = None

    def about(self, change: str) -> str:
        return note_name(self.interview, self.question)

    def goes_with(self, change: str) -> frozenset[str]:
        return with_interview(self.about(change))


class Skipped(OnInterview):
    """A question was left out: it was not asked, or not to be answered."""

    kind: ClassVar[str] = "interviews.skipped"
    undoable: ClassVar[bool] = True
    question: Name
    skipped: bool

    def about(self, change: str) -> str:
        return note_name(self.interview, self.question)


class Finished(OnInterview):
    """The conversation is over, or goes on after all. Notes can still be completed."""

    kind: ClassVar[str] = "interviews.finished"
    undoable: ClassVar[bool] = True
    finished: bool


# codes of one's own


class CodeAdded(Body):
    kind: ClassVar[str] = "interviews.code"
    words: ClassVar[tuple[str, ...]] = ("text",)
    undoable: ClassVar[bool] = True
    text: Annotated[Words, Field(max_length=LONGEST_CODE)]


class OnCode(Body):
    undoable: ClassVar[bool] = True
    code: Id

    def about(self, change: str) -> str:
        return self.code


class CodeMerged(OnCode):
    """Sentences with this code count under `into`; None takes them apart again."""

    kind: ClassVar[str] = "interviews.code.merged"
    into: CodeId | None


class CodeDropped(OnCode):
    """The code is not used any more, or is again."""

    kind: ClassVar[str] = "interviews.code.dropped"
    dropped: bool


# indexing


class Coded(Body):
    """This seat's coder marks a sentence with a theme or a code, or takes the mark away."""

    kind: ClassVar[str] = "interviews.coded"
    undoable: ClassVar[bool] = True
    passage: PassageId
    code: CodeId
    marked: bool


class CodingDone(OnInterview):
    """This seat's coder has finished an interview, or goes on."""

    kind: ClassVar[str] = "interviews.coding"
    undoable: ClassVar[bool] = True
    done: bool

    def touches(self, change: str) -> frozenset[str]:
        return frozenset([change])


class CodingOpened(OnInterview):
    """The officer compares before both have said that they are done."""

    kind: ClassVar[str] = "interviews.opened"


class Decided(Body):
    """What both agree on after talking: whether a sentence belongs there; None leaves it open."""

    kind: ClassVar[str] = "interviews.decided"
    undoable: ClassVar[bool] = True
    passage: PassageId
    code: CodeId
    belongs: bool | None

    def about(self, change: str) -> str:
        return f"decided/{self.passage}/{self.code}"


# chart, quotations, typology


class Charted(Body):
    """What an organisation said on a theme, in the officer's words, and the passages behind it.
    "nothing" says that it was asked and nothing was said."""

    kind: ClassVar[str] = "interviews.cell"
    words: ClassVar[tuple[str, ...]] = ("text",)
    undoable: ClassVar[bool] = True
    organisation: Letter
    code: CodeId
    state: CellState
    text: Summary = ""
    passages: Evidence = ()
    on: Id | None = None

    def about(self, change: str) -> str:
        return cell_name(self.organisation, self.code)


class Quoted(OnInterview):
    """A quotation of neighbouring sentences of a note, as it was noted."""

    kind: ClassVar[str] = "interviews.quote"
    words: ClassVar[tuple[str, ...]] = ("text",)
    undoable: ClassVar[bool] = True
    code: CodeId
    passages: Annotated[tuple[PassageId, ...], Field(min_length=1, max_length=3)]
    text: Annotated[Words, Field(max_length=LONGEST_QUOTE)]

    def about(self, change: str) -> str:
        return quote_name(self.interview, change)

    def goes_with(self, change: str) -> frozenset[str]:
        return with_interview(self.about(change))


class OnQuote(Body):
    undoable: ClassVar[bool] = True
    quote: Annotated[str, Field(pattern=r"^quote/[0-9A-Za-z_-]{8,64}/[0-9A-Za-z_-]{8,64}$")]

    def about(self, change: str) -> str:
        return self.quote


class QuoteDropped(OnQuote):
    """The quotation is not used, or is again."""

    kind: ClassVar[str] = "interviews.quote.dropped"
    dropped: bool


class QuoteLooked(OnQuote):
    """The officer has looked at these words and at who could be recognised by them: it may be
    used as it stands. `few` says that the officer has seen that interviews of its kind are few."""

    kind: ClassVar[str] = "interviews.quote.looked"
    digest: Digest
    few: bool = False


class Placed(Body):
    """An organisation's place in the typology, with the passages that show it; None takes it
    away."""

    kind: ClassVar[str] = "interviews.type"
    words: ClassVar[tuple[str, ...]] = ("why",)
    undoable: ClassVar[bool] = True
    organisation: Letter
    type: Name | None
    why: Summary = ""
    passages: Evidence = ()
    on: Id | None = None

    def about(self, change: str) -> str:
        return type_name(self.organisation)


class Worded(Body):
    """Words that stand, in other words: of a code, a cell, a quotation, a reason or a note."""

    kind: ClassVar[str] = "interviews.worded"
    words: ClassVar[tuple[str, ...]] = ("text",)
    undoable: ClassVar[bool] = True
    target: Annotated[str, Field(max_length=140)]
    text: Annotated[Words, Field(max_length=LONGEST_NOTE)]
    on: Id

    def about(self, change: str) -> str:
        return self.target

    def goes_with(self, change: str) -> frozenset[str]:
        return with_interview(self.target)
