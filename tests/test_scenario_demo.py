"""The example session of a scenario, and trying a scenario of one's own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from exercises.exercise import exercise
from exercises.journal import sessions
from exercises.journal.sessions import Door, Role
from exercises.journal.store import Journal
from exercises.library import CONTENT
from exercises.place import Place
from exercises.scenarios import demo, views
from exercises.scenarios.content import load
from exercises.scenarios.examples import example
from exercises.scenarios.record import still_open
from exercises.scenarios.record_words import for_the_person
from exercises.scenarios.recording import record_on
from exercises.scenarios.state import fold
from facilitator import cli

NOW = 1_790_000_000.0
TEMPLATE = CONTENT / "scenario-template.toml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """A journal with the example session in it, for tests that only read."""
    url = f"sqlite:///{tmp_path_factory.mktemp('example') / 'journal.sqlite3'}"
    with closing(Journal(url, lambda: NOW)) as journal:
        demo.build(journal)
        yield journal


def test_the_example_session_is_marked_and_has_six_tables_at_an_ending(made: Journal):
    [session] = sessions.every(made)
    state = fold(made.read(session.id))
    assert session.example and state.frame.stage == "close" and not state.frame.ended
    assert state.frame.title.startswith("Example session: Mrs Pillai")
    assert [state.story(n).scene.ending is not None for n in state.frame.tables] == [True] * 6
    assert len({state.story(n).at for n in state.frame.tables}) >= 3, "paths part"
    assert state.paths(5) != [state.table(5).head], "a table went back"
    assert any(step.left for step in state.steps.values())
    assert not state.held and len(state.slips.answers) >= 5
    for number in state.frame.tables:
        path = state.table(number).head
        assert path is not None and still_open(record_on(state, number, path)) == []
        assert state.note(number, None, "learnt")


def test_nothing_is_asked_any_more_of_somebody_who_has_died(made: Journal):
    [session] = sessions.every(made)
    state = fold(made.read(session.id))
    told = {n: record_on(state, n, str(state.table(n).head)) for n in (1, 4)}
    living, dead = (
        "\n".join("\n".join((part.heading, *part.lines)) for part in for_the_person(told[n]))
        for n in (1, 4)
    )
    assert told[4].died and "How safe things were" in dead and "you had this in full" in dead
    assert "Those who were close to you can tell us." in dead
    asks = r"is still there|have had|at any time|Tell us\.|nobody has failed"
    assert not told[1].died and re.search(asks, living) and not re.search(asks, dead)


def test_its_times_follow_one_another_and_end_a_little_before_now(made: Journal):
    [session] = sessions.every(made)
    times = [entry.at for entry in made.read(session.id)]
    assert times == sorted(times) and session.created == times[0]
    assert 60 * 60 < times[-1] - times[0] < 90 * 60
    assert 5 * 60 < NOW - times[-1] < 30 * 60


@pytest.mark.parametrize("role", ["trainer", "table", "projector"])
def test_every_page_of_it_can_be_drawn(made: Journal, role: Role):
    [session] = sessions.every(made)
    seat, _ = sessions.take_seat(made, Door(session.id, role, 1 if role == "table" else None))
    place = Place(made, seat)
    shown = {"trainer": views.console, "table": views.table, "projector": views.projector}[role]
    assert json.dumps([views.content(place), shown(place)])
    assert views.content(place)["example"]


def test_what_was_confirmed_before_sending_is_what_stands(made: Journal):
    [session] = sessions.every(made)
    seat, _ = sessions.take_seat(made, Door(session.id, "trainer", None))
    check = views.console(Place(made, seat))["check"]
    assert check["at"] and not check["stale"]


def test_an_example_names_only_what_its_scenario_has():
    raw = example().model_dump()
    raw["tables"][0]["steps"][0]["choice"] = "nothing-of-the-kind"
    with pytest.raises(ValueError, match="'nothing-of-the-kind' is not offered in towpath"):
        type(example()).model_validate(raw)
    raw["tables"][0]["steps"] = raw["tables"][1]["steps"][:3]
    with pytest.raises(ValueError, match="table 1: the path stops in call, before an ending"):
        type(example()).model_validate(raw)


def test_the_command_puts_it_in_place(capsys, tmp_path: Path):
    assert cli.main(["demo", "scenario", "--data", str(tmp_path / "data")]) == 0
    code = capsys.readouterr().out.splitlines()[-1]
    journal = Journal.in_folder(tmp_path / "data")
    assert sessions.find(journal, code=code).exercise == "scenario"
    journal.close()


def test_a_scenario_is_tried_alone_and_as_a_room(tmp_path: Path):
    own = tmp_path / "own.toml"
    own.write_text(TEMPLATE.read_text("utf-8"), encoding="utf-8")
    with closing(Journal(f"sqlite:///{tmp_path / 'journal.sqlite3'}")) as journal:
        title, pages = cli._tried(journal, own, True)
        assert title == load(TEMPLATE).title
        assert list(pages) == ["Play it alone", "Trainer's page", "A table's page"]
        doors = [sessions.door_of_key(journal, pages[n].partition("#")[2]) for n in list(pages)[:2]]
        assert [door.role for door in doors] == ["solo", "trainer"]
        alone, room = (fold(journal.read(door.session)) for door in doors)
        assert alone.settings and alone.settings.solo and alone.settings.scenario.title == title
        assert room.settings and room.settings.votes and room.settings.roleplay
        assert len(room.frame.tables) == 2 and exercise("scenario").begin is type(room)
        code = pages["A table's page"].partition("#")[2]
        assert sessions.door_of_code(journal, code).session == doors[1].session


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('next = "a-letter"', 'next = "nowhere"'), "nowhere"),
        (("about_minutes = 20", 'about_minutes = "long"'), "about_minutes"),
    ],
)
def test_faults_are_told_before_anything_is_served(
    capsys, tmp_path: Path, change: tuple[str, str], said: str
):
    own = tmp_path / "own.toml"
    text = TEMPLATE.read_text("utf-8")
    assert change[0] in text
    own.write_text(text.replace(change[0], change[1], 1), encoding="utf-8")
    assert cli.main(["preview", str(own)]) == 1
    told = capsys.readouterr()
    assert f"{own}, line " in told.out and said in told.out and not told.err
    assert cli.main(["check", str(own)]) == 1
    assert capsys.readouterr().out == told.out, "in the words of check"


def test_what_is_neither_case_nor_scenario_is_said(capsys):
    assert cli.main(["preview", str(CONTENT / "lenses.toml")]) == 1
    told = capsys.readouterr().err
    assert "preview shows cases and scenarios, and it is neither" in told and told.count("\n") == 1
