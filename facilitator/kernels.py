"""Kernels: each belongs to the seat whose page started it, and is freed when that page has gone."""

from __future__ import annotations

import time
from contextvars import ContextVar
from typing import Any

from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

seat_now: ContextVar[str] = ContextVar("seat_now", default="")
"""The seat whose page is being rendered; the kernel started meanwhile is its own."""

ALONE_SECONDS = 40.0  # a kernel without a page is freed after this


class SeatKernels(AsyncMappingKernelManager):
    """Kernels by seat. A kernel nobody has been connected to for ALONE_SECONDS is shut down."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.allowed_message_types = ["comm_msg"]  # all that our page says to its kernel
        self.owner: dict[str, str] = {}
        self._alone_since: dict[str, float] = {}

    async def _async_start_kernel(self, **kwargs: Any) -> str:  # type: ignore[override]
        kernel_id = await super()._async_start_kernel(**kwargs)
        self.owner[kernel_id] = seat_now.get()
        return kernel_id

    start_kernel = _async_start_kernel  # type: ignore[assignment]

    def belongs(self, kernel_id: str, seat: str) -> bool:
        """Whether this kernel runs and was started for this seat."""
        return kernel_id in self and self.owner.get(kernel_id) == seat

    async def free(self, kernel_id: str) -> None:
        """Shut a kernel down without asking it, if it still runs."""
        self.owner.pop(kernel_id, None)
        self._alone_since.pop(kernel_id, None)
        if kernel_id in self:
            await self.shutdown_kernel(kernel_id, now=True)

    async def free_forsaken(self) -> None:
        """Free kernels that died or whose page has been gone for ALONE_SECONDS."""
        now = time.monotonic()
        for kernel_id in self.list_kernel_ids():
            if self._kernel_connections.get(kernel_id, 0) > 0:
                self._alone_since.pop(kernel_id, None)
            elif now - self._alone_since.setdefault(kernel_id, now) > ALONE_SECONDS:
                await self.free(kernel_id)
                continue
            if not await self.is_alive(kernel_id):
                await self.free(kernel_id)
