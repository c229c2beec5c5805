"""The files that the summary's notebook writes beside what it shows."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from facilitator.summaries import evaluation, follow_up, tables, verbatim, word
from facilitator.summaries.blocks import Document, Section
from facilitator.summaries.reading import Reading
from facilitator.summaries.report import Report
from facilitator.summaries.sections import title


def write(reading: Reading, report: Report, sections: Sequence[Section]) -> str:
    """Write Word (of `sections`), CSV and JSON into the folder that KIT_OUT names; say how many.

    From the close on, what the training team needs as well; with KIT_VERBATIM set, the lines word
    for word. Without KIT_OUT nothing is written.
    """
    if not os.environ.get("KIT_OUT"):
        return "No folder is named in KIT_OUT, so no files were written."
    folder = Path(os.environ["KIT_OUT"])
    stem = f"six-principles-{report.code}"
    document = Document(title(report), report.code, tuple(sections))
    made = [
        word.save(document, folder / f"{stem}-summary.docx"),
        tables.save_key_factors(report, folder / f"{stem}-summary.csv"),
        tables.save_facts(report, document.title, folder / f"{stem}-summary.json"),
    ]
    if evaluation.wanted(report):
        made += _save(evaluation.evaluation(report), folder / f"{stem}-evaluation")
    if follow_up.wanted(report):
        made += _save(follow_up.follow_up(report), folder / f"{stem}-follow-up")
    if os.environ.get("KIT_VERBATIM"):
        made += verbatim.save(reading, report, folder, f"{stem}-lines")
    return f"{len(made)} files were written."


def _save(document: Document, stem: Path) -> list[Path]:
    """Write a document that stands beside the summary, as Word and as a page."""
    from facilitator.papers.files import MAKERS

    paths = [stem.with_name(f"{stem.name}{end}") for end in MAKERS]
    for path, make in zip(paths, MAKERS.values(), strict=True):
        path.write_bytes(make(document))
    return paths
