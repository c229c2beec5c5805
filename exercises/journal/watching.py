"""Asking again and again whether anything was written, at next to no cost."""

from __future__ import annotations

import selectors
import time
from contextlib import suppress
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, func, select

from exercises.journal.answering import Unanswered, answered
from exercises.journal.schema import sessions

POLL_SECONDS = 4.0  # PostgreSQL: what was not heard of is found out by then


class Watch(Protocol):
    """Says whether a session may have changed since this was last asked; keeps one connection."""

    def moved(self) -> bool:
        """True at the first call and whenever something was written since the last one. Raises
        Unanswered while the database is not there; once it is back, True."""
        ...

    def close(self) -> None: ...


def at_once(engine: Engine) -> Connection:
    """A connection on which each statement stands by itself, in no transaction."""
    return engine.connect().execution_options(isolation_level="AUTOCOMMIT")


def watch(engine: Engine, session: str) -> Watch:
    """What watches `session`."""
    return InFile(engine) if engine.dialect.name == "sqlite" else Listening(engine, session)


def channel(session: str) -> str:
    """Where PostgreSQL says that something was written in a session."""
    return f"kit_{session}"


def tell(connection: Connection, session: str, number: int = 0) -> None:
    """Let those who watch `session` know, once this transaction is committed. `number` is that of a
    new entry; 0 is for what has none. Words are never told."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_notify(channel(session), str(number))))


class InFile:
    """SQLite: any change of the file by another connection."""

    def __init__(self, engine: Engine) -> None:
        self._connection = at_once(engine)
        self._last: Any = None

    def moved(self) -> bool:
        with answered():
            mark = self._connection.exec_driver_sql("PRAGMA data_version").scalar_one()
        moved = mark != self._last
        self._last = mark
        return moved

    def close(self) -> None:
        self._connection.close()


class Listening:
    """PostgreSQL: a connection that listens. While nothing comes in at its socket, nothing is asked
    but one short question every POLL_SECONDS, in case something was not heard."""

    def __init__(self, engine: Engine, session: str) -> None:
        self._engine = engine
        self._session = session
        self._connection: Connection | None = None
        self._selector: selectors.BaseSelector | None = None
        self._last: Any = None
        self._next = 0.0

    def moved(self) -> bool:
        if self._connection is None:
            self._listen()
            return True
        if time.monotonic() < self._next and not self._something_came():
            return False
        try:
            return self._ask()
        except Unanswered:  # the connection is gone, and with it what was not heard
            self.close()
            self._listen()
            return True

    def _listen(self) -> None:
        with answered():
            self._connection = at_once(self._engine)
        try:
            with answered():
                self._connection.exec_driver_sql(f'LISTEN "{channel(self._session)}"')
            self._ask()
        except BaseException:
            self.close()
            raise
        # pg8000 reads from its socket only when it asks something, and has no other way to it.
        if (socket := getattr(self._raw(), "_usock", None)) is not None:
            self._selector = selectors.DefaultSelector()
            self._selector.register(socket, selectors.EVENT_READ)

    def _raw(self) -> Any:
        assert self._connection is not None
        return self._connection.connection.dbapi_connection

    def _something_came(self) -> bool:
        """Where the driver shows no socket, it may be so at any time."""
        return self._selector is None or bool(self._selector.select(0))

    def _ask(self) -> bool:
        assert self._connection is not None
        query = select(sessions.c.last).where(sessions.c.id == self._session)
        with answered():
            mark = self._connection.execute(query).scalar_one_or_none()
        heard = getattr(self._raw(), "notifications", [])
        moved = mark != self._last or any(number == "0" for _, _, number in heard)
        heard.clear()
        self._last = mark
        # What came while the answer was read may lie in a buffer where no socket shows it.
        self._next = time.monotonic() + (0.0 if moved else POLL_SECONDS)
        return moved

    def close(self) -> None:
        """Stop listening; `moved` begins again."""
        if self._selector is not None:
            self._selector.close()
        if self._connection is not None:
            with suppress(Exception):  # it may have died in any way
                self._connection.invalidate()
            with suppress(Exception):
                self._connection.close()
        self._connection = self._selector = None
