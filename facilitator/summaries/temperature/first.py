"""The board's page: where the area stands, what moved, what may come next, and what is proposed; of
that as much as one sheet holds."""

from __future__ import annotations

from dataclasses import dataclass

from exercises.journal.slips import FEWEST
from exercises.temperature.suggesting import Suggested
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
from facilitator.summaries.held import notices
from facilitator.summaries.length import length
from facilitator.summaries.phrases import count, number, sentence, shorten
from facilitator.summaries.temperature import charts
from facilitator.summaries.temperature.report import Answer, Doing, Report
from facilitator.summaries.temperature.saying import (
    changed,
    in_short,
    on_road,
    otherwise,
    question,
    quoted,
    rated,
    sides,
    spread,
    when,
    who_answered,
)

HEADING = "Temperature check: one page for the board"
STAGES = {
    "lobby": "arriving",
    "answer": "answering",
    "results": "looking at the answers",
    "actions": "actions",
}
NOT_SHOWN = (
    "The answers have not been shown to the board yet, so none are in here: two summaries made "
    "while people answer would give single answers away. Show the results first."
)
ROOM = 56.5  # lines, as they are counted, that one sheet holds beside the row of steps
CUT = 90  # characters of people's words that this page repeats
CARE = (
    "The officer's report has every answer, the figures of 2016 beside them, and what others did. "
    "Those figures are background, and no target. A difference between two sessions may come from "
    "who answered."
)
ONLY_SAID = (
    "This is how they see it. What happens to people who come to safeguarding can only be asked of "
    "those people."
)


@dataclass(frozen=True)
class Amount:
    """How many changes, differences, practices for each step and actions the page has."""

    changes: int
    differences: int
    practices: int
    actions: int


AMOUNTS = (
    Amount(5, 4, 2, 6), Amount(4, 3, 2, 5), Amount(3, 2, 1, 4), Amount(2, 1, 1, 3),
    Amount(1, 1, 1, 2), Amount(1, 0, 1, 2),
    Amount(1, 0, 1, 1),
)  # fmt: skip


def board(report: Report) -> Section:
    """The page, as full as one sheet allows."""
    drafts = (_blocks(report, amount) for amount in AMOUNTS)
    fitting = (blocks for blocks in drafts if length(blocks) <= ROOM)
    return Section("board", tuple(next(fitting, _blocks(report, AMOUNTS[-1]))))


def unfinished(report: Report) -> list[str]:
    """What has not been done yet, in words."""
    if not report.told:
        return ["showing the results", "actions"]
    return [] if report.actions else ["actions"]


def opening(report: Report, heading: str) -> list[Block]:
    """How both documents begin."""
    late = "Somebody answered, or changed an answer, after the results were shown. That is not "
    return [
        Heading(1, heading),
        report.lead,
        *notices(report, unfinished(report), STAGES.get(report.stage, report.stage)),
        Paragraph((f"{who_answered(report)} {ONLY_SAID}",)),
        *([Paragraph((NOT_SHOWN,))] if not report.told else []),
        *([Paragraph((f"{late}in here.",))] if report.told and report.late else []),
    ]


def _blocks(report: Report, most: Amount) -> list[Block]:
    blocks = opening(report, HEADING)
    if report.told:
        blocks += [
            *_standing(report, most),
            *_moved(report, most.changes),
            *_next(report, most.practices),
        ]
    blocks += [Heading(2, "Actions, proposed for the board to agree", "actions")]
    blocks += _actions(report, most.actions)
    if report.told:
        blocks.append(Paragraph((CARE,), "small"))
    return blocks


def _standing(report: Report, most: Amount) -> list[Block]:
    blocks: list[Block] = [Heading(2, "Where we stand", "place")]
    if report.place:
        described = on_road(report.place)
        blocks += [
            charts.in_a_row(report.place, described, "Our place on the road map"),
            Paragraph((in_short(report.place),)),
        ]
    items: list[Text] = []
    if letter := _asked(report, "achievement"):
        same = letter.rated and not (otherwise(letter) and most.differences)
        by = f" The moderator: {quoted(rated(letter))}." if same else ""
        items.append(text(Strong("From A to F. "), f"{spread(letter)}{by}"))
    if measured := _asked(report, "measuring"):
        items.append(text(Strong("Do we measure the difference made? "), spread(measured)))
    if pairs := report.mirrored.get("involvement"):
        shown = [pair for pair in pairs if pair[0].counts or pair[0].agreed]
        said = " ".join(sides(shown)) if shown else f"Fewer than {number(FEWEST)} answered on each."
        items.append(text(Strong("Partners. "), said))
    items += _otherwise(report, most.differences)
    return [*blocks, Bullets(tuple(items))] if items else blocks


def _asked(report: Report, table: str) -> Answer | None:
    return next((answer for answer in report.answers() if answer.table == table), None)


def _moved(report: Report, most: int) -> list[Block]:
    past = report.over_time
    if past is None:
        return []
    moved, same = past.of("moved"), past.of("same")
    items: list[Text] = [
        text(Strong(f"{question(shorten(each.words, 70))} "), f"{changed(each, 2, 34)}.")
        for each in moved[:most]
    ]
    rest = len(moved) - most
    more = f"{sentence(count(rest, 'more thing'))} moved. " if rest > 0 else ""
    stayed = f"{count(len(same), 'thing')} did not move by more than one person's answer."
    items.append((f"{more}{sentence(stayed)}",))
    return [Heading(2, f"Since {when(past.day)}", "moved"), Bullets(tuple(items))]


def _otherwise(report: Report, most: int) -> list[Text]:
    """Where the moderator's answer is another one, with the reasons."""
    found = [answer for answer in report.rated if otherwise(answer)]
    items: list[Text] = [
        text(
            Strong("The moderator sees it in another way: "),
            f"{shorten(answer.words, 60)} {quoted(rated(answer))}. ",
            Said(shorten(answer.reasons, CUT)),
        )
        for answer in found[:most]
    ]
    rest = len(found) - most
    if rest > 0:
        more = count(rest, "more answer" if items else "answer")
        items.append((f"The moderator sees {more} in another way; the officer's report says how.",))
    return items


def _next(report: Report, most: int) -> list[Block]:
    steps = [offer for offer in report.offered if offer.step is not None]
    if not steps:
        return []
    items = [
        text(Strong(f"{offer.heading}: "), " ".join(_practice(p) for p in offer.practices[:most]))
        for offer in steps
    ]
    return [
        Heading(2, "What may come next (matched by this kit)", "next"),
        Bullets(tuple(items)),
    ]


def _practice(practice: Suggested) -> str:
    """What others did, with the document that tells of it; the place stands in the report."""
    return f"{practice.do} ({practice.source.partition(',')[0]}.)"


def _actions(report: Report, most: int) -> list[Block]:
    if not report.actions:
        return [Paragraph(("No action has been proposed yet.",))]
    rows = tuple(_row(action) for action in report.actions[:most])
    rest = len(report.actions) - most
    more = f"; {number(rest)} more in the officer's report" if rest > 0 else ""
    caption = f"Nothing of this is agreed yet{more}"
    return [Table(caption, ("Action", "Who leads", "By when"), rows, (10.4, 3.8, 2.8))]


def _row(action: Doing) -> tuple[Text, ...]:
    return (
        text(f"{action.number}. ", Said(shorten(action.text, CUT))),
        (Said(shorten(action.owner, 40)),) if action.owner else ("not said",),
        (Said(shorten(action.when, 30)),) if action.when else ("not said",),
    )
