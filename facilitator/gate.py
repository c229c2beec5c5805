"""The door for typed codes: ten attempts a second on the whole server; the rest wait."""

from __future__ import annotations

import asyncio
import time

PER_SECOND = 10


class Gate:
    """Lets attempts through one after the other. Nobody is locked out: a hall has one address."""

    def __init__(self, per_second: float = PER_SECOND) -> None:
        self._gap = 1.0 / per_second
        self._next = 0.0

    async def turn(self) -> None:
        """Wait until it is this attempt's turn."""
        now = time.monotonic()
        mine = max(now, self._next)
        self._next = mine + self._gap
        await asyncio.sleep(mine - now)
