"""The summary of a scenario's session: made by the real notebook in a process of its own, and read
again as somebody would who asked for the day, or who was at a table."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from exercises.library import CONTENT
from exercises.scenarios import settings
from exercises.scenarios.content import ACHIEVED, load, scenario
from exercises.scenarios.recording import to_fill_in
from exercises.scenarios.state import State
from exercises.scenarios.story import choices_of
from facilitator.summaries import page, reading, run, tables, word
from facilitator.summaries.blocks import Document, Paragraph, Section, Table
from facilitator.summaries.phrases import count, printed, sentence
from facilitator.summaries.scenarios import files as written
from facilitator.summaries.scenarios import making, saying, sections, sheet
from facilitator.summaries.scenarios import picture as pictures
from facilitator.summaries.scenarios import reading as played
from facilitator.summaries.scenarios.first import unfinished
from facilitator.summaries.scenarios.report import Report
from tests.browsers import axe
from tests.test_summaries import HOSTILE, RULES, Room, Tags, start, text_of, words_of

AMES = load(CONTENT / "scenario-template.toml")
FIRST, WANTS, AGENCY = "first-visit", "what-he-wants", "with-the-agency"
PARTS = (
    sections.page_one,
    sections.record,
    sections.paths,
    sections.scenes,
    sections.reflection,
    sections.close,
    sections.law,
    sections.about,
)
WHY = (
    "He should hear it from us before anybody else tells him",
    "We wanted to know what a good week looks like to him",
    "It felt too early for forms",
    "Somebody has to say out loud what worries us",
    "He had just said it, and we did not want to step over it",
    "Nobody had asked about the mornings",
    "We would rather be told off for asking than for not asking",
    "That is what he can decide himself, and this is not",
    "She was in the room, and that changes what he can say",
    "We talked about it for ten minutes and two of us still disagree",
)
GROUNDS = {
    "agreed": "A visit each Friday, and a number to ring that is answered",
    "why": "After two quiet weeks he heard himself say something else",
    "ground": "He said so himself when we read it back to him",
    "risk": "More people know, and the door is open",
    "question": "We would ask him first, and write down what he says",
}
LEARNT = (
    "Ask what somebody wants before saying what we can do",
    "To say “cannot” only where nobody can, and “will not” where we will not",
    "A no to one thing is not a no to everything",
    "We wrote down his words and then read them back to him; it changed the talk",
)


class Played(Room):
    """A session of a scenario, begun: that of the template, unless something else was chosen."""

    exercise = settings.EXERCISE

    def __init__(self, data: Path, tables: int = 2, stage: str = "play", **chosen: object) -> None:
        super().__init__(data, tables, **chosen)
        if stage != "lobby":
            self.act(0, "stage", stage=stage)

    def settings(self, chosen: dict[str, object]) -> settings.Settings:
        return settings.Settings.model_validate({"scenario": AMES, **chosen})

    @property
    def state(self) -> State:
        self.trainer.follow()
        return self.trainer.state

    def move(self, kind: str, table: int = 1, **raw: object) -> str:
        on = self.state.table(table).version
        return self.act(table, f"scenario.{kind}", table=table, on=on, **raw)

    def choose(self, scene: str, choice: str, table: int = 1, reason: str = "it is so") -> str:
        return self.move("chosen", table, scene=scene, choice=choice, reason=reason)

    def leave(self, table: int = 1) -> str:
        return self.move("left", table, scene=self.state.story(table).at)

    def to_the_end(self, table: int, skip: int = -1) -> None:
        """Play on by a rule that is this table's own; scene number `skip` is left."""
        for n in range(40):
            story = self.state.story(table)
            if story.ended:
                return
            if story.scene.place and self.state.place(table, story.at) is None:
                self.put(story.at, (table % 4 - 3, n % 3), table, reason=WHY[(table + n) % 10])
            offered = choices_of(story)
            pick = offered[(table * (n + 2) + n) % len(offered)].id
            if n == skip:
                self.leave(table)
            else:
                self.choose(story.at, pick, table, f"{WHY[(3 * table + n) % 10]} ({table}.{n})")

    def put(self, scene: str, at: tuple[int, int], table: int = 1, **raw: object) -> str:
        raw = {"scene": scene, "wellbeing": at[0], "safety": at[1], **raw}
        return self.act(table, "scenario.placed", table=table, **raw)

    def fill_in(self, table: int, field: str, words: str = "", value: str = "") -> str:
        raw = {"table": table, "path": self.state.table(table).head, "field": field}
        if value:
            return self.act(table, "scenario.answered", **raw, value=value)
        return self.act(table, "scenario.wrote", **raw, text=words)

    def judge(self, table: int) -> None:
        """Fill in the whole record of a table's path, in a way that is its own."""
        path = self.state.table(table).head
        assert path
        for n, (field, known) in enumerate(
            sorted(to_fill_in(self.state, table, path).answers.items())
        ):
            self.fill_in(table, field, value=known[(table + n) % len(known)])
        for field in sorted(to_fill_in(self.state, table, path).words):
            what = GROUNDS[field.replace("-", "/").split("/")[0]]
            self.fill_in(table, field, f"{what} [{table}]")
        if to_fill_in(self.state, table, path).speakers:
            raw = {"table": table, "path": path, "speakers": ["the person"]}
            self.act(table, "scenario.spoke", **raw)

    def note(self, table: int, field: str, words: str) -> str:
        return self.act(table, "scenario.wrote", table=table, field=field, text=words)

    def report(self) -> Any:
        return making.of(played.read(self.session.id, self.data))


