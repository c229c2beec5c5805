"""What each seat of a temperature check is shown: plain values, made from the state alone.

Whoever answers sees their own sheet, and everybody's answers as a spread once they are shown.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from exercises import room_views, sending
from exercises.journal.slips import FEWEST
from exercises.place import Place
from exercises.plan.state import Action, Version
from exercises.room_rules import last_act
from exercises.temperature import kinds as k
from exercises.temperature.content import SKIP, Instrument, Scale
from exercises.temperature.moving import CAUTION, moved
from exercises.temperature.results import Spread, by_group, spreads, taking_part
from exercises.temperature.sending import pieces
from exercises.temperature.settings import LONGEST_EVIDENCE, LONGEST_SHORT, STAGES
from exercises.temperature.state import SHOWN, Sheet, State
from exercises.temperature.suggesting import matched_by_the_kit, offered
from exercises.temperature.telling import GUESS, in_words

View = dict[str, Any]

SAID = {
    "temperature.chose": "your last answer",
    "temperature.noted": "what you wrote beside an answer",
    "temperature.group": "the agency or role",
    "temperature.finished": "that you have finished",
    "temperature.rated": "your last rating",
    "temperature.sheet.dropped": "taking a form away",
    "plan.action": "the action you proposed",
    "plan.action.changed": "your change to an action",
    "plan.action.withdrawn": "withdrawing the action",
    "plan.action.restored": "the action you brought back",
}
"""One's own last act, as the button that takes it back names it."""


def content(place: Place) -> View:
    """What does not change in a session."""
    settings = place.state.chosen
    return {
        "title": settings.about,
        "about": settings.about,
        "way": settings.way,
        "shared": settings.shared,
        "stages": list(STAGES),
        "instruments": [_instrument(each) for each in settings.instruments],
        "minutes": settings.minutes,
        "groups": [{"id": each.id, "name": each.name} for each in settings.asked_groups],
        "expected": settings.expected,
        "until": settings.until and _day(settings.until),
        "baseline": settings.baseline and _day(settings.baseline.day),
        "caution": CAUTION,
        "guess": GUESS,
        "matched": matched_by_the_kit(),
        "fewest": FEWEST,
        "skip": SKIP,
        "together": k.TOGETHER,
        "longest": {"evidence": LONGEST_EVIDENCE, "short": LONGEST_SHORT},
        "leader": "board manager",
        "erased": room_views.day(place.session.expires),
        "example": place.session.example,
        "solo": False,
        "clock": False,
        "unit": "answer",
        "easy_read": False,
        "principles": [],
        "plan": {"lenses": [_lens(each) for each in settings.instruments]},
    }


def _day(text: str) -> str:
    """A date in words, as in 3 May 2026, from YYYY-MM-DD."""
    year, month, day = (int(part) for part in text.split("-"))
    names = "January February March April May June July August September October November December"
    return f"{day} {names.split()[month - 1]} {year}"


def _instrument(each: Instrument) -> View:
    source = each.source
    told = each.model_dump(mode="json", exclude={"source", "version", "scales"})
    said = f"{source.title}, {source.publisher}, {source.edition}: {source.where}"
    return told | {
        "scales": {scale.id: _scale(scale) for scale in each.scales},
        "source": f"After {said}. The sentences are this kit's own. {source.note}",
    }


def _scale(scale: Scale) -> View:
    return {
        "kind": scale.kind,
        "options": [each.model_dump(mode="json") for each in scale.options],
    }


def _lens(each: Instrument) -> View:
    """The items as what an action can answer."""
    items = [{"id": k.item_name(each.id, item.id), "name": item.text} for item in each.items]
    return {"title": each.title, "items": items}


def _frame(place: Place) -> View:
    """What every screen shows; an act that the results were made with cannot be undone there."""
    told = room_views.frame(place, SAID)
    last = last_act(place.reader.entries, place.seat)
    return told | ({"undo": None} if last is not None and place.state.shows(last) else {})


def answering(place: Place) -> View:
    """The page of somebody who answers, or of the screen that a board answers on together."""
    state: State = place.state
    room = place.seat.role == "room"
    name = k.TOGETHER if room else place.seat.id
    shared = state.chosen.shared
    return (
        _frame(place)
        | {"sheet": _sheet(state.sheets.get(name) or Sheet(name, "person"))}
        | _shown(state)
        | ({"check_plan": _actions(state)} if room else {})
        | {"closed": not shared and state.chosen.way == "paper"}
    )


