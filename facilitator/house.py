"""What the running server knows: the journal, the room's address, who is here, the door."""

from __future__ import annotations

import io
import logging
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Network, ip_address
from pathlib import Path

import segno

from exercises.journal import servers, wipe
from exercises.journal.codes import new_id
from exercises.journal.sessions import Seat
from exercises.journal.store import Journal, Unanswered
from facilitator import addresses, logs
from facilitator.counting import Counts
from facilitator.gate import Gate
from facilitator.hosted import Host

log = logging.getLogger("kit")

TOLD_SECONDS = 1800.0  # screens tell of a changed address for this long
ASLEEP_SECONDS = 45.0  # between two looks at the network: so long only when the laptop slept
HERE_SECONDS = 9.0  # a page that has not been heard of for this long is not here


@dataclass
class House:
    """One running server. `listen` opens the port on a further address."""

    journal: Journal
    data: Path
    port: int
    listen: Callable[[str], None]
    close: Callable[[str], None]
    host: Host | None = None  # where this is no laptop
    room: str | None = None
    away: bool = False  # the room's address is none of this machine's any more
    reached: float | None = None  # when another device last opened the test page
    gate: Gate = field(default_factory=Gate)
    counts: Counts = field(default_factory=Counts)
    _moved: tuple[float, str] | None = None
    _looked: float = field(default_factory=time.time)
    _slept: bool = False
    _network: IPv4Network | None = None
    _heard: dict[str, tuple[float, Seat]] = field(default_factory=dict)
    server: str = field(default_factory=new_id)  # this server's name on a shared database
    waits: bool = False  # for the database
    _elsewhere: dict[str, list[Seat]] = field(default_factory=dict)

    def heard(self, seat: Seat) -> None:
        """A page of this seat has just asked for something."""
        self._heard[seat.id] = (time.monotonic(), seat)

    def came_from(self, address: str) -> bool:
        """Note that the test page was opened from `address`; True when that is another device: this
        machine reaches its own room too, and that shows nothing."""
        other = address not in {*addresses.MACHINE, *addresses.of_this_machine(), self.room}
        if other:
            self.reached = time.time()
        return other

    def forget(self, seat: str) -> None:
        self._heard.pop(seat, None)

    def here(self, session: str) -> list[Seat]:
        """The seats of a session whose pages were heard of lately, at whichever server."""
        found = {
            s.id: s for seats in (*self._elsewhere.values(), self._heard_lately()) for s in seats
        }
        return [seat for seat in found.values() if seat.session == session]

    def _heard_lately(self) -> list[Seat]:
        since = time.monotonic() - HERE_SECONDS
        return [seat for at, seat in self._heard.values() if at >= since]

    def pages(self) -> int:
        """How many pages were heard of lately."""
        return len(self._heard_lately())

    def sessions_here(self) -> set[str]:
        """The sessions somebody has open now and that this server works for: of several servers
        with a session's pages, the one whose name comes first."""
        first = {
            seat.session
            for server, seats in self._elsewhere.items()
            if server < self.server
            for seat in seats
        }
        return {seat.session for seat in self._heard_lately()} - first

    def meet_others(self) -> None:
        """Look whether the database answers; where other servers have it too, tell them who is here
        and learn who is there, and delete what belongs to sessions that they wiped."""
        try:
            if self.journal.shared:
                self._elsewhere = servers.meet(self.journal, self.server, self._heard_lately())
                wipe.sweep(self.journal, self.data)
            else:
                self.journal.fact("version")
        except Unanswered as error:
            self._elsewhere = {}
            if not self.waits:
                log.error("%s; pages wait, and this is looked at again", error)
            self.waits = True
        else:
            if self.waits:
                log.warning("the database answers again")
            self.waits = False

    def part(self) -> None:
        """Tell the other servers that this one ends."""
        if self.journal.shared:
            with suppress(Unanswered):
                servers.part(self.journal, self.server)

    def devices(self, session: str) -> Counter[int]:
        """How many devices each table has here."""
        return Counter(s.table for s in self.here(session) if s.table is not None)

    def open_room(self, address: str) -> None:
        """Let other devices in at `address`. Raises ValueError with a sentence."""
        if self.host is not None:
            raise ValueError(
                f"this kit is open to all devices at {self.host.address.site}/ already; it is the "
                "host who says who reaches it"
            )
        if self.room == address:
            return
        try:
            self.listen(address)
        except OSError as error:
            raise ValueError(
                f"the room cannot be opened at {address}, port {self.port} "
                f"({error.strerror or error}); choose another address"
            ) from None
        before = self.room if self.away else None
        self.close_room()
        if address != before:
            self.reached = None  # what reached another address says nothing about this one
        self.room, self._slept = address, False
        self._moved = (time.monotonic(), before) if before else None
        self._network = addresses.network_of(address)
        self.journal.note_fact("port", str(self.port))
        logs.event("the room is open")

    def close_room(self) -> None:
        """Only this machine from now on."""
        if self.room is not None:
            self.close(self.room)
            logs.event("the room is closed")
        self.room, self.away, self._moved = None, False, None

    @property
    def moved_from(self) -> str | None:
        """The room's address before it changed, for as long as somebody may still look there."""
        if self._moved is None or time.monotonic() - self._moved[0] > TOLD_SECONDS:
            return None
        return self._moved[1]

    def look_at_network(self) -> None:
        """See whether the room's address is still this machine's: a laptop that slept, or was given
        another address by the wifi, is not found where phones look for it.

        Within the same range of addresses the room moves by itself, while the laptop is awake; into
        another one, or after a sleep, only the trainer moves it: strangers may be there.
        """
        slept = time.time() - self._looked > ASLEEP_SECONDS
        self._looked = time.time()
        if self.room is None or ip_address(self.room).is_loopback:
            return
        found = addresses.of_this_machine()
        if self.room in found:
            if self.away:  # it came back, and a socket may not have lived through that
                self.close(self.room)
                self.listen(self.room)
            self.away = self._slept = False
            return
        self.away = True
        near = (a for a in found if self._network is not None and ip_address(a) in self._network)
        self._slept = slept or self._slept
        if not self._slept and (address := next(near, None)) is not None:
            self.open_room(address)

    @property
    def open(self) -> bool:
        """Whether other devices can join: in a room that was opened, and on a host always."""
        return self.host is not None or self.room is not None

    def origin(self) -> str:
        """Where phones go: the public address, the room's address, or this machine's own while the
        room is closed."""
        if self.host is not None:
            return self.host.address.site
        return f"http://{self.room or '127.0.0.1'}:{self.port}"

    def at(self, path: str) -> str:
        """One of our own paths (`/run`) as browsers ask for it."""
        return self.base + path[1:]

    @property
    def base(self) -> str:
        """What all our addresses begin with: `/`, or the part of a host that is ours."""
        return "/" if self.host is None else self.host.address.base

    @property
    def secure(self) -> bool:
        """Whether browsers reach us over https only."""
        return self.host is not None and self.host.address.secure

    def names(self) -> set[str]:
        if self.host is not None:
            return {*addresses.MACHINE, self.host.address.host}
        return addresses.own_names(self.room)


def qr(text: str, size: int = 5) -> str:
    """A QR code as inline SVG without a title (the address stands beside it in words)."""
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out,
        kind="svg",
        scale=size,
        xmldecl=False,
        svgns=True,
        omitsize=False,
        border=4,
        light="#fff",
        dark="#000",
    )
    return out.getvalue().decode("ascii")
