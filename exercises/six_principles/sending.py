"""The free texts of a six-principles session that a summary could hold."""

from __future__ import annotations

from collections.abc import Iterator

from exercises.plan.state import Action
from exercises.sending import Piece, on_slips, wordings
from exercises.six_principles.state import Line, State

ABOUT = {
    "readback": "note on reading back",
    "plan": "note on the plan",
    "framework": "line of the framework",
}


def pieces(state: State) -> Iterator[Piece]:
    """Every free text, wordings that nobody has chosen yet among them; what was set aside,
    withdrawn or removed is not."""
    for line in state.lines.values():
        if line.shown:
            what = f"{whose(state, line)} on {line.principle}"
            yield from wordings("line", line.id, what, line.words, "lines")
    for factor in state.factors.values():
        if factor.shown:
            what = f"key factor of {factor.principle}"
            yield from wordings("factor", factor.id, what, factor.words, "summary")
    for name, words in sorted(state.notes.items()):
        if name not in state.notes_aside:
            what = ABOUT.get(name.split("/")[0], "note")
            yield from wordings("note", name, what, words, "summary")
    for action in state.plan.shown_actions():
        yield from _of_action(action)
    yield from on_slips(state.slips)


def _of_action(action: Action) -> Iterator[Piece]:
    """The action as it stands and each wording that waits: what, who leads, by when."""
    for said in (action.said, *action.rivals):
        texts = (("text", said.text), ("owner", said.owner), ("when", said.when))
        words = "\n".join(text for _, text in texts if text)
        if not words:
            continue
        if said is action.said:
            what = "a proposed action"
            yield Piece("proposal", action.id, what, words, said.version, texts=texts)
        else:
            what = "another wording of a proposed action, not chosen yet"
            yield Piece("rival", action.id, what, words, said.version, texts=texts)


def whose(state: State, line: Line) -> str:
    """'line of table 3'; where one person or the whole room wrote it all, just 'line'."""
    settings = state.frame.settings
    return (
        "line" if settings.get("solo") or settings.get("shared") else f"line of table {line.table}"
    )
