"""What the benchmarks share: a real server, seats taken at its door, a browser."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from exercises import library
from exercises.journal import sessions
from exercises.journal.sessions import Session
from exercises.journal.store import Journal
from exercises.place import Place
from exercises.six_principles.settings import EXERCISE, Settings

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Wait until `address` answers. Raises RuntimeError when the process ends or time runs out."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=2).close()
            return
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers at {address}")


@contextlib.contextmanager
def kit(data: Path, code: str = "") -> Iterator[str]:
    """Our server over `data`; yields its origin. With `code`, that is what runs instead of the
    command line, with the same words."""
    port = free_port()
    run = ["-c", code] if code else ["-m", "facilitator"]
    words = ["serve", "--no-browser", "--port", str(port), "--data", str(data)]
    command = [sys.executable, *run, *words]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)


@contextlib.contextmanager
def stock_voila(notebook: Path, env: dict[str, str]) -> Iterator[str]:
    """Voila as it comes, with its own template; yields its origin."""
    port = free_port()
    command = [sys.executable, "-m", "voila", str(notebook), "--no-browser", f"--port={port}"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/voila/static/favicon.ico", process)
        yield f"http://127.0.0.1:{port}"
    except RuntimeError:
        raise RuntimeError("stock Voila did not start") from None
    finally:
        process.terminate()
        process.wait(30)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


def room(journal: Journal, tables: int, seconds: float | None = None) -> Session:
    """A session of so many tables in round one, on a clock where `seconds` are given."""
    opened = Settings(case=library.case("mrs-t")).opened(tables)
    session = sessions.create(journal, EXERCISE, opened, tables=tables, days=1)
    trainer, _ = sessions.take_seat(journal, sessions.Door(session.id, "trainer", None))
    stage = {"stage": "round", "round": 1, "seconds": seconds}
    Place(journal, trainer).act("round-one", "stage", stage)
    return session


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def take_seat(origin: str, **fields: str) -> tuple[str, str]:
    """Join with `fields` (code and table, or key) and return the seat's path and token."""
    request = urllib.request.Request(
        f"{origin}/join", urllib.parse.urlencode(fields).encode(), {"Origin": origin}
    )
    try:
        urllib.request.build_opener(_Stay).open(request, timeout=30)
    except urllib.error.HTTPError as answer:
        found = re.search("kit-seat=([0-9a-f]+)", answer.headers.get("Set-Cookie", ""))
        if answer.code == 303 and found:
            return answer.headers["Location"], found[1]
    raise RuntimeError("the door did not open")


def page_at(browser: Browser, origin: str, seat: tuple[str, str]) -> Page:
    """A fresh context that holds the seat's cookie; the page is not opened yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "kit-seat", "value": seat[1], "url": origin + seat[0]}])
    return context.new_page()


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def process_at(origin: str) -> int:
    """The number of the process that listens at an origin on this machine."""
    port = int(origin.rpartition(":")[2])
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            found = process.net_connections(kind="inet")
            if any(c.status == psutil.CONN_LISTEN and c.laddr.port == port for c in found):
                return process.pid
    raise RuntimeError(f"no process listens at {origin}")
