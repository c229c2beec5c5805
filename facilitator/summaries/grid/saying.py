"""Places, movements and distances on the grid, as a report in plain English says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exercises.grid.content import PERSON, Viewpoint, ViewpointId, grid
from exercises.grid.movement import Effect, signed
from facilitator.summaries.grid.report import Apart, Moment, Report, Row
from facilitator.summaries.phrases import count, isolated, listed, number, sentence, tables

EFFECTS: dict[Effect, str] = {
    "trades": "helps one, harms the other",
    "helps both": "helps both",
    "helps one": "helps one",
    "harms": "harms",
    "changes nothing": "changes neither",
}
AXES = tuple(axis.name.lower() for axis in grid().axes)


def viewpoint(name: ViewpointId) -> Viewpoint:
    return next(each for each in grid().viewpoints if each.id == name)


def titled(report: Report, name: ViewpointId) -> str:
    """A viewpoint's title, such as 'What we think Mrs T would say'."""
    return viewpoint(name).title.replace("{person}", isolated(report.person))


def called(report: Report, name: ViewpointId) -> str:
    """A viewpoint within a sentence: 'practitioner'. The person's keeps its title."""
    if name != PERSON:
        return viewpoint(name).name.lower()
    title = titled(report, name)
    return title[:1].lower() + title[1:]


def reach(values: Sequence[int], axis: int | None = None) -> str:
    """Several numbers as a range, never as an average: '+2', '0 to +1'. With an axis, each end has
    its words beside it."""
    return " to ".join(_worded(n, axis) for n in sorted({min(values), max(values)}))


def _worded(n: int, axis: int | None) -> str:
    return signed(n) if axis is None else f"{signed(n)} ({grid().axes[axis].word(n)})"


def stands(rows: Iterable[Row], worded: bool = False) -> str:
    """Where the situation stands by these rows: 'wellbeing 0 to +1, safety +2'."""
    values = zip(*(row.point.at for row in rows), strict=True)
    said = [f"{AXES[n]} {reach(each, n if worded else None)}" for n, each in enumerate(values)]
    return ", ".join(said)


def placed(report: Report, rows: Sequence[Row]) -> str:
    """Where it stands by these rows, and by how many tables where it is not by all that placed
    anything: 'Wellbeing 0 to +1, safety +2 (four tables)'."""
    if not rows:
        return "left empty"
    many = "" if len(rows) == len(report.placing) else f" ({count(len(rows), 'table')})"
    return sentence(f"{stands(rows)}{many}")


def does(by: tuple[int, int]) -> str:
    """What a movement does: 'helps safety and harms wellbeing'."""
    helped = [name for name, n in zip(AXES, by, strict=True) if n > 0]
    harmed = [name for name, n in zip(AXES, by, strict=True) if n < 0]
    same = [name for name, n in zip(AXES, by, strict=True) if n == 0]
    if len(same) == 2:
        return "changes neither"
    if same:
        verb = "helps" if helped else "harms"
        return f"{verb} {listed(helped or harmed)}, and {same[0]} stays as it was"
    if helped and harmed:
        return f"helps {helped[0]} and harms {harmed[0]}"
    return f"{'helps' if helped else 'harms'} both"


def who_says(report: Report, rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """What an action does, in words, with the rows by which it does so."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.move is not None:
            found.setdefault(does(row.move.by), []).append(row)
    return list(found.items())


def tally(moment: Moment) -> str:
    """What an action does, by how many places of all tables and viewpoints: 'Helps both: 8; …'."""
    whole = len(moment.compared)
    if not whole:
        return "not compared with now"
    effects = [row.move.effect for row in moment.compared if row.move]
    found = [(said, n) for effect, said in EFFECTS.items() if (n := effects.count(effect))]
    if len(found) == 1:
        every = {1: "", 2: " (both)"}.get(whole, f" (all {whole})")
        return sentence(f"{found[0][0]}{every}")
    return sentence("; ".join(f"{said}: {n}" for said, n in found))


def at_tables(report: Report, rows: Iterable[Row | Apart]) -> str:
    """'tables 1 to 3', or nothing where there is only one."""
    return "" if report.alone else tables(sorted({row.table for row in rows}))


def sentences(report: Report, moment: Moment) -> list[tuple[str, str]]:
    """What stands at a moment, for each viewpoint of the session: its title and what was placed."""
    return [(titled(report, v), _sentences(report, moment, v)) for v in report.viewpoints]


def _sentences(report: Report, moment: Moment, name: ViewpointId) -> str:
    rows = moment.of(name)
    if not rows:
        return "Left empty." if name == PERSON else "Not placed."
    many = "" if report.alone else f", {count(len(rows), 'table')}"
    said = [sentence(f"{stands(rows, worded=True)}{many}.")]
    for doing, those in who_says(report, rows):
        where = at_tables(report, those)
        said.append(sentence(f"{where}: {doing}." if where else f"{doing}."))
    missing = [n for n in report.placing if n not in {row.table for row in rows}]
    if missing and not report.alone:
        what = "Left empty" if name == PERSON else "Not placed"
        said.append(f"{what} by {tables(missing)}.")
    return " ".join(said)


def apart(report: Report, found: Sequence[Apart]) -> list[str]:
    """How far each viewpoint stands from the person's, as a range over the tables."""
    said: list[str] = []
    for name in report.viewpoints:
        those = [each for each in found if each.viewpoint == name]
        if those:
            ways = [
                _further([each.wellbeing for each in those], AXES[0]),
                _further([each.safety for each in those], AXES[1]),
            ]
            many = "" if report.alone or len(those) < 2 else f" ({count(len(those), 'table')})"
            said.append(f"{viewpoint(name).name}: {', '.join(ways)}{many}.")
    return said


def _further(values: Sequence[int], axis: str) -> str:
    """'wellbeing 1 to 4 lower', 'safety from 2 lower to 1 higher', 'safety the same'."""
    low, high = min(values), max(values)
    if low == high:
        return f"{axis} {_off(low)}"
    if low > 0 or high < 0:
        a, b = sorted((abs(low), abs(high)))
        return f"{axis} {a} to {b} {'higher' if low > 0 else 'lower'}"
    return f"{axis} from {_off(low)} to {_off(high)}"


def _off(n: int) -> str:
    return f"{abs(n)} {'higher' if n > 0 else 'lower'}" if n else "the same"


def furthest(report: Report) -> tuple[Moment, Apart] | None:
    """The viewpoint that stands furthest from the person's, at whichever moment; None where
    nothing differs or nothing can be compared."""
    every = [(moment, each) for moment in report.moments for each in moment.apart]
    far = max(every, key=lambda x: abs(x[1].wellbeing) + abs(x[1].safety), default=None)
    return far if far and (far[1].wellbeing or far[1].safety) else None


def moment_name(moment: Moment) -> str:
    return f"after action {moment.number}" if moment.number else "now"


def viewpoints(report: Report) -> str:
    """'two viewpoints: practitioner and police'."""
    names = [called(report, name) for name in report.seen]
    return f"{number(len(names))} viewpoint{'s' * (len(names) != 1)}: {listed(names)}"
