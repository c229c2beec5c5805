"""The exercise on paper: both sizes, opened again as a reader and a printer would."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import nbformat
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from pydantic import ValidationError

from exercises import easy_read
from exercises.journal import sessions
from exercises.journal.frame import HelpSet
from exercises.journal.sessions import Session
from exercises.journal.slips import RATINGS
from exercises.library import PRINCIPLES, Case, case, cases, six_principles
from exercises.place import Place
from exercises.six_principles import views
from exercises.six_principles.rotation import ROUNDS, principle_of
from exercises.six_principles.settings import EXERCISE, Settings
from facilitator import cli, pdf
from facilitator.handlers.easy import NOT_YET
from facilitator.paper import easy, pack, page
from facilitator.paper.blocks import HELP, CutOuts, Lines, Part, WhoToTurnTo
from facilitator.paper.parts import LINES, LONG, STAR, TRAINING, parts
from facilitator.paper.running import running_order
from facilitator.summaries.blocks import Items, Table
from tests.browsers import Kit, People, act, axe, box
from tests.test_trust import ask, seated

ROOT = Path(__file__).parents[1]
NAMES = {p.id: p.name for p in six_principles().principles}
SAID = HelpSet(
    speak_to="Priya, by the door",
    quiet_place="Room 4, upstairs",
    raise_concern="The adult safeguarding desk",
)
HOSTILE = (
    "<script>document.title='taken'</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://example.org","press")',
    "\u202eright to left \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "]]></w:t><w:br/> &amp; \u0001 {person} {{ title }} \u4f60\u597d",
)
IN_A_CASE = tuple(text.replace("\u0001", "") for text in HOSTILE)
ENDS = ("", "-18-point", "-easy-read")
POINTS = {"": 12, "-18-point": 18, "-easy-read": 16}
SIZES = [pytest.param(False, id="ordinary"), pytest.param(True, id="large")]


def all_parts(large: bool = False, tables: int = 6, help: HelpSet = SAID) -> tuple[Part, ...]:
    return parts(case("mrs-t"), tables, 4, help, large)


def words_in(value: Any) -> Iterator[str]:
    """Every text in a value; an Items' numbers and what a block is called are not among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from words_in(each)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("id", "kind", "name", "help"):
                yield from words_in(getattr(value, field.name))


def even(text: str) -> str:
    """`text` with single spaces."""
    return " ".join(text.split())


class Text(HTMLParser):
    """The text of a page without its style sheet, and its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] != "style":
            self.said.append(data)

    @property
    def text(self) -> str:
        return even("".join(self.said))


def word_text(path: Path) -> str:
    """All text in a Word file's body, tables included, in order."""
    body = docx.Document(str(path)).element.body
    lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    return even(" ".join(lines))


