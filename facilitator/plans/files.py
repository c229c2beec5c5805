"""What a file is, told by what is in it: what can be read, and a sentence for all that cannot.

Nothing in here unpacks more than it was told to expect.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import Literal
from xml.parsers import expat

from exercises.plan.passages import PlanError

MEGABYTE = 2**20
LARGEST = 25 * MEGABYTE
MOST_UNPACKED = 250 * MEGABYTE  # of all parts of a Word file together, as its directory says
LARGEST_PART = 20 * MEGABYTE  # of one part that is read
MOST_PARTS = 10_000
MOST_PAGES = 150

INSTEAD = "choose the plan as a Word document (.docx), PDF or text, or paste its text"
BROKEN = "this file is damaged or not complete; save it again from the program that made it, " + (
    "or paste its text"
)
PASSWORD = "this file is locked with a password; save a copy without the password and choose that"
MACROS = (
    "this document has macros in it, and files with macros are not opened; save it as a Word "
    "document without macros (.docx) and choose that"
)

Kind = Literal["pdf", "word", "text"]

_MADE_BY_SIGNATURE = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"BM": "a picture",
    b"II*\0": "a picture",
    b"MM\0*": "a picture",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"7z\xbc\xaf": "a packed folder",
    b"Rar!": "a packed folder",
    b"\x1f\x8b": "a packed file",
    b"BZh": "a packed file",
}
_MAIN_PARTS = {
    b"spreadsheetml": "a spreadsheet",
    b"presentationml": "a presentation",
    b"opendocument": "a file of another program",
}
_OLD = {
    "EncryptedPackage": PASSWORD,
    "WordDocument": "this is a document of an old Word (.doc); open it in Word and save it as "
    ".docx, then choose that",
    "Workbook": f"this is a spreadsheet; {INSTEAD}",
    "PowerPoint Document": f"this is a presentation; {INSTEAD}",
}


def too_large(size: int) -> PlanError:
    """What is said of a file with `size` bytes, which is too many."""
    return PlanError(
        f"this file has {size / MEGABYTE:,.1f} MB; at most {LARGEST / MEGABYTE:,.0f} MB can be "
        "read. Save a copy without its pictures, or take the part of the plan with its priorities"
    )


def too_many_pages(pages: int) -> PlanError:
    return PlanError(
        f"this document has {pages:,} pages; at most {MOST_PAGES} can be read. Take the part of "
        "the plan with its priorities and objectives"
    )


def kind_of(body: bytes) -> Kind:
    """What a file is; its name is not asked. Raises PlanError for what cannot be read."""
    if not body.strip(b"\0 \t\r\n"):
        raise PlanError(f"this file is empty; {INSTEAD}")
    if len(body) > LARGEST:
        raise too_large(len(body))
    start = body[:1024]
    if b"%PDF-" in start:
        return "pdf"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "word"
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise PlanError(_of_old_office(body))
    what = next((w for sign, w in _MADE_BY_SIGNATURE.items() if start.startswith(sign)), None)
    if start[4:8] == b"ftyp" or (start.startswith(b"RIFF") and start[8:12] == b"WEBP"):
        what = "a picture or a film"
    if what is not None and not _is_words(start):
        raise PlanError(f"this is {what}, not a document; {INSTEAD}")
    if start.lstrip().startswith(b"{\\rtf"):
        raise PlanError(
            "this is a document in rich text (.rtf); open it in Word and save it as .docx"
        )
    opening = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
    if opening.startswith((b"<!doctype html", b"<html")):
        raise PlanError(f"this is a web page; {INSTEAD}")
    if opening.startswith(b"<?xml"):
        raise PlanError(f"this is a file of another program (XML); {INSTEAD}")
    return "text"


def _is_words(start: bytes) -> bool:
    return all(byte >= 32 or byte in b"\t\r\n" for byte in start)


def _of_old_office(body: bytes) -> str:
    """What to say of a file as programs of Microsoft wrote them before 2007."""
    for name, sentence in _OLD.items():
        if name.encode("utf-16-le") in body:
            return sentence
    return f"this is a file of another program; {INSTEAD}"


def text_of(body: bytes) -> str:
    """The text in a text file: UTF-8, UTF-16, or what Windows wrote before. Raises PlanError when
    it is no text."""
    text = _decoded(body)
    if "\0" in text:
        raise PlanError(
            "this file has NUL characters in it, which no text has; open it in the program that "
            "made it and save it as text again"
        )
    strange = sum(1 for sign in text if sign < " " and sign not in "\t\n\r\f\v\x1a\x1b")
    if strange > 2 + len(text) // 200:
        raise PlanError(f"this is not a document that can be read; {INSTEAD}")
    return text


def _decoded(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    odd, even = body[1:2000:2].count(0), body[0:2000:2].count(0)
    half = len(body[:2000]) // 2
    if max(odd, even) > 0.6 * half and min(odd, even) < 0.1 * half:
        return body.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


class Archive:
    """The parts of a Word file. Its directory is judged before anything is unpacked."""

    def __init__(self, body: bytes) -> None:
        """Raises PlanError when this is no Word document, or one that is not opened."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except _FAULTS:
            raise PlanError(BROKEN) from None
        parts = self._zip.infolist()
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
            raise PlanError(
                f"this file would unpack to {unpacked / MEGABYTE:,.0f} MB in {len(parts):,} parts; "
                f"at most {MOST_UNPACKED / MEGABYTE:,.0f} MB in {MOST_PARTS:,} parts are opened. "
                "Save it again in Word, or paste its text"
            )
        if any(part.flag_bits & 1 for part in parts):
            raise PlanError(PASSWORD)
        self._judge([part.filename for part in parts])

    def _judge(self, names: list[str]) -> None:
        if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
            raise PlanError(MACROS)
        if "[Content_Types].xml" in names:
            types = self.part("[Content_Types].xml").replace(b"\0", b"")
            if re.search(rb"macroEnabled|vbaProject", types, re.I):
                raise PlanError(MACROS)
            if re.search(rb"wordprocessingml\.(?:document|template)\.main", types):
                return
            what = next((w for sign, w in _MAIN_PARTS.items() if sign in types), None)
            raise PlanError(f"this is {what or 'a file of another program'}; {INSTEAD}")
        if "mimetype" in names:
            kind = self.part("mimetype")
            if b"opendocument.text" in kind:
                raise PlanError(
                    "this is an OpenDocument text (.odt); save it as a Word document (.docx) or "
                    "as PDF and choose that"
                )
            raise PlanError(f"this is a file of another program; {INSTEAD}")
        if any(name.endswith((".iwa", "index.apxl", "index.xml", "Index.zip")) for name in names):
            raise PlanError("this is a document of Pages; export it as Word or PDF and choose that")
        raise PlanError(f"this is a packed folder (.zip); unpack it, then {INSTEAD}")

    def has(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def part(self, name: str) -> bytes:
        """One part, unpacked. Raises PlanError when it is not there, damaged or too large."""
        try:
            part = self._zip.getinfo(name)
            if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise PlanError(BROKEN)
            with self._zip.open(part) as stream:
                data = stream.read(LARGEST_PART + 1)
        except _FAULTS:
            raise PlanError(BROKEN) from None
        if len(data) > LARGEST_PART:
            raise PlanError(
                f"a part of this file unpacks to more than {LARGEST_PART / MEGABYTE:,.0f} MB; "
                "save it again in Word, or paste its text"
            )
        return data

    def xml(self, name: str) -> bytes:
        """Like `part`, for XML: PlanError as well when it declares a document type of its own."""
        data = self.part(name)
        refuse_declarations(data)
        return data


_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    UnicodeError,
    ValueError,
    OverflowError,
    OSError,
)


class _Root(Exception):
    """The first element is reached: nothing can be declared any more."""


def refuse_declarations(data: bytes) -> None:
    """Raise PlanError when XML has a document type, by which entities are made to grow or to fetch
    files, or when it cannot be read at all. No Word file has one."""

    def declared(*_: object) -> None:
        raise PlanError(
            "this document declares XML entities, which no Word document needs and which can do "
            "harm; save it again in Word, or paste its text"
        )

    def reached(*_: object) -> None:
        raise _Root

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = reached
    try:
        parser.Parse(data, True)
    except _Root:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, PlanError):
            raise
        raise PlanError(BROKEN) from None
    raise PlanError(BROKEN)
