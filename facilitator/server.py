"""The server: Voila's own application with our handlers, our kernels and nothing else of it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Awaitable, Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil
import tornado.httpserver
import tornado.web
from jupyter_server.auth.identity import PasswordIdentityProvider, User
from tornado.iostream import IOStream
from traitlets.config import Config
from voila.app import Voila
from voila.configuration import VoilaConfiguration

import workbooks
from exercises.journal import wipe
from exercises.journal.schema import VERSION
from exercises.journal.sessions import Session
from exercises.journal.store import Journal
from facilitator import logs
from facilitator.addresses import MACHINE
from facilitator.forks import spec
from facilitator.handlers import (
    alone,
    audit,
    easy,
    enter,
    front,
    grid,
    group,
    guide,
    interviews,
    log,
    metrics,
    papers,
    plan,
    plan_check,
    preparing,
    printing,
    reports,
    run,
    scenario,
    seats,
    slips,
    temperature,
    trainer,
)
from facilitator.hosted import PUBLIC, Host, KeyDoor
from facilitator.house import House
from facilitator.kernels import SeatKernels
from facilitator.organisation import typed_cases
from facilitator.page import NotFound
from facilitator.ready import Making, Ready, how_many
from facilitator.twinning import Twinning
from facilitator.workbook import workbook

HOUR = 3600.0
LOOK_SECONDS = 3.0  # between two looks at the network
MEET_SECONDS = 3.0  # between two words with the other servers on the database
MOST_FROM_THE_ROOM = 240 if sys.platform == "win32" else 600  # connections: a page has 2 or 3
FILES = 4096
FIRST = "six-principles"  # whose pages stand ready; those of others are made when asked for
READY = 4  # tables' pages that stand ready: what comes in one breath
SEAT = r"/seat/([0-9a-f]{16})"
SCREEN = (
    r"/kit/screens/((?:audit|grid|group|scenario|temperature)?(?:console|projector|table)"
    r"|temperaturemoderator|interviews(?:coder|console)|reflectivelog)\.js"
)
LOG = r"/log/([0-9a-f]{16})"
KERNEL = r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"


class Entrance(tornado.httpserver.HTTPServer):
    """A server at one address. Connections beyond `most` are dropped (on Windows a process can
    listen to 512 in all), and so are those that say nothing for a minute."""

    most = MOST_FROM_THE_ROOM

    def initialize(self, *args: Any, **kwargs: Any) -> None:
        super().initialize(*args, idle_connection_timeout=60, body_timeout=60, **kwargs)
        self._standing: set[IOStream] = set()

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        self._standing = {each for each in self._standing if not each.closed()}
        if len(self._standing) >= self.most and address[0] not in MACHINE:
            stream.close()
            return
        self._standing.add(stream)
        super().handle_stream(stream, address)


class Nobody(PasswordIdentityProvider):
    """Nobody logs in here: a seat's cookie lets in (see `guard.py`), and Jupyter gives none."""

    def get_user(self, handler: tornado.web.RequestHandler) -> User:
        return User(username="somebody")


