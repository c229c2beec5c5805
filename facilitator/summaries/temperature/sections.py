"""The officer's report: every answer beside 2016 and over time, reasons, evidence and actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exercises.journal.slips import FEWEST
from exercises.national.beside import Beside, Line
from exercises.national.content import national
from exercises.national.involvement import TABLE, in_2016
from exercises.national.next_steps import next_steps
from exercises.temperature.moving import CAUTION
from exercises.temperature.suggesting import Offered, road_map
from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Heading,
    Notice,
    Paragraph,
    Picture,
    Said,
    Section,
    Strong,
    Table,
    Text,
    in_paragraphs,
    text,
)
from facilitator.summaries.phrases import count, day, listed, number, sentence, shorten
from facilitator.summaries.sections import checked, made_and_erased
from facilitator.summaries.temperature import charts
from facilitator.summaries.temperature.first import opening
from facilitator.summaries.temperature.report import (
    ROAD_MAP,
    Answer,
    Asked,
    Changed,
    Report,
    Shows,
)
from facilitator.summaries.temperature.saying import (
    IN_WORDS,
    RULE,
    beside_sentence,
    changed,
    ended,
    in_a_cell,
    labelled,
    moved_by,
    on_road,
    otherwise,
    plain,
    points,
    question,
    quoted,
    rated,
    sides,
    sides_of_2016,
    signed,
    spread,
    when,
)

HEADING = "Temperature check: the officer's report"
IN_FILE = "all of it stands in the files beside this one"
IN_SUMMARY = "stands in the file that ends in summary.csv"
NONE = "\u2013"  # not asked, or not shown
IN_A_CELL = 64  # characters of a question where it heads a row


@dataclass(frozen=True)
class Amount:
    """How much of what can be long is in the report: rows of a table of people's words, lines of
    evidence for an answer and of how many characters, changes in words, and practices for each step
    or answer. Where it is `close`, tables of 2016 with one row share a table of ours. Instruments
    of more than `long` questions are told in a few sentences. Without `charts`, tables of one row
    have none."""

    rows: int
    evidence: int
    cut: int
    changes: int
    practices: int
    long: int = 100
    close: bool = False
    charts: bool = True


def officer(report: Report, most: Amount, drawn: charts.Drawn) -> list[Section]:
    """The whole report, with pictures that may be drawn already."""
    found = [head(report)]
    if report.told:
        found += [
            standing(report, drawn),
            beside(report, most, drawn),
            others(report, most),
            over_time(report, most),
            moderation(report, most),
            evidence(report, most),
            what_next(report, most),
        ]
    return [*found, actions(report, most), about(report)]


def head(report: Report) -> Section:
    return Section("head", tuple(opening(report, HEADING)))


def standing(report: Report, drawn: charts.Drawn) -> Section:
    """Section 1: the road map with our place on it."""
    blocks: list[Block] = [Heading(2, "1. Our place on the road map", "place")]
    place = report.place
    if place is None:
        return Section("place-section", (*blocks, Paragraph(("The road map was not asked.",))))
    said = on_road(place)
    blocks += [
        Paragraph((said,)),
        drawn.once("road", lambda: charts.on_the_road(place, said, "Our place on the road map")),
        _steps(place.answer),
        *_reasons(place.answer),
        Paragraph((_caution(report, ROAD_MAP),), "small"),
    ]
    return Section("place-section", tuple(blocks))


def _steps(answer: Answer) -> Table:
    """The picture's own numbers."""
    counts = answer.counts
    head = ("Answer", "The board" if answer.agreed else "People", "Moderator")
    rows = tuple(
        (
            (choice.text,),
            ("agreed" if choice.id == answer.agreed else str(counts[choice.id]) if counts else "",),
            ("here" if choice.id == answer.rated else "",),
        )
        for choice in answer.choices
        if choice.id in (answer.rated, answer.agreed) or (counts and counts[choice.id])
    )
    rows = rows or (((spread(answer),), ("",), ("",)),)
    return Table("Answers that were given", head, rows, (11, 3, 3), frozenset({1, 2}))


