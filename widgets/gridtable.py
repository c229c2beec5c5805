"""The grid's page of a table, or of one person working alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.grid import views
from exercises.journal.sessions import Role
from exercises.place import Place
from widgets.bundle import bundle
from widgets.grid import Grid


class GridTable(Grid):
    """Place the situation now and after each action; look, and say what would move it."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("table", "solo", "room")

    def shown(self, place: Place) -> dict[str, Any]:
        return views.table(place)
