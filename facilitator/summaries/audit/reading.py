"""A session of a case file audit as its record reads it."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from exercises.audit.settings import EXERCISE, Settings
from exercises.audit.state import State, fold
from facilitator.summaries.reading import Kept, kept

Reading: TypeAlias = Kept[State, Settings]


def read(session_id: str, data: Path | None = None) -> Reading:
    """Read an audit, of the data folder `data` or the one that KIT_DATA names.

    Raises JournalError (NoSession when it is not there) or SummaryError, each with a sentence.
    """
    return kept(session_id, data, EXERCISE, fold, Settings.of)
