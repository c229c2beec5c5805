"""The state of a study by interviews: a fold over its entries, and nothing else.

Two coders mark sentences, each alone. An interview's codings are compared once both have finished
it, or the officer has opened it; from then on they stay as they are, and what both agree on after
talking stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from exercises import following
from exercises.interviews import kinds as k
from exercises.interviews.content import QUOTE, interview_words
from exercises.interviews.settings import Settings
from exercises.journal.aside import PutBack, Removed, SetAside
from exercises.journal.entries import Entry
from exercises.journal.frame import Frame, Opened
from exercises.journal.slips import Slips
from exercises.plan.sentences import sentences

Coder = Literal["officer", "second"]
CODERS: tuple[Coder, Coder] = ("officer", "second")
Mark = tuple[str, str]  # a passage and a theme or code


def coder(by: str) -> Coder:
    """Which coder an entry is from, by who wrote it."""
    return "officer" if by == "trainer" else "second"


@dataclass
class Said:
    """Words that stand, and the change that made them."""

    id: str
    text: str
    version: str
    aside: bool = False
    removed: bool = False

    @property
    def shown(self) -> bool:
        return not (self.aside or self.removed)

    @property
    def words(self) -> str:
        """The words as they may be shown."""
        return self.text if self.shown else ""

    def empty(self) -> None:
        self.removed, self.text = True, ""


@dataclass(frozen=True)
class Passage:
    """A sentence of a note: from `start` to before `end`."""

    id: str
    start: int
    end: int


@dataclass
class Note(Said):
    """The note on a question, with its sentences."""

    passages: tuple[Passage, ...] = ()

    def take(self, text: str, version: str) -> None:
        """The note in these words. A sentence that stood there already keeps its name, and so what
        was marked on it."""
        kept: dict[str, list[str]] = {}
        for each in self.passages:
            kept.setdefault(self.text[each.start : each.end], []).append(each.id)
        found = []
        for n, (start, end) in enumerate(sentences(text)):
            names = kept.get(text[start:end], [])
            found.append(Passage(names.pop(0) if names else f"{version}-{n}", start, end))
        self.text, self.version, self.passages = text, version, tuple(found)

    def empty(self) -> None:
        super().empty()
        self.passages = ()


@dataclass
class Interview:
    """One interview: number, organisation and its kind. `done` names the coders who have finished
    with it; times are seconds since 1970."""

    id: str
    number: int
    organisation: str
    sort: str
    consent: frozenset[str] = frozenset()
    begun: float | None = None
    ended: float | None = None
    notes: dict[str, Note] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)
    done: set[Coder] = field(default_factory=set)
    opened: bool = False
    aside: bool = False
    removed: bool = False

    @property
    def consented(self) -> bool:
        return interview_words().needed <= self.consent

    @property
    def quotable(self) -> bool:
        """Whether words of it may be quoted."""
        return self.shown and QUOTE in self.consent

    @property
    def shown(self) -> bool:
        """Whether it counts in the analysis: with consent, and neither withdrawn nor erased."""
        return self.consented and not (self.aside or self.removed)

    @property
    def compared(self) -> bool:
        return self.opened or len(self.done) == len(CODERS)

    @property
    def name(self) -> str:
        """Such as "Interview 3"."""
        return f"Interview {self.number}"

    def passages(self) -> Iterator[tuple[str, Note, Passage]]:
        """Every sentence of its notes, in the order of the questions, with its question."""
        if not self.shown:
            return
        for question, note in sorted(self.notes.items()):
            if note.shown:
                for each in note.passages:
                    yield question, note, each


@dataclass
class Code(Said):
    """A code of the study's own. What is merged counts under `into`."""

    into: str | None = None
    dropped: bool = False


@dataclass
class Cell(Said):
    """What an organisation said on a theme."""

    organisation: str = ""
    code: str = ""
    state: k.CellState = ""
    passages: tuple[str, ...] = ()


@dataclass
class Quote(Said):
    """A quotation; `looked` names the words and the circumstances that the officer looked at."""

    interview: str = ""
    code: str = ""
    passages: tuple[str, ...] = ()
    looked: str = ""
    dropped: bool = False


@dataclass
class Type(Said):
    """Where an organisation stands in the typology, and why."""

    organisation: str = ""
    type: str | None = None
    passages: tuple[str, ...] = ()


Thing = Said | Interview
Index = dict[str, tuple[Interview, str, Note, Passage]]


