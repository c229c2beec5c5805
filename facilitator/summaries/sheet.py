"""A table's own sheet: what it wrote, and the key factors of the principles it condensed."""

from __future__ import annotations

from pathlib import Path

from exercises.library import six_principles
from exercises.six_principles.rotation import condensers
from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Item,
    Items,
    Paragraph,
    Said,
    Section,
    Strong,
    Text,
    text,
)
from facilitator.summaries.chair import names
from facilitator.summaries.phrases import count, listed, moment, tables
from facilitator.summaries.reading import Reading, SummaryError, read
from facilitator.summaries.report import KeyFactor, Report, of


def document(session_id: str, data: Path, table: int) -> Document:
    """The sheet of a session that is read from the data folder `data`."""
    kept = read(session_id, data)
    return sheet(kept, of(kept), table)


def sheet(reading: Reading, report: Report, table: int) -> Document:
    """The sheet of table `table`, with the lines of tables that were joined to it.

    Another table's lines are never on it. Raises SummaryError when there is no such table.
    """
    frame = reading.state.frame
    if table not in frame.tables:
        raise SummaryError(f"there is no table {table}; tables are {listed(sorted(frame.tables))}")
    acting = frame.acts_as(table)
    people = sorted({table, *frame.people_of(acting)})
    mine = "Your own work" if report.solo else f"What {tables(people)} wrote"
    blocks: list[Block] = [
        Heading(1, mine),
        report.lead,
        *report.marked,
        Paragraph(text(Said(report.label), f" Made on {moment(report.made)}, as it stood then.")),
        *_lines(reading, people),
        *_factors(reading, report, acting, table),
    ]
    title = f"{mine} · {report.about} · session {report.code}"
    return Document(title, report.code, (Section("sheet", tuple(blocks)),), report.name)


def _lines(reading: Reading, people: list[int]) -> list[Block]:
    found: list[Block] = [Heading(2, "Lines")]
    for principle in six_principles().principles:
        wall = [line for line in reading.state.wall(people, principle.id) if line.shown]
        if wall:
            found.append(Heading(3, principle.name))
            found.append(Bullets(tuple((Said(line.words.text),) for line in wall)))
    return found if len(found) > 1 else [*found, Paragraph(("No line has been written yet.",))]


def _factors(reading: Reading, report: Report, acting: int, table: int) -> list[Block]:
    """Key factors of the principles this table condensed; none before the room condenses."""
    if reading.state.frame.stage in ("lobby", "read", "round") and not report.solo:
        return []
    work = condensers(reading.state.frame.open_tables())
    principles = [p for p, by in work.items() if acting in by or report.solo]
    found: list[Block] = []
    for principle in principles:
        here = [f for f in report.factors if principle in (f.principle, *f.joined_from)]
        if here:
            items = tuple(
                Item(f.number, text(Strong(Said(f.words))), _details(reading, report, f, table))
                for f in here
            )
            found += [Heading(3, names([principle])), Items(items)]
    if principles and not found:
        found = [Paragraph((f"{names(principles)}: not condensed yet.",))]
    return [Heading(2, "Key factors that you condensed"), *found] if found else []


def _details(reading: Reading, report: Report, factor: KeyFactor, table: int) -> tuple[Text, ...]:
    """Principles served, and dots: a table's own always, all of them once they were shown."""
    own = reading.state.dots.get((table, factor.id), 0)
    dots = [f"{count(own, 'dot')} of yours"] if own else []
    if report.dots_shown and factor.dots:
        dots.append(f"{factor.dots} in all" if own else f"{count(factor.dots, 'dot')} in all")
    return ((f"Serves {names(factor.serves)}",), *(((", ".join(dots)),),) * bool(dots))
