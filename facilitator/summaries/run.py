"""Make a summary in a process of its own: `python -m facilitator.summaries.run DATA SESSION OUT`.

Prints a line of JSON for each step and at last the files; a failure is one line with a sentence and
exit status 1. Whatever fails, no part of a summary is left behind.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import traceback
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from facilitator import quick
from facilitator.forks import spec
from facilitator.pdf import make_pdf
from facilitator.summaries.reading import SummaryError, exercise_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

HERE = Path(__file__).parent
NOTEBOOK = HERE / "six_principles.ipynb"
GRID = HERE / "grid" / "grid.ipynb"
SCENARIO = HERE / "scenarios" / "scenario.ipynb"
GROUP = HERE / "group" / "group.ipynb"
INTERVIEWS = HERE / "interviews" / "interviews.ipynb"
AUDIT = HERE / "audit" / "audit.ipynb"
SHEETS = {
    "six-principles": "facilitator.summaries.sheet",
    "grid": "facilitator.summaries.grid.sheet",
    "scenario": "facilitator.summaries.scenarios.sheet",
}
ROOT = Path(__file__).parents[2]
OURS = {"JournalError", "NoSession", "SummaryError", "ContentError"}  # their messages are sentences
LONGEST = 300  # seconds that one cell may take
ENDS = (".docx", ".html", ".pdf", ".csv", ".json")
BESIDE = (
    "quality",
    "board",
    "actions",
    "framework",
    "evaluation",
    "follow-up",
    "chart",
    "passages",
    "lines",
)  # what stands beside the summary
ASKED_FOR = ("KIT_VERBATIM", "KIT_FRAMEWORK")  # set where these files are asked for
Progress = Callable[[str], None]


def summarise(
    data: Path,
    session_id: str,
    out: Path,
    progress: Progress,
    verbatim: bool = False,
    pdf: bool = False,
    framework: bool = False,
) -> list[Path]:
    """Write the summary of a session into `out` and return the paths of its files.

    `progress` is told each of `steps()` as it begins. With `verbatim` the lines word for word are
    written as well; with `pdf` a tagged PDF of the page, where a browser is installed that makes
    one; with `framework` the page in the first person, where the exercise has one.
    Raises SummaryError with a sentence; then nothing new is in `out`.
    """
    with _staging(out) as staging:
        told = {"KIT_DATA": str(data.resolve()), "KIT_OUT": str(staging.resolve())}
        asked = zip(ASKED_FOR, (verbatim, framework), strict=True)
        told |= {name: "yes" for name, wanted in asked if wanted}
        notebook = _execute(notebook_of(data, session_id), session_id, told, progress)
        progress(LAST)
        from facilitator.summaries import page

        made = sorted(staging.iterdir())
        facts = next((path for path in made if path.suffix == ".json"), None)
        if facts is None:
            raise SummaryError("the summary's notebook wrote no files; nothing was kept")
        title = json.loads(facts.read_text(encoding="utf-8"))
        text = page.export(notebook, title["title"], title["code"])
        html = facts.with_suffix(".html")
        html.write_text(text, encoding="utf-8")
        if pdf:
            progress(PDF)
            make_pdf(html, html.with_suffix(".pdf"))
        return _put(staging, out)


def sheet(data: Path, session_id: str, table: int, out: Path) -> list[Path]:
    """Write the sheet of table `table` into `out` as HTML and Word; return both paths."""
    from facilitator.summaries import files, page, word

    exercise = exercise_of(session_id, data)
    _check_known(exercise, SHEETS)
    document = import_module(SHEETS[exercise]).document(session_id, data, table)
    stem = f"{files.begun(exercise, document.name, document.code)}-table-{table}"
    with _staging(out) as staging:
        html = page.export_document(document)
        (staging / f"{stem}.html").write_text(html, encoding="utf-8")
        word.save(document, staging / f"{stem}.docx")
        return _put(staging, out)


FIRST, LAST, PDF = "Starting", "Making the web page", "Making the PDF"


def notebook_of(data: Path, session_id: str) -> Path:
    """The notebook that summarises sessions of this one's exercise."""
    known = {
        "six-principles": NOTEBOOK,
        "grid": GRID,
        "scenario": SCENARIO,
        "group": GROUP,
        "interviews": INTERVIEWS,
        "audit": AUDIT,
    }
    exercise = exercise_of(session_id, data)
    _check_known(exercise, known)
    return known[exercise]


def _check_known(exercise: str, known: Container[str]) -> None:
    if exercise not in known:
        raise SummaryError(f"this kit has no summary for the exercise {exercise!r}")


def steps(pdf: bool = False, notebook: Path | None = None) -> list[str]:
    """What `summarise` does, in words: one step for each cell of the notebook that names one, by
    default that of the six principles."""
    cells = json.loads((notebook or NOTEBOOK).read_text(encoding="utf-8"))["cells"]
    named = [cell["metadata"]["step"] for cell in cells if _has_step(cell)]
    return [FIRST, *named, LAST, *([PDF] if pdf else [])]


def _has_step(cell: Any) -> bool:
    return "step" in cell["metadata"]


