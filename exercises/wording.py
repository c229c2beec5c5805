"""Somebody's words as they stand, and those that came across them."""

from __future__ import annotations

from dataclasses import dataclass, field

from exercises.journal.entries import Entry


@dataclass
class Rival:
    """A wording made on an older version: the table has to pick."""

    version: str
    text: str
    by: str


@dataclass
class Wording:
    """Somebody's words and the change that made them, with those that came across it."""

    text: str
    version: str
    by: str
    at: float
    rivals: list[Rival] = field(default_factory=list)

    def edit(self, entry: Entry, text: str, on: str | None) -> None:
        """Take a new text made on version `on`; keep it as a rival when another came between."""
        if on == self.version:
            self.text, self.version, self.by, self.at = text, entry.change, entry.by, entry.at
        elif text != self.text:
            self.rivals.append(Rival(entry.change, text, entry.by))

    def pick(self, keep: str, entry: Entry) -> None:
        """Keep one of the wordings; the others are dropped."""
        for rival in self.rivals:
            if rival.version == keep:
                self.text, self.version, self.by = rival.text, rival.version, rival.by
                self.at, self.rivals = entry.at, []
                return
        if keep == self.version:
            self.rivals = []

    def empty(self) -> None:
        self.text, self.rivals = "", []
