"""The codes people type and the keys that links carry."""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs: no 0 or O, no 1 or I
LENGTH = 6


class CodeError(ValueError):
    """What was typed cannot be a code; the message says why."""


def new_code() -> str:
    """A code for a room or a table: six of the 32 signs, about a thousand million of them."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """Turn what somebody typed (any case, with spaces or hyphens) into a code. Raises CodeError."""
    code = "".join(sign for sign in typed.upper() if not sign.isspace() and sign not in "-.")
    if not code:
        raise CodeError("no code was typed; it has six letters and digits and is on the screen")
    strange = sorted({sign for sign in code if sign not in ALPHABET})
    if strange:
        shown = ", ".join(sign if sign.isprintable() else "?" for sign in strange[:4])
        raise CodeError(f"a code never has {shown} in it; codes have no 0, O, 1 or I")
    if len(code) != LENGTH:
        raise CodeError(f"the code {code[:12]} has {len(code)} signs; it should have {LENGTH}")
    return code


def new_key() -> str:
    """A secret of 128 bits for a link, a seat's cookie or a ticket."""
    return secrets.token_hex(16)


def new_id() -> str:
    """A name that is no secret, for a session, a seat or a change."""
    return secrets.token_hex(8)


def digest(key: str) -> str:
    """What is stored instead of a key."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
