"""Draw a scenario's scenes and where they lead: as lines of text, and as a picture."""

from __future__ import annotations

from xml.sax.saxutils import escape

from exercises.scenarios.content import Choice, Scenario, Scene
from exercises.scenarios.graph import links
from exercises.scenarios.story import way_out

BOX, HIGH, ACROSS, DOWN, EDGE = 190, 54, 220, 120, 40  # in the units of the picture


def as_text(scenario: Scenario) -> str:
    """The map as text: each scene with its choices and their next scenes, from the beginning on."""
    steps = _steps(scenario)
    parts = [
        _scene(scenario, scene, steps.get(scene.id))
        for scene in sorted(scenario.scenes, key=lambda scene: steps.get(scene.id, len(steps)))
    ]
    return "\n\n".join(parts)


def _scene(scenario: Scenario, scene: Scene, steps: int | None) -> str:
    marks = [
        "begins here" if scene.id == scenario.begins else "",
        "no scene leads here" if steps is None else "",
        "content note" if scene.hard else "",
        "grid" if scene.place else "",
    ]
    said = ", ".join(mark for mark in marks if mark)
    lines = [f"{scene.id}: {scene.title}" + (f" ({said})" if said else "")]
    if scene.ending:
        return "\n".join([*lines, f"    ending: {scene.ending.title}"])
    wide = max(len(choice.id) for choice in scene.choices)
    lines += [_choice(scenario, choice, wide) for choice in scene.choices]
    out = way_out(scene, frozenset(), frozenset())
    return "\n".join([*lines, f"    {'(leave)':{wide}} -> {out or 'stops'}"])


def _choice(scenario: Scenario, choice: Choice, wide: int) -> str:
    more = [
        f"{what} {', '.join(marks)}"
        for what, marks in (
            ("needs", choice.needs),
            ("unless", choice.unless),
            ("leaves", choice.marks),
        )
        if marks
    ]
    if scenario.scene(choice.next) is None:
        more.insert(0, "there is no such scene")
    said = f"  ({'; '.join(more)})" if more else ""
    return f"    {choice.id:{wide}} -> {choice.next}{said}"


def _steps(scenario: Scenario) -> dict[str, int]:
    """How many choices from the beginning each scene is at most, on paths that do not come back;
    without the scenes that are not come to."""
    leads = links(scenario)
    order: list[str] = []
    onward: dict[str, list[str]] = {}

    def look(scene: str, above: frozenset[str]) -> None:
        onward[scene] = []
        for to in sorted(leads[scene] & set(leads)):
            if to not in above | {scene}:
                onward[scene].append(to)
                if to not in onward:
                    look(to, above | {scene})
        order.append(scene)

    if scenario.begins in leads:
        look(scenario.begins, frozenset())
    found = dict.fromkeys(order, 0)
    for scene in reversed(order):
        for to in onward[scene]:
            found[to] = max(found[to], found[scene] + 1)
    return found


def as_svg(scenario: Scenario) -> str:
    """The map as a picture, the beginning at the top; its words are those of `as_text`."""
    places = _places(scenario)
    wide = max(x for x, _ in places.values()) + BOX + EDGE
    high = max(y for _, y in places.values()) + HIGH + EDGE
    ways = [
        _arrow(places[scene], places[to])
        for scene, next_ones in links(scenario).items()
        for to in sorted(next_ones)
        if to in places
    ]
    boxes = [_box(scenario, scene, places[scene.id]) for scene in scenario.scenes]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" '
            'font-family="sans-serif" font-size="13">',
            f"<title>{escape(scenario.title)}: its scenes</title>",
            f"<desc>{escape(as_text(scenario))}</desc>",
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
            'markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>',
            f'<rect width="{wide}" height="{high}" fill="#fff"/>',
            *ways,
            *boxes,
            "</svg>",
        ]
    )


def _places(scenario: Scenario) -> dict[str, tuple[int, int]]:
    """The upper left corner of each scene's box: a row for each step from the beginning, and one
    for what is not come to."""
    steps = _steps(scenario)
    last = max(steps.values(), default=-1) + 1
    rows: dict[int, list[str]] = {}
    for scene in scenario.scenes:
        rows.setdefault(steps.get(scene.id, last), []).append(scene.id)
    most = max(len(row) for row in rows.values())
    return {
        id: (EDGE + n * ACROSS + (most - len(row)) * ACROSS // 2, EDGE + row_number * DOWN)
        for row_number, row in rows.items()
        for n, id in enumerate(row)
    }


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> str:
    """From a box to one in the next row; round the left to rows further down, so as to keep clear
    of the boxes between, and round the right to those above."""
    (x, y), (u, v) = start, end
    if v - y == DOWN:
        points = [(x + BOX // 2, y + HIGH), (x + BOX // 2, v - 30)]
        points += [(u + BOX // 2, y + HIGH + 30), (u + BOX // 2, v)]
    else:
        side, out = (0, -EDGE) if v > y else (BOX, EDGE)
        points = [(x + side, y + HIGH // 2), (x + side + out, y + HIGH // 2)]
        points += [(u + side + out, v + HIGH // 2), (u + side, v + HIGH // 2)]
    (a, b), *rest = points
    curve = " ".join(f"{p} {q}" for p, q in rest)
    return f'<path d="M{a} {b} C{curve}" fill="none" stroke="#000" marker-end="url(#tip)"/>'


def _box(scenario: Scenario, scene: Scene, at: tuple[int, int]) -> str:
    x, y = at
    line = 3 if scene.ending or scene.id == scenario.begins else 1
    title = scene.ending.title if scene.ending else scene.title
    title = title if len(title) <= 28 else title[:27].rstrip() + "\u2026"
    kind = "ending" if scene.ending else "begins here" if scene.id == scenario.begins else scene.id
    return (
        f'<rect x="{x}" y="{y}" width="{BOX}" height="{HIGH}" rx="{18 if scene.ending else 2}" '
        f'fill="#fff" stroke="#000" stroke-width="{line}"/>'
        f'<text x="{x + BOX // 2}" y="{y + 23}" text-anchor="middle">{escape(title)}</text>'
        f'<text x="{x + BOX // 2}" y="{y + 42}" text-anchor="middle" font-size="11">'
        f"{escape(kind)}</text>"
    )
