"""The state of a case file audit: a fold over its entries, and nothing else.

Files are called A1, A2 and so on. No reference number, name, place or device is in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from exercises import following
from exercises.audit import kinds as k
from exercises.audit.content import NOT_APPLYING, Giver, RatingId
from exercises.audit.settings import Settings
from exercises.group.kinds import Status
from exercises.journal.aside import PutBack, Removed, SetAside
from exercises.journal.entries import Entry
from exercises.journal.frame import Frame, Opened
from exercises.journal.slips import Slips
from exercises.wording import Wording


@dataclass(frozen=True)
class Draw:
    """How the files of an agency were chosen."""

    files: int
    listed: int
    how: k.How
    version: str


@dataclass
class ConsentGiven:
    """What was said of consent: by whom, on which day, asked by which role."""

    id: str
    given: bool
    giver: Giver
    day: date
    asked_by: str
    version: str
    ever: bool = False  # it was given once
    aside: bool = False


@dataclass
class Note:
    """A note on a question, with wordings that came across it."""

    id: str
    words: Wording
    aside: bool = False

    @property
    def shown(self) -> str:
        return "" if self.aside else self.words.text


@dataclass
class Cell:
    """What stands at one question to one file."""

    answer: str | None = None
    answer_version: str | None = None
    rating: RatingId | None = None
    rating_version: str | None = None
    note: Note | None = None

    @property
    def empty(self) -> bool:
        noted = self.note is not None and bool(self.note.words.text or self.note.words.rivals)
        return not (self.answer or self.rating or noted)


@dataclass
class Thing:
    """Something that was written, and that can be taken away, set aside or removed."""

    id: str
    version: str
    board: bool = False
    file: str | None = None
    item: str | None = None
    dropped: bool = False
    aside: bool = False
    removed: bool = False

    @property
    def shown(self) -> bool:
        return not (self.dropped or self.aside or self.removed)


@dataclass
class Line(Thing):
    of: k.ListName = "good"
    text: str = ""


@dataclass
class Action(Thing):
    what: str = ""
    who: str = ""
    by_when: str = ""


@dataclass
class Earlier(Action):
    """An action of the last audit, with what became of it."""

    status: Status | None = None
    helped: str = ""


Target = Thing | Note | ConsentGiven
CellKey = tuple[str, str]


@dataclass
class State:
    """Everything that was answered and written, as it stands after entry number `seq`."""

    seq: int = 0
    frame: Frame = field(default_factory=Frame)
    settings: Settings | None = field(default=None, repr=False)
    agreed: bool = False
    draws: dict[str, Draw] = field(default_factory=dict)
    consents: dict[str, ConsentGiven] = field(default_factory=dict)
    cells: dict[CellKey, Cell] = field(default_factory=dict)
    both_rate: bool = False
    lines: dict[str, Line] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    themes: tuple[str, ...] = ()
    earlier: dict[str, Earlier] = field(default_factory=dict)
    read: str | None = None
    slips: Slips = field(default_factory=Slips)  # none are taken: see `rules`

    # reading

    @property
    def chosen(self) -> Settings:
        """The settings of a session that has been opened."""
        assert self.settings is not None, "a session begins with how it was set up"
        return self.settings

    def files(self, letters: str | None = None) -> list[str]:
        """The files of these agencies, by default of all: A1, A2, B1."""
        found = []
        for letter in self.chosen.letters if letters is None else letters:
            draw = self.draws.get(letter)
            many = draw.files if draw else self.chosen.files
            found += [f"{letter}{n}" for n in range(1, many + 1)]
        return found

    def is_open(self, file: str) -> bool:
        """Whether the form of this file may be used: where somebody is observed, they, or their
        advocate, have consented."""
        if self.chosen.shape != "observed":
            return True
        consent = self.consents.get(file)
        return consent is not None and consent.given

    def cell(self, file: str, item: str) -> Cell:
        """What stands at a question; an empty one where nothing does."""
        return self.cells.get((file, item)) or Cell()

    def is_begun(self, file: str) -> bool:
        """Whether anything stands at any question to this file."""
        return any(name == file and not cell.empty for (name, _), cell in self.cells.items())

    @property
    def may_rate(self) -> bool:
        return self.chosen.plan.rating == "always" or self.both_rate

    def in_force(self, thing: Thing) -> bool:
        """Whether something that was written counts: its file's form has not been closed since."""
        return thing.shown and (thing.file is None or self.is_open(thing.file))

    def shown_lines(self, of: k.ListName = "good") -> list[Line]:
        return [line for line in self.lines.values() if line.of == of and self.in_force(line)]

    def shown_actions(self) -> list[Action]:
        return [action for action in self.actions.values() if self.in_force(action)]

    def shown_earlier(self) -> list[Earlier]:
        return [each for each in self.earlier.values() if each.shown]

    def notes(self) -> list[tuple[str, str, Note]]:
        """Every note as (file, question, note)."""
        return [(file, item, c.note) for (file, item), c in self.cells.items() if c.note]

    def thing(self, target: str) -> Target | None:
        """What can be set aside under this name."""
        found = self.lines.get(target) or self.actions.get(target) or self.earlier.get(target)
        if found is not None:
            return found
        said = [*self.consents.values(), *(note for _, _, note in self.notes())]
        return next((each for each in said if each.id == target), None)

    def file_of(self, target: str) -> str | None:
        """The file that a thing of this name belongs to, if it belongs to one."""
        thing = self.thing(target)
        if isinstance(thing, Thing):
            return thing.file
        return target.split("/")[1] if thing is not None else None

    def is_aside(self, target: str) -> bool:
        """Whether this can be removed for good: it was set aside, or consent was taken back."""
        thing, file = self.thing(target), self.file_of(target)
        if thing is None or (isinstance(thing, Thing) and thing.removed):
            return False
        withdrawn = file is not None and not self.is_open(file)
        return thing.aside or (withdrawn and not isinstance(thing, ConsentGiven))

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
            case k.Agreed():
                self.agreed = True
            case k.Drawn() as body:
                self.draws[body.agency] = Draw(body.files, body.listed, body.how, entry.change)
            case k.ConsentSaid() as body:
                self._consent(entry, body)
            case k.RatingAgreed(both=both):
                self.both_rate = both
            case k.OnItem() as body:
                self._on_item(entry, body)
            case k.ThemesChosen(themes=themes):
                self.themes = themes
            case k.RecordRead(digest=name):
                self.read = name
            case SetAside() as body:
                self._aside(body)
            case _:
                self._write(entry)

    def _consent(self, entry: Entry, body: k.ConsentSaid) -> None:
        before = self.consents.get(body.file)
        self.consents[body.file] = ConsentGiven(
            id=k.consent_name(body.file),
            given=body.given,
            giver=body.giver,
            day=body.day,
            asked_by=body.asked_by,
            version=entry.change,
            ever=body.given or (before is not None and before.ever),
            aside=before is not None and before.aside,
        )

    def _on_item(self, entry: Entry, body: k.OnItem) -> None:
        cell = self.cells.setdefault((body.file, body.item), Cell())
        match body:
            case k.Answered(answer=answer):
                cell.answer, cell.answer_version = answer, entry.change
                if answer == NOT_APPLYING:
                    cell.rating = None
            case k.Rated(rating=rating):
                cell.rating, cell.rating_version = rating, entry.change
            case k.Noted(text=text, on=on):
                if cell.note is None:
                    words = Wording(text, entry.change, entry.by, entry.at)
                    cell.note = Note(k.note_name(body.file, body.item), words)
                else:
                    cell.note.words.edit(entry, text, on)
            case k.NotePicked(keep=keep) if cell.note is not None:
                cell.note.words.pick(keep, entry)

    def _write(self, entry: Entry) -> None:
        """Lines, actions, and what became of earlier actions."""
        name = entry.change
        match entry.body:
            case k.LineSaid() as body:
                line = Line(name, name, body.board, body.file, body.item)
                line.of, line.text = body.of, body.text
                self.lines.setdefault(name, line)
            case k.ActionSaid() as body:
                action = Action(name, name, body.board, body.file, body.item)
                action.what, action.who, action.by_when = body.what, body.who, body.by_when
                self.actions.setdefault(name, action)
            case k.OnLine(line=target) if target in self.lines:
                _change(self.lines[target], entry)
            case k.OnAction(action=target) if target in self.actions:
                _change(self.actions[target], entry)
            case k.Earlier() as body:
                earlier = Earlier(name, name)
                earlier.what, earlier.who, earlier.by_when = body.what, body.who, body.by_when
                self.earlier.setdefault(name, earlier)
            case k.Followed(action=target, status=status, helped=helped):
                earlier = self.earlier.get(target)
                if earlier is not None and not earlier.removed:
                    earlier.status, earlier.helped, earlier.version = status, helped, name
            case _:
                pass

    def _aside(self, body: SetAside) -> None:
        thing = self.thing(body.target)
        if thing is None:
            return
        if not isinstance(body, Removed):
            thing.aside = not isinstance(body, PutBack)
            return
        match thing:
            case Note():  # the question is free for other words
                for cell in self.cells.values():
                    if cell.note is thing:
                        cell.note = None
            case ConsentGiven():
                thing.asked_by, thing.aside = "", False
            case Line():
                thing.removed, thing.text = True, ""
            case Action():
                thing.removed = True
                thing.what = thing.who = thing.by_when = ""
                if isinstance(thing, Earlier):
                    thing.helped = ""


def _change(thing: Line | Action, entry: Entry) -> None:
    """Other words for what stands, or away with it, or back."""
    match entry.body:
        case (k.LineChanged() | k.ActionChanged()) as body if not thing.removed:
            if isinstance(thing, Line) and isinstance(body, k.LineChanged):
                thing.text = body.text
            elif isinstance(thing, Action) and isinstance(body, k.ActionChanged):
                thing.what, thing.who, thing.by_when = body.what, body.who, body.by_when
            thing.board = thing.board if body.board is None else body.board
            thing.version = entry.change
        case k.LineDropped() | k.ActionDropped():
            thing.dropped = True
        case k.LineBack() | k.ActionBack():
            thing.dropped = False


def fold(entries: Iterable[Entry]) -> State:
    """The state after these entries, in any order."""
    return following.fold(entries, State)
