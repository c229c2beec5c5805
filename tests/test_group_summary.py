"""The record of a reflective group: two pages that say what was read, and nothing about anybody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import docx
import pytest

from exercises.group.opening import begin
from exercises.group.record import record_of
from exercises.group.settings import EarlierAction, Settings, usual
from exercises.journal import sessions
from exercises.journal.sessions import Door, Session
from exercises.journal.store import Journal
from exercises.place import Place
from facilitator.summaries import page
from facilitator.summaries.blocks import Document, Heading, Section
from facilitator.summaries.group import files, reading, report, sections
from facilitator.summaries.length import A_PAGE, length
from facilitator.summaries.run import GROUP, notebook_of, steps, summarise
from facilitator.summaries.word import Writer
from tests.test_six_principles import HOSTILE, new

OF_THE_CASE = "ring the daughter about the Thursday visit"
LEARNT = "that silence helps more than a second question"


class Group:
    """A reflective group that has written what it will do."""

    def __init__(self, data: Path, **chosen: Any) -> None:
        self.data = data
        self.journal = Journal.in_folder(data)
        self.session: Session = begin(
            self.journal, Settings.model_validate({"parts": usual()} | chosen), 1
        )
        seat, _ = sessions.take_seat(self.journal, Door(self.session.id, "trainer", None))
        self.place = Place(self.journal, seat)
        self.act("stage", stage="do")

    def act(self, kind: str, **raw: Any) -> str:
        return self.place.act(new(), kind, raw).change

    def group(self, kind: str, **raw: Any) -> str:
        return self.act(f"group.{kind}", **raw)

    def read(self) -> None:
        self.place.follow()
        self.group("read", digest=record_of(self.place.state).digest)

    def report(self) -> report.Report:
        return report.of(reading.read(self.session.id, self.data))


@pytest.fixture
def group(data: Path) -> Iterator[Group]:
    group = Group(data)
    with closing(group.journal):
        yield group


def full(data: Path) -> Group:
    earlier = (
        EarlierAction(what="ask the college", who="the duty worker"),
        EarlierAction(what="find an advocate"),
    )
    group = Group(data, earlier=earlier, sets=("outcomes", "difficult"))
    group.group("action", what=OF_THE_CASE, who="the duty worker", by_when="the second Thursday")
    group.group("action", what="a checklist for advocates", who="the manager", board=True)
    group.group("line", text=LEARNT)
    group.group("themes", themes=["asking", "advocacy"])
    group.group(
        "followed", action="earlier-01", status="done", helped="a longer visit", on="earlier-01"
    )
    for moment, wellbeing in (("now", -3), ("after", 2)):
        group.group("placed", viewpoint="family", moment=moment, wellbeing=wellbeing, safety=1)
    return group


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of a record that was read before it was made, by their ends."""
    folder = tmp_path_factory.mktemp("group")
    group = full(folder / "data")
    group.read()
    said: list[str] = []
    found = summarise(folder / "data", group.session.id, folder / "out", said.append)
    group.journal.close()
    assert said == steps(notebook=GROUP)
    return {path.name.partition("-")[2].partition("-")[2]: path for path in found}


def text_of(path: Path) -> str:
    """Every word of a Word file, its tables included."""
    return "\n".join(
        "".join(node.text or "" for node in line.iter("{*}t"))
        for line in docx.Document(str(path)).element.body.iter("{*}p")
    )


def said(section: Section) -> str:
    return page.html(section)


def test_a_record_is_two_pages_as_word_and_web_page_and_the_facts(made: dict[str, Path]):
    assert list(made) == [
        "supervision.docx",
        "supervision.html",
        "supervision.json",
        "quality.docx",
        "quality.html",
    ]


