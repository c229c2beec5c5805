"""Write a session's paper, a process of its own: `python -m facilitator.paper.run DATA ID OUT`."""

from __future__ import annotations

import sys
from pathlib import Path

from facilitator.paper import pack
from facilitator.summaries.reading import read


def main(arguments: list[str]) -> int:
    """The case, tables, minutes and "who to turn to" are those of the session as it stands."""
    data, session, out = Path(arguments[0]), arguments[1], Path(arguments[2])
    kept = read(session, data)
    frame, settings = kept.state.frame, kept.settings
    tables = min(max(len(frame.tables), 1), pack.MOST_TABLES)
    pack.write(out, settings.case, tables, settings.minutes, frame.help)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
