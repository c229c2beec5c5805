"""What each seat of a scenario's session is shown: plain values, made from the state and nothing
else.

While tables play, each sees its own story only. From the debrief on everybody sees every path. A
device sees its own card and no other; the author's places and judgements stand beside a table's own
and nowhere before them.
"""

from __future__ import annotations

from typing import Any

from exercises import room_views, sending
from exercises.courses import path
from exercises.grid.content import grid
from exercises.grid.movement import spread as range_of
from exercises.journal.slips import RATINGS
from exercises.place import Place
from exercises.scenarios import comparing, course, telling
from exercises.scenarios.content import ASKED, DILEMMAS, RISKS, SPEAKERS
from exercises.scenarios.record import COURSES
from exercises.scenarios.rules import STAGES
from exercises.scenarios.sending import pieces
from exercises.scenarios.settings import Settings
from exercises.scenarios.state import Note, Placing, State, Step
from exercises.scenarios.story import choices_of

View = dict[str, Any]

SAID = {
    "scenario.chosen": "the choice you made",
    "scenario.left": "leaving the scene",
    "scenario.back": "going back",
    "scenario.reason": "your change to a reason",
    "scenario.reason.picked": "the wording you picked",
    "scenario.voted": "your vote",
    "scenario.placed": "the place",
    "scenario.wrote": "what you wrote",
    "scenario.answered": "the answer you chose",
    "scenario.spoke": "who spoke",
    "scenario.edited": "your change to a note",
    "scenario.picked": "the wording you picked",
}
"""One's own last act, as the button that takes it back names it."""

ON_THE_WALL = ("table", "steps", "total", "typed", "ended", "open", "joined")
"""What the wall says of a table: how far it is, and never where."""


def content(place: Place) -> View:
    """What does not change in a session. Nothing of the story is in it; the trainer's has the map
    of the scenes and what is covered."""
    settings = place.state.settings
    scenario = settings.scenario
    told = {
        "title": scenario.title,
        "about": scenario.title,
        "person": scenario.person,
        "label": scenario.label,
        "content_note": scenario.content_note,
        "setting": scenario.setting,
        "about_minutes": scenario.about_minutes,
        "people": [each.model_dump(mode="json") for each in scenario.people],
        "acronyms": dict(scenario.acronyms),
        "sources": [each.model_dump(mode="json") for each in scenario.sources],
        "seen": _seen(settings),
        "stages": [s for s in STAGES if s != "roleplay" or settings.roleplay],
        "axes": [axis.model_dump(mode="json") for axis in grid().axes],
        "corners": grid().corners.model_dump(),
        "known": {"asked": ASKED, "speakers": SPEAKERS, "courses": COURSES, "risks": RISKS},
        "votes": settings.votes,
        "roleplay": settings.roleplay,
        "minutes": settings.minutes,
        "solo": settings.solo,
        "course": path.told(settings.course),
        "shared": settings.shared,
        "erased": room_views.day(place.session.expires),
        "example": place.session.example,
        "ratings": RATINGS,
        "easy_read": False,
        "unit": "choice",
    }
    return told | (_map(place.state) if place.seat.role == "trainer" else {})


def _seen(settings: Settings) -> str:
    """Who sees what a table writes and chooses, in the notice of what is kept."""
    said = "The trainer sees it, and so do the other tables from “Look back” on."
    if not (settings.votes or settings.roleplay):
        return said
    wanted = (("votes", settings.votes), ("cards", settings.roleplay))
    each = " and ".join(what for what, chosen in wanted if chosen)
    return f"{said} {each.capitalize()} are kept by device; no page shows whose they were."


def _map(state: State) -> View:
    """The scenes as the trainer needs them to run the room."""
    scenario = state.scenario
    return {
        "covers": [DILEMMAS[each] for each in scenario.covers],
        "scenes": [
            {
                "id": scene.id,
                "title": scene.title,
                "hard": scene.hard,
                "place": scene.place is not None,
                "choices": [telling.offered(c) | {"next": c.next} for c in scene.choices],
                "ending": scene.ending.title if scene.ending else "",
            }
            for scene in scenario.scenes
        ],
        "argued": list(scenario.debrief.argued),
    }


