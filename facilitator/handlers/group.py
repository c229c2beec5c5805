"""Setting up a reflective group, or a clinic for a stuck case."""

from __future__ import annotations

from functools import partial

from pydantic import ValidationError

from exercises.grid.content import VIEWPOINTS, ViewpointId, grid
from exercises.group.content import Shape, group_words
from exercises.group.opening import begin, left_over, standing, suggested
from exercises.group.settings import DAYS, Settings, Timed
from exercises.journal.sessions import Session
from exercises.scenarios.content import Scenario, scenario, scenarios
from facilitator.handlers.earlier import many, to_follow_up
from facilitator.handlers.run import (
    SetUp,
    as_usual,
    check_help,
    day,
    days_until,
    number_in,
    whole_in,
)
from facilitator.organisation import typed_cases

KIT, NONE = "kit", "none"  # where the agreement comes from: the kit's suggestions, or nowhere
USUAL_SETS = ("outcomes", "life", "difficult")


class RunGroup(SetUp):
    """Choose the parts of the hour, the case, the questions, and what is taken over."""

    def form(self, typed: dict[str, str], errors: dict[str, str]) -> None:
        words = group_words()
        self.show(
            "run_group",
            typed=typed or _defaults(),
            errors=errors,
            words=words,
            scenarios=[(name, scenario(name).title) for name in scenarios()],
            viewpoints=[(view.id, view.name) for view in grid().viewpoints],
            typed_cases=typed_cases(self.house.data),
            earlier=self._earlier(),
        )

    def _earlier(self) -> dict[str, list[tuple[str, str]]]:
        """Earlier groups on this computer, as (code, words): those with an agreement, and those
        with actions to follow up."""
        agreements, actions = [], []
        for session, state in standing(self.house.journal):
            about = f"{session.code}, {day(session.created)}"
            text = state.agreement_text()
            if "members" in text:  # a supervisor may have more than one group
                about += f", {text['members'][:40]}"
            if text:
                agreed = ", agreed" if state.is_agreed else ", not agreed as it stands"
                agreements.append((session.code, f"{about}: {len(text)} fields{agreed}"))
            if left := left_over(state):
                actions.append((session.code, f"{about}: {many(left)}"))
        return {"agreements": agreements, "actions": actions}

    def begun(self, typed: dict[str, str], errors: dict[str, str]) -> Session | None:
        shape = group_words().shape(typed.get("shape", ""))
        if shape is None:
            errors["shape"] = "choose the guided hour or the clinic"
        parts = _parts(shape, typed, errors) if shape else ()
        shared = typed.get("way") != "devices"
        places = 1 if shared else whole_in(typed, errors, "places", 1, 12, "a whole number")
        views: tuple[ViewpointId, ...] = tuple(
            name for name in VIEWPOINTS if typed.get(f"view-{name}")
        )
        if not views:
            errors["viewpoints"] = "no viewpoint is chosen; choose at least one"
        read = _scenario(typed, errors)
        left = [(session, left_over(state)) for session, state in standing(self.house.journal)]
        earlier = to_follow_up(typed, errors, left)
        days = days_until(typed.get("until", ""), errors)
        check_help(typed, errors)
        if errors or shape is None:
            return None
        try:
            settings = Settings(
                shape=shape.id,
                parts=parts,
                clock=typed.get("clock") == "on",
                scenario=read,
                sets=tuple(s.id for s in group_words().sets if typed.get(f"set-{s.id}")),
                viewpoints=views,
                agreement=self._agreement(typed.get("agreement", KIT)),
                earlier=earlier,
                typed=typed_cases(self.house.data),
                days=days,
                shared=shared,
            )
        except ValidationError as error:  # parts in an order that makes no sense
            first = error.errors(include_input=False, include_url=False)[0]
            errors["shape"] = str(first.get("ctx", {}).get("error", first["msg"]))
            return None
        return begin(self.house.journal, settings, places)

    def _agreement(self, chosen: str) -> dict[str, str]:
        """The agreement to begin with: an earlier session's, the kit's suggestions, or none."""
        for session, state in standing(self.house.journal):
            if session.code == chosen:
                return state.agreement_text()
        return {} if chosen == NONE else suggested()


def _defaults() -> dict[str, str]:
    """The form as it stands at first. Nothing is taken over unasked: a supervisor may have more
    than one group."""
    words = group_words()
    found = {f"minutes-{part.id}": f"{part.minutes:g}" for s in words.shapes for part in s.parts}
    found |= {f"order-{shape.id}": shape.orders[0].id for shape in words.shapes}
    found |= {f"set-{name}": "yes" for name in USUAL_SETS}
    found |= {f"view-{name}": "yes" for name in VIEWPOINTS[:3]}
    return (
        as_usual(DAYS)
        | found
        | {
            "shape": words.shapes[0].id,
            "case": "spoken",
            "scenario": "",
            "agreement": KIT,
            "follow": "",
            "earlier": "",
            "way": "shared",
            "places": "6",
            "clock": "on",
        }
    )


def _parts(shape: Shape, typed: dict[str, str], errors: dict[str, str]) -> tuple[Timed, ...]:
    """The parts that are held, in the order that was chosen. One without minutes is left out."""
    order = shape.order(typed.get(f"order-{shape.id}", "")) or shape.orders[0]
    number = partial(number_in, typed, errors)
    found = []
    for id in order.parts:
        if not typed.get(f"minutes-{id}", "").strip():
            continue
        minutes = number(f"minutes-{id}", 0.5, 120, "a number of minutes")
        if f"minutes-{id}" not in errors:
            found.append(Timed(part=id, minutes=minutes))
    do = next(part for part in shape.parts if part.kind == "do")
    if not typed.get(f"minutes-{do.id}", "").strip():
        errors[f"minutes-{do.id}"] = "this part cannot be left out; give it minutes"
    return tuple(found)


def _scenario(typed: dict[str, str], errors: dict[str, str]) -> Scenario | None:
    if typed.get("case") != "scenario":
        return None
    if typed.get("scenario", "") not in scenarios():
        errors["scenario"] = "no scenario is chosen; choose one of these"
        return None
    return scenario(typed["scenario"])
