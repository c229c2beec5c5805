"""Read the words of the wellbeing and safety grid, and its worked examples, from `content/`.

A position is two whole numbers, each -5 to 5. It says where a situation stands, never how a person
is. A moment is "now" or an action. The person's viewpoint always names the words it rests on, and
stays empty where nobody has any.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints, model_validator

from exercises import library
from exercises.library import CONTENT, Content, ContentError, Source, Text, read

LOWEST, HIGHEST = -5, 5
NOW = "now"
PERSON = "person"
FOLDER = CONTENT / "grid_examples"

Place = Annotated[int, Field(ge=LOWEST, le=HIGHEST, strict=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,40}$")]
AxisId = Literal["wellbeing", "safety"]
ViewpointId = Literal["person", "practitioner", "family", "police", "health"]
PromptId = Literal["now", "after", "move"]
Letter = Literal["a", "b", "c", "d", "e", "f", "g", "h", "i"]

AXES: tuple[AxisId, ...] = get_args(AxisId)
VIEWPOINTS: tuple[ViewpointId, ...] = get_args(ViewpointId)
PROMPTS: tuple[PromptId, ...] = get_args(PromptId)
LETTERS: tuple[Letter, ...] = get_args(Letter)


class Axis(Content):
    """One axis; `words` are for its places in order, from the negative to the positive end."""

    id: AxisId
    name: Text
    question: Text
    words: tuple[Text, ...]

    @model_validator(mode="after")
    def _a_word_for_each_place(self) -> Axis:
        places = HIGHEST - LOWEST + 1
        if len(self.words) != places or len(set(self.words)) != places:
            raise ValueError(
                f"there are {len(set(self.words))} different words; each place from {LOWEST} to "
                f"{HIGHEST} has its own, {places} in all"
            )
        return self

    def word(self, place: int) -> str:
        """The words for `place`, from -5 to 5. Raises ValueError for another number."""
        if not LOWEST <= place <= HIGHEST:
            raise ValueError(f"there is no place {place}; they go from {LOWEST} to {HIGHEST}")
        return self.words[place - LOWEST]


class Corners(Content):
    """A few words for each corner: wellbeing first, then safety."""

    low_low: Text
    low_high: Text
    high_low: Text
    high_high: Text


class Viewpoint(Content):
    """Whose eyes the situation is seen through. `title` may hold {person}."""

    id: ViewpointId
    name: Text
    title: Text
    hint: Text
    needs_basis: bool = False
    basis: str = Field("", description="asks for the words that a place rests on")
    empty: str = Field("", description="is said while there are no such words")

    @model_validator(mode="after")
    def _only_the_person_is_quoted(self) -> Viewpoint:
        if self.needs_basis != (self.id == PERSON):
            raise ValueError(f"a basis is needed for {PERSON}, and for no other viewpoint")
        if self.needs_basis != bool(self.basis and self.empty):
            raise ValueError("where a basis is needed, say how to ask for it and what stands empty")
        return self


class WellbeingPart(Content):
    """One of the nine parts of wellbeing, quoted with its letter."""

    letter: Letter
    text: Text


class Statute(Content):
    """What the Act says wellbeing is about; `opening` and the parts are quoted."""

    source: Source
    opening: Text
    parts: tuple[WellbeingPart, ...]
    set_apart: Letter = Field(description="the part that has an axis of its own here")
    why_set_apart: Text

    @model_validator(mode="after")
    def _all_nine_in_order(self) -> Statute:
        found = tuple(part.letter for part in self.parts)
        if found != LETTERS:
            raise ValueError(f"the parts are {', '.join(found)}; in order they are a to i")
        return self


class Prompt(Content):
    """What a table is asked to do at one step."""

    id: PromptId
    title: Text
    ask: Text
    stuck: tuple[Text, ...] = Field(min_length=2, max_length=3)


class Grid(Content):
    """The words of the grid."""

    title: Text
    purpose: Text
    rule: Text = Field(description="that the situation is placed, and that words come first")
    real_cases: Text
    source: Source
    kits_own: Text = Field(description="what is not in the source")
    axes: tuple[Axis, Axis]
    corners: Corners
    viewpoints: tuple[Viewpoint, ...]
    statute: Statute
    prompts: tuple[Prompt, ...]
    challenge: tuple[Text, Text, Text]

    @model_validator(mode="after")
    def _all_in_order(self) -> Grid:
        for what, found, wanted in (
            ("axes", self.axes, AXES),
            ("viewpoints", self.viewpoints, VIEWPOINTS),
            ("prompts", self.prompts, PROMPTS),
        ):
            ids = tuple(each.id for each in found)
            if ids != wanted:
                raise ValueError(f"the {what} are {ids}; in order they are {wanted}")
        return self


class Objective(Content):
    """A line of a board's plan, made up for the kit."""

    text: Text
    board: Text
    label: Text = Field(description="says that board and plan are made up")


class Action(Content):
    """Something that could be done; its id is the name of the moment after it."""

    id: Id
    text: Text


