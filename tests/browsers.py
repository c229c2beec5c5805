"""A running kit, one Chromium, and pages in it, for the tests that act as people do.

`kit` is a real server process with a data folder of its own, shared by the tests of a run; a module
that ends servers or counts what they have running says `OWN_SERVERS = True` and has its own.
`people` opens pages, each in a browser context of its own, and fails the test when a page asked
another host for anything or when a script of ours broke.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import psutil
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

    from exercises.journal.sessions import Role, Seat, Session
    from exercises.journal.store import Journal
    from exercises.place import Place

ROOT = Path(__file__).resolve().parents[1]
# The shell is the same engine without the windows around it, and takes half the processor's time.
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
ROOM = "127.0.0.2"  # stands for the room's network: what comes in there is another device
HOST_NAME = socket.gethostname().lower()
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    f"--host-resolver-rules=MAP {HOST_NAME} {ROOM}",
]
PATIENCE = 60.0  # seconds for a server to start or a page to be ready
HERE = "127.0.0.1"
PORTS = range(10_000, 32_000)  # below those that a system gives to whoever asks for any


def free_port() -> int:
    """A port that nothing uses just now, on every address of the tests.

    It stays free until it is used, also while a server is dead: it is given out once, no other
    process of this run looks at the same ones, and no connection gets it as its own end.
    """
    for port in _ports:
        with closing(socket.socket()) as probe, suppress(OSError):
            probe.bind(("0.0.0.0", port))
            return port
    raise AssertionError("every port is in use or was given out")


def _ports_of_this_process() -> Iterator[int]:
    worker = re.search(r"\d+$", os.environ.get("PYTEST_XDIST_WORKER", ""))
    of = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    mine = list(PORTS[int(worker[0]) if worker else 0 :: of])
    random.Random().shuffle(mine)  # hypothesis seeds the one that is shared
    return iter(mine)


_ports = _ports_of_this_process()


class Kit:
    """A server process on a free port. `room` names the address other devices come in at; `public`
    is the address of a host, with `{port}` where the port goes; `log` is the file that gets what
    the server writes to stderr."""

    def __init__(
        self,
        data: Path,
        room: str | None = None,
        public: str | None = None,
        log: Path | None = None,
        **env: str,
    ) -> None:
        self.data = data
        self.log = log
        self.port = free_port()
        self.room = room
        self.site = (public or self.url).format(port=self.port)
        self.env = env | ({"KIT_PUBLIC_URL": self.site} if public else {})
        self.process: subprocess.Popen[bytes] | None = None
        self.start()
        from exercises.journal.store import Journal

        self.journal: Journal = Journal.in_folder(data)

    @property
    def url(self) -> str:
        return f"http://{HERE}:{self.port}"

    def start(self) -> None:
        """Start the server and wait until pages can be served."""
        from facilitator import environment

        ready_made = environment.is_running() or environment.is_elsewhere()
        run = ["-m", "facilitator"] if ready_made else ["-c", _STARTED_BY_HAND]
        words = ["serve", "--no-browser", "--port", str(self.port), "--data", str(self.data)]
        words += ["--address", self.room] if self.room else []
        paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        errors = self.log.open("ab") if self.log else None
        self.process = subprocess.Popen(
            [sys.executable, *run, *words],
            cwd=self.data.parent,
            env=os.environ | {"PYTHONPATH": paths, "KIT_STARTED_BY": str(os.getpid())} | self.env,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        if errors:
            errors.close()
        self._wait()

    def _wait(self) -> None:
        assert self.process is not None
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert self.process.poll() is None, "the server ended while it was starting"
            with suppress(OSError), urllib.request.urlopen(self.url + "/healthz", timeout=5):
                return
            time.sleep(0.05)
        self.kill()
        raise AssertionError("the server did not answer at /healthz")

    def kill(self) -> None:
        """End the server as a crash would, and what it leaves behind."""
        assert self.process is not None
        left = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        for process in left:
            with suppress(psutil.NoSuchProcess):
                process.kill()

    def stop(self) -> None:
        """End the server as Ctrl+C does."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill()
        self.journal.close()

    def kernels(self) -> dict[str, psutil.Process]:
        """The kernels that the server has running, those of pages that stand ready among them, by
        the first eight letters of their ids."""
        assert self.process is not None
        found = {}
        for child in psutil.Process(self.process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                words = " ".join(child.cmdline())
                named = re.search(r"ipykernel_launcher .*kernel-(\w{8})", words)
                if child.name().startswith("kit-") and child.status() != "zombie":
                    found[child.name()[4:]] = child
                elif named and child.status() != "zombie":
                    found[named[1]] = child
        return found

    def kernel_of(self, page: Page) -> psutil.Process:
        """The kernel of an open page."""
        return self.kernels()[str(page.locator("body").get_attribute("data-kernel"))[:8]]

    def at_rest(self, pages: int = 0) -> None:
        """Wait until the kernels of `pages` open pages are left, and of those that stand ready."""
        from facilitator.server import READY, how_many

        wanted = pages + how_many(READY) + 2
        until = time.monotonic() + PATIENCE
        while (found := len(self.kernels())) != wanted and time.monotonic() < until:
            time.sleep(0.2)
        assert found == wanted

    def session(self, tables: int = 6, **settings: Any) -> Session:
        """A new session on Mrs T, put in place without a form."""
        from exercises import library
        from exercises.journal import sessions
        from exercises.six_principles.settings import EXERCISE, Settings

        opened = Settings(case=library.case("mrs-t"), **settings).opened(tables)
        return sessions.create(self.journal, EXERCISE, opened, tables=tables, days=30)

    def place(self, session: Session, role: Role, table: int | None = None) -> Place:
        """A seat that acts without a page, to put a stage in place."""
        from exercises.journal import sessions
        from exercises.place import Place

        seat, _ = sessions.take_seat(self.journal, sessions.Door(session.id, role, table))
        return Place(self.journal, seat)

    def lines(self, session: Session) -> list[str]:
        """What stands on all walls, as the journal has it."""
        from exercises.six_principles.state import fold

        state = fold(self.journal.read(session.id))
        return [line.words.text for line in state.lines.values() if line.shown]


_STARTED_BY_HAND = "import sys; from facilitator.cli import main; sys.exit(main(sys.argv[1:]))"


def act(place: Place, kind: str, **body: Any) -> str:
    """Write one change from a seat without a page and return its name."""
    from exercises.journal.codes import new_id

    return place.act(new_id(), kind, body).change


class Proxy:
    """A wire on loopback to the kit. `hold` lets no byte pass until `let_go`; with `sockets` False
    it refuses every request to go over to a websocket, as some networks do."""

    def __init__(self, port: int) -> None:
        self._to = port
        self.port = free_port()
        self.sockets = True
        self._free = asyncio.Event()
        self._free.set()
        self._stop = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(PATIENCE)

    @property
    def url(self) -> str:
        return f"http://{HERE}:{self.port}"

    def hold(self) -> None:
        self._loop.call_soon_threadsafe(self._free.clear)

    def let_go(self) -> None:
        self._loop.call_soon_threadsafe(self._free.set)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE)

    def _run(self, ready: threading.Event) -> None:
        self._loop.run_until_complete(self._serve(ready))
        self._loop.close()

    async def _serve(self, ready: threading.Event) -> None:
        self._wires: set[asyncio.Task[Any]] = set()
        server = await asyncio.start_server(self._connect, HERE, self.port)
        ready.set()
        await self._stop.wait()
        server.close()
        for task in self._wires:
            task.cancel()
        await asyncio.gather(*self._wires, return_exceptions=True)
        await asyncio.sleep(0.1)  # what was closed goes with the loop's next turns

    async def _connect(self, inward: asyncio.StreamReader, outward: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._wires.add(task)
        back = None
        try:
            await self._free.wait()
            there, back = await asyncio.open_connection(HERE, self._to)
            await asyncio.gather(
                self._pass(inward, back, outward), self._pass(there, outward, None)
            )
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            for writer in (outward, back):
                if writer is not None:
                    writer.close()
            self._wires.discard(task)

    async def _pass(
        self,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        answer: asyncio.StreamWriter | None,
    ) -> None:
        """Pass bytes on as long as there are any; `answer` goes back to where they come from."""
        with suppress(OSError):
            while part := await source.read(65_536):
                await self._free.wait()
                if answer and not self.sockets and b"upgrade: websocket" in part.lower():
                    answer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                    break
                target.write(part)
                await target.drain()
        target.close()


class People:
    """Opens pages as people do. What their browsers ask for is kept and checked at the end."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.asked: list[str] = []
        self.broken: list[str] = []

    def device(self, **options: Any) -> BrowserContext:
        """A browser of its own: no cookie and no store in common with another."""
        options.setdefault("viewport", {"width": 1280, "height": 900})
        options.setdefault("locale", "en-GB")
        context = self.browser.new_context(accept_downloads=True, **options)
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("page", self._watch)
        self.contexts.append(context)
        return context

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.broken.append(str(error)))
        page.on("websocket", lambda line: self.asked.append(line.url))

    def join(self, site: str, code: str, table: int | None = None, **options: Any) -> Page:
        """Type a code on the join page of `site`; with the room's code, choose `table` as well."""
        page = self.device(**options).new_page()
        page.goto(f"{site}/join")
        page.get_by_label("Code", exact=True).fill(code)
        page.get_by_role("button", name="Join", exact=True).click()
        if table is not None:
            page.get_by_label(f"Table {table}", exact=False).check()
            page.get_by_role("button", name="Go to this table").click()
        opened(page)
        return page

    def sit(
        self,
        kit: Kit,
        session: Session,
        role: Role,
        table: int | None = None,
        site: str | None = None,
        **options: Any,
    ) -> Page:
        """Open a seat's page without the join form."""
        page = self.device(**options).new_page()
        page.goto(f"{site or kit.url}{self.seat(kit, page.context, session, role, table, site)}")
        opened(page)
        return page

    def seat(
        self,
        kit: Kit,
        context: BrowserContext,
        session: Session,
        role: Role,
        table: int | None = None,
        site: str | None = None,
    ) -> str:
        """Give this browser a seat, and return the path of its page."""
        from exercises.journal import sessions

        seat, token = sessions.take_seat(kit.journal, sessions.Door(session.id, role, table))
        context.add_cookies([cookie(seat, token, site or kit.url)])  # type: ignore[list-item]
        return f"/seat/{seat.id}/"

    def leave(self) -> None:
        for context in self.contexts:
            context.close()
        hosts = {urlsplit(url).hostname for url in self.asked if not url.startswith(OWN)}
        outside = hosts - {HERE, ROOM, "localhost", HOST_NAME, None}
        assert not outside, f"a page asked for something at {outside}"
        assert not self.broken, f"a script broke: {self.broken}"


OWN = ("data:", "blob:", "about:")


def cookie(seat: Seat, token: str, site: str) -> dict[str, Any]:
    """The cookie that the join page gives, for a browser that did not pass it."""
    host = urlsplit(site).hostname
    return {
        "name": "kit-seat",
        "value": token,
        "domain": host,
        "path": f"/seat/{seat.id}/",
        "httpOnly": True,
        "sameSite": "Strict",
    }


def opened(page: Page) -> None:
    """Wait until the page of a seat is ready to act on."""
    from playwright.sync_api import expect

    ready = page.locator(".kit-bar, .kit-console, .kit-projector").first
    expect(ready).to_be_visible(timeout=PATIENCE * 1000)


SAVED = re.compile(r"^(Saved \d\d:\d\d|Everything is saved)")


def saved(page: Page) -> None:
    """Wait until the page says that nothing waits any more."""
    from playwright.sync_api import expect

    expect(page.locator(".kit-saved")).to_have_text(SAVED, timeout=PATIENCE * 1000)


def box(page: Page) -> Locator:
    """Where the table of this page writes a new line in a round."""
    return page.locator(".kit-columns form.kit-add textarea")


def write(page: Page, text: str) -> None:
    """Add a line in a round, as somebody at the table would, and wait until it is saved."""
    box(page).fill(text)
    box(page).press("Enter")
    saved(page)


def axe(page: Page, tags: list[str] | None = None) -> dict[str, list[Any]]:
    """What axe's rules with these tags (all, where none are named) find on the page as it stands:
    its "violations", and as "incomplete" what it leaves to people. What passed stays in the page:
    to carry that over takes twice as long as to look."""
    axe_core = pytest.importorskip(
        "axe_playwright_python.base", reason="axe-playwright-python is not installed"
    )
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe_core.AXE_SCRIPT)
    asked: dict[str, Any] = {"resultTypes": ["violations", "incomplete"]}
    return page.evaluate(AXE, asked | ({"runOnly": tags} if tags else {}))


