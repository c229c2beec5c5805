"""Key factors, and the lenses that were chosen, beside the board's plan: what was decided, by whom
and why, with the plan's own words, and what the plan promises besides."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from exercises.library import six_principles
from exercises.plan import content
from exercises.six_principles.holding import GAPS
from facilitator.summaries.blocks import (
    Block,
    Break,
    Bullets,
    Heading,
    Paragraph,
    Said,
    Section,
    Strong,
    Table,
    Text,
    in_paragraphs,
    text,
)
from facilitator.summaries.checked import (
    UNDECIDED,
    WORDS,
    Chosen,
    Compared,
    Decided,
    Given,
    Lens,
    Promise,
)
from facilitator.summaries.numbering import numbered
from facilitator.summaries.phrases import count, excerpt, listed, number, sentence, who
from facilitator.summaries.report import Report

NOT_YET = "This has not been done yet."
LONGEST = 300  # characters of a passage that is quoted
PROMISE = 190  # characters of a promise in the list of them
MOST = 4  # passages quoted beside one key factor
MOST_PROMISES = 60  # in the document; the data have them all
CAME = {
    "file": "given as a file",
    "pasted": "pasted in as text",
    "sample": "a sample of the kit's own, which no board has made",
}
MATTERS = {"yes": "Significant gap", "no": "Not significant", "": "Not said whether it matters"}
HEAD = ("Key factor", "In the plan?", "Why, and what the plan says")
WIDTHS = (4, 2.9, 6.3)


def against(report: Report) -> Section:
    """What was held against the plan, principle by principle and lens by lens."""
    blocks: list[Block] = [
        Heading(2, f"{numbered(report, 'plan')}. Against the board's plan", "plan")
    ]
    if report.given is not None:
        blocks.append(Paragraph(_given(report.given)))
    if not worked(report):
        blocks.append(Paragraph((NOT_YET,)))
        return Section("plan-section", tuple(blocks), page=not report.plan_only)
    if any(row.said for row in report.plan):
        blocks += _key_factors(report)
    for lens in report.lenses:
        blocks += _lens(lens, report.given is not None)
    if report.given is not None and any(row.said for row in report.plan):
        blocks += _promises(report.untouched)
    return Section("plan-section", tuple(blocks), page=not report.plan_only)


def worked(report: Report) -> bool:
    """Whether anything was said of a key factor, or of an item of a lens."""
    items = (item for lens in report.lenses for item in lens.items)
    return any(each.said for each in (*report.plan, *items))


def _given(given: Given) -> Text:
    return text(
        "The plan: ",
        Strong(Said(given.title)),
        f" ({CAME[given.source]}; {count(given.passages, 'passage')}). The program put passages in "
        "order and showed them; it decided nothing. People made the decisions, and chose the "
        "passages that are quoted here.",
    )


def _key_factors(report: Report) -> list[Block]:
    from facilitator.summaries.coverage import picture, table

    by_hand = "" if report.given else " The decisions were made by hand; no document was searched."
    gaps = count(len(report.gaps), "significant gap")
    found: list[Block] = [
        Paragraph((f"{sentence(_tally(report.plan))}; {gaps}.{by_hand}",)),
        Heading(3, "How far the plan covers each principle"),
        in_words(report),
        picture(report),
        table(report),
        Heading(3, "Key factor by key factor"),
    ]
    for principle in six_principles().principles:
        here = [row for row in report.plan if row.principle == principle.id]
        rows = tuple(_row(row, report.given is not None) for row in here)
        if rows:
            found.append(
                Table(
                    f"{principle.name}: key factors beside the plan", HEAD, rows, WIDTHS, flows=True
                )
            )
    return found


def by_principle(report: Report) -> list[tuple[str, str]]:
    """The name of each principle that has key factors, with how many were decided how: 'one covered
    and two missing; one significant gap.'"""
    found = []
    for principle in six_principles().principles:
        rows = [row for row in report.plan if row.principle == principle.id]
        gaps = sum(row.gap for row in rows)
        rest = f"; {count(gaps, 'significant gap')}" if gaps else ""
        if rows:
            found.append((principle.name, f"{_tally(rows)}{rest}."))
    return found


def in_words(report: Report) -> Bullets:
    """How far the plan covers each principle."""
    said = (text(Strong(f"{name}: "), words) for name, words in by_principle(report))
    return Bullets(tuple(said))


