"""Navigation to usable: our round page and a stock Voila page with the same content, in one run.

Both serve the same widget of the same seat from the same journal, cold cache, one visit at a time,
by turns. Usable is when the list's box can be typed in. Outside hosts are refused at once, which is
the kindest case for stock Voila (its template asks a CDN for stylesheets).

    python -m facilitator bench page [VISITS]
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from _served import chromium, kit, page_at, room, stock_voila, take_seat
from playwright.sync_api import Page, Route

from exercises.journal import sessions
from exercises.journal.store import Journal

CELL = """\
import os
from widgets import Table
from exercises.journal.sessions import Seat

table = Table()
table.sit(Seat(os.environ["SEAT"], os.environ["SESSION"], "table", 1))
table"""


def visit(page: Page, address: str) -> tuple[float, int, float]:
    """Seconds from navigation to a box that takes text; requests and megabytes meanwhile."""
    asked: list[int] = []

    def refuse_outside(route: Route) -> None:
        if route.request.url.startswith(("http://127.0.0.1", "blob:", "data:")):
            route.continue_()
        else:
            route.abort()

    page.route("**/*", refuse_outside)
    page.on("response", lambda r: asked.append(int(r.headers.get("content-length", 0))))
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("textarea").first.fill("ready", timeout=60_000)
    took = time.perf_counter() - began
    page.context.close()
    return took, len(asked), sum(asked) / 1e6


def main(visits: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        journal = Journal.in_folder(data)
        session = room(journal, 6)
        seat, _ = sessions.take_seat(journal, sessions.Door(session.id, "table", 1))
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
        notebook.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": ""}
        nbformat.write(notebook, Path(folder) / "stock.ipynb")
        env = {"KIT_DATA": str(data), "SEAT": seat.id, "SESSION": session.id}
        ours: list[float] = []
        stock: list[float] = []
        weights: dict[str, tuple[int, float]] = {}
        with (
            kit(data) as origin,
            stock_voila(Path(folder) / "stock.ipynb", env) as voila,
            chromium() as browser,
        ):
            for n in range(visits + 1):
                taken = take_seat(origin, code=session.code, table="1")
                mine = visit(page_at(browser, origin, taken), origin + taken[0])
                other = visit(browser.new_context().new_page(), f"{voila}/")
                weights = {"ours": mine[1:], "stock": other[1:]}
                if n:  # the first of each warms the disk
                    ours.append(mine[0])
                    stock.append(other[0])
                print(f"visit {n}: ours {mine[0]:.2f} s, stock Voila {other[0]:.2f} s", flush=True)
    result = {
        "usable_ratio": round(statistics.median(ours) / statistics.median(stock), 3),
        "ours_median_s": round(statistics.median(ours), 3),
        "ours_range_s": [round(min(ours), 3), round(max(ours), 3)],
        "stock_median_s": round(statistics.median(stock), 3),
        "stock_range_s": [round(min(stock), 3), round(max(stock), 3)],
        "ours_requests": weights["ours"][0],
        "stock_requests": weights["stock"][0],
        "n": visits,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
