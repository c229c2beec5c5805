"""Files of plans, made for tests: Word by python-docx, PDF and packed files byte by byte."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

Drawn = tuple[float, float, float, bool, str]  # left, up from the foot, size, bold, text

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID = b"0123456789abcdef"


def docx(fill: Callable[[Any], None]) -> bytes:
    """A Word document that `fill` writes."""
    from docx import Document

    document = Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(
    body: bytes,
    change: dict[str, Callable[[bytes], bytes]] | None = None,
    add: dict[str, bytes] | None = None,
    compress: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A packed file with parts changed and added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w", compress) as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part.filename, (change or {}).get(part.filename, bytes)(data))
        for name, data in (add or {}).items():
            new.writestr(name, data)
    return out.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return out.getvalue()


def claiming(body: bytes, name: str, size: int) -> bytes:
    """A packed file whose directory says that the part `name` unpacks to `size` bytes."""
    changed = bytearray(body)
    at = body.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", body, at + 28)[0]
        if body[at + 46 : at + 46 + length] == name.encode():
            struct.pack_into("<I", changed, at + 24, size)
        at = body.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def pdf(
    pages: Iterable[Iterable[Drawn]],
    password: str | None = None,
    picture: str = "",
    turn: int = 0,
    title: str = "",
) -> bytes:
    """A PDF in Helvetica that draws its texts in the order given; `picture` is drawn on each page
    before, and the page is shown turned by so many degrees. `title` is the one in its properties,
    which cannot be told together with a password.

    With a password (which may be empty) it is encrypted: 40 bits, RC4.
    """
    streams = [(picture + "".join(map(_shown, page))).encode("cp1252") for page in pages]
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(streams)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
    ]
    owner, rights = _rc4(_digest(_padded("owner"))[:5], _padded(password or "")), -4
    key = _digest(_padded(password or "") + owner + struct.pack("<i", rights) + _ID)[:5]
    for stream in streams:
        number = len(objects) + 2
        if password is not None:
            own = _digest(key + struct.pack("<I", number)[:3] + b"\0\0")[:10]
            stream = _rc4(own, stream)
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>" % (turn, number),
            b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        ]
    told = b""
    if title:
        objects.append(b"<</Title(%s)>>" % title.encode("cp1252"))
        told = b"/Info %d 0 R" % len(objects)
    out, places = b"%PDF-1.4\n", []
    for n, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    locked = b""
    if password is not None:
        signs = (owner.hex().encode(), _rc4(key, _PAD).hex().encode(), rights, _ID.hex().encode())
        locked = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P %d>>/ID[<%s><00>]" % signs
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\n"
        % (
            size,
            table,
            size,
            locked + told,
        )
        + b"startxref\n%d\n%%%%EOF\n" % len(out)
    )


def set_lines(lines: Iterable[str], left: float, up: float, size: float = 11) -> list[Drawn]:
    """Lines of one column, one below the other."""
    return [(left, up - 1.3 * size * n, size, False, line) for n, line in enumerate(lines)]


def _shown(drawn: Drawn) -> str:
    left, up, size, bold, text = drawn
    for sign in "\\()":
        text = text.replace(sign, "\\" + sign)
    return f"BT /F{2 if bold else 1} {size} Tf {left} {up} Td ({text}) Tj ET\n"


def _padded(password: str) -> bytes:
    return (password.encode() + _PAD)[:32]


def _digest(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
