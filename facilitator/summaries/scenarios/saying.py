"""Paths, choices and records, as a report in plain English says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exercises.grid.content import grid
from exercises.grid.movement import signed
from exercises.scenarios.content import RISKS
from facilitator.summaries.blocks import Said, Strong, Text, text
from facilitator.summaries.chair import names
from facilitator.summaries.grid.saying import AXES, reach
from facilitator.summaries.phrases import count, isolated, listed, sentence, shorten
from facilitator.summaries.scenarios.report import (
    OneReading,
    Option,
    Outcome,
    Path,
    Report,
    Scene,
    Spot,
    Step,
)

NOT_A_SCORE = "Nothing is added up here, and no path is the right one."
REMAINED = "That a risk remains is not a failure: it can be the person's own choice."
NOT_YET = "not filled in"


def many(report: Report, n: int) -> str:
    """So many tables, in words: 'three tables'; nothing where there is one path only."""
    return count(n, "path" if report.alone else "table")


def words_of(option: Option | Step, longest: int = 0) -> str:
    """What was said, in quotation marks, or done; or that the scene was left."""
    if option.left:
        return "Left the scene"
    said = shorten(option.words, longest) if longest else option.words
    return f"“{said}”" if option.said else said


def ending(path: Path) -> str:
    """Where a path ends, or stands: 'ended with “Home, with a word”'."""
    if path.waits:
        return f"waits for the room at “{path.at}”"
    if path.stopped:
        return f"stopped at “{path.at}”"
    return f"ended with “{path.ending}”" if path.ended else f"stands at “{path.at}”"


def endings(report: Report) -> str:
    """How the last paths ended, with how many tables: '“Home, with a word” (three tables)'."""
    ways = list(dict.fromkeys(path.ending for path in report.newest if path.ending))
    found = [(f"“{way}”", [p for p in report.newest if p.ending == way]) for way in ways]
    others = [path for path in report.newest if not path.ending]
    stopped = [path for path in others if path.stopped]
    going = [path for path in others if not path.stopped]
    found += [("stopped where a scene was left", stopped)] if stopped else []
    found += [("not at an end yet", going)] if going else []
    if report.alone:
        return "; ".join(way for way, _ in found)
    return "; ".join(f"{way} ({many(report, len(paths))})" for way, paths in found)


def risks(report: Report) -> str:
    """What became of the risk in the records, with how many tables."""
    given = [path.record.risk for path in report.over if path.record]
    found = [(each, n) for each in (*RISKS, None) if (n := given.count(each))]
    if len(given) == 1:
        return f"{found[0][0] or NOT_YET}"
    said = [f"{each.split()[-1] if each else NOT_YET} ({many(report, n)})" for each, n in found]
    return ", ".join(said)


def course(outcome: Outcome) -> Text:
    """The course of a want, and why it changed."""
    said = outcome.course or NOT_YET
    if outcome.course != "changed":
        return (sentence(said),)
    to = f" to “{outcome.changed_to}”" if outcome.changed_to else ""
    why = (Said(outcome.why),) if outcome.why else ("why is not filled in",)
    return text(f"Changed{to}: ", *why)


def weighed(step: Step) -> str:
    """What a choice may serve and strain, and what the law says there, by number."""
    said = [f"may serve {names(step.serves).lower()}"] if step.serves else []
    said += [f"may strain {names(step.strains).lower()}"] if step.strains else []
    law = f"Law: {listed(step.law)}." if step.law else ""
    first = f"{sentence('; '.join(said))}." if said else ""
    return " ".join(filter(None, (first, law)))


def reason(step: Step) -> Text:
    """Why a choice was made, with wordings between which nobody has picked."""
    also = [part for words in step.also_worded for part in (" Also worded: ", Said(words))]
    if step.reason:
        return text(Strong("Because: "), Said(step.reason), *also)
    return text(Strong("Because:"), *also) if also else ()


def reasons(found: Iterable[str], most: int, longest: int) -> Text:
    """Some reasons, quoted, the shortest cut least; at most `most`."""
    parts: list[str | Said] = []
    for each in list(dict.fromkeys(found))[:most]:
        parts += ["“", Said(shorten(each, longest)), "” "]
    return text(*parts)


def stands(spots: Sequence[Spot]) -> str:
    """Where the situation was placed, as ranges: 'wellbeing 0 to +1, safety +2'."""
    values = zip(*(spot.at for spot in spots), strict=True)
    return ", ".join(f"{AXES[n]} {reach(each, n)}" for n, each in enumerate(values))


def placed(at: tuple[int, int]) -> str:
    """A place in numbers and words: 'wellbeing 0 (…), safety +1 (…)'."""
    axes = zip(grid().axes, at, strict=True)
    return ", ".join(f"{axis.name.lower()} {signed(n)} ({axis.word(n)})" for axis, n in axes)


def one_reading(reading: OneReading) -> Text:
    """The author's place, with its reason."""
    at = placed((reading.wellbeing, reading.safety))
    return text(Strong("One reading: "), f"{at}. {reading.reason}")


def after(spots: Sequence[Spot]) -> int:
    """How many tables put it elsewhere once they had seen one reading."""
    return sum(spot.at != spot.first for spot in spots)


def parted(report: Report) -> list[Scene]:
    """The scenes in which tables chose differently: first those with the most different choices,
    and of those the ones where they were spread most evenly."""
    found = [scene for scene in report.scenes if len(scene.chosen) > 1]
    return sorted(found, key=lambda s: (-len(s.chosen), max(option.tables for option in s.chosen)))


def who(report: Report, path: Path) -> str:
    """Whose path it is, as a heading has it: 'Table 3', 'Table 3, path 1 (earlier)'."""
    earlier = f"path {path.number} (earlier)"
    if report.alone:
        paths = len(report.of_table(path.table))
        last = f"path {path.number}, the last" if paths > 1 else "the path"
        return sentence(last if path.now else earlier)
    return f"Table {path.table}" if path.now else f"Table {path.table}, {earlier}"


def person(report: Report) -> str:
    return isolated(report.person)
