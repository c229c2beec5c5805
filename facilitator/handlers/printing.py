"""A session's paper: made on the trainer's word, in a process of its own, then fetched."""

from __future__ import annotations

import os
from pathlib import Path

from tornado.web import HTTPError

from exercises import easy_read
from exercises.following import frame_of
from exercises.journal import wipe
from exercises.journal.sessions import Seat
from exercises.scenarios import settings as scenarios
from exercises.six_principles.settings import EXERCISE, Settings
from exercises.temperature.settings import EXERCISE as CHECK
from facilitator import children
from facilitator.guard import REPORT_POLICY
from facilitator.handlers.reports import KINDS
from facilitator.handlers.seats import SeatPage, is_here
from facilitator.summaries.phrases import moment

LARGE, EASY = "-18-point", "-easy-read"  # how the names of the files end that have another size
NAMES = {
    ".pdf": "PDF, to print as it is",
    ".html": "Web page, to read or print",
    ".docx": "Word, to change first",
}


def folder_of(data: Path, seat: Seat) -> Path:
    """Where a session's paper is kept until the session is erased."""
    return wipe.folder_of(data, seat.session) / "paper"


class Printing(SeatPage):
    """Offer the paper, and make it anew when asked: the case or the tables may have changed. Of a
    scenario it is the cards of its role-play, and of a temperature check its form."""

    def get(self, seat_id: str) -> None:
        self._show(self._trainer(seat_id), {})

    async def post(self, seat_id: str) -> None:
        seat = self._trainer(seat_id)
        folder = folder_of(self.house.data, seat)
        words = ["-m", "facilitator.paper.run", str(self.house.data), seat.session, str(folder)]
        process = children.start(words, env=os.environ | {"KIT_DATA": str(self.house.data)})
        try:
            async for _ in children.lines(process):
                continue
            failed = await children.beside(process.wait)
        finally:
            children.end(process)
        if failed:
            wrong = "the paper could not be made; the reason is in the server's window"
            self._show(seat, {"make": wrong})
        else:
            self.go(f"/seat/{seat.id}/paper#made")

    def _trainer(self, seat_id: str) -> Seat:
        """The trainer's seat at a session that has paper. Raises HTTPError 404."""
        seat = self.trainer(seat_id)
        if is_here(self, seat).exercise not in (EXERCISE, scenarios.EXERCISE, CHECK):
            raise HTTPError(404)
        return seat

    def _show(self, seat: Seat, errors: dict[str, str]) -> None:
        folder = folder_of(self.house.data, seat)
        found = sorted(folder.glob("*")) if folder.is_dir() else []
        sizes = [
            (
                size,
                [(path.name, NAMES[end]) for end in NAMES for path in files if path.suffix == end],
            )
            for size, files in (
                (
                    "Ordinary size",
                    [path for path in found if not path.stem.endswith((LARGE, EASY))],
                ),
                ("18 point", [path for path in found if path.stem.endswith(LARGE)]),
                ("Easy Read", [path for path in found if path.stem.endswith(EASY)]),
            )
            if files
        ]
        session = is_here(self, seat)
        cards = session.exercise == scenarios.EXERCISE
        form = session.exercise == CHECK
        frame = frame_of(self.house.journal.read(session.id))
        easy = not (cards or form) and easy_read.tells(Settings.of(frame).case)
        made = moment(max(path.stat().st_mtime for path in found)) if found else ""
        told = {"sizes": sizes, "made": made, "easy": easy, "cards": cards, "form": form}
        self.show("printing", seat=seat.id, errors=errors, **told)


class Sheet(SeatPage):
    """One file of the paper."""

    policy = REPORT_POLICY

    def get(self, seat_id: str, name: str) -> None:
        folder = folder_of(self.house.data, self.trainer(seat_id))
        path = folder / name
        if path.parent != folder or path.suffix not in KINDS or not path.is_file():
            raise HTTPError(404)
        self.set_header("Content-Type", KINDS[path.suffix])
        if path.suffix == ".docx":
            self.set_header("Content-Disposition", f'attachment; filename="{path.name}"')
        self.finish(path.read_bytes())
