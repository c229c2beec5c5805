"""Tell a promise of a plan from what only describes: a first guess, which a person can correct.

A promise says what will be done: "we will", "each ward will have", "we aim to", a lead, a date to
come. What will merely happen ("many of us will need care"), what will not be done, what was done
and what others said is none. How well it does on plans that nobody had in sight when it was made
has not been measured; see `tests/test_plan_check.py` for those that were.
"""

from __future__ import annotations

import re
from itertools import islice

from exercises.plan.cautions import cautions, rules_out
from exercises.plan.sentences import sentences

_WILL = re.compile(
    r"(?:(?<!\bher )(?<!\bhis )(?<!\btheir )(?<!\bthe )(?<!\ba )(?<!\bown )"  # not a last will
    r"\b(?:will|shall)|['\u2019]ll|\b(?:is|are)\s+going\s+to|\b(?:is|are)\s+to\s+be|"
    r"\b(?:we|board|partners?|partnership|council|police|agencies|members|chair|trust)\s+"
    r"(?:also\s+|all\s+|each\s+|together\s+)?"
    r"(?:(?:aims?|commits?|intends?|plans?|pledges?|undertakes?|promises?|agrees?|"
    r"expects?(?!\s+to\s+see))\s+to|"
    r"(?:is|are)\s+(?:\w+ly\s+)?committed\s+to)|"
    r"\b(?:our|the|its)\s+(?:aim|goal|ambition|objective)s?\s+(?:is|are)\s+to)\b"
    r"(?!\s+(?:\w+ly\s+)?(?:not|never|no\s+longer|neither)\b)",
    re.I,
)
_HAPPENS = re.compile(
    r"\s+(?:\w+ly\s+|always\s+|often\s+|soon\s+|still\s+|also\s+)*(?:(?:continue|tend)\s+to\s+)?"
    r"(?:need|find|know|feel|experience|face|grow|rise|fall|remain|depend|vary|happen|mean|"
    r"take\s+(?:time|years)|suffer|live|recogni[sz]e|remember|notice|"
    r"be\s+(?:over|under|aged|older|younger|more|fewer|less|about|around|harder|difficult|"
    r"familiar|aware|gone))\b",
    re.I,
)
_NOT_OURS = re.compile(
    r"\b(?:(?:what|how|why|whether)\s+(?:[\w'-]+\s+){0,4}|"
    r"(?:said|told\s+us|felt|fear|feared|worry|worried|hope|hoped)\s+that\b[^,;:]*\s|"
    r"(?:you|readers?|nobody|no\s+one|none|neither|this\s+(?:plan|strategy|document|section)|"
    r"(?:pressures?|demand|demands|costs?|numbers?|budgets?|population)(?:\s+[\w'-]+){0,4})\s+)$",
    re.I,
)
_SOME = re.compile(r"\b(?:some|many|most|few|half|one\s+in\s+\w+)(?:\s+[\w'-]+){0,5}\s+$", re.I)
_DONE_TO = re.compile(
    r"\s+be\s+(?:\w+ly\s+)?(?:\w+ed|able|given|told|seen|met|shown|taught)\b", re.I
)
_BY_WHEN = re.compile(
    r"\bby\s+(?:the\s+end\s+of\s+)?(?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december|spring|summer|autumn|winter|year\s+(?:one|two|three|\d))?\s*"
    r"(?:20\d\d|year\s+(?:one|two|three|\d))",
    re.I,
)
_PAST = re.compile(r"\b(?:had|has|have|was|were|did)\b", re.I)
_LED = re.compile(r"\b(?:lead|leads|owner|responsible|by\s+when|deadline|timescale)\s*:", re.I)
_NAMED = re.compile(
    r"^\s*(?:objective|priority|action|aim|goal|commitment|outcome)\s*[\d.]*\s*[:.\u2013-]", re.I
)
_HEADED = re.compile(r"\b(?:objectives?|actions?|commitments?|what we will do|we will)\b", re.I)
_LOOKS_BACK = re.compile(
    r"\b(?:last|previous|past|so far|achiev\w+|progress|what we (?:did|said|have done))\b", re.I
)


NEAR = 200  # characters around a "will" that say whose it is
MOST_MODALS = 20  # of a sentence that are looked at


def promises(heading: str, text: str) -> bool:
    """Whether a passage looks as though it promised something: an objective, an action, a date."""
    if rules_out(heading):
        return False
    if _LED.search(text) or _NAMED.match(text):
        return True
    if any(_promises(text[start:end]) for start, end in sentences(text)):
        return True
    headed = _HEADED.search(heading) and not _LOOKS_BACK.search(heading)
    return bool(headed) and not any(found.kind != "negation" for found in cautions(text))


def _promises(sentence: str) -> bool:
    """Whether one sentence says that somebody will do something, or by when."""
    modals = list(islice(_WILL.finditer(sentence), MOST_MODALS))
    if any(_is_ours(sentence, modal) for modal in modals):
        return True
    return not modals and bool(_BY_WHEN.search(sentence)) and not _PAST.search(sentence)


def _is_ours(sentence: str, modal: re.Match[str]) -> bool:
    """Whether this "will" is one of the plan's own, and not a forecast or somebody else's."""
    before = sentence[max(0, modal.start() - NEAR) : modal.start()]
    after = sentence[modal.end() : modal.end() + NEAR]
    if _NOT_OURS.search(before) or _HAPPENS.match(after):
        return False
    return not _SOME.search(before) or bool(_DONE_TO.match(after))
