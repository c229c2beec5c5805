"""A network with a phone in it: a namespace of the system's own, joined to this machine by a pair
of virtual cables. Needs root, as in a container, and Debian's iproute2."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

PHONE = "kit-phone"
OURS, THEIRS = "kit-here", "kit-there"
GET = """
import sys, urllib.request
try:
    print(urllib.request.urlopen(sys.argv[1], timeout=8).read().decode())
except OSError:
    pass
"""


class Network:
    """Two networks of documentation addresses on one cable; the phone is in both."""

    def __init__(self) -> None:
        _ip("netns", "add", PHONE)
        _ip("link", "add", OURS, "type", "veth", "peer", "name", THEIRS, "netns", PHONE)
        _ip("link", "set", OURS, "up")
        for other in (0, 1):
            _ip("-n", PHONE, "addr", "add", f"{self.address(9, other)}/24", "dev", THEIRS)
        _ip("-n", PHONE, "link", "set", THEIRS, "up")

    def address(self, number: int, other: int = 0) -> str:
        """An address in the first network, or in the other one."""
        return f"{'203.0.113' if other else '198.51.100'}.{number}"

    def take(self, address: str) -> None:
        """Give this machine an address."""
        _ip("addr", "add", f"{address}/24", "dev", OURS)

    def give_up(self, address: str) -> None:
        _ip("addr", "del", f"{address}/24", "dev", OURS)

    def phone(self, url: str) -> str:
        """The page at `url` as the phone gets it; nothing when it does not get through."""
        command = ["ip", "netns", "exec", PHONE, sys.executable, "-c", GET, url]
        return subprocess.run(command, capture_output=True, text=True, timeout=30).stdout

    def close(self) -> None:
        _ip("link", "del", OURS, check=False)
        _ip("netns", "del", PHONE, check=False)


def _ip(*words: str, check: bool = True) -> None:
    subprocess.run(["ip", *words], check=check, capture_output=True, text=True)


@pytest.fixture
def network() -> Iterator[Network]:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("a network of our own needs root and iproute2")
    try:
        made = Network()
    except subprocess.CalledProcessError as error:
        pytest.skip(f"no network of our own can be made here ({error.stderr.strip()})")
    yield made
    made.close()