def hostile_case() -> Case:
    """A case that somebody wrote to do harm. Signs that cannot be shown are refused in cases."""
    script, formula, leftward, odd = IN_A_CASE
    return Case(
        id="mine",
        title=f"{script} {leftward}",
        person=script,
        label=formula,
        content_note=odd,
        people=({"name": script, "role": leftward},),  # type: ignore[arg-type]
        passages=(
            {"heading": f"What {leftward} said", "paragraphs": IN_A_CASE},  # type: ignore[arg-type]
        ),
        not_known=IN_A_CASE,
        author="x",
        written="2026-11-21",
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The paper of Mrs T for six tables with the local answers, by the end of the files' names."""
    written = pack.write(tmp_path_factory.mktemp("paper") / "new", case("mrs-t"), 6, 4, SAID)
    return {path.name.removeprefix("six-principles-paper-mrs-t"): path for path in written}


@pytest.fixture(params=["", "-18-point"], ids=["ordinary", "large"])
def printed(request: pytest.FixtureRequest, made: dict[str, Path]) -> Path:
    """The PDF in each size, where a browser can make it and poppler can read it."""
    return readable(made, request.param)


def readable(made: dict[str, Path], end: str) -> Path:
    if pdf.find_browser() is None:
        pytest.skip("no Chromium, Chrome or Edge is installed here")
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext and pdfinfo are not installed (Debian: apt install poppler-utils)")
    return made[f"{end}.pdf"]


def poppler(*words: object) -> str:
    command = [str(word) for word in words]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


# What is on it


@pytest.mark.parametrize("large", SIZES)
@pytest.mark.parametrize("name", cases())
def test_definitions_and_statements_are_quoted_exactly_with_their_source(name: str, large: bool):
    exercise = six_principles()
    told = {part.id: list(words_in(part)) for part in parts(case(name), 6, 4, SAID, large)}
    for principle in exercise.principles:
        sheet = told[f"sheet-{principle.id}"]
        assert f"“{principle.definition}”" in sheet
        assert f"“{principle.statement}”" in sheet
        source = next(text for text in sheet if text.startswith("Quoted from: "))
        assert exercise.source.title in source and exercise.source.attribution in source
        assert f"paragraph {exercise.source.paragraph}" in source


@pytest.mark.parametrize("large", SIZES)
def test_each_sheet_has_lines_to_write_on_and_asks_to_star_two(large: bool):
    found = all_parts(large)
    sheets = {p: [part for part in found if part.id.startswith(f"sheet-{p}")] for p in PRINCIPLES}
    for mine in sheets.values():
        assert len(mine) == (2 if large else 1)
        assert STAR in list(words_in(tuple(mine)))
        lines = [piece for part in mine for piece in part.pieces if isinstance(piece, Lines)]
        assert lines == [Lines(LINES)] and LINES >= 12


def test_long_local_answers_get_a_sheet_of_two_sides():
    long = HelpSet(speak_to="Priya at the door. " * 10, quiet_place="The garden room. " * 10)
    assert sum(len(getattr(long, name)) for name, _ in HELP) > LONG
    assert len(all_parts(help=long)) == len(all_parts(large=True))


def test_every_sheet_names_the_person_of_the_case():
    for name in cases():
        told = parts(case(name), 6, 4, SAID, False)
        for principle in six_principles().principles:
            [sheet] = [part for part in told if part.id == f"sheet-{principle.id}"]
            asked = even("".join(words_in(sheet)))
            assert even(principle.prompt.replace("{person}", case(name).person)) in asked
    assert "{person}" not in "".join(words_in(all_parts()))


@pytest.mark.parametrize("name", cases())
def test_what_the_person_says_stands_apart(name: str):
    drawn = page.html("x", parts(case(name), 6, 4, SAID, False), 12)
    voices = unescape("".join(re.findall(r'<div class="voice">.*?</div>', drawn, re.S)))
    said = next(p for p in case(name).passages if re.search(r"\bsa(id|ys)\b", p.heading))
    assert all(paragraph in voices for paragraph in said.paragraphs)


@pytest.mark.parametrize("tables", range(1, 13))
def test_the_rotation_is_right_on_the_card_the_cut_outs_and_the_sheets(tables: int):
    found = {part.id: part for part in all_parts(tables=tables)}
    [grid] = [piece for piece in found["rotation"].pieces if isinstance(piece, Table)]
    for row in grid.rows:
        principle = next(p for p in PRINCIPLES if NAMES[p] == row[0][0])
        [ring] = [piece for piece in found[f"sheet-{principle}"].pieces if isinstance(piece, Table)]
        assert ring.rows[0][1:] == row[1:]
        for number, cell in enumerate(row[1:], 1):
            said = [int(each) for each in re.findall(r"\d+", str(cell[0]))]
            assert said == [t for t in range(1, tables + 1) if principle_of(t, number) == principle]
    [cut] = [piece for piece in found["cards"].pieces if isinstance(piece, CutOuts)]
    assert len(cut.cards) == tables
    for table, card in enumerate(cut.cards, 1):
        assert list(words_in(card[0])) == [f"Table {table}"]
        assert isinstance(card[1], Items)
        assert [(item.number, item.text[0]) for item in card[1].items] == [
            (n, NAMES[principle_of(table, n)]) for n in range(1, ROUNDS + 1)
        ]


@pytest.mark.parametrize(("large", "slips"), [(False, 4), (True, 2)])
def test_slips_ask_two_short_things_and_no_name(large: bool, slips: int):
    [part] = [each for each in all_parts(large) if each.id == "slips"]
    [cut] = [piece for piece in part.pieces if isinstance(piece, CutOuts)]
    assert len(cut.cards) == slips
    for card in cut.cards:
        told = list(words_in(card))
        assert "What will I do differently?" in told and "How was this for you?" in told
        assert [text for text in told if text in RATINGS] == list(RATINGS)
        assert any("copied, without your name, into the summary" in text for text in told)


def test_the_running_order_is_that_of_the_guide():
    book = nbformat.read(ROOT / "workbooks" / "six_principles_console.ipynb", as_version=4)
    [guide] = [cell.source for cell in book.cells if "## Running order" in cell.source]
    rows = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in guide.splitlines()
        if re.match(r"\| \d", line)
    ]
    told = [
        (step.starts, step.what.replace("“", '"').replace("”", '"'), step.minutes or "", step.clock)
        for step in running_order(case("mrs-t"), 4)
    ]
    assert [tuple(map(str, row)) for row in told] == rows


