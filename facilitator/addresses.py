"""Which addresses this machine has, and which names the server answers to."""

from __future__ import annotations

import ipaddress
import socket

import psutil

MACHINE: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]", "::1")


def of_this_machine() -> list[str]:
    """The IPv4 addresses other devices could use, those of private networks first."""
    found = {
        address.address
        for name, addresses in psutil.net_if_addrs().items()
        for address in addresses
        if address.family == socket.AF_INET and _is_up(name)
    }
    usable = [a for a in found if not ipaddress.ip_address(a).is_loopback]
    return sorted(usable, key=lambda a: (not ipaddress.ip_address(a).is_private, _number(a)))


def network_of(address: str) -> ipaddress.IPv4Network | None:
    """The network that one of this machine's own addresses is in, or None when it is not one."""
    for own in (own for found in psutil.net_if_addrs().values() for own in found):
        if own.address == address and own.netmask:
            return ipaddress.IPv4Network(f"{address}/{own.netmask}", strict=False)
    return None


def _is_up(name: str) -> bool:
    stats = psutil.net_if_stats().get(name)
    return stats is None or stats.isup


def _number(address: str) -> int:
    return int(ipaddress.ip_address(address))


def host_of(header: str) -> str:
    """The host in a Host header or an origin's authority, without port and in lower case."""
    host = header.strip().lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


def own_names(room: str | None) -> set[str]:
    """The names this server answers to: this machine, and in a room its address and host name."""
    names: set[str] = {*MACHINE}
    if room is not None:
        own = socket.gethostname().lower()
        names |= {room, own, f"{own.partition('.')[0]}.local"}
    return names
