"""The kinds of entry that a reflective group writes.

None of them says who it was. What a device in the circle writes is entered without its seat: see
`Body.unsigned`. An entry that changes something names the version that it was made on.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from exercises.grid.content import Id as Name
from exercises.grid.content import Place, ViewpointId
from exercises.group.settings import LONGEST_FIELD, LONGEST_WHAT, LONGEST_WHO
from exercises.journal.entries import Body, Id, MaybeWords, Words

What = Annotated[Words, Field(max_length=LONGEST_WHAT)]
Short = Annotated[MaybeWords, Field(max_length=LONGEST_WHO)]
Moment = Literal["now", "after"]
MOMENTS: tuple[Moment, ...] = ("now", "after")
Status = Literal["done", "changed", "still to do"]
STATUSES: tuple[Status, ...] = ("done", "changed", "still to do")
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
NoteName = Annotated[str, Field(pattern=r"^(case|why/[a-z]{3,20}/(now|after))$")]


def field_name(field: str) -> str:
    """The name of a field of the agreement, for setting it aside."""
    return f"agreement/{field}"


def note_name(field: str) -> str:
    """The name of a note on the case, for setting it aside."""
    return f"note/{field}"


def why(viewpoint: str, moment: str) -> str:
    """The field for the reason of a place."""
    return f"why/{viewpoint}/{moment}"


def digest(words: str) -> str:
    """A short name of what was read, as it stood."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


# the agreement


class AgreementSaid(Body):
    """A field of the agreement in these words; empty takes them away."""

    kind: ClassVar[str] = "group.agreement"
    words: ClassVar[tuple[str, ...]] = ("text",)
    undoable: ClassVar[bool] = True
    field: Name
    text: Annotated[MaybeWords, Field(max_length=LONGEST_FIELD)]
    on: Id | None = None

    def about(self, change: str) -> str:
        return field_name(self.field)


class Agreed(Body):
    """The room agrees to the agreement as it stands: not a person, and not by name."""

    kind: ClassVar[str] = "group.agreed"
    undoable: ClassVar[bool] = True
    digest: Digest


class DevicesWrite(Body):
    """The group has chosen whether devices may write in the last part."""

    kind: ClassVar[str] = "group.devices"
    may: bool


# the case, the questions and the grid


class Step(Body):
    """A step in the scenario that is read together, made on step `on`; None before the first."""

    on: Id | None = None
    undoable: ClassVar[bool] = True

    def touches(self, change: str) -> frozenset[str]:
        return frozenset([change, *([self.on] if self.on else [])])


class Went(Step):
    """On by this choice of the scene."""

    kind: ClassVar[str] = "group.scene"
    scene: Name
    choice: Name


class Left(Step):
    """The scene was left: no reason is asked."""

    kind: ClassVar[str] = "group.scene.left"
    scene: Name


class WentBack(Step):
    """Back to the scene before."""

    kind: ClassVar[str] = "group.scene.back"


class SceneOpened(Step):
    """A scene with a content note of its own is read now, by everybody: it was not left."""

    kind: ClassVar[str] = "group.scene.opened"


class Asked(Body):
    """The set of questions that the screens show; None takes it down."""

    kind: ClassVar[str] = "group.asked"
    set: Name | None = None


class OnSpot(Body):
    """An entry about where the situation stands, through somebody's eyes, at a moment."""

    viewpoint: ViewpointId
    moment: Moment
    on: Id | None = None
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return f"{self.viewpoint}/{self.moment}"


class Placed(OnSpot):
    kind: ClassVar[str] = "group.placed"
    wellbeing: Place
    safety: Place


class Unplaced(OnSpot):
    """The place was taken away: nobody can say."""

    kind: ClassVar[str] = "group.unplaced"


class Noted(Body):
    """Typed case detail: of the case, or the reason of a place. Empty takes it away."""

    kind: ClassVar[str] = "group.noted"
    words: ClassVar[tuple[str, ...]] = ("text",)
    undoable: ClassVar[bool] = True
    field: NoteName
    text: Annotated[MaybeWords, Field(max_length=LONGEST_FIELD)]
    on: Id | None = None

    def about(self, change: str) -> str:
        return note_name(self.field)


# what we will do


class ActionSaid(Body):
    """What will be done, by whom (a role) and by when. `board` says that it goes beyond the case
    and may stand on the page for the quality subgroup."""

    kind: ClassVar[str] = "group.action"
    words: ClassVar[tuple[str, ...]] = ("what", "who", "by_when")
    undoable: ClassVar[bool] = True
    unsigned: ClassVar[bool] = True
    what: What
    who: Short = ""
    by_when: Short = ""
    board: bool = False


class OnAction(Body):
    action: Id
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return self.action


class ActionChanged(OnAction):
    """An action in other words. Without `board` it stays as it is whether it goes to the board."""

    kind: ClassVar[str] = "group.action.changed"
    words: ClassVar[tuple[str, ...]] = ("what", "who", "by_when")
    what: What
    who: Short = ""
    by_when: Short = ""
    board: bool | None = None
    on: Id


class ActionDropped(OnAction):
    kind: ClassVar[str] = "group.action.dropped"
    unsigned: ClassVar[bool] = True


class ActionBack(OnAction):
    kind: ClassVar[str] = "group.action.back"
    unsigned: ClassVar[bool] = True


class LineSaid(Body):
    """Something that was learnt."""

    kind: ClassVar[str] = "group.line"
    words: ClassVar[tuple[str, ...]] = ("text",)
    undoable: ClassVar[bool] = True
    unsigned: ClassVar[bool] = True
    text: What


class OnLine(Body):
    line: Id
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return self.line


class LineChanged(OnLine):
    kind: ClassVar[str] = "group.line.changed"
    words: ClassVar[tuple[str, ...]] = ("text",)
    text: What
    on: Id


class LineDropped(OnLine):
    kind: ClassVar[str] = "group.line.dropped"
    unsigned: ClassVar[bool] = True


class LineBack(OnLine):
    kind: ClassVar[str] = "group.line.back"
    unsigned: ClassVar[bool] = True


class ThemesChosen(Body):
    """What the hour was about, for the quality subgroup; nothing of the case is in it."""

    kind: ClassVar[str] = "group.themes"
    undoable: ClassVar[bool] = True
    themes: Annotated[tuple[Name, ...], Field(max_length=40)]

    def about(self, change: str) -> str:
        return "themes"


class Earlier(Body):
    """An action of the last session, to be followed up."""

    kind: ClassVar[str] = "group.earlier"
    words: ClassVar[tuple[str, ...]] = ("what", "who", "by_when")
    what: What
    who: Short = ""
    by_when: Short = ""


class Followed(Body):
    """What became of it, and what helped or got in the way."""

    kind: ClassVar[str] = "group.followed"
    words: ClassVar[tuple[str, ...]] = ("helped",)
    undoable: ClassVar[bool] = True
    action: Id
    status: Status | None
    helped: Annotated[MaybeWords, Field(max_length=LONGEST_WHAT)] = ""
    on: Id | None = None

    def about(self, change: str) -> str:
        return self.action


# pause, and the record


class Paused(Body):
    """Something needs action outside the group: the clock stops, and every screen says so."""

    kind: ClassVar[str] = "group.paused"
    unsigned: ClassVar[bool] = True


class WentOn(Body):
    """The group goes on. `told` says that the record may say that there was a pause."""

    kind: ClassVar[str] = "group.went_on"
    told: bool = False


class RecordRead(Body):
    """Everybody has read the record on the screen, as it stood."""

    kind: ClassVar[str] = "group.read"
    undoable: ClassVar[bool] = True
    digest: Digest
