"""The summary, the lines word for word, and a table's sheet: made by the real notebook in a process
of its own, and opened again as a reader would."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import count as counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import nbformat
import pytest
from docx.oxml.ns import qn

from exercises.journal import sessions
from exercises.journal.sessions import Door
from exercises.journal.store import Journal
from exercises.library import case, six_principles
from exercises.place import Place
from exercises.six_principles import demo
from exercises.six_principles.settings import EXERCISE, Settings
from exercises.six_principles.state import fold
from facilitator.summaries import (
    page,
    phrases,
    reading,
    report,
    run,
    sections,
    tables,
    verbatim,
    word,
)
from facilitator.summaries import sheet as sheets
from facilitator.summaries.blocks import Document, Section, Table
from facilitator.summaries.chair import foremost, unfinished

ROOT = Path(__file__).parents[1]
PARTS = (
    sections.chair,
    sections.what_was_done,
    sections.key_factors,
    sections.read_back,
    sections.overlap,
    sections.plan,
    sections.actions,
    sections.about,
)
HOSTILE = (
    "<script>document.title='taken'</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://example.org","press")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "$\\frac{1}{0}$ and `code` and [a link](javascript:1) & # heading",
    "\u202eright to left \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "]]></w:t><w:br/> &amp; \u0001 \ud83d\ude00 \u4f60\u597d",
)


class Room:
    """A session and its seats, for a few acts."""

    exercise = EXERCISE

    def __init__(self, data: Path, tables: int = 6, **chosen: object) -> None:
        self.data = data
        self.journal = Journal.in_folder(data)
        opened = self.settings(chosen).opened(tables)
        self.session = sessions.create(self.journal, self.exercise, opened, tables=tables, days=30)
        self.trainer = self._place("trainer", None)
        self.tables = {n: self._place("table", n) for n in range(1, tables + 1)}
        self._numbers = counter(1)

    def settings(self, chosen: dict[str, object]) -> Any:
        """How the session is set up: on Mrs T, and as it was chosen."""
        return Settings.model_validate({"case": case("mrs-t"), **chosen})

    def _place(self, role: sessions.Role, table: int | None) -> Place:
        seat, _ = sessions.take_seat(self.journal, Door(self.session.id, role, table))
        return Place(self.journal, seat)

    def act(self, who: int, kind: str, **raw: object) -> str:
        """Let table `who` (0 is the trainer) do something; return the change's name."""
        change = f"change-{next(self._numbers):06}"
        place = self.tables[who] if who else self.trainer
        return place.act(change, kind, raw).change

    def line(self, who: int, principle: str, text: str) -> str:
        return self.act(who, "line.added", table=who, principle=principle, text=text)

    def factor(self, principle: str, wording: str, *lines: str) -> str:
        return self.act(0, "factor.made", principle=principle, wording=wording, lines=lines)

    def report(self) -> report.Report:
        return report.of(reading.read(self.session.id, self.data))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path / "data")
    yield room
    room.journal.close()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, sessions.Session]:
    """The example session in a data folder."""
    data = tmp_path_factory.mktemp("example")
    journal = Journal.in_folder(data)
    session = demo.build(journal)
    journal.close()
    return data, session


@pytest.fixture(scope="module")
def made(example: tuple[Path, sessions.Session]) -> dict[str, Path]:
    """The example's files, word for word ones included, by the end of their names."""
    data, session = example
    return files(start(data, session.id, data / "reports" / session.id, "--verbatim"))


