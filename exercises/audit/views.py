"""What each seat of a case file audit is shown: plain values, made from the state alone.

A device is shown the files that its agency looks at, and no note on others. No reference number is
in any view: the journal has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from exercises import room_views, sending
from exercises.audit.content import audit_words
from exercises.audit.record import FEWEST_FILES, how_chosen, is_read, record_of
from exercises.audit.rules import audits
from exercises.audit.sending import pieces
from exercises.audit.settings import LONGEST_NOTE
from exercises.audit.state import Action, Cell, Line, Note, State, Thing
from exercises.group.kinds import STATUSES
from exercises.group.settings import LONGEST_WHAT, LONGEST_WHO
from exercises.journal.slips import FEWEST
from exercises.place import Place

View = dict[str, Any]

SAID = {
    "audit.agreed": "that the room agrees",
    "audit.drawn": "the choice of files",
    "audit.consent": "what was said of consent",
    "audit.answered": "your answer",
    "audit.rated": "your rating",
    "audit.noted": "your change to a note",
    "audit.picked": "the wording you picked",
    "audit.rating": "whether you rate",
    "audit.line": "the line you added",
    "audit.line.changed": "your change to a line",
    "audit.line.dropped": "taking the line away",
    "audit.line.back": "the line you brought back",
    "audit.action": "the action you added",
    "audit.action.changed": "your change to an action",
    "audit.action.dropped": "taking the action away",
    "audit.action.back": "the action you brought back",
    "audit.themes": "the themes you chose",
    "audit.followed": "what became of an action",
    "audit.read": "that everybody has read the record",
}
"""One's own last act, as the button that takes it back names it."""

WRITTEN = ("files", "well", "to_try", "good", "actions", "followed")  # in the audit group's record


def content(place: Place) -> View:
    """What does not change in a session; what the audit lead may say is told to the lead."""
    state: State = place.state
    settings, words = state.chosen, audit_words()
    plan = settings.plan
    lead = place.seat.role == "trainer"
    live = plan.id == "live"
    return {
        "title": words.title,
        "purpose": words.purpose,
        "shape": plan.id,
        "shape_title": plan.title,
        "about": plan.about,
        "source": words.source_line(plan),
        "stages": list(settings.stages),
        "parts": [
            part.model_dump(mode="json", exclude=set() if lead else {"says"}) for part in plan.parts
        ],
        "rules": {
            "rates": words.rates,
            "not_recorded": words.not_recorded,
            "not_anonymous": words.not_anonymous,
            "notes_stay": words.notes_stay,
            "few": words.few,
            "who": words.together
            if settings.together
            else words.own
            if len(settings.agencies) == 1
            else words.rota,
        },
        "confidentiality": words.confidentiality.model_dump(),
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "about": section.about,
                "rated": section.answers == "file",
                "answers": [each.model_dump() for each in words.answers_of(section)],
                "items": [_item(item, live) for item in section.items],
            }
            for section in settings.sections
        ],
        "ratings": [each.model_dump() for each in words.ratings],
        "both_rate": plan.rating != "always",
        "consent": words.consent.model_dump() if plan.id == "observed" else None,
        "agencies": [
            {"letter": letter, "name": each.name}
            for letter, each in zip(settings.letters, settings.agencies, strict=True)
        ],
        "rota": [list(pair) for pair in settings.rota],
        "together": settings.together,
        "files": settings.files,
        "since": settings.since.isoformat(),
        "until": settings.until.isoformat(),
        "themes": [theme.model_dump() for theme in words.themes],
        "statuses": STATUSES,
        "longest": {"what": LONGEST_WHAT, "who": LONGEST_WHO, "note": LONGEST_NOTE},
        "fewest_files": FEWEST_FILES,
        "clock": False,
        "leader": "audit lead",
        "shared": settings.shared,
        "solo": False,
        "erased": room_views.day(place.session.expires),
        "example": place.session.example,
        "unit": "file",
        "easy_read": False,
    }


def _item(name: str, live: bool) -> View:
    item = audit_words().item(name)
    ask = item.reflect if live else item.ask
    return {
        "id": item.id,
        "title": item.title,
        "ask": ask,
        "look_for": item.look_for,
        "na": item.na,
    }


def table(place: Place) -> View:
    """The page of the shared screen, or of an agency's device."""
    state: State = place.state
    standing = state.frame.tables.get(place.seat.table or 1)
    told = shown(state, audits(state, place.seat))
    if place.seat.role == "table" and state.frame.stage != "record" and not state.frame.ended:
        told["record"] |= dict.fromkeys(WRITTEN, ())  # until everybody reads it
    return (
        room_views.frame(place, SAID)
        | told
        | {
            "table": place.seat.table or 1,
            "closed": standing is None or not standing.open,
        }
    )


