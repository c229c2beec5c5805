"""The summary of a temperature check: the board's page, the officer's report, and the example."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import closing, redirect_stdout
from dataclasses import replace
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest

from exercises.journal import sessions
from exercises.journal.store import Journal
from exercises.national.content import national
from exercises.temperature import demo
from exercises.temperature.content import SKIP, Instrument, kits_own
from exercises.temperature.kinds import TOGETHER
from exercises.temperature.opening import read_baseline
from exercises.temperature.state import Answer, Sheet, fold
from facilitator import cli
from facilitator.summaries import page
from facilitator.summaries.blocks import Document, Heading, Picture, Section
from facilitator.summaries.length import length
from facilitator.summaries.run import TEMPERATURE, steps, summarise
from facilitator.summaries.temperature import (
    charts,
    files,
    first,
    fitting,
    reading,
    report,
    sections,
)
from facilitator.summaries.temperature.saying import changed, in_a_cell, spread
from facilitator.summaries.word import Writer
from tests.browsers import axe
from tests.test_six_principles import HOSTILE
from tests.test_temperature import Board

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ENDS = [
    "summary.docx", "summary.html", "summary.csv", "summary.json", "board.docx", "board.html",
    "actions.csv", "evidence.csv",
]  # fmt: skip


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """A data folder into which the command put the example session, for tests that only read."""
    data = tmp_path_factory.mktemp("example") / "data"
    out = io.StringIO()
    with redirect_stdout(out):
        assert cli.main(["demo", "temperature", "--data", str(data)]) == 0
    with closing(Journal.in_folder(data)) as journal:
        code = out.getvalue().splitlines()[-1]
        assert sessions.find(journal, code=code).exercise == "temperature"
        yield journal


@pytest.fixture(scope="module")
def kept(example: Journal) -> reading.Reading:
    return _kept(example)


@pytest.fixture(scope="module")
def found(kept: reading.Reading) -> report.Report:
    return report.of(kept)


@pytest.fixture(scope="module")
def officer(found: report.Report) -> list[Section]:
    return fitting.fitted(found)


@pytest.fixture(scope="module")
def made(example: Journal, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of the example's summary by their ends, made by papermill as for a user."""
    data = Path(str(example.url).removeprefix("sqlite:///")).parent
    [session] = sessions.every(example)
    said: list[str] = []
    out = summarise(data, session.id, tmp_path_factory.mktemp("summary"), said.append)
    assert said == steps(notebook=TEMPERATURE)
    return {path.name.partition("-")[2].partition("-")[2]: path for path in out}


def _kept(journal: Journal) -> reading.Reading:
    [session] = sessions.every(journal)
    return reading.read(session.id, Path(str(journal.url).removeprefix("sqlite:///")).parent)


def told(parts: list[Section]) -> str:
    return "\n".join(page.html(section) for section in parts)


def text_of(path: Path) -> str:
    """Every word of a Word file, its tables included."""
    body = docx.Document(str(path)).element.body
    return "\n".join(
        "".join(node.text or "" for node in line.iter("{*}t")) for line in body.iter("{*}p")
    )


