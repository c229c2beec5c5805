"""The free texts of a reflective group that its record could hold."""

from __future__ import annotations

from collections.abc import Iterator

from exercises.group.content import group_words
from exercises.group.state import Action, State
from exercises.sending import Piece


def pieces(state: State) -> Iterator[Piece]:
    """Every free text: what was taken away, set aside or removed is not among them."""
    for action in state.shown_actions():
        texts = _said(action)
        whole = "\n".join(text for _, text in texts if text)
        yield Piece("groupaction", action.id, "action", whole, action.version, texts=texts)
    for each in state.shown_earlier():
        texts = (*_said(each), ("helped", each.helped))
        whole = "\n".join(text for _, text in texts if text)
        about = "action of the last session"
        yield Piece("earlier", each.id, about, whole, each.version, texts=texts)
    for line in state.shown_lines():
        yield Piece("groupline", line.id, "what was learnt", line.text, line.version)
    for note in state.notes.values():
        if note.shown:
            yield Piece("groupnote", note.id, "typed case detail", note.text, note.version)
    titles = {each.id: each.title for each in group_words().agreement.fields}
    for name in state.agreement_text():
        said = state.agreement[name]
        about = f"agreement, {titles[name]}"
        yield Piece("agreement", said.id, about, said.text, said.version)


def _said(action: Action) -> tuple[tuple[str, str], ...]:
    return (("what", action.what), ("who", action.who), ("by_when", action.by_when))
