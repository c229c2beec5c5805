"""Counts for whoever watches this server; never for a room."""

from __future__ import annotations

import asyncio
import os

from prometheus_client import CONTENT_TYPE_LATEST
from tornado.web import HTTPError

from exercises.journal import sessions
from exercises.journal.store import Unanswered
from facilitator import logs
from facilitator.addresses import host_of
from facilitator.guard import Guarded

SETTING = "KIT_METRICS"
FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")  # by a proxy


def asked_for() -> bool:
    return os.environ.get(SETTING) == "1"


def is_given(hosted: bool, far: bool, from_here: bool, asked_for: bool) -> bool:
    """Whether a request is answered: `far` came as participants do, `from_here` at this machine's
    own address."""
    return not far and (asked_for or (from_here and not hosted))


class Metrics(Guarded):
    """What `counting.Counts` has, as Prometheus reads it. A laptop gives it to itself; a host to
    nobody, because there everybody comes in at the same address. With KIT_METRICS=1 whoever reaches
    the server has it, but not a room, nor who comes by a host's public name or through a proxy that
    says so: which name a participant asks for is the participant's choice."""

    any_name = True

    def admit(self) -> None:
        """Raise HTTPError 404 for who is not to have it."""
        house, host = self.house, self.house.host
        named = host is not None and host_of(self.request.host) == host_of(host.address.name)
        passed_on = any(name in self.request.headers for name in FORWARDED)
        far = named or passed_on or self.came_in_at() == house.room
        if not is_given(host is not None, far, self.came_in_here(), asked_for()):
            raise HTTPError(404)

    async def get(self) -> None:
        counts, house = self.house.counts, self.house
        try:
            counts.sessions_open.set(await asyncio.to_thread(sessions.count_open, house.journal))
            counts.database_up.set(1)
        except Unanswered:  # said once for all by the house
            counts.database_up.set(0)
        except Exception:
            logs.log.exception("the sessions could not be counted")
            counts.database_up.set(0)
        counts.pages.set(house.pages())
        counts.kernels.set(len(self.settings["kernel_manager"]))
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(counts.text())
