"""The parts of a study's report: the method on one page, then what was found and what it cannot
show."""

from __future__ import annotations

from exercises.interviews.agreement import ALL, Counted
from exercises.interviews.content import interview_words
from facilitator.summaries.blocks import (
    Block,
    Break,
    Bullets,
    Heading,
    Notice,
    Paragraph,
    Said,
    Section,
    Strong,
    Table,
    Text,
    text,
)
from facilitator.summaries.interviews.report import Cell, Quotation, Report, Theme
from facilitator.summaries.phrases import count, day, listed, moment, number, sentence

EMPTY = "empty: not looked at"
STATES = {"nothing": "nothing said", "not asked": "not asked", "": EMPTY}
ACROSS = 3  # organisations side by side on a sheet of paper
NO_KAPPA = {
    "few": "not worked out: too few sentences",
    "same": "not worked out: both did the same throughout",
    "waiting": "not worked out",
}


def every(report: Report) -> tuple[Section, ...]:
    """The whole report, in order."""
    return (
        method(report),
        chart(report),
        themes(report),
        agreement(report),
        typology(report),
        cannot(report),
    )


def method(report: Report) -> Section:
    """One page: what was done, with whom, and who answers for it."""
    words = interview_words()
    blocks: list[Block] = [
        Heading(1, report.heading),
        report.lead,
        *report.marked,
        *_unfinished(report),
        Paragraph((words.report.method,)),
        Heading(2, "How it was done", "method"),
        Bullets(tuple(_how(report))),
        Heading(2, "The steps", "steps"),
        Bullets(tuple((Strong(f"{step.title}. "), step.text) for step in words.steps)),
        Heading(2, "About this report", "about"),
        Bullets(tuple((line,) for line in _about(report))),
    ]
    return Section("method", tuple(blocks))


def chart(report: Report) -> Section:
    """Themes by organisations. On paper, some organisations side by side and then the next."""
    blocks: list[Block] = [
        Heading(2, "The chart: themes by organisations", "chart"),
        Paragraph(
            (
                "Summaries are the officer's. “Nothing said” means that it was asked and nothing "
                "was said; “not asked” is something else; an empty cell was not looked at.",
            )
        ),
    ]
    if not report.organisations:
        return Section("chart", (*blocks, Paragraph(("There is no interview to chart yet.",))))
    for begin in range(0, len(report.organisations), ACROSS):
        here = report.organisations[begin : begin + ACROSS]
        rows: tuple[tuple[Text, ...], ...] = tuple(
            (
                (Said(theme.title),),
                *(_cell(cell) for cell in theme.cells[begin : begin + ACROSS]),
            )
            for theme in report.themes
        )
        names = tuple(each.name for each in here)
        caption = f"What was said on each theme: {count(len(here), 'organisation')}, "
        caption += listed(each.letter for each in here)
        width = 13.5 / len(here)
        head = ("Theme", *(f"Organisation {name}" for name in names))
        blocks.append(
            Table(caption, head, rows, (3.5, *(width for _ in here)), flows=True, labelled=True)
        )
    return Section("chart", tuple(blocks), page=True)


def themes(report: Report) -> Section:
    """Each theme with how often it was marked, and its quotations."""
    blocks: list[Block] = [
        Heading(2, "Themes, with quotations", "themes"),
        Paragraph(
            (
                "Words in [square brackets] were put in by the officer. Quotations come from "
                "notes: they are what the interviewer typed.",
            )
        ),
    ]
    for theme in report.themes:
        blocks.append(Heading(3, theme.title))
        if theme.about:
            blocks.append(Paragraph((sentence(f"{theme.about}."),), "small"))
        blocks.append(Paragraph((_marked(theme),)))
        for quote in theme.quotations:
            blocks.append(Paragraph(_quoted(quote), "quote"))
    if report.waiting_quotes:
        many = count(report.waiting_quotes, "quotation")
        blocks.append(
            Paragraph(
                (
                    sentence(
                        f"{many} chosen and not in this report: not looked at as it stands, or not "
                        "to be quoted."
                    ),
                ),
                "small",
            )
        )
    return Section("themes", tuple(blocks))


def agreement(report: Report) -> Section:
    """How far two coders agree, with the counts beside kappa."""
    words = interview_words()
    blocks: list[Block] = [Heading(2, "Agreement between two coders", "agreement")]
    if not report.agreed:
        blocks.append(
            Paragraph(
                (
                    "One person marked the notes. Nobody compared it with a second coding, so "
                    "how far somebody else would have marked the same is not known.",
                )
            )
        )
        return Section("agreement", tuple(blocks))
    alone = report.interviews - report.compared
    said = f"Two people marked {count(report.compared, 'interview')} "
    said += f"({count(report.sentences, 'sentence')}), each alone. "
    if alone:
        said += f"One person alone read {count(alone, 'interview')}. "
    said += f"They differed {count(report.differing, 'time')}"
    said += f"; not decided of these: {number(report.undecided)}." if report.differing else "."
    head = ("Theme or code", "Both", "Officer only", "Second only", "Neither", "Same", "Kappa")
    blocks += [
        Paragraph((said,)),
        Paragraph((words.kappa,)),
        Table(
            "Sentences by what the two coders did with them",
            head,
            tuple(_counted(row) for row in report.agreed),
            (4, 1.5, 1.8, 1.8, 1.7, 2.2, 4),
            frozenset({1, 2, 3, 4}),
            labelled=True,
        ),
        Paragraph((words.kappa_source,), "small"),
    ]
    return Section("agreement", tuple(blocks))


