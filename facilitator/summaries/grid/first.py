"""Page one of a grid session's summary, which stands alone for the chair or the group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exercises.grid.content import HIGHEST, LOWEST, PERSON, AxisId, ViewpointId, grid
from exercises.grid.movement import signed
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
    Table,
    Text,
    text,
)
from facilitator.summaries.grid.report import Apart, Moment, Report, Row, Told
from facilitator.summaries.grid.saying import (
    apart,
    at_tables,
    called,
    furthest,
    moment_name,
    placed,
    tally,
    titled,
    viewpoints,
    who_says,
)
from facilitator.summaries.held import notices
from facilitator.summaries.length import A_PAGE, length
from facilitator.summaries.phrases import (
    count,
    day,
    isolated,
    listed,
    number,
    sentence,
    shorten,
)

MOST_QUOTES = 2  # of the person's words
COLUMNS = 2  # viewpoints side by side on page one
CUT, IN_TABLE = 72, 52  # characters of people's words that page one repeats
STAGES = {
    "lobby": "arriving",
    "read": "reading",
    "now": "placing now",
    "after": "placing after",
    "look": "looking at it together",
    "move": "how to move it",
    "close": "closing",
}
NEITHER = "not tied to one axis"


@dataclass(frozen=True)
class Amount:
    """How many actions, trades and lines page one has, and how many characters of a quotation."""

    actions: int
    trades: int
    ways: int
    quoted: int


AMOUNTS = (Amount(6, 3, 4, 160), Amount(5, 2, 3, 120), Amount(4, 2, 2, 72), Amount(3, 1, 1, 72))


def page_one(report: Report) -> Section:
    """Page one: what was placed, where each action moves it, what it costs, and how to move it; of
    that as much as one sheet holds."""
    drafts = (_blocks(report, amount) for amount in AMOUNTS)
    fitting = (blocks for blocks in drafts if length(blocks) <= A_PAGE)
    return Section("chair", tuple(next(fitting, _blocks(report, AMOUNTS[-1]))))


def _blocks(report: Report, most: Amount) -> list[Block]:
    blocks: list[Block] = [
        Heading(1, report.heading),
        report.lead,
        *notices(report, unfinished(report), STAGES.get(report.stage, report.stage)),
        Heading(2, "What was placed", "in-short"),
        Paragraph((done(report),)),
    ]
    if report.places:
        blocks += [
            Heading(2, "Where it stands, and where each action would move it", "moves"),
            *_moves(report, most.actions),
            Heading(2, "Actions that help one axis and harm the other", "trades"),
            *_trades(report, most.trades),
            Heading(2, titled(report, PERSON), "person"),
            *_person(report, most.quoted),
        ]
    blocks += [Heading(2, "How to move it", "move-in-short"), *_ways(report, most.ways)]
    return blocks


def unfinished(report: Report) -> list[str]:
    """What has not been done yet, in words."""
    if not (report.places or report.ways or report.learnt):
        return ["everything: nothing has been placed"]
    left = [] if report.now.rows else ["placing now"]
    waiting = [action.number for action in report.actions if not action.rows]
    if not report.actions:
        left.append("naming an action")
    elif waiting:
        left.append(f"placing after action{'s' * (len(waiting) > 1)} {listed(waiting)}")
    left += [] if report.ways else ["how to move it"]
    return left if report.learnt else [*left, "what was learnt"]


def done(report: Report) -> str:
    """What was done, in two sentences."""
    if not report.places:
        return f"The session was opened on {day(report.opened)}. Nothing has been placed yet."
    them = "the whole room" if report.shared else count(len(report.placing), "table")
    them = "one person" if report.solo else them
    after = [action for action in report.actions if action.rows]
    moments = ["now"] if report.now.rows else []
    moments += [f"after {count(len(after), 'action')}"] if after else []
    return (
        f"On {day(report.opened)}, {them} placed the situation {listed(moments)}, from "
        f"{viewpoints(report)}. What is placed is the situation, never the person; each number "
        f"goes from {signed(LOWEST)} to {signed(HIGHEST)}."
    )


def columns(report: Report) -> list[ViewpointId]:
    """The viewpoints that page one sets side by side: the person's, and the one most placed."""
    return report.seen[:COLUMNS]


