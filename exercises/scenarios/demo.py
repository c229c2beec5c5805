"""An example session of a scenario to look around in: six tables, an hour and a quarter.

It is made as a real one is, entry by entry through `Place.act`, with a clock of its own, and is
left open at the last stage, so that the console, the walls and the summary can be explored.
"""

from __future__ import annotations

from contextlib import closing
from typing import Any

from exercises.examples import TABLES
from exercises.journal import sessions
from exercises.journal.codes import new_id
from exercises.journal.sessions import Door, Session
from exercises.journal.slips import Slip
from exercises.journal.store import Journal
from exercises.place import Place
from exercises.scenarios.content import LEAVE, scenario
from exercises.scenarios.examples import Example, ExampleStep, ExampleTable, example
from exercises.scenarios.sending import pieces
from exercises.scenarios.settings import EXERCISE, Settings
from exercises.sending import digest

MINUTE = 60.0
LASTED = 76 * MINUTE  # from opening the session to the last slip
AGO = 12 * MINUTE  # how long before now it stops
HELD = "weighing"  # the scene at which the room waits for everybody


def build(journal: Journal) -> Session:
    """Write the example session into `journal` and return it, marked as an example."""
    clock = _Clock(journal.clock() - AGO - LASTED)
    told = example()
    settings = Settings(scenario=scenario(told.scenario), roleplay=True)
    title = f"Example session: {settings.scenario.title}"[:200]
    with closing(Journal(journal.url, clock)) as past:
        opened = settings.opened(TABLES).model_copy(update={"title": title})
        session = sessions.create(
            past, EXERCISE, opened, tables=TABLES, days=settings.days, example=True
        )
        room = _Room(past, session, clock, told)
        room.play()
        room.look_back()
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
    """The trainer and six tables."""

    def __init__(self, past: Journal, session: Session, clock: _Clock, told: Example) -> None:
        self.clock, self.told = clock, told
        trainer, _ = sessions.take_seat(past, Door(session.id, "trainer", None))
        self.trainer = Place(past, trainer)
        self.tables: dict[int, Place] = {}
        for number in range(1, TABLES + 1):
            seat, _ = sessions.take_seat(past, Door(session.id, "table", number))
            self.tables[number] = Place(past, seat)

    def act(self, place: Place, minutes: float, kind: str, **raw: Any) -> str:
        """Do one thing `minutes` after the start and return the name of the change."""
        self.clock.at(minutes)
        return place.act(new_id(), kind, raw).change

    def play(self) -> None:
        """Every table walks its path; the room waits at one scene and goes on together."""
        self.act(self.trainer, 6, "stage", stage="play", round=None, seconds=None)
        self.act(self.trainer, 7, "scenario.held", scene=HELD)
        most = max(len(table.steps) for table in self.told.tables)
        for n in range(most):
            for table in self.told.tables:
                if n < len(table.steps):
                    self._step(8 + 4.5 * n + 0.5 * table.number, table, table.steps[n])
            if any(
                step.scene == HELD for table in self.told.tables for step in table.steps[n : n + 1]
            ):
                self._held(8 + 4.5 * n + 3.5)
        for table in self.told.tables:
            if table.again:
                self._again(36, table)
        for table in self.told.tables:
            self._record(40 + 0.3 * table.number, table)

    def _held(self, minutes: float) -> None:
        self.act(self.trainer, minutes, "scenario.shown", what="spread", scene=HELD)
        self.act(self.trainer, minutes + 0.6, "scenario.released", scene=HELD)

    def _again(self, minutes: float, table: ExampleTable) -> None:
        assert table.again is not None
        place = self.tables[table.number]
        place.follow()
        steps = place.state.steps_to(place.state.table(table.number).head)
        to = next(step.id for step in steps if step.scene == table.again.back_to)
        on = place.state.table(table.number).version
        self.act(place, minutes, "scenario.back", table=table.number, on=on, to=to)
        for n, step in enumerate(table.again.steps):
            self._step(minutes + 1 + n, table, step)

    def _step(self, minutes: float, table: ExampleTable, step: ExampleStep) -> None:
        place, number = self.tables[table.number], table.number
        if step.place is not None:
            at = step.place.model_dump()
            self.act(place, minutes, "scenario.placed", table=number, scene=step.scene, **at)
        place.follow()
        on = place.state.table(number).version
        raw: dict[str, Any] = {"table": number, "on": on, "scene": step.scene}
        if step.choice == LEAVE:
            self.act(place, minutes + 0.1, "scenario.left", **raw)
        else:
            raw |= {"choice": step.choice, "reason": step.reason}
            self.act(place, minutes + 0.1, "scenario.chosen", **raw)

    def _record(self, minutes: float, table: ExampleTable) -> None:
        """The record of the path that the table played last."""
        place, number = self.tables[table.number], table.number
        place.follow()
        path = place.state.table(number).head

        def answered(name: str, value: str) -> None:
            raw = {"table": number, "path": path, "field": name, "value": value}
            self.act(place, minutes, "scenario.answered", **raw)

        def wrote(name: str, text: str) -> None:
            if text:
                raw = {"table": number, "path": path, "field": name, "text": text}
                self.act(place, minutes, "scenario.wrote", **raw)

        for judged in table.record.judged:
            wrote(f"agreed/{judged.want}", judged.agreed)
            if judged.course:
                answered(f"course/{judged.want}", judged.course)
            answered(f"achieved/{judged.want}", judged.achieved)
            wrote(f"ground/{judged.want}", judged.ground)
        for changed in table.record.why:
            wrote(f"why/{changed.want}", changed.text)
        answered("risk", table.record.risk)
        wrote("risk-why", table.record.risk_why)
        for n, answer in enumerate(table.record.answers):
            wrote(f"question/{n}", answer)

    def look_back(self) -> None:
        """Paths side by side, one of them step by step, and the questions."""
        self.act(self.trainer, 44, "stage", stage="debrief", round=None, seconds=None)
        self.act(self.trainer, 45, "scenario.shown", what="paths")
        path = self.trainer.state.table(4).head
        for n, part in enumerate(("scene", "choices", "chosen", "answer")):
            raw = {"what": "replay", "path": path, "step": 3, "part": part}
            self.act(self.trainer, 49 + n, "scenario.shown", **raw)
        self.act(self.trainer, 54, "scenario.shown", what="questions")
        for n, note in enumerate(self.told.notes):
            raw = {"table": note.table, "field": f"debrief/{note.question - 1}", "text": note.text}
            self.act(self.tables[note.table], 56 + n, "scenario.wrote", **raw)

    def close(self) -> None:
        """What was learnt, and slips on the phones of six people."""
        self.act(self.trainer, 66, "stage", stage="close", round=None, seconds=None)
        for table in self.told.tables:
            raw = {"table": table.number, "field": "learnt", "text": table.learnt}
            self.act(self.tables[table.number], 67 + 0.5 * table.number, "scenario.wrote", **raw)
        past, session = self.trainer.journal, self.trainer.seat.session
        for n, slip in enumerate(self.told.slips):
            self.clock.at(71 + 0.7 * n)
            said = Slip.model_validate(slip.model_dump())
            past.append(session, said, seat="", by="person", change="slip-" + new_id())
        self.trainer.follow()
        state = self.trainer.state
        self.act(self.trainer, 76, "checked", digest=digest(pieces(state)))
