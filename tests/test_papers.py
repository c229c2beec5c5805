"""The papers for IT, data protection and accessibility: they open, agree with the code, and are
for this machine only."""

from __future__ import annotations

import importlib
import io
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources import files as of_package
from inspect import signature
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import platformdirs.macos
import platformdirs.unix
import psutil
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE

from exercises.audit import exercise as audit_kinds  # noqa: F401  (fills KINDS)
from exercises.audit.settings import DAYS as AUDIT_DAYS
from exercises.grid import exercise as grid_kinds  # noqa: F401  (fills KINDS)
from exercises.group import exercise as group_kinds  # noqa: F401  (fills KINDS)
from exercises.group.settings import DAYS as GROUP_DAYS
from exercises.journal import codes, sessions, store, wipe
from exercises.journal.entries import KINDS
from exercises.scenarios import exercise as scenario_kinds  # noqa: F401  (fills KINDS)
from exercises.six_principles import exercise as six_principles_kinds  # noqa: F401  (fills KINDS)
from exercises.six_principles.settings import Settings
from facilitator import cli, gate, guard, ports, server
from facilitator.handlers import alone
from facilitator.papers import accessibility, kept
from facilitator.papers.files import PAPERS
from facilitator.papers.parts import BLANK, CHECKED, SOURCES, VERSION
from facilitator.summaries.blocks import Bullets, Document, Heading, Link, Notice, Paragraph, Table
from facilitator.summaries.standing import docx as docx_of
from facilitator.summaries.standing import html as html_of
from tests.browsers import HERE, ROOM, Kit, People, act
from tests.test_summaries import Tags
from tests.test_trust import ask, kernel_of, seated

ROOT = Path(__file__).resolve().parents[1]
ALL = [paper.stem for paper in PAPERS]
HOLDERS = ("for-it", "impact-assessment")  # the papers that say what is kept


def document(stem: str) -> Document:
    return next(paper.make() for paper in PAPERS if paper.stem == stem)


def word(stem: str) -> Any:
    return docx.Document(io.BytesIO(docx_of(document(stem))))


def words_of_word(stem: str) -> str:
    lines = word(stem).element.body.iter("{*}p")
    return "\n".join("".join(run.text or "" for run in line.iter("{*}t")) for line in lines)


def words_of_page(stem: str) -> str:
    return Tags(html_of(document(stem))).text


def texts(stem: str) -> Iterator[str]:
    """Each text of a paper as plain words."""
    for block in (block for part in document(stem).sections for block in part.blocks):
        match block:
            case Paragraph(text=text) | Notice(text=text):
                found = [text]
            case Bullets(items=items):
                found = list(items)
            case Table(rows=rows):
                found = [cell for row in rows for cell in row]
            case _:
                found = []
        for text in found:
            yield "".join(str(getattr(part, "text", part)) for part in text)


def blanks(stem: str) -> list[str]:
    return [text[text.index(BLANK) :] for text in texts(stem) if BLANK in text]


# the files


def test_the_command_writes_three_papers_in_two_forms(capsys, tmp_path: Path):
    assert cli.main(["papers", "--out", str(tmp_path / "out")]) == 0
    paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.name for path in paths] == [
        f"{stem}{end}" for stem in ALL for end in (".docx", ".html")
    ]
    for path in paths:
        if path.suffix == ".docx":
            assert docx.Document(str(path)).core_properties.language == "en-GB"
        else:
            assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_folder_that_cannot_be_written_is_one_sentence(capsys, tmp_path: Path):
    (tmp_path / "file").write_text("")
    assert cli.main(["papers", "--out", str(tmp_path / "file")]) == 1
    said = capsys.readouterr().err
    assert "the papers cannot be written to" in said and said.count("\n") == 1