def cells_of(html: str, caption: str) -> list[list[str]]:
    """The rows of the table with this caption, as texts."""
    table = html[html.index(f"<caption>{caption}") :].partition("</table>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
    return [
        [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in rows
    ]


# ---- what is written ---------------------------------------------------------------------------


def test_two_documents_two_tables_and_the_facts_are_made(made: dict[str, Path]):
    assert list(made) == ENDS


def test_the_boards_page_says_where_the_area_stands_and_what_is_proposed(made: dict[str, Path]):
    for words in (text_of(made["board.docx"]), made["board.html"].read_text("utf-8")):
        for said in (
            "10 people of 12 who were expected", "5 of 10 people", "“C: stalled” 3",
            "Apart from these, and no step between two of them", "Since 12 May 2026",
            "Nothing of this is agreed yet", "police lead on the board", "Step 6.", "Step 7.",
            "matched by this kit", "background, and no target",
        ):  # fmt: skip
            assert said in words


def test_every_figure_of_table_3_stands_beside_our_own(made: dict[str, Path], found):
    html = made["summary.html"].read_text("utf-8")
    rows = cells_of(html, "Table 3")[1:]
    pairs = found.mirrored["involvement"]
    assert len(rows) == len(pairs) == 14
    for cells, (answer, row) in zip(rows, pairs, strict=True):
        printed = national().table("involvement").percents(row.row)
        here = answer.counts or dict.fromkeys(printed, "\u2013")
        assert cells[1:] == [f"{here[name]} · {printed[name]}%" for name in printed]
        assert f"of {row.base}" in cells[0]


def test_what_is_wrong_in_the_source_is_explained_where_it_stands(made: dict[str, Path]):
    html = made["summary.html"].read_text("utf-8")
    misread, wrong = html.index("It is 76 of 111"), html.index("rounds to 16%")
    assert html.index("Table 3: how far") < misread < html.index("Table 4: whether")
    assert html.index("Table 5: whether") < wrong < html.index("Table 6: whether")
    assert "2016: councils, mostly one lead each" in html and "and no target" in html


def test_each_chart_has_a_title_a_description_and_a_table_after_it(found, officer):
    (beside,) = [each for each in officer if each.id == "beside-section"]
    pictures = [block for block in beside.blocks if isinstance(block, Picture)]
    assert len(pictures) == len(found.mirrored) == 10
    for picture in pictures:
        assert 'role="img"' in picture.svg and "<title" in picture.svg
        assert not re.search(r"href=['\"]http", picture.svg)
        assert "A table has every number." in picture.description


def test_stalled_is_drawn_last_and_apart(found):
    ((answer, row),) = found.mirrored["achievement"]
    assert [line.letter for line in charts.in_order(row.lines)] == [*"ABDEF", "", "C"]
    assert in_a_cell(answer).endswith("Apart from these: C: stalled (3)")


def test_both_seen_from_inside_and_from_outside_stand(made: dict[str, Path]):
    html = made["summary.html"].read_text("utf-8")
    rows = cells_of(html, "Answers and moderation")
    assert [row[2] for row in rows[1:]][1:] == ["C: stalled", "No"]
    assert "two of them in another way than most people" in html


def test_the_facts_are_a_baseline_for_the_next_session(made: dict[str, Path], kept):
    found = json.loads(made["summary.json"].read_text("utf-8"))
    assert found["schema"] == files.SCHEMA
    baseline = read_baseline(made["summary.json"].read_text("utf-8"))
    later = report.of(replace(kept, settings=replace_baseline(kept.settings, baseline)))
    assert later.over_time is not None
    ways = {each.way for each in later.over_time.changed}
    assert ways == {"same", "few"} and not later.over_time.only_now
    words = json.dumps(found["baseline"])
    assert "lead nurse" not in words and "Wendmere" in words


def replace_baseline(settings, baseline):
    return settings.model_copy(update={"baseline": baseline})


def test_the_tables_hold_every_answer_and_what_shows_it(made: dict[str, Path], found):
    rows = list(csv.DictReader(io.StringIO(made["summary.csv"].read_text("utf-8-sig"))))
    assert len(rows) == sum(len(answer.choices) for answer in found.answers())
    (police,) = [
        row
        for row in rows
        if row["question"] == "The police" and row["answer"] == "Fairly involved"
    ]
    assert (police["people here"], police["councils in 2016 (%)"]) == ("3", "37")
    assert (police["people then"], police["answered then"]) == ("2", "9")
    shows = list(csv.DictReader(io.StringIO(made["evidence.csv"].read_text("utf-8-sig"))))
    assert len(shows) == len(demo.example().shows)
    actions = list(csv.DictReader(io.StringIO(made["actions.csv"].read_text("utf-8-sig"))))
    assert [row["status"] for row in actions] == ["proposed, for the board to agree"] * 3


# ---- how much there is room for ----------------------------------------------------------------


def crowded(kept: reading.Reading, words: str) -> reading.Reading:
    """Every instrument of the kit, twelve people who answered all of it, and words everywhere."""
    settings = kept.settings.model_copy(update={"instruments": kits_own(), "expected": 12})
    state = fold(kept.entries)
    state.settings = settings
    items = [(a, b) for a in kits_own() for b in a.items]
    state.sheets = {}
    for n in range(12):
        sheet = Sheet(f"sheet-{n:04}", "person")
        for m, (instrument, item) in enumerate(items):
            options = instrument.scale_of(item).options
            option = options[(n * 5 + m) % len(options)].id
            answer = Answer(f"answer-{n}-{m}", option, f"{words} {n}", "a role", "a day")
            sheet.answers[instrument.id, item.id] = answer
        state.sheets[sheet.id] = sheet
    state.counted = state.now()
    return replace(kept, settings=settings, state=state)


def test_however_much_was_asked_and_written_it_is_one_page_and_ten(kept):
    found = report.of(crowded(kept, "many words " * 50))
    officer = fitting.fitted(found)
    assert fitting.pages(officer) <= fitting.PAGES
    assert length(first.board(found).blocks) <= first.ROOM
    assert "stands in the file that ends in summary.csv" in told(officer)


@pytest.mark.browser
def test_on_paper_it_is_one_page_and_ten_and_axe_finds_nothing(browser, made: dict[str, Path]):
    for which, most in (("board", 1), ("summary", 10)):
        path = made[f"{which}.html"]
        view = browser.new_page(viewport={"width": 320, "height": 5000})
        asked: list[str] = []
        view.on("request", lambda request, asked=asked: asked.append(request.url))
        view.goto(path.as_uri())
        assert axe(view, RULES)["violations"] == []
        assert asked == [path.as_uri()]
        assert view.evaluate("document.documentElement.scrollWidth") <= 320
        assert len(pypdfium2.PdfDocument(view.pdf(prefer_css_page_size=True))) <= most
        view.close()


def test_headings_begin_with_one_title_and_skip_no_level(found, officer):
    for parts in ([first.board(found)], officer):
        levels = [each.level for part in parts for each in part.blocks if isinstance(each, Heading)]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels))


