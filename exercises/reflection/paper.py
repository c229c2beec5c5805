"""What is taken out of a log: entries, a record of professional development, a certificate.

Each is a list of pieces first, and then a Word document or plain text. Nothing is written to a
file here: the bytes go to whoever asked.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from exercises.reflection import content
from exercises.reflection.book import Book, Entry, Plan, Prompted, Written
from exercises.reflection.content import Form

Kind = Literal["title", "heading", "label", "words", "small"]
EXERCISES = {
    "six-principles": "The six principles",
    "grid": "The wellbeing and safety grid",
    "plan-check": "The strategic plan check",
    "scenario": "An outcome negotiation scenario",
}
SAID = {"done": "Done", "changed": "Changed", "still": "Still to do"}
NOT_CERTIFIED = (
    "It does not certify attendance, time spent, a mark, competence or fitness to practise.",
    "Nobody watched, and nobody checked what was written. It rests on the word of the person who "
    "made it; the kit asked for no name.",
    "It is not an award of any regulator, employer, board or university, and none has endorsed it.",
)


@dataclass(frozen=True)
class Piece:
    """One part of a document; `words` are somebody's own."""

    kind: Kind
    text: str


def day(seconds: float) -> str:
    """A date in words, in this machine's own time."""
    then = datetime.fromtimestamp(seconds)
    return f"{then.day} {then:%B %Y}"


def came_from(about: Prompted) -> str:
    """What an entry came from, in words."""
    name = EXERCISES.get(about.exercise, about.exercise)
    told = f"{name}: {about.title}" if about.title else name
    return f"{told}, {day(about.day)}"


def entries(book: Book, chosen: Sequence[Entry], now: float, to: str = "") -> list[Piece]:
    """Entries to take away, the oldest first; `to` is for whom a copy is."""
    ordered = sorted(chosen, key=lambda each: each.begun)
    if to:
        head = f"A copy from a reflective log, for {to}"
    else:
        head = "From a reflective log"
    said = f"Taken out on {day(now)}. The log is private; this copy is not locked, and is kept by "
    pieces = [Piece("title", head), Piece("small", said + "whoever holds it.")]
    for entry in ordered:
        pieces += _entry(book, entry)
    return pieces


def _entry(book: Book, entry: Entry) -> Iterable[Piece]:
    told = entry.now
    model = content.models().get(told.model)
    yield Piece("heading", told.title)
    yield Piece("small", f"Written on {day(entry.begun)}{_changed(entry)}.")
    if entry.about:
        yield Piece("small", f"After {came_from(entry.about)}.")
    asks = {prompt.id: prompt.ask for prompt in model.prompts} if model else {}
    if model:
        yield Piece("small", f"Way of writing: {model.title} ({model.source.by}).")
    for name in [*asks, *(name for name in told.fields if name not in asks)]:
        if told.fields.get(name):
            yield Piece("label", asks.get(name, name))
            yield Piece("words", told.fields[name])
    plans = plans_of(book, [entry])
    if plans:
        yield Piece("label", "What I will do differently")
        for plan in plans:
            yield Piece("words", plan.text)
            for answer in plan.answers:
                yield Piece("small", f"{day(answer.at)}: {SAID[answer.said].lower()}.")
                for name, text in (("helped", answer.helped), ("got in the way", answer.hindered)):
                    if text:
                        yield Piece("small", f"What {name}:")
                        yield Piece("words", text)


def _changed(entry: Entry) -> str:
    count = len(entry.versions)
    return f", changed on {day(entry.now.at)} (version {count})" if count > 1 else ""


def plans_of(book: Book, chosen: Iterable[Entry]) -> list[Plan]:
    """What somebody means to do differently after these entries, in order."""
    names = {entry.id for entry in chosen}
    found = [plan for plan in book.plans.values() if plan.entry in names]
    return sorted(found, key=lambda plan: plan.made)


