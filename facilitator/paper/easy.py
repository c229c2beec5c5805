"""The case and the six cards in Easy Read as values: one idea a sentence, a line for each."""

from __future__ import annotations

from collections.abc import Iterable

from exercises import easy_read
from exercises.easy_read import EasyCase, EasyPrinciple, HardWord
from exercises.journal.frame import HelpSet
from exercises.six_principles.rotation import ROUNDS
from facilitator.paper.blocks import Explained, Part, Piece, Voice, WhoToTurnTo
from facilitator.paper.parts import SPOKEN
from facilitator.summaries.blocks import Heading, Notice, Paragraph

TITLE = "Easy Read: the story and the six cards"
POINT = 16
HARD_WORDS = "Hard words"
PEOPLE = "Who is who"
NOT_KNOWN = "What we do not know"
STATEMENT = "What people should be able to say"
SAYS = "In easy words"
ASK = "Questions to talk about"
KEPT = "What happens to what you write"


def parts(story: EasyCase, help: HelpSet | None) -> tuple[Part, ...]:
    """The story, what the six principles are for, and a card for each, a page long. Who to turn to
    ends the first two; without `help` it is left to a page that says it once."""
    cards = easy_read.six_principles()
    local = () if help is None else (who_to_turn_to(help),)
    return (
        Part("story", story.title, (*_story(story), *local)),
        Part("principles", cards.title, (*_principles(), *local)),
        *(
            Part(f"card-{card.id}", card.name, tuple(_card(card, n, story.person)))
            for n, card in enumerate(cards.principles, 1)
        ),
    )


def who_to_turn_to(help: HelpSet) -> WhoToTurnTo:
    """The local answers, and under them what to do when worried, a line for each sentence."""
    lines = easy_read.six_principles().worried
    return WhoToTurnTo(help, "\n".join(lines), at_foot=False)


def _story(story: EasyCase) -> Iterable[Piece]:
    yield _notice(story.notice)
    yield from _lines((*story.label, *story.content_note))
    yield from _hard_words(story.words)
    if story.people:
        yield Heading(2, PEOPLE)
        yield Explained(tuple((person.name, person.who) for person in story.people))
    for passage in story.passages:
        if SPOKEN.match(passage.heading):
            yield Voice(passage.heading, tuple((each,) for each in passage.sentences))
        else:
            yield Heading(2, passage.heading)
            yield from _lines(passage.sentences)
    yield Heading(2, NOT_KNOWN)
    yield from _lines(story.not_known)


def _principles() -> Iterable[Piece]:
    cards = easy_read.six_principles()
    yield _notice(cards.notice)
    yield from _lines(cards.purpose)
    yield from _hard_words(cards.words)
    yield Heading(2, KEPT)
    yield from _lines(cards.kept)
    yield Paragraph((cards.source,), "small")


def _card(card: EasyPrinciple, number: int, person: str) -> Iterable[Piece]:
    yield Paragraph((f"Card {number} of {ROUNDS}",), "lead")
    yield from _lines(card.means)
    yield from _hard_words(card.words)
    yield Heading(2, STATEMENT)
    yield Paragraph((f"“{card.statement}”",), "quote")
    yield Heading(2, SAYS)
    yield from _lines(card.says)
    yield Heading(2, ASK)
    yield from _lines(each.replace("{person}", person) for each in card.ask)


def _notice(sentences: tuple[str, ...]) -> Notice:
    first, *rest = sentences
    return Notice(first, (" ".join(rest),))


def _lines(sentences: Iterable[str]) -> Iterable[Piece]:
    return (Paragraph((each,)) for each in sentences)


def _hard_words(words: tuple[HardWord, ...]) -> Iterable[Piece]:
    if words:
        yield Heading(2, HARD_WORDS)
        yield Explained(tuple((each.word, each.meaning) for each in words))
