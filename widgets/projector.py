"""The page on the wall of the room."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.journal.sessions import Role
from exercises.six_principles import views
from exercises.six_principles.place import Place
from widgets.bundle import bundle
from widgets.screen import Screen


class Projector(Screen):
    """Clock, principles, join code, who is in; nothing to act on."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("projector",)

    def shown(self, place: Place) -> dict[str, Any]:
        return views.projector(place)
