"""The pages behind page one: what was done, key factors, read-back, overlap, plan, and a word on
the summary itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from exercises.library import Principle, PrincipleId, Source, six_principles
from exercises.sending import Looked
from facilitator.summaries.actions import actions, duty_sources, reminds
from facilitator.summaries.added import added, introduced
from facilitator.summaries.against import NOT_YET
from facilitator.summaries.against import against as plan
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
from facilitator.summaries.chair import STAGES, chair, dots_of, names
from facilitator.summaries.held import RATINGS_LATER, WORDS_LATER, Close, Held, Stretch
from facilitator.summaries.numbering import numbered
from facilitator.summaries.phrases import (
    count,
    day,
    listed,
    moment,
    number,
    sentence,
    span,
    tables,
    who,
    whoever,
)
from facilitator.summaries.report import KeyFactor, Report, TableWork

__all__ = [
    "about",
    "actions",
    "chair",
    "close",
    "key_factors",
    "overlap",
    "plan",
    "read_back",
    "title",
    "what_was_done",
]

LICENCE = Link(
    "Open Government Licence v3.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
)
APART = "The lines themselves, word for word, are a separate file that the trainer can make."
COULD = {"yes": "Yes", "partly": "Partly", "no": "No", "": "Not answered yet"}


def title(report: Report) -> str:
    """What the document is called in a browser's tab and in its properties."""
    return report.titled()


def what_was_done(report: Report) -> Section:
    """Section 2: tables, stages, and who decided what."""
    blocks: list[Block] = [
        Heading(2, "2. What was done, and who decided", "done"),
        Bullets(tuple(_who_decided(report))),
    ]
    if not (report.as_one or report.plan_only):
        blocks.append(_tables(report))
    if report.stretches:
        blocks.append(stages(report.stretches, STAGES))
    return Section("what-was-done", tuple(blocks), page=True)


def stages(stretches: Sequence[Stretch], names: Mapping[str, str]) -> Table:
    """When the room was at which stage; `names` are what stages are called."""
    rows = tuple(
        (
            (_stage(stretch, names),),
            (", and again ".join(span(*each) for each in stretch.spans),),
            (_minutes(stretch.minutes),),
        )
        for stretch in stretches
    )
    caption = f"Stages on {day(stretches[0].spans[0][0])}"
    return Table(caption, ("Stage", "From and to", "On the clock"), rows, (4, 5, 3))


def _stage(stretch: Stretch, names: Mapping[str, str]) -> str:
    name = sentence(names.get(stretch.stage, stretch.stage))
    return f"{name} {stretch.round}" if stretch.round else name


def _minutes(minutes: float | None) -> str:
    return "no clock" if minutes is None else f"{minutes:g} minute{'s' * (minutes != 1)}"


def _tables(report: Report) -> Table:
    rows = tuple(
        (
            (f"Table {table.number}",),
            (str(table.lines),),
            (names(table.condensed) or "none",),
            (_remarks(table),),
        )
        for table in report.tables
    )
    head = ("Table", "Lines", "Condenses", "Remarks")
    return Table("Tables and their lines", head, rows, (2, 1.4, 4, 5), frozenset({1}))


def _remarks(table: TableWork) -> str:
    said = []
    if table.came_in:
        said.append(f"came in at round {table.came_in}")
    if table.joined:
        said.append(f"went on with table {table.joined}")
    if not table.open:
        said.append("closed before the end; its lines are kept")
    if table.late:
        said.append(f"{count(table.late, 'line')} after time")
    if table.typed_for:
        said.append(f"{count(table.typed_for, 'line')} typed in by the trainer")
    return sentence("; ".join(said)) or "none"


def _who_decided(report: Report) -> list[Text]:
    return [
        *([_brought(report)] if report.plan_only else _of_the_rounds(report)),
        *_checked(report),
    ]


def _brought(report: Report) -> Text:
    """Where the key factors of a plan check came from."""
    total = count(len(report.factors), "key factor")
    return text(
        Strong("Key factors: "),
        f"{total}, brought along. No rounds were worked in this session, so there are no lines, no "
        "read-back and no dots.",
    )


