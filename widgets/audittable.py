"""The page of the shared screen of an audit, or of an agency's device."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.audit import views
from exercises.journal.sessions import Role
from exercises.place import Place
from widgets.audit import Audit
from widgets.bundle import bundle


class AuditTable(Audit):
    """Choose files at random, answer the questions, and write what follows."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("table", "room")

    def shown(self, place: Place) -> dict[str, Any]:
        return views.table(place)
