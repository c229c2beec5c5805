"""The reflective log: a page of its own, which no session and no journal knows of.

Its place is a name and a key in the browser's cookie. The key is worked out from a secret of this
data folder, so that a page finds its way back after the server was started anew, and nothing is
noted when somebody opens a log. The passphrase goes from the page to its own process alone.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

from tornado.web import HTTPError

from exercises.journal.frame import Opened
from exercises.journal.sessions import Seat
from facilitator.guard import Guarded
from facilitator.handlers import seats
from facilitator.page import Page

WORKBOOK = "reflective_log.ipynb"
COOKIE = "kit-log"
SECRET = "log-secret"  # the name of a fact of the data folder
SESSION = "-log-"  # no session's name: those are letters and digits
WHY_NOT = (
    "A reflective log opens only on the computer that keeps it, or over https: on this connection "
    "others could read its passphrase and what you write."
)


class Here(Guarded):
    """What belongs to the log: for this machine, or over https. On a host there is one where the
    kit is somebody's own, as each person's is on a hub, and none where trainers share it."""

    own_only = True

    def admit(self) -> None:
        super().admit()
        here = self.house.host is not None or self.came_in_here()
        if not (here or self.request.protocol == "https"):
            raise HTTPError(403, reason=WHY_NOT)

    def seat(self, seat_id: str) -> Seat:
        """The place whose key this request carries. Raises HTTPError 403."""
        held = self.get_cookie(COOKIE, "") or ""
        if not hmac.compare_digest(held.encode(), self.key_of(seat_id).encode()):
            raise HTTPError(403, reason="Open the log again from “Work on your own”.")
        return Seat(seat_id, SESSION, "solo", None)

    def key_of(self, seat_id: str) -> str:
        secret = self.house.journal.fact(SECRET)
        if secret is None:
            self.house.journal.note_fact(SECRET, secrets.token_hex(32))
            secret = self.house.journal.fact(SECRET) or ""
        return hmac.new(secret.encode(), seat_id.encode(), hashlib.sha256).hexdigest()


class LogPage(Here, Page):
    """A plain page of the log, or what says why there is none."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, HTTPError) and error.reason and status_code == 403:
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.show("log_not_here", text=error.reason)
            return
        super().write_error(status_code, **kwargs)

    def give_place(self, came: str = "") -> None:
        """Give this browser a place and go there. What somebody comes from goes behind the `#`,
        which is sent to no server; the page takes it out of the address as soon as it has it."""
        place = secrets.token_hex(8)
        self.keep_cookie(COOKIE, self.key_of(place), f"/log/{place}/")
        self.go(f"/log/{place}/" + (f"#from={came}" if came else ""))


class AloneLog(LogPage):
    """*My reflective log*: says what it is, and opens its page."""

    def get(self) -> None:
        self.show("alone_log")

    def post(self) -> None:
        self.give_place()


class TakenToLog(LogPage):
    """From the end of an exercise that somebody did alone: its name and its session go along, and
    no words."""

    def post(self, seat_id: str) -> None:
        seat = Guarded.seat(self, seat_id)
        if seat.role != "solo":
            raise HTTPError(404)
        first = self.house.journal.first(seat.session).body
        assert isinstance(first, Opened)
        name = "plan-check" if first.settings.get("plan_only") else first.exercise
        self.give_place(f"{name}.{seat.session}")


class LogBook(LogPage, seats.Served):
    """The page itself, with a process of its own."""

    async def get(self, place: str) -> None:
        await self.serve(self.seat(place), WORKBOOK)


class LogTicket(LogPage):
    """The page asks for a ticket when it opens; here the passphrase is what opens."""

    def post(self, place: str) -> None:
        self.seat(place)
        self.finish({"ticket": ""})


class LogPulse(Here, seats.Pulse):
    """The heartbeat: the server's time, and whether the page's process lives."""

    def at_seat(self, seat_id: str) -> Seat:
        return self.seat(seat_id)


class LogBye(Here, seats.Bye):
    """The page says that it is going: its process ends, and the keys with it."""


class LogSocket(Here, seats.Socket):
    """The socket between the page and its own process."""
