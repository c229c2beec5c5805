"""The negotiation record: in its two forms for one path, side by side for several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Said,
    Section,
    Strong,
    Table,
    Text,
    text,
)
from facilitator.summaries.phrases import listed, sentence, tables
from facilitator.summaries.scenarios.report import Outcome, Part, Path, Record, Report
from facilitator.summaries.scenarios.saying import NOT_YET, REMAINED, course, person, who

UNCHANGED = "The person's own words stand as they were said, beside whatever was agreed."
JUDGED = "What was achieved is judged against what the person wanted."


def record(report: Report, number: str = "2. ") -> Section:
    """Section 2: one table's record as the person would read it and as a case file would hold it;
    the records of several tables side by side."""
    blocks: list[Block] = [Heading(2, f"{number}The negotiation record", "record")]
    kept = [path for path in report.paths if path.record]
    if not kept:
        blocks.append(Paragraph(("It is filled in at the end of a path; none has come to it.",)))
    elif report.alone:
        blocks += _in_full(report)
    else:
        sheets = "Each table's record in full, as the person would read it and as a case file "
        where = f"{sheets}would hold it, is on its own sheet."
        blocks.append(Paragraph((f"{UNCHANGED} {JUDGED} {REMAINED} {where}",)))
        blocks += side_by_side(report, report.over)
        blocks += _of_earlier(report)
    return Section("record-section", tuple(blocks), page=bool(number))


def _of_earlier(report: Report) -> list[Block]:
    """The records of earlier paths, where there are any."""
    earlier = [(p, p.record) for p in report.earlier if p.record and _is_begun(p.record)]
    if not earlier:
        return []
    head = (_whose(report), "Own words", "Agreed wording", "Course, and why", "Achieved", "Ground")
    rows = tuple(
        ((who(report, path),), (f"“{outcome.words}”",), *_became(outcome))
        for path, record in earlier
        for outcome in record.outcomes
    )
    widths = (1.6, 2.6, 2.8, 3, 1.8, 2.4)
    table = Table(
        "What became of each want on earlier paths", head, rows, widths, flows=True, labelled=True
    )
    return [Heading(3, "Records of earlier paths"), table, _rest(report, earlier, "earlier")]


def _is_begun(record: Record) -> bool:
    """Whether anybody has judged anything in a record."""
    return bool(record.risk or any(outcome.achieved for outcome in record.outcomes))


def _in_full(report: Report) -> list[Block]:
    blocks: list[Block] = []
    for path in report.newest:
        if path.record:
            blocks += two_forms(report, path, path.record)
    if not blocks:
        blocks.append(Paragraph(("The last path has not come to its end yet.",)))
    return [*blocks, *_of_earlier(report)]


# one path


def two_forms(report: Report, path: Path, record: Record) -> list[Block]:
    """A record as the person would read it, and as a case file would hold it; then how its author
    would judge it, where the table has judged before."""
    of = "" if report.alone and len(report.over) < 2 else f" ({who(report, path)})"
    blocks: list[Block] = [
        Heading(3, f"As {person(report)} would {'have read' if record.died else 'read'} it{of}"),
        *_form(record.for_the_person),
        Heading(3, f"As a case file would hold it{of}"),
        *_form(part for part in record.for_the_file if part.heading != "Path and reasons"),
        Paragraph(("The file holds the path with its reasons too: see below.",)),
    ]
    blocks += _rivals([record])
    if record.still_open:
        blocks.append(Paragraph((Strong("Still to be filled in:"),)))
        blocks.append(Bullets(tuple((each,) for each in record.still_open)))
    return [*blocks, *_readings(record)]


def _rivals(records: Iterable[Record]) -> list[Block]:
    """Other wordings in these records, between which nobody has picked."""
    found = [words for record in records for words in record.rivals]
    if not found:
        return []
    waiting = [part for words in found for part in (Said(words), " / ")][:-1]
    said = "Written at the same time, and not chosen between yet: "
    return [Paragraph(text(Strong(said), *waiting))]


def _form(parts: Iterable[Part]) -> list[Block]:
    blocks: list[Block] = []
    for part in parts:
        blocks.append(Paragraph((Strong(Said(part.heading)),)))
        blocks.append(Bullets(tuple((Said(line),) for line in part.lines)))
    return blocks


def _readings(record: Record) -> list[Block]:
    """How the author would judge what this record has judged."""
    items: list[Text] = [
        text(f"“{each.words}” ", Strong(sentence(each.result)), f". {each.argued}")
        for each in record.readings
    ]
    risk = record.risk_reading
    items += [text(Strong(sentence(risk.result)), f". {risk.argued}")] if risk else []
    if not items:
        return []
    told = "How whoever wrote the scenario would judge what was judged above; not the answer."
    return [Heading(3, "One reading"), Paragraph((told,)), Bullets(tuple(items))]


# several


def side_by_side(report: Report, paths: Sequence[Path]) -> list[Block]:
    """The records of several tables: a table for each want, and one for everything else."""
    rows: dict[str, list[tuple[Path, Outcome]]] = {}
    for path in paths:
        for outcome in path.record.outcomes if path.record else ():
            rows.setdefault(outcome.want, []).append((path, outcome))
    blocks: list[Block] = []
    for found in rows.values():
        blocks.append(_want(report, found))
        missing = sorted({p.table for p in paths} - {path.table for path, _ in found})
        if missing:
            blocks.append(Paragraph((f"Not heard on the path of {tables(missing)}.",), "small"))
    rest = [(path, path.record) for path in paths if path.record]
    kept = [record for _, record in rest]
    return [*blocks, _rest(report, rest), *_rivals(kept)] if rest else blocks


def _want(report: Report, found: list[tuple[Path, Outcome]]) -> Table:
    head = (_whose(report), "Agreed wording", "Course, and why", "Achieved", "On what ground")
    rows = tuple(((who(report, path),), *_became(outcome)) for path, outcome in found)
    words = found[0][1].words
    return Table(f"“{words}”", head, rows, (1.6, 3.6, 3.2, 1.9, 3), flows=True, labelled=True)


def _became(outcome: Outcome) -> tuple[Text, ...]:
    """What was agreed, the course and why, whether it was achieved, and on what ground."""
    return (
        _or(outcome.agreed, "none"),
        course(outcome),
        (sentence(outcome.achieved or NOT_YET),),
        _or(outcome.judged_by, "none given"),
    )


def _rest(report: Report, found: list[tuple[Path, Record]], which: str = "") -> Table:
    head = (_whose(report), "Asked?", "Who spoke", "Risk", "Why")
    rows = tuple(
        (
            (who(report, path),),
            (sentence(record.asked or NOT_YET),),
            (sentence(listed([*record.spoke, *record.advocates]) or NOT_YET),),
            (sentence(record.risk or NOT_YET),),
            _or(record.risk_why, "none given"),
        )
        for path, record in found
    )
    on = f" on {which} paths" if which else ""
    caption = f"Whether {person(report)} was asked, who spoke, and the risk, a separate entry{on}"
    return Table(caption, head, rows, (1.6, 2.6, 3, 1.9, 4.2), flows=True, labelled=True)


def _whose(report: Report) -> str:
    return "Path" if report.alone else "Table"


def _or(words: str, nothing: str) -> Text:
    return (Said(words),) if words else (nothing,)
