"""What the screens of a temperature check share."""

from __future__ import annotations

from typing import Any, ClassVar

from exercises.place import Place
from exercises.temperature import views
from exercises.temperature.settings import EXERCISE
from widgets.screen import Screen


class Temperature(Screen):
    """A page of a session of the temperature check."""

    exercise: ClassVar[str] = EXERCISE

    def told(self, place: Place) -> dict[str, Any]:
        return views.content(place)
