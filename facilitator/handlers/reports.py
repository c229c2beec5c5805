"""Summaries and tables' own sheets: made in a process of their own, fetched when ready."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tornado.web import HTTPError

from exercises.following import frame_of
from exercises.journal import sessions, wipe
from facilitator import children
from facilitator.guard import REPORT_POLICY
from facilitator.handlers.seats import SeatPage
from facilitator.pdf import find_browser

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
}

GONE = "the server that was writing it is not there any more; write it again"
NOT_HERE = (
    "This file is not here",
    "It was erased, or another server has it. Go back to the page and write it again: what it is "
    "made of is kept.",
)


@dataclass
class Job:
    """One report being made."""

    step: str = "Starting"
    done: int = 0
    of: int = 1
    files: list[str] = field(default_factory=list)
    error: str | None = None
    running: bool = True

    def told(self) -> dict[str, Any]:
        return dict(vars(self))


JOBS: dict[Path, Job] = {}
_TASKS: set[asyncio.Task[None]] = set()


def where(data: Path, seat: sessions.Seat) -> Path:
    """The folder of the reports that this seat may fetch."""
    mine = "summary" if seat.role == "trainer" else f"table-{seat.table or 1}"
    return wipe.folder_of(data, seat.session) / mine


async def make(data: Path, seat: sessions.Seat, job: Job, extra: list[str]) -> None:
    """Run the report's process and follow what it says, one JSON line after the other."""
    folder = where(data, seat)
    words = ["-m", "facilitator.summaries.run", str(data), seat.session, str(folder), *extra]
    process = children.start(words, env=os.environ | {"KIT_DATA": str(data)})
    try:
        async for line in children.lines(process):
            told = json.loads(line)
            job.error = told.get("error", job.error)
            job.files = [Path(name).name for name in told.get("files", job.files)]
            job.step, job.done, job.of = (
                told.get(key, old)
                for key, old in (("step", job.step), ("done", job.done), ("of", job.of))
            )
        if await children.beside(process.wait) and job.error is None:
            job.error = "the report could not be made; the reason is in the server's window"
    finally:
        job.running = False
        children.end(process)


class Report(SeatPage):
    """Make the summary (trainer) or the table's own sheet, and say how far it is."""

    def get(self, seat_id: str) -> None:
        seat = self.at_seat(seat_id)
        job = JOBS.get(where(self.house.data, seat))  # a page asks only while it waits for one
        self.finish((job or Job("", running=False, error=GONE)).told())

    async def post(self, seat_id: str) -> None:
        seat = self.at_seat(seat_id)
        if seat.role == "projector":
            raise HTTPError(404)
        folder = where(self.house.data, seat)
        standing = JOBS.get(folder)
        if standing is None or not standing.running:
            job = JOBS[folder] = Job()
            verbatim = self.get_body_argument("verbatim", "") == "yes"
            framework = self.get_body_argument("framework", "") == "yes"
            whole = seat.role == "trainer" or self._checks_alone(seat)
            extra = ["--verbatim"] if whole and verbatim else []
            extra += ["--framework"] if whole and framework else []
            extra += ["--pdf"] if whole and find_browser() else []
            extra += [] if whole else ["--table", str(seat.table or 1)]
            task = asyncio.ensure_future(make(self.house.data, seat, job, extra))
            _TASKS.add(task)
            task.add_done_callback(_TASKS.discard)
        self.finish(JOBS[folder].told())

    def _checks_alone(self, seat: sessions.Seat) -> bool:
        """Somebody who checks a plan alone leaves with what a room would have."""
        settings = frame_of(self.house.journal.read(seat.session)).settings
        return seat.role == "solo" and bool(settings.get("plan_only"))


class Download(SeatPage):
    """One finished file of this seat's own reports."""

    policy = REPORT_POLICY

    def get(self, seat_id: str, name: str) -> None:
        seat = self.at_seat(seat_id)
        folder = where(self.house.data, seat)
        path = folder / name
        if path.parent != folder or path.suffix not in KINDS:
            raise HTTPError(404)
        if not path.is_file():
            self.refuse(404, *NOT_HERE)
            return
        self.set_header("Content-Type", KINDS[path.suffix])
        if path.suffix != ".html":
            self.set_header("Content-Disposition", f'attachment; filename="{path.name}"')
        self.finish(path.read_bytes())