def start(data: Path, session: str, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Make a summary as the server does."""
    command = [sys.executable, "-m", "facilitator.summaries.run", str(data), session, str(out)]
    return subprocess.run(
        [*command, *more], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120
    )


def files(done: subprocess.CompletedProcess[str]) -> dict[str, Path]:
    assert done.returncode == 0, done.stdout + done.stderr
    paths = [Path(name) for name in json.loads(done.stdout.splitlines()[-1])["files"]]
    return {path.name.split("-", 3)[3]: path for path in paths}


def everything(found: report.Report) -> Document:
    return Document(sections.title(found), found.code, tuple(part(found) for part in PARTS))


def text_of(document: Document) -> str:
    return "\n".join(page.html(section) for section in document.sections)


def words_of(path: Path) -> str:
    """All text of a Word file, tables and footers too."""
    file = docx.Document(str(path))
    roots = [file.element.body, *(part.footer._element for part in file.sections)]
    return "\n".join(
        "".join(run.text or "" for run in line.iter(qn("w:t")))
        for root in roots
        for line in root.iter(qn("w:p"))
    )


def readable(path: Path) -> str:
    """What a file says, whatever it is."""
    return words_of(path) if path.suffix == ".docx" else path.read_text(encoding="utf-8")


class Tags(HTMLParser):
    """The tags of a page with their attributes, and its plain text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


# what is written, and where


def test_the_summary_is_a_page_a_word_file_and_data(made):
    summary = ["summary.docx", "summary.html", "summary.csv", "summary.json"]
    beside = ["evaluation.docx", "evaluation.html", "follow-up.docx", "follow-up.html"]
    assert list(made) == [*summary, "actions.csv", *beside, "lines.docx", "lines.csv"]


def test_each_step_is_told_before_the_files_are_named(example):
    data, session = example
    done = start(data, session.id, data / "again")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["step"] for each in told[:-1]] == run.steps()
    assert [each["done"] for each in told[:-1]] == list(range(len(run.steps())))
    assert not any("lines" in name for name in told[-1]["files"])


def test_nothing_executed_and_nothing_unfinished_is_left(example, made):
    data, _ = example
    left = {path.name for path in data.rglob("*") if path.is_file()}
    assert not [name for name in left if name.endswith(".ipynb") or name.startswith(".unfinished")]
    assert all(path.parent.name != ".unfinished" for path in made.values())


def test_no_word_of_a_table_and_no_path_of_the_data_is_in_the_process_s_output(example):
    data, session = example
    done = start(data, session.id, data / "quiet", "--verbatim")
    spoken = lines_of(data, session)
    told = done.stdout.rsplit("\n", 2)[0] + done.stderr
    assert str(data) not in told
    assert not [words for words in spoken if words in told]


def lines_of(data: Path, session: sessions.Session) -> list[str]:
    kept = reading.read(session.id, data)
    return [line.words.text for line in kept.state.lines.values()]


def test_lines_word_for_word_are_only_in_the_separate_file(example, made):
    data, session = example
    kept = reading.read(session.id, data)
    wordings = " ".join(f.words.text for f in kept.state.factors.values())
    lines = [x for x in kept.state.lines.values() if x.shown and x.words.text not in wordings]
    summary = "".join(readable(path) for end, path in made.items() if "summary" in end)
    assert not [line.words.text for line in lines if line.words.text in summary]
    apart = words_of(made["lines.docx"])
    assert all(line.words.text in apart for line in lines)


def test_the_lines_file_has_every_line_that_stands_by_table_number(example, made):
    data, session = example
    kept = reading.read(session.id, data)
    shown = sorted((x.table, x.words.text) for x in kept.state.lines.values() if x.shown)
    with made["lines.csv"].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted((int(row["table"]), row["line"].removeprefix("'")) for row in rows) == shown


def test_an_unknown_session_is_one_sentence_and_no_file(example, tmp_path):
    data, _ = example
    done = start(data, "nosuchsession", tmp_path / "out")
    assert done.returncode == 1
    last = json.loads(done.stdout.splitlines()[-1])
    assert "no session nosuchsession" in last["error"]
    assert list((tmp_path / "out").iterdir()) == []


def test_a_notebook_that_fails_is_loud_and_leaves_the_earlier_summary(example, tmp_path):
    data, session = example
    earlier = tmp_path / "out" / "kept.docx"
    earlier.parent.mkdir()
    earlier.write_text("earlier")
    broken = nbformat.read(run.NOTEBOOK, as_version=4)
    broken.cells[-3].source = "raise KeyError('words that somebody wrote')"
    nbformat.write(broken, tmp_path / "broken.ipynb")
    program = (
        "import sys; from pathlib import Path; from facilitator.summaries import run; "
        "run.NOTEBOOK = Path(sys.argv.pop(1)); sys.exit(run.main())"
    )
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            program,
            tmp_path / "broken.ipynb",
            data,
            session.id,
            earlier.parent,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    said = json.loads(done.stdout.splitlines()[-1])["error"]
    assert done.returncode == 1 and "Writing about the summary" in said and "KeyError" in said
    assert "words that somebody wrote" not in done.stdout + done.stderr
    assert [path.name for path in earlier.parent.iterdir()] == ["kept.docx"]


