"""What each seat is shown: plain values for a page, made from the state and nothing else. What does
not change for a seat makes no new view, so that a line at one table costs the others nothing.

A table's view never holds another table's lines in a blind round, nor anything set aside, nor
totals of dots before they are revealed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exercises import easy_read, library, room_views, sending
from exercises.courses import path
from exercises.journal import sessions
from exercises.journal.slips import RATINGS
from exercises.library import PRINCIPLES, PrincipleId
from exercises.place import Place
from exercises.six_principles import course, plan_views
from exercises.six_principles.overlap import overlap
from exercises.six_principles.rotation import ROUNDS, condensers, missed, principle_of
from exercises.six_principles.rules import condensed_by
from exercises.six_principles.sending import pieces, whose
from exercises.six_principles.settings import Settings
from exercises.six_principles.state import Factor, Line, State, Wording

View = dict[str, Any]

SHOWN_OF_A_TABLE = ("table", "now", "total", "typed", "open", "joined", "condense")
SAID = {
    "line.added": "the line you added",
    "line.edited": "your change to a line",
    "line.picked": "the wording you picked",
    "line.moved": "the move",
    "line.withdrawn": "the withdrawal",
    "line.restored": "the line you brought back",
    "factor.made": "the key factor you made",
    "factor.took": "the merge",
    "factor.let_go": "the split",
    "factor.worded": "your wording",
    "factor.picked": "the wording you picked",
    "factor.moved": "the move",
    "factor.dropped": "taking the key factor away",
    "factor.serves": "the principles you marked",
    "factors.joined": "the join",
    "dots": "the dots you placed",
    "wrote": "your note",
    "kept": "the note you picked",
    "chose": "your choice",
    "plan.joined": "the joining of two passages",
    "plan.split": "the split of a passage",
    "plan.dropped": "leaving a passage out",
    "plan.restored": "the passage you took in again",
    "plan.heading": "your heading",
    "plan.promise": "your mark on a passage",
    "plan.evidence": "the passage you chose",
    "plan.action": "the action you proposed",
    "plan.action.changed": "your change to an action",
    "plan.action.picked": "the wording you picked",
    "plan.action.withdrawn": "withdrawing the action",
    "plan.action.restored": "the action you brought back",
}
"""One's own last act, as the button that takes it back names it."""


PLAN_PURPOSE = (
    "The key factors are what a room thought would help most. You hold each against the board's "
    "plan: is it there? If it is not, does that matter, and what should follow?"
)


def content(place: Place) -> View:
    """What does not change in a session: the exercise, the case and how it was set up."""
    exercise = library.six_principles()
    settings = Settings.of(place.state.frame)
    return {
        "title": exercise.title,
        "purpose": PLAN_PURPOSE if settings.plan_only else exercise.purpose,
        "principles": principles_for(settings.case.person),
        "attribution": exercise.source.attribution,
        "source": f"{exercise.source.title}, paragraph {exercise.source.paragraph}",
        "case": settings.case.model_dump(mode="json", exclude={"facilitators_points"}),
        "easy_read": easy_read.tells(settings.case),
        "points": settings.case.facilitators_points if place.seat.role == "trainer" else (),
        "mode": settings.mode,
        "dots": settings.dots,
        "minutes": settings.minutes,
        "reading": settings.reading,
        "condensing": settings.seconds("condense") and settings.condensing,
        "solo": settings.solo,
        "course": path.told(settings.course),
        "shared": settings.shared,
        "plan_only": settings.plan_only,
        "checking": settings.seconds("plan") and settings.checking,
        "plan": plan_views.told(),
        "erased": room_views.day(place.session.expires),
        "example": place.session.example,
        "rounds": ROUNDS,
        "ratings": RATINGS,
    }


def principles_for(person: str) -> list[View]:
    """The six principles with what is asked about `person`."""
    return [
        {
            **principle.model_dump(mode="json", exclude={"prompt", "stuck"}),
            "prompt": principle.prompt.replace("{person}", person),
            "stuck": [text.replace("{person}", person) for text in principle.stuck],
        }
        for principle in library.six_principles().principles
    ]


