"""What each seat of a study by interviews is shown: plain values, made from the state alone.

The officer sees all but what the second coder has marked in an interview that is not compared yet;
the second coder sees the notes of conversations that are over, and their own marks. Notes are apart
from the view: they are long and seldom move.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from exercises import room_views, sending
from exercises.interviews import agreement
from exercises.interviews import kinds as k
from exercises.interviews.content import interview_words
from exercises.interviews.quoting import judged, seen_in
from exercises.interviews.sending import pieces
from exercises.interviews.settings import Settings
from exercises.interviews.state import CODERS, Coder, Interview, Said, State, Type
from exercises.place import Place

View = dict[str, Any]

SAID = {
    "interviews.added": "adding the interview",
    "interviews.noted": "your change to a note",
    "interviews.skipped": "leaving the question out",
    "interviews.finished": "ending the conversation",
    "interviews.code": "the code you added",
    "interviews.code.merged": "the merging of a code",
    "interviews.code.dropped": "taking the code away",
    "interviews.coded": "the mark on a sentence",
    "interviews.coding": "that you have finished the interview",
    "interviews.decided": "what was decided on a sentence",
    "interviews.cell": "your change to the chart",
    "interviews.quote": "the quotation you chose",
    "interviews.quote.dropped": "taking the quotation away",
    "interviews.quote.looked": "that you looked at the quotation",
    "interviews.type": "the place in the typology",
    "interviews.worded": "the change of words",
}
"""One's own last act, as the button that takes it back names it."""


def content(place: Place) -> View:
    """What does not change in a study."""
    state: State = place.state
    settings, words = state.chosen, interview_words()
    told: View = {
        "title": words.title,
        "about": settings.about,
        "questions": [
            {"id": q.id, "ask": q.ask, "section": section.title, "prompts": q.prompts}
            for section in settings.plan.sections
            for q in section.questions
        ],
        "themes": [theme.model_dump() for theme in words.themes],
        "kinds": [kind.model_dump() for kind in words.kinds],
        "second": words.second,
        "list_is_shared": words.list_is_shared,
        "leader": "officer",
        "shared": settings.shared,
        "solo": False,
        "unit": "interview",
        "erased": room_views.day(place.session.expires),
        "example": place.session.example,
        "easy_read": False,
    }
    return told | (_officers(settings, told["erased"]) if place.seat.role == "trainer" else {})


def _officers(settings: Settings, erased: str) -> View:
    """What stands on the officer's page only."""
    words = interview_words()
    contact = settings.contact or "the safeguarding adults board's office"
    blanks = {"{erased}": erased, "{contact}": contact}
    used = (settings.plan.source, "data")
    return {
        "purpose": words.purpose,
        "office": words.office,
        "no_names": words.no_names,
        "erasing": words.erasing,
        "guide": {"title": settings.plan.title, "lasts": settings.plan.lasts},
        "opening": {
            "intro": words.opening.intro,
            "points": [
                {"title": point.title, "say": _filled(point.say, blanks)}
                for point in words.opening.points
            ],
        },
        "consent": [point.model_dump() for point in words.consent],
        "steps": [step.model_dump() for step in words.steps],
        "typology": words.typology.model_dump(),
        "sources": [f"{words.source(id).line} {words.source(id).note}" for id in used],
        "framework_source": words.source("doncaster").line,
        "few": words.few,
        "few_says": words.few_says,
        "few_sentences": words.few_sentences,
        "kappa": words.kappa,
        "kappa_source": words.kappa_source,
        "letters": k.LETTERS,
        "longest": {
            "note": k.LONGEST_NOTE,
            "code": k.LONGEST_CODE,
            "summary": k.LONGEST_SUMMARY,
            "quote": k.LONGEST_QUOTE,
        },
    }


def _filled(text: str, blanks: dict[str, str]) -> str:
    for blank, words in blanks.items():
        text = text.replace(blank, words)
    return text


def notes(place: Place) -> View:
    """The notes that count, by interview and question: text and sentences; for the officer also
    what looks identifiable in them, and notes of a conversation that goes on."""
    state: State = place.state
    officer = place.seat.role == "trainer"
    found: View = {}
    for interview in state.shown() if officer else state.over():
        found[interview.id] = {
            question: {
                "text": note.words,
                "version": note.version,
                "aside": note.aside,
                "seen": list(seen_in(note.words)) if officer else [],
                "passages": [[p.id, p.start, p.end] for p in note.passages if note.shown],
            }
            for question, note in sorted(interview.notes.items())
        }
    return found


def second(place: Place) -> View:
    """The page of the second coder, on a device of its own or at the shared screen."""
    state: State = place.state
    standing = state.frame.tables.get(place.seat.table or 1)
    return (
        room_views.frame(place, SAID)
        | _codebook(state)
        | {
            "table": place.seat.table or 1,
            "closed": standing is None or not standing.open,
            "interviews": [_named(each) | _coding(state, each) for each in state.over()],
            "marks": _marks(state, "second"),
            "final": _final(state, only_compared=True),
        }
    )


