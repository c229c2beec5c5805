"""The `pack` command: the kit with its wheels, for a machine without internet.

In come a folder, a system and a Python; out goes `msp-workbooks` in that folder, which sets itself
up without a network (see `packed`). pip judges the conditions of what a package needs ("only on
Windows") by the machine it runs on, whatever it fetches for. So it fetches the pinned wheels alone,
and what each of them needs is read from the wheel and judged here, until nothing is missing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from email import message_from_bytes
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from facilitator.environment import OUR_CODE, PINS, PROJECT, ROOT
from facilitator.packages import TELL_EVERY, why
from facilitator.packed import NOTE, PYTHONS, SYSTEMS, words

NAME = "msp-workbooks"
BESIDE_THE_CODE = ("pyproject.toml", "README.md", "CHANGELOG.md")
NOT_OURS = shutil.ignore_patterns(".*", "__pycache__", "*.pyc")
EDITABLE = "editables"  # hatchling asks for it when the kit is installed in place

LINUX = [f"manylinux_2_{minor}" for minor in (28, 27, 26, 24, 17)] + ["manylinux2014"]
PLATFORMS = {  # as wheels name them; the oldest systems for which there is a wheel of each package
    "windows": ["win_amd64"],
    "macos": ["macosx_12_0_x86_64"],
    "macos-arm": ["macosx_12_0_arm64"],
    "linux": [f"{each}_x86_64" for each in [*LINUX, "manylinux2010", "manylinux1"]],
    "linux-arm": [f"{each}_aarch64" for each in LINUX],
}
AT_LEAST = {
    "windows": "Windows 10 or newer",
    "macos": "macOS 12 or newer",
    "macos-arm": "macOS 12 or newer",
    "linux": "one of 2019 or newer, with glibc 2.28",
    "linux-arm": "one of 2019 or newer, with glibc 2.28",
}
MARKERS = {  # os_name, sys_platform, platform_system, platform_machine
    "windows": ("nt", "win32", "Windows", "AMD64"),
    "macos": ("posix", "darwin", "Darwin", "x86_64"),
    "macos-arm": ("posix", "darwin", "Darwin", "arm64"),
    "linux": ("posix", "linux", "Linux", "x86_64"),
    "linux-arm": ("posix", "linux", "Linux", "aarch64"),
}

START = """\
Making Safeguarding Personal workbooks

This folder holds the kit and every package that it needs. It was made for

    {words}
    ({at_least})

That Python is all that has to be there; the internet is not needed.
Open a terminal in this folder and type:

    {python} -m facilitator

The first start sets the kit up, which takes a few minutes; then it opens in
the browser. To put a finished example session in place, type:

    {python} -m facilitator demo

