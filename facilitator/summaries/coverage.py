"""How far the plan covers each principle, as a picture and as a table.

Every key factor is a square with its number under it. What was decided shows in how the square is
filled, and whether it matters in a mark above it: nothing is said by colour alone.
"""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure

from exercises.library import PRINCIPLES, PrincipleId, six_principles
from facilitator.summaries.against import by_principle
from facilitator.summaries.blocks import Picture, Table, text
from facilitator.summaries.checked import WORDS, Compared
from facilitator.summaries.figure import INK, MID, PALE, WIDTH, drawn
from facilitator.summaries.phrases import sentence
from facilitator.summaries.report import Report

TITLE = "How far the plan covers each principle"
SIDE, STEP, ROW, LEFT, TOP, KEY = 0.25, 0.37, 0.58, 1.45, 0.1, 0.75  # inches
ALONG = int((WIDTH - LEFT - 0.1) / STEP)  # squares side by side
SOFT = "#44515e"


def rows_of(report: Report, principle: PrincipleId) -> list[Compared]:
    """A principle's key factors, the covered first and then in the order of the decisions."""
    order = list(WORDS)
    here = [row for row in report.plan if row.principle == principle]
    return sorted(here, key=lambda row: (order.index(row.decision), not row.gap, row.number))


def table(report: Report) -> Table:
    """The same in figures."""
    rows = []
    for principle in six_principles().principles:
        here = rows_of(report, principle.id)
        tally = [sum(row.decision == name for row in here) for name in WORDS]
        cells = [str(n) for n in (*tally, sum(row.gap for row in here))]
        rows.append((text(principle.name), *(text(cell) for cell in cells)))
    head = ("Principle", *map(sentence, WORDS.values()), "Significant gaps")
    widths = (2.6, 1.6, 1.6, 1.6, 1.6, 1.6, 1.9)
    return Table("Key factors by principle and decision", head, tuple(rows), widths, _NUMBERS)


_NUMBERS = frozenset(range(1, 7))


def picture(report: Report) -> Picture:
    """The key factors of every principle as squares."""
    said = " ".join(f"{name}: {words}" for name, words in by_principle(report))
    described = f"{said} The table that follows has the same in figures."
    return drawn("coverage", TITLE, described, lambda: _draw(report))


def _draw(report: Report) -> Figure:
    known = {p.id: p.name for p in six_principles().principles}
    lanes = {
        p: [rows[n : n + ALONG] for n in range(0, len(rows), ALONG)]
        for p in PRINCIPLES
        if (rows := rows_of(report, p))
    }
    height = TOP + ROW * sum(map(len, lanes.values())) + KEY
    figure = Figure(figsize=(WIDTH, height), dpi=170)
    axes: Any = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, WIDTH), ylim=(height, 0))
    y = TOP
    for n, (principle, several) in enumerate(lanes.items()):
        deep = ROW * len(several)
        if n % 2 == 0:
            axes.axhspan(y, y + deep, color="#f3f6f9", lw=0, zorder=0)
        axes.text(0.08, y + ROW / 2, known[principle], fontsize=9, color=INK, va="center")
        for lane in several:
            for place, row in enumerate(lane):
                x = LEFT + STEP * place
                _square(axes, x, y + 0.12, row.decision, gap=row.gap)
                axes.text(
                    x + SIDE / 2, y + 0.47, str(row.number), fontsize=7.5, color=INK, ha="center",
                    va="center", weight="bold" if row.gap else "normal",
                )  # fmt: skip
            y += ROW
    _key(axes, y + 0.2)
    return figure


def _square(axes: Any, x: float, y: float, decision: str, gap: bool) -> None:
    """A square, full where covered, half full where partly covered, empty and thick where missing,
    crossed out where it is not for a plan and broken where nothing was decided."""
    from matplotlib.patches import Polygon, Rectangle

    edge: dict[str, Any] = {"edgecolor": INK, "lw": 1.2, "zorder": 3}
    match decision:
        case "in_plan":
            axes.add_patch(Rectangle((x, y), SIDE, SIDE, facecolor=MID, **edge))
        case "partly":
            axes.add_patch(Rectangle((x, y), SIDE, SIDE, facecolor="white", **edge))
            half = [(x, y + SIDE), (x + SIDE, y + SIDE), (x + SIDE, y)]
            axes.add_patch(Polygon(half, closed=True, facecolor=MID, lw=0, zorder=3))
        case "missing":
            thick: dict[str, Any] = edge | {"lw": 2.6}
            axes.add_patch(Rectangle((x, y), SIDE, SIDE, facecolor="white", **thick))
        case "not_for_plan":
            thin: dict[str, Any] = edge | {"lw": 0.8}
            axes.add_patch(Rectangle((x, y), SIDE, SIDE, facecolor=PALE, **thin))
            for rise in (0, SIDE):
                ends = [y + SIDE - rise, y + rise]
                axes.plot([x, x + SIDE], ends, color=SOFT, lw=0.9, zorder=4)
        case _:
            broken: dict[str, Any] = edge | {"lw": 0.9, "ls": (0, (2, 2))}
            axes.add_patch(Rectangle((x, y), SIDE, SIDE, facecolor="white", **broken))
    if gap:
        axes.text(
            x + SIDE + 0.012, y + 0.03, "!", fontsize=12, weight="bold", color=INK, ha="left",
            va="center", zorder=5,
        )  # fmt: skip


def _key(axes: Any, y: float) -> None:
    """What the squares mean, in two lines at the foot of the picture."""
    small: dict[str, Any] = {"fontsize": 8, "color": INK, "va": "center"}
    x = 0.1
    for name, said in WORDS.items():
        _square(axes, x, y - 0.1, name, gap=False)
        axes.text(x + SIDE + 0.08, y + 0.025, said, **small)
        x += SIDE + 0.3 + 0.068 * len(said)
    said = "A number is the key factor's; a bold number with ! is a significant gap."
    axes.text(0.1, y + 0.34, said, **small)
