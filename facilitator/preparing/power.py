"""Whether this laptop will stay awake: its battery, and what the system does when nobody types.

Each reader takes what a system's own tool prints and gives seconds until sleep on mains power, 0
for never and None where it cannot be told. Those for Windows and macOS are untried there.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable

import psutil

from facilitator.preparing.findings import Finding

LOW = 60  # percent of a battery that carries a session of some hours without mains
TOOL_SECONDS = 10


def battery() -> Finding:
    """Mains or battery."""
    read = getattr(psutil, "sensors_battery", lambda: None)
    found = read()
    if found is None:
        return Finding("Power", "good", "No battery was found; this machine runs on mains.")
    percent = round(found.percent)
    if found.power_plugged:
        return Finding("Power", "good", f"Plugged in; the battery holds {percent} %.")
    state = "look" if percent >= LOW else "bad"
    says = f"On battery, {percent} % left."
    return Finding("Power", state, says, "Plug the laptop in for the session.")


def read_gnome(printed: str) -> int | None:
    """Seconds from `gsettings get ... sleep-inactive-ac-type` and `-timeout`, one a line."""
    lines = printed.split("\n")
    if "nothing" in lines[0]:
        return 0
    found = re.search(r"(\d+)\s*$", printed)
    return int(found[1]) if found else None


def read_windows(printed: str) -> int | None:
    """Seconds from `powercfg /query SCHEME_CURRENT SUB_SLEEP STANDBYIDLE`: the last but one of its
    numbers is for mains, the last for battery, whatever the language of the words before them."""
    found = re.findall(r"0x([0-9a-fA-F]{8})\s*$", printed, re.MULTILINE)
    return int(found[-2], 16) if len(found) >= 2 else None


def read_mac(printed: str) -> int | None:
    """Seconds from `pmset -g`, which gives minutes."""
    found = re.search(r"^\s*sleep\s+(\d+)", printed, re.MULTILINE)
    return int(found[1]) * 60 if found else None


GNOME = "org.gnome.settings-daemon.plugins.power"
ASKED: dict[str, tuple[Callable[[str], int | None], list[list[str]], str]] = {
    "linux": (
        read_gnome,
        [
            ["gsettings", "get", GNOME, "sleep-inactive-ac-type"],
            ["gsettings", "get", GNOME, "sleep-inactive-ac-timeout"],
        ],
        "In the system's settings, under Power, turn automatic suspend off for the day.",
    ),
    "win32": (
        read_windows,
        [["powercfg", "/query", "SCHEME_CURRENT", "SUB_SLEEP", "STANDBYIDLE"]],
        "In Windows settings, under System and Power, set sleep to Never while plugged in.",
    ),
    "darwin": (
        read_mac,
        [["pmset", "-g"]],
        "In System Settings, under Battery or Energy, stop sleep while plugged in.",
    ),
}
LID = "Leave the lid open; when it was closed, open it and the session goes on."


def sleep(system: str = sys.platform, run: Callable[[list[str]], str] | None = None) -> Finding:
    """What this system does when nobody types. `run` gives what a command prints."""
    if system not in ASKED:
        says = "This system does not say when it goes to sleep."
        return Finding("Sleep", "look", says, f"Turn sleep off for the day. {LID}")
    read, commands, advice = ASKED[system]
    seconds = read("\n".join((run or print_of)(command).strip() for command in commands))
    if seconds is None:
        says = "The kit cannot read when this laptop goes to sleep."
        return Finding("Sleep", "look", says, f"{advice} {LID}")
    if seconds == 0:
        return Finding("Sleep", "good", "It does not go to sleep while plugged in.", LID)
    minutes = max(1, round(seconds / 60))
    says = f"It goes to sleep after {minutes} minute{'s' * (minutes > 1)} without a key."
    return Finding("Sleep", "look", says, f"{advice} {LID}")


def print_of(command: list[str]) -> str:
    """What a command prints, or nothing where it is missing or fails."""
    if shutil.which(command[0]) is None:
        return ""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TOOL_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return ""
    return "" if done.returncode else done.stdout
