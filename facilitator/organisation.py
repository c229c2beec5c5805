"""What an organisation has decided for everybody who uses this data folder."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from exercises.group.content import group_words

FILE = "typed-case-detail.txt"
VARIABLE = "KIT_TYPED_CASE_DETAIL"


@cache
def typed_cases(data: Path) -> bool:
    """Whether details of a case may be typed: only where the file in the data folder, or the
    environment, says in so many words that the organisation has assessed it. Looked at once, when
    it is first needed after a start."""
    try:
        said = (data / FILE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        said = ""
    wanted = _plain(group_words().typed.sentence)
    return wanted in (_plain(said), _plain(os.environ.get(VARIABLE, "")))


def _plain(text: str) -> str:
    return " ".join(text.split())
