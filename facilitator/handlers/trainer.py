"""What only the trainer's place can do beyond the journal: the room, keys, codes, wiping."""

from __future__ import annotations

from tornado.web import HTTPError

from exercises.following import frame_of
from exercises.group.settings import EXERCISE as GROUP
from exercises.journal import sessions, wipe
from exercises.temperature.settings import EXERCISE as TEMPERATURE
from facilitator import addresses
from facilitator.handlers.run import day, quoted, sit
from facilitator.handlers.seats import SeatPage, is_here
from facilitator.house import qr
from facilitator.workbook import NO_WALL


class Room(SeatPage):
    """Where other devices find this session; the trainer opens and closes the room."""

    def get(self, seat_id: str) -> None:
        seat = self.at_seat(seat_id)
        if seat.role not in ("trainer", "projector"):
            raise HTTPError(404)
        session = is_here(self, seat)
        house, leads = self.house, seat.role == "trainer"
        join = f"{house.origin()}/#{session.code}"
        slip = f"{house.origin()}/slip"
        self.finish(
            {
                "open": house.open,
                "address": house.room,
                "away": house.away,
                "moved_from": house.moved_from,
                "choices": addresses.of_this_machine() if leads and not house.host else [],
                "can_open": leads and self._may_open(),
                "hosted": house.host is not None,
                "site": house.origin(),
                "join": join,
                "qr": qr(join),
                "slip": slip if house.open else None,
                "slip_qr": qr(f"{slip}#{session.code}"),
            }
        )

    def post(self, seat_id: str) -> None:
        self.trainer(seat_id)
        if not self._may_open():
            raise HTTPError(404)
        address = self.get_body_argument("address", "")
        try:
            if self.get_body_argument("open") == "yes":
                self.house.open_room(address or next(iter(addresses.of_this_machine()), ""))
            else:
                self.house.close_room()
        except ValueError as error:
            self.set_status(400)
            self.finish({"error": str(error)})
            return
        self.finish({"open": self.house.open})

    def _may_open(self) -> bool:
        """Who sits at the laptop opens its room; a host is open without."""
        return self.house.host is None and self.came_in_here()


class Key(SeatPage):
    """A key of its own for a second device: co-facilitator, projector, or the moderator of a
    temperature check."""

    def post(self, seat_id: str) -> None:
        seat = self.trainer(seat_id)
        asked = self.get_body_argument("role")
        role: sessions.Role = "projector" if asked == "projector" else "trainer"
        if asked == "moderator":
            if is_here(self, seat).exercise != TEMPERATURE:
                raise HTTPError(404)
            role = "moderator"
        if role == "projector" and is_here(self, seat).exercise in NO_WALL:
            raise HTTPError(404)
        link = f"{self.house.origin()}/#{sessions.mint_key(self.house.journal, seat.session, role)}"
        self.finish({"link": link, "qr": qr(link, 4)})


class Projector(SeatPage):
    """Open the projector page on this device."""

    def post(self, seat_id: str) -> None:
        session = is_here(self, self.trainer(seat_id))
        if session.exercise in NO_WALL:
            raise HTTPError(404)
        sit(self, session, "projector")


class Shared(SeatPage):
    """Open the screen that the whole room works at, on this device."""

    def post(self, seat_id: str) -> None:
        session = is_here(self, self.trainer(seat_id))
        frame = frame_of(self.house.journal.read(session.id))
        if not frame.settings.get("shared"):
            raise HTTPError(404)
        sit(self, session, "room", 1)


class Codes(SeatPage):
    """The room's code and a code for each table, to project or print."""

    def get(self, seat_id: str) -> None:
        seat = self.trainer(seat_id)
        session = is_here(self, seat)
        origin = self.house.origin()
        codes = sessions.codes_of(self.house.journal, seat.session)
        tables = sorted((n, code) for n, code in codes.items() if n is not None)
        self.show(
            "codes",
            seat=seat.id,
            place="place" if session.exercise == GROUP else "table",
            origin=origin,
            open=self.house.open,
            code=session.code,
            qr=qr(f"{origin}/#{session.code}"),
            tables=[(n, code, qr(f"{origin}/#{code}", 3)) for n, code in tables],
        )


class Wipe(SeatPage):
    """Erase the session after saying what goes and what cannot be reached."""

    def get(self, seat_id: str) -> None:
        self._ask(self.trainer(seat_id), "", {})

    def _ask(self, seat: sessions.Seat, typed: str, errors: dict[str, str]) -> None:
        session = is_here(self, seat)
        goes = wipe.goes(self.house.journal, self.house.data, session)
        self.show(
            "wipe",
            seat=seat.id,
            session=session,
            typed=typed,
            erased=day(session.expires),
            goes=goes.sentences(),
            out_of_reach=wipe.OUT_OF_REACH,
            warning=wipe.WARNING,
            errors=errors,
        )

    def post(self, seat_id: str) -> None:
        seat = self.trainer(seat_id)
        session = is_here(self, seat)
        typed = self.get_body_argument("code", "").strip().upper()
        if typed != session.code:
            wrong = f"{quoted(typed)} is not this session's code; type {session.code} to erase it"
            self._ask(seat, typed, {"code": wrong})
            return
        wipe.wipe(self.house.journal, self.house.data, session)
        self.show("wiped", code=session.code, out_of_reach=wipe.OUT_OF_REACH)
