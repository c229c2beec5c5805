"""The grid's page for the wall of the room."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.grid import views
from exercises.journal.sessions import Role
from exercises.place import Place
from widgets.bundle import bundle
from widgets.grid import Grid


class GridProjector(Grid):
    """What the trainer shows of the grid."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("projector",)

    def shown(self, place: Place) -> dict[str, Any]:
        return views.projector(place)
