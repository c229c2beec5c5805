"""The wall of a room that does a temperature check."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.journal.sessions import Role
from exercises.place import Place
from exercises.temperature import views
from widgets.bundle import bundle
from widgets.temperature import Temperature


class TemperatureProjector(Temperature):
    """Show where to join, how many have answered, and what everybody may see."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("projector",)

    def shown(self, place: Place) -> dict[str, Any]:
        return views.projector(place)
