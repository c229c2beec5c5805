"""What the pages of a study by interviews share."""

from __future__ import annotations

from typing import Any, ClassVar

import traitlets

from exercises.interviews import views
from exercises.interviews.settings import EXERCISE
from exercises.interviews.state import State
from exercises.place import Place
from widgets.screen import Screen


class Interviews(Screen):
    """A page of a study. `notes` is apart from the view: it is long and seldom moves."""

    exercise: ClassVar[str] = EXERCISE

    notes = traitlets.Dict().tag(sync=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._noted: tuple[int, int] = (-1, 0)

    def told(self, place: Place) -> dict[str, Any]:
        return views.content(place)

    def refresh(self) -> None:
        """Read on and show what is new; the notes only where they have moved."""
        place = self._place
        if place is not None:
            place.follow()
            state: State = place.state
            undone = sum(entry.kind == "undone" for entry in place.reader.entries)
            if self._noted != (mark := (state.noted, undone)):
                self._noted = mark
                self.notes = views.notes(place)
                if not self.notes:
                    self.send_state("notes")  # the page may show some from the kernel before
        super().refresh()
