"""The lock of a log: a key from a passphrase, which wraps the key of what is written.

Scrypt with n = 2^17, r = 8, p = 1 (for each try 128 MiB and about half a second of a processor) and
AES-256-GCM, both from `cryptography`. What is sealed is bound to the log it belongs to and to what
it is, so that nothing opens in another place. Its length is filled up to a multiple of 32 KiB.

`cryptography` is imported when first used: every page of the kit imports this module, and only the
log's needs it (8 MB, a tenth of a second).
"""

from __future__ import annotations

import json
import os
import unicodedata
from dataclasses import dataclass

FORMAT = 1
SHORTEST, LONGEST = 12, 1_000  # characters of a passphrase
NONCE = 12
BLOCK = 32 * 1024
KEY = 32


class NotOpened(Exception):
    """This key does not open this: another key, another place, or bytes that were changed."""


@dataclass(frozen=True)
class Cost:
    """What one try of a passphrase costs: 128 * n * r bytes of memory, p times."""

    n: int = 2**17
    r: int = 8
    p: int = 1

    def __post_init__(self) -> None:
        """Raises ValueError for what no kit writes and what would exhaust this machine."""
        power = self.n >= 2 and self.n & (self.n - 1) == 0
        if not power or self.n > 2**20 or not 1 <= self.r <= 32 or not 1 <= self.p <= 16:
            raise ValueError(f"no log costs n={self.n}, r={self.r}, p={self.p}")


@dataclass(frozen=True)
class Lock:
    """What stands in the file in clear: how the passphrase becomes a key, and the wrapped key."""

    log: str
    cost: Cost
    salt: bytes
    wrapped: bytes = b""

    def bound(self) -> bytes:
        """What the wrapped key is bound to: everything else that stands in clear."""
        told = [FORMAT, self.log, self.cost.n, self.cost.r, self.cost.p, self.salt.hex(), "key"]
        return json.dumps(told).encode()

    def stored(self) -> bytes:
        cost = {"n": self.cost.n, "r": self.cost.r, "p": self.cost.p}
        told = {"format": FORMAT, "log": self.log, "scrypt": cost, "salt": self.salt.hex()}
        return json.dumps(told | {"wrapped": self.wrapped.hex()}).encode()

    @classmethod
    def restored(cls, raw: bytes, log: str) -> Lock:
        """The lock of the log called `log`. Raises NotOpened for one that no kit wrote there."""
        try:
            told = json.loads(raw)
            if told["format"] != FORMAT or told["log"] != log:
                raise NotOpened
            cost = Cost(**{name: int(value) for name, value in told["scrypt"].items()})
            return cls(log, cost, bytes.fromhex(told["salt"]), bytes.fromhex(told["wrapped"]))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise NotOpened from None


@dataclass(frozen=True)
class Keys:
    """An opened lock: `inner` seals what is written, `outer` wraps `inner`."""

    lock: Lock
    outer: bytes
    inner: bytes

    def __repr__(self) -> str:
        return f"Keys({self.lock.log})"  # a traceback never shows them


def too_short(passphrase: str) -> str:
    """What is wrong with a new passphrase as a sentence, or an empty text."""
    count = len(_normal(passphrase))
    if count < SHORTEST:
        return f"this passphrase has {count} characters; it needs at least {SHORTEST}"
    if count > LONGEST:
        return f"this passphrase has {count} characters; at most {LONGEST} can be used"
    return ""


def made(log: str, passphrase: str, cost: Cost) -> Keys:
    """New keys for a log."""
    lock = Lock(log, cost, os.urandom(16))
    return wrapped(lock, derived(lock, passphrase))


def wrapped(lock: Lock, outer: bytes) -> Keys:
    """A new inner key under `outer`, and the lock that holds it."""
    inner = os.urandom(KEY)
    closed = Lock(lock.log, lock.cost, lock.salt, _seal(outer, inner, lock.bound()))
    return Keys(closed, outer, inner)


def opened(lock: Lock, passphrase: str) -> Keys:
    """The keys behind a lock. Raises NotOpened for another passphrase."""
    outer = derived(lock, passphrase)
    return Keys(lock, outer, _open(outer, lock.wrapped, lock.bound()))


def rewrapped(keys: Keys, lock: Lock) -> Keys:
    """The keys behind a newer lock with the same passphrase. Raises NotOpened for another one."""
    if (lock.salt, lock.cost, lock.log) != (keys.lock.salt, keys.lock.cost, keys.lock.log):
        raise NotOpened
    return Keys(lock, keys.outer, _open(keys.outer, lock.wrapped, lock.bound()))


def derived(lock: Lock, passphrase: str) -> bytes:
    """The outer key that a passphrase gives. It takes as long as the lock's cost says."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    cost = lock.cost
    return Scrypt(salt=lock.salt, length=KEY, n=cost.n, r=cost.r, p=cost.p).derive(
        _normal(passphrase).encode("utf-8", "replace")
    )


def sealed(keys: Keys, text: bytes) -> bytes:
    """`text` under the inner key, filled up so that its length says little."""
    whole = len(text).to_bytes(8, "big") + text
    whole += bytes(-len(whole) % BLOCK)
    return _seal(keys.inner, whole, _page(keys.lock))


def unsealed(keys: Keys, raw: bytes) -> bytes:
    """What `sealed` was given. Raises NotOpened."""
    whole = _open(keys.inner, raw, _page(keys.lock))
    return whole[8 : 8 + int.from_bytes(whole[:8], "big")]


def _page(lock: Lock) -> bytes:
    return json.dumps([FORMAT, lock.log, "page"]).encode()


def _seal(key: bytes, text: bytes, bound: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, bound)


def _open(key: bytes, raw: bytes, bound: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], bound)
    except (InvalidTag, ValueError):
        raise NotOpened from None


def _normal(passphrase: str) -> str:
    """The same passphrase however a keyboard composes its letters."""
    return unicodedata.normalize("NFC", passphrase)
