"""The state of a six-principles session: a fold over its numbered entries, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from exercises import following
from exercises.journal.aside import PutBack, Removed, SetAside
from exercises.journal.entries import Entry
from exercises.journal.frame import Frame
from exercises.journal.slips import Answer, Slips
from exercises.library import PRINCIPLES, PrincipleId
from exercises.plan.state import PlanCheck
from exercises.six_principles import kinds as k
from exercises.six_principles.rotation import principle_of
from exercises.wording import Wording


@dataclass
class Line:
    """One line on a table's wall."""

    id: str
    table: int
    principle: PrincipleId
    words: Wording
    rank: float
    by: str
    at: float
    late: bool = False
    withdrawn: bool = False
    aside: bool = False
    removed: bool = False
    factor: str | None = None

    @property
    def shown(self) -> bool:
        """Whether it is on screens and in reports."""
        return not (self.withdrawn or self.aside or self.removed)


@dataclass
class Factor:
    """A key factor: some lines under one wording. `sources` are the factors it was joined from."""

    id: str
    principle: PrincipleId
    words: Wording
    lines: list[str]
    rank: float
    by: str
    serves: tuple[PrincipleId, ...] = ()
    sources: tuple[str, ...] = ()
    joined_into: str | None = None
    dropped: bool = False
    aside: bool = False
    removed: bool = False

    @property
    def shown(self) -> bool:
        return not (self.dropped or self.aside or self.removed or self.joined_into)


@dataclass
class Choice:
    value: str
    by: str
    at: float


