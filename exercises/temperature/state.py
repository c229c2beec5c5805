"""The state of a temperature check: a fold over its entries, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from exercises import following
from exercises.journal.aside import PutBack, Removed, SetAside
from exercises.journal.entries import Entry
from exercises.journal.frame import Frame, Opened, StageSet
from exercises.journal.slips import Slips
from exercises.plan.state import PlanCheck
from exercises.temperature import kinds as k
from exercises.temperature.content import SKIP, Instrument, Item, ItemKey
from exercises.temperature.counting import Counted, held
from exercises.temperature.settings import Settings

SHOWN = ("results", "actions")  # stages in which everybody may see how answers are spread


@dataclass
class Answer:
    """What one sheet says of an item. `option` is "" where nothing is chosen, and `SKIP` where the
    item was left out on purpose. `version` is the change that made the words."""

    id: str
    option: str = ""
    evidence: str = ""
    owner: str = ""
    by_when: str = ""
    version: str | None = None
    aside: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is an answer: don't know is one, and leaving out is none."""
        return self.option not in ("", SKIP)

    @property
    def has_words(self) -> bool:
        return bool(self.evidence or self.owner or self.by_when)


@dataclass
class Sheet:
    """What one person answered, or a form on paper, or a board together. `group` is the agency or
    role that the answers may carry."""

    id: str
    kind: Literal["person", "paper", "together"]
    group: str | None = None
    answers: dict[ItemKey, Answer] = field(default_factory=dict)
    finished: bool = False
    dropped: bool = False

    @property
    def begun(self) -> bool:
        """Whether anything stands on it that counts."""
        return any(answer.counts for answer in self.answers.values())

    def chosen(self) -> dict[ItemKey, str]:
        """What was chosen, item by item; skipped ones are among it."""
        return {key: each.option for key, each in self.answers.items() if each.option}


@dataclass
class Rating:
    """How somebody from outside rates an item. `option` is "" where the rating was taken away."""

    id: str
    option: str
    reasons: str
    version: str
    at: float
    aside: bool = False


