"""The files that the notebook of a grid session writes beside what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from facilitator.summaries import evaluation, tables, word
from facilitator.summaries.blocks import Document, Section
from facilitator.summaries.files import NO_FOLDER, beside, ending, stem_of
from facilitator.summaries.grid.first import done
from facilitator.summaries.grid.reading import Reading
from facilitator.summaries.grid.report import Moment, Report
from facilitator.summaries.grid.saying import does

SCHEMA = "grid-summary/1"
HEAD = (
    "moment", "action", "table", "viewpoint", "wellbeing", "safety", "wellbeing moved by",
    "safety moved by", "what it does", "reason", "words it rests on",
)  # fmt: skip


def write(reading: Reading, report: Report, sections: Sequence[Section]) -> str:
    """Write Word (of `sections`), CSV and JSON into the folder that KIT_OUT names; say how many.

    Where it is due, what the training team needs as well. Without KIT_OUT nothing is written.
    """
    stem = stem_of(reading.session.exercise, report.name, report.code)
    if stem is None:
        return NO_FOLDER
    document = Document(report.titled(), report.code, tuple(sections), report.name)
    made = [
        word.save(document, ending(stem, "summary.docx")),
        save_places(report, ending(stem, "summary.csv")),
        tables.save_facts(facts(report, document.title), ending(stem, "summary.json")),
        *beside(report, evaluation.evaluated(report, done(report)), stem),
    ]
    return f"{len(made)} files were written."


def save_places(report: Report, path: Path) -> Path:
    """A row for each place: now, or after an action that is named by its number and its words."""
    rows = [row for moment in report.moments for row in _rows(moment)]
    return tables.save(path, HEAD, rows)


def _rows(moment: Moment) -> Iterator[tuple[object, ...]]:
    named = f"after {moment.number}" if moment.number else "now"
    for row in moment.rows:
        by = row.move.by if row.move else None
        point = row.point
        yield (
            named, moment.words, row.table, row.viewpoint, *point.at,
            *(by or ("", "")), does(by) if by else "", point.reason, point.basis,
        )  # fmt: skip


def facts(report: Report, title: str) -> dict[str, Any]:
    """The report as plain values."""
    return {"schema": SCHEMA, "title": title, "places": report.places, **tables.plain(report)}
