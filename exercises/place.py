"""A place at a session: a seat, the state it sees, and the one way in for what is done there."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

from exercises import results
from exercises.exercise import Refused, exercise
from exercises.following import Reader
from exercises.journal import sessions
from exercises.journal.aside import Removed
from exercises.journal.entries import Body, Entry, body_of
from exercises.journal.frame import TableAdded
from exercises.journal.sessions import Seat, Session
from exercises.journal.store import GONE, Journal, NoSession

UNSIGNED = "somebody"  # who wrote an entry that does not say from which table it comes

# A digit or a hyphen keeps out names that every object of a script has, such as __proto__.
_CHANGE = re.compile(r"(?=.*[0-9-])[0-9A-Za-z_-]{8,64}")


class Place:
    """What one seat can see and do. `follow` reads on; `act` writes."""

    def __init__(self, journal: Journal, seat: Seat) -> None:
        self.journal = journal
        self.seat = seat
        self.session: Session = sessions.find(journal, id=seat.session)
        self.exercise = exercise(self.session.exercise)
        self.reader: Reader[Any] = Reader(self.exercise.begin)
        self.follow()

    @property
    def state(self) -> Any:
        """The state of the session's exercise, as this place has read it."""
        return self.reader.state

    def follow(self) -> bool:
        """Read what is new; True when there was something. Raises NoSession after a wipe."""
        found = self.journal.read(self.seat.session, self.reader.seq)
        if not found and not self.journal.has(self.seat.session):
            raise NoSession(GONE)
        return self.reader.take(found)

    def act(self, change: str, kind: str, raw: dict[str, Any]) -> Entry:
        """Write one change and return its entry; a change that stands is returned again.

        Raises Refused with a sentence when it cannot be taken, NoSession after a wipe.
        """
        named = isinstance(change, str) and _CHANGE.fullmatch(change)
        if not named or change in self.exercise.names():
            raise Refused("this page sent a change without a proper name; load the page again")
        if not isinstance(kind, str):
            raise Refused("this page asked for something the kit does not do; load the page again")
        self.follow()
        entry = self._standing(change) or self._new(change, kind, raw)
        if isinstance(entry.body, Removed):  # a retry finishes what was broken off
            self.journal.empty_words(self.seat.session, entry.body.target, before=entry.seq)
        self.follow()
        return entry

    def _new(self, change: str, kind: str, raw: dict[str, Any]) -> Entry:
        try:
            body = body_of(kind, raw)
        except ValidationError as error:
            raise Refused(_sentence(error)) from None
        if not self.exercise.knows(body):
            raise Refused("this page asked for something the kit does not do; load the page again")
        if isinstance(body, TableAdded):
            return self._add_table(change, body)
        return self._write(change, body)

    def _write(self, change: str, body: Body) -> Entry:
        """Check and append while nobody else can write, so that what a rule saw still holds."""
        with self.journal.holding(self.seat.session) as connection:
            fresh = self.journal.read_within(connection, self.seat.session, self.reader.seq)
            self.reader.take(fresh)
            if (standing := self._standing(change)) is not None:
                return standing
            if isinstance(body, Removed):
                self._check_removal(body)
            else:
                self.exercise.check(self.state, self.reader.entries, self.seat, body)
            unsigned = body.unsigned and self.seat.role == "table"
            ended = self.state.frame.ended
            entry = self.journal.append_within(
                connection,
                self.seat.session,
                body,
                seat="" if unsigned else self.seat.id,
                by=UNSIGNED if unsigned else self.seat.by,
                change=change,
            )
            if results.changes(ended, body):
                results.keep(connection, self.session, [*self.reader.entries, entry])
            return entry

    def _standing(self, change: str) -> Entry | None:
        """The entry of a change that was written before."""
        return next((e for e in reversed(self.reader.entries) if e.change == change), None)

    def _add_table(self, change: str, body: TableAdded) -> Entry:
        if self.seat.role != "trainer":
            raise Refused("only the trainer adds tables; ask at the front")
        if self.state.frame.ended:
            raise Refused("the session has ended; reopen it first")
        if body.table > 12 or body.table in self.state.frame.tables:
            raise Refused(f"table {body.table} cannot be added; a room has at most 12 tables")
        sessions.add_table(self.journal, self.seat, body.table, change)
        self.follow()
        return next(e for e in reversed(self.reader.entries) if e.change == change)

    def _check_removal(self, body: Removed) -> None:
        """Only the trainer removes for good, or who works alone, and only what was set aside."""
        aside = self.exercise.is_aside(self.state, body.target)
        if self.seat.role not in ("trainer", "solo") or not aside:
            raise Refused("only the trainer removes for good, and only what was set aside first")


def _sentence(error: ValidationError) -> str:
    """The first fault of an entry, in words and without anybody's words in it."""
    first = error.errors(include_input=False, include_url=False, include_context=True)[0]
    if first["type"] == "value_error":
        return str(first.get("ctx", {}).get("error", "this cannot be taken"))
    if first["type"] == "string_type":
        return "this is not text; write it in words"
    told = first.get("ctx", {})
    if first["type"] in ("too_long", "string_too_long") and told.get("field_type") != "Tuple":
        return f"this is too long; write at most {told.get('max_length')} characters"
    place = ".".join(str(part) for part in first["loc"]) or "it"
    return f"{place} cannot be taken: {first['msg'][:1].lower()}{first['msg'][1:]}"
