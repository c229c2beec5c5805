"""Where this user's journal is kept when nobody says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from exercises.journal.store import Journal


def data_folder() -> Path:
    """The folder in KIT_DATA, or this user's own data folder (not made yet)."""
    named = os.environ.get("KIT_DATA")
    return Path(named) if named else platformdirs.user_data_path("msp-workbooks", False)


def journal() -> Journal:
    """The journal of that folder. Raises JournalError with a sentence."""
    return Journal.in_folder(data_folder())
