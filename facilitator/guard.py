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
    """The checks and headers of every page. `here_only` pages do not exist for other devices, and
    on a host only for whom it has let in; `laptop_only` pages do not exist on a host at all, and
    `own_only` pages only on one that is its owner's alone."""

    here_only = False
    waits = False  # for the database
    laptop_only = False
    own_only = False
    any_name = False
    policy = POLICY
    _let_in: bool | HTTPError = False

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
        if self.house.host is not None:
            for name, value in self.house.host.door.headers.items():
                self.set_header(name, value)

    def check_xsrf_cookie(self) -> None:
        """Every request that changes something must come from our own page: see `admit`."""

    def runs_it(self) -> bool:
        """Whether who asks may set up and open sessions: on a laptop, who sits at it; on a host,
        whom the host has let in. Raises HTTPError 503 where a host cannot find that out now."""
        if self.house.host is None:
            return self.came_in_here()
        if isinstance(self._let_in, HTTPError):
            raise self._let_in
        return self._let_in

    def came_in_here(self) -> bool:
        """Whether the request came in at this machine's own address, not the room's. Behind a proxy
        all do."""
        return self.came_in_at() in MACHINE

    def came_in_at(self) -> str:
        """Which of this machine's addresses the request came in at; empty where that is over."""
        stream = getattr(self.request.connection, "stream", None)
        socket = getattr(stream, "socket", None)
        return socket.getsockname()[0] if socket is not None else ""

    def check_source(self) -> None:
        """Raise HTTPError unless the request is for us and, if it changes something, from us."""
        if not self.any_name and host_of(self.request.host) not in self.house.names():
            raise HTTPError(421, reason="This server does not answer to that name")
        changes = self.request.method not in ("GET", "HEAD", "OPTIONS")
        upgrades = "websocket" in self.request.headers.get("Upgrade", "").lower()
        if (changes or upgrades) and not self._from_our_page():
            raise HTTPError(403, reason="The request did not come from this kit's own page")

    def _from_our_page(self) -> bool:
        origin = self.request.headers.get("Origin")
        if origin is None:
            return False
        if self.house.host is not None:
            return origin.lower() == self.house.host.address.origin
        return urlsplit(origin).netloc.lower() == self.request.host.lower()

    def admit(self) -> None:
        """Raise HTTPError unless this page exists for who asks."""
        if self.laptop_only and self.house.host is not None:
            raise HTTPError(404)
        if self.here_only and not self.runs_it():
            raise HTTPError(404)
        if self.own_only and self.house.host is not None:
            if not (self.house.host.keeps_logs and self.runs_it()):
                raise HTTPError(404)

    async def prepare(self) -> Any:
        self.check_source()
        if self.house.host is not None:
            try:
                self._let_in = await self.house.host.door.lets_in(self)
            except HTTPError as error:
                self._let_in = error  # it matters to few pages only
        self.admit()

    def send_error(self, status_code: int = 500, **kwargs: Any) -> None:
        """A database that does not answer is no failure of the kit: 503, and asked again."""
        self.waits = isinstance(kwargs.get("exc_info", (None, None))[1], Unanswered)
        super().send_error(503 if self.waits else status_code, **kwargs)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        if not isinstance(value, Unanswered):  # said once for all by the house
            super().log_exception(typ, value, tb)

    def go(self, path: str) -> None:
        """Send the browser on to one of our own pages."""
        self.redirect(self.house.at(path), status=303)

    def named(self, seat_id: str) -> Seat | None:
        """The seat whose cookie this request carries."""
        token = self.get_cookie(COOKIE)
        return sessions.seat_of(self.house.journal, seat_id, token) if token else None

    def held(self, seat_id: str) -> Seat | None:
        """The seat whose cookie this request carries, if it opens for who asks. On a host, what
        somebody does alone opens for whom the host has let in: others may use that browser too."""
        found = self.named(seat_id)
        if found is not None and found.role == "solo" and self.house.host and not self.runs_it():
            return None
        return found

    def seat(self, seat_id: str) -> Seat:
        """The seat whose cookie this request carries. Raises HTTPError 410 or 403."""
        found = self.held(seat_id)
        if found is None:
            raise HTTPError(403, reason="This place needs joining again")
        return found

    def keep_cookie(self, name: str, value: str, path: str, expires: float | None = None) -> None:
        """Hand the browser what only the pages at `path` get back, and no script reads."""
        self.set_cookie(
            name,
            value,
            path=self.house.at(path),
            expires=expires,
            httponly=True,
            samesite="Strict",
            secure=self.house.secure,
        )

    def give_cookie(self, seat: Seat, token: str, expires: float) -> None:
        """Hand the seat's token to the browser, for that seat's own address only."""
        self.keep_cookie(COOKIE, token, f"/seat/{seat.id}/", expires)
