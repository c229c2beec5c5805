"""The facts of a scenario's summary, as plain values: the paths of the tables with their reasons, a
record for each path that has come to its end, and what was written when the room looked back.

What waits at a held scene is not in here: of a table that waits there, its choice and its reason
are, and neither the answer nor where it leads. The author's readings are in here only where the
tables that are shown have given their own before.

Reasons and notes are people's words and stand as they were written; whoever shows them escapes
them.
"""

from __future__ import annotations

from dataclasses import dataclass

from exercises.library import PrincipleId
from exercises.scenarios.content import Achieved, Asked, Risk, Speaker
from exercises.scenarios.record import Course
from facilitator.summaries.held import Held


@dataclass(frozen=True)
class Step:
    """What was chosen in a scene and why, or that the scene was left. `letter` stands for the
    choice wherever paths are put side by side. While the table waits at a held scene, nothing that
    comes after its choice is in here. `law` has the numbers of points."""

    scene: str
    title: str
    choice: str
    letter: str
    words: str
    said: bool
    left: bool
    waiting: bool
    reason: str
    also_worded: tuple[str, ...]
    answer: tuple[str, ...]
    told: str
    serves: tuple[PrincipleId, ...]
    strains: tuple[PrincipleId, ...]
    law: tuple[int, ...]


@dataclass(frozen=True)
class Outcome:
    """Something that the person wants, in words that nobody changed, and what became of it on one
    path. `changed_to` has the words that took their place."""

    want: str
    words: str
    agreed: str
    course: Course | None
    changed_to: str
    why: str
    achieved: Achieved | None
    judged_by: str


@dataclass(frozen=True)
class Part:
    """A heading of a record with its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """How the author would judge something, and on what grounds: one reading."""

    words: str
    result: str
    argued: str


@dataclass(frozen=True)
class Answer:
    """What was written on a question at the end of a path."""

    question: str
    words: str
    also_worded: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """The negotiation record of a path, as it was filled in, and in its two forms of words.
    `died` says that the person did not live to read it. `still_open` says what nobody has filled in
    yet; `rivals` are wordings that were made at the
    same time as others and between which nobody has picked."""

    asked: Asked | None
    spoke: tuple[Speaker, ...]
    advocates: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    risk: Risk | None
    risk_why: str
    still_open: tuple[str, ...]
    rivals: tuple[str, ...]
    for_the_person: tuple[Part, ...]
    for_the_file: tuple[Part, ...]
    readings: tuple[Judged, ...]
    risk_reading: Judged | None
    answers: tuple[Answer, ...]
    died: bool


@dataclass(frozen=True)
class Path:
    """A path of a table. Paths are numbered as they were walked, and the one that was walked last
    is `now`; of an earlier one, the first `shared` steps are those of the last. `at` is the title
    of the scene where it stands."""

    table: int
    number: int
    now: bool
    shared: int
    steps: tuple[Step, ...]
    scene: str
    at: str
    ended: bool
    stopped: bool
    waits: bool
    ending: str
    what: tuple[str, ...]
    record: Record | None


@dataclass(frozen=True)
class Spot:
    """Where a table put the situation, each number -5 to 5; `first` is where it stood before one
    reading was seen."""

    table: int
    wellbeing: int
    safety: int
    reason: str
    first: tuple[int, int]

    @property
    def at(self) -> tuple[int, int]:
        return self.wellbeing, self.safety


@dataclass(frozen=True)
class OneReading:
    """The author's place in a scene."""

    wellbeing: int
    safety: int
    reason: str


@dataclass(frozen=True)
class Option:
    """A choice of a scene that was offered to somebody, and how many tables made it on the path
    that they walked last; their reasons stand in an order that tells nothing."""

    letter: str
    words: str
    said: bool
    left: bool
    tables: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Scene:
    """A scene to which somebody has come."""

    id: str
    title: str
    ending: bool
    options: tuple[Option, ...]
    ask: str
    places: tuple[Spot, ...]
    reading: OneReading | None

    @property
    def chosen(self) -> list[Option]:
        """What any table chose here."""
        return [option for option in self.options if option.tables]


@dataclass(frozen=True)
class Point:
    """What the law requires, in the kit's words and to the letter; `number` stands for it."""

    number: int
    text: str
    quoted: str


@dataclass(frozen=True)
class Source:
    """Where points of law were read."""

    title: str
    paragraph: str
    address: str
    checked: str
    note: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Note:
    """What a table wrote when the room looked back: on a question, counted from 1, or (0) on what
    was learnt."""

    table: int
    question: int
    words: str
    also_worded: tuple[str, ...]


@dataclass(frozen=True)
class TableWork:
    """What a table did: choices on all its paths, scenes that it left, and reasons that were typed
    in for it."""

    number: int
    choices: int
    left: int
    paths: int
    typed_for: int
    open: bool
    joined: int | None


@dataclass(frozen=True)
class Report(Held):
    """Everything the summary says about a session of a scenario. `together` says that everybody
    has seen every path: until then what would come too early is not told."""

    scenario: str
    setting: str
    covers: tuple[str, ...]
    author: str
    written: str
    votes: bool
    together: bool
    tables: tuple[TableWork, ...]
    paths: tuple[Path, ...]
    scenes: tuple[Scene, ...]
    sources: tuple[Source, ...]
    questions: tuple[str, ...]
    argued: tuple[str, ...]
    notes: tuple[Note, ...]

    @property
    def alone(self) -> bool:
        """Whether there is one table only, so that none has to be named."""
        return self.solo or self.shared or len(self.tables) < 2

    @property
    def newest(self) -> list[Path]:
        """The path that each table walked last, where it has made a step on it."""
        return [path for path in self.paths if path.now]

    @property
    def earlier(self) -> list[Path]:
        return [path for path in self.paths if not path.now]

    @property
    def over(self) -> list[Path]:
        """Of each table the last path, where it has a record."""
        return [path for path in self.newest if path.record]

    @property
    def playing(self) -> list[int]:
        """The tables that have made a step."""
        return sorted({path.table for path in self.paths})

    @property
    def choices(self) -> int:
        return sum(table.choices for table in self.tables)

    @property
    def left(self) -> int:
        return sum(table.left for table in self.tables)

    @property
    def learnt(self) -> list[Note]:
        return [note for note in self.notes if not note.question]

    def of_table(self, number: int) -> list[Path]:
        """The paths of a table: the one that it walked last, then the earlier ones."""
        mine = [path for path in self.paths if path.table == number]
        return sorted(mine, key=lambda path: (not path.now, path.number))
