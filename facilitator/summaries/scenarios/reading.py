"""A session of a scenario as its summary reads it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from exercises.scenarios.settings import EXERCISE, Settings
from exercises.scenarios.state import State, fold
from facilitator.summaries.reading import Kept, kept

Reading: TypeAlias = Kept[State, Settings]


def read(session_id: str, data: Path | None = None) -> Reading:
    """Read a session of a scenario, of the data folder `data` or the one that KIT_DATA names.

    Raises JournalError (NoSession when it is not there) or SummaryError, each with a sentence.
    """
    return kept(session_id, data, EXERCISE, fold, Settings.of)
