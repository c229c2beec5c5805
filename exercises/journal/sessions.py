"""Sessions, seats and keys: who may come in, as what, and for how long."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from exercises.journal import schema
from exercises.journal.codes import digest, new_code, new_id, new_key
from exercises.journal.entries import Body
from exercises.journal.frame import Ended, Reopened, TableAdded
from exercises.journal.store import Journal, JournalError, NoSession

Role = Literal["trainer", "table", "projector", "solo", "room"]
ROLES: tuple[Role, ...] = ("trainer", "table", "projector", "solo", "room")
DAY = 86_400.0
TICKET_SECONDS = 60.0


class NotAllowed(JournalError):
    """A code, key or ticket opens nothing; the message says what to do instead."""


@dataclass(frozen=True)
class Session:
    """One run of one exercise. Times are seconds since 1970."""

    id: str
    code: str
    exercise: str
    created: float
    expires: float
    last: int
    example: bool


@dataclass(frozen=True)
class Seat:
    """A place at a session, held by whoever has its token."""

    id: str
    session: str
    role: Role
    table: int | None

    @property
    def by(self) -> str:
        return f"table-{self.table}" if self.role == "table" else self.role


@dataclass(frozen=True)
class Door:
    """What a code or key opens."""

    session: str
    role: Role
    table: int | None


def create(
    journal: Journal,
    exercise: str,
    opened: Body,
    *,
    tables: int,
    days: float,
    by: str = "trainer",
    example: bool = False,
) -> Session:
    """Start a session with its first entry `opened`, a room code and a code for each table."""
    while True:
        try:
            return _create(journal, exercise, opened, tables, days, by, example)
        except IntegrityError:  # one of the new codes stands already: draw again
            continue


def _create(
    journal: Journal,
    exercise: str,
    opened: Body,
    tables: int,
    days: float,
    by: str,
    example: bool,
) -> Session:
    now = journal.clock()
    session = Session(new_id(), new_code(), exercise, now, now + days * DAY, 1, example)
    with journal.writing() as connection:
        connection.execute(
            insert(schema.sessions).values(
                id=session.id,
                code=session.code,
                exercise=exercise,
                created=now,
                expires=session.expires,
                last=0,
                example=int(example),
            )
        )
        _add_code(connection, session.id, session.code, None)
        for table in range(1, tables + 1):
            _add_code(connection, session.id, new_code(), table)
        journal.append_within(
            connection, session.id, opened, seat="", by=by, change="opened-" + session.id
        )
    return session


def _add_code(connection: Connection, session: str, code: str, table: int | None) -> None:
    connection.execute(insert(schema.codes).values(code=code, session=session, table_no=table))


def add_table(journal: Journal, seat: Seat, table: int, change: str) -> None:
    """Add table `table` with a code of its own; done once for each `change`."""
    while True:
        try:
            with journal.writing() as connection:
                body = TableAdded(table=table)
                entry = journal.append_within(
                    connection, seat.session, body, seat=seat.id, by=seat.by, change=change
                )
                there = select(schema.codes.c.code).where(
                    schema.codes.c.session == seat.session, schema.codes.c.table_no == table
                )
                if entry.body == body and connection.execute(there).first() is None:
                    _add_code(connection, seat.session, new_code(), table)
            return
        except IntegrityError:
            continue


def find(journal: Journal, *, id: str | None = None, code: str | None = None) -> Session:
    """The session with this id or room code. Raises NoSession."""
    column, value = (schema.sessions.c.id, id) if id is not None else (schema.sessions.c.code, code)
    with journal.reading() as connection:
        row = connection.execute(select(schema.sessions).where(column == value)).one_or_none()
    if row is None:
        raise NoSession(f"there is no session {value}; `sessions` lists those of this data folder")
    return _session(row)


def every(journal: Journal) -> list[Session]:
    """All sessions of this data folder, newest first."""
    query = select(schema.sessions).order_by(schema.sessions.c.created.desc())
    with journal.reading() as connection:
        return [_session(row) for row in connection.execute(query)]


def _session(row: Any) -> Session:
    return Session(
        row.id, row.code, row.exercise, row.created, row.expires, row.last, bool(row.example)
    )


def is_open(journal: Journal, session: str) -> bool:
    """Whether codes work: the session has not ended, or was opened again."""
    table = schema.entries
    query = (
        select(table.c.kind)
        .where(table.c.session == session, table.c.kind.in_([Ended.kind, Reopened.kind]))
        .order_by(table.c.seq.desc())
        .limit(1)
    )
    with journal.reading() as connection:
        return connection.execute(query).scalar_one_or_none() != Ended.kind


def codes_of(journal: Journal, session: str) -> dict[int | None, str]:
    """The session's codes by table number; the room's own stands under None."""
    query = select(schema.codes).where(schema.codes.c.session == session)
    with journal.reading() as connection:
        return {row.table_no: row.code for row in connection.execute(query)}


def door_of_code(journal: Journal, code: str) -> Door:
    """What a typed code opens while its session is open. Raises NotAllowed."""
    query = select(schema.codes).where(schema.codes.c.code == code)
    with journal.reading() as connection:
        row = connection.execute(query).one_or_none()
    if row is None or not is_open(journal, row.session):
        raise NotAllowed(
            f"no open session has the code {code}; look at the screen again, or ask the trainer "
            "whether the session is open"
        )
    return Door(row.session, "table", row.table_no)


def mint_key(journal: Journal, session: str, role: Role) -> str:
    """A new link key for `role`; only its digest is kept. It works until the session is wiped."""
    key = new_key()
    with journal.writing() as connection:
        connection.execute(
            insert(schema.keys).values(
                digest=digest(key), session=session, role=role, created=journal.clock()
            )
        )
    return key


def door_of_key(journal: Journal, key: str) -> Door:
    """What a link key opens. Raises NotAllowed."""
    query = select(schema.keys).where(schema.keys.c.digest == digest(key))
    with journal.reading() as connection:
        row = connection.execute(query).one_or_none()
    if row is None:
        raise NotAllowed("this link opens nothing here any more; ask for a new one")
    return Door(row.session, row.role, None)


def take_seat(journal: Journal, door: Door) -> tuple[Seat, str]:
    """A new seat behind `door` and the token that proves it (shown once, stored hashed).
    Raises NotAllowed at a door to the tables that names none, NoSession after a wipe."""
    if door.role == "table" and door.table is None:
        raise NotAllowed("this code is the room's; choose a table as well")
    seat = Seat(new_id(), door.session, door.role, door.table)
    token = new_key()
    with journal.holding(door.session) as connection:
        connection.execute(
            insert(schema.seats).values(
                id=seat.id,
                session=seat.session,
                role=seat.role,
                table_no=seat.table,
                digest=digest(token),
                created=journal.clock(),
            )
        )
    return seat, token


def retake(journal: Journal, session: str, seat: str) -> tuple[Seat, str] | None:
    """The seat with this id of a session, with a new token that proves it; None where there is none
    any more. What its browser still holds for it is found again."""
    table, token = schema.seats, new_key()
    mine = (table.c.id == seat, table.c.session == session)
    with journal.writing() as connection:
        row = connection.execute(select(table).where(*mine)).one_or_none()
        if row is None:
            return None
        connection.execute(update(table).where(*mine).values(digest=digest(token)))
    return _seat(row), token


def seat_of(journal: Journal, seat: str, token: str) -> Seat | None:
    """The seat with this id if `token` is its own, else None."""
    query = select(schema.seats).where(
        schema.seats.c.id == seat, schema.seats.c.digest == digest(token)
    )
    with journal.reading() as connection:
        row = connection.execute(query).one_or_none()
    return None if row is None else _seat(row)


def leave(journal: Journal, seat: Seat) -> None:
    """Give the seat up; what was written from it stays."""
    with journal.writing() as connection:
        connection.execute(delete(schema.seats).where(schema.seats.c.id == seat.id))


def mint_ticket(journal: Journal, seat: Seat) -> str:
    """A ticket that a page hands to its kernel: good once, within a minute."""
    ticket = new_key()
    now = journal.clock()
    with journal.writing() as connection:
        connection.execute(delete(schema.tickets).where(schema.tickets.c.expires < now))
        connection.execute(
            insert(schema.tickets).values(
                digest=digest(ticket), seat=seat.id, expires=now + TICKET_SECONDS
            )
        )
    return ticket


def redeem(journal: Journal, ticket: str) -> Seat:
    """The seat of a ticket, which is used up. Raises NotAllowed."""
    with journal.writing() as connection:
        row = connection.execute(
            delete(schema.tickets)
            .where(schema.tickets.c.digest == digest(ticket))
            .returning(schema.tickets.c.seat, schema.tickets.c.expires)
        ).one_or_none()
        if row is not None and row.expires >= journal.clock():
            query = select(schema.seats).where(schema.seats.c.id == row.seat)
            seat = connection.execute(query).one_or_none()
            if seat is not None:
                return _seat(seat)
    raise NotAllowed("this ticket has been used or is too old; load the page again")


def _seat(row: Any) -> Seat:
    return Seat(row.id, row.session, row.role, row.table_no)


def store_twins(journal: Journal, session: str, pairs: dict[str, Any]) -> None:
    """Keep which lines may say the same, by principle, beside the journal: names, never words."""
    with journal.writing() as connection:
        there = select(schema.sessions.c.id).where(schema.sessions.c.id == session)
        if connection.execute(there).first() is None:
            raise NoSession("this session is not here any more: it has expired or was wiped")
        connection.execute(delete(schema.twins).where(schema.twins.c.session == session))
        connection.execute(insert(schema.twins).values(session=session, body=json.dumps(pairs)))


def twins_of(journal: Journal, session: str) -> dict[str, Any]:
    """What `store_twins` kept; empty before it did."""
    query = select(schema.twins.c.body).where(schema.twins.c.session == session)
    with journal.reading() as connection:
        found = connection.execute(query).scalar_one_or_none()
    return {} if found is None else json.loads(found)


def seat_stands(journal: Journal, seat: str) -> bool:
    """Whether there is such a seat, whoever asks."""
    query = select(schema.seats.c.id).where(schema.seats.c.id == seat)
    with journal.reading() as connection:
        return connection.execute(query).first() is not None
