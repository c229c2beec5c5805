"""What stands of the plan, of what shows that something is in it, and of the actions: a fold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from exercises.journal.entries import Entry
from exercises.plan import kinds as k
from exercises.plan.objectives import promises


@dataclass
class Part:
    """A passage as it stands after corrections. `marked` says whether somebody has said that it
    promises something, or not; None leaves it to the first guess."""

    id: str
    heading: str
    place: str
    text: str
    dropped: bool = False
    joined: bool = False  # into the one before it
    marked: bool | None = None
    _guess: tuple[str, str, bool] | None = field(default=None, repr=False, compare=False)

    @property
    def shown(self) -> bool:
        return not (self.dropped or self.joined)

    @property
    def promises(self) -> bool:
        if self.marked is not None:
            return self.marked
        if self._guess is None or self._guess[:2] != (self.heading, self.text):
            self._guess = (self.heading, self.text, promises(self.heading, self.text))
        return self._guess[2]


@dataclass
class Plan:
    """A plan that was given, its passages in their order."""

    id: str
    title: str
    source: str
    by: str
    at: float
    parts: list[Part] = field(default_factory=list)
    aside: bool = False
    removed: bool = False

    def shown(self) -> list[Part]:
        """The passages that are compared."""
        return [part for part in self.parts if part.shown]

    def part(self, name: str) -> Part | None:
        """A passage by its id."""
        return next((part for part in self.parts if part.id == name), None)

    def before(self, name: str) -> Part | None:
        """The passage that is shown before this one, which it would be joined to."""
        found = None
        for part in self.parts:
            if part.id == name:
                return found
            found = part if part.shown else found
        return None


@dataclass(frozen=True)
class Version:
    """One wording of an action."""

    text: str
    owner: str
    when: str
    version: str
    by: str
    at: float

    def says_as(self, other: Version) -> bool:
        """Whether both say the same."""
        return (self.text, self.owner, self.when) == (other.text, other.owner, other.when)


@dataclass
class Action:
    """An action for the board to agree, and wordings of it that came across."""

    id: str
    target: str | None
    table: int | None
    said: Version
    rivals: list[Version] = field(default_factory=list)
    withdrawn: bool = False
    aside: bool = False
    removed: bool = False

    @property
    def shown(self) -> bool:
        return not (self.withdrawn or self.aside or self.removed)


@dataclass
class PlanCheck:
    """Everything that was held against the plan, and what follows. `moved` says how many entries
    have changed the passages and the number of the last: other ones as soon as one more did, or one
    was taken back. One plan stands at a time: another takes its place."""

    plans: dict[str, Plan] = field(default_factory=dict)
    evidence: dict[str, dict[str, str]] = field(default_factory=dict)  # target -> passage -> by
    lenses: tuple[str, ...] = ()
    actions: dict[str, Action] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    moved: tuple[int, int] = (0, 0)

    # reading

    @property
    def plan(self) -> Plan | None:
        """The plan that the room works on."""
        return next((p for p in self.plans.values() if not (p.aside or p.removed)), None)

    def parts(self) -> list[Part]:
        """The passages that are compared; none without a plan."""
        plan = self.plan
        return plan.shown() if plan else []

    def shows(self, target: str) -> list[Part]:
        """The passages that somebody chose as showing that `target` is in the plan, in order."""
        chosen = self.evidence.get(target, {})
        return [part for part in self.parts() if part.id in chosen]

    def untouched(self, targets: set[str]) -> list[Part]:
        """The promises of the plan that were chosen for none of `targets`."""
        used = {name for t in targets for name in self.evidence.get(t, {})}
        return [part for part in self.parts() if part.promises and part.id not in used]

    def shown_actions(self) -> list[Action]:
        """The actions that stand: in the room's order, then as they came."""
        by_hand = {name: n for n, name in enumerate(self.order)}
        found = [action for action in self.actions.values() if action.shown]
        return sorted(found, key=lambda action: by_hand.get(action.id, len(by_hand)))

    def thing(self, target: str) -> Plan | Action | None:
        """What can be set aside under this name: a plan or an action."""
        return self.plans.get(target) or self.actions.get(target)

    def things(self) -> Iterator[Plan | Action]:
        """Every plan and action."""
        yield from self.plans.values()
        yield from self.actions.values()

    # folding

    def apply(self, entry: Entry) -> None:
        """Take one entry's effect. An entry about something that is not there has none."""
        match entry.body:
            case k.PlanGiven() as body if entry.change not in self.plans:
                self._give(entry, body)
            case k.OnPassage(plan=plan, passage=passage) if plan in self.plans:
                self._correct(self.plans[plan], passage, entry)
            case k.EvidenceSet(target=target, passage=passage, shows=True):
                self.evidence.setdefault(target, {})[passage] = entry.by
            case k.EvidenceSet(target=target, passage=passage):
                self.evidence.get(target, {}).pop(passage, None)
            case k.LensesSet(lenses=lenses):
                self.lenses = lenses
            case k.ActionProposed() as body:
                version = _version(entry, body)
                action = Action(entry.change, body.target, body.table, version)
                self.actions.setdefault(entry.change, action)
            case k.OnAction(action=name) if name in self.actions:
                self._on_action(self.actions[name], entry)
            case k.ActionsOrdered(actions=names):
                self.order = names
            case _:
                pass

    def _give(self, entry: Entry, body: k.PlanGiven) -> None:
        parts = [
            Part(f"{entry.change}-{n}", each.heading, each.place, each.text)
            for n, each in enumerate(body.passages, 1)
        ]
        plan = Plan(entry.change, body.title, body.source, entry.by, entry.at, parts)
        self.plans[entry.change] = plan
        self._stand(plan)
        self._move(entry)

    def _move(self, entry: Entry) -> None:
        self.moved = (self.moved[0] + 1, entry.seq)

    def _stand(self, plan: Plan) -> None:
        """This plan is the one that the room works on; others are set aside."""
        for other in self.plans.values():
            other.aside = other is not plan

    def _correct(self, plan: Plan, name: str, entry: Entry) -> None:
        part = plan.part(name)
        if part is None:
            return
        self._move(entry)
        match entry.body:
            case k.PassageJoined():
                before = plan.before(name)
                if before is not None and part.shown:
                    before.text = f"{before.text}\n{part.text}"
                    part.joined = True
                    before.marked = part.marked or before.marked
                    self._follow(name, before.id)
            case k.PassageSplit(at=at) if part.shown and at < len(part.text):
                head, tail = part.text[:at].strip(), part.text[at:].strip()
                if head and tail and plan.part(entry.change) is None:
                    part.text = head
                    new = Part(entry.change, part.heading, part.place, tail, marked=part.marked)
                    plan.parts.insert(plan.parts.index(part) + 1, new)
            case k.PassageDropped():
                part.dropped = True
            case k.PassageRestored():
                part.dropped = False
            case k.HeadingNamed(heading=heading):
                for each in _together(plan, part):
                    each.heading = heading
            case k.PromiseMarked(promises=said):
                part.marked = said

    def _follow(self, gone: str, into: str) -> None:
        """What showed something in a passage shows it in the one that this was joined to."""
        for chosen in self.evidence.values():
            if gone in chosen:
                chosen.setdefault(into, chosen.pop(gone))

    def _on_action(self, action: Action, entry: Entry) -> None:
        match entry.body:
            case k.ActionChanged(on=on) as body if not action.removed:
                version = _version(entry, body)
                if on == action.said.version:
                    action.said = version
                elif not version.says_as(action.said):  # both stay until somebody picks
                    action.rivals.append(version)
            case k.ActionPicked(keep=keep):
                kept = [each for each in (action.said, *action.rivals) if each.version == keep]
                if kept:
                    action.said, action.rivals = kept[0], []
            case k.ActionWithdrawn():
                action.withdrawn = True
            case k.ActionRestored():
                action.withdrawn = False

    def mark(
        self, entry: Entry, target: str, aside: bool | None = None, removed: bool = False
    ) -> None:
        """Set a plan or an action aside, put it back, or take its words away for good."""
        thing = self.thing(target)
        if thing is None:
            return
        if isinstance(thing, Plan):
            self._move(entry)
        if aside is False and isinstance(thing, Plan):
            if not thing.removed:  # nothing of it is left that another should make way for
                self._stand(thing)
        elif aside is not None:
            thing.aside = aside
        if removed:
            thing.removed = True
            if isinstance(thing, Plan):
                thing.title, thing.parts = "", []
            else:
                thing.said = Version("", "", "", thing.said.version, thing.said.by, thing.said.at)
                thing.rivals = []


def _version(entry: Entry, body: k.Proposal) -> Version:
    return Version(body.text, body.owner, body.when, entry.change, entry.by, entry.at)


def _together(plan: Plan, part: Part) -> list[Part]:
    """The passages that stand beside this one, without a gap, under the same heading."""
    at, heading = plan.parts.index(part), part.heading
    first = last = at
    while first > 0 and plan.parts[first - 1].heading == heading:
        first -= 1
    while last + 1 < len(plan.parts) and plan.parts[last + 1].heading == heading:
        last += 1
    return plan.parts[first : last + 1]
