"""Page one, which stands alone for the chair."""

from __future__ import annotations

from collections.abc import Iterable

from exercises.library import PrincipleId, six_principles
from facilitator.summaries.against import in_words
from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Heading,
    Item,
    Items,
    Paragraph,
    Said,
    Section,
    Strong,
    Text,
    text,
)
from facilitator.summaries.checked import WORDS, Compared
from facilitator.summaries.held import notices
from facilitator.summaries.numbering import numbered
from facilitator.summaries.phrases import (
    count,
    day,
    excerpt,
    listed,
    number,
    sentence,
    shorten,
    width,
)
from facilitator.summaries.report import KeyFactor, Report

MOST = 8  # key factors on page one
GAPS = 3  # gaps on page one
CUTS = (130, 100, 76)  # characters of a wording that page one repeats: the most that leaves it
MORE = 60  # more characters of the reason for a gap than of its wording
LINES, ACROSS = 18, 88  # so many lines for wordings, of about so many characters
STAGES = {
    "lobby": "arriving",
    "read": "reading the case",
    "round": "round",
    "condense": "condensing",
    "readback": "reading back",
    "prioritise": "prioritising",
    "plan": "comparing with the plan",
    "actions": "agreeing on actions to propose",
    "close": "closing",
}


def names(principles: Iterable[str]) -> str:
    """Principles in a sentence: 'Empowerment, Prevention and Partnership'."""
    known: dict[str, str] = {p.id: p.name for p in six_principles().principles}
    return listed(known[p] for p in principles)


def stage(report: Report) -> str:
    """Where the session stands, such as 'round 3'."""
    said = STAGES.get(report.stage, report.stage)
    return f"{said} {report.round}" if report.stage == "round" else said


def unfinished(report: Report) -> list[str]:
    """What has not been done yet, in words."""
    if report.plan_only:
        return _unchecked(report)
    if not report.total:
        return ["everything: no line has been written"]
    left: list[str] = []
    silent = [p for p, n in report.lines.items() if not n]
    if silent:
        left.append(f"lines on {names(silent)}")
    bare = [p for p, n in report.lines.items() if n and not _served(report, p)]
    if bare:
        left.append("condensing" if not report.factors else f"condensing {names(bare)}")
    unread = [back.principle for back in report.readback if not back.could and not back.missing]
    if unread:
        whole = len(unread) == len(report.readback)
        left.append("reading back" if whole else f"reading back {names(unread)}")
    if not report.dots_placed and not report.by_hand:
        left.append("prioritising")
    return left + _unchecked(report)


def _unchecked(report: Report) -> list[str]:
    """What is left of the check against the plan."""
    open_ = sum(not row.decision for row in report.plan)
    if open_ == len(report.plan):
        return ["the comparison with the board's plan"]
    if open_:
        return [f"the comparison of {count(open_, 'key factor')} with the board's plan"]
    return []


def _served(report: Report, principle: PrincipleId) -> bool:
    return any(principle in factor.serves for factor in report.factors)


def foremost(report: Report) -> tuple[str, list[KeyFactor]]:
    """The key factors that matter most, at most eight, and by whose word they do."""
    dotted = sorted(
        (f for f in report.factors if f.weight and f.principle not in report.by_hand),
        key=lambda f: (-f.weight, -len(f.serves), f.number),
    )
    first = [report.factors_of(p)[0] for p in report.by_hand]
    if first:
        then = ", then by dots" if dotted else ""
        how = f"First what the room put first by hand for {names(report.by_hand)}{then}; "
        return f"{how}numbered as in section 3.", [*first, *dotted][:MOST]
    if dotted:
        shown = (
            ""
            if report.dots_shown or report.solo or report.shared
            else " Their totals were not shown yet."
        )
        tied = ""
        if len(dotted) > MOST and dotted[MOST - 1].weight == dotted[MOST].weight:
            tied = " Others have as many as the last one here."
        said = f"By dots ({report.dots_placed} placed); numbered as in section 3.{shown}{tied}"
        return said, dotted[:MOST]
    leading = [found[0] for p in report.lines if (found := report.factors_of(p))]
    return "Nothing has been put in order yet. This is the first of each principle.", leading


