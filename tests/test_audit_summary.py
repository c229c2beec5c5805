"""The record of an audit: a document for the audit group, and a page for the board."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from exercises.audit.opening import begin
from exercises.audit.record import record_of
from exercises.audit.settings import Agency, Settings
from exercises.group.settings import EarlierAction
from exercises.journal import sessions
from exercises.journal.sessions import Door, Session
from exercises.journal.store import Journal
from exercises.place import Place
from facilitator.summaries import page
from facilitator.summaries.audit import files, reading, report, sections
from facilitator.summaries.blocks import Document, Heading
from facilitator.summaries.length import A_PAGE, length
from facilitator.summaries.run import AUDIT, notebook_of, steps, summarise
from facilitator.summaries.word import Writer
from tests.test_six_principles import HOSTILE, new

NOTE = "asked at the second visit, with her sister there"
GOOD = "a letter in her own language"
OF_ONE_FILE = "find the minutes of that meeting"
NAMES = ("Northshire Council", "Vale Health Trust")


class Audit:
    """An audit of closed files of two agencies."""

    def __init__(self, data: Path, **others: Any) -> None:
        self.data = data
        self.journal = Journal.in_folder(data)
        asked: dict[str, Any] = {
            "agencies": tuple(Agency(name=name, kind="other") for name in NAMES),
            "since": date(2026, 8, 21),
            "until": date(2026, 11, 21),
        }
        self.session: Session = begin(self.journal, Settings(**asked | others))
        seat, _ = sessions.take_seat(self.journal, Door(self.session.id, "trainer", None))
        self.place = Place(self.journal, seat)
        self.audit("agreed")

    def audit(self, kind: str, **raw: Any) -> str:
        return self.place.act(new(), f"audit.{kind}", raw).change

    def read(self) -> None:
        self.place.follow()
        self.audit("read", digest=record_of(self.place.state).digest)

    def report(self) -> report.Report:
        return report.of(reading.read(self.session.id, self.data))


@pytest.fixture
def audit(data: Path) -> Iterator[Audit]:
    audit = Audit(data)
    with closing(audit.journal):
        yield audit


def full(data: Path) -> Audit:
    """Six files, with answers, ratings, notes, good practice and actions."""
    audit = Audit(data, earlier=(EarlierAction(what="ask earlier"),))
    for letter in "AB":
        audit.audit("drawn", agency=letter, files=3, listed=41)
    answers = ("yes", "partly", "no", "not-recorded", "does-not-apply", "yes")
    for n, (file, answer) in enumerate(zip(audit.place.state.files(), answers, strict=True)):
        for item in audit.place.state.chosen.sections[0].items:
            audit.audit("answered", file=file, item=item, answer=answer)
            if answer != "does-not-apply":
                rating = ("green", "amber", "red")[n % 3]
                audit.audit("rated", file=file, item=item, rating=rating)
            audit.audit("noted", file=file, item=item, text=NOTE)
    at: dict[str, Any] = {"file": "A2", "item": "agencies"}
    audit.audit("line", **at, text=GOOD, board=True)
    audit.audit("action", **at, what=OF_ONE_FILE, who="the chair")
    audit.audit("action", what="a reminder in the form", who="the form group", board=True)
    audit.audit("themes", themes=["asking", "recording"])
    audit.audit("followed", action="earlier-01", status="done", helped="time", on="earlier-01")
    return audit


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of a record that was read before it was made, by their ends."""
    folder = tmp_path_factory.mktemp("audit")
    audit = full(folder / "data")
    audit.read()
    said: list[str] = []
    found = summarise(folder / "data", audit.session.id, folder / "out", said.append)
    audit.journal.close()
    assert said == steps(notebook=AUDIT)
    return {path.name.partition("-")[2].partition("-")[2]: path for path in found}


def text_of(path: Path) -> str:
    """Every word of a Word file, its tables included."""
    return "\n".join(
        "".join(node.text or "" for node in line.iter("{*}t"))
        for line in docx.Document(str(path)).element.body.iter("{*}p")
    )


def on_the_page(path: Path) -> str:
    return path.read_text("utf-8").split("</style>")[-1]


def test_a_record_is_two_documents_as_word_and_web_page_and_the_facts(made: dict[str, Path]):
    assert list(made) == [
        "audit-group.docx",
        "audit-group.html",
        "audit-group.json",
        "board.docx",
        "board.html",
    ]


def test_the_audit_groups_document_has_every_file_with_its_notes(made: dict[str, Path]):
    for told in (text_of(made["audit-group.docx"]), on_the_page(made["audit-group.html"])):
        for words in (NOTE, GOOD, OF_ONE_FILE, "File A1", "File B3", "3 files of 41, at random"):
            assert words in told
        for words in ("Red: the file does not show it", "Does not apply", *NAMES):
            assert words in told
        assert "Everybody read it on the screen before it was filed." in told
        assert "It attributes nothing to anybody" in told and "Draft." not in told


