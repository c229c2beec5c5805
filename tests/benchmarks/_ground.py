"""The machine that faults happen to: a server with its processes, and a disk that can be full."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from _served import ROOT, free_port, wait_for
from sqlalchemy.exc import OperationalError

from exercises.journal.store import FILE, Journal, Unanswered

DISK = "64m"
SHORTAGE = 4096  # bytes that a file may have while the disk is full and there is no mount


def own_mounts() -> list[str] | None:
    """Words to start a command with, so that it may mount a disk of its own; None where nothing
    allows that. The mount ends with the command and nobody else sees it."""
    with tempfile.TemporaryDirectory() as folder:
        for words in (["unshare", "--mount"], ["unshare", "--mount", "--map-root-user"]):
            trial = [*words, "mount", "-t", "tmpfs", "tmpfs", folder]
            with contextlib.suppress(FileNotFoundError):
                if not subprocess.run(trial, capture_output=True).returncode:
                    return words
    return None


class Ground:
    """A server over a data folder in `folder`; with `disk` that is a small disk of its own."""

    def __init__(self, folder: Path, *, disk: bool) -> None:
        self.disk = disk
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self._log = (folder / "server.log").open("ab")
        self._held = folder / "disk"
        self._held.mkdir()
        if disk:
            mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=700", "tmpfs"]
            subprocess.run([*mount, str(self._held)], check=True)
        self.data = self._held / "data"
        self.journal = Journal.in_folder(self.data)
        self.database = self.data / FILE
        self._ballast = self._held / "ballast"
        self._limited: list[psutil.Process] = []
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)
        self.process: subprocess.Popen[bytes] | None = None

    # the server and its processes

    def start(self) -> None:
        """Start the server at the same port and wait until it answers."""
        words = ["-m", "facilitator", "serve", "--no-browser", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [sys.executable, *words, "--data", str(self.data)],
            cwd=ROOT,
            env=os.environ | {"KIT_STARTED_BY": str(os.getpid())},
            stdout=subprocess.DEVNULL,
            stderr=self._log,
        )
        wait_for(f"{self.origin}/healthz", self.process)

    def processes(self) -> list[psutil.Process]:
        """What the server has started, and what that has."""
        assert self.process is not None
        return psutil.Process(self.process.pid).children(recursive=True)

    def kill(self) -> None:
        """Kill the server and nothing else."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def left_behind(self, theirs: list[psutil.Process]) -> list[str]:
        """Which of a killed server's processes are still there five seconds on; they are ended."""
        _, left = psutil.wait_procs(theirs, timeout=5)
        names = []
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                names.append(f"{process.name()}: {' '.join(process.cmdline()[:3])}")
                process.kill()
        return names

    def stop(self) -> None:
        """End everything and give the disk back."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                theirs = self.processes()
                self.kill()
                self.left_behind(theirs)
        self.journal.close()
        self._log.close()
        if self.disk:
            subprocess.run(["umount", "--lazy", str(self._held)], check=True)

    def parent(self) -> psutil.Process | None:
        """The process that kernels are forked from."""
        assert self.process is not None
        with contextlib.suppress(psutil.NoSuchProcess):
            for child in psutil.Process(self.process.pid).children():
                if "facilitator.forks.parent" in child.cmdline():
                    return child
        return None

    def kernel(self, name: str) -> psutil.Process | None:
        """The kernel with this id, forked or not."""
        for process in psutil.process_iter(["name", "cmdline"]):
            words = " ".join(process.info["cmdline"] or ())
            if process.info["name"] == f"kit-{name[:8]}" or f"kernel-{name}" in words:
                return process
        return None

    def said(self) -> str:
        """The end of what the server logged."""
        self._log.flush()
        return Path(self._log.name).read_text("utf-8", "replace")[-4000:]

    # the disk

    def fill(self, kernels: list[str]) -> bool:
        """Leave no room for what anybody writes; True when the database then says so.

        Without a disk of its own, what stops the server, its parent and these `kernels` is the
        limit on the size of a file.
        """
        if self.disk:
            with contextlib.suppress(OperationalError):  # so that the next write needs new room
                with self.journal.engine.connect() as connection:
                    connection = connection.execution_options(isolation_level="AUTOCOMMIT")
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            self._fill_up()
        else:
            assert self.process is not None
            found = [psutil.Process(self.process.pid), self.parent(), *map(self.kernel, kernels)]
            self._limited = [each for each in found if each is not None]
            self._limit(self._limited, SHORTAGE)
        own = [] if self.disk else [psutil.Process()]
        self._limit(own, SHORTAGE)
        try:
            self.journal.note_fact("fault", str(time.time()))
        except Unanswered:
            return True
        finally:
            self._limit(own, self._before[0])
        return False

    def free(self) -> None:
        """Room again."""
        self._ballast.unlink(missing_ok=True)
        self._limit(self._limited, self._before[0])
        self._limited = []

    def _fill_up(self) -> None:
        descriptor = os.open(self._ballast, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            for size in (2**20, 2**12, 1):
                with contextlib.suppress(OSError):
                    while True:
                        os.write(descriptor, b"\0" * size)
        finally:
            os.close(descriptor)

    def _limit(self, processes: list[psutil.Process], most: int) -> None:
        for process in processes:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most, self._before[1]))
