"""One locked file for each log, in a folder of its own beside the journal.

A file each, and not rows in the journal or in one common file: a log can be erased, carried or
backed up by itself, nobody's writing stands beside somebody else's, and the journal stays free of
it. In the file are two values: the lock (see `sealing.py`) and the page, which is everything that
was ever written in the log, sealed as a whole. So nothing in it can be swapped, dropped or set back
by itself, and it shows no titles, no dates and no counts. What the file does show: that there is a
log, when it was last written, and its length in steps of 32 KiB. Somebody who puts back an older
copy of the whole file is not noticed by the file itself; the page tells when it was last written.
"""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from exercises.reflection import sealing
from exercises.reflection.book import Book, restored, stored
from exercises.reflection.sealing import NONCE, Cost, Keys, Lock, NotOpened

FOLDER = "reflection"
BUSY_SECONDS = 30
TRY_SECONDS = 1.0  # between two wrong passphrases, on the whole machine
MOST = 8 * 2**20  # bytes of a whole log: thousands of entries

_NAME = re.compile(r"[0-9a-f]{16}")
Result = TypeVar("Result")
Clock = Callable[[], float]


class LogError(Exception):
    """Something cannot be done with a log; the message is a sentence for its owner."""


class WrongPassphrase(LogError):
    """The passphrase does not open this log."""


class NoLog(LogError):
    """There is no such log (any more)."""


class Closed(LogError):
    """The passphrase was changed meanwhile."""


class Spoiled(LogError):
    """The file was changed by something that is not the kit."""


def logs(data: Path) -> list[str]:
    """The logs in a data folder, by the names of their files."""
    found = []
    for path in sorted((data / FOLDER).glob("*.sqlite3")):
        if _NAME.fullmatch(path.stem):
            with suppress(LogError):
                _lock(path)
                found.append(path.stem)
    return found


def begin(
    data: Path, passphrase: str, *, clock: Clock = time.time, cost: Cost | None = None
) -> Log:
    """A new, empty log. Raises LogError for a short passphrase or a folder that cannot be used."""
    if fault := sealing.too_short(passphrase):
        raise LogError(fault)
    name = secrets.token_hex(8)
    path = data / FOLDER / f"{name}.sqlite3"
    keys = sealing.made(name, passphrase, cost or Cost())
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)
        with _writing(path) as connection:
            connection.execute("CREATE TABLE log (name TEXT PRIMARY KEY, value BLOB NOT NULL)")
            _put(connection, keys, Book(begun=clock(), changed=clock()))
    except OSError:
        raise LogError(
            "the log cannot be written in the data folder; is the disk full, or read-only?"
        ) from None
    return Log(path, keys, clock)