@pytest.mark.parametrize("stem", ALL)
def test_headings_are_in_order_and_the_same_in_both_forms(stem: str):
    blocks = [block for part in document(stem).sections for block in part.blocks]
    headings = [(block.level, block.text) for block in blocks if isinstance(block, Heading)]
    levels = [level for level, _ in headings]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    styled = [(line.style.name, line.text) for line in word(stem).paragraphs if line.style]
    in_word = [(int(n[-1]), text) for n, text in styled if n and n.startswith("Heading")]
    in_page = re.findall(r"<h([1-6])[^>]*>(.*?)</h\1>", html_of(document(stem)))
    assert in_word == headings
    assert [(int(level), text) for level, text in in_page] == headings


@pytest.mark.parametrize("stem", ALL)
def test_every_blank_stands_in_both_forms(stem: str):
    found = blanks(stem)
    assert found and all(len(each) > len(BLANK) + 3 for each in found)
    for said in (words_of_word(stem), words_of_page(stem)):
        assert not [each for each in found if each not in said]
        assert said.count(BLANK) == len(found)


@pytest.mark.parametrize(
    ("stem", "what"),
    [
        ("for-it", "name and contact; data protection officer"),
        ("for-it", "is the disk encrypted"),
        ("for-it", "which network"),
        ("impact-assessment", "controller, with contact"),
        ("impact-assessment", "is it one controller or several"),
        ("impact-assessment", "the basis, and a further condition"),
        ("impact-assessment", "the overall risk with all measures"),
        ("impact-assessment", "name, role and date"),
        ("accessibility-statement", "fully, partially or not compliant"),
        ("accessibility-statement", "how to report a problem"),
        ("accessibility-statement", "date on which your organisation completed it"),
    ],
)
def test_what_only_the_organisation_knows_is_a_blank(stem: str, what: str):
    assert any(what in each for each in blanks(stem))


@pytest.mark.parametrize("stem", ALL)
def test_no_link_leads_out_but_to_a_source_that_is_named_with_its_age(stem: str):
    known = {link.address for link in SOURCES}
    page = Tags(html_of(document(stem)))
    linked = {str(tag["href"]) for tag in page.all("a")} - {"#main"}
    relations = word(stem).part.rels.values()
    outside = {each.target_ref for each in relations if each.reltype == RELATIONSHIP_TYPE.HYPERLINK}
    assert linked == outside and linked <= known
    assert page.all("link", "script", "img", "iframe", "object") == []
    for link, age in SOURCES.items():
        said = f"{link.text} ({age}; read in a stored copy on {CHECKED}" in page.text
        assert said == (link.address in linked)


def test_no_source_is_left_over():
    used = {
        part
        for stem in ALL
        for section in document(stem).sections
        for block in section.blocks
        if isinstance(block, Bullets)
        for item in block.items
        for part in item
        if isinstance(part, Link)
    }
    assert used == set(SOURCES)


@pytest.mark.parametrize("stem", ALL)
def test_a_paper_names_its_version_and_no_session(stem: str):
    foot = word(stem).sections[0].footer.paragraphs[0].text
    assert foot.startswith(document(stem).title) and "session" not in foot
    assert VERSION in words_of_page(stem) and CHECKED in words_of_page(stem)


@pytest.mark.browser
def test_the_page_for_it_fits_one_sheet_of_a4(browser, tmp_path: Path):
    path = tmp_path / "for-it.html"
    path.write_text(html_of(document("for-it")), encoding="utf-8")
    view = browser.new_page(viewport={"width": 643, "height": 1001})  # A4 less its margins, 96 dpi
    view.goto(path.as_uri())
    view.emulate_media(media="print")
    assert view.evaluate("document.querySelector('main').getBoundingClientRect().bottom") <= 1001
    view.close()