def _checked(report: Report) -> list[Text]:
    """Who held what against the plan, and who proposed what follows."""
    plans = {row.by for row in report.plan if row.by}
    compared = f"Compared by {whoever(plans)}." if plans else NOT_YET
    found = [text(Strong("Plan: "), compared)]
    items = [item for lens in report.lenses for item in lens.items if item.by]
    if items:
        said = f"Decided by {whoever(item.by for item in items)}."
        found.append(text(Strong("Lenses: "), said))
    if report.actions:
        by = whoever(action.by for action in report.actions)
        order = "; put in order with the room" if report.ordered and not report.solo else ""
        said = f"{len(report.actions)}, proposed by {by}{order}."
        found.append(text(Strong("Actions: "), said))
    return found


def _of_the_rounds(report: Report) -> list[Text]:
    late = f" {sentence(count(report.late, 'line'))} came after time was up." if report.late else ""
    solo = "One person wrote them, working alone."
    blind = "No table saw another table's lines during the rounds."
    seen = "Each table saw what earlier tables had written on the principle (carousel)."
    shared = "The whole room wrote them together, at one screen."
    blind = shared if report.shared else blind
    how = solo if report.solo else seen if report.mode == "carousel" else blind
    found = [text(Strong("Lines: "), f"{report.total}. {how}{late}")]
    found.append(text(Strong("Key factors: "), _who_condensed(report)))
    if report.dots_placed:
        by = "the room" if report.shared else tables(report.dots_by)
        by = "one person" if report.solo else by
        shown = "shown to the room" if report.dots_shown else "not shown to the room yet"
        each = "principle" if report.as_one else "principle and table"
        said = f"{count(report.dots_each, 'dot')} for each {each}; {report.dots_placed} placed, "
        said += f"by {by}." if report.as_one else f"by {by}. The totals were {shown}."
        found.append(text(Strong("Dots: "), sentence(said)))
    if report.by_hand:
        said = f"made by hand by the trainer, with the room, for {names(report.by_hand)}."
        found.append(text(Strong("Order: "), sentence(said)))
    if not report.dots_placed and not report.by_hand:
        found.append(text(Strong("Priorities: "), NOT_YET))
    backs = {back.by for back in report.readback if back.by}
    answered = f"Answered by {whoever(backs)}." if backs else NOT_YET
    found.append(text(Strong("Read-back: "), answered))
    return found


def _who_condensed(report: Report) -> str:
    if not report.factors:
        return "None has been agreed yet."
    makers: dict[str, list[PrincipleId]] = {}
    for factor in report.factors:
        if not factor.joined_from and factor.principle not in makers.setdefault(factor.by, []):
            makers[factor.by].append(factor.principle)
    said = [f"{names(those)} by {who(by)}" for by, those in makers.items()]
    joined = [factor for factor in report.factors if factor.joined_from]
    total = f"{len(report.factors)} in all"
    by = whoever(factor.by for factor in joined)
    across = f". {sentence(number(len(joined)))}" if joined else ""
    if joined:
        verb = "was" if len(joined) == 1 else "were"
        across = f"{across} {verb} joined across principles by {by}"
    return f"{total}: {'; '.join(said)}{across}." if said else f"{total}{across}."


def key_factors(report: Report) -> Section:
    """Section 3: each principle's key factors, with dots, principles served and lineage. A plan
    check has none of it."""
    if report.plan_only:
        return Section("key-factors-by-principle", ())
    blocks: list[Block] = [Heading(2, "3. Key factors by principle", "key-factors")]
    if not report.factors:
        blocks.append(Paragraph((f"No key factors have been agreed yet. {_waiting(report)}",)))
    else:
        left = "As they were left" if report.as_one else "As the tables left them"
        order = "By dots" if report.dots_placed else left
        if report.by_hand:
            order += f", but by hand under {names(report.by_hand)}"
        blocks.append(
            Paragraph((f"{order}. “Serves” names each principle that a key factor helps to keep.",))
        )
        for principle in six_principles().principles:
            blocks += _principle(report, principle)
    return Section("key-factors-by-principle", tuple(blocks))


def _waiting(report: Report) -> str:
    if not report.total:
        return "No line has been written."
    by = [f"{names([p])} {n}" for p, n in report.lines.items()]
    return f"There are {count(report.total, 'line')} to condense: {listed(by)}."


def _principle(report: Report, principle: Principle) -> list[Block]:
    blocks: list[Block] = [
        Heading(3, principle.name),
        Paragraph((f"“{principle.definition}”",), "quote"),
    ]
    here = report.factors_of(principle.id)
    others = [f for f in report.factors if principle.id in f.serves and f not in here]
    if here:
        blocks.append(
            Items(tuple(Item(f.number, _wording(f), tuple(_details(f, report))) for f in here))
        )
    elif not others:
        lines = count(report.lines[principle.id], "line")
        blocks.append(Paragraph((f"Not condensed yet ({lines}).",)))
    if others:
        numbers = listed(f.number for f in others)
        said = f"Also served by key factor{'s' * (len(others) > 1)} {numbers}."
        blocks.append(Paragraph((said,), "small"))
    return blocks


