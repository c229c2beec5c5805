"""The state of a session of the grid: a fold over its entries, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from exercises import following
from exercises.grid import kinds as k
from exercises.grid.content import NOW, AxisId, ViewpointId
from exercises.journal.aside import PutBack, Removed, SetAside
from exercises.journal.entries import Entry
from exercises.journal.frame import Frame
from exercises.journal.slips import Slips
from exercises.wording import Wording

Key = tuple[int, ViewpointId, str]  # table, viewpoint, moment


@dataclass(frozen=True)
class Spot:
    """Where a table put the situation; wellbeing and safety are whole numbers from -5 to 5."""

    wellbeing: int
    safety: int
    reason: str
    basis: str
    version: str
    by: str
    at: float


@dataclass
class Standing:
    """What stands at one place of a table: the spot, and those made at the same time."""

    table: int
    viewpoint: ViewpointId
    moment: str
    spot: Spot | None = None
    rivals: list[Spot] = field(default_factory=list)
    aside: bool = False

    @property
    def id(self) -> str:
        return f"{self.table}/{self.viewpoint}/{self.moment}"

    @property
    def shown(self) -> Spot | None:
        return None if self.aside else self.spot


@dataclass
class Action:
    """Something that could be done. `table` is None where the trainer or the set-up gave it."""

    id: str
    words: Wording
    table: int | None
    source: str | None = None
    dropped: bool = False
    aside: bool = False
    removed: bool = False

    @property
    def shown(self) -> bool:
        return not (self.dropped or self.aside or self.removed)


@dataclass
class Line:
    """A line on how to move the situation, or on what was learnt."""

    id: str
    table: int
    list: str
    axis: AxisId | None
    words: Wording
    withdrawn: bool = False
    aside: bool = False
    removed: bool = False

    @property
    def shown(self) -> bool:
        return not (self.withdrawn or self.aside or self.removed)


@dataclass
class State:
    """Everything that was said, as it stands after entry number `seq`."""

    seq: int = 0
    frame: Frame = field(default_factory=Frame)
    standing: dict[Key, Standing] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    wall: k.Shown = field(default_factory=k.Shown)
    slips: Slips = field(default_factory=Slips)

    # reading

    def spot(self, table: int, viewpoint: ViewpointId, moment: str) -> Spot | None:
        """Where a table put the situation, if it did and it may be shown."""
        standing = self.standing.get((table, viewpoint, moment))
        if standing is None or (moment != NOW and not self.is_action(moment)):
            return None
        return standing.shown

    def is_action(self, name: str) -> bool:
        """Whether an action is there to be seen."""
        return name in self.actions and self.actions[name].shown

    def shown_actions(self) -> list[Action]:
        """The actions that can be placed: first those that were given, then as they came."""
        return [action for action in self.actions.values() if action.shown]

    def dropped_actions(self) -> list[Action]:
        """Those that were taken away and can be brought back."""
        found = self.actions.values()
        return [a for a in found if a.dropped and not (a.aside or a.removed)]

    def placed_by(self, action: str) -> set[int]:
        """The tables that have placed an action."""
        found = self.standing.values()
        return {each.table for each in found if each.moment == action and each.spot is not None}

    def spots(self) -> Iterator[tuple[Standing, Spot]]:
        """Every place that may be shown, by table, viewpoint and moment."""
        for key in sorted(self.standing, key=lambda key: (key[0], key[1], key[2] != NOW)):
            spot = self.spot(*key)
            if spot is not None:
                yield self.standing[key], spot

    def lines_of(self, name: str, tables: Iterable[int] | None = None) -> list[Line]:
        """The lines of one list that may be shown, of some tables or of all."""
        chosen = None if tables is None else set(tables)
        return [
            line
            for line in self.lines.values()
            if line.list == name and line.shown and (chosen is None or line.table in chosen)
        ]

    # folding

    def apply(self, entry: Entry) -> None:
        """Take one entry's effect. An entry about something that is not there has none."""
        self.seq = entry.seq
        self.frame.apply(entry)
        self.slips.apply(entry)
        match entry.body:
            case k.Placed() as body:
                self._place(entry, body)
            case k.OnSpot(table=table, viewpoint=viewpoint, moment=moment):
                self._on_spot((table, viewpoint, moment), entry)
            case k.ActionAdded(text=text, table=table, source=source):
                words = Wording(text, entry.change, entry.by, entry.at)
                self.actions.setdefault(
                    entry.change, Action(entry.change, words, table, source=source)
                )
            case k.OnAction(action=name) if name in self.actions:
                self._on_action(self.actions[name], entry)
            case k.Wrote() as body:
                words = Wording(body.text, entry.change, entry.by, entry.at)
                line = Line(entry.change, body.table, body.list, body.axis, words)
                self.lines.setdefault(entry.change, line)
            case k.OnLine(line=name) if name in self.lines:
                self._on_line(self.lines[name], entry)
            case k.Shown() as body:
                self.wall = body
            case Removed(target=target):
                self._mark(target, removed=True)
            case PutBack(target=target):
                self._mark(target, aside=False)
            case SetAside(target=target):
                self._mark(target, aside=True)
            case _:
                pass

    def _place(self, entry: Entry, body: k.Placed) -> None:
        key = (body.table, body.viewpoint, body.moment)
        standing = self.standing.setdefault(key, Standing(*key))
        spot = Spot(
            body.wellbeing,
            body.safety,
            body.reason,
            body.basis,
            entry.change,
            entry.by,
            entry.at,
        )
        if standing.spot is None or standing.spot.version == body.on:
            standing.spot = spot
        else:  # another device placed it meanwhile: both stay until somebody picks
            standing.rivals.append(spot)

    def _on_spot(self, key: Key, entry: Entry) -> None:
        standing = self.standing.get(key)
        if standing is None:
            return
        match entry.body:
            case k.Unplaced():
                standing.spot, standing.rivals = None, []
            case k.Picked(keep=keep):
                every = [spot for spot in (standing.spot, *standing.rivals) if spot is not None]
                kept = next((spot for spot in every if spot.version == keep), None)
                if kept is not None:
                    standing.spot, standing.rivals = kept, []

    def _on_action(self, action: Action, entry: Entry) -> None:
        match entry.body:
            case k.ActionWorded(text=text, on=on) if not action.removed:
                action.words.edit(entry, text, on)
            case k.ActionPicked(keep=keep):
                action.words.pick(keep, entry)
            case k.ActionDropped():
                action.dropped = True
            case k.ActionBack():
                action.dropped = False

    def _on_line(self, line: Line, entry: Entry) -> None:
        match entry.body:
            case k.Edited(text=text, on=on) if not line.removed:
                line.words.edit(entry, text, on)
            case k.LinePicked(keep=keep):
                line.words.pick(keep, entry)
            case k.Withdrawn():
                line.withdrawn = True
            case k.Restored():
                line.withdrawn = False

    def thing(self, target: str) -> Action | Line | Standing | None:
        """What can be set aside under this name: an action, a line or a place; not a slip."""
        found = self.actions.get(target) or self.lines.get(target)
        if found is not None:
            return found
        return next((each for each in self.standing.values() if each.id == target), None)

    def _mark(self, target: str, aside: bool | None = None, removed: bool = False) -> None:
        thing = self.thing(target) or self.slips.answers.get(target)
        if thing is None:
            return
        if aside is not None:
            thing.aside = aside
        if not removed:
            return
        if isinstance(thing, Standing):  # the place is free for another
            thing.spot, thing.rivals, thing.aside = None, [], False
        elif isinstance(thing, (Action, Line)):
            thing.removed = True
            thing.words.empty()
        else:
            thing.removed = True
            thing.differently = thing.line = ""


def fold(entries: Iterable[Entry]) -> State:
    """The state after these entries, in any order."""
    return following.fold(entries, State)
