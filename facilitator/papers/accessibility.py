"""An accessibility statement to complete: what a program checked, and what nobody has tried."""

from __future__ import annotations

from exercises.grid.rules import STAGES as GRID_STAGES
from exercises.six_principles.rules import STAGES
from facilitator.papers.parts import (
    CHECKED,
    SAMPLE,
    STATEMENT,
    VERSION,
    blank,
    facts,
    sources,
    with_blank,
)
from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Notice,
    Paragraph,
    Section,
    text,
)

TITLE = "Making Safeguarding Personal workbooks: accessibility statement to complete"
AXE = "4.12.1"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WIDTHS = (1280, 390)  # pixels, at which axe-core looked at every page
NARROWEST = 320
SMALLEST, PRIMARY = 24, 44  # pixels of a control, and of a control one must use
UNDECIDED = ("color-contrast", "aria-prohibited-attr", "target-size")
UNTRIED = (
    "Screen readers: NVDA, JAWS, Narrator, VoiceOver and TalkBack.",
    "Speech recognition, screen magnifiers and switches.",
    "Real phones and tablets; Windows and macOS; Edge, Safari and Firefox.",
    "High-contrast settings of the system; a projector read from the back of a room.",
    "The pages that choose a table, show codes to print, and erase a session, by axe-core.",
    "People with disabilities using it. No accessibility expert has looked at it.",
)


def paper() -> Document:
    """The statement, under the headings that public bodies use."""
    parts = {
        "statement": _statement(),
        "contact": _contact(),
        "technical": _technical(),
        "preparation": _preparation(),
        "sources": (Heading(2, "Sources"), sources(STATEMENT, SAMPLE)),
    }
    return Document(TITLE, "", tuple(Section(name, blocks) for name, blocks in parts.items()))


def _statement() -> tuple[Block, ...]:
    return (
        Heading(1, "Accessibility statement for the Making Safeguarding Personal workbooks"),
        Notice(
            "A draft to complete.",
            text(
                "The facts about testing are the makers' own. It claims no conformance. Take this "
                "notice out when every “To complete” is filled in."
            ),
        ),
        Paragraph(
            text(
                "This accessibility statement applies to the pages that the kit shows in a browser "
                "(front page, Join, a table's page, the trainer's page, the projector's page) and "
                f"to the summaries it writes as web page and Word file, version {VERSION}."
            )
        ),
        Bullets(
            (
                blank("the organisation that runs the session."),
                blank(
                    "whether the Regulations apply to your use: the kit is served from a laptop to "
                    "a room and is not on the web."
                ),
            )
        ),
        Heading(2, "How accessible it is"),
        Paragraph(text("What people can do, as far as checks by program and by keyboard show:")),
        Bullets(
            (
                text("use every control by keyboard alone, with a visible focus;"),
                text(
                    f"read it on a screen {NARROWEST} pixels wide, and with wider spacing of text, "
                    "without losing controls;"
                ),
                text(
                    "have the clock turned off, paused or lengthened by the trainer; nothing is "
                    "locked at zero;"
                ),
                text(
                    "take part on paper: the case can be read aloud or printed, and the trainer "
                    "can type for a table."
                ),
            )
        ),
        Paragraph(
            text(
                "What we do not know: whether it can be used with a screen reader. Nobody has "
                "tried. Parts of pages change while others write and when the trainer moves on; "
                "such changes are put where screen readers are meant to announce them."
            )
        ),
    )


def _contact() -> tuple[Block, ...]:
    return (
        Heading(2, "Feedback and contact information"),
        Bullets(
            (
                blank("how to report a problem or ask for another format: address, telephone."),
                blank("a link to the contact form that regulation 8(4)(c) asks for."),
                blank("within how many days you answer."),
                blank("whom to speak to on the day, and how to ask for adjustments beforehand."),
            )
        ),
        Heading(2, "Enforcement procedure"),
        Bullets(
            (
                with_blank(
                    "Regulation 8(4)(d) asks for a link to the enforcement procedure.",
                    "the wording of the current model accessibility statement and the link; check "
                    "which body it names for your nation.",
                ),
            )
        ),
    )


def _technical() -> tuple[Block, ...]:
    wide = " and ".join(str(width) for width in WIDTHS)
    return (
        Heading(2, "Technical information about its accessibility"),
        Heading(3, "Compliance status"),
        Paragraph(
            with_blank(
                "The makers state none: no audit has been made. A check by program finds some "
                "failures and cannot show that pages conform.",
                "fully, partially or not compliant with WCAG 2.2 AA, in the words of the model "
                "accessibility statement, after an evaluation of your own.",
            )
        ),
        Heading(3, "What was tested"),
        facts(
            "Tests of the makers, on Linux with Chromium",
            ("Test", "What it covers, and the result"),
            (
                "axe-core",
                f"Version {AXE}, rule sets {', '.join(RULES)}, at {wide} pixels wide: the front "
                "page, Join, slip, set-up pages, guide, these papers and “not found”; the "
                f"table's and the projector's page at all {len(STAGES)} stages of the six "
                f"principles and all {len(GRID_STAGES)} of the grid, and every kind of scene "
                "of a scenario; the panels and boxes of the "
                "trainer's pages, one with an error; at phone width a lost connection "
                "and an ended session; a summary as web page. No violation found. What it left "
                f"undecided ({', '.join(UNDECIDED)}) was reviewed by hand.",
            ),
            (
                "Keyboard",
                f"The Tab key from top to end at {wide} pixels, on the table's page in four stages "
                "and on the trainer's page in one: everything is reached, in order, named, with a "
                "visible focus that nothing covers. The skip link works.",
            ),
            (
                "Sizes",
                f"At {NARROWEST} pixels wide nothing is cut off or wider than the screen, also "
                f"with wider text spacing. Controls are at least {SMALLEST} by {SMALLEST} pixels "
                f"(links inside a sentence apart), the main ones {PRIMARY} high.",
            ),
            (
                "Structure",
                "Language, one main part, one first heading and no skipped level on each page. "
                "Word files have real headings and header rows, and pictures have descriptions.",
            ),
        ),
        Heading(3, "What was not tested"),
        Bullets(tuple(text(each) for each in UNTRIED)),
        Heading(3, "Content that is not accessible"),
        Bullets(
            (
                with_blank(
                    "None is known to the makers; that is no finding that there is none.",
                    "what your own evaluation finds, with the criterion of WCAG it fails.",
                ),
                blank("a disproportionate burden, if you claim one, with your assessment of it."),
                blank("content outside the scope of the Regulations, if any."),
                blank("what you do to improve it, and by when."),
            )
        ),
    )


def _preparation() -> tuple[Block, ...]:
    return (
        Heading(2, "Preparation of this accessibility statement"),
        Paragraph(
            text(
                f"The draft was prepared on {CHECKED}, by the makers of the kit from their own "
                f"tests of version {VERSION}."
            )
        ),
        Bullets(
            (
                blank("date on which your organisation completed it, and of its last review."),
                blank("when the kit was last tested for you, by whom, and which pages."),
            )
        ),
    )
