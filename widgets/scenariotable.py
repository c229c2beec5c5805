"""The scenario's page of a table, or of one person working alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.journal.sessions import Role
from exercises.place import Place
from exercises.scenarios import views
from widgets.bundle import bundle
from widgets.scenario import Scenario


class ScenarioTable(Scenario):
    """Play the scenes, give reasons, fill in the record, and look at paths together."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("table", "solo", "room")

    def shown(self, place: Place) -> dict[str, Any]:
        return views.table(place)
