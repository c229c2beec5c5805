"""How long a line takes from Enter at one device to the screens of others, with eight pages open.

Six tables (the first with two devices), the trainer's console and the projector. A line is typed at
the first device of table 1; the clock stops when it is seen at its second device.

    python -m facilitator bench delay [LINES]
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from _served import chromium, kit, p95, page_at, room, take_seat

from exercises.journal import sessions
from exercises.journal.store import Journal


def main(lines: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        journal = Journal.in_folder(data)
        session = room(journal, 5)
        with kit(data) as origin, chromium() as browser:
            doors = [{"code": session.code, "table": str(n)} for n in (1, 1, 2, 3, 4, 5)]
            doors += [
                {"key": sessions.mint_key(journal, session.id, role)}
                for role in ("trainer", "projector")
            ]
            pages = []
            for door in doors:
                seat = take_seat(origin, **door)
                page = page_at(browser, origin, seat)
                page.goto(origin + seat[0])
                page.locator(".kit-root h2, .kit-root h3").first.wait_for(timeout=60_000)
                pages.append(page)
            writer, reader, *others = pages
            took = []
            for n in range(lines):
                others[n % 4].locator("textarea").first.fill(f"another table's line {n}")
                others[n % 4].keyboard.press("Enter")
                writer.locator("textarea").first.fill(f"planted line number {n}")
                began = time.perf_counter()
                writer.keyboard.press("Enter")
                reader.get_by_text(f"planted line number {n}", exact=True).first.wait_for()
                took.append(time.perf_counter() - began)
    result = {
        "p50_s": round(statistics.median(took), 3),
        "p95_s": round(p95(took), 3),
        "worst_s": round(max(took), 3),
        "lines": lines,
        "pages": len(pages),
    }
    print(f"from Enter to the other device: {result}")
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
