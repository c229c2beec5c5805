"""Page one of a scenario's summary, which stands alone for whoever asked for the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from exercises.scenarios.content import ACHIEVED
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
    in_paragraphs,
    text,
)
from facilitator.summaries.held import notices
from facilitator.summaries.length import A_PAGE, length
from facilitator.summaries.phrases import count, day, excerpt, number, sentence, shorten
from facilitator.summaries.phrases import tables as at_tables
from facilitator.summaries.scenarios.report import Note, Option, Outcome, Report, Scene
from facilitator.summaries.scenarios.saying import (
    NOT_A_SCORE,
    NOT_YET,
    REMAINED,
    endings,
    many,
    parted,
    person,
    reasons,
    risks,
    words_of,
)

STAGES = {
    "lobby": "arriving",
    "play": "playing",
    "debrief": "looking back together",
    "roleplay": "role-play",
    "close": "closing",
}
WHAT_IT_IS_NOT = (
    f"{NOT_A_SCORE} The person and the story are invented: none of it says anything about how "
    "anybody works."
)
A_LINE = 84  # characters of a note that stand on one line


@dataclass(frozen=True)
class Amount:
    """How much of everything page one has: scenes, what was chosen in a scene with a reason, wants,
    notes, and how many characters of a quotation and of the setting."""

    scenes: int
    reasons: int
    wants: int
    notes: int
    quoted: int
    setting: int


LEAST = Amount(1, 2, 2, 1, 48, 0)
MORE = {  # what there is more of in turn, for as long as the page holds it
    "scenes": (2, 3, 4),
    "wants": (3, 4, 6),
    "notes": (2, 3, 4, 5, 6),
    "reasons": (3, 4),
    "quoted": (60, 72, 96, 120, 150, 200),
    "setting": (300, 420),
}


def page_one(report: Report) -> Section:
    """Page one: what was played, where paths parted, how what was wanted was judged, and what the
    room takes away; of that as much as one sheet holds."""
    return Section("chair", tuple(_blocks(report, _held(report))))


def _held(report: Report) -> Amount:
    """As much of everything as the page holds: a little more of each in turn, until nothing else
    fits."""
    held = LEAST
    left = {name: list(rungs) for name, rungs in MORE.items()}
    while left:
        for name in list(left):
            more = replace(held, **{name: left[name].pop(0)})
            fits = length(_blocks(report, more)) <= A_PAGE
            held = more if fits else held
            if not (fits and left[name]):
                del left[name]
    return held


def _blocks(report: Report, most: Amount) -> list[Block]:
    about = "; ".join(report.covers)
    blocks: list[Block] = [
        Heading(1, report.heading),
        report.lead,
        *notices(report, unfinished(report), STAGES.get(report.stage, report.stage)),
        Paragraph(text(Said(report.label), f" It is about: {about}.", *_begins(report, most))),
        Paragraph((done(report),)),
    ]
    if report.newest:
        blocks.append(Paragraph(text(Strong("How it ended: "), f"{endings(report)}.")))
        blocks += _path(report, most) if report.alone else _parted(report, most)
        blocks += [Heading(2, f"What {person(report)} wanted, and what became of it", "wanted")]
        blocks += _wanted(report, most)
        taken = "What is to be taken away" if report.alone else "What the room wants to take away"
        blocks += [Heading(2, taken, "taken"), *_taken(report, most)]
    return [*blocks, Paragraph(text(Strong("What this page is not. "), WHAT_IT_IS_NOT))]


def _begins(report: Report, most: Amount) -> Text:
    """The setting, where there is room for it."""
    said = Said(excerpt(report.setting, most.setting)) if most.setting else ""
    return text(" It begins: ", said) if said else ()


def unfinished(report: Report) -> list[str]:
    """What has not been done yet, in words."""
    if not report.paths:
        return ["everything: no choice has been made"]
    ends = [p.table for p in report.newest if not p.ended]
    ends += [n for n in report.playing if n not in {path.table for path in report.newest}]
    left = [f"coming to an end{_at(report, ends)}"] if ends else []
    open_ = [path.table for path in report.over if path.record and path.record.still_open]
    left += [f"filling in the record{_at(report, open_)}"] if open_ else []
    return left if report.notes else [*left, "looking back on it in writing"]


def _at(report: Report, numbers: list[int]) -> str:
    return "" if report.alone else f" ({at_tables(sorted(numbers))})"


def done(report: Report) -> str:
    """What was done, in a few sentences."""
    when = day(report.opened)
    if not report.paths:
        return f"The session was opened on {when}. No choice has been made yet."
    if report.solo:
        played = "one person played it alone"
    elif report.shared:
        played = "the whole room played it together, at one screen"
    else:
        how = "; each phone voted, and the table decided" if report.votes else ""
        own = ", each its own story" if len(report.playing) > 1 else ""
        played = f"{count(len(report.playing), 'table')} played it{own}{how}"
    made = count(report.choices, "choice was", "choices were")
    made = f"{sentence(made)} made, each with a reason"
    left = f"; {count(report.left, 'scene was', 'scenes were')} left" if report.left else ""
    again = sorted({path.table for path in report.earlier})
    if report.alone:
        went = "Another path was tried as well." if again else ""
    else:
        went = f"{sentence(count(len(again), 'table'))} went back and tried another path as well."
    return " ".join([f"On {when}, {played}.", f"{made}{left}.", *([went] if again else [])])


# where paths parted


def _parted(report: Report, most: Amount) -> list[Block]:
    found = parted(report)
    heading = "Where the paths parted"
    if not found:
        nowhere = "Nowhere so far: no two tables chose differently."
        return [Heading(2, heading, "parted"), Paragraph((nowhere,))]
    shown = [scene for scene in report.scenes if scene in found[: most.scenes]]
    items = tuple(
        Item(n, text(Strong(scene.title)), tuple(_chosen(report, scene, most)))
        for n, scene in enumerate(shown, 1)
    )
    rest = len(found) - len(shown)
    more = f" most ({count(rest, 'more scene')}: section 4)" if rest else ""
    return [Heading(2, f"{heading}{more}", "parted"), Items(items)]


def _chosen(report: Report, scene: Scene, most: Amount) -> Iterator[Text]:
    options = sorted(scene.chosen, key=lambda option: -option.tables)
    for n, option in enumerate(options):
        tables = sentence(many(report, option.tables))
        why = reasons(_telling(option), 1, most.quoted) if n < most.reasons else ()
        because = (" Because: ", *why) if why else ()
        yield text(Strong(f"{tables}: "), words_of(option, most.quoted), *because)


def _telling(option: Option) -> list[str]:
    """Reasons, those first that say something and are not cut."""
    return sorted(option.reasons, key=lambda words: (len(words) > 130, -len(words)))


def _path(report: Report, most: Amount) -> list[Block]:
    (path, *_) = report.newest
    shown = path.steps[: 2 + 2 * most.scenes]
    items = tuple(
        Item(
            n,
            text(Strong(f"{step.title}: "), words_of(step, most.quoted)),
            (text("Because: ", Said(shorten(step.reason, most.quoted))),) if step.reason else (),
        )
        for n, step in enumerate(shown, 1)
    )
    rest = len(path.steps) - len(shown)
    more = (
        [Paragraph((f"And {count(rest, 'more scene')}, in section 3.",), "small")] if rest else []
    )
    return [Heading(2, "The path in short", "parted"), Items(items), *more]


# what was wanted


def _wanted(report: Report, most: Amount) -> list[Block]:
    if not report.over:
        return [Paragraph(("No path has come to its end yet, so nothing has been judged.",))]
    wants = outcomes_of(report)
    shown = dict(list(wants.items())[: most.wants])
    told = [_judged(report, shown, len(wants) - len(shown), most)] if shown else []
    nothing = [] if shown else [Paragraph(("Nothing that was wanted was heard.",))]
    risk = f"{risks(report)}. {REMAINED}"
    return [*told, *nothing, Paragraph(text(Strong("The risk, a separate entry: "), risk))]


def _judged(report: Report, wants: dict[str, list[Outcome]], rest: int, most: Amount) -> Table:
    """How each want was judged, in the words of the record, and on what ground."""
    said = [(f"“{shorten(found[0].words, most.quoted * 2)}”",) for found in wants.values()]
    more = f"; {count(rest, 'more', 'more')} in section 2" if rest else ""
    own = f"In {person(report)}'s own words"
    if report.alone:
        head = (own, "How it was judged", "On what ground")
        rows = tuple(
            (
                words,
                (sentence(found[0].achieved or NOT_YET),),
                _ground(found, most.quoted) or ("none given",),
            )
            for words, found in zip(said, wants.values(), strict=True)
        )
        caption = f"Judged against what was wanted{more}"
        return Table(caption, head, rows, (4.2, 3, 4.8), flows=True, labelled=True)
    rows = tuple(
        (words, in_paragraphs(_judgements(report, found, most)))
        for words, found in zip(said, wants.values(), strict=True)
    )
    caption = f"Each table judged it on its own path, against what was wanted{more}"
    head = (own, "How tables judged it, and on what ground")
    return Table(caption, head, rows, (3.4, 8.6), flows=True, labelled=True)


def _judgements(report: Report, found: list[Outcome], most: Amount) -> Iterator[Text]:
    """Each judgement on a want, with how many tables gave it and the ground of one of them."""
    for each in (*ACHIEVED, None):
        same = [outcome for outcome in found if outcome.achieved == each]
        if same:
            ground = _ground(same, most.quoted)
            tables = f" ({many(report, len(same))})"
            yield text(Strong(sentence(each or NOT_YET)), tables, *((": ", *ground) * bool(ground)))


def outcomes_of(report: Report) -> dict[str, list[Outcome]]:
    """What stands in the records of the last paths on each want that was heard; first those that
    most tables heard."""
    found: dict[str, list[Outcome]] = {}
    for path in report.over:
        for outcome in path.record.outcomes if path.record else ():
            found.setdefault(outcome.want, []).append(outcome)
    return dict(sorted(found.items(), key=lambda each: -len(each[1])))


def _ground(found: list[Outcome], longest: int) -> Text:
    given = sorted((o.judged_by for o in found if o.judged_by), key=str.casefold)
    return reasons(given, 1, longest)


# what is taken away


def _taken(report: Report, most: Amount) -> list[Block]:
    told = list({note.words: note for note in report.notes if note.words}.values())
    if not told:
        return [Paragraph(("Nothing has been written on this yet.",))]
    shown = told[: most.notes]
    items = [_note(note, most) for note in shown]
    rest = len(told) - len(shown)
    if rest:
        items.append((f"And {number(rest)} more, in section 5.",))
    return [Bullets(tuple(items))]


def _note(note: Note, most: Amount) -> Text:
    return (Said(shorten(note.words, max(most.quoted, A_LINE))),)
