"""What the screens of a case file audit share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from exercises.audit import views
from exercises.audit.settings import EXERCISE
from exercises.identifiers import KINDS, blank, find
from exercises.place import Place
from widgets.screen import Screen

MOST_TEXTS, LONGEST = 8, 2000  # that are looked at in one go


class Audit(Screen):
    """A page of a session of a case file audit."""

    exercise: ClassVar[str] = EXERCISE

    def told(self, place: Place) -> dict[str, Any]:
        return views.content(place)

    def takers(self) -> dict[str, Callable[[dict[str, Any]], None]]:
        return super().takers() | {"nudge": self._take_nudge}

    def _take_nudge(self, message: dict[str, Any]) -> None:
        """Look, before words are saved, for what could identify somebody. The words are neither
        kept nor logged here."""
        texts = message.get("texts")
        texts = texts[:MOST_TEXTS] if isinstance(texts, list) else []
        looked = [_looked(str(text)[:LONGEST]) for text in texts]
        self.send({"type": "nudge", "id": str(message.get("id", ""))[:200], "found": looked})


def _looked(text: str) -> dict[str, Any]:
    """What looks identifiable in a text, in words, and the text without it."""
    found = find(text)
    seen = [f"{KINDS[each.kind]}: {each.words}" for each in found]
    return {"seen": seen, "blanked": blank(text, found)}
