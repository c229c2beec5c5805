"""Two servers of the kit on one PostgreSQL, forty people at twelve tables, and one server killed.

The people are protocol clients that do what a page does, behind one address that takes each seat to
one of the servers as long as it stands. First nobody writes: what idle screens ask of the database.
Then everybody writes a line every five seconds: how late a line is on the last other device of its
table, whichever server that is at. In the middle of that one server is killed. `moved_p95_s` is the
time from the kill to the first change of a page of that server that the other one acknowledged;
`lost` counts acknowledged changes that are not in the journal, `doubled` those that are there
twice. Last, how many changes a second the database takes from eight writers at once, without pages.

The database is a real one, started here; it answers "committed" only when its disk has it.

    python -m facilitator bench cluster [--people 40] [--seconds 25]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # runs uninstalled too

import _reference as reference
from _page_client import PageClient
from _served import kit, p95, process_at, room
from _sticky import Sticky
from hall import Room, arrive, come_in, work

from exercises.journal import sessions
from exercises.journal.codes import new_id
from exercises.journal.frame import Said
from exercises.journal.sessions import Door, Session
from exercises.journal.store import Journal
from tests.postgres import Server

MOST_TABLES = 12
EVERY = 5.0  # seconds between two lines of one person
IDLE = 10.0
PATIENCE = 90.0
AS, AFTER, MEANWHILE = "as it is killed", "after it was killed", "meanwhile"
UNDER_WAY = 8  # lines that are on their way to the server when it is killed
WRITERS = 8
WRITING = 5.0


class Cluster:
    """The servers, the database behind them and the address in front."""

    def __init__(
        self, database: Server, proxy: Sticky, origins: Sequence[str], people: int
    ) -> None:
        self.database = database
        self.proxy = proxy
        self.pids = {int(origin.rpartition(":")[2]): process_at(origin) for origin in origins}
        proxy.ports = list(self.pids)
        self.journal = Journal(database.url)
        self.tables = min(MOST_TABLES, max(1, people // 2))
        self.session = room(self.journal, self.tables)

    def seat(self, n: int) -> tuple[str, str]:
        """The path of the n-th person's page and the token that opens it."""
        door = Door(self.session.id, "table", n % self.tables + 1)
        seat, token = sessions.take_seat(self.journal, door)
        return f"/seat/{seat.id}/", token

    def server_of(self, page: PageClient) -> int:
        """The port of the server that this page is at."""
        return self.proxy.order(page.path.split("/")[2])[0]

    def processor(self) -> dict[str, float]:
        """Seconds of processor time so far, of the servers with their pages and of PostgreSQL."""
        kit = sum(reference.processor(pid) for pid in self.pids.values() if psutil.pid_exists(pid))
        return {"kit": kit, "postgres": reference.processor(self.database.process.pid)}

    def transactions(self) -> int:
        asked = (
            "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = 'postgres'"
        )
        return self.database.ask(asked)

    def connections(self) -> int:
        return self.database.ask("SELECT count(*) FROM pg_stat_activity WHERE usename = 'kit'")


async def rest(cluster: Cluster, pages: int) -> dict[str, Any]:
    """Nobody writes: what the screens ask all the same."""
    await asyncio.sleep(3)
    asked, used = cluster.transactions(), cluster.processor()
    await asyncio.sleep(IDLE)
    now = cluster.processor()
    return {
        "idle_transactions_per_page_s": round((cluster.transactions() - asked) / IDLE / pages, 2),
        "idle_cores_kit": round((now["kit"] - used["kit"]) / IDLE, 3),
        "idle_cores_postgres": round((now["postgres"] - used["postgres"]) / IDLE, 3),
        "connections": cluster.connections(),
    }


async def kill_one(cluster: Cluster, pages: Sequence[PageClient]) -> dict[str, Any]:
    """Kill the server with more pages while some write; wait until every page is at the other."""
    where = Counter(cluster.server_of(page) for page in pages)
    victim, _ = where.most_common(1)[0]
    theirs = [page for page in pages if cluster.server_of(page) == victim]
    others = [page for page in pages if cluster.server_of(page) != victim]
    under_way = [page.put_line(f"{AS}, {n}") for n, page in enumerate(theirs[:UNDER_WAY])]
    await asyncio.sleep(0.01)
    psutil.Process(cluster.pids[victim]).kill()
    killed = time.perf_counter()

    async def moved(n: int, page: PageClient) -> float:
        """Somebody whose page was there writes at once."""
        await page.put_line(f"{AFTER}, {n}").done
        return time.perf_counter() - killed

    async def stayed(n: int, page: PageClient) -> float:
        """Somebody at the other server goes on as before."""
        await asyncio.sleep(random.Random(n).uniform(0, EVERY))
        return await page.write(f"{MEANWHILE}, {n}")

    async with asyncio.timeout(PATIENCE):
        took, not_moved, _ = await asyncio.gather(
            asyncio.gather(*(moved(n, page) for n, page in enumerate(theirs))),
            asyncio.gather(*(stayed(n, page) for n, page in enumerate(others))),
            asyncio.gather(*(change.done for change in under_way)),
        )
    return {
        "pages_moved": len(theirs),
        "moved_median_s": round(statistics.median(took), 2),
        "moved_p95_s": round(p95(took), 2),
        "moved_worst_s": round(max(took), 2),
        "others_p95_s": round(p95(not_moved), 2),
    }


