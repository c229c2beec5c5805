"""A negotiation record in words: as the person would read it, and as a case file would hold it.

Both say the same and no more than the record. What nobody has filled in is said to be empty, and
the person's own words stand in quotation marks in both, to the letter.
"""

from __future__ import annotations

from typing import NamedTuple

from exercises.scenarios.content import Achieved, Asked, Risk, Speaker
from exercises.scenarios.record import Outcome, Record

EMPTY = "not filled in"


class Part(NamedTuple):
    """A heading with its lines."""

    heading: str
    lines: tuple[str, ...]


_ASKED: dict[Asked, str] = {
    "asked and expressed": "We asked you what you want to happen, and you told us.",
    "asked, none expressed": "We asked you what you want to happen. You did not name anything "
    "then; you can at any time.",
    "not asked": "We did not ask you what you want to happen. You can tell us at any time.",
    "don't know": "We do not know whether anybody asked you what you want to happen.",
    "not recorded": "Nobody wrote down whether you were asked what you want to happen.",
}
_ACHIEVED: dict[Achieved, str] = {
    "fully achieved": "We think that you have had this in full.",
    "partially achieved": "We think that you have had a part of this.",
    "not achieved": "We think that you have not had this.",
}
_RISK: dict[Risk, str] = {
    "risk removed": "We think that the danger is gone.",
    "risk reduced": "We think that the danger is less than it was.",
    "risk remained": "We think that the danger is still there. That can be your choice, and nobody "
    "has failed because of it.",
}
# Where the person has died, nothing is asked of them any more.
_ASKED_THEN: dict[Asked, str] = {
    "asked and expressed": "We asked you what you wanted to happen, and you told us.",
    "asked, none expressed": "We asked you what you wanted to happen. You did not name anything.",
    "not asked": "We did not ask you what you wanted to happen.",
}
_ACHIEVED_THEN: dict[Achieved, str] = {
    "fully achieved": "We think that you had this in full.",
    "partially achieved": "We think that you had a part of this.",
    "not achieved": "We think that you did not have this.",
}
_RISK_THEN: dict[Risk, str] = {
    "risk removed": "We think that the danger had gone.",
    "risk reduced": "We think that the danger was less than it had been.",
    "risk remained": "We think that the danger was still there. That can have been your choice, "
    "and is not by itself a failure.",
}
_SPOKE: dict[Speaker, str] = {
    "the person": "you spoke for yourself",
    "the person with support": "you spoke, with support",
    "advocate": "an advocate spoke",
    "attorney": "your attorney spoke for you",
    "deputy": "your deputy spoke for you",
    "relative": "a relative spoke for you",
}
PHRASES = {
    "now": {"asked": _ASKED, "achieved": _ACHIEVED, "risk": _RISK, "spoke": _SPOKE},
    "then": {
        "asked": _ASKED | _ASKED_THEN,
        "achieved": _ACHIEVED_THEN,
        "risk": _RISK_THEN,
        "spoke": _SPOKE,
    },
}
"""What is said to the person for each answer, and of somebody who has died, for pages that put a
record into words."""


def for_the_person(record: Record) -> tuple[Part, ...]:
    """The record as the person would read it, spoken to as “you”; or would have read it."""
    asked = _ASKED | _ASKED_THEN if record.died else _ASKED
    first = [asked[record.asked] if record.asked else "Whether we asked you is not filled in."]
    if record.spoke:
        said = "; ".join(_SPOKE[speaker] for speaker in record.spoke)
        first.append(f"{said[:1].upper()}{said[1:]}.")
        first += [f"The advocate was {advocate}." for advocate in record.advocates]
    parts = [Part("What we asked you", tuple(first))]
    parts += [_to_you(record, outcome) for outcome in record.outcomes]
    risks = _RISK_THEN if record.died else _RISK
    risk = risks[record.risk] if record.risk else "What became of the danger is not filled in."
    how = "How safe things were" if record.died else "How safe things are"
    parts.append(Part(how, tuple(filter(None, (risk, record.risk_why)))))
    wrong = "Tell us. It is your record, and it can change."
    late = "Those who were close to you can tell us. It is still your record, and it can change."
    parts.append(Part("If this is not right", (late if record.died else wrong,)))
    return tuple(parts)


def _to_you(record: Record, outcome: Outcome) -> Part:
    lines = []
    if outcome.agreed:
        lines.append(f"Together we put it like this: {outcome.agreed}")
    if outcome.course == "changed":
        to = f", to “{record.outcome(outcome.changed_to).words}”" if outcome.changed_to else "."
        lines.append(f"Later this changed{to} {outcome.why or 'Why it changed is not filled in.'}")
    if outcome.course == "as first said":
        lines.append("This stayed as you first said it.")
    if outcome.achieved:
        lines.append((_ACHIEVED_THEN if record.died else _ACHIEVED)[outcome.achieved])
    else:
        had = "had" if record.died else "have had"
        lines.append(f"Whether you {had} this is not filled in.")
    if outcome.judged_by:
        lines.append(outcome.judged_by)
    return Part(f"You said: “{outcome.words}”", tuple(lines))


def for_the_file(record: Record) -> tuple[Part, ...]:
    """The record as a case file would hold it, in the words of the national collection."""
    who = ", ".join([*record.spoke, *record.advocates]) or EMPTY
    parts = [
        Part(
            "Outcomes asked for and expressed",
            (f"Was {record.person} asked: {record.asked or EMPTY}", f"Who spoke: {who}"),
        )
    ]
    for n, outcome in enumerate(record.outcomes, 1):
        lines = [
            f"In {record.person}'s own words: “{outcome.words}”",
            f"First heard: {outcome.heard_in}",
            f"Agreed wording: {outcome.agreed or 'none'}",
            f"Course: {outcome.course or EMPTY}",
        ]
        if outcome.course == "changed":
            if outcome.changed_to:
                lines.append(f"Changed to: “{record.outcome(outcome.changed_to).words}”")
            lines.append(f"Why it changed: {outcome.why or EMPTY}")
        lines.append(f"Against what the person wanted: {outcome.achieved or EMPTY}")
        if outcome.judged_by:
            lines.append(f"On what ground: {outcome.judged_by}")
        parts.append(Part(f"Outcome {n}", tuple(lines)))
    risk = (f"Result: {record.risk or EMPTY}", f"Why: {record.risk_why or EMPTY}")
    return (*parts, Part("Risk, a separate entry", risk), Part("Path and reasons", _path(record)))


def _path(record: Record) -> tuple[str, ...]:
    lines = []
    for step in record.path:
        if step.left:
            lines.append(f"{step.title}: left")
        else:
            words = f"“{step.words}”" if step.said else step.words
            lines.append(f"{step.title}: {words} Reason: {step.reason or 'none given'}")
    return (*lines, f"Ended: {record.ending or 'before an ending'}")
