"""The look round from the command line: what was found, then the wait for a phone."""

from __future__ import annotations

import asyncio
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import segno

from exercises.journal.store import Journal
from facilitator.preparing import checks
from facilitator.preparing.findings import Finding, verdict
from facilitator.server import FIRST, KitServer, be_server
from facilitator.workbook import workbook

LOOK_SECONDS = 0.3


def look(
    journal: Journal,
    data: Path,
    port: int,
    room: str | None,
    seconds: float,
    say: Callable[[str], None],
) -> bool:
    """Print what was found; with a `room` (an address of this machine) wait `seconds` for a phone.

    True when nothing is amiss and, where a phone was waited for, one got through. The server is the
    real one, at the port that a session would use. Raises ValueError when the room cannot be
    opened.
    """
    found: list[Finding] = []

    def ready(server: KitServer) -> None:
        if room is not None:
            server.house.open_room(room)

    async def until(server: KitServer) -> None:
        found.append(await _page(server))
        found.extend(await asyncio.to_thread(checks.all_of, journal, data, port))
        for each in found:
            say(each.line())
        say(verdict(found))
        if room is not None:
            found.append(await _phone(server, seconds, say))
            say(found[-1].line())

    be_server(journal, data, port, ready, until)
    return bool(found) and all(each.state != "bad" for each in found) and _got_through(found, room)


def _got_through(found: list[Finding], room: str | None) -> bool:
    return room is None or (found[-1].name == "Phone" and found[-1].state == "good")


async def _page(server: KitServer) -> Finding:
    """Make a table's page as a session would."""
    began = time.monotonic()
    try:
        made = await server.ready.take(workbook(FIRST, "table"))
    except Exception as error:
        return Finding("Pages", "bad", f"A table's page could not be made ({error}).")
    await server.ready.put_back(made)
    return Finding("Pages", "good", f"A table's page was made in {time.monotonic() - began:.1f} s.")


async def _phone(server: KitServer, seconds: float, say: Callable[[str], None]) -> Finding:
    """Show where a phone should go, and wait for one."""
    reach = f"{server.house.origin()}/reach"
    say(f"\nNow try a phone on the same wifi: scan this, or open {reach}\n")
    say(_drawn(reach))
    say(f"Waiting for a phone, {seconds:g} seconds at most; Ctrl+C ends the wait.")
    until = time.monotonic() + seconds
    while server.house.reached is None and time.monotonic() < until:
        await asyncio.sleep(LOOK_SECONDS)
    return checks.phone(server.house.reached)


def _drawn(text: str) -> str:
    """A QR code in block characters; nothing where the terminal has none."""
    drawn = io.StringIO()
    segno.make(text, error="m").terminal(drawn, compact=True)
    try:
        drawn.getvalue().encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return ""
    return drawn.getvalue()
