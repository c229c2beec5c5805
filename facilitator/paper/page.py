"""The paper as one HTML file that prints on A4 and reads on a screen; it asks for nothing else."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

import jinja2
from markupsafe import Markup

from exercises.library import six_principles
from facilitator.paper.blocks import (
    HELP,
    Choices,
    CutOuts,
    Explained,
    Lines,
    Part,
    Piece,
    Ticks,
    Voice,
    WhoToTurnTo,
)
from facilitator.summaries.blocks import Heading, Said
from facilitator.summaries.page import block, part, words

IN_COLUMNS = 150  # characters of local answers that read well in three columns
HERE = Path(__file__).parent


LOOKS = {12: "", 16: "easy", 18: "large"}
"""Sizes of the text in points, and the class of the page that is set in each."""


def html(
    title: str,
    parts: tuple[Part, ...],
    point: int,
    heading: str = "",
    attribution: str | None = None,
) -> str:
    """The whole file in a size of LOOKS. `heading` stands above the first part instead of the
    exercise's own, and `attribution` at the foot of the file on a screen."""
    return _template().render(
        title=title,
        heading=heading or f"{six_principles().title} on paper",
        look=LOOKS[point],
        parts=[(each.id, each.title, Markup(inside(each))) for each in parts],
        css=Markup((HERE / "paper.css").read_text(encoding="utf-8")),
        point=point,
        attribution=six_principles().source.attribution if attribution is None else attribution,
    )


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("paper.html")


def inside(each: Part) -> str:
    """A part as HTML: its heading, of the second level, and its pieces."""
    heading = f'<h2 id="{escape(each.id)}-title">{escape(each.title)}</h2>'
    return "\n".join([heading, *map(_piece, each.pieces)])


def _piece(each: Piece) -> str:
    """A block; headings are a level lower, since the file as a whole has the first."""
    if isinstance(each, Heading):
        return f"<h{each.level + 1}>{escape(each.text)}</h{each.level + 1}>"
    return block(each)


@block.register
def _(each: Lines) -> str:
    ruled = '<span class="line"></span>' * each.count
    return f'<div class="lines" role="img" aria-label="Lines to write on">{ruled}</div>'


@block.register
def _(each: Choices) -> str:
    options = "".join(
        f'<li><span class="box" aria-hidden="true"></span>{escape(option)}</li>'
        for option in each.options
    )
    return f'<ul class="choices">{options}</ul>'


@block.register
def _(each: Ticks) -> str:
    lines = "".join(
        f'<li><span class="box" aria-hidden="true"></span><span>{escape(said)}</span></li>'
        for said in each.sentences
    )
    return f'<ul class="choices ticks">{lines}</ul>'


@block.register
def _(each: Voice) -> str:
    inside = "".join(f"<p>{words(paragraph)}</p>" for paragraph in each.paragraphs)
    return f'<div class="voice">{_piece(Heading(2, each.heading))}{inside}</div>'


@block.register
def _(each: Explained) -> str:
    entries = "".join(
        f"<div><dt>{escape(name)}</dt>{''.join(f'<dd>{escape(said)}</dd>' for said in sentences)}"
        "</div>"
        for name, sentences in each.entries
    )
    return f'<dl class="explained">{entries}</dl>'


@block.register
def _(each: WhoToTurnTo) -> str:
    rows = " ".join(
        f"<div><dt>{escape(label)}</dt> <dd>{_answer(getattr(each.help, name))}</dd></div>"
        for name, label in HELP
    )
    kind = "help run-in" if each.length > IN_COLUMNS else "help"
    return f'<div class="{kind}"><dl>{rows}</dl><p>{escape(each.says)}</p></div>'


def _answer(said: str) -> str:
    if said:
        return part(Said(said))
    return '<span class="blank" role="img" aria-label="Blank: to fill in by hand"></span>'


@block.register
def _(each: CutOuts) -> str:
    drawn = ("".join(map(_piece, card)) for card in each.cards)
    cards = "\n".join(f'<div class="card">{card}</div>' for card in drawn)
    name = escape(each.name)
    return f'<div class="cards across-{each.across}" role="group" aria-label="{name}">{cards}</div>'
