"""The same round page in ours and in five other tools: how soon it can be used, what it takes.

The others are stock Voila, Streamlit, Panel, Solara and marimo, in their current versions, put into
an environment of their own (1.1 GB, needs the internet; `--environment DIR` keeps it for the next
run). Each shows the words that ours shows, with a box that adds to a list: see `peers_apps`.

Visitors come one after another to a server that has been up for SETTLE_SECONDS, each in a fresh
browser context with nothing cached; each adds a line and stays. Measured in seconds: from
navigation until the box takes text. A stage has the visitors who came since the stage before it;
each tool is started STARTS times, by turns, for as many first visitors. Measured in MB: the PSS of
the server and all its descendants (Linux only) with everybody there. Server and browsers share this
machine, and the browser finds no host but this one.

What is kind to the others: their clock is a text that stands still, nobody else sees their lines,
nothing is stored, and Solara is the newest that has its files beside it instead of on a CDN. What
is kind to ours: it has pages ready before anybody asks, which count in its memory.

    python -m facilitator bench peers [--visitors 1,10,40] [--environment DIR]
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil
from _served import FLAGS, free_port, kit, p95, page_at, room, take_seat, wait_for
from playwright.sync_api import Browser, Page, sync_playwright

from exercises import library
from exercises.journal.store import Journal

APPS = Path(__file__).with_name("peers_apps")
OURS = "ours"
TABLES = 12
STARTS = 3
SETTLE_SECONDS = 4.0
PACKAGES = ("voila", "ipywidgets", "streamlit", "panel", "solara[assets]", "marimo")
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
SILENT = {
    "BOKEH_BROWSER": "none",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
}


@dataclass(frozen=True)
class Peer:
    """How another tool is started; `health` answers once it serves and opens no session."""

    app: str
    words: str
    health: str
    page: str = "/"


PEERS = {
    "voila": Peer(
        "in_voila.ipynb", "{app} --no-browser --port={port}", "/voila/static/favicon.ico"
    ),
    "streamlit": Peer(
        "in_streamlit.py",
        "run {app} --server.headless true --browser.gatherUsageStats false --server.port {port} "
        "--server.address 127.0.0.1 --server.fileWatcherType none",
        "/_stcore/health",
    ),
    "panel": Peer(
        "in_panel.py",
        "serve {app} --address 127.0.0.1 --port {port} --liveness "
        "--allow-websocket-origin 127.0.0.1:{port}",
        "/liveness",
        "/in_panel",
    ),
    "solara": Peer(
        "in_solara.py",
        "run {app} --production --no-open --host 127.0.0.1 --port {port}",
        "/readyz",
    ),
    "marimo": Peer(
        "in_marimo.py",
        "run {app} --headless --no-token --host 127.0.0.1 --port {port}",
        "/health",
    ),
}


class NoPeers(Exception):
    """The other tools cannot be had here; the message is a sentence."""


@dataclass(frozen=True)
class Served:
    """A running server: its process, and how its next visitor gets a page and an address."""

    process: int
    next_page: Callable[[Browser], tuple[Page, str]]


@dataclass
class Figures:
    """What was measured of one tool."""

    seconds: dict[int, list[float]] = field(default_factory=dict)  # by stage
    megabytes: dict[int, float] = field(default_factory=dict)
    requests: int = 0  # of one visitor, until the page can be used
    outside: int = 0  # of these, to other hosts: refused


def installed(folder: Path) -> tuple[Path, dict[str, str]]:
    """The Python of an environment with the other tools, and their versions. Raises NoPeers."""
    python = folder / "bin" / "python"
    try:
        if not python.exists():
            print("installing the other tools; this takes some minutes", flush=True)
            venv.create(folder, with_pip=True)
        pip = [str(python), "-m", "pip", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "--quiet", *PACKAGES], check=True, capture_output=True)
        listed = subprocess.check_output([*pip, "list", "--format=json"], stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        told = (getattr(error, "stderr", None) or b"").decode(errors="replace").splitlines()
        raise NoPeers(
            f"the other tools could not be installed in {folder} ({told[-1] if told else error}); "
            "this benchmark needs the internet"
        ) from None
    versions = {each["name"].lower(): each["version"] for each in json.loads(listed)}
    return python, {name: versions[name] for name in (*PEERS, "ipywidgets")}


def round_page() -> dict[str, str]:
    """The words of a round page: Markdown, and the clock as plain text."""
    principle = library.six_principles().principles[0]
    case = library.case("mrs-t")
    told = [f"## {case.title}", f"**Before you read:** {case.content_note}", case.label]
    for passage in case.passages:
        told += [f"### {passage.heading}", *passage.paragraphs]
    told += ["### Who is who", "\n".join(f"- **{p.name}**: {p.role}" for p in case.people)]
    told += ["### What is not known", "\n".join(f"- {each}" for each in case.not_known)]
    return {
        "principle": f"## {principle.name}\n\n{principle.definition}\n\n> “{principle.statement}”",
        "prompt": principle.prompt.replace("{person}", case.person),
        "clock": "10:00",
        "case": "\n\n".join(told),
    }


def prepare_apps(folder: Path) -> None:
    """Put the apps into `folder`, with the words they show; Voila's becomes a notebook."""
    (folder / "round.json").write_text(json.dumps(round_page()), encoding="utf-8")
    for source in APPS.glob("in_*.py"):
        text = source.read_text(encoding="utf-8")
        (folder / source.name).write_text(text, encoding="utf-8")
        if source.stem == "in_voila":
            notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text)])
            notebook.metadata.kernelspec = {
                "name": "python3",
                "language": "python",
                "display_name": "",
            }
            nbformat.write(notebook, folder / "in_voila.ipynb")


