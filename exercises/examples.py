"""Read an example session, what six tables might have written, from `content/examples/`."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, model_validator

from exercises.library import CONTENT, PRINCIPLES, Content, PrincipleId, Text, read
from exercises.plan import content
from exercises.plan.splitting import split

TABLES, DOTS = 6, 3  # the usual room
TableNo = Annotated[int, Field(ge=1, le=TABLES)]
FactorId = Annotated[str, Field(pattern=r"^[a-z][a-z-]{1,30}$")]
LineName = Annotated[str, Field(pattern=r"^[1-9]:[a-z]+:[1-9]\d?$")]


class ExampleLine(Content):
    """A line of a table; `set_aside` when the trainer took it off the screens."""

    table: TableNo
    principle: PrincipleId
    text: Text
    set_aside: bool = False


class ExampleDots(Content):
    """How many dots a table has on a key factor."""

    table: TableNo
    factor: FactorId
    n: Annotated[int, Field(ge=1, le=DOTS)]


class ExampleFactor(Content):
    """A key factor. Its lines are named table:principle:n, counted on that table's list."""

    id: FactorId
    principle: PrincipleId
    wording: Text
    lines: tuple[LineName, ...] = Field(min_length=1)
    serves: tuple[PrincipleId, ...] = ()


class ExampleReadback(Content):
    """Could the person say the "I" statement, and what is still missing?"""

    principle: PrincipleId
    could: Literal["yes", "partly", "no"]
    missing: Text


class ExampleDecision(Content):
    """What was decided beside an invented board's plan. `shows` has the beginnings of the passages
    that were chosen."""

    decision: Literal["in_plan", "partly", "missing", "not_for_plan"]
    significant: bool
    note: Text
    shows: tuple[Text, ...] = ()


class ExamplePlan(ExampleDecision):
    """A key factor held against the plan."""

    factor: FactorId


class ExampleSeen(ExampleDecision):
    """An item of a lens held against the plan."""

    item: Text


class ExampleAction(Content):
    """An action that a table proposed for the board to agree. `place` is the one that the room gave
    it; the file has actions in the order in which they came."""

    table: TableNo
    factor: FactorId
    text: Text
    owner: str = Field("", description="a role, not a person's name")
    when: str = ""
    place: Annotated[int, Field(ge=1)]


class ExampleJoin(Content):
    """Key factors of several principles that became one."""

    factors: tuple[FactorId, ...] = Field(min_length=2)
    wording: Text


class ExampleSlip(Content):
    """What one person said at the end, on a phone of their own."""

    differently: str = ""
    rating: Annotated[int, Field(ge=1, le=5)] | None = None
    line: str = ""


class Example(Content):
    """A whole session on one case. Whatever it names is there, and no table has too many dots."""

    case: Text
    label: Text = Field(description="says that nobody wrote these lines")
    lines: tuple[ExampleLine, ...]
    factors: tuple[ExampleFactor, ...]
    dots: tuple[ExampleDots, ...]
    readback: tuple[ExampleReadback, ...]
    sample: Text = Field(description="the kit's sample plan that all this was held against")
    plan: tuple[ExamplePlan, ...]
    lens: Text
    seen: tuple[ExampleSeen, ...] = ()
    actions: tuple[ExampleAction, ...] = ()
    joins: tuple[ExampleJoin, ...] = ()
    slips: tuple[ExampleSlip, ...] = ()

    def named(self) -> dict[str, ExampleLine]:
        """The lines under their names."""
        seen: Counter[tuple[int, str]] = Counter()
        found = {}
        for line in self.lines:
            seen[line.table, line.principle] += 1
            found[f"{line.table}:{line.principle}:{seen[line.table, line.principle]}"] = line
        return found

    @model_validator(mode="after")
    def _lines_are_there(self) -> Example:
        named, used = self.named(), Counter(name for f in self.factors for name in f.lines)
        for factor in self.factors:
            for name in factor.lines:
                if name not in named:
                    raise ValueError(f"factor {factor.id} has line {name}; there is no such line")
                if named[name].principle != factor.principle or named[name].set_aside:
                    raise ValueError(f"factor {factor.id} cannot have line {name}")
                if used[name] > 1:
                    raise ValueError(f"line {name} is in more than one factor")
        return self

    @model_validator(mode="after")
    def _factors_are_there(self) -> Example:
        known = {factor.id: factor.principle for factor in self.factors}
        joined = [name for join in self.joins for name in join.factors]
        named = joined + [dots.factor for dots in self.dots] + [row.factor for row in self.plan]
        named += [action.factor for action in self.actions]
        if unknown := sorted(set(named) - known.keys()):
            raise ValueError(f"there is no factor {unknown[0]}; there are: {', '.join(known)}")
        if len(joined) != len(set(joined)):
            raise ValueError("a factor is joined twice; it can go into one join only")
        if [row.factor for row in self.plan] != list(known):
            raise ValueError("the plan has a row for each factor once, in the order of the factors")
        if tuple(row.principle for row in self.readback) != PRINCIPLES:
            raise ValueError("the read-back has each principle once, in the usual order")
        spent: Counter[tuple[int, str]] = Counter()
        for dots in self.dots:
            spent[dots.table, known[dots.factor]] += dots.n
        for (table, principle), n in spent.items():
            if n > DOTS:
                raise ValueError(f"table {table} has {n} dots for {principle}; at most {DOTS}")
        return self

    @model_validator(mode="after")
    def _passages_are_there(self) -> Example:
        found = split(content.sample(self.sample).text)
        for row in (*self.plan, *self.seen):
            for begins in row.shows:
                if (n := sum(each.text.startswith(begins) for each in found)) != 1:
                    raise ValueError(
                        f"{n} passages of the sample begin with {begins!r}; quote how one begins"
                    )
        items = [item.id for item in content.lens(self.lens).items]
        if strange := sorted({row.item for row in self.seen} - set(items)):
            raise ValueError(f"there is no item {strange[0]}; there are: {', '.join(items)}")
        places = sorted(action.place for action in self.actions)
        if places != list(range(1, len(places) + 1)):
            raise ValueError("each action has a place of its own, from 1 on")
        return self


@cache
def example(name: str = "mrs-t") -> Example:
    """The example session called `name`. Raises ContentError."""
    return read(Example, CONTENT / "examples" / f"{name}.toml")
