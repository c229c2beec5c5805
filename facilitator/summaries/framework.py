"""A page in the first person for the board's plan, begun from the key factors: what people would
say, what would have to be there for that, and what the board promises. It takes one sheet of A4."""

from __future__ import annotations

from exercises.library import PrincipleId, Source
from exercises.plan import content
from exercises.plan.content import Strand
from facilitator.summaries.blocks import (
    Block,
    Break,
    Bullets,
    Document,
    Emphasis,
    Heading,
    Notice,
    Paragraph,
    Said,
    Section,
    Strong,
    Table,
    Text,
    in_paragraphs,
    text,
)
from facilitator.summaries.chair import names
from facilitator.summaries.length import A_PAGE, length
from facilitator.summaries.phrases import number, shorten
from facilitator.summaries.report import Report

FIRST = 2  # key factors of each principle on the page; the rest are counted
CUTS = (
    (1_000, 300), (700, 220), (500, 170), (400, 140), (300, 115), (220, 95), (160, 75), (110, 55),
    (70, 40),
)  # fmt: skip
"""Characters of a statement and of a key factor that the page repeats: the most that leaves it on
one sheet."""
HOLDS = A_PAGE + 3  # lines: most of them stand in a table, where the measure is generous
CUT = "What ends in “…” was cut to keep this to one page; the summary of the session has all of it."


def framework(report: Report) -> Document:
    """The page, as far as it is written: a prompt stands where a statement is still to come."""
    pages = (_blocks(report, *cut) for cut in CUTS)
    blocks = next((each for each in pages if length(each) <= HOLDS), _blocks(report, *CUTS[-1]))
    known = content.framework()
    title = known.title if report.framework.who else f"{known.draft}: {known.title}"
    section = Section("framework", tuple(blocks))
    return Document(report.titled(title), report.code, (section,), report.name)


def _blocks(report: Report, statement: int, factor: int) -> list[Block]:
    known = content.framework()
    rows = tuple(_row(report, strand, statement, factor) for strand in known.strands)
    head = ("In our own words", "What would have to be there")
    return [
        Heading(1, known.title),
        _status(report, statement),
        report.lead,
        *report.marked,
        Paragraph(text(Strong(known.lead))),
        Table("What I want to be able to say, and what that needs", head, rows, (6, 7)),
        Heading(2, "What the board promises", "promises"),
        Bullets(tuple(text(each) for each in known.qualities)),
        Paragraph(_source(known.source, cut=_is_cut(report, statement, factor)), "small"),
    ]


def _status(report: Report, longest: int) -> Notice:
    """That this is a draft, until somebody has said who took part."""
    known, who = content.framework(), report.framework.who
    if who:
        return Notice("Written with:", (Said(shorten(who, longest)),))
    return Notice(f"{known.draft}.", (known.how,))


def _row(report: Report, strand: Strand, statement: int, factor: int) -> tuple[Text, Text]:
    written = report.framework.statements.get(strand.id, "")
    said: Text = (Said(shorten(written, statement)),)
    if not written:
        said = ("To be replaced: ", Emphasis(strand.statement))
    needs = [line for p in strand.principles for line in _needs(report, p, factor)]
    return text(Strong(strand.title), Break(), *said), in_paragraphs(needs or [("nothing yet",)])


def _needs(report: Report, principle: PrincipleId, longest: int) -> list[Text]:
    """The first key factors of a principle, with their numbers, and how many more there are."""
    factors = report.factors_of(principle)
    found = [text(f"{f.number}. ", Said(shorten(f.words, longest))) for f in factors[:FIRST]]
    more = len(factors) - FIRST
    return [*found, (f"And {number(more)} more for {names([principle])}.",)] if more > 0 else found


def _is_cut(report: Report, statement: int, factor: int) -> bool:
    said = [report.framework.who, *report.framework.statements.values()]
    shown = [f.words for strand in content.framework().strands for p in strand.principles
             for f in report.factors_of(p)[:FIRST]]  # fmt: skip
    return any(shorten(words, statement).endswith("…") for words in said) or any(
        shorten(words, factor).endswith("…") for words in shown
    )


def _source(source: Source, cut: bool) -> Text:
    begun = f"{CUT} " if cut else ""
    place = f"{source.title}, {source.paragraph}, {source.edition} ({source.publisher})"
    return text(
        f"{begun}Key factors are numbered as in the summary. {source.attribution} Source: {place}. "
        f"{source.licence}."
    )
