"""The second coder's page of a study by interviews."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from exercises.interviews import views
from exercises.journal.sessions import Role
from exercises.place import Place
from widgets.bundle import bundle
from widgets.interviews import Interviews


class InterviewsCoder(Interviews):
    """Read the notes and mark sentences, without seeing what the officer marked."""

    _esm = bundle(Path(__file__).with_suffix(".js"))
    roles: ClassVar[tuple[Role, ...]] = ("table", "room")

    def shown(self, place: Place) -> dict[str, Any]:
        return views.second(place)
