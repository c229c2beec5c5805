"""Simulated sessions that have ended, for the roll-up: each act passes the real rules and the real
fold, and only the database is spared until a session is whole."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, insert

from exercises import library, results
from exercises.exercise import exercise
from exercises.grid.content import example as grid_example
from exercises.grid.content import examples
from exercises.grid.settings import Settings as OfGrid
from exercises.journal import schema
from exercises.journal.codes import new_code, new_id
from exercises.journal.entries import Body, Entry, body_of, stored
from exercises.journal.results import Row
from exercises.journal.sessions import Seat, Session
from exercises.journal.store import Journal
from exercises.library import PRINCIPLES
from exercises.scenarios.content import scenario, scenarios
from exercises.scenarios.recording import to_fill_in
from exercises.scenarios.settings import Settings as OfScenario
from exercises.scenarios.story import choices_of
from exercises.six_principles.opening import of_the_kit
from exercises.six_principles.settings import Settings as OfPrinciples

BEGAN = 1_790_000_000.0
HOUR = 3600.0


@dataclass
class Room:
    """A session in memory: `act` asks the rules and takes the entry's effect, as `Place` does."""

    session: Session
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.exercise = exercise(self.session.exercise)
        self.state: Any = self.exercise.begin()
        self.trainer = Seat(new_id(), self.session.id, "trainer", None)

    def write(self, body: Body, change: str) -> str:
        """An entry that nobody has to be asked for, such as the first."""
        number = len(self.entries) + 1
        at = self.session.created + number
        entry = Entry(number, at, self.trainer.id, "trainer", change, body.kind, body)
        self.entries.append(entry)
        self.state.apply(entry)
        return change

    def act(self, kind: str, **raw: Any) -> str:
        """One act of the trainer; raises Refused where the rules do not take it."""
        body = body_of(kind, raw)
        self.exercise.check(self.state, self.entries, self.trainer, body)
        return self.write(body, f"change-{len(self.entries):05}")


def simulated(first: int, last: int, with_entries: int) -> list[Done]:
    """Sessions number `first` to `last` (left out), those before `with_entries` with theirs."""
    found = enumerate(rooms(range(first, last), random.Random(first)), first)
    return [done(room, n < with_entries) for n, room in found]


def rooms(numbers: Iterable[int], chance: random.Random) -> Iterator[Room]:
    """Sessions that have ended and give their counts, an hour apart; the kinds take turns."""
    for n in numbers:
        simulate = (_plan_check, _principles, _grid, _scenario)[n % 4]
        room = simulate(BEGAN + n * HOUR, chance)
        room.act("ended")
        yield room


def _room(name: str, at: float, settings: Any, tables: int) -> Room:
    room = Room(Session(new_id(), new_code(), name, at, at + 30 * 86_400, 0, False))
    room.write(settings.opened(tables), "opened-" + room.session.id)
    room.act("counts", give=True)
    return room


def _plan_check(at: float, chance: random.Random) -> Room:
    """The kit's key factors and a lens, held against a plan."""
    settings = OfPrinciples(case=library.case("mrs-t"), plan_only=True)
    room = _room("six-principles", at, settings, 6)
    for n, given in enumerate(of_the_kit(), 1):
        made = {"principle": given.principle, "wording": given.wording}
        room.write(body_of("factor.made", {**made, "lines": []}), f"given-{n:02}")
    room.act("plan.lenses", lenses=["challenge"])
    targets = [*room.state.factors, "challenge-both", "challenge-support"]
    for target in chance.sample(targets, chance.randint(8, len(targets))):
        _decide(room, target, chance)
    return room


def _decide(room: Room, target: str, chance: random.Random) -> None:
    decided = chance.choices(("in_plan", "partly", "missing", "not_for_plan"), (5, 4, 3, 0.1))[0]
    room.act("chose", field=f"plan/{target}/decision", value=decided)
    room.act("chose", field=f"plan/{target}/significant", value=chance.choice(("yes", "no")))


