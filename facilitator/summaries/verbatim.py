"""What tables wrote, word for word and by table number: a file for the trainer alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exercises.library import PRINCIPLES, PrincipleId, six_principles
from facilitator.summaries import tables, word
from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Notice,
    Paragraph,
    Said,
    Section,
    Text,
    text,
)
from facilitator.summaries.phrases import count, sentence
from facilitator.summaries.reading import Reading
from facilitator.summaries.report import Report

HEAD = ("table", "principle", "line", "also worded", "late", "typed by", "key factor", "wording")


@dataclass(frozen=True)
class Spoken:
    """One line as it stands. `factor` is the number and the wording of its key factor, if any."""

    table: int
    principle: PrincipleId
    words: str
    also_worded: tuple[str, ...]
    late: bool
    typed_for: bool
    factor: tuple[int, str] | None


def lines(reading: Reading, report: Report) -> list[Spoken]:
    """Every line that stands, by principle and table; withdrawn and set-aside ones left out."""
    state = reading.state
    behind = {
        line.id: (factor.number, factor.words)
        for factor in report.factors
        for line in state.lines_of(state.factors[factor.id])
    }
    shown = [line for line in state.lines.values() if line.shown]
    shown.sort(key=lambda x: (PRINCIPLES.index(x.principle), x.table, x.rank, x.id))
    return [
        Spoken(
            table=line.table,
            principle=line.principle,
            words=line.words.text,
            also_worded=tuple(rival.text for rival in line.words.rivals),
            late=line.late,
            typed_for=line.by == "trainer",
            factor=behind.get(line.id),
        )
        for line in shown
    ]


def save(reading: Reading, report: Report, folder: Path, stem: str) -> list[Path]:
    """Write the lines as Word and CSV; return both paths."""
    found = lines(reading, report)
    rows = [
        (
            line.table,
            line.principle,
            line.words,
            " / ".join(line.also_worded),
            "yes" if line.late else "no",
            "trainer" if line.typed_for else "table",
            *(line.factor or ("", "")),
        )
        for line in found
    ]
    return [
        word.save(document(report, found), folder / f"{stem}.docx"),
        tables.save(folder / f"{stem}.csv", HEAD, rows),
    ]


def document(report: Report, found: list[Spoken]) -> Document:
    """The lines as a document."""
    whose = "people's" if report.as_one else "tables'"
    title = f"Lines word for word · {report.about} · session {report.code}"
    blocks: list[Block] = [
        Heading(1, "Lines word for word"),
        report.lead,
        Notice("For the trainer.", (f"These are {whose} own words; think before you share them.",)),
        Paragraph((f"{len(found)} lines. The number after a line is that of its key factor.",)),
    ]
    for principle in six_principles().principles:
        here = [line for line in found if line.principle == principle.id]
        total = sentence(f"{count(len(here), 'line')}.")
        blocks += [Heading(2, principle.name), Paragraph((total,), "small")]
        for table in sorted({line.table for line in here}):
            if not report.as_one:
                blocks.append(Heading(3, f"Table {table}"))
            blocks.append(Bullets(tuple(_line(line) for line in here if line.table == table)))
    return Document(title, report.code, (Section("lines", tuple(blocks)),), report.name)


def _line(line: Spoken) -> Text:
    marks = [f"({line.factor[0]})"] if line.factor else []
    marks += ["late"] if line.late else []
    marks += ["typed in by the trainer"] if line.typed_for else []
    also = [part for rival in line.also_worded for part in (" / also worded: ", Said(rival))]
    return text(Said(line.words), *also, f"  {', '.join(marks)}" if marks else "")
