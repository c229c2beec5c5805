"""The trainer's page of a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.journal.sessions import Role
from exercises.place import Place
from exercises.scenarios import views
from widgets.bundle import bundle
from widgets.scenario import Scenario


class ScenarioConsole(Scenario):
    """See where every table is, hold the room at a scene, and choose what the wall shows."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("trainer",)

    def shown(self, place: Place) -> dict[str, Any]:
        return views.console(place)
