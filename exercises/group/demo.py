"""An example session of a reflective group to look around in: a guided hour, or a clinic.

It is made as a real one is, entry by entry through `Place.act`, with a clock of its own, and is
left open with its record read, so that the pages and both pages of the record can be looked at.
"""

from __future__ import annotations

from contextlib import closing
from typing import Any

from exercises.group.examples import Example, example
from exercises.group.opening import begin
from exercises.group.record import record_of
from exercises.group.sending import pieces
from exercises.group.state import State
from exercises.journal import sessions
from exercises.journal.codes import new_id
from exercises.journal.sessions import Door, Session
from exercises.journal.store import Journal
from exercises.place import Place
from exercises.sending import digest

MINUTE = 60.0
PLACES = 5  # in the circle
AGO = 12 * MINUTE  # how long before now it stops
READING = 6.0  # minutes for the record
SHAPES = ("hour", "clinic")


def build(journal: Journal, shape: str = "hour") -> Session:
    """Write the example session in this shape into `journal` and return it, marked as an
    example."""
    told = example(shape)
    lasted = (sum(part.minutes for part in told.settings.held) + READING) * MINUTE
    clock = _Clock(journal.clock() - AGO - lasted)
    with closing(Journal(journal.url, clock)) as past:
        session = begin(past, told.settings, PLACES, example=True)
        _Circle(past, session, clock, told).meet()
    return sessions.find(journal, id=session.id)


class _Clock:
    """A clock that is set by hand."""

    def __init__(self, start: float) -> None:
        self.now = start

    def __call__(self) -> float:
        return self.now

    def on(self, minutes: float) -> None:
        """It is some minutes later."""
        self.now += minutes * MINUTE


class _Circle:
    """A supervisor, and devices in the circle that write in the last part."""

    def __init__(self, past: Journal, session: Session, clock: _Clock, told: Example) -> None:
        self.clock, self.told = clock, told
        trainer, _ = sessions.take_seat(past, Door(session.id, "trainer", None))
        self.trainer = Place(past, trainer)
        self.devices = []
        for number in range(1, PLACES + 1):
            seat, _ = sessions.take_seat(past, Door(session.id, "table", number))
            self.devices.append(Place(past, seat))

    @property
    def state(self) -> State:
        self.trainer.follow()
        return self.trainer.state

    def act(self, kind: str, by: Place | None = None, **raw: Any) -> str:
        """Do one thing, a moment later, and return the name of the change."""
        self.clock.on(0.05)
        return (by or self.trainer).act(new_id(), kind, raw).change

    def meet(self) -> None:
        """Part after part, and then the record."""
        parts = {
            "agreement": self._agree,
            "case": self._read_together,
            "questions": self._ask,
            "grid": self._place,
            "do": self._write,
        }
        settings = self.told.settings
        if "agreement" not in [part.kind for part in settings.held]:
            self._agree()
        for part in settings.held:
            began = self.clock.now
            self.act("stage", stage=part.id, round=None, seconds=settings.seconds(part.id))
            parts.get(part.kind, lambda: None)()
            self.clock.now = max(self.clock.now, began + part.minutes * MINUTE)
        self.act("stage", stage="record", round=None, seconds=None)
        self.clock.on(READING - 1)
        self.act("group.read", digest=record_of(self.state).digest)
        self.act("checked", digest=digest(pieces(self.state)))

    def _agree(self) -> None:
        self.clock.on(3)
        if self.state.agreement_text():
            self.act("group.agreed", digest=self.state.agreement_digest())
        self.act("group.devices", may=True)

    def _read_together(self) -> None:
        """The scenario, scene by scene; of a case that is spoken nothing is entered."""
        for each in self.told.story:
            self.clock.on(3)
            if self.state.waits_to_be_read:
                self.act("group.scene.opened", on=self.state.step)
            raw: dict[str, Any] = {"scene": each.scene, "choice": each.choice}
            self.act("group.scene", **raw, on=self.state.step)
        if self.told.paused:
            self.act("group.paused")
            self.clock.on(4)
            self.act("group.went_on", told=True)

    def _ask(self) -> None:
        for name in self.told.sets:
            self.act("group.asked", set=name)
            self.clock.on(5)

    def _place(self) -> None:
        for each in self.told.places:
            self.clock.on(1)
            raw: dict[str, Any] = each.model_dump() | {"on": None}
            self.act("group.placed", **raw)

    def _write(self) -> None:
        """What became of the last actions, what will be done, and what was learnt."""
        for name, each in zip(self.state.earlier, self.told.earlier, strict=True):
            raw: dict[str, Any] = {"action": name, "status": each.status, "helped": each.helped}
            self.act("group.followed", **raw, on=self.state.earlier[name].version)
        for n, action in enumerate(self.told.actions):
            self.clock.on(0.5)
            self.act("group.action", self.devices[n % PLACES], **action.model_dump())
        for n, text in enumerate(self.told.learnt):
            self.act("group.line", self.devices[-1 - n % PLACES], text=text)
        self.act("group.themes", themes=list(self.told.themes))
