"""The free texts of a session of the grid that a summary could hold."""

from __future__ import annotations

from collections.abc import Iterator

from exercises.grid.state import State
from exercises.sending import Piece, on_slips, wordings


def pieces(state: State) -> Iterator[Piece]:
    """Every free text: what was set aside, withdrawn or removed is not among them."""
    for action in state.shown_actions():
        yield from wordings("action", action.id, "action", action.words, "summary")
    for standing, spot in state.spots():
        what = f"table {standing.table}, {standing.viewpoint}"
        for each in (spot, *standing.rivals):
            if words := "\n".join(filter(None, (each.reason, each.basis))):
                yield Piece("spot", standing.id, f"reason of {what}", words, each.version)
    for name, what in (("move", "how to move it"), ("learning", "what was learnt")):
        for line in state.lines_of(name):
            about = f"table {line.table}, {what}"
            yield from wordings("gridline", line.id, about, line.words, "summary")
    yield from on_slips(state.slips)
