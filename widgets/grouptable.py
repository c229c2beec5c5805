"""The reflective group's page for the shared screen, or for a device in the circle."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.group import views
from exercises.journal.sessions import Role
from exercises.place import Place
from widgets.bundle import bundle
from widgets.group import Group


class GroupTable(Group):
    """Follow the hour, pause it, and in the last part write what will be done."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("table", "room")

    def shown(self, place: Place) -> dict[str, Any]:
        return views.group(place)
