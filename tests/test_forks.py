"""Kernels forked from one process are as separate and as whole as kernels started one by one."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from facilitator.forks import owner, spec
from facilitator.forks.owner import Forked, ForkError, Parent
from tests.browsers import Kit, People, act, box, saved, wall, write
from tests.test_trust import ask, kernel_of, seated

OWN_SERVERS = True  # their kernels are counted and killed
FORKS = pytest.mark.skipif(not owner.can_fork(), reason="kernels are not forked on this system")
MODES = [pytest.param("forked", marks=FORKS), "ordinary"]


class Kernel:
    """A running kernel as a program sees it."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager = manager
        self.client = client

    @property
    def pid(self) -> int:
        return self.manager.provisioner.pid  # type: ignore[union-attr]

    def run(self, code: str) -> Any:
        """Run code and return the JSON that it printed, or the kinds of what it displayed."""
        shown: list[str] = []

        def take(message: dict[str, Any]) -> None:
            content = message["content"]
            if content.get("name") == "stdout":
                shown.append(content["text"])
            elif "data" in content:
                shown.append(json.dumps(sorted(content["data"])))

        reply = self.client.execute_interactive(
            textwrap.dedent(code), timeout=60, output_hook=take, stop_on_error=False
        )
        assert reply["content"]["status"] == "ok", reply["content"].get("traceback")
        return json.loads(shown[-1]) if shown else None

    def status(self, code: str) -> str:
        """Run code and return how it ended: ok, or the name of the error."""
        reply = self.client.execute_interactive(code, timeout=60, output_hook=lambda _: None)
        return reply["content"].get("ename", reply["content"]["status"])


class Kernels:
    """Starts kernels by the kit's own specification and ends them again."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.stack = stack
        self.count = 0

    def start(self, **env: str) -> Kernel:
        self.count += 1
        file = self.folder / f"kernel-{self.count:08}.json"
        manager = KernelManager(kernel_name=spec.NAME, transport="ipc", connection_file=str(file))
        manager.start_kernel(env=os.environ | env, cwd=str(self.folder))
        self.stack.callback(manager.shutdown_kernel, now=True)
        client = manager.blocking_client()
        client.start_channels()
        self.stack.callback(client.stop_channels)
        client.wait_for_ready(timeout=60)
        return Kernel(manager, client)


def kernels_here(folder: Path, patch: pytest.MonkeyPatch, mode: str) -> Iterator[Kernels]:
    patch.setenv("JUPYTER_PATH", spec.jupyter_path())
    patch.setenv("IPYTHONDIR", str(folder))
    patch.setenv(owner.SETTING, mode)
    with ExitStack() as stack:
        yield Kernels(folder, stack)


@pytest.fixture(params=MODES)
def kernels(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Kernels]:
    yield from kernels_here(tmp_path, monkeypatch, request.param)


@pytest.fixture
def forks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kernels]:
    yield from kernels_here(tmp_path, monkeypatch, "forked")


def gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def wait_until_gone(pid: int) -> None:
    until = time.monotonic() + 30
    while not gone(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert gone(pid)


def parent_now() -> psutil.Process:
    """The fork parent that this process has for the kit's kernels."""
    processes = [each.process for each in owner._parents.values() if each.process]
    found = [p for p in processes if p.poll() is None and "widgets" in p.args]  # type: ignore[operator]
    assert len(found) == 1
    return psutil.Process(found[0].pid)


# whole


