"""The trainer's page of the grid."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.grid import views
from exercises.journal.sessions import Role
from exercises.place import Place
from widgets.bundle import bundle
from widgets.grid import Grid


class GridConsole(Grid):
    """Lead a session of the grid and look at every table's places."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("trainer",)

    def shown(self, place: Place) -> dict[str, Any]:
        return views.console(place)
