"""`python -m facilitator rollup`: ask the database, and print or write what may be shown."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from exercises.journal import results
from exercises.journal.store import Journal
from facilitator.rollup import sheet
from facilitator.rollup.tables import Table, tables


def made(journal: Journal, since: date | None = None) -> tuple[list[Table], sheet.Made]:
    """The roll-up of the sessions that have ended since that day, in this machine's own time."""
    begins = datetime.combine(since, time()).timestamp() if since else None
    on = datetime.fromtimestamp(journal.clock()).date()
    return tables(results.rolled_up(journal, begins)), sheet.Made(on, since)


def write(journal: Journal, since: date | None, csv: Path | None, html: Path | None) -> list[Path]:
    """Write the roll-up into these files, as far as they are named. Raises OSError."""
    found, when = made(journal, since)
    if csv:
        sheet.save(found, when, csv)
    if html:
        html.write_text(sheet.page(found, when), encoding="utf-8")
    return [path for path in (csv, html) if path]


def day_in(typed: str, today: date) -> date:
    """The day that was typed. Raises ValueError with a sentence."""
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        raise ValueError(f"{typed!r} is not a day; write it as in 2026-04-01") from None
    if found > today:
        raise ValueError(f"{typed} has not come yet; give a day up to today")
    return found
