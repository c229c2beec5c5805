"""What each seat of a grid session is shown: plain values, made from the state and nothing else.

While a table places, it sees its own places only, and every table's actions; from the look on,
everybody sees all places and lines.
"""

from __future__ import annotations

from typing import Any

from exercises import room_views, sending
from exercises.courses import path
from exercises.grid import course
from exercises.grid.content import NOW, example, examples, grid
from exercises.grid.movement import distance, moves
from exercises.grid.sending import pieces
from exercises.grid.settings import Settings
from exercises.grid.state import Action, Line, Spot, Standing, State
from exercises.journal.slips import RATINGS
from exercises.place import Place
from exercises.wording import Wording

View = dict[str, Any]
TOGETHER = ("look", "move", "close")

SAID = {
    "grid.placed": "the place",
    "grid.unplaced": "taking the place away",
    "grid.picked": "the place you picked",
    "grid.action": "the action you added",
    "grid.action.worded": "your change to an action",
    "grid.action.picked": "the wording you picked",
    "grid.line.picked": "the wording you picked",
    "grid.action.dropped": "taking the action away",
    "grid.action.back": "the action you brought back",
    "grid.wrote": "the line you added",
    "grid.edited": "your change to a line",
    "grid.withdrawn": "the withdrawal",
    "grid.restored": "the line you brought back",
}
"""One's own last act, as the button that takes it back names it."""


def content(place: Place) -> View:
    """What does not change in a session: the grid's words and what it is about."""
    settings = Settings.of(place.state.frame)
    told = grid()
    person = settings.person

    def named(text: str) -> str:
        return text.replace("{person}", person)

    case = settings.case
    trainer = place.seat.role == "trainer"
    return {
        "title": told.title,
        "purpose": told.purpose,
        "rule": told.rule,
        "real_cases": told.real_cases,
        "kits_own": told.kits_own,
        "source": f"{told.source.title}, {told.source.paragraph}",
        "axes": [axis.model_dump(mode="json") for axis in told.axes],
        "corners": told.corners.model_dump(),
        "viewpoints": [
            {
                **view.model_dump(mode="json"),
                "title": named(view.title),
                "basis": named(view.basis),
                "empty": named(view.empty),
            }
            for view in told.viewpoints
            if view.id in settings.viewpoints
        ],
        "prompts": {
            prompt.id: {
                "title": named(prompt.title),
                "ask": named(prompt.ask),
                "stuck": [named(text) for text in prompt.stuck],
            }
            for prompt in told.prompts
        },
        "challenge": told.challenge,
        "statute": told.statute.model_dump(mode="json"),
        "subject": settings.subject,
        "about": settings.about,
        "objective": settings.objective,
        "person": person,
        "case": case.model_dump(mode="json", exclude={"facilitators_points"}) if case else None,
        "points": _points(settings) if trainer else (),
        "examples": _examples(settings) if trainer else (),
        "minutes": settings.minutes,
        "solo": settings.solo,
        "course": path.told(settings.course),
        "shared": settings.shared,
        "erased": room_views.day(place.session.expires),
        "example": place.session.example,
        "ratings": RATINGS,
        "easy_read": False,
        "unit": "place",
    }


def _points(settings: Settings) -> tuple[str, ...]:
    return settings.case.facilitators_points if settings.case else ()


def _examples(settings: Settings) -> list[View]:
    """The kit's worked examples on this case, or those on objectives: one reading each."""
    told = [example(name) for name in examples()]
    case = settings.case.id if settings.case else ""
    return [each.model_dump(mode="json") for each in told if each.case == case]


def table(place: Place) -> View:
    """The page of a table, of a whole room at one screen, or of one person."""
    state, seat = place.state, place.seat
    number = state.frame.acts_as(seat.table or 1)
    people = state.frame.people_of(number)
    standing = state.frame.tables.get(number)
    together = seat.role != "table" or state.frame.stage in TOGETHER
    tables = None if together else people
    return room_views.frame(place, SAID) | {
        "table": number,
        "seated_at": seat.table or 1,
        "people": people,
        "closed": standing is None or not standing.open,
        "actions": [_action(action) for action in state.shown_actions()],
        "dropped": [_action(a) for a in state.dropped_actions() if a.table in people],
        "spots": _spots(state, tables),
        "moves": _moves(state, tables),
        "distances": _distances(state, tables),
        "lines": _lines(state, tables, people),
        "course": course.shown(state),
    }


def console(place: Place) -> View:
    """The trainer's page: everything, and what was set aside."""
    state = place.state
    return room_views.frame(place, SAID) | {
        "code": place.session.code,
        "tables": [_table_row(state, n) for n in sorted(state.frame.tables)],
        "actions": [_action(action) for action in state.shown_actions()],
        "dropped": [_action(action) for action in state.dropped_actions()],
        "spots": _spots(state, None),
        "moves": _moves(state, None),
        "distances": _distances(state, None),
        "lines": _lines(state, None),
        "wall": state.wall.model_dump(),
        "aside": _aside(state),
        "slips": room_views.slips(state.slips),
        "check": sending.view(state.frame, pieces(state)),
    }


