"""A pack as set-up finds it: the kit with a folder of wheels beside it, and no network needed.

`facilitator.packing` makes one, for one system and one Python; `wheels/pack.json`, written last,
names both. Set-up is the first thing that runs there: standard library only.
"""

from __future__ import annotations

import json
import os
import sys
import sysconfig

from facilitator.environment import ROOT, SetUpError

WHEELS = ROOT / "wheels"
NOTE = "pack.json"
PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = {
    "windows": "Windows",
    "macos": "macOS with an Intel processor",
    "macos-arm": "macOS with an Apple processor",
    "linux": "Linux",
    "linux-arm": "Linux with an ARM processor",
}


def this_system() -> str:
    """The name of this machine's system in SYSTEMS; one that is not there has Python's own name."""
    platform = sysconfig.get_platform()
    if platform.startswith("macosx"):  # its Python is often made for both processors
        return "macos-arm" if os.uname().machine == "arm64" else "macos"
    names = {"win-amd64": "windows", "linux-x86_64": "linux", "linux-aarch64": "linux-arm"}
    return names.get(platform, platform)


def this_python() -> str:
    return "{}.{}".format(*sys.version_info)


def words(system: str, python: str) -> str:
    """Both as a person says it: "Linux with Python 3.12"."""
    return f"{SYSTEMS.get(system, system)} with Python {python}"


def is_here() -> bool:
    return WHEELS.is_dir()


def options() -> list[str]:
    """What pip has to be told in a pack; nothing elsewhere."""
    return ["--no-index", "--find-links", str(WHEELS)] if is_here() else []


def check() -> None:
    """Raise SetUpError when this is a pack, and not one for this system and this Python."""
    if not is_here():
        return
    try:
        note = json.loads((WHEELS / NOTE).read_text(encoding="utf-8"))
        made_for = note["system"], note["python"]
    except (OSError, ValueError, KeyError, TypeError):
        raise SetUpError(
            f"the pack in {ROOT} is not whole; make it again with `python -m facilitator pack`"
        ) from None
    here = this_system(), this_python()
    if made_for == here:
        return
    help = f"start it with Python {made_for[1]}, or make" if made_for[0] == here[0] else "make"
    raise SetUpError(
        f"this pack was made for {words(*made_for)}, and this is {words(*here)}; {help} "
        f"one for {words(*here)} on a machine with internet"
    )
