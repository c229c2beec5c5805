"""The record of a path, with what the table has filled in where the path settles nothing.

A record is filled in when its path has come to its end. What the path settles (whether the person
was asked, who spoke, a wording that was agreed) is not asked again; what is judged always is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from exercises.scenarios import record as r
from exercises.scenarios.content import ACHIEVED, ASKED, RISKS, Reading, RiskReading
from exercises.scenarios.kinds import SPOKE
from exercises.scenarios.record import COURSES, Outcome, Record, record_of
from exercises.scenarios.state import PathName, Playing, State

LEARNT = "learnt"  # a field of the debrief that belongs to no question


@dataclass(frozen=True)
class Open:
    """The fields that a table may fill in: those for words, and those with answers to choose from.
    `speakers` says whether who spoke is open too."""

    words: frozenset[str]
    answers: dict[str, tuple[str, ...]]
    speakers: bool = False


def to_fill_in(state: State, table: int, path: PathName) -> Open:
    """The fields of the record of a path; without a path, those of the debrief."""
    if path is None:
        asked = range(len(state.scenario.debrief.questions))
        return Open(frozenset([LEARNT, *(f"debrief/{n}" for n in asked)]), {})
    settled = record_of(state.story_to(path))
    words = {"risk-why"}
    answers: dict[str, tuple[str, ...]] = {"risk": RISKS}
    if settled.asked is None:
        kept = "asked, none expressed" if settled.outcomes else "asked and expressed"
        answers["asked"] = tuple(each for each in ASKED if each != kept)
    for outcome in settled.outcomes:
        want = outcome.want
        words |= {f"ground/{want}"}
        answers[f"achieved/{want}"] = ACHIEVED
        if not outcome.agreed:
            words |= {f"agreed/{want}"}
        if outcome.course is None:
            answers[f"course/{want}"] = COURSES
        if _course(state.table(table), path, outcome) == "changed":
            words |= {f"why/{want}"}
    ending = state.story_to(path).scene.ending
    asked = range(len(ending.questions) if ending else 0)
    words |= {f"question/{n}" for n in asked}
    return Open(frozenset(words), answers, speakers=bool(settled.outcomes) and not settled.spoke)


def _course(playing: Playing, path: PathName, outcome: Outcome) -> str:
    return outcome.course or playing.answers.get((path, f"course/{outcome.want}"), "")


def record_on(state: State, table: int, path: str) -> Record:
    """The record of a path: what it settles, and what the table has filled in beside that."""
    record, playing = record_of(state.told(path)), state.table(table)
    open_ = to_fill_in(state, table, path)

    def answer(name: str) -> str | None:
        given = playing.answers.get((path, name))
        return given if given in open_.answers.get(name, ()) else None

    def text(name: str) -> str:
        note = state.note(table, path, name) if name in open_.words else None
        return note.text if note else ""

    update: dict[str, object] = {
        "outcomes": tuple(_filled(outcome, answer, text) for outcome in record.outcomes),
        "risk": answer("risk"),
        "risk_why": text("risk-why"),
    }
    if "asked" in open_.answers:
        update["asked"] = answer("asked")
    if open_.speakers:
        update[SPOKE] = playing.spoke.get(path, ())
    return record.model_copy(update=update)


def _filled(
    outcome: Outcome, answer: Callable[[str], str | None], text: Callable[[str], str]
) -> Outcome:
    want = outcome.want
    agreed = outcome.agreed or text(f"agreed/{want}")
    return outcome.model_copy(
        update={
            "agreed": agreed,
            "course": outcome.course
            or answer(f"course/{want}")
            or ("negotiated" if agreed else None),
            "why": text(f"why/{want}"),
            "achieved": answer(f"achieved/{want}"),
            "judged_by": text(f"ground/{want}"),
        }
    )


def readings(state: State, record: Record, path: str) -> tuple[list[Reading], RiskReading | None]:
    """How the author would judge it: only what the table has judged before, in this record."""
    of_wants, of_risk = r.one_reading(state.story_to(path))
    own = {outcome.want for outcome in record.outcomes if outcome.achieved}
    return [each for each in of_wants if each.want in own], of_risk if record.risk else None


def questions(state: State, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What each path asks at its end; nothing where it stopped before an ending."""
    found = {}
    for path in paths:
        story = state.story_to(path)
        ending = story.scene.ending if not story.stopped else None
        found[path] = ending.questions if ending else ()
    return found