# ---- numbers about people ----------------------------------------------------------------------


def answered(journal: Journal, people: int, **chosen) -> Board:
    board = Board(journal, people=people, **chosen)
    for n in range(people):
        board.choose(n, "fairly" if n % 2 else "not_very")
        board.note(n, evidence=f"words of person {n}")
    return board


def test_nothing_of_the_answers_is_told_before_the_results_are_shown(journal: Journal):
    board = answered(journal, 6)
    found = report.of(_kept(journal))
    words = told([first.board(found), *fitting.fitted(found)])
    assert not found.told and "have not been shown to the board yet" in words
    assert "Six people" in words or "six people" in words
    facts = json.dumps(files.facts(found, "title"))
    assert "words of person" not in words + facts
    assert not any(a.counts or a.answered for a in found.answers())
    assert found.baseline is None and found.offered == ()
    board.stage("results")
    assert report.of(_kept(journal)).told


def test_of_fewer_than_five_only_how_many_answered_is_told(journal: Journal):
    answered(journal, 4).stage("results")
    found = report.of(_kept(journal))
    police = found.answer("partners", "police")
    assert police is not None and police.counts is None and police.shows == ()
    assert spread(police).startswith("Four people answered; how they answered is shown from five")
    words = told([first.board(found), *fitting.fitted(found)])
    facts = json.dumps(files.facts(found, "title"))
    assert "words of person" not in words + facts and found.offered == ()


def test_what_a_board_agreed_together_is_told_as_it_is(journal: Journal):
    board = Board(journal, people=0, way="shared", shared=True)
    for instrument, item, option in (
        ("partners", "police", "not_very"), ("achievement", "letter", "c"),
    ):  # fmt: skip
        raw: dict[str, Any] = {
            "sheet": TOGETHER,
            "instrument": instrument,
            "item": item,
            "option": option,
        }
        board.act("temperature.chose", **raw)
    found = report.of(_kept(journal))
    words = told([first.board(found), *fitting.fitted(found)])
    assert "The board agreed on “C: stalled”." in words
    assert "the board answered “Not very involved”" in words.replace("The board a", "the board a")
    assert "people here said" not in words and "so it has none" in words


def test_somebody_who_answers_after_the_results_is_not_counted_and_that_is_said(journal: Journal):
    board = answered(journal, 6)
    board.stage("results")
    board.choose(0, "very")
    found = report.of(_kept(journal))
    police = found.answer("partners", "police")
    assert police is not None and police.counts is not None and police.counts["very"] == 0
    assert "after the results were shown" in told([first.board(found)])


