"""The report of a session of a scenario, made from its state."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from string import ascii_uppercase

from exercises.scenarios import comparing, content, recording, state, story
from exercises.scenarios import record as records
from exercises.scenarios.content import DILEMMAS, LEAVE, Scenario
from exercises.scenarios.record_words import for_the_file, for_the_person
from exercises.scenarios.state import State
from exercises.wording import Wording
from facilitator.summaries import held
from facilitator.summaries.phrases import printed
from facilitator.summaries.scenarios.law import Numbers, law_of, numbers_of
from facilitator.summaries.scenarios.reading import Reading
from facilitator.summaries.scenarios.report import (
    Answer,
    Judged,
    Note,
    OneReading,
    Option,
    Outcome,
    Part,
    Path,
    Record,
    Report,
    Scene,
    Spot,
    Step,
    TableWork,
)

NAME = "Outcome negotiation scenario"
LEARNT, QUESTION = recording.LEARNT, "debrief/"


def of(reading: Reading, people: Collection[int] | None = None) -> Report:
    """The report of a session as it was read: of all tables, or of `people` alone, as if there were
    no others."""
    found, settings = reading.state, reading.settings
    scenario = settings.scenario
    session = held.of(
        reading, name=NAME, about=scenario.title, label=scenario.label, person=scenario.person
    )
    tables = sorted(people if people is not None else found.frame.tables)
    sources, numbers = law_of(scenario, _chosen(found, tables))
    together = comparing.is_open(found) or found.frame.ended
    return Report(
        **vars(session),
        scenario=scenario.id,
        setting=printed(scenario.setting),
        covers=tuple(DILEMMAS[each] for each in scenario.covers),
        author=scenario.author,
        written=scenario.written,
        votes=settings.votes,
        together=together,
        tables=tuple(_table(found, n) for n in tables),
        paths=tuple(path for n in tables for path in _paths(found, n, numbers)),
        scenes=tuple(_scenes(found, tables)),
        sources=sources,
        questions=_printed(scenario.debrief.questions) if together else (),
        argued=_printed(scenario.debrief.argued) if together else (),
        notes=tuple(_notes(found, tables)),
    )


def _printed(texts: Collection[str]) -> tuple[str, ...]:
    return tuple(map(printed, texts))


def _waits_in(found: State, table: int, step: state.Step) -> bool:
    """Whether a table waits for the room in the scene of this step."""
    return step.id in found.table(table).unseen


def _chosen(found: State, tables: Collection[int]) -> Iterator[content.Choice]:
    """The choices on all paths of these tables, without those whose answer waits."""
    for table in tables:
        for name in found.paths(table):
            for step in found.steps_to(name):
                choice = _scene_of(found, step).choice(step.choice)
                if choice is not None and not _waits_in(found, table, step):
                    yield choice


def _scene_of(found: State, step: state.Step) -> content.Scene:
    return found.story_to(step.before).scene


# paths


def _paths(found: State, table: int, numbers: Numbers) -> Iterator[Path]:
    names = found.paths(table)
    last = [step.id for step in found.steps_to(found.table(table).head)]
    for n, name in enumerate(names, 1):
        now = name == found.table(table).head
        yield _path(found, table, name, n, now, last, numbers)


def _path(
    found: State, table: int, name: str, number: int, now: bool, last: list[str], numbers: Numbers
) -> Path:
    steps = found.steps_to(name)
    told = found.story_to(name)
    waits = _waits_in(found, table, steps[-1])
    ending = told.scene.ending if not (told.stopped or waits) else None
    stands = _scene_of(found, steps[-1]) if waits or told.stopped else told.scene
    shared = [step.id in last for step in steps].count(True)
    return Path(
        table=table,
        number=number,
        now=now,
        shared=0 if now else shared,
        steps=tuple(_step(found, step, numbers) for step in steps),
        scene=stands.id,
        at=stands.title,
        ended=told.ended and not waits,
        stopped=told.stopped and not waits,
        waits=waits,
        ending=ending.title if ending else "",
        what=_printed(ending.what) if ending else (),
        record=_record(found, table, name) if found.is_over(table, name) else None,
    )


def _step(found: State, step: state.Step, numbers: Numbers) -> Step:
    scene = _scene_of(found, step)
    choice = scene.choice(step.choice)
    waiting = _waits_in(found, step.table, step)
    after = None if waiting else choice
    return Step(
        scene=scene.id,
        title=scene.title,
        choice=step.choice,
        letter=letter_of(found.scenario, scene.id, step.choice),
        words=printed(choice.words) if choice else "",
        said=bool(choice and choice.say),
        left=step.left,
        waiting=waiting,
        reason=step.reason,
        also_worded=() if step.aside or step.words is None else _rivals(step.words),
        answer=_printed(after.answer) if after else (),
        told=printed(scene.if_left.told) if step.left and scene.if_left and not waiting else "",
        serves=after.serves if after else (),
        strains=after.strains if after else (),
        law=numbers_of(after, numbers) if after else (),
    )


def letter_of(scenario: Scenario, scene: str, choice: str) -> str:
    """The letter of a choice, by its place in the file; nothing where the scene was left."""
    found = scenario.scene(scene)
    names = [each.id for each in found.choices] if found else []
    return ascii_uppercase[names.index(choice)] if choice != LEAVE and choice in names else ""


def _rivals(words: Wording) -> tuple[str, ...]:
    return tuple(rival.text for rival in words.rivals)


# records


def _record(found: State, table: int, name: str) -> Record:
    record = recording.record_on(found, table, name)
    of_wants, of_risk = recording.readings(found, record, name)
    words = {outcome.want: outcome.words for outcome in record.outcomes}
    risk = Judged("", of_risk.result, printed(of_risk.argued)) if of_risk else None
    return Record(
        asked=record.asked,
        spoke=record.spoke,
        advocates=record.advocates,
        outcomes=tuple(
            Outcome(
                want=outcome.want,
                words=outcome.words,
                agreed=outcome.agreed,
                course=outcome.course,
                changed_to=words.get(outcome.changed_to, ""),
                why=outcome.why,
                achieved=outcome.achieved,
                judged_by=outcome.judged_by,
            )
            for outcome in record.outcomes
        ),
        risk=record.risk,
        risk_why=record.risk_why,
        still_open=tuple(records.still_open(record)),
        rivals=tuple(_rivals_in(found, table, name)),
        for_the_person=tuple(Part(*part) for part in for_the_person(record)),
        for_the_file=tuple(Part(*part) for part in for_the_file(record)),
        readings=tuple(
            Judged(words[reading.want], reading.achieved, printed(reading.argued))
            for reading in of_wants
        ),
        risk_reading=risk,
        answers=tuple(_answers(found, table, name)),
        died=record.died,
    )


def _rivals_in(found: State, table: int, name: str) -> Iterator[str]:
    """The other wordings in the fields of a record, without its questions."""
    fields = recording.to_fill_in(found, table, name).words
    for field in sorted(field for field in fields if not field.startswith("question/")):
        note = found.note(table, name, field)
        yield from _rivals(note.words) if note else ()


def _answers(found: State, table: int, name: str) -> Iterator[Answer]:
    for n, question in enumerate(recording.questions(found, [name])[name]):
        note = found.note(table, name, f"question/{n}")
        yield Answer(
            printed(question), note.text if note else "", _rivals(note.words) if note else ()
        )


# scenes


def _scenes(found: State, tables: list[int]) -> Iterator[Scene]:
    """The scenes to which one of these tables has come, in the order of the file. What comes after
    a scene in which a table waits is not among them."""
    steps = [step for n in tables for name in found.paths(n) for step in found.steps_to(name)]
    last = [step for n in tables for step in found.steps_to(found.table(n).head)]
    come = {step.scene for step in steps}
    ends = [path for n in tables for path in _seen(found, n)]
    come |= {found.story_to(path).at for path in ends}
    for scene in found.scenario.scenes:
        if scene.id in come:
            here = [step for step in last if step.scene == scene.id]
            yield _scene(found, scene, here, tables)


def _seen(found: State, table: int) -> list[str]:
    """The paths of a table of which it has seen where they lead."""
    unseen = found.table(table).unseen
    return [name for name in found.paths(table) if name not in unseen]


def _scene(found: State, scene: content.Scene, here: list[state.Step], tables: list[int]) -> Scene:
    spots = [_spot(place) for n in tables if (place := found.place(n, scene.id)) is not None]
    late = set(comparing.too_early_to_read(found, scene.id)) & set(tables)
    told = scene.place if spots and (found.frame.ended or not late) else None
    return Scene(
        id=scene.id,
        title=scene.ending.title if scene.ending else scene.title,
        ending=scene.ending is not None,
        options=tuple(_options(found, scene, here)),
        ask=printed(scene.place.ask) if scene.place else "",
        places=tuple(spots),
        reading=OneReading(told.wellbeing, told.safety, printed(told.reading)) if told else None,
    )


def _spot(place: state.Placing) -> Spot:
    spot, first = place.spot, place.first
    at = (first.wellbeing, first.safety)
    return Spot(place.table, spot.wellbeing, spot.safety, spot.reason, at)


def _options(found: State, scene: content.Scene, here: list[state.Step]) -> Iterator[Option]:
    """What was offered in a scene to those who made these steps in it."""
    offered = {c.id for step in here for c in story.choices_of(found.story_to(step.before))}
    names = [choice.id for choice in scene.choices if choice.id in offered]
    names += [LEAVE] if any(step.left for step in here) else []
    for name in names:
        made = [step for step in here if step.choice == name]
        choice = scene.choice(name)
        yield Option(
            letter=letter_of(found.scenario, scene.id, name),
            words=printed(choice.words) if choice else "",
            said=bool(choice and choice.say),
            left=name == LEAVE,
            tables=len({step.table for step in made}),
            reasons=tuple(sorted((s.reason for s in made if s.reason), key=str.casefold)),
        )


# notes and tables


def _notes(found: State, tables: list[int]) -> Iterator[Note]:
    """What was written when the room looked back, by question and table; what was learnt first."""
    asked = range(len(found.scenario.debrief.questions))
    for question, field in enumerate([LEARNT, *(f"{QUESTION}{n}" for n in asked)]):
        for table in tables:
            note = found.note(table, None, field)
            if note is not None and (note.text or note.words.rivals):
                yield Note(table, question, note.text, _rivals(note.words))


def _table(found: State, number: int) -> TableWork:
    standing = found.frame.tables[number]
    paths = found.paths(number)
    mine = {step.id: step for name in paths for step in found.steps_to(name)}.values()
    return TableWork(
        number=number,
        choices=sum(not step.left for step in mine),
        left=sum(step.left for step in mine),
        paths=len(paths),
        typed_for=sum(step.words is not None and step.words.by == "trainer" for step in mine),
        open=standing.open,
        joined=standing.joined,
    )
