"""What each page holds: the words of a case or a scenario as plain values, which its script draws.

Nothing for trainers only is in them: no points for the facilitator, no cards of the role-play.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from exercises import easy_read, examples, library
from exercises.grid.content import grid
from exercises.scenarios import content as scenarios
from exercises.scenarios.content import ACHIEVED, ASKED, RISKS, SPEAKERS
from exercises.scenarios.record import COURSES
from exercises.scenarios.record_words import PHRASES
from exercises.six_principles.views import principles_for
from facilitator.paper.parts import SPOKEN

Value = dict[str, Any]
FOLLOWS = (
    "The exercise follows Appendix 3 of Making Safeguarding Personal: for safeguarding adults "
    "boards (Local Government Association and ADASS, November 2017), in the kit's own words. "
    "Neither has endorsed this kit."
)
FOR_TRAINERS = {"roleplay": True, "covers": True, "debrief": {"argued"}}


@dataclass(frozen=True)
class Single:
    """A page: the name of its file, its title, a sentence about it, its script and its content."""

    name: str
    title: str
    about: str
    script: str
    content: Value


def singles() -> list[Single]:
    """Every page of the kit: the cases, each with its Easy Read where there is one, and the
    scenarios."""
    found = []
    for name in library.cases():
        found.append(_case(name))
        if name in easy_read.cases():
            found.append(_easy(name))
    return found + [_scenario(name) for name in scenarios.scenarios()]


def _warned(content_note: str) -> str:
    """A content note without what is said of every page: that one may leave."""
    return (
        re.sub(r"(?:;|(?<=\.)) you may [^.]*\.[^.]*$", "", content_note, flags=re.I).rstrip(".")
        + "."
    )


def _case(name: str) -> Single:
    story, exercise = library.case(name), library.six_principles()
    return Single(
        f"case-{name}",
        story.title,
        f"The six principles on the story of {story.person}: read, write what would help, and put "
        f"it into key factors. {_warned(story.content_note)}",
        "casepage",
        {
            "case": story.model_dump(mode="json", exclude={"facilitators_points"}),
            "purpose": exercise.purpose,
            "principles": principles_for(story.person),
            "source": f"{exercise.source.title}, paragraph {exercise.source.paragraph} "
            f"({exercise.source.edition.split(',')[0]}). "
            f"{exercise.source.attribution.rstrip('.')}",
            "follows": FOLLOWS,
            "example": _example(name),
        },
    )


def _example(name: str) -> Value | None:
    """What the kit's example session has for this case, by principle; None where there is none."""
    if not (library.CONTENT / "examples" / f"{name}.toml").is_file():
        return None
    found = examples.example(name)
    return {
        "label": found.label,
        "lines": {
            principle: [
                each.text
                for each in found.lines
                if each.principle == principle and not each.set_aside
            ]
            for principle in library.PRINCIPLES
        },
        "factors": {
            principle: [each.wording for each in found.factors if each.principle == principle]
            for principle in library.PRINCIPLES
        },
    }


def _easy(name: str) -> Single:
    story, cards = easy_read.case(name), easy_read.six_principles()
    told = cards.model_dump(mode="json", exclude={"kept"})
    for card in told["principles"]:
        card["ask"] = [each.replace("{person}", story.person) for each in card["ask"]]
    told_story = story.model_dump(mode="json")
    for passage in told_story["passages"]:
        passage["voice"] = bool(SPOKEN.match(passage["heading"]))
    return Single(
        f"case-{name}-easy-read",
        story.title,
        f"The story of {story.person} and the six principles in Easy Read. "
        f"{' '.join(each for each in story.content_note if not each.startswith('You '))} "
        "People with experience of Easy Read have not yet checked it.",
        "easypage",
        {"story": told_story, "cards": told},
    )


def _scenario(name: str) -> Single:
    found = scenarios.scenario(name)
    axes = [axis.model_dump(mode="json") for axis in grid().axes]
    return Single(
        f"scenario-{name}",
        found.title,
        f"A conversation with {found.person} to play scene by scene, about "
        f"{found.about_minutes} minutes. {_warned(found.content_note)}",
        "scenariopage",
        {
            "scenario": found.model_dump(mode="json", exclude=FOR_TRAINERS),
            "grid": {"axes": axes, "corners": grid().corners.model_dump()},
            "known": {
                "asked": ASKED,
                "speakers": SPEAKERS,
                "courses": COURSES,
                "achieved": ACHIEVED,
                "risks": RISKS,
            },
            "phrases": PHRASES,
        },
    )