def _reasons(answer: Answer) -> list[Block]:
    if not answer.rated or not answer.reasons:
        return []
    return [Paragraph(text(Strong("The moderator's reasons: "), Said(answer.reasons)))]


def _caution(report: Report, instrument: str) -> str:
    return next(asked.caution for asked in report.asked if asked.id == instrument)


def beside(report: Report, most: Amount, drawn: charts.Drawn) -> Section:
    """Section 2: what was asked in 2016 as well, with its charts and tables."""
    found, known = report.mirrored, national()
    blocks: list[Block] = [Heading(2, "2. Beside 2016", "beside")]
    if not found:
        return Section("beside-section", (*blocks, Paragraph(("Nothing here was asked in 2016.",))))
    blocks += [
        Notice("Background, and no target.", (" ".join(known.before[1:]),)),
        Paragraph((f"{known.rounding} Ours are numbers of people, from five answers on.",)),
    ]
    single = {table: pairs for table, pairs in found.items() if table not in IN_WORDS}
    for table, pairs in found.items():
        if table in IN_WORDS:
            said = " ".join([*sides(pairs), *sides_of_2016(table)])
            blocks += [Heading(3, _titled(table)), Paragraph((said,))]
            blocks += [_chart(table, said, pairs, drawn), _numbers(table, pairs), _notes(table)]
    if single and most.close:
        blocks.append(Heading(3, "One question each"))
    for table, pairs in single.items():
        blocks += _single(table, pairs, most, drawn)
    if single and most.close:
        blocks += [_together(single), Paragraph((known.short,), "small")]
    source = known.source
    where = f"{source.title} ({source.publisher}, {source.date}): {source.fieldwork}."
    blocks.append(Paragraph((f"2016: {where}",), "small"))
    return Section("beside-section", tuple(blocks))


def _titled(table: str) -> str:
    printed = national().table(table)
    return f"Table {printed.number}: {printed.about}"


def _single(
    table: str, pairs: Sequence[tuple[Answer, Beside]], most: Amount, drawn: charts.Drawn
) -> list[Block]:
    """A table of one row; its numbers stand under its chart, or where it is `close` together with
    those of the others."""
    said = " ".join(beside_sentence(*pair) for pair in pairs)
    chart = _chart(table, said, pairs, drawn)
    if not most.close:
        return [
            Heading(3, _titled(table)), Paragraph((said,)), chart, _numbers(table, pairs),
            _notes(table),
        ]  # fmt: skip
    notes = " ".join(note.says for note in national().notes_on(table))
    told = Paragraph(text(Strong(f"{_titled(table)}. "), f"{said} {notes}".strip()))
    return [told, chart] if most.charts else [told]


def _chart(
    table: str, said: str, pairs: Sequence[tuple[Answer, Beside]], drawn: charts.Drawn
) -> Picture:
    described = f"{said} {national().short} A table has every number."
    name = f"beside-{table.replace('_', '-')}"
    return drawn.once(name, lambda: charts.beside_2016(name, _titled(table), described, pairs))


def _notes(table: str) -> Paragraph:
    notes = (note.says for note in national().notes_on(table))
    return Paragraph((" ".join([national().short, *notes]),), "small")


def _together(found: dict[str, list[tuple[Answer, Beside]]]) -> Table:
    """Every number of the tables that have one row."""
    rows = tuple(
        (
            (f"{national().table(table).number}. {shorten(answer.words, IN_A_CELL)}",),
            (in_a_cell(answer),),
            (_printed(row),),
        )
        for table, pairs in found.items()
        for answer, row in pairs
    )
    head = ("Table and question", "Here, in people", "2016, in percent of councils")
    return Table("Every number of these tables", head, rows, (4.6, 4.6, 7.8), flows=True)


def _printed(row: Beside) -> str:
    base = f"of {row.base}: " if row.base else ""
    lines = (line for line in lines_of(row) if line.theirs is not None)
    return base + "; ".join(f"{labelled(e)} {e.theirs}%" for e in lines)


