"""The side of the process that owns kernels: it starts the fork parent and orders kernels from it.

A parent that died is replaced when the next kernel is ordered; the kernels it made live on.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Any

SETTING = "KIT_KERNELS"  # "ordinary" starts every kernel as a process of its own
IMPORT_SECONDS = 60.0  # the parent's imports, on a slow disk
FORK_SECONDS = 10.0
LONGEST = 1_000_000


class ForkError(Exception):
    """No kernel could be forked; the text says why."""


def can_fork() -> bool:
    """Whether kernels are forked here: on Linux, unless KIT_KERNELS=ordinary is set.

    macOS can fork, but its own libraries may break in the child; Windows cannot.
    """
    if os.environ.get(SETTING) == "ordinary" or not sys.platform.startswith("linux"):
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):  # an old system, or one that forbids it
        return False
    return True


class Forked:
    """A forked kernel, with as much of `subprocess.Popen` as jupyter_client uses.

    It is nobody's child here, so what is held is not its number, which could be given to another
    process, but a descriptor of the process itself.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        try:
            self._handle = os.pidfd_open(pid)
        except ProcessLookupError:
            self._handle = -1
            self.returncode = 1

    def poll(self) -> int | None:
        """None while it runs. What it ended with is not known: 1 stands for any end."""
        return self._look(0.0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, `timeout` seconds at most. Raises subprocess.TimeoutExpired."""
        ended = self._look(timeout)
        if ended is None:
            raise subprocess.TimeoutExpired("kernel", timeout or 0)
        return ended

    def _look(self, timeout: float | None) -> int | None:
        import select

        if self.returncode is None:
            poll = select.poll()
            poll.register(self._handle, select.POLLIN)
            if poll.poll(None if timeout is None else timeout * 1000):
                self.returncode = 1
                os.close(self._handle)
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def __del__(self) -> None:
        if self.returncode is None and self._handle >= 0:
            os.close(self._handle)


class Parent:
    """One fork parent and its successors, for one list of modules to import."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.process: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None
        self._line: int | None = None  # our end of the pipe that kernels hang on
        self._hung = -1  # their end
        self._ready = False
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the process unless it runs; its imports go on while the caller does."""
        with self._lock:
            self._start()

    def fork(self, argv: list[str], env: dict[str, str], cwd: str) -> Forked:
        """A new kernel. Raises ForkError when two parents in a row cannot make one."""
        order = json.dumps({"argv": argv, "env": env, "cwd": cwd}).encode()
        with self._lock:
            for attempt in (1, 2):
                self._start()
                try:
                    return Forked(self._ask(order)["pid"])
                except (OSError, EOFError, ValueError, KeyError) as error:
                    self._stop()
                    if attempt == 2:
                        raise ForkError(f"the fork parent does not answer ({error})") from error
        raise AssertionError

    def stop(self) -> None:
        """End the parent and every kernel that hangs on the line."""
        with self._lock:
            self._stop()
            if self._line is not None:
                os.close(self._line)
                os.close(self._hung)
                self._line = None

    def _start(self) -> None:
        if self.process is not None and self.process.poll() is None:
            return
        self._stop()
        if self._line is None:
            self._hung, self._line = os.pipe()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            told = [str(theirs.fileno()), str(self._hung), *self.names]
            self.process = subprocess.Popen(
                [sys.executable, "-m", "facilitator.forks.parent", *told],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # what kernels show goes to who asked them
                pass_fds=(theirs.fileno(), self._hung),
                start_new_session=True,
            )
        self._orders, self._ready = ours, False

    def _ask(self, order: bytes) -> dict[str, Any]:
        if not self._ready:
            self._hear(IMPORT_SECONDS)
            self._ready = True
        assert self._orders is not None
        self._orders.sendall(order)
        return self._hear(FORK_SECONDS)

    def _hear(self, seconds: float) -> dict[str, Any]:
        assert self._orders is not None
        self._orders.settimeout(seconds)
        heard = self._orders.recv(LONGEST)
        if not heard:
            raise EOFError("it has ended")
        told = json.loads(heard)
        if "error" in told:
            raise ForkError(told["error"])
        return told

    def _stop(self) -> None:
        if self._orders is not None:
            self._orders.close()
            self._orders = None
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def _environment() -> dict[str, str]:
    """What the parent is told: one thread for sums, and nothing of whoever started this process."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("JPY_")}
    sums = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return own | sums


_parents: dict[tuple[int, tuple[str, ...]], Parent] = {}
_parents_lock = threading.Lock()


def parent_for(names: Sequence[str]) -> Parent:
    """This process's parent for these modules; it ends with this process."""
    with _parents_lock:
        known = (os.getpid(), tuple(names))
        if known not in _parents:
            _parents[known] = Parent(names)
            atexit.register(_parents[known].stop)
        return _parents[known]
