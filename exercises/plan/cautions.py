"""Words in a passage that a table must not read over: they rule out, deny, or speak of the past.

"This plan does not cover transport" looks like evidence for transport and is the opposite. What is
found here is put beside the passage in words; it changes no order, and finding nothing says nothing
about what the passage promises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["rules_out", "negation", "past"]


@dataclass(frozen=True)
class Caution:
    """The characters `start` to `end` of a passage, and what they may mean for it."""

    kind: Kind
    start: int
    end: int


RULES_OUT = r"""
    (?:out|outside|beyond)\ (?:of\ )?(?:the\ |its\ |our\ |this\ )?(?:[\w'-]+\ ){0,2}?(?:scope|remit)
  | not\ (?:currently\ |yet\ |been\ |be\ |able\ to\ |possible\ to\ )*
    (?:fund|funded|cover|covered|include|included|propose|proposed|planned|commissioned|extend
      |extended|reopened|repeated|replaced|renewed|address|addressed|commission|resourced)
  | not\ (?:a\ |any\ )?(?:part\ of|priority|within|in\ scope)
  | no\ (?:[\w'-]+\ ){0,2}?(?:plans?|funding|money|budget|provision|resources?|scheme|service|post)
    (?:\ (?:to|for|in|of|exists?|is|are)\b)?
  | cannot\ (?:afford|fund|provide|offer|commit)
  | exclud(?:e|es|ed|ing) | instead\ of\ providing
  | (?:is|are)\ (?:a\ matter|matters|the\ responsibility|led|provided|commissioned|dealt\ with
    |reported)\ (?:for|of|by|elsewhere)\ ?(?:each|other|others|another)?
  | rests?\ with | nothing\ to\ add
"""
PAST = r"""
    no\ longer | not\ any\ more
  | (?:has|have|had|was|were)\ (?:now\ |since\ |been\ |already\ )*
    (?:ended|ceased|stopped|closed|expired|lapsed|withdrawn|discontinued|cancelled|abolished|cut
      |decommissioned|wound\ (?:up|down)|come\ to\ an\ end)
  | (?:closed|ended|ceased|expired|stopped)\ (?:in|on|at\ the\ end\ of)\ (?:[a-z]+\ )?(?:19|20)\d\d
  | discontinued | formerly | former | previously | used\ to\ (?:be|have|offer|run|fund|provide)
"""
NEGATION = r"""
    (?:did|does|do|is|are|was|were|has|have|had|wo|would|could|should|ca|must|need)n't
  | not(?!\ (?:only|just|merely|simply|least|later|more|less|fewer)\b)
  | cannot | never | neither | nobody | nothing | none | unable\ to
  | no(?!\ (?:later|more|less|fewer|doubt|matter|wrong\ door)\b)(?!\.?\ ?\d)
"""


def _words(pattern: str) -> re.Pattern[str]:
    spaced = pattern.replace(r"\ ", r"\s+")
    return re.compile(rf"(?<![\w'-])(?:{spaced})(?![\w'-])", re.IGNORECASE | re.VERBOSE)


PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("rules_out", _words(RULES_OUT)),
    ("past", _words(PAST)),
    ("negation", _words(NEGATION)),
)
NO_DENIAL = _words(r"whether\ or\ not | or\ not | if\ not | not\ to\ mention")


def cautions(text: str) -> tuple[Caution, ...]:
    """What stands in `text`, in the order of the text; no two overlap, and where one stretch could
    be two kinds it is the plainer one: it rules out, it is past, it denies."""
    plain = text.replace("\u2019", "'")
    taken = bytearray(len(plain))
    for match in NO_DENIAL.finditer(plain):
        taken[slice(*match.span())] = b"x" * len(match.group())
    found = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(plain):
            said = slice(match.start(), match.start() + len(match.group().rstrip()))
            if not any(taken[said]):
                taken[said] = b"x" * (said.stop - said.start)
                found.append(Caution(kind, said.start, said.stop))
    return tuple(sorted(found, key=lambda each: each.start))