def test_a_kernel_does_what_notebooks_ask_of_it(kernels: Kernels):
    kernel = kernels.start()
    assert kernel.run("print(1 + 1)") == 2
    keeps = "import json\nprint(json.dumps(get_ipython().history_manager.enabled))"
    assert kernel.run(keeps) is False, "what is run in a page is kept in nobody's history"
    targets = kernel.run(
        "import json, ipywidgets\n"
        "print(json.dumps(sorted(get_ipython().kernel.comm_manager.targets)))"
    )
    assert {"jupyter.widget", "jupyter.widget.control"} <= set(targets)
    shown = kernel.run("import ipywidgets\nipywidgets.IntSlider()")
    assert "application/vnd.jupyter.widget-view+json" in shown
    assert "image/png" in kernel.run("import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    assert kernel.run("import asyncio\nprint(await asyncio.sleep(0, 3))") == 3
    assert (
        kernel.run(
            "import subprocess, sys\n"
            "print(subprocess.run([sys.executable, '-c', 'print(4)'], capture_output=True).stdout"
            ".decode())"
        )
        == 4
    )
    assert (
        kernel.run(
            """
        import concurrent.futures, threading
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            print(sum(pool.map(abs, [-1, -2, 3])))
        """
        )
        == 6
    )
    assert (
        kernel.run(
            "import os, multiprocessing\n"
            "with multiprocessing.get_context('fork').Pool(2) as pool:\n"
            "    print(sum(pool.map(abs, [-5])))"
        )
        == 5
    )


def test_a_kernel_can_be_interrupted_restarted_and_shut_down(kernels: Kernels):
    kernel = kernels.start()
    slow = "import time\nprint('asleep', flush=True)\ntime.sleep(60)"
    asleep = kernel.client.execute(slow, stop_on_error=False)  # or what comes next may be left out
    while kernel.client.get_iopub_msg(timeout=30)["msg_type"] != "stream":
        pass
    kernel.manager.interrupt_kernel()
    reply = kernel.client.get_shell_msg(timeout=30)
    while reply["parent_header"]["msg_id"] != asleep:  # until it was ready it was asked repeatedly
        reply = kernel.client.get_shell_msg(timeout=30)
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert kernel.run("kept = 7\nprint(kept)") == 7
    before = kernel.pid
    kernel.manager.restart_kernel(now=True)
    kernel.client.wait_for_ready(timeout=60)
    assert kernel.pid != before
    assert kernel.status("kept") == "NameError"
    wait_until_gone(before)
    kernel.manager.shutdown_kernel(now=False)
    wait_until_gone(kernel.pid or before)


def test_a_killed_kernel_is_seen_to_be_dead(kernels: Kernels):
    kernel = kernels.start()
    assert kernel.manager.is_alive()
    os.kill(kernel.pid, signal.SIGKILL)
    until = time.monotonic() + 30  # its threads may outlive its first one for a moment
    while kernel.manager.is_alive() and time.monotonic() < until:
        time.sleep(0.05)
    assert not kernel.manager.is_alive()


# separate


def test_kernels_share_no_variable_no_setting_and_no_change_of_a_module(kernels: Kernels):
    one, other = kernels.start(WHOSE="one"), kernels.start(WHOSE="other")
    one.run("import os, json\nsecret = 1\njson.planted = 'one'\nos.environ['PLANTED'] = 'one'")
    assert other.status("secret") == "NameError"
    seen = other.run(
        "import os, json\n"
        "found = [hasattr(json, 'planted'), 'PLANTED' in os.environ, os.environ['WHOSE']]\n"
        "print(json.dumps(found))"
    )
    assert seen == [False, False, "other"]


@FORKS
def test_forked_kernels_share_no_random_state(forks: Kernels):
    draw = """
        import json, os, random, secrets, tempfile, uuid
        import numpy
        print(json.dumps([random.random(), float(numpy.random.random()), secrets.token_hex(),
            float(numpy.random.default_rng().random()), str(uuid.uuid4()), str(uuid.uuid1()),
            next(tempfile._get_candidate_names())]))
    """
    drawn = [forks.start().run(draw) for _ in range(3)]
    for kind in zip(*drawn, strict=True):
        assert len(set(kind)) == 3, "each kernel draws for itself"


@FORKS
def test_forked_kernels_share_no_open_file_and_no_connection(forks: Kernels):
    look = """
        import json, os
        found = {}
        for name in os.listdir('/proc/self/fd'):
            try:
                found[name] = os.readlink(f'/proc/self/fd/{name}')
            except OSError:
                pass
        print(json.dumps(found))
    """
    open_file = (forks.folder / "offset").open("w+")
    os.set_inheritable(open_file.fileno(), True)
    with closing(open_file):
        one, other = (set(forks.start().run(look).values()) for _ in range(2))
    standard = {os.readlink(f"/proc/self/fd/{n}") for n in (1, 2)} | {"/dev/null"}
    kinds = ("socket:", "pipe:", "/")
    shared = {each for each in one & other if each.startswith(kinds)} - standard
    stderr = {os.readlink(f"/proc/{parent_now().pid}/fd/2")}
    assert len(shared - stderr) == 1, "only the line that says whether the owner lives"
    parent = parent_now()
    held = {file.path for file in parent.open_files()}
    assert not [path for path in held if "sqlite" in path or "journal" in path]
    assert parent.num_threads() == 1
    assert not parent.net_connections(kind="inet")


@FORKS
def test_a_dead_parent_is_replaced_and_its_kernels_live_on(forks: Kernels):
    living = forks.start()
    living.run("kept = 'before'")
    parent = parent_now()
    parent.send_signal(signal.SIGKILL)
    wait_until_gone(parent.pid)
    assert living.run("import json\nprint(json.dumps(kept))") == "before"
    assert living.manager.is_alive()
    assert forks.start().run("print(2)") == 2
    assert parent_now().pid != parent.pid
    assert living.run("print(json.dumps(kept))") == "before"


OWNER = """
import os, sys, time
from jupyter_client.manager import KernelManager
manager = KernelManager(kernel_name="kit", transport="ipc", connection_file=sys.argv[1])
manager.start_kernel()
client = manager.blocking_client()
client.start_channels()
client.wait_for_ready(timeout=60)
client.execute("import time; time.sleep(600)")  # busy: it must not need to look itself
print(manager.provisioner.pid, os.getpid(), flush=True)
time.sleep(600)
"""


@FORKS
def test_kernels_and_parent_end_with_a_killed_owner(forks: Kernels, tmp_path: Path):
    script = [sys.executable, "-c", OWNER, str(tmp_path / "kernel-owned.json")]
    process = subprocess.Popen(script, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout:
        kernel, _ = map(int, process.stdout.readline().split())
        [parent] = psutil.Process(process.pid).children()
        process.kill()
        process.wait()
    wait_until_gone(kernel)
    wait_until_gone(parent.pid)


# when it cannot be done


def test_nothing_is_forked_where_the_setting_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(owner.SETTING, "ordinary")
    assert not owner.can_fork()


@FORKS
def test_a_parent_whose_imports_start_a_thread_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    module = "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), name='busy', "
    (tmp_path / "starts_a_thread.py").write_text(module + "daemon=True).start()\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    parent = Parent(["starts_a_thread"])
    try:
        with pytest.raises(ForkError, match=r"started a thread \(busy\)"):
            parent.fork([], {}, str(tmp_path))
    finally:
        parent.stop()


@FORKS
def test_a_kernel_starts_in_the_ordinary_way_when_no_parent_can_be_made(
    forks: Kernels, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    folder = tmp_path / "jupyter" / "kernels" / "broken"
    folder.mkdir(parents=True)
    told = json.loads((spec.JUPYTER / "kernels" / spec.NAME / "kernel.json").read_text())
    told["metadata"]["kernel_provisioner"]["config"]["preload"] = ["there_is_no_such_module"]
    (folder / "kernel.json").write_text(json.dumps(told))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setattr(spec, "NAME", "broken")
    kernel = forks.start()
    assert kernel.run("print(8)") == 8
    assert "ipykernel_launcher" in " ".join(psutil.Process(kernel.pid).cmdline())


@FORKS
def test_a_process_that_ended_at_once_counts_as_ended():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    ended = Forked(process.pid)
    assert ended.poll() == 1
    ended.kill()  # and nobody else is hit


# pages


def test_every_visitor_gets_a_page_that_nobody_had_before(kit: Kit):
    session = kit.session(6)
    seats = [seated(kit, session, "table", n % 6 + 1) for n in range(10)]
    given = [kernel_of(kit, seat) for seat in seats]
    assert len(set(given)) == 10


@FORKS
def test_a_ready_page_whose_kernel_died_is_not_handed_out(kit: Kit):
    killed = list(kit.kernels().values())
    for kernel in killed:
        kernel.kill()
    psutil.wait_procs(killed, timeout=30)  # a killed process lives on until it is its turn
    seat = seated(kit, kit.session(2), "table", 1)
    kernel = kernel_of(kit, seat)
    pulse = ask(kit, f"/seat/{seat[0].id}/pulse?kernel={kernel}", seat=seat)
    assert json.loads(pulse.text)["kernel"] is True


@pytest.mark.browser
def test_a_table_works_with_ordinary_kernels_too(
    people: People, tmp_path_factory: pytest.TempPathFactory
):
    from playwright.sync_api import expect

    kit = Kit(tmp_path_factory.mktemp("ordinary") / "data", KIT_KERNELS="ordinary")
    try:
        session = kit.session(2)
        act(kit.place(session, "trainer"), "stage", stage="round", round=1)
        page = people.sit(kit, session, "table", 1)
        write(page, "written with an ordinary kernel")
        words = " ".join(kit.kernel_of(page).cmdline())
        assert re.search("ipykernel_launcher", words)
        kit.kernel_of(page).kill()
        box(page).fill("written while it was dead")
        box(page).press("Enter")
        saved(page)
        expect(wall(page)).to_have_count(2)
        people.leave()
    finally:
        kit.stop()
