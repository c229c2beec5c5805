"""The files that the notebook of a scenario's session writes beside what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from facilitator.summaries import evaluation, tables, word
from facilitator.summaries.blocks import Document, Section
from facilitator.summaries.files import NO_FOLDER, beside, ending, stem_of
from facilitator.summaries.scenarios.first import done
from facilitator.summaries.scenarios.reading import Reading
from facilitator.summaries.scenarios.report import Report

SCHEMA = "scenario-summary/1"
HEAD = (
    "table", "path", "now or earlier", "step", "scene", "what was chosen", "said or done",
    "reason", "also worded", "left",
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
        save_choices(report, ending(stem, "summary.csv")),
        tables.save_facts(facts(report, document.title), ending(stem, "summary.json")),
        *beside(report, evaluation.evaluated(report, done(report)), stem),
    ]
    return f"{len(made)} files were written."


def save_choices(report: Report, path: Path) -> Path:
    """A row for each choice and for each scene that was left, path by path: what two paths of a
    table have in common stands in both."""
    return tables.save(path, HEAD, _rows(report))


def _rows(report: Report) -> Iterator[tuple[object, ...]]:
    for path in report.paths:
        when = "now" if path.now else "earlier"
        for n, step in enumerate(path.steps, 1):
            how = "" if step.left else "said" if step.said else "done"
            also = " / ".join(step.also_worded)
            left = "yes" if step.left else "no"
            yield (
                path.table, path.number, when, n, step.title, step.words, how, step.reason, also,
                left,
            )  # fmt: skip


def facts(report: Report, title: str) -> dict[str, Any]:
    """The report as plain values."""
    return {"schema": SCHEMA, "title": title, "choices": report.choices, **tables.plain(report)}