class Placement(Content):
    """Where a situation stands at a moment, as one viewpoint sees it, and why."""

    moment: Id
    viewpoint: ViewpointId
    wellbeing: Place
    safety: Place
    reason: Text
    basis: str = Field("", description="the person's words, as the case has them")

    @model_validator(mode="after")
    def _the_person_is_quoted(self) -> Placement:
        if self.viewpoint == PERSON and not self.basis:
            raise ValueError("the person's place has no basis; quote the words, or leave it empty")
        if self.viewpoint != PERSON and self.basis:
            raise ValueError(f"only the person's place has a basis, not that of {self.viewpoint}")
        return self


class LeftEmpty(Content):
    """Moments at which a viewpoint is not placed, and why not."""

    viewpoint: ViewpointId
    moments: tuple[Id, ...] = Field(min_length=1)
    why: Text


class GridExample(Content):
    """A worked example on a case or on an objective.

    The person, and whoever else is in it, is placed or left empty at every moment, once.
    """

    id: Id
    title: Text
    label: Text = Field(description="says that this is one reading")
    case: str = ""
    objective: Objective | None = None
    actions: tuple[Action, ...] = Field(min_length=2, max_length=3)
    placements: tuple[Placement, ...] = Field(min_length=1)
    left_empty: tuple[LeftEmpty, ...] = ()
    facilitators_points: tuple[Text, ...] = Field(min_length=3, max_length=5)
    author: Text
    written: Text = Field(description="date, as YYYY-MM-DD")

    @property
    def moments(self) -> tuple[str, ...]:
        """Now, and then each action."""
        return (NOW, *(action.id for action in self.actions))

    @property
    def viewpoints(self) -> tuple[ViewpointId, ...]:
        """Those that are placed somewhere, in the usual order."""
        placed = {placement.viewpoint for placement in self.placements}
        return tuple(viewpoint for viewpoint in VIEWPOINTS if viewpoint in placed)

    def placed(self, viewpoint: ViewpointId, moment: str) -> Placement | None:
        """Where `viewpoint` puts the situation at `moment`; None where it was left empty."""
        found = (p for p in self.placements if (p.viewpoint, p.moment) == (viewpoint, moment))
        return next(found, None)

    def moved(self, viewpoint: ViewpointId, action: str) -> tuple[int, int] | None:
        """How far `action` moves wellbeing and safety, as `viewpoint` sees it; None when either
        place was left empty."""
        before, after = self.placed(viewpoint, NOW), self.placed(viewpoint, action)
        if before is None or after is None:
            return None
        return after.wellbeing - before.wellbeing, after.safety - before.safety

    @model_validator(mode="after")
    def _on_a_case_or_an_objective(self) -> GridExample:
        if bool(self.case) == (self.objective is not None):
            raise ValueError("an example is on a case or on an objective: name one of the two")
        if self.case and self.case not in library.cases():
            known = ", ".join(library.cases())
            raise ValueError(f"there is no case {self.case!r}; there are: {known}")
        return self

    @model_validator(mode="after")
    def _every_moment_once(self) -> GridExample:
        moments = self.moments
        if len(set(moments)) != len(moments):
            raise ValueError(f"two actions have one id, or one is called {NOW!r}: {moments}")
        said = Counter((p.viewpoint, p.moment) for p in self.placements)
        said.update((left.viewpoint, moment) for left in self.left_empty for moment in left.moments)
        for _, moment in said:
            if moment not in moments:
                raise ValueError(f"there is no moment {moment!r}; there are: {', '.join(moments)}")
        for viewpoint in {PERSON, *(viewpoint for viewpoint, _ in said)}:
            for moment in moments:
                if said[viewpoint, moment] != 1:
                    raise ValueError(
                        f"{viewpoint} at {moment} is there {said[viewpoint, moment]} times; "
                        "place it once, or leave it empty and say why"
                    )
        return self

    @model_validator(mode="after")
    def _quotations_stand_in_the_case(self) -> GridExample:
        quoted = [placement.basis for placement in self.placements if placement.basis]
        if self.objective is not None and quoted:
            raise ValueError("nobody speaks in an objective; leave the person's viewpoint empty")
        if self.case:
            story = library.case(self.case).passages
            told = [paragraph for passage in story for paragraph in passage.paragraphs]
            for words in quoted:
                if not any(words in paragraph for paragraph in told):
                    raise ValueError(f"these words are not in the case {self.case}: {words}")
        return self


@cache
def grid() -> Grid:
    """The words of the grid."""
    return read(Grid, CONTENT / "grid.toml")


def examples() -> list[str]:
    """The names of the worked examples, those on Mrs T first."""
    found = sorted(path.stem for path in FOLDER.glob("*.toml"))
    return sorted(found, key=lambda name: not name.startswith("mrs-t-"))


@cache
def example(name: str) -> GridExample:
    """The worked example called `name`. Raises ContentError, naming the known ones."""
    if name not in examples():
        known = ", ".join(examples())
        raise ContentError(f"no example of the grid called {name!r}; there are: {known}")
    return read(GridExample, FOLDER / f"{name}.toml")