def chair(report: Report) -> Section:
    """Page one: what was done, what matters most, the overlap, the gaps, what is asked."""
    cut = next((n for n in CUTS if _lines(report, n) <= LINES), CUTS[-1])
    blocks: list[Block] = [
        Heading(1, report.heading),
        report.lead,
        *notices(report, unfinished(report), stage(report)),
        Heading(2, "What the room did", "in-short"),
        Paragraph(text(done(report), " ", Said(report.label))),
        *(_covers(report) if report.plan_only else _of_the_rounds(report, cut)),
        Heading(2, "Significant gaps in the plan", "gaps"),
        *_gaps(report, cut),
        Heading(2, "What is asked of the board", "asked"),
        Bullets(tuple(asked(report))),
    ]
    return Section("chair", tuple(blocks))


def _of_the_rounds(report: Report, cut: int) -> list[Block]:
    return [
        Heading(2, "What matters most", "foremost"),
        *_foremost(report, cut),
        Heading(2, "How the principles overlap", "overlap-in-short"),
        Paragraph(text(" ".join(_overlap(report)))),
    ]


def _covers(report: Report) -> list[Block]:
    """How far the plan covers each principle, on the page of a plan check."""
    if not any(row.decision for row in report.plan):
        return []
    return [Heading(2, "How far the plan covers each principle", "covers"), in_words(report)]


def done(report: Report) -> str:
    """What was done, in two sentences."""
    if report.plan_only:
        return _held_against(report)
    wrote = [table for table in report.tables if table.lines]
    them = "the whole room" if report.shared else count(len(wrote), "table")
    them = "one person" if report.solo else them
    on = f"On {day(report.opened)}"
    if not report.total:
        return f"The session was opened on {day(report.opened)}. No line has been written yet."
    worked = [p for p, n in report.lines.items() if n]
    on_what = "the six safeguarding principles" if len(worked) == 6 else names(worked)
    said = (
        f"{on}, {them}, as the practitioner working with {report.person}, "
        f"wrote {count(report.total, 'line')} on {on_what}."
    )
    then = []
    if report.factors:
        then.append(f"condensed into {count(len(report.factors), 'key factor')}")
    answered = [back for back in report.readback if back.could]
    if answered:
        part = "" if len(answered) == len(report.readback) else "in part "
        then.append(f"read back {part}beside the “I” statements")
    if report.dots_placed or report.by_hand:
        how = count(report.dots_placed, "dot") if report.dots_placed else "hand"
        then.append(f"prioritised by {how}")
    compared = [row for row in report.plan if row.decision]
    if compared:
        part = "" if len(compared) == len(report.plan) else "in part "
        then.append(f"compared {part}with the board's plan")
    return f"{said} The lines were {listed(then)}." if then else said


def _held_against(report: Report) -> str:
    """What a plan check did, in two sentences."""
    them = {True: "one person"}.get(report.solo, "the room")
    total = count(len(report.factors), "key factor")
    on = f"On {day(report.opened)}"
    compared = sum(bool(row.decision) for row in report.plan)
    if not compared:
        return f"{on}, {them} brought along {total}. None has been held against a plan yet."
    which = "all of them" if compared == len(report.plan) else count(compared, "of them", "of them")
    said = f"{on}, {them} held {total} that had been brought along against the board's plan."
    actions = count(len(report.actions), "action") if report.actions else "no action"
    verb = "was" if len(report.actions) < 2 else "were"
    return f"{said} A decision was made on {which}, and {actions} {verb} proposed."


