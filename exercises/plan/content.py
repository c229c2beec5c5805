"""Read what the plan check brings with it from `content/`: sample plans, lenses, the board's duty
to consult, and a framework in the first person.

Everything is frozen and validated. A lens holds questions against a plan; an item about one of the
six principles takes its name and definition from the principle itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Annotated

from pydantic import Field, StringConstraints, computed_field, model_validator

from exercises import library
from exercises.library import (
    CONTENT,
    PRINCIPLES,
    Content,
    ContentError,
    PrincipleId,
    Source,
    Text,
    read,
)

FOLDER = CONTENT / "plans"
LENSES = CONTENT / "lenses.toml"
DUTY = CONTENT / "duty.toml"
FRAMEWORK = CONTENT / "framework.toml"
TAKEN = "who"
"""The field of the framework for who took part; no strand has this name."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,29}$")]
PlanText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Paragraph = Annotated[str, StringConstraints(pattern=r"^14\.\d{1,3}(-14\.\d{1,3})?$")]


class SamplePlan(Content):
    """A strategic plan that was made up, in Markdown, as a reader would meet it."""

    id: Id
    title: Annotated[Text, Field(max_length=200, description="says that it was invented")]
    board: Text
    years: Text
    label: Text = Field(description="says that board and promises are made up")
    author: Text
    written: Text = Field(description="date, as YYYY-MM-DD")
    text: PlanText


class Item(Content):
    """One question to hold against a plan. `look_for` is what likely passages are searched by."""

    id: Id
    name: str = Field("", description="may be left out where there is a principle")
    group: str = ""
    principle: PrincipleId | None = None
    ask: Text
    look_for: Text
    points: int | None = Field(None, ge=1, description="indicators that the source lists")
    more_points: int | None = Field(None, ge=1, description="further ones beside them")
    helps: tuple[Text, ...] = ()
    refs: tuple[Paragraph, ...] = Field((), description="paragraphs of the guidance")
    edition: str = Field("", description="of the guidance that `refs` belong to")

    @computed_field
    @property
    def definition(self) -> str:
        """The statutory definition, quoted; empty for an item without a principle."""
        return _principle(self.principle).definition if self.principle else ""

    @model_validator(mode="before")
    @classmethod
    def _named_by_its_principle(cls, raw: object) -> object:
        """The name of a principle is said once, where its definition stands."""
        if not isinstance(raw, dict) or raw.get("principle") not in PRINCIPLES:
            return raw
        name = _principle(raw["principle"]).name
        if raw.get("name", name) != name:
            raise ValueError("an item with a principle has the principle's name; leave name out")
        return raw | {"name": name}

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Item:
        if not self.name.strip():
            raise ValueError("there is no name; give one, or a principle to take it from")
        if bool(self.refs) != bool(self.edition):
            raise ValueError("paragraph numbers and the edition they belong to go together")
        if self.more_points and not self.points:
            raise ValueError("there are further points and no points; count those under the step")
        return self


class Lens(Content):
    """A way of looking at a plan; the source says where its questions come from."""

    id: Id
    title: Text
    why: Text
    note: str = Field("", description="where the source must be treated with care")
    source: Source
    items: tuple[Item, ...] = Field(min_length=1)


class Lenses(Content):
    """All lenses; no two items have one name, in one lens or in two."""

    lenses: tuple[Lens, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_name_twice(self) -> Lenses:
        _once("lens", (lens.id for lens in self.lenses))
        _once("item", (item.id for lens in self.lenses for item in lens.items))
        return self


class Read(Content):
    """A source, and what was read of it."""

    title: Text
    paragraph: Text
    address: Annotated[Text, StringConstraints(pattern=r"^https://")]
    checked: Text = Field(description="date checked, as YYYY-MM-DD")
    read: Text = Field(description="what was seen, and what was not")


class Duty(Content):
    """What the law asks of a board that prepares its plan."""

    reminder: Text
    before_you_rely_on_it: Text
    sources: tuple[Read, ...] = Field(min_length=1)
    not_checked: tuple[Text, ...]


class Strand(Content):
    """A statement in the first person, and the principles whose key factors belong under it."""

    id: Id
    title: Text
    statement: Text
    principles: tuple[PrincipleId, ...] = Field(min_length=1)


class Framework(Content):
    """A page in the first person, to be written with people who use services."""

    title: Text
    draft: Text = Field(description="the heading until somebody says who took part")
    lead: Text
    how: Text
    strands: tuple[Strand, ...] = Field(min_length=1)
    qualities: tuple[Text, ...] = Field(min_length=5, max_length=5)
    source: Source

    @model_validator(mode="after")
    def _each_principle_under_one_strand(self) -> Framework:
        _once("strand", (strand.id for strand in self.strands))
        if TAKEN in {strand.id for strand in self.strands}:
            raise ValueError(f"{TAKEN!r} is kept for who took part; name the strand otherwise")
        under = Counter(principle for strand in self.strands for principle in strand.principles)
        for principle in PRINCIPLES:
            if under[principle] != 1:
                raise ValueError(
                    f"{principle} is under {under[principle]} strands; each principle is under one"
                )
        return self

    def strand_of(self, principle: PrincipleId) -> Strand:
        """The strand under which this principle's key factors belong."""
        return next(strand for strand in self.strands if principle in strand.principles)


def _principle(id: PrincipleId) -> library.Principle:
    return library.six_principles().principles[PRINCIPLES.index(id)]


def _once(what: str, names: Iterable[str]) -> None:
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise ValueError(f"more than one {what} is called {', '.join(twice)}")


def samples() -> list[str]:
    """The names of the sample plans, the thin one first."""
    found = sorted(path.stem for path in FOLDER.glob("*.toml"))
    return sorted(found, key=lambda name: name != "thin")


@cache
def sample(name: str) -> SamplePlan:
    """The sample plan called `name`. Raises ContentError, naming the known ones."""
    if name not in samples():
        known = ", ".join(samples())
        raise ContentError(f"no sample plan called {name!r}; there are: {known}")
    return read(SamplePlan, FOLDER / f"{name}.toml")


@cache
def lenses() -> tuple[Lens, ...]:
    """All lenses, in the order in which they are offered."""
    return read(Lenses, LENSES).lenses


def lens(id: str) -> Lens:
    """The lens called `id`. Raises ContentError, naming the known ones."""
    for each in lenses():
        if each.id == id:
            return each
    known = ", ".join(each.id for each in lenses())
    raise ContentError(f"no lens called {id!r}; there are: {known}")


def item(id: str) -> Item:
    """The item called `id`, of whichever lens. Raises ContentError when there is none."""
    for each in lenses():
        for one in each.items:
            if one.id == id:
                return one
    raise ContentError(f"no item called {id!r} in any lens; `lenses` lists them all")


@cache
def duty() -> Duty:
    """What the law asks of a board that prepares its plan."""
    return read(Duty, DUTY)


@cache
def framework() -> Framework:
    """The page in the first person."""
    return read(Framework, FRAMEWORK)
