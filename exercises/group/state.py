"""The state of a reflective group: a fold over its entries, and nothing else.

There are no tables here: what stands is the group's. No name, place or device is in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from exercises import following
from exercises.grid.content import ViewpointId
from exercises.group import kinds as k
from exercises.group.content import group_words
from exercises.group.settings import Settings
from exercises.journal.aside import PutBack, Removed, SetAside
from exercises.journal.entries import Entry
from exercises.journal.frame import Frame, Opened
from exercises.journal.slips import Slips
from exercises.scenarios import story as plot
from exercises.scenarios.story import Story, StoryError


@dataclass
class Said:
    """Words that stand, and the change that made them."""

    id: str
    text: str
    version: str
    aside: bool = False

    @property
    def shown(self) -> str:
        """The words as they may be shown."""
        return "" if self.aside else self.text


@dataclass
class Action:
    """What will be done, or was to be done. `board` says that it goes beyond the case."""

    id: str
    what: str
    who: str
    by_when: str
    version: str
    board: bool = False
    dropped: bool = False
    aside: bool = False
    removed: bool = False

    @property
    def shown(self) -> bool:
        return not (self.dropped or self.aside or self.removed)


@dataclass
class Line:
    """Something that was learnt."""

    id: str
    text: str
    version: str
    dropped: bool = False
    aside: bool = False
    removed: bool = False

    @property
    def shown(self) -> bool:
        return not (self.dropped or self.aside or self.removed)


@dataclass
class Earlier(Action):
    """An action of the last session, with what became of it."""

    status: k.Status | None = None
    helped: str = ""


@dataclass(frozen=True)
class Spot:
    """Where the group put the situation; wellbeing and safety are whole numbers from -5 to 5."""

    wellbeing: int
    safety: int
    version: str


FIRST = "first"  # before any step

Key = tuple[ViewpointId, k.Moment]
Thing = Said | Action | Line


@dataclass
class State:
    """Everything that was chosen and written, as it stands after entry number `seq`."""

    seq: int = 0
    frame: Frame = field(default_factory=Frame)
    settings: Settings | None = field(default=None, repr=False)
    agreement: dict[str, Said] = field(default_factory=dict)
    agreed: str | None = None
    devices: bool = False
    writing: bool = False
    asked: str | None = None
    trail: list[str] = field(default_factory=list)
    story: Story | None = field(default=None, repr=False)
    step: str | None = None
    opened: str = ""  # the step after which a scene with a note of its own was opened
    places: dict[Key, Spot] = field(default_factory=dict)
    notes: dict[str, Said] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    themes: tuple[str, ...] = ()
    earlier: dict[str, Earlier] = field(default_factory=dict)
    paused: bool = False
    ran: bool = False
    told_pause: bool = False
    read: str | None = None
    slips: Slips = field(default_factory=Slips)  # none are taken: see `rules`

    # reading

    @property
    def waits_to_be_read(self) -> bool:
        """Whether the scene has a content note of its own, and nobody has opened it."""
        hard = self.story is not None and self.story.scene.hard
        return bool(hard) and self.opened != (self.step or FIRST)

    @property
    def chosen(self) -> Settings:
        """The settings of a session that has been opened."""
        assert self.settings is not None, "a session begins with how it was set up"
        return self.settings

    def agreement_text(self) -> dict[str, str]:
        """The fields of the agreement that hold words, in their order."""
        order = [each.id for each in group_words().agreement.fields]
        found = {name: self.agreement[name].shown for name in order if name in self.agreement}
        return {name: text for name, text in found.items() if text}

    def agreement_digest(self) -> str:
        """A short name of the agreement as it stands."""
        return k.digest("\1".join(f"{a}\0{b}" for a, b in self.agreement_text().items()))

    @property
    def is_agreed(self) -> bool:
        """Whether the room has agreed to the agreement as it stands now."""
        return self.agreed is not None and self.agreed == self.agreement_digest()

    def note(self, name: str) -> str:
        """Typed case detail in a field, if there is any and it may be shown."""
        return self.notes[name].shown if name in self.notes else ""

    def shown_actions(self) -> list[Action]:
        return [action for action in self.actions.values() if action.shown]

    def shown_lines(self) -> list[Line]:
        return [line for line in self.lines.values() if line.shown]

    def shown_earlier(self) -> list[Earlier]:
        return [each for each in self.earlier.values() if each.shown]

    def thing(self, target: str) -> Thing | None:
        """What can be set aside under this name."""
        found = self.actions.get(target) or self.lines.get(target) or self.earlier.get(target)
        if found is not None:
            return found
        said = [*self.agreement.values(), *self.notes.values()]
        return next((each for each in said if each.id == target), None)

    # folding

    def apply(self, entry: Entry) -> None:
        """Take one entry's effect. An entry about something that is not there has none."""
        self.seq = entry.seq
        self.frame.apply(entry)
        if isinstance(entry.body, Opened):
            self.settings = Settings.of(self.frame)
            if self.settings.scenario:
                self.story = plot.begin(self.settings.scenario)
        if self.settings is None:
            return
        if (part := self.settings.part(self.frame.stage)) and part.kind == "do":
            self.writing = True  # it stays so: what waits on a page is not lost by a step back
        match entry.body:
            case k.AgreementSaid(field=name, text=text):
                _say(self.agreement, name, k.field_name(name), text, entry)
            case k.Agreed(digest=name):
                self.agreed = name
            case k.DevicesWrite(may=may):
                self.devices = may
            case k.Asked(set=name):
                self.asked = name
            case k.Step() as body:
                self._step(entry, body)
            case k.Placed(viewpoint=viewpoint, moment=moment) as body:
                self.places[viewpoint, moment] = Spot(body.wellbeing, body.safety, entry.change)
            case k.Unplaced(viewpoint=viewpoint, moment=moment):
                self.places.pop((viewpoint, moment), None)
            case k.Noted(field=name, text=text):
                _say(self.notes, name, k.note_name(name), text, entry)
            case k.ThemesChosen(themes=themes):
                self.themes = themes
            case k.RecordRead(digest=name):
                self.read = name
            case k.Paused():
                self._pause(entry)
            case k.WentOn(told=told):
                self._go_on(entry, told)
            case SetAside() as body:
                self._aside(body)
            case _:
                self._write(entry)

    def _write(self, entry: Entry) -> None:
        """Actions, lines, and what became of earlier actions."""
        match entry.body:
            case k.ActionSaid() as body:
                words = (body.what, body.who, body.by_when)
                action = Action(entry.change, *words, entry.change, body.board)
                self.actions.setdefault(entry.change, action)
            case k.OnAction(action=name) if name in self.actions:
                self._on_action(self.actions[name], entry)
            case k.LineSaid(text=text):
                self.lines.setdefault(entry.change, Line(entry.change, text, entry.change))
            case k.OnLine(line=name) if name in self.lines:
                self._on_line(self.lines[name], entry)
            case k.Earlier() as body:
                words = (body.what, body.who, body.by_when)
                self.earlier.setdefault(entry.change, Earlier(entry.change, *words, entry.change))
            case k.Followed(action=name, status=status, helped=helped) if name in self.earlier:
                earlier = self.earlier[name]
                if not earlier.removed:
                    earlier.status, earlier.helped = status, helped
                    earlier.version = entry.change
            case _:
                pass

    def _step(self, entry: Entry, body: k.Step) -> None:
        """Take a step that was made where the story stands; another has no effect."""
        if self.story is None or body.on != self.step or entry.change in self.trail:
            return
        if isinstance(body, k.SceneOpened):
            self.opened = self.step or FIRST
            return
        try:
            match body:
                case k.WentBack() if self.trail:
                    kept = self.story.steps[:-1]
                    self.story = plot.resume(self.story.scenario, kept)
                    self.trail.pop()
                case k.Went(scene=scene, choice=choice) if scene == self.story.at:
                    self.story = plot.choose(self.story, choice)
                    self.trail.append(entry.change)
                case k.Left(scene=scene):
                    self.story = plot.leave(self.story, scene)
                    self.trail.append(entry.change)
                case _:
                    return
        except StoryError:
            return
        self.step = entry.change

    def _on_action(self, action: Action, entry: Entry) -> None:
        match entry.body:
            case k.ActionChanged() as body if not action.removed:
                action.what, action.who, action.by_when = body.what, body.who, body.by_when
                action.board = action.board if body.board is None else body.board
                action.version = entry.change
            case k.ActionDropped():
                action.dropped = True
            case k.ActionBack():
                action.dropped = False

    def _on_line(self, line: Line, entry: Entry) -> None:
        match entry.body:
            case k.LineChanged(text=text) if not line.removed:
                line.text, line.version = text, entry.change
            case k.LineDropped():
                line.dropped = True
            case k.LineBack():
                line.dropped = False

    def _pause(self, entry: Entry) -> None:
        """Stop the clock with the group; one that ran goes on with it."""
        if not self.paused:
            self.paused, self.ran = True, self.frame.clock.state == "running"
            self.frame.clock = self.frame.clock.after("pause", None, entry.at)

    def _go_on(self, entry: Entry, told: bool) -> None:
        if self.paused:
            self.paused, self.told_pause = False, self.told_pause or told
            if self.ran:
                self.frame.clock = self.frame.clock.after("resume", None, entry.at)

    def _aside(self, body: SetAside) -> None:
        thing = self.thing(body.target)
        if thing is None:
            return
        if not isinstance(body, Removed):
            thing.aside = not isinstance(body, PutBack)
        elif isinstance(thing, Said):  # the field is free for other words
            for said in (self.agreement, self.notes):
                for name in [name for name, each in said.items() if each is thing]:
                    del said[name]
        elif isinstance(thing, Line):
            thing.removed, thing.text = True, ""
        else:
            thing.removed = True
            thing.what = thing.who = thing.by_when = ""
            if isinstance(thing, Earlier):
                thing.helped = ""


def _say(said: dict[str, Said], name: str, id: str, text: str, entry: Entry) -> None:
    """Words in a field, on the version of what stood there."""
    standing = said.get(name)
    aside = standing is not None and standing.aside
    said[name] = Said(id, text, entry.change, aside)


def fold(entries: Iterable[Entry]) -> State:
    """The state after these entries, in any order."""
    return following.fold(entries, State)