def _numbers(table: str, pairs: Sequence[tuple[Answer, Beside]]) -> Table:
    """A row for each row of the table: ours in people, and 2016 in percent as printed."""
    lines = lines_of(pairs[0][1])
    rows = tuple(
        (
            (_who(answer, row, len(pairs) > 1),),
            *((_cell(answer, _line(row, each.option)),) for each in lines),
        )
        for answer, row in pairs
    )
    head = ("Who", *(labelled(each) for each in lines))
    first = 6.8 if len(pairs) > 1 else 2.6
    widths = (first, *((17 - first) / len(lines) for _ in lines))
    caption = f"Table {national().table(table).number}: people here · councils in 2016 in percent"
    return Table(caption, head, rows, widths, frozenset(range(1, len(lines) + 1)))


def lines_of(row: Beside) -> list[Line]:
    return charts.in_order(row.lines)


def _who(answer: Answer, row: Beside, named: bool) -> str:
    here = "the board" if answer.agreed else f"{row.answered} here"
    base = f"of {row.base}" if row.base else "2014-15"
    return f"{plain(row.name)}: {here}; {base}" if named else f"{sentence(here)} · {base}"


def _line(row: Beside, option: str) -> Line | None:
    """An answer of a row; None where an instrument of somebody's own does not have it."""
    return next((line for line in row.lines if line.option == option), None)


def _cell(answer: Answer, line: Line | None) -> str:
    if line is None:
        return NONE
    ours = NONE if line.ours is None else str(line.ours)
    if answer.agreed:
        ours = "agreed" if line.option == answer.agreed else ""
    theirs = NONE if line.theirs is None else f"{line.theirs}%"
    return f"{ours} · {theirs}"


def others(report: Report, most: Amount) -> Section:
    """Section 3: what was asked here and in no table of 2016."""
    blocks: list[Block] = [Heading(2, "3. Other answers", "others")]
    for asked in report.asked:
        mine = [a for a in asked.answers if not a.table and asked.id != ROAD_MAP]
        if mine:
            short = len(mine) > most.long
            told = _condensed(mine) if short else [_spreads(mine, asked)]
            blocks += [Heading(3, asked.title), *told, Paragraph((asked.caution,), "small")]
    if len(blocks) == 1:
        blocks.append(Paragraph(("Nothing else was asked.",)))
    return Section("others-section", tuple(blocks))


def _condensed(answers: Sequence[Answer]) -> list[Block]:
    """A long instrument in little room: which answer was chosen most, and to how many questions;
    of the questions those for which it was the last on the scale."""
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        named = " and ".join(quoted(answer.labels[name]) for name in answer.most)
        found.setdefault(named, []).append(answer)
    told = {named: those for named, those in found.items() if named}
    said = "; ".join(
        f"{named} for {count(len(those), 'question')}" for named, those in told.items()
    )
    none = len(found.get("", []))
    few = f" For {count(none, 'question')} fewer than five answered on the scale." if none else ""
    last = [a for a in answers if a.most and a.most[-1] == _last(a)]
    blocks: list[Block] = [
        Paragraph(
            (f"Chosen most: {said}.{few} Every number {IN_SUMMARY}." if said else few.strip(),)
        )
    ]
    if last:
        which = _first_of([a.words.rstrip(".") for a in last], 8, 70)
        blocks.append(Paragraph(text(Strong(f"{quoted(last[0].labels[_last(last[0])])}: "), which)))
    return blocks


def _last(answer: Answer) -> str:
    """The answer that is furthest along the scale."""
    return [choice.id for choice in answer.choices if not (choice.aside or choice.state)][-1]


def _spreads(answers: Sequence[Answer], asked: Asked) -> Table:
    rows = tuple(((answer.words,), (in_a_cell(answer),)) for answer in answers)
    caption = f"{asked.title}: answers as numbers of people"
    return Table(caption, ("What was asked", "How it was answered"), rows, (10, 7), flows=True)


