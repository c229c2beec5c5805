"""The free texts of an audit that its record could hold."""

from __future__ import annotations

from collections.abc import Iterator

from exercises.audit.content import audit_words
from exercises.audit.state import Action, State
from exercises.sending import Piece, wordings


def pieces(state: State) -> Iterator[Piece]:
    """Every free text: what was taken away, set aside or removed is not among them, nor what was
    written of an enquiry without consent."""
    if state.settings is None:
        return
    for file, item, note in state.notes():
        if not note.aside and state.is_open(file):
            about = f"note on {file}, {audit_words().item(item).title.lower()}"
            yield from wordings("auditnote", note.id, about, note.words, "summary")
    for name, consent in state.consents.items():
        if consent.given and consent.asked_by and not consent.aside:
            about = f"who asked for consent, {name}"
            yield Piece("auditconsent", consent.id, about, consent.asked_by, consent.version)
    for action in state.shown_actions():
        texts = _said(action)
        yield Piece("auditaction", action.id, "action", _whole(texts), action.version, texts=texts)
    for each in state.shown_earlier():
        texts = (*_said(each), ("helped", each.helped))
        about = "action of the last audit"
        yield Piece("earlier", each.id, about, _whole(texts), each.version, texts=texts)
    for line in state.lines.values():
        if state.in_force(line):
            about = {"good": "good practice", "well": "what went well", "try": "a thing to try"}
            yield Piece("auditline", line.id, about[line.of], line.text, line.version)


def _said(action: Action) -> tuple[tuple[str, str], ...]:
    return (("what", action.what), ("who", action.who), ("by_when", action.by_when))


def _whole(texts: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(text for _, text in texts if text)