def test_a_folder_that_cannot_be_written_is_a_sentence(example, tmp_path):
    data, session = example
    (tmp_path / "file").write_text("")
    done = start(data, session.id, tmp_path / "file")
    assert "cannot be written" in json.loads(done.stdout.splitlines()[-1])["error"]


@pytest.mark.parametrize("path", [run.NOTEBOOK, run.GRID, run.SCENARIO], ids=lambda p: p.stem)
def test_the_notebook_is_thin_and_stored_without_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code:
        assert not cell.outputs and cell.execution_count is None, cell.id
        assert len(cell.source.splitlines()) <= 8 and "def " not in cell.source, cell.id
    marked = [cell for cell in code if "parameters" in cell.metadata.get("tags", [])]
    assert [cell.source for cell in marked] == ['session_id = ""']


# what it says


def test_every_stage_of_a_session_can_be_summarised(example):
    data, session = example
    kept = reading.read(session.id, data)
    for n in [1, 2, 3, *range(4, len(kept.entries), 40), len(kept.entries)]:
        begun = replace(kept, entries=kept.entries[:n], state=fold(kept.entries[:n]))
        found = report.of(begun)
        drawn = [part(found) for part in PARTS if part is not sections.overlap]
        assert all(page.html(section) for section in drawn)
        tables.facts(found, "")
        sheets.sheet(begun, found, 1)


def test_a_session_just_opened_says_what_has_not_been_done(room, tmp_path):
    out = files(start(room.data, room.session.id, tmp_path / "out"))
    said = words_of(out["summary.docx"])
    assert "No line has been written yet" in said and "Not finished." in said
    assert "Nothing yet: the key factors have not been agreed." in said
    assert docx.Document(str(out["summary.docx"])).inline_shapes.__len__() == 0


def test_page_one_tells_the_chair_what_matters_most_the_gaps_and_what_is_asked(example):
    data, session = example
    found = report.of(reading.read(session.id, data))
    first = Tags(page.html(sections.chair(found))).text
    how, most = foremost(found)
    assert how.startswith("By dots") and 1 <= len(most) <= 8
    assert [f.weight for f in most] == sorted((f.weight for f in most), reverse=True)
    for said in ("What the room did", "Significant gaps", "What is asked of the board"):
        assert said in first
    assert "Example session." in first and found.label in first
    assert found.gaps and found.gaps[0].decision == "missing"


def test_what_was_set_aside_withdrawn_or_removed_is_nowhere(room, tmp_path):
    kept = room.line(1, "protection", "a line that stands")
    aside = room.line(1, "protection", "zebra-aside")
    room.act(1, "line.withdrawn", line=room.line(1, "protection", "zebra-withdrawn"))
    removed = room.line(2, "protection", "zebra-removed")
    factor = room.factor("protection", "a wording that stands", kept, aside)
    lost = room.factor("protection", "zebra-factor")
    room.act(0, "wrote", field=f"plan/{factor}/note", text="zebra-note")
    room.act(0, "wrote", field="readback/protection", text="zebra-readback")
    names = (aside, removed, lost, f"plan/{factor}/note", "readback/protection")
    for target in names:
        room.act(0, "set_aside", target=target)
    room.act(0, "removed", target=removed)
    out = files(start(room.data, room.session.id, tmp_path / "out", "--verbatim"))
    assert not [path.name for path in out.values() if "zebra" in readable(path)]
    found = room.report()
    assert found.total == 1 and found.factors[0].lines == 1


def test_one_room_at_one_screen_is_told_without_tables(tmp_path):
    room = Room(tmp_path / "data", tables=1, shared=True)
    room.tables[1] = room._place("room", 1)
    line = room.line(1, "protection", "a line")
    room.factor("protection", "a wording", line)
    room.act(0, "stage", stage="prioritise")
    room.act(1, "dots", table=1, target=line, n=1)
    found = room.report()
    parts = [sections.what_was_done(found), sections.key_factors(found), sections.about(found)]
    told = "".join(map(page.html, parts))
    assert "three dots for each principle; 1 placed, by the room" in told.lower()
    assert "From 1 line ·" in told and not re.search(r"\b[Tt]ables? \d", told)
    kept = reading.read(room.session.id, room.data)
    assert "Table 1" not in str(verbatim.document(found, verbatim.lines(kept, found)))
    room.journal.close()


