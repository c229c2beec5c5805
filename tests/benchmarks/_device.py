"""Somebody at a table: a page behind a wire of its own, and lines that are typed there."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

from _ledger import Ledger
from _page_client import Change, NotOpened, NotTaken, PageClient
from _wire import Wire

from exercises.journal.sessions import Seat
from exercises.library import PRINCIPLES

PATIENCE = 50.0  # seconds in which a page has to come back by itself
LOADS = 20  # attempts to open a page by hand
EACH = 150  # lines on a principle: the kit takes 200


class Device:
    """A page, its wire, and whoever writes there. `stuck` has a sentence for each time the page had
    to be loaded again by hand."""

    def __init__(self, seat: Seat, token: str, port: int, ledger: Ledger) -> None:
        self.seat = seat
        self.wire = Wire(port)
        self.stuck: list[str] = []
        self._token = token
        self._ledger = ledger
        self._typed = 0
        self._refused: list[str] = []

    async def open(self) -> None:
        origin = await self.wire.start()
        self.page = PageClient(origin, f"/seat/{self.seat.id}/", self._token)
        await self._load()

    async def close(self) -> None:
        await self.page.close()
        await self.wire.stop()

    def write(self) -> Change:
        """Type one more line and press Enter."""
        self._typed += 1
        return self._enter(
            f"{self._typed}: what she wants: a café, a naïve hope, 100 % ({self.seat.id})"
        )

    async def under_way(self, wait: float) -> None:
        """Return `wait` seconds after a line was sent, with at least one that is not answered."""
        self.write()
        if wait:
            await asyncio.sleep(wait)
        if not self.page.waiting:
            self.write()

    def calm(self) -> bool:
        """Whether the page is connected and everything written here is saved."""
        page = self.page
        return page.seated and not (page.lost or page.waiting or page.gone or self._refused)

    def shows(self, names: set[str]) -> bool:
        """Whether all these lines are on the walls of this page."""
        return names <= {line["id"] for line in self.page.lines}

    async def settled(self) -> None:
        """Wait until it is calm. What was refused is entered again, since its box has it again; a
        page that does not come back is loaded again by hand, and that is noted."""
        until = time.monotonic() + PATIENCE
        while not self.calm():
            page = self.page
            if self._refused and page.seated and not page.lost:
                again, self._refused = self._refused, []
                for text in again:
                    self._enter(f"{text}, once more")
            if page.gone or time.monotonic() > until:
                self.stuck.append(
                    f"a page did not come back by itself: seat {page.seat or 'none'}, "
                    f"stage {page.view.get('stage')}, lost {page.lost!r}, said {page.said!r}, "
                    f"gone {page.gone}, {len(page.waiting)} waiting, {page.counts}"
                )
                page.drop()
                await self._load()
                until = time.monotonic() + PATIENCE
            with suppress(TimeoutError):
                await page.until(self.calm, 1.0)

    async def _load(self) -> None:
        for attempt in range(1, LOADS + 1):
            try:
                await self.page.open(PATIENCE)
                return
            except (NotOpened, OSError) as error:  # the server may be down just now
                self.page.drop()
                if attempt == LOADS:
                    raise RuntimeError(f"a page could not be opened: {error}") from None
                await asyncio.sleep(1)

    def _enter(self, text: str) -> Change:
        principle = PRINCIPLES[self._typed // EACH % len(PRINCIPLES)]
        body = {"table": self.seat.table, "principle": principle, "text": text}
        change = self.page.put("line.added", body)
        self._ledger.send(change.id, self.seat.session, text)
        change.done.add_done_callback(lambda done: self._answered(change, text, done))
        return change

    def _answered(self, change: Change, text: str, done: asyncio.Future[float]) -> None:
        if done.cancelled():
            return
        if isinstance(done.exception(), NotTaken):
            self._refused.append(text)
            self._ledger.refused.add(change.id)
        else:
            self._ledger.taken.add(change.id)
