"""A page without a browser: asks for what a page asks for, says what `page.js` and `outbox.js` say.

It opens its seat's address, draws nothing, keeps each change until it is answered, sends it again
under the same name, beats like a page and joins again when its kernel or the server has gone. Each
request has a connection of its own, where a browser would use some again.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, websocket_connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"
BEAT = 1.5  # seconds, all of them as in page.js and outbox.js
PATIENCE = 4.5
CONNECT = 6.0
AGAIN = 5.0
BROWSER = 300.0  # how long a browser waits for an answer
ASSETS = ("/kit/kit.css", "/kit/page.js", "/kit/screens/table.js")


class NotOpened(Exception):
    """The page could not be opened in time; the message says what is missing."""


class NotTaken(Exception):
    """A change was refused; the message is the kit's sentence."""


@dataclass
class Change:
    """Something said at this page. `done` gives the seconds until it was committed, or raises
    NotTaken."""

    id: str
    kind: str
    body: dict[str, Any]
    begun: float
    done: asyncio.Future[float]
    sent: float | None = None
    sends: int = 0


@dataclass
class Counts:
    """What a page went through. `bytes` are those of http answers and of messages, unpacked."""

    requests: int = 0
    bytes: int = 0
    sockets: int = 0
    pages: int = 0
    failed: int = 0  # attempts to mend that came to nothing
    sent_again: int = 0
    waits: int = 0  # answers that the database could not store it yet
    refused: dict[str, int] = field(default_factory=dict)


