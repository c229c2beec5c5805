"""A hall: forty people, the trainer and the projector arrive within ten seconds and work together.

Three servers in one run: stock Voila with the reference notebook, ours with the same notebook, and
the kit itself with its round page. The people are protocol clients that do what the page does: they
fetch the page and its assets, open the socket, read the widget's state, take their seat and have
their first line acknowledged; that is the arrival. Two real browsers stand among them and are
reported apart. Then everybody writes a line every twenty seconds: `wall_p95_s` is the time from a
line's being sent until the last other device of its table shows it. `lost` counts acknowledged
lines that are not in the journal. Then as many phones fill in a slip, on plain pages without a
kernel. Last, nobody writes for half a minute: what idle pages cost.

    python -m facilitator bench hall [--people 40] [--minutes 2] [--limit]

With --limit the kit alone is filled further, forty people at a time, until arrivals take longer
than two seconds, lines longer than one, or something fails.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import statistics
import tempfile
import time
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import _reference as reference
from _page_client import NotOpened, PageClient
from _served import (
    chromium,
    kit,
    p95,
    page_at,
    process_at,
    room,
    stock_voila,
    take_seat,
)
from tornado.httpclient import AsyncHTTPClient

from exercises.journal import sessions
from exercises.journal.store import Journal

WITHIN = 10.0  # seconds in which everybody arrives
EVERY = 20.0  # seconds between two lines of one person
IDLE = 30.0
MOST_SECONDS = 120.0

UNBOUNDED = """
import sys
from facilitator import cli, kernels, server
kernels.MOST_OF_TABLES = 10_000
kernels.MEMORY_LEFT = 0
sys.exit(cli.main(sys.argv[1:]))
"""


@dataclass
class Room:
    """Everybody who has come, and what went wrong."""

    pages: list[PageClient] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Hall:
    """A session of twelve tables in round one over a data folder."""

    def __init__(self, data: Path) -> None:
        self.journal = Journal.in_folder(data)
        self.session = room(self.journal, 12)

    def seat(self, origin: str, n: int) -> tuple[str, str]:
        """The n-th person's seat, by the door that everybody takes."""
        return take_seat(origin, code=self.session.code, table=str(n % 12 + 1))

    def key(self, origin: str, role: Any) -> tuple[str, str]:
        return take_seat(origin, key=sessions.mint_key(self.journal, self.session.id, role))

    def lost(self, pages: Sequence[PageClient]) -> int:
        """Acknowledged lines that the journal does not have."""
        kept = {entry.change for entry in self.journal.read(self.session.id)}
        return sum(change.id not in kept for page in pages for change in page.committed)


async def arrive(arrivals: Sequence[Coroutine[Any, Any, float]], seed: int) -> list[float]:
    """Start each arrival at its own moment; give each one's seconds."""

    async def one(at: float, arrival: Coroutine[Any, Any, float]) -> float:
        await asyncio.sleep(at)
        return await arrival

    moments = reference.moments(len(arrivals), WITHIN, seed)
    return await asyncio.gather(*map(one, moments, arrivals))


def reference_arrivals(
    origin: str, seats: Sequence[tuple[str, str]], sockets: str
) -> tuple[list[float], int]:
    """How long the visitors of the reference notebook wait, and how many of them got nothing."""

    async def all_of_them() -> tuple[list[float], int]:
        failed = 0
        held = []

        async def one(path: str, cookie: str) -> float:
            nonlocal failed
            began = time.perf_counter()
            try:
                async with asyncio.timeout(MOST_SECONDS):
                    took, socket = await reference.visit(origin, path, sockets.format(path), cookie)
            except (OSError, RuntimeError, TimeoutError):
                failed += 1
                return time.perf_counter() - began
            held.append(socket)
            return took

        took = await arrive([one(*seat) for seat in seats], 7)
        for socket in held:
            socket.close()
        return took, failed

    return asyncio.run(all_of_them())


