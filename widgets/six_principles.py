"""What the three screens of the six-principles exercise share."""

from __future__ import annotations

from typing import Any, ClassVar

from exercises.place import Place
from exercises.six_principles import views
from exercises.six_principles.settings import EXERCISE
from widgets.screen import Screen


class SixPrinciples(Screen):
    """A page of a six-principles session."""

    exercise: ClassVar[str] = EXERCISE

    def told(self, place: Place) -> dict[str, Any]:
        return views.content(place)
