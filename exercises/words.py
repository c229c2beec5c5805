"""People's words on their way in: text and nothing but text.

What somebody types is data. It is never interpreted, but a few characters cannot be stored or shown
by every reader of it (PostgreSQL, XML in a Word file, a socket that speaks UTF-8), so they are
replaced once, here, by the sign U+FFFD, and what is saved is what the page then shows.
"""

from __future__ import annotations

import re

LONGEST = 10_000  # characters in one line, note or wording

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\v\f\x85]")
UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class WordsError(ValueError):
    """Somebody's words cannot be taken; the message says why, without repeating them."""


def clean(text: str, longest: int = LONGEST) -> str:
    """Return `text` trimmed, with one kind of line end and U+FFFD for what cannot be stored.

    Raises WordsError when more than `longest` characters remain.
    """
    text = UNSTORABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text)).replace("\t", " ").strip()
    if len(text) > longest:
        raise WordsError(
            f"this text has {len(text):,} characters; at most {longest:,} can be kept. "
            "Shorten it or put the rest on a second line"
        )
    return text


def some(text: str, longest: int = LONGEST) -> str:
    """Like `clean`, but an empty text raises WordsError as well."""
    text = clean(text, longest)
    if not text:
        raise WordsError("there is nothing written here yet; write a few words first")
    return text
