"""The evaluation for the training team and the form for six weeks later: when they are written,
what they say from how many slips on, and that a reader can use both forms of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from exercises.journal.slips import FEWEST, RATINGS
from facilitator.papers.parts import BLANK
from facilitator.summaries import evaluation, files, follow_up, reading, report, run
from facilitator.summaries.blocks import Document, Link, Paragraph, Question
from facilitator.summaries.held import Close, Stretch
from facilitator.summaries.standing import html
from tests.browsers import axe
from tests.test_summaries import HOSTILE, ROOT, RULES, Room, Tags, words_of

LONG = "I will ask her what matters most to her before I write anything down for anybody else. " * 3


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path / "data", tables=1)
    yield room
    room.journal.close()


def fill_in(room: Room, slips: int, words: str = "I will ask first") -> None:
    for n in range(slips):
        said = {"differently": f"{words} {n}", "line": f"clear {n}", "rating": n % 5 + 1}
        room.act(0, "slip", **said)


@pytest.fixture
def written(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], dict[str, Path]]:
    """Write the files of the room's summary, as its notebook does, and give those beside it."""
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setenv("KIT_OUT", str(out))
    monkeypatch.delenv("KIT_VERBATIM", raising=False)

    def write() -> dict[str, Path]:
        kept = reading.read(room.session.id, room.data)
        files.write(kept, report.of(kept), [])
        paths = sorted(out.iterdir())
        return {p.name.split("-", 3)[3]: p for p in paths if "-summary." not in p.name}

    return write


def texts(made: dict[str, Path], part: str) -> list[str]:
    """What a part says in Word and on its page."""
    page = Tags(made[f"{part}.html"].read_text(encoding="utf-8"))
    return [words_of(made[f"{part}.docx"]), page.text]


# when they are written


def test_nothing_is_written_before_anybody_answered_or_the_room_came_to_the_close(room, written):
    assert written() == {}
    room.act(0, "stage", stage="close")
    assert list(written()) == ["follow-up.docx", "follow-up.html"]


def test_one_slip_is_enough_for_both(room, written):
    fill_in(room, 1)
    parts = ("evaluation", "follow-up")
    assert list(written()) == [f"{part}.{end}" for part in parts for end in ("docx", "html")]


def test_the_summary_comes_first_and_the_panel_says_what_each_other_part_is(tmp_path):
    parts = ["summary", *run.BESIDE]
    names = [f"six-principles-7KX2MP-{part}{end}" for part in parts for end in run.ENDS]
    assert sorted(map(Path, sorted(names)), key=run._place) == [Path(name) for name in names]
    panel = (ROOT / "widgets" / "sheet.js").read_text(encoding="utf-8")
    assert [part for part in run.BESIDE if f'"-{part}.": "' not in panel] == []


# what the evaluation says


def test_below_five_only_how_many_answered_is_told(room, written):
    fill_in(room, FEWEST - 1)
    for said in texts(written(), "evaluation"):
        assert "Four people answered" in said and "once five people have given one" in said
        assert not [word for word in RATINGS if word in said]
        assert "I will ask first" not in said and "once five have answered" in said
    room.act(0, "slip", line="without a point")
    for said in texts(written(), "evaluation"):
        assert not [word for word in RATINGS if word in said], "four of the five gave one"
        assert all(f"I will ask first {n}" in said and f"clear {n}" in said for n in range(4))


def test_from_five_on_the_five_points_are_told_in_words_and_in_a_table(room, written):
    fill_in(room, FEWEST)
    room.act(0, "slip", rating=5)
    room.act(0, "slip", line="without a point")
    made = written()
    spread = "Six people said how it was for them: one Poor, one Fair, one Good, one Very good and "
    for said in texts(made, "evaluation"):
        assert "Seven people answered" in said and f"{spread}two Excellent." in said
    (table,) = docx.Document(str(made["evaluation.docx"])).tables
    assert [cell.text for cell in table.rows[0].cells] == ["Answer", *RATINGS]
    assert [cell.text for cell in table.rows[1].cells] == ["People", "1", "1", "1", "1", "2"]
    assert list(table.rows[0]._tr.iter(qn("w:tblHeader")))


