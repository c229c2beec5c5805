"""The look round before a session, and the page that a phone opens to show that it gets through."""

from __future__ import annotations

import asyncio

from facilitator import addresses
from facilitator.guard import Guarded
from facilitator.house import qr
from facilitator.page import Page
from facilitator.preparing import checks
from facilitator.preparing.findings import verdict


class Preparing(Page):
    """What was found on this laptop, and the way to try a phone."""

    here_only = laptop_only = True

    async def get(self) -> None:
        await self._show({})

    async def post(self) -> None:
        """Open the room for the phone that is tried, or close it again."""
        errors = {}
        house = self.house
        found = addresses.of_this_machine()
        address = self.get_body_argument("address", "") or next(iter(found), "")
        if self.get_body_argument("room", "") == "close":
            house.close_room()
        elif address not in found:
            errors["address"] = f"{address!r} is not an address of this laptop; choose one of them"
        else:
            try:
                house.open_room(address)
            except ValueError as error:
                errors["address"] = str(error)
        if errors:
            await self._show(errors)
        else:
            self.go("/ready#phone")

    async def _show(self, errors: dict[str, str]) -> None:
        house = self.house
        found = await asyncio.to_thread(checks.all_of, house.journal, house.data, house.port)
        reach = f"{house.origin()}/reach"
        self.show(
            "preparing",
            findings=found,
            verdict=verdict(found),
            choices=addresses.of_this_machine(),
            room=house.room,
            reach=reach,
            qr=qr(reach),
            phone=checks.phone(house.reached),
            kept_apart=checks.KEPT_APART,
            errors=errors,
        )


class Reached(Guarded):
    """Whether a phone has got through yet, for the page that waits for it."""

    here_only = laptop_only = True

    def get(self) -> None:
        found = checks.phone(self.house.reached)
        self.finish({"reached": found.state == "good", "says": found.says})


class Reach(Page):
    """What a phone sees when it gets through. It learns nothing of any session here."""

    laptop_only = True

    def get(self) -> None:
        other = self.house.came_from(self.request.remote_ip or "")
        self.show("reach", other=other)
