"""The files that the summary's notebook writes beside what it shows."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from facilitator.summaries import tables, verbatim, word
from facilitator.summaries.blocks import Document, Section
from facilitator.summaries.reading import Reading
from facilitator.summaries.report import Report
from facilitator.summaries.sections import title


def write(reading: Reading, report: Report, sections: Sequence[Section]) -> str:
    """Write Word (of `sections`), CSV and JSON into the folder that KIT_OUT names; say how many.

    With KIT_VERBATIM set, the lines word for word as well. Without KIT_OUT nothing is written.
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
    if os.environ.get("KIT_VERBATIM"):
        made += verbatim.save(reading, report, folder, f"{stem}-lines")
    return f"{len(made)} files were written."
