"""The files that the notebook of a study by interviews writes beside what it shows."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from facilitator.summaries import tables, word
from facilitator.summaries.blocks import Document, Section
from facilitator.summaries.files import NO_FOLDER, ending, stem_of
from facilitator.summaries.interviews.reading import Reading
from facilitator.summaries.interviews.report import Report
from facilitator.summaries.interviews.sections import STATES

SCHEMA = "interviews-report/1"
PASSAGES = (
    "interview", "organisation", "question", "sentence", "belongs to", "officer marked",
    "second coder marked", "decided together",
)  # fmt: skip


def write(reading: Reading, report: Report, sections: Sequence[Section]) -> str:
    """Write Word (of `sections`), the chart as CSV and the facts as JSON into the folder that
    KIT_OUT names; with KIT_VERBATIM set, the marked sentences word for word as CSV. Say how many.
    Without KIT_OUT nothing is written."""
    stem = stem_of(reading.session.exercise, report.name, report.code)
    if stem is None:
        return NO_FOLDER
    document = Document(report.titled(), report.code, tuple(sections), report.name)
    made = [
        word.save(document, ending(stem, "summary.docx")),
        tables.save_facts(facts(report, document.title), ending(stem, "summary.json")),
        save_chart(report, ending(stem, "chart.csv")),
    ]
    if os.environ.get("KIT_VERBATIM"):
        made.append(tables.save(ending(stem, "passages.csv"), PASSAGES, passages(reading)))
    return f"{len(made)} files were written."


def facts(report: Report, title: str) -> dict[str, Any]:
    """The report as plain values."""
    return {"schema": SCHEMA, "title": title, **tables.plain(report)}


def save_chart(report: Report, path: Path) -> Path:
    """A row for each organisation, and a column for each theme."""
    head = ("organisation", "kind", *(tables.neutral(theme.title) for theme in report.themes))
    rows = []
    for n, each in enumerate(report.organisations):
        cells = [theme.cells[n] for theme in report.themes]
        said = (cell.text if cell.state == "said" else STATES[cell.state] for cell in cells)
        rows.append((each.letter, each.kind, *said))
    return tables.save(path, [str(title) for title in head], rows)


def passages(reading: Reading) -> Iterator[tuple[object, ...]]:
    """Every sentence that somebody marked, with who marked it as what."""
    state = reading.state
    titles = state.code_names()
    asks = {question.id: question.ask for question in reading.settings.plan.questions}
    mine, other, final = state.marked("officer"), state.marked("second"), state.final()
    settled: dict[str, list[str]] = {}
    for (passage, code), belongs in state.settled().items():
        settled.setdefault(passage, []).append(f"{titles[code]}: {'yes' if belongs else 'no'}")
    for name, (interview, question, note, passage) in state.index().items():
        codes = [found.get(name, set()) for found in (final, mine, other)]
        if any(codes) or name in settled:
            yield (
                interview.number,
                interview.organisation,
                asks[question],
                note.text[passage.start : passage.end],
                *("; ".join(titles[code] for code in titles if code in each) for each in codes),
                "; ".join(sorted(settled.get(name, []))),
            )