def over_time(report: Report, most: Amount) -> Section:
    """Section 4: an earlier session beside this one, and the improvement score."""
    blocks: list[Block] = [Heading(2, "4. Over time", "time")]
    past = report.over_time
    if past is None:
        blocks.append(
            Paragraph(
                (
                    "No earlier session stands beside this one. The file that ends in "
                    "summary.json can be given to the next session as the one to compare with.",
                )
            )
        )
    else:
        blocks.append(
            Paragraph((f"The earlier session was on {when(past.day)}. {RULE} {CAUTION}",))
        )
        blocks += _ways(report, most)
    return Section("time-section", (*blocks, *_scores(report)))


def _ways(report: Report, most: Amount) -> list[Block]:
    past = report.over_time
    assert past is not None
    moved = past.of("moved")
    items: list[Text] = [
        text(Strong(f"{question(each.words)} "), f"{changed(each)}.")
        for each in moved[: most.changes]
    ]
    rest = len(moved) - most.changes
    if rest > 0:
        items.append((f"And {count(rest, 'more thing')}; {IN_FILE}.",))
    blocks: list[Block] = [Heading(3, "Moved")]
    blocks.append(Bullets(tuple(items)) if items else Paragraph(("Nothing.",)))
    blocks.append(Heading(3, "Not moved, or not to be compared"))
    told = [
        ("Not moved by more than one person's answer", [_same(each) for each in past.of("same")]),
        (f"Fewer than {number(FEWEST)} answered then or now", _named(past.of("few"))),
        ("Asked in other words now", _named(past.of("reworded"))),
        ("Agreed by the board together in one of the two only", _named(past.of("apart"))),
        ("Asked then and not now", list(past.only_then)),
        ("Asked now and not then", list(past.only_now)),
    ]
    lines = [text(Strong(f"{head}: "), _first_of(found)) for head, found in told if found]
    blocks.append(Bullets(tuple(lines)) if lines else Paragraph(("Nothing.",)))
    return blocks


def _same(each: Changed) -> str:
    return each.words.rstrip(".")


def _named(found: Sequence[Changed]) -> list[str]:
    return [each.words.rstrip(".") for each in found]


def _first_of(found: Sequence[str], most: int = 6, cut: int = 44) -> str:
    said = [shorten(each, cut) for each in found[:most]]
    rest = len(found) - most
    return ended("; ".join([*said, f"and {number(rest)} more"] if rest > 0 else said))


def _scores(report: Report) -> list[Block]:
    """The improvement score of every row of Table 3 that was asked."""
    asked = [answer for answer in report.answers() if answer.table == TABLE]
    if not asked:
        return []
    if report.shared:
        none = "The improvement score counts people. The board answered together, so it has none."
        return [Paragraph((none,))]
    past = {each.row: each for each in report.over_time.scores} if report.over_time else {}
    rows: list[tuple[Text, ...]] = []
    for answer in asked:
        here, then = report.scores.get(answer.row), past.get(answer.row)
        cells = [plain(national().table(TABLE).row(answer.row).name)]
        if report.over_time:
            cells.append(points(then.before) if then else NONE)
        cells.append(points(here) if here else "fewer than five")
        if report.over_time:
            cells.append(moved_by(then) if then else NONE)
        cells.append(signed(in_2016(answer.row).points))
        rows.append(tuple((cell,) for cell in cells))
    head = ("Partner", "Now", "2016")
    widths: tuple[float, ...] = (6, 7, 2)
    if report.over_time:
        head = ("Partner", "Then", "Now", "Moved or not", "2016")
        widths = (5.4, 3.4, 3.4, 3.2, 1.6)
    says = national().figure_2.says
    about = (
        "Involved (very and fairly) less not involved (not very and not at all), in percentage "
        "points of all who answered that row. It is a difference between two groups of people, "
        "and no mark for a partner."
    )
    one = "With ten answers, one person who answers the other way moves it by 20 points."
    return [
        Heading(3, "The improvement score of Figure 2"),
        Paragraph((f"{about} {one}",)),
        Table(
            "Points (how many said involved, how many not, of how many)", head, tuple(rows), widths
        ),
        Paragraph((f"{says} {_compared()}",), "small"),
    ]


