"""An example session of the temperature check to look around in: ten people and a moderator.

It is made as a real one is, entry by entry through `Place.act`, with a clock of its own, and is
left open at the last stage, so that the console and the summary can be explored.
"""

from __future__ import annotations

from contextlib import closing
from functools import cache
from typing import Annotated, Any

from pydantic import Field, model_validator

from exercises.journal import sessions
from exercises.journal.codes import new_id
from exercises.journal.sessions import Door, Role, Session
from exercises.journal.store import Journal
from exercises.library import CONTENT, Content, Text, read
from exercises.place import Place
from exercises.sending import digest
from exercises.temperature.content import Id, Instrument, kits_own
from exercises.temperature.kinds import item_name
from exercises.temperature.sending import pieces
from exercises.temperature.settings import DAYS, EXERCISE, Baseline, Settings

FILE = CONTENT / "temperature_example.toml"
DAY, MINUTE = 86_400.0, 60.0
LASTED = 12 * DAY  # from opening the session to the last action
AGO = 40 * MINUTE  # how long before now it stops

Count = Annotated[int, Field(ge=1, le=60)]


class Shows(Content):
    """What one of the people wrote beside an answer; `person` is counted from 1."""

    person: Count
    instrument: Id
    item: Id
    evidence: Text
    owner: str = ""
    by_when: str = ""


class ExampleRating(Content):
    instrument: Id
    item: Id
    option: Id
    reasons: Text


class ExampleAction(Content):
    text: Text
    owner: Text
    when: Text
    instrument: Id
    item: Id


class Example(Content):
    """What ten people might have answered. `answers` has, for an item, how many gave which."""

    label: Text
    area: Text
    people: Count
    on_paper: Annotated[int, Field(ge=0)]
    expected: Count
    instruments: tuple[Id, ...]
    answers: dict[Id, dict[Id, dict[Id, Count]]]
    shows: tuple[Shows, ...]
    ratings: tuple[ExampleRating, ...]
    actions: tuple[ExampleAction, ...]
    baseline: Baseline

    @model_validator(mode="after")
    def _can_be_answered(self) -> Example:
        known = {each.id: each for each in kits_own()}
        for name in self.instruments:
            if name not in known:
                raise ValueError(f"no instrument is called {name!r}")
            self._fits(known[name], self.answers.get(name, {}))
        return self

    def _fits(self, instrument: Instrument, answers: dict[str, dict[str, int]]) -> None:
        for name, counts in answers.items():
            item = instrument.item(name)
            if item is None:
                raise ValueError(f"{instrument.id} asks nothing called {name!r}")
            known = {option.id for option in instrument.scale_of(item).options}
            if unknown := set(counts) - known:
                raise ValueError(f"{instrument.id}, {name}: no answer is called {sorted(unknown)}")
            if sum(counts.values()) > self.people:
                raise ValueError(f"{instrument.id}, {name}: more answers than people")


@cache
def example() -> Example:
    """The example of the kit. Raises ContentError."""
    return read(Example, FILE)


def build(journal: Journal) -> Session:
    """Write the example session into `journal` and return it, marked as an example."""
    clock = _Clock(journal.clock() - AGO - LASTED)
    told = example()
    known = {each.id: each for each in kits_own()}
    settings = Settings(
        way="fortnight",
        instruments=tuple(known[name] for name in told.instruments),
        area=told.area,
        expected=told.expected,
        baseline=told.baseline,
    )
    title = f"Example session: {settings.about}"[:200]
    with closing(Journal(journal.url, clock)) as past:
        opened = settings.opened().model_copy(update={"title": title})
        session = sessions.create(past, EXERCISE, opened, tables=1, days=DAYS, example=True)
        _Board(past, session, clock, told).play()
    return sessions.find(journal, id=session.id)


class _Clock:
    """A clock that is set by hand."""

    def __init__(self, start: float) -> None:
        self.start = self.now = start

    def __call__(self) -> float:
        return self.now

    def at(self, days: float) -> None:
        """It is `days` after the start, or a moment later than it was."""
        self.now = max(self.now + 0.5, self.start + days * DAY)


class _Board:
    """The board's manager, the people who answer, and the moderator."""

    def __init__(self, past: Journal, session: Session, clock: _Clock, told: Example) -> None:
        self.past, self.session, self.clock, self.told = past, session, clock, told
        self.manager = self._seat("trainer")

    def _seat(self, role: Role) -> Place:
        seat, _ = sessions.take_seat(self.past, Door(self.session.id, role, None))
        return Place(self.past, seat)

    def act(self, place: Place, days: float, kind: str, **raw: Any) -> str:
        """Do one thing `days` after the start and return the name of the change."""
        self.clock.at(days)
        return place.act(new_id(), kind, raw).change

    def play(self) -> None:
        """People answer over a week and a half; then the moderator rates, and actions follow."""
        self.act(self.manager, 0.01, "stage", stage="answer")
        for n in range(self.told.people):
            self._answer(1 + 0.9 * n, n)
        moderator = self._seat("moderator")
        for rating in self.told.ratings:
            self.act(moderator, 11, "temperature.rated", **rating.model_dump())
        self.act(self.manager, 11.9, "stage", stage="results")
        self.act(self.manager, 11.95, "stage", stage="actions")
        for action in self.told.actions:
            raw = {"text": action.text, "owner": action.owner, "when": action.when}
            target = item_name(action.instrument, action.item)
            self.act(self.manager, 11.97, "plan.action", target=target, **raw)
        self.manager.follow()
        self.act(self.manager, 12, "checked", digest=digest(pieces(self.manager.state)))

    def _answer(self, days: float, n: int) -> None:
        """What person `n`, from 0, answers: the last of them on paper."""
        if n >= self.told.people - self.told.on_paper:
            place = self.manager
            sheet = self.act(place, days, "temperature.sheet")
        else:
            place = self._seat("answerer")
            sheet = place.seat.id
        turn = 0
        for name in self.told.instruments:
            for item, counts in self.told.answers.get(name, {}).items():
                given = [option for option, many in counts.items() for _ in range(many)]
                given += ["skip"] * (self.told.people - len(given))
                turn += 3
                raw = {"sheet": sheet, "instrument": name, "item": item}
                option = given[(n + turn) % self.told.people]
                self.act(place, days, "temperature.chose", option=option, **raw)
        for shows in self.told.shows:
            if shows.person == n + 1:
                raw = shows.model_dump(exclude={"person"})
                self.act(place, days, "temperature.noted", sheet=sheet, **raw)
        self.act(place, days, "temperature.finished", sheet=sheet)