def _moves(report: Report, most: int) -> list[Block]:
    shown = columns(report)
    actions = [action for action in report.actions if action.rows]
    rows: list[tuple[Text, ...]] = []
    if report.now.rows:
        here = ((placed(report, report.now.of(name)),) for name in shown)
        rows.append((text(Strong("Now")), *here, ("",)))
    for action in actions[:most]:
        here = ((placed(report, action.of(name)),) for name in shown)
        named = text(Strong(f"{action.number}. "), Said(shorten(action.words, IN_TABLE)))
        rows.append((named, *here, (tally(action),)))
    head = ("Moment", *(titled(report, name) for name in shown), "What it does, by places")
    widths = (4.3, *(3.1 for _ in shown), 3.7)
    more = len(actions) - most
    rest = f"; {count(more, 'more action')} in section 3" if more > 0 else ""
    caption = f"Over all tables, as ranges; what it does, from every viewpoint{rest}"
    caption = f"What it does, from every viewpoint{rest}" if report.alone else caption
    return [Table(caption, head, tuple(rows), widths)]


def _trades(report: Report, most: int) -> list[Block]:
    found = [action for action in report.actions if action.traded]
    if not found:
        compared = any(action.compared for action in report.actions)
        said = "No place shows that." if compared else "No action has been compared with now yet."
        return [Paragraph((said,))]
    items = tuple(
        Item(
            action.number,
            text(Strong(Said(shorten(action.words, CUT)))),
            tuple((each,) for each in traded(report, action)),
        )
        for action in found[:most]
    )
    ask = "To talk over: who gains, who pays, and what would help the one without harming the other"
    more = [action.number for action in found[most:]]
    also = f" The same holds for action{'s' * (len(more) > 1)} {listed(more)}." if more else ""
    return [Items(items), Paragraph((f"{ask}?{also}",), "small")]


def traded(report: Report, action: Moment) -> list[str]:
    """By whom an action is seen to help one axis and harm the other: 'Helps safety and harms
    wellbeing: practitioner (four tables), family (one table).'"""
    said = []
    for doing, rows in who_says(report, action.traded):
        by = [_seen_by(report, name, rows) for name in report.viewpoints]
        said.append(f"{sentence(doing)}: {', '.join(filter(None, by))}.")
    return said


def _seen_by(report: Report, name: ViewpointId, rows: Sequence[Row]) -> str:
    those = [row for row in rows if row.viewpoint == name]
    if not those:
        return ""
    many = "" if report.alone else f" ({count(len(those), 'table')})"
    return f"{called(report, name)}{many}"


def _person(report: Report, longest: int) -> list[Block]:
    rows = [row for moment in report.moments for row in moment.of(PERSON)]
    if PERSON not in report.viewpoints:
        return [Paragraph(("This viewpoint was not used in this session.",))]
    if not rows:
        return [Paragraph((empty(report),))]
    said: list[Block] = []
    ranges = apart(report, report.now.apart)
    if ranges:
        far = furthest(report)
        last = [_furthest(report, *far)] if far is not None else []
        said.append(Paragraph((" ".join(["Now, beside that:", *ranges, *last]),)))
    quoted = list(dict.fromkeys(row.point.basis for row in rows))
    words = [
        part for each in quoted[:MOST_QUOTES] for part in ("“", Said(shorten(each, longest)), "” ")
    ]
    rest = len(quoted) - MOST_QUOTES
    more = f"And {count(rest, 'more quotation')}, in section 3." if rest > 0 else ""
    said.append(Paragraph(text("It rests on: ", *words, more)))
    return said


def empty(report: Report) -> str:
    """That the person's viewpoint was left empty, and what that asks."""
    person = isolated(report.person)
    return (
        f"Nobody placed what we think {person} would say: either there were no words to rest it "
        "on, or it was not reached. What would have to be asked, and who could ask it?"
    )


def _furthest(report: Report, moment: Moment, far: Apart) -> str:
    where = at_tables(report, [far])
    (ways,) = apart(report, [far])
    at = f", {where}" if where else ""
    return f"Furthest apart {moment_name(moment)}{at}: {ways[:1].lower()}{ways[1:]}"


def _ways(report: Report, most: int) -> list[Block]:
    if not report.ways:
        return [Paragraph(("Nothing has been written on this yet.",))]
    became = [way for way in report.ways if way.became]
    first = [*became, *(way for way in report.ways if not way.became)][:most]
    items = [text(Said(shorten(way.words, CUT)), f" ({remark(report, way)})") for way in first]
    rest = len(report.ways) - len(first)
    if rest:
        items.append((f"And {number(rest)} more, in section 4.",))
    return [Bullets(tuple(items))]


AXIS_NAMES: dict[AxisId | None, str] = {axis.id: axis.name.lower() for axis in grid().axes}


def remark(report: Report, told: Told) -> str:
    """Which axis a line is about, whose it is, and what came of it."""
    parts = [AXIS_NAMES.get(told.axis, NEITHER)]
    parts += [] if report.alone else [f"table {told.table}"]
    if told.became:
        parts.append(f"became action {listed(told.became)}")
    return "; ".join(parts)