def table(place: Place) -> View:
    """The page of a table, or of one person working alone."""
    state, seat = place.state, place.seat
    number = state.frame.acts_as(seat.table or 1)
    people = state.frame.people_of(number)
    standing = state.frame.tables.get(number)
    on_path = Settings.of(state.frame).course
    worked = on_path.principles if on_path else PRINCIPLES
    mine: list[PrincipleId] = [p for p in condensed_by(state, seat) if p in worked]
    together = seat.role in ("solo", "room") or state.frame.stage not in ("lobby", "read", "round")
    view = room_views.frame(place, SAID) | {
        "table": number,
        "seated_at": seat.table or 1,
        "people": people,
        "closed": standing is None or not standing.open,
        "now": _principle_now(state, number),
        "order": [p for n in range(1, ROUNDS + 1) if (p := principle_of(number, n)) in worked],
        "missed": missed(standing.since_round, number) if standing else [],
        "walls": {p: _lines(state.wall(people, p)) for p in PRINCIPLES},
        "earlier": _earlier(state, number),
        "condense": mine,
        "dots": _dots(state, number, totals=state.revealed),
        "factors": {
            p: [_factor(state, f) for f in state.factors_of(p) if together] for p in PRINCIPLES
        },
        "notes": _notes(state, ("readback/", "plan/") if seat.role == "table" else ("",)),
        "choices": {name: choice.value for name, choice in state.choices.items()},
    }
    view["course"] = course.shown(state)
    view["check_plan"] = {}
    if seat.role == "solo":
        view["aside"] = _aside(state)
    if together:  # a round that was opened again is as blind as before
        whole = seat.role != "table"
        view["check_plan"] = plan_views.checking(place, None if whole else mine)
        twins = sessions.twins_of(place.journal, place.seat.session)
        view["desk"] = {p: _desk(state, p, twins) for p in mine}
        view["pick"] = {
            p: [_line(line) for line in _all_lines(state, p) if line.shown]
            for p in PRINCIPLES
            if state.frame.stage == "prioritise" and not state.factors_of(p)
        }
        view["overlap"] = overlap(state).sentences()
    return view


def console(place: Place) -> View:
    """The trainer's page: every table, every wall, every desk, and what was set aside."""
    state = place.state
    twins = sessions.twins_of(place.journal, place.seat.session)
    return room_views.frame(place, SAID) | {
        "code": place.session.code,
        "tables": [_table_row(state, n) for n in sorted(state.frame.tables)],
        "walls": {p: _lines(_all_lines(state, p)) for p in PRINCIPLES},
        "desk": {p: _desk(state, p, twins) for p in PRINCIPLES},
        "factors": {p: [_factor(state, f) for f in state.factors_of(p)] for p in PRINCIPLES},
        "dots": {"shown": state.revealed, "totals": _totals(state)},
        "overlap": overlap(state).sentences(),
        "notes": _notes(state, ("",)),
        "choices": {name: choice.value for name, choice in state.choices.items()},
        "check_plan": plan_views.checking(place),
        "aside": _aside(state),
        "slips": room_views.slips(state.slips),
        "check": sending.view(state.frame, pieces(state)),
        "condense": list(PRINCIPLES),
    }


def projector(place: Place) -> View:
    """The wall of the room: clock, principles, which tables are in; nothing to act on."""
    state = place.state
    shown = room_views.frame(place, SAID)
    focus = principle_of(1, state.frame.round or 1)
    return shown | {
        "undo": None,
        "code": None if state.frame.ended else place.session.code,
        "tables": [
            {key: row[key] for key in SHOWN_OF_A_TABLE}
            for row in (_table_row(state, n) for n in sorted(state.frame.tables))
        ],
        "focus": focus,
        "factors": {
            p: [
                {"id": f.id, "wording": f.words.text, "serves": state.served(f)}
                for f in state.factors_of(p)
            ]
            for p in PRINCIPLES
        },
        "dots": {"shown": state.revealed, "totals": _totals(state) if state.revealed else None},
        "overlap": overlap(state).sentences(),
        "choices": {n: c.value for n, c in state.choices.items()},
        "notes": _notes(state, ("plan/",)),
        "check_plan": plan_views.on_the_wall(state, plan_views.found_for(place)),
    }


def _principle_now(state: State, table: int) -> PrincipleId | None:
    f = state.frame
    return principle_of(table, f.round) if f.stage == "round" and f.round else None


def _wording(words: Wording) -> View:
    return {
        "text": words.text,
        "version": words.version,
        "rivals": [{"version": r.version, "text": r.text, "by": r.by} for r in words.rivals],
    }


def _line(line: Line) -> View:
    return _wording(line.words) | {
        "id": line.id,
        "table": line.table,
        "by": line.by,
        "at": line.at,
        "rank": line.rank,
        "late": line.late,
        "withdrawn": line.withdrawn,
        "factor": line.factor,
    }


def _lines(lines: Iterable[Line]) -> list[View]:
    return [_line(line) for line in lines if not (line.aside or line.removed)]


def _all_lines(state: State, principle: PrincipleId) -> list[Line]:
    found = [line for line in state.lines.values() if line.principle == principle]
    return sorted(found, key=lambda line: (line.table, line.rank, line.id))


