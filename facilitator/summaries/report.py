"""The facts of a summary, as plain values: what was done, agreed, prioritised and compared.

No line that a table wrote is in here. Key factors, notes and the case's name are people's words and
stand as they were written; whoever shows them escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from exercises.journal.frame import TableAdded
from exercises.library import PRINCIPLES, PrincipleId
from exercises.six_principles.overlap import Overlap
from exercises.six_principles.rotation import condensers
from exercises.six_principles.settings import PLAN_CHECK
from exercises.six_principles.state import Factor, State
from facilitator.summaries import held
from facilitator.summaries.checked import (
    Begun,
    Compared,
    Decided,
    Given,
    Lens,
    Near,
    Promise,
    Proposed,
    Seen,
    check,
    decided,
    nearest,
    shown_note,
)
from facilitator.summaries.held import Held
from facilitator.summaries.phrases import isolated, shorten
from facilitator.summaries.reading import Reading

NAME = "The six safeguarding principles"
IN_A_SENTENCE = 90  # characters of a key factor that a sentence about it repeats


@dataclass(frozen=True)
class KeyFactor:
    """One key factor. `number` counts through the report; `serves` has its own principle too."""

    id: str
    number: int
    principle: PrincipleId
    words: str
    also_worded: tuple[str, ...]
    serves: tuple[PrincipleId, ...]
    dots: int
    dots_on_lines: int
    lines: int
    tables: tuple[int, ...]
    by: str
    joined_from: tuple[PrincipleId, ...]

    @property
    def weight(self) -> int:
        """All dots that speak for it, those on the lines behind it included."""
        return self.dots + self.dots_on_lines


@dataclass(frozen=True)
class ReadBack:
    """A principle's key factors beside its "I" statement. `could` is yes, partly, no or empty."""

    principle: PrincipleId
    could: str
    missing: str
    by: str


@dataclass(frozen=True)
class TableWork:
    """What a table did. `came_in` is the round in which it was added, when it was added later."""

    number: int
    lines: int
    late: int
    typed_for: int
    condensed: tuple[PrincipleId, ...]
    came_in: int | None
    open: bool
    joined: int | None


@dataclass(frozen=True)
class Report(Held):
    """Everything the summary says about a session."""

    mode: str
    tables: tuple[TableWork, ...]
    lines: dict[PrincipleId, int]
    late: int
    factors: tuple[KeyFactor, ...]
    readback: tuple[ReadBack, ...]
    overlap: tuple[str, ...]
    dots_each: int
    dots_placed: int
    dots_by: tuple[int, ...]
    dots_shown: bool
    by_hand: tuple[PrincipleId, ...]
    plan: tuple[Compared, ...]
    plan_only: bool
    given: Given | None
    lenses: tuple[Lens, ...]
    untouched: tuple[Promise, ...]
    actions: tuple[Proposed, ...]
    ordered: bool
    framework: Begun

    @property
    def total(self) -> int:
        """How many lines there are."""
        return sum(self.lines.values())

    @property
    def gaps(self) -> list[Compared]:
        """The significant gaps: missing before partly covered, then by the room's order of the
        actions that answer them, then by dots, then in the report's order."""
        places = {action.target: action.number for action in reversed(self.actions)}
        weights = {factor.number: factor.weight for factor in self.factors}
        last = len(self.actions) + 1

        def place(row: Compared) -> tuple[bool, int, int, int]:
            first = places.get(row.id, last)
            return row.decision != "missing", first, -weights[row.number], row.number

        return sorted((row for row in self.plan if row.gap), key=place)

    @property
    def lens_gaps(self) -> list[tuple[Lens, Seen]]:
        """The significant gaps seen through a lens, each with its lens."""
        return [(lens, item) for lens in self.lenses for item in lens.items if item.gap]

    @property
    def unanswered(self) -> list[Decided]:
        """The significant gaps that no action answers: those of key factors, then of lenses."""
        answered = {action.target for action in self.actions}
        gaps = [*self.gaps, *(item for _, item in self.lens_gaps)]
        return [gap for gap in gaps if gap.id not in answered]

    def factors_of(self, principle: PrincipleId) -> list[KeyFactor]:
        return [factor for factor in self.factors if factor.principle == principle]


def of(reading: Reading) -> Report:
    """The report of a session as it was read."""
    state, settings, case = reading.state, reading.settings, reading.settings.case
    lines = [line for line in state.lines.values() if line.shown]
    dots = {key: n for key, n in state.dots.items() if n and state.stands(key[1])}
    factors = _factors(state)
    near = nearest(state, reading.suggested)
    plan = tuple(row for factor in factors for row in _compared(state, factor, near))
    name = PLAN_CHECK if settings.plan_only else NAME
    return Report(
        **vars(held.of(reading, name=name, about=case.title, label=case.label, person=case.person)),
        mode=settings.mode,
        tables=_tables(reading),
        lines={p: sum(line.principle == p for line in lines) for p in PRINCIPLES},
        late=sum(line.late for line in lines),
        factors=factors,
        readback=tuple(_read_back(state, p) for p in PRINCIPLES),
        overlap=_overlap(state, factors),
        dots_each=settings.dots,
        dots_placed=sum(dots.values()),
        dots_by=tuple(sorted({table for table, _ in dots})),
        dots_shown=state.revealed,
        by_hand=_by_hand(state),
        plan=plan,
        plan_only=settings.plan_only,
        **vars(check(state, plan, _standing(state, factors, near), near)),
    )


