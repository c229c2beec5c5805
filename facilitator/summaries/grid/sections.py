"""The pages behind page one: who did what, every action, how to move it, what was learnt, and a
word on the summary itself."""

from __future__ import annotations

from collections.abc import Iterable

from exercises.grid.content import HIGHEST, LOWEST, PERSON, AxisId, grid
from exercises.grid.movement import signed
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
from facilitator.summaries.grid.first import AXIS_NAMES, NEITHER, STAGES, empty, page_one
from facilitator.summaries.grid.report import Moment, Report, Row, TableWork, Told
from facilitator.summaries.grid.saying import apart, does, sentences, titled, viewpoint
from facilitator.summaries.phrases import count, isolated, listed, sentence, shorten
from facilitator.summaries.sections import (
    checked,
    made_and_erased,
    noted,
    quoted,
    stages,
    take_away,
)

__all__ = ["about", "actions", "close", "learnt", "page_one", "ways", "what_was_done"]

IN_A_HEADING = 90  # characters of an action


def what_was_done(report: Report) -> Section:
    """Section 2: tables, stages, and who named the actions."""
    blocks: list[Block] = [
        Heading(2, "2. Who did what", "done"),
        Bullets(tuple(_who(report))),
    ]
    if not report.alone:
        blocks.append(_tables(report))
    if report.stretches:
        blocks.append(stages(report.stretches, STAGES))
    return Section("what-was-done", tuple(blocks), page=True)


def _who(report: Report) -> list[Text]:
    by = "One person placed them, working alone." if report.solo else "Each table placed its own."
    by = "The whole room placed them together, at one screen." if report.shared else by
    theirs = [action for action in report.actions if action.table is not None]
    given = len(report.actions) - len(theirs)
    parts = [f"{given} given by the trainer"] if given else []
    parts += [f"{len(theirs)} added {_added(report, theirs)}"] if theirs else []
    used = listed(titled(report, name) for name in report.viewpoints)
    return [
        text(Strong("Places: "), f"{report.places}. {by}"),
        text(Strong("Actions: "), f"{listed(parts)}." if parts else "none has been named."),
        text(Strong("Viewpoints: "), f"{used}."),
        text(
            Strong("Lines: "),
            f"{len(report.ways)} on how to move it, {len(report.learnt)} on what was learnt.",
        ),
    ]


def _added(report: Report, actions: list[Moment]) -> str:
    if report.alone:
        return "on the way"
    by = sorted({action.table for action in actions if action.table})
    return f"by table{'s' * (len(by) > 1)} {listed(by)}"


def _tables(report: Report) -> Table:
    rows = tuple(
        (
            (f"Table {table.number}",),
            (str(table.places),),
            (str(table.actions),),
            (str(table.lines),),
            (_remarks(table),),
        )
        for table in report.tables
    )
    head = ("Table", "Places", "Actions", "Lines", "Remarks")
    return Table("Tables and their work", head, rows, (2, 1.4, 1.4, 1.4, 5), frozenset({1, 2, 3}))


def _remarks(table: TableWork) -> str:
    said = [f"went on with table {table.joined}"] if table.joined else []
    said += [] if table.open else ["closed before the end; its places are kept"]
    if table.typed_for:
        said.append(f"{count(table.typed_for, 'place')} typed in by the trainer")
    return sentence("; ".join(said)) or "none"


def actions(report: Report, number: str = "3. ") -> Section:
    """Section 3: now and every action, as sentences, picture and table."""
    blocks: list[Block] = [Heading(2, f"{number}Now, and after each action", "actions")]
    if not report.places:
        blocks.append(Paragraph(("Nothing has been placed yet.",)))
    for moment in report.moments:
        if moment.number or report.now.rows:
            blocks += _moment(report, moment)
    return Section("actions-section", tuple(blocks))


def _moment(report: Report, moment: Moment) -> list[Block]:
    short = isolated(shorten(moment.words, IN_A_HEADING))
    title = f"Action {moment.number}: {short}" if moment.number else "Now"
    blocks: list[Block] = [Heading(3, title), *_origin(report, moment)]
    if not moment.rows:
        return [*blocks, Paragraph(("No table has placed it yet.",))]
    from facilitator.summaries.grid.picture import picture

    told = sentences(report, moment)
    said = tuple(text(Strong(f"{name}: "), words) for name, words in told)
    blocks += [Bullets(said), picture(report, moment), _table(report, moment)]
    if not moment.number and PERSON in report.viewpoints and not moment.of(PERSON):
        blocks.append(Paragraph(text(Strong(f"{titled(report, PERSON)}: "), empty(report))))
    further = apart(report, moment.apart)
    if further:
        beside = f"Beside what we think {isolated(report.person)} would say, the others place it:"
        blocks += [Paragraph((beside,)), Bullets(tuple((each,) for each in further))]
    return blocks


def _origin(report: Report, moment: Moment) -> list[Block]:
    """The whole wording of an action, and where it comes from."""
    if not moment.number:
        return []
    by = "Given by the trainer." if moment.table is None else f"Added by table {moment.table}."
    by = "Added on the way." if report.alone and moment.table is not None else by
    cut = shorten(moment.words, IN_A_HEADING) != moment.words
    whole: list[Block] = [Paragraph((Said(moment.words),))] if cut else []
    came = (" It came of the line: ", Said(moment.line)) if moment.line else ()
    also = [part for words in moment.also_worded for part in (" Also worded: ", Said(words))]
    return [*whole, Paragraph(text(by, *came, *also), "small")]