def console(place: Place, answered: View) -> View:
    """The officer's page; `answered` is what stands beside the journal of the agreement."""
    state: State = place.state
    f = state.frame
    titles = state.code_names()
    return (
        room_views.frame(place, SAID)
        | _codebook(state)
        | {
            "code": place.session.code,
            "tables": [
                {"table": n, "open": f.tables[n].open, "joined": f.tables[n].joined}
                for n in sorted(f.tables)
            ],
            "interviews": [_interview(state, each) for each in state.interviews.values()],
            "organisations": _organisations(state),
            "marks": _marks(state, "officer"),
            "final": _final(state),
            "agreement": _agreement(state, answered),
            "cells": {
                cell.id: _said(cell)
                | {"state": cell.state, "passages": cell.passages, "stale": _stale(state, cell)}
                for cell in state.cells.values()
                if cell.code in titles
            },
            "quotes": [
                _said(quote)
                | asdict(judged(state, quote))
                | {
                    "interview": quote.interview,
                    "code": quote.code,
                    "passages": quote.passages,
                    "dropped": quote.dropped,
                }
                for quote in state.quotes.values()
                if quote.shown and state.interviews[quote.interview].shown
            ],
            "types": {
                placed.organisation: _said(placed)
                | {"type": placed.type, "passages": placed.passages}
                | {"stale": _stale(state, placed)}
                for placed in state.types.values()
            },
            "aside": _aside(state),
            "check": sending.view(f, pieces(state)),
        }
    )


def _codebook(state: State) -> View:
    """The themes, and the codes of the study's own, with what became of them."""
    return {
        "codes": [
            {
                "id": code.id,
                "text": code.words,
                "version": code.version,
                "into": code.into,
                "dropped": code.dropped,
            }
            for code in state.codes.values()
            if code.shown
        ],
        "names": [{"id": id, "title": title} for id, title in state.code_names().items()],
    }


def _named(interview: Interview) -> View:
    return {
        "id": interview.id,
        "number": interview.number,
        "organisation": interview.organisation,
        "sort": interview.sort,
    }


def _interview(state: State, interview: Interview) -> View:
    return (
        _named(interview)
        | {
            "consent": sorted(interview.consent),
            "consented": interview.consented,
            "quotable": interview.quotable,
            "begun": interview.begun,
            "ended": interview.ended,
            "skipped": sorted(interview.skipped),
            "aside": interview.aside,
            "removed": interview.removed,
            "shown": interview.shown,
        }
        | _coding(state, interview)
    )


def _coding(state: State, interview: Interview) -> View:
    """How far the coding is. Not which sentences, and not how many, while each works alone."""
    names = {passage.id for _, _, passage in interview.passages()}
    return {
        "sentences": len(names),
        "done": {each: each in interview.done for each in CODERS},
        "begun_second": any(passage in names for passage, _ in state.marks["second"]),
        "compared": interview.compared,
    }


def _marks(state: State, coder: Coder) -> dict[str, list[str]]:
    here = state.index()
    marked = state.marked(coder).items()
    return {name: sorted(codes) for name, codes in marked if name in here and codes}


def _final(state: State, only_compared: bool = False) -> dict[str, list[str]]:
    """What sentences belong to; where nobody has compared, that is what the officer marked, and
    not for the second coder to see."""
    index = state.index()
    return {
        name: sorted(codes)
        for name, codes in state.final().items()
        if index[name][0].compared or not only_compared
    }


def _organisations(state: State) -> list[View]:
    return [
        {
            "letter": letter,
            "sort": interviews[0].sort,
            "interviews": [each.id for each in interviews],
            "of_kind": state.of_kind(interviews[0].sort),
        }
        for letter, interviews in state.organisations().items()
    ]


def _agreement(state: State, answered: View) -> View:
    """Counts, kappa and what differs, of the interviews that are compared."""
    return {
        "sentences": len(agreement.units(state)),
        "rows": [
            asdict(row) | {"units": row.units, "share": row.share}
            for row in agreement.counted(state, answered)
        ],
        "differing": [asdict(each) for each in agreement.differing(state)],
    }


def _said(said: Said) -> View:
    return {"id": said.id, "text": said.words, "version": said.version, "aside": said.aside}


def _stale(state: State, thing: Any) -> bool:
    """Whether a sentence that it rested on is not there any more."""
    index = state.index()
    return not all(passage in index for passage in thing.passages)


def _aside(state: State) -> list[View]:
    """What was withdrawn or set aside and can be put back or removed for good."""
    found: list[View] = []
    for interview in state.interviews.values():
        if interview.aside and not interview.removed:
            text = f"{interview.name}, organisation {interview.organisation}"
            found.append({"target": interview.id, "what": "a whole interview", "text": text})
        for note in interview.notes.values():
            if note.aside and not interview.aside:
                found.append(_one_aside(note, f"a note of {interview.name.lower()}"))
    for things, what in (
        (state.codes, "a code"),
        (state.cells, "the chart"),
        (state.quotes, "a quotation"),
        (state.types, "the typology"),
    ):
        found += [
            _one_aside(thing, what)
            for thing in things.values()
            if thing.aside and not thing.removed
        ]
    return found


def _one_aside(thing: Said, what: str) -> View:
    title = thing.text
    if isinstance(thing, Type) and not title:
        title = f"Organisation {thing.organisation}"
    return {"target": thing.id, "what": what, "text": title or "no words"}
