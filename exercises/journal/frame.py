"""What every session has, whatever is taught: stages, the clock, tables, messages and breaks.

The clock is a shared end time. Nothing ticks here: a page counts down by itself, and every number
below follows from the times of the entries.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from exercises.journal.entries import Body, Entry, Id, MaybeWords, Words

TableNo = Annotated[int, Field(ge=1, le=24)]
LONGEST_HELP = 300  # characters
ShortWords = Annotated[MaybeWords, Field(max_length=LONGEST_HELP)]
Seconds = Annotated[float, Field(ge=1, le=24 * 3600, allow_inf_nan=False)]


class Opened(Body):
    """The first entry: what this session is and how it was set up."""

    kind: ClassVar[str] = "opened"
    exercise: str
    title: str
    tables: TableNo
    settings: dict[str, Any]


class StageSet(Body):
    """The trainer moved the room on or back. `seconds` starts the clock; None leaves it off, or as
    it is where the stage stays the same and only what is looked at changes. `step` names the step
    of a course that somebody alone has taken."""

    kind: ClassVar[str] = "stage"
    stage: Annotated[str, Field(pattern=r"^[a-z]{2,20}$")]
    round: Annotated[int, Field(ge=1, le=24)] | None = None
    seconds: Seconds | None = None
    step: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")] | None = None


class ClockSet(Body):
    """Start, pause, go on, add time to or turn off the clock."""

    kind: ClassVar[str] = "clock"
    do: Literal["start", "pause", "resume", "add", "off"]
    seconds: Seconds | None = None


class TableAdded(Body):
    kind: ClassVar[str] = "table.added"
    table: TableNo


class TableClosed(Body):
    """The table is not in the rotation any more; what it wrote stays."""

    kind: ClassVar[str] = "table.closed"
    table: TableNo


class TableReopened(Body):
    kind: ClassVar[str] = "table.reopened"
    table: TableNo


class TableJoined(Body):
    """The people of `table` now work as `into`; the lines of both stay, as they were labelled."""

    kind: ClassVar[str] = "table.joined"
    table: TableNo
    into: TableNo


class Said(Body):
    """A message from the trainer to one table, or to all when `table` is missing. Empty takes it
    down."""

    kind: ClassVar[str] = "message"
    words: ClassVar[tuple[str, ...]] = ("text",)
    text: MaybeWords = ""
    table: TableNo | None = None


class HelpSet(Body):
    """Who to turn to here today, as the trainer typed it; empty stands as a labelled blank."""

    kind: ClassVar[str] = "help"
    words: ClassVar[tuple[str, ...]] = ("speak_to", "quiet_place", "raise_concern")
    speak_to: ShortWords = ""
    quiet_place: ShortWords = ""
    raise_concern: ShortWords = ""


class Break(Body):
    """Everybody has a break until `until` (a time of day as the trainer typed it)."""

    kind: ClassVar[str] = "break"
    words: ClassVar[tuple[str, ...]] = ("until",)
    until: Words


class BreakOver(Body):
    kind: ClassVar[str] = "break.over"


class Ended(Body):
    kind: ClassVar[str] = "ended"


class Reopened(Body):
    kind: ClassVar[str] = "reopened"


class Checked(Body):
    """The trainer has looked through what could identify somebody, before a summary leaves. `left`
    says how many pieces that look so were left in the summary, `left_in_lines` how many only in the
    file of every line; `digest` names the words as they stood."""

    kind: ClassVar[str] = "checked"
    left: Annotated[int, Field(ge=0, le=100_000)] = 0
    left_in_lines: Annotated[int, Field(ge=0, le=100_000)] = 0
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{0,64}$")] = ""


class Undone(Body):
    """Entry `of` has no effect any more."""

    kind: ClassVar[str] = "undone"
    of: Id

    def about(self, change: str) -> str:
        return self.of


@dataclass(frozen=True)
class Clock:
    """Off, running until `ends_at`, or paused with `left` seconds."""

    state: Literal["off", "running", "paused"] = "off"
    length: float = 0.0
    ends_at: float = 0.0
    left: float = 0.0

    def remaining(self, now: float) -> float:
        """Seconds left at `now`; zero or less when time is up."""
        return self.left if self.state == "paused" else self.ends_at - now

    def after(self, do: str, seconds: float | None, at: float) -> Clock:
        """This clock after the trainer's act at time `at`."""
        match do:
            case "start" if seconds:
                return Clock("running", seconds, at + seconds)
            case "pause" if self.state == "running":
                return replace(self, state="paused", left=max(0.0, self.ends_at - at))
            case "resume" if self.state == "paused":
                return replace(self, state="running", ends_at=at + self.left)
            case "add" if seconds and self.state == "paused":
                return replace(self, left=self.left + seconds, length=self.length + seconds)
            case "add" if seconds and self.state == "running":
                ends = max(self.ends_at, at) + seconds  # after zero, count from now
                return replace(self, ends_at=ends, length=self.length + seconds)
            case "off":
                return Clock()
        return self