def _earlier(state: State, table: int) -> list[View]:
    """In a carousel: what tables wrote on this principle in earlier rounds."""
    now = _principle_now(state, table)
    if now is None or Settings.of(state.frame).mode != "carousel":
        return []
    f = state.frame
    before = {
        n for n in f.tables for r in range(1, f.round or 1) if principle_of(f.acts_as(n), r) == now
    }
    before -= set(f.people_of(table))
    lines = [line for line in _all_lines(state, now) if line.table in before and line.shown]
    return [{"id": line.id, "table": line.table, "text": line.words.text} for line in lines]


def _factor(state: State, factor: Factor) -> View:
    lines = state.lines_of(factor)
    return _wording(factor.words) | {
        "id": factor.id,
        "principle": factor.principle,
        "rank": factor.rank,
        "lines": [line.id for line in lines],
        "behind": [
            {"table": line.table, "principle": line.principle, "text": line.words.text}
            for line in lines
        ],
        "tables": sorted({line.table for line in lines}),
        "serves": state.served(factor),
        "also": list(factor.serves),
        "sources": list(factor.sources),
    }


def _desk(state: State, principle: PrincipleId, twins: View) -> View:
    """Where a principle is condensed: every table's lines, the key factors made so far, and pairs
    of lines that may say the same."""
    lines = [line for line in _all_lines(state, principle) if line.shown]
    return {
        "lines": [_line(line) for line in lines],
        "factors": [_factor(state, f) for f in state.factors_of(principle)],
        "twins": twins.get(principle, []),
    }


def _totals(state: State) -> dict[str, int]:
    targets = {target for _, target in state.dots}
    targets |= {name for f in state.factors.values() if f.sources for name in (f.id,)}
    return {t: n for t in targets if state.stands(t) and (n := state.dots_on(t))}


def _dots(state: State, table: int, totals: bool) -> View:
    budget = Settings.of(state.frame).dots
    return {
        "shown": state.revealed,
        "mine": {t: n for (owner, t), n in state.dots.items() if owner == table and n},
        "left": {p: state.dots_left(table, p, budget) for p in PRINCIPLES},
        "totals": _totals(state) if totals else None,
    }


def _notes(state: State, under: tuple[str, ...]) -> View:
    return {
        name: _wording(words)
        for name, words in state.notes.items()
        if name.startswith(under) and name not in state.notes_aside
    }


def _table_row(state: State, number: int) -> View:
    f = state.frame
    standing = f.tables[number]
    mine = [line for line in state.lines.values() if line.table == number and line.shown]
    now = _principle_now(state, number)
    began = f.stage_at if f.stage == "round" else 0.0
    return {
        "table": number,
        "open": standing.open,
        "joined": standing.joined,
        "now": now,
        "total": len(mine),
        "typed": any(line.by == "trainer" for line in mine),
        "here": sum(line.principle == now for line in mine),
        "by_principle": {p: sum(line.principle == p for line in mine) for p in PRINCIPLES},
        "silent": f.stage == "round" and state.wrote_at.get(number, 0.0) < began,
        "wrote_at": state.wrote_at.get(number),
        "condense": [
            p for p, tables in condensers(f.open_tables()).items() if f.acts_as(number) in tables
        ],
        "conflicts": sum(bool(line.words.rivals) for line in mine),
    }


def _aside(state: State) -> list[View]:
    """What was set aside and can be put back or removed for good; for the trainer only."""
    lines = [
        {"target": line.id, "what": whose(state, line), "text": line.words.text}
        for line in state.lines.values()
        if line.aside and not line.removed
    ]
    factors = [
        {"target": f.id, "what": f"key factor of {f.principle}", "text": f.words.text}
        for f in state.factors.values()
        if f.aside and not f.removed
    ]
    notes = [
        {"target": name, "what": f"note on {name.split('/')[0]}", "text": state.notes[name].text}
        for name in sorted(state.notes_aside)
        if state.notes[name].text
    ]
    plans = [
        {"target": p.id, "what": "a plan that was given", "text": p.title}
        for p in state.plan.plans.values()
        if p.aside and not p.removed
    ]
    actions = [
        {"target": a.id, "what": "a proposed action", "text": a.said.text}
        for a in state.plan.actions.values()
        if a.aside and not a.removed
    ]
    slips = [
        {
            "target": a.id,
            "what": "a slip",
            "text": " / ".join(filter(None, (a.differently, a.line))),
        }
        for a in state.slips.answers.values()
        if a.aside and not a.removed
    ]
    return [*lines, *factors, *notes, *plans, *actions, *slips]
