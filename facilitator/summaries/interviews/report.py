"""The facts of a study's report, as plain values.

No note is in it: only what the officer wrote, and quotations that were looked at as they stand.
The kind of an organisation is named only where there are enough interviews of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from exercises.interviews import agreement
from exercises.interviews import kinds as k
from exercises.interviews.agreement import Counted
from exercises.interviews.content import interview_words
from exercises.interviews.kappa import kappa
from exercises.interviews.quoting import usable
from exercises.interviews.state import State
from facilitator.summaries import held
from facilitator.summaries.held import Held
from facilitator.summaries.interviews.reading import Reading


@dataclass(frozen=True)
class Organisation:
    """An organisation by its letter; `kind` is empty where naming it would point at somebody."""

    letter: str
    kind: str

    @property
    def name(self) -> str:
        return f"{self.letter} ({self.kind})" if self.kind else self.letter


@dataclass(frozen=True)
class Cell:
    """A cell of the chart. `again` says that a sentence behind it is gone or has changed."""

    state: k.CellState
    text: str
    behind: int
    again: bool


@dataclass(frozen=True)
class Quotation:
    organisation: Organisation
    text: str


@dataclass(frozen=True)
class Theme:
    """A theme, or a code of the study's own: what organisations said on it, in the order of the
    organisations, and its quotations. `marked` is how many sentences belong to it."""

    id: str
    title: str
    about: str
    cells: tuple[Cell, ...]
    quotations: tuple[Quotation, ...]
    marked: int


@dataclass(frozen=True)
class Placed:
    """Where an organisation was placed in the typology, why, and by how many sentences."""

    organisation: Organisation
    type: str
    about: str
    why: str
    behind: int
    again: bool


@dataclass(frozen=True)
class Report(Held):
    """Everything that the report says. `agreed` is empty where one person marked the notes."""

    guide: str
    sources: tuple[str, ...]
    interviews: int
    withdrawn: int
    organisations: tuple[Organisation, ...]
    themes: tuple[Theme, ...]
    placed: tuple[Placed, ...]
    compared: int
    sentences: int
    agreed: tuple[Counted, ...]
    differing: int
    undecided: int
    waiting_quotes: int

    @property
    def heading(self) -> str:
        return "Interviews and framework analysis"

    @property
    def own_codes(self) -> tuple[str, ...]:
        """The titles of the study's own codes."""
        known = {theme.id for theme in interview_words().themes}
        return tuple(theme.title for theme in self.themes if theme.id not in known)


def of(reading: Reading) -> Report:
    """The report of a study as it was read."""
    settings, state = reading.settings, reading.state
    words = interview_words()
    session = held.of(reading, name=words.title, about=settings.about, label="", person="")
    organisations = _organisations(state)
    differing = agreement.differing(state)
    standing = [q for q in state.quotes.values() if q.shown and not q.dropped]
    return Report(
        **vars(session),
        guide=words.source(settings.plan.source).line,
        sources=(settings.plan.source, "doncaster", "data"),
        interviews=len(state.shown()),
        withdrawn=sum(i.aside or i.removed for i in state.interviews.values()),
        organisations=organisations,
        themes=_themes(state, organisations),
        placed=_placed(state, organisations),
        compared=sum(each.compared for each in state.shown()),
        sentences=len(agreement.units(state)),
        agreed=_agreed(state),
        differing=len(differing),
        undecided=sum(each.belongs is None for each in differing),
        waiting_quotes=len(standing) - len(usable(state)),
    )


def _organisations(state: State) -> tuple[Organisation, ...]:
    titles = {kind.id: kind.title for kind in interview_words().kinds}
    few = interview_words().few
    return tuple(
        Organisation(letter, titles[first.sort] if state.of_kind(first.sort) >= few else "")
        for letter, (first, *_) in state.organisations().items()
    )


def _themes(state: State, organisations: tuple[Organisation, ...]) -> tuple[Theme, ...]:
    about = {theme.id: theme.text for theme in interview_words().themes}
    final, index = state.final(), state.index()
    named = {each.letter: each for each in organisations}
    quotes = usable(state)
    found = []
    for code, title in state.code_names().items():
        cells = []
        for each in organisations:
            cell = state.cells.get(k.cell_name(each.letter, code))
            if cell is None or not cell.shown:
                cells.append(Cell("", "", 0, False))
                continue
            behind = sum(passage in index for passage in cell.passages)
            again = behind < len(cell.passages)
            cells.append(Cell(cell.state, cell.words, behind, again))
        said = tuple(
            Quotation(named[state.interviews[quote.interview].organisation], quote.words)
            for quote in quotes
            if state.resolved(quote.code) == code
        )
        marked = sum(code in codes for codes in final.values())
        found.append(Theme(code, title, about.get(code, ""), tuple(cells), said, marked))
    return tuple(found)


def _placed(state: State, organisations: tuple[Organisation, ...]) -> tuple[Placed, ...]:
    types = {each.id: each for each in interview_words().typology.types}
    index = state.index()
    found = []
    for each in organisations:
        placed = state.types.get(k.type_name(each.letter))
        if placed is not None and placed.shown and placed.type:
            behind = sum(passage in index for passage in placed.passages)
            type = types[placed.type]
            again = behind < len(placed.passages)
            found.append(Placed(each, type.title, type.text, placed.words, behind, again))
    return tuple(found)


def _agreed(state: State) -> tuple[Counted, ...]:
    """How far two coders agree; the library is at hand in a report's own process."""
    asked = agreement.question(state)
    if not agreement.units(state):
        return ()
    codings = asked["codings"] if asked else {}
    answered = {
        "mark": asked["mark"] if asked else "",
        "kappas": {name: kappa(a, b) for name, (a, b) in codings.items()},
    }
    return tuple(agreement.counted(state, answered))
