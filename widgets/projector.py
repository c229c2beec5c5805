"""The page on the wall of the room."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.journal.sessions import Role
from exercises.place import Place
from exercises.six_principles import views
from widgets.bundle import bundle
from widgets.six_principles import SixPrinciples


class Projector(SixPrinciples):
    """Clock, principles, join code, who is in; nothing to act on."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("projector",)

    def shown(self, place: Place) -> dict[str, Any]:
        return views.projector(place)
