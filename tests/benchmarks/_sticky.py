"""One address in front of several servers on loopback: each seat keeps to one of them as long as it
stands, and is taken to the next when it does not.

The address of a page (/seat/<id>/) says which seat a request is for. Each request has a connection
of its own, but for sockets; what belongs to no seat goes to whichever server comes first.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import threading
from collections.abc import Sequence
from contextlib import suppress

HERE = "127.0.0.1"
SEAT = re.compile(rb"[A-Z]+ /seat/([0-9a-f]{16})/")
OWN_CONNECTION = re.compile(rb"(?im)^connection:.*\r\n")
PATIENCE = 20.0
NOBODY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Sticky:
    """Passes bytes between `url` and the servers at `ports`, in a thread of its own. Ports may be
    added and taken away at any time."""

    def __init__(self, ports: Sequence[int] = ()) -> None:
        self.ports = list(ports)
        self.url = ""
        self._stop = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(PATIENCE)

    def order(self, seat: str) -> list[int]:
        """The servers' ports for a seat; it is at the first of them that stands."""
        return sorted(self.ports, key=lambda p: hashlib.sha256(f"{seat} {p}".encode()).digest())

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE)

    def _run(self, ready: threading.Event) -> None:
        self._loop.run_until_complete(self._serve(ready))
        self._loop.close()

    async def _serve(self, ready: threading.Event) -> None:
        self._wires: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._connect, HERE, 0)
        self.url = f"http://{HERE}:{server.sockets[0].getsockname()[1]}"
        ready.set()
        await self._stop.wait()
        server.close()
        for wire in self._wires:
            wire.cancel()
        await asyncio.gather(*self._wires, return_exceptions=True)
        await asyncio.sleep(0.1)  # what was closed goes with the loop's next turns

    async def _connect(self, inward: asyncio.StreamReader, outward: asyncio.StreamWriter) -> None:
        wire = asyncio.current_task()
        assert wire is not None
        self._wires.add(wire)
        back = None
        try:
            head = await inward.readuntil(b"\r\n\r\n")
            found = SEAT.match(head)
            seat = found[1].decode() if found else ""
            if b"upgrade: websocket" not in head.lower():
                head = OWN_CONNECTION.sub(b"", head)[:-2] + b"Connection: close\r\n\r\n"
            there, back = await self._reach(seat)
            if back is None or there is None:
                outward.write(NOBODY)
                return
            back.write(head)
            up = asyncio.ensure_future(_pass(inward, back))
            await _pass(there, outward)
            up.cancel()
            await asyncio.gather(up, return_exceptions=True)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            for writer in (outward, back):
                if writer is not None:
                    writer.close()
            self._wires.discard(wire)

    async def _reach(
        self, seat: str
    ) -> tuple[asyncio.StreamReader | None, asyncio.StreamWriter | None]:
        for port in self.order(seat):
            with suppress(OSError):
                return await asyncio.open_connection(HERE, port)
        return None, None


async def _pass(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while part := await source.read(65_536):
            target.write(part)
            await target.drain()
