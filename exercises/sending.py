"""What a trainer looks at before a summary leaves: free text that looks identifiable."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from exercises.identifiers import KINDS, Found, blank, find, kit_names
from exercises.journal.frame import Frame
from exercises.journal.slips import Slips
from exercises.wording import Wording

MOST_SHOWN = 200  # pieces on the trainer's page at a time


@dataclass(frozen=True)
class Piece:
    """One free text of a session: what `kind` of thing it is in, its name, and a few words on it.
    `version` is the wording that an edit has to be made on; `where` says whether it stands in the
    summary, or only in the file of every line, or in no report before more people have answered.
    `texts` are its parts by name where it has several: each is looked at by itself."""

    kind: str
    target: str
    what: str
    text: str
    version: str = ""
    where: Literal["summary", "lines", "later"] = "summary"
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Flagged:
    """A piece in which something looks identifiable: each thing in words, and the text without, or
    its several texts by name."""

    piece: Piece
    seen: tuple[str, ...]
    blanked: str | dict[str, str]


def wordings(
    kind: str, target: str, what: str, words: Wording, where: Literal["summary", "lines"]
) -> Iterator[Piece]:
    """The wording that stands, and each that waits beside it to be picked."""
    if words.text:
        yield Piece(kind, target, what, words.text, words.version, where)
    for rival in words.rivals:
        if rival.text:
            said = f"another wording of a {what}, not chosen yet"
            yield Piece("rival", target, said, rival.text, rival.version, where)


class Looking:
    """Looks at pieces again and again; what was looked at before is not looked at once more."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Found, ...]] = {}

    def flag(self, pieces: Iterable[Piece], fiction: Iterable[str] = ()) -> list[Flagged]:
        """The pieces in which a program finds what could identify somebody, in order. `fiction` are
        people who do not exist, beside those of the kit's own cases.

        It finds patterns, such as a number or a title with a name, and no more than that.
        """
        names = (*kit_names(), *fiction)
        found, seen = [], {}
        for piece in pieces:
            texts = dict(piece.texts) or {"": piece.text}
            for text in texts.values():
                seen[text] = self._known[text] if text in self._known else find(text, names)
            said = tuple(
                f"{KINDS[each.kind]}: {each.words}"
                for text in texts.values()
                for each in seen[text]
            )
            if said:
                without = {name: blank(text, seen[text]) for name, text in texts.items()}
                found.append(Flagged(piece, said, without if piece.texts else without[""]))
        self._known = seen
        return found


def on_slips(slips: Slips) -> Iterator[Piece]:
    """What people wrote on slips: a piece for each slip that may be shown."""
    told = slips.told()
    for answer in slips.shown():
        texts = (("differently", answer.differently), ("line", answer.line))
        words = "\n".join(text for _, text in texts if text)
        if words:
            where = "summary" if told else "later"
            yield Piece("slip", answer.id, "a slip", words, where=where, texts=texts)


def fiction_of(frame: Frame) -> tuple[str, ...]:
    """The people of the session's own case."""
    case = frame.settings.get("case") or {}
    people = (person.get("name", "") for person in case.get("people", ()))
    return tuple(filter(None, (case.get("person", ""), *people)))


def digest(pieces: Iterable[Piece]) -> str:
    """A short name of these words as they stand and where: another as soon as any of it changes."""
    said = sorted("\0".join((p.kind, p.target, p.where, p.text)) for p in pieces)
    return hashlib.sha256("\1".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True)
class Looked:
    """The trainer's look before sending: when, how many pieces that look identifiable were left in
    the summary and in the file of every line, and whether words have changed since."""

    at: float
    left: int
    left_in_lines: int
    stale: bool


def looked(frame: Frame, pieces: Iterable[Piece]) -> Looked | None:
    """What stands of the trainer's look; None before the first. Words change by being written,
    picked, brought back or taken away."""
    done = frame.check
    if done is None:
        return None
    return Looked(done.at, done.left, done.left_in_lines, done.digest != digest(pieces))


def told(found: list[Flagged], name: str) -> dict[str, Any]:
    """What was found, for the trainer's page; `name` is the digest of what was looked at."""
    return {
        "digest": name,
        "more": max(0, len(found) - MOST_SHOWN),
        "left": sum(each.piece.where == "summary" for each in found),
        "left_in_lines": sum(each.piece.where == "lines" for each in found),
        "pieces": [
            {**vars(each.piece), "seen": list(each.seen), "blanked": each.blanked}
            for each in found[:MOST_SHOWN]
        ],
    }


def view(frame: Frame, pieces: Iterable[Piece]) -> dict[str, Any]:
    """Whether the trainer has looked, for the trainer's page; `digest` names the words now."""
    name = digest(pieces)
    done = frame.check
    stale = done is not None and done.digest != name
    return {"at": done.at if done else None, "stale": stale, "digest": name}
