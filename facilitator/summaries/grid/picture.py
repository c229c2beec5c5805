"""The grid as a picture: a square for each viewpoint, an arrow for each table from now to after.

Hollow marks stand for now and full ones for after; shapes tell viewpoints apart, and numbers
tell tables apart: nothing is said by colour alone.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from exercises.grid.content import HIGHEST, LOWEST, ViewpointId, grid
from exercises.grid.movement import Move, signed
from facilitator.summaries.blocks import Picture
from facilitator.summaries.figure import INK, MID, PALE, WIDTH, can_draw, drawn
from facilitator.summaries.grid.report import Moment, Report, Row
from facilitator.summaries.grid.saying import sentences, titled, viewpoint

MARKS: dict[ViewpointId, str] = {
    "person": "o",
    "practitioner": "s",
    "family": "^",
    "police": "D",
    "health": "h",
}
SIDES = {1: 3.2, 2: 2.6, 3: 2.05}  # inches, of so many squares side by side
ABOVE, BELOW, KEY = 0.6, 0.52, 0.62  # inches for words above and below a square, and for the key
PLACES = HIGHEST - LOWEST + 1  # along a side, with half a place at each end
SOFT, LINES = "#44515e", "#9aa7b4"
EDGE: dict[str, Any] = {"mec": INK, "mew": 1.4, "zorder": 3, "clip_on": False}  # of a mark
DIGIT = 0.075  # inches: the width of a label's digit
AROUND = ((1, 1), (-1, 1), (1, -1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1))


def picture(report: Report, moment: Moment) -> Picture:
    """What stands at a moment, as a picture that has its own sentences for a description."""
    what = f"Action {moment.number}: from now to after" if moment.number else "Where it stands now"
    said = " ".join(f"{title}: {words}" for title, words in sentences(report, moment))
    described = f"The wellbeing and safety grid. {said} The table that follows names every place."
    name = f"grid-{moment.number}"
    return drawn(name, what, described, lambda: _draw(report, moment))


Spot = tuple[int, int]
Box = tuple[float, float, float, float]


def _draw(report: Report, moment: Moment) -> Figure:
    shown: list[ViewpointId] = [name for name in report.viewpoints if moment.of(name)]
    across = {1: 1, 2: 2, 4: 2}.get(len(shown), 3)
    side = SIDES[across]
    high = ABOVE + side + BELOW
    total = high * -(-len(shown) // across) + KEY
    figure = Figure(figsize=(WIDTH, total), dpi=170)
    for n, name in enumerate(shown):
        middle = WIDTH * (n % across + 0.5) / across
        bottom = total - high * (n // across + 1) + BELOW
        axes = _square(figure, (middle - side / 2, bottom, side))
        title = titled(report, name)
        _words(axes, title if can_draw(title) else viewpoint(name).name, side)
        step = PLACES / side
        _things(axes, name, moment.of(name), step, not moment.number, not report.alone)
    _key(figure, moment, shown, not report.alone)
    return figure


def _square(figure: Figure, place: tuple[float, float, float]) -> Any:
    """One viewpoint's square with its lines; `place` is its left, its bottom and its side, in
    inches."""
    left, bottom, side = place
    wide, high = figure.get_size_inches()
    axes = figure.add_axes((left / wide, bottom / high, side / wide, side / high))
    edge = PLACES / 2
    axes.set(xlim=(-edge, edge), ylim=(-edge, edge))
    axes.set_axis_off()
    for n in range(LOWEST, HIGHEST + 1):
        colour, thick = (INK, 1.1) if n == 0 else (PALE, 0.6)
        axes.plot([LOWEST, HIGHEST], [n, n], color=colour, lw=thick, zorder=1)
        axes.plot([n, n], [LOWEST, HIGHEST], color=colour, lw=thick, zorder=1)
    ends = [LOWEST, HIGHEST]
    axes.plot([*ends, *ends[::-1], LOWEST], [LOWEST, *ends, *ends[::-1]], color=LINES, lw=0.8)
    return axes


def _words(axes: Any, title: str, side: float) -> None:
    """The title above a square, the names of the axes at their ends, and the words for the corners,
    all outside it, so that no mark hides a word."""
    inch = PLACES / side  # in places
    near, far = HIGHEST + 0.09 * inch, HIGHEST + 0.42 * inch
    wellbeing, safety = (axis.name for axis in grid().axes)
    corners = grid().corners
    axes.text(
        0, far, title, fontsize=8.5, color=INK, ha="center", va="bottom", weight="bold",
        parse_math=False,
    )  # fmt: skip
    small: dict[str, Any] = {"fontsize": 7.5, "color": SOFT, "linespacing": 1.1}
    for said, y in ((f"{safety} {signed(HIGHEST)}", near), (f"{safety} {signed(LOWEST)}", -near)):
        axes.text(0, y, said, ha="center", va="bottom" if y > 0 else "top", **small)
    for x, over, under in (
        (LOWEST, corners.low_high, corners.low_low),
        (HIGHEST, corners.high_high, corners.high_low),
    ):
        edge = "left" if x < 0 else "right"
        axes.text(x, near, _wrapped(over), ha=edge, va="bottom", style="italic", **small)
        axes.text(x, -near, _wrapped(under), ha=edge, va="top", style="italic", **small)
        axes.text(x, -far, f"{wellbeing} {signed(x)}", ha=edge, va="center", **small)


def _wrapped(words: str) -> str:
    return "\n".join(textwrap.wrap(words, 13))


def _things(
    axes: Any, name: ViewpointId, rows: list[Row], step: float, now: bool, numbered: bool
) -> None:
    """The marks, arrows and numbers of one viewpoint; `step` is how many places make an inch, and
    `now` says that the rows are of the moment now. Tables that stand at one spot share a mark, with
    all their numbers beside it."""
    before: dict[Spot, list[int]] = defaultdict(list)
    after: dict[Spot, list[int]] = defaultdict(list)
    taken = _Taken(step)
    for row in rows:
        (before if now else after)[row.point.at].append(row.table)
        if row.move is not None:
            before[row.move.before].append(row.table)
            _arrow(axes, row.move)
            taken.arrow(row.move)
    for spots, size, inside in ((before, 10, "white"), (after, 6.5, MID)):
        for spot in spots:
            axes.plot(*spot, marker=MARKS[name], ms=size, mfc=inside, **EDGE)
            taken.mark(spot)
    for spots, weight in ((after, "bold"), (before, "normal")):
        for spot, tables in spots.items() if numbered else ():
            said = numbers(tables)
            x, y = taken.label(spot, said)
            axes.text(
                x,
                y,
                said,
                fontsize=8,
                weight=weight,
                color=INK,
                ha="center",
                va="center_baseline",
                zorder=5,
                path_effects=[withStroke(linewidth=2, foreground="white")],
            )


def _arrow(axes: Any, move: Move) -> None:
    if move.before != move.after:
        how = {"arrowstyle": "-|>", "color": INK, "lw": 1.1, "shrinkA": 6, "shrinkB": 4}
        axes.annotate("", move.after, move.before, arrowprops=how, zorder=2)


def numbers(tables: Iterable[int]) -> str:
    """Tables' numbers in little room: '1-3, 6'."""
    runs: list[list[int]] = []
    for n in sorted(set(tables)):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    said = [f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(said)


class _Taken:
    """What is drawn already, as boxes in inches, so that numbers find free room. `step` is how many
    places make an inch."""

    def __init__(self, step: float) -> None:
        self._step = step
        self._boxes: list[Box] = []

    def mark(self, spot: Spot) -> None:
        self._boxes.append(self._box(spot, 0.17, 0.17))

    def arrow(self, move: Move) -> None:
        """An arrow, as small boxes along it."""
        (x, y), (u, v) = move.before, move.after
        for n in range(1, 20):
            at = (x + (u - x) * n / 20, y + (v - y) * n / 20)
            self._boxes.append(self._box(at, 0.04, 0.04))

    def label(self, spot: Spot, said: str) -> tuple[float, float]:
        """Where a label stands best: beside its mark, on as little as can be."""
        wide, high = DIGIT * len(said), 0.12
        reach = (0.1 + wide / 2) * self._step, (0.1 + high / 2) * self._step
        around = [(spot[0] + x * reach[0], spot[1] + y * reach[1]) for x, y in AROUND]
        best = min(around, key=lambda at: self._hidden(self._box(at, wide, high)))
        self._boxes.append(self._box(best, wide, high))
        return best

    def _box(self, at: tuple[float, float], wide: float, high: float) -> Box:
        x, y = at[0] / self._step, at[1] / self._step
        return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2

    def _hidden(self, box: Box) -> float:
        """How much of what is drawn a box would cover, or lie outside the square, in square
        inches."""
        edge = (HIGHEST + 0.5) / self._step
        out = sum(max(0.0, -edge - low) for low in box[:2])
        out += sum(max(0.0, high - edge) for high in box[2:])
        return out + sum(
            max(0.0, min(box[2], x1) - max(box[0], x0))
            * max(0.0, min(box[3], y1) - max(box[1], y0))
            for x0, y0, x1, y1 in self._boxes
        )


def _key(figure: Figure, moment: Moment, shown: list[ViewpointId], numbered: bool) -> None:
    """What the marks and the ends of the axes mean, at the foot of the picture."""
    wide, high = figure.get_size_inches()
    axes = figure.add_axes((0, 0, 1, KEY / high))
    axes.set(xlim=(0, wide), ylim=(0, KEY))
    axes.set_axis_off()
    small = {"fontsize": 8, "color": INK, "va": "center"}
    x, y = 0.2, KEY - 0.12
    parts = [("white", 9.0, "now"), (MID, 6.5, "after the action")]
    for inside, size, said in parts if moment.number else parts[:1]:
        axes.plot(x, y, marker=MARKS[shown[0]], ms=size, mfc=inside, **EDGE)
        axes.text(x + 0.13, y, said, **small)
        x += 0.35 + 0.066 * len(said)
    axes.text(x, y, "Numbers are tables." if numbered else "", **small)
    for n, axis in enumerate(grid().axes, 1):
        ends = (f"{signed(place)} {axis.word(place)}" for place in (LOWEST, HIGHEST))
        axes.text(0.1, y - 0.18 * n, f"{axis.name}: {'; '.join(ends)}", **small)
