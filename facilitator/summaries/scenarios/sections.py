"""The parts of a scenario's summary: page one, the record, the paths, scene by scene, reflection,
what people take away, the law, and a word on the summary itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Heading,
    Item,
    Items,
    Link,
    Paragraph,
    Said,
    Section,
    Strong,
    Table,
    Text,
    text,
)
from facilitator.summaries.phrases import count, day, listed, sentence
from facilitator.summaries.scenarios.first import STAGES, WHAT_IT_IS_NOT, page_one
from facilitator.summaries.scenarios.paths import paths
from facilitator.summaries.scenarios.records import record
from facilitator.summaries.scenarios.report import Answer, Note, Report, Source, TableWork
from facilitator.summaries.scenarios.saying import who
from facilitator.summaries.scenarios.scenes import scenes
from facilitator.summaries.sections import checked, made_and_erased, stages, take_away

__all__ = ["about", "close", "law", "page_one", "paths", "record", "reflection", "scenes"]


COUNTED = (
    "Tables are counted; people only where they filled in a slip at the end. Nobody is named. "
    "Votes on phones and cards of the role-play are not in it."
)
ALONE = "One person wrote it, working alone, and is not named."
READ_FIRST = "Nobody else has looked through it: read it through before you send it on."


def reflection(report: Report, number: str = "5. ") -> Section:
    """Section 5: the questions of the debrief and of the ends, with what was written on them, and
    what was learnt."""
    blocks: list[Block] = [Heading(2, f"{number}Questions for reflection", "reflection")]
    for n, question in enumerate(report.questions, 1):
        blocks += [Heading(3, question), *_notes(report, n)]
    if not report.questions:
        looks = "one looks back" if report.solo else "the room looks back together"
        later = f"The questions to look back with stand here once {looks}."
        blocks.append(Paragraph((later,)))
        blocks += _notes(report, *range(1, 100)) if any(n.question for n in report.notes) else []
    blocks += _at_the_end(report)
    blocks += [Heading(3, "What was learnt"), *_notes(report, 0)]
    return Section("reflection-section", tuple(blocks))


def _notes(report: Report, *questions: int) -> list[Block]:
    found = [note for note in report.notes if note.question in questions]
    if not found:
        return [Paragraph(("Nothing has been written on this.",), "small")]
    return [Bullets(tuple(_note(report, note) for note in found))]


def _note(report: Report, note: Note) -> Text:
    return _worded(note, "" if report.alone else f" (table {note.table})")


def _worded(note: Note | Answer, by: str) -> Text:
    """What was written, with wordings between which nobody has picked, and by whom."""
    also = [part for words in note.also_worded for part in (" / also worded: ", Said(words))]
    words = (Said(note.words),) if note.words else ()
    return text(*words, *also, by)


def _at_the_end(report: Report) -> list[Block]:
    """The questions at the ends of paths, with the answers to each."""
    asked: dict[tuple[str, str], list[Text]] = {}
    for path in (*report.newest, *report.earlier):
        for answer in path.record.answers if path.record else ():
            said = asked.setdefault((path.ending, answer.question), [])
            if answer.words or answer.also_worded:
                by = "" if report.alone else f" ({who(report, path).lower()})"
                said.append(_worded(answer, by))
    blocks: list[Block] = []
    before = ""
    for (ending, question), said in asked.items():
        if ending != before:
            blocks.append(Heading(3, f"At the end of “{ending}”"))
        before = ending
        blocks.append(Paragraph((Strong(question),)))
        nothing = Paragraph(("Nothing has been written on this.",), "small")
        blocks.append(Bullets(tuple(said)) if said else nothing)
    return blocks


def close(report: Report) -> Section:
    """Section 6: what people take away; nobody who works alone is asked."""
    if report.solo:
        alone = "One person worked alone, and what was learnt stands above. There are no slips."
        blocks = (Heading(2, "6. What people take away", "close"), Paragraph((alone,)))
        return Section("close-section", blocks)
    return take_away(report.close, 6)


def law(report: Report, number: str = "7. ") -> Section:
    """Section 7: each point of law and each source once, with the numbers that paths refer to."""
    blocks: list[Block] = [Heading(2, f"{number}Law and guidance", "law")]
    if not report.sources:
        blocks.append(Paragraph(("No point of law stands on the paths that were taken.",)))
    else:
        told = (
            "What stood beside the choices that were made. It is not advice: look it up again "
            "before you rely on it or teach from it."
        )
        blocks.append(Paragraph((told,)))
    for source in report.sources:
        blocks += _source(source)
    return Section("law-section", tuple(blocks))


def _source(source: Source) -> Iterator[Block]:
    yield Heading(3, f"{source.title}, {source.paragraph}")
    yield Items(tuple(_point(point.number, point.text, point.quoted) for point in source.points))
    looked = day(datetime.fromisoformat(source.checked).timestamp())
    note = f" {source.note}" if source.note else ""
    where = Link(source.address, source.address)
    yield Paragraph(text("Read at ", where, f", looked at on {looked}.{note}"), "small")


def _point(number: int, words: str, quoted: str) -> Item:
    return Item(number, (words,), ((f"To the letter: “{quoted}”",),) if quoted else ())


def about(report: Report) -> Section:
    """Section 8: what this is, who did what, and where the words come from."""
    facts: list[Text] = [
        (Said(report.label),),
        (WHAT_IT_IS_NOT,),
        text(
            f"Written by: {report.author}, {day(_seconds(report.written))}. It is about: "
            f"{'; '.join(report.covers)}."
        ),
        (
            "The words for outcomes and for the risk are those of the Safeguarding Adults "
            "Collection. The words of the grid and its scale are the kit's own.",
        ),
        (ALONE if report.solo else COUNTED,),
        ("What was taken back, removed or set aside is neither shown nor counted.",),
        (READ_FIRST if report.solo else checked(report.check),),
        (made_and_erased(report, "this computer" if report.solo else "the trainer's computer"),),
    ]
    blocks: list[Block] = [
        Heading(2, "8. About this summary", "about"),
        Bullets(tuple(facts)),
    ]
    if not report.alone:
        blocks.append(_tables(report))
    if report.stretches:
        blocks.append(stages(report.stretches, STAGES))
    return Section("about-section", tuple(blocks))


def _seconds(written: str) -> float:
    return datetime.combine(date.fromisoformat(written), datetime.min.time()).timestamp()


def _tables(report: Report) -> Table:
    rows = tuple(
        (
            (f"Table {table.number}",),
            (str(table.paths),),
            (_remarks(table),),
        )
        for table in report.tables
    )
    head = ("Table", "Paths", "Remarks")
    return Table("The tables", head, rows, (2, 1.4, 7), frozenset({1}))


def _remarks(table: TableWork) -> str:
    said = [f"went on with table {table.joined}"] if table.joined else []
    said += [] if table.open else ["closed before the end; its path is kept"]
    if table.typed_for:
        said.append(f"{count(table.typed_for, 'reason')} typed in by the trainer")
    return sentence(listed(said)) or "none"
