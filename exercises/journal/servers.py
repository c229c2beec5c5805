"""What several servers on one database tell each other: who is here, and what was wiped.

On SQLite there is one server, and nothing of this is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, select, update

from exercises.journal import schema
from exercises.journal.codes import digest
from exercises.journal.sessions import Seat
from exercises.journal.store import Journal

FRESH_SECONDS = 9.0  # a server that has not been heard of for this long is not there
FORGET_SECONDS = 3600.0


def meet(journal: Journal, server: str, here: Iterable[Seat]) -> dict[str, list[Seat]]:
    """Say which seats have a page open at `server`; learn which have one elsewhere, by server."""
    told = json.dumps([[s.id, s.session, s.role, s.table] for s in here])
    table = schema.servers
    with journal.writing() as connection:
        now = _now(connection, journal)
        connection.execute(delete(table).where(table.c.at < now - FORGET_SECONDS))
        mine = update(table).where(table.c.id == server).values(at=now, here=told)
        if not connection.execute(mine).rowcount:
            connection.execute(insert(table).values(id=server, at=now, here=told))
        others = select(table).where(table.c.id != server, table.c.at >= now - FRESH_SECONDS)
        return {
            row.id: [Seat(*seat) for seat in json.loads(row.here)]
            for row in connection.execute(others)
        }


def part(journal: Journal, server: str) -> None:
    """This server ends; its pages are nowhere now."""
    with journal.writing() as connection:
        connection.execute(delete(schema.servers).where(schema.servers.c.id == server))


def _now(connection: Connection, journal: Journal) -> float:
    """The time by one clock for all servers: theirs may differ."""
    if not journal.shared:
        return journal.clock()
    now = select(func.extract("epoch", func.clock_timestamp()))
    return float(connection.execute(now).scalar_one())


def remember_wipe(connection: Connection, session: str, at: float) -> None:
    """Leave word that a session was wiped, for servers that hold reports of it."""
    known = select(schema.wiped.c.digest).where(schema.wiped.c.digest == digest(session))
    if connection.execute(known).first() is None:
        connection.execute(insert(schema.wiped).values(digest=digest(session), at=at))


def wiped_among(journal: Journal, names: Iterable[str]) -> list[str]:
    """Those of these sessions that were wiped, wherever that was done."""
    digests = {digest(name): name for name in names}
    if not digests:
        return []
    query = select(schema.wiped.c.digest).where(schema.wiped.c.digest.in_(digests))
    with journal.reading() as connection:
        return [digests[found] for found in connection.execute(query).scalars()]