def typology(report: Report) -> Section:
    """Where organisations were placed, by what was said."""
    words = interview_words()
    blocks: list[Block] = [
        Heading(2, "Typology", "typology"),
        Notice("Take care.", (words.typology.caution,)),
    ]
    if report.placed:
        rows: tuple[tuple[Text, ...], ...] = tuple(
            (
                (f"Organisation {each.organisation.name}",),
                (Strong(each.type), Break(), each.about),
                text(
                    Said(each.why),
                    f"{' ' * bool(each.why)}Shown by {count(each.behind, 'sentence')}.",
                    " A sentence behind it is gone or has changed." * each.again,
                ),
            )
            for each in report.placed
        )
        head = ("Organisation", "Type", "Why")
        blocks.append(Table("Organisations placed in the typology", head, rows, (3.5, 6.5, 7)))
    left = [
        each for each in report.organisations if each not in [p.organisation for p in report.placed]
    ]
    if left:
        names = listed(each.letter for each in left)
        blocks.append(Paragraph((f"Not placed: {names}.",)))
    blocks.append(Paragraph((f"After {words.source('doncaster').line}",), "small"))
    return Section("typology", tuple(blocks))


def cannot(report: Report) -> Section:
    """What it cannot show, and where it comes from."""
    words = interview_words()
    used = [source for source in words.sources if source.id in report.sources]
    sources = [f"{source.line} {source.note}" for source in used]
    blocks: list[Block] = [
        Heading(2, "What this cannot show", "cannot"),
        Bullets(tuple((line,) for line in words.report.cannot)),
        Heading(2, "Sources", "sources"),
        Bullets(tuple((line,) for line in sources)),
    ]
    return Section("cannot", tuple(blocks))


def _unfinished(report: Report) -> list[Block]:
    left = []
    if not report.interviews:
        left.append("interviews")
    empty = sum(not cell.state for theme in report.themes[:7] for cell in theme.cells)
    if empty:
        left.append(f"{count(empty, 'cell')} of the chart")
    if report.undecided:
        left.append(f"{count(report.undecided, 'difference')} between the coders")
    if not left:
        return []
    return [Notice("Not finished.", (f"Not done yet: {listed(left)}.",))]


def _how(report: Report) -> list[Text]:
    many = count(report.interviews, "interview")
    organisations = count(len(report.organisations), "organisation")
    found = [
        f"{sentence(many)} with people from {organisations}, by the guide “{report.about}”. "
        f"The guide follows {report.guide}",
        "Before each, the person was told what it is for, that they can stop and take back what "
        "they said, what is noted and until when, that they may be recognised, and that a risk to "
        "a child or an adult is passed on. Notes were opened only when consent was recorded.",
        "People have numbers and organisations have letters. The kind of an organisation is named "
        f"only where there are at least {interview_words().few} interviews of it.",
    ]
    if report.withdrawn:
        was = "was" if report.withdrawn == 1 else "were"
        withdrawn = sentence(count(report.withdrawn, "interview"))
        found.append(f"{withdrawn} {was} withdrawn or erased, and in nothing of this.")
    if report.own_codes:
        return [
            *((line,) for line in found),
            (
                "Codes of the study's own, beside the seven themes: ",
                Said(listed(report.own_codes)),
                ".",
            ),
        ]
    return [(line,) for line in found]


def _about(report: Report) -> list[str]:
    check = report.check
    looked = (
        "Nobody has confirmed yet that it was looked through for what could identify somebody."
        if check is None
        else "The officer looked for what could identify somebody, on "
        f"{moment(check.at)}.{' Words have changed since.' * check.stale}"
    )
    made = (
        f"Made on {moment(report.made)}. The study is erased from the officer's computer on "
        f"{day(report.erased)}; this file is not."
    )
    return [looked, made]


def _cell(cell: Cell) -> Text:
    if cell.state != "said":
        return (STATES[cell.state],)
    behind = f" ({count(cell.behind, 'sentence')} behind it)" if cell.behind else ""
    again = " To be read again: a sentence behind it is gone or has changed." * cell.again
    return text(Said(cell.text), behind, again)


def _marked(theme: Theme) -> str:
    said = f"{count(theme.marked, 'sentence')} of the notes"
    return sentence(f"{said} {'belongs' if theme.marked == 1 else 'belong'} here.")


def _quoted(quote: Quotation) -> Text:
    return text("“", Said(quote.text), f"” (organisation {quote.organisation.name})")


def _counted(row: Counted) -> tuple[Text, ...]:
    kappa = NO_KAPPA[row.why] if row.why else f"{row.kappa:.2f}"
    title = (row.title,) if row.code == ALL else (Said(row.title),)
    numbers = (row.both, row.officer, row.second, row.neither)
    same = f"{round(row.share * 100)}% of {row.units}"
    return (title, *((str(n),) for n in numbers), (same,), (kappa,))
