"""The officer's page of a study by interviews."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.interviews import views
from exercises.journal import home, sessions, wipe
from exercises.journal.aside import Removed
from exercises.journal.sessions import Role
from exercises.place import Place
from widgets.bundle import bundle
from widgets.interviews import Interviews


class InterviewsConsole(Interviews):
    """Interview, read what was said by framework analysis, and report on it."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("trainer",)

    def shown(self, place: Place) -> dict[str, Any]:
        return views.console(place, sessions.twins_of(place.journal, place.seat.session))

    def _take_change(self, message: dict[str, Any]) -> None:
        """What is removed for good goes from the reports here too: before the page is told."""
        if message.get("kind") == Removed.kind and self._place is not None:
            wipe.erase_reports(home.data_folder(), self._place.seat.session)
        super()._take_change(message)