def test_the_page_for_the_file_says_what_was_written_and_who_said_it_of_nobody(
    made: dict[str, Path],
):
    for told in (text_of(made["supervision.docx"]), made["supervision.html"].read_text("utf-8")):
        for words in (OF_THE_CASE, LEARNT, "a longer visit", "the duty worker", "Difficult"):
            assert words in told
        assert "Wellbeing up by 5, safety as before" in told
        assert "Everybody read it on the screen before it was filed." in told
        assert "It attributes nothing to anybody" in told
        assert "Draft." not in told and "trainer" not in told.split("</style>")[-1]


def test_the_page_for_the_board_has_nothing_of_the_case(made: dict[str, Path]):
    for told in (text_of(made["quality.docx"]), made["quality.html"].read_text("utf-8")):
        for words in (OF_THE_CASE, LEARNT, "a longer visit", "ask the college", "Thursday"):
            assert words not in told
        for words in ("a checklist for advocates", "Advocacy: finding it", "1 done and 1 not said"):
            assert words in told
        assert "one further action" in told


def test_the_facts_are_the_record_that_was_read(made: dict[str, Path]):
    found = json.loads(made["supervision.json"].read_text("utf-8"))
    assert found["schema"] == files.SCHEMA and found["read"] is True
    assert [action["what"] for action in found["record"]["actions"]] == [
        OF_THE_CASE,
        "a checklist for advocates",
    ]
    assert "seat" not in json.dumps(found)


def test_until_everybody_has_read_it_both_pages_are_drafts(group: Group):
    group.group("line", text=LEARNT)
    for section in (sections.supervision, sections.quality):
        assert "Draft." in said(section(group.report()))
    group.read()
    for section in (sections.supervision, sections.quality):
        assert "Draft." not in said(section(group.report()))
    group.group("line", text="one more")
    assert "Draft." in said(sections.supervision(group.report()))


def test_each_page_of_an_ordinary_hour_is_one_page(data: Path):
    group = full(data)
    for n in range(4):
        group.group("action", what=f"a further step, number {n}, in a few words", who="all of us")
        group.group("line", text=f"a further thing that was learnt, number {n}")
    with closing(group.journal):
        found = group.report()
        for section in (sections.supervision(found), sections.quality(found)):
            assert length(section.blocks) <= A_PAGE


def test_a_record_without_words_says_so(group: Group):
    told = said(sections.supervision(group.report()))
    for words in ("No action was written.", "Nothing was written.", "was not agreed"):
        assert words in told
    assert "No theme was chosen." in said(sections.quality(group.report()))


def test_typed_case_detail_stands_in_the_file_and_nowhere_on_the_boards_page(data: Path):
    group = Group(data, typed=True)
    group.group("noted", field="case", text="a few words of the case")
    with closing(group.journal):
        found = group.report()
        assert "a few words of the case" in said(sections.supervision(found))
        assert "a few words of the case" not in said(sections.quality(found))


def test_a_pause_is_told_where_the_supervisor_wished_and_only_that_there_was_one(group: Group):
    group.group("paused")
    group.group("went_on")
    assert "There was a pause" not in said(sections.supervision(group.report()))
    group.group("paused")
    group.group("went_on", told=True)
    assert "There was a pause." in said(sections.supervision(group.report()))
    assert "pause" not in said(sections.quality(group.report()))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_text(group: Group, words: str):
    kept = words[:80]
    name = group.group("action", what=f"x {kept}", who=kept, board=True)
    group.group("line", text=f"x {kept}")
    found = group.report()
    (action,) = found.record.actions
    assert action.what == group.place.state.actions[name].what
    for section in (sections.supervision(found), sections.quality(found)):
        document = Document("title", found.code, (section,), found.name)
        Writer(document).add(section)
        assert "<script" not in page.html(section).replace("&lt;script", "")


def test_the_notebook_is_the_one_of_this_exercise(group: Group):
    assert notebook_of(group.data, group.session.id) == GROUP


def test_headings_begin_with_one_title(group: Group):
    for section in (sections.supervision(group.report()), sections.quality(group.report())):
        levels = [each.level for each in section.blocks if isinstance(each, Heading)]
        assert levels[0] == 1 and set(levels[1:]) == {2}
