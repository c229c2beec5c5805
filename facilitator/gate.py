"""The door for typed codes: ten attempts a second on the whole server; the rest wait, and when the
queue is long they are asked to come back."""

from __future__ import annotations

import asyncio
import time

PER_SECOND = 10
LONGEST_WAIT = 15.0  # seconds; longer than a hall of phones that all scan at once needs


class Busy(Exception):
    """Too many attempts wait already; the message is a sentence for the one who tried."""


class Gate:
    """Lets attempts through one after the other. Nobody is locked out: a hall has one address."""

    def __init__(self, per_second: float = PER_SECOND) -> None:
        self._gap = 1.0 / per_second
        self._next = 0.0

    async def turn(self) -> None:
        """Wait until it is this attempt's turn. Raises Busy when that would take too long."""
        now = time.monotonic()
        mine = max(now, self._next)
        if mine - now > LONGEST_WAIT:
            raise Busy("too many codes are being tried just now; wait a few seconds and try again")
        self._next = mine + self._gap
        await asyncio.sleep(mine - now)
