"""Whether a quotation may be used: who could be recognised by it, and the officer's word for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from exercises.identifiers import KINDS, find
from exercises.interviews.content import interview_words
from exercises.interviews.state import Quote, State
from exercises.sending import Piece, digest


@lru_cache(maxsize=4096)
def seen_in(text: str) -> tuple[str, ...]:
    """What in a text looks as if it could identify somebody, each thing in words."""
    return tuple(f"{KINDS[each.kind]}: {each.words}" for each in find(text))


@dataclass(frozen=True)
class Judged:
    """What is known of a quotation. `of_kind` is how many interviews there are with organisations
    of its kind; `usable` says that the officer looked at it as it stands and it may be used."""

    digest: str
    seen: tuple[str, ...]
    of_kind: int
    few: bool
    quotable: bool
    gone: bool
    usable: bool


def judged(state: State, quote: Quote) -> Judged:
    """A quotation as it stands. What the officer looked at is another thing once its words, or how
    many interviews there are of its kind, have changed."""
    interview = state.interviews[quote.interview]
    of_kind = state.of_kind(interview.sort)
    few = of_kind < interview_words().few
    text = quote.words
    name = digest([Piece("few" if few else "quotation", quote.id, "", text)])
    index = state.index()
    gone = not all(passage in index for passage in quote.passages)
    looked = quote.looked == name and not gone and interview.quotable and not quote.dropped
    return Judged(name, seen_in(text), of_kind, few, interview.quotable, gone, looked)


def usable(state: State) -> list[Quote]:
    """The quotations that may stand in a report, in the order in which they were chosen."""
    return [q for q in state.quotes.values() if q.shown and judged(state, q).usable]