def _compared() -> str:
    table, figure = national().table(TABLE), national().figure_2
    new = [row.name for row in table.rows if row.id not in figure.compared]
    return (
        f"Figure 2 compared {len(figure.compared)} rows; these three were new in 2016: "
        f"{listed(new)}."
    )


def moderation(report: Report, most: Amount) -> Section:
    """Section 5: the answers and the rating from outside, side by side."""
    blocks: list[Block] = [Heading(2, "5. Seen from outside", "moderation")]
    if not report.rated:
        blocks.append(Paragraph(("Nobody from outside has rated an answer.",)))
        return Section("moderation-section", tuple(blocks))
    apart = sum(otherwise(answer) for answer in report.rated)
    said = (
        f"A moderator rated {count(len(report.rated), 'answer')}; {number(apart)} of them in "
        "another way than most people. Both stand; neither replaces the other."
        f"{_more(len(report.rated), most)}"
    )
    rows = tuple(
        (
            (shorten(answer.words, IN_A_CELL),),
            (in_a_cell(answer),),
            (rated(answer),),
            (Said(shorten(answer.reasons, most.cut)),) if answer.reasons else ("set aside",),
        )
        for answer in report.rated[: most.rows]
    )
    head = ("What was asked", "People here", "The moderator", "The moderator's reasons")
    table = Table("Answers and moderation", head, rows, (3.6, 5, 3, 5.4), flows=True, labelled=True)
    return Section("moderation-section", (*blocks, Paragraph((said,)), table))


def evidence(report: Report, most: Amount) -> Section:
    """Section 6: what people wrote beside their answers."""
    blocks: list[Block] = [Heading(2, "6. What shows it", "evidence")]
    found = report.shown
    few = f"Words beside an answer are shown where {number(FEWEST)} or more answered it."
    if not found:
        blocks.append(Paragraph((f"Nothing is shown here. {few}",)))
        return Section("evidence-section", tuple(blocks))
    order = "In people's own words, in no order that tells who wrote."
    blocks.append(Paragraph((f"{order} {few}{_more(len(found), most)}",)))
    rows = tuple(
        ((shorten(answer.words, IN_A_CELL),), in_paragraphs(_shows(answer.shows, most)))
        for answer in found[: most.rows]
    )
    table = Table("What shows an answer", ("Answer", "What shows it"), rows, (5, 12), flows=True)
    return Section("evidence-section", (*blocks, table))


def _more(many: int, most: Amount) -> str:
    """That a table holds the first of so many rows."""
    if many <= most.rows:
        return ""
    return f" These are the first {number(most.rows)} of {number(many)}; {IN_FILE}."


def _shows(shows: Sequence[Shows], most: Amount) -> list[Text]:
    found = [
        text(
            Said(shorten(each.evidence, most.cut)),
            *((" Sees to it: ", Said(each.owner), ".") if each.owner else ()),
            *((" By when: ", Said(each.by_when), ".") if each.by_when else ()),
        )
        for each in shows[: most.evidence]
    ]
    rest = len(shows) - most.evidence
    return [*found, (f"And {number(rest)} more; {IN_FILE}.",)] if rest > 0 else found


