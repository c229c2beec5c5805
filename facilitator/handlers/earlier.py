"""Taking over the actions of an earlier session into one that is set up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from exercises.group.settings import LONGEST_WHAT, MOST_EARLIER, EarlierAction
from exercises.journal.sessions import Session

Left = Iterable[tuple[Session, Sequence[EarlierAction]]]


def many(left: Sequence[EarlierAction]) -> str:
    return "1 action" if len(left) == 1 else f"{len(left)} actions"


def to_follow_up(
    typed: dict[str, str], errors: dict[str, str], left: Left
) -> tuple[EarlierAction, ...]:
    """The actions of the session that "follow" names, of those that have some left, and those that
    were typed in, one a line; a sentence in `errors` where they are too long or too many."""
    found: list[EarlierAction] = []
    for session, actions in left:
        if session.code == typed.get("follow", ""):
            found += actions
    lines = [line.strip() for line in typed.get("earlier", "").splitlines() if line.strip()]
    if any(len(line) > LONGEST_WHAT for line in lines):
        errors["earlier"] = f"an action has at most {LONGEST_WHAT} characters; shorten it"
        return ()
    found += [EarlierAction(what=line) for line in lines]
    if len(found) > MOST_EARLIER:
        errors["earlier"] = f"these are {len(found)} actions; follow up at most {MOST_EARLIER}"
    return tuple(found[:MOST_EARLIER])
