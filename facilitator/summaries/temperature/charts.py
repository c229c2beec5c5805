"""Answers as pictures: our own spread above that of 2016, and the road map with our place on it.

Patterns and numbers tell answers apart, so that nothing is said by colour alone. A state that is no
step, such as C for stalled, stands off from the others.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from exercises.national.beside import Beside, Line
from exercises.national.next_steps import steps_after
from exercises.temperature.suggesting import road_map, step_of
from facilitator.summaries.blocks import Picture
from facilitator.summaries.figure import INK, MID, PALE, WIDTH, drawn
from facilitator.summaries.phrases import shorten
from facilitator.summaries.temperature.report import Answer, Place

SOFT, LIGHT = "#44515e", "#a9c4dc"
FILLS: tuple[tuple[str, str], ...] = (
    (INK, ""), (LIGHT, "//"), ("white", "\\\\"), (PALE, "xx"), ("white", ".."), ("white", ""),
    (LIGHT, "--"),
)  # fmt: skip
BAR, BETWEEN, GAP, TOP = 0.185, 0.02, 0.13, 0.08  # inches: a bar, inside a pair, between pairs
NAMED, PLAIN, RIGHT = 3.05, 1.35, 0.12  # inches left of the bars, and right of them
APART = 0.16  # inches before a state
KEY = 0.21  # inches for a line of the key
LETTER = 0.072  # inches: about a letter at the size of the key
NUMBER = 0.2  # inches that a number in a bar needs
STEP, ROW = 0.38, 0.95  # inches for a step of the road map, and for all of them in a row


class Drawn:
    """The pictures of one report, each drawn once however often it is asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Picture] = {}

    def once(self, name: str, draw: Callable[[], Picture]) -> Picture:
        """The picture called `name`; `draw` makes it the first time."""
        if name not in self._made:
            self._made[name] = draw()
        return self._made[name]


def beside_2016(
    name: str, title: str, described: str, pairs: Sequence[tuple[Answer, Beside]]
) -> Picture:
    """The rows of one table: for each a bar of ours and one of 2016. `name` is the picture's own in
    the document."""
    return drawn(name, title, described, lambda: _draw(pairs))