def what_next(report: Report, most: Amount) -> Section:
    """Section 7: the next two steps, and what others did."""
    known, steps = next_steps(), road_map()
    blocks: list[Block] = [Heading(2, "7. What may come next", "next")]
    begin = report.place.begin if report.place else None
    if begin is not None:
        blocks.append(
            Paragraph(
                (
                    f"Counted from step {steps[begin]}: the earlier of where most people and where "
                    "the moderator place it, so that nothing is passed over.",
                )
            )
        )
    if not report.offered:
        blocks.append(Paragraph(("No place and no answer asks for a reply here.",)))
    else:
        blocks.append(Notice("The kit's own matching.", (known.matched_by_the_kit,)))
        rows = tuple(_offer(offer, most.practices) for offer in report.offered if offer.practices)
        head = ("Next step, or answer", "What others did, or are asked to do, and where it stands")
        blocks.append(Table("What may come next", head, rows, (4.5, 12.5), flows=True))
        if left := [offer.because for offer in report.offered if not offer.practices]:
            blocks.append(
                Paragraph((f"What stands above may also serve here. {_sentences(left)}",))
            )
        blocks.append(Paragraph((known.as_it_was,), "small"))
    return Section("next-section", tuple(blocks))


def _offer(offer: Offered, most: int) -> tuple[Text, Text]:
    head = offer.heading or sentence(offer.because)
    said: list[Text] = []
    for practice in offer.practices[:most]:
        others = f" {practice.others}" if practice.others else ""
        said.append((f"{practice.do}{others} ({practice.source}.)",))
    return (head,), in_paragraphs(said)


def _sentences(said: Sequence[str]) -> str:
    return " ".join(f"{sentence(each)}." for each in said)


def actions(report: Report, most: Amount) -> Section:
    """Section 8: what was proposed for the board to agree."""
    blocks: list[Block] = [Heading(2, "8. Actions, proposed for the board to agree", "actions")]
    if not report.actions:
        blocks.append(Paragraph(("No action has been proposed yet.",)))
        return Section("actions-section", tuple(blocks))
    rows = tuple(
        (
            in_paragraphs(
                [
                    text(f"{action.number}. ", Strong(Said(action.text))),
                    *(
                        text("Also worded, not chosen yet: ", Said(each.text))
                        for each in action.also
                    ),
                ]
            ),
            (Said(action.owner),) if action.owner else ("not said",),
            (Said(action.when),) if action.when else ("not said",),
            (shorten(action.answers, IN_A_CELL) or "no answer was named",),
        )
        for action in report.actions[: most.rows]
    )
    head = ("Action", "Who leads (a role)", "By when", "Which answer it follows from")
    said = f"The board has agreed none of this yet.{_more(len(report.actions), most)}"
    table = Table("Actions", head, rows, (6.5, 3.5, 2.5, 4.5), flows=True, labelled=True)
    return Section("actions-section", (*blocks, Paragraph((said,)), table))


def about(report: Report) -> Section:
    """Section 9: what this cannot show, and where it is from."""
    facts = [
        f"Numbers about people are shown from {number(FEWEST)} answers on; below that only how "
        "many answered. Where everybody gave the same answer, everybody can see what each said: "
        "on a board of this size people may guess who answered anyway.",
        "Answers by agency or role are not in this report.",
        "Answers are counted and never averaged. Don't know is an answer; leaving out is none.",
        "Differences to 2016, to an earlier session or to the moderator do not say why.",
        "The letters, the types and the road map are no marks. C is a state and not a step.",
        checked(report.check),
        made_and_erased(report),
    ]
    if report.told and report.shown_at:
        facts.insert(0, f"Answers are counted as they stood on {day(report.shown_at)}.")
    known = next_steps().sources.values()
    papers = [f"{each.short}: {each.title} ({each.publisher}, {each.date})." for each in known]
    return Section(
        "about-section",
        (
            Heading(2, "9. What this cannot show", "about"),
            Bullets(tuple((fact,) for fact in facts)),
            Heading(3, "Where the questions and the practices are from"),
            Bullets(
                (
                    *_sources(report),
                    (f"Practices, in this kit's own words: {' '.join(papers)}",),
                )
            ),
        ),
    )


def _sources(report: Report) -> list[Text]:
    """Each document once, with the instruments that follow it."""
    found: dict[str, list[str]] = {}
    for asked in report.asked:
        found.setdefault(asked.document, []).append(f"{asked.title} ({asked.where})")
    return [
        (f"After {paper}, in this kit's own words: {'; '.join(which)}.",)
        for paper, which in found.items()
    ]
