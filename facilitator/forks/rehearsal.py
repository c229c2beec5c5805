"""Does once, in the fork parent, what each page does first: reads the content, opens a journal,
takes a seat, writes a line and shows it. What that builds up in memory is then shared by all pages.

The journal is a file of its own that is gone before the first kernel starts; no connection stays.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

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


with tempfile.TemporaryDirectory(prefix="kit-") as name:
    rehearse(Path(name))
