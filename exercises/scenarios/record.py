"""The negotiation record: what was wanted, what became of it, and who said so.

The words are those of the safeguarding adults collection. The record takes over what the path
settles: whether the person was asked, what they said, who spoke, and a wording that was agreed.
Everything else is None or empty until the learner has filled it in. The person's own words stand in
it unchanged, whatever is agreed beside them. What became of the risk is a separate entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from exercises import words
from exercises.scenarios.content import (
    ACHIEVED,
    ASKED,
    RISKS,
    SPEAKERS,
    Achieved,
    Asked,
    Reading,
    Risk,
    RiskReading,
    Speaker,
    Want,
)
from exercises.scenarios.story import Story, Visit, heard, stands_in, visits

Course = Literal["as first said", "negotiated", "changed"]
COURSES: tuple[Course, ...] = get_args(Course)

# Of several choices the one that settles most counts: nobody who spoke is made silent again.
_WEIGHT: dict[Asked, int] = {
    "not recorded": 0,
    "don't know": 1,
    "not asked": 2,
    "asked, none expressed": 3,
    "asked and expressed": 4,
}


class RecordError(ValueError):
    """An entry cannot be made; the message says what can."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Outcome(_Kept):
    """One thing that the person wants. `words` are theirs; `agreed` stands beside them.

    `course` says whether it stayed as it was first said, was negotiated or changed; `why` is why it
    changed. `achieved` is judged against what the person wanted, on the ground in `judged_by`.
    """

    want: str
    words: str
    heard_in: str
    agreed: str = ""
    course: Course | None = None
    changed_to: str = ""
    why: str = ""
    achieved: Achieved | None = None
    judged_by: str = ""


class PathStep(_Kept):
    """A scene of the path: what was said or done and why, or that it was left."""

    scene: str
    title: str
    choice: str = ""
    words: str = ""
    said: bool = False
    reason: str = ""
    left: bool = False


class Record(_Kept):
    """The negotiation record of one path. `ending` is empty where the path stopped before one;
    `died` says that the person did not live to read it."""

    scenario: str
    person: str
    asked: Asked | None = None
    spoke: tuple[Speaker, ...] = ()
    advocates: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    risk: Risk | None = None
    risk_why: str = ""
    path: tuple[PathStep, ...] = ()
    ending: str = ""
    died: bool = False

    def outcome(self, want: str) -> Outcome:
        """The entry for `want`. Raises RecordError where nobody said it on this path."""
        for outcome in self.outcomes:
            if outcome.want == want:
                return outcome
        known = ", ".join(outcome.want for outcome in self.outcomes) or "none"
        raise RecordError(f"nobody said {want!r} on this path; what was said: {known}")


def record_of(story: Story) -> Record:
    """The record with what the path settles, and nothing else."""
    path = visits(story)
    told = heard(story)
    ending = story.scene.ending if not story.stopped else None
    return Record(
        scenario=story.scenario.id,
        person=story.scenario.person,
        asked=_asked(path, bool(told)),
        spoke=_spoke(story, path),
        advocates=_advocates(story, path),
        outcomes=tuple(_outcomes(story, path, told)),
        path=tuple(_step(visit) for visit in path if visit.choice or visit.left),
        ending=ending.title if ending else "",
        died=bool(ending and ending.died),
    )


def asked(record: Record, answer: Asked) -> Record:
    """Say whether the person was asked. Raises RecordError where the path says otherwise."""
    _one_of(answer, ASKED)
    if answer == "asked, none expressed" and record.outcomes:
        raise RecordError(f"{record.person} did say what they want; it stands in this record")
    if answer == "asked and expressed" and not record.outcomes:
        raise RecordError(f"nothing that {record.person} wants was heard on this path")
    return record.model_copy(update={"asked": answer})


def spoke(record: Record, speakers: Iterable[Speaker]) -> Record:
    """Say who spoke: one or several, each once."""
    found = tuple(dict.fromkeys(speakers))
    for speaker in found:
        _one_of(speaker, SPEAKERS)
    return record.model_copy(update={"spoke": found})


def agreed(record: Record, want: str, wording: str) -> Record:
    """Put an agreed wording beside what the person said; an empty one takes it away."""
    wording = words.clean(wording)
    before = record.outcome(want)
    course = before.course
    if course != "changed":
        course = "negotiated" if wording else None
    return _with(record, before, agreed=wording, course=course)


def course(record: Record, want: str, what: Course, why: str = "") -> Record:
    """Say whether a want stayed, was negotiated or changed. A change has a reason."""
    _one_of(what, COURSES)
    why = words.some(why) if what == "changed" else words.clean(why)
    return _with(record, record.outcome(want), course=what, why=why)


def judged(record: Record, want: str, achieved: Achieved | None, by: str = "") -> Record:
    """Judge a want against what the person wanted, and say on what ground; None takes it back."""
    if achieved is not None:
        _one_of(achieved, ACHIEVED)
    return _with(record, record.outcome(want), achieved=achieved, judged_by=words.clean(by))


def risk(record: Record, result: Risk | None, why: str = "") -> Record:
    """Say what became of the risk, apart from any outcome; None takes it back."""
    if result is not None:
        _one_of(result, RISKS)
    return record.model_copy(update={"risk": result, "risk_why": words.clean(why)})


