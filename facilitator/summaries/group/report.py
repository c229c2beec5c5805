"""The facts of a reflective group's record, as plain values.

They are those that the group reads on the screen: `record` is the same, word for word.
"""

from __future__ import annotations

from dataclasses import dataclass

from exercises.group.content import group_words
from exercises.group.record import Record, is_read, record_of
from facilitator.summaries import held
from facilitator.summaries.group.reading import Reading
from facilitator.summaries.held import Held


@dataclass(frozen=True)
class Report(Held):
    """Everything that the two pages say. `read` is whether everybody has read it as it stands."""

    record: Record
    read: bool

    @property
    def heading(self) -> str:
        return f"{self.name}: the record"


def of(reading: Reading) -> Report:
    """The report of a session as it was read."""
    settings, state = reading.settings, reading.state
    session = held.of(
        reading,
        name=group_words().title,
        about=settings.about,
        label=settings.scenario.label if settings.scenario else "",
        person=settings.scenario.person if settings.scenario else "",
    )
    return Report(**vars(session), record=record_of(state), read=is_read(state))
