"""What goes wrong between the kit and its database, as sentences for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoneFree

SILENT = "the database is not answering"
SENTENCES = {  # by PostgreSQL's code, or by what SQLite says
    "53100": "the disk that the database is on is full",
    "53300": "the database has no connection left for this page",
    "55P03": "something else is holding the database",
    "25006": "the database takes no changes just now",
    "database or disk is full": "the disk that the database is on is full",
    "disk I/O error": "the disk that the database is on cannot be used",
    "database is locked": "another program is holding the database",
    "attempt to write a readonly database": "the database takes no changes just now",
    "unable to open database file": "the database's file cannot be opened",
}


class JournalError(Exception):
    """The journal cannot be opened or written; the message is a sentence for the user."""


class NoSession(JournalError):
    """The session is not in the journal: it was never there, has expired or was wiped."""


class Unanswered(JournalError):
    """The database did not say that it has done what it was asked. It may be asked again: a change
    is stored once, however often it is brought. The message is a sentence."""


@contextmanager
def answered() -> Iterator[None]:
    """Whatever the database or the way to it does instead of answering is raised as Unanswered.

    An IntegrityError is an answer. pg8000 lets some faults of its socket through as OSError.
    """
    try:
        yield
    except IntegrityError:
        raise
    except (DBAPIError, NoneFree, OSError) as error:
        raise Unanswered(_sentence(error)) from error


def _sentence(error: BaseException) -> str:
    parts = _parts(error)
    return SENTENCES.get(parts.get("C", "")) or SENTENCES.get(parts.get("M", ""), SILENT)


def fault(error: BaseException) -> str:
    """What the database said, for whoever set it up."""
    return _parts(error)["M"]


def _parts(error: BaseException) -> dict[str, str]:
    """The parts of what the database said: C its code, M its text.

    A server that refuses a connection closes it, and where that is quicker than pg8000's farewell,
    the farewell fails as well: then its words are those of the error that came before.
    """
    first = error.orig if isinstance(error, DBAPIError) and error.orig else error
    each: BaseException | None = first
    while each is not None:
        if each.args and isinstance(each.args[0], dict):
            return {"M": str(each), **each.args[0]}
        each = each.__context__
    return {"M": str(first.args[0] if first.args else first)}
