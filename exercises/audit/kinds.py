"""The kinds of entry that a case file audit writes.

A file is known as "A1": the first file of agency A. No entry has a field for its reference number,
which the journal never sees. None says who it was. An entry that changes something names the
version that it was made on.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exercises.audit.content import Giver, RatingId
from exercises.audit.settings import LONGEST_NOTE, MOST_FILES
from exercises.grid.content import Id as Name
from exercises.group.kinds import Digest, Short, Status, What
from exercises.journal.entries import Body, Id, MaybeWords

Letter = Annotated[str, Field(pattern=r"^[A-L]$")]
FileName = Annotated[str, Field(pattern=r"^[A-L](?:[1-9]|1[0-5])$")]
How = Literal["at random", "all of them", "elsewhere"]
ListName = Literal["good", "well", "try"]


def note_name(file: str, item: str) -> str:
    """The name of the note on a question, for setting it aside."""
    return f"note/{file}/{item}"


def consent_name(file: str) -> str:
    """The name of what was said of consent, for setting its words aside."""
    return f"consent/{file}"


class Agreed(Body):
    """The room agrees on confidentiality: not a person, and not by name."""

    kind: ClassVar[str] = "audit.agreed"
    undoable: ClassVar[bool] = True


class Drawn(Body):
    """The files of an agency were chosen: how many, of how many on its list, and how. Which they
    were is not in here; 0 for `listed` says that the list was not counted here."""

    kind: ClassVar[str] = "audit.drawn"
    undoable: ClassVar[bool] = True
    agency: Letter
    files: Annotated[int, Field(ge=1, le=MOST_FILES)]
    listed: Annotated[int, Field(ge=0, le=100_000)] = 0
    how: How = "at random"
    on: Id | None = None

    def about(self, change: str) -> str:
        return f"drawn/{self.agency}"


class OnFile(Body):
    """An entry about a file; `on` is the version of what it changes."""

    file: FileName
    on: Id | None = None
    undoable: ClassVar[bool] = True


class ConsentSaid(OnFile):
    """Whether the person, or their advocate, consents to being observed. `asked_by` is a role."""

    kind: ClassVar[str] = "audit.consent"
    words: ClassVar[tuple[str, ...]] = ("asked_by",)
    given: bool
    giver: Giver
    day: date
    asked_by: Short = ""

    def about(self, change: str) -> str:
        return consent_name(self.file)


class OnItem(OnFile):
    """An entry about a question to a file."""

    item: Name


class Answered(OnItem):
    kind: ClassVar[str] = "audit.answered"
    answer: Name | None

    def about(self, change: str) -> str:
        return f"answer/{self.file}/{self.item}"


class Rated(OnItem):
    """What the file shows; None takes the rating away."""

    kind: ClassVar[str] = "audit.rated"
    rating: RatingId | None

    def about(self, change: str) -> str:
        return f"rating/{self.file}/{self.item}"


class Noted(OnItem):
    """A note, which stays with the audit group. One that was made on an older version stands beside
    the other until somebody picks. Empty takes it away."""

    kind: ClassVar[str] = "audit.noted"
    words: ClassVar[tuple[str, ...]] = ("text",)
    text: Annotated[MaybeWords, Field(max_length=LONGEST_NOTE)]

    def about(self, change: str) -> str:
        return note_name(self.file, self.item)


class NotePicked(OnItem):
    """Of two wordings, the one of version `keep`."""

    kind: ClassVar[str] = "audit.picked"
    keep: Id

    def about(self, change: str) -> str:
        return note_name(self.file, self.item)

    def touches(self, change: str) -> frozenset[str]:
        return frozenset([self.about(change), self.keep])


class RatingAgreed(Body):
    """In a live reflective audit: both want to rate, or do not."""

    kind: ClassVar[str] = "audit.rating"
    undoable: ClassVar[bool] = True
    both: bool


# what follows: good practice and other lines, and actions


class Written(Body):
    """Something new. `file` and `item` say where it was written, for the audit group; `board` that
    it may stand on the board's page, where nothing says which file it came from."""

    undoable: ClassVar[bool] = True
    file: FileName | None = None
    item: Name | None = None
    board: bool = False


class LineSaid(Written):
    """A line of good practice; in a live audit also what went well, or a thing to try."""

    kind: ClassVar[str] = "audit.line"
    words: ClassVar[tuple[str, ...]] = ("text",)
    of: ListName = "good"
    text: What


class OnLine(Body):
    line: Id
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return self.line


class LineChanged(OnLine):
    kind: ClassVar[str] = "audit.line.changed"
    words: ClassVar[tuple[str, ...]] = ("text",)
    text: What
    board: bool | None = None
    on: Id


class LineDropped(OnLine):
    kind: ClassVar[str] = "audit.line.dropped"


class LineBack(OnLine):
    kind: ClassVar[str] = "audit.line.back"


class ActionSaid(Written):
    """What will be done, by whom (a role) and by when."""

    kind: ClassVar[str] = "audit.action"
    words: ClassVar[tuple[str, ...]] = ("what", "who", "by_when")
    what: What
    who: Short = ""
    by_when: Short = ""


class OnAction(Body):
    action: Id
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return self.action


class ActionChanged(OnAction):
    kind: ClassVar[str] = "audit.action.changed"
    words: ClassVar[tuple[str, ...]] = ("what", "who", "by_when")
    what: What
    who: Short = ""
    by_when: Short = ""
    board: bool | None = None
    on: Id


class ActionDropped(OnAction):
    kind: ClassVar[str] = "audit.action.dropped"


class ActionBack(OnAction):
    kind: ClassVar[str] = "audit.action.back"


class ThemesChosen(Body):
    """What was seen more than once, for the board; nothing of a file is in it."""

    kind: ClassVar[str] = "audit.themes"
    undoable: ClassVar[bool] = True
    themes: Annotated[tuple[Name, ...], Field(max_length=40)]

    def about(self, change: str) -> str:
        return "themes"


class Earlier(Body):
    """An action of the last audit, to be followed up."""

    kind: ClassVar[str] = "audit.earlier"
    words: ClassVar[tuple[str, ...]] = ("what", "who", "by_when")
    what: What
    who: Short = ""
    by_when: Short = ""


class Followed(Body):
    """What became of it, and what helped or got in the way."""

    kind: ClassVar[str] = "audit.followed"
    words: ClassVar[tuple[str, ...]] = ("helped",)
    undoable: ClassVar[bool] = True
    action: Id
    status: Status | None
    helped: Annotated[MaybeWords, Field(max_length=300)] = ""
    on: Id | None = None

    def about(self, change: str) -> str:
        return self.action


class RecordRead(Body):
    """Everybody has read the record on the screen, as it stood."""

    kind: ClassVar[str] = "audit.read"
    undoable: ClassVar[bool] = True
    digest: Digest
