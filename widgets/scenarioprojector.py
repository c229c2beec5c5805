"""The scenario's page for the wall of the room."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.journal.sessions import Role
from exercises.place import Place
from exercises.scenarios import views
from widgets.bundle import bundle
from widgets.scenario import Scenario


class ScenarioProjector(Scenario):
    """What the trainer shows of a scenario."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("projector",)

    def shown(self, place: Place) -> dict[str, Any]:
        return views.projector(place)
