"""What a seat is shown of the check against the plan. The plan's own words are shown once, by
`passages`; everything else names passages by their ids."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from exercises.journal import sessions
from exercises.place import Place
from exercises.plan import content
from exercises.plan.state import Action, Part, Version
from exercises.six_principles.holding import GAPS, decision, held, is_gap, question
from exercises.six_principles.state import State

View = dict[str, Any]

MOST_QUOTED = 2  # passages beside a key factor on the wall
MOST_SHOWN = 4  # promises that nobody reached for, on the wall


def passages(place: Place) -> View:
    """The plan in passages, for every page but the projector; empty without one. The trainer's has
    those that were left out as well."""
    plan = place.state.plan.plan
    if plan is None:
        return {}
    whole = place.seat.role in ("trainer", "solo")
    parts = [part for part in plan.parts if part.shown or (whole and not part.joined)]
    return {
        "id": plan.id,
        "title": plan.title,
        "source": plan.source,
        "parts": [_part(part) for part in parts],
    }


def _part(part: Part) -> View:
    return {
        "id": part.id,
        "heading": part.heading,
        "place": part.place,
        "text": part.text,
        "promises": part.promises,
        "dropped": part.dropped,
    }


def told() -> View:
    """What does not change: the samples, the lenses and the framework's prompts."""
    return {
        "samples": [
            {"id": name, "title": content.sample(name).title} for name in content.samples()
        ],
        "lenses": [lens.model_dump(mode="json") for lens in content.lenses()],
        "framework": content.framework().model_dump(mode="json"),
    }


def checking(place: Place, principles: Collection[str] | None = None) -> View:
    """Where the check stands. Evidence is shown for the key factors of `principles`, for all and
    for the lenses when it is None."""
    state: State = place.state
    wanted = [each for each in held(state) if principles is None or each.principle in principles]
    found = found_for(place)
    asked = question(state)
    looked = asked is not None and asked.names.keys() <= found.keys()
    return {
        "given": state.plan.plan is not None,
        "looked": looked,
        "found": {each.id: found[each.id] for each in wanted if each.id in found},
        "shows": {
            target: [part.id for part in chosen]
            for target in state.plan.evidence
            if (chosen := state.plan.shows(target))
        },
        "decided": {
            name: {"by": choice.by, "at": choice.at}
            for name, choice in state.choices.items()
            if name.startswith("plan/")
        },
        "lenses": list(state.plan.lenses),
        "untouched": _untouched(state, found),
        "gaps": gaps(state),
        "actions": [_action(state, action) for action in state.plan.shown_actions()],
        "withdrawn": [
            _action(state, action)
            for action in state.plan.actions.values()
            if action.withdrawn and not (action.aside or action.removed)
        ],
        "progress": progress(state),
    }


def found_for(place: Place) -> dict[str, View]:
    """The passages that the worker found, by target, where plan and words are still the same."""
    asked = question(place.state)
    kept = sessions.twins_of(place.journal, place.seat.session).get("plan", {})
    if asked is None or kept.get("plan") != asked.plan:
        return {}
    same = {target for target, name in asked.names.items() if kept["names"].get(target) == name}
    return {target: hits for target, hits in kept["found"].items() if target in same}


def on_the_wall(state: State, found: Mapping[str, View] | None = None) -> View:
    """What the whole room sees: how far each principle is, what was quoted, gaps and actions, and
    some of what the plan promises and nobody reached for. `found` has the passages that the worker
    found, so that a quotation can begin with the best sentence."""
    wanted = {each.id: each for each in held(state)}
    untouched = state.plan.untouched({name for name, each in wanted.items() if not each.item})
    return {
        "given": state.plan.plan is not None,
        "progress": progress(state),
        "quotes": {
            target: [
                {"text": quoted(part, (found or {}).get(target, {})), "where": where(part)}
                for part in chosen[:MOST_QUOTED]
            ]
            for target in state.plan.evidence
            if (chosen := state.plan.shows(target))
        },
        "gaps": [
            {"id": name, "words": item.name if (item := wanted[name].item) else wanted[name].words}
            for name in gaps(state)
        ],
        "actions": [_action(state, action) for action in state.plan.shown_actions()],
        "untouched": {
            "count": len(untouched),
            "some": [{"text": part.text, "where": where(part)} for part in untouched[:MOST_SHOWN]],
        },
    }


def quoted(part: Part, found: View) -> str:
    """A passage from the sentence on that was found best for what it shows; else from its start."""
    for name, start, end, _ in found.get("hits", ()):
        if name == part.id and 0 < start < end <= len(part.text):
            return "… " + part.text[start:]
    return part.text


def where(part: Part) -> str:
    """Where a passage stands in the plan: its heading and page, as far as they are known."""
    return ", ".join(filter(None, (part.heading, part.place)))


def _untouched(state: State, found: Mapping[str, View]) -> list[View]:
    """Promises of the plan that nobody chose for a key factor, each with the key factor that it
    looks nearest to: the one whose list of likely passages has it highest."""
    factors = [each.id for each in held(state) if each.item is None]
    near: dict[str, tuple[int, str]] = {}
    for target in factors:
        for rank, hit in enumerate(found.get(target, {}).get("hits", ())):
            if hit[0] not in near or rank < near[hit[0]][0]:
                near[hit[0]] = (rank, target)
    return [
        {"passage": part.id, "near": near[part.id][1] if part.id in near else None}
        for part in state.plan.untouched(set(factors))
    ]


def gaps(state: State) -> list[str]:
    """The significant gaps, what is missing before what is partly covered."""
    found = [each.id for each in held(state) if is_gap(state, each.id)]
    return sorted(found, key=lambda name: decision(state, name) != "missing")


def progress(state: State) -> View:
    """How many key factors have been decided about, by principle and in all, and how many of those
    that are missing or partly covered still wait for whether that matters."""
    by: dict[str, View] = {}
    for each in held(state):
        if each.principle is None:
            continue
        row = by.setdefault(each.principle, {"of": 0, "done": 0, "asks": 0, "gaps": 0})
        said = decision(state, each.id)
        row["of"] += 1
        row["done"] += bool(said)
        row["asks"] += said in GAPS and f"plan/{each.id}/significant" not in state.choices
        row["gaps"] += is_gap(state, each.id)
    return by


def _version(version: Version) -> View:
    return {
        "text": version.text,
        "owner": version.owner,
        "when": version.when,
        "version": version.version,
        "by": version.by,
    }


def _action(state: State, action: Action) -> View:
    return _version(action.said) | {
        "id": action.id,
        "target": action.target,
        "table": action.table,
        "rivals": [_version(rival) for rival in action.rivals],
    }
