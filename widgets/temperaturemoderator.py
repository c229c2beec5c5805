"""The page of somebody from outside, who rates beside the answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.journal.sessions import Role
from exercises.place import Place
from exercises.temperature import views
from widgets.bundle import bundle
from widgets.temperature import Temperature


class TemperatureModerator(Temperature):
    """Rate each item with reasons, beside what people answered."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("moderator",)

    def shown(self, place: Place) -> dict[str, Any]:
        return views.moderator(place)
