"""Pages ready to be opened: workbooks executed before anybody asks, each by a kernel of its own.

A page is handed out once. Its kernel learns whose it is afterwards, from the ticket that the page
hands over, so nothing in it can come from whoever was there before.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from voila.notebook_renderer import NotebookRenderer

from facilitator.forks import spec
from facilitator.forks.owner import can_fork
from facilitator.kernels import SeatKernels

AT_ONCE = 6  # pages made at the same time: making one is mostly waiting for its kernel
FULL_HALL = 12  # pages open
LOOK_SECONDS = 1.0
CLOSE_SECONDS = 15.0

log = logging.getLogger("kit")


class NotMade(Exception):
    """A page could not be made; the message is a sentence for who asked."""


@dataclass(frozen=True)
class Made:
    """A workbook that has run: the page, and the kernel behind it, which nobody has used."""

    notebook: str
    kernel: str
    html: str


class Making:
    """Runs a workbook with a new kernel and renders it with Voila's template."""

    def __init__(self, kernels: SeatKernels, env: dict[str, str], **voila: Any) -> None:
        self._kernels = kernels
        self._env = env
        self._voila = voila

    async def __call__(self, notebook: str) -> Made:
        """Raises whatever goes wrong; then the kernel is gone too."""
        renderer = NotebookRenderer(notebook_path=notebook, page_config={}, **self._voila)
        await renderer.initialize()
        kernel = await self._kernels.start_kernel(kernel_name=spec.NAME, env=os.environ | self._env)
        try:
            html = await renderer.generate_content_str(kernel, self._kernels.get_kernel(kernel))
        except BaseException:
            await self._kernels.free(kernel)
            raise
        return Made(notebook, kernel, html)


class Ready:
    """Hands out pages: one that stands ready, else one made now.

    `keep` says how many of each workbook stand ready while nobody waits.
    """

    def __init__(
        self,
        kernels: SeatKernels,
        make: Callable[[str], Awaitable[Made]],
        keep: dict[str, int],
    ) -> None:
        self._kernels = kernels
        self._make = make
        self._keep = keep
        self._standing: dict[str, list[Made]] = {name: [] for name in keep}
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._making: set[asyncio.Task[Made]] = set()
        self._closed = False
        self._waiting = 0
        self._taken = asyncio.Event()

    async def take(self, notebook: str) -> Made:
        """A page for one visitor. Raises NotMade with a sentence."""
        standing = self._standing.get(notebook, [])
        self._taken.set()
        while standing:
            made = standing.pop(0)
            if made.kernel in self._kernels and await self._kernels.is_alive(made.kernel):
                return made
            await self._kernels.free(made.kernel)
        self._waiting += 1
        try:
            async with self._turn:
                return await self._made_or_again(notebook)
        finally:
            self._waiting -= 1

    async def _made_or_again(self, notebook: str) -> Made:
        """A new page; a second one when the first comes to nothing, as when its kernel dies."""
        try:
            return await self._made(notebook)
        except NotMade:
            raise
        except Exception:
            log.exception("a page could not be made; it is tried again")
        try:
            return await self._made(notebook)
        except Exception:
            log.exception("a page could not be made")
        raise NotMade("this page could not be opened just now; nothing is lost. Load it again")

    async def _made(self, notebook: str) -> Made:
        """A new page. Whoever asked may go away: a page half made is made to its end, because a
        kernel that is left while it starts keeps its sockets."""
        if self._closed:
            raise NotMade("the kit is being closed")
        task = asyncio.ensure_future(self._make(notebook))
        self._making.add(task)
        task.add_done_callback(self._making.discard)
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Make no more pages, and wait for those that are half made."""
        self._closed = True
        if self._making:
            await asyncio.wait(self._making, timeout=CLOSE_SECONDS)

    async def put_back(self, made: Made) -> None:
        """Take back a page that reached nobody."""
        standing = self._standing.get(made.notebook, [])
        if len(standing) < self._keep.get(made.notebook, 0):
            standing.append(made)
        else:
            await self._kernels.free(made.kernel)

    def _wanted(self, notebook: str) -> int:
        """How many of a workbook should stand ready now: none in a full hall, where memory counts
        for more than a third of a second."""
        return self._keep[notebook] if len(self._kernels.owner) < FULL_HALL else 0

    async def keep_ready(self) -> None:
        """Make pages for later, for ever; whoever waits now goes first."""
        while True:
            self._taken.clear()
            short = (n for n in self._keep if len(self._standing[n]) < self._wanted(n))
            name = None if self._waiting else next(short, None)
            if name is None:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._taken.wait(), LOOK_SECONDS)
                continue
            if self._closed:
                return
            try:
                await self.put_back(await self._made(name))
            except Exception:
                log.exception("no page could be made for later; it is tried again")
                await asyncio.sleep(5 * LOOK_SECONDS)


def how_many(tables: int) -> int:
    """How many of the tables' pages stand ready: fewer where each costs a whole process."""
    return tables if can_fork() else min(tables, 2)