def fill(room: Played) -> None:
    """Six tables play to their ends; one leaves a scene, one goes back and takes another path; the
    records are filled in, but for one; the room looks back."""
    for table in room.tables:
        room.to_the_end(table, skip=2 if table == 5 else -1)
        if table != 6:
            room.judge(table)
    state = room.state
    second = state.steps_to(state.table(2).head)[1]
    room.move("back", 2, to=second.id)
    taken = [second.choice]
    other = next(c for c in choices_of(room.state.story(2)) if c.id not in taken)
    room.choose(second.scene, other.id, 2, "We wanted to see where the other way leads (2.x)")
    room.to_the_end(2)
    room.judge(2)
    room.act(0, "stage", stage="debrief")
    for table, words in enumerate(LEARNT, 1):
        room.note(table, "learnt", words)
    room.note(2, "debrief/0", "In the second scene: two of us wanted to stop there")
    room.note(3, "debrief/1", "We said it late, and it showed")
    room.act(0, "stage", stage="close")
    for n in range(5):
        room.act(0, "slip", differently=f"I will ask first {n}", line="clear", rating=n + 1)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    room = Played(tmp_path_factory.mktemp("scenario"), 6, scenario=scenario("howard"))
    fill(room)
    yield room
    room.journal.close()


@pytest.fixture(scope="module")
def found(full: Played) -> Report:
    return full.report()


@pytest.fixture(scope="module")
def told(full: Played) -> list[dict[str, Any]]:
    """What the process that makes the summary says, line by line."""
    done = start(full.data, full.session.id, full.data / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def made(told: list[dict[str, Any]]) -> dict[str, Path]:
    """The files by the end of their names."""
    return {path.name.split("-", 2)[2]: path for path in map(Path, told[-1]["files"])}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Played]:
    room = Played(tmp_path / "data")
    yield room
    room.journal.close()


def everything(found: Report) -> Document:
    return Document(found.titled(), found.code, tuple(part(found) for part in PARTS), found.name)


def said(found: Report) -> str:
    """What the page says, without its tags."""
    return Tags(text_of(everything(found))).text


def plain(found: Report, part: Any) -> str:
    return Tags(page.html(part(found))).text


# what is written


def test_the_summary_is_a_page_a_word_file_and_data_named_after_the_exercise(full, made):
    summary = ["summary.docx", "summary.html", "summary.csv", "summary.json"]
    beside = ["evaluation.docx", "evaluation.html", "follow-up.docx", "follow-up.html"]
    assert list(made) == [*summary, *beside]
    assert all(path.name.startswith(f"scenario-{full.session.code}-") for path in made.values())


