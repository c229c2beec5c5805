"""The audit's page for the wall of the room."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.audit import views
from exercises.journal.sessions import Role
from exercises.place import Place
from widgets.audit import Audit
from widgets.bundle import bundle


class AuditProjector(Audit):
    """How far the audit is, and the board's part, without a note and without a control."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("projector",)

    def shown(self, place: Place) -> dict[str, Any]:
        return views.projector(place)
