"""The free texts of a session of a scenario that a summary could hold."""

from __future__ import annotations

from collections.abc import Iterator

from exercises.scenarios.state import Note, State, Step
from exercises.sending import Piece, on_slips, wordings


def pieces(state: State) -> Iterator[Piece]:
    """Every free text of tables: what was set aside or removed is not among them."""
    for thing in state.things():
        if thing.aside:
            continue
        match thing:
            case Step(words=words) if words is not None:
                scene = state.scenario.scene(thing.scene)
                about = f"reason of table {thing.table}, {scene.title if scene else thing.scene}"
                yield from wordings("step", thing.id, about, words, "summary")
            case Note(words=words):
                what, _, _ = thing.field.partition("/")
                about = f"{FIELDS.get(what, 'words')} of table {thing.table}"
                yield from wordings("scenarionote", thing.id, about, words, "summary")
    for placing in state.places.values():
        about = f"reason of table {placing.table} for a place"
        spots = {spot.version: spot for spot in (placing.spot, placing.first) if spot.reason}
        for spot in spots.values() if not placing.aside else ():
            yield Piece("scenarioplace", placing.id, about, spot.reason, spot.version)
    yield from on_slips(state.slips)


FIELDS = {
    "agreed": "agreed wording",
    "why": "why something changed, in the record",
    "ground": "ground of a judgement, in the record",
    "risk-why": "words on the risk, in the record",
    "question": "answer to a question",
    "debrief": "note in the debrief",
    "learnt": "what was learnt, in the debrief",
}
"""What each field of a record or a debrief is called in a list of words."""
