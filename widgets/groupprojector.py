"""The reflective group's page for the wall of the room."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.group import views
from exercises.journal.sessions import Role
from exercises.place import Place
from widgets.bundle import bundle
from widgets.group import Group


class GroupProjector(Group):
    """What everybody sees of the hour, without a control."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("projector",)

    def shown(self, place: Place) -> dict[str, Any]:
        return views.projector(place)
