"""The supervisor's page of a reflective group."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.group import views
from exercises.journal.sessions import Role
from exercises.place import Place
from widgets.bundle import bundle
from widgets.group import Group


class GroupConsole(Group):
    """Lead the hour, write the agreement, and see to the record."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("trainer",)

    def shown(self, place: Place) -> dict[str, Any]:
        return views.console(place)
