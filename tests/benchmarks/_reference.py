"""One reference notebook, served by stock Voila and by ours, and its visitors without a browser.

A visitor asks for the page and what the page's own HTML names (not what its scripts fetch later,
which is kind to stock Voila), opens the socket, asks each displayed widget for its state and is
content when the last has answered: then there is something to use.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil
from _page_client import PROTOCOL, pack, unpack
from _served import kit, process_at
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

NOTEBOOK = Path(__file__).parent / "data" / "reference.ipynb"
WAIT = 180.0  # seconds for one answer

SERVER = """
import sys
from pathlib import Path
from facilitator import cli, quick
quick.without_address_grammar()
import workbooks
from facilitator import workbook
data = Path(sys.argv[sys.argv.index("--data") + 1])
workbooks.__file__ = str(data.parent / "__init__.py")
names = workbook.workbook
workbook.workbook = lambda exercise, role: (
    "reference.ipynb" if role == "table" else names(exercise, role)
)
sys.exit(cli.main(sys.argv[1:]))
"""


@contextlib.contextmanager
def ours(folder: Path) -> Iterator[tuple[str, int]]:
    """Our server with the reference notebook where the tables' workbook would be, over the data
    folder `folder`/data; yields its origin and process number."""
    import workbooks

    shutil.copytree(Path(workbooks.__file__).parent, folder, dirs_exist_ok=True)
    shutil.copy(NOTEBOOK, folder / "reference.ipynb")
    with kit(folder / "data", SERVER) as origin:
        yield origin, process_at(origin)


async def fetch(address: str, cookie: str = "") -> str:
    """What is at an address, asked for by a new connection. Raises HTTPError."""
    headers = {"Cookie": cookie} if cookie else {}
    client = AsyncHTTPClient(force_instance=True, max_body_size=2**27)
    try:
        request = HTTPRequest(address, headers=headers, request_timeout=WAIT, connect_timeout=WAIT)
        return (await client.fetch(request)).body.decode("utf-8", "replace")
    finally:
        client.close()


async def visit(origin: str, path: str, sockets: str, cookie: str = "") -> tuple[float, object]:
    """Seconds until the page at `path` is usable, and its open socket, which the caller closes.

    `sockets` is the address of the kernels' sockets, before the kernel's id.
    """
    began = time.perf_counter()
    page = await fetch(origin + path, cookie)
    named = re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css)[^"]*)"', page)
    await asyncio.gather(*(fetch(origin + name, cookie) for name in dict.fromkeys(named)))
    found = re.search(r'(?:data-kernel="|"kernelId": ?")([0-9a-f-]{36})"', page)
    models = re.findall(r'(?:data-model="|"model_id": ?")([0-9a-f]{32})"', page)
    if not found or not models:
        raise RuntimeError("the page names no kernel or no widget")
    address = f"{origin.replace('http', 'ws')}{sockets}{found[1]}/channels?session_id=visitor"
    request = HTTPRequest(address, headers={"Origin": origin, "Cookie": cookie})
    socket = await websocket_connect(request, subprotocols=[PROTOCOL], max_message_size=2**27)
    wanted = set(models)
    for model in wanted:
        await socket.write_message(pack("visitor", model, {"method": "request_state"}), binary=True)
    while wanted:
        message = await asyncio.wait_for(socket.read_message(), WAIT)
        if not isinstance(message, bytes):
            raise RuntimeError("the socket was closed")
        _, header, content = unpack(message)
        if header["msg_type"] == "comm_msg" and content["data"].get("method") == "update":
            wanted.discard(content["comm_id"])
    return time.perf_counter() - began, socket


def moments(count: int, seconds: float, seed: int = 7) -> list[float]:
    """When each of `count` visitors arrives, spread over `seconds`."""
    draw = random.Random(seed)
    return sorted(draw.uniform(0, seconds) for _ in range(count))


def memory(pid: int) -> float:
    """Mebibytes (PSS) of a process and all that it started."""
    total = 0
    for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            total += process.memory_full_info().pss
    return total / 2**20


def processor(pid: int) -> float:
    """Seconds of processor time that a process and all that it started have used so far."""
    total = 0.0
    for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def machine() -> str:
    """What the figures were measured on."""
    return f"{os.cpu_count()} processors, {psutil.virtual_memory().total / 1e9:.0f} GB"


def end(result: Mapping[str, object]) -> None:
    """The last line of a benchmark."""
    print(json.dumps(dict(result)))
