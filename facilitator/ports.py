"""Which port to serve at: the one phones know, the one asked for, or the next that is free."""

from __future__ import annotations

import errno
import socket
import sys
import urllib.request

from exercises.journal.store import Journal, JournalError

FIRST = 8866
TRIES = 20


def choose(journal: Journal, asked: int | None, keep: bool) -> int:
    """A free port. Raises JournalError with a sentence when the one that is needed is taken.

    A port once used with a room is used again for this data folder, so that phones find it.
    """
    known = journal.fact("port")
    if asked is not None:
        if not 1 <= asked <= 65_535:
            raise JournalError(f"{asked} is not a port; choose a number from 1024 to 65535")
        _need(asked, "choose another with --port N")
        port = asked
    elif known is not None:
        port = int(known)
        _need(port, "the phones of an earlier session know it; end what uses it, or say --port N")
    else:
        port = next((p for p in range(FIRST, FIRST + TRIES) if _fault(p) is None), 0)
        if not port:
            raise JournalError(f"the ports {FIRST} to {FIRST + TRIES - 1} are taken; say --port N")
    journal.note_fact("serving", str(port))
    if keep:
        journal.note_fact("port", str(port))
    return port


def answers(journal: Journal) -> int | None:
    """The port at which a kit serves this data folder now, or None."""
    known = journal.fact("serving")
    if known is None:
        return None
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{known}/healthz", timeout=2) as answer:
            return int(known) if answer.read() == b"ok\n" else None
    except (OSError, ValueError):
        return None


def _need(port: int, advice: str) -> None:
    fault = _fault(port)
    if fault is not None:
        raise JournalError(f"port {port} {fault}; {advice}")


def _fault(port: int) -> str | None:
    """Why the port cannot be used, or None."""
    with socket.socket() as probe:
        if sys.platform == "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EPERM):
                return "may not be used by ordinary programs"
            return "is taken by another program"
    return None
