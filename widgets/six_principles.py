"""What the three screens of the six-principles exercise share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import traitlets

from exercises.library import ContentError
from exercises.place import Place
from exercises.plan import content
from exercises.plan.passages import PlanError, check_size
from exercises.plan.splitting import split
from exercises.six_principles import plan_views, views
from exercises.six_principles.settings import EXERCISE
from widgets.screen import Screen

GIVERS = ("trainer", "solo")  # who gives the plan
LONGEST_HERE = 20_000  # characters that a kernel reads itself: JupyterLab has no server to do it


class SixPrinciples(Screen):
    """A page of a six-principles session. `plan` holds the board's plan in passages; it is apart
    from the view because it is long and seldom moves."""

    exercise: ClassVar[str] = EXERCISE

    plan = traitlets.Dict().tag(sync=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plan_moved = (-1, 0)  # before any entry

    def told(self, place: Place) -> dict[str, Any]:
        return views.content(place)

    def show(self, place: Place) -> None:
        """Show what was read; the plan only where it has moved."""
        if place.seat.role != "projector" and place.state.plan.moved != self._plan_moved:
            self._plan_moved = place.state.plan.moved
            self.plan = plan_views.passages(place)
            if not self.plan:
                self.send_state("plan")  # the page may show one from the kernel before
        super().show(place)

    def takers(self) -> dict[str, Callable[[dict[str, Any]], None]]:
        return super().takers() | {"read plan": self._read_plan}

    def _read_plan(self, message: dict[str, Any]) -> None:
        """Split a text that was pasted, or a sample plan, into passages. The page keeps them by a
        change of its own; nothing is written here."""
        if self._place is None or self._place.seat.role not in GIVERS:
            return
        try:
            if "sample" in message:
                sample = content.sample(str(message["sample"]))
                title, text = sample.title, sample.text
            else:
                title, text = "", str(message.get("text", ""))
                if len(text) > LONGEST_HERE:
                    raise PlanError(
                        f"this has {len(text):,} characters; JupyterLab reads {LONGEST_HERE:,}. "
                        "Start the kit with python -m facilitator to read all of it"
                    )
            passages = split(text)
            check_size(passages)
        except (ContentError, PlanError) as error:
            self.send({"type": "plan not read", "sentence": str(error)})
            return
        told = [passage.model_dump(mode="json") for passage in passages]
        self.send({"type": "plan read", "title": title, "passages": told})