def settled(cluster: Cluster, pages: Sequence[PageClient]) -> dict[str, int]:
    """What was acknowledged, beside what the journal has."""
    entries = cluster.journal.read(cluster.session.id)
    kept = {entry.change for entry in entries}
    texts = Counter(getattr(entry.body, "text", "") for entry in entries)
    said = [change for page in pages for change in page.committed]
    once = [f"{when}, {n}" for when in (AS, AFTER, MEANWHILE) for n in range(len(pages))]
    return {
        "acknowledged": len(said),
        "lost": sum(change.id not in kept for change in said),
        "doubled": sum(texts[text] > 1 for text in once),
        "sent_again": sum(page.counts.sent_again for page in pages),
        "waiting": sum(len(page.waiting) for page in pages),
        "refused": sum(sum(page.counts.refused.values()) for page in pages),
    }


def written_a_second(database: Server) -> float:
    """Changes of eight sessions, each with a writer that waits for every answer."""
    until = time.monotonic() + WRITING
    counts: list[int] = []

    def write(journal: Journal, session: Session) -> None:
        n = 0
        while time.monotonic() < until:
            body = Said(text=f"message {n}")
            journal.append(session.id, body, seat="s", by="trainer", change=new_id())
            n += 1
        counts.append(n)

    with ExitStack() as open_ones:
        journals = [open_ones.enter_context(closing(Journal(database.url))) for _ in range(WRITERS)]
        found = [(journal, room(journal, 1)) for journal in journals]
        threads = [threading.Thread(target=write, args=pair) for pair in found]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sum(counts) / WRITING


async def trial(cluster: Cluster, people: int, seconds: float) -> dict[str, Any]:
    """Arrival, rest, work, the kill, and what is left."""
    present = Room()
    seats = [cluster.seat(n) for n in range(people)]
    url = cluster.proxy.url
    took = await arrive([come_in(present, url, seat, None) for seat in seats], 11)
    pages = present.pages
    print(f"{people} people are in; 95 of 100 within {p95(took):.2f} s", flush=True)
    told: dict[str, Any] = {
        "people": people,
        "at_each_server": sorted(Counter(map(cluster.server_of, pages)).values()),
        "arrival_p95_s": round(p95(took), 2),
        "errors": present.errors[:3],
        "memory_mib": round(sum(reference.memory(pid) for pid in cluster.pids.values())),
        "memory_postgres_mib": round(reference.memory(cluster.database.process.pid)),
    }
    told |= await rest(cluster, people)
    used, began, asked = cluster.processor(), time.perf_counter(), cluster.transactions()
    wall = await work(pages, seconds, EVERY)
    now, lasted = cluster.processor(), time.perf_counter() - began
    lines = sum(len(page.committed) for page in pages)
    told |= {
        "lines_a_second": round(lines / seconds, 1),
        "wall_median_s": round(statistics.median(wall), 3),
        "wall_p95_s": round(p95(wall), 3),
        "transactions_a_second": round((cluster.transactions() - asked) / lasted),
        "cores_kit": round((now["kit"] - used["kit"]) / lasted, 2),
        "cores_postgres": round((now["postgres"] - used["postgres"]) / lasted, 2),
    }
    print(f"a line is on the last other device within {told['wall_p95_s']} s", flush=True)
    told |= await kill_one(cluster, pages)
    print(f"one server killed: 95 of 100 go on within {told['moved_p95_s']} s", flush=True)
    told |= settled(cluster, pages)
    await asyncio.gather(*(page.close() for page in pages), return_exceptions=True)
    return told


def main(people: int, seconds: float) -> None:
    database = Server(durable=True)
    proxy = Sticky()
    try:
        os.environ["KIT_DATABASE_URL"] = database.url.render_as_string(hide_password=False)
        os.environ["KIT_PUBLIC_URL"] = proxy.url
        with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
            paths = [Path(folder) / name for name in ("one", "other")]
            origins = [running.enter_context(kit(path)) for path in paths]
            cluster = Cluster(database, proxy, origins, people)
            told = asyncio.run(trial(cluster, people, seconds))
            cluster.journal.close()
        told["writes_a_second"] = round(written_a_second(database))
    finally:
        proxy.stop()
        database.stop()
    reference.end(told | {"machine": reference.machine()})


if __name__ == "__main__":
    words = argparse.ArgumentParser(prog="python -m facilitator bench cluster")
    words.add_argument("--people", type=int, default=40)
    words.add_argument("--seconds", type=float, default=25)
    asked = words.parse_args()
    main(asked.people, asked.seconds)
