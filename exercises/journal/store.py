"""The journal itself: `append` is the only write, everything else reads.

SQLite in the user's data folder unless KIT_DATABASE_URL names a PostgreSQL database.
"""

from __future__ import annotations

import inspect
import logging
import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    func,
    insert,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import QueuePool

from exercises.journal import schema, watching
from exercises.journal.answering import JournalError, NoSession, Unanswered, answered, fault
from exercises.journal.codes import digest
from exercises.journal.entries import Body, Entry, emptied, restored, stored
from exercises.journal.schema import entries, facts, sessions

__all__ = ["Journal", "JournalError", "NoSession", "Unanswered"]

FILE = "journal.sqlite3"
BUSY_SECONDS = 30
CONNECT_SECONDS = 3  # PostgreSQL: to reach it; a server does nothing else meanwhile
ANSWER_SECONDS = 20  # longer than it is busy with anything that the kit asks
FRESH_SECONDS = 2.0
LIMITS = {  # so that nobody waits for ever for a program that stopped in the middle of its work
    "idle_in_transaction_session_timeout": "20s",
    "lock_timeout": "10s",
}
OF_FOLDER = ("port", "serving")  # facts that data folders on one database do not share
NO_DATABASE = (
    "KIT_DATABASE_URL names no database that this kit can use; it should look like "
    "postgresql+pg8000://name:password@host/database, with pg8000 installed, and with signs such "
    "as @ and / in a password written as %40 and %2F"
)
GONE = "this session is not here any more: it has expired or was wiped"