def test_forty_slips_are_all_there_after_the_first_page(room, written):
    fill_in(room, 40)
    made = written()
    for said in texts(made, "evaluation"):
        assert "40 people answered" in said
        assert all(f"I will ask first {n}" in said and f"clear {n}" in said for n in range(40))
    paragraphs = docx.Document(str(made["evaluation.docx"])).paragraphs
    (begins,) = [n for n, line in enumerate(paragraphs) if line.text == "What people wrote"]
    assert paragraphs[begins].paragraph_format.page_break_before
    page = made["evaluation.html"].read_text(encoding="utf-8")
    assert page.count('under <a href="#words">What people wrote</a>') == 2
    assert not [line for line in paragraphs[:begins] if "I will ask first" in line.text]


def test_words_that_were_set_aside_or_removed_are_in_no_file_written_afterwards(room, written):
    names = [room.act(0, "slip", differently=f"names somebody {n}") for n in range(2)]
    fill_in(room, FEWEST)
    assert all("names somebody" in said for said in texts(written(), "evaluation"))
    for name in names:
        room.act(0, "set_aside", target=name)
    room.act(0, "removed", target=names[0])
    for said in texts(written(), "evaluation"):
        assert "names somebody" not in said and "Seven people answered" in said


def test_hostile_words_are_text_in_both_forms(room, written):
    for n, words in enumerate(HOSTILE, 1):
        room.act(0, "slip", differently=words, line=words, rating=n % 5 + 1)
    made = written()
    page = Tags(made["evaluation.html"].read_text(encoding="utf-8"))
    assert not page.all("script", "img", "iframe", "object")
    assert not [a for _, a in page.tags if any(name.startswith("on") for name in a)]
    close = room.report().close
    said = words_of(made["evaluation.docx"]).replace("\u2068", "").replace("\u202c\u2069", "")
    assert len(close.differently) == len(close.lines) == len(HOSTILE)
    for words in (*close.differently, *close.lines):
        assert words in page.text and words.replace("\u202c", "") in said


def test_it_says_what_it_cannot_show_and_names_its_source(room):
    line = room.line(1, "protection", "a line")
    room.factor("protection", "a wording", line)
    room.act(0, "chose", field="readback/protection/could", value="partly")
    fill_in(room, 2)
    made = evaluation.evaluation(room.report())
    said = plain(made)
    assert "An intention is not evidence that practice has changed." in said
    assert "condensed into one key factor" in said
    assert "Could Mrs T say each “I” statement? Partly to one and five not answered." in said
    assert f"{BLANK} how many people came" in said
    assert "Level 3, behaviour" in said and "the board's own quality assurance" in said
    (source,) = [part for text in prose(made) for part in text if isinstance(part, Link)]
    assert source.address.startswith("https://www.gov.scot/")


def test_it_warns_when_the_form_is_due_after_the_session_is_erased(room):
    fill_in(room, 1)
    found = room.report()
    assert found.erased < follow_up.due(found), "a session is kept for 30 days"
    assert "before the form is due" in plain(evaluation.evaluation(found))
    kept = replace(found, erased=follow_up.due(found) + 1)
    assert "before the form is due" not in plain(evaluation.evaluation(kept))


def prose(document: Document) -> list[tuple]:
    blocks = [block for section in document.sections for block in section.blocks]
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def plain(document: Document) -> str:
    return "\n".join("".join(str(getattr(p, "text", p)) for p in text) for text in prose(document))


# the form for six weeks later


@pytest.mark.parametrize(
    ("first", "due"),
    [
        (datetime(2026, 3, 1, 23, 30), "Sunday 12 April 2026"),  # the clocks go forward between
        (datetime(2026, 9, 20, 0, 10), "Sunday 1 November 2026"),  # and back
        (datetime(2026, 11, 21, 15, 0), "Saturday 2 January 2027"),
    ],
)
def test_it_is_due_six_weeks_after_the_day_on_which_the_room_came_to_the_close(room, first, due):
    at = first.timestamp()
    before = Stretch("lobby", None, ((at - 86_400, at),), None)
    close = Stretch("close", None, ((at, at + 60), (at + 9 * 86_400, at + 9 * 86_400)), None)
    found = replace(room.report(), opened=at - 86_400, stretches=(before, close))
    assert f"on or about {due}" in plain(follow_up.follow_up(found))
    fill_in(room, 1)
    held = replace(found, close=room.report().close)
    assert f"send it on or about {due}" in plain(evaluation.evaluation(held))


