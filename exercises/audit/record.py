"""The record of an audit: what is read on the screen, and then filed.

It has two parts. The audit group's own has the notes. The board's is made of counts, themes,
actions and good practice, and of nothing else: `Board` has no field that could hold a note, and
nothing in it says of which file or agency it is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from exercises.audit.content import RATINGS, Answer, Section, audit_words
from exercises.audit.settings import Settings
from exercises.audit.state import Action, Cell, State
from exercises.group.kinds import digest
from exercises.group.record import Doing, FollowedUp
from exercises.journal.slips import FEWEST

FEWEST_FILES = 5
GIVERS = {giver.id: giver.text for giver in audit_words().consent.givers}


@dataclass(frozen=True)
class Row:
    """One question to one file: its title, the answer, the rating and the note, in words."""

    title: str
    answer: str
    rating: str
    note: str


@dataclass(frozen=True)
class OfFile:
    """What the audit group wrote of one file. `consent` is empty where none is asked."""

    name: str
    agency: str
    consent: str
    parts: tuple[tuple[str, tuple[Row, ...]], ...]
    good: tuple[str, ...]
    actions: tuple[Doing, ...]


@dataclass(frozen=True)
class Counted:
    """How often each answer and each rating was given to a question; `of` files were answered.
    `answers` and `ratings` are (words, number); the latter none where fewer than five files were
    rated."""

    title: str
    of: int
    answers: tuple[tuple[str, int], ...]
    ratings: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Counts:
    """A section's questions, counted over all agencies. `people` says that they are answers of
    people; `shown` whether there are enough of them."""

    title: str
    people: bool
    shown: bool
    questions: tuple[Counted, ...]


@dataclass(frozen=True)
class Board:
    """What the board sees."""

    shape: str
    files: int
    agencies: int
    since: str
    until: str
    counts: tuple[Counts, ...]
    themes: tuple[str, ...]
    good: tuple[str, ...]
    actions: tuple[Doing, ...]
    followed: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """What the record says. `agencies` are (letter, name, kind, how its files were chosen), `rota`
    is (who looks, at whose files); `since` and `until` are empty where no closed files are looked
    at, and `agencies` where a worker and a supervisor look at one file."""

    shape: str
    since: str
    until: str
    agencies: tuple[tuple[str, str, str, str], ...]
    rota: tuple[tuple[str, str], ...]
    together: bool
    rated: bool
    not_open: tuple[str, ...]
    well: tuple[str, ...]
    files: tuple[OfFile, ...]
    to_try: tuple[str, ...]
    good: tuple[str, ...]
    actions: tuple[Doing, ...]
    followed: tuple[FollowedUp, ...]
    board: Board

    @property
    def digest(self) -> str:
        """A short name of all that is read on the screen, as it stands."""
        return digest(json.dumps(asdict(self), ensure_ascii=True, sort_keys=True))


def record_of(state: State) -> Record:
    """The record as it stands. Raises AssertionError before a session has been opened."""
    settings = state.chosen
    since, until = _range(settings)
    files = [name for name in state.files() if state.is_open(name)]
    return Record(
        shape=settings.plan.title,
        since=since,
        until=until,
        agencies=tuple(
            _agency(state, letter) for letter in settings.letters if settings.shape != "live"
        ),
        rota=tuple(
            (settings.agency(a).name, settings.agency(b).name) for a, b in settings.rota if b
        ),
        together=settings.together,
        rated=state.may_rate,
        not_open=tuple(name for name in state.files() if not state.is_open(name)),
        well=tuple(line.text for line in state.shown_lines("well")),
        files=tuple(_file(state, name) for name in files if _has_something(state, name)),
        to_try=tuple(line.text for line in state.shown_lines("try")),
        good=tuple(line.text for line in state.shown_lines() if line.file is None),
        actions=tuple(_doing(a) for a in state.shown_actions() if a.file is None),
        followed=tuple(
            FollowedUp(_doing(each), each.status or "", each.helped)
            for each in state.shown_earlier()
        ),
        board=_board(state, [name for name in files if state.is_begun(name)]),
    )


def is_read(state: State) -> bool:
    """Whether everybody has read the record as it stands now."""
    return state.read is not None and state.read == record_of(state).digest


def _has_something(state: State, name: str) -> bool:
    written = (*state.shown_lines(), *state.shown_actions())
    return state.is_begun(name) or any(thing.file == name for thing in written)


def _agency(state: State, letter: str) -> tuple[str, str, str, str]:
    agency = state.chosen.agency(letter)
    kind = next(each.text for each in audit_words().agencies if each.id == agency.kind)
    return letter, agency.name, kind, how_chosen(state, letter)


def how_chosen(state: State, letter: str) -> str:
    """How the files of an agency were chosen, in words; empty before that."""
    draw = state.draws.get(letter)
    if draw is None:
        return ""
    many = "1 file" if draw.files == 1 else f"{draw.files} files"
    of = f" of {draw.listed}" if draw.listed else ""
    said = {"at random": "at random", "all of them": "all there were", "elsewhere": "chosen before"}
    return f"{many}{of}, {said[draw.how]}"


def _file(state: State, name: str) -> OfFile:
    consent = state.consents.get(name)
    said = ""
    if consent is not None and consent.given:
        asked = f", asked by: {consent.asked_by}" if consent.asked_by and not consent.aside else ""
        said = f"{GIVERS[consent.giver]}, on {_day(consent.day.isoformat())}{asked}"
    return OfFile(
        name=name,
        agency=state.chosen.agency(name[0]).name,
        consent=said,
        parts=tuple((each.title, _rows(state, name, each)) for each in state.chosen.sections),
        good=tuple(line.text for line in state.shown_lines() if line.file == name),
        actions=tuple(_doing(a) for a in state.shown_actions() if a.file == name),
    )


def _rows(state: State, name: str, section: Section) -> tuple[Row, ...]:
    words = audit_words()
    answers = {each.id: each.text for each in words.answers_of(section)}
    ratings = {each.id: f"{each.name}: {each.means}" for each in words.ratings}
    found = []
    for item in section.items:
        cell = state.cell(name, item)
        rating = ratings.get(cell.rating or "", "") if state.may_rate else ""
        note = cell.note.shown if cell.note else ""
        found.append(Row(words.item(item).title, answers.get(cell.answer or "", ""), rating, note))
    return tuple(found)


def _board(state: State, files: list[str]) -> Board:
    """The board's part, of the files that were looked at."""
    words, settings = audit_words(), state.chosen
    since, until = _range(settings)
    return Board(
        shape=settings.plan.title,
        files=len(files),
        agencies=len({name[0] for name in files}),
        since=since,
        until=until,
        counts=tuple(_counts(state, files, section) for section in settings.sections),
        themes=tuple(theme.text for theme in words.themes if theme.id in state.themes),
        good=tuple(line.text for line in state.shown_lines() if line.board),
        actions=tuple(_doing(a) for a in state.shown_actions() if a.board),
        followed=tuple(each.status or "" for each in state.shown_earlier()),
    )


