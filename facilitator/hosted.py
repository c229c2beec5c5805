"""The kit on a server: its public address, and how somebody is let in who is not at its keyboard.

Behind a proxy every request comes in at this machine's own address, so where it came from says
nothing any more. Whoever may set up and open sessions is told by a key instead, or by JupyterHub
(see `hub.py`). Nothing that a proxy may forward is believed: the public address is told in
KIT_PUBLIC_URL.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, ClassVar, Protocol
from urllib.parse import unquote, urlsplit

from tornado.web import RequestHandler

from exercises.journal.store import Journal

PUBLIC = "KIT_PUBLIC_URL"
USUAL = {"http": 80, "https": 443}  # the ports that no browser writes into an address
COOKIE = "kit-operator"
KEY = "operator-key"  # the name of a fact of the data folder
HOURS = 12  # a key's holder is asked for it again after a day's work
_NAME = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")
_BASE = re.compile(r"/(?:[A-Za-z0-9._~%@+-]+/)*")


class Door(Protocol):
    """How a host lets somebody in, and what every answer of such a server says in its headers."""

    headers: ClassVar[dict[str, str]]

    async def lets_in(self, handler: RequestHandler) -> bool:
        """Whether who sent this request was let in. Raises HTTPError 503 where that cannot be
        found out just now."""
        ...

    def handlers(self) -> list[Any]:
        """The addresses at which somebody is let in, without the base."""
        ...


@dataclass(frozen=True)
class Address:
    """Where browsers find the kit. `name` has the port where there is one; `base` is `/` or begins
    and ends with one."""

    scheme: str
    name: str
    base: str = "/"

    @classmethod
    def of(cls, text: str) -> Address:
        """Read what KIT_PUBLIC_URL says. Raises ValueError with a sentence."""
        right = "it should look like https://kit.example.org or https://example.org/kit/"
        try:
            parts = urlsplit(text.strip())
            port, host = parts.port, parts.hostname or ""
        except ValueError:
            raise ValueError(f"{PUBLIC} is {text!r}; {right}") from None
        host = f"[{host}]" if ":" in host else host
        base = parts.path if parts.path.endswith("/") else parts.path + "/"
        more = parts.query or parts.fragment or parts.username is not None
        if parts.scheme not in USUAL or more or not _NAME.fullmatch(host):
            raise ValueError(f"{PUBLIC} is {text!r}; {right}")
        if not _BASE.fullmatch(base) or {".", ".."} & set(base.split("/")):
            raise ValueError(f"{PUBLIC} has the path {parts.path!r}; {right}")
        usual = port is None or port == USUAL[parts.scheme]
        return cls(parts.scheme, host if usual else f"{host}:{port}", base)

    @property
    def host(self) -> str:
        """The name without a port."""
        return self.name if self.name.endswith("]") else self.name.partition(":")[0]

    @property
    def origin(self) -> str:
        """As browsers write it into the header Origin."""
        return f"{self.scheme}://{self.name}"

    @property
    def site(self) -> str:
        """The address that people type, without the last stroke."""
        return self.origin + self.base.rstrip("/")

    @property
    def secure(self) -> bool:
        return self.scheme == "https"

    @property
    def pattern(self) -> str:
        """What the path of every request begins with, as a regular expression; some proxies pass
        on signs as they are that others write with a percent sign."""
        bare = self.base.rstrip("/")
        return f"(?:{'|'.join(sorted({re.escape(bare), re.escape(unquote(bare))}))})"


@dataclass(frozen=True)
class Host:
    """What the server knows of where it stands. `shared` says that several trainers use it, who do
    not see what each does alone; else it is one person's own."""

    address: Address
    door: Door
    shared: bool

    @property
    def keeps_logs(self) -> bool:
        """Whether there are reflective logs: on a server of one's own, and over https only."""
        return not self.shared and self.address.secure


class KeyDoor:
    """Lets in who came with the operator's key."""

    headers: ClassVar[dict[str, str]] = {}

    def __init__(self, journal: Journal, address: Address) -> None:
        self._journal = journal
        self._address = address

    def handlers(self) -> list[Any]:
        """None of its own: the page that asks for the key is one of the server's."""
        return []

    async def lets_in(self, handler: RequestHandler) -> bool:
        until, _, signed = (handler.get_cookie(COOKIE) or "").partition(".")
        if not re.fullmatch(r"[0-9]{1,12}", until) or int(until) < time.time():
            return False
        key = self._journal.fact(KEY)
        return key is not None and _same(signed, _signed(key, until))

    def is_key(self, typed: str) -> bool:
        """Whether this is the key that stands now."""
        key = self._journal.fact(KEY)
        return key is not None and _same(typed.strip(), key)

    def give(self, handler: RequestHandler) -> None:
        """Let this browser in for a day's work."""
        until = str(int(time.time() + HOURS * 3600))
        handler.set_cookie(
            COOKIE,
            f"{until}.{_signed(self._journal.fact(KEY) or '', until)}",
            path=self._address.base,
            expires=int(until),
            httponly=True,
            samesite="Strict",
            secure=self._address.secure,
        )


def operator_key(journal: Journal, new: bool = False) -> str:
    """The key that lets trainers in; made where there is none. A new one ends the old one, and
    shuts out who came in with it."""
    key = journal.fact(KEY)
    if key is None or new:
        journal.note_fact(KEY, secrets.token_urlsafe(24).replace("_", "."))
    return journal.fact(KEY) or ""


def host_named(journal: Journal, env: Mapping[str, str] = os.environ) -> Host | None:
    """The host of KIT_PUBLIC_URL, or None on a laptop. Raises ValueError with a sentence."""
    if not env.get(PUBLIC):
        return None
    address = Address.of(env[PUBLIC])
    return Host(address, KeyDoor(journal, address), shared=True)


def listening(text: str) -> str:
    """The address at which to listen for the proxy. Raises ValueError with a sentence."""
    try:
        return str(ip_address(text))
    except ValueError:
        raise ValueError(
            f"{text!r} is not an address to listen at; say 127.0.0.1 where the proxy runs on this "
            "machine, or 0.0.0.0 where it runs on another"
        ) from None


def _signed(key: str, until: str) -> str:
    return hmac.new(key.encode(), until.encode(), hashlib.sha256).hexdigest()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