def test_a_short_table_in_word_keeps_its_rows_on_one_page(tmp_path):
    def rows(n: int) -> list[tuple[bool, ...]]:
        table = Table("Rows", ("A", "B"), ((("a",), ("b",)),) * n, (1, 1))
        document = Document("Rows", "", (Section("rows", (table,)),))
        path = word.save(document, tmp_path / f"{n}.docx")
        (made,) = docx.Document(str(path)).tables
        return [
            tuple(bool(cell.paragraphs[0].paragraph_format.keep_with_next) for cell in row.cells)
            for row in made.rows
        ]

    assert rows(3) == [(True, True)] * 3 + [(False, False)]
    assert not any(map(any, rows(word.SHORT + 1)))


def test_key_factors_name_their_lineage_by_count_and_table(room):
    a, b = room.line(1, "prevention", "one"), room.line(3, "prevention", "two")
    room.factor("prevention", "joined up", a, b)
    (factor,) = room.report().factors
    assert sections.lineage(factor).startswith("From 2 lines of tables 1 and 3 · condensed by the")


def test_tables_that_came_late_were_closed_or_joined_are_named(room):
    room.line(4, "protection", "before")
    room.act(0, "stage", stage="round", round=3)
    room.act(0, "table.added", table=7)
    room.act(0, "table.closed", table=5)
    room.act(0, "table.joined", table=4, into=3)
    room.act(0, "line.added", table=2, principle="prevention", text="from the flipchart")
    said = Tags(page.html(sections.what_was_done(room.report()))).text
    assert "Came in at round 3" in said and "Went on with table 3" in said
    assert "Closed before the end" in said and "one line typed in by the trainer" in said.lower()


def test_an_order_made_by_hand_comes_before_dots(room):
    a, b = room.factor("protection", "first"), room.factor("protection", "second")
    other = room.factor("prevention", "elsewhere")
    room.act(1, "dots", table=1, target=a, n=3)
    room.act(1, "dots", table=1, target=other, n=2)
    assert [f.words for f in room.report().factors_of("protection")] == ["first", "second"]
    room.act(0, "ordered", principle="protection", factors=[b, a])
    how, most = foremost(room.report())
    assert "by hand" in how and [f.words for f in most] == ["second", "elsewhere"]


def test_dots_on_lines_speak_for_the_key_factor_made_of_them(room):
    line = room.line(1, "protection", "a line")
    room.act(2, "dots", table=2, target=line, n=2)
    room.factor("protection", "made of it", line)
    (factor,) = room.report().factors
    assert (factor.dots, factor.dots_on_lines) == (0, 2)
    assert "2 dots (2 of them on the lines behind it)" in text_of(everything(room.report()))


def test_a_joined_key_factor_keeps_what_was_decided_before(room):
    a, b = room.factor("protection", "a"), room.factor("prevention", "b")
    room.act(0, "chose", field=f"plan/{a}/decision", value="missing")
    room.act(0, "chose", field=f"plan/{a}/significant", value="yes")
    joined = room.act(0, "factors.joined", factors=[a, b], wording="both")
    (row,) = room.report().plan
    assert (row.words, row.before_joining, row.gap) == ("a", True, True)
    room.act(0, "chose", field=f"plan/{joined}/decision", value="in_plan")
    (row,) = room.report().plan
    assert (row.words, row.before_joining, row.decision) == ("both", False, "in_plan")


def test_two_wordings_that_were_not_chosen_between_are_both_there(room):
    factor = room.factor("protection", "ours")
    room.act(0, "factor.worded", factor=factor, wording="yours", on=factor)
    room.act(4, "factor.worded", factor=factor, wording="theirs", on=factor)
    said = text_of(everything(room.report()))
    assert "yours" in said and "Also worded" in said and "theirs" in said


def test_one_person_alone_is_not_called_a_table(tmp_path):
    room = Room(tmp_path, tables=1, solo=True)
    room.line(1, "protection", "a line")
    found = room.report()
    room.journal.close()
    said = Tags(text_of(everything(found))).text
    assert (
        "one person, as the practitioner" in said
        and "on Protection" in said
        and "Tables and their lines" not in said
    )


