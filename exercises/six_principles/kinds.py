"""The kinds of entry that the six-principles exercise writes."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from exercises.journal.entries import Body, Id, Words
from exercises.journal.frame import TableNo
from exercises.library import PrincipleId

Rank = Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)]
FieldName = Annotated[str, Field(pattern=r"^[a-z]+/[0-9A-Za-z_-]{1,64}(/[a-z]+)?$")]
Ids = Annotated[tuple[Id, ...], Field(max_length=400)]


class OnLine(Body):
    """An entry about a line that stands; `line` is the change that added it."""

    line: Id
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return self.line


class LineAdded(Body):
    """A table wrote a line on a principle. The line is named by this entry's change."""

    kind: ClassVar[str] = "line.added"
    words: ClassVar[tuple[str, ...]] = ("text",)
    undoable: ClassVar[bool] = True
    table: TableNo
    principle: PrincipleId
    text: Words


class LineEdited(OnLine):
    """A new wording, made on version `on`; when that is not the newest, both stay."""

    kind: ClassVar[str] = "line.edited"
    words: ClassVar[tuple[str, ...]] = ("text",)
    text: Words
    on: Id


class LinePicked(OnLine):
    """Of two wordings the table keeps `keep`."""

    kind: ClassVar[str] = "line.picked"
    keep: Id


class LineMoved(OnLine):
    """The line stands at `rank` in its list; lines start at the number of their entry."""

    kind: ClassVar[str] = "line.moved"
    rank: Rank


class LineWithdrawn(OnLine):
    kind: ClassVar[str] = "line.withdrawn"


class LineRestored(OnLine):
    kind: ClassVar[str] = "line.restored"


class OnFactor(Body):
    """An entry about a key factor; `factor` is the change that made it."""

    factor: Id
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return self.factor


class FactorMade(Body):
    """Lines were picked, alone or merged, as one key factor under a wording."""

    kind: ClassVar[str] = "factor.made"
    words: ClassVar[tuple[str, ...]] = ("wording",)
    undoable: ClassVar[bool] = True
    principle: PrincipleId
    wording: Words
    lines: Ids = ()

    def touches(self, change: str) -> frozenset[str]:
        return frozenset([change, *self.lines])


class FactorTook(OnFactor):
    """Lines were merged into a key factor that stands."""

    kind: ClassVar[str] = "factor.took"
    lines: Ids

    def touches(self, change: str) -> frozenset[str]:
        return frozenset([self.factor, *self.lines])


class FactorLetGo(FactorTook):
    """Lines were split off a key factor; they are free to be picked again."""

    kind: ClassVar[str] = "factor.let_go"


class FactorWorded(OnFactor):
    kind: ClassVar[str] = "factor.worded"
    words: ClassVar[tuple[str, ...]] = ("wording",)
    wording: Words
    on: Id


class FactorPicked(OnFactor):
    kind: ClassVar[str] = "factor.picked"
    keep: Id


class FactorMoved(OnFactor):
    kind: ClassVar[str] = "factor.moved"
    rank: Rank


class FactorDropped(OnFactor):
    """The key factor is not one after all; its lines are free again."""

    kind: ClassVar[str] = "factor.dropped"


class FactorServes(OnFactor):
    """Which other principles the key factor serves as well."""

    kind: ClassVar[str] = "factor.serves"
    principles: Annotated[tuple[PrincipleId, ...], Field(max_length=6)]


class FactorsJoined(Body):
    """Key factors of several principles are one; the joined one keeps their lineage."""

    kind: ClassVar[str] = "factors.joined"
    words: ClassVar[tuple[str, ...]] = ("wording",)
    undoable: ClassVar[bool] = True
    factors: Annotated[tuple[Id, ...], Field(min_length=2, max_length=12)]
    wording: Words

    def touches(self, change: str) -> frozenset[str]:
        return frozenset([change, *self.factors])


class Dots(Body):
    """A table has `n` dots on a line or key factor."""

    kind: ClassVar[str] = "dots"
    undoable: ClassVar[bool] = True
    table: TableNo
    target: Id
    n: Annotated[int, Field(ge=0, le=20)]

    def about(self, change: str) -> str:
        return f"dots/{self.table}/{self.target}"

    def touches(self, change: str) -> frozenset[str]:
        return frozenset([self.about(change), self.target])


class DotsShown(Body):
    """The trainer reveals the totals, or covers them again."""

    kind: ClassVar[str] = "dots.shown"
    shown: bool


class Ordered(Body):
    """The trainer ordered a principle's key factors by hand with the room; empty undoes that."""

    kind: ClassVar[str] = "ordered"
    principle: PrincipleId
    factors: Ids

    def about(self, change: str) -> str:
        return f"order/{self.principle}"


class InField(Body):
    """An entry in a named field, such as readback/empowerment or plan/<factor>/note."""

    field: FieldName
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return self.field

    def touches(self, change: str) -> frozenset[str]:
        return frozenset([self.field, self.field.split("/")[1]])


class Wrote(InField):
    """A note in the field, made on version `on` of it."""

    kind: ClassVar[str] = "wrote"
    words: ClassVar[tuple[str, ...]] = ("text",)
    text: Words
    on: Id | None = None


class Kept(InField):
    """Of two notes in one field, `keep` is kept."""

    kind: ClassVar[str] = "kept"
    keep: Id


class Chose(InField):
    """A choice in the field, such as plan/<factor>/decision."""

    kind: ClassVar[str] = "chose"
    value: Annotated[str, Field(pattern=r"^[a-z_]{1,20}$")]


READBACK = ("yes", "partly", "no")
DECISIONS = ("in_plan", "partly", "missing", "not_for_plan")
SIGNIFICANT = ("yes", "no")