def _draw(pairs: Sequence[tuple[Answer, Beside]]) -> Figure:
    rows = [row for _, row in pairs]
    named = len(rows) > 1
    left = NAMED if named else PLAIN
    lines = in_order(rows[0].lines)
    key = _key_lines(lines)
    pair = 2 * BAR + BETWEEN + GAP
    height = TOP + pair * len(rows) + KEY * len(key) + 0.08
    figure = Figure(figsize=(WIDTH, height), dpi=170)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, WIDTH), ylim=(height, 0))
    wide = WIDTH - left - RIGHT
    for n, (answer, row) in enumerate(pairs):
        y = TOP + pair * n
        if named:
            said = "\n".join(textwrap.wrap(row.name, 26)[:3])
            axes.text(
                0.06, y + BAR, said, fontsize=8, color=INK, va="center", linespacing=1.05,
                parse_math=False,
            )  # fmt: skip
        _label(axes, left, y + BAR / 2, _whose(answer), bold=True)
        if row.few:
            axes.text(left + 0.1, y + BAR / 2, _instead(answer), fontsize=8, color=INK, va="center")
        else:
            shares = [(100 * (line.ours or 0) / row.answered) for line in in_order(row.lines)]
            numbers = [str(line.ours) if line.ours else "" for line in in_order(row.lines)]
            _bar(axes, (left, y, wide), in_order(row.lines), shares, numbers)
        y += BAR + BETWEEN
        _label(axes, left, y + BAR / 2, f"{row.base} councils, 2016" if row.base else "2014-15")
        theirs = [float(line.theirs or 0) for line in in_order(row.lines)]
        percents = [f"{line.theirs}%" if line.theirs else "" for line in in_order(row.lines)]
        _bar(axes, (left, y, wide), in_order(row.lines), theirs, percents)
    _key(axes, key, height - KEY * len(key) - 0.02)
    return figure


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Answers as they are drawn: those on the scale first, states that are no step last."""
    return sorted(lines, key=lambda line: line.stall)


def _whose(answer: Answer) -> str:
    if answer.agreed:
        return "the board here"
    if not answer.answered:
        return "nobody here"
    return "1 person here" if answer.answered == 1 else f"{answer.answered} people here"


def _instead(answer: Answer) -> str:
    """What stands where no bar can."""
    if answer.agreed:
        return f"agreed: {shorten(answer.labels[answer.agreed], 60)}"
    return "shown from five answers on" if answer.answered else ""


def _label(axes: Any, left: float, y: float, said: str, bold: bool = False) -> None:
    weight = "bold" if bold else "normal"
    axes.text(left - 0.06, y, said, fontsize=7.5, color=INK, ha="right", va="center", weight=weight)


def _bar(
    axes: Any,
    place: tuple[float, float, float],
    lines: Sequence[Line],
    shares: Sequence[float],
    numbers: Sequence[str],
) -> None:
    """One bar; `place` is its left, its top and how wide a hundred percent is."""
    left, top, wide = place
    scale = (wide - APART * any(line.stall for line in lines)) / 102  # rounded shares pass 100
    x = left
    for n, (line, share, said) in enumerate(zip(lines, shares, numbers, strict=True)):
        x += APART if line.stall else 0
        across = share * scale
        if across:
            _fill(axes, (x, top, across, BAR), n)
        if said and across >= NUMBER * (0.7 + 0.25 * len(said)):
            _number(axes, x + across / 2, top + BAR / 2, said, on_dark=n == 0)
        x += across


def _fill(axes: Any, box: tuple[float, float, float, float], n: int) -> None:
    colour, hatch = FILLS[n % len(FILLS)]
    x, y, wide, high = box
    axes.add_patch(
        Rectangle((x, y), wide, high, facecolor=colour, hatch=hatch, edgecolor=SOFT, lw=0.8)
    )


def _number(axes: Any, x: float, y: float, said: str, on_dark: bool) -> None:
    behind = {"boxstyle": "round,pad=0.12", "fc": "white", "ec": "none"}
    how: dict[str, Any] = {"color": "white"} if on_dark else {"color": INK, "bbox": behind}
    axes.text(x, y, said, fontsize=7.5, ha="center", va="center_baseline", **how)


def _key_lines(lines: Sequence[Line]) -> list[list[tuple[int, str]]]:
    """The key, as many lines as it needs: each answer with the number of its pattern."""
    found: list[list[tuple[int, str]]] = [[]]
    room = WIDTH - 0.2
    for n, line in enumerate(lines):
        said = f"{line.letter} {line.label}".strip() + " (a state)" * line.stall
        needed = 0.42 + LETTER * len(said)
        if needed > room and found[-1]:
            found.append([])
            room = WIDTH - 0.2
        found[-1].append((n, said))
        room -= needed
    return found


def _key(axes: Any, key: list[list[tuple[int, str]]], top: float) -> None:
    for row, parts in enumerate(key):
        x, y = 0.1, top + KEY * row
        for n, said in parts:
            _fill(axes, (x, y + 0.03, 0.22, 0.14), n)
            axes.text(x + 0.28, y + 0.1, said, fontsize=7.5, color=INK, va="center")
            x += 0.42 + LETTER * len(said)


def on_the_road(place: Place, described: str, title: str) -> Picture:
    """The ten steps, one under the other, with the people and the moderator beside theirs."""
    return drawn("road-map", title, described, lambda: _road(place))


def _road(place: Place) -> Figure:
    steps = road_map()
    people, agreed = _standing(place)
    height = TOP + STEP * len(steps) + KEY + 0.1
    figure = Figure(figsize=(WIDTH, height), dpi=170)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, WIDTH), ylim=(height, 0))
    down = {n: TOP + STEP * (n - 0.5) for n in steps}
    axes.plot([0.3, 0.3], [down[1], down[len(steps)]], color=SOFT, lw=3, zorder=1)
    for n, text in steps.items():
        y = down[n]
        here = n in people or n == agreed
        if n in place.people:
            axes.axhspan(y - STEP / 2, y + STEP / 2, color="#e4ebf2", lw=0, zorder=0)
        _circle(axes, 0.3, y, n, here)
        words = text.removeprefix(f"{n}. ")
        said = "\n".join(textwrap.wrap(words, 46)[:2])
        axes.text(0.55, y, said, fontsize=8, color=INK, va="center", linespacing=1.1)
        _who(axes, y, people.get(n, 0), n == agreed, n == place.moderator)
        if n in _next(place):
            axes.text(
                WIDTH - 0.06, y, "next", fontsize=8, color=MID, ha="right", va="center",
                weight="bold", style="italic",
            )  # fmt: skip
    _road_key(axes, height - KEY / 2 - 0.04, place)
    return figure


def in_a_row(place: Place, described: str, title: str) -> Picture:
    """The ten steps in a row, for a page with little room."""
    return drawn("road-map-in-a-row", title, described, lambda: _row(place))


def _row(place: Place) -> Figure:
    steps = list(road_map())
    people, agreed = _standing(place)
    figure = Figure(figsize=(WIDTH, ROW), dpi=170)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, WIDTH), ylim=(ROW, 0))
    gap = (WIDTH - 1.9) / (len(steps) - 1)
    across = {n: 1.5 + gap * i for i, n in enumerate(steps)}
    high, low = ROW / 2 - 0.28, ROW / 2 + 0.28
    axes.plot([across[1], across[steps[-1]]], [ROW / 2] * 2, color=SOFT, lw=3, zorder=1)
    small: dict[str, Any] = {"fontsize": 8, "color": INK, "va": "center"}
    axes.text(0.06, high, "the board" if agreed else "people", **small)
    axes.text(0.06, ROW / 2, "step", **small)
    axes.text(0.06, low, "moderator" if place.moderator else "", **small)
    for n in steps:
        here = n in people or n == agreed
        _circle(axes, across[n], ROW / 2, n, here)
        if here:
            said = str(people[n]) if n in people else "agreed"
            axes.text(across[n], high, said, ha="center", weight="bold", **small)
        if n == place.moderator:
            axes.plot(across[n], low, marker="D", ms=8, mfc="white", mec=INK, mew=1.6)
        elif n in _next(place):
            axes.text(across[n], low, "next", ha="center", style="italic", **small)
    return figure


def _standing(place: Place) -> tuple[dict[int, int], int | None]:
    """How many people stand at each step, and the step that a board agreed on."""
    counts = place.answer.counts or {}
    people = {n: many for name, many in counts.items() if many and (n := step_of(name))}
    return people, step_of(place.answer.agreed)


def _next(place: Place) -> list[int]:
    return steps_after(place.begin)


def _circle(axes: Any, x: float, y: float, n: int, full: bool) -> None:
    axes.plot(x, y, marker="o", ms=17, mfc=INK if full else "white", mec=INK, mew=1.6, zorder=2)
    axes.text(
        x, y, str(n), fontsize=8.5, ha="center", va="center_baseline", zorder=3,
        color="white" if full else INK, weight="bold",
    )  # fmt: skip


def _who(axes: Any, y: float, many: int, agreed: bool, moderator: bool) -> None:
    """Who stands at a step: squares for people with their number, a diamond for the moderator."""
    x = 4.05
    if agreed:
        axes.plot(x, y, marker="s", ms=9, mfc=MID, mec=INK, mew=1)
        axes.text(x + 0.13, y, "agreed", fontsize=8, color=INK, va="center")
        x += 0.65
    for n in range(min(many, 12)):
        axes.plot(x + 0.14 * n, y, marker="s", ms=6.5, mfc=MID, mec=INK, mew=0.8)
    if many:
        x += 0.14 * min(many, 12)
        axes.text(x, y, str(many), fontsize=8.5, color=INK, va="center_baseline", weight="bold")
        x += 0.28
    if moderator:
        axes.plot(x + 0.05, y, marker="D", ms=8, mfc="white", mec=INK, mew=1.6)


def _road_key(axes: Any, y: float, place: Place) -> None:
    parts: list[tuple[dict[str, Any], str]] = []
    if place.answer.counts:
        parts.append(({"marker": "s", "ms": 6.5, "mfc": MID}, "one person's answer"))
    if place.moderator:
        parts.append(({"marker": "D", "ms": 8, "mfc": "white"}, "the moderator, from outside"))
    x = 0.2
    for mark, said in parts:
        axes.plot(x, y, mec=INK, mew=1.2, **mark)
        axes.text(x + 0.14, y, said, fontsize=8, color=INK, va="center")
        x += 0.4 + 0.068 * len(said)