def test_what_is_half_done_is_named(room):
    room.line(1, "protection", "a line")
    room.factor("protection", "a wording")
    left = unfinished(room.report())
    assert left[0].startswith("lines on Empowerment, Prevention")
    assert left[1:] == ["reading back", "prioritising", "the comparison with the board's plan"]


def test_the_statements_are_quoted_exactly_with_source_and_licence(made):
    said = Tags(made["summary.html"].read_text(encoding="utf-8")).text
    for principle in six_principles().principles:
        assert f"“{principle.statement}”" in said and f"“{principle.definition}”" in said
    assert six_principles().source.attribution in said and "paragraph 14.13" in said


def test_the_json_has_the_facts_and_no_line(example, made):
    facts = json.loads(made["summary.json"].read_text(encoding="utf-8"))
    assert facts["schema"] == tables.SCHEMA and facts["example"] is True
    assert len(facts["plan"]) >= len(facts["factors"]) > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", facts["made"])


def test_the_example_has_a_plan_and_what_tables_and_room_did_with_it(example):
    data, session = example
    found = report.of(reading.read(session.id, data))
    assert found.given and found.given.source == "sample" and found.ordered
    assert all(row.decision and row.note for row in found.plan)
    quoted = [row for row in found.plan if row.evidence]
    assert len(quoted) > len(found.plan) / 2 and found.untouched
    assert {row.by for row in found.plan} == {"trainer", *(f"table-{n}" for n in range(1, 7))}
    assert [action.by for action in found.actions] == ["table-1", "table-5", "table-4", "table-6"]
    assert [lens.id for lens in found.lenses] == ["challenge"]
    assert all(item.decision for lens in found.lenses for item in lens.items)


# hostile and unusual words


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], dict[str, Path]]:
    """A session full of hostile words, and its files."""
    room = Room(tmp_path_factory.mktemp("hostile"))
    for n, text in enumerate([*HOSTILE, "W" * 10_000], 1):
        principle = six_principles().principles[n % 6].id
        factor = room.factor(principle, text, room.line(n % 6 + 1, principle, text))
        room.act(0, "chose", field=f"plan/{factor}/decision", value="missing")
        room.act(0, "chose", field=f"plan/{factor}/significant", value="yes")
        room.act(0, "wrote", field=f"plan/{factor}/note", text=text[:400])
        room.act(0, "dots", table=1, target=factor, n=1)
    room.act(0, "wrote", field="readback/protection", text="two\nlines <b>bold</b>")
    texts = [f.words for f in room.report().factors]
    room.journal.close()
    out = room.data / "out"
    return texts, files(start(room.data, room.session.id, out, "--verbatim"))


def test_hostile_words_stay_text_on_the_page(hostile):
    texts, made = hostile
    tags = Tags(made["summary.html"].read_text(encoding="utf-8"))
    assert not tags.all("script", "img", "b", "link", "iframe", "object")
    assert not [a for _, a in tags.tags if any(name.startswith("on") for name in a)]
    assert all(text in tags.text for text in texts)


def test_hostile_words_stay_text_in_word(hostile):
    texts, made = hostile
    for end in ("summary.docx", "lines.docx"):
        said = words_of(made[end]).replace("\u2068", "").replace("\u202c\u2069", "")
        assert all(text.replace("\u202c", "") in said for text in texts)


def test_no_cell_of_a_csv_file_begins_a_formula(hostile):
    _, made = hostile
    for end in ("summary.csv", "lines.csv"):
        raw = made[end].read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        with made[end].open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(tables.RISKY)]
        assert any(cell.startswith("'=") for cell in cells)


@pytest.mark.parametrize("start_of", tables.RISKY)
def test_a_cell_that_could_be_a_formula_is_neutralised(start_of):
    assert tables.neutral(start_of + "1") == "'" + start_of + "1"
    assert tables.neutral("1" + start_of) == "1" + start_of
    assert tables.neutral(-1) == -1


def test_writing_direction_ends_where_the_words_end():
    assert phrases.isolated("plain") == "plain"
    assert phrases.isolated("\u202eturned") == "\u2068\u202eturned\u202c\u2069"
    assert phrases.isolated("\u05e9\u05dc\u05d5\u05dd") == "\u2068\u05e9\u05dc\u05d5\u05dd\u2069"