def still_open(record: Record) -> list[str]:
    """What the learner has yet to say, each as a sentence; none when the record is complete."""
    found = []
    if record.asked is None:
        found.append(f"Was {record.person} asked what they want to happen?")
    if record.outcomes and not record.spoke:
        found.append("Who spoke?")
    for outcome in record.outcomes:
        if outcome.course is None:
            found.append(f"Did this stay, was it negotiated, or did it change: “{outcome.words}”")
        if outcome.course == "changed" and not outcome.why:
            found.append(f"Why did this change: “{outcome.words}”")
        if outcome.achieved is None:
            found.append(f"Was this achieved, as {record.person} would see it: “{outcome.words}”")
    if record.risk is None:
        found.append("Was the risk removed, was it reduced, or did it remain?")
    return found


def strays(record: Record, story: Story) -> list[str]:
    """Where a record says what its path does not bear out, each as a sentence; none when sound."""
    fresh = record_of(story)
    found = []
    if (record.scenario, record.person) != (fresh.scenario, fresh.person):
        found.append(f"this is a record of {record.scenario}, and the path is of {fresh.scenario}")
    for outcome in record.outcomes:
        said = next((each for each in fresh.outcomes if each.want == outcome.want), None)
        if said is None:
            found.append(f"nobody said {outcome.want!r} on this path")
        elif said.words != outcome.words:
            found.append(f"these are not the words that {fresh.person} used: {outcome.words}")
    kept = {outcome.want for outcome in record.outcomes}
    found += [f"what was said is left out: {o.words}" for o in fresh.outcomes if o.want not in kept]
    if record.path != fresh.path:
        found.append("the path in the record is another")
    return found


def one_reading(story: Story) -> tuple[tuple[Reading, ...], RiskReading | None]:
    """How the author would judge what was said on this path, to be shown after the learner's own;
    nothing where the path stopped before an ending."""
    ending = story.scene.ending
    if story.stopped or ending is None:
        return (), None
    told = heard(story)
    return tuple(reading for reading in ending.outcomes if reading.want in told), ending.risk


def _with(record: Record, outcome: Outcome, **change: object) -> Record:
    new = outcome.model_copy(update=change)
    all_ = tuple(new if each is outcome else each for each in record.outcomes)
    return record.model_copy(update={"outcomes": all_})


def _one_of(answer: str, known: tuple[str, ...]) -> None:
    if answer not in known:
        raise RecordError(f"{answer!r} is not an answer here; there are: {', '.join(known)}")


def _asked(path: tuple[Visit, ...], anything: bool) -> Asked | None:
    """What the choices settle; None where they settle nothing, or settle that something was
    expressed which this path has not heard."""
    settled: list[Asked] = [
        visit.choice.asked for visit in path if visit.choice and visit.choice.asked
    ]
    if not settled:
        return None
    most: Asked = max(settled, key=_WEIGHT.__getitem__)
    if most == "asked and expressed" and not anything:
        return None
    if most == "asked, none expressed" and anything:
        return "asked and expressed"
    return most


def _spoke(story: Story, path: tuple[Visit, ...]) -> tuple[Speaker, ...]:
    found: list[Speaker] = []
    for visit in path:
        if visit.left:
            continue
        if _in_their_own_voice(story, visit):
            found.append("the person")
        if visit.choice and visit.choice.speaker:
            found.append(visit.choice.speaker)
    return tuple(dict.fromkeys(found))


def _in_their_own_voice(story: Story, visit: Visit) -> bool:
    """Whether the person says in this scene something that they want."""
    return any(
        visit.scene.id in want.said_in
        and said.who == story.scenario.person
        and stands_in(want.words, said.words)
        for want in story.scenario.wants
        for said in visit.said
    )


def _advocates(story: Story, path: tuple[Visit, ...]) -> tuple[str, ...]:
    """Which advocate spoke, where one did, as 'Name, kind'."""
    if "advocate" not in _spoke(story, path):
        return ()
    known = [each for each in story.scenario.people if each.advocate]
    aloud = {said.who for visit in path if not visit.left for said in visit.said}
    present = [each for each in known if each.name in aloud] or known
    return tuple(f"{each.name}, {each.advocate}" for each in present)


def _outcomes(story: Story, path: tuple[Visit, ...], told: dict[str, Visit]) -> Iterator[Outcome]:
    wording = {
        each.want: each.wording
        for visit in path
        if visit.choice
        for each in visit.choice.agreed
        if each.want in told
    }
    for id, visit in told.items():
        want = story.scenario.want(id)
        assert want is not None
        later = _takes_its_place(story, want, told)
        changed = "changed" if later else None
        yield Outcome(
            want=id,
            words=want.words,
            heard_in=visit.scene.title,
            agreed=wording.get(id, ""),
            course=changed or ("negotiated" if id in wording else None),
            changed_to=later,
        )


def _takes_its_place(story: Story, want: Want, told: dict[str, Visit]) -> str:
    """The want that was heard after this one and takes its place; empty where none was."""
    order = list(told)
    for later in order[order.index(want.id) + 1 :]:
        found = story.scenario.want(later)
        if found and found.changed_from == want.id:
            return later
    return ""


def _step(visit: Visit) -> PathStep:
    choice = visit.choice
    return PathStep(
        scene=visit.scene.id,
        title=visit.scene.title,
        choice=choice.id if choice else "",
        words=choice.words if choice else "",
        said=bool(choice and choice.say),
        reason=visit.reason,
        left=visit.left,
    )