def projector(place: Place) -> View:
    """The wall of the room: what the trainer chose to show of the tables' places."""
    state = place.state
    together = state.frame.stage in TOGETHER or state.frame.ended
    return room_views.frame(place, SAID) | {
        "undo": None,
        "code": None if state.frame.ended else place.session.code,
        "tables": [
            {key: row[key] for key in ("table", "total", "typed", "open", "joined")}
            for row in (_table_row(state, n) for n in sorted(state.frame.tables))
        ],
        "actions": [_action(action) for action in state.shown_actions()],
        "spots": _spots(state, None) if together else [],
        "moves": _moves(state, None) if together else [],
        "distances": _distances(state, None) if together else [],
        "lines": _lines(state, None, []) if together else [],
        "wall": state.wall.model_dump(),
    }


def _wording(words: Wording) -> View:
    return {
        "text": words.text,
        "version": words.version,
        "rivals": [{"version": r.version, "text": r.text, "by": r.by} for r in words.rivals],
    }


def _action(action: Action) -> View:
    return _wording(action.words) | {
        "id": action.id,
        "table": action.table,
        "source": action.source,
    }


def _spot(standing: Standing, spot: Spot) -> View:
    return {
        "id": standing.id,
        "table": standing.table,
        "viewpoint": standing.viewpoint,
        "moment": standing.moment,
        **vars(spot),
        "rivals": [vars(rival) for rival in standing.rivals],
    }


def _spots(state: State, tables: list[int] | None) -> list[View]:
    return [_spot(*each) for each in state.spots() if tables is None or each[0].table in tables]


def _moves(state: State, tables: list[int] | None) -> list[View]:
    return [
        {**vars(move), "by": move.by, "effect": move.effect}
        for move in moves(state)
        if tables is None or move.table in tables
    ]


def _distances(state: State, tables: list[int] | None) -> list[View]:
    """How far the others of a table stand from the person's place, where there is one."""
    found = []
    for number in sorted(state.frame.tables if tables is None else tables):
        for moment in (NOW, *(action.id for action in state.shown_actions())):
            for viewpoint, wellbeing, safety in distance(state, moment, number):
                found.append(
                    {
                        "table": number,
                        "moment": moment,
                        "viewpoint": viewpoint,
                        "wellbeing": wellbeing,
                        "safety": safety,
                    }
                )
    return found


def _line(line: Line) -> View:
    return _wording(line.words) | {
        "id": line.id,
        "table": line.table,
        "list": line.list,
        "axis": line.axis,
        "withdrawn": line.withdrawn,
        "by": line.words.by,
    }


def _lines(state: State, tables: list[int] | None, own: list[int] | None = None) -> list[View]:
    """The lines of some tables or of all; what was withdrawn is told to its `own` tables only, or
    to everybody where that is None."""
    return [
        _line(line)
        for line in state.lines.values()
        if not (line.aside or line.removed)
        and (tables is None or line.table in tables)
        and (own is None or not line.withdrawn or line.table in own)
    ]


def _table_row(state: State, number: int) -> View:
    f = state.frame
    standing = f.tables[number]
    mine = [spot for each, spot in state.spots() if each.table == number]
    began = f.stage_at if f.stage in ("now", "after") else 0.0
    wrote = max((spot.at for spot in mine), default=0.0)
    return {
        "table": number,
        "open": standing.open,
        "joined": standing.joined,
        "now": None,
        "condense": [],
        "total": len(mine),
        "typed": any(spot.by == "trainer" for spot in mine),
        "here": len(mine),
        "silent": f.stage in ("now", "after") and wrote < began,
        "conflicts": sum(bool(s.rivals) for s in state.standing.values() if s.table == number),
    }


def _aside(state: State) -> list[View]:
    """What was set aside and can be put back or removed for good; for the trainer only."""
    found: list[View] = []
    for action in state.actions.values():
        if action.aside and not action.removed:
            found.append({"target": action.id, "what": "an action", "text": action.words.text})
    for line in state.lines.values():
        if line.aside and not line.removed:
            what = f"line of table {line.table}"
            found.append({"target": line.id, "what": what, "text": line.words.text})
    for standing in state.standing.values():
        if standing.aside:
            spot = standing.spot
            said = " / ".join(filter(None, (spot.reason, spot.basis))) if spot else ""
            what = f"place of table {standing.table}, {standing.viewpoint}"
            found.append({"target": standing.id, "what": what, "text": said})
    for answer in state.slips.answers.values():
        if answer.aside and not answer.removed:
            said = " / ".join(filter(None, (answer.differently, answer.line)))
            found.append({"target": answer.id, "what": "a slip", "text": said})
    return found
