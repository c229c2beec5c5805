"""What the papers have in common: blanks to complete, tables of facts, sources and dates."""

from __future__ import annotations

from importlib.metadata import version

from facilitator.summaries.blocks import Bullets, Link, Strong, Table, Text, text

BLANK = "To complete:"
VERSION = version("msp-workbooks")
CHECKED = "21 November 2026"  # when the words of the papers were last held against the code
READ = f"read in a stored copy on {CHECKED}; look at the live page before you rely on it"

DEFINITIONS = Link(
    "UK GDPR, Article 4 (definitions)", "https://www.legislation.gov.uk/eur/2016/679/article/4"
)
ASSESSMENT = Link(
    "UK GDPR, Articles 35 and 36 (impact assessment, prior consultation)",
    "https://www.legislation.gov.uk/eur/2016/679/chapter/IV/section/3",
)
STORAGE = Link(
    "Information Commissioner, guidance on storage and access technologies",
    "https://ico.org.uk/for-organisations/direct-marketing-and-privacy-and-electronic-"
    "communications/guide-to-pecr/guidance-on-the-use-of-cookies-and-similar-technologies/"
    "about-this-guidance/",
)
STATEMENT = Link(
    "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations "
    "2018, regulation 8",
    "https://www.legislation.gov.uk/uksi/2018/952/regulation/8",
)
SAMPLE = Link(
    "GOV.UK, sample accessibility statement",
    "https://www.gov.uk/government/publications/sample-accessibility-statement/"
    "sample-accessibility-statement-for-a-fictional-public-sector-website",
)
SOURCES = {  # what is linked, and how old the copy is
    DEFINITIONS: "text up to date to 14 February 2026",
    ASSESSMENT: "text up to date to 11 September 2024",
    STORAGE: "updated 29 April 2026",
    STATEMENT: "copy without a date",
    SAMPLE: "updated 19 December 2023",
}


def blank(what: str) -> Text:
    """Something that only the organisation can fill in; `what` says what belongs there."""
    return text(Strong(BLANK), f" {what}")


def with_blank(said: str, what: str) -> Text:
    """A fact, followed by what the organisation adds to it."""
    return text(f"{said} ", *blank(what))


def facts(caption: str, head: tuple[str, str], *rows: tuple[str, str | Text]) -> Table:
    """A table of two columns, the first naming what the second says."""
    cells = tuple(
        (text(Strong(name)), said if isinstance(said, tuple) else text(said)) for name, said in rows
    )
    return Table(caption, head, cells, widths=(1.0, 4.0))


def sources(*links: Link) -> Bullets:
    """The sources named, each with the age of the copy that was read."""
    return Bullets(tuple(text(link, f" ({SOURCES[link]}; {READ}).") for link in links))


def listed(parts: tuple[str, ...]) -> str:
    """Phrases in one sentence, apart by semicolons since they have commas of their own."""
    return "; ".join(parts)