def test_the_boards_page_has_counts_and_no_note_file_or_agency(made: dict[str, Path]):
    for told in (text_of(made["board.docx"]), on_the_page(made["board.html"])):
        for words in (NOTE, OF_ONE_FILE, "File A", "A2", *NAMES, "ask earlier"):
            assert words not in told
        for words in (GOOD, "a reminder in the form", "Things done well", "one action: 1 done"):
            assert words in told
        assert "Not recorded: The file does not say. This is not the same as not done." in told
    (table, *_) = docx.Document(str(made["board.docx"])).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][1:] == [
        *("Yes", "Partly", "No", "Not recorded", "Does not apply", "Green", "Amber", "Red"),
    ]
    assert len(rows) == 9 and all(row[1:] == [*"21111212"] for row in rows[1:])


def test_the_facts_are_the_record_that_was_read(made: dict[str, Path]):
    found = json.loads(made["audit-group.json"].read_text("utf-8"))
    assert found["schema"] == files.SCHEMA and found["read"] is True
    assert found["record"]["board"]["files"] == 6 and "seat" not in json.dumps(found)
    assert NOTE not in json.dumps(found["record"]["board"])


def test_until_everybody_has_read_it_both_are_drafts(audit: Audit):
    def drafts() -> set[bool]:
        told = audit.report()
        each = (*sections.group(told)[:1], sections.board(told))
        return {"Draft." in page.html(section) for section in each}

    assert drafts() == {True}
    audit.read()
    assert drafts() == {False}
    audit.audit("line", text="one more")
    assert drafts() == {True}


def test_each_file_and_the_boards_page_fit_on_a_page(data: Path):
    audit = full(data)
    with closing(audit.journal):
        told = audit.report()
    for section in (sections.board(told), *sections.files(told)):
        assert length(section.blocks) <= A_PAGE, section.id


def test_with_fewer_than_five_files_nothing_is_counted(audit: Audit):
    audit.audit("answered", file="A1", item="asked", answer="no")
    told = page.html(sections.board(audit.report()))
    assert sections.TOO_FEW in told and "<table" not in told


def test_a_question_with_fewer_than_five_answers_has_no_number_for_the_board(data: Path):
    audit = Audit(data)
    with closing(audit.journal):
        for file in audit.place.state.files():
            audit.audit("answered", file=file, item="asked", answer="yes")
        for file in audit.place.state.files()[:4]:
            audit.audit("answered", file=file, item="said", answer="no")
        told = audit.report()
    assert [each.title for each in told.record.board.counts[0].questions] == [
        "Asked what they want"
    ]
    assert "What they said" not in page.html(sections.board(told))


def test_a_live_audit_is_one_page_that_begins_with_what_went_well(data: Path):
    one = (Agency(name="Our team", kind="other"),)
    audit = Audit(data, shape="live", agencies=one, files=1)
    audit.audit("line", of="well", text=GOOD)
    for item in audit.place.state.chosen.sections[0].items:
        audit.audit("answered", file="A1", item=item, answer="yes")
    audit.audit("line", of="try", text="ask at the end of each visit")
    audit.audit("action", what="sit in on the next visit", who="the supervisor")
    with closing(audit.journal):
        told = audit.report()
    (whole,) = sections.group(told)
    assert length(whole.blocks) <= A_PAGE
    said = page.html(whole)
    assert said.index(GOOD) < said.index("Asked what they want") < said.index("each visit")
    assert "closed from" not in said and "not rated" not in said


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_text(audit: Audit, words: str):
    kept = f"x {words[:70]}"
    audit.audit("noted", file="A1", item="asked", text=kept)
    audit.audit("line", text=kept, board=True)
    audit.audit("action", what=kept, who=kept, file="A1", item="asked")
    told = audit.report()
    for section in (*sections.group(told), sections.board(told)):
        document = Document("title", told.code, (section,), told.name)
        Writer(document).add(section)
        assert "<script" not in page.html(section).replace("&lt;script", "")


def test_the_notebook_is_the_one_of_this_exercise_and_headings_begin_with_one_title(audit: Audit):
    assert notebook_of(audit.data, audit.session.id) == AUDIT
    told = audit.report()
    for whole in (sections.group(told), (sections.board(told),)):
        levels = [each.level for part in whole for each in part.blocks if isinstance(each, Heading)]
        assert levels[0] == 1 and set(levels[1:]) <= {2, 3}