async def come_in(room: Room, origin: str, seat: tuple[str, str], text: str | None) -> float:
    """Open a page and, with `text`, have a first line acknowledged; give the seconds it took."""
    page = PageClient(origin, *seat)
    room.pages.append(page)
    began = time.perf_counter()
    try:
        await page.open(MOST_SECONDS)
        if text:
            async with asyncio.timeout(MOST_SECONDS):
                await page.write(text)
    except (NotOpened, OSError, TimeoutError) as error:
        room.errors.append(f"{type(error).__name__}: {error}")
    return time.perf_counter() - began


async def work(pages: Sequence[PageClient], seconds: float, every: float) -> list[float]:
    """Everybody writes at their own moments; give each line's seconds to the last other device of
    its table."""
    lines: list[tuple[PageClient, Any, float]] = []

    async def one(n: int, page: PageClient) -> None:
        mine = random.Random(n)
        await asyncio.sleep(mine.uniform(0, every))
        while time.perf_counter() < until:
            began = time.perf_counter()
            change = page.put_line(f"Person {n} asks what she would want to happen next")
            lines.append((page, change, began))
            await change.done
            await asyncio.sleep(mine.uniform(0.8, 1.2) * every)

    until = time.perf_counter() + seconds
    await asyncio.gather(*(one(n, page) for n, page in enumerate(pages)))
    await asyncio.sleep(3)
    took = []
    for writer, change, began in lines:
        others = [p for p in pages if p is not writer and p.view["table"] == writer.view["table"]]
        if others:
            shown = [page.seen.get(change.id, began + MOST_SECONDS) for page in others]
            took.append(max(shown) - began)
    return took


async def slip(origin: str, code: str, n: int) -> float:
    """Fill in a slip on a phone without a kernel; give the seconds that the two answers took."""
    took = 0.0
    fields = {"code": code}
    client = AsyncHTTPClient(force_instance=True)
    try:
        for answers in (
            {},
            {"differently": f"person {n} will ask first", "rating": str(n % 5 + 1)},
        ):
            body = urlencode(fields | answers)
            headers = {"Origin": origin}
            began = time.perf_counter()
            answer = await client.fetch(
                origin + "/slip", method="POST", body=body, headers=headers, request_timeout=60
            )
            took += time.perf_counter() - began
            named = re.search(r'name="slip" value="(\w{16})"', answer.body.decode())
            fields["slip"] = named[1] if named else ""
    finally:
        client.close()
    return took


def in_browsers(origin: str, seats: Sequence[tuple[str, str]]) -> list[float]:
    """Seconds from navigation to a box that takes text, in real browsers, while the hall fills."""
    took = []
    with chromium() as browser:
        for seat in seats:
            page = page_at(browser, origin, seat)
            began = time.perf_counter()
            page.goto(origin + seat[0], wait_until="commit")
            page.locator("textarea").first.fill("ready", timeout=60_000)
            took.append(time.perf_counter() - began)
            page.context.close()
    return took


