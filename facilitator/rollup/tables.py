"""The tables of the roll-up, out of what the database has added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exercises.exercise import MODULES, Measure, exercise
from exercises.journal.results import ALL, Rolled
from facilitator.rollup.hiding import FEWEST, rounded, shown

TITLES = {  # of the exercises that give counts
    "six-principles": "The six principles",
    "grid": "The wellbeing and safety grid",
    "scenario": "Outcome negotiation scenarios",
}
SUBJECTS = "sessions"  # the measure that says which case or scenario each session was on


@dataclass(frozen=True)
class Line:
    """A thing with the sessions in which it was there and how often it was, both as they are shown;
    None where they are not."""

    name: str
    words: str
    sessions: int | None
    n: int | None


@dataclass(frozen=True)
class Group:
    """The lines of a group and all of it together; without lines where not even that is shown."""

    name: str
    words: str
    lines: tuple[Line, ...]
    total: Line


@dataclass(frozen=True)
class Table:
    """One measure of one exercise."""

    exercise: str
    name: str
    title: str
    counts: str
    groups: tuple[Group, ...]


Counts = Mapping[tuple[str, str, str], tuple[int, int]]  # part, thing and so on -> sessions, n


def tables(rolled: Iterable[Rolled]) -> list[Table]:
    """The tables of every exercise that has a session; groups that were in none are left out."""
    by: dict[str, dict[tuple[str, str, str], tuple[int, int]]] = {}
    for row in rolled:
        named = (row.measure, row.part, row.thing)
        by.setdefault(row.exercise, {})[named] = (row.sessions, row.n)
    return [
        _table(name, measure, by[name])
        for name in MODULES
        if name in by
        for measure in exercise(name).measures
    ]


def _table(name: str, measure: Measure, counts: Counts) -> Table:
    told = _subjects_told(counts) if measure.of_subjects else None
    groups = [
        _group(measure, part, words, rows, counts, told is None or part in told)
        for part, (words, rows) in measure.groups().items()
        if (measure.name, part, ALL) in counts
    ]
    return Table(name, measure.name, measure.title, measure.counts, tuple(groups))


def _subjects_told(counts: Counts) -> frozenset[str]:
    """The cases or scenarios whose number of sessions is shown."""
    found = {
        thing: sessions
        for (measure, _, thing), (sessions, _) in counts.items()
        if measure == SUBJECTS and thing != ALL
    }
    return shown(found, sum(found.values())).names


def _group(
    measure: Measure,
    part: str,
    words: str,
    rows: Mapping[str, str],
    counts: Counts,
    told: bool,
) -> Group:
    """A group as it is shown. What it has that this kit does not know, because a newer one wrote
    it, stands in one line."""
    found = {name: counts.get((measure.name, part, name), (0, 0)) for name in rows}
    strange = [
        each
        for (name, of, thing), each in counts.items()
        if (name, of) == (measure.name, part) and thing != ALL and thing not in rows
    ]
    said = dict(rows)
    if strange:
        said["other"] = "what this version of the kit does not know"
        found["other"] = (sum(s for s, _ in strange), sum(n for _, n in strange))
    sessions, n = counts[measure.name, part, ALL]
    seen = shown({name: each[0] for name, each in found.items()}, sessions)
    total = told and seen.total
    return Group(
        part,
        words,
        tuple(_line(name, said[name], found[name], name in seen.names) for name in found)
        if told and sessions >= FEWEST
        else (),
        _line(ALL, "all together", (sessions, n), total),
    )


def _line(name: str, words: str, counted: tuple[int, int], told: bool) -> Line:
    sessions, n = map(rounded, counted)
    return Line(name, words, sessions, n) if told else Line(name, words, None, None)