def console(place: Place) -> View:
    """The board manager's page."""
    state: State = place.state
    taking = taking_part(state)
    return (
        _frame(place)
        | _shown(state)
        | {
            "code": place.session.code,
            "tables": [],
            "taking": vars(taking),
            "rated": sum(bool(each.option) for each in state.ratings.values()),
            "late": state.late(),
            "paper": [
                _sheet(each)
                for each in state.sheets.values()
                if each.kind == "paper" and not each.dropped
            ],
            "together": _sheet(state.sheets.get(k.TOGETHER) or Sheet(k.TOGETHER, "together")),
            "check_plan": _actions(state),
            "offered": [asdict(each) | {"says": each.says} for each in offered(state)],
            "aside": _aside(state),
            "slips": {"fewest": FEWEST},
            "check": sending.view(state.frame, pieces(state)),
        }
    )


def projector(place: Place) -> View:
    """The wall of the room: who has answered, in numbers, and what everybody sees."""
    state: State = place.state
    return (
        _frame(place)
        | _shown(state)
        | {
            "undo": None,
            "code": None if state.frame.ended else place.session.code,
            "tables": [],
            "taking": vars(taking_part(state)),
            "check_plan": _actions(state),
        }
    )


def moderator(place: Place) -> View:
    """The page of somebody from outside, who rates beside the answers."""
    state: State = place.state
    return (
        _frame(place)
        | _shown(state)
        | {
            "taking": vars(taking_part(state)),
            "ratings": {
                k.item_name(*key): {
                    "option": each.option,
                    "reasons": "" if each.aside else each.reasons,
                    "version": each.version,
                    "aside": each.aside,
                }
                for key, each in state.ratings.items()
            },
        }
    )


def _sheet(sheet: Sheet) -> View:
    return {
        "id": sheet.id,
        "group": sheet.group,
        "finished": sheet.finished,
        "answers": {
            k.item_name(*key): {
                "option": each.option,
                "evidence": "" if each.aside else each.evidence,
                "owner": "" if each.aside else each.owner,
                "by_when": "" if each.aside else each.by_when,
                "version": each.version,
                "aside": each.aside,
            }
            for key, each in sheet.answers.items()
        },
    }


def _shown(state: State) -> View:
    """How answers are spread, once they are shown; on one shared screen they always are."""
    if not (state.chosen.shared or state.frame.stage in SHOWN):
        return {"results": None}
    return {"results": {k.item_name(*each.key): _result(state, each) for each in spreads(state)}}


def _result(state: State, spread: Spread) -> View:
    settings = state.chosen
    rating, then = spread.rating, settings.baseline
    return {
        "answered": spread.answered,
        "counts": spread.counts,
        "agreed": spread.agreed,
        "says": in_words(spread, settings.shared),
        "said": [vars(said) for said in spread.said],
        "rating": {"option": rating.option, "reasons": rating.reasons} if rating else None,
        "groups": by_group(state, spread.instrument, spread.item) if spread.counts else {},
        "moved": vars(moved(spread, then)) if then else None,
    }


def _actions(state: State) -> View:
    plan = state.plan
    gone = [a for a in plan.actions.values() if a.withdrawn and not (a.aside or a.removed)]
    return {
        "actions": [_action(action) for action in plan.shown_actions()],
        "withdrawn": [_action(action) for action in gone],
    }


def _action(action: Action) -> View:
    return _version(action.said) | {
        "id": action.id,
        "target": action.target,
        "table": None,
        "rivals": [_version(rival) for rival in action.rivals],
    }


def _version(version: Version) -> View:
    return {
        "text": version.text,
        "owner": version.owner,
        "when": version.when,
        "version": version.version,
        "by": version.by,
    }


def _aside(state: State) -> list[View]:
    """What was set aside and can be put back or removed for good; for the board manager only."""
    found: list[View] = []
    for _, _, answer in state.worded():
        if answer.aside:
            text = " / ".join(filter(None, (answer.evidence, answer.owner, answer.by_when)))
            found.append({"target": answer.id, "what": "what shows an answer", "text": text})
    for rating in state.ratings.values():
        if rating.aside:
            what = "the moderator's reasons"
            found.append({"target": rating.id, "what": what, "text": rating.reasons})
    for action in state.plan.actions.values():
        if action.aside and not action.removed:
            said = action.said
            text = " / ".join(filter(None, (said.text, said.owner, said.when)))
            found.append({"target": action.id, "what": "an action", "text": text})
    return found