@contextlib.contextmanager
def serve_ours(folder: Path) -> Iterator[Served]:
    """Our server with a session of TABLES tables in the first round; visitors sit down by turns."""
    data = Path(tempfile.mkdtemp(dir=folder))
    journal = Journal.in_folder(data)
    session = room(journal, TABLES, 600)
    seats = 0
    with kit(data) as origin:

        def next_page(browser: Browser) -> tuple[Page, str]:
            nonlocal seats
            seats += 1
            seat = take_seat(origin, code=session.code, table=str((seats - 1) % TABLES + 1))
            return page_at(browser, origin, seat), origin + seat[0]

        port = origin.rpartition(":")[2]
        server = next(p for p in psutil.Process().children() if port in p.cmdline())
        yield Served(server.pid, next_page)


@contextlib.contextmanager
def serve_peer(name: str, python: Path, folder: Path) -> Iterator[Served]:
    """Another tool's server with its app; everything it started is gone afterwards."""
    peer, port = PEERS[name], free_port()
    words = [w.format(app=folder / peer.app, port=port) for w in peer.words.split()]
    home = {"HOME": str(folder), "ROUND_PAGE": str(folder / "round.json")}
    process = subprocess.Popen(
        [str(python), "-m", name, *words],
        cwd=folder,
        env=os.environ | SILENT | home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    origin = f"http://127.0.0.1:{port}"

    def next_page(browser: Browser) -> tuple[Page, str]:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        return context.new_page(), origin + peer.page

    try:
        wait_for(origin + peer.health, process)
        yield Served(process.pid, next_page)
    finally:
        started = family(process.pid)
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        for each in started:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()
        process.wait(10)


def family(process: int) -> list[psutil.Process]:
    """A process and all its descendants."""
    try:
        first = psutil.Process(process)
        return [first, *first.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def megabytes(process: int) -> float:
    """The PSS of a process and all its descendants."""
    total = 0
    for each in family(process):
        with contextlib.suppress(psutil.NoSuchProcess):
            total += each.memory_full_info().pss
    return total / 1e6


@contextlib.contextmanager
def lone_chromium() -> Iterator[Browser]:
    """A browser that finds no other host. (`page.route` would ask us about each request, which
    slows pages that make many.)"""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=[*FLAGS, "--no-proxy-server", ALONE]
        )
        browser.new_page().goto("about:blank")
        yield browser
        browser.close()


def visit(page: Page, address: str, line: str, found: Figures) -> float:
    """Seconds from navigation to a box that takes text; then see that its line gets on the list."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("textarea").first.fill(line, timeout=60_000)
    took = time.perf_counter() - began
    found.requests = len(asked)
    known = ("http://127.0.0.1", "blob:", "data:")
    found.outside = sum(1 for url in asked if not url.startswith(known))
    page.get_by_role("button", name="Add", exact=True).first.click()
    page.get_by_text(line, exact=True).and_(page.locator(":not(textarea)")).first.wait_for()
    return took


def come(browser: Browser, served: Served, visitors: range, found: Figures) -> list[float]:
    """The visitors arrive one after another and stay; what each one's page took."""
    took = []
    for n in visitors:
        page, address = served.next_page(browser)
        took.append(visit(page, address, f"planted line {n}", found))
    return took


def measure(served: Served, stages: list[int], found: Figures, *, weigh: bool) -> None:
    """Let visitors come until each stage has its number; add what they found to `found`."""
    here = 0
    with lone_chromium() as browser:
        time.sleep(SETTLE_SECONDS)
        for stage in stages:
            found.seconds.setdefault(stage, []).extend(
                come(browser, served, range(here, stage), found)
            )
            here = stage
            if weigh:
                time.sleep(SETTLE_SECONDS)
                found.megabytes[stage] = megabytes(served.process)


def summed(found: Figures, ours: Figures) -> dict[str, float | int]:
    """The figures of one tool, and what they are of ours: above 1 where ours needs less."""
    stages = sorted(found.megabytes)
    first, last = stages[0], stages[-1]
    result: dict[str, float | int] = {}
    for n in stages:
        times, own = found.seconds[n], statistics.median(ours.seconds[n])
        result[f"usable_s_{n}"] = round(statistics.median(times), 3)
        result[f"usable_p95_s_{n}"] = round(p95(times) if len(times) > 1 else times[0], 3)
        result[f"usable_ratio_{n}"] = round(statistics.median(times) / own, 2)
        result[f"arrivals_{n}"] = len(times)
        result[f"memory_mb_{n}"] = round(found.megabytes[n], 1)
        result[f"memory_ratio_{n}"] = round(found.megabytes[n] / ours.megabytes[n], 2)
    if last > first:
        further, own = (
            (each.megabytes[last] - each.megabytes[first]) / (last - first)
            for each in (found, ours)
        )
        result["further_mb"] = round(further, 2)
        result["further_ratio"] = round(further / own, 3)
    return result | {"requests": found.requests, "outside": found.outside}


def table(results: dict[str, dict[str, float | int]], stages: list[int]) -> str:
    """The figures for people: seconds (median and p95), then MB."""
    heads = [*(f"{n} here" for n in stages), *(f"MB at {n}" for n in stages), "MB each"]
    rows = [f"{'':10}" + "".join(f"{head:>14}" for head in heads)]
    for name, found in results.items():
        cells = [f"{found[f'usable_s_{n}']:.2f} / {found[f'usable_p95_s_{n}']:.2f}" for n in stages]
        cells += [f"{found[f'memory_mb_{n}']:.0f}" for n in stages]
        cells += [f"{found['further_mb']:.1f}" if "further_mb" in found else "-"]
        rows.append(f"{name:10}" + "".join(f"{cell:>14}" for cell in cells))
    return "\n".join(rows)


def compare(python: Path, folder: Path, stages: list[int]) -> dict[str, dict[str, float | int]]:
    """Start every tool by turns and measure it; `stages` begins with 1."""
    prepare_apps(folder)
    figures = {name: Figures() for name in (OURS, *PEERS)}
    for start in range(1, STARTS + 1):
        last = start == STARTS
        for name in figures:
            serving = serve_ours(folder) if name == OURS else serve_peer(name, python, folder)
            with serving as served:
                measure(served, stages if last else stages[:1], figures[name], weigh=last)
            told = ", ".join(f"{n} here {s[-1]:.2f} s" for n, s in figures[name].seconds.items())
            print(f"start {start} of {STARTS}: {name}: {told}", flush=True)
    return {name: summed(each, figures[OURS]) for name, each in figures.items()}


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench peers")
    parser.add_argument("--visitors", default="1,10,40", help="how many are there at each stage")
    parser.add_argument("--environment", type=Path, help="a folder for the other tools, kept")
    options = parser.parse_args(words)
    stages = sorted({1, *(int(n) for n in options.visitors.split(","))})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        try:
            environment = options.environment or folder / "environment"
            python, versions = installed(environment.absolute())
        except NoPeers as error:
            print(error, file=sys.stderr)
            return 1
        print(", ".join(f"{name} {version}" for name, version in versions.items()), flush=True)
        results = compare(python, folder, stages)
    print(table(results, stages))
    print(json.dumps({"tools": results, "visitors": stages, "versions": versions}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
