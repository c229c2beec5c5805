"""What every request passes: our own names only, our own pages only, and headers that hold."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from tornado.web import HTTPError, RequestHandler

from exercises.journal import sessions
from exercises.journal.sessions import Seat
from exercises.journal.store import Unanswered
from facilitator.addresses import MACHINE, host_of
from facilitator.house import House

POLICY = (
    "default-src 'none'; script-src 'self' blob:; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
COOKIE = "kit-seat"


class Guarded(RequestHandler):
    """The checks and headers of every page. `here_only` pages do not exist for other devices."""

    here_only = False
    waits = False  # for the database
    policy = POLICY

    @property
    def house(self) -> House:
        return self.settings["house"]

    def set_default_headers(self) -> None:
        self.set_header("Content-Security-Policy", self.policy)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Server", "kit")

    def check_xsrf_cookie(self) -> None:
        """Every request that changes something must come from our own page: see `admit`."""

    def came_in_at(self) -> str:
        """Which of this machine's addresses the request came in at; empty where that is over."""
        stream = getattr(self.request.connection, "stream", None)
        socket = getattr(stream, "socket", None)
        return socket.getsockname()[0] if socket is not None else ""

    def on_this_machine(self) -> bool:
        """Whether the request came in at this machine's own address, not the room's."""
        return self.came_in_at() in MACHINE

    def admit(self) -> None:
        """Raise HTTPError unless the request is for us and, if it changes something, from us."""
        if host_of(self.request.host) not in self.house.names():
            raise HTTPError(421, reason="This server does not answer to that name")
        origin = self.request.headers.get("Origin")
        changes = self.request.method not in ("GET", "HEAD", "OPTIONS")
        upgrades = "websocket" in self.request.headers.get("Upgrade", "").lower()
        if changes or upgrades:
            if origin is None or urlsplit(origin).netloc.lower() != self.request.host.lower():
                raise HTTPError(403, reason="The request did not come from this kit's own page")
        if self.here_only and not self.on_this_machine():
            raise HTTPError(404)

    def prepare(self) -> Any:
        self.admit()

    def send_error(self, status_code: int = 500, **kwargs: Any) -> None:
        """A database that does not answer is no failure of the kit: 503, and asked again."""
        self.waits = isinstance(kwargs.get("exc_info", (None, None))[1], Unanswered)
        super().send_error(503 if self.waits else status_code, **kwargs)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        if not isinstance(value, Unanswered):  # said once for all by the house
            super().log_exception(typ, value, tb)

    def seat(self, seat_id: str) -> Seat:
        """The seat whose cookie this request carries. Raises HTTPError 410 or 403."""
        token = self.get_cookie(COOKIE)
        found = sessions.seat_of(self.house.journal, seat_id, token) if token else None
        if found is None:
            raise HTTPError(403, reason="This place needs joining again")
        return found

    def give_cookie(self, seat: Seat, token: str, expires: float) -> None:
        """Hand the seat's token to the browser, for that seat's own address only."""
        self.set_cookie(
            COOKIE,
            token,
            path=f"/seat/{seat.id}/",
            expires=expires,
            httponly=True,
            samesite="Strict",
        )