def test_an_instrument_of_ones_own_that_names_no_table_of_2016_stands_among_other_answers(kept):
    mirror = {"table": "strategy", "row": "nowhere"}
    raw = next(each for each in kits_own() if each.id == "strategy").model_dump()
    raw["sections"][0]["items"][0]["mirrors"] = mirror
    own = Instrument.model_validate(raw)
    instruments = tuple(own if a.id == own.id else a for a in kept.settings.instruments)
    settings = kept.settings.model_copy(update={"instruments": instruments})
    state = fold(kept.entries)
    state.settings = settings
    found = report.of(replace(kept, settings=settings, state=state))
    assert "strategy" not in found.mirrored
    others = sections.others(found, fitting.AMOUNTS[0])
    assert escape(own.items[0].text) in told([others])


# ---- words of people ---------------------------------------------------------------------------


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_stay_text(found, words: str, tmp_path: Path):
    shows = (report.Shows(words, words, words),)
    asked = tuple(
        replace(
            each,
            answers=tuple(
                replace(a, shows=shows, rated=a.choices[0].id, reasons=words) for a in each.answers
            ),
        )
        for each in found.asked[:2]
    )
    doing = replace(found.actions[0], text=words, owner=words, when=words)
    hostile = replace(found, asked=asked, actions=(doing,), place=None)
    parts = [first.board(hostile), *fitting.fitted(hostile)]
    assert "<script" not in told(parts)
    document = Document("title", found.code, tuple(parts), found.name)
    writer = Writer(document)
    for section in parts:
        writer.add(section)
    rows = list(files._evidence(hostile))
    assert rows and all(row[2] == words for row in rows)


# ---- over time ---------------------------------------------------------------------------------


def test_what_moved_is_said_with_the_counts_then_and_now(found):
    past = found.over_time
    assert past is not None
    moved = {each.item: each for each in past.of("moved")}
    assert changed(moved["housing"]) == (
        "“Fairly involved” from 3 of 9 to 6 of 10; “Not very involved” from 5 of 9 to 3 of 10"
    )
    assert "police" in {each.item for each in past.of("same")}
    assert [each.item for each in past.of("few")] == ["ambulance"]
    assert past.only_then == ("Which of these is most like your organisation?",)


def test_the_scores_of_then_now_and_2016_stand_in_one_table(made: dict[str, Path]):
    rows = cells_of(made["summary.html"].read_text("utf-8"), "Points")
    by_name = {row[0]: row[1:] for row in rows}
    assert len(rows) == 15
    assert by_name["Housing Providers"] == [
        "\u221222 (3, 5, of 9)", "+40 (7, 3, of 10)", "up 62", "\u22129",
    ]  # fmt: skip
    assert by_name["Police"][2] == "not moved (up 13)"
    assert by_name["Other specialist NHS provider"][1] == "fewer than five"


def test_the_next_steps_are_counted_from_the_earlier_of_two_places(kept):
    state = fold(kept.entries)
    key = ("road_map", "place")
    state.ratings[key].option = "step_3"
    found = report.of(replace(kept, state=state))
    assert found.place is not None and found.place.begin == 3
    assert [offer.step for offer in found.offered][:2] == [4, 5]


# ---- the example -------------------------------------------------------------------------------


def test_the_example_is_marked_and_was_answered_by_ten(example: Journal, kept):
    [session] = sessions.every(example)
    assert session.example and kept.state.frame.title.startswith("Example session")
    told = demo.example()
    sheets = kept.state.standing()
    assert len(sheets) == told.people and sum(s.kind == "paper" for s in sheets) == told.on_paper
    counted = {
        (a, b): sum(s.chosen().get((a, b), SKIP) != SKIP for s in sheets)
        for a, items in told.answers.items()
        for b in items
    }
    expected = {(a, b): sum(n.values()) for a, c in told.answers.items() for b, n in c.items()}
    assert counted == expected
    times = [entry.at for entry in example.read(session.id)]
    assert times == sorted(times)
    assert 30 * 60 < example.clock() - times[-1] < demo.DAY


def test_the_example_names_only_what_the_instruments_have():
    raw = demo.example().model_dump()
    raw["answers"]["achievement"]["letter"] = {"g": 3}
    with pytest.raises(ValueError, match="achievement, letter: no answer is called"):
        demo.Example.model_validate(raw)
