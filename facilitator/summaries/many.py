"""Many summaries at once: a few processes share the work, and one that fails stops no other."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path

from exercises.journal.store import JournalError
from facilitator import quick
from facilitator.summaries.reading import SummaryError


@dataclass(frozen=True)
class Wanted:
    """A summary to be made: which session's, and the folder for its files."""

    code: str
    session: str
    out: Path
    verbatim: bool = False
    pdf: bool = False
    framework: bool = False


@dataclass(frozen=True)
class Done:
    """What became of one: its files, or a sentence that says what went wrong."""

    wanted: Wanted
    files: list[Path] = field(default_factory=list)
    error: str | None = None


def summarise_all(
    data: Path, wanted: Sequence[Wanted], workers: int | None = None
) -> Iterator[Done]:
    """Make the summaries, in whatever order they get done. `workers` defaults to one for each
    processor. A worker that dies takes nothing with it: what it may have had in hand is made again,
    each in a process of its own.
    """
    workers = min(workers or os.cpu_count() or 1, len(wanted)) or 1
    left: list[Wanted] = []
    for each, done in _in_parallel(data, wanted, workers):
        if done is None:
            left.append(each)
        else:
            yield done
    for each in left:
        for _, done in _in_parallel(data, [each], 1):
            yield done or Done(each, error="its process ended in the middle; nothing was kept")


def _in_parallel(
    data: Path, wanted: Sequence[Wanted], workers: int
) -> Iterator[tuple[Wanted, Done | None]]:
    """Each summary and what became of it, None where its worker died."""
    context = multiprocessing.get_context("spawn")  # a fork would hand on half of papermill's loops
    with ProcessPoolExecutor(workers, context, initializer=_begin) as pool:
        tasks = {pool.submit(_one, data, each): each for each in wanted}
        for task in as_completed(tasks):
            try:
                yield tasks[task], task.result()
            except BrokenProcessPool:
                yield tasks[task], None


def _begin() -> None:
    from facilitator.forks import spec

    quick.without_address_grammar()
    spec.begin()


def _one(data: Path, wanted: Wanted) -> Done:
    from facilitator.summaries.run import summarise

    silent: Callable[[str], None] = lambda step: None  # noqa: E731
    try:
        what = (wanted.verbatim, wanted.pdf, wanted.framework)
        files = summarise(data, wanted.session, wanted.out, silent, *what)
    except (SummaryError, JournalError) as error:
        return Done(wanted, error=str(error))
    except Exception as error:  # its text may hold somebody's words: only its kind is told
        return Done(wanted, error=f"the summary stopped ({type(error).__name__})")
    return Done(wanted, files=files)
