"""The front of the house: home, join, health, and the few files every page needs."""

from __future__ import annotations

from pathlib import Path

from tornado.web import StaticFileHandler

import widgets
from exercises.following import frame_of
from exercises.group.settings import EXERCISE as GROUP
from exercises.journal import sessions
from exercises.journal.codes import CodeError, read_code
from exercises.journal.sessions import Door, NotAllowed
from exercises.journal.store import Unanswered
from facilitator.gate import Busy
from facilitator.guard import Guarded
from facilitator.handlers import answering
from facilitator.page import Page
from widgets.bundle import bundle

STATIC = Path(__file__).parents[1] / "static"
STYLES = Path(widgets.__file__).parent


class Home(Page):
    """Three doors on this machine; other devices find the join page here."""

    def get(self) -> None:
        if self.runs_it():
            self.show("home", room=self.house.origin() if self.house.open else None)
        else:
            self.show("join", typed={})


class Join(Page):
    """A code or a link's key is exchanged, once, for a seat."""

    def get(self) -> None:
        self.show("join", typed={})

    async def post(self) -> None:
        typed = self.typed()
        try:
            await self.house.gate.turn()
            if typed.get("key"):
                door = self._door(typed["key"].strip())
            else:
                code = read_code(typed.get("code", ""))
                door = sessions.door_of_code(self.house.journal, code)
        except (Busy, CodeError, NotAllowed) as error:
            self.show("join", typed=typed, errors={"code": str(error)})
            return
        if door.role == "table" and answering.lets_in(self, door, typed):
            return
        if door.role == "table" and self._is_shared(door.session):
            said = "this session runs on one shared screen, so nobody joins it; look to the front"
            self.show("join", typed=typed, errors={"code": said})
            return
        if door.role == "table" and door.table is None:
            tables = self._open_tables(door.session)
            table = typed.get("table", "")
            if table == "any":
                devices = self.house.devices(door.session)
                table = str(min(tables, key=lambda n: (devices[n], n)))
            if not table.isdecimal() or int(table) not in tables:
                self._ask_for_table(door, tables, typed)
                return
            door = Door(door.session, "table", int(table))
        self._sit(door)

    def _door(self, key: str) -> Door:
        """A scanned or clicked link carries a key, or the code of a room or table."""
        if len(key) > 12:
            return sessions.door_of_key(self.house.journal, key)
        return sessions.door_of_code(self.house.journal, read_code(key))

    def _is_shared(self, session: str) -> bool:
        return bool(frame_of(self.house.journal.read(session)).settings.get("shared"))

    def _open_tables(self, session: str) -> list[int]:
        return frame_of(self.house.journal.read(session)).open_tables()

    def _ask_for_table(self, door: Door, tables: list[int], typed: dict[str, str]) -> None:
        errors = {}
        if "choose" in typed:
            errors["table"] = "no table was chosen; choose one, or let the kit choose"
        frame = frame_of(self.house.journal.read(door.session))
        session = sessions.find(self.house.journal, id=door.session)
        self.show(
            "choose",
            place="place" if session.exercise == GROUP else "table",
            code=typed.get("code") or typed.get("key", ""),
            title=frame.title,
            tables=tables,
            devices=self.house.devices(door.session),
            errors=errors,
        )

    def _sit(self, door: Door) -> None:
        seat, token = sessions.take_seat(self.house.journal, door)
        session = sessions.find(self.house.journal, id=door.session)
        self.give_cookie(seat, token, session.expires)
        self.go(f"/seat/{seat.id}/")


class Health(Guarded):
    """200 when pages can be served: the journal answers. 503 with a sentence when it does not. What
    looks after a host asks for it by any name."""

    any_name = True

    def get(self) -> None:
        said = "ok"
        try:
            self.house.journal.fact("version")
        except Unanswered as error:
            self.set_status(503)
            self.waits = True  # which is no failure of the kit
            said = str(error)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{said}\n")


class Script(Guarded):
    """A screen's script, joined from its modules."""

    def get(self, name: str) -> None:
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")  # asked again each time, answered with 304
        self.finish(bundle(STYLES / f"{name}.js"))


class KitFile(Guarded, StaticFileHandler):
    """A script or stylesheet of the pages: only those in the kit's own two folders, by name."""

    def set_extra_headers(self, path: str) -> None:
        self.set_header("Cache-Control", "no-cache")  # asked again each time, answered with 304

    def set_default_headers(self) -> None:
        Guarded.set_default_headers(self)
