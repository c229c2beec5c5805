"""The state of a session of a scenario: a fold over its entries, and nothing else.

Each table plays its own story. A step names the step before it, so that the steps of a table are a
tree: the path that is played ends in `head`, and earlier paths end elsewhere in the same tree. A
path is named by its last step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from exercises import following
from exercises.journal.aside import PutBack, Removed, SetAside
from exercises.journal.entries import Entry
from exercises.journal.frame import Frame, Opened
from exercises.journal.slips import Answer, Slips
from exercises.scenarios import kinds as k
from exercises.scenarios import story as plot
from exercises.scenarios.content import LEAVE, Scenario, Speaker
from exercises.scenarios.settings import Settings
from exercises.scenarios.story import Story, StoryError
from exercises.wording import Wording

PathName = str | None


@dataclass
class Step:
    """A step of a table: what was chosen in a scene and why, or that it was left (`words` is None).

    `story` is the story after it, without anybody's reasons.
    """

    id: str
    table: int
    before: str | None
    scene: str
    choice: str
    words: Wording | None
    at: float
    story: Story = field(compare=False, repr=False)
    aside: bool = False
    removed: bool = False

    @property
    def left(self) -> bool:
        return self.choice == LEAVE

    @property
    def reason(self) -> str:
        """The reason as it may be shown."""
        return "" if self.words is None or self.aside else self.words.text


@dataclass(frozen=True)
class Spot:
    """Where a table put the situation; wellbeing and safety are whole numbers from -5 to 5."""

    wellbeing: int
    safety: int
    reason: str
    version: str
    by: str
    at: float


@dataclass
class Placing:
    """A table's place in a scene. `first` is where it stood before the author's was seen."""

    table: int
    scene: str
    spot: Spot
    first: Spot
    aside: bool = False

    @property
    def id(self) -> str:
        return k.place_name(self.table, self.scene)


@dataclass
class Note:
    """What a table wrote into a field of a record or of the debrief."""

    id: str
    table: int
    path: PathName
    field: str
    words: Wording
    aside: bool = False

    @property
    def text(self) -> str:
        """The words as they may be shown."""
        return "" if self.aside else self.words.text


@dataclass
class Playing:
    """Where a table stands. `version` is its last move. `unseen` has the steps that it made in a
    held scene, with that scene: what comes of them is not seen before the scene is released, not
    even by who goes back and makes another."""

    head: str | None = None
    version: str | None = None
    earlier: list[str] = field(default_factory=list)
    unseen: dict[str, str] = field(default_factory=dict)
    answers: dict[tuple[PathName, str], str] = field(default_factory=dict)
    spoke: dict[PathName, tuple[Speaker, ...]] = field(default_factory=dict)
    cards: dict[str, int] = field(default_factory=dict)  # seat -> card

    @property
    def waits(self) -> str:
        """The held scene in which the table has made its step and waits; empty while it plays."""
        return self.unseen.get(self.head or "", "")

    def holders(self, card: int) -> list[str]:
        """The seats that have this card."""
        return [seat for seat, taken in self.cards.items() if taken == card]


@dataclass
class State:
    """Everything that was played and said, as it stands after entry number `seq`."""

    seq: int = 0
    frame: Frame = field(default_factory=Frame)
    settings: Settings | None = field(default=None, repr=False)
    steps: dict[str, Step] = field(default_factory=dict)
    playing: dict[int, Playing] = field(default_factory=dict)
    places: dict[str, Placing] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    votes: dict[tuple[int, str | None], dict[str, str]] = field(default_factory=dict)
    held: dict[str, float] = field(default_factory=dict)
    wall: k.Shown = field(default_factory=k.Shown)
    slips: Slips = field(default_factory=Slips)

    # reading

    @property
    def scenario(self) -> Scenario:
        assert self.settings is not None, "a session begins with its scenario"
        return self.settings.scenario

    def table(self, number: int) -> Playing:
        """Where a table stands; at the beginning before its first move."""
        return self.playing.get(number) or Playing()

    def story(self, number: int) -> Story:
        """The story of a table up to its last step, without anybody's reasons."""
        return self.story_to(self.table(number).head)

    def story_to(self, path: PathName) -> Story:
        """The story that ends in this step."""
        return self.steps[path].story if path else plot.begin(self.scenario)

    def steps_to(self, path: PathName) -> list[Step]:
        """The steps of a path, the first first."""
        found = []
        while path:
            found.append(self.steps[path])
            path = self.steps[path].before
        return found[::-1]

    def told(self, path: PathName) -> Story:
        """The story that ends in this step, with the reasons that may be shown."""
        said = tuple(plot.Step(s.scene, s.choice, s.reason) for s in self.steps_to(path))
        return replace(self.story_to(path), steps=said)

    def paths(self, number: int) -> list[str]:
        """The paths of a table that have a step: the earlier ones, then the one it plays."""
        playing = self.table(number)
        head = [playing.head] if playing.head and playing.head not in playing.earlier else []
        return [*playing.earlier, *head]

    def is_over(self, number: int, path: str) -> bool:
        """Whether a path has come to its end, and its table has seen that."""
        return self.steps[path].story.ended and path not in self.table(number).unseen

    def place(self, table: int, scene: str) -> Placing | None:
        """Where a table put the situation in a scene, if it did and it may be shown."""
        placing = self.places.get(k.place_name(table, scene))
        return None if placing is None or placing.aside else placing

    def note(self, table: int, path: PathName, name: str) -> Note | None:
        """What a table wrote into a field, if it did and it may be shown."""
        note = self.notes.get(k.note_name(table, path, name))
        return None if note is None or note.aside else note

    def voted(self, table: int) -> dict[str, str]:
        """The votes of single phones on what the table chooses next: seat to choice."""
        return self.votes.get((table, self.table(table).version), {})

    def thing(self, target: str) -> Step | Placing | Note | Answer | None:
        """What can be set aside under this name."""
        return (
            self.steps.get(target)
            or self.places.get(target)
            or self.notes.get(target)
            or self.slips.answers.get(target)
        )

    def things(self) -> Iterator[Step | Placing | Note]:
        """Everything that holds words of tables."""
        yield from (step for step in self.steps.values() if step.words is not None)
        yield from self.places.values()
        yield from self.notes.values()

    # folding

    def apply(self, entry: Entry) -> None:
        """Take one entry's effect. An entry about something that is not there has none."""
        self.seq = entry.seq
        self.frame.apply(entry)
        self.slips.apply(entry)
        if isinstance(entry.body, Opened):
            self.settings = Settings.of(self.frame)
        if self.settings is None:
            return
        match entry.body:
            case k.Move() as body:
                self._move(entry, body)
            case k.OnReason(step=name) if name in self.steps:
                self._on_reason(self.steps[name], entry)
            case k.Voted(table=table, on=on, choice=choice):
                votes = self.votes.setdefault((table, on), {})
                votes.pop(entry.seat, None)
                if choice is not None:
                    votes[entry.seat] = choice
            case k.Placed() as body:
                self._place(entry, body)
            case k.OnPath(path=path) as body if path is None or path in self.steps:
                self._on_path(entry, body)
            case k.OnNote(note=name) if name in self.notes:
                self._on_note(self.notes[name], entry)
            case k.Held(scene=scene):
                self.held.setdefault(scene, entry.at)
            case k.Released(scene=scene):
                self.held.pop(scene, None)
                for playing in self.playing.values():
                    kept = {step: held for step, held in playing.unseen.items() if held != scene}
                    playing.unseen = kept
            case k.Shown() as body:
                self.wall = body
            case k.CardTaken(table=table, card=card):
                for playing in self.playing.values():
                    playing.cards.pop(entry.seat, None)
                self._of(table).cards[entry.seat] = card
            case k.CardFreed(table=table, card=card):
                playing = self._of(table)
                holders = playing.holders(card)
                for seat in [entry.seat] if entry.seat in holders else holders:
                    del playing.cards[seat]
            case Removed(target=target):
                self._remove(target)
            case PutBack(target=target):
                self._set_aside(target, aside=False)
            case SetAside(target=target):
                self._set_aside(target, aside=True)
            case _:
                pass

    def _of(self, table: int) -> Playing:
        return self.playing.setdefault(table, Playing())

    def _move(self, entry: Entry, body: k.Move) -> None:
        """Take a move that was made where the table stands; another has no effect."""
        playing = self._of(body.table)
        if body.on != playing.version or entry.change in self.steps:
            return
        if isinstance(body, k.WentBack):
            if body.to not in [step.id for step in self.steps_to(playing.head)]:
                return
            if playing.head and not any(s.before == playing.head for s in self.steps.values()):
                playing.earlier.append(playing.head)
            playing.head = self.steps[body.to].before
        elif isinstance(body, (k.Chosen, k.Left)):
            if playing.waits or not self._step(entry, playing, body):
                return
        playing.version = entry.change

    def _step(self, entry: Entry, playing: Playing, body: k.Chosen | k.Left) -> bool:
        before = self.story_to(playing.head)
        try:
            if isinstance(body, k.Left):
                choice, words = LEAVE, None
                story = plot.leave(before, body.scene)
            elif body.scene == before.at:
                choice = body.choice
                words = Wording(body.reason, entry.change, entry.by, entry.at)
                story = plot.choose(before, choice)
            else:
                return False
        except StoryError:
            return False
        step = Step(
            entry.change, body.table, playing.head, body.scene, choice, words, entry.at, story
        )
        self.steps[step.id] = step
        playing.head = step.id
        if body.scene in self.held:
            playing.unseen[step.id] = body.scene
        return True

    def _on_reason(self, step: Step, entry: Entry) -> None:
        if step.words is None or step.removed:
            return
        match entry.body:
            case k.ReasonChanged(text=text, on=on):
                step.words.edit(entry, text, on)
            case k.ReasonPicked(keep=keep):
                step.words.pick(keep, entry)

    def _place(self, entry: Entry, body: k.Placed) -> None:
        """Of two places that were made at once the first stands."""
        name = k.place_name(body.table, body.scene)
        spot = Spot(body.wellbeing, body.safety, body.reason, entry.change, entry.by, entry.at)
        standing = self.places.get(name)
        if standing is None:
            self.places[name] = Placing(body.table, body.scene, spot, spot)
        elif body.on == standing.spot.version:
            standing.spot = spot

    def _on_path(self, entry: Entry, body: k.OnPath) -> None:
        playing = self._of(body.table)
        match body:
            case k.Wrote(text=text):
                name = body.about(entry.change)
                if name in self.notes:  # another device wrote first: both stay until somebody picks
                    self.notes[name].words.edit(entry, text, None)
                else:
                    words = Wording(text, entry.change, entry.by, entry.at)
                    self.notes[name] = Note(name, body.table, body.path, body.field, words)
            case k.Answered(value=value):
                playing.answers.pop((body.path, body.field), None)
                if value:
                    playing.answers[body.path, body.field] = value
            case k.Spoke(speakers=speakers):
                playing.spoke[body.path] = speakers

    def _on_note(self, note: Note, entry: Entry) -> None:
        match entry.body:
            case k.Edited(text=text, on=on):
                note.words.edit(entry, text, on)
            case k.NotePicked(keep=keep):
                note.words.pick(keep, entry)

    def _set_aside(self, target: str, aside: bool) -> None:
        thing = self.thing(target)
        if thing is not None:
            thing.aside = aside

    def _remove(self, target: str) -> None:
        """Empty the words; the field of a note, and the place in a scene, are free for others."""
        match self.thing(target):
            case Step() as step:
                step.removed = True
                if step.words is not None:
                    step.words.empty()
            case Placing():
                del self.places[target]
            case Note():
                del self.notes[target]
            case Answer() as answer:
                answer.removed = True
                answer.differently = answer.line = ""


def fold(entries: Iterable[Entry]) -> State:
    """The state after these entries, in any order."""
    return following.fold(entries, State)
