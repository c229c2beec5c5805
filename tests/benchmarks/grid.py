"""How fluent the grid stays when it is full: six tables, five actions, four viewpoints.

Table 1 places at its page, and the clock stops when the trainer's page, which shows all places as a
picture and as a table, has the reason. The same is done in a session with nothing else in it, in
the same run; `full_ratio` is the median of the full one divided by that of the empty one.

    python -m facilitator bench grid [PLACES]
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from _served import chromium, kit, p95, page_at, take_seat

from exercises import library
from exercises.grid.opening import begin
from exercises.grid.settings import Settings
from exercises.journal import sessions
from exercises.journal.codes import new_id
from exercises.journal.sessions import Door, Session
from exercises.journal.store import Journal
from exercises.place import Place

VIEWPOINTS = ("practitioner", "family", "police", "health")
ACTIONS = tuple(f"something that could be done, number {n}" for n in range(1, 6))
TABLES = 6


def session_of(journal: Journal, full: bool) -> Session:
    """A session with Mrs T at "place now"; when full, every place of every table stands."""
    settings = Settings(case=library.case("mrs-t"), viewpoints=VIEWPOINTS, actions=ACTIONS)
    session = begin(journal, settings, TABLES)
    seat, _ = sessions.take_seat(journal, Door(session.id, "trainer", None))
    trainer = Place(journal, seat)
    trainer.act(new_id(), "stage", {"stage": "now", "round": None, "seconds": None})
    moments = ["now", *(f"given-{n:02}" for n in range(1, 6))] if full else []
    for n, moment in enumerate(moments):
        for table in range(1, TABLES + 1):
            for m, viewpoint in enumerate(VIEWPOINTS):
                at = {"wellbeing": (n + table + m) % 11 - 5, "safety": (3 * table + n - m) % 11 - 5}
                body = {"table": table, "viewpoint": viewpoint, "moment": moment, **at}
                trainer.act(new_id(), "grid.placed", body | {"reason": f"reason {n} of {table}"})
    return session


def measure(browser, origin: str, journal: Journal, session: Session, places: int) -> list[float]:
    """Seconds from pressing the button to the reason's being on the trainer's page."""
    key = sessions.mint_key(journal, session.id, "trainer")
    seats = [take_seat(origin, code=session.code, table="1"), take_seat(origin, key=key)]
    pages = []
    for seat in seats:
        page = page_at(browser, origin, seat)
        page.goto(origin + seat[0])
        page.locator(".kit-bar").first.wait_for(timeout=60_000)
        pages.append(page)
    table, trainer = pages
    trainer.locator(".kit-panels [data-panel=grid]").click()
    table.locator("[data-key=viewpoints] [data-viewpoint=practitioner]").click()
    took = []
    for n in range(places):
        table.locator(".kit-grid-choice select").nth(0).select_option(str(n % 11 - 5))
        table.locator(".kit-grid-choice select").nth(1).select_option(str((n + 3) % 11 - 5))
        table.locator("textarea[name=reason]").fill(f"planted reason {n}")
        began = time.perf_counter()
        table.locator(".kit-grid-form button.kit-button").click()
        trainer.locator("table.kit-grid-table").get_by_text(f"planted reason {n}").first.wait_for()
        took.append(time.perf_counter() - began)
    for page in pages:
        page.context.close()
    return took


def main(places: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        journal = Journal.in_folder(data)
        found = {}
        with kit(data) as origin, chromium() as browser:
            for name in ("empty", "full"):
                session = session_of(journal, name == "full")
                found[name] = measure(browser, origin, journal, session, places)
                print(f"{name}: p50 {statistics.median(found[name]):.3f} s", flush=True)
    empty, full = (statistics.median(found[name]) for name in ("empty", "full"))
    result = {
        "full_ratio": round(full / empty, 2),
        "full_p50_s": round(full, 3),
        "full_p95_s": round(p95(found["full"]), 3),
        "empty_p50_s": round(empty, 3),
        "places_standing": (len(ACTIONS) + 1) * TABLES * len(VIEWPOINTS),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
