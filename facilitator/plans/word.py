"""A Word document in blocks, in the order of its body.

Only the parts with text, styles, notes and the title are unpacked; pictures, links, embedded files,
comments and settings are never looked at. Deleted and hidden text is not read.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import parse_xml
from lxml.etree import XMLSyntaxError

from exercises.plan.blocks import BULLET, Block, rows_of
from exercises.plan.lines import ENDS_SENTENCE
from exercises.plan.passages import PlanError
from facilitator.plans.files import BROKEN, MOST_PAGES, Archive, too_many_pages

LONGEST_LOUD = 100  # characters of a line that is a heading because it is bold or large
LARGER = 4  # half points above the body's size
BODY = 22  # half points, where the document does not say
BY_LOOK = 1000  # levels of headings by look come below all that have a style

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": nsmap["w"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": nsmap["r"].encode(),
}
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_UNREAD = frozenset(
    qn(name)
    for name in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText", "w:sdtPr")
)
_WRAPPERS = frozenset(qn(name) for name in ("w:ins", "w:moveTo", "w:customXml", "w:smartTag"))


@dataclass
class _Style:
    name: str
    based: str | None
    outline: int | None
    listed: bool
    bold: bool | None
    size: int | None


@dataclass
class _Said:
    """What is found in one paragraph."""

    text: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    loud: list[tuple[bool | None, int | None, str | None]] = field(default_factory=list)


def blocks_of(archive: Archive) -> tuple[list[Block], list[str]]:
    """The blocks of a document, and the lines of its tables of contents. Raises PlanError."""
    main = _main(archive)
    document = _parsed(archive, main)
    body = document.find(qn("w:body"))
    if body is None:
        raise PlanError(BROKEN)
    beside = _relations(archive, main)
    reader = _Reader(
        _styles(archive, beside.get("styles")),
        {kind: _notes(archive, beside.get(f"{kind}s"), kind) for kind in ("footnote", "endnote")},
        any(True for _ in document.iter(qn("w:lastRenderedPageBreak"))),
    )
    blocks = list(reader.blocks(body))
    if reader.page > MOST_PAGES:
        raise too_many_pages(reader.page)
    return blocks, reader.contents


def title_of(archive: Archive) -> str:
    """The title in a document's properties; empty when there is none or it cannot be read."""
    try:
        part = _relations(archive, "").get("core-properties")
        found = _parsed(archive, part).find(_TITLE) if part else None
    except PlanError:
        return ""
    return "" if found is None else found.text or ""


def _parsed(archive: Archive, name: str) -> Any:
    data = archive.xml(name)
    for strict, usual in _STRICT.items():
        data = data.replace(strict, usual)
    try:
        return parse_xml(data)
    except (XMLSyntaxError, ValueError):
        raise PlanError(BROKEN) from None


def _main(archive: Archive) -> str:
    found = _relations(archive, "").get("officeDocument", "word/document.xml")
    if not archive.has(found):
        raise PlanError(BROKEN)
    return found


