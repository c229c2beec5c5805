"""Read an example session of a reflective group, `content/group_examples/`: what a group might have
read, agreed, placed and decided. Nothing that somebody would have said of a real case is in it."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from exercises.grid.content import Id, Place, ViewpointId
from exercises.group import kinds as k
from exercises.group.content import group_words
from exercises.group.settings import EarlierAction, FieldText, Settings, Short, What, usual
from exercises.library import CONTENT, Content, Text, read
from exercises.scenarios import story as plot
from exercises.scenarios.content import scenario
from exercises.scenarios.story import StoryError

FOLDER = CONTENT / "group_examples"


class ExampleEarlier(EarlierAction):
    """An action of the session before, and what became of it."""

    status: k.Status
    helped: str = ""


class ExampleScene(Content):
    """A step in the scenario that was read together."""

    scene: Id
    choice: Id


class ExampleSpot(Content):
    """Where the group put the situation, through somebody's eyes."""

    viewpoint: ViewpointId
    moment: k.Moment
    wellbeing: Place
    safety: Place


class ExampleAction(Content):
    """What will be done; `board` says that it goes beyond the case."""

    what: What
    who: Short
    by_when: Short = ""
    board: bool = False


class Example(Content):
    """A whole session in one shape. Whatever it names is there."""

    shape: Id
    label: Text = Field(description="says that no group said any of it")
    scenario: str = Field("", description="read together; without it a case was spoken about")
    agreement: dict[str, FieldText] = Field(default_factory=dict)
    sets: tuple[str, ...] = ()
    earlier: tuple[ExampleEarlier, ...] = ()
    story: tuple[ExampleScene, ...] = ()
    places: tuple[ExampleSpot, ...] = ()
    actions: Annotated[tuple[ExampleAction, ...], Field(min_length=1)]
    learnt: Annotated[tuple[What, ...], Field(min_length=1)]
    themes: Annotated[tuple[Id, ...], Field(min_length=1)]
    paused: bool = Field(False, description="the group paused, and the record may say so")

    @property
    def settings(self) -> Settings:
        """How the supervisor set it up."""
        return Settings(
            shape=self.shape,
            parts=usual(self.shape),
            scenario=scenario(self.scenario) if self.scenario else None,
            sets=self.sets,
            agreement=self.agreement,
            earlier=tuple(
                EarlierAction(what=each.what, who=each.who, by_when=each.by_when)
                for each in self.earlier
            ),
            shared=False,
        )

    @model_validator(mode="after")
    def _all_is_there(self) -> Example:
        if group_words().shape(self.shape) is None:
            known = ", ".join(shape.id for shape in group_words().shapes)
            raise ValueError(f"there is no shape {self.shape!r}; there are: {known}")
        if unknown := set(self.themes) - {theme.id for theme in group_words().themes}:
            raise ValueError(f"there is no theme {', '.join(sorted(unknown))}")
        if bool(self.story) and not self.scenario:
            raise ValueError("a story is read and no scenario is named; name it")
        if self.scenario:
            steps = [(each.scene, each.choice, "") for each in self.story]
            try:
                plot.resume(scenario(self.scenario), steps)
            except StoryError as error:
                raise ValueError(str(error)) from None
        if strange := {each.viewpoint for each in self.places} - set(self.settings.viewpoints):
            raise ValueError(f"nobody looks through {', '.join(sorted(strange))} in this session")
        return self


@cache
def example(shape: str) -> Example:
    """The example session in this shape. Raises ContentError."""
    return read(Example, FOLDER / f"{shape}.toml")
