"""The whole paper as files: HTML, Word and, where a browser can make it, PDF, in two sizes; and
Easy Read where the case has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exercises import easy_read
from exercises.journal.frame import HelpSet
from exercises.library import Case, six_principles
from exercises.scenarios.content import Scenario
from exercises.temperature.settings import Settings as Check
from facilitator.paper import easy, page, roleplay, temperature, word
from facilitator.paper.blocks import Part
from facilitator.paper.parts import parts
from facilitator.pdf import make_pdf

MOST_TABLES = 12


@dataclass(frozen=True)
class Paper:
    """One document of the pack. `end` is how its files' names end, before the kind."""

    end: str
    title: str
    parts: tuple[Part, ...]
    point: int
    heading: str = ""
    attribution: str | None = None

    def write(self, stem: Path) -> list[Path]:
        """Write its files beside each other, with names that begin as `stem`."""
        html, docx, pdf = (
            stem.with_name(f"{stem.name}{self.end}{kind}") for kind in (".html", ".docx", ".pdf")
        )
        drawn = page.html(self.title, self.parts, self.point, self.heading, self.attribution)
        html.write_text(drawn, encoding="utf-8")
        made = [html, word.save(self.title, self.parts, self.point, docx)]
        return [*made, pdf] if make_pdf(html, pdf) else made


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
    stem = out / f"six-principles-paper-{case.id}"
    papers = _papers(case, tables, minutes, help or HelpSet())
    return [path for paper in papers for path in paper.write(stem)]


def write_cards(out: Path, scenario: Scenario, help: HelpSet | None = None) -> list[Path]:
    """Write the cards of a scenario's role-play into the folder `out`, in two sizes, and return the
    paths. Raises OSError where `out` cannot be written to."""
    out.mkdir(parents=True, exist_ok=True)
    stem = out / f"role-play-cards-{scenario.id}"
    title = f"{roleplay.HEADING}: {' '.join(scenario.title.split())}"
    drawn = roleplay.parts(scenario, help or HelpSet())
    papers = [
        Paper(end, title + size, drawn, point, roleplay.HEADING, scenario.label)
        for end, point, size in (("", 12, ""), ("-18-point", 18, " (18 point)"))
    ]
    return [path for paper in papers for path in paper.write(stem)]


def write_form(out: Path, settings: Check, help: HelpSet | None = None) -> list[Path]:
    """Write the form of a temperature check into the folder `out`, in two sizes, and return the
    paths. Raises OSError where `out` cannot be written to."""
    out.mkdir(parents=True, exist_ok=True)
    drawn = temperature.parts(settings, help or HelpSet())
    papers = [
        Paper(end, temperature.HEADING + size, drawn, point, temperature.HEADING, "")
        for end, point, size in (("", 12, ""), ("-18-point", 18, " (18 point)"))
    ]
    return [path for paper in papers for path in paper.write(out / "temperature-check-form")]


def _papers(case: Case, tables: int, minutes: float | None, help: HelpSet) -> Iterator[Paper]:
    title = f"{six_principles().title} on paper: {' '.join(case.title.split())}"
    for large, end, point, size in ((False, "", 12, ""), (True, "-18-point", 18, " (18 point)")):
        yield Paper(end, title + size, parts(case, tables, minutes, help, large), point)
    if easy_read.tells(case):
        story = easy_read.case(case.id)
        yield Paper(
            "-easy-read",
            f"{easy.TITLE}: {story.title}",
            easy.parts(story, help),
            easy.POINT,
            easy.TITLE,
        )
