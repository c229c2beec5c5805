"""Likely twins, passages of a plan that may show something, and how two coders agree, worked out
beside the pages: one warm process for the whole server."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
from typing import Any

from exercises.following import Reader
from exercises.interviews import agreement
from exercises.interviews.settings import EXERCISE as INTERVIEWS
from exercises.interviews.state import State as Study
from exercises.journal import sessions
from exercises.journal.store import JournalError, NoSession, Unanswered
from exercises.library import PRINCIPLES
from exercises.six_principles.holding import question
from exercises.six_principles.state import State
from facilitator import children
from facilitator.house import House

log = logging.getLogger("kit")

PAUSE = 1.5  # seconds between looks
SECONDS = 120.0  # after which an answer is not waited for any more


class Twinning:
    """Looks at the sessions that somebody has open and stores names of lines and passages, and
    numbers; never words."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._readers: dict[str, Reader] = {}
        self._studies: dict[str, bool] = {}  # whether a session is a study by interviews
        self._seen: dict[str, str] = {}
        self._process: subprocess.Popen[bytes] | None = None

    async def run(self) -> None:
        """Go on until cancelled."""
        try:
            while True:
                await asyncio.sleep(PAUSE)
                for session in self._house.sessions_here():
                    try:
                        await self._look(session)
                    except Unanswered:
                        continue  # the house says so
                    except Exception:
                        log.exception("likely twins could not be worked out; tried again later")
        finally:
            if self._process is not None:
                children.end(self._process)

    async def _look(self, session: str) -> None:
        if session not in self._studies:
            try:
                found = sessions.find(self._house.journal, id=session)
            except NoSession:
                return  # wiped, and its page not closed yet
            self._studies[session] = found.exercise == INTERVIEWS
        if self._studies[session]:
            await self._look_at_codings(session)
        else:
            await self._look_at_lines(session)

    async def _look_at_codings(self, session: str) -> None:
        """How far the two coders of a study agree: their marks as 0 and 1 go to the process."""
        reader = self._readers.setdefault(session, Reader(Study))
        if not reader.take(self._house.journal.read(session, reader.seq)):
            return
        asked = agreement.question(reader.state)
        if asked is None or self._seen.get(session) == asked["mark"]:
            return
        answer = await self._ask(codings=asked["codings"])
        if "kappas" not in answer:
            log.warning("how far two coders agree was not worked out")
            return
        told = {"mark": asked["mark"], "kappas": answer["kappas"]}
        try:
            sessions.store_twins(self._house.journal, session, told)
        except JournalError:
            return  # wiped meanwhile
        self._seen[session] = asked["mark"]

    async def _look_at_lines(self, session: str) -> None:
        reader = self._readers.setdefault(session, Reader(State))
        reader.take(self._house.journal.read(session, reader.seq))
        state = reader.state
        early = state.frame.stage in ("lobby", "read", "round")
        lines = {
            p: [
                [line.id, line.words.text]
                for line in sorted(state.lines.values(), key=lambda line: line.id)
                if line.principle == p and line.shown and not early
            ]
            for p in PRINCIPLES
        }
        asked = question(state)
        names = {"plan": asked.plan, "names": asked.names} if asked else {}
        mark = json.dumps([lines, names])
        if self._seen.get(session) == mark or (early and asked is None):
            return
        pairs: dict[str, Any] = {
            p: (await self._ask(lines=found)).get("pairs", [])
            for p, found in lines.items()
            if len(found) > 1
        }
        if asked is not None:
            answer = await self._ask(factors=asked.factors, passages=asked.passages)
            if "found" in answer:
                pairs["plan"] = {**names, "found": answer["found"]}
            else:
                log.warning("passages of a plan were not compared")
        try:
            sessions.store_twins(self._house.journal, session, pairs)
        except JournalError:
            return  # wiped meanwhile
        self._seen[session] = mark

    async def _ask(self, **asked: Any) -> dict[str, Any]:
        """Ask the process; empty when it ended instead of answering."""
        if self._process is None or self._process.poll() is not None:
            self._process = children.start(["-m", "exercises.matcher"], talks=True)
        request = json.dumps({"id": 1, **asked}).encode() + b"\n"
        try:
            talk = children.beside(_talk, self._process, request)
            answer = await asyncio.wait_for(talk, SECONDS)
        except TimeoutError:  # the next question gets a process of its own
            log.warning("the worker for likely twins and passages was too long at it")
            children.end(self._process)
            return {}
        return json.loads(answer) if answer else {}


def _talk(process: subprocess.Popen[bytes], request: bytes) -> bytes:
    """Send one line and wait for the answer; empty when the process has ended."""
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(request)
        process.stdin.flush()
        return process.stdout.readline()
    except OSError:
        return b""