def _counts(state: State, files: list[str], section: Section) -> Counts:
    """A section counted over all files. A question that was answered for fewer than five files, or
    by fewer than five people, is left out; without any other, only that there are too few."""
    people = section.answers == "said"
    cells = {item: [state.cell(name, item) for name in files] for item in section.items}
    known = audit_words().answers_of(section)
    told = tuple(
        _counted(state, audit_words().item(item).title, found, known)
        for item, found in cells.items()
        if (_people(found) >= FEWEST if people else _answered(found) >= FEWEST_FILES)
    )
    return Counts(section.title, people, bool(told), told)


def _people(cells: Iterable[Cell]) -> int:
    """How many people said something: those who were not asked, or passed, did not."""
    return sum(cell.answer in ("yes", "partly", "no") for cell in cells)


def _answered(cells: Iterable[Cell]) -> int:
    """For how many files a question was answered."""
    return sum(cell.answer is not None for cell in cells)


def _counted(state: State, title: str, cells: list[Cell], known: tuple[Answer, ...]) -> Counted:
    answers = Counter(cell.answer for cell in cells)
    ratings = Counter(cell.rating for cell in cells if state.may_rate and cell.rating)
    enough = ratings.total() >= FEWEST_FILES
    names = {each.id: each.name for each in audit_words().ratings}
    return Counted(
        title=title,
        of=sum(n for answer, n in answers.items() if answer),
        answers=tuple((each.text, answers[each.id]) for each in known),
        ratings=tuple((names[name], ratings[name]) for name in RATINGS) if enough else (),
    )


def _doing(action: Action) -> Doing:
    return Doing(action.what, action.who, action.by_when, action.board)


MONTHS = (
    "January February March April May June July August September October November December".split()
)


def _range(settings: Settings) -> tuple[str, str]:
    """The days on which closed files were closed, in words; empty where others are looked at."""
    if settings.shape != "files":
        return "", ""
    return _day(settings.since.isoformat()), _day(settings.until.isoformat())


def _day(iso: str) -> str:
    """A day in words, as in 3 May 2026."""
    year, month, day = iso.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}"