def test_each_step_of_its_own_notebook_is_told(told):
    steps = run.steps(notebook=run.SCENARIO)
    assert [each["step"] for each in told[:-1]] == steps
    assert [each["done"] for each in told[:-1]] == list(range(len(steps)))


def test_another_exercise_s_reading_refuses_a_scenario(full):
    with pytest.raises(reading.SummaryError, match="is of the exercise 'scenario'"):
        reading.read(full.session.id, full.data)


def test_the_table_of_choices_has_a_row_for_each_step_of_each_path(full, made):
    state = full.state
    with made["summary.csv"].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    paths = [(n, state.paths(n)) for n in range(1, 7)]
    steps = [step for _, names in paths for name in names for step in state.steps_to(name)]
    assert [row["reason"] for row in rows] == [step.reason for step in steps]
    assert [row["left"] for row in rows] == ["yes" if step.left else "no" for step in steps]
    assert {(row["table"], row["path"]) for row in rows if row["now or earlier"] == "earlier"} == {
        ("2", "1")
    }
    assert [row["step"] for row in rows if row["table"] == "1"][:3] == ["1", "2", "3"]


def test_the_data_has_records_in_two_forms_and_law_once(full, made):
    facts = json.loads(made["summary.json"].read_text(encoding="utf-8"))
    assert facts["schema"] == written.SCHEMA == "scenario-summary/1"
    assert len(facts["paths"]) == 7 and facts["choices"] == full.report().choices
    first = facts["paths"][0]["record"]
    assert first["for_the_person"][0]["heading"] == "What we asked you"
    assert first["for_the_file"][0]["lines"][0].startswith("Was Howard asked: ")
    points = [point["number"] for source in facts["sources"] for point in source["points"]]
    assert points == list(range(1, len(points) + 1)) and points
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", facts["made"])


# what it says


def test_the_page_and_the_word_file_say_the_same(found, made):
    html = Tags(made["summary.html"].read_text(encoding="utf-8")).text
    for part in (html, words_of(made["summary.docx"])):
        assert all(step.reason in part for path in found.paths for step in path.steps)
        assert all(words in part for words in (*LEARNT, *found.argued, *found.questions))
        assert all(source.address in part and source.note in part for source in found.sources)
        assert saying.REMAINED in part and found.label in part and "One reading: " in part
        assert "has not yet confirmed the check" in part and "How was this for you?" in part
    foot = docx.Document(str(made["summary.docx"])).sections[0].footer.paragraphs[0].text
    assert foot.startswith("Outcome negotiation scenario · session")


def test_page_one_says_where_paths_parted_and_names_no_table(found):
    one = plain(found, sections.page_one)
    assert "six tables played it, each its own story" in one and found.label in one
    assert "One table went back and tried another path as well." in one
    assert not re.search(r"\btables? \d", one.replace("(table 6)", ""))
    widest = saying.parted(found)[0]
    part = one[one.index("Where the paths parted") : one.index("What Howard wanted")]
    assert widest.title in part and all(o.words[:40] in part for o in widest.chosen)
    quoted = re.findall("“([^”]+)” ", part)
    reasons = {step.reason for path in found.newest for step in path.steps}
    assert 2 <= len([words for words in quoted if words.rstrip("…") in str(reasons)])


def test_the_most_different_scene_comes_first_and_each_table_counts_once(room):
    other = Played(room.data, 5)
    for table, choice in ((1, "ask"), (2, "ask"), (3, "explain"), (4, "ask")):
        other.choose(FIRST, choice, table)
    other.leave(5)
    for table, choice in ((1, "write-it-down"), (2, "write-it-down"), (4, "write-it-down")):
        other.choose(WANTS, choice, table)
    found = other.report()
    other.journal.close()
    (scene,) = saying.parted(found)
    counts = {option.letter: option.tables for option in scene.options}
    assert scene.id == FIRST and sum(counts.values()) == 5 and counts[""] == 1
    part = plain(found, sections.scenes)
    assert "Left the scene" in part and "table 5" not in part.lower()


