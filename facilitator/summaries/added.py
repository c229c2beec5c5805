"""What in a session was this kit's own and not the source's, as the end of a summary lists it."""

from __future__ import annotations

from exercises.library import six_principles
from facilitator.summaries.against import worked
from facilitator.summaries.report import Report

LAST_STEP = (
    "The exercise is Appendix 3 of the boards resource. Holding key factors against the board's "
    "own plan is its last step; it asks for anything significant that was missed, and does not say "
    "how to look for it. These parts are the kit's own:"
)
WHOLE = "The exercise is Appendix 3 of the boards resource. These parts are the kit's own:"

BROUGHT = (
    "Checking a plan by itself, with key factors that were brought along instead of worked out in "
    "rounds on the day."
)
DECISIONS = (
    "The four decisions (covered, partly covered, missing, not for a plan), and asking of each "
    "gap, one by one, whether it is significant and why."
)
PASSAGES = (
    "The plan in passages, and the order in which they stood beside each key factor. A program "
    "compares words and can be wrong; people chose what is quoted."
)
WARNINGS = (
    "The warnings beside passages, at words such as “not” or “no funding” by which a plan may rule "
    "something out."
)
PROMISES = (
    "The first guess at what the plan promises. A rule makes it, by words and dates, and people "
    "can correct it."
)
LENSES = (
    "The lenses beside the key factors. What a lens looks at is from the source named with it; its "
    "questions are reworded by this kit."
)
ACTIONS = (
    "Actions with who leads and by when, in the room's order. The board has agreed none of them."
)
PICTURE = "The picture of how far the plan covers each principle."
FRAMEWORK = (
    "The page in the first person: which key factors belong under which statement, and the "
    "prompts that wait to be replaced."
)
SLIPS = "The slips at the end: what will I do differently, and how was this for you."
SHARED = "Working as one room at one shared screen, instead of at tables."
ALONE = "Working alone, instead of at tables."


def introduced(report: Report) -> str:
    """What stands over the list."""
    return LAST_STEP if report.plan_only else WHOLE


def added(report: Report) -> list[str]:
    """The kit's own parts; of a plan check only what this session had."""
    checked = _checked(report) if checks(report) else []
    if not report.plan_only:
        return [*six_principles().added_by_the_kit, *checked]
    more = {SHARED: report.shared, ALONE: report.solo, SLIPS: report.close.answered}
    return [BROUGHT, *checked, *(said for said, there in more.items() if there)]


def checks(report: Report) -> bool:
    """Whether anything was held against a plan, or follows from that."""
    return bool(report.given or report.actions) or worked(report)


def _checked(report: Report) -> list[str]:
    given, decided = report.given is not None, any(row.said for row in report.plan)
    parts = {
        DECISIONS: True,
        PASSAGES: given,
        WARNINGS: given,
        PROMISES: given,
        LENSES: report.lenses,
        PICTURE: decided,
        ACTIONS: report.actions,
        FRAMEWORK: report.framework.statements,
    }
    return [said for said, there in parts.items() if there]