class KitServer(Voila):
    """Voila for named workbooks behind seats; what lists, edits or lets in is left out."""

    house: House
    ready: Ready
    listens = "127.0.0.1"

    def kit_settings(self) -> Config:
        """What Voila is told; no configuration file of this machine is read."""
        config = Config()
        config.VoilaConfiguration.template = "kit"
        config.VoilaConfiguration.allow_template_override = "NO"
        config.VoilaConfiguration.allow_theme_override = "NO"
        config.VoilaConfiguration.strip_sources = True
        config.VoilaConfiguration.show_tracebacks = False
        config.VoilaConfiguration.multi_kernel_manager_class = SeatKernels
        config.VoilaConfiguration.file_allowlist = []
        config.VoilaExporter.markdown_renderer_class = "facilitator.prose.Prose"
        config.KernelManager.autorestart = False
        config.MappingKernelManager.buffer_offline_messages = False
        config.SeatKernels.buffer_offline_messages = False
        if os.name == "posix":
            config.KernelManager.transport = "ipc"
        return config

    def prepare_kit(self, journal: Journal, data: Path, port: int, host: Host | None) -> None:
        """Set up without listening yet."""
        self.base_url = host.address.base if host else "/"
        self.update_config(self.kit_settings())
        self.log_level = logging.ERROR
        self.identity_provider_class = Nobody
        self.root_dir = str(Path(workbooks.__file__).parent)
        self.notebook_path = ""
        self.port = port
        self.voila_configuration = VoilaConfiguration(parent=self)
        self.setup_template_dirs()
        self.connection_dir = tempfile.mkdtemp(prefix="kit-")
        settings: dict[str, Any] = {**self.init_settings()}  # type: ignore[dict-item]
        self.app = tornado.web.Application(
            **settings,
            default_handler_class=NotFound,
            websocket_max_message_size=2**20,
            ws_ping_interval=seats.PING_MILLISECONDS,
            ws_ping_timeout=seats.PING_MILLISECONDS,
            websocket_compression_options={},
            compress_response=True,
            log_function=_log,
        )
        self.servers: dict[str, Entrance] = {}
        self.house = House(journal, data, port, self._listen_at, self._close_at, host)
        typed_cases(data)  # what the organisation has decided is read at the start
        self.app.settings["house"] = self.house
        self.app.settings["ready"] = self.ready = self._pages()
        below = host.address.pattern if host else ""
        routes = [(below + path, *rest) for path, *rest in self.handlers_of_the_kit()]
        # also where nobody knows what all else begins with
        routes += [(r"/healthz", front.Health), (r"/metrics", metrics.Metrics)]
        self.app.settings["patterns"] = [each[0] for each in routes]
        self.app.add_handlers(".*$", routes)
        logs.take_over(self.log)

    def _pages(self) -> Ready:
        making = Making(
            self._kernels,
            {"IPYTHONDIR": self.connection_dir},  # no habits and no history of this user's own
            voila_configuration=self.voila_configuration,
            traitlet_config=self.config,
            template_paths=self.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
        )
        table, trainer = workbook(FIRST, "table"), workbook(FIRST, "trainer")
        keep = {table: how_many(READY), trainer: 1, workbook(FIRST, "projector"): 1}
        host = self.house.host
        if host is not None and not host.shared:  # one of many: what stands ready counts for each
            keep = {table: 1}
        return Ready(self._kernels, making, keep)

    def handlers_of_the_kit(self) -> list[Any]:
        """Every address there is, without the part of a host that all begin with."""
        door = self.house.host.door if self.house.host else None
        doors = door.handlers() if door else []
        if isinstance(door, KeyDoor):
            doors = [(r"/enter", enter.Enter, {"door": door})]
        return [
            *doors,
            (r"/", front.Home),
            (r"/join", front.Join),
            (r"/slip", slips.SlipPage),
            (r"/healthz", front.Health),
            (r"/kit/([a-z]+\.css)", front.KitFile, {"path": str(front.STYLES)}),
            (r"/kit/([a-z]+\.js)", front.KitFile, {"path": str(front.STATIC)}),
            (SCREEN, front.Script),
            (r"/run", run.Run),
            (r"/run/open", run.Open),
            (r"/run/grid", grid.RunGrid),
            (r"/run/scenario", scenario.RunScenario),
            (r"/run/group", group.RunGroup),
            (r"/run/audit", audit.RunAudit),
            (r"/run/interviews", interviews.RunInterviews),
            (r"/run/plan", plan_check.RunPlan),
            (r"/run/temperature", temperature.RunTemperature),
            (r"/alone", alone.Alone),
            (r"/alone/(10|20|40)", alone.AloneMinutes),
            (r"/alone/log", log.AloneLog),
            (r"/alone/([a-z]+(?:-[a-z]+)*)", alone.AloneCourse),
            (LOG + "/", log.LogBook),
            (LOG + "/ticket", log.LogTicket),
            (LOG + "/pulse", log.LogPulse),
            (LOG + f"/kernels/{KERNEL}/channels", log.LogSocket),
            (LOG + f"/kernels/{KERNEL}/bye", log.LogBye),
            (r"/ready", preparing.Preparing),
            (r"/ready/reached", preparing.Reached),
            (r"/reach", preparing.Reach),
            (r"/guide", guide.Guide),
            (r"/papers", papers.Papers),
            (r"/papers/([a-z-]+)(\.docx|\.html)", papers.Paper),
            (SEAT + "/", seats.Workbook),
            (SEAT + "/ticket", seats.Ticket),
            (SEAT + "/pulse", seats.Pulse),
            (SEAT + "/leave", seats.Leave),
            (SEAT + f"/kernels/{KERNEL}/channels", seats.Socket),
            (SEAT + f"/kernels/{KERNEL}/bye", seats.Bye),
            (SEAT + "/room", trainer.Room),
            (SEAT + "/key", trainer.Key),
            (SEAT + "/projector", trainer.Projector),
            (SEAT + "/shared", trainer.Shared),
            (SEAT + "/codes", trainer.Codes),
            (SEAT + "/easy-read", easy.EasyRead),
            (SEAT + "/paper", printing.Printing),
            (SEAT + r"/paper/([A-Za-z0-9._-]{1,120})", printing.Sheet),
            (SEAT + "/wipe", trainer.Wipe),
            (SEAT + "/plan", plan.PlanFile),
            (SEAT + "/baseline", temperature.BaselineFile),
            (SEAT + "/log", log.TakenToLog),
            (SEAT + "/report", reports.Report),
            (SEAT + r"/files/([A-Za-z0-9._-]{1,120})", reports.Download),
        ]

    def _listen_at(self, address: str) -> None:
        server = Entrance(self.app, max_body_size=2**21)
        server.listen(self.port, address)
        self.servers[address] = server

    def _close_at(self, address: str) -> None:
        if (server := self.servers.pop(address, None)) is not None:
            server.stop()

    async def serve(
        self, ready: Callable[[], None], until: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        """Serve until asked to stop, or until `until` has come to its end."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(number, stop.set)
        jobs = [
            loop.create_task(self.ready.keep_ready()),
            loop.create_task(self._every(5.0, self._kernels.free_forsaken)),
            loop.create_task(self._every(LOOK_SECONDS, self._look_at_network)),
            loop.create_task(self._every(HOUR, self._expire)),
            loop.create_task(self._every(MEET_SECONDS, self._meet)),
            loop.create_task(Twinning(self.house).run()),
            loop.create_task(self._end_with_starter(stop)),
        ]
        self._listen_at(self.listens)
        ready()
        last = loop.create_task(_then(until, stop)) if until is not None else None
        await stop.wait()
        await self.ready.close()
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)
        self.house.part()
        for server in self.servers.values():
            server.stop()
        await self._kernels.shutdown_all(now=True)
        if last is not None and last.done():
            last.result()  # raises what it raised

    @property
    def _kernels(self) -> SeatKernels:
        return self.app.settings["kernel_manager"]

    async def _every(self, seconds: float, act: Callable[[], Any]) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await act()
            except Exception:
                self.log.exception("a regular job failed; it is tried again")

    async def _look_at_network(self) -> None:
        self.house.look_at_network()

    async def _expire(self) -> None:
        self._tell_expired(wipe.expire(self.house.journal, self.house.data))

    def _tell_expired(self, gone: list[Session]) -> None:
        if gone:
            self.house.counts.expired.inc(len(gone))
            logs.event("sessions were erased because their day came", sessions=len(gone))

    async def _meet(self) -> None:
        self.house.meet_others()

    async def _end_with_starter(self, stop: asyncio.Event) -> None:
        """On Windows the server is a child of the process somebody started: end with it."""
        starter = os.environ.get("KIT_STARTED_BY", "")
        while starter.isdecimal():
            await asyncio.sleep(1)
            if not psutil.pid_exists(int(starter)):
                stop.set()
                return

    def put_away(self) -> None:
        shutil.rmtree(self.connection_dir, ignore_errors=True)


def _begun(server: KitServer, ready: Callable[[KitServer], None]) -> None:
    """Log that the server listens, and what it has done to an older database."""
    journal = server.house.journal
    if journal.found < VERSION:
        logs.event("the database was brought up to date", found=journal.found, now=VERSION)
    logs.event(
        "the kit has started",
        kit=version("msp-workbooks"),
        database=journal.engine.dialect.name,
        port=server.port,
    )
    ready(server)


async def _then(job: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    try:
        await job()
    finally:
        stop.set()


def _log(handler: tornado.web.RequestHandler) -> None:
    """Only failures are logged, by method, address and status; never what somebody sent."""
    if handler.get_status() >= 500 and not getattr(handler, "waits", False):
        patterns = handler.settings["patterns"]
        address = logs.masked(handler.request.path, patterns)
        logs.failed(handler.request.method or "", address, handler.get_status())


def _keep_to_this_user() -> None:
    """What the server and its processes write can be read by nobody else who uses this machine; and
    it may hold as many files as forty kernels need (macOS begins with 256)."""
    os.umask(0o077)
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def serve(
    journal: Journal,
    data: Path,
    port: int,
    *,
    room: str | None,
    browser: bool,
    say: Callable[[str], None],
    at: str = "/",
    host: Host | None = None,
    listens: str = "127.0.0.1",
) -> None:
    """Serve the kit at `port` until the process is asked to end; the browser opens at `at`.

    `say` gets the address first. Raises OSError when the port cannot be used and ValueError when
    the room cannot be opened.
    """

    def ready(server: KitServer) -> None:
        address = f"http://127.0.0.1:{port}/"
        say(f"{host.address.site}/" if host else address)
        if room is not None:
            server.house.open_room(room)
            say(f"Other devices join at {server.house.origin()}/")
        if browser:
            opened = address.rstrip("/") + at
            threading.Thread(target=webbrowser.open, args=(opened,), daemon=True).start()

    be_server(journal, data, port, ready, host=host, listens=listens)


def be_server(
    journal: Journal,
    data: Path,
    port: int,
    ready: Callable[[KitServer], None],
    until: Callable[[KitServer], Awaitable[None]] | None = None,
    host: Host | None = None,
    listens: str = "127.0.0.1",
) -> None:
    """Make this process the kit's server. `ready` is called once it listens; it ends when it is
    asked to, or when `until` has come to its end. Raises what the two raise. Only a `host` may
    listen at another address than this machine's own."""
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    _keep_to_this_user()
    os.environ["KIT_DATA"] = str(data)
    os.environ["KIT_SERVED"] = "1"
    os.environ[PUBLIC] = f"{host.address.site}/" if host else ""
    os.environ["KIT_LOGS"] = "" if host and not host.keeps_logs else "yes"
    os.environ["JUPYTER_PATH"] = spec.jupyter_path()
    server = KitServer()
    server.listens = listens if host else "127.0.0.1"

    async def main() -> None:
        server.prepare_kit(journal, data, port, host)
        server._tell_expired(wipe.expire(journal, data))
        job = partial(until, server) if until is not None else None
        await server.serve(lambda: _begun(server, ready), job)

    try:
        asyncio.run(main())
    finally:
        logs.event("the kit has stopped")
        if hasattr(server, "connection_dir"):
            server.put_away()
