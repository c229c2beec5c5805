"""Read a plan in a process of its own, which can be ended and holds nothing but the file.

    python -m facilitator.plans.run

takes one line of JSON, {"name": ...}, and the bytes of the file on standard input, and answers with
one line of JSON on standard output: the title, the passages and the notes, or {"error": ...}.
It writes to no file and says nothing of what is in the file but in its answer.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

from exercises.plan.passages import Passage, PlanError
from facilitator.plans.reading import Read, read

SECONDS = 60.0  # after which the reading of a file is ended
MOST_MEMORY = 3 * 2**29  # bytes of address space for the process that reads
ROOT = Path(__file__).resolve().parents[2]

TOO_LONG = (
    f"reading this file took more than {SECONDS:.0f} seconds; save it again from the program that "
    "made it, take the part of the plan with its priorities, or paste its text"
)
TOO_MUCH = (
    "reading this file needs more memory than it is given; save a copy without its pictures, take "
    "the part of the plan with its priorities, or paste its text"
)
FAILED = (
    "this file could not be read; save it again from the program that made it, or paste its text"
)


async def in_a_process(body: bytes, name: str) -> Read:
    """Read a file in a process of its own. Raises PlanError with a sentence."""
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    sent = json.dumps({"name": name}).encode() + b"\n" + body
    with subprocess.Popen(
        [sys.executable, "-B", "-m", "facilitator.plans.run"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": paths},
    ) as process:
        try:
            said, _ = await asyncio.to_thread(process.communicate, sent, SECONDS)
        except subprocess.TimeoutExpired:
            raise PlanError(TOO_LONG) from None
        finally:
            if process.poll() is None:
                process.kill()
    return _read_from(said)


def _read_from(said: bytes) -> Read:
    try:
        told: dict[str, Any] = json.loads(said)
    except ValueError:  # it ended before it could say anything
        raise PlanError(FAILED) from None
    if "error" in told:
        raise PlanError(told["error"])
    passages = tuple(Passage.model_validate(each, context=True) for each in told["passages"])
    return Read(told["title"], passages, tuple(told["notes"]))


def told(read: Read) -> dict[str, Any]:
    """What was read, as it is handed on."""
    passages = [passage.model_dump() for passage in read.passages]
    return {"title": read.title, "passages": passages, "notes": list(read.notes)}


def _bound() -> None:
    """Let this process have so much memory and time and no more, and write no file. Windows has no
    such bounds; there the time alone is bounded, by whoever started it."""
    if sys.platform == "win32":
        return
    import resource

    bounds = {
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_CPU: int(SECONDS) + 1,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in bounds.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def answer(body: bytes, name: str) -> dict[str, Any]:
    """What the process says of a file."""
    try:
        return told(read(body, name))
    except PlanError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": TOO_MUCH}
    except Exception as error:  # its message may hold the plan's words: say where, not what
        traceback.print_tb(error.__traceback__)
        return {"error": f"{FAILED} ({type(error).__name__})"}


def main() -> int:
    _bound()
    name = json.loads(sys.stdin.buffer.readline())["name"]
    said = answer(sys.stdin.buffer.read(), name)
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
