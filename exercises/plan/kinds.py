"""The kinds of entry about a strategic plan: the plan itself, what shows that something is in it,
and the actions that follow."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, ValidationInfo, model_validator

from exercises.journal.entries import Body, Id, MaybeWords, Words
from exercises.journal.frame import TableNo
from exercises.plan.passages import LONGEST_HEADING, Passages, check_size

PartId = Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{8,72}$")]
"""A passage: the plan's change and a number, or the change that split it off."""
Target = Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{1,64}$")]
"""What is held against the plan: a key factor, or an item of a lens."""
ShortWords = Annotated[MaybeWords, Field(max_length=LONGEST_HEADING)]


class PlanGiven(Body):
    """The trainer gave the board's plan: its passages as they were read, and how it came. It takes
    the place of one that was given before.

    It is not undone but set aside: a wrong file can then be removed for good."""

    kind: ClassVar[str] = "plan.given"
    words: ClassVar[tuple[str, ...]] = ("title", "passages")
    title: Annotated[Words, Field(max_length=LONGEST_HEADING)]
    source: Literal["file", "pasted", "sample"]
    passages: Passages

    @model_validator(mode="after")
    def _has_a_size(self, info: ValidationInfo) -> Self:
        if not info.context:
            check_size(self.passages)
        return self

    def without_words(self) -> Self:
        return self.model_copy(update={"title": "", "passages": ()})


class OnPassage(Body):
    """An entry that corrects how the plan was split; `passage` is one of its parts."""

    plan: Id
    passage: PartId
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return self.passage

    def touches(self, change: str) -> frozenset[str]:
        return frozenset([self.passage, self.plan])

    def belongs_to(self, change: str) -> str:
        return self.plan


class PassageJoined(OnPassage):
    """The passage is one with the passage before it that is shown."""

    kind: ClassVar[str] = "plan.joined"


class PassageSplit(OnPassage):
    """The passage ends before character `at`; what follows is named by this entry's change."""

    kind: ClassVar[str] = "plan.split"
    at: Annotated[int, Field(ge=1, le=100_000)]


class PassageDropped(OnPassage):
    """The passage is not compared: a list of members, say."""

    kind: ClassVar[str] = "plan.dropped"


class PassageRestored(OnPassage):
    kind: ClassVar[str] = "plan.restored"


class HeadingNamed(OnPassage):
    """The passages that stand together with this one under its heading have another heading."""

    kind: ClassVar[str] = "plan.heading"
    words: ClassVar[tuple[str, ...]] = ("heading",)
    heading: ShortWords


class PromiseMarked(OnPassage):
    """Whether the passage promises something: an objective, a priority or an action."""

    kind: ClassVar[str] = "plan.promise"
    promises: bool


class EvidenceSet(Body):
    """A passage shows, or does not show after all, that `target` is in the plan."""

    kind: ClassVar[str] = "plan.evidence"
    undoable: ClassVar[bool] = True
    target: Target
    passage: PartId
    shows: bool

    def about(self, change: str) -> str:
        return f"evidence/{self.target}/{self.passage}"

    def touches(self, change: str) -> frozenset[str]:
        plan = self.passage.rpartition("-")[0]  # a passage as it was given has its plan's name
        return frozenset([self.about(change), self.target, self.passage, plan])


class LensesSet(Body):
    """Which lenses the trainer looks through beside the key factors."""

    kind: ClassVar[str] = "plan.lenses"
    lenses: Annotated[tuple[str, ...], Field(max_length=12)]


class Proposal(Body):
    """What an action says: what is done, who leads (a role, not a person's name) and by when."""

    words: ClassVar[tuple[str, ...]] = ("text", "owner", "when")
    undoable: ClassVar[bool] = True
    text: Words
    owner: ShortWords = ""
    when: ShortWords = ""


class ActionProposed(Proposal):
    """An action for the board to agree; `target` is the gap it answers. `table` proposed it; None
    where the trainer's desk did."""

    kind: ClassVar[str] = "plan.action"
    target: Target | None = None
    table: TableNo | None = None

    def touches(self, change: str) -> frozenset[str]:
        return frozenset([change, *([self.target] if self.target else [])])


class OnAction(Body):
    """An entry about an action that stands; `action` is the change that proposed it."""

    action: Id
    undoable: ClassVar[bool] = True

    def about(self, change: str) -> str:
        return self.action


class ActionChanged(OnAction, Proposal):
    """The action in other words, made on version `on`; when that is not the newest, both stay."""

    kind: ClassVar[str] = "plan.action.changed"
    on: Id


class ActionPicked(OnAction):
    """Of two versions of an action, `keep` is kept."""

    kind: ClassVar[str] = "plan.action.picked"
    keep: Id


class ActionWithdrawn(OnAction):
    kind: ClassVar[str] = "plan.action.withdrawn"


class ActionRestored(OnAction):
    kind: ClassVar[str] = "plan.action.restored"


class ActionsOrdered(Body):
    """The room put the actions in order, the first first; the others follow as they came."""

    kind: ClassVar[str] = "plan.actions.ordered"
    actions: Annotated[tuple[Id, ...], Field(max_length=200)]

    def about(self, change: str) -> str:
        return "plan.actions"