# plain English


def test_numbers_lists_and_dates_read_as_a_person_writes_them():
    assert phrases.count(1, "line") == "one line" and phrases.count(12, "line") == "12 lines"
    assert phrases.tables([2]) == "table 2" and phrases.tables([1, 3, 6]) == "tables 1, 3 and 6"
    assert phrases.tables([1, 2, 3, 4]) == "tables 1 to 4"
    assert re.fullmatch(r"[A-Z][a-z]+day \d{1,2} [A-Z][a-z]+ \d{4} at \d\d:\d\d", phrases.moment(0))
    assert phrases.whoever(["trainer", "table-2", "table-1", "table-3"]) == (
        "tables 1 to 3 and the trainer, with the room"
    )
    assert phrases.shorten("one two three four", 12) == "one two…"


# a table's own sheet


def test_a_table_s_sheet_has_its_own_lines_and_no_other_table_s(example, tmp_path):
    data, session = example
    html, file = run.sheet(data, session.id, 3, tmp_path)[::-1]
    assert [html.suffix, file.suffix] == [".html", ".docx"]
    kept = reading.read(session.id, data)
    wordings = " ".join(f.words.text for f in kept.state.factors.values())
    for said in (readable(html), readable(file)):
        for line in kept.state.lines.values():
            if line.table == 3 and line.shown and "'" not in line.words.text:
                assert line.words.text in said or "&" in line.words.text
            elif line.words.text not in wordings and line.table != 3:
                assert line.words.text not in said
    assert "Proportionality" in readable(file)


def test_a_sheet_keeps_totals_of_dots_until_they_are_shown(room):
    room.line(1, "empowerment", "mine")
    factor = room.factor("empowerment", "a wording")
    room.act(0, "stage", stage="prioritise")
    room.act(1, "dots", table=1, target=factor, n=1)
    room.act(2, "dots", table=2, target=factor, n=3)

    def said() -> str:
        kept = reading.read(room.session.id, room.data)
        return text_of(sheets.sheet(kept, report.of(kept), 1))

    assert "one dot of yours" in said() and "4 in all" not in said()
    room.act(0, "dots.shown", shown=True)
    assert "one dot of yours, 4 in all" in said()


def test_a_sheet_of_an_unknown_table_is_a_sentence(example, tmp_path):
    data, session = example
    with pytest.raises(reading.SummaryError, match="there is no table 9; tables are 1, 2"):
        run.sheet(data, session.id, 9, tmp_path / "out")


# the files as documents


