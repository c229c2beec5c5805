"""A document that stands by itself, beside a summary or without one: as Word and as a page."""

from __future__ import annotations

import io
from collections.abc import Callable

from facilitator.page import environment
from facilitator.summaries import page
from facilitator.summaries.blocks import Document

STYLE = page.TEMPLATES / "kit" / "kit.css"


def docx(document: Document) -> bytes:
    """As a Word file. Its foot names the document, where a summary's names the session."""
    from facilitator.summaries.word import Writer

    writer = Writer(document)
    for section in document.sections:
        writer.add(section)
    writer.file.sections[0].footer.paragraphs[0].runs[0].text = f"{document.title} · page "
    file = io.BytesIO()
    writer.file.save(file)
    return file.getvalue()


def html(document: Document) -> str:
    """As a page that stands alone, with its style inside."""
    return (
        environment()
        .get_template("paper.html")
        .render(
            title=document.title,
            style=STYLE.read_text(encoding="utf-8"),
            sections=[page.html(section) for section in document.sections],
        )
    )


MAKERS: dict[str, Callable[[Document], bytes]] = {
    ".docx": docx,
    ".html": lambda document: html(document).encode("utf-8"),
}
