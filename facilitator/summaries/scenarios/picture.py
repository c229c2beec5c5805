"""Paths as a picture: a row for each scene, a column for each table, and a line from scene to scene
as the table went.

A letter stands for a choice, and shapes for leaving, waiting and the end: nothing is said by colour
alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import Any

from matplotlib.figure import Figure

from facilitator.summaries.blocks import Picture
from facilitator.summaries.figure import INK, PALE, WIDTH, can_draw, drawn
from facilitator.summaries.phrases import shorten
from facilitator.summaries.scenarios.paths import SIDE_BY_SIDE, beside, passed
from facilitator.summaries.scenarios.report import Path, Report, Scene
from facilitator.summaries.scenarios.saying import ending

LEFT, TOP, ROW, KEY = 2.7, 0.5, 0.37, 0.42  # inches
WIDEST, MARGIN = 0.9, 0.35  # inches of a column, and right of the last
STRIPE = "#f3f6f9"
Spot = tuple[float, float]


def picture(report: Report) -> Picture:
    """The paths that are put side by side, with each of them in words for a description."""
    found = beside(report)
    whose = "Path" if report.alone else "Table"
    said = " ".join(f"{whose} {name}: {_told(path)}." for name, path in found)
    described = f"A row for each scene, a column for each {whose.lower()}. {said}"
    return drawn("paths", SIDE_BY_SIDE, described, lambda: _draw(report, found, whose))


def _told(path: Path) -> str:
    steps = [f"{step.title}, {step.letter or 'left'}" for step in path.steps]
    return "; ".join([*steps, ending(path)])


def _draw(report: Report, found: list[tuple[str, Path]], whose: str) -> Figure:
    scenes = passed(report)
    height = TOP + ROW * len(scenes) + KEY
    figure = Figure(figsize=(WIDTH, height), dpi=170)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, WIDTH), ylim=(height, 0))
    down = {scene.id: TOP + ROW * (n + 0.5) for n, scene in enumerate(scenes)}
    for n, scene in enumerate(scenes):
        _row(axes, scene, down[scene.id], striped=n % 2 == 0)
    gap = min(WIDEST, (WIDTH - LEFT - MARGIN) / len(found))
    for n, (name, path) in enumerate(found):
        x = LEFT + gap * (n + 0.5)
        head = f"{whose} {name}" if gap > 0.6 else name
        axes.text(x, TOP - 0.16, head, fontsize=8.5, color=INK, ha="center", weight="bold")
        _path(axes, path, x, down)
    if gap <= 0.6:
        axes.text(LEFT - 0.1, TOP - 0.16, f"{whose}s", fontsize=8.5, color=INK, ha="right")
    _key(axes, [path for _, path in found], height - KEY / 2)
    return figure


def _row(axes: Any, scene: Scene, y: float, striped: bool) -> None:
    if striped:
        axes.axhspan(y - ROW / 2, y + ROW / 2, color=STRIPE, lw=0, zorder=0)
    title = shorten(scene.title, 44)
    said = title if can_draw(title) else "(its title is in the table)"
    said = "\n".join(textwrap.wrap(f"The end: {said}" if scene.ending else said, 36)[:2])
    style = "italic" if scene.ending else "normal"
    axes.text(
        0.08, y, said, fontsize=8.5, color=INK, va="center", style=style, linespacing=1.1,
        parse_math=False,
    )  # fmt: skip


def _path(axes: Any, path: Path, x: float, down: dict[str, float]) -> None:
    """One table's line with its marks. Where it comes back to a scene that it had passed, it goes
    on a little to the right."""
    marks: list[tuple[Spot, Callable[[Any, Spot], None]]] = []
    spots: list[Spot] = []
    steps = [(down[step.scene], step.letter, step.waiting) for step in path.steps]
    last = [] if path.waits or path.stopped else [(down[path.scene], None, False)]
    for y, letter, waiting in [*steps, *last]:
        x += 0.22 if spots and y <= spots[-1][1] else 0.0
        spots.append((x, y))
        if letter is None:
            marks.append(((x, y), _end if path.ended else _stands))
        elif not letter:
            marks.append(((x, y), _left))
        else:
            marks.append(((x, y), _waiting(letter) if waiting else _chosen(letter)))
    xs, ys = zip(*spots, strict=True)
    axes.plot(xs, ys, color=INK, lw=1.5, zorder=2)
    for spot, mark in marks:
        mark(axes, spot)


def _chosen(letter: str) -> Callable[[Any, Spot], None]:
    def mark(axes: Any, spot: Spot) -> None:
        axes.plot(*spot, marker="o", ms=13, mfc="white", mec=INK, mew=1.4, zorder=3)
        _letter(axes, spot, letter)

    return mark


def _waiting(letter: str) -> Callable[[Any, Spot], None]:
    def mark(axes: Any, spot: Spot) -> None:
        axes.plot(*spot, marker="o", ms=13, mfc=PALE, mec=INK, mew=1.0, zorder=3)
        axes.plot(*spot, marker="o", ms=17, mfc="none", mec=INK, mew=0.8, zorder=3)
        _letter(axes, spot, letter)

    return mark


def _letter(axes: Any, spot: Spot, letter: str) -> None:
    axes.text(*spot, letter, fontsize=8, color=INK, ha="center", va="center_baseline", zorder=4)


def _left(axes: Any, spot: Spot) -> None:
    axes.plot(*spot, marker="D", ms=8, mfc="white", mec=INK, mew=1.4, zorder=3)


def _end(axes: Any, spot: Spot) -> None:
    axes.plot(*spot, marker="s", ms=10, mfc=INK, mec=INK, zorder=3)


def _stands(axes: Any, spot: Spot) -> None:
    axes.plot(*spot, marker="v", ms=10, mfc="white", mec=INK, mew=1.4, zorder=3)


def _key(axes: Any, found: list[Path], y: float) -> None:
    """What the marks mean, of those that were drawn."""
    steps = [step for path in found for step in path.steps]
    shown = [
        (_chosen("A"), "a choice; its letter is in the table", True),
        (_left, "scene left", any(step.left for step in steps)),
        (_waiting("A"), "chosen; the room waits", any(step.waiting for step in steps)),
        (_stands, "stands here", any(not (p.ended or p.waits) for p in found)),
        (_end, "the end", any(path.ending for path in found)),
    ]
    x = 0.2
    for mark, said, wanted in shown:
        if wanted:
            mark(axes, (x, y))
            axes.text(x + 0.16, y, said, fontsize=8, color=INK, va="center")
            x += 0.42 + 0.062 * len(said)