def filled(form: Form, book: Book, chosen: Sequence[Entry]) -> dict[str, str]:
    """What a form begins with, from entries of the log. What is in no entry begins empty."""
    ordered = sorted(chosen, key=lambda each: each.begun)
    came = [came_from(entry.about) for entry in ordered if entry.about]
    told = {
        "date": "; ".join(dict.fromkeys(day(entry.begun) for entry in ordered)),
        "about": "\n".join(dict.fromkeys(came)) or "\n".join(e.now.title for e in ordered),
        "words": "\n\n".join(
            text for entry in ordered for text in entry.now.fields.values() if text
        ),
        "differently": "\n".join(plan.text + _last_said(plan) for plan in plans_of(book, ordered)),
    }
    return {field.id: told.get(field.fill, "")[:20_000] for field in form.fields}


def _last_said(plan: Plan) -> str:
    if not plan.answers:
        return ""
    last = plan.answers[-1]
    return f" ({SAID[last.said].lower()}, {day(last.at)})"


def record(form: Form, written: Written, now: float) -> list[Piece]:
    """A record of professional development in the fields of a form."""
    pieces = [
        Piece("title", "Record of continuing professional development"),
        Piece("small", f"{form.title}. Written out on {day(now)}."),
    ]
    if written.title:
        pieces.append(Piece("heading", written.title))
    for field in form.fields:
        pieces.append(Piece("label", field.label))
        pieces.append(Piece("words", written.fields.get(field.id, "") or "(empty)"))
    source = form.source
    said = f"Where the fields come from: {source.by}. Looked up on {source.checked}: {source.read}."
    pieces += [Piece("small", text) for text in (said, form.note) if text]
    return pieces


def certificate(chosen: Sequence[Entry], now: float) -> list[Piece]:
    """What was worked through, and what that does not say."""
    pieces = [
        Piece("title", "What was worked through"),
        Piece("words", "Name (to be written in by hand): ______________________________"),
        Piece("small", f"Written out on {day(now)} from a private reflective log."),
        Piece("heading", "Exercises that the log has an entry on"),
    ]
    about = [entry.about for entry in chosen if entry.about]
    worked = dict.fromkeys(came_from(each) for each in sorted(about, key=lambda each: each.day))
    pieces += [Piece("words", text) for text in worked] or [Piece("words", "None.")]
    other = sum(1 for entry in chosen if entry.about is None)
    if other:
        one = "1 entry" if other == 1 else f"{other} entries"
        pieces.append(Piece("words", f"And {one} on something else than an exercise of this kit."))
    pieces.append(Piece("heading", "What this does not certify"))
    pieces += [Piece("words", text) for text in NOT_CERTIFIED]
    return pieces


def as_text(pieces: Iterable[Piece]) -> bytes:
    """Plain text in UTF-8."""
    lines: list[str] = []
    for piece in pieces:
        if piece.kind in ("title", "heading"):
            rule = ("=" if piece.kind == "title" else "-") * min(len(piece.text), 72)
            lines += ["", piece.text, rule]
        elif piece.kind == "label":
            lines += ["", piece.text]
        else:
            lines += [piece.text, ""]
    return ("\n".join(lines).strip() + "\n").encode("utf-8")


def as_word(pieces: Sequence[Piece], now: float) -> bytes:
    """A Word document: real headings, British English, Arial."""
    import docx
    from docx.shared import Cm, Pt

    file: Any = docx.Document()
    known = file.core_properties
    known.title, known.language = pieces[0].text, "en-GB"
    known.author = known.last_modified_by = known.comments = ""
    known.created = known.modified = datetime.fromtimestamp(now, UTC).replace(tzinfo=None)
    page = file.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    _arial(file, Pt)
    levels = {"title": 1, "heading": 2, "label": 3}
    for piece in pieces:
        if piece.kind in levels:
            file.add_heading(piece.text, levels[piece.kind])
            continue
        for part in piece.text.split("\n"):
            line = file.add_paragraph(part)
            if piece.kind == "small":
                for run in line.runs:
                    run.font.size = Pt(9.5)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _arial(file: Any, points: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    language = file.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:val"), "en-GB")
    sizes = {"Normal": 11, "Heading 1": 20, "Heading 2": 14, "Heading 3": 11.5}
    for name, size in sizes.items():
        style = file.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for place in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(place), "Arial")
        for place in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(place), None)
        style.font.size, style.font.color.rgb = points(size), RGBColor(0x12, 0x28, 0x3D)
