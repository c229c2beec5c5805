"""The two documents of an audit's record: the audit group's own, and the board's page.

Neither attributes anything to anybody. The board's page is made of `record.board` alone, which has
counts, themes, actions and good practice and no field for a note.
"""

from __future__ import annotations

from collections.abc import Sequence

from exercises.audit.content import audit_words
from exercises.audit.record import Counted, Counts, OfFile, Row
from facilitator.summaries.audit.report import Report
from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Heading,
    Notice,
    Paragraph,
    Said,
    Section,
    Table,
    Text,
    text,
)
from facilitator.summaries.doings import actions, checked, counted_up, followed, made
from facilitator.summaries.phrases import count, day, listed, sentence

LEADER = "audit lead"
DRAFT = "Not everybody has read this as it stands. It is not for filing yet."
EXPLAINED = ("no", "not-recorded")  # the two answers that a reader could take for one another
TOO_FEW = "No question was answered for five files or more, so nothing is counted here."
TOO_FEW_PEOPLE = "No question was answered by five people or more, so nothing is counted here."


def group(report: Report) -> tuple[Section, ...]:
    """The audit group's own document: what it is about, each file on a page, what follows. With
    one file it is one page."""
    parts = (first(report), *files(report), follows(report))
    if len(report.record.files) > 1:
        return parts
    return (Section("audit", tuple(block for part in parts for block in part.blocks)),)


def board(report: Report) -> Section:
    """The page for the board's quality subgroup."""
    told = report.record.board
    words = audit_words()
    range_ = f", closed from {told.since} to {told.until}" if told.since else ""
    looked = count(told.files, "file")
    agencies = count(told.agencies, "agency", "agencies")
    blocks: list[Block] = [
        Heading(1, "Case file audit: for the quality subgroup"),
        Paragraph((f"{told.shape} · {day(report.opened)} · session {report.code}",), "lead"),
        *_notices(report),
        Paragraph((f"{sentence(looked)} of {agencies}{range_}. {words.rates}",)),
    ]
    for counts in told.counts:
        blocks += [Heading(2, counts.title), *_counts(counts)]
    blocks += [
        Heading(2, "Themes", "themes"),
        _bullets([sentence(theme) for theme in told.themes], "No theme was chosen."),
        Heading(2, "Good practice", "good"),
        _said_bullets(told.good, "None was marked for the board."),
        Heading(2, "Actions", "actions"),
        *actions(told.actions, "What, who by role, and by when", "None was marked for the board."),
    ]
    if told.followed:
        blocks += [
            Heading(2, "Actions of the audit before", "followed"),
            Paragraph((counted_up(told.followed),)),
        ]
    blocks += [
        Heading(2, "What this page cannot show", "about"),
        Bullets(
            (
                ("What was done and not written down, or what a file not chosen would show.",),
                (
                    "Which agency, file, worker or person it is about: counts are over all "
                    "agencies, for questions with five answers or more. It attributes nothing to "
                    "anybody.",
                ),
                (f"{checked(report, LEADER)} {made(report, LEADER)}",),
            )
        ),
    ]
    return Section("board", tuple(blocks))


def first(report: Report) -> Section:
    """What was looked at, by whom, and what became of earlier actions."""
    record = report.record
    range_ = f" Files closed from {record.since} to {record.until}." if record.since else ""
    blocks: list[Block] = [
        Heading(1, "Case file audit: for the audit group"),
        report.lead,
        *_notices(report),
        Paragraph((f"{record.shape}.{range_} {audit_words().rates}",)),
    ]
    if record.agencies:
        blocks += [
            Heading(2, "Whose files", "agencies"),
            Bullets(tuple(_agency(*each) for each in record.agencies)),
        ]
    if record.together:
        blocks.append(Paragraph((audit_words().together,)))
    elif len(record.rota) > 1:
        blocks.append(
            Bullets(
                tuple(
                    text(Said(by), " looked at the files of ", Said(of)) for by, of in record.rota
                )
            )
        )
    if record.not_open:
        said = f"Without consent, and so not in this record: {listed(record.not_open)}."
        blocks.append(Paragraph((said,)))
    if record.followed:
        blocks += [
            Heading(2, "Actions of the audit before", "followed"),
            followed(record.followed, "audit"),
        ]
    if record.well:
        blocks += [Heading(2, "What went well", "well"), _said_bullets(record.well, "")]
    if not record.files:
        blocks.append(Paragraph(("Nothing was written on any file.",)))
    return Section("first", tuple(blocks))


def _agency(letter: str, name: str, kind: str, how: str) -> Text:
    return text(f"{letter}: ", Said(name), f" ({kind.lower()})", f": {how}" if how else "")


def files(report: Report) -> tuple[Section, ...]:
    """Each file that something was written on."""
    return tuple(_file(report, file) for file in report.record.files)