def _execute(
    source: Path, session_id: str, told: dict[str, str], progress: Progress
) -> NotebookNode:
    """Run a notebook by papermill, in memory, with the session's id as its one parameter."""
    progress(FIRST)
    spec.begin()
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill import PapermillExecutionError, execute_notebook
    from traitlets.config import Config

    # The page is made when the kernel is done: its libraries load while the kernel works.
    Thread(target=import_module, args=("nbconvert.exporters.html",), daemon=True).start()

    step = [FIRST]

    def began(cell: Any, **_: Any) -> None:
        if _has_step(cell):
            step[0] = cell["metadata"]["step"]
            progress(step[0])

    with tempfile.TemporaryDirectory(prefix="kit-") as folder, _environment(folder, told):
        how: dict[str, Any] = {"connection_file": str(Path(folder) / "k.json")}
        if os.name != "nt":
            how["transport"] = "ipc"  # what travels over loopback TCP is not encrypted
        try:
            notebook = execute_notebook(
                source,
                None,
                parameters={"session_id": session_id},
                kernel_name=spec.NAME,
                progress_bar=False,
                cwd=folder,
                config=Config({"AsyncKernelManager": how}),
                on_cell_execute=began,
                iopub_timeout=30,  # a busy laptop may answer late
                shutdown_kernel="immediate",
                execution_timeout=LONGEST,
            )
        except PapermillExecutionError as error:
            raise SummaryError(_sentence(error, step[0])) from None
        except (CellTimeoutError, DeadKernelError, RuntimeError, OSError) as error:
            raise SummaryError(
                f"the summary stopped at “{step[0]}” ({type(error).__name__}); nothing was kept. "
                "Try again"
            ) from None
    for cell in notebook.cells:
        if _has_step(cell) and not cell.outputs:
            raise SummaryError(
                f"the summary's step “{cell.metadata.step}” showed nothing; nothing was kept. "
                "Try again"
            )
    return notebook


def _sentence(error: Any, step: str) -> str:
    """What went wrong, without anything of what the session's people wrote."""
    if error.ename in OURS:
        return str(error.evalue)
    frames = re.findall(r"summaries[/\\](?:\w+[/\\])?(\w+\.py):(\d+)", "\n".join(error.traceback))
    place = f" in {frames[-1][0]}, line {frames[-1][1]}" if frames else ""
    return f"the summary stopped at “{step}” ({error.ename}{place}); nothing was kept"


@contextmanager
def _environment(folder: str, told: dict[str, str]) -> Iterator[None]:
    """What the notebook's kernel is told beside its parameter, and no habits of this user's own."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    changed = told | {"IPYTHONDIR": folder, "PYTHONPATH": path}
    changed["JUPYTER_PATH"] = spec.jupyter_path()
    before = {name: os.environ.get(name) for name in (*changed, *ASKED_FOR)}
    for name in ASKED_FOR:
        os.environ.pop(name, None)
    os.environ.update(changed)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _staging(out: Path) -> Iterator[Path]:
    """A folder inside `out` for files that are not finished."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        folder = tempfile.TemporaryDirectory(prefix=".unfinished-", dir=out)
    except OSError as error:
        raise SummaryError(
            f"the folder {out} cannot be written ({error.strerror}); name another with --out DIR"
        ) from None
    with folder as name:
        yield Path(name)


def _put(staging: Path, out: Path) -> list[Path]:
    """Move the finished files into `out`, over those of an earlier summary."""
    try:
        made = sorted(staging.iterdir(), key=_place)
        return [path.replace(out / path.name) for path in made]
    except OSError as error:
        raise SummaryError(
            f"{error.filename2 or out} cannot be replaced ({error.strerror}); "
            "close it where it is open and try again"
        ) from None


def _place(path: Path) -> tuple[int, int]:
    """Where a file stands in the list: the summary first, and of each part first the Word file."""
    part = next((n for n, name in enumerate(BESIDE, 1) if path.stem.endswith(f"-{name}")), 0)
    return part, ENDS.index(path.suffix)


def main(arguments: list[str] | None = None) -> int:
    """The command line of the process that the server starts."""
    parser = argparse.ArgumentParser(prog="python -m facilitator.summaries.run")
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("session", help="the session's id")
    parser.add_argument("out", type=Path, help="the folder for the files")
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--verbatim", action="store_true", help="the lines word for word as well")
    either.add_argument("--table", type=int, help="this table's own sheet instead")
    parser.add_argument("--pdf", action="store_true", help="a PDF as well")
    parser.add_argument("--framework", action="store_true", help="the page in the first person too")
    args = parser.parse_args(arguments)

    @cache
    def names() -> list[str]:
        if args.table:
            return ["Making the sheet"]
        return steps(args.pdf, notebook_of(args.data, args.session))

    def say(**what: object) -> None:
        print(json.dumps(what, ensure_ascii=False), flush=True)

    def progress(step: str) -> None:
        say(step=step, done=names().index(step), of=len(names()))

    quick.without_address_grammar()
    try:
        if args.table is not None:
            progress(names()[0])
            files = sheet(args.data, args.session, args.table, args.out)
        else:
            what = (args.verbatim, args.pdf, args.framework)
            files = summarise(args.data, args.session, args.out, progress, *what)
    except Exception as error:
        kind = type(error).__name__
        if kind not in OURS:  # its message may hold somebody's words: say where, not what
            traceback.print_tb(error.__traceback__)
        say(error=str(error) if kind in OURS else f"the summary stopped ({kind}); nothing was kept")
        return 1
    say(files=[str(path) for path in files])
    return 0


if __name__ == "__main__":
    sys.exit(main())
