"""What a record says of actions, of a look before sending, and of itself: for every group that
writes what it will do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from exercises.group.kinds import STATUSES
from exercises.group.record import Doing, FollowedUp
from facilitator.summaries.blocks import Block, Paragraph, Said, Table, Text, text
from facilitator.summaries.held import Held
from facilitator.summaries.phrases import count, day, listed, moment, sentence

NOT_SAID = "not said"


def actions(found: Sequence[Doing], caption: str, none: str) -> list[Block]:
    """A table of actions, or a sentence that there is none."""
    if not found:
        return [Paragraph((none,))]
    rows = tuple(((Said(a.what),), _said(a.who), _said(a.by_when)) for a in found)
    return [Table(caption, ("What", "Who", "By when"), rows, (9, 4, 4))]


def followed(found: Sequence[FollowedUp], before: str = "session") -> Table:
    """What became of the actions of the session before."""
    rows = tuple(
        (
            text(Said(each.action.what), *_by(each.action)),
            (each.status or NOT_SAID,),
            _said(each.helped),
        )
        for each in found
    )
    head = ("Action", "What became of it", "What helped, or got in the way")
    return Table(f"Actions of the {before} before", head, rows, (7, 3.5, 6.5))


def _by(action: Doing) -> Text:
    """Who was to do it and by when, in brackets."""
    parts = [part for part in (action.who, action.by_when) if part]
    if not parts:
        return ()
    return (
        " (",
        *(p for n, part in enumerate(parts) for p in ([", "] * (n > 0) + [Said(part)])),
        ")",
    )


def _said(words: str) -> Text:
    return (Said(words),) if words else (NOT_SAID,)


def counted_up(statuses: Iterable[str]) -> str:
    """How many actions were done, changed and are still to do; a status is empty where nobody has
    said."""
    found = Counter(status or NOT_SAID for status in statuses)
    said = [f"{found[status]} {status}" for status in (*STATUSES, NOT_SAID) if found[status]]
    return f"Of {count(found.total(), 'action')}: {listed(said)}."


def checked(report: Held, leader: str) -> str:
    """Whether who leads looked for what could identify somebody."""
    check = report.check
    if check is None:
        return (
            "Nobody has confirmed yet that it was looked through for what could identify somebody."
        )
    left = f" {sentence(count(check.left, 'piece'))} that a program pointed at stayed." * bool(
        check.left
    )
    since = " Words have changed since." if check.stale else ""
    return (
        f"The {leader} looked for what could identify somebody, on {moment(check.at)}.{left}{since}"
    )


def made(report: Held, leader: str) -> str:
    """When it was made, and until when the session is kept."""
    return (
        f"Made on {moment(report.made)}. The session is erased from the {leader}'s computer "
        f"on {day(report.erased)}; this file is not."
    )
