"""Does once, in the fork parent, what each page does first: reads the content, opens a journal,
takes a seat, writes a line and shows it. What that builds up in memory is then shared by all pages.

The journal is a file of its own that is gone before the first kernel starts; no connection stays.
Where sessions are kept in another database, only its driver is imported: a fork would hand on half
of a connection.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError

from exercises import library
from exercises.journal import sessions
from exercises.journal.store import Journal
from exercises.place import Place
from exercises.six_principles import views
from exercises.six_principles.settings import EXERCISE, Settings
from widgets import Table


def rehearse(folder: Path) -> None:
    """One table's first minute, in a journal in `folder`."""
    journal = Journal.in_file(folder / "rehearsal.sqlite3")
    opened = Settings(case=library.case("mrs-t")).opened(1)
    session = sessions.create(journal, EXERCISE, opened, tables=1, days=1)
    seat, token = sessions.take_seat(journal, sessions.Door(session.id, "table", 1))
    sessions.seat_of(journal, seat.id, token)
    place = Place(journal, sessions.redeem(journal, sessions.mint_ticket(journal, seat)))
    line = {"table": 1, "principle": "prevention", "text": "a rehearsal"}
    place.act("rehearsal-1", "line.added", line)
    views.content(place)
    views.table(place)
    Table(journal).close()
    journal.close()


if url := os.environ.get("KIT_DATABASE_URL"):
    with suppress(SQLAlchemyError, ImportError):  # said when the database is opened
        create_engine(url).dispose()
with tempfile.TemporaryDirectory(prefix="kit-") as name:
    rehearse(Path(name))
