"""The facts of a grid session's summary, as plain values: what was placed, where each action moved
it, what would move it, and what was learnt.

Reasons, quotations, actions and lines are people's words and stand as they were written; whoever
shows them escapes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exercises.grid.content import NOW, PERSON, VIEWPOINTS, AxisId, ViewpointId, grid
from exercises.grid.movement import Move, distance, moves
from exercises.grid.state import Action, Line, State
from facilitator.summaries import held
from facilitator.summaries.grid.reading import Reading
from facilitator.summaries.held import Held


@dataclass(frozen=True)
class Point:
    """Where a table put the situation, each number -5 to 5. `others` were made at the same time on
    another device, and nobody has picked between them yet."""

    wellbeing: int
    safety: int
    reason: str
    basis: str
    others: tuple[tuple[int, int], ...] = ()

    @property
    def at(self) -> tuple[int, int]:
        return self.wellbeing, self.safety


@dataclass(frozen=True)
class Row:
    """A table's place at one moment, from one viewpoint. `move` leads to it from its place now;
    there is none at the moment now, or where now was left empty."""

    table: int
    viewpoint: ViewpointId
    point: Point
    move: Move | None = None


@dataclass(frozen=True)
class Apart:
    """How far a viewpoint of a table stands from what it thinks the person would say."""

    table: int
    viewpoint: ViewpointId
    wellbeing: int
    safety: int


@dataclass(frozen=True)
class Moment:
    """Now (number 0), or an action (1 and on) with what stands after it. `table` added it; None
    where the trainer or the set-up did. `line` is what it came from, of "How do we move it?"."""

    number: int
    words: str
    also_worded: tuple[str, ...]
    table: int | None
    line: str
    rows: tuple[Row, ...]
    apart: tuple[Apart, ...]

    def of(self, viewpoint: ViewpointId) -> list[Row]:
        """The rows of one viewpoint, by table."""
        return [row for row in self.rows if row.viewpoint == viewpoint]

    @property
    def compared(self) -> list[Row]:
        """The rows that have a place now to be compared with."""
        return [row for row in self.rows if row.move is not None]

    @property
    def traded(self) -> list[Row]:
        """The rows by which the action helps one axis and harms the other."""
        return [row for row in self.rows if row.move is not None and row.move.effect == "trades"]


@dataclass(frozen=True)
class Told:
    """A line of a table: what would move the situation along `axis`, or what was learnt. `became`
    has the numbers of the actions that came of it."""

    table: int
    axis: AxisId | None
    words: str
    also_worded: tuple[str, ...]
    became: tuple[int, ...]


@dataclass(frozen=True)
class TableWork:
    """What a table did: places that stand, those typed in for it, actions and lines."""

    number: int
    places: int
    typed_for: int
    actions: int
    lines: int
    open: bool
    joined: int | None


@dataclass(frozen=True)
class Report(Held):
    """Everything the summary says about a session of the grid."""

    subject: str
    viewpoints: tuple[ViewpointId, ...]
    tables: tuple[TableWork, ...]
    now: Moment
    actions: tuple[Moment, ...]
    ways: tuple[Told, ...]
    learnt: tuple[Told, ...]

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Now, and then each action."""
        return (self.now, *self.actions)

    @property
    def places(self) -> int:
        """How many places stand."""
        return sum(len(moment.rows) for moment in self.moments)

    @property
    def placing(self) -> list[int]:
        """The tables that have placed anything."""
        return [table.number for table in self.tables if table.places]

    @property
    def seen(self) -> list[ViewpointId]:
        """The viewpoints from which anything was placed: the person's first, then the others by
        how much was placed from them."""
        counts = {v: sum(len(moment.of(v)) for moment in self.moments) for v in self.viewpoints}
        used: list[ViewpointId] = [v for v in self.viewpoints if counts[v]]
        return sorted(used, key=lambda v: (v != PERSON, -counts[v], VIEWPOINTS.index(v)))

    @property
    def alone(self) -> bool:
        """Whether there is one table only, so that none has to be named."""
        return self.solo or self.shared or len(self.tables) < 2


def of(reading: Reading) -> Report:
    """The report of a session as it was read."""
    state, settings = reading.state, reading.settings
    label = settings.case.label if settings.case else ""
    session = held.of(
        reading,
        name=grid().title,
        about=settings.about,
        label=label,
        person=settings.person,
    )
    shown = state.shown_actions()
    moved: Moved = {(m.table, m.viewpoint, m.action): m for m in moves(state)}
    actions = [_action(state, n, action, moved) for n, action in enumerate(shown, 1)]
    return Report(
        **vars(session),
        subject=settings.subject,
        viewpoints=settings.viewpoints,
        tables=_tables(state),
        now=Moment(0, "", (), None, "", _rows(state, NOW, moved), _apart(state, NOW)),
        actions=tuple(actions),
        ways=_told(state.lines_of("move"), shown),
        learnt=_told(state.lines_of("learning"), shown),
    )


Moved = dict[tuple[int, ViewpointId, str], Move]


def _action(state: State, number: int, action: Action, moved: Moved) -> Moment:
    line = state.lines.get(action.source or "")
    return Moment(
        number=number,
        words=action.words.text,
        also_worded=tuple(rival.text for rival in action.words.rivals),
        table=action.table,
        line=line.words.text if line is not None and line.shown else "",
        rows=_rows(state, action.id, moved),
        apart=_apart(state, action.id),
    )


def _rows(state: State, moment: str, moved: Moved) -> tuple[Row, ...]:
    """The places at a moment, by viewpoint and table."""
    found: list[Row] = []
    for standing, spot in state.spots():
        if standing.moment != moment:
            continue
        table, viewpoint = standing.table, standing.viewpoint
        others = tuple((rival.wellbeing, rival.safety) for rival in standing.rivals)
        point = Point(spot.wellbeing, spot.safety, spot.reason, spot.basis, others)
        found.append(Row(table, viewpoint, point, moved.get((table, viewpoint, moment))))
    return tuple(sorted(found, key=lambda row: (VIEWPOINTS.index(row.viewpoint), row.table)))


def _apart(state: State, moment: str) -> tuple[Apart, ...]:
    return tuple(
        Apart(table, viewpoint, wellbeing, safety)
        for table in sorted(state.frame.tables)
        for viewpoint, wellbeing, safety in distance(state, moment, table)
    )


def _told(lines: Iterable[Line], actions: list[Action]) -> tuple[Told, ...]:
    return tuple(
        Told(
            table=line.table,
            axis=line.axis,
            words=line.words.text,
            also_worded=tuple(rival.text for rival in line.words.rivals),
            became=tuple(n for n, a in enumerate(actions, 1) if a.source == line.id),
        )
        for line in lines
    )


def _tables(state: State) -> tuple[TableWork, ...]:
    spots = list(state.spots())
    lines = [*state.lines_of("move"), *state.lines_of("learning")]
    return tuple(
        TableWork(
            number=n,
            places=len(mine := [spot for standing, spot in spots if standing.table == n]),
            typed_for=sum(spot.by == "trainer" for spot in mine),
            actions=sum(action.table == n for action in state.shown_actions()),
            lines=sum(line.table == n for line in lines),
            open=table.open,
            joined=table.joined,
        )
        for n, table in sorted(state.frame.tables.items())
    )
