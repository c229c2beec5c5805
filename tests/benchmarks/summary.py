"""How long a summary takes, beside bare `papermill` of a notebook with one empty cell.

    python tests/benchmarks/summary.py [N]

Makes the example session in a folder of its own, then starts N times (5 when not said), in turn,
the summary as the server starts it and `papermill` on the empty notebook, each in a process of its
own and timed from start to exit. One round before that warms both up and is not counted. Prints
each time, then one JSON object on the last line: the medians in seconds, and `ratio`, the median of
each round's summary time over its empty time.

The ratio flatters a little: the summary's process leaves out a grammar of web addresses that
jsonschema builds in every other one, bare papermill included.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # runs uninstalled too

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from exercises.journal.store import Journal
from exercises.six_principles import demo

ROOT = Path(__file__).resolve().parents[2]


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commands = {"summary": summary(folder), "empty": empty(folder)}
        times: dict[str, list[float]] = {what: [] for what in commands}
        for n in range(rounds + 1):
            for what, command in commands.items():
                took = timed(command)
                if n:
                    times[what].append(took)
                    print(f"round {n}: {what} {took:.2f} s", flush=True)
    ratios = [a / b for a, b in zip(times["summary"], times["empty"], strict=True)]
    found = {
        "ratio": round(median(ratios), 2),
        "ratio_from": round(min(ratios), 2),
        "ratio_to": round(max(ratios), 2),
        "summary_s": round(median(times["summary"]), 2),
        "empty_s": round(median(times["empty"]), 2),
        "n": rounds,
    }
    print(json.dumps(found))


def summary(folder: Path) -> list[str]:
    """The command that makes the example's summary."""
    journal = Journal.in_folder(folder / "data")
    session = demo.build(journal)
    journal.close()
    module = [sys.executable, "-m", "facilitator.summaries.run"]
    return [*module, str(folder / "data"), session.id, str(folder / "out")]


def empty(folder: Path) -> list[str]:
    """The command that runs a notebook with one empty cell."""
    notebook = new_notebook(cells=[new_code_cell("")])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    nbformat.write(notebook, folder / "empty.ipynb")
    files = [str(folder / "empty.ipynb"), str(folder / "executed.ipynb")]
    return [sys.executable, "-m", "papermill", *files, "-k", "python3", "--no-progress-bar"]


def timed(command: list[str]) -> float:
    """Seconds from start to exit; a command that fails ends the benchmark."""
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    took = time.perf_counter() - began
    if done.returncode:
        sys.exit(f"{command[2]} failed: {(done.stdout + done.stderr).strip()[-300:]}")
    return took


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
