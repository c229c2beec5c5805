"""The facts of an audit's record, as plain values.

They are those that the room reads on the screen: `record` is the same, word for word.
"""

from __future__ import annotations

from dataclasses import dataclass

from exercises.audit.content import audit_words
from exercises.audit.record import Record, is_read, record_of
from facilitator.summaries import held
from facilitator.summaries.audit.reading import Reading
from facilitator.summaries.held import Held


@dataclass(frozen=True)
class Report(Held):
    """Everything that both documents say. `read` is whether everybody has read it as it stands."""

    record: Record
    read: bool

    @property
    def heading(self) -> str:
        return f"{self.name}: the audit group's record"


def of(reading: Reading) -> Report:
    """The report of a session as it was read."""
    state = reading.state
    session = held.of(
        reading,
        name=audit_words().title,
        about=reading.settings.plan.title,
        label="",
        person="",
    )
    return Report(**vars(session), record=record_of(state), read=is_read(state))
