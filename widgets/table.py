"""The page of a table, or of one person working alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.journal.sessions import Role
from exercises.place import Place
from exercises.six_principles import views
from widgets.bundle import bundle
from widgets.six_principles import SixPrinciples


class Table(SixPrinciples):
    """Read the case, work the six principles, condense, read back, place dots."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("table", "solo", "room")

    def shown(self, place: Place) -> dict[str, Any]:
        return views.table(place)
