"""The `test` and `bench` commands: every check of this repository, with the tools of `.venv`.

Words come in as they stand on the command line, an exit status comes out: 0 when everything passed,
1 when something failed, pytest's own when pytest alone was asked for. What was not run is listed at
the end with its reason; where CI=true is set, that is a failure too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BENCHMARKS = ROOT / "tests" / "benchmarks"
AT_ONCE = ["-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]  # half the time they wait


def test(words: list[str]) -> int:
    """Run every check, or pytest alone with the words given."""
    if not (ROOT / "tests").is_dir():
        return _refuse(f"there are no tests in {ROOT}; run this in a clone of the kit")
    left_out: list[str] = []
    if words:
        status = _pytest(words, left_out)
        return status or _verdict([], left_out)
    failed = [name for name, command in _checks(left_out) if _run(name, command)]
    pyright = _begun_pyright(left_out)
    if _pytest(AT_ONCE, left_out):
        failed.append("pytest")
    if pyright and _ended("pyright", pyright):
        failed.append("pyright")
    return _verdict(failed, left_out)


def bench(name: str, args: list[str]) -> int:
    """Run one benchmark of tests/benchmarks; it ends its output with one JSON object."""
    file = BENCHMARKS / f"{name}.py"
    known = sorted(each.stem for each in BENCHMARKS.glob("[!_]*.py"))
    if name not in known:
        return _refuse(f"no benchmark called {name!r}; there are: {', '.join(known) or 'none yet'}")
    return subprocess.call([sys.executable, str(file), *args], cwd=ROOT)


def _checks(left_out: list[str]) -> list[tuple[str, list[str]]]:
    """The checks that can run here before pytest; add the others to `left_out`, with the reason."""
    module = [sys.executable, "-m"]
    linter = shutil.which("lint-imports", path=sysconfig.get_path("scripts")) or "lint-imports"
    checks = [
        ("ruff check", [*module, "ruff", "check"]),
        ("ruff format", [*module, "ruff", "format", "--check"]),
        ("lint-imports", [linter]),
    ]
    scripts = sorted(str(each) for each in (ROOT / "tests").glob("*.test.mjs"))
    node = shutil.which("node")
    if scripts and node:
        checks.append(("node --test", [node, "--test", *scripts]))
    elif scripts:
        left_out.append("the tests of the pages' scripts: node is not installed")
    return checks


def _begun_pyright(left_out: list[str]) -> subprocess.Popen[str] | None:
    """Begin pyright, which needs one processor for half a minute, so that it runs beside the tests;
    where it cannot be started, add that to `left_out`."""
    pyright = [sys.executable, "-m", "pyright"]
    # It needs node, and tries to fetch one where there is none.
    if trouble := _trouble([*pyright, "--version"]):
        left_out.append(f"pyright: it could not be started ({trouble})")
        return None
    return subprocess.Popen(
        [*pyright, "--pythonpath", sys.executable],
        cwd=ROOT,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _ended(name: str, process: subprocess.Popen[str]) -> int:
    """Wait for a process, show what it said and return its exit status."""
    said, _ = process.communicate()
    print(f"\n== {name}\n{said}", flush=True)
    return process.returncode


def _pytest(words: list[str], left_out: list[str]) -> int:
    """Run pytest; add what it skipped to `left_out`, once for each reason."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", *words, f"--junit-xml={report}"]
        status = _run("pytest", command)
        if report.exists():
            left_out += skipped(report)
    return status


def skipped(report: Path) -> list[str]:
    """Each reason in a JUnit report for which tests were skipped, with their number."""
    reasons = Counter(
        skip.get("message", "no reason given")
        for skip in ElementTree.parse(report).iter("skipped")
        if skip.get("type") != "pytest.xfail"
    )
    return [f"{n} test{'s' * (n > 1)}: {reason}" for reason, n in sorted(reasons.items())]


def _run(name: str, command: list[str]) -> int:
    print(f"\n== {name}", flush=True)
    try:
        return subprocess.call(command, cwd=ROOT, env=_environment())
    except FileNotFoundError:
        return _refuse(f"{command[0]} is not installed; start with a Python outside of .venv")


def _trouble(command: list[str]) -> str:
    """The last line of what went wrong, or nothing when the command works."""
    done = subprocess.run(command, cwd=ROOT, env=_environment(), capture_output=True, text=True)
    if not done.returncode:
        return ""
    return ((done.stderr or done.stdout).strip().splitlines() or ["it ended without a word"])[-1]


def _environment() -> dict[str, str]:
    return os.environ | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}


def _verdict(failed: list[str], left_out: list[str]) -> int:
    """Say what failed and what was not run; return the exit status of it all."""
    for line in left_out:
        print(f"not run: {line}")
    strict = os.environ.get("CI") == "true"
    if strict and left_out:
        print("in CI everything must run; what was not run counts as failed")
    print(f"failed: {', '.join(failed)}" if failed else "no check failed", flush=True)
    return 1 if failed or (strict and left_out) else 0


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr, flush=True)
    return 1
