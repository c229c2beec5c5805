"""The whole paper as files: HTML, Word and, where a browser can make it, PDF, in two sizes."""

from __future__ import annotations

from pathlib import Path

from exercises.journal.frame import HelpSet
from exercises.library import Case, six_principles
from facilitator.paper import page, word
from facilitator.paper.parts import parts
from facilitator.pdf import make_pdf

MOST_TABLES = 12


def write(
    out: Path, case: Case, tables: int, minutes: float | None, help: HelpSet | None = None
) -> list[Path]:
    """Write the paper of `case` into the folder `out` and return the paths.

    `tables` is from 1 to 12, `minutes` are those of a round (None: no clock), and what `help`
    leaves empty becomes a labelled blank. Raises ValueError for another number of tables, and
    OSError where `out` cannot be written to.
    """
    if not 1 <= tables <= MOST_TABLES:
        raise ValueError(f"{tables} is not a number of tables from 1 to {MOST_TABLES}")
    out.mkdir(parents=True, exist_ok=True)
    made = []
    for large in (False, True):
        size = "-18-point" if large else ""
        stem = out / f"six-principles-paper-{case.id}{size}"
        title = f"{six_principles().title} on paper: {' '.join(case.title.split())}"
        title += " (18 point)" if large else ""
        all_parts = parts(case, tables, minutes, help or HelpSet(), large)
        html, pdf = stem.with_suffix(".html"), stem.with_suffix(".pdf")
        html.write_text(page.html(title, all_parts, large), encoding="utf-8")
        made += [html, word.save(title, all_parts, large, stem.with_suffix(".docx"))]
        if make_pdf(html, pdf):
            made.append(pdf)
    return made
