"""Read one careful way through a scenario, `content/scenario_ways/`: what its authors might have
said and done, and why. It is one way and not the right one, and it says what it leaves open."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from exercises.grid.content import Id
from exercises.library import CONTENT, Content, Text, read
from exercises.scenarios import story as plot
from exercises.scenarios.content import Day, Scenario, scenario
from exercises.scenarios.story import Story, StoryError

FOLDER = CONTENT / "scenario_ways"


class WayStep(Content):
    """What was chosen in a scene, and why."""

    scene: Id
    choice: Id
    why: Annotated[Text, Field(max_length=600)]


class Way(Content):
    """A path through a scenario that can be walked and comes to an ending."""

    scenario: Text
    label: Text = Field(description="says that it is one way, not the right answer")
    author: Text
    written: Day
    steps: Annotated[tuple[WayStep, ...], Field(min_length=1)]
    leaves_open: Text = Field(description="what this way costs, or leaves open")

    @model_validator(mode="after")
    def _can_be_walked(self) -> Way:
        try:
            story = plot.resume(
                scenario(self.scenario), [(s.scene, s.choice, s.why) for s in self.steps]
            )
        except StoryError as error:
            raise ValueError(str(error)) from None
        if not story.ended:
            raise ValueError(f"the way stops in {story.at}, before an ending")
        return self


def ways() -> list[str]:
    """The scenarios that have a way."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def way(name: str) -> Way:
    """The way through the scenario called `name`. Raises ContentError."""
    return read(Way, FOLDER / f"{name}.toml")


def way_of(told: Scenario) -> Way | None:
    """The way through a scenario of the kit; None for one of a trainer's own."""
    return way(told.id) if told.id in ways() else None


def walked(told: Scenario, found: Way) -> Story | None:
    """The story of a way; None where the scenario was kept before it was changed in the kit."""
    try:
        return plot.resume(told, [(step.scene, step.choice, step.why) for step in found.steps])
    except StoryError:
        return None
