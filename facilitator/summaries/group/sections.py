"""The two pages of a record: for the supervision file, and for the board's quality subgroup.

Neither attributes anything to anybody. The board's page has themes and the actions that go beyond
the case; it is made of nothing else, so that nothing of a case can be in it.
"""

from __future__ import annotations

from exercises.group.record import AFTER
from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Heading,
    Notice,
    Paragraph,
    Said,
    Section,
    Strong,
    Text,
    text,
)
from facilitator.summaries.doings import actions, checked, counted_up, followed, made
from facilitator.summaries.group.report import Report
from facilitator.summaries.phrases import count, day, listed, sentence

LEADER = "supervisor"
DRAFT = "Not everybody has read this as it stands. It is not for filing yet."


def supervision(report: Report) -> Section:
    """The page for the supervision file."""
    record = report.record
    blocks: list[Block] = [
        Heading(1, "Reflective group: record for the supervision file"),
        report.lead,
        *_first(report),
        Paragraph((_held(report),)),
    ]
    if record.case:
        blocks += [Heading(2, "Typed case detail", "case"), Paragraph((Said(record.case),))]
    if record.followed:
        blocks += [Heading(2, "What was said last time", "followed"), followed(record.followed)]
    if record.seen:
        blocks += [Heading(2, "Wellbeing and safety", "seen"), Bullets(_seen(report))]
    blocks += [
        Heading(2, "What we will do", "actions"),
        *actions(record.actions, "What, who by role, and by when", "No action was written."),
        Heading(2, "What we learnt", "learnt"),
        Bullets(tuple((Said(line),) for line in record.learnt))
        if record.learnt
        else Paragraph(("Nothing was written.",)),
        Heading(2, "About this record", "about"),
        Bullets(tuple((line,) for line in _about(report))),
    ]
    return Section("supervision", tuple(blocks))


def quality(report: Report) -> Section:
    """The page for the board's quality subgroup."""
    record = report.record
    kept_here = len(record.actions) - len(record.for_board)
    blocks: list[Block] = [
        Heading(1, "Reflective group: for the quality subgroup"),
        Paragraph((f"{record.shape} · {day(report.opened)} · session {report.code}",), "lead"),
        *_first(report),
        Heading(2, "Themes", "themes"),
        Bullets(tuple((sentence(theme),) for theme in record.themes))
        if record.themes
        else Paragraph(("No theme was chosen.",)),
        Heading(2, "Actions that go beyond the case", "actions"),
        *actions(record.for_board, "What, who by role, and by when", "None."),
    ]
    if kept_here:
        many = count(kept_here, "further action")
        blocks.append(Paragraph((f"The group wrote {many}, kept in the supervision file.",)))
    if record.followed:
        blocks += [
            Heading(2, "Actions of the session before", "followed"),
            Paragraph((counted_up(each.status for each in record.followed),)),
        ]
    blocks += [
        Heading(2, "About this page", "about"),
        Bullets(
            (
                (
                    "It is made of themes from a list, and of the actions that the group marked as "
                    "going beyond the case. Nothing else that was written is in it.",
                ),
                ("It attributes nothing to anybody.",),
                (checked(report, LEADER),),
                (made(report, LEADER),),
            )
        ),
    ]
    return Section("quality", tuple(blocks))


def _first(report: Report) -> list[Block]:
    """What has to be known first: that it is an example, that it is a draft."""
    draft = [] if report.read else [Notice("Draft.", (DRAFT,))]
    return [*report.marked, *draft]


def _held(report: Report) -> str:
    record = report.record
    parts = listed(f"{title.lower()} ({minutes:g} minutes)" for title, minutes in record.parts)
    return f"{record.shape}: {parts}. {record.about}"


def _seen(report: Report) -> tuple[Text, ...]:
    """Every place in words; several views are set side by side and not averaged."""
    found = []
    for seen in report.record.seen:
        when = "now" if seen.moment == "now" else AFTER
        move = f" {sentence(seen.moved)}." if seen.moved else ""
        why = (" ", Said(seen.reason)) if seen.reason else ()
        found.append(text(Strong(f"{seen.viewpoint}, {when}: "), f"{seen.words}{move}", *why))
    return tuple(found)


def _about(report: Report) -> list[str]:
    record = report.record
    agreed = "was agreed by the room" if record.agreed else "was not agreed as it stands"
    said = [
        "Everybody read it on the screen before it was filed." if report.read else DRAFT,
        "It attributes nothing to anybody. What was said of a case was not stored.",
        f"The group's agreement {agreed}.",
    ]
    if record.sets:
        said.append(f"Sets of questions at hand: {'; '.join(record.sets)}.")
    if record.paused:
        said.append("There was a pause.")
    return [*said, checked(report, LEADER), made(report, LEADER)]
