"""Counts for whoever watches this server; never for a room."""

from __future__ import annotations

import asyncio
import os

from prometheus_client import CONTENT_TYPE_LATEST
from tornado.web import HTTPError

from exercises.journal import sessions
from facilitator import logs
from facilitator.addresses import host_of
from facilitator.guard import Guarded

SETTING = "KIT_METRICS"


class Metrics(Guarded):
    """What `counting.Counts` has, as Prometheus reads it. A laptop gives it to itself; a host to
    nobody, because there everybody comes in at the same address. With KIT_METRICS=1 whoever reaches
    the server has it, but not a room, nor who comes by a host's public name."""

    any_name = True

    def admit(self) -> None:
        """Raise HTTPError 404 for who is not to have it."""
        if not self._is_near():
            raise HTTPError(404)

    def _is_near(self) -> bool:
        house, asked_for = self.house, os.environ.get(SETTING) == "1"
        if house.host is not None:
            return asked_for and host_of(self.request.host) != host_of(house.host.address.name)
        if self.came_in_here():
            return True
        return asked_for and self.came_in_at() != house.room

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
