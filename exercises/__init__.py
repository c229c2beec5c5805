"""What is taught and what was said: content, rules, and the journal of a session.

No notebooks, no widgets, no servers.
"""

from exercises.library import (
    Case,
    ContentError,
    Principle,
    SixPrinciples,
    case,
    cases,
    six_principles,
)

__all__ = [
    "Case",
    "ContentError",
    "Principle",
    "SixPrinciples",
    "case",
    "cases",
    "six_principles",
]
