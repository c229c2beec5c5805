"""Setting up an outcome negotiation scenario, for a room."""

from __future__ import annotations

from functools import partial

from exercises.journal.sessions import Session
from exercises.scenarios.content import Scenario, scenario, scenarios
from exercises.scenarios.opening import begin
from exercises.scenarios.settings import Settings
from facilitator.handlers.run import (
    SetUp,
    as_usual,
    check_help,
    days_until,
    number_in,
    tables_in,
)


class RunScenario(SetUp):
    """Choose a scenario of the kit, and how the room plays it."""

    def form(self, typed: dict[str, str], errors: dict[str, str]) -> None:
        offered = choices()
        defaults = as_usual() | {
            "scenario": offered[0]["id"],
            "clock": "off",
            "minutes": "25",
        }
        self.show(
            "run_scenario",
            typed=typed or defaults,
            errors=errors,
            choices=[(each["id"], each["title"], each["about"]) for each in offered],
        )

    def begun(self, typed: dict[str, str], errors: dict[str, str]) -> Session | None:
        number = partial(number_in, typed, errors)
        if typed.get("scenario", "") not in scenarios():
            errors["scenario"] = "no scenario is chosen; choose one of these"
        shared = typed.get("way") == "shared"
        tables = tables_in(typed, errors)
        clock = typed.get("clock") == "on"
        minutes = number("minutes", 0.5, 180, "a number of minutes") if clock else None
        days = days_until(typed.get("until", ""), errors)
        check_help(typed, errors)
        if errors:
            return None
        settings = Settings(
            scenario=scenario(typed["scenario"]),
            votes=bool(typed.get("votes")) and not shared,
            roleplay=bool(typed.get("roleplay")),
            minutes=minutes,
            days=days,
            shared=shared,
        )
        return begin(self.house.journal, settings, tables)


def choices() -> list[dict[str, str]]:
    """The scenarios by title; what they cover is not told, since it tells how they go."""
    told = sorted((scenario(name) for name in scenarios()), key=lambda each: each.title)
    return [
        {
            "id": each.id,
            "title": each.title,
            "who": _who(each),
            "about": f"{_who(each)} About {each.about_minutes} minutes.",
        }
        for each in told
    ]


def _who(told: Scenario) -> str:
    """The sentences of the setting that say who the person is."""
    sentences = told.setting.split(". ")
    return f"{'. '.join(sentences[1:3] or sentences).rstrip('.')}."