def _wording(factor: KeyFactor) -> Text:
    return text(Strong(Said(factor.words)))


def _details(factor: KeyFactor, report: Report) -> list[Text]:
    serves = "principle" if len(factor.serves) == 1 else "principles"
    found: list[Text] = [
        (
            f"{dots_of(factor)}{_on_lines(factor)} · serves {len(factor.serves)} {serves}: "
            f"{names(factor.serves)}",
        ),
        (lineage(factor, report.as_one),),
    ]
    found += [text("Also worded, not chosen yet: ", Said(rival)) for rival in factor.also_worded]
    return found


def _on_lines(factor: KeyFactor) -> str:
    n = factor.dots_on_lines
    return f" ({n} of them on the lines behind it)" if n else ""


def lineage(factor: KeyFactor, as_one: bool = False) -> str:
    """Where a key factor comes from: 'From 4 lines of tables 1, 3 and 6 · condensed by table 1'.
    Where all worked `as_one` no table is named."""
    did = "joined" if factor.joined_from else "condensed"
    across = f" across {names(factor.joined_from)}" if len(factor.joined_from) > 1 else ""
    by = f"{did}{across} by {who(factor.by)}"
    if not factor.lines:
        return sentence(f"{by}, without a line behind it")
    lines = f"{factor.lines} line{'s' * (factor.lines != 1)}"
    return f"From {lines}{'' if as_one else f' of {tables(factor.tables)}'} · {by}"


def read_back(report: Report) -> Section:
    """Section 4: each "I" statement, exact, with the room's answer beside it. A plan check has
    none of it."""
    if report.plan_only:
        return Section("read-back-section", ())
    blocks: list[Block] = [
        Heading(2, "4. Read back beside the “I” statements", "read-back"),
        Paragraph(
            text(
                f"The key factors were read beside each “I” statement: could {report.person} say "
                "this? What is still missing? This step was added by the kit."
            )
        ),
    ]
    if not any(back.could or back.missing for back in report.readback):
        blocks[1:] = [Paragraph((NOT_YET,))]
    else:
        known = {p.id: p for p in six_principles().principles}
        rows = []
        for back in report.readback:
            rows.append(
                (
                    text(Strong(known[back.principle].name)),
                    (f"“{known[back.principle].statement}”",),
                    text(Strong(COULD[back.could])),
                    (Said(back.missing),) if back.missing else ("nothing noted",),
                )
            )
        head = ("Principle", "“I” statement", f"Could {report.person} say this?", "Still missing")
        caption = "The “I” statements and the room's answers"
        blocks.append(Table(caption, head, tuple(rows), (2.4, 4.4, 1.9, 4)))
        blocks.append(Paragraph(_source(), "small"))
    return Section("read-back-section", tuple(blocks))


def _source() -> Text:
    """Where the quoted words come from, with the licence they are used under."""
    return quoted("Definitions and “I” statements", six_principles().source)


def quoted(what: str, source: Source) -> Text:
    """Where quoted words come from; the licence is linked where the source names it."""
    before, licence, after = source.attribution.partition(LICENCE.text)
    where = f"{source.title}, {_place(source.paragraph)} ({source.publisher})"
    return text(f"{what}: {where}. {before}", *([LICENCE] if licence else []), after)


def _place(paragraph: str) -> str:
    """'paragraph 14.13', or a place that names its own kind, such as 'Appendix 2'."""
    return f"paragraph {paragraph}" if paragraph[:1].isdigit() else paragraph


def noted(source: Source) -> str:
    """What has to be known about a source, and the day on which it was last looked at."""
    checked = day(datetime.fromisoformat(source.checked).timestamp())
    return f"{' '.join(source.note.split())} Checked on {checked}."


