"""The facts of a temperature check, as plain values.

Numbers about people are in here from five answers on, and none before the results were shown: two
summaries made while people answer would give single answers away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from exercises.national.beside import Beside, beside
from exercises.national.content import national
from exercises.national.involvement import TABLE, Change, Score, change, score
from exercises.national.over_time import Asked as Then
from exercises.national.over_time import Compared, Way, compared
from exercises.plan.state import Action, Version
from exercises.temperature.content import Instrument, Item, kits_own
from exercises.temperature.kinds import item_name
from exercises.temperature.results import Spread, spreads, taking_part
from exercises.temperature.settings import TITLE, Baseline
from exercises.temperature.suggesting import PLACE, ROAD_MAP, Offered, mirrored, offers, step_of
from facilitator.summaries import held
from facilitator.summaries.held import Held
from facilitator.summaries.temperature.reading import Reading

Key = tuple[str, str]


@dataclass(frozen=True)
class Choice:
    """One answer of a scale. `aside` says nothing of the scale; a `state` is no step of it."""

    id: str
    text: str
    aside: bool
    state: bool


@dataclass(frozen=True)
class Shows:
    """What somebody wrote beside an answer: what shows it, who sees to it (a role), by when."""

    evidence: str
    owner: str
    by_when: str


@dataclass(frozen=True)
class Answer:
    """One thing that was asked. `counts` is None below five answers; `agreed` is what a board on
    one screen chose together; `rated` is the moderator's answer, with reasons. `table` and `row`
    name the same question of 2016, where there is one."""

    instrument: str
    item: str
    words: str
    choices: tuple[Choice, ...]
    answered: int
    skipped: int
    counts: dict[str, int] | None
    agreed: str
    shows: tuple[Shows, ...]
    rated: str
    reasons: str
    table: str
    row: str

    @property
    def key(self) -> Key:
        return (self.instrument, self.item)

    @property
    def labels(self) -> dict[str, str]:
        return {choice.id: choice.text for choice in self.choices}

    @property
    def most(self) -> tuple[str, ...]:
        """What most people chose, of the answers on the scale; what was agreed, where it was."""
        if self.agreed:
            return (self.agreed,)
        told = {c.id: (self.counts or {}).get(c.id, 0) for c in self.choices if not c.aside}
        high = max(told.values(), default=0)
        return tuple(name for name, n in told.items() if n == high) if high else ()


@dataclass(frozen=True)
class Asked:
    """An instrument and how it was answered; `document` is its source, `where` the place there."""

    id: str
    title: str
    caution: str
    version: int
    document: str
    where: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Worded:
    """One wording of an action: what, who leads (a role) and by when."""

    text: str
    owner: str
    when: str


@dataclass(frozen=True)
class Doing(Worded):
    """An action for the board to agree. `answers` has the words of what it answers, `also` other
    wordings that nobody has chosen between."""

    number: int
    answers: str
    also: tuple[Worded, ...]


@dataclass(frozen=True)
class Place:
    """Where answers and the moderator place the area on the road map. `begin` is the step from
    which the next ones are counted: the earlier of the two."""

    answer: Answer
    people: tuple[int, ...]
    moderator: int | None
    begin: int | None


@dataclass(frozen=True)
class Changed:
    """One thing as it was answered in an earlier session and in this one."""

    instrument: str
    item: str
    words: str
    labels: dict[str, str]
    way: Way
    before: Then
    now: Then
    options: tuple[str, ...]


@dataclass(frozen=True)
class OverTime:
    """This session beside an earlier one. `scores` are those of the rows of Table 3."""

    day: str
    about: str
    changed: tuple[Changed, ...]
    only_then: tuple[str, ...]
    only_now: tuple[str, ...]
    scores: tuple[Change, ...]

    def of(self, way: Way) -> list[Changed]:
        return [each for each in self.changed if each.way == way]


@dataclass(frozen=True)
class Report(Held):
    """Everything that both documents say. `told` is whether answers are in it; `late`, whether
    somebody answered after the results were shown, which is not counted here."""

    way: str
    until: str
    begun: int
    finished: int
    paper: int
    expected: int
    told: bool
    late: bool
    shown_at: float
    asked: tuple[Asked, ...]
    place: Place | None
    over_time: OverTime | None
    offered: tuple[Offered, ...]
    actions: tuple[Doing, ...]
    baseline: Baseline | None

    def answers(self) -> Iterator[Answer]:
        """Everything that was asked, in its order."""
        for asked in self.asked:
            yield from asked.answers

    def answer(self, instrument: str, item: str) -> Answer | None:
        return next((a for a in self.answers() if a.key == (instrument, item)), None)

    @property
    def rated(self) -> list[Answer]:
        """What somebody from outside rated."""
        return [answer for answer in self.answers() if answer.rated]

    @property
    def shown(self) -> list[Answer]:
        """What has words beside it that show it."""
        return [answer for answer in self.answers() if answer.shows]

    @property
    def mirrored(self) -> dict[str, list[tuple[Answer, Beside]]]:
        """What was asked in 2016 as well, by the table there and in its order."""
        found: dict[str, list[tuple[Answer, Beside]]] = {}
        for answer in self.answers():
            if answer.table:
                counts = answer.counts or {}
                there = beside(answer.table, answer.row, counts, answer.labels)
                told = replace(there, answered=answer.answered)
                found.setdefault(answer.table, []).append((answer, told))
        order = list(national().tables)
        return dict(sorted(found.items(), key=lambda each: order.index(each[0])))

    @property
    def scores(self) -> dict[str, Score]:
        """The improvement scores of the rows that five or more people answered."""
        rows = ((a.row, score(a.counts)) for a in self.answers() if a.table == TABLE and a.counts)
        return {row: found for row, found in rows if found}


def of(reading: Reading) -> Report:
    """The report of a session as it was read."""
    settings, state = reading.settings, reading.state
    session = held.of(reading, name=TITLE, about=settings.about, label="", person="")
    told = settings.shared or state.counted is not None or state.frame.ended
    found = spreads(state)
    taking = taking_part(state)
    asked = tuple(_asked(instrument, found, told) for instrument in settings.instruments)
    answers = {answer.key: answer for each in asked for answer in each.answers}
    place = _place(answers.get((ROAD_MAP, PLACE)))
    return Report(
        **vars(session),
        way=settings.way,
        until=settings.until,
        begun=taking.begun,
        finished=taking.finished,
        paper=taking.paper,
        expected=taking.expected,
        told=told,
        late=state.late(),
        shown_at=state.shown_at,
        asked=asked,
        place=place,
        over_time=_over_time(answers, settings.baseline, settings.instruments) if told else None,
        offered=tuple(offers(found, settings.shared)) if told else (),
        actions=tuple(
            _doing(n, action, answers) for n, action in enumerate(state.plan.shown_actions(), 1)
        ),
        baseline=_baseline(reading) if told else None,
    )


def _baseline(reading: Reading) -> Baseline:
    from exercises.temperature.opening import baseline_of

    return baseline_of(reading.state, reading.state.shown_at or reading.session.created)


def _asked(instrument: Instrument, found: list[Spread], told: bool) -> Asked:
    source = instrument.source
    return Asked(
        id=instrument.id,
        title=instrument.title,
        caution=instrument.caution,
        version=instrument.version,
        document=f"{source.title} ({source.publisher}, {source.edition})",
        where=source.where,
        answers=tuple(_answer(each, told) for each in found if each.instrument is instrument),
    )


def _answer(spread: Spread, told: bool) -> Answer:
    item, scale = spread.item, spread.instrument.scale_of(spread.item)
    table, row = mirrored(item) or ("", "")
    rating = spread.rating
    return Answer(
        instrument=spread.instrument.id,
        item=item.id,
        words=item.text,
        choices=tuple(Choice(o.id, o.text, o.aside, o.state) for o in scale.options),
        answered=spread.answered if told else 0,
        skipped=spread.skipped if told else 0,
        counts=spread.counts if told else None,
        agreed=spread.agreed,
        shows=tuple(Shows(s.evidence, s.owner, s.by_when) for s in spread.said) if told else (),
        rated=rating.option if rating and told else "",
        reasons=rating.reasons if rating and told else "",
        table=table,
        row=row,
    )


def _place(answer: Answer | None) -> Place | None:
    if answer is None:
        return None
    people = tuple(n for option in answer.most if (n := step_of(option)))
    moderator = step_of(answer.rated)
    placed = [*people, *([moderator] if moderator else [])]
    return Place(answer, people, moderator, min(placed, default=None))


def _over_time(
    answers: dict[Key, Answer], baseline: Baseline | None, instruments: tuple[Instrument, ...]
) -> OverTime | None:
    if baseline is None:
        return None
    before: dict[Key, Then] = {
        (past.id, name): Then(item.answered, item.counts, item.agreed)
        for past in baseline.instruments
        for name, item in past.items.items()
    }
    now = {key: Then(a.answered, a.counts, a.agreed) for key, a in answers.items()}
    found = compared(before, now, _reworded(baseline, instruments))
    return OverTime(
        day=baseline.day,
        about=baseline.about,
        changed=tuple(_changed(key, answers[key], found) for key in found.pairs),
        only_then=_only_then(baseline, found),
        only_now=tuple(answers[key].words for key in found.only_now),
        scores=tuple(_scores(answers, found)),
    )


def _reworded(baseline: Baseline, instruments: tuple[Instrument, ...]) -> set[Key]:
    return {
        (each.id, item.id)
        for each in instruments
        for item in each.items
        if (then := baseline.item(each.id, item.id)) and then[0] < item.since
    }


def _changed(key: Key, answer: Answer, found: Compared[Key]) -> Changed:
    pair = found.pairs[key]
    return Changed(*key, answer.words, answer.labels, pair.way, pair.before, pair.now, pair.changed)


def _only_then(baseline: Baseline, found: Compared[Key]) -> tuple[str, ...]:
    """What only the earlier session asked: in its words where the kit still has them."""
    known: dict[Key, Item] = {(each.id, i.id): i for each in kits_own() for i in each.items}
    titles = {past.id: past.title for past in baseline.instruments}
    return tuple(
        known[key].text if key in known else f"{titles[key[0]]}: {key[1]}"
        for key in found.only_before
    )


def _scores(answers: dict[Key, Answer], found: Compared[Key]) -> Iterator[Change]:
    for key, pair in found.pairs.items():
        if answers[key].table == TABLE and pair.way in ("moved", "same"):
            if not pair.now.agreed and pair.before.shown and pair.now.shown:
                made = change(answers[key].row, pair.before.shown, pair.now.shown)
                yield from [made] if made else []


def _doing(number: int, action: Action, answers: dict[Key, Answer]) -> Doing:
    names = {item_name(*key): answer.words for key, answer in answers.items()}
    said = action.said
    return Doing(
        text=said.text,
        owner=said.owner,
        when=said.when,
        number=number,
        answers=names.get(action.target or "", ""),
        also=tuple(_worded(each) for each in action.rivals),
    )


def _worded(said: Version) -> Worded:
    return Worded(said.text, said.owner, said.when)
