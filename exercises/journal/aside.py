"""Taking words off every screen and out of every report, back again, or away for good."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from exercises.journal.entries import Body


class SetAside(Body):
    """The trainer takes something off every screen and out of every report."""

    kind: ClassVar[str] = "set_aside"
    target: str = Field(max_length=80)

    def about(self, change: str) -> str:
        return self.target


class PutBack(SetAside):
    kind: ClassVar[str] = "put_back"


class Removed(SetAside):
    """The words of `target` were emptied in the journal, for good."""

    kind: ClassVar[str] = "removed"