def _file(report: Report, file: OfFile) -> Section:
    """What was written of one file; it begins a page."""
    blocks: list[Block] = [Heading(2, f"File {file.name}", f"file-{file.name.lower()}")]
    blocks.append(Paragraph(text("Agency: ", Said(file.agency))))
    if file.consent:
        blocks.append(Paragraph(text("Consent: ", Said(file.consent))))
    for title, rows in file.parts:
        if any(row.answer or row.rating or row.note for row in rows):
            blocks += [Heading(3, title), _rows(rows, report.record.rated)]
    if file.good:
        blocks += [Heading(3, "Good practice"), _said_bullets(file.good, "")]
    if file.actions:
        blocks += [Heading(3, "Actions"), *actions(file.actions, "Actions from this file", "")]
    return Section(f"file-{file.name.lower()}", tuple(blocks), page=True)


def _rows(rows: Sequence[Row], rated: bool) -> Table:
    rated = rated and any(row.rating for row in rows)
    head = ("Question", "Answer", *(["What the file shows"] if rated else []), "Note")
    cells = tuple(
        (
            (row.title,),
            (row.answer or "not answered",),
            *([(row.rating or "not rated",)] if rated else []),
            (Said(row.note),) if row.note else ("",),
        )
        for row in rows
    )
    widths = (4.0, 3.0, 3.5, 6.5) if rated else (4.0, 3.5, 9.5)
    return Table("Answers and notes", head, cells, widths, labelled=True)


def follows(report: Report) -> Section:
    """What was seen more than once, what will be done, and what this record is."""
    record = report.record
    blocks: list[Block] = []
    if record.board.themes:
        found = [sentence(theme) for theme in record.board.themes]
        blocks += [Heading(2, "Seen more than once", "themes"), _bullets(found, "")]
    if record.to_try:
        blocks += [Heading(2, "One thing to try", "try"), _said_bullets(record.to_try, "")]
    if record.good:
        blocks += [Heading(2, "Good practice", "good"), _said_bullets(record.good, "")]
    blocks += [
        Heading(2, "What will be done", "actions"),
        *actions(record.actions, "What, who by role, and by when", "No action was written."),
        Heading(2, "About this record", "about"),
        Bullets(
            (
                ("Everybody read it on the screen before it was filed." if report.read else DRAFT,),
                (
                    "It attributes nothing to anybody. Files are called A1, A2 and so on; which "
                    "reference that is, the kit does not know.",
                ),
                (audit_words().notes_stay,),
                (audit_words().not_recorded,),
                (checked(report, LEADER),),
                (made(report, LEADER),),
            )
        ),
    ]
    return Section("follows", tuple(blocks), page=bool(record.files))


def _notices(report: Report) -> list[Block]:
    """What has to be known first: that it is an example, that it is a draft."""
    draft = [] if report.read else [Notice("Draft.", (DRAFT,))]
    return [*report.marked, *draft]


def _counts(counts: Counts) -> list[Block]:
    """A section as a table of numbers, or why it has none."""
    if not counts.shown:
        return [Paragraph((TOO_FEW_PEOPLE if counts.people else TOO_FEW,))]
    first = counts.questions[0]
    answers = [name for name, _ in first.answers]
    ratings = [name for name, _ in _ratings(counts)]
    head = ("Question", *answers, *ratings)
    rows = tuple(_numbers(each, len(ratings)) for each in counts.questions)
    centred = frozenset(range(1, len(head)))
    widths = (4.3, *(max(1.65, 0.3 * max(map(len, name.split()))) for name in head[1:]))
    found = "people" if counts.people else "files"
    blocks: list[Block] = [Table(f"How many {found}", head, rows, widths, centred)]
    if not counts.people:
        meant = [f"{e.text}: {e.means}" for e in audit_words().answers if e.id in EXPLAINED]
        if ratings:
            said = listed(f"{each.name.lower()}: {each.means}" for each in audit_words().ratings)
            meant.append(f"{sentence(said)}. “Too few”: fewer than five files were rated.")
        blocks.append(Paragraph((" ".join(meant),), "small"))
    return blocks


def _ratings(counts: Counts) -> tuple[tuple[str, int], ...]:
    return next((each.ratings for each in counts.questions if each.ratings), ())


def _numbers(each: Counted, ratings: int) -> tuple[Text, ...]:
    rated = [str(n) for _, n in each.ratings] or ["too few"] * ratings
    return ((each.title,), *((str(n),) for _, n in each.answers), *((n,) for n in rated))


def _bullets(lines: Sequence[str], none: str) -> Block:
    return Bullets(tuple((line,) for line in lines)) if lines else Paragraph((none,))


def _said_bullets(lines: Sequence[str], none: str) -> Block:
    return Bullets(tuple((Said(line),) for line in lines)) if lines else Paragraph((none,))