def _table(report: Report, moment: Moment) -> Table:
    """Every place of a moment. Numbers stand for the words of the scale, which section 7 has."""
    head = ["Viewpoint", "After" if moment.number else "Now", "Why, and the words it rests on"]
    widths = [2.1, 2, 5.4]
    if moment.number:
        head[1:1], widths[1:1] = ["Now"], [2]
        head.insert(3, "What it does")
        widths.insert(3, 2.2)
    if not report.alone:
        head.insert(0, "Table")
        widths.insert(0, 1.3)
    caption = f"Every place after action {moment.number}" if moment.number else "Every place now"
    rows = tuple(_row(report, moment, row) for row in moment.rows)
    return Table(caption, tuple(head), rows, tuple(widths))


def _row(report: Report, moment: Moment, row: Row) -> tuple[Text, ...]:
    cells: list[Text] = [] if report.alone else [(str(row.table),)]
    whose = titled(report, PERSON) if row.viewpoint == PERSON else viewpoint(row.viewpoint).name
    cells.append((whose,))
    if moment.number:
        cells.append((_numbers(row.move.before) if row.move else "not placed",))
    cells.append((_after(row),))
    if moment.number:
        cells.append((sentence(does(row.move.by) if row.move else "not compared with now"),))
    point = row.point
    why = [Said(point.reason)] if point.reason else ["no reason given"]
    basis = (" It rests on: “", Said(point.basis), "”") if point.basis else ()
    return (*cells, text(*why, *basis))


def _numbers(at: tuple[int, int]) -> str:
    said = (f"{axis.name.lower()} {signed(n)}" for axis, n in zip(grid().axes, at, strict=True))
    return sentence(", ".join(said))


def _after(row: Row) -> str:
    others = " or ".join(_numbers(at).lower() for at in row.point.others)
    waiting = f" (or {others}; made at the same time, not chosen between yet)" if others else ""
    return _numbers(row.point.at) + waiting


def ways(report: Report, number: str = "4. ") -> Section:
    """Section 4: what would move it, by axis, and which lines became actions."""
    blocks: list[Block] = [Heading(2, f"{number}How do we move it?", "ways")]
    names: list[AxisId | None] = [axis.id for axis in grid().axes]
    for axis in (*names, None):
        here = [way for way in report.ways if way.axis == axis]
        if here:
            blocks.append(Heading(3, sentence(AXIS_NAMES.get(axis, NEITHER))))
            blocks.append(_lines(report, here))
    if not report.ways:
        blocks.append(Paragraph(("Nothing has been written on this yet.",)))
    return Section("ways-section", tuple(blocks))


def learnt(report: Report, number: str = "5. ") -> Section:
    """Section 5: what was learnt, in people's own words."""
    blocks: list[Block] = [Heading(2, f"{number}What was learnt", "learnt")]
    if report.learnt:
        blocks.append(_lines(report, report.learnt))
    else:
        blocks.append(Paragraph(("Nothing has been written on this yet.",)))
    return Section("learnt-section", tuple(blocks))


def _lines(report: Report, lines: Iterable[Told]) -> Bullets:
    return Bullets(tuple(_line(report, line) for line in lines))


def _line(report: Report, line: Told) -> Text:
    marks = [] if report.alone else [f"table {line.table}"]
    if line.became:
        marks.append(f"became action{'s' * (len(line.became) > 1)} {listed(line.became)}")
    also = [part for words in line.also_worded for part in (" / also worded: ", Said(words))]
    return text(Said(line.words), *also, f" ({'; '.join(marks)})" if marks else "")


def close(report: Report) -> Section:
    """Section 6: what people take away."""
    return take_away(report.close, 6)


def about(report: Report) -> Section:
    """Section 7: what this is, what the kit added, where the words come from."""
    words = grid()
    facts: list[Text] = [(Said(report.label),)] if report.label else []
    facts += [
        (words.rule,),
        (
            "Several tables' numbers are told as a range and never as an average: they are places "
            "to talk about, not scores. What somebody has not placed is left empty.",
        ),
        (
            "Places and tables are counted; people only where they filled in a slip at the end. "
            "Nobody is named.",
        ),
        ("What was withdrawn, dropped or set aside is neither shown nor counted.",),
        (checked(report.check),),
        (made_and_erased(report),),
    ]
    scale = tuple(
        (text(Strong(signed(n))), *((sentence(axis.word(n)),) for axis in words.axes))
        for n in range(HIGHEST, LOWEST - 1, -1)
    )
    head = ("Number", *(axis.name for axis in words.axes))
    statute = words.statute
    return Section(
        "about-section",
        (
            Heading(2, "7. About this summary", "about"),
            Bullets(tuple(facts)),
            Heading(3, "The scale"),
            Paragraph((words.kits_own,)),
            Table(
                "The words of the scale",
                head,
                scale,
                (1.4, 5, 5),
            ),
            Heading(3, "Where the grid comes from"),
            Paragraph(quoted("The grid and its question", words.source)),
            Paragraph((noted(words.source),), "small"),
            Heading(3, "The nine parts of wellbeing"),
            Paragraph((statute.opening,)),
            Bullets(tuple((f"({part.letter}) {part.text}",) for part in statute.parts)),
            Paragraph((statute.why_set_apart,)),
            Paragraph(quoted("The opening and the nine parts", statute.source), "small"),
            Paragraph((noted(statute.source),), "small"),
        ),
    )
