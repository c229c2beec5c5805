"""How much memory the server may still take: of the machine, of its container, of its own limit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

GROUP = Path("/sys/fs/cgroup")  # what a container may take stands here, on Linux
LIMIT = "MEM_LIMIT"  # bytes; JupyterHub says so


def left(group: Path = GROUP) -> float:
    """Bytes that are free for further pages."""
    return min(_ways(group))


def _ways(group: Path) -> Iterator[float]:
    yield psutil.virtual_memory().available
    with suppress(OSError, ValueError):  # no container, or one without a limit
        yield _number(group / "memory.max") - _held(group)
    limit = os.environ.get(LIMIT, "")
    if limit.isdecimal():
        yield int(limit) - taken()


def taken() -> float:
    """Bytes that this process and its children take, each shared page counted in parts."""
    this, total = psutil.Process(), 0.0
    for process in (this, *this.children(recursive=True)):
        with suppress(psutil.Error):
            told = process.memory_full_info()
            total += getattr(told, "pss", 0) or told.uss
    return total


def _held(group: Path) -> int:
    """What the container holds, without what it would give back at once (files read before)."""
    stat = (group / "memory.stat").read_text(encoding="ascii")
    files = [
        int(line.split()[1]) for line in stat.splitlines() if line.startswith("inactive_file ")
    ]
    return _number(group / "memory.current") - sum(files)


def _number(file: Path) -> int:
    return int(file.read_text(encoding="ascii"))