def test_without_a_clock_the_running_order_has_none():
    steps = running_order(case("mrs-t"), None)
    assert not any(step.clock for step in steps)
    said = " ".join(words_in(parts(case("mrs-t"), 6, None, SAID, False)))
    assert "No clock runs." in said and "A round lasts" not in said


def test_the_sentence_about_concerns_is_that_of_the_screens():
    base = (ROOT / "facilitator" / "pages" / "base.html").read_text(encoding="utf-8")
    assert TRAINING in base.replace("\u2019", "'")


# The local answers


def test_the_local_answers_stand_on_every_part_that_is_handed_out():
    for part in all_parts():
        told = [piece for piece in part.pieces if isinstance(piece, WhoToTurnTo)]
        assert told and all(each.help == SAID for each in told), part.id


def test_the_labels_are_those_of_the_screens():
    code = (ROOT / "widgets" / "helping.js").read_text(encoding="utf-8")
    for name, label in HELP:
        assert f'["{name}", "{label}"]' in code


def test_answers_are_printed_and_missing_ones_are_labelled_blanks(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(pdf, "find_browser", lambda: None)
    half = HelpSet(quiet_place="Room 4, upstairs")
    for large in (False, True):
        told = all_parts(large, help=half)
        drawn = page.html("x", told, 18 if large else 12)
        text = Text(drawn).text
        places = sum(isinstance(piece, WhoToTurnTo) for part in told for piece in part.pieces)
        for _, label in HELP:
            assert text.count(label) == places
        assert text.count("Room 4, upstairs") == places
        assert drawn.count('aria-label="Blank: to fill in by hand"') == 2 * places
    [_, word, *_] = pack.write(tmp_path, case("mrs-t"), 6, 4, half)
    foot = docx.Document(str(word)).sections[0].footer.paragraphs
    lines = [line.text for line in foot]
    assert lines[0] == "Who you can speak to here today: \t"
    assert lines[1] == "A quiet place: Room 4, upstairs"
    assert lines[2] == "How to raise a concern here: \t"
    assert lines[3] == TRAINING
    leader = foot[0].style.element.find(f".//{qn('w:tab')}")  # type: ignore[union-attr]
    assert leader.get(qn("w:leader")) == "underscore"
    assert "A quiet place: Room 4, upstairs" in word_text(word)


# The files


def test_a_browser_or_none_decides_which_files_there_are(made: dict[str, Path]):
    kinds = ["html", "docx", *(["pdf"] if pdf.find_browser() else [])]
    assert list(made) == [f"{end}.{kind}" for end in ENDS for kind in kinds]


def test_without_a_browser_there_is_no_pdf_and_no_old_one(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(pdf, "find_browser", lambda: None)
    old = tmp_path / "six-principles-paper-mrs-t.pdf"
    old.write_text("of yesterday", encoding="utf-8")
    written = pack.write(tmp_path, case("mrs-t"), 1, None)
    assert {path.suffix for path in written} == {".html", ".docx"} and not old.exists()


@pytest.mark.skipif(shutil.which("false") is None, reason="there is no program called false here")
def test_a_browser_that_fails_leaves_no_pdf(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(pdf, "find_browser", lambda: shutil.which("false"))
    (tmp_path / "a.html").write_text("<!doctype html><title>a</title>", encoding="utf-8")
    assert not pdf.make_pdf(tmp_path / "a.html", tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize("size", ["", "-18-point"])
def test_word_and_page_say_everything_in_order(made: dict[str, Path], size: str):
    html = Text(made[f"{size}.html"].read_text(encoding="utf-8")).text
    word = word_text(made[f"{size}.docx"])
    at = html.index("on paper Mrs T")
    in_word = 0
    for part in all_parts(bool(size)):
        at = html.index(part.title, at)
        in_word = word.index(part.title, in_word)
        for said in words_in((part.title, part.pieces)):
            if even(said) != TRAINING:
                assert even(said) in html and even(said).replace(" ", "") in word.replace(
                    "\u00a0", ""
                ).replace(" ", ""), said


@pytest.mark.parametrize("size", ENDS)
def test_the_page_is_in_british_english_has_landmarks_and_asks_for_nothing(
    made: dict[str, Path], size: str
):
    drawn = made[f"{size}.html"].read_text(encoding="utf-8")
    read = Text(drawn)
    tags = [tag for tag, _ in read.elements]
    assert ("html", "en-GB") in [(tag, attrs.get("lang")) for tag, attrs in read.elements]
    for once in ("title", "main", "header", "nav", "footer", "h1"):
        assert tags.count(once) == 1, once
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [attrs["id"] for _, attrs in read.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    for _, attrs in read.elements:
        assert "src" not in attrs and (attrs.get("href") or "#").startswith("#")
    assert "url(" not in drawn and "@import" not in drawn and "default-src 'none'" in drawn


def test_no_text_is_set_smaller_than_the_size_promised(made: dict[str, Path]):
    css = (ROOT / "facilitator" / "paper" / "paper.css").read_text(encoding="utf-8")
    _, printing = css.split("@media print")
    assert "html { font-size: 12pt;" in printing and "html.large { font-size: 18pt; }" in printing
    assert "html.easy { font-size: 16pt;" in printing
    for size in re.findall(r"font-size:\s*([^;}]+)", css):
        value, unit = re.fullmatch(r"([\d.]+)(em|rem|pt)", size.strip()).groups()  # type: ignore[union-attr]
        assert float(value) >= (12 if unit == "pt" else 1), size
    for end, point in POINTS.items():
        file = docx.Document(str(made[f"{end}.docx"]))
        foot = file.sections[0].footer._element
        for line in [*file.element.body.iter(qn("w:p")), *foot.iter(qn("w:p"))]:
            style: Any = Paragraph(line, file._body).style
            assert style.font.size.pt >= point, style.name
            assert not list(line.iter(qn("w:sz")))


def test_hostile_words_of_an_own_case_are_shown_as_text(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(pdf, "find_browser", lambda: None)
    written = pack.write(tmp_path, hostile_case(), 2, 4, HelpSet(speak_to=HOSTILE[3]))
    shown = [even(text) for text in (*IN_A_CASE, HOSTILE[3].replace("\u0001", "\ufffd"))]
    for path in written:
        if path.suffix == ".html":
            read = Text(path.read_text(encoding="utf-8"))
            assert not {"script", "img"} & {tag for tag, _ in read.elements}
            assert "{{ title }}" in read.text
            assert all(text in read.text for text in shown)
        if path.suffix == ".docx":
            text = word_text(path).replace("\u2068", "").replace("\u2069", "")
            assert all(even(each) in text.replace("\u202c", "") for each in shown)
            assert "HYPERLINK" not in [
                each.get(qn("w:instr"))
                for each in docx.Document(str(path)).element.body.iter(qn("w:fldSimple"))
            ]
    assert {path.suffix for path in written} == {".html", ".docx"}


@pytest.mark.browser
@pytest.mark.parametrize("size", ENDS)
def test_axe_finds_nothing_and_a_phone_shows_it_whole(browser, made: dict[str, Path], size: str):
    view = browser.new_page(viewport={"width": 1280, "height": 5000})
    asked: list[str] = []
    view.on("request", lambda request: asked.append(request.url))
    view.goto(made[f"{size}.html"].as_uri())
    for width in (1280, 320):
        view.set_viewport_size({"width": width, "height": 5000})
        found = axe(view)["violations"]
        assert not found, [(item["id"], item["nodes"][0]["html"]) for item in found]
        assert view.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert asked == [made[f"{size}.html"].as_uri()]
    view.close()


# The PDF


def test_the_pdf_is_tagged_and_has_an_outline(printed: Path):
    told = poppler("pdfinfo", printed)
    assert re.search(r"Tagged:\s+yes", told) and re.search(r"Page size:.*A4", told)
    assert "The six safeguarding principles on paper" in told
    assert "JavaScript:      no" in told
    structure = poppler("pdfinfo", "-struct", printed)
    assert structure.count("H1 ") == 1 and "TH" in structure and "BlockQuote" in structure
    assert b"/Outlines" in printed.read_bytes()


def test_the_pdf_has_every_part_in_order_and_all_of_its_words(printed: Path):
    large = "18-point" in printed.name
    text = even(poppler("pdftotext", "-raw", printed, "-").replace("\f", "\n"))
    solid = text.replace(" ", "")
    at = 0
    for part in all_parts(large):
        at = text.index(part.title, at)
        for said in words_in(part.pieces):
            assert even(said).replace(" ", "") in solid, said


def test_every_sheet_keeps_to_its_pages_in_the_pdf(printed: Path):
    pages = [even(each) for each in poppler("pdftotext", printed, "-").split("\f")]
    for number, principle in enumerate(six_principles().principles, 1):
        [mine] = [each for each in pages if f"Principle sheet {number} of 6" in each]
        assert mine.startswith(principle.name) and TRAINING in mine and SAID.speak_to in mine
        written_on = [each for each in pages if each.startswith(principle.name) and STAR in each]
        assert len(written_on) == 1


@pytest.mark.parametrize("end", ENDS)
def test_nothing_in_the_pdf_is_cut_or_smaller_than_promised(made: dict[str, Path], end: str):
    point = POINTS[end]
    boxes = poppler("pdftotext", "-bbox", readable(made, end), "-")
    page_of = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', boxes)
    assert page_of
    width, height = map(float, page_of.groups())
    words = re.findall(
        r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]+)', boxes
    )
    assert len(words) > 700
    for left, top, right, bottom, word in words:
        assert float(bottom) - float(top) >= point, word
        assert float(left) >= 0 and float(right) <= width, word
        assert float(top) >= 0 and float(bottom) <= height, word


# Easy Read


def easy_parts(help: HelpSet | None = SAID) -> tuple[Part, ...]:
    return easy.parts(easy_read.case("mrs-t"), help)


def unchecked() -> str:
    return even(" ".join(easy_read.case("mrs-t").notice))


def of_case(kit: Kit, story: Case, solo: bool = False) -> Session:
    opened = Settings(case=story, solo=solo).opened(1)
    return sessions.create(kit.journal, EXERCISE, opened, tables=1, days=1)


def texts_of(value: Any) -> Iterator[str]:
    """Every text of a content file, its ids and the name of the person apart."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in ("id", "person"):
                yield from texts_of(each)
    else:
        for each in value:
            yield from texts_of(each)


def test_easy_read_on_paper_has_every_word_of_the_story_and_the_cards(made: dict[str, Path]):
    story, cards = easy_read.case("mrs-t"), easy_read.six_principles()
    html = Text(made["-easy-read.html"].read_text(encoding="utf-8")).text
    word = word_text(made["-easy-read.docx"])
    for told in (html, word):
        at = 0
        for part in easy_parts():
            at = told.index(part.title, at)
        assert "{person}" not in told and SAID.speak_to in told
    for model in (story, cards):
        for text in texts_of(model.model_dump()):
            assert even(text.replace("{person}", "Mrs T")) in html, text
            assert even(text.replace("{person}", "Mrs T")) in word, text


def test_easy_read_says_on_its_first_page_that_it_is_not_yet_checked(made: dict[str, Path]):
    pages = poppler("pdftotext", readable(made, "-easy-read"), "-").split("\f")
    assert unchecked() in even(pages[0])


def test_each_card_in_easy_read_has_a_page_to_itself(made: dict[str, Path]):
    pages = poppler("pdftotext", readable(made, "-easy-read"), "-").split("\f")
    for n, card in enumerate(easy_read.six_principles().principles, 1):
        [mine] = [even(each) for each in pages if f"Card {n} of 6" in each]
        assert mine.startswith(card.name)
        for text in (*card.means, *card.says, *card.ask):
            assert text.replace("{person}", "Mrs T") in mine


def test_a_case_without_easy_read_has_none_on_paper(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(pdf, "find_browser", lambda: None)
    written = pack.write(tmp_path, case("joel"), 1, None)
    assert len(written) == 4 and not any("easy" in path.name for path in written)
    assert "Easy Read" not in " ".join(words_in(parts(case("joel"), 1, None, SAID, False)))
    assert "Easy Read" in " ".join(words_in(all_parts()))


@pytest.mark.parametrize("role", ["trainer", "table", "projector"])
def test_every_seat_reads_easy_read_and_no_stranger(kit: Kit, role: Any):
    session = kit.session(1)
    act(kit.place(session, "trainer"), "help", speak_to="Priya, <b>by the door</b>")
    seat = seated(kit, session, role, 1 if role == "table" else None)
    address = f"/seat/{seat[0].id}/easy-read"
    answer = ask(kit, address, seat=seat)
    assert answer.status == 200 and "unsafe" not in answer.header("Content-Security-Policy")
    read = Text(answer.text)
    assert unchecked() in read.text
    for part in easy_parts(None):
        for said in words_in((part.title, part.pieces)):
            assert even(said) in read.text, said
    assert "Priya, <b>by the door</b>" in read.text and read.text.count(NOT_YET) == 2
    stranger = seated(kit, session, "table", 1)
    assert ask(kit, address).status == 403
    assert ask(kit, address, seat=(seat[0], stranger[1])).status == 403


def test_somebody_alone_reads_easy_read_without_a_rooms_answers(kit: Kit):
    seat = seated(kit, of_case(kit, case("mrs-t"), solo=True), "solo", 1)
    told = Text(ask(kit, f"/seat/{seat[0].id}/easy-read", seat=seat).text).text
    assert unchecked() in told and "In an emergency call 999." in told
    assert NOT_YET not in told and HELP[0][1] not in told


def test_a_session_whose_case_has_no_easy_read_has_no_such_page_and_says_so(kit: Kit):
    other = case("mrs-t").model_copy(update={"not_known": ("Where she is.",)})
    missing = "There is no Easy Read version of this case."
    for story, there in ((case("mrs-t"), True), (case("joel"), False), (other, False)):
        session = of_case(kit, story)
        seat = seated(kit, session, "trainer")
        answer = ask(kit, f"/seat/{seat[0].id}/easy-read", seat=seat)
        assert answer.status == (200 if there else 404), story.id
        assert views.content(Place(kit.journal, seat[0]))["easy_read"] is there
        offered = Text(ask(kit, f"/seat/{seat[0].id}/paper", seat=seat).text).text
        assert (missing in offered) is not there


@pytest.mark.browser
def test_the_link_to_easy_read_opens_a_tab_and_leaves_what_is_typed(kit: Kit, people: People):
    session = kit.session(1)
    trainer = kit.place(session, "trainer")
    act(trainer, "stage", stage="round", round=1, seconds=None)
    seat = people.sit(kit, session, "table", 1)
    box(seat).fill("half a thought")
    link = seat.get_by_role("link", name="Easy Read version")
    with seat.context.expect_page() as opened:
        link.press("Enter")
    opened.value.get_by_role("heading", name="Empowerment").wait_for()
    assert opened.value.url == f"{seat.url}easy-read"
    assert box(seat).input_value() == "half a thought"
    act(trainer, "stage", stage="read", round=None, seconds=None)
    seat.locator("[data-key='stage/read']").wait_for()
    assert link.count() == 1
    console = people.sit(kit, session, "trainer")
    assert console.get_by_role("link", name="Easy Read version").count() == 1


@pytest.mark.browser
def test_there_is_no_link_where_the_case_has_no_easy_read(kit: Kit, people: People):
    session = of_case(kit, case("joel"))
    act(kit.place(session, "trainer"), "stage", stage="read", round=None, seconds=None)
    for role, table in (("table", 1), ("trainer", None)):
        page = people.sit(kit, session, role, table)  # type: ignore[arg-type]
        assert page.get_by_role("link", name="Easy Read").count() == 0


# The command


def test_print_writes_the_files_and_prints_their_paths(capsys, monkeypatch, tmp_path: Path):
    monkeypatch.setattr(pdf, "find_browser", lambda: None)
    own = tmp_path / "own.toml"
    source = ROOT / "exercises" / "content" / "cases" / "mrs-t.toml"
    text = source.read_text(encoding="utf-8")
    own.write_text(text.replace('id = "mrs-t"', 'id = "own"'), encoding="utf-8")
    words = ["--case", str(own), "--tables", "3", "--no-clock", "--speak-to", "Priya"]
    words += ["--raise-a-concern", "The desk", "--out", str(tmp_path / "out")]
    assert cli.main(["print", "six-principles", *words]) == 0
    paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.name for path in paths] == [
        "six-principles-paper-own.html",
        "six-principles-paper-own.docx",
        "six-principles-paper-own-18-point.html",
        "six-principles-paper-own-18-point.docx",
    ]
    told = paths[0].read_text(encoding="utf-8")
    assert "Priya" in told and "The desk" in told and "Table 3" in told and "Table 4" not in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--case", "nobody"], "no case called 'nobody'; there are: mrs-t"),
        (["--case", "nowhere.toml"], "there is no file nowhere.toml"),
        (["--tables", "13"], "13 is not a number of tables from 1 to 12"),
        (["--minutes", "nan"], "nan is not a number of minutes from 0.5 to 60"),
        (["--quiet-place", "x" * 301], "the words for 'quiet place' are too long"),
    ],
)
def test_what_cannot_be_printed_is_one_sentence(
    capsys, tmp_path: Path, words: list[str], said: str
):
    assert cli.main(["print", "six-principles", "--out", str(tmp_path), *words]) == 1
    told = capsys.readouterr()
    assert not told.out and said in told.err and told.err.count("\n") == 1


def test_answers_longer_than_the_trainers_form_takes_are_refused():
    with pytest.raises(ValidationError):
        HelpSet(speak_to="x" * 301)


@pytest.mark.browser
def test_the_trainer_makes_the_paper_from_the_console_and_nobody_else_can(kit: Kit, people: People):
    session = kit.session(5)
    act(kit.place(session, "trainer"), "help", speak_to="Priya, by the door")
    page = people.sit(kit, session, "trainer")
    page.get_by_role("button", name="Room and codes").click()
    page.get_by_role("link", name="Everything on paper").click()
    said = page.get_by_role("button", name="Make it").evaluate(
        "each => { each.click(); return each.form.querySelector('[role=status]').textContent; }"
    )
    assert said.startswith("The paper is being made.")
    page.get_by_role("heading", name="18 point").wait_for(timeout=60_000)
    heading = page.get_by_role("heading", name="The paper was made on")
    assert heading.evaluate("each => each === document.activeElement")
    assert page.title().startswith("Made: Everything on paper")
    again = page.reload()
    assert again is not None and again.request.method == "GET", "nothing is made once more"
    assert page.get_by_role("link").filter(has_text="PDF").count() == 3
    assert page.get_by_role("heading", name="Easy Read").is_visible()
    link = page.get_by_role("link").filter(has_text="Web page").first
    link.click()
    page.get_by_text("Priya, by the door").first.wait_for()
    address = page.url.removeprefix(kit.url)
    table = seated(kit, session, "table", 1)
    assert ask(kit, address).status == 403
    assert ask(kit, f"/seat/{table[0].id}/paper", seat=table).status == 404
    assert (
        ask(kit, f"/seat/{table[0].id}/paper/{address.rpartition('/')[2]}", seat=table).status
        == 404
    )
