"""Wiping a session so that it is gone, and expiring those whose date has passed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete, func, select

from exercises.journal import schema, servers, watching
from exercises.journal.sessions import Session, every
from exercises.journal.store import Journal

REPORTS = "reports"
OF_A_SESSION = (
    schema.entries,
    schema.codes,
    schema.keys,
    schema.seats,
    schema.twins,
    schema.results,
)
EXPIRY = 1_414  # on PostgreSQL: only one server at a time wipes what has expired


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
            "the counts that it gave to the roll-up, if it gave any; totals made before stay",
            f"{self.seats} seats with their keys, and the codes of the room and the tables",
            *files,
            "what pages of this session still hold in their browsers, as soon as they come back",
        ]


OUT_OF_REACH = (
    "copies that somebody downloaded, sent or printed",
    "summaries written to another folder with --out",
    "a backup that the computer makes of its disk",
    "with PostgreSQL, its own log, its backups and freed space on its disk",
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
    """Remove the session: rows removed for good as far as the database can, its reports deleted;
    other servers on the same database delete theirs (see `sweep`)."""
    erase_reports(data, session.id)
    with journal.writing() as connection:
        seats = select(schema.seats.c.id).where(schema.seats.c.session == session.id)
        connection.execute(delete(schema.tickets).where(schema.tickets.c.seat.in_(seats)))
        for table in OF_A_SESSION:
            connection.execute(delete(table).where(table.c.session == session.id))
        connection.execute(delete(schema.sessions).where(schema.sessions.c.id == session.id))
        if journal.shared:
            servers.remember_wipe(connection, session.id, journal.clock())
        watching.tell(connection, session.id)
    journal.tidy()


def sweep(journal: Journal, data: Path) -> None:
    """Delete reports of sessions that were wiped at another server."""
    folder = data / REPORTS
    names = [each.name for each in folder.iterdir()] if folder.exists() else []
    for name in servers.wiped_among(journal, names):
        erase_reports(data, name)


def expire(journal: Journal, data: Path) -> list[Session]:
    """Wipe every session whose date has passed and say which; none while another server does."""
    now = journal.clock()
    with journal.alone(EXPIRY) as mine:
        past = [session for session in every(journal) if session.expires <= now] if mine else []
        for session in past:
            wipe(journal, data, session)
    return past
