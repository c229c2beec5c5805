"""The kinds of entry that the grid writes."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, model_validator

from exercises.grid.content import PERSON, AxisId, ViewpointId
from exercises.grid.content import Place as Step
from exercises.journal.entries import Body, Id, MaybeWords, Words
from exercises.journal.frame import TableNo

Moment = Annotated[str, Field(pattern=r"^(now|[0-9A-Za-z_-]{8,64})$")]
"""Now, or the name of the change that brought an action."""
LONGEST = 2000  # characters of a reason, an action or a line


class OnSpot(Body):
    """An entry about where one table puts the situation, as one viewpoint sees it, at a moment."""

    table: TableNo
    viewpoint: ViewpointId
    moment: Moment
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return f"{self.table}/{self.viewpoint}/{self.moment}"

    def touches(self, change: str) -> frozenset[str]:
        return frozenset([self.about(change), self.moment])


class Placed(OnSpot):
    """The situation was placed, on version `on` of what stood there. The person's place quotes the
    words that it rests on."""

    kind: ClassVar[str] = "grid.placed"
    words: ClassVar[tuple[str, ...]] = ("reason", "basis")
    wellbeing: Step
    safety: Step
    reason: Annotated[MaybeWords, Field(max_length=LONGEST)] = ""
    basis: Annotated[MaybeWords, Field(max_length=LONGEST)] = ""
    on: Id | None = None

    @model_validator(mode="after")
    def _rests_on_something(self, info: ValidationInfo) -> Placed:
        if info.context:
            return self
        if self.viewpoint == PERSON and not any(map(str.isalnum, self.basis)):
            raise ValueError(
                "there are no words here to rest this on; quote the person or an advocate, or "
                "leave this viewpoint empty"
            )
        if self.moment != "now" and not any(map(str.isalnum, self.reason)):
            raise ValueError("say in a few words why the situation would stand there")
        return self


class Unplaced(OnSpot):
    """Nobody can say: the place was taken away."""

    kind: ClassVar[str] = "grid.unplaced"


class Picked(OnSpot):
    """Of two places that were made at the same time, `keep` is kept."""

    kind: ClassVar[str] = "grid.picked"
    keep: Id


class ActionAdded(Body):
    """Something that could be done. `table` is missing where the trainer gave it; `source` names a
    line of "How do we move it?" that it came from."""

    kind: ClassVar[str] = "grid.action"
    words: ClassVar[tuple[str, ...]] = ("text",)
    undoable: ClassVar[bool] = True
    text: Annotated[Words, Field(max_length=LONGEST)]
    table: TableNo | None = None
    source: Id | None = None

    def touches(self, change: str) -> frozenset[str]:
        return frozenset([change, *([self.source] if self.source else [])])


class OnAction(Body):
    """An entry about an action that stands."""

    action: Id
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return self.action


class ActionWorded(OnAction):
    kind: ClassVar[str] = "grid.action.worded"
    words: ClassVar[tuple[str, ...]] = ("text",)
    text: Annotated[Words, Field(max_length=LONGEST)]
    on: Id


class ActionPicked(OnAction):
    """Of two wordings of an action, `keep` is kept."""

    kind: ClassVar[str] = "grid.action.picked"
    keep: Id


class ActionDropped(OnAction):
    kind: ClassVar[str] = "grid.action.dropped"


class ActionBack(OnAction):
    kind: ClassVar[str] = "grid.action.back"


class Wrote(Body):
    """A line of a table: what would move the situation along an axis, or what was learnt."""

    kind: ClassVar[str] = "grid.wrote"
    words: ClassVar[tuple[str, ...]] = ("text",)
    undoable: ClassVar[bool] = True
    table: TableNo
    list: Literal["move", "learning"]
    axis: AxisId | None = None
    text: Annotated[Words, Field(max_length=LONGEST)]


class OnLine(Body):
    """An entry about a line that stands."""

    line: Id
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return self.line


class Edited(OnLine):
    kind: ClassVar[str] = "grid.edited"
    words: ClassVar[tuple[str, ...]] = ("text",)
    text: Annotated[Words, Field(max_length=LONGEST)]
    on: Id


class LinePicked(OnLine):
    """Of two wordings of a line, `keep` is kept."""

    kind: ClassVar[str] = "grid.line.picked"
    keep: Id


class Withdrawn(OnLine):
    kind: ClassVar[str] = "grid.withdrawn"


class Restored(OnLine):
    kind: ClassVar[str] = "grid.restored"


class Shown(Body):
    """What the trainer shows on the wall: one viewpoint, one action, one table, and whether now,
    after or both. What is missing means all."""

    kind: ClassVar[str] = "grid.shown"
    viewpoint: ViewpointId | None = None
    action: Id | None = None
    table: TableNo | None = None
    step: Literal["now", "after", "both"] = "both"
