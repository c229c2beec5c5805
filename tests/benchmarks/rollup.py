"""The roll-up over 1,000 simulated sessions, and how it grows from 10 to 10,000.

Sessions are simulated act by act through the real rules and the real fold. Time is that of asking
the database, hiding and writing both files, in a process that has done it before; memory is the
peak of a process that runs the whole command. On SQLite, and where PostgreSQL is installed also on
a server of its own.

    python -m facilitator bench rollup [SESSIONS]
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from _reference import machine
from _served import ROOT
from _simulated import Done, simulated, store
from sqlalchemy import func, select

from exercises import results
from exercises.journal import schema
from exercises.journal.store import Journal
from facilitator.rollup import run

FEW, USUAL, MANY = 10, 1_000, 10_000
TIMES = 15
PEAK = """
import sys
from facilitator import cli
status = cli.main(sys.argv[1:])
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")))
sys.exit(status)
"""
SHARE = 500  # sessions that a process simulates at a time


def seconds(act: Callable[[], object]) -> float:
    """The median of some runs."""
    act()  # what was just written is read for the first time
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def peak(data: Path, env: dict[str, str]) -> float:
    """MB that the command takes at most, in a process of its own."""
    words = ["rollup", "--data", str(data), "--csv", str(data / "peak.csv")]
    command = [sys.executable, "-c", PEAK, *words]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | env, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"the command failed: {done.stderr.strip()[-300:]}")
    return int(done.stdout.split()[-2]) / 1024


def measured(url: Any, data: Path, env: dict[str, str], found: list[Done]) -> dict[str, Any]:
    """Fill an empty database up to each size in turn, and measure there."""
    took, mb, said = {}, {}, {}
    with closing(Journal(url)) as journal:
        write = lambda: run.write(journal, None, data / "a.csv", data / "a.html")  # noqa: E731
        write()  # reads the words of the tables once
        there = 0
        for size in sorted({FEW, USUAL, len(found)}):
            store(journal, found[there:size])
            there = size
            if journal.engine.dialect.name == "postgresql":
                with journal.engine.connect().execution_options(
                    isolation_level="AUTOCOMMIT"
                ) as connection:
                    connection.exec_driver_sql("ANALYZE")
            took[size], mb[size] = seconds(write), peak(data, env)
            if size == USUAL and not journal.shared:
                said = rebuilt(journal)
        with journal.reading() as connection:
            rows = connection.execute(select(func.count()).select_from(schema.results)).scalar_one()
    print(f"{journal.engine.dialect.name}: " + ", ".join(f"{n}: {took[n]:.3f} s" for n in took))
    most = max(took)
    return {
        "seconds": round(took[USUAL], 4),
        "growth": {
            "sessions": most // FEW,
            "time": round(took[most] / took[FEW], 2),
            "memory": round(mb[most] / mb[FEW], 3),
        },
        "seconds_by_sessions": {str(n): round(each, 4) for n, each in took.items()},
        "peak_mb_by_sessions": {str(n): round(each, 1) for n, each in mb.items()},
        "rows": rows,
        **said,
    }


def rebuilt(journal: Journal) -> dict[str, Any]:
    """All counts worked out again from the entries: how long, and of how many sessions they were
    others, which must be none."""
    began = time.perf_counter()
    sessions, changed = results.rebuild(journal)
    if changed:
        sys.exit(f"of {sessions} sessions {changed} came out otherwise from the journal")
    return {"rebuild_s": round(time.perf_counter() - began, 1), "rebuild_changed": changed}


@contextmanager
def postgres() -> Iterator[Any]:
    """A server's address; None where none can be started."""
    sys.path.insert(0, str(ROOT))
    from tests.postgres import NotHere, Server

    try:
        server = Server()
    except NotHere as error:
        print(f"not on PostgreSQL: {error}")
        yield None
        return
    try:
        yield server.url
    finally:
        server.stop()


def simulated_by_all(count: int) -> list[Done]:
    """So many sessions, simulated by all processors."""
    firsts = range(0, count, SHARE)
    lasts = [min(count, first + SHARE) for first in firsts]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        parts = pool.map(simulated, firsts, lasts, [USUAL] * len(lasts))
        return [each for part in parts for each in part]


def main(count: int) -> None:
    began = time.perf_counter()
    found = simulated_by_all(count)
    entries = sum(each.session["last"] for each in found)
    simulated = time.perf_counter() - began
    print(f"{count} sessions with {entries} entries in {simulated:.0f} s", flush=True)
    with tempfile.TemporaryDirectory() as name, postgres() as server:
        data = Path(name)
        sqlite = measured(f"sqlite:///{data}/journal.sqlite3", data, {}, found)
        there = None
        if server is not None:
            env = {"KIT_DATABASE_URL": server.render_as_string(hide_password=False)}
            there = measured(server, data, env, found)
    print(json.dumps({**sqlite, "postgresql": there, "entries": entries, "machine": machine()}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
