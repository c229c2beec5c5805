"""Likely twins, worked out beside the pages: one warm process for the whole server."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from typing import Any

from exercises.following import Reader
from exercises.journal import sessions
from exercises.journal.store import JournalError
from exercises.library import PRINCIPLES
from exercises.six_principles.state import State
from facilitator.house import House

log = logging.getLogger("kit")

PAUSE = 1.5  # seconds between looks


class Twinning:
    """Looks at the sessions that somebody has open and stores pairs of line names, never words."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._readers: dict[str, Reader] = {}
        self._seen: dict[str, str] = {}
        self._process: asyncio.subprocess.Process | None = None

    async def run(self) -> None:
        """Go on until cancelled."""
        try:
            while True:
                await asyncio.sleep(PAUSE)
                for session in self._house.sessions_here():
                    try:
                        await self._look(session)
                    except Exception:
                        log.exception("likely twins could not be worked out; tried again later")
        finally:
            if self._process is not None and self._process.returncode is None:
                self._process.kill()

    async def _look(self, session: str) -> None:
        reader = self._readers.setdefault(session, Reader(State))
        reader.take(self._house.journal.read(session, reader.seq))
        state = reader.state
        if state.frame.stage in ("lobby", "read", "round"):
            return
        lines = {
            p: [
                [line.id, line.words.text]
                for line in sorted(state.lines.values(), key=lambda line: line.id)
                if line.principle == p and line.shown
            ]
            for p in PRINCIPLES
        }
        mark = json.dumps(lines)
        if self._seen.get(session) == mark:
            return
        pairs = {p: await self._ask(found) for p, found in lines.items() if len(found) > 1}
        try:
            sessions.store_twins(self._house.journal, session, pairs)
        except JournalError:
            return  # wiped meanwhile
        self._seen[session] = mark

    async def _ask(self, lines: list[list[str]]) -> list[list[Any]]:
        """Ask the process for likely twins among these lines: [[a, b, score], ...]."""
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "exercises.twins",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=2**24,
            )
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        stdin.write(json.dumps({"id": 1, "lines": lines}).encode() + b"\n")
        await stdin.drain()
        answer = await stdout.readline()
        return json.loads(answer).get("pairs", []) if answer else []
