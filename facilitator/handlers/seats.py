"""A seat's own address: its workbook, its kernel's socket, its pulse and its tickets."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from typing import Any

from tornado.web import HTTPError
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from exercises.journal import sessions
from exercises.journal.store import NoSession
from facilitator.counting import Waiting
from facilitator.guard import Guarded
from facilitator.kernels import Full, SeatKernels
from facilitator.page import Page
from facilitator.ready import NotMade, Ready
from facilitator.workbook import workbook_of

PING_MILLISECONDS = 5_000
SILENT_SECONDS = 18.0


class SeatPage(Page):
    """Anything below a seat's address, for whoever holds its cookie."""

    def at_seat(self, seat_id: str) -> sessions.Seat:
        """The seat, noted as being here. Raises HTTPError 410 when its session is gone."""
        seat = self.seat(seat_id)
        self.house.heard(seat)
        return seat

    def trainer(self, seat_id: str) -> sessions.Seat:
        """The seat if it is the trainer's, else HTTPError 404."""
        seat = self.at_seat(seat_id)
        if seat.role != "trainer":
            raise HTTPError(404)
        return seat


class Served(Page):
    """A workbook, rendered by Voila, with a kernel of its own."""

    _gone = False

    def on_connection_close(self) -> None:
        self._gone = True

    async def serve(self, seat: sessions.Seat, workbook: str) -> None:
        """Answer with the workbook for this seat. Raises HTTPError 503 where there is no room for
        a kernel, or no page could be made."""
        kernels: SeatKernels = self.settings["kernel_manager"]
        ready: Ready = self.settings["ready"]
        try:
            await kernels.make_room(seat)
            with kernels.waiting(seat):
                made = await ready.take(workbook)
        except (Full, NotMade) as error:
            raise HTTPError(503, reason=str(error)) from None
        if self._gone:
            await ready.put_back(made)
            return
        kernels.give(made.kernel, seat)
        self.finish(made.html)


class Workbook(SeatPage, Served):
    """The seat's workbook."""

    async def get(self, seat_id: str) -> None:
        seat = self.held(seat_id)
        if seat is None and self.named(seat_id) is not None:
            self.go(f"/enter?to=/seat/{seat_id}/")  # alone, on a host that has to let in first
            return
        if seat is None and sessions.seat_stands(self.house.journal, seat_id):
            raise HTTPError(403)  # this browser has lost its key; nothing of the seat is emptied
        if seat is None:
            self.set_status(410)
            self.show("gone", seat=seat_id)
            return
        self.house.heard(seat)
        first = self.house.journal.first(seat.session)
        await self.serve(seat, workbook_of(first, seat.role))


class Socket(Guarded, VoilaKernelWebsocketHandler):
    """The socket between a page and its own kernel."""

    connection: Any = None
    _heard = 0.0

    def initialize(self, **kwargs: Any) -> None:
        super().initialize(**kwargs)
        self._waiting = Waiting(self.house.counts)

    async def prepare(self) -> None:
        await Guarded.prepare(self)
        await VoilaKernelWebsocketHandler.prepare(self)  # type: ignore[misc]

    def set_default_headers(self) -> None:
        pass

    def select_subprotocol(self, subprotocols: list[str]) -> str | None:
        """The browser may hang up before it was told; then there is nothing left to choose."""
        return super().select_subprotocol(subprotocols) if self.connection else None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        self.finish()

    def send_ping(self) -> None:
        """Ask the browser whether it is there (it answers by itself, even in a sleeping tab), and
        hang up when it has been silent for so long that its kernel should be freed."""
        if time.monotonic() - self._heard > SILENT_SECONDS:
            self.close()
        elif self.ws_connection is not None:
            self.ping(b"")

    def write_message(self, *args: Any, **kwargs: Any) -> Any:
        """What could not be sent to a page that has just gone is nobody's failure."""
        if args and isinstance(args[0], bytes):
            self._waiting.goes(args[0])
        sent: Any = super().write_message(*args, **kwargs)
        sent.add_done_callback(lambda future: future.cancelled() or future.exception())
        return sent

    def on_pong(self, data: bytes) -> None:
        self._heard = time.monotonic()

    def on_message(self, message: str | bytes) -> None:
        """Pass on what our page says to its widgets, and nothing else; hang up on what is not even
        packed as our page packs it. After a sleep of the laptop, what was sent before may come when
        the line has been hung up already."""
        if self.ws_connection is None:
            return
        if not (isinstance(message, bytes) and self.selected_subprotocol and is_packed(message)):
            self.close()
        elif is_ours(message):
            self._waiting.came(message)
            VoilaKernelWebsocketHandler.on_message(self, message)

    def check_origin(self, origin: str | None = None) -> bool:
        return True  # `check_source` has compared it with the host

    async def get(self, seat_id: str, kernel_id: str) -> None:  # type: ignore[override]
        seat = self.seat(seat_id)
        kernels: SeatKernels = self.settings["kernel_manager"]
        if not kernels.belongs(kernel_id, seat.id):
            raise HTTPError(404)
        self._heard = time.monotonic()
        await VoilaKernelWebsocketHandler.get(self, kernel_id=kernel_id)


