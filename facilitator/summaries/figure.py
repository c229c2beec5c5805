"""The overlap as a picture: a row for each key factor, a column for each principle.

A full square is the factor's own principle, a ring one that it serves as well, and a line joins
them: nothing is said by colour alone.
"""

from __future__ import annotations

import io
import re
import textwrap
import unicodedata
from collections.abc import Callable
from html import escape
from typing import Any

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font

from exercises.library import PRINCIPLES, six_principles
from facilitator.summaries.blocks import Picture
from facilitator.summaries.phrases import shorten
from facilitator.summaries.report import KeyFactor, Report

INK, MID, PALE = "#12283d", "#1d5c8f", "#d5dde5"
WIDTH, LEFT, RIGHT, TOP, BOTTOM, ROW = 7.4, 3.45, 0.9, 1.05, 0.5, 0.38  # inches
LONGEST = 24  # rows; the table beside the picture has them all
TITLE = "Which key factors serve which principles"
FONT = "DejaVu Sans"  # comes with matplotlib, so that every machine draws the same


def picture(report: Report) -> Picture:
    """The overlap of a report's key factors, the widest first."""
    rows = sorted(report.factors, key=lambda factor: -len(factor.serves))[:LONGEST]
    described = " ".join(report.overlap) + " The table that follows names them all."
    if len(rows) < len(report.factors):
        described += f" The picture has the {len(rows)} that serve most."
    return drawn("overlap", TITLE, described, lambda: _draw(rows))


def drawn(name: str, title: str, described: str, draw: Callable[[], Figure]) -> Picture:
    """What `draw` makes, as a picture; `name` is its own in the document."""
    settings: dict[Any, Any] = {"svg.fonttype": "path", "svg.hashsalt": "kit", "font.family": FONT}
    with matplotlib.rc_context(settings):
        figure = draw()
        png, svg = io.BytesIO(), io.StringIO()
        FigureCanvasAgg(figure).print_png(png, metadata={"Software": None})
        FigureCanvasSVG(figure).print_svg(svg, metadata={"Date": None, "Creator": None})
    named = _named(svg.getvalue(), name, title, described)
    return Picture(title, described, named, png.getvalue())


def _draw(rows: list[KeyFactor]) -> Figure:
    height = TOP + BOTTOM + ROW * len(rows)
    figure = Figure(figsize=(WIDTH, height), dpi=170)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, WIDTH), ylim=(height, 0))
    gap = (WIDTH - LEFT - RIGHT) / (len(PRINCIPLES) - 1)
    across = {p: LEFT + n * gap for n, p in enumerate(PRINCIPLES)}
    for principle in six_principles().principles:
        x = across[principle.id]
        axes.text(
            x - 0.05, TOP - 0.22, principle.name, rotation=38, fontsize=9, color=INK, va="bottom"
        )
        axes.plot([x, x], [TOP - 0.15, height - BOTTOM + 0.02], color=PALE, lw=0.8, zorder=1)
    for n, factor in enumerate(rows):
        y = TOP + ROW * (n + 0.5)
        if n % 2 == 0:
            axes.axhspan(y - ROW / 2, y + ROW / 2, color="#f3f6f9", lw=0, zorder=0)
        axes.text(
            0.08,
            y,
            label(factor),
            fontsize=8.5,
            color=INK,
            va="center",
            parse_math=False,
            linespacing=1.15,
        )
        served = [across[p] for p in factor.serves]
        if len(served) > 1:
            axes.plot([min(served), max(served)], [y, y], color=MID, lw=1.6, zorder=2)
        for p in factor.serves:
            _mark(axes, across[p], y, own=p == factor.principle)
    _legend(axes, height - BOTTOM / 2)
    return figure


def _mark(axes, x: float, y: float, own: bool) -> None:
    shape, inside = ("s", MID) if own else ("o", "white")
    axes.plot(x, y, marker=shape, ms=9.5, mfc=inside, mec=MID, mew=1.8, zorder=3)


def _legend(axes, y: float) -> None:
    for x, own, said in ((LEFT, True, "own principle"), (LEFT + 1.6, False, "serves it as well")):
        _mark(axes, x, y, own)
        axes.text(x + 0.15, y, said, fontsize=8.5, color=INK, va="center")


def label(factor: KeyFactor) -> str:
    """The number and the beginning of the wording, where the picture's font can write it."""
    text = shorten(factor.words, 76)
    if not can_draw(text):
        return f"{factor.number}. (its wording is in the table)"
    return "\n".join(textwrap.wrap(f"{factor.number}. {text}", 46)[:2])


def can_draw(text: str) -> bool:
    """Whether the picture's font can write a text; it cannot write from right to left."""
    known = get_font(findfont(FONT)).get_charmap()
    leftward = ("R", "AL", "RLO", "RLE", "RLI")
    return all(
        ord(sign) in known and unicodedata.bidirectional(sign) not in leftward for sign in text
    )


def _named(svg: str, name: str, title: str, described: str) -> str:
    """The bare `<svg>` with a title and a description that screen readers find, and with ids that
    no other picture of the document has."""
    own = re.sub(r'((?:\bid|href)="#?|url\(#)', rf"\1{name}-", svg[svg.index("<svg") :])
    opening, rest = own.split(">", 1)
    told = (
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-described">{escape(described)}</desc>'
    )
    by = f' role="img" aria-labelledby="{name}-title" aria-describedby="{name}-described">'
    return f"{opening}{by}{told}{rest}"