@dataclass
class State:
    """Everything that was answered, as it stands after entry number `seq`.

    `counted` is what the results on the screens are made of: the answers as they stood when they
    were shown, so that no single answer can be seen arriving. `shown_at` says when. `before` is
    what was shown last, also while nothing is shown, and `shown_seq` the entry that showed it.
    """

    seq: int = 0
    frame: Frame = field(default_factory=Frame)
    settings: Settings | None = field(default=None, repr=False)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    ratings: dict[ItemKey, Rating] = field(default_factory=dict)
    counted: tuple[Counted, ...] | None = None
    shown_at: float = 0.0
    before: tuple[Counted, ...] = ()
    shown_seq: int = 0
    plan: PlanCheck = field(default_factory=PlanCheck)  # its actions; no plan is given here
    slips: Slips = field(default_factory=Slips)  # none are taken: see `rules`

    # reading

    @property
    def chosen(self) -> Settings:
        """The settings of a session that has been opened."""
        assert self.settings is not None, "a session begins with how it was set up"
        return self.settings

    def standing(self) -> list[Sheet]:
        """The sheets that count: those that were not taken away and hold an answer."""
        return [each for each in self.sheets.values() if each.begun and not each.dropped]

    def now(self) -> tuple[Counted, ...]:
        """The answers as they stand."""
        sheets = (each for each in self.sheets.values() if not each.dropped)
        return tuple(
            Counted(each.group, each.chosen(), each.id) for each in sheets if each.chosen()
        )

    def to_show(self) -> tuple[Counted, ...]:
        """The answers as they stand, so far as they can be shown after those that were."""
        return held(self.before, self.now())

    def shows(self, entry: Entry) -> bool:
        """Whether what was shown was made with this entry. Taken back, it would be missing there,
        and everybody could see what it was."""
        counted = isinstance(entry.body, (k.Chose, k.Belongs, k.PaperTakenAway))
        return counted and entry.seq < self.shown_seq and not self.chosen.shared

    def late(self) -> bool:
        """Whether somebody has answered, or changed an answer, since the results were shown."""
        return self.counted is not None and sorted(map(_as_text, self.counted)) != sorted(
            map(_as_text, self.now())
        )

    def items(self) -> Iterator[tuple[Instrument, Item]]:
        """Every item of the session with its instrument, in their order."""
        for instrument in self.chosen.instruments:
            for item in instrument.items:
                yield instrument, item

    def item(self, instrument: str, item: str) -> Item | None:
        found = self.chosen.instrument(instrument)
        return found.item(item) if found else None

    def worded(self) -> Iterator[tuple[Sheet, ItemKey, Answer]]:
        """Every answer with words that stand, in the order of sheets and items."""
        order = {(a.id, b.id): n for n, (a, b) in enumerate(self.items())}
        for sheet in self.sheets.values():
            if not sheet.dropped:
                for key in sorted(sheet.answers, key=lambda each: order.get(each, len(order))):
                    if sheet.answers[key].has_words:
                        yield sheet, key, sheet.answers[key]

    def answer(self, name: str) -> Answer | None:
        """The answer with this name."""
        found = (each for sheet in self.sheets.values() for each in sheet.answers.values())
        return next((each for each in found if each.id == name), None)

    def thing(self, target: str) -> Answer | Rating | None:
        """What can be set aside under this name; actions are the plan's."""
        rating = next((each for each in self.ratings.values() if each.id == target), None)
        return rating or self.answer(target)

    # folding

    def apply(self, entry: Entry) -> None:
        """Take one entry's effect. An entry about something that is not there has none."""
        self.seq = entry.seq
        self.frame.apply(entry)
        if isinstance(entry.body, Opened):
            self.settings = Settings.of(self.frame)
        if self.settings is None:
            return
        match entry.body:
            case StageSet() as body:
                self._show(body, entry)
            case k.SheetAdded():
                self.sheets.setdefault(entry.change, Sheet(entry.change, "paper"))
            case k.PaperTakenAway(sheet=name) if name in self.sheets:
                self.sheets[name].dropped = True
            case k.OnSheet() as body:
                self._on_sheet(body, entry)
            case k.AnswerBlanked(answer=name) as body:
                if (answer := self.answer(name)) is not None:
                    _write(answer, body, entry)
            case k.Rated() as body:
                self._rate(body, entry)
            case SetAside() as body:
                self._aside(entry, body)
            case _:
                self.plan.apply(entry)

    def _show(self, body: StageSet, entry: Entry) -> None:
        """Take the answers as they stand; a `round` says only which of them the wall shows."""
        if body.stage not in SHOWN:
            self.counted = None
        elif self.counted is None or (body.stage == "results" and body.round is None):
            self.counted = self.before = self.to_show()
            self.shown_at, self.shown_seq = entry.at, entry.seq

    def _on_sheet(self, body: k.OnSheet, entry: Entry) -> None:
        kind = "together" if body.sheet == k.TOGETHER else "person"
        sheet = self.sheets.setdefault(body.sheet, Sheet(body.sheet, kind))
        match body:
            case k.Belongs(group=group):
                sheet.group = group
            case k.Finished(done=done):
                sheet.finished = done
            case k.OnItem():
                name = k.answer_name(body.sheet, body.instrument, body.item)
                answer = sheet.answers.setdefault((body.instrument, body.item), Answer(name))
                if isinstance(body, k.Chose):
                    answer.option = body.option or ""
                elif isinstance(body, k.Noted):
                    _write(answer, body, entry)

    def _rate(self, body: k.Rated, entry: Entry) -> None:
        key = (body.instrument, body.item)
        aside = key in self.ratings and self.ratings[key].aside
        name = k.rating_name(*key)
        self.ratings[key] = Rating(
            name, body.option or "", body.reasons, entry.change, entry.at, aside
        )

    def _aside(self, entry: Entry, body: SetAside) -> None:
        gone = isinstance(body, Removed)
        aside = None if gone else not isinstance(body, PutBack)
        thing = self.thing(body.target)
        if thing is None:
            self.plan.mark(entry, body.target, aside=aside, removed=gone)
        elif aside is not None:
            thing.aside = aside
        elif isinstance(thing, Answer):  # the choice stays; the fields are free for other words
            thing.evidence = thing.owner = thing.by_when = ""
            thing.version, thing.aside = None, False
        else:
            thing.reasons, thing.aside = "", False


def _write(answer: Answer, body: k.Noted | k.AnswerBlanked, entry: Entry) -> None:
    answer.evidence, answer.owner, answer.by_when = body.evidence, body.owner, body.by_when
    answer.version = entry.change


def _as_text(each: Counted) -> str:
    return repr((each.group, sorted(each.chosen.items())))


def fold(entries: Iterable[Entry]) -> State:
    """The state after these entries, in any order."""
    return following.fold(entries, State)