def console(place: Place) -> View:
    """The audit lead's page: every file, and what was set aside."""
    state: State = place.state
    f = state.frame
    return (
        room_views.frame(place, SAID)
        | shown(state, state.chosen.letters)
        | {
            "code": place.session.code,
            "tables": [
                {"table": n, "open": f.tables[n].open, "joined": f.tables[n].joined}
                for n in sorted(f.tables)
            ],
            "aside": _aside(state),
            "slips": {"fewest": FEWEST},
            "check": sending.view(f, pieces(state)),
        }
    )


def projector(place: Place) -> View:
    """The wall of the room: how far each agency is, the board's part, and no note."""
    state: State = place.state
    told = shown(state, "")
    told["record"] |= dict.fromkeys(WRITTEN, ())
    return (
        room_views.frame(place, SAID)
        | told
        | {
            "undo": None,
            "lines": [],
            "actions": [],
            "earlier": [],
            "code": None if state.frame.ended else place.session.code,
        }
    )


def shown(state: State, letters: str) -> View:
    """What a page is shown that looks at the files of these agencies."""
    record = record_of(state)
    files = state.files(letters)
    seen = {*files, None}
    return {
        "mine": letters,
        "agreed": state.agreed,
        "draws": {
            letter: {"version": draw.version, "words": how_chosen(state, letter)}
            for letter, draw in state.draws.items()
        },
        "files": [_file(state, name) for name in files],
        "progress": [
            {"agency": letter, "files": len(names), "begun": sum(map(state.is_begun, names))}
            for letter in state.chosen.letters
            if (names := state.files(letter))
        ],
        "may_rate": state.may_rate,
        "lines": [_line(each) for each in _kept(state.lines.values(), state, seen)],
        "actions": [_action(each) for each in _kept(state.actions.values(), state, seen)],
        "themes": list(state.themes),
        "earlier": [
            _action(each) | {"status": each.status, "helped": each.helped}
            for each in state.shown_earlier()
        ],
        "record": asdict(record) | {"digest": record.digest, "read": is_read(state)},
    }


def _kept(things: Iterable[Thing], state: State, seen: set[str | None]) -> list[Any]:
    """What stands or was taken away and can be brought back."""
    return [
        each
        for each in things
        if each.file in seen
        and not (each.aside or each.removed)
        and (each.file is None or state.is_open(each.file))
    ]


def _file(state: State, name: str) -> View:
    consent = state.consents.get(name)
    opened = state.is_open(name)
    cells = {item: cell for (file, item), cell in state.cells.items() if file == name}
    return {
        "name": name,
        "open": opened,
        "begun": state.is_begun(name),
        "consent": None
        if consent is None
        else {
            "given": consent.given,
            "giver": consent.giver,
            "day": consent.day.isoformat(),
            "asked_by": "" if consent.aside else consent.asked_by,
            "version": consent.version,
            "ever": consent.ever,
        },
        "cells": {item: _cell(cell) for item, cell in cells.items()} if opened else {},
    }


def _cell(cell: Cell) -> View:
    return {
        "answer": cell.answer,
        "answer_on": cell.answer_version,
        "rating": cell.rating,
        "rating_on": cell.rating_version,
        "note": _note(cell.note),
    }


def _note(note: Note | None) -> View | None:
    if note is None:
        return None
    if note.aside:
        return {"id": note.id, "text": "", "version": None, "aside": True, "rivals": []}
    return {
        "id": note.id,
        "text": note.words.text,
        "version": note.words.version,
        "aside": False,
        "rivals": [{"text": r.text, "version": r.version} for r in note.words.rivals],
    }


def _thing(thing: Thing) -> View:
    return {
        "id": thing.id,
        "file": thing.file,
        "item": thing.item,
        "board": thing.board,
        "version": thing.version,
        "dropped": thing.dropped,
    }


def _line(line: Line) -> View:
    return _thing(line) | {"of": line.of, "text": line.text}


def _action(action: Action) -> View:
    return _thing(action) | {"what": action.what, "who": action.who, "by_when": action.by_when}


def _aside(state: State) -> list[View]:
    """What was set aside, or is of an enquiry without consent, and can be removed for good; for
    the audit lead only."""
    found: list[View] = []
    for action in (*state.actions.values(), *state.earlier.values()):
        text = " / ".join(filter(None, (action.what, action.who, action.by_when)))
        found.append({"target": action.id, "what": "an action", "text": text})
    for line in state.lines.values():
        found.append({"target": line.id, "what": "a line", "text": line.text})
    for file, item, note in state.notes():
        about = f"a note on {file}, {audit_words().item(item).title.lower()}"
        words = (note.words.text, *(rival.text for rival in note.words.rivals))
        found.append({"target": note.id, "what": about, "text": " / ".join(filter(None, words))})
    for name, consent in state.consents.items():
        about = f"who asked for consent, {name}"
        found.append({"target": consent.id, "what": about, "text": consent.asked_by})
    return [each for each in found if state.is_aside(each["target"])]