def _principles(at: float, chance: random.Random) -> Room:
    """A room's own lines and key factors, read back, and held against a plan."""
    case = library.case(chance.choices(library.cases(), (60, 39, 1))[0])
    room = _room("six-principles", at, OfPrinciples(case=case), 6)
    for n, principle in enumerate(PRINCIPLES):
        lines = [
            room.act("line.added", table=n + 1, principle=principle, text=f"A line, number {m}")
            for m in range(4)
        ]
        for m in range(chance.randint(1, 3)):
            made = {"principle": principle, "wording": f"Key factor {m}", "lines": [lines[m]]}
            _decide(room, room.act("factor.made", **made), chance)
        could = chance.choice(("yes", "partly", "no"))
        room.act("chose", field=f"readback/{principle}/could", value=could)
    return room


def _grid(at: float, chance: random.Random) -> Room:
    """Two actions of a worked example, placed from three viewpoints by several tables."""
    told = chance.choice([each for name in examples() if (each := grid_example(name)).case])
    tables = chance.randint(2, 6)
    room = _room("grid", at, OfGrid(case=library.case(told.case)), tables)
    moments = ["now", *(room.act("grid.action", text=each.text) for each in told.actions[:2])]
    for table in range(1, tables + 1):
        for view in room.state.frame.settings["viewpoints"]:
            for moment in moments:
                place = {"wellbeing": chance.randint(-5, 5), "safety": chance.randint(-5, 5)}
                said = {"reason": "For a reason", "basis": "In words" if view == "person" else ""}
                where = {"table": table, "viewpoint": view, "moment": moment}
                room.act("grid.placed", **where, **place, **said)
    return room


def _scenario(at: float, chance: random.Random) -> Room:
    """Tables that go from choice to choice to an ending, and judge what came of it."""
    weights = [1 / (n + 1) for n in range(len(scenarios()))]
    told = scenario(chance.choices(scenarios(), weights)[0])
    tables = chance.randint(2, 6)
    room = _room("scenario", at, OfScenario(scenario=told), tables)
    room.act("stage", stage="play")
    for table in range(1, tables + 1):
        while choices := choices_of(room.state.story(table)):
            scene = room.state.story(table).at
            step = {"scene": scene, "choice": chance.choice(choices).id, "reason": "For a reason"}
            room.act("scenario.chosen", table=table, on=room.state.table(table).version, **step)
        path = room.state.table(table).head
        for name, answers in to_fill_in(room.state, table, path).answers.items():
            if chance.random() < 0.8:
                answer = {"field": name, "value": chance.choice(answers)}
                room.act("scenario.answered", table=table, path=path, **answer)
    return room


@dataclass(frozen=True)
class Done:
    """What is kept of a simulated session: its rows for the database."""

    session: dict[str, Any]
    entries: list[dict[str, Any]]
    results: list[Row]


def done(room: Room, entries: bool) -> Done:
    """The rows of a session, with those of its entries where they are wanted."""
    session = vars(room.session) | {"last": len(room.entries), "example": 0}
    written = [_row(room.session.id, entry) for entry in room.entries] if entries else []
    return Done(session, written, results.rows(room.session, room.entries))


def _row(session: str, entry: Entry) -> dict[str, Any]:
    row = {name: getattr(entry, name) for name in ("seq", "at", "seat", "by", "change", "kind")}
    return row | {"session": session, "body": stored(entry.body)}


def store(journal: Journal, found: list[Done]) -> None:
    """Put sessions, their entries and what they give into the database."""
    with journal.writing() as connection:
        connection.execute(insert(schema.sessions), [each.session for each in found])
        for table, rows in (
            (schema.entries, [row for each in found for row in each.entries]),
            (schema.results, [row for each in found for row in each.results]),
        ):
            if rows and journal.shared:
                _copy(connection, table, rows)
            elif rows:
                connection.execute(insert(table), rows)


def _copy(connection: Connection, table: Table, rows: list[Any]) -> None:
    """PostgreSQL's own way for many rows: one by one they would take minutes."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows(rows)
    names = ", ".join(f'"{name}"' for name in rows[0])
    command = f"COPY {table.name} ({names}) FROM STDIN WITH (FORMAT csv)"
    cursor: Any = connection.connection.cursor()
    cursor.execute(command, stream=io.BytesIO(text.getvalue().encode()))
