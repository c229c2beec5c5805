"""Words in a passage that a table must not read over: they rule out, deny, or speak of the past.

"This plan does not cover transport" looks like evidence for transport and is the opposite. What is
found here is put beside the passage in words; it changes no order, and finding nothing says nothing
about what the passage promises. A heading can rule out all that stands under it, without one such
word in the passage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["rules_out", "negation", "past", "heading"]


@dataclass(frozen=True)
class Caution:
    """The characters `start` to `end` of a passage, and what they may mean for it. Of the kind
    "heading", which is about the passage's heading, both are 0."""

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
    |reported)\ (?:(?:for|of|by)\ (?:each|others?|another)|elsewhere)
  | (?:rests?|remains?)\ with\ (?:each|others?|another|the\ relevant) | nothing\ to\ add
"""
PAST = r"""
    no\ longer | not\ any\ more
  | (?:has|have|had|was|were)\ (?:now\ |since\ |been\ |already\ )*
    (?:ended|ceased|stopped|closed|expired|lapsed|withdrawn|discontinued|cancelled|abolished|cut
      |decommissioned|wound\ (?:up|down)|come\ to\ an\ end)
  | (?:closed|ended|ceased|expired|stopped)\ (?:in|on|at\ the\ end\ of)\ (?:[a-z]+\ )?(?:19|20)\d\d
  | discontinued | formerly | previously | used\ to\ (?:be|have|offer|run|fund|provide)
  | former\ (?:[\w'-]+\ ){0,2}?(?:services?|schemes?|projects?|platforms?|teams?|posts?|grants?
    |programmes?|panels?|subgroups?|helplines?|arrangements?)
"""
NEGATION = r"""
    (?:did|does|do|is|are|was|were|has|have|had|wo|would|could|should|ca|must|need)n't
  | not(?!\ (?:only|just|merely|simply|least|later|more|less|fewer)\b)
  | cannot | never | neither | nothing | (?<![\w,;]\s)(?:nobody|none)
  | (?:there\ (?:is|are)|has|have|at\ present|currently|but|yet)\ (?:nobody|none)
  | (?:we|board|council|partners?|partnership|police|plan)\ (?:are|is|were|was)\ unable\ to
  | (?:there\ (?:is|are|will\ be|was|were)|has|have|had|offers?|provides?|employs?|makes?|gives?
    |sets?)\ (?:currently\ )?no(?!\ (?:later|more|less|fewer|doubt|matter)\b)
  | (?<![\w,;]\s)no(?!\ (?:later|more|less|fewer|doubt|matter|wrong\ door)\b)(?!\.?\ ?\d)
"""
HARMLESS = r"""
    whether\ or\ not | or\ not | if\ not | not\ to\ mention | sa(?:y|ys|id|ying)\ no
  | (?:and|but)\ not\ (?:to|for|about|on|over)\ (?:me|us|you|him|her|them)
  | (?:about|of|for|from)\ not\ \w+ing | tr(?:y|ies|ied|ying)\ not\ to
  | nothing\ about\ \w+\ without | not\ (?:be\ )?(?:\w+\ )?(?:simply|merely|just|only)\ because
  | (?:not|nobody\ (?:will|should))\ have\ to | nobody\ (?:has|needs)\ to
  | nobody\ (?:appropriate|suitable|else|waits) | nobody\ (?:is|will\ be)\ (?:left|turned\ away)
  | (?:people|adults|those|anyone|anybody|persons?|residents|families)
    \ (?:with|who\ ha(?:ve|s))\ no
  | (?:socially|digitally|feel|feels|felt)\ excluded | excluded\ (?:people|adults|groups)
  | (?:so\ that|ensure|sure|that)\ (?:[\w'-]+\ ){1,4}(?:is|are)\ not\ repeated
  | (?:enquir(?:y|ies)|cases?|concerns?|referrals?|abuse|harm)
    (?:\ (?:that|which))?\ (?:has|have|had|was|were)
    \ (?:now\ |since\ |been\ |already\ )*(?:closed|ended|stopped|withdrawn)
  | (?:has|have|had|was|were)\ closed\ (?:[\w'-]+\ )?(?:cases?|enquir(?:y|ies)|concerns?|files?)
  | (?:cannot|can't|unable\ to|not\ able\ to)\ protect\ themselves
  | (?:strategy|plan)\ (?:that|which)\ ended | decisions?\ not\ to
"""
"""Words that look like the others and turn nothing: "nobody has to", "their enquiry had closed"."""

HEADING = r"""
    what\ (?:we|is|this|the|our)\ (?:[\w'-]+\ ){0,3}?(?:not|won't|doesn't|don't|cannot)
  | this\ (?:plan|strategy)\ (?:[\w'-]+\ )?(?:not|won't|doesn't|cannot) | we\ no\ longer
  | not\ (?:in|for|part\ of)\ this\ (?:plan|strategy) | limits\ (?:of|to)\ this\ (?:plan|strategy)
  | exclusions
"""


def _words(pattern: str) -> re.Pattern[str]:
    spaced = pattern.replace(r"\ ", r"\s+")
    return re.compile(rf"(?<![\w'-])(?:{spaced})(?![\w'-])", re.IGNORECASE | re.VERBOSE)


PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("rules_out", _words(RULES_OUT)),
    ("past", _words(PAST)),
    ("negation", _words(NEGATION)),
)
NO_DENIAL = _words(HARMLESS)
RULING_OUT = (_words(RULES_OUT), _words(HEADING))

LOOK_BACK = 200  # characters before a denial in which its clause may begin
CLAUSE_END = re.compile(r"[.!?;:\n(](?!\w)")
ON_CONDITION = _words(r"if | unless | until | so\ that | ensur(?:e|es|ing) | make\ sure")
ABOUT_OTHERS = _words(
    r"where | when | what | why | how | whether | because | whose | in\ which | decisions?\ not"
    r"| (?:told|tell|tells)\ us | said"
)
WHO = _words(
    r"(?:who|which|that)(?:\ (?:do|does|did|is|are|was|were|has|have|had|can|could|may|might|would"
    r"|should|still|often|also))*\Z | (?:who|which)\ .*\ (?:and|or)(?:\ (?:do|does|did|is|are"
    r"|was|were|has|have|had))?\Z"
)
OURS = _words(r"we | board | plan | strategy | partnership")


def cautions(text: str) -> tuple[Caution, ...]:
    """What stands in `text`, in the order of the text; no two overlap, and where one stretch could
    be two kinds it is the plainer one: it rules out, it is past, it denies. A denial about somebody
    else ("adults who do not use words", "where this cannot be reached") is left alone."""
    plain = _plain(text)
    taken = bytearray(len(plain))
    for match in NO_DENIAL.finditer(plain):
        taken[slice(*match.span())] = b"x" * len(match.group())
    found = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(plain):
            said = slice(match.start(), match.start() + len(match.group().rstrip()))
            if not any(taken[said]) and not (kind == "negation" and _of_others(plain, said)):
                taken[said] = b"x" * (said.stop - said.start)
                found.append(Caution(kind, said.start, said.stop))
    return tuple(sorted(found, key=lambda each: each.start))


def rules_out(heading: str) -> bool:
    """Whether all that stands under this heading is ruled out: "What this plan does not cover"."""
    plain = NO_DENIAL.sub(" ", _plain(heading))
    return any(pattern.search(plain) for pattern in RULING_OUT)


def _of_others(text: str, said: slice) -> bool:
    """Whether a denial belongs to a clause on a condition or about somebody else."""
    clause = CLAUSE_END.split(text[max(0, said.start - LOOK_BACK) : said.start])[-1]
    *before, last = clause.split(",")
    while before and re.match(r"\s*(?:and|or)\b", last):
        last = f"{before.pop()},{last}"
    last = last.rstrip()
    if ON_CONDITION.search(last) or WHO.search(last):
        return True
    others = ABOUT_OTHERS.search(last)
    return bool(others) and not OURS.search(last, others.end())


def _plain(text: str) -> str:
    return text.replace("\u2019", "'")
