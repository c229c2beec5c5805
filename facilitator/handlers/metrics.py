"""Counts for whoever watches this server; never for a room."""

from __future__ import annotations

import asyncio
import os

from prometheus_client import CONTENT_TYPE_LATEST
from tornado.web import HTTPError

from exercises.journal import sessions
from facilitator import logs
from facilitator.guard import Guarded

SETTING = "KIT_METRICS"


class Metrics(Guarded):
    """What `counting.Counts` has, as Prometheus reads it: to this machine, and where KIT_METRICS=1
    is set to whoever reaches the server otherwise than at a room's address."""

    def admit(self) -> None:
        """Who watches may come by any name of this server, such as a number that Kubernetes gave
        it: there is nothing here to be talked out of. Raises HTTPError 404 for everybody else."""
        if self.at_the_rooms_address() or not (self.on_this_machine() or self.asked_for()):
            raise HTTPError(404)

    def asked_for(self) -> bool:
        return os.environ.get(SETTING) == "1"

    def at_the_rooms_address(self) -> bool:
        """Whether the request came in where participants come in."""
        return self.house.room is not None and self.came_in_at() == self.house.room

    async def get(self) -> None:
        counts, house = self.house.counts, self.house
        try:
            counts.sessions_open.set(await asyncio.to_thread(sessions.count_open, house.journal))
            counts.database_up.set(1)
        except Exception:
            logs.log.exception("the sessions could not be counted")
            counts.database_up.set(0)
        counts.pages.set(house.pages())
        counts.kernels.set(len(self.settings["kernel_manager"]))
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(counts.text())
