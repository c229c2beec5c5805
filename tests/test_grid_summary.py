"""The summary of a grid session: made by the real notebook in a process of its own, and read again
as a chair or a group would."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from exercises.grid import settings
from exercises.grid.content import HIGHEST, LOWEST, NOW, PERSON, example, grid
from exercises.library import case
from facilitator.summaries import page, reading, run, tables, word
from facilitator.summaries.blocks import Document
from facilitator.summaries.grid import files as written
from facilitator.summaries.grid import picture as pictures
from facilitator.summaries.grid import reading as grids
from facilitator.summaries.grid import report, saying, sections, sheet
from facilitator.summaries.grid.first import unfinished
from tests.browsers import axe
from tests.test_summaries import HOSTILE, RULES, Room, Tags, start, text_of, words_of

PARTS = (
    sections.page_one,
    sections.what_was_done,
    sections.actions,
    sections.ways,
    sections.learnt,
    sections.close,
    sections.about,
)
TITLE = "What we think Mrs T would say"


class Grids(Room):
    """A session of the grid on Mrs T, unless something else was chosen."""

    exercise = settings.EXERCISE

    def settings(self, chosen: dict[str, object]) -> settings.Settings:
        return settings.Settings.model_validate({"case": case("mrs-t")} | chosen)

    def put(self, table: int, viewpoint: str, moment: str, at: tuple[int, int], **more: str) -> str:
        """Let a table place the situation; a reason is given where the test gives none."""
        raw = {"wellbeing": at[0], "safety": at[1], "reason": "because it is so", **more}
        seat = table if table in self.tables else 0
        return self.act(seat, "grid.placed", table=table, viewpoint=viewpoint, moment=moment, **raw)

    def action(self, text: str, table: int | None = None, **more: str) -> str:
        return self.act(table or 0, "grid.action", text=text, table=table, **more)

    def wrote(self, table: int, name: str, text: str, axis: str | None = None) -> str:
        return self.act(table, "grid.wrote", table=table, list=name, axis=axis, text=text)

    def report(self) -> Any:
        return report.of(grids.read(self.session.id, self.data))


def fill(room: Grids) -> None:
    """Six tables place Mrs T's situation now and after five actions of two worked examples: the
    reading of the example, and others a little off it."""
    money, meeting = example("mrs-t-money"), example("mrs-t-meeting")
    place_all(room, money, NOW, NOW)
    for told, actions in ((money, money.actions), (meeting, meeting.actions[:2])):
        for action in actions:
            place_all(room, told, action.id, room.action(action.text))
    room.act(0, "stage", stage="move")
    line = room.wrote(2, "move", "Read the post aloud with her each Friday", "safety")
    room.action("Read the post aloud with her each Friday", table=2, source=line)
    room.wrote(3, "move", "A lift to church on Sundays", "wellbeing")
    room.wrote(1, "move", "Ask her what she would miss")
    room.wrote(4, "learning", "We count the money and forget the afternoons")
    for n in range(5):
        room.act(0, "slip", differently=f"I will ask first {n}", line="clear", rating=n + 1)


def place_all(room: Grids, told: Any, example_moment: str, moment: str) -> None:
    for placed in told.placements:
        if placed.moment != example_moment:
            continue
        for table in room.tables:
            off = (table % 3 - 1, (table + 1) % 3 - 1)
            at = (near(placed.wellbeing + off[0]), near(placed.safety + off[1]))
            words = {"reason": placed.reason, "basis": placed.basis}
            room.put(table, placed.viewpoint, moment, at, **words)


def near(n: int) -> int:
    return max(LOWEST, min(HIGHEST, n))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grids]:
    viewpoints = ("person", "practitioner", "family", "police")
    room = Grids(tmp_path_factory.mktemp("grid"), viewpoints=viewpoints)
    fill(room)
    yield room
    room.journal.close()


@pytest.fixture(scope="module")
def told(full: Grids) -> list[dict[str, Any]]:
    """What the process that makes the summary says, line by line."""
    done = start(full.data, full.session.id, full.data / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def made(told: list[dict[str, Any]]) -> dict[str, Path]:
    """The files by the end of their names."""
    return {path.name.split("-", 2)[2]: path for path in map(Path, told[-1]["files"])}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Grids]:
    room = Grids(tmp_path / "data", tables=2)
    yield room
    room.journal.close()


def everything(found: report.Report) -> Document:
    return Document(found.titled(), found.code, tuple(part(found) for part in PARTS), found.name)


def said(found: report.Report) -> str:
    """What the page says, without its tags."""
    return Tags(text_of(everything(found))).text


# what is written


def test_the_summary_is_a_page_a_word_file_and_data_named_after_the_exercise(full, made):
    summary = ["summary.docx", "summary.html", "summary.csv", "summary.json"]
    beside = ["evaluation.docx", "evaluation.html", "follow-up.docx", "follow-up.html"]
    assert list(made) == [*summary, *beside]
    assert all(path.name.startswith(f"grid-{full.session.code}-") for path in made.values())


def test_each_step_of_its_own_notebook_is_told(told):
    steps = run.steps(notebook=run.GRID)
    assert [each["step"] for each in told[:-1]] == steps
    assert [(each["done"], each["of"]) for each in told[:-1]] == [
        (n, len(steps)) for n in range(len(steps))
    ]


def test_the_other_exercise_s_reading_refuses_a_grid(full):
    with pytest.raises(reading.SummaryError, match="is of the exercise 'grid'"):
        reading.read(full.session.id, full.data)


def test_the_data_has_a_row_for_each_place(full, made):
    found = full.report()
    with made["summary.csv"].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == found.places == 102
    first = next(row for row in rows if row["moment"] == "after 1" and row["table"] == "1")
    assert first["viewpoint"] == PERSON and first["words it rests on"]
    assert first["what it does"] == "helps safety and harms wellbeing"
    facts = json.loads(made["summary.json"].read_text(encoding="utf-8"))
    assert facts["schema"] == written.SCHEMA and facts["places"] == 102
    assert facts["actions"][0]["rows"][0]["move"]["after"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", facts["made"])


# what it says


def test_the_page_and_the_word_file_say_the_same(full, made):
    html = Tags(made["summary.html"].read_text(encoding="utf-8")).text
    in_word = words_of(made["summary.docx"])
    for part in (html, in_word):
        assert "Furthest apart" in part and "became action 6" in part
        assert all(action.words in part for action in full.report().actions)
        assert all(f"({each.letter}) {each.text}" in part for each in grid().statute.parts)
        assert grid().statute.source.attribution in part and grid().kits_own in part
        assert "has not yet confirmed the check" in part and "How was this for you?" in part
    foot = docx.Document(str(made["summary.docx"])).sections[0].footer.paragraphs[0].text
    assert foot.startswith("The wellbeing and safety grid · session")


def test_several_tables_are_told_as_a_range_and_never_as_an_average(room):
    action = room.action("Ask her")
    for table, now, after in ((1, (-2, 1), (3, 1)), (2, (1, -4), (2, 0))):
        room.put(table, "practitioner", NOW, now)
        room.put(table, "practitioner", action, after)
    found = room.report()
    assert saying.placed(found, found.now.rows) == "Wellbeing \u22122 to +1, safety \u22124 to +1"
    one = Tags(page.html(sections.page_one(found))).text
    assert "Wellbeing +2 to +3, safety 0 to +1" in one
    assert "average" not in one and "mean" not in one.lower().replace("meaning", "")
    (told,) = [words for name, words in saying.sentences(found, found.now) if "practit" in name]
    assert told.startswith("Wellbeing \u22122 (more is missing than is there) to +1 (")


def test_an_action_that_helps_one_axis_and_harms_the_other_is_named_for_discussion(room):
    traded, better = room.action("Move her out"), room.action("Ask her first")
    room.put(1, "practitioner", NOW, (0, 0))
    room.put(1, "practitioner", traded, (-3, 4))
    room.put(1, "practitioner", better, (2, 2))
    one = Tags(page.html(sections.page_one(room.report()))).text
    part = one[one.index("Actions that help one") : one.index(TITLE, one.index("Actions that"))]
    assert "Move her out" in part and "Ask her first" not in part
    assert "Helps safety and harms wellbeing: practitioner (one table)." in part
    assert "To talk over" in part


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ((2, 1), "helps both"),
        ((-2, 1), "helps safety and harms wellbeing"),
        ((2, -1), "helps wellbeing and harms safety"),
        ((0, 3), "helps safety, and wellbeing stays as it was"),
        ((-1, 0), "harms wellbeing, and safety stays as it was"),
        ((-1, -1), "harms both"),
        ((0, 0), "changes neither"),
    ],
)
def test_a_movement_is_told_in_words(by, words):
    assert saying.does(by) == words


def test_the_person_s_place_is_titled_as_a_guess_and_quotes_what_it_rests_on(room):
    room.put(1, PERSON, NOW, (3, -1), basis="I can count.")
    room.put(1, "practitioner", NOW, (-1, -1))
    room.put(2, "practitioner", NOW, (0, 2))
    found = room.report()
    text = said(found)
    assert text.count(TITLE) >= 3 and "It rests on: “I can count.”" in text
    assert "Practitioner: wellbeing 4 lower, safety the same." in text
    assert "Left empty by table 2." in text


def test_an_objective_without_a_person_says_that_the_viewpoint_was_left_empty(tmp_path):
    room = Grids(tmp_path, tables=1, case=None, objective="Fewer people lose money to fraud.")
    room.put(1, "practitioner", NOW, (-1, -2))
    found = room.report()
    room.journal.close()
    text = said(found)
    assert found.subject == "objective" and "Fewer people lose money to fraud." in text
    assert "Nobody placed what we think the people it is about would say" in text
    assert "Furthest apart" not in text


def test_one_person_alone_is_not_called_a_table(tmp_path):
    room = Grids(tmp_path, tables=1, solo=True)
    room.put(1, "practitioner", NOW, (-1, -2))
    room.wrote(1, "learning", "I began to place the person")
    found = room.report()
    room.journal.close()
    text = said(found)
    assert "one person placed the situation now, from one viewpoint" in text
    assert "working alone" in text and "table 1" not in text.lower()


def test_a_session_just_opened_says_what_has_not_been_done(room):
    found = room.report()
    text = said(found)
    assert unfinished(found) == ["everything: nothing has been placed"]
    assert "Nothing has been placed yet." in text and "Nobody has answered" in text
    assert list(written.facts(found, "")["actions"]) == []


def test_what_is_half_done_is_named(room):
    room.put(1, "practitioner", NOW, (0, 0))
    assert unfinished(room.report())[0] == "naming an action"
    room.action("Ask her")
    assert unfinished(room.report()) == [
        "placing after action 1", "how to move it", "what was learnt"
    ]  # fmt: skip


def test_what_was_set_aside_dropped_or_removed_is_nowhere(room):
    kept, lost = room.action("a kept action"), room.action("zebra-action", table=1)
    room.put(1, "practitioner", NOW, (0, 0))
    room.put(1, "practitioner", kept, (1, 1), reason="zebra-aside")
    room.put(1, "practitioner", lost, (2, 2), reason="zebra-of-the-dropped")
    line = room.wrote(2, "move", "zebra-line")
    room.act(0, "set_aside", target=f"1/practitioner/{kept}")
    room.act(0, "set_aside", target=line)
    room.act(0, "removed", target=line)
    room.act(1, "grid.action.dropped", action=lost)
    found = room.report()
    assert "zebra" not in text_of(everything(found)) and found.places == 1


def test_two_places_made_at_the_same_time_are_both_told(room):
    room.put(1, "practitioner", NOW, (0, 0))
    room.put(1, "practitioner", NOW, (3, -2))
    assert "or wellbeing +3, safety \u22122; made at the same time" in said(room.report())


def test_lines_say_which_axis_and_what_became_of_them(room):
    line = room.wrote(2, "move", "Read the post aloud", "safety")
    room.wrote(1, "move", "Ask what she would miss")
    room.action("Read the post aloud on Fridays", table=2, source=line)
    text = Tags(page.html(sections.ways(room.report()))).text
    assert "Safety" in text and "Read the post aloud (table 2; became action 1)" in text
    assert "Not tied to one axis" in text and "Ask what she would miss (table 1)" in text


# the picture


def test_the_picture_is_named_described_and_alone_in_its_ids(made):
    tags = Tags(made["summary.html"].read_text(encoding="utf-8"))
    drawn = tags.all("svg")
    assert len(drawn) == 6 and all(each["role"] == "img" for each in drawn)
    ids = [each["id"] for _, each in tags.tags if "id" in each]
    assert len(ids) == len(set(ids))
    for each in drawn:
        assert {each["aria-labelledby"], each["aria-describedby"]} <= set(ids)
    shapes = docx.Document(str(made["summary.docx"])).inline_shapes
    told = [shape._inline.docPr.get("descr") for shape in shapes]
    assert len(told) == 6 and all(TITLE in each and "safety" in each for each in told)


def test_tables_at_one_spot_share_a_mark_and_are_all_numbered():
    assert pictures.numbers([1]) == "1" and pictures.numbers([2, 1]) == "1, 2"
    assert pictures.numbers([6, 1, 2, 3]) == "1-3, 6"


def test_every_viewpoint_and_nobody_s_words_are_drawn(full):
    found = full.report()
    picture = pictures.picture(found, found.actions[0])
    again = pictures.picture(found, found.actions[0])
    assert picture.png == again.png and picture.svg == again.svg
    shown = {row.viewpoint for row in found.actions[0].rows}
    assert all(saying.titled(found, name) in picture.description for name in shown)
    reason = found.actions[0].rows[0].point.reason
    assert reason not in picture.svg and found.actions[0].words not in picture.svg


# hostile words


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], dict[str, Path]]:
    room = Grids(tmp_path_factory.mktemp("hostile"), tables=2)
    for n, text in enumerate(HOSTILE):
        table = n % 2 + 1
        line = room.wrote(table, "move", text, "safety")
        action = room.action(text, table=table, source=line)
        room.put(table, PERSON, action, (n - 3, 3 - n), reason=text, basis=text)
        room.wrote(table, "learning", text)
    room.put(1, PERSON, NOW, (0, 0), reason=HOSTILE[0], basis=HOSTILE[0])
    found = room.report()
    room.journal.close()
    folder = room.data / "out"
    folder.mkdir()
    document = everything(found)
    made = {
        "docx": word.save(document, folder / "s.docx"),
        "html": folder / "s.html",
        "csv": written.save_places(found, folder / "s.csv"),
    }
    made["html"].write_text(page.export_document(document), encoding="utf-8")
    return [action.words for action in found.actions], made


def test_hostile_words_stay_text(hostile):
    texts, made = hostile
    tags = Tags(made["html"].read_text(encoding="utf-8"))
    assert not tags.all("script", "img", "b", "link", "iframe", "object")
    assert not [a for _, a in tags.tags if any(name.startswith("on") for name in a)]
    assert len(texts) == len(HOSTILE) and all(tags.text.count(text) >= 4 for text in texts)
    in_word = words_of(made["docx"]).replace("\u2068", "").replace("\u202c\u2069", "")
    assert all(text.replace("\u202c", "") in in_word for text in texts)


def test_no_cell_of_the_csv_file_begins_a_formula(hostile):
    _, made = hostile
    with made["csv"].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    cells = [row[name] for row in rows for name in ("action", "reason", "words it rests on")]
    assert not [cell for cell in cells if cell.startswith(tables.RISKY)]
    assert any(cell.startswith("'=") for cell in cells)


# a table's own sheet


def test_a_table_s_sheet_has_its_own_places_and_no_other_table_s(room, tmp_path):
    room.put(1, "practitioner", NOW, (0, 0), reason="ours alone")
    room.put(2, "practitioner", NOW, (1, 1), reason="zebra of another")
    room.wrote(2, "learning", "zebra learnt")
    line = room.wrote(2, "move", "zebra line")
    room.action("open to all", table=2, source=line)
    paths = run.sheet(room.data, room.session.id, 1, tmp_path / "out")
    stem = f"grid-{room.session.code}-table-1"
    assert [path.name for path in paths] == [f"{stem}.docx", f"{stem}.html"]
    for text in (words_of(paths[0]), paths[1].read_text(encoding="utf-8")):
        assert "ours alone" in text and "open to all" in text and "zebra" not in text
    with pytest.raises(reading.SummaryError, match="there is no table 9; tables are 1 and 2"):
        sheet.document(room.session.id, room.data, 9)


# the files as documents


def test_headings_go_down_by_one_and_tables_have_captions_and_scopes(made):
    html = made["summary.html"].read_text(encoding="utf-8")
    tags = Tags(html)
    levels = [int(tag[1]) for tag, _ in tags.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and all(b - a <= 1 for a, b in pairwise(levels))
    assert all("scope" in attributes for attributes in tags.all("th"))
    assert len(tags.all("caption")) == len(tags.all("table"))
    assert not tags.all("script", "link", "img")
    assert re.search(r"<title>The wellbeing and safety grid[^<]*session [2-9A-Z]{6}</title>", html)
    for table in docx.Document(str(made["summary.docx"])).tables:
        assert list(table.rows[0]._tr.iter(qn("w:tblHeader")))


def crowded(found: report.Report, length: int) -> report.Report:
    """The same report with more actions and lines, and words of `length` characters."""
    text = ("Weigh with her what matters most to her " * 30)[:length]
    actions = [replace(a, words=text) for a in (*found.actions, *found.actions)]
    numbered = [replace(action, number=n) for n, action in enumerate(actions, 1)]
    ways = tuple(replace(way, words=text) for way in found.ways * 4)
    return replace(found, actions=tuple(numbered), ways=ways)


@pytest.mark.browser
@pytest.mark.parametrize("length", [0, 60, 400])
def test_page_one_fits_one_sheet_of_a4(browser, length, full, tmp_path):
    found = full.report()
    found = crowded(found, length) if length else found
    path = tmp_path / "first.html"
    first = Document("t", found.code, (sections.page_one(found),))
    path.write_text(page.export_document(first), encoding="utf-8")
    view = browser.new_page(viewport={"width": 643, "height": 1001})  # A4 less its margins, 96 dpi
    view.goto(path.as_uri())
    view.emulate_media(media="print")
    height = view.evaluate("document.querySelector('#chair').getBoundingClientRect().height")
    assert 700 < height <= 1001
    view.close()


@pytest.mark.browser
@pytest.mark.parametrize("which", ["made", "hostile"])
def test_axe_finds_nothing_and_nothing_is_cut_off_on_a_narrow_phone(browser, which, made, hostile):
    path = made["summary.html"] if which == "made" else hostile[1]["html"]
    view = browser.new_page(viewport={"width": 320, "height": 5000})
    asked: list[str] = []
    view.on("request", lambda request: asked.append(request.url))
    view.goto(path.as_uri())
    assert axe(view, RULES)["violations"] == []
    assert asked == [path.as_uri()]
    assert view.evaluate("document.documentElement.scrollWidth") <= 320
    view.close()
