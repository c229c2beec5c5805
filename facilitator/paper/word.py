"""The paper as a Word file to change and print: Word's own headings, and lines to write on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt

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
from facilitator.summaries import word
from facilitator.summaries.blocks import Document, Heading, Said
from facilitator.summaries.word import WIDTH

SIZES = {"Heading 1": 1.6, "Heading 2": 1.2, "Heading 3": 1.1}
"""Sizes of headings beside the text; all else is as large as the text."""
TEXT = (
    "Normal",
    "Subtitle",
    "Caption",
    "Quote",
    "List Bullet",
    "Kit small",
    "Kit cell",
    "Kit item",
    "Kit detail",
    "Kit notice",
)


def save(title: str, parts: tuple[Part, ...], point: int, path: Path) -> Path:
    """Write the parts as a .docx file, set in `point`, and return its path."""
    writer = Writer(title, point)
    for part in parts:
        writer.put(part)
    writer.file.save(str(path))
    return path


class Writer(word.Writer):
    """Who to turn to stands at the foot of every page and once in the text, for those who read
    with a screen reader; or, in Easy Read, in the text alone."""

    def __init__(self, title: str, point: int) -> None:
        super().__init__(Document(title, "", ()))
        self._point = point
        self._cell_at: Any = None
        self._told = False
        self._set_sizes()
        self._ids |= {style.name: style.style_id for style in self.file.styles}

    def put(self, part: Part) -> None:
        """A part, beginning a page unless it is the first."""
        self._page_begins = bool(self.file.paragraphs)
        self.block(Heading(1, part.title))
        for piece in part.pieces:
            self.piece(piece)

    def piece(self, piece: Piece) -> None:
        match piece:
            case Lines(count):
                for _ in range(count):
                    self._line("Kit line")
            case Choices(options):
                said = "     ".join(
                    f"☐\u00a0{option.replace(' ', chr(0xA0))}" for option in options
                )
                self._line("Normal").add_run(said)
            case Ticks(sentences):
                for said in sentences:
                    self._line("Normal").add_run(f"☐\u00a0{said}")
            case Voice(heading, paragraphs):
                self.block(Heading(2, heading))
                for each in paragraphs:
                    self._say(self._line("Kit notice"), each)
            case Explained(entries):
                for name, sentences in entries:
                    self._explain(name, sentences)
            case WhoToTurnTo():
                if not (self._told and piece.at_foot):
                    self._tell(piece, self._line)
                if not self._told and piece.at_foot:
                    self._foot(piece)
                self._told = True
            case CutOuts():
                self._cards(piece)
            case _:
                self.block(piece)

    def _line(self, style: str) -> Any:
        """A new paragraph at the end of the file, or of the card that is being filled."""
        if self._cell_at is None:
            return super()._line(style)
        first = self._cell_at.paragraphs[0]
        fresh = first if not first.runs and not first.style.name.startswith("Kit") else None
        return self._styled(fresh or self._cell_at.add_paragraph(), style)

    def _cards(self, cards: CutOuts) -> None:
        across = cards.across
        table = self.file.add_table(
            rows=-(-len(cards.cards) // across), cols=across, style="Table Grid"
        )
        _set_cards(table, cards.name)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for n, card in enumerate(cards.cards):
            self._cell_at = table.cell(n // across, n % across)
            for piece in card:
                self.piece(piece)
            for line in self._cell_at.paragraphs:
                line.paragraph_format.keep_with_next = False
        self._cell_at = None

    def _explain(self, name: str, sentences: tuple[str, ...]) -> None:
        """A word in bold type and its sentences, kept on one page."""
        named = self._line("Normal")
        named.add_run(name).bold = True
        named.paragraph_format.space_after = Pt(0)
        lines = [self._line("Normal") for _ in sentences]
        for line, said in zip(lines, sentences, strict=True):
            line.add_run(said)
        for line in (named, *lines[:-1]):
            line.paragraph_format.keep_with_next = True

    def _tell(self, who: WhoToTurnTo, line: Any) -> None:
        """The local answers, one a line; a blank is a ruled line after its label."""
        for name, label in HELP:
            said = getattr(who.help, name)
            row = line("Kit help")
            row.paragraph_format.keep_with_next = True
            row.add_run(f"{label}: ").bold = True
            self._say(row, (Said(said),) if said else ("\t",))
        says = line("Kit help")
        says.paragraph_format.keep_together = True
        says.add_run(who.says)

    def _foot(self, who: WhoToTurnTo) -> None:
        """The local answers above the page number."""
        foot = self.file.sections[0].footer
        number = foot.paragraphs[0]

        def line(style: str) -> Any:
            return self._styled(number.insert_paragraph_before(), style)

        self._tell(who, line)
        foot.paragraphs[0].paragraph_format.space_before = Pt(self._point)

    def _set_sizes(self) -> None:
        styles: Any = self.file.styles
        for name in TEXT:
            styles[name].font.size = Pt(self._point)
        for name, times in SIZES.items():
            styles[name].font.size = Pt(round(self._point * times))
        styles["Quote"].font.bold = True
        if self._point == 18:
            styles["Normal"].paragraph_format.line_spacing = 1
        ruled = styles.add_style("Kit line", 1)
        ruled.base_style, ruled.font.size = styles["Normal"], Pt(self._point)
        form = ruled.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(24 if self._point == 12 else 30)
        _rules(ruled)
        helping = styles.add_style("Kit help", 1)
        helping.base_style, helping.font.size = styles["Normal"], Pt(self._point)
        helping.paragraph_format.space_after = Pt(1)
        helping.paragraph_format.line_spacing = 1
        helping.paragraph_format.tab_stops.add_tab_stop(
            Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES
        )
        self._number_pages()

    def _number_pages(self) -> None:
        """Only the page number: a paper belongs to no session."""
        foot: Any = self.file.sections[0].footer.paragraphs[0]
        for run in foot.runs:
            run.text = run.text.rpartition(" · ")[2]


def _set_cards(table: Any, name: str) -> None:
    """The name of a table of cards for screen readers, and room inside each card."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        room = OxmlElement(f"w:{side}")
        room.set(qn("w:w"), "110")
        room.set(qn("w:type"), "dxa")
        margins.append(room)
    named = OxmlElement("w:tblCaption")
    named.set(qn("w:val"), name)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption")
    table._tbl.tblPr.append(named)


def _rules(style: Any) -> None:
    """A ruled line under each paragraph of a style, also between two of them."""
    borders = OxmlElement("w:pBdr")
    for side in ("bottom", "between"):
        rule = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "6B7885")):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )
