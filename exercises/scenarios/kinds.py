"""The kinds of entry that a scenario writes.

The moves of a table follow one another: each names the move that it was made on. So a move that was
made on an older one, on another device of the table, is not taken twice.
"""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from exercises.grid.content import Id as Name
from exercises.grid.content import Place
from exercises.journal.entries import Body, Id, MaybeWords, Words
from exercises.journal.frame import TableNo
from exercises.scenarios.content import Speaker

LONGEST = 2000  # characters of a reason or a note
MOST_CARDS = 20
MOST_STEPS = 200  # no path of the kit's scenarios has more
SPOKE = "spoke"
FieldName = Annotated[
    str, Field(pattern=r"^[a-z]{3,12}(-[a-z]{3,12})?(/[a-z0-9][a-z0-9-]{0,40})?$")
]
"""A field of a record, or of a debrief, such as "agreed/up-by-seven" or "debrief/2"."""
Sight = Literal["title", "scene", "spread", "places", "paths", "replay", "questions", "roleplay"]
Part = Literal["note", "scene", "place", "choices", "chosen", "answer", "end"]
"""What is shown of one scene of a path that is gone through again, one thing at a time."""


NOTE_NAME = r"^note-\d{1,2}-[0-9a-f]{24}$"


class NamesOfNotes:
    """Every name that `note_name` could give. A change that took one would pass for that note."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and re.match(NOTE_NAME, name) is not None


def place_name(table: int, scene: str) -> str:
    """The name of a table's place in a scene, for setting it aside."""
    return f"place/{table}/{scene}"


def note_name(table: int, path: str | None, field: str) -> str:
    """The name of what a table wrote into a field: short, whatever the names of its parts are."""
    whole = f"{table}/{path or ''}/{field}"
    return f"note-{table}-{hashlib.sha256(whole.encode()).hexdigest()[:24]}"