def _relations(archive: Archive, part: str) -> dict[str, str]:
    """Where the parts beside `part` are, by the last word of their kind; none outside the file."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if not archive.has(path):
        return {}
    found = {}
    for each in _parsed(archive, path).iter(_PACKAGE):
        target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))[1:]
        if each.get("TargetMode") != "External" and archive.has(target):
            found.setdefault(each.get("Type", "").rpartition("/")[2], target)
    return found


def _styles(archive: Archive, part: str | None) -> dict[str, _Style]:
    if part is None:
        return {}
    styles = {}
    root = _parsed(archive, part)
    for each in root.iter(qn("w:style")):
        if each.get(qn("w:type")) == "character":
            continue
        style = _Style(
            (_value(each, "w:name") or "").lower(),
            _value(each, "w:basedOn"),
            _number(_value(each, "w:pPr/w:outlineLvl")),
            each.find(qn("w:pPr") + "/" + qn("w:numPr")) is not None,
            _on(each, "w:rPr/w:b"),
            _number(_value(each, "w:rPr/w:sz")),
        )
        styles[each.get(qn("w:styleId"), "")] = style
        if each.get(qn("w:default")) in ("1", "true") and each.get(qn("w:type")) == "paragraph":
            styles.setdefault("", style)
    size = _number(_value(root, "w:docDefaults/w:rPrDefault/w:rPr/w:sz"))
    normal = styles.setdefault("", _Style("normal", None, None, False, None, size))
    normal.size = normal.size or size
    return styles


def _notes(archive: Archive, part: str | None, kind: str) -> dict[str, Any]:
    if part is None:
        return {}
    return {each.get(qn("w:id"), ""): each for each in _parsed(archive, part).iter(qn(f"w:{kind}"))}


def _find(element: Any, path: str) -> Any:
    return element.find("/".join(qn(name) for name in path.split("/")))


def _value(element: Any, path: str) -> str | None:
    found = _find(element, path)
    return None if found is None else found.get(qn("w:val"))


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else None


def _on(element: Any, path: str) -> bool | None:
    found = _find(element, path)
    return None if found is None else found.get(qn("w:val"), "1") not in ("0", "false", "off")


class _Reader:
    def __init__(
        self, styles: dict[str, _Style], notes: dict[str, dict[str, Any]], paged: bool
    ) -> None:
        self._styles = styles
        self._notes = notes
        self._paged = paged
        self.page = 1
        self._in_table = False
        self.contents: list[str] = []

    @property
    def _place(self) -> str:
        return f"about page {self.page}" if self._paged else ""

    def blocks(self, container: Any) -> Iterator[Block]:
        """The blocks in a body, a cell, a note or a box."""
        for child in container:
            tag = child.tag
            if tag == qn("w:p"):
                yield from self._paragraph(child)
            elif tag == qn("w:tbl"):
                yield from self._table(child)
            elif tag == qn("w:sdt"):
                yield from self._control(child)
            elif tag in _WRAPPERS:
                yield from self.blocks(child)
            elif tag == _MC + "AlternateContent":
                yield from self.blocks(_chosen(child))

    def _control(self, control: Any) -> Iterator[Block]:
        content = _find(control, "w:sdtContent")
        gallery = _value(control, "w:sdtPr/w:docPartObj/w:docPartGallery")
        if content is None:
            return
        if gallery == "Table of Contents":
            self.contents += [block.text for block in self.blocks(content)]
        else:
            yield from self.blocks(content)

    # paragraphs

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        said = _Said()
        self._gather(paragraph, said, None)
        text = "".join(said.text).strip()
        if text:
            chain = self._chain(_value(paragraph, "w:pPr/w:pStyle"))
            if any(re.match(r"toc (?:\d|heading)|table of figures", each.name) for each in chain):
                self.contents.append(text)
            else:
                yield self._block(paragraph, chain, text, said)
        for box in said.boxes:
            yield from self.blocks(box)
        for kind, name in said.notes:
            note = self._notes[kind].pop(name, None)
            if note is not None:
                yield from self.blocks(note)

    def _chain(self, style: str | None) -> list[_Style]:
        """A style and those it is based on."""
        chain: list[_Style] = []
        found = self._styles.get(style or "")
        while found is not None and found not in chain:
            chain.append(found)
            found = self._styles.get(found.based) if found.based else None
        return chain

    def _block(self, paragraph: Any, chain: list[_Style], text: str, said: _Said) -> Block:
        level = self._level(paragraph, chain)
        if level is not None and not self._in_table:
            return Block("heading", text, level, self._place)
        numbered = _find(paragraph, "w:pPr/w:numPr")
        if numbered is not None and _value(numbered, "w:numId") != "0":
            deep = _number(_value(numbered, "w:ilvl")) or 0
            return Block("bullet", text, 1 + deep, self._place)
        if numbered is None and any(each.listed or "list bullet" in each.name for each in chain):
            return Block("bullet", text, 1, self._place)
        loud = self._loud(text, chain, said)
        if loud and not self._in_table:
            return Block("heading", text, BY_LOOK - loud, self._place)
        return Block("paragraph", text, 1, self._place)

    def _level(self, paragraph: Any, chain: list[_Style]) -> int | None:
        """How high a heading is by its style or its level in the outline."""
        own = _number(_value(paragraph, "w:pPr/w:outlineLvl"))
        if own is not None:
            return own + 2 if own < 9 else None
        for style in chain:
            if style.name == "title":
                return 1
            if found := re.fullmatch(r"heading (\d)", style.name):
                return int(found[1]) + 1
            if style.outline is not None:
                return style.outline + 2 if style.outline < 9 else None
        return None

    def _loud(self, text: str, chain: list[_Style], said: _Said) -> int:
        """The size of a short line that is all bold or large, in half points; 0 for others."""
        plain = len(text) > LONGEST_LOUD or ENDS_SENTENCE.search(text.rstrip("?")) is not None
        if plain or not said.loud or not any(sign.isalpha() for sign in text):
            return 0
        bold = next((each.bold for each in chain if each.bold is not None), False)
        normal = self._styles[""].size if "" in self._styles else None
        body = normal or BODY
        size = next((each.size for each in chain if each.size is not None), None) or body
        runs = [self._run_style(*run, bold, size) for run in said.loud]
        smallest = min(size for _, size in runs)
        all_bold = all(bold for bold, _ in runs)
        return smallest if all_bold or smallest >= body + LARGER else 0

    def _run_style(
        self, bold: bool | None, size: int | None, style: str | None, *usual: Any
    ) -> tuple[bool, int]:
        if bold is None and style is not None and style.lower() == "strong":
            bold = True
        return (usual[0] if bold is None else bold), (size or usual[1])

    def _gather(self, element: Any, said: _Said, run: Any) -> None:
        """Collect what is in a paragraph, or in a part of it."""
        for child in element:
            tag = child.tag
            if tag in _UNREAD or not isinstance(tag, str):
                continue
            if tag == qn("w:r"):
                if not _on(child, "w:rPr/w:vanish"):
                    self._gather(child, said, child)
            elif tag in (qn("w:t"), _MATH):
                self._take(child.text or "", said, run)
            elif tag in (qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:ptab")):
                said.text.append(" ")
            elif tag == qn("w:noBreakHyphen"):
                said.text.append("-")
            elif tag == qn("w:lastRenderedPageBreak"):
                self.page += 1
            elif tag == qn("w:txbxContent"):
                said.boxes.append(child)
            elif tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                kind = "footnote" if "footnote" in tag else "endnote"
                said.notes.append((kind, child.get(qn("w:id"), "")))
            elif tag == _MC + "AlternateContent":
                self._gather(_chosen(child), said, run)
            else:
                self._gather(child, said, run)

    def _take(self, text: str, said: _Said, run: Any) -> None:
        said.text.append(text)
        if text.strip() and run is not None:
            bold, size = _on(run, "w:rPr/w:b"), _number(_value(run, "w:rPr/w:sz"))
            said.loud.append((bold, size, _value(run, "w:rPr/w:rStyle")))

    # tables

    def _table(self, table: Any) -> Iterator[Block]:
        rows = [row for row in _unwrapped(table, "w:tr") if _find(row, "w:trPr/w:del") is None]
        cells = [_unwrapped(row, "w:tc") for row in rows]
        if max(map(len, cells), default=0) < 2 and not self._in_table:
            for cell in (cell for row in cells for cell in row):
                yield from self.blocks(cell)
            return
        outer, self._in_table = self._in_table, True
        places, texts = [], list[list[str]]()
        for row in cells:
            place, page, last = self._place, self.page, self.page
            texts.append([])
            for cell in row:
                self.page = page
                texts[-1] += self._cell(cell, texts)
                last = max(last, self.page)
            self.page = last  # a page that ends within a row ends in each of its cells
            places.append(place)
        self._in_table = outer
        headed = _find(rows[0], "w:trPr/w:tblHeader") is not None or _is_head(cells[0], texts)
        if headed and len(texts) > 1:
            yield from self._rows(texts, places)
        else:
            for row, place in zip(texts, places, strict=True):
                yield from (Block("row", line, 1, place) for line in rows_of([row], False))

    def _rows(self, texts: list[list[str]], places: list[str]) -> Iterator[Block]:
        lines = rows_of(texts, True)
        filled = [place for row, place in zip(texts, places, strict=True) if any(row)]
        for line, place in zip(lines, filled[len(filled) - len(lines) :], strict=True):
            yield Block("row", line, 1, place)

    def _cell(self, cell: Any, above: list[list[str]]) -> list[str]:
        """The text of a cell, and empty ones for the further columns it covers; a cell that goes on
        from the row above says the same again."""
        wide = min(_number(_value(cell, "w:tcPr/w:gridSpan")) or 1, 60)
        text = "\n".join(
            (BULLET if block.kind == "bullet" else "") + block.text for block in self.blocks(cell)
        )
        merged = _find(cell, "w:tcPr/w:vMerge")
        goes_on = merged is not None and merged.get(qn("w:val"), "continue") == "continue"
        column = len(above[-1])
        if goes_on and not text and len(above) > 1 and column < len(above[-2]):
            text = above[-2][column]
        return [text] + [""] * (wide - 1)


def _is_head(first: list[Any], texts: list[list[str]]) -> bool:
    """Whether the first row of a table names its columns."""
    names = texts[0]
    short = all(name and len(name) <= 60 and "\n" not in name for name in names)
    bold = all(
        _on(run, "w:rPr/w:b")
        for cell in first
        for run in cell.iter(qn("w:r"))
        if _find(run, "w:t") is not None
    )
    return short and len(names) > 1 and (bold or len(names) > 2)


def _unwrapped(element: Any, name: str) -> list[Any]:
    """The rows of a table or the cells of a row, also those in content controls."""
    found = []
    for child in element:
        if child.tag == qn(name):
            found.append(child)
        elif child.tag == qn("w:sdt"):
            content = _find(child, "w:sdtContent")
            found += _unwrapped(content, name) if content is not None else []
        elif child.tag in _WRAPPERS:
            found += _unwrapped(child, name)
    return found


def _chosen(alternatives: Any) -> Any:
    """Of the same thing drawn in two ways, the first."""
    choice = alternatives.find(_MC + "Choice")
    fallback = alternatives.find(_MC + "Fallback")
    return choice if choice is not None else (fallback if fallback is not None else ())