class Journal:
    """All sessions of one data folder or database. `found` is the version that the database had
    before it was opened."""

    def __init__(self, url: str | URL, clock: Callable[[], float] = time.time) -> None:
        self.url = url
        self.clock = clock
        self.folder = ""  # marks what is noted of one data folder where several share a database
        try:
            self.engine = _engine(url)
        except (ArgumentError, ImportError, TypeError, ValueError):
            raise JournalError(NO_DATABASE) from None
        try:
            with self.writing() as connection:
                self.found = schema.prepare(connection)
        except BaseException as error:
            self.close()
            if isinstance(error, schema.NewerDatabase | schema.OtherDatabase):
                raise JournalError(str(error)) from None
            if isinstance(error, Unanswered) and error.__cause__ is not None:
                said = fault(error.__cause__)
                raise JournalError(f"the database cannot be opened: {said}") from None
            raise

    @classmethod
    def in_folder(cls, folder: Path, clock: Callable[[], float] = time.time) -> Journal:
        """The journal of a data folder; made when absent. Raises JournalError with a sentence."""
        url = os.environ.get("KIT_DATABASE_URL")
        if url:
            journal = cls(url, clock)
            if not journal.shared and journal.engine.url.database in (None, "", ":memory:"):
                journal.close()  # each process would have one of its own, and none would last
                raise JournalError(NO_DATABASE)
            journal.folder = digest(f"{platform.node()} {folder}")[:16]
            return journal
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe = folder / ".kit-can-write"
            probe.write_bytes(b"")
            probe.unlink(missing_ok=True)  # another process may try at the same moment
            _keep_private(folder / FILE)
        except OSError as error:
            raise JournalError(
                f"the data folder {folder} cannot be written ({error.strerror}); "
                "name another with --data DIR"
            ) from None
        return cls.in_file(folder / FILE, clock)

    @classmethod
    def in_file(cls, file: Path, clock: Callable[[], float] = time.time) -> Journal:
        """The journal in this SQLite file, whatever else is set."""
        return cls(URL.create("sqlite", database=str(file)), clock)

    def close(self) -> None:
        self.engine.dispose()

    @property
    def shared(self) -> bool:
        """Whether other servers may have the same database."""
        return self.engine.dialect.name != "sqlite"

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds SQLite's write lock from its first statement. What was done in
        it is done when this ends. Raises Unanswered when that is not known."""
        with answered(), self.engine.connect().execution_options(kit_write=True) as connection:
            with connection.begin():
                yield connection

    @contextmanager
    def holding(self, session: str) -> Iterator[Connection]:
        """A transaction in which nobody else appends to this session, so that what is read in it
        still stands when it writes. Raises NoSession when the session is gone."""
        query = select(sessions.c.id).where(sessions.c.id == session).with_for_update()
        with self.writing() as connection:
            if connection.execute(query).first() is None:
                raise NoSession(GONE)
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Raises Unanswered when the database cannot be read."""
        with answered(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def alone(self, job: int) -> Iterator[bool]:
        """Whether this process may do `job` now: no other one on this database is at it."""
        if not self.shared:
            yield True
            return
        with answered():
            fresh = watching.at_once(self.engine)
        with fresh as connection:
            with answered():
                mine = connection.execute(select(func.pg_try_advisory_lock(job))).scalar_one()
            try:
                yield mine
            finally:
                if mine:
                    with answered():
                        connection.execute(select(func.pg_advisory_unlock(job)))

    def append(self, session: str, body: Body, *, seat: str, by: str, change: str) -> Entry:
        """Write one entry under the session's next number and return it.

        A `change` that stands already is not written twice: its entry is returned again, whoever
        retries. Raises NoSession when the session is gone.
        """
        with self.writing() as connection:
            return self.append_within(connection, session, body, seat=seat, by=by, change=change)

    def append_within(
        self, connection: Connection, session: str, body: Body, *, seat: str, by: str, change: str
    ) -> Entry:
        """`append` as a part of a larger transaction."""
        number = connection.execute(
            update(sessions)
            .where(sessions.c.id == session)
            .values(last=sessions.c.last + 1)
            .returning(sessions.c.last)
        ).scalar_one_or_none()
        if number is None:
            raise NoSession(GONE)
        there = select(entries).where(entries.c.session == session, entries.c.change == change)
        row = connection.execute(there).one_or_none()
        if row is not None:
            connection.execute(
                update(sessions).where(sessions.c.id == session).values(last=sessions.c.last - 1)
            )
            return _entry(row)
        at = self.clock()
        connection.execute(
            insert(entries).values(
                session=session,
                seq=number,
                at=at,
                seat=seat,
                by=by,
                change=change,
                kind=body.kind,
                body=stored(body),
            )
        )
        watching.tell(connection, session, number)
        return Entry(number, at, seat, by, change, body.kind, body)

    def read(self, session: str, after: int = 0) -> list[Entry]:
        """The session's entries with a number above `after`, in order."""
        with self.reading() as connection:
            return self.read_within(connection, session, after)

    def first(self, session: str) -> Entry:
        """The entry that opened the session. Raises NoSession when it is gone."""
        query = select(entries).where(entries.c.session == session, entries.c.seq == 1)
        with self.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise NoSession(GONE)
        return _entry(row)

    def has(self, session: str) -> bool:
        """Whether the session is here: it may have expired or been wiped."""
        query = select(sessions.c.id).where(sessions.c.id == session)
        with self.reading() as connection:
            return connection.execute(query).first() is not None

    def read_within(self, connection: Connection, session: str, after: int = 0) -> list[Entry]:
        """`read` as a part of a larger transaction."""
        query = (
            select(entries)
            .where(entries.c.session == session, entries.c.seq > after)
            .order_by(entries.c.seq)
        )
        return [_entry(row) for row in connection.execute(query)]

    def empty_words(self, session: str, target: str, before: int = 2**31 - 1) -> int:
        """Empty the words of every entry about `target` with a number below `before`, and return
        how many there were.

        The one change ever made to a standing entry: *Remove for good* needs it.
        """
        found = 0
        with self.writing() as connection:
            chosen = select(entries).where(entries.c.session == session, entries.c.seq < before)
            for row in connection.execute(chosen).all():
                entry = _entry(row)
                gone = emptied(entry, target)
                if gone is not None:
                    connection.execute(
                        update(entries)
                        .where(entries.c.session == session, entries.c.seq == entry.seq)
                        .values(body=stored(gone))
                    )
                    found += 1
            watching.tell(connection, session)
        self.tidy()
        return found

    def fact(self, name: str) -> str | None:
        """A small fact, such as the port phones know (which is a data folder's own) or the
        database's version."""
        with self.reading() as connection:
            query = select(facts.c.value).where(facts.c.name == self._of_folder(name))
            return connection.execute(query).scalar_one_or_none()

    def note_fact(self, name: str, value: str) -> None:
        name = self._of_folder(name)
        with self.writing() as connection:
            changed = connection.execute(
                update(facts).where(facts.c.name == name).values(value=value)
            )
            if not changed.rowcount:
                connection.execute(insert(facts).values(name=name, value=value))

    def _of_folder(self, name: str) -> str:
        return f"{name}/{self.folder}" if self.folder and name in OF_FOLDER else name

    def tidy(self) -> None:
        """Leave no removed words where the database could give them back.

        SQLite's write-ahead log is emptied; waits for readers to step aside. PostgreSQL is asked to
        clear away removed rows (VACUUM); what its own log and the freed places of its disk still
        hold is out of reach.
        """
        with watching.at_once(self.engine) as connection:
            if self.shared:
                tables = ", ".join(table.name for table in schema.metadata.sorted_tables)
                with suppress(Unanswered), answered():  # it does so by itself before long
                    connection.exec_driver_sql(f"VACUUM {tables}")
                return
            for _ in range(100):
                busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
                if not busy:
                    return
                time.sleep(0.05)
        raise JournalError(
            "the words are gone from the database but its write-ahead log is still in use; "
            "close other programs that read the data folder and try again"
        )

    def watch(self, session: str) -> watching.Watch:
        """A cheap way to ask again and again whether anything was written in a session."""
        return watching.watch(self.engine, session)


def _keep_private(file: Path) -> None:
    """Let no other user of this machine read the database, nor the files SQLite puts beside it."""
    file.touch(mode=0o600)
    for each in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        with suppress(OSError):  # absent, or somebody else's
            if each.stat().st_mode & 0o077:
                each.chmod(0o600)


def _engine(url: str | URL) -> Engine:
    url = make_url(url)
    if url.get_backend_name() != "sqlite":
        pg8000 = url.get_driver_name() == "pg8000"
        # A connection that died is closed with a farewell that fails, which is no news.
        logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)
        engine = create_engine(
            url,
            hide_parameters=True,
            pool_size=1,  # a page has a connection that listens and one for the rest
            max_overflow=9,
            pool_timeout=ANSWER_SECONDS,
            connect_args={"timeout": CONNECT_SECONDS, "startup_params": LIMITS} if pg8000 else {},
        )
        _look_at_address(engine)
        event.listen(engine, "connect", _give_time)
        event.listen(engine, "checkin", _note_time)
        event.listen(engine, "checkout", _look_whether_it_lives)
        return engine
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=QueuePool,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's `begin` event says BEGIN, nobody else
        for pragma in (
            f"busy_timeout={BUSY_SECONDS * 1000}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "secure_delete=ON",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("kit_write") else "BEGIN")

    return engine


def _look_at_address(engine: Engine) -> None:
    """Raise TypeError or ValueError where the driver could make nothing of the address: an option
    that it does not have, no user, or a name that is no host's."""
    args, options = engine.dialect.create_connect_args(engine.url)
    inspect.signature(engine.dialect.loaded_dbapi.connect).bind(*args, **options)
    (engine.url.host or "").encode("idna")


def _give_time(connection: Any, record: Any) -> None:
    """pg8000 has one limit for connecting and for every answer."""
    if (socket := getattr(connection, "_usock", None)) is not None:
        socket.settimeout(ANSWER_SECONDS)
    _note_time(connection, record)


def _note_time(_connection: Any, record: Any) -> None:
    record.info["used"] = time.monotonic()


def _look_whether_it_lives(connection: Any, record: Any, _proxy: Any) -> None:
    """Have a connection replaced that died while nobody used it. One that was used a moment ago is
    not asked: each page would ask a dozen times a second while everybody writes. Nor may the
    question leave a transaction open, which SQLAlchemy's own (pool_pre_ping) does with pg8000."""
    if time.monotonic() - record.info.get("used", float("-inf")) < FRESH_SECONDS:
        return
    try:
        cursor = connection.cursor()
        cursor.execute("SELECT 1")
        cursor.close()
        connection.rollback()
    except Exception:
        raise DisconnectionError from None


def _entry(row: Any) -> Entry:
    return Entry(
        row.seq, row.at, row.seat, row.by, row.change, row.kind, restored(row.kind, row.body)
    )
