"""Checking content files in plain words, with file and line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from exercises import library
from exercises.library import CONTENT, Case, Content, ContentError
from exercises.scenarios import checker
from exercises.scenarios.content import Scenario, load

LONGEST = 100_000  # bytes; Mrs T has a twelfth of it
DEEP = re.compile(r"(?:\.\s*[\w\"'-]+\s*){20}")  # a.b.c.d and so on, which takes minutes to read
HEADER = re.compile(r"\s*(\[\[?)([\w.\"' \t-]+)\]\]?\s*(?:#.*)?$")  # of a table
MOST = 100  # faults of one file that are told; its author mends those first
Place = tuple[int | str, ...]


class TooDeep(Exception):
    """A file is nested too deeply; the message is part of a sentence."""


def check_all() -> list[str]:
    """The faults of every content file of the kit; none when all can be used."""
    files = sorted(CONTENT.rglob("*.toml"))
    return [fault for path in files for fault in check_file(path)]


def check_file(path: Path) -> list[str]:
    """The faults of one file, each as 'file, line n: place: what is wrong'."""
    try:
        if path.stat().st_size > LONGEST:
            return [f"{path}: it has {path.stat().st_size:,} bytes; a file has at most {LONGEST:,}"]
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        return [f"{path}: it cannot be read ({error.strerror})"]
    except UnicodeDecodeError as error:
        return [f"{path}, byte {error.start}: not UTF-8; save the file as UTF-8 text"]
    try:
        raw = parsed(text)
    except TooDeep as error:
        return [f"{path}: {error}"]
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f", line {line[1]}" if line else f", line {text.count(chr(10)) + 1}"
        return [f"{path}{where}: {error}"]
    try:
        found = _kind(path, raw).model_validate(raw)
    except ValidationError as error:
        places = [item["loc"] for item in error.errors()]
        return _told(path, text, [*zip(places, library.faults(error), strict=True)])
    if isinstance(found, Scenario):
        return _told(path, text, [(fault.place, fault.text) for fault in checker.faults(found)])
    return []


def notes_on(path: Path) -> list[str]:
    """What an author may want to look at again in a file without faults; none for most kinds."""
    if kind_in(path) is not Scenario:
        return []
    found = [(note.place, note.text) for note in checker.notes(load(path))]
    return _told(path, path.read_text(encoding="utf-8"), found)


def _told(path: Path, text: str, found: list[tuple[Place, str]]) -> list[str]:
    """Each fault or note with the file and its line; of very many the first, and how many more."""
    said = [f"{path}, line {_line(text, place)}: {what}" for place, what in found[:MOST]]
    more = len(found) - MOST
    return [*said, f"{path}: and {more:,} more"] if more > 0 else said


def parsed(text: str) -> dict[str, Any]:
    """A content file's text as TOML. Raises TooDeep, with a sentence, for one that would take
    minutes to read or break the reader, and TOMLDecodeError."""
    if DEEP.search(text):
        raise TooDeep("it has a key of too many parts; a content file needs two at most")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise TooDeep("it cannot be read: it is too deep") from None


def scenario_in(path: Path) -> Scenario:
    """A scenario as far as it can be drawn: it may have faults. Raises ContentError."""
    try:
        if path.stat().st_size > LONGEST:
            raise ContentError(f"{path} is too long")
        return Scenario.model_validate(parsed(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TooDeep) as error:  # not UTF-8, not TOML, or no scenario
        raise ContentError(f"{path}: {error}") from None


def kind_in(path: Path) -> type[Content]:
    """What a file that has no faults holds."""
    return _kind(path, parsed(path.read_text(encoding="utf-8")))


def _kind(path: Path, raw: dict[str, object]) -> type[Content]:
    """What a file is meant to be, by where it stands or by what it holds."""
    if path.parent.name == "easy_read":
        from exercises.easy_read import EasyCase, EasySixPrinciples

        return EasySixPrinciples if "principles" in raw else EasyCase
    if path.parent.name == "reflection" or ("prompts" in raw and "good_for" in raw):
        from exercises.reflection.content import kind_of

        return kind_of(raw)
    if "courses" in raw:
        from exercises.courses.content import Courses

        return Courses
    if path.name == "six_principles.toml" or "principles" in raw:
        return library.SixPrinciples
    if path.name == "matching.toml":
        from exercises.twins import Matching

        return Matching
    in_plans = path.parent.name == "plans" and "passages" not in raw  # which a case has
    if in_plans or {"lenses", "reminder", "strands"} & raw.keys():
        from exercises.plan.content import Duty, Framework, Lenses, SamplePlan

        kinds = {"lenses": Lenses, "reminder": Duty, "strands": Framework}
        return next((kind for word, kind in kinds.items() if word in raw), SamplePlan)
    if path.parent.name == "examples":
        from exercises.examples import Example

        return Example
    if path.parent.name == "group_examples":
        from exercises.group.examples import Example as OfAGroup

        return OfAGroup
    if path.parent.name == "scenario_ways" or "leaves_open" in raw:
        from exercises.scenarios.ways import Way

        return Way
    if path.parent.name == "scenario_examples":
        from exercises.scenarios.examples import Example as Played

        return Played
    if "axes" in raw or "placements" in raw or path.parent.name == "grid_examples":
        from exercises.grid.content import Grid, GridExample

        return Grid if "axes" in raw else GridExample
    if "shapes" in raw and "ratings" in raw:
        from exercises.audit.content import AuditWords

        return AuditWords
    if "shapes" in raw:
        from exercises.group.content import GroupWords

        return GroupWords
    if "guides" in raw and "typology" in raw:
        from exercises.interviews.content import InterviewWords

        return InterviewWords
    if "scenes" in raw or path.parent.name == "scenarios":
        return Scenario
    return Case


def _line(text: str, place: Place) -> int:
    """The line of `text` at which `place` stands, or the nearest thing around it; from 1."""
    lines = text.splitlines()
    tables = _tables(lines)
    at = max(
        (n for n in range(len(tables)) if _within(tables[n][1], place)),
        key=lambda n: (len(tables[n][1]), -n),
    )
    begins, path = tables[at]
    ends = tables[at + 1][0] if at + 1 < len(tables) else len(lines)
    key = place[len(path)] if len(place) > len(path) else None
    if isinstance(key, str):
        written = re.compile(rf"\s*[\"']?{re.escape(key)}\b")
        for n in range(begins + 1, ends):
            if written.match(lines[n]):
                return n + 1
        for header, other in tables:
            if other[: len(path) + 1] == (*path, key):
                return header + 1
    return max(begins, 0) + 1


def _within(path: Place, place: Place) -> bool:
    return place[: len(path)] == path


def _tables(lines: list[str]) -> list[tuple[int, Place]]:
    """The line of each header, from 0, and the place of its table; the file itself first, at -1."""
    found: list[tuple[int, Place]] = [(-1, ())]
    counted: dict[Place, int] = {}
    for n, line in enumerate(lines):
        if header := HEADER.match(line):
            path: Place = ()
            parts = [part.strip(" \t\"'") for part in header[2].split(".")]
            for part in parts[:-1]:
                path = (*path, part)
                path = (*path, counted[path]) if path in counted else path
            path = (*path, parts[-1])
            if header[1] == "[[":
                counted[path] = counted.get(path, -1) + 1
                path = (*path, counted[path])
            found.append((n, path))
    return found