def table(place: Place) -> View:
    """The page of a table, of a whole room at one screen, or of one person."""
    state, seat = place.state, place.seat
    number = state.frame.acts_as(seat.table or 1)
    standing = state.frame.tables.get(number)
    playing = state.table(number)
    begun = state.frame.stage != "lobby"
    together = begun and comparing.is_open(state)
    return room_views.frame(place, SAID) | {
        "table": number,
        "seated_at": seat.table or 1,
        "people": state.frame.people_of(number),
        "closed": standing is None or not standing.open,
        "version": playing.version,
        "waits": playing.waits,
        "scene": telling.standing_in(state, number) if begun else None,
        "path": telling.path(state, number, playing.head),
        "earlier": [telling.path(state, number, name) for name in playing.earlier],
        "vote": _vote(place, number),
        "records": _records(state, number),
        "notes": telling.notes(state, number, None),
        "debrief": _debrief(state, number) if together else None,
        "cards": _cards(place, number) if state.frame.stage == "roleplay" else None,
        "course": course.shown(state),
    }


def _vote(place: Place, number: int) -> View | None:
    """The votes of the table's phones: how many, and for what once this device has voted. Nothing
    is made of them; the table decides."""
    state: State = place.state
    if place.seat.role != "table" or state.settings is None or not state.settings.votes:
        return None
    cast = state.voted(number)
    own = cast.get(place.seat.id)
    names = [choice.id for choice in choices_of(state.story(number))]
    tally = {name: list(cast.values()).count(name) for name in names} if own else None
    return {"own": own, "cast": len(cast), "tally": tally}


def _records(state: State, number: int) -> list[View]:
    """The records of the paths that have come to their ends."""
    return [
        telling.record(state, number, name)
        for name in state.paths(number)
        if state.is_over(number, name)
    ]


def _debrief(state: State, number: int) -> View:
    """What a room looks at together: the questions, and the paths of the other tables."""
    others = [n for n in sorted(state.frame.tables) if n != number]
    return {
        "questions": list(state.scenario.debrief.questions),
        "paths": _paths(state, others),
        "judged": _judged(state, others),
        "places": [
            telling.spot(placing)
            for placing in state.places.values()
            if placing.table in others and not placing.aside
        ],
        "notes": _notes(state, others),
    }


def _paths(state: State, tables: list[int]) -> list[View]:
    return [telling.path(state, n, name, own=False) for n in tables for name in state.paths(n)]


def _judged(state: State, tables: list[int]) -> list[View]:
    return [
        telling.judged(state, n, name) | {"table": n, "path": name}
        for n in tables
        for name in state.paths(n)
        if state.is_over(n, name)
    ]


def _notes(state: State, tables: list[int]) -> list[View]:
    """What these tables wrote into the debrief."""
    return [
        telling.told_note(note)
        for note in state.notes.values()
        if note.table in tables and note.path is None and not note.aside
    ]


def _cards(place: Place, number: int) -> View | None:
    """The role-play: what all may know, which cards lie on the table, and this device's own."""
    state: State = place.state
    if state.settings is None or not state.settings.roleplay:
        return None
    play, playing = state.scenario.roleplay, state.table(number)
    own = playing.cards.get(place.seat.id)
    return {
        "situation": play.situation,
        "minutes": play.minutes,
        "cards": [
            {
                "card": n,
                "role": card.role,
                "title": card.title,
                "taken": len(playing.holders(n)),
                "own": n == own,
            }
            for n, card in enumerate(play.cards)
        ],
        "own": play.cards[own].model_dump() if own is not None else None,
    }