AXE = """async (asked) => {
  const { violations, incomplete } = await axe.run(asked);
  return { violations, incomplete };
}"""


def wall(page: Page) -> Locator:
    """The lines of this page's table on the principle of the round."""
    return page.locator(".kit-columns ol.kit-lines > li > p.kit-words")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"Chromium is not installed at {CHROMIUM} (Debian: apt install chromium)")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    playwright.expect.set_options(timeout=PATIENCE * 1000)  # on a busy machine all takes longer
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_kit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    yield from _running(tmp_path_factory, None)


@pytest.fixture(scope="session")
def shared_kit_in_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    yield from _running(tmp_path_factory, ROOM)


@pytest.fixture(scope="module")
def kit(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    """A server for this machine only."""
    if getattr(request.module, "OWN_SERVERS", False):
        yield from _running(tmp_path_factory, None)
    else:
        yield _alive(request.getfixturevalue("shared_kit"))


@pytest.fixture(scope="module")
def kit_in_room(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kit]:
    """A server that is open to a room as well."""
    if getattr(request.module, "OWN_SERVERS", False):
        yield from _running(tmp_path_factory, ROOM)
    else:
        yield _alive(request.getfixturevalue("shared_kit_in_room"))


def _running(folders: pytest.TempPathFactory, room: str | None) -> Iterator[Kit]:
    folder = folders.mktemp("kit")
    kit = Kit(folder / "data", room)
    yield kit
    kit.stop()
    shutil.rmtree(folder, ignore_errors=True)


def _alive(kit: Kit) -> Kit:
    """The same server, started again where a test failed while it was dead."""
    assert kit.process is not None
    if kit.process.poll() is not None:
        kit.start()
    return kit


@pytest.fixture
def people(browser: Browser) -> Iterator[People]:
    people = People(browser)
    yield people
    people.leave()


@pytest.fixture
def wire(kit: Kit) -> Iterator[Callable[[], Proxy]]:
    """Makes proxies in front of the server."""
    made: list[Proxy] = []

    def lay() -> Proxy:
        made.append(Proxy(kit.port))
        return made[-1]

    yield lay
    for proxy in made:
        proxy.stop()