class PageClient:
    """One page at a seat. `origin` is the site (or a proxy to it), `seat_path` is /seat/<id>/ and
    `token` the seat's cookie.

    `view`, `content` and `seat` are the widget's traits; `seen` has the lines of the wall by name,
    with the time (`time.perf_counter`) each was first seen at this page. `waiting` has the changes
    that were not answered yet and `committed` those that were taken. `gone` is true when the kit
    said that the seat is not there any more.
    """

    def __init__(self, origin: str, seat_path: str, token: str) -> None:
        self.origin = origin
        self.path = seat_path
        self.state: dict[str, Any] = {}
        self.seen: dict[str, float] = {}
        self.waiting: dict[str, Change] = {}
        self.committed: list[Change] = []
        self.counts = Counts()
        self.gone = False
        self.lost = ""
        self.said = ""  # why there is no seat, as the page would show it
        self.why = ""  # why the kit could not store a change when it last could not
        self._headers = {"Cookie": f"kit-seat={token}", "Origin": origin}
        self._http = AsyncHTTPClient(force_instance=True, max_clients=12)
        self._line: WebSocketClientConnection | None = None
        self._jobs: set[asyncio.Task[Any]] = set()
        self._changed = asyncio.Event()
        self._closed = True

    @property
    def view(self) -> dict[str, Any]:
        return self.state.get("view") or {}

    @property
    def content(self) -> dict[str, Any]:
        return self.state.get("content") or {}

    @property
    def seat(self) -> str:
        return self.state.get("seat") or ""

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Every line on the walls that this page shows."""
        return [line for wall in self.view.get("walls", {}).values() for line in wall]

    @property
    def seated(self) -> bool:
        return bool(self.seat) and "stage" in self.view

    # what a benchmark does

    async def open(self, seconds: float = 60.0) -> float:
        """Load the page with an empty cache; return the seconds until it can be written in.

        Raises NotOpened when the page does not come or is not usable after `seconds`. A page that
        came goes on trying, as a browser's would; `close` or `drop` ends it.
        """
        begun = time.perf_counter()
        await self._load(seconds)
        try:
            await self.until(lambda: self.seated, seconds - (time.perf_counter() - begun))
        except TimeoutError:
            raise NotOpened(self.said or self.lost or "the widget's state did not come") from None
        return time.perf_counter() - begun

    async def reload(self, seconds: float = 60.0) -> float:
        """Lose the page as a crashed browser does, and open it again with what it had kept."""
        self.drop()
        return await self.open(seconds)

    async def write(self, text: str, principle: str | None = None) -> float:
        """Add a line at this table and return the seconds until it was committed.

        Waits as long as that takes. Raises NotTaken when it was refused.
        """
        return await self.put_line(text, principle).done

    def put_line(self, text: str, principle: str | None = None) -> Change:
        """Add a line and do not wait; `principle` is the round's unless it is named."""
        chosen = principle or self.view["now"] or self.view["order"][0]
        body = {"table": self.view["table"], "principle": chosen, "text": text}
        return self.put("line.added", body)

    def put(self, kind: str, body: dict[str, Any]) -> Change:
        """Put any change into the outbox."""
        done: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        change = Change(secrets.token_hex(8), kind, body, time.perf_counter(), done)
        self.waiting[change.id] = change
        self._send_change(change)
        return change

    async def until(self, holds: Callable[[], bool], seconds: float) -> None:
        """Wait until `holds()` is true after something came in. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not holds():
                self._changed.clear()
                await self._changed.wait()

    async def close(self) -> None:
        """Leave as a closed tab does: the kernel is freed at once."""
        with suppress(OSError):
            await asyncio.wait_for(self._post(f"kernels/{self.kernel}/bye"), PATIENCE)
        self.drop()
        await asyncio.sleep(0)
        self._http.close()

    def drop(self) -> None:
        """End without a word; what waits is kept, as a browser's store keeps it."""
        self._closed = True
        for job in self._jobs:
            job.cancel()
        if self._line is not None:
            self._line.close()
            self._line = None

    # the page

    async def _load(self, seconds: float) -> None:
        self.state, self.gone, self.said, self.lost = {}, False, "", ""
        self._session = secrets.token_hex(16)
        self._ready = self._opened = self._beating = self._taken = False
        self._asked = 0.0
        self._blocked = 0
        self._mending: asyncio.Task[None] | None = None
        self._heard = self._answered = time.perf_counter()
        for change in self.waiting.values():
            change.sent = None
        page = await self._get(self.path, seconds)
        if page.code == 410:
            self.gone = True
        if page.code != 200:
            raise NotOpened(f"the page was answered with {page.code} {page.reason}")
        self._closed = False
        self.counts.pages += 1
        self.kernel, self.model = _names(page)
        for asset in await asyncio.gather(*(self._get(path, seconds) for path in ASSETS)):
            if asset.code != 200:
                raise NotOpened(f"a part of the page was answered with {asset.code}")
        self._heard = self._answered = time.perf_counter()
        self._mend(self._take_places())
        self._go(self._every(BEAT, self._beat))
        self._go(self._every(1.0, self._again))

    def _go(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        job = asyncio.get_running_loop().create_task(work)
        self._jobs.add(job)
        job.add_done_callback(self._jobs.discard)
        return job

    async def _every(self, seconds: float, act: Callable[[], Coroutine[Any, Any, None]]) -> None:
        while not self._closed:
            await act()
            await asyncio.sleep(seconds)

    # asking

    async def _get(self, path: str, seconds: float = BROWSER) -> HTTPResponse:
        return await self._fetch(path, seconds, method="GET")

    async def _post(self, path: str, **fields: str) -> HTTPResponse:
        return await self._fetch(self.path + path, BROWSER, method="POST", body=urlencode(fields))

    async def _fetch(self, path: str, seconds: float, **how: Any) -> HTTPResponse:
        """Any answer. Raises OSError when there is none."""
        self.counts.requests += 1
        request = HTTPRequest(
            self.origin + path,
            headers=self._headers,
            connect_timeout=seconds,
            request_timeout=seconds,
            follow_redirects=False,
            **how,
        )
        try:
            answer = await self._http.fetch(request, raise_error=False)
        except HTTPClientError as error:  # no answer, or too late
            raise ConnectionError(str(error)) from None
        self.counts.bytes += len(answer.body or b"")
        return answer

    # the socket

    def _is_open(self) -> bool:
        line = self._line
        return (
            line is not None and line.protocol is not None and not line.protocol.client_terminated
        )

    def _send(self, data: dict[str, Any]) -> bool:
        if self._line is None or not self._is_open():
            return False
        with suppress(WebSocketClosedError):
            sent = self._line.write_message(pack(self._session, self.model, data), binary=True)
            sent.add_done_callback(lambda future: future.cancelled() or future.exception())
            return True
        return False

    async def _connect(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
        heard: list[WebSocketClientConnection] = []

        def take(message: str | bytes | None) -> None:
            if not heard or self._line is not heard[0]:
                return
            if isinstance(message, bytes):
                self._take(message)
            elif message is None and not self._closed:
                self._go(self._beat())

        self.counts.sockets += 1
        site = self.origin.replace("http", "ws", 1)
        channels = f"kernels/{self.kernel}/channels?session_id={self._session}"
        line = await websocket_connect(
            HTTPRequest(
                site + self.path + channels,
                headers=self._headers,
                connect_timeout=CONNECT,
                request_timeout=CONNECT,
            ),
            on_message_callback=take,
            subprotocols=[PROTOCOL],
            compression_options={},
        )
        heard.append(line)
        self._line = line
        self._heard = time.perf_counter()

    def _take(self, message: bytes) -> None:
        self.counts.bytes += len(message)
        channel, header, content = unpack(message)
        if channel != "iopub" or header["msg_type"] != "comm_msg":
            return
        self._heard = time.perf_counter()
        if content["comm_id"] != self.model:
            return
        data = content["data"]
        if data.get("method") == "update":
            told = data["state"]
            if told.get("seat") == "" and self.seat:  # a new kernel takes nothing off the screen
                told = {k: v for k, v in told.items() if k not in ("seat", "view", "content")}
            self.state |= told
            for line in self.lines:
                self.seen.setdefault(line["id"], self._heard)
        elif data.get("method") == "custom":
            self._hear(data["content"])
        self._changed.set()

    def _hear(self, message: dict[str, Any]) -> None:
        match message.get("type"):
            case "seated":
                self.said, self._taken = "", True
                self._flush()
            case "no seat":
                self.said = message["sentence"]
                self._taken = False
            case "unseated":
                self._ready = self._taken = False
            case "gone":
                self._is_gone()
            case "waits":
                self.counts.waits += 1
                self.why = message["sentence"]
            case "committed" | "refused":
                self._answer(message)

    # the outbox

    def _send_change(self, change: Change) -> None:
        if not self._ready:
            return
        change.sent = time.perf_counter()
        change.sends += 1
        self.counts.sent_again += change.sends > 1
        self._send(
            {
                "method": "custom",
                "content": {
                    "type": "change",
                    "id": change.id,
                    "kind": change.kind,
                    "body": change.body,
                },
            }
        )

    def _flush(self) -> None:
        self._ready = True
        for change in self.waiting.values():
            self._send_change(change)

    async def _again(self) -> None:
        now = time.perf_counter()
        for change in self.waiting.values():
            if self._ready and (change.sent is None or now - change.sent > AGAIN):
                self._send_change(change)

    def _answer(self, message: dict[str, Any]) -> None:
        change = self.waiting.pop(message["id"], None)
        if change is None:
            return
        if message["type"] == "committed":
            self.committed.append(change)
            if not change.done.done():  # whoever waited may have given up
                change.done.set_result(time.perf_counter() - change.begun)
            return
        sentence = message["sentence"]
        self.counts.refused[sentence] = self.counts.refused.get(sentence, 0) + 1
        if not change.done.done():
            change.done.set_exception(NotTaken(sentence))

    # joining, and joining again

    async def _take_places(self) -> None:
        await self._connect()
        self._send({"method": "request_state"})
        await self._give_ticket()

    async def _give_ticket(self) -> None:
        self._taken, self._asked = False, time.perf_counter()
        answer = await self._post("ticket")
        if answer.code != 200:
            raise ConnectionError(f"no ticket ({answer.code})")
        ticket = json.loads(answer.body)["ticket"]
        self._send({"method": "custom", "content": {"type": "ticket", "ticket": ticket}})

    async def _rejoin(self) -> None:
        old = self.kernel
        answer = await self._get(self.path)
        if answer.code == 410:
            self._is_gone()
            return
        if answer.code != 200:
            raise ConnectionError(f"answer {answer.code}")
        self.counts.pages += 1
        self.kernel, self.model = _names(answer)
        if old != self.kernel:
            self._go(self._bye(old))
        await self._take_places()

    async def _bye(self, kernel: str) -> None:
        with suppress(OSError):
            await self._post(f"kernels/{kernel}/bye")

    def _is_gone(self) -> None:
        self.gone = True
        self.drop()
        self._changed.set()

    # the heartbeat

    async def _pulse(self) -> dict[str, Any] | None:
        try:
            answer = await self._get(f"{self.path}pulse?kernel={self.kernel}", PATIENCE - BEAT)
        except OSError:
            return None
        if answer.code in (403, 410):
            return {"gone": True}
        if answer.headers.get("Kit-Waits") == "database":
            return {"down": True}
        return json.loads(answer.body) if answer.code == 200 else None

    async def _beat(self) -> None:
        if self._beating or self._closed:
            return
        self._beating = True
        try:
            self._send({"method": "custom", "content": {"type": "ping"}})
            told = await self._pulse()
            if told and told.get("gone"):
                self._is_gone()
                return
            if told and told.get("down"):
                self._say("database")
                return
            now = time.perf_counter()
            if told:
                self._answered = now
            silent = self._opened and now - self._heard > PATIENCE
            if told and (not told["kernel"] or not self._is_open() or silent):
                same = told["kernel"] and not silent and self._blocked < 2
                if self._mending is None:
                    self._mend(self._take_places() if same else self._rejoin())
            elif told and not self._mending and not self._taken and now - self._asked > PATIENCE:
                self._go(self._ticket_again())
            late = now - self._answered > (BEAT * 2 if told else BEAT)
            self._say("server" if late else "kernel" if self._mending or not self._taken else "")
        finally:
            self._beating = False

    async def _ticket_again(self) -> None:
        with suppress(OSError):
            await self._give_ticket()

    def _mend(self, how: Coroutine[Any, Any, None]) -> None:
        async def mend() -> None:
            try:
                await how
                self._blocked, self._opened = 0, True
            except Exception:
                self._blocked += 1
                self.counts.failed += 1
            self._mending = None
            if not self._closed:
                self._go(self._beat())

        self._mending = self._go(mend())

    def _say(self, what: str) -> None:
        if what == "kernel" and self._blocked > 1:
            what = "blocked"
        if what == "kernel" and not self._opened:
            what = self.lost
        if what == self.lost:
            return
        self.lost = what
        if not what and self.seated:
            self._flush()
        self._changed.set()


# the kernel's messages, as page.js packs them


def pack(session: str, model: str, data: dict[str, Any]) -> bytes:
    """One message to a widget, for the shell channel."""
    header = {
        "msg_id": secrets.token_hex(16),
        "msg_type": "comm_msg",
        "username": "",
        "session": session,
        "version": "5.3",
        "date": datetime.now(UTC).isoformat(),
    }
    said = {"comm_id": model, "data": data}
    texts = [json.dumps(part).encode() for part in (header, {}, {}, said)]
    parts = [b"shell", *texts]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    numbers = [len(offsets), *offsets]
    return b"".join([*(n.to_bytes(8, "little") for n in numbers), *parts])


def unpack(message: bytes) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """The channel, the header and the content of a message from the kernel."""
    count = int.from_bytes(message[:8], "little")
    offsets = [int.from_bytes(message[n : n + 8], "little") for n in range(8, 8 * count + 8, 8)]
    parts = [message[a:b] for a, b in pairwise(offsets)]
    return parts[0].decode(), json.loads(parts[1]), json.loads(parts[4])


def _names(page: HTTPResponse) -> tuple[str, str]:
    """The kernel and the first widget's model that a page names. Raises NotOpened."""
    text = page.body.decode("utf-8", "replace")
    kernel = re.search(r'data-kernel="([0-9a-f-]{36})"', text)
    model = re.search(r'data-model="([0-9a-f-]{32,36})"', text)
    if not (kernel and model):
        raise NotOpened("the page came without its widget")
    return kernel[1], model[1]
