"""The answers to an item in words."""

from __future__ import annotations

from exercises.journal.slips import FEWEST
from exercises.temperature.content import Option
from exercises.temperature.results import Spread

GUESS = "On a board this size people may guess who answered."
TOLD_FROM = f"How they answered is told from {FEWEST} answers on."


def in_words(spread: Spread, shared: bool = False) -> str:
    """How many answered and how, or what was agreed on one shared screen."""
    scale = spread.instrument.scale_of(spread.item)
    if shared:
        agreed = scale.option(spread.agreed)
        if agreed is None:
            return "Nothing is agreed yet."
        state = " This is a state, and no step between two others." if agreed.state else ""
        return f"Agreed together: {agreed.text}.{state}"
    if not spread.answered:
        return "Nobody has answered this yet."
    if spread.counts is None:
        people = "person has" if spread.answered == 1 else "people have"
        return f"{spread.answered} {people} answered. {TOLD_FROM}"
    told = spread.counts
    given = [option for option in scale.options if told[option.id]]
    steps = [_said(o, told) for o in given if not (o.state or o.aside)]
    states = [_said(o, told) for o in given if o.state]
    aside = [_said(o, told) for o in given if o.aside]
    says = [f"{spread.answered} people answered."]
    says += [f"{'; '.join(steps)}."] if steps else []
    says += [f"A state, and no step: {'; '.join(states)}."] if states else []
    says += [f"Beside the scale: {'; '.join(aside)}."] if aside else []
    says += [f"{spread.skipped} left it out."] if spread.skipped else []
    return " ".join(says)


def _said(option: Option, told: dict[str, int]) -> str:
    return f"{told[option.id]} said “{option.text}”"
