"""pip at work on the kit's environment, told in few words.

pip is run with the person's own configuration; what it prints goes to `kit-setup.log`, and a line
every few seconds to stderr. Its failures come out as one sentence. Standard library only.
"""

from __future__ import annotations

import contextlib
import os
import queue
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from facilitator import packed
from facilitator.environment import PINS, ROOT, SetUpError, say

TELL_EVERY = 3.0  # seconds between two lines of progress

# What pip says when the cause is outside of the kit, and what then helps; the first that fits.
CAUSES = (
    (
        r"CERTIFICATE_VERIFY_FAILED",
        "pip does not trust the network's certificate; ask who looks after this computer "
        "how pip shall be configured here",
    ),
    (
        r"No space left on device|Errno 28",
        "the disk is full; make about 1 GB free, then start again",
    ),
    (
        r"NewConnectionError|NameResolutionError|ConnectionError|name resolution|getaddrinfo"
        r"|[Tt]imed out|Timeout|ProxyError|Connection (reset|broken|refused|aborted)|IncompleteRead"
        r"|Network is unreachable",
        "the packages could not be fetched: no connection to the package index; "
        "connect to the internet this once, then start again",
    ),
)


def install(
    python: Path, home: Path, extras: set[str], lock: int, before: Callable[[], None]
) -> None:
    """Install the kit from ROOT, editable, with its pinned packages into the environment `home`.

    In a pack they come from its wheels, and pip asks no index.
    `before` is called once, when everything is fetched and the environment begins to change.
    Raise SetUpError.
    """
    kit = f".[{','.join(sorted(extras))}]" if extras else "."
    command = [python, "-m", "pip", "install", "--no-input", "--no-user", "--no-compile"]
    command += ["--progress-bar", "off", "--disable-pip-version-check"]
    command += packed.options()
    command += ["--constraint", PINS, "--editable", kit]
    # What builds the kit is pinned too: pip takes that from either, by its age.
    pins = PINS.as_uri()
    pinned = {"PIP_CONSTRAINT": pins, "PIP_BUILD_CONSTRAINT": pins, "PYTHONUNBUFFERED": "1"}
    progress = Progress(home)
    for line in _lines(command, home, lock, pinned):
        if line.startswith("Installing collected packages:"):
            with contextlib.suppress(FileNotFoundError):
                before()
        progress.note(line)


def run(command: list, home: Path, lock: int) -> None:
    """Run one command to its end, with a word now and then. Raise SetUpError."""
    say("making an environment of the kit's own")
    for _ in _lines(command, home, lock, {}):
        pass


class Progress:
    """What pip has done so far, told every few seconds as one line."""

    def __init__(self, home: Path) -> None:
        self.home = home
        pins = PINS.read_text(encoding="utf-8").splitlines()
        self.about = sum("==" in pin and ";" not in pin for pin in pins)
        self.seen: set[str] = set()
        self.latest = ""
        self.to_install = 0
        self.had = 0
        self.told = time.monotonic()

    def note(self, line: str) -> None:
        """Take in one line of pip's; an empty one only says that time has passed."""
        words = line.split()
        if line.startswith("Collecting "):
            self.seen.add(re.split(r"[^\w.-]", words[1])[0])
        elif line.startswith("Processing "):  # a wheel of a pack
            self.seen.add(line)
        elif line.lstrip().startswith("Downloading ") and line.endswith(")"):
            name = words[1].rpartition("/")[2].split("-")[0]
            self.latest = f" ({name}, {line.rpartition('(')[2][:-1]})"
        elif line.startswith("Installing collected packages:"):
            self.to_install = len(words) - 3
            self.had = self._installed()
            self.told = 0
        elif "Retrying (" in line:
            self.latest = " (no answer from the package index yet; trying again)"
        if time.monotonic() - self.told >= TELL_EVERY:
            self.told = time.monotonic()
            say(self.words())

    def words(self) -> str:
        if self.to_install:
            done = min(max(self._installed() - self.had, 0), self.to_install)
            return f"installing: {done} of {self.to_install} packages"
        doing = "reading" if packed.is_here() else "fetching"
        return f"{doing}: {len(self.seen)} of about {self.about} packages{self.latest}"

    def _installed(self) -> int:
        places = ("lib/python*/site-packages", "Lib/site-packages")
        return sum(1 for place in places for _ in self.home.glob(f"{place}/*.dist-info"))


def _lines(command: list, home: Path, lock: int, more: dict[str, str]) -> Iterator[str]:
    """Give what the command prints, line by line, and "" when a second passed without.

    A word to stop (Ctrl+C, or SIGTERM) ends the command too. Raise SetUpError when it fails.
    """
    said: list[str] = []
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        (home / "kit-setup.log").open("a", encoding="utf-8") as log,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | more | {"PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            pass_fds=() if os.name == "nt" else (lock,),
        ) as process,
    ):
        try:
            for line in _as_they_come(process):
                if line:
                    said.append(line)
                    log.write(line + "\n")
                yield line
        finally:
            process.terminate()
            signal.signal(signal.SIGTERM, before)
    if process.returncode:
        raise SetUpError(why("\n".join(said)) + f" (pip's own words are in {log.name})")


def _as_they_come(process: subprocess.Popen[str]) -> Iterator[str]:
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def read() -> None:
        for line in process.stdout or ():
            lines.put(line.rstrip())
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=1)
        except queue.Empty:
            line = ""
        if line is None:
            process.wait()
            return
        yield line


def why(said: str) -> str:
    """One sentence for what went wrong, from all that pip printed."""
    for sign, sentence in CAUSES:
        if re.search(sign, said):
            return sentence
    errors = [line for line in said.splitlines() if line.startswith("ERROR:")] or ["it ended early"]
    return f"the packages could not be installed: {errors[-1].removeprefix('ERROR: ')}"
