"""A path gone through again with the room, one thing at a time; votes as the trainer sees them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from exercises.journal.store import Journal
from exercises.scenarios.content import LEAVE
from tests.test_scenario_play import (
    AGENCY,
    BETWEEN,
    FIRST,
    READING,
    ROOM,
    TO_THE_LETTER,
    TO_THE_ROOM,
    WANTS,
    Room,
    act,
    scene_of,
    words_of,
)
from tests.test_six_principles import refused


@pytest.fixture
def room(tmp_path) -> Iterator[Room]:
    with closing(Journal(f"sqlite:///{tmp_path / 'journal.sqlite3'}")) as journal:
        yield Room(journal)


def shown(room: Room, path: str | None, step: int, part: str) -> dict[str, Any]:
    act(room.trainer, "scenario.shown", what="replay", path=path, step=step, part=part)
    return room.seen(room.place("projector"))["wall"]["shows"]


def turned_down(room: Room, path: str | None, step: int, part: str) -> str:
    return refused(room.trainer, "scenario.shown", what="replay", path=path, step=step, part=part)


def look_back(room: Room, table: int = 1) -> str:
    act(room.trainer, "stage", stage="debrief")
    path = room.state.table(table).head
    assert path is not None
    return path


def test_a_path_has_its_sights_in_the_order_of_the_scenes(room):
    room.walk(TO_THE_ROOM)
    path = look_back(room)
    [found] = [each for each in room.seen(room.trainer)["paths"] if each["id"] == path]
    assert [tuple(sight) for sight in found["sights"]] == [
        *((0, part) for part in ("scene", "choices", "chosen", "answer")),
        *((1, part) for part in ("scene", "choices", "chosen", "answer")),
        *((2, part) for part in ("note", "scene", "place", "choices", "chosen", "answer")),
        *((3, part) for part in ("scene", "end")),
    ]


def test_the_wall_shows_one_thing_at_a_time_and_no_more(room):
    room.choose(FIRST, "ask", reason="the first reason")
    room.choose(WANTS, "write-it-down", reason="the second reason")
    path = look_back(room)
    scene = shown(room, path, 0, "scene")
    assert scene["title"] == scene_of(FIRST).title and scene["table"] == 1
    assert scene["text"] == list(scene_of(FIRST).text)
    asked = shown(room, path, 0, "choices")
    assert [choice["id"] for choice in asked["offered"]] == ["ask", "explain"]
    held_back = json.dumps(scene) + json.dumps(asked)
    assert "the first reason" not in held_back and "answer" not in held_back
    why = shown(room, path, 0, "chosen")
    assert why["reason"] == "the first reason" and why["choice"]["say"] == words_of(FIRST, "ask")
    assert "answer" not in why
    found = scene_of(FIRST).choice("ask")
    assert found is not None
    assert shown(room, path, 0, "answer")["answer"] == list(found.answer)
    assert shown(room, path, 2, "note")["hard"] == scene_of(AGENCY).hard
    assert "text" not in shown(room, path, 2, "note")
    assert shown(room, path, 2, "choices")["offered"], "the story stands there still"


def test_places_stand_by_table_and_the_authors_comes_when_all_who_came_have_placed(room):
    room.walk(TO_THE_ROOM[:2])
    room.put(2, -3, reason="table one says this")
    room.walk(TO_THE_LETTER[:1], table=2)
    path = look_back(room)
    first = shown(room, path, 2, "place")
    assert [(each["table"], each["wellbeing"]) for each in first["places"]] == [(1, 2)]
    assert first["reading"] is None, "table 2 stands there and has not placed it"
    room.put(-1, 0, table=2)
    both = room.seen(room.place("projector"))["wall"]["shows"]
    assert [each["table"] for each in both["places"]] == [1, 2]
    assert both["reading"]["reading"] == READING
    sight = next(s for s in room.seen(room.trainer)["scenes"] if s["scene"] == AGENCY)
    assert [each["table"] for each in sight["placed"]] == [1, 2]


def test_a_scene_that_was_left_is_not_told_again(room):
    room.walk([(FIRST, "explain"), (AGENCY, LEAVE)])
    path = look_back(room)
    parts = [part for step, part in room.seen(room.tables[1])["path"]["sights"] if step == 1]
    assert parts == ["chosen"]
    left = shown(room, path, 1, "chosen")
    assert left["left"] and left["told"] and "text" not in left and left["choice"] is None


def test_a_step_that_waits_for_the_room_has_no_answer_yet(room):
    act(room.trainer, "scenario.held", scene=FIRST)
    room.choose(FIRST, "ask")
    path = look_back(room)
    sights = room.seen(room.tables[1])["path"]["sights"]
    assert [tuple(each) for each in sights] == [(0, "scene"), (0, "choices"), (0, "chosen")]
    assert "there is no such place on this path" in turned_down(room, path, 0, "answer")


def test_what_the_table_needs_to_go_through_its_own_path_is_on_its_own_page(room):
    room.walk(TO_THE_LETTER)
    path = room.seen(room.tables[1])["path"]
    assert path["stands"] is None, "while tables play, the scene where they stand is enough"
    look_back(room)
    path = room.seen(room.tables[1])["path"]
    assert [choice["id"] for choice in path["steps"][0]["offered"]] == ["ask", "explain"]
    assert path["stands"]["title"] == path["steps"][-1]["title"] or path["ending"]
    assert path["sights"][-1][1] == "end"


def test_a_path_is_shown_from_the_debrief_on_and_only_where_it_leads(room):
    room.walk(TO_THE_ROOM)
    path = room.state.table(1).head
    assert "together from “Look back” on" in turned_down(room, path, 0, "scene")
    act(room.trainer, "stage", stage="debrief")
    for wrong in (None, "no-such-path-1"):
        assert "this path is not there any more" in turned_down(room, wrong, 0, "scene")
    for step, part in ((0, "end"), (0, "note"), (9, "scene")):
        assert "there is no such place on this path" in turned_down(room, path, step, part)
    assert shown(room, path, 3, "end")["ending"]["title"]
    act(room.trainer, "stage", stage="play")
    assert room.seen(room.place("projector"))["wall"]["shows"] is None
    said = refused(room.tables[1], "scenario.shown", what="replay", path=path)
    assert said.startswith("only the trainer does this")


def test_an_earlier_path_can_be_shown_too_and_one_that_was_taken_back_is_not(room):
    room.walk(TO_THE_ROOM)
    earlier = room.state.table(1).head
    steps = room.state.steps_to(earlier)
    room.move("back", to=steps[0].id)
    again = room.choose(FIRST, "explain")
    act(room.trainer, "stage", stage="debrief")
    assert not shown(room, earlier, 3, "end")["now"]
    assert shown(room, again, 0, "chosen")["now"]
    act(room.tables[1], "undone", of=again)
    assert room.seen(room.place("projector"))["wall"]["shows"] is None


def test_a_reason_that_was_set_aside_is_not_on_the_wall(room):
    step = room.choose(FIRST, "ask", reason="words to set aside")
    path = look_back(room)
    assert shown(room, path, 0, "chosen")["reason"]
    act(room.trainer, "set_aside", target=step)
    wall = room.seen(room.place("projector"))
    assert wall["wall"]["shows"]["reason"] == "" and "words to set aside" not in json.dumps(wall)


def test_the_trainer_sees_votes_as_counts_and_not_whose_they_are(room):
    phones = [room.tables[1], room.place("table", 1), room.place("table", 1)]
    for phone, choice in zip(phones, ("ask", "ask", "explain"), strict=True):
        act(phone, "scenario.voted", table=1, on=None, scene=FIRST, choice=choice)
    rows = room.seen(room.trainer)["tables"]
    assert [(each["id"], each["n"]) for each in rows[0]["votes"]] == [("ask", 2), ("explain", 1)]
    assert rows[1]["votes"] == []
    page = json.dumps(room.seen(room.trainer))
    assert not [phone for phone in phones if phone.seat.id in page]
    room.choose(FIRST, "ask")
    assert room.seen(room.trainer)["tables"][0]["votes"] == [], "votes are on one choice"


def test_a_stopped_or_ended_session_keeps_what_the_wall_showed(room):
    room.walk(TO_THE_ROOM, table=2)
    path = look_back(room, 2)
    assert shown(room, path, 3, "scene")["title"] == scene_of(ROOM).title
    assert BETWEEN != ROOM
    act(room.trainer, "ended")
    assert room.seen(room.place("projector"))["wall"]["shows"]["title"] == scene_of(ROOM).title
