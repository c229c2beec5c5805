"""A page in the first person for the board's plan, begun from the key factors: what people would
say, what would have to be there for that, and what the board could promise. It takes one sheet of
A4."""

from __future__ import annotations

from typing import TypeAlias

from exercises.library import PRINCIPLES, PrincipleId, Source
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
    paragraphs,
    text,
)
from facilitator.summaries.chair import names
from facilitator.summaries.length import A_PAGE, length
from facilitator.summaries.phrases import number, shorten
from facilitator.summaries.report import Report

FIRST = 2  # key factors of each principle on the page, or as many more as it has room for
Cut: TypeAlias = tuple[int, int]
Shown: TypeAlias = dict[PrincipleId, int]
CUTS: tuple[Cut, ...] = (
    (1_000, 300), (700, 220), (500, 170), (400, 140), (300, 115), (220, 95), (160, 75), (110, 55),
    (70, 40),
)  # fmt: skip
"""Characters of a statement and of a key factor that the page repeats: the most that leaves it on
one sheet."""
HOLDS = A_PAGE + 3  # lines: most of them stand in a table, where the measure is generous
ROOM = A_PAGE + 6.5  # lines up to which key factors are added, the space below each counted
BELOW = 0.31  # lines of space below a paragraph in a cell
TO_REPLACE = "To be replaced: "
CUT = "What ends in “…” was cut to keep this to one page; the summary of the session has all of it."


def framework(report: Report) -> Document:
    """The page, as far as it is written: a prompt stands where a statement is still to come."""
    first = dict.fromkeys(PRINCIPLES, FIRST)
    cuts = (cut for cut in CUTS if length(_blocks(report, cut, first)) <= HOLDS)
    cut = next(cuts, CUTS[-1])
    blocks = _blocks(report, cut, _shown(report, cut, first))
    known = content.framework()
    title = known.title if report.framework.written else f"{known.draft}: {known.title}"
    section = Section("framework", tuple(blocks))
    return Document(report.titled(title), report.code, (section,), report.name)


def _lines(report: Report, cut: Cut, shown: Shown) -> float:
    """About how many lines the page takes; in a cell the measure counts no space between its
    paragraphs, of which there are many where more key factors stand."""
    blocks = _blocks(report, cut, shown)
    rows = [row for block in blocks if isinstance(block, Table) for row in block.rows]
    between = sum(max(len(paragraphs(cell)) for cell in row) - 1 for row in rows)
    return length(blocks) + BELOW * between


def _shown(report: Report, cut: Cut, first: Shown) -> Shown:
    """How many key factors of each principle the page has room for, one more of each in turn."""
    shown, growing = dict(first), list(PRINCIPLES)
    while growing:
        for principle in tuple(growing):
            more: Shown = {**shown, principle: shown[principle] + 1}
            there = len(report.factors_of(principle)) >= more[principle]
            if there and _lines(report, cut, more) <= ROOM:
                shown = more
            else:
                growing.remove(principle)
    return shown


def _blocks(report: Report, cut: Cut, shown: Shown) -> list[Block]:
    known, (statement, _) = content.framework(), cut
    rows = tuple(_row(report, strand, cut, shown) for strand in known.strands)
    head = ("In our own words", "What would have to be there")
    return [
        Heading(1, known.title),
        _status(report, statement),
        report.lead,
        *report.marked,
        Paragraph((TO_REPLACE, Emphasis(known.lead))),
        Table("What I want to be able to say, and what that needs", head, rows, (6, 7)),
        Heading(2, "What the board could promise", "promises"),
        Bullets(tuple(text(each) for each in known.qualities)),
        Paragraph(_source(known.source, _is_cut(report, cut, shown)), "small"),
    ]


def _status(report: Report, longest: int) -> Notice:
    """That this is a draft, until every statement is written and somebody has said who took
    part."""
    known, who = content.framework(), shorten(report.framework.who, longest)
    if report.framework.written:
        return Notice("Written with:", (Said(who),))
    so_far = (" Written so far with: ", Said(who)) if who else ()
    return Notice(f"{known.draft}.", text(known.how, *so_far))


def _row(report: Report, strand: Strand, cut: Cut, shown: Shown) -> tuple[Text, Text]:
    statement, factor = cut
    written = report.framework.statements.get(strand.id, "")
    said: Text = (Said(shorten(written, statement)),)
    if not written:
        said = (TO_REPLACE, Emphasis(strand.statement))
    needs = [line for p in strand.principles for line in _needs(report, p, factor, shown[p])]
    return text(Strong(strand.title), Break(), *said), in_paragraphs(needs or [("nothing yet",)])


def _needs(report: Report, principle: PrincipleId, longest: int, most: int) -> list[Text]:
    """The first key factors of a principle, with their numbers, and how many more there are."""
    factors = report.factors_of(principle)
    found = [text(f"{f.number}. ", Said(shorten(f.words, longest))) for f in factors[:most]]
    more = len(factors) - most
    return [*found, (f"And {number(more)} more for {names([principle])}.",)] if more > 0 else found


def _is_cut(report: Report, cut: Cut, shown: Shown) -> bool:
    statement, factor = cut
    said = [report.framework.who, *report.framework.statements.values()]
    needs = [f.words for p in PRINCIPLES for f in report.factors_of(p)[: shown[p]]]
    return any(shorten(words, statement).endswith("…") for words in said) or any(
        shorten(words, factor).endswith("…") for words in needs
    )


def _source(source: Source, cut: bool) -> Text:
    begun = f"{CUT} " if cut else ""
    place = f"{source.title}, {source.paragraph}, {source.edition} ({source.publisher})"
    return text(
        f"{begun}Key factors are numbered as in the summary. {source.attribution} Source: {place}. "
        f"{source.licence}."
    )