def test_what_was_wanted_is_counted_by_tables_with_words_beside(found):
    (table,) = [b for b in sections.page_one(found).blocks if isinstance(b, Table)]
    assert table.head == ("In Howard's own words", "How tables judged it, and on what ground")
    outcomes = [o for path in found.over for o in path.record.outcomes]
    for words, judged in table.rows:
        given = [o.achieved for o in outcomes if f"“{o.words}”" == words[0]]
        told = page.html(Section("", (Paragraph(judged),)))
        for each in (*ACHIEVED, None):
            n, called = given.count(each), sentence(each or saying.NOT_YET)
            assert (f"{called}</strong> ({count(n, 'table')})" in told) is bool(n), told
            assert called in told or not n
        assert "He said so himself" in told


def test_a_risk_that_remained_is_never_called_a_failure(room):
    for table in (1, 2):
        room.to_the_end(table)
        room.fill_in(table, "risk", value="risk remained")
    found = room.report()
    text = said(found)
    assert "remained (two tables)" in text and saying.REMAINED in text
    fails = [text[m.start() - 10 : m.end()] for m in re.finditer("fail", text)]
    assert fails and all("is not a fail" in each for each in fails)


def test_nothing_is_added_up_and_no_path_is_called_right(found):
    text = said(found).lower()
    assert saying.NOT_A_SCORE.lower() in text
    assert not re.search(r"\b(score|points?:|average score|per ?cent|%|best path|correct)\b", text)
    assert text.count("average") == 1 and "never as an average" in text


def test_the_person_s_own_words_stand_unchanged_beside_an_agreed_wording(room):
    room.to_the_end(1)
    room.judge(1)
    found = room.report()
    (path,) = found.newest
    outcome = path.record.outcomes[0]
    assert outcome.words in {want.words for want in AMES.wants} and outcome.agreed
    text = plain(found, sections.record)
    assert f"“{outcome.words}”" in text and outcome.agreed in text and outcome.judged_by in text


def test_several_records_stand_side_by_side_and_one_in_two_forms(full, found):
    record = plain(found, sections.record)
    assert "As a case file would hold it" not in record and "Not filled in" in record
    wants = {outcome.want for path in found.over for outcome in path.record.outcomes}
    assert record.count("On what ground") == len(wants) and "on earlier paths" in record
    alone = making.of(played.read(full.session.id, full.data), [1])
    text = plain(alone, sections.record)
    assert "As Howard would read it" in text and "As a case file would hold it" in text
    assert "We asked you what you want to happen" in text and "One reading" in text


def test_every_point_of_law_and_every_source_stands_once(found):
    text = said(found)
    points = [point for source in found.sources for point in source.points]
    assert [point.number for point in points] == list(range(1, len(points) + 1))
    assert all(text.count(point.text) == 1 for point in points)
    assert len({source.title + source.paragraph for source in found.sources}) == len(found.sources)
    used = {n for path in found.paths for step in path.steps for n in step.law}
    assert used == {point.number for point in points}
    words = {law.text for s in scenario("howard").scenes for c in s.choices for law in c.law}
    assert {point.text for point in points} <= words


def test_an_earlier_path_is_told_from_where_it_differs(found):
    last, earlier = found.of_table(2)
    assert last.now and earlier.shared == 1 and earlier.number == 1
    part = plain(found, sections.paths)
    begins = part.index("Table 2, path 1 (earlier)")
    part = part[begins : part.index("Table 3 ended", begins)]
    assert "The first scene as on the last path; then:" in part
    assert earlier.steps[1].reason in part and earlier.steps[0].reason not in part


# what would come too early