async def fill(hall: Hall, origin: str, people: int, minutes: float) -> dict[str, Any]:
    """The kit's own pages: arrival, work, rest."""
    pid = process_at(origin)
    before = reference.memory(pid)
    room = Room()
    seats = [hall.seat(origin, n) for n in range(people - 2)]  # and two in browsers
    arrivals = [come_in(room, origin, s, f"first line {n}") for n, s in enumerate(seats)]
    others = [hall.key(origin, role) for role in ("trainer", "projector")]
    arrivals += [come_in(room, origin, seat, None) for seat in others]
    shown = [hall.seat(origin, n) for n in range(people - 2, people)]
    with ThreadPoolExecutor(1) as thread:
        browsers = asyncio.get_running_loop().run_in_executor(thread, in_browsers, origin, shown)
        took = await arrive(arrivals, 11)
        in_browser = await browsers
    print(f"everybody is in; 95 of 100 within {p95(took):.2f} s", flush=True)
    await asyncio.sleep(8)
    total = reference.memory(pid)
    tables = room.pages[:]
    writing = [page for page in tables if page.view.get("table")]
    wall = await work(writing, minutes * 60, EVERY)
    before_slips = reference.memory(pid)
    code = hall.session.code
    slips = await arrive([slip(origin, code, n) for n in range(people)], 13)
    after_slips = reference.memory(pid)
    used = reference.processor(pid)
    await asyncio.sleep(IDLE)
    idle = (reference.processor(pid) - used) / IDLE
    lost = hall.lost(room.pages)
    refused = sum(sum(page.counts.refused.values()) for page in room.pages)
    failed = sum(page.counts.failed for page in room.pages)
    await asyncio.gather(*(page.close() for page in room.pages), return_exceptions=True)
    return {
        "arrival_p95_s": round(p95(took), 3),
        "arrival_median_s": round(statistics.median(took), 3),
        "arrival_worst_s": round(max(took), 3),
        "browser_s": [round(seconds, 2) for seconds in in_browser],
        "wall_median_s": round(statistics.median(wall), 3),
        "wall_p95_s": round(p95(wall), 3),
        "wall_worst_s": round(max(wall), 3),
        "lines": sum(len(page.committed) for page in room.pages),
        "lost": lost,
        "errors": len(room.errors) + refused + failed,
        "what_failed": sorted(set(room.errors))[:3],
        "memory_mib": round(total),
        "memory_before_mib": round(before),
        "idle_cores": round(idle, 3),
        "people": people,
        "pages_with_kernel": len(room.pages) + 2,
        "phones_without": people,
        "slip_p95_s": round(p95(slips), 3),
        "slips_memory_mib": round(after_slips - before_slips),
    }


def find_limit(folder: Path) -> list[dict[str, Any]]:
    """Fill the kit with ever more people until it is too slow or something fails."""
    found = []
    for people in range(40, 1000, 40):
        data = folder / f"limit-{people}"
        hall = Hall(data)
        with kit(data, UNBOUNDED) as origin:
            told = asyncio.run(fill(hall, origin, people, 1))
        hall.journal.close()
        found.append(told)
        print(f"{people} people: {told}", flush=True)
        bad = told["arrival_p95_s"] > 2 or told["wall_p95_s"] > 1 or told["errors"] or told["lost"]
        if bad:
            break
    return found


def main(people: int, minutes: float, limit: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if limit:
            found = find_limit(folder)
            good = [step["people"] for step in found[:-1]]
            reference.end({"limit": max(good, default=0), "steps": found})
            return
        with stock_voila(reference.NOTEBOOK, {}) as origin:
            everybody = [("/", "")] * (people + 2)
            stock, stock_failed = reference_arrivals(origin, everybody, "/api/kernels/")
        print(f"stock Voila: 95 of 100 within {p95(stock):.2f} s", flush=True)
        hall = Hall(folder / "ours" / "data")
        with reference.ours(folder / "ours") as (origin, _):
            seats = [hall.seat(origin, n) for n in range(people + 2)]
            cookies = [(path, f"kit-seat={token}") for path, token in seats]
            ours, ours_failed = reference_arrivals(origin, cookies, "{}kernels/")
        print(f"ours, the same notebook: 95 of 100 within {p95(ours):.2f} s", flush=True)
        hall = Hall(folder / "kit")
        with kit(folder / "kit") as origin:
            told = asyncio.run(fill(hall, origin, people, minutes))
        result = {
            "arrival_p95_ratio": round(told["arrival_p95_s"] / p95(stock), 3),
            "reference_arrival_p95_ratio": round(p95(ours) / p95(stock), 3),
            "stock_arrival_p95_s": round(p95(stock), 2),
            "reference_arrival_p95_s": round(p95(ours), 3),
            "stock_failed": stock_failed,
            "reference_failed": ours_failed,
        }
        reference.end(told | result | {"machine": reference.machine()})


if __name__ == "__main__":
    words = argparse.ArgumentParser(prog="python -m facilitator bench hall")
    words.add_argument("--people", type=int, default=40)
    words.add_argument("--minutes", type=float, default=2)
    words.add_argument("--limit", action="store_true")
    asked = words.parse_args()
    main(asked.people, asked.minutes, asked.limit)