@dataclass
class Check:
    """When the trainer looked, how much was left, and the words as they stood (see `sending`)."""

    at: float
    left: int
    left_in_lines: int
    digest: str


@dataclass
class Table:
    """A table of the room. `joined` names the table its people moved to."""

    number: int
    open: bool = True
    joined: int | None = None
    since_round: int = 1


@dataclass
class Frame:
    """The state of a session that does not depend on what is taught. `taken` has the steps of a
    course that were taken; `pace` is the seconds for which the clock was last started by itself,
    until it is turned off."""

    title: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    stage: str = "lobby"
    round: int | None = None
    stage_at: float = 0.0
    clock: Clock = field(default_factory=Clock)
    step: str | None = None
    taken: set[str] = field(default_factory=set)
    pace: float | None = None
    tables: dict[int, Table] = field(default_factory=dict)
    messages: dict[int | None, tuple[str, float]] = field(default_factory=dict)
    until: str | None = None
    help: HelpSet = field(default_factory=HelpSet)
    ended: bool = False
    check: Check | None = None

    def open_tables(self) -> list[int]:
        """The numbers of the tables that work, in order."""
        return [n for n, table in sorted(self.tables.items()) if table.open and not table.joined]

    def acts_as(self, table: int) -> int:
        """The table that `table` works as now: itself, or the one it was joined to."""
        return self.path(table)[-1]

    def path(self, table: int) -> list[int]:
        """`table`, the one it was joined to, the one that was joined to, and so on."""
        path = [table]
        while into := self.tables[path[-1]].joined if path[-1] in self.tables else None:
            path.append(into)
        return path

    def people_of(self, table: int) -> list[int]:
        """The tables that work as `table`, itself first."""
        others = [n for n in self.tables if n != table and self.acts_as(n) == table]
        return [table, *sorted(others)]

    def message_for(self, table: int | None) -> tuple[str, float] | None:
        """The newest message that stands for a table: its own or the room's."""
        standing = [m for key in {None, table} if (m := self.messages.get(key)) and m[0]]
        return max(standing, key=lambda m: m[1], default=None)

    def apply(self, entry: Entry) -> None:
        """Take one entry's effect; entries of other kinds have none here."""
        match entry.body:
            case Opened(title=title, tables=tables, settings=settings):
                self.title, self.settings = title, settings
                self.tables = {n: Table(n) for n in range(1, tables + 1)}
            case StageSet(stage=stage, round=number, seconds=seconds, step=step):
                stays = stage == self.stage != "round" and seconds is None
                self.stage, self.round, self.step = stage, number, step
                self.taken |= {step} if step else set()
                if not stays:
                    self.stage_at = entry.at
                    self.clock = Clock().after("start", seconds, entry.at)
            case ClockSet(do=do, seconds=seconds):
                self.clock = self.clock.after(do, seconds, entry.at)
                self.pace = {"start": seconds, "off": None}.get(do, self.pace)
            case TableAdded(table=number):
                if number not in self.tables:
                    self.tables[number] = Table(number, since_round=self.round or 1)
            case TableClosed(table=number) if number in self.tables:
                self.tables[number].open = False
            case TableReopened(table=number) if number in self.tables:
                self.tables[number].open = True
                self.tables[number].joined = None
            case TableJoined(table=number, into=into):
                if {number, into} <= self.tables.keys() and number not in self.path(into):
                    self.tables[number].joined = into
            case Said(text=text, table=number):
                self.messages[number] = (text, entry.at)
            case HelpSet() as said:
                self.help = said
            case Break(until=until):
                self.until = until
            case BreakOver():
                self.until = None
            case Checked(left=left, left_in_lines=in_lines, digest=digest):
                self.check = Check(entry.at, left, in_lines, digest)
            case Ended():
                self.ended = True
            case Reopened():
                self.ended = False
            case _:
                pass
