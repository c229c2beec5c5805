"""The form of a temperature check as values: to fill in by hand, or to type in as a Word file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from exercises.journal.frame import HelpSet
from exercises.journal.slips import FEWEST
from exercises.temperature.content import Instrument, Item, Option, Section
from exercises.temperature.settings import Settings
from exercises.temperature.telling import GUESS
from facilitator.paper.blocks import Choices, Lines, Part, Piece, Ticks, WhoToTurnTo
from facilitator.paper.parts import TRAINING
from facilitator.summaries import phrases
from facilitator.summaries.blocks import Heading, Paragraph, Said, Strong, text

HEADING = "Where do we stand? A temperature check"
HOW = (
    "Tick one answer to each question: on paper by hand, in Word by typing an X for the box. Leave "
    "out what you like; “don't know” is an answer, and a useful one. Answer for yourself."
)
KEPT = (
    "Whoever runs this types your answers into the kit as one form among others, without your "
    f"name. Numbers, and what people wrote, are shown when {phrases.number(FEWEST)} or more have "
    "answered; below that only how many did. Write no name, no real case, and nothing by which "
    "anybody could be recognised. Paper and files have to be destroyed by hand."
)
SHOWS = "What shows this? What somebody from outside could see or read."
WHO = "Who sees to it (a role, not a name), and by when?"
NUMBERED = "What shows any of these? Put the number of the question first."


def parts(settings: Settings, help: HelpSet) -> tuple[Part, ...]:
    """A first page, and for each instrument a part that begins a page."""
    local = WhoToTurnTo(help, TRAINING, at_foot=False)
    first = Part("before", "Before you answer", (*_before(settings), local))
    return (first, *(_instrument(each) for each in settings.instruments))


def _before(settings: Settings) -> Iterator[Piece]:
    if settings.area:
        yield Paragraph(text(Strong("For: "), Said(settings.area)))
    if settings.until:
        day = phrases.day(datetime.fromisoformat(settings.until).timestamp())
        yield Paragraph(text(Strong("Please answer by "), f"{day}."))
    yield Paragraph((f"{HOW} It takes about {settings.minutes} minutes.",))
    yield Paragraph(text(Strong("Who sees it. "), KEPT))
    if settings.asked_groups:
        yield Heading(2, "Which of these do you answer for?")
        yield Paragraph((f"{GUESS} You need not say.",))
        names = tuple(" ".join(group.name.split()) for group in settings.asked_groups)
        yield Choices((*names, "I would rather not say"))
    else:
        yield Paragraph((GUESS,))


def _instrument(each: Instrument) -> Part:
    pieces: list[Piece] = [
        Paragraph((each.about,)),
        Paragraph((each.caution,), "small"),
        Paragraph(text(Strong(each.ask))),
    ]
    numbers = {item.id: n for n, item in enumerate(each.items, 1)}
    for section in each.sections:
        pieces += _section(each, section, numbers)
    source = each.source
    said = f"After {source.title}, {source.publisher}, {source.edition}: {source.where}."
    pieces.append(Paragraph((f"{said} The sentences are this kit's own. {source.note}",), "small"))
    return Part(each.id.replace("_", "-"), each.title, tuple(pieces))


def _section(each: Instrument, section: Section, numbers: dict[str, int]) -> Iterator[Piece]:
    if len(each.sections) > 1:
        yield Heading(2, section.title)
    for item in section.items:
        yield from _item(each, item, f"{numbers[item.id]}. " if len(numbers) > 1 else "")
        if not section.matrix:
            yield Paragraph((SHOWS,))
            yield Lines(2)
            yield Paragraph((WHO,))
            yield Lines(1)
    if section.matrix:
        yield Paragraph((NUMBERED,))
        yield Lines(3)


def _item(each: Instrument, item: Item, number: str) -> Iterator[Piece]:
    yield Paragraph(text(Strong(f"{number}{item.text}")))
    if item.hint:
        yield Paragraph((item.hint,), "small")
    scale = each.scale_of(item)
    if scale.kind == "choice" and not any(option.about for option in scale.options):
        yield Choices(tuple(option.text for option in scale.options))
        return
    yield Ticks(tuple(_told(option) for option in scale.options if not option.state))
    if states := tuple(_told(option) for option in scale.options if option.state):
        yield Paragraph(("Apart from these, a state and no step:",))
        yield Ticks(states)


def _told(option: Option) -> str:
    return f"{option.text}. {option.about}" if option.about else option.text
