"""What can be done with a plan, its passages and the actions, whoever does it."""

from __future__ import annotations

from collections.abc import Container

from exercises.exercise import Refused
from exercises.journal.entries import Body
from exercises.plan import content
from exercises.plan import kinds as k
from exercises.plan.passages import LONGEST_PASSAGE, MOST_PASSAGES
from exercises.plan.state import Part, Plan, PlanCheck

MOST_ACTIONS = 60
MOST_RIVALS = 8
MOST_PLANS = 20
TRAINERS_ONLY = (k.PlanGiven, k.OnPassage, k.LensesSet, k.ActionsOrdered)


def check(state: PlanCheck, targets: Container[str], body: Body) -> None:
    """Raise Refused, with a sentence, when this cannot be done now. `targets` are the key factors
    and items that can be held against the plan."""
    match body:
        case k.PlanGiven() if len(state.plans) >= MOST_PLANS:
            raise Refused(
                f"this session has been given {MOST_PLANS} plans; correct one, or put one back"
            )
        case k.OnPassage(plan=plan, passage=passage):
            standing = state.plan
            part = standing.part(passage) if standing and standing.id == plan else None
            if standing is None or part is None:
                raise Refused("this passage is not there any more; another plan has been given")
            _check_passage(standing, part, body)
        case k.EvidenceSet(target=target) if target not in targets:
            raise Refused("what this passage should show is not there any more")
        case k.EvidenceSet(passage=passage, shows=True):
            if not any(part.id == passage for part in state.parts()):
                raise Refused("this passage is not there any more; look again and choose")
        case k.LensesSet(lenses=lenses):
            known = [lens.id for lens in content.lenses()]
            for name in lenses:
                if name not in known:
                    raise Refused(f"there is no lens {name!r}; there are: {', '.join(known)}")
        case k.ActionProposed(target=target):
            if target is not None and target not in targets:
                raise Refused("the gap that this action answers is not there any more")
            _check_room_for_action(state)
        case k.OnAction(action=name):
            action = state.actions.get(name)
            if action is None or action.removed or action.aside:
                raise Refused("this action is not there any more")
            if isinstance(body, k.ActionChanged) and len(action.rivals) >= MOST_RIVALS:
                raise Refused(f"{MOST_RIVALS} other wordings wait here already; pick one first")
            if isinstance(body, k.ActionRestored) and not action.shown:
                _check_room_for_action(state)


def _check_room_for_action(state: PlanCheck) -> None:
    if len(state.shown_actions()) >= MOST_ACTIONS:
        raise Refused(f"there are {MOST_ACTIONS} actions already; withdraw one first")


def _check_passage(plan: Plan, part: Part, body: k.OnPassage) -> None:
    if not part.shown and not isinstance(body, k.PassageRestored):
        raise Refused("this passage is not there any more; it was joined or left out")
    match body:
        case k.PassageRestored() if part.joined:
            raise Refused("this passage has been joined to the one before it; split that one")
        case k.PassageJoined():
            before = plan.before(part.id)
            if before is None:
                raise Refused("this is the first passage; there is none before it to join it to")
            if len(before.text) + len(part.text) >= LONGEST_PASSAGE:
                raise Refused(f"together they would have more than {LONGEST_PASSAGE:,} characters")
        case k.PassageSplit(at=at):
            if not (part.text[:at].strip() and part.text[at:].strip()):
                raise Refused("a passage is split between two of its words; choose another place")
            if len(plan.parts) >= 2 * MOST_PASSAGES:
                raise Refused(
                    f"the plan has {len(plan.parts):,} passages; join some before you split"
                )
