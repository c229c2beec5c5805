"""An example session to look around in before running a real one: six tables, three hours.

It is made as a real one is, entry by entry through `Place.act`, with a clock of its own, and is
left open at the last stage, so that the console, the walls and the summary can be explored.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from typing import Any

from exercises import library
from exercises.examples import (
    TABLES,
    Example,
    ExampleDecision,
    ExampleFactor,
    ExamplePlan,
    example,
)
from exercises.journal import sessions
from exercises.journal.codes import new_id
from exercises.journal.sessions import Door, Session
from exercises.journal.slips import Slip
from exercises.journal.store import Journal
from exercises.library import PRINCIPLES
from exercises.place import Place
from exercises.plan import content
from exercises.plan.splitting import split
from exercises.sending import digest
from exercises.six_principles.rotation import ROUNDS, principle_of
from exercises.six_principles.rules import condensed_by
from exercises.six_principles.sending import pieces
from exercises.six_principles.settings import EXERCISE, Settings

MINUTE = 60.0
LASTED = 186 * MINUTE  # from opening the session to the last slip
AGO = 12 * MINUTE  # how long before now it stops


def build(journal: Journal) -> Session:
    """Write the example session into `journal` and return it, marked as an example."""
    clock = _Clock(journal.clock() - AGO - LASTED)
    told = example()
    settings = Settings(case=library.case(told.case))
    title = f"Example session: {settings.case.title}"
    with closing(Journal(journal.url, clock)) as past:
        opened = settings.opened(TABLES).model_copy(update={"title": title})
        session = sessions.create(
            past, EXERCISE, opened, tables=TABLES, days=settings.days, example=True
        )
        room = _Room(past, session, clock, settings, told)
        room.rounds()
        room.condense()
        room.read_back()
        room.prioritise()
        room.plan()
        room.close()
    return sessions.find(journal, id=session.id)


class _Clock:
    """A clock that is set by hand."""

    def __init__(self, start: float) -> None:
        self.start = self.now = start

    def __call__(self) -> float:
        return self.now

    def at(self, minutes: float) -> None:
        """It is `minutes` after the start, or a moment later than it was."""
        self.now = max(self.now + 0.5, self.start + minutes * MINUTE)


class _Room:
    """The trainer, six tables, and the names that their lines and key factors have got."""

    def __init__(
        self, past: Journal, session: Session, clock: _Clock, settings: Settings, told: Example
    ) -> None:
        self.clock, self.settings, self.told = clock, settings, told
        trainer, _ = sessions.take_seat(past, Door(session.id, "trainer", None))
        self.trainer = Place(past, trainer)
        self.tables: dict[int, Place] = {}
        for number in range(1, TABLES + 1):
            seat, _ = sessions.take_seat(past, Door(session.id, "table", number))
            self.tables[number] = Place(past, seat)
        self.lines: dict[str, str] = {}
        self.factors: dict[str, str] = {}

    def act(self, place: Place, minutes: float, kind: str, **raw: Any) -> str:
        """Do one thing `minutes` after the start and return the name of the change."""
        self.clock.at(minutes)
        return place.act(new_id(), kind, raw).change

    def stage(self, minutes: float, stage: str, round: int | None = None) -> None:
        seconds = self.settings.seconds(stage)
        self.act(self.trainer, minutes, "stage", stage=stage, round=round, seconds=seconds)

    def rounds(self) -> None:
        """Reading, and six rounds of four minutes; the third gets a minute more."""
        self.stage(12, "read")
        for round in range(1, ROUNDS + 1):
            start = 16.0 + 6.5 * round
            self.stage(start, "round", round)
            acts = [
                (start + 0.4 + 3.5 * n / len(mine) + 0.07 * table, table, name)
                for table in self.tables
                if (mine := self._names(table, round))
                for n, name in enumerate(mine)
            ]
            if round == 3:
                acts.append((start + 3.5, 0, ""))
            for minutes, table, name in sorted(acts):
                if table:
                    self._write(minutes, table, name)
                else:
                    self.act(self.trainer, minutes, "clock", do="add", seconds=MINUTE)
        self.act(self.trainer, 61, "break", until=self._time_of_day(75))
        self.act(self.trainer, 76, "break.over")

    def _names(self, table: int, round: int) -> list[str]:
        principle = principle_of(table, round)
        return [
            name
            for name, line in self.told.named().items()
            if line.table == table and line.principle == principle
        ]

    def _write(self, minutes: float, table: int, name: str) -> None:
        line = self.told.named()[name]
        self.lines[name] = self.act(
            self.tables[table],
            minutes,
            "line.added",
            table=table,
            principle=line.principle,
            text=line.text,
        )
        if line.set_aside:
            self.act(self.trainer, minutes + 0.3, "set_aside", target=self.lines[name])

    def _time_of_day(self, minutes: float) -> str:
        return f"{datetime.fromtimestamp(self.clock.start + minutes * MINUTE):%H:%M}"

    def condense(self) -> None:
        """Each table makes the key factors of the principle that it began with, side by side."""
        self.stage(78, "condense")
        for minutes, factor in self._in_turn():
            table = self._condenser(factor.principle)
            name = self.act(
                table,
                minutes,
                "factor.made",
                principle=factor.principle,
                wording=factor.wording,
                lines=[self.lines[line] for line in factor.lines],
            )
            self.factors[factor.id] = name
            if factor.serves:
                serves = list(factor.serves)
                self.act(table, minutes, "factor.serves", factor=name, principles=serves)

    def _in_turn(self) -> list[tuple[float, ExampleFactor]]:
        """When each key factor is made: each table's first ones, then its second ones."""
        turns = [
            (80 + 3.5 * place + 0.3 * n, factor)
            for n, principle in enumerate(PRINCIPLES)
            for place, factor in enumerate(f for f in self.told.factors if f.principle == principle)
        ]
        return sorted(turns, key=lambda turn: turn[0])

    def _condenser(self, principle: str) -> Place:
        return next(p for p in self.tables.values() if principle in condensed_by(p.state, p.seat))

    def read_back(self) -> None:
        """Each principle's table says what the person could and could not say."""
        self.stage(98, "readback")
        for n, row in enumerate(self.told.readback):
            table, field = self._condenser(row.principle), f"readback/{row.principle}"
            minutes = 101 + 4.0 * n
            self.act(table, minutes, "chose", field=f"{field}/could", value=row.could)
            self.act(table, minutes + 1, "wrote", field=field, text=row.missing)

    def prioritise(self) -> None:
        """Dots, hidden and then revealed; and what belongs together is joined with the room."""
        self.stage(126, "prioritise")
        dots = sorted(self.told.dots, key=lambda d: (self._order(d.factor), d.table))
        for n, dot in enumerate(dots):
            target = self.factors[dot.factor]
            table = self.tables[dot.table]
            self.act(table, 128 + 0.08 * n, "dots", table=dot.table, target=target, n=dot.n)
        self.act(self.trainer, 139, "dots.shown", shown=True)
        for n, join in enumerate(self.told.joins):
            self.factors["+".join(join.factors)] = self.act(
                self.trainer,
                143 + 3.0 * n,
                "factors.joined",
                factors=[self.factors[name] for name in join.factors],
                wording=join.wording,
            )

    def _order(self, factor: str) -> int:
        return next(n for n, f in enumerate(self.told.factors) if f.id == factor)

    def plan(self) -> None:
        """The tables hold their key factors against the plan; the trainer does it with the room for
        those that were joined across principles, and for the lens."""
        self.stage(151, "plan")
        sample = content.sample(self.told.sample)
        passages = split(sample.text)
        self.act(
            self.trainer,
            151.5,
            "plan.given",
            title=sample.title,
            source="sample",
            passages=[passage.model_dump() for passage in passages],
        )
        self.act(self.trainer, 152, "plan.lenses", lenses=[self.told.lens])
        for n, (names, rows) in enumerate(self._asked()):
            first = next(factor for factor in self.told.factors if factor.id == names[0])
            by = self._condenser(first.principle) if len(names) == 1 else self.trainer
            self._decide(by, 153 + 1.2 * n, self.factors["+".join(names)], rows)
        for n, row in enumerate(self.told.seen):
            self._decide(self.trainer, 171 + 1.2 * n, row.item, [row])
        self._act_on_gaps()

    def _asked(self) -> list[tuple[tuple[str, ...], list[ExamplePlan]]]:
        """The names of each key factor, several where it was joined, and what was said of them."""
        rows = {row.factor: row for row in self.told.plan}
        joined = {name: join for join in self.told.joins for name in join.factors}
        asked = dict.fromkeys(joined[name].factors if name in joined else (name,) for name in rows)
        return [(names, [rows[name] for name in names]) for names in asked]

    def _decide(
        self, by: Place, minutes: float, target: str, said: Sequence[ExampleDecision]
    ) -> None:
        """Choose passages, decide and say why; what was joined has one answer."""
        self.trainer.follow()
        parts = self.trainer.state.plan.parts()
        for begins in (begins for row in said for begins in row.shows):
            passage = next(part.id for part in parts if part.text.startswith(begins))
            shown = {"target": target, "passage": passage, "shows": True}
            self.act(by, minutes, "plan.evidence", **shown)
        decisions = {row.decision for row in said}
        for part, value in (
            ("decision", decisions.pop() if len(decisions) == 1 else "partly"),
            ("significant", "yes" if any(row.significant for row in said) else "no"),
        ):
            self.act(by, minutes + 0.3, "chose", field=f"plan/{target}/{part}", value=value)
        weightiest = sorted(said, key=lambda row: not row.significant)
        text = "\n".join(row.note for row in weightiest)
        self.act(by, minutes + 0.8, "wrote", field=f"plan/{target}/note", text=text)

    def _act_on_gaps(self) -> None:
        """Tables propose actions, and the room puts them in order."""
        self.stage(175, "actions")
        joined = {name: "+".join(join.factors) for join in self.told.joins for name in join.factors}
        made: dict[int, str] = {}
        for n, action in enumerate(self.told.actions):
            made[action.place] = self.act(
                self.tables[action.table],
                176 + 0.7 * n,
                "plan.action",
                text=action.text,
                owner=action.owner,
                when=action.when,
                target=self.factors[joined.get(action.factor, action.factor)],
                table=action.table,
            )
        if made:
            order = [made[place] for place in sorted(made)]
            self.act(self.trainer, 180, "plan.actions.ordered", actions=order)

    def close(self) -> None:
        """Each person's two short answers, by phone."""
        self.stage(182, "close")
        for n, slip in enumerate(self.told.slips):
            self.clock.at(183 + 0.2 * n)
            said = Slip(differently=slip.differently, rating=slip.rating, line=slip.line)
            past, session = self.trainer.journal, self.trainer.seat.session
            past.append(session, said, seat="", by="person", change="slip-" + new_id())
        self.trainer.follow()
        state = self.trainer.state
        self.act(self.trainer, 190, "checked", digest=digest(pieces(state)))
