"""A table's own sheet of a scenario: its record in two forms, its paths, its places and its notes,
and no other table's."""

from __future__ import annotations

from pathlib import Path

from facilitator.summaries.blocks import (
    Block,
    Document,
    Heading,
    Paragraph,
    Said,
    Section,
    text,
)
from facilitator.summaries.phrases import listed, moment, tables
from facilitator.summaries.reading import SummaryError
from facilitator.summaries.scenarios.making import of
from facilitator.summaries.scenarios.paths import paths
from facilitator.summaries.scenarios.reading import read
from facilitator.summaries.scenarios.records import record, two_forms
from facilitator.summaries.scenarios.report import Report
from facilitator.summaries.scenarios.saying import NOT_A_SCORE
from facilitator.summaries.scenarios.scenes import scenes
from facilitator.summaries.scenarios.sections import law, reflection


def document(session_id: str, data: Path, table: int) -> Document:
    """The sheet of table `table`, with what tables that were joined to it did.

    Raises SummaryError when there is no such table.
    """
    kept = read(session_id, data)
    frame = kept.state.frame
    if table not in frame.tables:
        raise SummaryError(f"there is no table {table}; tables are {listed(sorted(frame.tables))}")
    people = sorted({table, *frame.people_of(frame.acts_as(table))})
    report = of(kept, people)
    mine = "Your own path" if report.solo else f"The path of {tables(people)}"
    made = f" Made on {moment(report.made)}, as it stood then."
    top = Section(
        "sheet",
        (
            Heading(1, mine),
            report.lead,
            *report.marked,
            Paragraph(text(Said(report.label), f" {NOT_A_SCORE}{made}")),
        ),
    )
    title = f"{mine} · {report.about} · session {report.code}"
    parts = (top, _record(report), paths(report, ""), scenes(report, ""), reflection(report, ""))
    return Document(title, report.code, (*parts, law(report, "")), report.name)


def _record(report: Report) -> Section:
    """The records of these tables, each in its two forms."""
    if report.alone:
        return record(report, "")
    blocks: list[Block] = [Heading(2, "The negotiation record", "record")]
    for path in report.over:
        blocks += two_forms(report, path, path.record) if path.record else []
    return Section("record-section", tuple(blocks))
