"""The tables of the journal and how an older database is brought up to date."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    inspect,
    select,
    update,
)

VERSION = 3
LOCK = 1_413  # on PostgreSQL: only one process at a time prepares the database

metadata = MetaData()

facts = Table(
    "facts",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("code", String(6), nullable=False, unique=True),
    Column("exercise", String(40), nullable=False),
    Column("created", Float, nullable=False),
    Column("expires", Float, nullable=False),
    Column("last", Integer, nullable=False, default=0),
    Column("example", Integer, nullable=False, default=0),
)

entries = Table(
    "entries",
    metadata,
    Column("session", ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", Float, nullable=False),
    Column("seat", String(32), nullable=False),
    Column("by", String(16), nullable=False),
    Column("change", String(64), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("session", "change"),
)

codes = Table(
    "codes",
    metadata,
    Column("code", String(6), primary_key=True),
    Column("session", ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("table_no", Integer),  # none: the room's own code
)

keys = Table(
    "keys",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("session", ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("created", Float, nullable=False),
)

seats = Table(
    "seats",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("session", ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("table_no", Integer),
    Column("digest", String(64), nullable=False),
    Column("created", Float, nullable=False),
)

tickets = Table(
    "tickets",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("seat", ForeignKey("seats.id", ondelete="CASCADE"), nullable=False),
    Column("expires", Float, nullable=False),
)

twins = Table(
    "twins",
    metadata,
    Column("session", ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("body", Text, nullable=False),  # pairs of line names, never words
)


servers = Table(  # since version 2
    "servers",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("at", Float, nullable=False),  # by the database's own clock
    Column("here", Text, nullable=False),  # seats whose pages this server has open, never words
)

wiped = Table(  # since version 2: what other servers still hold of these outside the database goes
    "wiped",
    metadata,
    Column("digest", String(64), primary_key=True),  # of the session's id
    Column("at", Float, nullable=False),
)


results = Table(  # since version 3: of sessions that have ended, where the trainer gives counts
    "results",
    metadata,
    Column("session", ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("measure", String(24), primary_key=True),
    Column("part", String(64), primary_key=True),  # a group of the measure; "" where it has none
    Column("thing", String(64), primary_key=True),  # "" is all of the group
    Column("exercise", String(40), nullable=False),
    Column("closed", Float, nullable=False),
    Column("n", Integer, nullable=False),
    # all that the roll-up asks for, in the order in which it asks, so that no row is looked up
    Index("results_rolled_up", "exercise", "measure", "part", "thing", "closed", "n"),
)


class NewerDatabase(Exception):
    """The database was written by a newer version of the kit."""


class OtherDatabase(Exception):
    """The database is not one in which the kit can keep sessions; the message is a sentence."""


def _to_2(connection: Connection) -> None:
    """What several servers on one database tell each other."""
    metadata.create_all(connection, tables=[servers, wiped])


def _to_3(connection: Connection) -> None:
    """The counts that sessions give to the roll-up."""
    metadata.create_all(connection, tables=[results])


STEPS: dict[int, Callable[[Connection], None]] = {2: _to_2, 3: _to_3}
"""What makes each version out of the one before. A step that has been released is not changed: when
a later version alters a table, the step that made it gets a copy of the table as it was."""


def prepare(connection: Connection) -> int:
    """Make the tables, or bring older ones up to date step by step, all in the caller's
    transaction; return the version that was found (VERSION in a new database).
    Raises NewerDatabase and OtherDatabase."""
    if connection.dialect.name == "postgresql":  # SQLite's write lock is held already
        if _version(connection) == VERSION:
            return VERSION
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    found = _version(connection)
    if found is None:
        _look_at_letters(connection)
        metadata.create_all(connection)
        connection.execute(insert(facts).values(name="version", value=str(VERSION)))
        return VERSION
    if found > VERSION:
        raise NewerDatabase(
            f"the database is of version {found} and this kit knows version {VERSION}; "
            "use the newer kit that wrote it, or another --data folder"
        )
    for version in range(found + 1, VERSION + 1):
        STEPS[version](connection)
    if found < VERSION:
        connection.execute(
            update(facts).where(facts.c.name == "version").values(value=str(VERSION))
        )
    return found


def _version(connection: Connection) -> int | None:
    """The version of the database; None in an empty one."""
    if not inspect(connection).has_table("facts"):
        return None
    query = select(facts.c.value).where(facts.c.name == "version")
    version = connection.execute(query).scalar_one_or_none()
    if version is None or not version.isdecimal():
        raise OtherDatabase(
            "the database has a table called facts that is not this kit's; give the kit a database "
            "of its own"
        )
    return int(version)


def _look_at_letters(connection: Connection) -> None:
    """Raise OtherDatabase where PostgreSQL could not keep every letter that people type."""
    if connection.dialect.name != "postgresql":
        return
    found = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if found != "UTF8":
        raise OtherDatabase(
            f"the database keeps letters as {found}; make one that keeps them as UTF8 "
            "(createdb --encoding UTF8 --template template0)"
        )
