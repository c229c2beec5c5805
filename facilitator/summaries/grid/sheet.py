"""A table's own sheet of the grid: its places, its lines, and no other table's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from facilitator.summaries.blocks import Document, Heading, Paragraph, Said, Section, text
from facilitator.summaries.grid.reading import read
from facilitator.summaries.grid.report import Moment, Report, of
from facilitator.summaries.grid.sections import actions, learnt, ways
from facilitator.summaries.phrases import listed, moment, tables
from facilitator.summaries.reading import SummaryError


def document(session_id: str, data: Path, table: int) -> Document:
    """The sheet of table `table`, with what tables that were joined to it placed.

    Raises SummaryError when there is no such table.
    """
    kept = read(session_id, data)
    frame = kept.state.frame
    if table not in frame.tables:
        raise SummaryError(f"there is no table {table}; tables are {listed(sorted(frame.tables))}")
    people = sorted({table, *frame.people_of(frame.acts_as(table))})
    report = only(of(kept), people)
    mine = "Your own work" if report.solo else f"What {tables(people)} placed and wrote"
    made = f"Made on {moment(report.made)}, as it stood then."
    label = (Said(report.label), " ") if report.label else ()
    top = Section(
        "sheet",
        (Heading(1, mine), report.lead, *report.marked, Paragraph(text(*label, made))),
    )
    title = f"{mine} · {report.about} · session {report.code}"
    parts = (top, actions(report, ""), ways(report, ""), learnt(report, ""))
    return Document(title, report.code, parts, report.name)


def only(report: Report, people: list[int]) -> Report:
    """A report as it stands for some tables alone."""
    return replace(
        report,
        tables=tuple(table for table in report.tables if table.number in people),
        now=_mine(report.now, people),
        actions=tuple(_mine(action, people) for action in report.actions),
        ways=tuple(way for way in report.ways if way.table in people),
        learnt=tuple(line for line in report.learnt if line.table in people),
    )


def _mine(moment: Moment, people: list[int]) -> Moment:
    return replace(
        moment,
        rows=tuple(row for row in moment.rows if row.table in people),
        apart=tuple(each for each in moment.apart if each.table in people),
        line=moment.line if moment.table in people else "",
    )
