"""Blocks as a Word document: real headings, header rows that repeat, alt text, page numbers."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import singledispatchmethod
from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor

from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Document,
    Emphasis,
    Heading,
    Items,
    Link,
    Notice,
    Paragraph,
    Picture,
    Question,
    Said,
    Section,
    Strong,
    Table,
    Text,
    paragraphs,
)
from facilitator.summaries.phrases import isolated

INK, SOFT = RGBColor(0x12, 0x28, 0x3D), RGBColor(0x44, 0x51, 0x5E)
WIDTH = 17.0  # centimetres between the margins of A4
FONT = "Arial"
SHORT = 8  # rows of a table that is kept on one page


def save(document: Document, path: Path) -> Path:
    """Write `document` as a .docx file and return its path."""
    writer = Writer(document)
    for section in document.sections:
        writer.add(section)
    writer.file.save(str(path))
    return path


class Writer:
    """A Word file that takes one block after the other."""

    def __init__(self, document: Document) -> None:
        self.file = docx.Document()
        self._page_begins = False
        _set_properties(self.file, document.title)
        _set_styles(self.file)
        _set_page(self.file, document)
        self._ids = {style.name: style.style_id for style in self.file.styles}

    def add(self, section: Section) -> None:
        self._page_begins = section.page
        for block in section.blocks:
            self.block(block)

    @singledispatchmethod
    def block(self, each: Block) -> None:
        raise TypeError(f"a Word document has no block {type(each).__name__}")

    @block.register
    def _(self, each: Heading) -> None:
        heading = self._line(f"Heading {each.level}")
        heading.add_run(each.text)
        heading.paragraph_format.page_break_before = self._page_begins
        self._page_begins = False

    @block.register
    def _(self, each: Paragraph) -> None:
        styles = {"plain": "Normal", "lead": "Subtitle", "small": "Kit small", "quote": "Quote"}
        line = self._line(styles[each.kind])
        line.paragraph_format.keep_with_next = True if each.kind == "quote" else None
        self._say(line, each.text)

    @block.register
    def _(self, each: Notice) -> None:
        self._say(self._line("Kit notice"), (Strong(each.title), " ", *each.text))

    @block.register
    def _(self, each: Bullets) -> None:
        for item in each.items:
            self._say(self._line("List Bullet"), item)

    @block.register
    def _(self, each: Items) -> None:
        for item in each.items:
            line = self._line("Kit item")
            line.paragraph_format.keep_with_next = bool(item.details)
            self._say(line, (f"{item.number}.\t", *item.text))
            for n, detail in enumerate(item.details, 1):
                small = self._line("Kit detail")
                small.paragraph_format.keep_with_next = n < len(item.details)
                last = n == len(item.details)
                small.paragraph_format.space_after = Pt(5 if last else 0)
                self._say(small, detail)

    @block.register
    def _(self, each: Table) -> None:
        caption = self._line("Caption")
        caption.add_run(each.caption)
        caption.paragraph_format.keep_with_next = True
        table = self.file.add_table(rows=1, cols=len(each.head), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        _describe(table, each.caption)
        _rule(table)
        for n, said in enumerate(each.head):
            self._cell(table.rows[0].cells[n], (Strong(said),), n in each.centred)
            _shade(table.rows[0].cells[n], "E4EBF2")
        _row_flag(table.rows[0], "w:tblHeader")
        for row in each.rows:
            cells = table.add_row().cells
            for n, text in enumerate(row):
                self._cell(cells[n], text, n in each.centred)
        share = WIDTH / sum(each.widths)
        for n, width in enumerate(each.widths):
            table.columns[n].width = Cm(width * share)
        for row in table.rows:
            _row_flag(row, "w:cantSplit")
            for n, cell in enumerate(row.cells):
                cell.width = Cm(each.widths[n] * share)
        if each.flows:
            _keep_together(table.rows[:1])
        elif len(each.rows) <= SHORT:
            _keep_together(table.rows[:-1])
        self._line("Kit small")

    @block.register
    def _(self, each: Picture) -> None:
        line = self._line("Normal")
        shape = line.add_run().add_picture(io.BytesIO(each.png), width=Cm(WIDTH))
        named: Any = shape._inline.docPr
        named.set("title", each.title)
        named.set("descr", each.description)

    @block.register
    def _(self, each: Question) -> None:
        self.block(Heading(2, each.text))
        if each.hint:
            hint = self._line("Kit small")
            hint.add_run(each.hint)
            hint.paragraph_format.keep_with_next = True
        if each.choices:
            ticks = "     ".join(f"☐\u00a0{choice}" for choice in each.choices)
            self._line("Normal").add_run(ticks)
        if each.lines:
            box = self.file.add_table(rows=1, cols=1, style="Table Grid")
            _describe(box, each.text)
            _row_flag(box.rows[0], "w:cantSplit")
            box.rows[0].height = Cm(0.55 * each.lines + 0.2)
            self._styled(box.cell(0, 0).paragraphs[0], "Kit cell")
            under = self._line("Kit small").paragraph_format
            under.line_spacing, under.space_after = Pt(3), Pt(0)

    def _line(self, style: str) -> Any:
        """A new paragraph at the end of the file."""
        return self._styled(self.file.add_paragraph(), style)

    def _styled(self, line: Any, style: str) -> Any:
        """Set a style by its id: python-docx looks through all styles for each name."""
        line._p.style = self._ids[style]
        return line

    def _cell(self, cell: Any, text: Text, centred: bool) -> None:
        for n, part in enumerate(paragraphs(text)):
            line = self._styled(cell.add_paragraph() if n else cell.paragraphs[0], "Kit cell")
            if centred:
                line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            self._say(line, part)

    def _say(self, line: Any, text: Iterable[Any]) -> None:
        for part in text:
            match part:
                case Strong(Said(words)):
                    line.add_run(isolated(words)).bold = True
                case Strong(words):
                    line.add_run(words).bold = True
                case Said(words):
                    line.add_run(isolated(words))
                case Emphasis(words):
                    line.add_run(words).italic = True
                case Link(words, address) if address.startswith("#"):
                    line.add_run(words)
                case Link(words, address):
                    _link(line, words, address)
                case _:
                    line.add_run(part)


def _set_properties(file: Any, title: str) -> None:
    known = file.core_properties
    known.title, known.language = title, "en-GB"
    known.author = known.last_modified_by = "Making Safeguarding Personal workbooks"
    known.comments = known.keywords = ""


def _set_styles(file: Any) -> None:
    """Arial, left-aligned, British English, with the few styles of our own."""
    language = file.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:val"), "en-GB")
    normal = _style(file, "Normal", size=10.5, after=5)
    normal.paragraph_format.line_spacing = 1.12
    _style(file, "Heading 1", size=20, bold=True, after=2, before=0)
    _style(file, "Heading 2", size=13.5, bold=True, before=11, after=3)
    _style(file, "Heading 3", size=11.5, bold=True, before=11, after=3)
    _style(file, "Subtitle", size=11, after=6, colour=SOFT)
    _style(file, "Caption", size=10, bold=True, before=8, after=3)
    _style(file, "Quote", size=10.5, after=5, colour=SOFT).paragraph_format.left_indent = Cm(0.6)
    _style(file, "List Bullet", size=10.5, after=3)
    _style(file, "Kit small", size=9.5, after=4, colour=SOFT)
    _style(file, "Kit cell", size=9.5, after=2, before=2).paragraph_format.line_spacing = 1.05
    item = _style(file, "Kit item", size=10.5, after=0).paragraph_format
    item.left_indent, item.first_line_indent = Cm(0.9), Cm(-0.9)
    item.tab_stops.add_tab_stop(Cm(0.9))
    detail = _style(file, "Kit detail", size=9.5, after=5, colour=SOFT).paragraph_format
    detail.left_indent = Cm(0.9)
    notice = _style(file, "Kit notice", size=10.5, before=2, after=6).paragraph_format
    notice.left_indent = notice.right_indent = Cm(0.2)
    _frame(file.styles["Kit notice"])


def _style(
    file: Any,
    name: str,
    size: float,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    colour: RGBColor = INK,
) -> Any:
    """The style called `name`, made when it is not there; sizes in points."""
    known = name in file.styles
    style = file.styles[name] if known else file.styles.add_style(name, 1)
    font, fonts = style.font, style.element.get_or_add_rPr().get_or_add_rFonts()
    for place in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(place), FONT)
    for place in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(place), None)
    font.size, font.bold, font.italic, font.color.rgb = Pt(size), bold, False, colour
    spacing = style.element.get_or_add_rPr().find(qn("w:spacing"))
    if spacing is not None:
        style.element.rPr.remove(spacing)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    return style


def _frame(style: Any) -> None:
    """A bar at the left of a notice."""
    borders = OxmlElement("w:pBdr")
    bar = OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "36"), ("space", "8"), ("color", "1D5C8F")):
        bar.set(qn(f"w:{name}"), value)
    borders.append(bar)
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _set_page(file: Any, document: Document) -> None:
    """A4 with 2 cm at the sides, and the page number at the foot."""
    page = file.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin, page.bottom_margin, page.footer_distance = Cm(1.7), Cm(1.7), Cm(0.9)
    foot = page.footer.paragraphs[0]
    foot.style = "Kit small"
    foot.add_run(f"{document.name} · session {document.code} · page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")


def _field(line: Any, name: str) -> None:
    """A number that Word counts itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    line._p.append(field)


def _link(line: Any, words: str, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), line.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, True))
    run = line.add_run(words)
    run.underline = True
    link.append(run._r)
    line._p.append(link)


def _describe(table: Any, caption: str) -> None:
    """The table's name for screen readers."""
    named = OxmlElement("w:tblCaption")
    named.set(qn("w:val"), caption)
    table._tbl.tblPr.append(named)


def _rule(table: Any) -> None:
    """Thin lines between rows and none between columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        shown = side in ("top", "bottom", "insideH")
        line.set(qn("w:val"), "single" if shown else "nil")
        if shown:
            line.set(qn("w:sz"), "4")
            line.set(qn("w:color"), "B9C4CF")
        borders.append(line)
    table._tbl.tblPr.insert_element_before(
        borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption"
    )


def _row_flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _keep_together(rows: Iterable[Any]) -> None:
    """Keep each of these rows on the page of the next."""
    for row in rows:
        for cell in row.cells:
            for line in cell.paragraphs:
                line.paragraph_format.keep_with_next = True


def _shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