def _factors(state: State) -> tuple[KeyFactor, ...]:
    """Key factors by principle; in it by hand where the room ordered them, else by dots."""
    by_hand = _by_hand(state)
    found: list[KeyFactor] = []
    for principle in PRINCIPLES:
        here = [_factor(state, factor) for factor in state.factors_of(principle)]
        if principle not in by_hand:
            here.sort(key=lambda factor: -factor.weight)
        found += here
    return tuple(replace(factor, number=n) for n, factor in enumerate(found, 1))


def _factor(state: State, factor: Factor) -> KeyFactor:
    lines = state.lines_of(factor)
    joined = {state.factors[name].principle for name in factor.sources if name in state.factors}
    return KeyFactor(
        id=factor.id,
        number=0,
        principle=factor.principle,
        words=factor.words.text,
        also_worded=tuple(rival.text for rival in factor.words.rivals),
        serves=tuple(state.served(factor)),
        dots=state.dots_on(factor.id),
        dots_on_lines=sum(state.dots_on(line.id) for line in lines),
        lines=len(lines),
        tables=tuple(sorted({line.table for line in lines})),
        by=factor.by,
        joined_from=tuple(p for p in PRINCIPLES if p in joined),
    )


def _by_hand(state: State) -> tuple[PrincipleId, ...]:
    """The principles whose key factors the trainer ordered with the room."""
    return tuple(
        p for p in PRINCIPLES if any(f.id in state.order.get(p, ()) for f in state.factors_of(p))
    )


def _overlap(state: State, factors: tuple[KeyFactor, ...]) -> tuple[str, ...]:
    """The overlap in sentences, each key factor named by the beginning of its wording."""
    rows = []
    for factor in factors:
        text = isolated(shorten(factor.words, IN_A_SENTENCE))
        kept = state.factors[factor.id]
        brief = replace(kept, words=replace(kept.words, text=text))
        rows.append((brief, factor.serves))
    return tuple(Overlap(tuple(rows)).sentences())


def _read_back(state: State, principle: PrincipleId) -> ReadBack:
    could = state.choices.get(f"readback/{principle}/could")
    note = shown_note(state, f"readback/{principle}")
    by = could.by if could else note.by if note else ""
    return ReadBack(principle, could.value if could else "", note.text if note else "", by)


def _compared(state: State, factor: KeyFactor, near: Near) -> list[Compared]:
    """What was decided about a key factor; where it was joined from others and nothing has been
    decided since, what was decided about those."""
    own = _decision(state, factor.id, factor, near)
    if own.said:
        return [own]
    earlier = []
    for name in _sources(state, factor.id):
        source = state.factors[name]
        row = _decision(state, name, factor, near)
        if row.said and not (source.aside or source.removed):
            earlier.append(row)
    return earlier or [own]


def _standing(state: State, factors: tuple[KeyFactor, ...], near: Near) -> dict[str, Compared]:
    """Each key factor under its id and under those of the factors that were joined in it."""
    found = {}
    for factor in factors:
        row = _decision(state, factor.id, factor, near)
        found |= dict.fromkeys((*_sources(state, factor.id), factor.id), row)
    return found


def _sources(state: State, name: str) -> list[str]:
    """The factors joined in a factor, and those joined in them."""
    found = []
    for source in state.factors[name].sources:
        if source in state.factors:
            found += [source, *_sources(state, source)]
    return found


def _decision(state: State, name: str, factor: KeyFactor, near: Near) -> Compared:
    """What was decided about `name`, which is `factor` or one that was joined in it."""
    return Compared(
        **vars(decided(state, name, state.factors[name].words.text, near)),
        number=factor.number,
        principle=factor.principle,
        before_joining=name != factor.id,
    )


def _tables(reading: Reading) -> tuple[TableWork, ...]:
    state, frame = reading.state, reading.state.frame
    added = {e.body.table for e in reading.entries if isinstance(e.body, TableAdded)}
    work = condensers(frame.open_tables())
    return tuple(
        TableWork(
            number=n,
            lines=len(mine := [x for x in state.lines.values() if x.table == n and x.shown]),
            late=sum(line.late for line in mine),
            typed_for=sum(line.by == "trainer" for line in mine),
            condensed=tuple(p for p in PRINCIPLES if n in work[p]),
            came_in=table.since_round if n in added else None,
            open=table.open,
            joined=table.joined,
        )
        for n, table in sorted(frame.tables.items())
    )