def test_what_waits_at_a_held_scene_is_not_told_while_the_session_runs(room):
    room.act(0, "scenario.held", scene=FIRST)
    room.choose(FIRST, "ask", reason="he should begin")
    found = room.report()
    text = said(found)
    scene = AMES.scene(FIRST)
    assert scene is not None
    choice = scene.choice("ask")
    assert choice is not None
    assert choice.words in text and "he should begin" in text and "waits for the room" in text
    after = AMES.scene(choice.next)
    assert after is not None
    for early in (*map(printed, choice.answer), after.title, *(law.text for law in choice.law)):
        assert early not in text
    assert after.title not in written.facts(found, "")["paths"][0]["at"]
    room.act(0, "scenario.released", scene=FIRST)
    text = said(room.report())
    assert all(printed(words) in text for words in choice.answer) and after.title in text


def test_one_reading_is_told_when_every_table_that_came_has_placed_it(room):
    scene = AMES.scene(AGENCY)
    assert scene is not None and scene.place is not None
    assert '"' not in scene.place.reading and "*" not in scene.place.reading
    for table in (1, 2):
        room.choose(FIRST, "explain", table)
    room.put(AGENCY, (2, -2), reason="as he tells it")
    part = plain(room.report(), sections.scenes)
    assert "as he tells it" in part and scene.place.reading not in part
    assert "One reading is not told yet" in part
    own = "".join(map(page.html, sheet.document(room.session.id, room.data, 1).sections))
    other = "".join(map(page.html, sheet.document(room.session.id, room.data, 2).sections))
    assert scene.place.reading in Tags(own).text and scene.place.reading not in Tags(other).text
    room.put(AGENCY, (-1, 3), table=2)
    part = plain(room.report(), sections.scenes)
    assert scene.place.reading in part
    assert "wellbeing \u22121" in part and " to +2" in part and "safety \u22122" in part


def test_what_an_author_wrote_is_printed_without_the_marks_of_its_file():
    said = printed('"You may say *die*," she adds (*"deteriorate"* is worse). 3 * 4 * 5')
    assert said == "“You may say die,” she adds (“deteriorate” is worse). 3 * 4 * 5"


def test_a_summary_prints_what_was_answered_as_the_pages_do(tmp_path):
    room = Played(tmp_path, 1, solo=True, scenario=scenario("mrs-pillai"))
    room.to_the_end(1)
    found = room.report()
    room.journal.close()
    answers = " ".join(words for path in found.paths for s in path.steps for words in s.answer)
    assert '"' not in answers and "*" not in answers and answers.count("“") == answers.count("”")
    assert "They ask you what she said, and you read it out." in plain(found, sections.paths)
    assert not re.search(r"; strains|Serves ", plain(found, sections.paths))


def test_questions_and_arguments_stand_there_once_the_room_looks_back(room):
    room.choose(FIRST, "ask")
    text = said(room.report())
    early = tuple(map(printed, (*AMES.debrief.questions, *AMES.debrief.argued)))
    assert not [words for words in early if words in text]
    room.act(0, "stage", stage="debrief")
    text = said(room.report())
    assert all(words in text for words in early)


def test_a_place_that_was_moved_after_one_reading_says_so(tmp_path):
    room = Played(tmp_path, 1, solo=True)
    room.choose(FIRST, "explain")
    place = room.put(AGENCY, (2, -2))
    room.put(AGENCY, (0, 1), on=place, reason="looking again")
    part = plain(room.report(), sections.scenes)
    room.journal.close()
    assert "Before one reading was seen it stood elsewhere: wellbeing +2" in part
    assert "looking again" in part and "Placed: wellbeing 0" in part


# who was there


def test_one_person_alone_reads_the_record_in_two_forms_and_is_not_called_a_table(tmp_path):
    room = Played(tmp_path, 1, solo=True)
    room.to_the_end(1)
    room.judge(1)
    found = room.report()
    room.journal.close()
    text = said(found)
    assert "one person played it alone" in text and "The path in short" in text
    assert "the room looks back" not in text and "The trainer" not in text
    assert "As Mr Ames would read it" in text and "As a case file would hold it" in text
    assert not re.search(r"\btables? \d|\(one table\)", text.lower())
    assert "<svg" not in text_of(everything(found))


