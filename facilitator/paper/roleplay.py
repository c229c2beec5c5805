"""The cards of a scenario's role-play as values: each on a page of its own, to be handed to one
person, and a page for whoever leads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exercises.journal.frame import HelpSet
from exercises.scenarios.content import Card, Scenario
from exercises.words import clean
from facilitator.paper.blocks import Lines, Part, Piece, Ticks, WhoToTurnTo
from facilitator.paper.parts import TRAINING
from facilitator.summaries.blocks import (
    Bullets,
    Emphasis,
    Heading,
    Item,
    Items,
    Notice,
    Paragraph,
    Said,
    Strong,
    Text,
    text,
)

HEADING = "Role-play cards"
STOP = (
    "Show this card to nobody. Anybody may stop the play at any time, without a reason: say "
    "“stop”, or put the card down."
)
HEARD = 6  # lines to write on
LEADING = (
    "Print a set for each group of players, and hand out each card by itself, face down. Whoever "
    "has no card watches with the observer.",
    "Read the content note and the situation aloud. Say that anybody may stop at any time, and "
    "that nobody has to play: watching is taking part.",
    "Nobody plays somebody they know. No real names, and no real case.",
    "Stop after the time, or before. Each player says one sentence as the person they were, and "
    "then their own name, so that they come out of it.",
    "Ask the person who was spoken to first: what did they hear? Then the practitioner. The "
    "observer reads out what was heard, and judges nobody.",
    "Collect the cards. Nothing about who played what is written down.",
)


def parts(scenario: Scenario, help: HelpSet) -> tuple[Part, ...]:
    """A page for whoever leads, and a page for each card."""
    play = scenario.roleplay
    local = WhoToTurnTo(help, TRAINING)
    return (
        Part("leading", "For whoever leads the role-play", (*_leading(scenario), local)),
        *(
            Part(f"card-{n}", for_whom(card), (*_card(scenario, card), local))
            for n, card in enumerate(play.cards, 1)
        ),
    )


def for_whom(card: Card) -> str:
    """Who gets a card, as its heading: “For the person who plays Mrs Pillai”."""
    title = " ".join(clean(card.title).split()).rstrip(".")
    if card.role == "observer":
        return "For the person who watches and listens"
    name = title.removeprefix("You are ")
    return f"For the person who plays {name}" if name != title else f"For one person: {title}"


def _told(words: str) -> Text:
    """What an author wrote, with *a word* between asterisks set apart."""
    pieces = re.split(r"\*([^*\s](?:[^*\n]*[^*\s])?)\*", clean(words))
    return text(*(Emphasis(each) if n % 2 else Said(each) for n, each in enumerate(pieces) if each))


def _leading(scenario: Scenario) -> Iterator[Piece]:
    play = scenario.roleplay
    yield Notice("Before you begin:", _told(scenario.content_note))
    yield Paragraph(_told(scenario.label), "small")
    yield Paragraph(text(Strong("The situation. "), *_told(play.situation)))
    yield Paragraph(text(Strong("How long. "), f"About {play.minutes:g} minutes."))
    yield Heading(2, "The cards")
    yield Bullets(tuple((for_whom(card),) for card in play.cards))
    yield Heading(2, "Leading it")
    yield Items(tuple(Item(n, (said,)) for n, said in enumerate(LEADING, 1)))


def _card(scenario: Scenario, card: Card) -> Iterator[Piece]:
    play = scenario.roleplay
    yield Paragraph((f"A scenario on paper: {' '.join(clean(scenario.title).split())}",), "small")
    yield Paragraph(text(Strong("The situation. "), *_told(play.situation)))
    yield Heading(2, " ".join(clean(card.title).split()))
    for line in card.lines:
        yield Paragraph(_told(line))
    if card.skills:
        yield Heading(2, "What to listen for")
        yield Ticks(tuple(clean(skill) for skill in card.skills))
        yield Paragraph(("Write down the words that you heard, not what you think of them.",))
        yield Lines(HEARD)
    yield Paragraph((STOP,), "small")
