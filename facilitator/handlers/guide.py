"""The facilitator's guide, to read the evening before: the prose of the console workbook."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import nbformat
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

import workbooks
from facilitator.page import Page

BOOK = Path(workbooks.__file__).parent / "six_principles_console.ipynb"


@cache
def guide() -> str:
    """The guide's cells as HTML. They are the kit's own words."""
    cells = nbformat.read(BOOK, as_version=4).cells
    prose = [cell.source for cell in cells if cell.id.startswith("guide-")]
    renderer = IPythonRenderer(escape=True, exclude_anchor_links=True)
    html = MarkdownWithMath(renderer=renderer).render("\n\n".join(prose))
    region = '<div class="kit-scroll" tabindex="0" role="region" aria-label="Table"><table>'
    return html.replace("<table>", region).replace("</table>", "</table></div>")


class Guide(Page):
    """The guide on a page of its own, on this machine only."""

    here_only = True

    def get(self) -> None:
        self.show("guide", guide=guide())