def test_a_session_just_opened_says_what_has_not_been_done(tmp_path):
    room = Played(tmp_path, stage="lobby")
    found = room.report()
    room.journal.close()
    assert unfinished(found) == ["everything: no choice has been made"]
    assert "No choice has been made yet." in said(found) and "Nobody has answered" in said(found)
    assert written.facts(found, "")["paths"] == ()


def test_what_is_half_done_is_named(room):
    room.to_the_end(1)
    room.choose(FIRST, "ask", table=2)
    assert unfinished(room.report()) == [
        "coming to an end (table 2)",
        "filling in the record (table 1)",
        "looking back on it in writing",
    ]


def test_what_was_set_aside_or_removed_is_nowhere(room):
    step = room.choose(FIRST, "ask", reason="zebra-aside")
    room.act(0, "set_aside", target=step)
    gone = room.choose(FIRST, "ask", table=2, reason="zebra-removed")
    room.act(2, "scenario.reason", step=gone, on=gone, text="zebra-later")
    room.act(2, "scenario.reason", step=gone, on=gone, text="zebra-rival")
    room.act(0, "set_aside", target=gone)
    room.act(0, "removed", target=gone)
    room.act(0, "stage", stage="debrief")
    room.note(1, "learnt", "zebra-note")
    (note,) = room.state.notes
    room.act(0, "set_aside", target=note)
    found = room.report()
    facts = json.dumps(written.facts(found, ""))
    assert "zebra" not in text_of(everything(found)) + facts and found.choices == 2


def test_two_wordings_of_which_nobody_has_picked_one_are_both_told(room):
    step = room.choose(FIRST, "ask", reason="the first wording")
    room.act(1, "scenario.reason", step=step, on=step, text="the later wording")
    room.act(1, "scenario.reason", step=step, on=step, text="the rival wording")
    room.to_the_end(1)
    room.fill_in(1, "risk-why", "the round is planned")
    (note,) = room.state.notes
    first = room.state.notes[note].words.version
    room.act(1, "scenario.edited", note=note, on=first, text="it held")
    room.act(1, "scenario.edited", note=note, on=first, text="it held twice")
    found = room.report()
    text = said(found)
    assert "the later wording Also worded: the rival wording" in text
    own = "".join(map(page.html, sheet.document(room.session.id, room.data, 1).sections))
    assert "not chosen between yet" in own and "it held twice" in own


# the picture


def test_the_picture_is_named_described_and_alone_in_its_ids(full, made):
    tags = Tags(made["summary.html"].read_text(encoding="utf-8"))
    (drawn,) = tags.all("svg")
    ids = [each["id"] for _, each in tags.tags if "id" in each]
    assert drawn["role"] == "img" and len(ids) == len(set(ids))
    assert {drawn["aria-labelledby"], drawn["aria-describedby"]} <= set(ids)
    (shape,) = docx.Document(str(made["summary.docx"])).inline_shapes
    told = shape._inline.docPr.get("descr")
    assert all(f"Table {n}: " in told for n in range(1, 7))
    assert all(path.ending in told for path in full.report().newest)


def test_the_table_beside_the_picture_names_each_table_at_each_scene(found):
    words = {row[0][0].text: Tags(page.cell(row[1])).text for row in _rows(found)}
    for path in found.newest:
        for step in path.steps:
            (line,) = [
                each
                for each in re.split(r"\)(?=[A-E]\. |Left|$)", words[step.title])
                if each.startswith(f"{step.letter}. " if step.letter else "Left")
            ]
            assert str(path.table) in line or "tables 1 to 6" in line or "to" in line
        assert "The end: " in words[path.ending]


def _rows(found: Report) -> Any:
    from facilitator.summaries.scenarios.paths import table

    return table(found).rows


def test_the_same_paths_are_drawn_the_same_and_nobody_s_words_are_in_it(found):
    picture, again = pictures.picture(found), pictures.picture(found)
    assert picture.png == again.png and picture.svg == again.svg
    reasons = [step.reason for path in found.paths for step in path.steps if step.reason]
    assert not [words for words in reasons if words in picture.svg + picture.description]


