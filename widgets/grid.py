"""What the three screens of the wellbeing and safety grid share."""

from __future__ import annotations

from typing import Any, ClassVar

from exercises.grid import views
from exercises.grid.settings import EXERCISE
from exercises.place import Place
from widgets.screen import Screen


class Grid(Screen):
    """A page of a session of the grid."""

    exercise: ClassVar[str] = EXERCISE

    def told(self, place: Place) -> dict[str, Any]:
        return views.content(place)
