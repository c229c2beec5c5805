"""Setting up the wellbeing and safety grid, for a room."""

from __future__ import annotations

from functools import partial

from exercises import library
from exercises.following import fold
from exercises.grid.content import VIEWPOINTS, ViewpointId, example, examples, grid
from exercises.grid.opening import begin
from exercises.grid.settings import MOST_GIVEN, Settings
from exercises.journal import sessions
from exercises.journal.sessions import Session
from exercises.library import ContentError
from exercises.six_principles.settings import EXERCISE as SIX_PRINCIPLES
from exercises.six_principles.state import State as SixPrinciples
from facilitator.handlers.run import (
    SetUp,
    as_usual,
    check_help,
    days_until,
    number_in,
    tables_in,
)

LONGEST_ACTION = 2000


class RunGrid(SetUp):
    """Choose what the grid is about, from whose eyes, and with which actions to begin."""

    def form(self, typed: dict[str, str], errors: dict[str, str]) -> None:
        defaults = as_usual() | {
            "subject": "mrs-t",
            "objective": "",
            "actions": "",
            "from": "",
            "clock": "off",
            "minutes": "12",
            **{f"view-{name}": "yes" for name in Settings.model_fields["viewpoints"].default},
        }
        self.show(
            "run_grid",
            typed=typed or defaults,
            errors=errors,
            cases=[(name, library.case(name).title) for name in library.cases()],
            viewpoints=[(view.id, view.name) for view in grid().viewpoints],
            given=_given(),
            taken=any(name.startswith("take-") for name in typed),
            rooms=self._rooms(),
        )

    def _rooms(self) -> list[tuple[str, str]]:
        """Six-principles sessions on this computer that have key factors to take as actions."""
        found = []
        for session in sessions.every(self.house.journal):
            if session.exercise == SIX_PRINCIPLES and (factors := self._factors(session.id)):
                found.append((session.code, f"{session.code}: {len(factors)} key factors"))
        return found

    def _factors(self, session: str) -> list[str]:
        state = fold(self.house.journal.read(session), SixPrinciples)
        return [f.words.text for f in state.factors.values() if f.shown and f.words.text]

    def begun(self, typed: dict[str, str], errors: dict[str, str]) -> Session | None:
        number = partial(number_in, typed, errors)
        subject = typed.get("subject", "")
        objective = typed.get("objective", "").strip() if subject == "objective" else ""
        if subject == "objective" and not objective:
            errors["objective"] = "there is no objective yet; write or paste one line of the plan"
        elif len(objective) > LONGEST_ACTION:
            errors["objective"] = f"this has {len(objective)} characters; at most {LONGEST_ACTION}"
        case = None
        if subject not in ("objective", "spoken"):
            try:
                case = library.case(subject)
            except ContentError as error:
                errors["subject"] = str(error)
        views: tuple[ViewpointId, ...] = tuple(
            name for name in VIEWPOINTS if typed.get(f"view-{name}")
        )
        if not views:
            errors["viewpoints"] = "no viewpoint is chosen; choose at least one"
        shared = typed.get("way") == "shared"
        tables = tables_in(typed, errors)
        clock = typed.get("clock") == "on"
        minutes = number("minutes", 0.5, 120, "a number of minutes") if clock else None
        actions = self._actions(typed, errors)
        days = days_until(typed.get("until", ""), errors)
        check_help(typed, errors)
        if errors:
            return None
        settings = Settings(
            case=case,
            objective=objective,
            viewpoints=views,
            actions=actions,
            minutes=minutes,
            days=days,
            shared=shared,
        )
        return begin(self.house.journal, settings, tables)

    def _actions(self, typed: dict[str, str], errors: dict[str, str]) -> tuple[str, ...]:
        """Typed actions, one a line; those of worked examples; and the key factors of an earlier
        session."""
        found = [line.strip() for line in typed.get("actions", "").splitlines() if line.strip()]
        for name, _, actions in _given():
            found += actions if typed.get(f"take-{name}") else []
        code = typed.get("from", "")
        if code:
            known = {s.code: s.id for s in sessions.every(self.house.journal)}
            found += self._factors(known[code]) if code in known else []
        if any(len(text) > LONGEST_ACTION for text in found):
            errors["actions"] = f"an action has at most {LONGEST_ACTION} characters; shorten it"
        elif len(found) > MOST_GIVEN:
            errors["actions"] = (
                f"these are {len(found)} actions; begin with at most {MOST_GIVEN}, and add others "
                "while the session runs"
            )
        return tuple(found)


def _given() -> list[tuple[str, str, list[str]]]:
    """The actions of the kit's worked examples: name, title, actions."""
    told = [(name, example(name)) for name in examples()]
    return [(name, each.title, [action.text for action in each.actions]) for name, each in told]
