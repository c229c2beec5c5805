"""What the screens of a reflective group share."""

from __future__ import annotations

from typing import Any, ClassVar

from exercises.group import views
from exercises.group.settings import EXERCISE
from exercises.place import Place
from widgets.screen import Screen


class Group(Screen):
    """A page of a session of a reflective group."""

    exercise: ClassVar[str] = EXERCISE

    def told(self, place: Place) -> dict[str, Any]:
        return views.content(place)