def _lines(report: Report, cut: int) -> int:
    """How many lines of paper the wordings on page one take, cut to `cut` characters."""
    first = [] if report.plan_only else foremost(report)[1]
    shown = [width(shorten(factor.words, cut)) for factor in first]
    shown += [
        width(shorten(row.words, cut)) + width(excerpt(row.note, cut + MORE))
        for row in report.gaps[:GAPS]
    ]
    return sum(-(-(wide + 18) // ACROSS) for wide in shown)


def _foremost(report: Report, cut: int) -> list[Block]:
    if not report.factors:
        return [Paragraph(("No key factors have been agreed yet.",))]
    how, found = foremost(report)
    items = tuple(Item(factor.number, _headline(factor, cut)) for factor in found)
    return [Paragraph((how,), "small"), Items(items)]


def _headline(factor: KeyFactor, cut: int) -> Text:
    dots = f" · {dots_of(factor)}".replace(" ", "\u00a0") if factor.weight else ""
    return text(Strong(Said(shorten(factor.words, cut))), dots.replace("\u00a0", " ", 1))


def dots_of(factor: KeyFactor) -> str:
    """'12 dots', those on the lines behind the factor included."""
    return f"{factor.weight} dot{'s' * (factor.weight != 1)}"


def _overlap(report: Report) -> list[str]:
    """The overlap in few sentences: of those about one key factor only the first."""
    about_one = [said for said in report.overlap if said.startswith("“")]
    return [said for said in report.overlap if said not in about_one[1:]]


def _gaps(report: Report, cut: int) -> list[Block]:
    compared = [row for row in report.plan if row.decision]
    if not compared:
        return [Paragraph(("The key factors have not been compared with the board's plan yet.",))]
    gaps = report.gaps
    left = len(report.plan) - len(compared)
    rest = [f"{sentence(number(left))} of {len(report.plan)} not compared yet."] if left else []
    if not gaps:
        said = f"None was found among {count(len(compared), 'decision')}."
        return [Paragraph((" ".join([said, *_through_lenses(report), *rest]),))]
    more = len(gaps) - GAPS
    if more > 0:
        rest.insert(0, f"{sentence(number(more))} more in section {numbered(report, 'plan')}.")
    rest[1:1] = _through_lenses(report)
    items = tuple(_gap(row, cut) for row in gaps[:GAPS])
    return [Bullets(items), *([Paragraph((" ".join(rest),), "small")] if rest else [])]


def _gap(row: Compared, cut: int) -> Text:
    """A gap in a line or two: what is missing, and why that matters."""
    why: Text = (" ", Said(excerpt(row.note, cut + MORE))) if row.note else ()
    return text(
        Strong(f"{sentence(WORDS[row.decision])}: "),
        Said(shorten(row.words, cut)),
        f"\u00a0({row.number}).",
        *why,
    )


def _through_lenses(report: Report) -> list[str]:
    n = len(report.lens_gaps)
    return [f"{sentence(count(n, 'significant gap'))} seen through a lens."] if n else []


def asked(report: Report) -> list[Text]:
    """What follows for the board from what the room decided."""
    if not report.factors:
        return [("Nothing yet: the key factors have not been agreed.",)]
    found: list[str] = []
    compared = [row for row in report.plan if row.decision]
    gaps = report.unanswered
    where = f"section {numbered(report, 'actions')}"
    if report.actions:
        actions = count(len(report.actions), "action that was", "actions that were")
        found.append(f"Agree, change or turn down the {actions} proposed, in {where}.")
    if gaps:
        without = " without an action" if report.actions else ""
        found.append(
            f"Decide for {'each of the ' * (len(gaps) > 1)}{count(len(gaps), 'significant gap')}"
            f"{without}: does the plan change, who leads, by when? {sentence(where)} has room."
        )
    if not (report.gaps or report.lens_gaps) and len(compared) == len(report.plan):
        found.append("Confirm that the plan can stand: no significant gap was found.")
    if len(compared) < len(report.plan):
        n = len(report.plan) - len(compared)
        found.append(f"Compare {count(n, 'key factor')} with the plan; this has not been done.")
    answers = {
        answer: [back.principle for back in report.readback if back.could == answer]
        for answer in ("no", "partly")
    }
    said = [f"{names(those)} ({answer})" for answer, those in answers.items() if those]
    if said:
        found.append(
            f"Consider what would let somebody like {report.person} say the “I” statements "
            f"to which the room's answer was not yes: {'; '.join(said)}."
        )
    if not report.solo:
        found.append(f"Tell the {'room' if report.shared else 'tables'} what was decided, and why.")
    return [(each,) for each in found]
