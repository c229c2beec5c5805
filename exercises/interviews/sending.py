"""The free texts of a study that its report could hold."""

from __future__ import annotations

from collections.abc import Iterator

from exercises.interviews.state import Said, State
from exercises.sending import Piece

KIND = "interviewwords"


def pieces(state: State) -> Iterator[Piece]:
    """Every free text: what was taken away, withdrawn, set aside or removed is not among them.
    Notes stand in no report, only their marked sentences in the file of passages."""
    titles = state.code_names()
    for cell in state.cells.values():
        if cell.words and cell.code in titles and cell.organisation in state.organisations():
            yield _piece(cell, f"chart, organisation {cell.organisation}, {titles[cell.code]}")
    for quote in state.quotes.values():
        if quote.words and not quote.dropped and state.interviews[quote.interview].quotable:
            yield _piece(quote, "quotation")
    for placed in state.types.values():
        if placed.words and placed.type and placed.organisation in state.organisations():
            yield _piece(placed, f"typology, organisation {placed.organisation}")
    for code in state.codes.values():
        if code.words and not code.dropped:
            yield _piece(code, "code")
    for interview in state.shown():
        for note in interview.notes.values():
            if note.words:
                about = f"note of {interview.name.lower()}"
                yield Piece(KIND, note.id, about, note.text, note.version, where="lines")


def _piece(thing: Said, what: str) -> Piece:
    return Piece(KIND, thing.id, what, thing.words, thing.version)