def _each_once(speakers: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    return tuple(dict.fromkeys(speakers))


# the story of a table


class Move(Body):
    """A step of a table's story, or a way back, made on move `on`; None before the first."""

    table: TableNo
    on: Id | None = None
    undoable: ClassVar[bool] = True

    def touches(self, change: str) -> frozenset[str]:
        return frozenset([change, *([self.on] if self.on else [])])


class Chosen(Move):
    """The table chose something to say or do in a scene, and says why."""

    kind: ClassVar[str] = "scenario.chosen"
    words: ClassVar[tuple[str, ...]] = ("reason",)
    scene: Name
    choice: Name
    reason: Annotated[Words, Field(max_length=LONGEST)]


class Left(Move):
    """The scene was left: no reason is asked, and nothing is lost."""

    kind: ClassVar[str] = "scenario.left"
    scene: Name


class WentBack(Move):
    """A new story begins in the scene of step `to`; the path so far is kept as an earlier one."""

    kind: ClassVar[str] = "scenario.back"
    to: Id

    def touches(self, change: str) -> frozenset[str]:
        return super().touches(change) | {self.to}


class OnReason(Body):
    """An entry about the reason of a step."""

    step: Id
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return self.step


class ReasonChanged(OnReason):
    """The reason in other words, made on version `on`."""

    kind: ClassVar[str] = "scenario.reason"
    words: ClassVar[tuple[str, ...]] = ("text",)
    text: Annotated[Words, Field(max_length=LONGEST)]
    on: Id


class ReasonPicked(OnReason):
    """Of two wordings of a reason, `keep` is kept."""

    kind: ClassVar[str] = "scenario.reason.picked"
    keep: Id


class Voted(Body):
    """One phone's vote on what to choose after move `on`; None takes it back. The table decides."""

    kind: ClassVar[str] = "scenario.voted"
    undoable: ClassVar[bool] = True
    table: TableNo
    on: Id | None = None
    scene: Name
    choice: Name | None


class Placed(Body):
    """Where the table puts the situation in a scene, on version `on` of what stood there."""

    kind: ClassVar[str] = "scenario.placed"
    words: ClassVar[tuple[str, ...]] = ("reason",)
    undoable: ClassVar[bool] = True
    table: TableNo
    scene: Name
    wellbeing: Place
    safety: Place
    reason: Annotated[MaybeWords, Field(max_length=LONGEST)] = ""
    on: Id | None = None

    def about(self, change: str) -> str:
        return place_name(self.table, self.scene)


# the record of a path, and what is written in the debrief


class OnPath(Body):
    """An entry in the record of a path, which its last step names; without a path, in the debrief
    of a table."""

    table: TableNo
    path: Id | None = None
    undoable: ClassVar[bool] = True

    @property
    def named(self) -> str:
        """The field that it is about."""
        return SPOKE

    def about(self, change: str) -> str:
        return note_name(self.table, self.path, self.named)

    def touches(self, change: str) -> frozenset[str]:
        return frozenset([self.about(change), *([self.path] if self.path else [])])


class OnField(OnPath):
    """An entry in one field of it."""

    field: FieldName

    @property
    def named(self) -> str:
        return self.field


class Wrote(OnField):
    """The first words in a field."""

    kind: ClassVar[str] = "scenario.wrote"
    words: ClassVar[tuple[str, ...]] = ("text",)
    text: Annotated[Words, Field(max_length=LONGEST)]


class Answered(OnField):
    """One of the answers that a field offers; empty takes it back."""

    kind: ClassVar[str] = "scenario.answered"
    value: Annotated[str, Field(max_length=40)]


class Spoke(OnPath):
    """Who spoke about what is wanted: one or several, or nobody yet."""

    kind: ClassVar[str] = "scenario.spoke"
    speakers: Annotated[tuple[Speaker, ...], Field(max_length=6), AfterValidator(_each_once)]


class OnNote(Body):
    """An entry about words that stand in a field."""

    note: Annotated[str, Field(pattern=NOTE_NAME)]
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return self.note


class Edited(OnNote):
    """Other words, made on version `on`; empty clears the field."""

    kind: ClassVar[str] = "scenario.edited"
    words: ClassVar[tuple[str, ...]] = ("text",)
    text: Annotated[MaybeWords, Field(max_length=LONGEST)]
    on: Id


class NotePicked(OnNote):
    """Of two wordings, `keep` is kept."""

    kind: ClassVar[str] = "scenario.picked"
    keep: Id


# the room


class OnScene(Body):
    """An entry of the trainer about a scene, for all tables."""

    scene: Name

    def about(self, change: str) -> str:
        return f"scene/{self.scene}"


class Held(OnScene):
    """Nobody goes past this scene until it is released."""

    kind: ClassVar[str] = "scenario.held"


class Released(OnScene):
    kind: ClassVar[str] = "scenario.released"


class Shown(Body):
    """What the trainer shows on the wall: of one scene where that is needed, or one part of one
    step of a path that the room goes through again. Steps are counted from 0."""

    kind: ClassVar[str] = "scenario.shown"
    what: Sight = "title"
    scene: Name | None = None
    path: Id | None = None
    step: Annotated[int, Field(ge=0, lt=MOST_STEPS)] = 0
    part: Part = "scene"


class OnCard(Body):
    """An entry about a card of the role-play at one table; cards are counted from 0."""

    table: TableNo
    card: Annotated[int, Field(ge=0, lt=MOST_CARDS)]

    def about(self, change: str) -> str:
        return f"card/{self.table}/{self.card}"


class CardTaken(OnCard):
    """This device takes the card, and gives back the one that it had."""

    kind: ClassVar[str] = "scenario.card"


class CardFreed(OnCard):
    """The card lies on the table again: the one that this device has, or from the trainer's page
    everybody's who has it."""

    kind: ClassVar[str] = "scenario.card.freed"
