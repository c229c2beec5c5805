"""The facts of the check against the plan, as plain values: what was decided about each key factor
and each item of a lens, the passages that were chosen, what the plan promises besides, and the
actions. Nothing that was set aside, withdrawn or removed is in here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exercises.library import PrincipleId
from exercises.plan import content
from exercises.plan.content import TAKEN
from exercises.plan.state import Action, Part, Version
from exercises.six_principles.holding import DECISIONS, GAPS, question
from exercises.six_principles.state import State
from exercises.wording import Wording

STATUS = "proposed, for the board to agree"
UNDECIDED = "not decided"
WORDS = {**DECISIONS, "": UNDECIDED}
"""What was decided, in words."""
Near = Mapping[str, Mapping[str, int]]
"""What was looked for -> passage -> the character at which its nearest sentence begins."""


@dataclass(frozen=True)
class Given:
    """The plan that the room worked on. `source` is file, pasted or sample."""

    title: str
    source: str
    passages: int


@dataclass(frozen=True)
class Quote:
    """A passage of the plan, whole, and where it stands."""

    text: str
    heading: str
    place: str

    @property
    def where(self) -> str:
        return ", ".join(filter(None, (self.heading, self.place)))


@dataclass(frozen=True)
class Chosen(Quote):
    """A passage that somebody chose. `start` is the character at which the sentence begins that was
    nearest to what was looked for; 0 where that is not known."""

    start: int


@dataclass(frozen=True)
class Promise(Quote):
    """A promise of the plan that nobody chose for a key factor. `marked` says whether somebody said
    that it is one; else a rule guessed it."""

    marked: bool


@dataclass(frozen=True)
class Decided:
    """What was decided about `words`, by whom and when (seconds since 1970; None where nothing
    was), and the passages that were chosen."""

    id: str
    words: str
    decision: str
    significant: str
    note: str
    by: str
    at: float | None
    evidence: tuple[Chosen, ...]

    @property
    def gap(self) -> bool:
        """Whether it is a significant gap: missing or partly covered, and it matters."""
        return self.decision in GAPS and self.significant == "yes"

    @property
    def said(self) -> bool:
        """Whether anybody has said anything about it."""
        return bool(self.decision or self.significant or self.note or self.evidence)


@dataclass(frozen=True)
class Compared(Decided):
    """A key factor beside the board's plan. `words` are those the decision was made about: for a
    factor that was joined afterwards, the wording before."""

    number: int
    principle: PrincipleId
    before_joining: bool


@dataclass(frozen=True)
class Seen(Decided):
    """An item of a lens beside the plan."""

    ask: str


@dataclass(frozen=True)
class Lens:
    """A lens that was chosen, with all its items."""

    id: str
    title: str
    items: tuple[Seen, ...]


@dataclass(frozen=True)
class Worded:
    """One wording of an action: what, who leads (a role) and by when."""

    text: str
    owner: str
    when: str


@dataclass(frozen=True)
class Proposed(Worded):
    """An action for the board to agree, numbered in the room's order. `gap` has the words of what
    it answers, `factor` that key factor's number; `also` are wordings nobody has chosen between."""

    id: str
    number: int
    by: str
    also: tuple[Worded, ...]
    target: str
    gap: str
    factor: int | None
    principle: PrincipleId | None
    decision: str
    note: str
    evidence: tuple[Chosen, ...]


@dataclass(frozen=True)
class Begun:
    """What stands of the framework in the first person: statements by strand, and who took part."""

    statements: dict[str, str]
    who: str

    @property
    def written(self) -> bool:
        """Whether it is no draft any more: all statements are there, and who took part."""
        return bool(self.who) and all(
            strand.id in self.statements for strand in content.framework().strands
        )


@dataclass(frozen=True)
class Check:
    """Everything about the plan but the decisions on key factors, which the report has itself."""

    given: Given | None
    lenses: tuple[Lens, ...]
    untouched: tuple[Promise, ...]
    actions: tuple[Proposed, ...]
    ordered: bool
    framework: Begun


