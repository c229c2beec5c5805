"""Read an example session, what six tables might have written, from `content/examples/`."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, model_validator

from exercises.library import CONTENT, PRINCIPLES, Content, PrincipleId, Text, read

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


class ExamplePlan(Content):
    """A key factor held against an invented board's plan."""

    factor: FactorId
    decision: Literal["in_plan", "partly", "missing"]
    significant: bool
    note: Text


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
    plan: tuple[ExamplePlan, ...]
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


@cache
def example(name: str = "mrs-t") -> Example:
    """The example session called `name`. Raises ContentError."""
    return read(Example, CONTENT / "examples" / f"{name}.toml")
