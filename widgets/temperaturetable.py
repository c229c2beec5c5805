"""The page of somebody who answers, or of the screen that a board answers on together."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.journal.sessions import Door, Role
from exercises.place import Place
from exercises.temperature import views
from widgets.bundle import bundle
from widgets.temperature import Temperature


class TemperatureTable(Temperature):
    """Answer, write what shows it, and see everybody's answers once they are shown."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("answerer", "room")

    def _door(self, typed: str, table: Any) -> Door:
        """In JupyterLab the room's code leads to a sheet of one's own, and not to a table."""
        door = super()._door(typed, table or 1)
        return Door(door.session, "answerer", None) if door.role == "table" else door

    def shown(self, place: Place) -> dict[str, Any]:
        return views.answering(place)
