"""The board manager's page of a temperature check."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.journal.sessions import Role
from exercises.place import Place
from exercises.temperature import views
from widgets.bundle import bundle
from widgets.temperature import Temperature


class TemperatureConsole(Temperature):
    """See who has answered, show the results, and see to what follows."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("trainer",)

    def shown(self, place: Place) -> dict[str, Any]:
        return views.console(place)