def check(
    state: State, rows: tuple[Compared, ...], standing: Mapping[str, Compared], near: Near
) -> Check:
    """What a session holds beside the decisions `rows`. `standing` has each key factor that stands,
    under its id and under those of the factors that were joined in it."""
    plan = state.plan.plan
    lenses = tuple(_lens(state, name, near) for name in state.plan.lenses)
    return Check(
        given=Given(plan.title, plan.source, len(plan.shown())) if plan else None,
        lenses=lenses,
        untouched=tuple(
            Promise(part.text, part.heading, part.place, part.marked is not None)
            for part in state.plan.untouched(set(standing))
        ),
        actions=_actions(state, _gaps(state, rows, standing, near)),
        ordered=bool(state.plan.order),
        framework=_framework(state),
    )


def nearest(state: State, suggested: Mapping[str, Any]) -> Near:
    """Where the nearest sentences begin, as far as `suggested` (what `sessions.twins_of` has) knows
    it of the passages and the key factors as they stand now."""
    asked, kept = question(state), suggested.get("plan", {})
    if asked is None or kept.get("plan") != asked.plan:
        return {}
    names, were = asked.names, kept["names"]
    return {
        target: {passage: start for passage, start, *_ in found["hits"]}
        for target, found in kept["found"].items()
        if target in names and names[target] == were.get(target)
    }


def decided(state: State, target: str, words: str, near: Near) -> Decided:
    """What was decided about `target`."""
    decision = state.choices.get(f"plan/{target}/decision")
    significant = state.choices.get(f"plan/{target}/significant")
    note = shown_note(state, f"plan/{target}/note")
    first = next((said for said in (decision, significant, note) if said), None)
    starts = near.get(target, {})
    return Decided(
        id=target,
        words=words,
        decision=decision.value if decision else "",
        significant=significant.value if significant else "",
        note=note.text if note else "",
        by=first.by if first else "",
        at=first.at if first else None,
        evidence=tuple(_chosen(part, starts) for part in state.plan.shows(target)),
    )


def shown_note(state: State, name: str) -> Wording | None:
    """A note that may be shown and says something."""
    note = state.notes.get(name)
    return note if note and note.text and name not in state.notes_aside else None


def _chosen(part: Part, starts: Mapping[str, int]) -> Chosen:
    return Chosen(part.text, part.heading, part.place, starts.get(part.id, 0))


def _lens(state: State, name: str, near: Near) -> Lens:
    lens = content.lens(name)
    items = (
        Seen(**vars(decided(state, item.id, item.name, near)), ask=item.ask) for item in lens.items
    )
    return Lens(lens.id, lens.title, tuple(items))


def _gaps(
    state: State, rows: tuple[Compared, ...], standing: Mapping[str, Compared], near: Near
) -> dict[str, Decided]:
    """What an action can answer, by its id: a key factor that stands, or an item of any lens."""
    found: dict[str, Decided] = {
        item.id: decided(state, item.id, item.name, near)
        for lens in content.lenses()
        for item in lens.items
    }
    return {**found, **standing, **{row.id: row for row in rows}}


def _actions(state: State, gaps: Mapping[str, Decided]) -> tuple[Proposed, ...]:
    return tuple(
        _proposed(action, n, gaps.get(action.target or ""))
        for n, action in enumerate(state.plan.shown_actions(), 1)
    )


def _proposed(action: Action, number: int, gap: Decided | None) -> Proposed:
    compared = gap if isinstance(gap, Compared) else None
    return Proposed(
        **vars(_worded(action.said)),
        id=action.id,
        number=number,
        by=f"table-{action.table}" if action.table and action.said.by != "room" else action.said.by,
        also=tuple(map(_worded, action.rivals)),
        target=gap.id if gap else "",
        gap=gap.words if gap else "",
        factor=compared.number if compared else None,
        principle=compared.principle if compared else None,
        decision=gap.decision if gap else "",
        note=gap.note if gap else "",
        evidence=gap.evidence if gap else (),
    )


def _worded(version: Version) -> Worded:
    return Worded(version.text, version.owner, version.when)


def _framework(state: State) -> Begun:
    def said(name: str) -> str:
        note = shown_note(state, f"framework/{name}")
        return note.text if note else ""

    strands = (strand.id for strand in content.framework().strands)
    return Begun({name: text for name in strands if (text := said(name))}, said(TAKEN))
