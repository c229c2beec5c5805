"""A hub: what JupyterHub itself takes, a person's kit with nobody at a page, and with one page.

JupyterHub is started as the tests do (`facilitator/deploy/jupyterhub_config.py` with a dummy
sign-on); one person signs in and works alone. Memory is PSS, of all processes of each. `ready_s` is
the time from signing in to the front page of a kit that had to be started.

    python -m facilitator bench hub
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import psutil
from _served import chromium

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.test_hub import Hub, line, sign_in

SETTLE = 8.0  # seconds until the page that stands ready has been made


def pss(*processes: psutil.Process) -> float:
    """MiB of these processes and of all below them."""
    found = {p for each in processes for p in (each, *each.children(recursive=True))}
    return sum(p.memory_full_info().pss for p in found) / 2**20


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        hub = Hub(Path(folder))
        try:
            before = set(psutil.Process(hub.process.pid).children())
            page = browser.new_context().new_page()
            began = time.perf_counter()
            sign_in(hub, page, "ana")
            page.get_by_role("link", name="Work on your own").wait_for()
            ready = time.perf_counter() - began
            (kit,) = set(psutil.Process(hub.process.pid).children()) - before
            time.sleep(SETTLE)
            idle = pss(kit)
            line(page, "a line")
            time.sleep(SETTLE)
            alone = pss(kit)
            itself = psutil.Process(hub.process.pid).memory_full_info().pss / 2**20
            itself += sum(pss(p) for p in before if "hub" not in p.cmdline()[-1])
        finally:
            hub.stop()
    told = {"hub_mib": itself, "kit_mib": idle, "page_mib": alone - idle}
    for name, value in told.items():
        print(f"{name}: {value:.0f}")
    print(
        json.dumps(
            {name: round(value) for name, value in told.items()} | {"ready_s": round(ready, 1)}
        )
    )


if __name__ == "__main__":
    main()
