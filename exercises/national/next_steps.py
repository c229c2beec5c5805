"""What may come next: the next two steps of the road map, and practices that others used.

Matching a practice to a step or to an answer is the kit's own suggestion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from exercises.journal.slips import FEWEST
from exercises.library import CONTENT, Content, Text, read
from exercises.national.content import Id, national

FILE = CONTENT / "next_steps.toml"
LAST = 10  # step of the road map
MOST = 4  # practices for each step or answer

StepNumber = Annotated[int, Field(ge=1, le=LAST)]
Counts = Mapping[str, int]  # of people, by what they chose
Given = Mapping[str, Mapping[str, Counts]]  # by table and row


class Origin(Content):
    """A document that a practice was read in. `short` is what it is called beside a practice."""

    short: Text
    title: Text
    publisher: Text
    date: Text
    checked: Text = Field(description="date, as YYYY-MM-DD")


class Rule(Content):
    """When an answer asks for a reply: more people chose one of `more` than one of `than`."""

    id: str = ""
    table: Id
    row: str = "all"
    each_row: bool = False
    more: tuple[Id, ...] = Field(min_length=1)
    than: tuple[Id, ...] = Field(min_length=1)
    because: Text

    @model_validator(mode="after")
    def _named_once(self) -> Rule:
        if bool(self.id) == self.each_row:
            raise ValueError("a need has either an id, or each_row = true")
        return self


class Practice(Content):
    """Something to do. `others` says who did it and what they told; `own` marks the kit's own."""

    id: Id
    do: Text
    others: str = ""
    source: str = ""
    where: str = ""
    steps: tuple[StepNumber, ...] = ()
    needs: tuple[Id, ...] = ()
    own: bool = False

    @model_validator(mode="after")
    def _sourced_or_own(self) -> Practice:
        if bool(self.source and self.where) == self.own:
            raise ValueError(f"{self.id!r} needs a source and where it stands there, or own = true")
        if not (self.steps or self.needs):
            raise ValueError(f"{self.id!r} is never offered; give it steps or needs")
        return self


class NextSteps(Content):
    """The practices, and the rules by which they are offered."""

    matched_by_the_kit: Text
    as_it_was: Text
    sources: dict[Id, Origin]
    needs: tuple[Rule, ...]
    practices: tuple[Practice, ...]

    @model_validator(mode="after")
    def _names_are_known(self) -> NextSteps:
        names = [practice.id for practice in self.practices]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"two practices are called {', '.join(sorted(twice))}")
        for practice in self.practices:
            if practice.source and practice.source not in self.sources:
                raise ValueError(f"{practice.id!r} names no known source: {practice.source!r}")
            unknown = set(practice.needs) - self.named
            if unknown:
                raise ValueError(f"{practice.id!r} answers no known need: {sorted(unknown)}")
        return self

    @property
    def named(self) -> set[str]:
        """The names of all needs that answers can show."""
        rows = {row.id for r in self.needs if r.each_row for row in national().table(r.table).rows}
        return rows | {rule.id for rule in self.needs if rule.id}


@dataclass(frozen=True)
class Need:
    """An answer that asks for a reply: to `row` of `table`. `because` says in words what most
    people answered."""

    id: str
    because: str
    table: str = ""
    row: str = ""


@dataclass(frozen=True)
class Offer:
    """Practices for one of the next steps of the road map, or for one answer; none where all that
    would serve have been offered before."""

    step: int | None
    need: Need | None
    practices: tuple[Practice, ...]


@cache
def next_steps() -> NextSteps:
    """The practices of the kit. Raises ContentError with the place and the fault."""
    return read(NextSteps, FILE)


def needs_of(given: Given, fewest: int = FEWEST) -> list[Need]:
    """What the answers ask for, of what at least `fewest` answered: five people, or one board that
    answered together."""
    found: dict[str, Need] = {}
    for rule in next_steps().needs:
        rows = given.get(rule.table, {})
        for row in rows if rule.each_row else [rule.row]:
            counts = rows.get(row, {})
            if sum(counts.values()) >= fewest and _more(rule, counts):
                name = row if rule.each_row else rule.id
                found.setdefault(name, Need(name, _because(rule, row), rule.table, row))
    return list(found.values())


def steps_after(step: int | None) -> list[int]:
    """The next two steps of the road map; fewer at its end, none where no place is known."""
    return [] if step is None else [n for n in (step + 1, step + 2) if n <= LAST]


def next_for(step: int | None, needs: Sequence[Need] = (), most: int = MOST) -> list[Offer]:
    """What may come next after `step`, and in reply to `needs`; no practice is offered twice.

    At the last step there is no next one: what keeps it going is offered for that step itself.
    """
    offers: list[Offer] = []
    offered: set[str] = set()
    places = steps_after(step) or ([step] if step == LAST else [])
    wanted = [(n, None) for n in places] + [(None, need) for need in needs]
    for place, need in wanted:
        fitting = [p for p in _fitting(place, need) if p.id not in offered][:most]
        offers.append(Offer(place, need, tuple(fitting)))
        offered |= {practice.id for practice in fitting}
    return offers


def source_of(practice: Practice) -> str:
    """Where a practice stands: the document by its short name, and the place in it."""
    if practice.own:
        return "this kit's own suggestion"
    return f"{next_steps().sources[practice.source].short}, {practice.where}"


def _fitting(step: int | None, need: Need | None) -> list[Practice]:
    """The practices that fit, those first that fit this before anything else."""
    name = step if need is None else need.id
    fits = [(p.steps if need is None else p.needs, p) for p in next_steps().practices]
    found = [(names.index(name), practice) for names, practice in fits if name in names]
    return [practice for _, practice in sorted(found, key=lambda each: each[0])]


def _more(rule: Rule, counts: Counts) -> bool:
    return sum(counts.get(o, 0) for o in rule.more) > sum(counts.get(o, 0) for o in rule.than)


def _because(rule: Rule, row: str) -> str:
    if not rule.each_row:
        return rule.because
    return rule.because.format(row=national().table(rule.table).row(row).name)
