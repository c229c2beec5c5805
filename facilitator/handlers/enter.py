"""Where trainers come in to a kit on a server: with the operator's key, once a day."""

from __future__ import annotations

from facilitator.gate import Busy
from facilitator.hosted import KeyDoor
from facilitator.page import Page


class Enter(Page):
    """Takes the key from a link or a form, and lets this browser in."""

    def initialize(self, door: KeyDoor) -> None:
        self._door = door

    def get(self) -> None:
        if self.runs_it():
            self.go("/")
        else:
            self.show("enter")

    async def post(self) -> None:
        typed = self.typed()
        given = typed.get("key") or typed.get("code", "")
        try:
            await self.house.gate.turn()
        except Busy as error:
            self.show("enter", errors={"code": str(error)})
            return
        if not self._door.is_key(given):
            said = (
                "this is not the key that holds now; ask whoever looks after this server for the "
                "link, and open it as it stands"
                if given.strip()
                else "nothing was typed; type the key, or open the link that you were given"
            )
            self.show("enter", errors={"code": said})
            return
        self._door.give(self)
        self.go("/")
