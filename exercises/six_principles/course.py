"""The six principles and the plan check for one person: what stands of a step, and what the kit's
example session has beside it. Nothing of the example is here before the own attempt."""

from __future__ import annotations

from typing import Any

from exercises import library
from exercises.courses.content import Course, Step, Work, course_of
from exercises.courses.path import item, part, seen
from exercises.examples import Example, example
from exercises.library import PRINCIPLES, PrincipleId
from exercises.plan import content
from exercises.six_principles import kinds as k
from exercises.six_principles.holding import DECISIONS, decision
from exercises.six_principles.opening import of_the_kit, ordered
from exercises.six_principles.state import Choice, State

View = dict[str, Any]
OWN = [1]  # somebody alone sits at table 1
OF_A_TABLE = 2  # lines of each example table that are shown
MATTERS = {True: "This gap matters.", False: ""}


def shown(state: State) -> View | None:
    """Where one is on the path of this session; None without one."""
    course = course_of(state.frame)
    if course is None:
        return None
    return seen(
        state.frame,
        course,
        lambda step, work: _stands(state, course, step, work),
        lambda step: _parts(state, course, step),
    )


def _of(course: Course, step: Step) -> tuple[PrincipleId, ...]:
    return (step.principle,) if step.principle else course.principles


def _stands(state: State, course: Course, step: Step, work: Work) -> bool:
    principles = _of(course, step)
    match work:
        case "lines":
            return any(_lines(state, each) for each in principles)
        case "factors":
            return any(state.factors_of(each) for each in principles)
        case "readback":
            return any(name.startswith("readback/") for name in (*state.notes, *state.choices))
        case "plan":
            return state.plan.plan is not None
        case "decisions":
            return any(_decided(state))
        case "actions":
            return bool(state.plan.shown_actions())
    return False


def _parts(state: State, course: Course, step: Step) -> list[View]:
    principles = _of(course, step)
    match step.compares:
        case "lines":
            return [_lines_on(state, each) for each in principles]
        case "factors":
            return [_factors_of(state, each) for each in principles]
        case "decisions":
            return _readings(state)
    return []


def _lines(state: State, principle: PrincipleId) -> list[str]:
    return [line.words.text for line in state.wall(OWN, principle) if line.shown]


def _name(principle: PrincipleId) -> str:
    return library.six_principles().principles[PRINCIPLES.index(principle)].name


def _example(state: State) -> Example | None:
    """The example session on this case, where the kit has one."""
    told = example()
    return told if state.frame.settings["case"]["id"] == told.case else None


def _lines_on(state: State, principle: PrincipleId) -> View:
    """One's own lines beside the first ones of each table of the example."""
    own, told = _lines(state, principle), _example(state)
    if not own or told is None:
        return part(_name(principle), [], None)
    theirs: dict[int, list[str]] = {}
    for line in told.lines:
        if line.principle == principle and not line.set_aside:
            theirs.setdefault(line.table, []).append(line.text)
    ours = [item(text) for lines in theirs.values() for text in lines[:OF_A_TABLE]]
    return part(_name(principle), [item(text) for text in own], ours)


def _factors_of(state: State, principle: PrincipleId) -> View:
    own, told = state.factors_of(principle), _example(state)
    if not own or told is None:
        return part(_name(principle), [], None)
    ours = [item(each.wording) for each in told.factors if each.principle == principle]
    return part(_name(principle), [item(each.words.text) for each in own], ours)


def _decided(state: State) -> list[str]:
    """The key factors that the session began with about which something was decided."""
    given = (f"given-{n:02}" for n in range(1, len(of_the_kit()) + 1))
    return [name for name in given if decision(state, name)]


def _readings(state: State) -> list[View]:
    """One's own decisions beside those of the example, which were made on a sample plan of the kit:
    beside any other plan they would say nothing."""
    told = _example(state)
    plan = state.plan.plan
    if told is None or plan is None or plan.title != content.sample(told.sample).title:
        return []
    wordings = [each.wording for each in ordered(of_the_kit())]
    rows = {each.id: row for each, row in zip(told.factors, told.plan, strict=True)}
    by_wording = {each.wording: rows[each.id] for each in told.factors}
    found = []
    for name in _decided(state):
        wording = wordings[int(name.removeprefix("given-")) - 1]
        row = by_wording[wording]
        reading = item(
            " ".join(filter(None, (row.note, MATTERS[row.significant]))),
            by=_said(row.decision),
            note="; ".join(f"“{begins} …”" for begins in row.shows),
        )
        found.append(part(wording, [_own_decision(state, name)], [reading]))
    return found


def _said(value: str) -> str:
    words = DECISIONS[value]
    return words[:1].upper() + words[1:]


def _own_decision(state: State, name: str) -> View:
    matters: Choice | None = state.choices.get(f"plan/{name}/significant")
    field = f"plan/{name}/note"
    note = state.notes[field].text if field in state.notes else ""
    said = MATTERS[matters is not None and matters.value == k.SIGNIFICANT[0]]
    return item(" ".join(filter(None, (note, said))), by=_said(decision(state, name)))
