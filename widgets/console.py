"""The trainer's page."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.journal.sessions import Role
from exercises.place import Place
from exercises.six_principles import views
from widgets.bundle import bundle
from widgets.six_principles import SixPrinciples


class Console(SixPrinciples):
    """Steer the room and see every table, wall and desk."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("trainer",)

    def shown(self, place: Place) -> dict[str, Any]:
        return views.console(place)
