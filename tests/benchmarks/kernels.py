"""Kernels: forked as the kit does it, beside stock ones, on one reference notebook in one run.

First N of each by turns: seconds from start to the answer that the notebook's imports are done.
Then the notebook is served by stock Voila and by our server: memory (PSS, of all processes) for
each further visitor between the second and the VISITORS-th. Our own round page is measured beside.

    python -m facilitator bench kernels [N [VISITORS]]
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import _reference as reference
from _served import kit, p95, process_at, room, stock_voila, take_seat
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from exercises.journal.sessions import Session
from exercises.journal.store import Journal
from facilitator.forks import owner, spec

IMPORTS = "".join(json.loads(reference.NOTEBOOK.read_text())["cells"][1]["source"])
OURS = "from widgets import Table"


def ready(kernel: str, code: str, folder: Path) -> float:
    """Seconds until a new kernel has answered that it did `code`, asked as soon as it listens."""
    file = folder / f"kernel-{time.monotonic_ns()}.json"
    manager = KernelManager(kernel_name=kernel, transport="ipc", connection_file=str(file))
    began = time.perf_counter()
    manager.start_kernel()
    info: Any = manager.get_connection_info()
    while not os.path.exists(f"{info['ip']}-{info['hb_port']}"):  # its last socket, either way
        time.sleep(0.002)
    client: BlockingKernelClient = manager.blocking_client()
    client.start_channels(hb=False, stdin=False)
    asked = client.execute(code)
    while (reply := client.get_shell_msg(timeout=60))["parent_header"].get("msg_id") != asked:
        pass
    took = time.perf_counter() - began
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    if reply["content"]["status"] != "ok":
        raise RuntimeError("the imports failed")
    return took


async def further(
    origin: str, pid: int, paths: Sequence[tuple[str, str]], sockets: str
) -> tuple[float, list[float]]:
    """Mebibytes for each visitor from the third on, one after the other, and each one's seconds."""
    held, took, at_two = [], [], 0.0
    for path, cookie in paths:
        seconds, socket = await reference.visit(origin, path, sockets.format(path), cookie)
        held.append(socket)
        took.append(seconds)
        if len(held) == 2:
            await asyncio.sleep(8)  # until the pages that stand ready stand again
            at_two = reference.memory(pid)
    await asyncio.sleep(8)
    each = (reference.memory(pid) - at_two) / (len(held) - 2)
    for socket in held:
        socket.close()  # type: ignore[attr-defined]
    return each, took


def session_in(data: Path) -> Session:
    """A session of twelve tables in round one."""
    with closing(Journal.in_folder(data)) as journal:
        return room(journal, 12)


def seats(origin: str, session: Session, count: int) -> list[tuple[str, str]]:
    """Seats at the tables: path and cookie of each."""
    taken = (take_seat(origin, code=session.code, table=str(n % 12 + 1)) for n in range(count))
    return [(path, f"kit-seat={token}") for path, token in taken]


def main(count: int, visitors: int) -> None:
    os.environ["JUPYTER_PATH"] = spec.jupyter_path()
    if not owner.can_fork():
        print("kernels are not forked here; what follows compares ordinary ones")
    took: dict[str, list[float]] = {"stock": [], "ours": [], "ours_page": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for n in range(count + 2):
            for what, kernel, code in (
                ("stock", "python3", IMPORTS),
                ("ours", spec.NAME, IMPORTS),
                ("ours_page", spec.NAME, OURS),
            ):
                seconds = ready(kernel, code, folder)
                if n >= 2:  # the first warm the disk and the parent
                    took[what].append(seconds)
        for what, seconds in took.items():
            print(f"{what}: ready in {statistics.median(seconds):.3f} s (median of {count})")
        notebook = reference.NOTEBOOK
        with stock_voila(notebook, {}) as origin:
            pid = process_at(origin)
            paths = [("/", "")] * visitors
            stock_mb, stock_s = asyncio.run(further(origin, pid, paths, "/api/kernels/"))
        print(f"stock Voila: {stock_mb:.0f} MiB for each further visitor", flush=True)
        session = session_in(folder / "ours" / "data")
        with reference.ours(folder / "ours") as (origin, pid):
            paths = seats(origin, session, visitors)
            ours_mb, ours_s = asyncio.run(further(origin, pid, paths, "{}kernels/"))
        print(f"ours: {ours_mb:.0f} MiB for each further visitor", flush=True)
        session = session_in(folder / "page")
        with kit(folder / "page") as origin:
            paths = seats(origin, session, visitors)
            page_mb, page_s = asyncio.run(further(origin, process_at(origin), paths, "{}kernels/"))
        print(f"our round page: {page_mb:.0f} MiB for each further visitor", flush=True)
    median = statistics.median
    reference.end(
        {
            "ready_ratio": round(median(took["ours"]) / median(took["stock"]), 3),
            "memory_ratio": round(ours_mb / stock_mb, 3),
            "stock_ready_s": round(median(took["stock"]), 3),
            "ours_ready_s": round(median(took["ours"]), 3),
            "ours_ready_p95_s": round(p95(took["ours"]), 3),
            "round_page_imports_s": round(median(took["ours_page"]), 3),
            "stock_mib": round(stock_mb, 1),
            "ours_mib": round(ours_mb, 1),
            "round_page_mib": round(page_mb, 1),
            "stock_visit_s": round(median(stock_s), 3),
            "ours_visit_s": round(median(ours_s), 3),
            "round_page_visit_s": round(median(page_s), 3),
            "forked": owner.can_fork(),
            "n": count,
            "visitors": visitors,
            "machine": reference.machine(),
        }
    )


if __name__ == "__main__":
    main(*[int(word) for word in (*sys.argv[1:], *("20", "12")[len(sys.argv) - 1 :])][:2])
