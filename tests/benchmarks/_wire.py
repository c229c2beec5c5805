"""A wire on loopback between one page and the kit, which can be held, or cut within a message."""

from __future__ import annotations

import asyncio
from contextlib import suppress

HERE = "127.0.0.1"


class Wire:
    """Passes bytes between `origin` and the kit's port.

    `hold` keeps connections open and lets no byte pass until `let_go`. `break_within` passes a part
    of the next bytes in one direction and then ends their connection without a word.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self._free = asyncio.Event()
        self._free.set()
        self._holds = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._break: tuple[bool, float] | None = None
        self.broken = asyncio.Event()

    async def start(self) -> str:
        """Listen, and return the origin that a page should be given."""
        self._server = await asyncio.start_server(self._connect, HERE, 0)
        return f"http://{HERE}:{self._server.sockets[0].getsockname()[1]}"

    def hold(self) -> None:
        """Stop all bytes; each hold has to be let go."""
        self._holds += 1
        self._free.clear()

    def let_go(self) -> None:
        self._holds -= 1
        if not self._holds:
            self._free.set()

    def break_within(self, *, up: bool, part: float) -> None:
        """Break the next bytes that the page sends (`up`) or is sent, after `part` of them."""
        self._break = (up, part)
        self.broken.clear()

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connect(self, inward: asyncio.StreamReader, outward: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        back = None
        try:
            await self._free.wait()
            there, back = await asyncio.open_connection(HERE, self._to)
            await asyncio.gather(
                self._pass(inward, back, outward, up=True),
                self._pass(there, outward, back, up=False),
            )
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            for writer in (outward, back):
                if writer is not None:
                    writer.close()
            self._tasks.discard(task)

    async def _pass(
        self,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        other: asyncio.StreamWriter,
        *,
        up: bool,
    ) -> None:
        with suppress(OSError):
            while part := await source.read(65_536):
                await self._free.wait()
                if self._break and self._break[0] == up and len(part) > 1:
                    target.write(part[: max(1, int(len(part) * self._break[1]))])
                    self._break = None
                    self.broken.set()
                    await asyncio.sleep(0)  # what was written goes out before the end
                    target.transport.abort()
                    other.transport.abort()
                    return
                target.write(part)
                await target.drain()
        target.close()
