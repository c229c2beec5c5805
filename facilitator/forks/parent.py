"""The process that kernels are forked from: `python -m facilitator.forks.parent SOCKET LINE NAMES`

It imports the modules named and then waits on SOCKET, the number of an open SOCK_SEQPACKET socket.
Each order is a JSON object: `argv` of the kernel, `env` (the whole of it) and `cwd`; the answer is
`{"pid": N}`, or `{"error": sentence}`. When the socket closes it ends.

The kernels do not depend on it: LINE is the number of a pipe whose other end only their owner
holds, and each kernel ends when the pipe does. It has one thread and no connection, loop or socket
of any library, because a fork would hand half of those on.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import random
import re
import signal
import socket
import sys
import threading
import traceback
from pathlib import Path
from typing import Any, NoReturn

from facilitator import logs

SETTING = re.compile(r"--([A-Z]\w*)\.(\w+)=(.*)")
LONGEST = 1_000_000  # bytes of one order
KERNEL = (  # what every kernel would import for itself while it starts
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "pdb",
    "psutil",
    "tornado.locks",
    "tornado.platform.asyncio",
    "zmq.utils.garbage",
)


class NotAlone(RuntimeError):
    """An imported module has started a thread; a fork would lose it."""


def main(arguments: list[str]) -> int:
    """Import, then fork a kernel for each order until the owner hangs up."""
    orders = socket.socket(fileno=int(arguments[0]))
    line = int(arguments[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the owner's business
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended kernels leave nothing to be collected
    try:
        prepare(arguments[2:])
    except (ImportError, NotAlone) as error:
        orders.send(json.dumps({"error": str(error)}).encode())
        return 1
    orders.send(b"{}")
    while order := orders.recv(LONGEST):
        try:
            told = json.loads(order)
            pid = os.fork()
        except (OSError, ValueError) as error:
            orders.send(json.dumps({"error": str(error)}).encode())
            continue
        if pid == 0:
            orders.close()
            _be_kernel(told, line)
        orders.send(json.dumps({"pid": pid}).encode())
    return 0


def prepare(names: list[str]) -> None:
    """Import what kernels need and keep the collector from touching (and so copying) its pages.

    Raises ImportError, and NotAlone when an import has left a thread behind.
    """
    # A debugger in every page would cost 40 ms and 10 MB; nobody can reach it there.
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    logs.set_up()
    for name in (*KERNEL, *names):
        importlib.import_module(name)
    if threading.active_count() > 1 or _threads() > 1:
        found = ", ".join(each.name for each in threading.enumerate()[1:]) or "not Python's own"
        raise NotAlone(f"an import has started a thread ({found}), so nothing can be forked")
    gc.collect()
    gc.freeze()


def _threads() -> int:
    """The threads of this process as the system counts them."""
    return len(os.listdir("/proc/self/task"))


def _be_kernel(told: dict[str, Any], line: int) -> NoReturn:
    """Become the kernel that was ordered; never return into the parent's code."""
    status = 1
    try:
        _leave_parent(told, line)
        _take_name(told["argv"])
        _run_kernel(told["argv"])
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        try:
            atexit._run_exitfuncs()
            for stream in (sys.__stdout__, sys.__stderr__):
                if stream is not None:
                    stream.flush()
        finally:
            os._exit(status)


def _leave_parent(told: dict[str, Any], line: int) -> None:
    """Share nothing with the parent and its other children but memory that nobody writes."""
    os.setsid()
    for number in (signal.SIGINT, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    if line != 3:
        os.dup2(line, 3)
    os.set_inheritable(3, False)
    os.closerange(4, os.sysconf("SC_OPEN_MAX"))
    threading.Thread(target=_end_with, args=(3,), daemon=True, name="lifeline").start()
    os.environ.clear()
    os.environ.update(told["env"])
    os.chdir(told["cwd"])
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()  # numpy does not notice a fork


def _take_name(argv: list[str]) -> None:
    """Be known in a list of processes by `kit-` and the first eight letters of the kernel's id."""
    kernel = next((Path(word).stem for word in argv if word.endswith(".json")), "kernel")
    Path("/proc/self/comm").write_text("kit-" + kernel.removeprefix("kernel-")[:8])


def _end_with(line: int) -> None:
    """End at once when the owner of all kernels has gone."""
    while os.read(line, 1):
        pass
    os._exit(1)


def _run_kernel(argv: list[str]) -> None:
    """Run an IPython kernel with the words that would stand behind `ipykernel_launcher`."""
    from ipykernel.kernelapp import IPKernelApp
    from traitlets.config.loader import DeferredConfigString

    class Kernel(IPKernelApp):
        """Reads `-f FILE` and `--Class.trait=value` without the parser of all that there could be,
        which costs half a megabyte and some milliseconds in every kernel."""

        def parse_command_line(self, argv: list[str] | None = None) -> None:
            words = list(argv or [])
            settings = [SETTING.fullmatch(word) for word in words[2:]]
            if words[:1] != ["-f"] or not all(settings):
                super().parse_command_line(argv)
                return
            self.connection_file = words[1]
            for found in filter(None, settings):
                self.config[found[1]][found[2]] = DeferredConfigString(found[3])

    sys.argv = ["ipykernel_launcher", *argv]
    app: Any = Kernel.instance(parent_handle=1)  # what ends it is the line, not the parent
    app.initialize(argv)
    # These look for a kernel when they are imported, and there was none in the parent.
    if "ipywidgets" in sys.modules:
        sys.modules["ipywidgets"].register_comm_target()
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].install_repl_displayhook()
    app.start()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