def test_leaving_waiting_standing_and_going_back_are_drawn(room):
    room.choose(FIRST, "ask")
    room.leave()
    room.act(0, "scenario.held", scene=FIRST)
    room.choose(FIRST, "explain", table=2)
    picture = pictures.picture(room.report())
    assert "What he wants" in picture.description or ", left; stands at" in picture.description
    assert "waits for the room" in picture.description and picture.svg.startswith("<svg")


# hostile words


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], dict[str, Path]]:
    room = Played(tmp_path_factory.mktemp("hostile"), len(HOSTILE))
    for table, text in enumerate(HOSTILE, 1):
        room.choose(FIRST, "explain", table, text)
        room.put(AGENCY, (table - 3, 3 - table), table, reason=text)
        room.to_the_end(table)
        path = room.state.table(table).head
        for field, known in to_fill_in(room.state, table, path).answers.items():
            room.fill_in(table, field, value=known[-1])
        for field in to_fill_in(room.state, table, path).words:
            room.fill_in(table, field, text)
    room.act(0, "stage", stage="debrief")
    for table, text in enumerate(HOSTILE, 1):
        room.note(table, "learnt", text)
    found = room.report()
    folder = room.data / "out"
    folder.mkdir()
    document = everything(found)
    made = {
        "docx": word.save(document, folder / "s.docx"),
        "html": folder / "s.html",
        "csv": written.save_choices(found, folder / "s.csv"),
        "sheet": folder / "t.html",
    }
    made["html"].write_text(page.export_document(document), encoding="utf-8")
    own = sheet.document(room.session.id, room.data, 1)
    made["sheet"].write_text(page.export_document(own), encoding="utf-8")
    room.journal.close()
    return [path.steps[0].reason for path in found.paths], made


def test_hostile_words_stay_text(hostile):
    texts, made = hostile
    for name in ("html", "sheet"):
        tags = Tags(made[name].read_text(encoding="utf-8"))
        assert not tags.all("script", "img", "b", "link", "iframe", "object")
        assert not [a for _, a in tags.tags if any(key.startswith("on") for key in a)]
    text = Tags(made["html"].read_text(encoding="utf-8")).text
    assert len(texts) == len(HOSTILE) and all(text.count(words) >= 4 for words in texts)
    in_word = words_of(made["docx"]).replace("\u2068", "").replace("\u202c\u2069", "")
    assert all(words.replace("\u202c", "") in in_word for words in texts)


def test_no_cell_of_the_csv_file_begins_a_formula(hostile):
    _, made = hostile
    with made["csv"].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(tables.RISKY)]
    assert any(cell.startswith("'=") for cell in cells)


# a table's own sheet


def test_a_table_s_sheet_has_its_own_work_and_no_other_table_s(full, tmp_path, found):
    paths = run.sheet(full.data, full.session.id, 3, tmp_path / "out")
    stem = f"scenario-{full.session.code}-table-3"
    assert [path.name for path in paths] == [f"{stem}.docx", f"{stem}.html"]
    for path in paths:
        text = words_of(path) if path.suffix == ".docx" else Tags(path.read_text("utf-8")).text
        assert "The path of table 3" in text and "As Howard would read it" in text
        own = [s.reason for p in found.of_table(3) for s in p.steps]
        others = [s.reason for p in found.paths if p.table != 3 for s in p.steps if s.reason]
        assert all(words in text for words in own)
        assert not [words for words in others if words in text]
        assert LEARNT[2] in text and LEARNT[0] not in text
    with pytest.raises(reading.SummaryError, match="there is no table 9; tables are 1, 2"):
        sheet.document(full.session.id, full.data, 9)


# the files as documents