def console(place: Place) -> View:
    """The trainer's page: where every table is, every path, and what was set aside."""
    state: State = place.state
    tables = sorted(state.frame.tables)
    return room_views.frame(place, SAID) | {
        "code": place.session.code,
        "tables": [_row(state, n) for n in tables],
        "paths": _paths(state, tables),
        "judged": _judged(state, tables),
        "notes": _notes(state, tables),
        "questions": list(state.scenario.debrief.questions),
        "held": list(state.held),
        "wall": state.wall.model_dump(),
        "scenes": [_sight(state, scene.id) for scene in state.scenario.scenes],
        "dealt": [
            {"table": n, "card": card, "taken": len(state.table(n).holders(card))}
            for n in tables
            for card in sorted(set(state.table(n).cards.values()))
        ],
        "aside": _aside(state),
        "slips": room_views.slips(state.slips),
        "check": sending.view(state.frame, pieces(state)),
    }


def _sight(state: State, scene: str) -> View:
    """What could be shown of a scene, and for which tables it would be too early."""
    return {
        "scene": scene,
        "spread": [vars(each) for each in comparing.spread(state, scene)],
        "too_early": comparing.too_early(state, scene),
        "placed": _placed(state, scene),
        "too_early_to_see": comparing.too_early_to_see(state, scene),
        "too_early_to_read": comparing.too_early_to_read(state, scene),
    }


def projector(place: Place) -> View:
    """The wall of the room: what the trainer chose to show, where it is too early for no table."""
    state: State = place.state
    return room_views.frame(place, SAID) | {
        "undo": None,
        "code": None if state.frame.ended else place.session.code,
        "tables": [
            {
                key: row[key]
                for key in ("table", "steps", "total", "typed", "ended", "open", "joined")
            }
            for row in (_row(state, n) for n in sorted(state.frame.tables))
        ],
        "held": [
            {
                "scene": name,
                "waiting": sum(state.table(n).waits == name for n in state.frame.tables),
            }
            for name in state.held
        ],
        "wall": state.wall.model_dump() | {"shows": _wall(state)},
    }


def _wall(state: State) -> View | None:
    """What stands on the wall; None where it is still too early for a table."""
    name, what = state.wall.scene, state.wall.what
    scene = state.scenario.scene(name) if name else None
    together = comparing.is_open(state) or state.frame.ended
    if what == "questions" and together:
        return {"questions": list(state.scenario.debrief.questions)}
    if what == "paths" and together:
        return {"paths": _paths(state, sorted(state.frame.tables))}
    if what == "replay" and together:
        return _replay(state)
    if what == "roleplay" and state.frame.stage == "roleplay":
        return {"situation": state.scenario.roleplay.situation}
    if scene is None:
        return None
    if what == "scene" and not comparing.too_early_to_see(state, scene.id):
        return {"scene": telling.told_scene(scene)}
    if what == "spread" and not comparing.too_early(state, scene.id):
        spread = [vars(each) for each in comparing.spread(state, scene.id)]
        return {"title": scene.title, "spread": spread}
    if what == "places" and not comparing.too_early(state, scene.id):
        return {"title": scene.title, **_places(state, scene.id)}
    return None


def _replay(state: State) -> View | None:
    """The part of a path that the room is at, with where each table placed that scene; None where
    the path has meanwhile become another."""
    wall = state.wall
    table = next((n for n in state.frame.tables if wall.path in state.paths(n)), None)
    if table is None or wall.path is None:
        return None
    path = telling.path(state, table, wall.path)
    if (wall.step, wall.part) not in path["sights"]:
        return None
    steps = path["steps"]
    step = steps[wall.step] if wall.step < len(steps) else path["stands"]
    found = {"table": table, "now": path["now"], "part": wall.part, "title": step["title"]}
    match wall.part:
        case "note":
            return found | {"hard": step["then"]["hard"]}
        case "scene":
            return found | {"text": step["then"]["text"], "said": step["then"]["said"]}
        case "place":
            standing = state.scenario.scene(step["scene"])
            reading = telling.reading_for_all(state, standing) if standing else None
            places = _placed(state, step["scene"])
            return found | {"ask": step["place"]["ask"], "places": places, "reading": reading}
        case "choices":
            return found | {"offered": step["offered"]}
        case "chosen":
            return found | {key: step[key] for key in ("choice", "reason", "left", "told")}
        case "answer":
            return found | {key: step[key] for key in ("answer", "serves", "strains")}
        case "end":
            return found | {"ending": path["ending"]}


