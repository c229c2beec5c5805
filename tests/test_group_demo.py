"""The example sessions of a reflective group: a guided hour and a clinic, with their records."""

from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path

import pytest

from exercises.following import fold
from exercises.group import demo, views
from exercises.group.content import group_words
from exercises.group.examples import FOLDER, Example, example
from exercises.group.record import is_read, record_of
from exercises.group.state import State
from exercises.journal import sessions
from exercises.journal.entries import Body
from exercises.journal.sessions import Door, Role
from exercises.journal.store import Journal
from exercises.library import read
from exercises.place import UNSIGNED, Place
from facilitator import cli
from facilitator.checking import check_file, kind_in

NOW = 1_790_000_000.0


@pytest.fixture(scope="module", params=demo.SHAPES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """A journal with one example session in it, for tests that only read; and its shape."""
    url = f"sqlite:///{tmp_path_factory.mktemp('group') / 'journal.sqlite3'}"
    with closing(Journal(url, lambda: NOW)) as journal:
        demo.build(journal, request.param)
        yield journal, request.param


def state_of(journal: Journal) -> State:
    [session] = sessions.every(journal)
    return fold(journal.read(session.id), State)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_example_is_of_the_shape_it_is_named_after(path: Path):
    assert kind_in(path) is Example and check_file(path) == []
    assert read(Example, path).shape == path.stem
    assert {p.stem for p in FOLDER.glob("*.toml")} == set(demo.SHAPES)
    assert {shape.id for shape in group_words().shapes} == set(demo.SHAPES)


def test_the_example_is_marked_finished_and_its_record_read_by_everybody(made):
    journal, shape = made
    [session] = sessions.every(journal)
    state = state_of(journal)
    record = record_of(state)
    assert session.example and state.frame.title.startswith("Example session: ")
    assert state.frame.stage == "record" and not state.frame.ended and is_read(state)
    assert len(record.actions) == 3 and len(record.for_board) == 1
    assert record.learnt == example(shape).learnt and record.themes and record.seen
    assert all(each.status for each in record.followed)
    assert record.agreed == bool(example(shape).agreement)


def test_nothing_in_it_says_who_wrote_and_nothing_of_a_case_is_there(made):
    journal, shape = made
    [session] = sessions.every(journal)
    kinds: dict[str, type[Body]] = {}
    for entry in journal.read(session.id):
        kinds[entry.kind] = type(entry.body)
        if entry.kind in ("group.action", "group.line"):
            assert entry.by == UNSIGNED and entry.seat == ""
    assert "group.noted" not in kinds and {"group.action", "group.line", "group.read"} <= set(kinds)
    if shape == "clinic":
        assert record_of(state_of(journal)).about.startswith("A case was spoken about")


def test_its_times_follow_one_another_and_end_a_little_before_now(made):
    journal, _ = made
    [session] = sessions.every(journal)
    times = [entry.at for entry in journal.read(session.id)]
    assert times == sorted(times) and session.created == times[0]
    assert 30 * 60 < times[-1] - times[0] < 90 * 60
    assert 5 * 60 < NOW - times[-1] < 30 * 60


@pytest.mark.parametrize("role", ["trainer", "table", "projector"])
def test_every_page_of_it_can_be_drawn(made, role: Role):
    journal, _ = made
    [session] = sessions.every(journal)
    seat, _ = sessions.take_seat(journal, Door(session.id, role, 1 if role == "table" else None))
    place = Place(journal, seat)
    view = {"trainer": views.console, "projector": views.projector}.get(role, views.group)
    assert json.dumps([views.content(place), view(place)])


def test_an_example_that_names_what_is_not_there_is_refused(tmp_path: Path):
    text = (FOLDER / "hour.toml").read_text(encoding="utf-8")
    for wrong, right, sentence in (
        ('"cannot-promise"', '"promise"', "'promise' is not offered in before-i-say"),
        ('"partners"]', '"weather"]', "there is no theme weather"),
        ('scenario = "mr-lindo"\n', "", "a story is read and no scenario is named"),
    ):
        path = tmp_path / "group_examples" / "mine.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace(wrong, right), encoding="utf-8")
        [fault] = check_file(path)
        assert sentence in fault


def test_demo_prints_the_code_alone_on_its_last_line(tmp_path: Path, capsys):
    for name, title in (("group", "Mr Lindo"), ("clinic", "stuck")):
        assert cli.main(["demo", name, "--data", str(tmp_path)]) == 0
        code = capsys.readouterr().out.strip().splitlines()[-1]
        assert re.fullmatch(r"[0-9A-Z]{6}", code)
        with closing(Journal.in_folder(tmp_path)) as journal:
            session = sessions.find(journal, code=code)
            assert title.lower() in fold(journal.read(session.id), State).frame.title.lower()