def is_packed(message: bytes) -> bool:
    """Whether a message begins with a list of where its parts begin and end: a channel and the four
    parts of a kernel message. What unpacks it further on would believe any number found there."""
    count = int.from_bytes(message[:8], "little")
    if count != 6 or len(message) < 8 * (count + 1):
        return False
    starts = [int.from_bytes(message[n : n + 8], "little") for n in range(8, 8 * (count + 1), 8)]
    return starts == sorted(starts) and starts[0] == 8 * (count + 1) and starts[-1] == len(message)


def is_ours(message: bytes) -> bool:
    """Whether a packed message asks for a widget's state or tells it what somebody did: a page sets
    no traits, and a message that the kernel could not read would be answered with its own text."""
    starts = [int.from_bytes(message[n : n + 8], "little") for n in range(8, 56, 8)]
    parts = [message[a:b] for a, b in pairwise(starts)]
    try:
        header, parent, metadata, content = map(json.loads, parts[1:])
        return (
            parts[0] == b"shell"
            and header["msg_type"] == "comm_msg"
            and isinstance(header["msg_id"], str)
            and isinstance(parent, dict)
            and isinstance(metadata, dict)
            and isinstance(content["comm_id"], str)
            and content["data"]["method"] in ("request_state", "custom")
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


class Ticket(SeatPage):
    """A one-time ticket, which the page hands to its kernel."""

    def post(self, seat_id: str) -> None:
        seat = self.at_seat(seat_id)
        self.finish({"ticket": sessions.mint_ticket(self.house.journal, seat)})


class Pulse(SeatPage):
    """The heartbeat: the server's time, whether the kernel lives, who is here."""

    async def get(self, seat_id: str) -> None:
        seat = self.at_seat(seat_id)
        answer: dict[str, Any] = {"now": time.time(), "kernel": await self._kernel(seat)}
        if seat.role in ("trainer", "projector"):
            answer["room"] = [self.house.room, self.house.away]
            answer["devices"] = dict(self.house.devices(seat.session))
            answer["roles"] = sorted(s.role for s in self.house.here(seat.session))
        self.finish(answer)

    async def _kernel(self, seat: sessions.Seat) -> bool:
        kernel_id = self.get_query_argument("kernel", "")
        kernels: SeatKernels = self.settings["kernel_manager"]
        return kernels.belongs(kernel_id, seat.id) and await kernels.is_alive(kernel_id)


class Bye(SeatPage):
    """The page says that it is going, so that its kernel can be freed at once."""

    async def post(self, seat_id: str, kernel_id: str) -> None:
        seat = self.seat(seat_id)
        kernels: SeatKernels = self.settings["kernel_manager"]
        if kernels.belongs(kernel_id, seat.id):
            await kernels.free(kernel_id)
        self.set_status(204)


class Leave(SeatPage):
    """Give up the seat on this device; what was written stays with the table."""

    def post(self, seat_id: str) -> None:
        seat = self.seat(seat_id)
        sessions.leave(self.house.journal, seat)
        self.house.forget(seat.id)
        self.clear_cookie("kit-seat", path=self.house.at(f"/seat/{seat.id}/"))
        self.go("/join")


def is_here(page: Page, seat: sessions.Seat) -> sessions.Session:
    """The seat's session. Raises HTTPError 410 when it was wiped."""
    try:
        return sessions.find(page.house.journal, id=seat.session)
    except NoSession:
        raise HTTPError(410) from None