def overlap(report: Report) -> Section:
    """Section 5: which key factors serve which principles, in words, picture and table. A
    plan check has none of it."""
    if report.plan_only:
        return Section("overlap-section", ())
    blocks: list[Block] = [Heading(2, "5. How the principles overlap", "overlap")]
    if not report.factors:
        blocks.append(Paragraph(("There are no key factors to compare yet.",)))
    else:
        from facilitator.summaries.figure import picture

        rows = tuple(
            (
                text(f"{f.number}. ", Said(f.words)),
                (names([f.principle]),),
                (names([p for p in f.serves if p != f.principle]) or "none",),
            )
            for f in report.factors
        )
        head = ("Key factor", "Own principle", "Serves as well")
        blocks += [
            Paragraph((" ".join(report.overlap),)),
            picture(report),
            Table("Which key factors serve which principles", head, rows, (5, 2.2, 5)),
        ]
    return Section("overlap-section", tuple(blocks), page=True)


def close(report: Report) -> Section:
    """What people take away."""
    return take_away(report.close, numbered(report, "close"))


def take_away(said: Close, number: int) -> Section:
    """What people said about themselves, as section `number`, by the rule on numbers about
    people."""
    blocks: list[Block] = [Heading(2, f"{number}. What people take away", "close")]
    if not said.answered:
        blocks.append(Paragraph(("Nobody has answered the two questions at the end.",)))
        return Section("close-section", tuple(blocks))
    people = count(said.answered, "person has", "people have")
    blocks.append(
        Paragraph(
            (
                f"{sentence(people)} answered on a phone of their own or on paper, without a name "
                "and without a table.",
            )
        )
    )
    if said.few:
        blocks.append(Paragraph((WORDS_LATER,), "small"))
    if said.ratings is None:
        blocks.append(Paragraph((RATINGS_LATER,), "small"))
    else:
        rows = tuple(((word,), (str(n),)) for word, n in said.ratings.items())
        caption = "How was this for you?"
        blocks.append(Table(caption, ("Answer", "People"), rows, (3, 1), frozenset({1})))
    if said.differently:
        blocks.append(Heading(3, "What will I do differently?"))
        blocks.append(Bullets(tuple((Said(words),) for words in said.differently)))
    if said.lines:
        blocks.append(Heading(3, "What people said about it"))
        blocks.append(Bullets(tuple((Said(words),) for words in said.lines)))
    return Section("close-section", tuple(blocks))


def checked(check: Looked | None) -> str:
    """Whether the trainer looked for what could identify somebody, and what was left."""
    if check is None:
        return (
            "The trainer has not yet confirmed the check for words that could identify somebody: "
            "read it through before you send it on."
        )
    left = [
        f"{count(n, 'piece')} that the program pointed at {where}"
        for n, where in (
            (check.left, "here"),
            (check.left_in_lines, "in the file of every line"),
        )
        if n
    ]
    kept = f" The trainer left {listed(left)}." if left else ""
    since = " Words have changed since: look once more." if check.stale else ""
    return (
        "The trainer looked for words that could identify somebody and confirmed it on "
        f"{moment(check.at)}.{kept}{since}"
    )


def made_and_erased(report: Held, where: str = "the trainer's computer") -> str:
    """When the summary was made, and what becomes of the session, which is kept on `where`."""
    return (
        f"Made on {moment(report.made)}. The session is erased from {where} on "
        f"{day(report.erased)}; this file is not."
    )


def about(report: Report) -> Section:
    """The last section: what this is, what the kit added, where the words come from."""
    exercise = six_principles()
    facts: list[Text] = [
        text(Said(report.label)),
        (_counted(report),),
        ("What was withdrawn or set aside is neither shown nor counted.",),
        (checked(report.check),),
        *([] if report.plan_only else [(APART,)]),
        (made_and_erased(report),),
    ]
    blocks: tuple[Block, ...] = (
        Heading(2, f"{numbered(report, 'about')}. About this summary", "about"),
        Bullets(tuple(facts)),
        Heading(3, "Added by this kit"),
        Paragraph((introduced(report),)),
        Bullets(tuple((part,) for part in added(report))),
    )
    if not report.plan_only:
        blocks += (
            Heading(3, "Where the quoted words come from"),
            Paragraph(_source()),
            Paragraph((noted(exercise.source),), "small"),
        )
    if reminds(report):
        blocks += tuple(duty_sources())
    return Section("about-section", blocks)


def _counted(report: Report) -> str:
    """What is counted, and that nobody is named."""
    if report.plan_only:
        what = "Key factors, decisions and actions"
    else:
        what = f"Lines{' and dots' if report.as_one else ', dots and tables'}"
    slips = "people only where they filled in a slip at the end"
    return f"{what} are counted; {slips}. Nobody is named."
