"""Blocks as accessible HTML, and a notebook's outputs as a page through the kit's own template."""

from __future__ import annotations

from functools import singledispatch
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exercises.library import six_principles
from facilitator.summaries.blocks import (
    Block,
    Break,
    Bullets,
    Document,
    Emphasis,
    Heading,
    Items,
    Link,
    Notice,
    Paragraph,
    Part,
    Picture,
    Question,
    Said,
    Section,
    Strong,
    Table,
    Text,
    paragraphs,
)

if TYPE_CHECKING:
    from nbformat import NotebookNode

TEMPLATES = Path(__file__).parents[1] / "jupyter" / "nbconvert" / "templates"
SIDEWAYS = "scroll sideways to read all of it"


def html(section: Section) -> str:
    """One section as HTML; people's words are escaped and keep to themselves."""
    begins = " class='begins-a-page'" if section.page else ""
    inside = "\n".join(block(each) for each in section.blocks)
    return f'<section id="{escape(section.id)}"{begins}>\n{inside}\n</section>'


def show(*sections: Section) -> Any:
    """Sections for a notebook's cell to end with."""
    from IPython.display import HTML

    return HTML("\n".join(map(html, sections)))


def export(notebook: NotebookNode, title: str, code: str) -> str:
    """The page of an executed notebook: what its cells show, and nothing of their code."""
    from nbconvert.exporters.html import HTMLExporter

    exporter = HTMLExporter(template_name="kit", extra_template_basedirs=[str(TEMPLATES)])
    said = six_principles().source.attribution
    resources = {"kit": {"title": title, "code": code, "attribution": said}}
    return exporter.from_notebook_node(notebook, resources=resources)[0]


def export_document(document: Document) -> str:
    """A document that no notebook made, through the same template."""
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    cells = [
        new_code_cell(outputs=[new_output("display_data", {"text/html": html(section)})])
        for section in document.sections
    ]
    return export(new_notebook(cells=cells), document.title, document.code)


def words(text: Text) -> str:
    """A text as HTML."""
    return "".join(part(each) for each in text)


def cell(text: Text) -> str:
    """A cell's text as HTML; several paragraphs are marked as such."""
    found = [words(each) for each in paragraphs(text)]
    return found[0] if len(found) == 1 else "".join(f"<p>{each}</p>" for each in found)


def part(each: Part) -> str:
    match each:
        case Said(text):
            return f'<bdi class="said">{escape(text)}</bdi>'
        case Strong(text):
            return f"<strong>{part(text)}</strong>"
        case Emphasis(text):
            return f"<em>{escape(text)}</em>"
        case Link(text, address):
            return f'<a href="{escape(address)}">{escape(text)}</a>'
        case Break():
            return " "  # only cells have paragraphs
        case _:
            return escape(each)


@singledispatch
def block(each: Block) -> str:
    """A block as HTML."""
    raise TypeError(f"a page has no block {type(each).__name__}")


@block.register
def _(each: Heading) -> str:
    name = f' id="{escape(each.id)}"' if each.id else ""
    return f"<h{each.level}{name}>{escape(each.text)}</h{each.level}>"


@block.register
def _(each: Paragraph) -> str:
    if each.kind == "quote":
        return f"<blockquote><p>{words(each.text)}</p></blockquote>"
    kind = "" if each.kind == "plain" else f' class="{each.kind}"'
    return f"<p{kind}>{words(each.text)}</p>"


@block.register
def _(each: Notice) -> str:
    return f'<p class="notice"><strong>{escape(each.title)}</strong> {words(each.text)}</p>'


@block.register
def _(each: Bullets) -> str:
    inside = "".join(f"<li>{words(item)}</li>" for item in each.items)
    return f"<ul>{inside}</ul>"


@block.register
def _(each: Items) -> str:
    inside = "\n".join(
        f'<li value="{item.number}">{words(item.text)}'
        + "".join(f'<span class="detail">{words(detail)}</span>' for detail in item.details)
        + "</li>"
        for item in each.items
    )
    return f"<ol>{inside}</ol>"


@block.register
def _(each: Table) -> str:
    share = 100 / sum(each.widths)
    columns = "".join(f'<col style="width: {width * share:.1f}%">' for width in each.widths)
    head = "".join(
        f'<th scope="col"{_role(each, "columnheader")}{_centred(each, n)}>{escape(h)}</th>'
        for n, h in enumerate(each.head)
    )
    row, group = _role(each, "row"), _role(each, "rowgroup")
    rows = "\n".join(f"<tr{row}>{_row(each, cells)}</tr>" for cells in each.rows)
    flows = " flows" if each.flows else ""
    flows += " labelled" if each.flows and each.labelled else ""
    return (
        f'{_scrolls(each.caption)}<table class="of-{len(each.head)}{flows}"{_role(each, "table")}>'
        f"<caption>{escape(each.caption)}</caption>"
        f"<colgroup>{columns}</colgroup><thead{group}><tr{row}>{head}</tr></thead>\n"
        f"<tbody{group}>{rows}</tbody></table></div>"
    )


def _role(table: Table, role: str) -> str:
    """A part's role, said where a phone shows cells under each other: some browsers forget it."""
    return f' role="{role}"' if table.flows else ""


def _row(table: Table, row: tuple[Text, ...]) -> str:
    first = f'<th scope="row"{_role(table, "rowheader")}>{cell(row[0])}</th>'
    said = _role(table, "cell")
    return first + "".join(
        f"<td{said}{_centred(table, n)}{_label(table, n)}>{cell(each)}</td>"
        for n, each in enumerate(row[1:], 1)
    )


def _label(table: Table, column: int) -> str:
    """The head of a column, for the phone; screen readers have it from the table."""
    return f' data-head="{escape(table.head[column])}"' if table.flows and table.labelled else ""


def _centred(table: Table, column: int) -> str:
    return ' class="centred"' if column in table.centred else ""


def _scrolls(name: str) -> str:
    """The opening of a part that may be wider than a phone and can be scrolled by keyboard."""
    label = escape(f"{name} ({SIDEWAYS})")
    return f'<div class="wide" role="region" aria-label="{label}" tabindex="0">'


@block.register
def _(each: Picture) -> str:
    return f"{_scrolls(each.title + ', picture')}{each.svg}</div>"


@block.register
def _(each: Question) -> str:
    name, says = escape(each.name), escape(each.text)
    hint = f'<p class="small" id="{name}-hint">{escape(each.hint)}</p>' if each.hint else ""
    told = f' aria-describedby="{name}-hint"' if hint else ""
    if each.choices:
        ticks = "".join(
            f'<label><input type="checkbox" autocomplete="off"> {escape(choice)}</label>'
            for choice in each.choices
        )
        return f"<fieldset{told}><legend><h2>{says}</h2></legend>{hint}{ticks}</fieldset>"
    box = (
        f'<textarea id="{name}" rows="{each.lines}" style="min-height: {each.lines * 1.5 + 1}em" '
        f'autocomplete="off"{told}></textarea>'
    )
    return f'<div class="question"><h2><label for="{name}">{says}</label></h2>{hint}{box}</div>'
