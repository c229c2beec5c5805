"""A process that writes into the journal without a page, with a clock that jumps, until it dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from sqlalchemy import URL

from exercises.journal.sessions import Seat
from exercises.journal.store import Journal, JournalError, Unanswered
from exercises.place import Place

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["_writer"])


@dataclass
class Task:
    """Lines to write, as (id, body), from a seat.

    The clock goes wrong by `jump` seconds at the second line. At line `dies` the process kills
    itself in the middle of the transaction; with `killed` it is killed from outside, so many
    seconds after its first line was begun.
    """

    database: str
    seat: Seat
    lines: list[tuple[str, dict[str, object]]]
    jump: float = 0.0
    dies: int | None = None
    killed: float | None = None


@dataclass
class Outcome:
    """Names of the lines that the process began and of those it knew to be written when it ended,
    and how often it found the disk full."""

    begun: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    full: int = 0
    trouble: str = ""


def run(task: Task) -> Outcome:
    """Do the task in a process of its own and wait for its end."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_write, args=(task, theirs))
    process.start()
    theirs.close()
    outcome = Outcome()
    end: threading.Timer | None = None
    try:
        while True:
            word, said = ours.recv()
            if word == "begun":
                outcome.begun.append(said)
                if end is None and task.killed is not None:
                    end = threading.Timer(task.killed, process.kill)
                    end.start()
            elif word == "written":
                outcome.written.append(said)
            elif word == "full":
                outcome.full += 1
            elif word == "trouble":
                outcome.trouble = said
    except (EOFError, OSError):
        pass  # it has ended, as it may at any point
    process.join()
    if end is not None:
        end.cancel()
    ours.close()
    return outcome


def _write(task: Task, line: Connection) -> None:
    try:
        _write_lines(task, line)
    except Exception as error:
        line.send(("trouble", f"{type(error).__name__}: {error}"))


def _write_lines(task: Task, line: Connection) -> None:
    looked = 0

    def clock() -> float:
        nonlocal looked
        looked += 1
        if looked == task.dies:
            os.kill(os.getpid(), signal.SIGKILL)
        return time.time() + (task.jump if looked > 1 else 0.0)

    place = _place(task, line, clock)
    for change, body in task.lines:
        line.send(("begun", change))
        while True:
            try:
                place.act(change, "line.added", body)
                break
            except Unanswered:
                line.send(("full", change))
                time.sleep(0.1)
        line.send(("written", change))


def _place(task: Task, line: Connection, clock: Callable[[], float]) -> Place:
    while True:
        try:
            url = URL.create("sqlite", database=task.database)
            return Place(Journal(url, clock), task.seat)
        except JournalError as error:
            if "disk" not in str(error):
                raise
            line.send(("full", ""))
            time.sleep(0.1)
