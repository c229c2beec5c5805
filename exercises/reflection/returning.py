"""When what somebody meant to do differently comes back: at the next visit, and after 30 days."""

from __future__ import annotations

from datetime import datetime

from exercises.reflection.book import Book, Plan

DAY = 86_400.0
MONTH = 30 * DAY


def due(plan: Plan, now: float) -> str:
    """Why a plan is asked about now: "next visit", "30 days", or "" when it is not.

    The next visit is the first one on a later day. After 30 days it comes back unless it was done;
    and every 30 days from then on, as long as the answer is that it is still to do.
    """
    last = plan.answers[-1] if plan.answers else None
    if last is not None and last.said == "done":
        return ""
    if last is None:
        if now >= plan.made + MONTH:
            return "30 days"
        return "next visit" if _day(now) > _day(plan.made) else ""
    if last.at < plan.made + MONTH:
        return "30 days" if now >= plan.made + MONTH else ""
    return "30 days" if last.said == "still" and now >= last.at + MONTH else ""


def comes(plan: Plan, now: float) -> float | None:
    """When a plan will be asked about next, in seconds since 1970; none when it is not again."""
    last = plan.answers[-1] if plan.answers else None
    if last is not None and last.said == "done":
        return None
    if last is None:
        return now if due(plan, now) else min(_tomorrow(plan.made), plan.made + MONTH)
    if last.at < plan.made + MONTH:
        return plan.made + MONTH
    return last.at + MONTH if last.said == "still" else None


def asked(book: Book, now: float) -> list[tuple[Plan, str]]:
    """The plans to ask about now, the oldest first, each with the reason."""
    found = [(plan, due(plan, now)) for plan in book.plans.values()]
    return sorted(((p, why) for p, why in found if why), key=lambda each: each[0].made)


def _day(seconds: float) -> int:
    return datetime.fromtimestamp(seconds).toordinal()


def _tomorrow(seconds: float) -> float:
    then = datetime.fromtimestamp(seconds)
    midnight = then.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.timestamp() + DAY
