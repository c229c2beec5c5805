"""Read the instruments of the temperature check from `content/instruments/` into frozen values.

An instrument is one file: sections of items, each with a scale. A new instrument is a new file.
An item keeps its id for ever; `since` says in which version of the instrument its words were last
changed, so that a later session knows whether the same was asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from exercises.library import CONTENT, Content, ContentError, Text, read

FOLDER = CONTENT / "instruments"
OWN = "instruments"  # the folder, in a data folder, for instruments of one's own
SKIP = "skip"
"""What somebody says who leaves an item out. It is no answer."""

MOST_ITEMS = 200  # of one instrument

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,23}$")]
Version = Annotated[int, Field(ge=1, le=1000)]
ItemKey = tuple[str, str]
"""An instrument and an item of it."""


class Option(Content):
    """One answer of a scale. `state` stands off the order of the others: it is no step between two
    of them. `aside` is an answer that says nothing of the scale: don't know, too soon, not our
    role."""

    id: Id
    text: Text
    about: str = ""
    state: bool = False
    aside: bool = False


class Scale(Content):
    """The answers that an item may have. Those of a "path" are steps in their order; a "choice"
    has degrees or kinds; "states" are letters of which some stand off the order."""

    id: Id
    kind: Literal["choice", "path", "states"]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=20)]

    def option(self, id: str) -> Option | None:
        return next((option for option in self.options if option.id == id), None)

    @property
    def steps(self) -> tuple[Option, ...]:
        """The answers that stand in an order."""
        return tuple(each for each in self.options if not (each.state or each.aside))

    @model_validator(mode="after")
    def _makes_sense(self) -> Scale:
        _once("answer", (each.id for each in self.options))
        if SKIP in {each.id for each in self.options}:
            raise ValueError(f"no answer can be called {SKIP}: everybody may leave an item out")
        if len(self.steps) < 2:
            raise ValueError(f"the scale {self.id} has fewer than two answers in an order")
        if any(each.state for each in self.options) and self.kind != "states":
            raise ValueError(f"the scale {self.id} has a state; its kind is states")
        return self


class Mirror(Content):
    """The row of a national table of 2016 that asked about the same."""

    table: Id
    row: Id = "all"


class Item(Content):
    """What is asked. `where` says where the source has it; `support` marks what stands beside the
    core in the source; `mirrors` is the same question of 2016."""

    id: Id
    text: Text
    where: Text
    hint: str = ""
    scale: Id
    support: bool = False
    since: Version = 1
    mirrors: Mirror | None = None


class Section(Content):
    """Items that are asked together. In a `matrix` they are rows on one scale."""

    id: Id
    title: Text
    intro: str = ""
    matrix: bool = False
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=100)]

    @model_validator(mode="after")
    def _one_scale_in_a_matrix(self) -> Section:
        if self.matrix and len({item.scale for item in self.items}) > 1:
            raise ValueError(f"the rows of {self.id} have more than one scale; a matrix has one")
        return self


class Origin(Content):
    """Where an instrument comes from, and when somebody last looked."""

    title: Text
    edition: Text
    publisher: Text
    where: Text
    note: Text
    checked: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Instrument(Content):
    """A set of questions. `minutes` is about how long one person takes; `caution` is what has to be
    said wherever its answers are shown."""

    id: Id
    version: Version = 1
    title: Text
    about: Text
    ask: Text
    minutes: Annotated[int, Field(ge=1, le=240)]
    caution: Text
    source: Origin
    scales: Annotated[tuple[Scale, ...], Field(min_length=1, max_length=40)]
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=40)]

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in its order."""
        return tuple(item for section in self.sections for item in section.items)

    def item(self, id: str) -> Item | None:
        return next((item for item in self.items if item.id == id), None)

    def scale_of(self, item: Item) -> Scale:
        """The scale of an item of this instrument."""
        return next(scale for scale in self.scales if scale.id == item.scale)

    @model_validator(mode="after")
    def _names_are_known(self) -> Instrument:
        _once("section", (section.id for section in self.sections))
        _once("item", (item.id for item in self.items))
        if len(self.items) > MOST_ITEMS:
            raise ValueError(f"there are {len(self.items)} items; ask at most {MOST_ITEMS}")
        known = _once("scale", (scale.id for scale in self.scales))
        used = {item.scale for item in self.items}
        if missing := used - known:
            there = ", ".join(sorted(known))
            raise ValueError(f"there is no scale {', '.join(sorted(missing))}; there are: {there}")
        if unused := known - used:
            raise ValueError(f"no item uses the scale {', '.join(sorted(unused))}; take it away")
        if late := [item.id for item in self.items if item.since > self.version]:
            raise ValueError(f"{', '.join(late)}: since is later than version {self.version}")
        return self


def _once(what: str, ids: Iterable[str]) -> set[str]:
    counted = Counter(ids)
    if twice := [id for id, n in counted.items() if n > 1]:
        raise ValueError(f"there are two of the {what} {', '.join(twice)}; give each its own id")
    return set(counted)


ORDER = (
    "road_map", "achievement", "engagement", "partners", "outcomes", "confidence", "reaction",
    "strategy", "involvement", "ten_points", "nine_steps", "types",
)  # fmt: skip
"""The instruments of the kit as they are offered; others follow by their title."""


def instruments(folder: Path = FOLDER) -> tuple[Instrument, ...]:
    """Every instrument of a folder, in the order in which they are offered. Raises ContentError."""
    found = tuple(sorted(_read_all(folder), key=_place))
    if twice := [id for id, n in Counter(each.id for each in found).items() if n > 1]:
        raise ContentError(f"{folder.name}: two files have the id {', '.join(twice)}")
    return found


@cache
def kits_own() -> tuple[Instrument, ...]:
    """The instruments that come with the kit."""
    return instruments()


def offered(own: Path) -> tuple[Instrument, ...]:
    """The kit's instruments, and those in the folder `own` if there is one. An own file takes the
    place of the kit's with the same id. Raises ContentError."""
    found = {each.id: each for each in kits_own()}
    if own.is_dir():
        found |= {each.id: each for each in instruments(own)}
    return tuple(sorted(found.values(), key=_place))


def _read_all(folder: Path) -> Iterator[Instrument]:
    for path in sorted(folder.glob("*.toml")):
        yield read(Instrument, path)


def _place(instrument: Instrument) -> tuple[int, str]:
    known = instrument.id in ORDER
    return (ORDER.index(instrument.id) if known else len(ORDER), instrument.title)
