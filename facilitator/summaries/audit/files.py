"""The files that the notebook of an audit writes beside what it shows."""

from __future__ import annotations

from typing import Any

from facilitator.summaries import tables, word
from facilitator.summaries.audit.reading import Reading
from facilitator.summaries.audit.report import Report
from facilitator.summaries.audit.sections import board, group
from facilitator.summaries.blocks import Document
from facilitator.summaries.files import NO_FOLDER, ending, stem_of
from facilitator.summaries.standing import MAKERS

SCHEMA = "audit-record/1"


def write(reading: Reading, report: Report) -> str:
    """Write both documents as Word, the board's as a web page too, and the facts as JSON, into the
    folder that KIT_OUT names; say how many. Without KIT_OUT nothing is written."""
    stem = stem_of(reading.session.exercise, report.name, report.code)
    if stem is None:
        return NO_FOLDER
    document = Document(report.titled(), report.code, group(report), report.name)
    made = [
        word.save(document, ending(stem, "audit-group.docx")),
        tables.save_facts(facts(report, document.title), ending(stem, "audit-group.json")),
    ]
    title = f"{'Example: ' * report.example}For the quality subgroup · session {report.code}"
    page = Document(title, report.code, (board(report),), report.name)
    for end, make in MAKERS.items():
        made.append(ending(stem, f"board{end}"))
        made[-1].write_bytes(make(page))
    return f"{len(made)} files were written."


def facts(report: Report, title: str) -> dict[str, Any]:
    """The report as plain values."""
    return {"schema": SCHEMA, "title": title, **tables.plain(report)}