def unlock(
    data: Path,
    name: str,
    passphrase: str,
    *,
    clock: Clock = time.time,
    timer: Clock = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Log:
    """Open a log. A wrong passphrase takes at least a second, however many are tried at a time.

    Raises WrongPassphrase, NoLog or Spoiled.
    """
    if not _NAME.fullmatch(name):
        raise NoLog("there is no such log here")
    path = data / FOLDER / f"{name}.sqlite3"
    lock = _lock(path)
    if len(passphrase) > sealing.LONGEST:
        raise WrongPassphrase("this passphrase does not open this log")
    with _turn(data / FOLDER):
        began = timer()
        try:
            keys = sealing.opened(lock, passphrase)
        except NotOpened:
            sleep(max(0.0, TRY_SECONDS - (timer() - began)))
            raise WrongPassphrase("this passphrase does not open this log") from None
    log = Log(path, keys, clock)
    log.read()
    return log


class Log:
    """An open log. Every read and change looks at the file afresh: others may have it open."""

    def __init__(self, path: Path, keys: Keys, clock: Clock) -> None:
        self.path = path
        self.clock = clock
        self.marks = (b"", b"")  # before and after what was last read or written
        self._keys = keys
        self._seen = 0
        self._alone = threading.Lock()  # a change of the passphrase runs beside what is typed

    @property
    def name(self) -> str:
        return self.path.stem

    def read(self) -> Book:
        """What stands in the log. Raises NoLog, Closed or Spoiled."""
        with self._alone, _reading(self.path) as connection:
            return self._read(connection)

    def change(
        self, act: Callable[[Book], tuple[Book, Result]], *, forget: bool = False
    ) -> tuple[Book, Result]:
        """Write what `act` makes of the log as it stands, while nobody else can write.

        With `forget` everything is sealed with a new key, so that what was taken out stays closed
        in whatever the disk still holds of it. Raises LogError, and what `act` raises.
        """
        with self._alone:
            with _writing(self.path) as connection:
                before = self._read(connection)
                keys, marks = self._keys, self.marks
                after, result = act(before)
                if after is not before:
                    told = {"number": before.number + 1, "changed": self.clock()}
                    after = after.model_copy(update=told)
                    keys = sealing.wrapped(keys.lock, keys.outer) if forget else keys
                    marks = (marks[1], _put(connection, keys, after))
            self._keys, self._seen, self.marks = keys, after.number, marks
        return after, result

    def mark(self) -> bytes:
        """Something that differs after every change. Raises NoLog."""
        with _reading(self.path) as connection:
            query = "SELECT substr(value, 1, ?) FROM log WHERE name = 'page'"
            row = connection.execute(query, (NONCE,)).fetchone()
        if row is None:
            raise NoLog("this log was erased")
        return bytes(row[0])

    def rekey(
        self, before: str, after: str, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Change the passphrase, and seal everything with new keys.

        Raises WrongPassphrase when `before` is not the present one, and LogError for a short one.
        """
        if fault := sealing.too_short(after):
            raise LogError(fault)
        unlock(self.path.parent.parent, self.name, before, sleep=sleep)
        keys = sealing.made(self.name, after, self._keys.lock.cost)
        with self._alone:
            with _writing(self.path) as connection:
                book = self._read(connection)
                _put(connection, keys, book.model_copy(update={"number": book.number + 1}))
            self._keys, self._seen = keys, book.number + 1

    def erase(self) -> None:
        """Erase the whole log: its values are overwritten, then its file, then the file goes."""
        with _writing(self.path) as connection:
            connection.execute("DELETE FROM log")
        with suppress(OSError):  # on Windows another page may have it open: it is empty already
            self.path.write_bytes(bytes(self.path.stat().st_size))
            self.path.unlink()

    def _read(self, connection: sqlite3.Connection) -> Book:
        values = _values(connection)
        if "page" not in values or "lock" not in values:
            raise NoLog("this log was erased")
        try:
            lock = Lock.restored(values["lock"], self.name)
            if lock.salt != self._keys.lock.salt:
                raise Closed("the passphrase was changed in another tab; open the log again")
            if lock != self._keys.lock:
                self._keys = sealing.rewrapped(self._keys, lock)
            text = sealing.unsealed(self._keys, values["page"])
        except NotOpened:
            raise Spoiled(_SPOILED) from None
        try:
            book = restored(text)
        except ValueError:
            raise LogError("this log was written by a newer kit; open it with that one") from None
        if book.number < self._seen:
            raise Spoiled("an older copy of this log was put in its place while it was open")
        self._seen = book.number
        mark = values["page"][:NONCE]
        self.marks = (mark, mark)
        return book


_SPOILED = (
    "the file of this log was changed by something that is not the kit; "
    "close the kit and put a backup of the file in its place"
)


def _lock(path: Path) -> Lock:
    with _reading(path) as connection:
        values = _values(connection)
    if "lock" not in values:
        raise NoLog("there is no such log here")
    try:
        return Lock.restored(values["lock"], path.stem)
    except NotOpened:
        raise Spoiled(_SPOILED) from None


def _values(connection: sqlite3.Connection) -> dict[str, bytes]:
    return {name: bytes(value) for name, value in connection.execute("SELECT name, value FROM log")}


def _put(connection: sqlite3.Connection, keys: Keys, book: Book) -> bytes:
    """Write everything, and return the mark of what was written."""
    text = stored(book)
    if len(text) > MOST:
        raise LogError("this log is full; take entries away as files, and erase them here")
    page = sealing.sealed(keys, text)
    query = "INSERT INTO log VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    for name, value in (("lock", keys.lock.stored()), ("page", page)):
        connection.execute(query, (name, value))
    return page[:NONCE]


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise NoLog("this log was erased, or was never here")
    try:
        with closing(_connected(path)) as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            raise LogError("another page is writing to this log; try again") from None
        if not path.is_file():
            raise NoLog("this log was erased") from None
        raise Spoiled(_SPOILED) from None


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise NoLog("this log was erased, or was never here")
    try:
        with closing(_connected(path)) as connection:
            connection.execute("BEGIN IMMEDIATE")  # what is not committed goes with the connection
            yield connection
            connection.execute("COMMIT")
    except sqlite3.Error:
        raise LogError(
            "the log could not be written just now; what you typed is still on the page"
        ) from None


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    for pragma in ("secure_delete=ON", "synchronous=FULL", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}").close()
    return connection


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """One try at a time on this machine. An empty file is the lock; nothing is written to it."""
    path = folder / "door"
    with suppress(OSError):
        os.close(os.open(path, os.O_CREAT, 0o600))
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error:
            raise LogError("too many passphrases are tried just now; wait a moment") from None
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
