"""What was sent and what was acknowledged, held against what the journal has."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from exercises.journal.store import Journal
from exercises.six_principles.kinds import LineAdded
from exercises.six_principles.state import fold


@dataclass
class Ledger:
    """Lines by the name of their change: `sent` gives the session and the text of each.
    Somebody was told that those in `taken` are committed, and that those in `refused` are not."""

    sent: dict[str, tuple[str, str]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)

    def send(self, change: str, session: str, text: str) -> None:
        self.sent[change] = (session, text)


@dataclass
class Findings:
    """What does not agree: names of lines, and sentences for all else."""

    lost: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)

    def __ior__(self, other: Findings) -> Findings:
        self.lost |= other.lost
        self.doubled |= other.doubled
        self.kept |= other.kept
        self.broken |= other.broken
        return self


def examine(ledger: Ledger, journal: Journal, database: Path) -> Findings:
    """Read the journal as it stands and hold the ledger, as it stood just before, against it.

    Lost is an acknowledged line that is missing or reads otherwise. Doubled is a line that is there
    twice, by its name or by its words (no two lines are sent with the same words). Kept is a line
    that stands although somebody was told that it was refused.
    """
    taken, refused, sent = set(ledger.taken), set(ledger.refused), dict(ledger.sent)
    found = Findings()
    stands: dict[str, str] = {}
    for session in {session for session, _ in sent.values()}:
        entries = journal.read(session)
        names = Counter(entry.change for entry in entries)
        words = Counter(e.body.text for e in entries if isinstance(e.body, LineAdded))
        found.doubled |= {name for name, n in names.items() if n > 1}
        found.doubled |= {text for text, n in words.items() if n > 1}
        if [entry.seq for entry in entries] != list(range(1, len(entries) + 1)):
            found.broken.add(f"the entries of session {session} are not numbered one by one")
        try:
            stands |= {line.id: line.words.text for line in fold(entries).lines.values()}
        except Exception as error:
            found.broken.add(f"session {session} cannot be folded: {error!r}")
    found.kept = refused & stands.keys()
    found.lost = {change for change in taken if stands.get(change) != sent[change][1]}
    if (said := _integrity(database)) != "ok":
        found.broken.add(f"the database is damaged: {said}")
    return found


def _integrity(database: Path) -> str:
    connection = sqlite3.connect(database, timeout=30)
    try:
        return "; ".join(row[0] for row in connection.execute("PRAGMA integrity_check"))
    finally:
        connection.close()