README.md says the rest.
"""


class PackError(Exception):
    """The pack could not be made; the text is one sentence."""


def pack(folder: Path, system: str, python: str, tell: Callable[[str], None]) -> Path:
    """Write the kit and its wheels into `folder`/msp-workbooks and give that path.

    What is left of one that failed is taken away. Raise PackError or OSError.
    """
    target = folder / NAME
    _refuse(target, system, python)
    target.mkdir(parents=True, exist_ok=True)
    try:
        copy(target)
        fetch(target / "wheels", system, python, tell)
        start = START.format(
            words=words(system, python),
            at_least=AT_LEAST[system],
            python=f"py -{python}" if system == "windows" else f"python{python}",
        )
        lines = "\r\n" if system == "windows" else "\n"
        (target / "START.txt").write_text(start, encoding="utf-8", newline=lines)
        note = json.dumps({"system": system, "python": python})
        (target / "wheels" / NOTE).write_text(note, encoding="utf-8")
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return target


def _refuse(target: Path, system: str, python: str) -> None:
    if not PROJECT.exists():
        raise PackError("this kit was installed as a package; make the pack in a copy of its code")
    if system not in SYSTEMS:
        raise PackError(f"no pack can be made for {system}; say --system {'|'.join(SYSTEMS)}")
    if python not in PYTHONS:
        raise PackError(
            f"no pack can be made for Python {python}; say --python {'|'.join(PYTHONS)}"
        )
    if target.resolve().is_relative_to(ROOT):
        raise PackError(f"{target} would lie inside the kit; name a folder outside of {ROOT}")
    if target.is_dir() and any(target.iterdir()):
        raise PackError(f"{target} is not empty; name another folder or take it away first")
    if not find_spec("pip"):
        raise PackError(f"the Python in {sys.prefix} has no pip, which fetches the packages")


def copy(target: Path) -> None:
    """Copy what belongs to the kit: no tests, no caches, nothing hidden."""
    for name in OUR_CODE:
        shutil.copytree(ROOT / name, target / name, ignore=NOT_OURS)
    for name in BESIDE_THE_CODE:
        shutil.copy2(ROOT / name, target / name)


def fetch(wheels: Path, system: str, python: str, tell: Callable[[str], None]) -> None:
    """Fill `wheels` with all that set-up installs on this system with any release of this Python.

    The first and the last release are asked for in turn: a few pins differ between them.
    Raise PackError.
    """
    wheels.mkdir()
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"], EDITABLE]
    requirements = [Requirement(each) for each in asked]
    for release in (f"{python}.0", f"{python}.99"):
        judged_by = conditions(system, release)
        versions = pins(judged_by)
        while missing := _missing(wheels, requirements, versions, judged_by):
            _download(wheels, missing, system, release, tell)


def conditions(system: str, release: str) -> dict[str, str]:
    """What the conditions of requirements are judged by, on `system` with the Python `release`."""
    os_name, sys_platform, platform_system, machine = MARKERS[system]
    return {
        "os_name": os_name,
        "sys_platform": sys_platform,
        "platform_system": platform_system,
        "platform_machine": machine,
        "platform_release": "",
        "platform_version": "",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "implementation_version": release,
        "python_full_version": release,
        "python_version": release.rpartition(".")[0],
        "extra": "",
    }


def pins(judged_by: dict[str, str]) -> dict[str, str]:
    """The pinned version of each package under these conditions."""
    lines = PINS.read_text(encoding="utf-8").splitlines()
    pinned = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {
        canonicalize_name(each.name): str(each.specifier).removeprefix("==")
        for each in pinned
        if each.marker is None or each.marker.evaluate(judged_by)
    }


def needed(
    asked: Iterable[Requirement],
    requires: Callable[[str], Iterable[Requirement]],
    judged_by: dict[str, str],
) -> set[str]:
    """The names of everything that `asked` comes to, as far as `requires` can tell."""
    seen: set[tuple[str, str]] = set()  # a package, and one of its extras or ""
    left = list(asked)
    while left:
        each = left.pop()
        name = canonicalize_name(each.name)
        for extra in {"", *each.extras} - {extra for known, extra in seen if known == name}:
            seen.add((name, extra))
            left += [
                one
                for one in requires(name)
                if one.marker is None or one.marker.evaluate(judged_by | {"extra": extra})
            ]
    return {name for name, _ in seen}


def _missing(
    wheels: Path,
    asked: list[Requirement],
    versions: dict[str, str],
    judged_by: dict[str, str],
) -> list[str]:
    """What has to be fetched next, as `name==version`."""
    here = {(name, version): wheel for name, version, wheel in _names(wheels)}

    def requires(name: str) -> list[Requirement]:
        wheel = here.get((name, versions.get(name, "")))
        return _requirements(wheel) if wheel else []

    names = needed(asked, requires, judged_by)
    if unknown := names - set(versions):
        raise PackError(f"no version is pinned for {', '.join(sorted(unknown))} in {PINS}")
    return [f"{n}=={versions[n]}" for n in sorted(names) if (n, versions[n]) not in here]


def _names(wheels: Path) -> Iterator[tuple[str, str, Path]]:
    for wheel in wheels.glob("*.whl"):
        name, version, _, _ = parse_wheel_filename(wheel.name)
        yield name, str(version), wheel


def _requirements(wheel: Path) -> list[Requirement]:
    """What a wheel says that it needs."""
    with zipfile.ZipFile(wheel) as archive:
        (inside,) = (n for n in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", n))
        metadata = message_from_bytes(archive.read(inside))
    return [Requirement(each) for each in metadata.get_all("Requires-Dist", [])]


def _download(
    wheels: Path, pinned: list[str], system: str, release: str, tell: Callable[[str], None]
) -> None:
    command = [sys.executable, "-m", "pip", "download", "--no-input", "--no-deps"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "--only-binary", ":all:"]
    command += ["--implementation", "cp", "--python-version", release, "--dest", str(wheels)]
    for platform in PLATFORMS[system]:
        command += ["--platform", platform]
    had = sum(1 for _ in _names(wheels))
    said, count, told = [], had, time.monotonic()
    with subprocess.Popen(
        [*command, *pinned],
        env=os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            said.append(line.rstrip())
            count += line.startswith("Collecting ")
            if time.monotonic() - told >= TELL_EVERY:
                told = time.monotonic()
                tell(f"fetching: {count} packages so far")
    if process.returncode:
        raise PackError(_why("\n".join(said), system, release))


def _why(said: str, system: str, release: str) -> str:
    sentence = why(said)
    none = re.search(r"No matching distribution found for (\S+)", sentence)
    if not none:
        return sentence
    return f"there is no wheel of {none[1]} for {words(system, release.rpartition('.')[0])}"
