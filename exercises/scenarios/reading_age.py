"""How old a reader has to be for a text, by the Flesch-Kincaid measure: its grade plus five years.

Syllables are counted by rule, so the figure is a hint and no more; it knows nothing of how hard a
thing is to hear. Short texts jump about, so fewer than a hundred words have no figure.
"""

from __future__ import annotations

import re

MEASURE = "Flesch-Kincaid grade plus 5"
FEWEST = 100  # words

_WORD = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)*")
_SENTENCE = re.compile(r"[.!?…]+(?=[\s\"'\u201d\u2019)]|$)|\n")
_SOUNDS = re.compile(r"[aeiouy]+")
_APART = re.compile(
    r"(?<![tscg])i[ao](?!ge|us)|i(?=et|ence)|ying|[aeou]ing|creat|(?:re|ide)a$|eo[^u]"
)
_SILENT = re.compile(r"(?<![aeiouy])e$|[^aeioutd]ed$|(?<![aeioucgsxz])(?<!ch)(?<!sh)es$")
_SPOKEN = re.compile(r"[^aeiou]le[sd]?$|[^aeiou]red$")
_ENDINGS = (
    "less",
    "ness",
    "ment",
    "ful",
    "ly",
    "times",
    "body",
    "one",
    "thing",
    "where",
    "guarding",
)
_OTHERWISE = {"people": 2, "being": 2, "someone": 2, "area": 3, "every": 2, "evening": 2, "real": 1}


def syllables(word: str) -> int:
    """How many syllables a word has, at least one; by rule, and right for most words."""
    word = re.sub(r"[^a-z]", "", word.lower())
    if word in _OTHERWISE:
        return _OTHERWISE[word]
    for part in _ENDINGS:  # an e before an ending is not heard: care|less, some|times
        if word.endswith("e" + part) and len(word) > len(part) + 3:
            return syllables(word.removesuffix(part)) + syllables(part)
    count = len(_SOUNDS.findall(word)) + len(_APART.findall(word))
    if _SILENT.search(word) and not _SPOKEN.search(word):
        count -= 1
    return max(1, count + word.endswith("sm"))


def reading_age(text: str) -> float | None:
    """The reading age in years; None for fewer than a hundred words."""
    words = _WORD.findall(text)
    if len(words) < FEWEST:
        return None
    sentences = max(1, sum(1 for part in _SENTENCE.split(text) if _WORD.search(part)))
    spoken = sum(syllables(word) for word in words)
    grade = 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59
    return round(grade + 5, 1)