@pytest.mark.slow
def test_the_word_file_for_it_has_one_page(tmp_path: Path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice and pdftotext are not installed")
    (tmp_path / "for-it.docx").write_bytes(docx_of(document("for-it")))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    subprocess.run([*command, tmp_path / "for-it.docx"], timeout=120, capture_output=True)
    pdf = ["pdftotext", "-layout", tmp_path / "for-it.pdf", "-"]
    pages = subprocess.run(pdf, capture_output=True, text=True, timeout=30).stdout.split("\f")
    assert [bool(page.strip()) for page in pages] == [True, False]


# what they say is so


@pytest.mark.parametrize("stem", HOLDERS)
@pytest.mark.parametrize("system", ["macOS", "Linux"])
def test_the_data_folder_is_where_it_is_said_to_be(stem: str, system: str, monkeypatch):
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    of_system = {"macOS": platformdirs.macos.MacOS, "Linux": platformdirs.unix.Unix}[system]
    folder = of_system("msp-workbooks", False).user_data_dir.replace(str(Path.home()), "~")
    assert f"{system}: {folder}" in words_of_word(stem)


@pytest.mark.parametrize("stem", HOLDERS)
@pytest.mark.parametrize(
    "fact",
    [
        store.FILE,
        f"folder {wipe.REPORTS}",
        f"“{guard.COOKIE}”",
        f"“{alone.ALONE}”",
        f"{Settings.model_fields['days'].default:g} days (a group {GROUP_DAYS:g}, an",
        f"audit {AUDIT_DAYS:g}) unless",
        f"{sessions.TICKET_SECONDS:g} seconds",
        f"{gate.PER_SECOND} tries a second on the whole server",
        f"{codes.LENGTH} signs",
        *wipe.OUT_OF_REACH,
    ],
)
def test_numbers_and_names_are_those_of_the_code(stem: str, fact: str):
    assert fact in words_of_word(stem) and fact in words_of_page(stem)


@pytest.mark.parametrize(
    ("fact", "so"),
    [
        (f"TCP {ports.FIRST} ", True),
        (f"free up to {ports.FIRST + ports.TRIES - 1};", True),
        (f"out of {len(codes.ALPHABET)};", True),
        ("within the hour while the kit runs", server.HOUR == 3600),
        ("another within a year", Settings.model_fields["days"].metadata[1].le == 366),
        ("SHA-256 digests", len(codes.digest("")) * 4 == 256),
        ("Content-Security-Policy", "http" not in guard.POLICY and "*" not in guard.POLICY),
    ],
)
def test_the_page_for_it_is_right(fact: str, so: bool):
    assert so and fact in words_of_word("for-it")


def test_the_python_it_asks_for_is_the_projects():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"Python {project['requires-python'].removeprefix('>=')} or newer" in words_of_word(
        "for-it"
    )
    assert VERSION == project["version"]


def test_keys_have_as_many_bits_as_the_assessment_says():
    assert len(bytes.fromhex(codes.new_key())) * 8 == 128
    assert "128 bits" in words_of_word("impact-assessment")


def test_every_kind_of_entry_that_holds_words_is_named():
    holding = {kind for kind, body in KINDS.items() if body.words}
    assert holding == set(kept.WORDS)
    for stem in HOLDERS:
        assert not [what for what in kept.WORDS.values() if what not in words_of_word(stem)]


def test_every_way_of_erasing_names_what_it_cannot_reach_and_when_not_to_use_it():
    said = words_of_word("impact-assessment")
    assert wipe.WARNING in said and "dead pages stay until VACUUM" in said


@pytest.mark.parametrize("risk", ["Plain http", "127.0.0.1 is", "solid-state", "encrypts nothing"])
def test_what_the_kit_does_not_protect_from_is_said(risk: str):
    assert risk in words_of_word("impact-assessment")


def test_the_statement_names_the_tests_that_are_made():
    access = importlib.import_module("tests.test_access")
    script = of_package("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    assert script.startswith(f"/*! axe v{accessibility.AXE}\n")
    assert list(accessibility.RULES) == access.TAGS
    assert set(accessibility.UNDECIDED) == set(access.REVIEWED)
    assert set(accessibility.STAGES) == set(access.STAGES)
    assert accessibility.NARROWEST == signature(access.layout).parameters["width"].default
    said = words_of_word("accessibility-statement")
    for fact in (accessibility.AXE, *accessibility.UNTRIED, "cannot show that pages conform"):
        assert fact in said


def listening(kit: Kit) -> tuple[set[tuple[str, int]], set[str]]:
    """Where the kit's processes listen, and whom else they are connected to, over TCP and UDP."""
    assert kit.process is not None
    top = psutil.Process(kit.process.pid)
    found = top.net_connections(kind="inet")
    for process in top.children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # a kernel that ends just now
            found += process.net_connections(kind="inet")
    open_at = {(line.laddr.ip, line.laddr.port) for line in found if not line.raddr}
    return open_at, {line.raddr.ip for line in found if line.raddr}


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS tells this to administrators only")
def test_the_kit_listens_where_the_page_says_and_calls_nobody(kit: Kit, kit_in_room: Kit):
    kernel_of(kit, seated(kit, kit.session(1), "table", 1))
    open_at, others = listening(kit)
    assert (HERE, kit.port) in open_at and {ip for ip, _ in open_at} == {HERE}
    assert others <= {HERE}
    assert ask(kit_in_room, "/join", at=ROOM).status == 200
    open_at, others = listening(kit_in_room)
    assert {place for place in open_at if place[0] != HERE} == {(ROOM, kit_in_room.port)}
    assert others <= {HERE, ROOM}


KEPT = "() => Object.keys(localStorage)"
OURS = re.compile(r"kit/[0-9a-f]{16}/(title|outbox|draft/.+)")


@pytest.mark.browser
def test_a_device_keeps_what_the_papers_say_and_leaving_empties_it(kit: Kit, people: People):
    session = kit.session(2)
    act(kit.place(session, "trainer"), "stage", stage="read")
    page = people.join(kit.url, session.code, table=1)
    assert {each.get("name") for each in page.context.cookies()} == {guard.COOKIE}
    stored = page.evaluate(KEPT)
    assert stored and not [key for key in stored if not OURS.fullmatch(key)]
    page.locator("summary", has_text="What is kept").click()
    page.get_by_role("button", name="Leave this table on this device").click()
    page.wait_for_url("**/join")
    assert page.context.cookies() == [] and page.evaluate(KEPT) == []
    page.goto(kit.url + "/alone/principles")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/seat/**")
    assert {each.get("name") for each in page.context.cookies()} == {guard.COOKIE, alone.ALONE}


# the page of the papers


def test_the_page_leads_to_every_paper_and_run_leads_there(kit: Kit):
    assert 'href="/papers"' in ask(kit, "/run").text
    found = re.findall(r'href="(/papers/[^"]+)"', ask(kit, "/papers").text)
    assert found == [f"/papers/{stem}{end}" for stem in ALL for end in (".docx", ".html")]
    for path in found:
        answer = ask(kit, path)
        assert answer.status == 200
        assert ("attachment" in answer.header("Content-Disposition")) == path.endswith(".docx")
        assert "default-src 'none'" in answer.header("Content-Security-Policy")


@pytest.mark.parametrize(
    "path", ["/papers/x.html", "/papers/for-it.pdf", "/papers/", "/papers/../for-it.html"]
)
def test_there_is_no_other_paper(kit: Kit, path: str):
    assert ask(kit, path).status == 404


@pytest.mark.parametrize("path", ["/papers", *(f"/papers/{stem}.html" for stem in ALL)])
def test_other_devices_find_no_papers(kit_in_room: Kit, path: str):
    assert ask(kit_in_room, path, at=ROOM).status == 404
    assert ask(kit_in_room, path, at=ROOM, Host=f"{HERE}:{kit_in_room.port}").status == 404
    assert ask(kit_in_room, path).status == 200


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/papers", *(f"/papers/{stem}.html" for stem in ALL)])
def test_axe_finds_nothing_on_the_papers(kit: Kit, people: People, path: str):
    access = importlib.import_module("tests.test_access")
    page = people.device().new_page()
    page.goto(kit.url + path)
    assert access.violations(page, 1280) + access.violations(page, 390) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    if path == "/papers":
        assert access.layout(page) == []
