"""Write a session's paper, a process of its own: `python -m facilitator.paper.run DATA ID OUT`."""

from __future__ import annotations

import sys
from pathlib import Path

from exercises.following import frame_of
from exercises.journal import sessions
from exercises.journal.store import Journal
from exercises.scenarios import settings as scenarios
from exercises.six_principles.settings import Settings
from exercises.temperature import settings as temperature
from facilitator.paper import pack


def main(arguments: list[str]) -> int:
    """The case, tables, minutes and "who to turn to" are those of the session as it stands; of a
    scenario, the cards of its role-play, and of a temperature check its form."""
    data, session, out = Path(arguments[0]), arguments[1], Path(arguments[2])
    journal = Journal.in_folder(data)
    found = sessions.find(journal, id=session)
    frame = frame_of(journal.read(found.id))
    journal.close()
    if found.exercise == scenarios.EXERCISE:
        pack.write_cards(out, scenarios.Settings.of(frame).scenario, frame.help)
        return 0
    if found.exercise == temperature.EXERCISE:
        pack.write_form(out, temperature.Settings.of(frame), frame.help)
        return 0
    settings = Settings.of(frame)
    tables = min(max(len(frame.tables), 1), pack.MOST_TABLES)
    pack.write(out, settings.case, tables, settings.minutes, frame.help)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