def test_the_form_asks_its_questions_in_both_forms_and_tells_nobodys_words(room, written):
    fill_in(room, 6)
    made = written()
    for said in texts(made, "follow-up"):
        assert [each.text for each in follow_up.QUESTIONS if each.text not in said] == []
        assert "Write no names, yours or anybody else's" in said
        assert "in an emergency call 999" in said
        assert "I will ask first" not in said and "clear" not in said
    boxes = docx.Document(str(made["follow-up.docx"])).tables
    assert len(boxes) == sum(bool(each.lines) for each in follow_up.QUESTIONS)
    assert all(not box.cell(0, 0).text and box.rows[0].height for box in boxes)


def test_every_field_of_the_form_has_a_label_and_nothing_is_sent_or_kept(room):
    tags = Tags(html(follow_up.follow_up(room.report())))
    fields, ticks = tags.all("textarea"), tags.all("input")
    labels = [attributes["for"] for attributes in tags.all("label") if "for" in attributes]
    assert [field["id"] for field in fields] == labels and len(set(labels)) == len(labels)
    assert len(ticks) == 3 and {tick["type"] for tick in ticks} == {"checkbox"}
    assert {field["autocomplete"] for field in fields + ticks} == {"off"}
    assert not tags.all("form", "script", "button", "link", "img")
    told = {field["aria-describedby"] for field in fields if "aria-describedby" in field}
    assert told == {f"{q.name}-hint" for q in follow_up.QUESTIONS if q.hint}
    assert told <= {attributes["id"] for _, attributes in tags.tags if "id" in attributes}


def test_each_question_has_a_name_and_a_way_to_answer():
    names = [each.name for each in follow_up.QUESTIONS]
    assert len(set(names)) == len(names)
    assert all(isinstance(q, Question) and (q.lines or q.choices) for q in follow_up.QUESTIONS)


# in a browser


def shown(found: report.Report, which: str) -> Document:
    """The form; or the evaluation with as many words of people as page one takes, or with more."""
    if which == "form":
        return follow_up.follow_up(found)
    words, lines = ("ask her first",) * (evaluation.LINES - 3), ("clear",) * 3
    if which == "forty":
        words, lines = (LONG,) * 40, (*HOSTILE[:-1], *("clear",) * 30)
    close = Close(40, dict.fromkeys(RATINGS, 8), words, lines)
    return evaluation.evaluation(replace(found, close=close, example=True))


@pytest.mark.browser
@pytest.mark.parametrize("which", ["few", "forty", "form"])
def test_axe_finds_nothing_nothing_is_cut_off_and_it_prints_on_one_page(
    which, browser, room, tmp_path
):
    path = tmp_path / f"{which}.html"
    path.write_text(html(shown(room.report(), which)), encoding="utf-8")
    view = browser.new_page(viewport={"width": 1280, "height": 5000})
    view.goto(path.as_uri())
    for width in (1280, 320):
        view.set_viewport_size({"width": width, "height": 5000})
        assert axe(view, RULES)["violations"] == []
        assert view.evaluate("document.documentElement.scrollWidth") <= width
    view.set_viewport_size({"width": 643, "height": 1001})  # A4 less its margins, 96 dpi
    view.emulate_media(media="print")
    height = view.evaluate("document.querySelector('section').getBoundingClientRect().height")
    assert height <= 1001
    view.close()


@pytest.mark.browser
def test_what_is_typed_into_the_form_is_there_in_full_to_be_printed(browser, room, tmp_path):
    path = tmp_path / "form.html"
    path.write_text(html(follow_up.follow_up(room.report())), encoding="utf-8")
    view = browser.new_page()
    view.goto(path.as_uri())
    view.get_by_label("3. What helped?").fill("a line\n" * 30)
    view.get_by_role("group", name="2. How far have I come").get_by_label("Done").check()
    box = view.get_by_label("3. What helped?")
    assert box.evaluate("el => el.clientHeight >= el.scrollHeight && el.scrollHeight > 500")
    view.reload()
    assert box.input_value() == ""
    view.close()
