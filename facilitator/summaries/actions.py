"""Actions that follow from the gaps: proposed, for the board to agree. As a section, and as a table
for the board's business plan."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from exercises.plan import content
from facilitator.summaries import tables
from facilitator.summaries.against import worked
from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Heading,
    Link,
    Notice,
    Paragraph,
    Part,
    Said,
    Section,
    Strong,
    Table,
    Text,
    in_paragraphs,
    text,
)
from facilitator.summaries.chair import names
from facilitator.summaries.checked import STATUS, WORDS, Compared, Decided, Proposed, Worded
from facilitator.summaries.numbering import numbered
from facilitator.summaries.phrases import count, day, sentence, who
from facilitator.summaries.report import Report

NOT_SAID = "not said"
HEAD = (
    "order", "action", "lead (role)", "by when", "gap", "principle", "decision", "why it matters",
    "evidence", "proposed by", "status",
)  # fmt: skip


def actions(report: Report) -> Section:
    """The actions in the room's order, room for what nobody has proposed, and the board's duty."""
    blocks: list[Block] = [
        Heading(2, f"{numbered(report, 'actions')}. Actions, {STATUS}", "actions"),
    ]
    if report.actions:
        said = sentence(count(len(report.actions), "action"))
        if len(report.actions) > 1:
            said += ", in the order that the room gave them" * report.ordered
            said += ", as they came" * (not report.ordered)
        blocks.append(
            Paragraph(
                (f"{said}. The board has agreed none. Who leads is a role, not a person's name.",)
            )
        )
        blocks.append(_table(report))
    else:
        blocks.append(Paragraph(("No action has been proposed.",)))
    blocks += _left(report)
    blocks += _framework(report)
    if reminds(report):
        blocks += duty(report)
    return Section("actions-section", tuple(blocks))


def _table(report: Report) -> Table:
    rows = tuple((_what(action), _lead(action), _answers(action)) for action in report.actions)
    head = ("Action", "Who leads, by when", "Which gap it answers")
    return Table(f"Actions, {STATUS}", head, rows, (5.4, 3.2, 4.8), flows=True)


def _what(action: Proposed) -> Text:
    also = [text("Also worded, not chosen yet: ", *_in_a_line(worded)) for worded in action.also]
    return in_paragraphs([text(f"{action.number}. ", Strong(Said(action.text))), *also])


def _in_a_line(worded: Worded) -> Text:
    """A wording that waits, with who leads and by when as far as it says so."""
    parts: list[Part] = [Said(worded.text)]
    for said, what in ((worded.owner, "; leads: "), (worded.when, "; when: ")):
        parts += [what, Said(said)] if said else []
    return tuple(parts)


def _lead(action: Proposed) -> Text:
    leads: Text = (Said(action.owner),) if action.owner else (NOT_SAID,)
    when: Text = (Said(action.when),) if action.when else (NOT_SAID,)
    return in_paragraphs([("Leads: ", *leads), ("When: ", *when)])


def _answers(action: Proposed) -> Text:
    by = f"Proposed by {who(action.by)}"
    if not action.gap:
        return in_paragraphs([("No gap was named.",), (by,)])
    named = f"Key factor {action.factor}: " if action.factor else ""
    said = sentence(WORDS[action.decision])
    of = f"{names([action.principle])} · {said.lower()}" if action.principle else said
    return in_paragraphs([text(named, Said(action.gap)), (of,), (by,)])


def _left(report: Report) -> list[Block]:
    """Room to write beside each significant gap that no action answers."""
    lenses = {item.id: lens.title for lens, item in report.lens_gaps}

    def named(gap: Decided) -> str:
        return f"{gap.number}. " if isinstance(gap, Compared) else f"{lenses[gap.id]}: "

    left = report.unanswered
    if not left:
        return []
    rows = tuple((text(named(gap), Said(gap.words)), (), (), ()) for gap in left)
    which = "each significant gap without an action" if report.actions else "each significant gap"
    return [
        Table(
            f"To be filled in by the board: what follows from {which}",
            ("Significant gap", "What changes in the plan", "Who leads", "By when"),
            rows,
            (4.4, 4, 2.4, 1.9),
        )
    ]


def _framework(report: Report) -> list[Block]:
    """What has been written of the framework in the first person."""
    begun, known = report.framework, content.framework()
    if not begun.statements:
        return []
    said = tuple(
        text(Strong(f"{strand.title}: "), Said(begun.statements[strand.id]))
        for strand in known.strands
        if strand.id in begun.statements
    )
    far = "" if begun.written else ", as far as it is written"
    draft = "" if begun.written else f"{known.draft}. "
    status = text(draft, *(("Written with: ", Said(begun.who)) if begun.who else ()))
    return [
        Heading(3, f"{known.title}{far}"),
        Paragraph(status),
        Bullets(said),
    ]


def reminds(report: Report) -> bool:
    """Whether there is something of which the board has to be reminded of its duty."""
    return bool(report.actions) or worked(report)


def duty(report: Report) -> list[Block]:
    """What the law asks of a board that prepares its plan."""
    known = content.duty()
    where = f"Its sources, and what was not checked, are in section {numbered(report, 'about')}."
    return [
        Notice("The board's duty to consult and to involve.", (known.reminder,)),
        Paragraph((f"{known.before_you_rely_on_it} {where}",)),
    ]


def duty_sources() -> list[Block]:
    """Where the board's duty was read of, and what of it was not checked."""
    known = content.duty()
    sources: list[Part] = []
    for n, source in enumerate(known.sources):
        sources += [*(["; "] if n else []), Link(source.title, source.address), ", "]
        sources.append(source.paragraph)
    checked = {source.checked for source in known.sources}
    when = day(datetime.fromisoformat(max(checked)).timestamp())
    return [
        Heading(3, "Where the board's duty to consult is from"),
        Paragraph(text(*sources, f". Looked at on {when}, as stored copies.")),
        Paragraph((f"Not checked: {' '.join(known.not_checked)}",), "small"),
    ]


def save(report: Report, path: Path) -> Path:
    """Write the actions as CSV, a row for each, for the board's business plan."""
    rows = (
        (
            action.number, action.text, action.owner or NOT_SAID, action.when or NOT_SAID,
            action.gap, names([action.principle]) if action.principle else "",
            WORDS[action.decision] if action.gap else "", action.note,
            tables.evidence(action.evidence, tables.QUOTED), who(action.by), _status(action),
        )
        for action in report.actions
    )  # fmt: skip
    return tables.save(path, HEAD, rows)


def _status(action: Proposed) -> str:
    n = len(action.also)
    return f"{STATUS}; {count(n, 'other wording')} not chosen between" if n else STATUS