@dataclass
class State:
    """Everything that was said, as it stands after entry number `seq`."""

    seq: int = 0
    frame: Frame = field(default_factory=Frame)
    lines: dict[str, Line] = field(default_factory=dict)
    factors: dict[str, Factor] = field(default_factory=dict)
    dots: dict[tuple[int, str], int] = field(default_factory=dict)
    revealed: bool = False
    order: dict[PrincipleId, tuple[str, ...]] = field(default_factory=dict)
    notes: dict[str, Wording] = field(default_factory=dict)
    notes_aside: set[str] = field(default_factory=set)
    choices: dict[str, Choice] = field(default_factory=dict)
    wrote_at: dict[int, float] = field(default_factory=dict)
    slips: Slips = field(default_factory=Slips)
    plan: PlanCheck = field(default_factory=PlanCheck)

    # reading

    def wall(self, tables: Iterable[int], principle: PrincipleId) -> list[Line]:
        """The lines of these tables on a principle in their own order, withdrawn ones included."""
        chosen = set(tables)
        found = (
            line
            for line in self.lines.values()
            if line.table in chosen and line.principle == principle
        )
        return sorted(found, key=lambda line: (line.rank, line.id))

    def factors_of(self, principle: PrincipleId) -> list[Factor]:
        """The key factors that stand under a principle: by hand where the room ordered them, else
        as the table left them."""
        found = [f for f in self.factors.values() if f.shown and f.principle == principle]
        by_hand = {name: n for n, name in enumerate(self.order.get(principle, ()))}
        return sorted(found, key=lambda f: (by_hand.get(f.id, len(by_hand)), f.rank, f.id))

    def served(self, factor: Factor) -> list[PrincipleId]:
        """The principles a factor serves: its own, those of the factors joined in it, and those
        that somebody marked."""
        own = {factor.principle, *factor.serves}
        for name in factor.sources:
            if name in self.factors:
                own.update(self.served(self.factors[name]))
        return [p for p in PRINCIPLES if p in own]

    def lines_of(self, factor: Factor) -> list[Line]:
        """The lines behind a factor that may be shown, those of its sources included."""
        names = list(factor.lines)
        for source in factor.sources:
            if source in self.factors:
                names += [line.id for line in self.lines_of(self.factors[source])]
        found = [self.lines[name] for name in dict.fromkeys(names) if name in self.lines]
        return [line for line in found if line.shown]

    def dots_on(self, target: str) -> int:
        """All tables' dots on a line or factor, with those on the factors joined in it."""
        own = sum(n for (_, name), n in self.dots.items() if name == target)
        factor = self.factors.get(target)
        return own + sum(self.dots_on(name) for name in (factor.sources if factor else ()))

    def dots_left(self, table: int, principle: PrincipleId, budget: int) -> int:
        """How many of its `budget` dots for a principle a table still has."""
        used = sum(
            n
            for (owner, target), n in self.dots.items()
            if owner == table and self.principle_of(target) == principle and self.stands(target)
        )
        return budget - used

    def principle_of(self, target: str) -> PrincipleId | None:
        """The principle a line or factor belongs to; None for anything else."""
        thing = self.lines.get(target) or self.factors.get(target)
        return thing.principle if thing else None

    def stands(self, target: str) -> bool:
        """Whether a line or factor is there to be seen (a joined factor counts where it went)."""
        line = self.lines.get(target)
        if line is not None:
            return line.shown
        factor = self.factors.get(target)
        if factor is None:
            return False
        return self.stands(factor.joined_into) if factor.joined_into else factor.shown

    # folding

    def apply(self, entry: Entry) -> None:
        """Take one entry's effect. An entry about something that is not there has none."""
        self.seq = entry.seq
        self.frame.apply(entry)
        self.slips.apply(entry)
        self.plan.apply(entry)
        match entry.body:
            case k.LineAdded() as body:
                self._add_line(entry, body)
            case k.OnLine(line=name) if name in self.lines and not self.lines[name].removed:
                self._on_line(self.lines[name], entry)
            case k.FactorMade() as body:
                self._make_factor(entry, body)
            case k.FactorsJoined() as body:
                self._join(entry, body)
            case k.OnFactor(factor=name) if self.is_free(name):
                self._on_factor(self.factors[name], entry)
            case k.Dots(table=table, target=target, n=n):
                self.dots[table, target] = n
            case k.DotsShown(shown=shown):
                self.revealed = shown
            case k.Ordered(principle=principle, factors=names):
                self.order[principle] = names
            case k.Wrote(field=name, text=text, on=on):
                if name in self.notes:
                    self.notes[name].edit(entry, text, on)
                else:
                    self.notes[name] = Wording(text, entry.change, entry.by, entry.at)
            case k.Kept(field=name, keep=keep) if name in self.notes:
                self.notes[name].pick(keep, entry)
            case k.Chose(field=name, value=value):
                self.choices[name] = Choice(value, entry.by, entry.at)
            case Removed(target=target):
                self._mark(entry, target, removed=True)
            case PutBack(target=target):
                self._mark(entry, target, aside=False)
            case SetAside(target=target):
                self._mark(entry, target, aside=True)
            case _:
                pass

    def _add_line(self, entry: Entry, body: k.LineAdded) -> None:
        if entry.change in self.lines:
            return
        self.lines[entry.change] = Line(
            id=entry.change,
            table=body.table,
            principle=body.principle,
            words=Wording(body.text, entry.change, entry.by, entry.at),
            rank=float(entry.seq),
            by=entry.by,
            at=entry.at,
            late=entry.by != "trainer" and self._is_late(entry.at, body.table, body.principle),
        )
        self.wrote_at[body.table] = entry.at

    def _is_late(self, at: float, table: int, principle: PrincipleId) -> bool:
        """Written after time was up, or on a principle whose round had gone by."""
        frame = self.frame
        if frame.stage == "round" and frame.round:
            acting = frame.acts_as(table)
            gone = {principle_of(acting, n) for n in range(1, frame.round)}
            up = frame.clock.state == "running" and at > frame.clock.ends_at
            return principle in gone or (up and principle == principle_of(acting, frame.round))
        return frame.stage not in ("lobby", "read", "round")

    def _on_line(self, line: Line, entry: Entry) -> None:
        match entry.body:
            case k.LineEdited(text=text, on=on):
                line.words.edit(entry, text, on)
                self.wrote_at[line.table] = entry.at
            case k.LinePicked(keep=keep):
                line.words.pick(keep, entry)
            case k.LineMoved(rank=rank):
                line.rank = rank
            case k.LineWithdrawn():
                line.withdrawn = True
                self._free_dots(line.id)
            case k.LineRestored():
                line.withdrawn = False

    def _make_factor(self, entry: Entry, body: k.FactorMade) -> None:
        if entry.change in self.factors:
            return
        words = Wording(body.wording, entry.change, entry.by, entry.at)
        factor = Factor(entry.change, body.principle, words, [], float(entry.seq), entry.by)
        self.factors[factor.id] = factor
        self._take(factor, body.lines)

    def _take(self, factor: Factor, lines: Iterable[str]) -> None:
        """Put lines under a factor; a line is under one factor at a time."""
        for name in dict.fromkeys(lines):
            line = self.lines.get(name)
            if line is None:
                continue
            if line.factor is not None:
                self.factors[line.factor].lines.remove(name)
            line.factor = factor.id
            factor.lines.append(name)

    def _let_go(self, factor: Factor, lines: Iterable[str]) -> None:
        for name in lines:
            if name in factor.lines:
                factor.lines.remove(name)
                self.lines[name].factor = None

    def _on_factor(self, factor: Factor, entry: Entry) -> None:
        match entry.body:
            case k.FactorLetGo(lines=lines):
                self._let_go(factor, lines)
            case k.FactorTook(lines=lines):
                self._take(factor, lines)
            case k.FactorWorded(wording=wording, on=on):
                factor.words.edit(entry, wording, on)
            case k.FactorPicked(keep=keep):
                factor.words.pick(keep, entry)
            case k.FactorMoved(rank=rank):
                factor.rank = rank
            case k.FactorServes(principles=principles):
                factor.serves = principles
            case k.FactorDropped():
                factor.dropped = True
                self._free_dots(factor.id)
                self._let_go(factor, list(factor.lines))
                for name in factor.sources:
                    self.factors[name].joined_into = None

    def _free_dots(self, target: str) -> None:
        """Dots on what is withdrawn go back to their tables, to be placed anew."""
        for owner, name in [key for key in self.dots if key[1] == target]:
            del self.dots[owner, name]

    def _join(self, entry: Entry, body: k.FactorsJoined) -> None:
        names = [n for n in dict.fromkeys(body.factors) if self.is_free(n)]
        if len(names) < 2 or entry.change in self.factors:
            return
        first = self.factors[names[0]]
        words = Wording(body.wording, entry.change, entry.by, entry.at)
        self.factors[entry.change] = Factor(
            entry.change, first.principle, words, [], first.rank, entry.by, sources=tuple(names)
        )
        for name in names:
            self.factors[name].joined_into = entry.change

    def is_free(self, name: str) -> bool:
        """Whether a key factor can be worked on: not dropped, removed or part of another."""
        factor = self.factors.get(name)
        if factor is None or factor.dropped or factor.removed:
            return False
        return factor.joined_into is None

    def _mark(
        self, entry: Entry, target: str, aside: bool | None = None, removed: bool = False
    ) -> None:
        self.plan.mark(entry, target, aside, removed)
        if target in self.notes:
            if aside is not None:
                (self.notes_aside.add if aside else self.notes_aside.discard)(target)
            if removed:  # the field is free for another note
                del self.notes[target]
                self.notes_aside.discard(target)
            return
        thing = self.lines.get(target) or self.factors.get(target) or self.slips.answers.get(target)
        if thing is None:
            return
        if aside is not None:
            thing.aside = aside
        if removed:
            thing.removed = True
            if isinstance(thing, Answer):
                thing.differently = thing.line = ""
            else:
                thing.words.empty()


def fold(entries: Iterable[Entry]) -> State:
    """The state after these entries, in any order."""
    return following.fold(entries, State)
