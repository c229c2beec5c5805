"""Processes that the server starts and listens to, on every system.

Tornado needs an event loop on Windows that cannot start processes, so they are started here and
their pipes are read in threads of their own, apart from those that other work waits for.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


def start(
    words: Sequence[str], *, env: Mapping[str, str] | None = None, talks: bool = False
) -> subprocess.Popen[bytes]:
    """Start this Python with these words, its answers in a pipe; with `talks` it is asked by
    another."""
    return subprocess.Popen(
        [sys.executable, *words],
        stdin=subprocess.PIPE if talks else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=env,
    )


async def beside(work: Callable[..., T], *given: Any) -> T:
    """Do what waits for a process without holding up the server, nor its end: the thread is let go
    with it."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        say: Callable[[Any], None]
        told: Any
        try:
            say, told = done.set_result, work(*given)
        except Exception as error:
            say, told = done.set_exception, error
        with suppress(RuntimeError):  # the server has ended meanwhile
            loop.call_soon_threadsafe(lambda: None if done.done() else say(told))

    threading.Thread(target=run, name="kit-child", daemon=True).start()
    return await done


async def lines(process: subprocess.Popen[bytes]) -> AsyncIterator[bytes]:
    """What a process says, line by line, until it ends."""
    assert process.stdout is not None
    while line := await beside(process.stdout.readline):
        yield line


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process, if it still runs, and close its pipes."""
    if process.poll() is None:
        process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was still to be written has nobody to read it
                pipe.close()
    process.wait()
