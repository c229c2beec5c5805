"""Fifty summaries at once, beside plain papermill and nbconvert of the same notebooks in sequence.

Both make the same sessions' summaries from the same notebook. Plain: for each session `papermill`
with the session's id, then `nbconvert --to html`, each a process of its own, as a script would do
it; SAMPLE of them are timed and counted up, because fifty take minutes. Ours: `summary --all`.

    python -m facilitator bench reports [N [SAMPLE]]
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _reference import machine
from _served import ROOT

from exercises.journal import sessions
from exercises.journal.store import Journal
from exercises.six_principles import demo
from facilitator.summaries.run import NOTEBOOK


def timed(command: list[str], **env: str) -> float:
    """Seconds from start to exit; a command that fails ends the benchmark."""
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=os.environ | env, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[2]} failed: {(done.stdout + done.stderr).strip()[-300:]}")
    return time.perf_counter() - began


def plain(folder: Path, data: Path, session: sessions.Session) -> float:
    """One summary by the tools as they come."""
    module = [sys.executable, "-m"]
    out = folder / f"plain-{session.code}"
    out.mkdir()
    made = str(out / "made.ipynb")
    run = ["papermill", str(NOTEBOOK), made, "-p", "session_id", session.id, "-k", "python3"]
    env = {"KIT_DATA": str(data), "KIT_OUT": str(out)}
    took = timed([*module, *run, "--no-progress-bar"], **env)
    return took + timed([*module, "nbconvert", "--to", "html", "--no-input", made], **env)


def main(count: int, sample: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "data"
        journal = Journal.in_folder(data)
        for _ in range(count):
            demo.build(journal)
        known = sessions.every(journal)
        journal.close()
        plain(folder, data, known[0])  # warms the disk
        shutil.rmtree(folder / f"plain-{known[0].code}")
        each = []
        for session in known[:sample]:
            each.append(plain(folder, data, session))
            print(f"plain: {each[-1]:.2f} s", flush=True)
        words = ["summary", "--all", "--data", str(data), "--out", str(folder / "out")]
        ours = timed([sys.executable, "-m", "facilitator", *words])
        made = len(list((folder / "out").glob("*-summary.docx")))
        print(f"ours: {made} summaries in {ours:.1f} s", flush=True)
    if made != count:
        sys.exit(f"{count - made} summaries are missing")
    whole = statistics.mean(each) * count
    result = {
        "ratio": round(ours / whole, 3),
        "ours_s": round(ours, 1),
        "plain_s": round(whole, 1),
        "plain_each_s": round(statistics.mean(each), 2),
        "plain_timed": sample,
        "n": count,
        "machine": machine(),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    words = [int(word) for word in sys.argv[1:]]
    count = words[0] if words else 50
    main(count, min(count, words[1] if len(words) > 1 else 10))
