"""Scene by scene: how tables chose and why, without saying which; where they placed it."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Said,
    Section,
    Strong,
    Table,
    Text,
    in_paragraphs,
    text,
)
from facilitator.summaries.phrases import count, sentence
from facilitator.summaries.scenarios.report import Option, Report, Scene
from facilitator.summaries.scenarios.saying import (
    after,
    many,
    one_reading,
    placed,
    stands,
    words_of,
)

RANGES = (
    "Several places are told as a range, never as an average. What is placed is the situation, "
    "never the person. One reading is that of whoever wrote the scenario; it is not the answer."
)


def scenes(report: Report, number: str = "4. ") -> Section:
    """Section 4: the spread of choices with their reasons, places on the grid beside one reading,
    and what tends to be argued. For one table alone, its places."""
    title = "Where it was placed" if report.alone else "Scene by scene"
    blocks: list[Block] = [Heading(2, f"{number}{title}", "scenes")]
    if not report.alone:
        told = "Each table counts as it went on the path that it walked last; none is named."
        blocks.append(Paragraph((told,), "small"))
    if any(scene.places for scene in report.scenes):
        blocks.append(Paragraph((RANGES,), "small"))
    found = [scene for scene in report.scenes if _tells(report, scene)]
    for scene in found:
        blocks += _scene(report, scene)
    if not found:
        nothing = "Nothing was placed on the grid." if report.alone else "No choice has been made."
        blocks.append(Paragraph((nothing,)))
    blocks.append(Heading(3, "What tends to be argued"))
    if report.argued:
        blocks.append(Bullets(tuple((each,) for each in report.argued)))
    else:
        looks = "one looks back" if report.solo else "the room looks back together"
        blocks.append(Paragraph((f"This stands here once {looks}.",)))
    return Section("scenes-section", tuple(blocks))


def _tells(report: Report, scene: Scene) -> bool:
    return bool(scene.places or (scene.chosen and not report.alone))


def _scene(report: Report, scene: Scene) -> list[Block]:
    blocks: list[Block] = [Heading(3, scene.title)]
    if not report.alone and scene.options:
        blocks.append(_spread(report, scene))
    if scene.places:
        blocks += _places(report, scene)
    return blocks


def _spread(report: Report, scene: Scene) -> Table:
    rows = tuple(
        (
            text(Strong(f"{option.letter}. ") if option.letter else "", words_of(option)),
            (str(option.tables),),
            _reasons(option),
        )
        for option in scene.options
    )
    head = ("What could be said or done", "Tables", "Because")
    caption = f"How tables chose: {scene.title}"
    return Table(caption, head, rows, (4.6, 1.2, 6), frozenset({1}), flows=True, labelled=True)


def _reasons(option: Option) -> Text:
    if option.left:
        return ("no reason is asked",)
    found = in_paragraphs((Said(words),) for words in option.reasons)
    return found or (("no reason is shown",) if option.tables else ("not chosen",))


def _places(report: Report, scene: Scene) -> list[Block]:
    return [Paragraph((Strong(scene.ask),)), Bullets(tuple(_placed(report, scene)))]


def _placed(report: Report, scene: Scene) -> Iterator[Text]:
    spots = scene.places
    if len(spots) == 1:
        (spot,) = spots
        whose = "Placed: " if report.alone else "One table: "
        because = (" Because: ", Said(spot.reason)) if spot.reason else ()
        yield text(Strong(whose), f"{placed(spot.at)}.", *because)
        if spot.at != spot.first:
            before = f"Before one reading was seen it stood elsewhere: {placed(spot.first)}."
            yield (before,)
    else:
        yield text(Strong(f"{sentence(many(report, len(spots)))}: "), f"{stands(spots)}.")
        said = sorted({spot.reason for spot in spots if spot.reason}, key=str.casefold)
        if said:
            parts = [part for words in said for part in ("“", Said(words), "” ")]
            yield text(Strong("Because: "), *parts)
        if moved := after(spots):
            yield (f"{sentence(count(moved, 'table'))} moved it after one reading was seen.",)
    if scene.reading is not None:
        yield one_reading(scene.reading)
    else:
        late = "One reading is not told yet: a table that came here has not placed it."
        yield (late,)
