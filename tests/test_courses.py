"""Courses for one person: their data, the path, what is not told before one's own attempt, and
coming back to where one stopped."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from exercises.courses.content import COMPARE, FILE, MINUTES, Courses, course, courses
from exercises.courses.path import here
from exercises.examples import example as session_example
from exercises.exercise import Refused
from exercises.grid import rules as grid_rules
from exercises.grid import views as grid_views
from exercises.grid.content import example as grid_example
from exercises.journal.sessions import Door, Session, take_seat
from exercises.journal.store import Journal
from exercises.library import CONTENT, read
from exercises.place import Place
from exercises.plan import content as plan_content
from exercises.plan.splitting import split
from exercises.scenarios import rules as scenario_rules
from exercises.scenarios import story as plot
from exercises.scenarios import views as scenario_views
from exercises.scenarios.content import scenario, scenarios
from exercises.scenarios.ways import Way, way, ways
from exercises.six_principles import rules, views
from facilitator.checking import check_file, kind_in
from facilitator.handlers.alone import BEGIN
from tests.test_six_principles import new

STAGES = {
    "six-principles": rules.STAGES,
    "plan": rules.STAGES,
    "grid": grid_rules.STAGES,
    "scenario": scenario_rules.STAGES,
}
VIEWS = {"grid": grid_views, "scenario": scenario_views}
WORDS = "zebra words of my own"


class Alone:
    """Somebody on a course."""

    def __init__(self, journal: Journal, id: str, of: str = "") -> None:
        found = course(id)
        assert found is not None
        self.journal, self.course = journal, found
        self.session: Session = BEGIN[found.exercise](journal, found, of)
        self.place = self.seated()

    def seated(self) -> Place:
        seat, _ = take_seat(self.journal, Door(self.session.id, "solo", 1))
        return Place(self.journal, seat)

    def act(self, kind: str, **raw: Any) -> str:
        return self.place.act(new(), kind, raw).change

    def go(self, id: str, **raw: Any) -> None:
        step = self.course.step(id)
        assert step is not None
        self.act("stage", stage=step.stage, round=step.round, step=id, **raw)

    def seen(self, place: Place | None = None) -> dict[str, Any]:
        """Everything that the page is given, as it is sent."""
        place = place or self.place
        place.follow()
        of = VIEWS.get(self.course.exercise, views)
        return json.loads(json.dumps({"content": of.content(place), "view": of.table(place)}))

    @property
    def path(self) -> dict[str, Any]:
        return self.seen()["view"]["course"]

    def compared(self) -> Any:
        """What stands beside one another on the step where one is."""
        return self.path["compare"]


# the data


def test_there_is_something_for_each_time_and_each_exercise():
    found = {(each.exercise, each.minutes) for each in courses().courses}
    assert {minutes for _, minutes in found} == set(MINUTES)
    assert {exercise for exercise, _ in found} == set(STAGES) == set(BEGIN)


@pytest.mark.parametrize("each", courses().courses, ids=lambda each: each.id)
def test_every_step_is_a_place_of_its_exercise_and_every_course_compares(each):
    stages = {step.stage for step in each.steps}
    assert stages - {COMPARE} <= set(STAGES[each.exercise])
    assert any(step.compares for step in each.steps)
    for step in each.steps:
        if step.compares:
            assert each.steps.index(each.work_for(step)) < each.steps.index(step)
            assert courses().comparing[step.compares].label


def test_all_six_principles_are_there_and_the_shorter_ones_say_which():
    found = {each.id: each.principles for each in courses().courses}
    assert len(found["principles"]) == 6
    assert found["principles-three"] == ("empowerment", "proportionality", "partnership")


def test_a_course_on_the_grid_names_an_example_on_a_case():
    for each in courses().courses:
        assert bool(each.uses) == (each.exercise == "grid")
        assert not each.uses or grid_example(each.uses).case


def test_no_words_around_an_example_call_it_right():
    told = " ".join(
        [*(f"{c.label} {c.intro} {' '.join(c.ask)}" for c in courses().comparing.values())]
    )
    assert "not the right" in told and "not the answer" in told
    assert "correct" not in told.lower() and "score" not in told.lower()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda c: c["steps"].pop(2), "no step before it asks for them"),
        (lambda c: c["steps"][1].update(minutes=12), "the course says 10; make them fit"),
        (lambda c: c["steps"][3].update(stage="close"), "'compare' and `compares` go together"),
        (lambda c: c["steps"][2].pop("principle"), "names no principle"),
        (lambda c: c["steps"][4].update(id="read"), "two of the step read"),
        (lambda c: c["steps"][0].update(stage="read"), "begins in the lobby"),
        (lambda c: c["steps"][1].update(beyond=True), "comes before one that does not"),
    ],
)
def test_a_course_that_does_not_hold_together_is_refused_with_a_sentence(spoil, sentence):
    raw = json.loads(courses().model_dump_json())
    spoil(raw["courses"][0])
    with pytest.raises(ValidationError) as caught:
        Courses.model_validate(raw)
    assert sentence in str(caught.value)


def test_the_file_of_courses_and_a_way_are_known_to_the_checker(tmp_path: Path):
    assert kind_in(FILE) is Courses and check_file(FILE) == []
    path = tmp_path / "mine.toml"
    text = (CONTENT / "scenario_ways" / "wilf.toml").read_text(encoding="utf-8")
    path.write_text(text.replace('"go-back"', '"go-home"'), encoding="utf-8")
    [fault] = check_file(path)
    assert "'go-home' is not offered in flat" in fault


# one careful way


def test_every_scenario_of_the_kit_has_a_way():
    assert ways() == sorted(scenarios())


@pytest.mark.parametrize("name", ways())
def test_a_way_comes_to_an_ending_leaves_no_scene_and_says_what_it_leaves_open(name):
    found = read(Way, CONTENT / "scenario_ways" / f"{name}.toml")
    assert found.scenario == name and "not the right answer" in found.label
    told = scenario(name)
    story = plot.resume(told, [(s.scene, s.choice, s.why) for s in found.steps])
    assert story.scene.ending is not None and not any(s.choice == "leave" for s in found.steps)
    assert len(found.leaves_open.split()) > 20
    assert all(len(step.why.split()) >= 8 for step in found.steps)


# the path


def test_a_path_begins_at_its_first_step_and_marks_what_is_done(journal):
    alone = Alone(journal, "principles-three")
    assert alone.path == {"at": "begin", "done": [], "compare": None}
    alone.go("read")
    assert alone.path["at"] == "read" and alone.path["done"] == ["begin"]
    alone.go("empowerment")
    assert alone.path["done"] == ["begin", "read"], "nothing was written yet"
    alone.act("line.added", table=1, principle="empowerment", text=WORDS)
    assert alone.path["done"] == ["begin", "read", "empowerment"]
    alone.go("take")
    assert alone.path["at"] == "take", "any step can be opened"


def test_a_short_course_shows_its_own_principles_only(journal):
    view = Alone(journal, "principles-three").seen()["view"]
    assert view["order"] == view["condense"] == ["empowerment", "proportionality", "partnership"]


def test_somebody_who_comes_back_is_where_they_stopped_with_what_they_wrote(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'journal.sqlite3'}"
    with closing(Journal(url)) as journal:
        alone = Alone(journal, "principles")
        alone.go("partnership")
        alone.act("line.added", table=1, principle="partnership", text=WORDS)
        before = alone.seen()["view"]
    with closing(Journal(url)) as journal:  # another process, and another seat
        alone.journal = journal
        after = alone.seen(alone.seated())["view"]
    assert after["course"] == before["course"] and after["course"]["at"] == "partnership"
    assert (after["stage"], after["round"]) == ("round", 5)
    assert after["walls"] == before["walls"]


def test_steps_that_are_not_on_the_path_are_refused(journal):
    alone = Alone(journal, "principle")
    for raw in (
        {"stage": "round", "round": 2, "step": "empowerment"},
        {"stage": "round", "round": 2, "step": "prevention"},
        {"stage": "compare", "round": None, "step": "begin"},
    ):
        with pytest.raises(Refused, match="here on this path"):
            alone.act("stage", **raw)
    with pytest.raises(Refused, match="there is no stage 'compare'"):
        alone.act("stage", stage="compare", round=None)
    assert alone.path["at"] == "begin"


def test_in_a_room_there_are_no_steps_and_no_comparing(journal):
    from exercises.journal import sessions
    from exercises.library import case
    from exercises.six_principles.settings import EXERCISE, Settings

    opened = Settings(case=case("mrs-t")).opened(2)
    session = sessions.create(journal, EXERCISE, opened, tables=2, days=3)
    seat, _ = take_seat(journal, Door(session.id, "trainer", None))
    with pytest.raises(Refused, match="here on this path"):
        Place(journal, seat).act(new(), "stage", {"stage": "read", "round": None, "step": "read"})
    table, _ = take_seat(journal, Door(session.id, "table", 1))
    place = Place(journal, table)
    assert views.content(place)["course"] is None and views.table(place)["course"] is None


def test_who_is_moved_by_a_trainer_finds_the_step_of_that_place(journal):
    alone = Alone(journal, "principle")
    seat, _ = take_seat(journal, Door(alone.session.id, "trainer", None))
    Place(journal, seat).act(new(), "stage", {"stage": "round", "round": 1})
    assert alone.path["at"] == "empowerment"
    Place(journal, seat).act(new(), "stage", {"stage": "condense", "round": None})
    assert alone.path["at"] == "begin", "a place that the course does not have"
    assert here(alone.place.state.frame, alone.course).id == "begin"


def test_the_gentle_clock_is_off_until_asked_for_and_its_pace_is_kept(journal):
    alone = Alone(journal, "principles-three")
    alone.go("empowerment")
    view = alone.seen()["view"]
    assert view["clock"]["state"] == "off" and view["pace"] is None
    alone.act("clock", do="start", seconds=240)
    alone.go("compare")
    view = alone.seen()["view"]
    assert view["clock"]["state"] == "off" and view["pace"] == 240
    alone.go("partnership", seconds=240)
    assert alone.seen()["view"]["clock"]["length"] == 240
    alone.act("clock", do="off")
    assert alone.seen()["view"]["pace"] is None


# nothing of the example before one's own attempt


def test_lines_of_the_example_are_not_sent_before_an_own_line_stands(journal):
    alone = Alone(journal, "principles-three")
    theirs = {json.dumps(line.text, ensure_ascii=False) for line in session_example().lines}
    alone.go("compare")
    sent = json.dumps(alone.seen(), ensure_ascii=False)
    assert not any(text in sent for text in theirs)
    assert alone.compared()["parts"] is None and alone.compared()["work"] == "empowerment"
    alone.go("empowerment")
    line = alone.act("line.added", table=1, principle="empowerment", text=WORDS)
    assert alone.compared() is None, "only on a step that compares"
    alone.go("compare")
    first, *others = alone.compared()["parts"]
    assert [each["text"] for each in first["own"]] == [WORDS] and len(first["ours"]) == 12
    assert [part["ours"] for part in others] == [None, None]
    assert "compare" in alone.path["done"]
    alone.act("line.withdrawn", line=line)
    assert alone.compared()["parts"] is None


def test_key_factors_of_the_example_wait_for_an_own_one(journal):
    alone = Alone(journal, "principles")
    alone.act("line.added", table=1, principle="protection", text="x")
    alone.go("compare-factors")
    assert alone.compared()["parts"] is None
    alone.act("factor.made", principle="protection", wording=WORDS, lines=[])
    parts = {part["heading"]: part for part in alone.compared()["parts"]}
    theirs = [f.wording for f in session_example().factors if f.principle == "protection"]
    assert [each["text"] for each in parts["Protection"]["ours"]] == theirs
    assert parts["Prevention"]["ours"] is None


def test_each_place_of_the_example_waits_for_an_own_one_there(journal):
    alone = Alone(journal, "grid")
    told = grid_example("mrs-t-money")
    reasons = {placed.reason for placed in told.placements}
    alone.go("compare")
    assert alone.compared()["parts"] is None
    spot = {"table": 1, "wellbeing": 1, "safety": -1, "reason": WORDS}
    alone.act("grid.placed", **spot, viewpoint="practitioner", moment="now")
    sent = json.dumps(alone.seen(), ensure_ascii=False)
    placed = told.placed("practitioner", "now")
    assert placed and [reason for reason in reasons if reason in sent] == [placed.reason]
    alone.act("grid.placed", **spot, viewpoint="family", moment="given-02")
    shown = [part for part in alone.compared()["parts"] if part["ours"]]
    assert [part["heading"] for part in shown] == ["Practitioner, now", "Family, after action 2"]
    assert shown[0]["own"][0]["place"] == {"wellbeing": 1, "safety": -1}


def test_what_the_example_leaves_empty_says_why(journal):
    alone = Alone(journal, "grid")
    alone.go("compare")
    quoted = grid_example("mrs-t-money").placements[0].basis
    spot = {"table": 1, "wellbeing": 0, "safety": 0, "reason": "x", "basis": quoted}
    alone.act("grid.placed", **spot, viewpoint="person", moment="given-03")
    [part] = [part for part in alone.compared()["parts"] if part["ours"]]
    assert part["ours"][0]["place"] is None and "leaves this empty" in part["ours"][0]["by"]
    assert "leaflet" in part["ours"][0]["text"]


def test_the_short_grid_compares_where_things_stand_now(journal):
    alone = Alone(journal, "grid-now")
    alone.go("compare")
    alone.act(
        "grid.placed",
        **{"table": 1, "wellbeing": 0, "safety": 0, "viewpoint": "family", "moment": "now"},
    )
    assert all(part["heading"].endswith(", now") for part in alone.compared()["parts"])


def walk(alone: Alone, steps: list[tuple[str, str]]) -> None:
    for scene, choice in steps:
        alone.place.follow()
        raw = {"table": 1, "on": alone.place.state.table(1).version, "scene": scene}
        if choice == "leave":
            alone.act("scenario.left", **raw)
        else:
            alone.act("scenario.chosen", **raw, choice=choice, reason=WORDS)


@pytest.mark.parametrize("name", ways())
def test_a_way_is_not_sent_before_an_own_path_has_come_to_its_end(journal, name):
    alone = Alone(journal, "scenario", name)
    found = way(name)
    secret = {step.why for step in found.steps} | {found.leaves_open}
    alone.go("play")
    steps = [(step.scene, step.choice) for step in found.steps]
    for n in range(len(steps)):
        alone.go("compare")
        assert alone.compared()["parts"] is None
        sent = json.dumps(alone.seen(), ensure_ascii=False)
        assert not any(text in sent for text in secret)
        walk(alone, steps[n : n + 1])
    parts = alone.compared()["parts"]
    assert [part["ours"][0]["text"] for part in parts[:-1]] == [s.why for s in found.steps]
    assert all(part["own"][0]["text"] == WORDS for part in parts[:-1])
    assert parts[-1]["ours"][1]["text"] == found.leaves_open
    assert {"play", "compare"} <= set(alone.path["done"])
    assert "record" not in alone.path["done"]


def test_scenes_that_one_left_or_did_not_come_to_are_said_to_be_so(journal):
    alone = Alone(journal, "scenario-once", "wilf")
    alone.go("play")
    walk(alone, [("ward", "leave")])
    while alone.place.state.story(1).scene.ending is None:
        story = alone.place.state.story(1)
        walk(alone, [(story.at, plot.choices_of(story)[-1].id)])
        alone.place.follow()
    alone.go("compare")
    parts = alone.compared()["parts"]
    assert parts[0]["own"][0]["by"] == "You left this scene." and parts[0]["hard"]
    assert any(part["own"] == [] for part in parts)


def test_readings_of_the_sample_plan_wait_for_own_decisions_and_for_that_plan(journal):
    alone = Alone(journal, "plan")
    sample = plan_content.sample(session_example().sample)
    notes = {row.note for row in session_example().plan}
    passages = [each.model_dump(mode="json") for each in split(sample.text)][:20]
    given = {"title": sample.title, "source": "sample", "passages": passages}
    alone.act("plan.given", **given)
    assert "plan" in alone.path["done"] and "decide" not in alone.path["done"]
    alone.go("compare")
    assert alone.compared()["parts"] is None
    alone.act("chose", field="plan/given-02/decision", value="missing")
    [part] = alone.compared()["parts"]
    assert part["own"][0]["by"] == "Missing"
    state = alone.place.state
    assert part["heading"] == state.factors["given-02"].words.text
    sent = json.dumps(alone.seen(), ensure_ascii=False)
    assert len([note for note in notes if json.dumps(note, ensure_ascii=False)[1:-1] in sent]) == 1
    alone.act("plan.given", **(given | {"title": "The plan of our own board"}))
    assert alone.compared()["parts"] == []