def test_headings_go_down_by_one_and_tables_have_captions_and_scopes(made):
    html = made["summary.html"].read_text(encoding="utf-8")
    tags = Tags(html)
    levels = [int(tag[1]) for tag, _ in tags.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and all(b - a <= 1 for a, b in pairwise(levels))
    assert all("scope" in attributes for attributes in tags.all("th"))
    assert len(tags.all("caption")) == len(tags.all("table"))
    labels = {each.get("data-head") for each in tags.all("td")}
    assert {"Agreed wording", "Achieved", "Because"} <= labels  # what a phone puts before a cell
    assert not tags.all("script", "link", "img")
    assert re.search(r"<title>Outcome negotiation scenario[^<]*session [2-9A-Z]{6}</title>", html)
    for table in docx.Document(str(made["summary.docx"])).tables:
        assert list(table.rows[0]._tr.iter(qn("w:tblHeader")))


def crowded(found: Report, length: int) -> Report:
    """The same report with every reason, ground and note of `length` characters."""
    words = ("Weigh with him what matters most to him " * 60)[:length]
    scenes = [
        replace(
            scene,
            options=tuple(
                replace(option, reasons=tuple(words for _ in option.reasons))
                for option in scene.options
            ),
        )
        for scene in found.scenes
    ]
    paths = [
        replace(
            path,
            record=path.record
            and replace(
                path.record,
                outcomes=tuple(replace(o, judged_by=words) for o in path.record.outcomes),
            ),
        )
        for path in found.paths
    ]
    notes = [replace(note, words=f"{n} {words}") for n, note in enumerate(found.notes * 3)]
    return replace(found, scenes=tuple(scenes), paths=tuple(paths), notes=tuple(notes))


@pytest.mark.browser
@pytest.mark.parametrize(("people", "length"), [(None, 0), (None, 2000), ([2], 0), ([2], 2000)])
def test_page_one_fits_one_sheet_of_a4(browser, people, length, full, tmp_path):
    found = making.of(played.read(full.session.id, full.data), people)
    found = crowded(found, length) if length else found
    path = tmp_path / "first.html"
    first = Document("t", found.code, (sections.page_one(found),))
    path.write_text(page.export_document(first), encoding="utf-8")
    view = browser.new_page(viewport={"width": 643, "height": 1001})  # A4 less its margins, 96 dpi
    view.goto(path.as_uri())
    view.emulate_media(media="print")
    height = view.evaluate("document.querySelector('#chair').getBoundingClientRect().height")
    assert 600 < height <= 1001
    view.close()


@pytest.mark.slow
def test_page_one_fits_one_page_of_word(full, tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice and pdftotext are not installed")
    files = []
    for people in (None, [2]):
        for length in (0, 40, 2000):
            found = making.of(played.read(full.session.id, full.data), people)
            found = crowded(found, length) if length else found
            last = Section("next", sections.law(found).blocks[:1], page=True)
            document = Document("t", found.code, (sections.page_one(found), last))
            files.append(tmp_path / f"{len(files)}.docx")
            word.save(document, files[-1])
    home = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    command = [office, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    subprocess.run([*command, *files], env=home, timeout=90, capture_output=True)
    for file in files:
        pdf = ["pdftotext", "-layout", file.with_suffix(".pdf"), "-"]
        pages = subprocess.run(pdf, capture_output=True, text=True, timeout=30).stdout.split("\f")
        assert "What this page is not." in pages[0], file.name
        assert pages[1].strip().startswith("7. Law and guidance"), file.name


@pytest.mark.browser
@pytest.mark.parametrize("which", ["made", "sheet"])
def test_axe_finds_nothing_and_nothing_is_cut_off_on_a_narrow_phone(browser, which, made, hostile):
    path = made["summary.html"] if which == "made" else hostile[1]["sheet"]
    view = browser.new_page(viewport={"width": 320, "height": 5000})
    asked: list[str] = []
    view.on("request", lambda request: asked.append(request.url))
    view.goto(path.as_uri())
    assert axe(view, RULES)["violations"] == []
    assert asked == [path.as_uri()]
    assert view.evaluate("document.documentElement.scrollWidth") <= 320
    view.close()
