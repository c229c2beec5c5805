"""What the kit writes to its log, for those who run it: never anybody's words, codes, keys or
addresses.

With KIT_LOG=json each line on stderr is one JSON object with `at` (UTC), `level`, `from` and
`event`, and facts of that event beside them. Of other people's libraries, and of exceptions, only
the kind and the place in the code are told, because their texts may quote what somebody sent.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

SETTING = "KIT_LOG"
OURS = "kit"  # the logger whose texts are written here and hold nobody's words
FRAMES = 8  # of an exception that are told, the last ones
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_GROUP = re.compile(r"\((?:[^()]|\([^()]*\))*\)")  # with groups in it, one deep

log = logging.getLogger(OURS)


def event(name: str, **facts: str | int | float) -> None:
    """Log that something happened to the kit itself; shown only in JSON."""
    log.info(name, extra={"facts": facts})


def failed(method: str, address: str, status: int) -> None:
    """Log a request that was answered with a failure of ours; `address` as `masked` gave it."""
    facts = {"method": method, "address": address, "status": status}
    log.error("%s %s: %s", method, address, status, extra={"facts": facts})


def masked(path: str, patterns: Iterable[str]) -> str:
    """The path of a request with `*` in place of whatever the patterns of our addresses do not say
    themselves: seats, kernels, names of files, and all that somebody made up."""
    ours = {word for each in patterns for word in _WORD.findall(_GROUP.sub("", each))}
    return "/".join(part if not part or part in ours else "*" for part in path.split("/"))


class Lines(logging.Formatter):
    """Each record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name == OURS
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name if _plain(record.name) else "somewhere",
            "event": record.getMessage() if ours else "a message, whose text is left out",
        }
        if not ours:
            told["place"] = f"{Path(record.pathname).name}:{record.lineno}"
        told |= getattr(record, "facts", {}) if ours else {}
        if record.exc_info and record.exc_info[0] is not None:
            told |= _fault(record.exc_info[0], record.exc_info[2])
        return json.dumps(told)


def _plain(name: str) -> bool:
    return re.fullmatch(r"[A-Za-z_][\w.]{0,80}", name) is not None


def _fault(kind: type[BaseException], trace: TracebackType | None) -> dict[str, Any]:
    """An exception without its text: its kind, and where it came from."""
    frames = traceback.extract_tb(trace)[-FRAMES:]
    where = [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in frames]
    return {"error": kind.__name__, "where": where}


def check() -> None:
    """Raise ValueError, with a sentence, where KIT_LOG asks for something that there is not."""
    wanted = os.environ.get(SETTING, "")
    if wanted not in ("", "json"):
        raise ValueError(f"{SETTING} is {wanted!r}; say {SETTING}=json, or leave it out")


def set_up(stream: TextIO | None = None) -> None:
    """Where KIT_LOG=json asks for it, write lines of JSON to `stream`, or else to stderr."""
    if os.environ.get(SETTING) != "json":
        return
    handler = logging.StreamHandler(stream or sys.__stderr__)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.handlers, root.level = [handler], logging.WARNING
    log.setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.excepthook = _crashed
    threading.excepthook = lambda args: _crashed(args.exc_type, args.exc_value, args.exc_traceback)


def take_over(other: logging.Logger) -> None:
    """Let a logger that writes its own lines write ours, and failures only."""
    if os.environ.get(SETTING) == "json":
        other.handlers, other.propagate = [], True
        other.setLevel(logging.ERROR)


def _crashed(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if error is not None and not issubclass(kind, KeyboardInterrupt):
        log.critical("the kit has stopped", exc_info=(kind, error, trace))
