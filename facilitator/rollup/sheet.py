"""The roll-up as lines for a terminal, as CSV and as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from facilitator.rollup.hiding import FEWEST
from facilitator.rollup.tables import SUBJECTS, TITLES, Group, Line, Table
from facilitator.summaries import tables as csv
from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Notice,
    Paragraph,
    Section,
    text,
)
from facilitator.summaries.blocks import Table as Grid
from facilitator.summaries.standing import html

HEADING = "Training answers about fictional people, not safeguarding outcomes"
NOT_SHOWN = "not shown"
HOW = (
    "Rooms of trainees wrote and chose these about invented people. They say nothing about how "
    "any board, organisation or worker safeguards anybody, and must not be used to compare them.",
    "Only sessions that have ended, on a case or scenario of the kit, whose trainer ticked that "
    "their counts may go here. Nobody drew them as a sample. Work alone, reflective groups, logs, "
    "evaluation slips and examples give nothing, and no words are kept for this.",
    "When a session is erased, its counts go too. So an earlier roll-up can hold more than this.",
    f"Numbers are rounded to the nearest five. “{NOT_SHOWN.capitalize()}” stands for fewer than "
    f"{FEWEST} sessions, or for a number that would give such a one away. 0 is 0.",
)
LONG = 10  # lines of a group
HEAD = ("exercise", "measure", "group", "thing", "words", "counts", "sessions", "times")


@dataclass(frozen=True)
class Made:
    """When a roll-up was made, and since which day sessions have ended that are in it."""

    on: date
    since: date | None = None

    def sentence(self) -> str:
        since = f"that ended on {day(self.since)} or later" if self.since else "that are here"
        return f"Made on {day(self.on)}, from the sessions {since}."


def day(when: date) -> str:
    """A date in words, as in 3 May 2026."""
    return f"{when.day} {when:%B %Y}"


def number(n: int | None) -> str:
    """A count as people read it."""
    return NOT_SHOWN if n is None else f"{n:,}"


def lines(found: Sequence[Table], made: Made) -> Iterator[str]:
    """The roll-up for a terminal: things without any session are left out."""
    yield HEADING
    yield made.sentence()
    yield HOW[-1]
    if not found:
        yield NOTHING
    for table in found:
        yield ""
        yield f"{TITLES[table.exercise]}: {table.title}"
        for group in table.groups:
            indent = "    " if group.words else "  "
            if group.words:
                yield f"  {group.words}"
            for line in (*group.lines, group.total):
                if line.sessions != 0:
                    yield f"{indent}{_said(table, line):>34}  {line.words}"


def _said(table: Table, line: Line) -> str:
    if line.sessions is None or table.name == SUBJECTS:
        return number(line.sessions) + (" sessions" if line.sessions is not None else "")
    return f"{number(line.sessions)} sessions, {number(line.n)} {table.counts}"


NOTHING = (
    "No session has given its numbers. They come from sessions that have ended and whose trainer "
    "ticked “Give the numbers of this session” at set-up, or gave them under “Session”."
)


def save(found: Sequence[Table], made: Made, path: Path) -> None:
    """Write the roll-up as CSV for a spreadsheet: the heading, then a row for each count. Raises
    OSError."""
    rows = [
        (
            table.exercise,
            table.title,
            group.words or group.name,
            line.name or "all",
            line.words,
            table.counts,
            NOT_SHOWN if line.sessions is None else line.sessions,
            NOT_SHOWN if line.n is None else line.n,
        )
        for table in found
        for group in table.groups
        for line in (*group.lines, group.total)
    ]
    said = [(HEADING,), (made.sentence(),), *((each,) for each in HOW), ()]
    written = csv.written(said[0], [*said[1:], HEAD, *rows])
    path.write_bytes(written.encode("utf-8-sig"))


def page(found: Sequence[Table], made: Made) -> str:
    """The roll-up as a page that stands alone."""
    head: list[Block] = [
        Heading(1, HEADING),
        Paragraph(text(made.sentence()), "lead"),
        Notice("What this is, and is not.", text(HOW[0])),
        Bullets(tuple(text(each) for each in HOW[1:])),
    ]
    if not found:
        head.append(Paragraph(text(NOTHING)))
    sections = [Section("what", tuple(head))]
    for name, each in groupby(found, lambda table: table.exercise):
        blocks: list[Block] = [Heading(2, TITLES[name])]
        for table in each:
            blocks += _blocks(table)
        sections.append(Section(name, tuple(blocks)))
    title = f"Roll-up of training sessions: {day(made.on)}"
    return html(Document(title, "", tuple(sections)))


def _blocks(table: Table) -> list[Block]:
    """A table with a row for each thing; where there are groups, one for each."""
    if not table.groups:
        return [Heading(3, table.title), Paragraph(text("No session has anything here."))]
    return [Heading(3, table.title), *(_grid(table, group) for group in table.groups)]


def _grid(table: Table, group: Group) -> Grid:
    """A group as a table. A long one begins with what was there most often, as far as that is
    shown, and leaves out what was in no session."""
    single = table.name == SUBJECTS
    counted = "In how many sessions" + ("" if single else f", and how many {table.counts}")
    head = ("What", "Sessions") if single else ("What", "Sessions", table.counts.capitalize())
    found = group.lines
    if len(found) > LONG:
        found = tuple(line for line in _by_size(group.lines) if line.sessions != 0)
        counted += "; what was in no session is left out"
    rows = [
        (text(line.words), text(number(line.sessions)), text(number(line.n)))[: len(head)]
        for line in (*found, group.total)
    ]
    widths = (4.0, 1.2) if single else (4.0, 1.2, 1.2)
    caption = group.words or counted
    return Grid(caption, head, tuple(rows), widths, frozenset({1, 2}))


def _by_size(lines: Sequence[Line]) -> list[Line]:
    """The largest first; those that are not shown stand last, in the order that they had."""
    return sorted(lines, key=lambda line: -1 if line.sessions is None else -1 - line.sessions)
