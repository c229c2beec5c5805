"""The counts that ended sessions give to the roll-up: rows beside the journal, never words.

A session has rows while it is ended and its trainer gives its counts; they go with the session.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from exercises.journal.schema import results
from exercises.journal.store import Journal

ALL = ""  # the row for all of a group


@dataclass(frozen=True)
class Result:
    """How often (`n`, from 1 on) `thing` was there in group `part` of a measure, in one session.
    All three are names that the kit knows, such as that of a scenario's ending."""

    measure: str
    part: str
    thing: str
    n: int


@dataclass(frozen=True)
class Rolled:
    """The same over many sessions: in how many of them it was there, and how often in all."""

    exercise: str
    measure: str
    part: str
    thing: str
    sessions: int
    n: int


Row = dict[str, str | float]


def put(connection: Connection, session: str, rows: list[Row]) -> None:
    """Let these be the session's rows, in place of those it had."""
    connection.execute(delete(results).where(results.c.session == session))
    if rows:
        connection.execute(insert(results), rows)


def rows_of(session: str, exercise: str, closed: float, given: Iterable[Result]) -> list[Row]:
    """The rows that a session gives which ended at `closed`. Counts of one thing are added up, and
    each group gets a row for all of it."""
    found: Counter[tuple[str, str, str]] = Counter()
    for each in given:
        found[each.measure, each.part, each.thing] += each.n
        found[each.measure, each.part, ALL] += each.n
    return [
        {
            "session": session,
            "measure": measure,
            "part": part,
            "thing": thing,
            "exercise": exercise,
            "closed": closed,
            "n": n,
        }
        for (measure, part, thing), n in sorted(found.items())
        if n
    ]


def standing(connection: Connection, session: str) -> list[Row]:
    """The rows that a session has, in the order of `rows_of`."""
    query = select(results).where(results.c.session == session)
    found = [dict(row) for row in connection.execute(query).mappings()]
    return sorted(found, key=lambda row: (row["measure"], row["part"], row["thing"]))


def rolled_up(journal: Journal, since: float | None = None) -> list[Rolled]:
    """The rows of all sessions that have ended since then (seconds since 1970), added up by the
    database."""
    named = (results.c.exercise, results.c.measure, results.c.part, results.c.thing)
    query = select(*named, func.count(), func.sum(results.c.n)).group_by(*named)
    if since is not None:
        query = query.where(results.c.closed >= since)
    with journal.reading() as connection:
        return [Rolled(*row[:4], int(row[4]), int(row[5])) for row in connection.execute(query)]
