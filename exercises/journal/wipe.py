"""Wiping a session so that it is gone, and expiring those whose date has passed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, func, select

from exercises.journal import schema
from exercises.journal.sessions import Session, every
from exercises.journal.store import Journal

REPORTS = "reports"


@dataclass(frozen=True)
class Goes:
    """What a wipe takes away, counted before it happens."""

    session: Session
    entries: int
    seats: int
    files: tuple[Path, ...]

    def sentences(self) -> list[str]:
        """What goes and what cannot be reached, for people."""
        files = [f"the file {path.name} in {path.parent}" for path in self.files]
        entries = "1 entry" if self.entries == 1 else f"{self.entries} entries"
        return [
            f"{entries} of session {self.session.code}: every line, key factor, dot, note and "
            "decision, and what was changed or withdrawn",
            f"{self.seats} seats with their keys, and the codes of the room and the tables",
            *files,
            "what pages of this session still hold in their browsers, as soon as they come back",
        ]


OUT_OF_REACH = (
    "copies that somebody downloaded, sent or printed",
    "summaries written to another folder with --out",
    "a backup that the computer makes of its disk",
    "with PostgreSQL, the server's own log and pages until it tidies them",
    "what a browser holds until its page is opened again",
)
WARNING = "If anyone has asked to see this information, do not wipe."


def folder_of(data: Path, session: str) -> Path:
    """Where this session's reports are kept below the data folder."""
    return data / REPORTS / session


def goes(journal: Journal, data: Path, session: Session) -> Goes:
    """List what wiping `session` takes away, without touching it."""
    with journal.reading() as connection:
        counts = [
            connection.execute(
                select(func.count()).select_from(table).where(table.c.session == session.id)
            ).scalar_one()
            for table in (schema.entries, schema.seats)
        ]
    found = sorted(p for p in folder_of(data, session.id).rglob("*") if p.is_file())
    return Goes(session, counts[0], counts[1], tuple(found))


def erase_reports(data: Path, session: str) -> None:
    """Overwrite and delete every report of a session that is kept below the data folder."""
    folder = folder_of(data, session)
    if folder.exists():
        for path in folder.rglob("*"):
            if path.is_file():
                path.write_bytes(b"\0" * path.stat().st_size)
        shutil.rmtree(folder)


def wipe(journal: Journal, data: Path, session: Session) -> None:
    """Remove the session: rows overwritten, the write-ahead log emptied, its reports deleted."""
    erase_reports(data, session.id)
    with journal.writing() as connection:
        seats = select(schema.seats.c.id).where(schema.seats.c.session == session.id)
        connection.execute(delete(schema.tickets).where(schema.tickets.c.seat.in_(seats)))
        for table in (schema.entries, schema.codes, schema.keys, schema.seats, schema.twins):
            connection.execute(delete(table).where(table.c.session == session.id))
        connection.execute(delete(schema.sessions).where(schema.sessions.c.id == session.id))
    journal.truncate_log()


def expire(journal: Journal, data: Path) -> list[Session]:
    """Wipe every session whose date has passed and say which."""
    now = journal.clock()
    past = [session for session in every(journal) if session.expires <= now]
    for session in past:
        wipe(journal, data, session)
    return past
