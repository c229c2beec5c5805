"""The numbers of the sections that follow those on the rounds, which a plan check leaves out."""

from __future__ import annotations

from typing import Literal

from facilitator.summaries.report import Report

NUMBERS = {"plan": 6, "actions": 7, "close": 8, "about": 9}
ON_THE_ROUNDS = 3


def numbered(report: Report, part: Literal["plan", "actions", "close", "about"]) -> int:
    """The number that a section has in this report."""
    return NUMBERS[part] - ON_THE_ROUNDS * report.plan_only
