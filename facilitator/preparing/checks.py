"""The look round itself: set-up, content, disk, memory, power, network."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import datetime
from importlib import metadata
from pathlib import Path

import psutil

from exercises.journal import sessions
from exercises.journal.store import Journal
from facilitator import addresses, environment, pdf
from facilitator.checking import check_all
from facilitator.forks.owner import can_fork
from facilitator.kernels import MEMORY_LEFT
from facilitator.preparing import power
from facilitator.preparing.findings import Finding

DISK_LEFT = 500e6  # bytes: a session, its reports and its paper take some 20 MB
PAGE_FORKED, PAGE_ALONE = 35e6, 90e6  # bytes for one more page; measured, see the README
ENOUGH_PAGES = 16  # twelve tables, trainer, projector, and two that are loaded again
TUNNELS = ("tun", "tap", "utun", "wg", "ppp", "ipsec", "vpn", "zerotier", "tailscale")
SOON_DAYS = 3

KEPT_APART = (
    "This wifi keeps devices apart: use your own router or a permitted hotspot, "
    "one shared screen, or paper."
)


def all_of(journal: Journal, data: Path, port: int) -> list[Finding]:
    """Everything that can be seen without a phone. It takes a second or two."""
    return [
        set_up(),
        content(),
        disk(data),
        memory(),
        *erased_soon(journal),
        power.battery(),
        power.sleep(),
        network(addresses.of_this_machine()),
        *tunnel(),
        *firewall(port),
        printing(),
        clock(),
    ]


def set_up() -> Finding:
    """Whether the packages are those the kit was tried with."""
    version = "{}.{}.{}".format(*sys.version_info)
    if environment.holds_the_pinned_kit() and not _missing():
        says = f"Whole, with the versions it was tried with, on Python {version}."
        return Finding("Set-up", "good", says)
    return Finding(
        "Set-up",
        "bad",
        "Some packages are missing or have another version than the kit was tried with.",
        "Connect to the internet and start the kit once more.",
    )


def _missing() -> list[str]:
    """The packages that the kit needs and that are not there."""
    needed = [
        re.split(r"[^\w.-]", each)[0]
        for each in metadata.requires("msp-workbooks") or []
        if "extra ==" not in each
    ]
    there = {each.name.lower().replace("_", "-") for each in metadata.distributions()}
    return [name for name in needed if name.lower().replace("_", "-") not in there]


def content() -> Finding:
    """Whether every case and question set can be read."""
    faults = check_all()
    if not faults:
        return Finding("Content", "good", "Every case and card can be read.")
    advice = "Put the file right, or unpack the kit afresh."
    return Finding("Content", "bad", f"{faults[0]}.", advice)


def disk(data: Path) -> Finding:
    """Room where sessions are kept."""
    free = psutil.disk_usage(str(data)).free
    says = f"{free / 1e9:.1f} GB free where sessions are kept ({data})."
    if free >= DISK_LEFT:
        return Finding("Disk", "good", says)
    return Finding("Disk", "bad", says, "Make half a gigabyte free.")


def memory() -> Finding:
    """How many pages may be open at once."""
    left = psutil.virtual_memory().available - MEMORY_LEFT
    pages = max(0, int(left / (PAGE_FORKED if can_fork() else PAGE_ALONE)))
    shown = "more than a hundred pages" if pages > 100 else f"about {pages} pages"
    says = f"Enough for {shown} at once; each device that joins is one."
    if pages >= ENOUGH_PAGES:
        return Finding("Memory", "good", says)
    return Finding("Memory", "look", says, "Close other programs.")


def erased_soon(journal: Journal) -> list[Finding]:
    """Sessions that will be erased within days, which the trainer may still want."""
    until = journal.clock() + SOON_DAYS * 86_400
    codes = [s.code for s in sessions.every(journal) if s.expires < until and not s.example]
    if not codes:
        return []
    says = f"Within {SOON_DAYS} days the kit erases {', '.join(codes)}."
    return [Finding("Sessions", "look", says, "Make the summaries that you still want.")]


def network(found: Sequence[str]) -> Finding:
    """Where phones would find this laptop."""
    if not found:
        return Finding(
            "Network",
            "look",
            "This laptop has no network address.",
            "Connect it to the room's wifi, or use one shared screen, or paper.",
        )
    if len(found) == 1:
        return Finding("Network", "good", f"Phones would find it at {found[0]}.")
    says = f"It has several addresses: {', '.join(found)}."
    return Finding("Network", "look", says, "Choose the room's network when you open the room.")


def tunnel() -> list[Finding]:
    """A virtual private network, which often keeps phones out."""
    up = [name for name, stats in psutil.net_if_stats().items() if stats.isup]
    names = [name for name in up if name.lower().startswith(TUNNELS)]
    if not names:
        return []
    says = f"A private network (VPN) seems to be on: {', '.join(names)}."
    return [Finding("VPN", "look", says, "Phones may not reach the laptop until it is off.")]


def firewall(port: int) -> list[Finding]:
    """What systems ask when a program is first reached from outside."""
    advice = {
        "win32": "When Windows asks whether Python may be reached, allow it for this network.",
        "darwin": "When macOS asks whether Python may accept connections, allow it.",
    }.get(sys.platform)
    if on := [name for name in ("ufw", "firewalld") if _runs(name)]:
        advice = f"{on[0]} is on: ask whoever looks after this laptop to let this port in."
    if advice is None:
        return []
    says = f"Phones come in at port {port}; only a phone shows whether the firewall lets them."
    return [Finding("Firewall", "look", says, advice)]


def _runs(service: str) -> bool:
    """Whether a service of a Linux system runs."""
    if not sys.platform.startswith("linux"):
        return False
    return power.print_of(["systemctl", "is-active", service]).strip() == "active"


def phone(reached: float | None) -> Finding:
    """Whether another device got through, and when (seconds since 1970; None for never)."""
    if reached is None:
        advice = f"If a phone tried and could not: {KEPT_APART[0].lower()}{KEPT_APART[1:]}"
        return Finding("Phone", "look", "No phone has reached this laptop.", advice)
    at = datetime.fromtimestamp(reached)
    return Finding("Phone", "good", f"A phone reached this laptop at {at:%H:%M}.")


def printing() -> Finding:
    """Whether PDFs can be made."""
    if pdf.find_browser():
        return Finding("PDF", "good", "PDFs can be made with the browser that is installed.")
    says = "No Chrome, Edge or Chromium was found, so the kit makes no PDFs."
    return Finding("PDF", "look", says, "Save them from Word: File, then Save as, then PDF.")


def clock() -> Finding:
    """The time that every screen will show."""
    now = datetime.now().astimezone()
    return Finding("Clock", "good", f"It is {now:%H:%M} on {now.day} {now:%B %Y} ({now.tzname()}).")