def _placed(state: State, scene: str) -> list[View]:
    """Where each table put the situation in a scene, by table."""
    found = (state.place(n, scene) for n in sorted(state.frame.tables))
    return [telling.spot(placing) for placing in found if placing]


def _places(state: State, scene: str) -> View:
    """Where tables put the situation, without saying which; and one reading, when all have."""
    found = comparing.spots(state, scene)
    standing = state.scenario.scene(scene)
    return {
        "places": [
            {"wellbeing": each.wellbeing, "safety": each.safety, "reason": each.reason}
            for each in found
        ],
        "ranges": {
            "wellbeing": range_of([each.wellbeing for each in found]),
            "safety": range_of([each.safety for each in found]),
        },
        "reading": telling.reading_for_all(state, standing) if standing else None,
    }


def _row(state: State, number: int) -> View:
    f = state.frame
    standing, playing = f.tables[number], state.table(number)
    story = state.story(number)
    at = state.scenario.scene(comparing.stands_at(state, playing))
    mine = [step for step in state.steps.values() if step.table == number]
    ended = story.ended and not playing.waits
    began = f.stage_at if f.stage == "play" else 0.0
    wrote = max((step.at for step in mine), default=0.0)
    return {
        "table": number,
        "open": standing.open,
        "joined": standing.joined,
        "now": None,
        "condense": [],
        "total": sum(not step.left for step in mine),
        "here": len(state.steps_to(playing.head)),
        "steps": len(state.steps_to(playing.head)),
        "at": at.id if at else "",
        "title": at.title if at else "",
        "waits": playing.waits,
        "ended": ended,
        "stopped": story.stopped and not playing.waits,
        "paths": len(state.paths(number)),
        "voted": len(state.voted(number)),
        "votes": _counted(state, number),
        "typed": any(step.words is not None and step.words.by == "trainer" for step in mine),
        "silent": f.stage == "play" and wrote < began,
        "conflicts": _conflicts(state, number),
    }


def _counted(state: State, number: int) -> list[View]:
    """The votes of a table's phones where it stands: how many for what, and not whose."""
    cast = list(state.voted(number).values())
    found = state.story(number).scene.choices
    return [telling.offered(c) | {"n": cast.count(c.id)} for c in found if c.id in cast]


def _conflicts(state: State, number: int) -> int:
    return sum(
        bool(thing.words.rivals)
        for thing in state.things()
        if not isinstance(thing, Placing) and thing.words is not None and thing.table == number
    )


def _aside(state: State) -> list[View]:
    """What was set aside and can be put back or removed for good; for the trainer only."""
    found: list[View] = []
    for thing in state.things():
        if not thing.aside:
            continue
        match thing:
            case Step(words=words, removed=False) if words is not None:
                what = f"reason of table {thing.table}"
                found.append({"target": thing.id, "what": what, "text": words.text})
            case Placing(spot=spot):
                what = f"place of table {thing.table}"
                found.append({"target": thing.id, "what": what, "text": spot.reason})
            case Note(words=words):
                what = f"words of table {thing.table}"
                found.append({"target": thing.id, "what": what, "text": words.text})
    for answer in state.slips.answers.values():
        if answer.aside and not answer.removed:
            said = " / ".join(filter(None, (answer.differently, answer.line)))
            found.append({"target": answer.id, "what": "a slip", "text": said})
    return found
