"""The free texts of a temperature check that its summary could hold."""

from __future__ import annotations

from collections.abc import Iterator

from exercises.sending import Piece
from exercises.temperature.results import spread
from exercises.temperature.state import State


def pieces(state: State) -> Iterator[Piece]:
    """Every free text: what was set aside, taken away or removed is not among them. Words beside
    an item that fewer than five have answered stand in no report yet."""
    if state.settings is None:
        return
    told = {
        (instrument.id, item.id): {said.id for said in spread(state, instrument, item).said}
        for instrument, item in state.items()
    }
    for _, key, answer in state.worded():
        if not answer.aside:
            texts = (
                ("evidence", answer.evidence),
                ("owner", answer.owner),
                ("by_when", answer.by_when),
            )
            where = "summary" if answer.id in told.get(key, ()) else "later"
            whole = "\n".join(text for _, text in texts if text)
            about = "what shows an answer"
            yield Piece("answer", answer.id, about, whole, answer.version or "", where, texts=texts)
    for rating in state.ratings.values():
        if rating.option and rating.reasons and not rating.aside:
            yield Piece("rating", rating.id, "moderator's reasons", rating.reasons, rating.version)
    for action in state.plan.shown_actions():
        for said in (action.said, *action.rivals):
            texts = (("text", said.text), ("owner", said.owner), ("when", said.when))
            whole = "\n".join(text for _, text in texts if text)
            kind, about = ("proposal", "a proposed action")
            if said is not action.said:
                kind, about = "rival", "another wording of a proposed action, not chosen yet"
            yield Piece(kind, action.id, about, whole, said.version, texts=texts)
