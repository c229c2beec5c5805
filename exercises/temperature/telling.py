"""The answers to an item in words."""

from __future__ import annotations

from exercises.journal.slips import FEWEST
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
    steps = [f"{o.text}: {told[o.id]}" for o in scale.steps if told[o.id]]
    states = [f"{o.text}: {told[o.id]}" for o in scale.options if o.state and told[o.id]]
    aside = [f"{o.text}: {told[o.id]}" for o in scale.options if o.aside and told[o.id]]
    says = [f"{spread.answered} people answered."]
    says += [f"{'; '.join(steps)}."] if steps else []
    says += [f"A state, and no step: {'; '.join(states)}."] if states else []
    says += [f"Beside the scale: {'; '.join(aside)}."] if aside else []
    says += [f"{spread.skipped} left it out."] if spread.skipped else []
    return " ".join(says)