def test_the_word_file_is_a_real_document(made):
    file = docx.Document(str(made["summary.docx"]))
    assert file.core_properties.title.startswith("Example: The six safeguarding principles")
    assert file.core_properties.language == "en-GB"
    default = file.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert default.get(qn("w:val")) == "en-GB"
    styles = [line.style.name or "" for line in file.paragraphs if line.style]
    levels = [int(name[-1]) for name in styles if name.startswith("Heading")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert file.tables
    for table in file.tables:
        assert list(table.rows[0]._tr.iter(qn("w:tblHeader")))
    overlap, coverage = (shape._inline.docPr.get("descr") for shape in file.inline_shapes)
    assert "key factors serve more than one principle" in overlap
    assert "Prevention: one partly covered; one significant gap." in coverage
    foot = file.sections[0].footer.paragraphs[0]._p
    fields = [field.get(qn("w:instr")) for field in foot.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("which", ["made", "hostile", "sheet"])
def test_the_page_is_one_document_with_language_title_and_landmarks(
    which, made, hostile, example, tmp_path
):
    data, session = example
    if which == "sheet":
        path = run.sheet(data, session.id, 1, tmp_path)[1]
    else:
        path = (made if which == "made" else hostile[1])["summary.html"]
    html = path.read_text(encoding="utf-8")
    tags = Tags(html)
    assert tags.all("html") == [{"lang": "en-GB"}] and html.startswith("<!DOCTYPE html>")
    assert re.search(r"<title>[^<]*session [2-9A-Z]{6}</title>", html)
    assert [len(tags.all(name)) for name in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]
    assert html.index("<header") < html.index("<main") < html.index("<footer")
    assert all("scope" in attributes for attributes in tags.all("th"))
    assert len(tags.all("caption")) == len(tags.all("table"))
    assert not tags.all("script", "link", "img")
    assert not re.search(r"url\((?!#)|@import|No description has been provided", html)
    levels = [int(tag[1]) for tag, _ in tags.tags if re.fullmatch("h[1-6]", tag)]
    assert all(b - a <= 1 for a, b in pairwise(levels))


# in a browser


LENGTHS = [0, 76, 84, 120, 900]  # characters of a key factor; 0 leaves the example's own
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("which", ["made", "hostile"])
def test_axe_finds_nothing_and_no_request_leaves_the_page(browser, which, width, made, hostile):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    )
    path = (made if which == "made" else hostile[1])["summary.html"]
    view = browser.new_page(viewport={"width": width, "height": 5000})
    asked: list[str] = []
    view.on("request", lambda request: asked.append(request.url))
    view.goto(path.as_uri())
    found = axe.Axe().run(view, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert asked == [path.as_uri()]
    view.close()


@pytest.mark.browser
@pytest.mark.parametrize("which", ["made", "hostile"])
def test_nothing_is_cut_off_on_a_narrow_phone(browser, which, made, hostile):
    path = (made if which == "made" else hostile[1])["summary.html"]
    view = browser.new_page(viewport={"width": 320, "height": 640})
    view.goto(path.as_uri())
    assert view.evaluate("document.documentElement.scrollWidth") <= 320
    cut = view.evaluate(
        """() => [...document.querySelectorAll("main *")].filter((each) =>
            !each.closest(".wide") && each.getBoundingClientRect().right > 320.5
        ).map((each) => each.outerHTML.slice(0, 80))"""
    )
    assert cut == []
    view.close()


@pytest.mark.browser
def test_the_skip_link_is_first_and_moves_focus(browser, made):
    view = browser.new_page()
    view.goto(made["summary.html"].as_uri())
    view.keyboard.press("Tab")
    assert view.evaluate("document.activeElement.textContent") == "Skip to the main part"
    view.keyboard.press("Enter")
    assert view.evaluate("document.activeElement.id") == "main"
    view.close()


def worded(found: report.Report, length: int) -> report.Report:
    """The same report with wordings of `length` characters."""
    text = ("Weigh with her what matters most " * 30)[:length]
    factors = tuple(replace(factor, words=text) for factor in found.factors)
    plan = tuple(replace(row, words=text, note=f"{text} again") for row in found.plan)
    return replace(found, factors=factors, plan=plan)


@pytest.mark.browser
@pytest.mark.parametrize("length", LENGTHS)
def test_page_one_fits_one_sheet_of_a4(browser, length, example, tmp_path):
    data, session = example
    found = report.of(reading.read(session.id, data))
    found = worded(found, length) if length else found
    chair = Document("t", found.code, (sections.chair(found),))
    path = tmp_path / "chair.html"
    path.write_text(page.export_document(chair), encoding="utf-8")
    view = browser.new_page(viewport={"width": 643, "height": 1001})  # A4 less its margins, 96 dpi
    view.goto(path.as_uri())
    view.emulate_media(media="print")
    height = view.evaluate("document.querySelector('#chair').getBoundingClientRect().height")
    assert height <= 1001
    view.close()


@pytest.mark.slow
@pytest.mark.parametrize("length", LENGTHS)
def test_page_one_fits_one_page_of_word(length, example, tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice and pdftotext are not installed")
    data, session = example
    found = report.of(reading.read(session.id, data))
    found = worded(found, length) if length else found
    last = Section("next", sections.what_was_done(found).blocks[:1], page=True)
    document = Document("t", found.code, (sections.chair(found), last))
    word.save(document, tmp_path / "chair.docx")
    home = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    command = [office, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    subprocess.run([*command, tmp_path / "chair.docx"], env=home, timeout=90, capture_output=True)
    pdf = ["pdftotext", "-layout", tmp_path / "chair.pdf", "-"]
    pages = subprocess.run(pdf, capture_output=True, text=True, timeout=30).stdout.split("\f")
    assert "Tell the tables what was decided" in pages[0]
    assert pages[1].strip().startswith("2. What was done")
