"""Kernels: each belongs to the seat whose page has it, and is freed when that page has gone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from exercises.journal.sessions import Seat
from facilitator import memory

ALONE_SECONDS = 40.0  # a kernel without a page is freed after this
MOST_OF_A_SEAT = 4  # pages of one seat at a time; there is hardly a reason for two
MOST_OF_TABLES = 120  # pages of tables and phones; how many go well is in the README
OF_THE_ROOM = ("table", "answerer")  # whose pages are many
MEMORY_LEFT = 400e6  # bytes that stay free on this machine: a page takes some 30 MB, or 60


class Full(Exception):
    """No further page may open for this seat; the message is a sentence for who asked."""


class SeatKernels(AsyncMappingKernelManager):
    """Kernels by seat. A kernel nobody has been connected to for ALONE_SECONDS is shut down.

    A kernel that belongs to no seat is one that a page is being made with (see `ready.py`): nobody
    can reach it, and it is left alone here.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.allowed_message_types = ["comm_msg"]  # all that our page says to its kernel
        self.owner: dict[str, Seat] = {}
        self._waiting: list[Seat] = []
        self._alone_since: dict[str, float] = {}

    def belongs(self, kernel_id: str, seat: str) -> bool:
        """Whether this kernel runs and was given to this seat."""
        owner = self.owner.get(kernel_id)
        return kernel_id in self and owner is not None and owner.id == seat

    def give(self, kernel_id: str, seat: Seat) -> None:
        """From now on this kernel is the seat's, until it is freed."""
        self.owner[kernel_id] = seat

    @contextmanager
    def waiting(self, seat: Seat) -> Iterator[None]:
        """Count this seat among those that will have a kernel in a moment."""
        self._waiting.append(seat)
        try:
            yield
        finally:
            self._waiting.remove(seat)

    async def make_room(self, seat: Seat) -> None:
        """See that `seat` may have one more; pages left behind give way. Raises Full."""
        if seat.role in OF_THE_ROOM and await asyncio.to_thread(memory.left) < MEMORY_LEFT:
            raise Full(
                "this computer has no memory left for another page; share a device at your table"
            )
        for most, alike in (
            (MOST_OF_A_SEAT, lambda other: other == seat),
            (MOST_OF_TABLES, lambda other: seat.role == other.role and seat.role in OF_THE_ROOM),
        ):
            while sum(1 for s in (*self.owner.values(), *self._waiting) if alike(s)) >= most:
                found = [k for k, s in self.owner.items() if alike(s)]
                left = next((k for k in found if not self._kernel_connections.get(k, 0)), None)
                if left is None:
                    raise Full("too many pages are open; close one and load this page again")
                await self.free(left)

    async def free(self, kernel_id: str) -> None:
        """Shut a kernel down without asking it, if it still runs."""
        self.owner.pop(kernel_id, None)
        self._alone_since.pop(kernel_id, None)
        if kernel_id in self:
            await self.shutdown_kernel(kernel_id, now=True)

    async def free_forsaken(self) -> None:
        """Free kernels that died or whose page has been gone for ALONE_SECONDS."""
        now = time.monotonic()
        for kernel_id in list(self.owner):
            if self._kernel_connections.get(kernel_id, 0) > 0:
                self._alone_since.pop(kernel_id, None)
            elif now - self._alone_since.setdefault(kernel_id, now) > ALONE_SECONDS:
                await self.free(kernel_id)
                continue
            if kernel_id not in self or not await self.is_alive(kernel_id):
                await self.free(kernel_id)
