"""For tests without a page, in a process where a browser test that ran before left a loop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_loop() -> Iterator[None]:
    """What runs here sees no running loop, and so follows nothing and does everything at once."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(running)
