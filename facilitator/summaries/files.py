"""The files that the summary's notebook writes beside what it shows."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from exercises.six_principles.settings import PLAN_CHECK
from facilitator.summaries import (
    actions,
    evaluation,
    follow_up,
    framework,
    tables,
    verbatim,
    word,
)
from facilitator.summaries.blocks import Document, Section
from facilitator.summaries.held import Held
from facilitator.summaries.reading import Reading
from facilitator.summaries.report import Report

NO_FOLDER = "No folder is named in KIT_OUT, so no files were written."


def write(reading: Reading, report: Report, sections: Sequence[Section]) -> str:
    """Write Word (of `sections`), CSV and JSON into the folder that KIT_OUT names; say how many.

    Where actions were proposed, a table of them for the board's business plan; from the close on,
    what the training team needs; with KIT_FRAMEWORK set, the page in the first person; with
    KIT_VERBATIM set, the lines word for word. Without KIT_OUT nothing is written.
    """
    stem = stem_of(reading.session.exercise, report.name, report.code)
    if stem is None:
        return NO_FOLDER
    document = Document(report.titled(), report.code, tuple(sections), report.name)
    made = [
        word.save(document, ending(stem, "summary.docx")),
        tables.save_key_factors(report, ending(stem, "summary.csv")),
        tables.save_facts(tables.facts(report, document.title), ending(stem, "summary.json")),
        *beside(report, evaluation.evaluation(report), stem),
    ]
    if report.actions:
        made.append(actions.save(report, ending(stem, "actions.csv")))
    if os.environ.get("KIT_FRAMEWORK"):
        made += _save(framework.framework(report), ending(stem, "framework"))
    if os.environ.get("KIT_VERBATIM"):
        made += verbatim.save(reading, report, stem.parent, f"{stem.name}-lines")
    return f"{len(made)} files were written."


def stem_of(exercise: str, name: str, code: str) -> Path | None:
    """How the paths of a session's files begin; None where no folder is named in KIT_OUT."""
    folder = os.environ.get("KIT_OUT")
    return Path(folder) / begun(exercise, name, code) if folder else None


def begun(exercise: str, name: str, code: str) -> str:
    """How the names of a session's files begin, such as 'grid-7KX2MP'; `name` is that of the
    report, by which a plan check is known."""
    return f"{'plan-check' if name == PLAN_CHECK else exercise}-{code}"


def ending(stem: Path, end: str) -> Path:
    """A file's path, such as that of 'summary.csv'."""
    return stem.with_name(f"{stem.name}-{end}")


def beside(report: Held, evaluated: Document, stem: Path) -> list[Path]:
    """Write what the training team needs, where there is something to evaluate or to follow up."""
    made = []
    if evaluation.wanted(report):
        made += _save(evaluated, ending(stem, "evaluation"))
    if follow_up.wanted(report):
        made += _save(follow_up.follow_up(report), ending(stem, "follow-up"))
    return made


def _save(document: Document, stem: Path) -> list[Path]:
    """Write a document that stands beside the summary, as Word and as a page."""
    from facilitator.summaries.standing import MAKERS

    paths = [stem.with_name(f"{stem.name}{end}") for end in MAKERS]
    for path, make in zip(paths, MAKERS.values(), strict=True):
        path.write_bytes(make(document))
    return paths
