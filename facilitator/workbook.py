"""Which workbook a seat opens, by what its session was opened as."""

from __future__ import annotations

from exercises.journal.entries import Entry
from exercises.journal.frame import Opened
from exercises.journal.sessions import Role

NAMES = {
    "six-principles": "six_principles",
    "grid": "grid",
    "scenario": "scenario",
    "group": "group",
    "interviews": "interviews",
    "audit": "audit",
}
PLAN_CHECK = "plan_check"  # a six-principles session that begins with its key factors
NO_WALL = frozenset(["interviews"])  # nothing of these belongs on a wall
ENDS: dict[Role, str] = {"trainer": "_console", "projector": "_projector"}


def workbook(exercise: str, role: Role) -> str:
    """The file name of the workbook for this role; tables, rooms and people alone share one."""
    return _named(NAMES[exercise], role)


def workbook_of(first: Entry, role: Role) -> str:
    """The workbook of a session by its first entry."""
    opened = first.body
    assert isinstance(opened, Opened)
    if opened.settings.get("plan_only"):
        return _named(PLAN_CHECK, role)
    return workbook(opened.exercise, role)


def _named(stem: str, role: Role) -> str:
    return f"{stem}{ENDS.get(role, '')}.ipynb"
