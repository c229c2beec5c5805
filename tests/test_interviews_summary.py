"""The report of a study by interviews: what is in it, what is never in it, and what it admits."""

from __future__ import annotations

import csv
import json
from contextlib import closing
from pathlib import Path

import docx
import pytest

from exercises.journal.store import Journal
from facilitator.summaries import page
from facilitator.summaries.blocks import Section
from facilitator.summaries.interviews import files, reading, report, sections
from facilitator.summaries.length import A_PAGE, length
from facilitator.summaries.run import INTERVIEWS, notebook_of, steps, summarise
from tests.studies import MEASURED, Study, full, look
from tests.test_six_principles import HOSTILE

QUOTED = "There is a box for it on the form. Nobody reads the box."
NEVER = "The new system has no place for what people said."
SUMMARY = "Asked at the first visit and again; measured by a box that nobody reads."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of a full study's report, by their ends."""
    folder = tmp_path_factory.mktemp("interviews")
    with closing(Journal.in_folder(folder / "data")) as journal:
        study = full(journal)
    said: list[str] = []
    where = folder / "data", study.session.id, folder / "out"
    found = summarise(*where, said.append, verbatim=True)
    assert said == steps(notebook=INTERVIEWS) and notebook_of(*where[:2]) == INTERVIEWS
    return {path.name.split("-", 2)[2]: path for path in found}


def text_of(path: Path) -> str:
    """Every word of a Word file, its tables included."""
    return "\n".join(
        "".join(node.text or "" for node in line.iter("{*}t"))
        for line in docx.Document(str(path)).element.body.iter("{*}p")
    )


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def report_of(study: Study, data: Path) -> report.Report:
    return report.of(reading.read(study.session.id, data))


def html(section: Section) -> str:
    return page.html(section)


def test_a_report_is_word_and_page_and_tables_and_the_facts(made: dict[str, Path]):
    assert list(made) == [
        "summary.docx", "summary.html", "summary.json", "chart.csv", "passages.csv",
    ]  # fmt: skip


def test_quotations_that_were_looked_at_are_in_it_and_no_other_sentence_of_a_note(
    made: dict[str, Path],
):
    for said in (text_of(made["summary.docx"]), made["summary.html"].read_text("utf-8")):
        assert QUOTED in said and SUMMARY in said
        assert NEVER not in said and "It takes time that nobody has" not in said
        for part in ("0.74", "0.62", "not asked", "nothing said", "empty: not looked at"):
            assert part in said
        assert "not worked out: both did the same" in said and "no score" in said
        assert "They are not a transcript" in said and "Nobody has confirmed" in said
    facts = made["summary.json"].read_text("utf-8")
    assert NEVER not in facts and json.loads(facts)["undecided"] == 2


def test_the_kind_of_an_organisation_is_named_only_where_there_are_enough_of_it(
    tmp_path: Path, made: dict[str, Path]
):
    assert "council" not in text_of(made["summary.docx"])
    assert rows(made["chart.csv"])[1][:2] == ["A", ""]
    with closing(Journal.in_folder(tmp_path)) as journal:
        study = full(journal)
        study.interview("C", "housing")
        kinds = {each.letter: each.kind for each in report_of(study, tmp_path).organisations}
    assert kinds == {"A": "", "B": "housing", "C": "housing"}


def test_the_marked_sentences_go_to_a_file_of_their_own_and_only_where_asked(
    made: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    head, *body = rows(made["passages.csv"])
    assert head == list(files.PASSAGES) and len(body) == 10
    (one,) = [row for row in body if row[3] == "Nobody reads the box."]
    assert one[4:] == ["Outcomes", "Outcomes", "", "Outcomes: yes"]
    with closing(Journal.in_folder(tmp_path)) as journal:
        study = full(journal)
    kept = reading.read(study.session.id, tmp_path)
    found = report.of(kept)
    monkeypatch.setenv("KIT_OUT", str(tmp_path))
    assert files.write(kept, found, sections.every(found)) == "3 files were written."
    assert not list(tmp_path.glob("*passages*"))


def test_the_method_is_one_page_with_many_organisations_too(tmp_path: Path):
    with closing(Journal.in_folder(tmp_path)) as journal:
        study = full(journal)
        for letter in "CDEFGHIJ":
            study.interview(letter, "care-home")
        study.act("code", text="what could be better in future")
        withdrawn = study.interview("K", "police")
        study.plain("set_aside", target=withdrawn)
        found = report_of(study, tmp_path)
    method = sections.method(found)
    assert length(method.blocks) < A_PAGE
    said = html(method)
    assert "11 interviews" in said
    assert "was withdrawn or erased" in said and "what could be better in future" in said
    tables = html(sections.chart(found)).count("<table")
    assert tables == 4, "ten organisations, three side by side"


def test_one_coder_alone_is_said_and_an_empty_study_has_a_report(tmp_path: Path):
    with closing(Journal.in_folder(tmp_path)) as journal:
        study = Study(journal)
        found = report_of(study, tmp_path)
        assert "There is no interview to chart yet" in "".join(map(html, sections.every(found)))
        name = study.interview("A", "council")
        study.mark("outcomes", *study.note(name, "q08", MEASURED))
        found = report_of(study, tmp_path)
    assert "One person marked the notes" in html(sections.agreement(found))
    assert "Eight sentences" in html(sections.themes(found))


def test_what_people_wrote_stays_text_on_the_page_and_in_a_spreadsheet(tmp_path: Path):
    with closing(Journal.in_folder(tmp_path)) as journal:
        study = Study(journal)
        name = study.interview("A", "council")
        for n, text in enumerate(HOSTILE[:5], 1):
            said = study.note(name, f"q{n:02}", text)
            study.mark("outcomes", *said)
            code = study.act("code", text=text[:60])
            study.act("cell", organisation="A", code=code, state="said", text=text,
                      passages=said)  # fmt: skip
            quote = study.act("quote", interview=name, code=code, passages=said[:1], text=text)
            look(study, f"quote/{name}/{quote}")
        kept = reading.read(study.session.id, tmp_path)
    found = report.of(kept)
    pages = "".join(map(html, sections.every(found)))
    assert "<script>" not in pages and "&lt;script&gt;" in pages and "<a href" not in pages
    chart = files.save_chart(found, tmp_path / "chart.csv")
    passages = tmp_path / "passages.csv"
    files.tables.save(passages, files.PASSAGES, files.passages(kept))
    for row in (*rows(chart), *rows(passages)):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert any("'=HYPERLINK" in cell for row in rows(chart) for cell in row)
