"""Which workbook a seat opens, by the exercise of its session."""

from __future__ import annotations

from exercises.journal.sessions import Role

NAMES = {"six-principles": "six_principles", "grid": "grid"}
ENDS: dict[Role, str] = {"trainer": "_console", "projector": "_projector"}


def workbook(exercise: str, role: Role) -> str:
    """The file name of the workbook for this role; tables, rooms and people alone share one."""
    return f"{NAMES[exercise]}{ENDS.get(role, '')}.ipynb"
