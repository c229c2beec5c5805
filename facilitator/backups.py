"""Backing the journal up and restoring it, for SQLite; and one digest that says whether two
databases hold the same.

A backup is read and written as it stands: an older database is not brought up to date by it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from exercises.journal import schema
from exercises.journal.store import FILE, Journal

COLUMNS = ("session", "seq", "at", "seat", "by", "change", "kind", "body")
BESIDE = ("-wal", "-shm")  # what SQLite keeps beside a database
LOOK_AT = "facilitator/deploy/OPERATING.md"


class BackupError(Exception):
    """A backup cannot be made or restored; the message is a sentence."""


@dataclass(frozen=True)
class Holds:
    """What a database holds: the digest is the same where every entry is."""

    sessions: int
    entries: int
    digest: str

    def sentence(self) -> str:
        return f"{self.sessions} sessions, {self.entries} entries, digest {self.digest}"


def of_journal(journal: Journal) -> Holds:
    """What a journal holds, on whichever database."""
    columns = [schema.entries.c[name] for name in COLUMNS]
    query = select(*columns).order_by(schema.entries.c.session, schema.entries.c.seq)
    with journal.reading() as connection:
        number = connection.execute(select(func.count()).select_from(schema.sessions)).scalar_one()
        return _holds(number, (tuple(row) for row in connection.execute(query)))


def of_file(path: Path) -> Holds:
    """What a database file holds, of whichever version. Raises BackupError."""
    with _reading(path) as database:
        number = database.execute("SELECT count(*) FROM sessions").fetchone()[0]
        names = ", ".join(f'"{name}"' for name in COLUMNS)
        return _holds(number, database.execute(f"SELECT {names} FROM entries"))


def _holds(number: int, rows: Iterable[tuple[Any, ...]]) -> Holds:
    """In an order of our own: databases do not agree on how letters follow each other."""
    digests = sorted(hashlib.sha256(json.dumps(row).encode()).digest() for row in rows)
    return Holds(number, len(digests), hashlib.sha256(b"".join(digests)).hexdigest()[:32])


def back_up(data: Path, file: Path) -> Holds:
    """Copy the database of a data folder into `file`, also while the kit runs, and say what the
    copy holds. Raises BackupError and OSError."""
    _refuse_postgres("back it up with pg_dump")
    if file.exists():
        raise BackupError(f"{file} is there already; name another file")
    with _reading(data / FILE) as source, _beside(file) as made:
        with closing(sqlite3.connect(made)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        holds = of_file(made)
        os.replace(made, file)
    return holds


def restore(file: Path, data: Path) -> Holds:
    """Put a backup into a data folder that has no database, and say what it holds. Raises
    BackupError and OSError."""
    _refuse_postgres("restore it with pg_restore")
    there = [path for end in ("", *BESIDE) if (path := data / (FILE + end)).exists()]
    if there:
        raise BackupError(
            f"{there[0]} is there already, and nothing is written over; stop the kit, move the "
            "data folder away, and restore then"
        )
    with _reading(file) as source:
        _check(source, file)
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _beside(data / FILE) as made:
            with closing(sqlite3.connect(made)) as target:
                source.backup(target)
            holds = of_file(made)
            os.replace(made, data / FILE)
    return holds


def _refuse_postgres(instead: str) -> None:
    if os.environ.get("KIT_DATABASE_URL"):
        raise BackupError(
            "the sessions are in the database that KIT_DATABASE_URL names, not in a file; "
            f"{instead}, as {LOOK_AT} says"
        )


def _check(database: sqlite3.Connection, file: Path) -> None:
    """Raise BackupError for a file that is damaged, or that a newer kit has written."""
    said = database.execute("PRAGMA integrity_check").fetchone()[0]
    if said != "ok":
        raise BackupError(f"{file} is damaged ({said}); take an earlier backup")
    found = int(database.execute("SELECT value FROM facts WHERE name = 'version'").fetchone()[0])
    if found > schema.VERSION:
        raise BackupError(
            f"{file} is of version {found} and this kit knows version {schema.VERSION}; restore it "
            "with the newer kit that wrote it"
        )


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A database of the kit, for reading. Raises BackupError where it is none."""
    if not path.is_file():
        raise BackupError(f"there is no database {path}")
    with closing(sqlite3.connect(path, timeout=30)) as database:
        try:
            database.execute("PRAGMA query_only=ON")
            database.execute("SELECT value FROM facts WHERE name = 'version'").fetchone()[0]
            yield database
        except (sqlite3.DatabaseError, TypeError):
            raise BackupError(f"{path} is no database of this kit, or it is damaged") from None


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A new file in the same folder, which nobody else can read; it goes at the end."""
    number, name = tempfile.mkstemp(prefix=".kit-", dir=path.absolute().parent)
    os.close(number)
    try:
        yield Path(name)
    finally:
        for end in ("", "-journal", *BESIDE):
            with suppress(FileNotFoundError):
                os.unlink(name + end)
