"""What the screens of a scenario share."""

from __future__ import annotations

from typing import Any, ClassVar

from exercises.place import Place
from exercises.scenarios import views
from exercises.scenarios.settings import EXERCISE
from widgets.screen import Screen


class Scenario(Screen):
    """A page of a session of a scenario."""

    exercise: ClassVar[str] = EXERCISE

    def told(self, place: Place) -> dict[str, Any]:
        return views.content(place)
