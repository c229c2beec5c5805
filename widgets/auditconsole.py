"""The audit lead's page of a case file audit."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.audit import views
from exercises.journal.sessions import Role
from exercises.place import Place
from widgets.audit import Audit
from widgets.bundle import bundle


class AuditConsole(Audit):
    """Lead the audit, look at every file, and see to the record."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("trainer",)

    def shown(self, place: Place) -> dict[str, Any]:
        return views.console(place)
