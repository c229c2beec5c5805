"""What a trainer looks at before a summary leaves: free text that looks identifiable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from exercises.identifiers import KINDS, Found, blank, find, kit_names
from exercises.six_principles.settings import Settings
from exercises.six_principles.state import State

Kind = Literal["line", "factor", "note", "slip"]


@dataclass(frozen=True)
class Piece:
    """One free text of a session. `version` is the wording an edit has to be made on; a slip is
    somebody's own and is not edited, only set aside."""

    kind: Kind
    target: str
    what: str
    text: str
    version: str = ""


@dataclass(frozen=True)
class Flagged:
    """A piece in which something looks identifiable: each thing in words, and the text without."""

    piece: Piece
    seen: tuple[str, ...]
    blanked: str


def pieces(state: State) -> Iterator[Piece]:
    """Every free text that a summary could hold: what was set aside, withdrawn or removed is not
    among them."""
    for line in state.lines.values():
        if line.shown:
            what = f"line of table {line.table} on {line.principle}"
            yield Piece("line", line.id, what, line.words.text, line.words.version)
    for factor in state.factors.values():
        if factor.shown:
            what = f"key factor of {factor.principle}"
            yield Piece("factor", factor.id, what, factor.words.text, factor.words.version)
    for name, words in sorted(state.notes.items()):
        if name not in state.notes_aside and words.text:
            about = {"readback": "note on reading back", "plan": "note on the plan"}
            what = about.get(name.split("/")[0], "note")
            yield Piece("note", name, what, words.text, words.version)
    for answer in state.slips.shown():
        if words := "\n".join(filter(None, (answer.differently, answer.line))):
            yield Piece("slip", answer.id, "a slip", words)


def flagged(state: State) -> list[Flagged]:
    """The pieces in which a program finds what could identify somebody, in order.

    It finds patterns, such as a number or a title with a name, and no more than that.
    """
    case = Settings.of(state.frame).case
    names = (*kit_names(), case.person, *(person.name for person in case.people))
    found = ((piece, _find(piece.text, names)) for piece in pieces(state))
    return [
        Flagged(
            piece,
            tuple(f"{KINDS[each.kind]}: {each.words}" for each in seen),
            blank(piece.text, seen),
        )
        for piece, seen in found
        if seen
    ]


@lru_cache(maxsize=4096)
def _find(text: str, names: tuple[str, ...]) -> tuple[Found, ...]:
    return find(text, names)