@dataclass
class State:
    """Everything that was noted, marked and written, as it stands after entry number `seq`."""

    seq: int = 0
    frame: Frame = field(default_factory=Frame)
    settings: Settings | None = field(default=None, repr=False)
    interviews: dict[str, Interview] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    marks: dict[Coder, set[Mark]] = field(default_factory=lambda: {each: set() for each in CODERS})
    decided: dict[Mark, bool] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    quotes: dict[str, Quote] = field(default_factory=dict)
    types: dict[str, Type] = field(default_factory=dict)
    noted: int = 0  # the last entry that changed what the notes are
    slips: Slips = field(default_factory=Slips)  # none are taken: see `rules`
    _indexed: tuple[int, Index] = field(default_factory=lambda: (-1, {}), repr=False)

    # reading

    @property
    def chosen(self) -> Settings:
        """The settings of a study that has been opened."""
        assert self.settings is not None, "a session begins with how it was set up"
        return self.settings

    def shown(self) -> list[Interview]:
        """The interviews that count, by number."""
        return [each for each in self.interviews.values() if each.shown]

    def over(self) -> list[Interview]:
        """Those of them that the second coder reads: while somebody still talks, and may stop and
        have it erased, nothing of it leaves the officer's page."""
        begun = {passage for passage, _ in self.marks["second"]}
        return [
            each
            for each in self.shown()
            if each.ended is not None
            or each.done
            or each.compared
            or any(passage.id in begun for *_, passage in each.passages())
        ]

    def kind_of(self, organisation: str) -> str | None:
        """The kind of an organisation, from any interview that stands; None without one."""
        return next(
            (
                i.sort
                for i in self.interviews.values()
                if i.organisation == organisation and not i.removed
            ),
            None,
        )

    def organisations(self) -> dict[str, list[Interview]]:
        """The interviews that count, by organisation in the order of the letters."""
        found: dict[str, list[Interview]] = {}
        for each in sorted(self.shown(), key=lambda i: (i.organisation, i.number)):
            found.setdefault(each.organisation, []).append(each)
        return found

    def of_kind(self, sort: str) -> int:
        """How many interviews that count are with organisations of a kind."""
        return sum(each.sort == sort for each in self.shown())

    def where(self, passage: str) -> tuple[Interview, str, Note, Passage] | None:
        """The interview, question and note of a sentence that counts."""
        return self.index().get(passage)

    def index(self) -> Index:
        """Every sentence that counts, by its name."""
        if self._indexed[0] != self.seq:
            found = {
                passage.id: (interview, question, note, passage)
                for interview in self.shown()
                for question, note, passage in interview.passages()
            }
            self._indexed = (self.seq, found)
        return self._indexed[1]

    def code_names(self) -> dict[str, str]:
        """The themes, then the codes that stand by themselves, with their titles."""
        found = {theme.id: theme.title for theme in interview_words().themes}
        for code in self.codes.values():
            if code.shown and not code.dropped and code.into is None:
                found[code.id] = code.text
        return found

    def resolved(self, code: str) -> str | None:
        """What a code counts under; None where it is not used any more."""
        seen = set()
        while code in self.codes and code not in seen:
            seen.add(code)
            own = self.codes[code]
            if not own.shown or own.dropped:
                return None
            if own.into is None:
                return code
            code = own.into
        return None if code in self.codes else code

    def marked(self, coder: Coder) -> dict[str, set[str]]:
        """What a coder marked, by sentence, with merged codes under what they count as."""
        found: dict[str, set[str]] = {}
        for passage, code in self.marks[coder]:
            if (counted := self.resolved(code)) is not None:
                found.setdefault(passage, set()).add(counted)
        return found

    def settled(self) -> dict[Mark, bool]:
        """What was decided together, with merged codes under what they count as."""
        found: dict[Mark, bool] = {}
        for (passage, code), belongs in self.decided.items():
            if (counted := self.resolved(code)) is not None:
                found[passage, counted] = belongs or found.get((passage, counted), False)
        return found

    def final(self) -> dict[str, set[str]]:
        """What each sentence belongs to: what both marked or decided together; where nobody has
        compared, what the officer marked. What differs and is not decided is left out."""
        mine, other = (self.marked(each) for each in CODERS)
        yes: dict[str, set[str]] = {}
        no: dict[str, set[str]] = {}
        for (passage, code), belongs in self.settled().items():
            (yes if belongs else no).setdefault(passage, set()).add(code)
        found: dict[str, set[str]] = {}
        for name, (interview, *_) in self.index().items():
            codes = mine.get(name, set())
            if interview.compared:
                both = codes & other.get(name, set())
                codes = (both | yes.get(name, set())) - no.get(name, set())
            if codes:
                found[name] = set(codes)
        return found

    def thing(self, target: str) -> Thing | None:
        """What can be set aside under this name."""
        if target in self.interviews:
            return self.interviews[target]
        for found in (self.codes, self.cells, self.quotes, self.types):
            if target in found:
                return found[target]
        what, _, rest = target.partition("/")
        interview = self.interviews.get(rest.partition("/")[0])
        if what == "note" and interview:
            return interview.notes.get(rest.partition("/")[2])
        return None

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
            case k.Added(organisation=letter, sort=sort):
                new = Interview(entry.change, len(self.interviews) + 1, letter, sort)
                self.interviews.setdefault(entry.change, new)
            case k.OnInterview(interview=name) if name in self.interviews:
                self._on_interview(self.interviews[name], entry)
            case k.CodeAdded(text=text):
                self.codes.setdefault(entry.change, Code(entry.change, text, entry.change))
            case k.CodeMerged(code=name, into=into) if name in self.codes:
                self.codes[name].into = into
            case k.CodeDropped(code=name, dropped=dropped) if name in self.codes:
                self.codes[name].dropped = dropped
            case k.Coded(passage=passage, code=code, marked=marked):
                marks = self.marks[coder(entry.by)]
                (marks.add if marked else marks.discard)((passage, code))
            case k.Decided(passage=passage, code=code, belongs=belongs):
                self.decided.pop((passage, code), None)
                if belongs is not None:
                    self.decided[passage, code] = belongs
            case k.Worded(target=target, text=text):
                self._word(target, text, entry)
            case SetAside() as body:
                self._aside(body, entry)
            case _:
                self._write(entry)

    def _on_interview(self, interview: Interview, entry: Entry) -> None:
        match entry.body:
            case k.Consented(points=points):
                interview.consent = points
                if interview.consented and interview.begun is None:
                    interview.begun = entry.at
                self.noted = entry.seq
            case k.Noted(question=question, text=text) if not interview.removed:
                name = k.note_name(interview.id, question)
                note = interview.notes.setdefault(question, Note(name, "", entry.change))
                note.take(text, entry.change)
                self.noted = entry.seq
            case k.Skipped(question=question, skipped=skipped):
                (interview.skipped.add if skipped else interview.skipped.discard)(question)
            case k.Finished(finished=finished):
                interview.ended = entry.at if finished else None
                self.noted = entry.seq
            case k.CodingDone(done=done):
                who = coder(entry.by)
                (interview.done.add if done else interview.done.discard)(who)
                self.noted = entry.seq
            case k.CodingOpened():
                interview.opened = True
            case k.Quoted() as body:
                name = k.quote_name(interview.id, entry.change)
                quote = Quote(name, body.text, entry.change)
                quote.interview, quote.code, quote.passages = interview.id, body.code, body.passages
                quote.removed = interview.removed
                self.quotes.setdefault(name, quote)

    def _write(self, entry: Entry) -> None:
        """The chart, quotations that stand, and the typology."""
        match entry.body:
            case k.Charted() as body:
                name = k.cell_name(body.organisation, body.code)
                cell = Cell(name, body.text, entry.change)
                cell.organisation, cell.code = body.organisation, body.code
                cell.state, cell.passages = body.state, body.passages
                cell.aside = name in self.cells and self.cells[name].aside
                self.cells[name] = cell
            case k.QuoteDropped(quote=name, dropped=dropped) if name in self.quotes:
                self.quotes[name].dropped = dropped
            case k.QuoteLooked(quote=name, digest=digest) if name in self.quotes:
                self.quotes[name].looked = digest
            case k.Placed() as body:
                name = k.type_name(body.organisation)
                placed = Type(name, body.why, entry.change)
                placed.organisation, placed.type = body.organisation, body.type
                placed.passages = body.passages
                placed.aside = name in self.types and self.types[name].aside
                self.types[name] = placed
            case _:
                pass

    def _word(self, target: str, text: str, entry: Entry) -> None:
        thing = self.thing(target)
        if not isinstance(thing, Said) or thing.removed:
            return
        if isinstance(thing, Note):
            thing.take(text, entry.change)
            self.noted = entry.seq
        else:
            thing.text, thing.version = text, entry.change

    def _aside(self, body: SetAside, entry: Entry) -> None:
        thing = self.thing(body.target)
        if thing is None:
            return
        self.noted = entry.seq
        if not isinstance(body, Removed):
            thing.aside = not isinstance(body, PutBack)
        elif isinstance(thing, Interview):
            thing.removed = True
            for note in thing.notes.values():
                note.empty()
            for quote in self.quotes.values():
                if quote.interview == thing.id:
                    quote.empty()
        elif isinstance(thing, Cell | Type | Note):  # the place is free for other words
            self._free(thing)
        else:
            thing.empty()

    def _free(self, thing: Cell | Type | Note) -> None:
        if isinstance(thing, Note):
            _, interview, question = thing.id.split("/")
            del self.interviews[interview].notes[question]
        else:
            (self.cells if isinstance(thing, Cell) else self.types).pop(thing.id)


def fold(entries: Iterable[Entry]) -> State:
    """The state after these entries, in any order."""
    return following.fold(entries, State)
