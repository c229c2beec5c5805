"""Checking content files in plain words, with file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from exercises import library
from exercises.library import CONTENT, Case, Content

LONGEST = 100_000  # bytes; Mrs T has a twelfth of it
DEEP = re.compile(r"(?:\.\s*[\w\"'-]+\s*){20}")  # a.b.c.d and so on, which takes minutes to read


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
        _kind(path, raw).model_validate(raw)
    except ValidationError as error:
        places = [item["loc"] for item in error.errors()]
        said = zip(places, library.faults(error), strict=True)
        return [f"{path}, line {_line(text, place)}: {fault}" for place, fault in said]
    return []


def parsed(text: str) -> dict[str, Any]:
    """A content file's text as TOML. Raises TooDeep, with a sentence, for one that would take
    minutes to read or break the reader, and TOMLDecodeError."""
    if DEEP.search(text):
        raise TooDeep("it has a key of too many parts; a content file needs two at most")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise TooDeep("it cannot be read: it is too deep") from None


def kind_in(path: Path) -> type[Content]:
    """What a file that has no faults holds."""
    return _kind(path, parsed(path.read_text(encoding="utf-8")))


def _kind(path: Path, raw: dict[str, object]) -> type[Content]:
    """What a file is meant to be, by where it stands or by what it holds."""
    if path.parent.name == "easy_read":
        from exercises.easy_read import EasyCase, EasySixPrinciples

        return EasySixPrinciples if "principles" in raw else EasyCase
    if path.name == "six_principles.toml" or "principles" in raw:
        return library.SixPrinciples
    if path.name == "matching.toml":
        from exercises.twins import Matching

        return Matching
    if path.parent.name == "examples":
        from exercises.examples import Example

        return Example
    if "axes" in raw or "placements" in raw or path.parent.name == "grid_examples":
        from exercises.grid.content import Grid, GridExample

        return Grid if "axes" in raw else GridExample
    if "scenes" in raw or path.parent.name == "scenarios":
        from exercises.scenarios.content import Scenario

        return Scenario
    return Case


def _line(text: str, place: tuple[int | str, ...]) -> int:
    """The line of `text` at which `place` stands, or the nearest thing around it; from 1."""
    lines = text.splitlines()
    at = 0
    for part, beyond in _steps(place):
        found = next((n for n in range(at + beyond, len(lines)) if re.match(part, lines[n])), None)
        at = at if found is None else found
    return at + 1


def _steps(place: tuple[int | str, ...]) -> Iterator[tuple[str, int]]:
    """Patterns to look for one after the other, keys by their names and tables by their headers,
    and how many lines further on to begin."""
    for n, part in enumerate(place):
        if isinstance(part, int):
            header = rf"\s*\[\[([\w.-]+\.)?{re.escape(str(place[n - 1]))}\]\]"
            yield from [(header, 1)] * part
        else:
            yield rf"\s*(\[+\s*([\w.-]+\.)?)?{re.escape(part)}\b", 0