def _tally(rows: Sequence[Compared]) -> str:
    """'five covered, two missing and one not decided'."""
    tally = {word: sum(row.decision == name for row in rows) for name, word in WORDS.items()}
    return listed(f"{number(n)} {word}" for word, n in tally.items() if n)


def _row(row: Compared, searched: bool) -> tuple[Text, ...]:
    named = text(f"{row.number}. ", Said(row.words), " (before joining)" * row.before_joining)
    return named, decision(row), why(row, searched)


def decision(row: Decided) -> Text:
    """What was decided, whether it matters and who said so."""
    said = sentence(WORDS[row.decision])
    matters = MATTERS[row.significant] if row.decision in GAPS else ""
    by = f"Decided by {who(row.by)}" if row.by and row.decision else ""
    lines: list[Text] = [
        (Strong(said),) if row.gap else (said,),
        (Strong(matters),) if row.gap else text(matters),
        text(by),
    ]
    return in_paragraphs([line for line in lines if line])


def why(row: Decided, searched: bool) -> Text:
    """The reason and the passages; `searched` says whether a plan was there to choose them from."""
    if not row.said:
        return ("Nothing has been said about it yet.",)
    lines: list[Text] = [text("Why: ", Said(row.note)) if row.note else ("No reason was noted.",)]
    lines += [quoted(quote) for quote in row.evidence[:MOST]]
    rest = len(row.evidence) - MOST
    if rest > 0:
        lines.append((f"And {count(rest, 'more passage')}.",))
    if not row.evidence and row.decision != "not_for_plan":
        missing = searched and row.decision == "missing"
        lines.append(("No passage shows it." if missing else "No passage was named.",))
    return in_paragraphs(lines)


def quoted(quote: Chosen) -> Text:
    """A passage in quotation marks, cut where it is long, and where it stands."""
    where: Text = (" (", Said(quote.where), ")") if quote.where else ()
    return text("In the plan: “", Said(excerpt(quote.text, LONGEST, quote.start)), "”", *where)


def _lens(lens: Lens, searched: bool) -> list[Block]:
    known = content.lens(lens.id)
    source = known.source
    said = [item for item in lens.items if item.said]
    rest = len(lens.items) - len(said)
    left = f" {sentence(number(rest))} of {number(len(lens.items))} {UNDECIDED}." if rest else ""
    found: list[Block] = [
        Heading(3, f"Seen through a lens: {lens.title}"),
        Paragraph((f"{known.why}{left}",)),
    ]
    if said:
        rows = tuple(
            (text(Strong(item.words), Break(), item.ask), decision(item), why(item, searched))
            for item in said
        )
        head = ("Question", *HEAD[1:])
        found.append(Table(f"{lens.title}, beside the plan", head, rows, WIDTHS, flows=True))
    place = f"{source.title}, {source.paragraph}, {source.edition} ({source.publisher})"
    found.append(
        Paragraph((f"Source: {place}. {source.attribution} {known.note}".strip(),), "small")
    )
    return found


def _promises(promises: tuple[Promise, ...]) -> list[Block]:
    found: list[Block] = [
        Heading(3, "What the plan promises that no key factor reached for", "untouched")
    ]
    if not promises:
        said = "Every passage that looks like a promise was chosen for some key factor."
        return [*found, Paragraph((said,))]
    marked = sum(promise.marked for promise in promises)
    guess = (
        "is a first guess by a rule, which looks for words such as “will” and for dates; it can "
        "leave a promise out, and take for a promise what is none."
    )
    if not marked:
        said = f"Nobody has marked these passages as promises: the list {guess}"
    elif marked == len(promises):
        said = "People marked each of these passages as a promise."
    else:
        said = f"People marked {number(marked)} of these as promises. The rest of the list {guess}"
    what = "promise was" if marked else "passage that looks like a promise was"
    many = "promises were" if marked else "passages that look like promises were"
    passages = count(len(promises), what, many)
    found.append(Paragraph((f"{sentence(passages)} chosen for no key factor. {said}",)))
    rows = tuple(
        (
            (Said(where),) if where else ("no heading",),
            in_paragraphs(("“", Said(excerpt(each.text, PROMISE)), "”") for each in here),
        )
        for where, here in groupby(promises[:MOST_PROMISES], lambda promise: promise.where)
    )
    caption = "Promises that no key factor reached for"
    head = ("Where in the plan", "What it says")
    found.append(Table(caption, head, rows, (3.6, 9.6), flows=True))
    rest = len(promises) - MOST_PROMISES
    if rest > 0:
        found.append(Paragraph((f"{sentence(number(rest))} more are in the data file.",), "small"))
    return found
