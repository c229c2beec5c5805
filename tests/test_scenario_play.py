"""Playing a scenario in a session: entries, rules, state, views, and what is held back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from exercises.exercise import Refused, exercise
from exercises.following import Reader
from exercises.journal import aside, sessions
from exercises.journal import frame as f
from exercises.journal.entries import KINDS, Body, Entry, Unknown
from exercises.journal.sessions import Door, Role, Seat, Session
from exercises.journal.store import Journal
from exercises.library import CONTENT, ContentError
from exercises.place import Place
from exercises.scenarios import comparing, recording, views
from exercises.scenarios import kinds as k
from exercises.scenarios.content import LEAVE, Ending, Scene, load, scenario, scenarios
from exercises.scenarios.exercise import EXERCISE
from exercises.scenarios.opening import begin
from exercises.scenarios.record import strays
from exercises.scenarios.rules import (
    MOST_OBSERVERS,
    MOST_PATHS,
    MOST_RIVALS,
    MOST_VOTES,
    STAGES,
)
from exercises.scenarios.sending import pieces
from exercises.scenarios.settings import Settings
from exercises.scenarios.state import State, fold
from exercises.scenarios.story import begin as begun
from exercises.scenarios.story import choices_of, choose, leave, most_steps, resume
from exercises.sending import Looking
from tests.test_journal import PLANTED, bytes_of, rows_of
from tests.test_six_principles import HOSTILE, IDS, new, refused

AMES = load(CONTENT / "scenario-template.toml")
FIRST, WANTS, AGENCY = "first-visit", "what-he-wants", "with-the-agency"
ROOM, LETTER, BETWEEN = "said-in-the-room", "a-letter", "between-the-two"
TO_THE_ROOM = ((FIRST, "ask"), (WANTS, "write-it-down"), (AGENCY, "his-own-words"))
TO_THE_LETTER = ((FIRST, "explain"), (AGENCY, "in-writing"))


def scene_of(id: str) -> Scene:
    found = AMES.scene(id)
    assert found is not None
    return found


def ending_of(id: str) -> Ending:
    found = scene_of(id).ending
    assert found is not None
    return found


def words_of(scene: str, choice: str) -> str:
    found = scene_of(scene).choice(choice)
    assert found is not None
    return found.words


_PLACE, _IF_LEFT = scene_of(AGENCY).place, scene_of(AGENCY).if_left
assert _PLACE is not None and _IF_LEFT is not None
READING, LEFT_TOLD = _PLACE.reading, _IF_LEFT.told
PERSON, PRACTITIONER, OBSERVER = range(3)  # the cards


def chosen(**others: Any) -> Settings:
    return Settings(**({"scenario": AMES, "votes": True, "roleplay": True} | others))


# a room to act in


class Room:
    """The trainer and three tables that play the scenario of the template, begun."""

    def __init__(self, journal: Journal, stage: str = "play", **others: Any) -> None:
        self.journal = journal
        self.session = begin(journal, chosen(**others), 3)
        self.trainer = self.place("trainer")
        self.tables = {n: self.place("table", n) for n in (1, 2, 3)}
        if stage != "lobby":
            act(self.trainer, "stage", stage=stage)

    def place(self, role: Role, table: int | None = None) -> Place:
        seat, _ = sessions.take_seat(self.journal, Door(self.session.id, role, table))
        return Place(self.journal, seat)

    @property
    def state(self) -> State:
        self.trainer.follow()
        return self.trainer.state

    def move(self, kind: str, table: int = 1, by: Place | None = None, **raw: Any) -> str:
        raw = {"table": table, "on": self.state.table(table).version} | raw
        return act(by or self.tables[table], f"scenario.{kind}", **raw)

    def choose(
        self, scene: str, choice: str, table: int = 1, reason: str = "because", **raw: Any
    ) -> str:
        if choice == LEAVE:
            return self.move("left", table, scene=scene, **raw)
        return self.move("chosen", table, scene=scene, choice=choice, reason=reason, **raw)

    def walk(self, steps: Sequence[tuple[str, str]], table: int = 1) -> list[str]:
        return [self.choose(*step, table=table) for step in steps]

    def put(self, wellbeing: int = 0, safety: int = 0, table: int = 1, **raw: Any) -> str:
        raw = {"table": table, "scene": AGENCY, "wellbeing": wellbeing, "safety": safety} | raw
        return act(self.tables[table], "scenario.placed", **raw)

    def fill_in(self, kind: str, field: str = "", table: int = 1, **raw: Any) -> str:
        """Something in the record of the path that a table plays."""
        raw = {"table": table, "path": self.state.table(table).head} | raw
        raw |= {"field": field} if field else {}
        return act(self.tables[table], f"scenario.{kind}", **raw)

    def record(self, table: int = 1):
        path = self.state.table(table).head
        assert path is not None
        return recording.record_on(self.state, table, path)

    def seen(self, place: Place) -> dict[str, Any]:
        place.follow()
        return seen(place)


def seen(place: Place) -> dict[str, Any]:
    """Everything that a seat's page is given, as it is sent."""
    view = {"trainer": views.console, "projector": views.projector}.get(
        place.seat.role, views.table
    )
    return json.loads(json.dumps(views.content(place) | view(place), allow_nan=False))


def act(place: Place, kind: str, **raw: Any) -> str:
    """Write, and give the name of the change."""
    return place.act(new(), kind, raw).change


@pytest.fixture
def room() -> Iterator[Room]:
    with closing(Journal("sqlite://")) as journal:
        yield Room(journal)


@pytest.fixture
def kept(journal: Journal) -> Room:
    """The same room, on SQLite in a file and on PostgreSQL."""
    return Room(journal)


def at(room: Room, table: int = 1) -> str:
    return room.state.story(table).at


# every kind


@pytest.mark.databases
def test_a_session_with_every_kind_of_entry_is_read_back_as_it_was_seen(kept):
    one, other = kept.tables[1], kept.place("table", 1)
    kept.choose(FIRST, LEAVE)
    kept.move("back", to=kept.state.table(1).head)
    act(other, "scenario.voted", table=1, on=kept.state.table(1).version, scene=FIRST, choice="ask")
    act(kept.trainer, "scenario.held", scene=FIRST)
    step = kept.choose(FIRST, "ask", reason="he should begin")
    act(kept.trainer, "scenario.released", scene=FIRST)
    act(one, "scenario.reason", step=step, on=step, text="he should begin, not I")
    rival = act(other, "scenario.reason", step=step, on=step, text="it is his visit")
    act(one, "scenario.reason.picked", step=step, keep=rival)
    kept.walk(TO_THE_ROOM[1:2])
    place = kept.put(2, -2, reason="as he tells it")
    kept.put(3, -1, on=place, reason="looking again")
    kept.walk(TO_THE_ROOM[2:])
    kept.fill_in("answered", "risk", value="risk reduced")
    kept.fill_in("wrote", "risk-why", text="the round is planned")
    (note,) = kept.state.notes
    act(one, "scenario.edited", note=note, on=kept.state.notes[note].words.version, text="it held")
    first = kept.state.notes[note].words.version
    act(one, "scenario.edited", note=note, on=first, text="it held, twice")
    rival = act(other, "scenario.edited", note=note, on=first, text="twice late")
    act(one, "scenario.picked", note=note, keep=rival)
    act(kept.trainer, "scenario.shown", what="spread", scene=FIRST)
    act(kept.trainer, "stage", stage="roleplay")
    act(one, "scenario.card", table=1, card=OBSERVER)
    act(one, "scenario.card.freed", table=1, card=OBSERVER)
    kept.walk([(FIRST, LEAVE)], table=2)
    skipped = kept.walk([(WANTS, LEAVE), (AGENCY, LEAVE)], table=2)[-1]
    assert kept.state.is_over(2, skipped)

    state, entries = kept.state, kept.journal.read(kept.session.id)
    assert [s.scene for s in state.steps_to(state.table(1).head)] == [FIRST, WANTS, AGENCY]
    assert state.steps[step].reason == "it is his visit"
    assert state.notes[note].text == "twice late"
    assert kept.record().risk == "risk reduced" and kept.record().risk_why == "twice late"
    own = {kind for kind in KINDS if kind.startswith("scenario.")}
    assert own - {"scenario.spoke"} <= {e.kind for e in entries}
    assert fold(entries) == state


def test_the_exercise_says_what_is_in_a_session(room):
    room.walk(TO_THE_LETTER)
    room.choose(FIRST, LEAVE, table=2)
    found = exercise("scenario")
    assert found is EXERCISE and found.told(room.state) == "2 choices"
    assert not found.is_aside(room.state, "nothing at all")


def test_the_whole_scenario_is_kept_with_the_session(room):
    opened = room.journal.read(room.session.id)[0].body
    assert isinstance(opened, f.Opened) and opened.title == f"Scenario: {AMES.title}"
    assert Settings.model_validate(opened.settings).scenario == AMES
    assert room.state.scenario == AMES


@pytest.mark.parametrize("name", scenarios())
def test_every_scenario_of_the_kit_can_be_kept_with_a_session(name):
    settings = chosen(scenario=scenario(name))
    frame = f.Frame(settings=settings.opened(6).settings)
    assert Settings.of(frame) == settings


# each table plays its own story


def test_each_table_plays_its_own_story(room):
    room.walk(TO_THE_ROOM)
    room.walk(TO_THE_LETTER, table=2)
    room.choose(FIRST, "ask", table=3)
    assert [at(room, n) for n in (1, 2, 3)] == [ROOM, LETTER, WANTS]
    assert [room.state.story(n).ended for n in (1, 2, 3)] == [True, True, False]
    assert room.state.told(room.state.table(1).head) == resume(
        AMES, [(scene, choice, "because") for scene, choice in TO_THE_ROOM]
    )


def test_a_choice_needs_a_reason_and_leaving_a_scene_needs_none(room):
    for reason in ("", " \n\t "):
        said = refused(
            room.tables[1],
            "scenario.chosen",
            table=1,
            scene=FIRST,
            choice="ask",
            reason=reason,
        )
        assert said == "there is nothing written here yet; write a few words first"
    raw = {"table": 1, "scene": FIRST, "reason": "x"}
    assert "cannot be taken" in refused(room.tables[1], "scenario.left", **raw)
    room.choose(FIRST, LEAVE)
    assert at(room) == WANTS
    assert room.state.steps_to(room.state.table(1).head)[0].words is None


def test_of_two_devices_at_once_the_first_stands_and_the_other_is_told(room):
    other = room.place("table", 1)
    first = room.choose(FIRST, "ask")
    raw = {"table": 1, "on": None, "scene": FIRST, "choice": "explain", "reason": "y"}
    said = refused(other, "scenario.chosen", **raw)
    assert said.startswith("your table has gone on meanwhile, on another device")
    assert said == refused(other, "scenario.left", table=1, on=None, scene=FIRST)
    assert said == refused(other, "scenario.back", table=1, on=None, to=first)
    assert at(room) == WANTS and len(room.state.steps) == 1


def test_a_choice_sent_again_is_answered_with_its_own_entry(room):
    raw = {"table": 1, "on": None, "scene": FIRST, "choice": "ask", "reason": "once"}
    first = room.tables[1].act("change-first", "scenario.chosen", raw)
    room.walk(TO_THE_ROOM[1:])
    for place in (room.tables[1], room.place("table", 1)):
        assert place.act("change-first", "scenario.chosen", raw) == first
    assert at(room) == ROOM


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"choice": "his-own-words"}, "this is not offered here on your path; choose one"),
        ({"choice": LEAVE}, "a scene is left with its own button, and without a reason"),
        ({"scene": WANTS}, "your table stands in another scene now; look there"),
        ({"scene": "nowhere"}, "your table stands in another scene now; look there"),
        ({"scene": "__proto__"}, "scene cannot be taken"),
        ({"table": 2}, "this page writes for table 1, not for table 2"),
        ({"table": 9}, "this page writes for table 1, not for table 9"),
        ({"on": "change-none"}, "your table has gone on meanwhile"),
        ({"on": "x"}, "on cannot be taken"),
        ({"reason": 5}, "this is not text; write it in words"),
        ({"reason": "x" * 2001}, "this is too long; write at most 2000 characters"),
        ({"by": "trainer"}, "by cannot be taken"),
    ],
    ids=str,
)
def test_a_choice_that_cannot_be_is_refused_with_a_sentence(room, raw, said):
    whole = {"table": 1, "on": None, "scene": FIRST, "choice": "ask", "reason": "x"} | raw
    assert said in refused(room.tables[1], "scenario.chosen", **whole)
    assert room.state.steps == {}


def test_what_needs_a_mark_is_offered_to_those_only_who_have_it(room):
    room.walk(TO_THE_ROOM[:2])
    room.walk(TO_THE_LETTER[:1], table=2)
    offered = [room.seen(room.tables[n])["scene"] for n in (1, 2)]
    assert [[c["id"] for c in scene["choices"]] for scene in offered] == [
        ["his-own-words", "in-writing", "leave-them"],
        ["in-writing", "leave-them"],
    ]
    assert offered[0]["text"] != offered[1]["text"]
    said = "this is not offered here on your path"
    raw = {"table": 2, "on": room.state.table(2).version, "scene": AGENCY, "reason": "x"}
    assert said in refused(room.tables[2], "scenario.chosen", choice="his-own-words", **raw)


def test_at_the_end_nothing_more_is_chosen_left_or_voted(room):
    room.walk(TO_THE_ROOM)
    on = room.state.table(1).version
    for kind, raw in (
        ("scenario.chosen", {"scene": ROOM, "choice": "ask", "reason": "x"}),
        ("scenario.left", {"scene": ROOM}),
        ("scenario.voted", {"scene": ROOM, "choice": "ask"}),
    ):
        said = refused(room.tables[1], kind, table=1, on=on, **raw)
        assert said.startswith("the story has ended; go back to a scene")


def test_before_the_trainer_has_begun_nobody_plays(room):
    act(room.trainer, "stage", stage="lobby")
    said = "the scenario has not begun yet; the trainer begins it for everybody"
    for kind, raw in (
        ("scenario.chosen", {"scene": FIRST, "choice": "ask", "reason": "x"}),
        ("scenario.left", {"scene": FIRST}),
        ("scenario.voted", {"scene": FIRST, "choice": "ask"}),
        ("scenario.placed", {"scene": AGENCY, "wellbeing": 0, "safety": 0}),
    ):
        assert refused(room.tables[1], kind, table=1, **raw) == said
    assert room.seen(room.tables[1])["scene"] is None


# back, and earlier paths


def test_a_table_goes_back_to_a_scene_and_its_old_path_is_kept(room):
    first, wants, last = room.walk(TO_THE_ROOM)
    room.move("back", to=wants)
    assert at(room) == WANTS and room.state.table(1).earlier == [last]
    room.walk([(WANTS, "offer-more"), (AGENCY, "leave-them")])
    page = room.seen(room.tables[1])
    assert [s["choice"]["id"] for s in page["path"]["steps"]] == ["ask", "offer-more", "leave-them"]
    (before,) = page["earlier"]
    assert [s["id"] for s in before["steps"]] == [first, wants, last]
    assert before["ending"]["title"] == ending_of(ROOM).title
    assert not before["now"] and page["path"]["now"]
    assert page["path"]["steps"][0]["id"] == first, "what both paths share stands once"


def test_going_back_twice_without_a_step_keeps_one_path(room):
    first, _, last = room.walk(TO_THE_ROOM)
    room.move("back", to=last)
    room.move("back", to=first)
    assert room.state.table(1).earlier == [last] and at(room) == FIRST


def test_a_way_back_leads_to_a_scene_of_ones_own_path_only(room):
    room.walk(TO_THE_LETTER)
    other = room.choose(FIRST, "ask", table=2)
    for to in (other, "change-none"):
        raw = {"table": 1, "on": room.state.table(1).version, "to": to}
        said = refused(room.tables[1], "scenario.back", **raw)
        assert said == "this scene is not on the path that your table plays"


def test_there_are_twelve_paths_of_a_table_and_no_more(room):
    for _ in range(MOST_PATHS - 1):
        room.move("back", to=room.choose(FIRST, "ask"))
    step = room.choose(FIRST, "ask")
    raw = {"table": 1, "on": room.state.table(1).version, "to": step}
    said = refused(room.tables[1], "scenario.back", **raw)
    assert said == "your table has walked 12 paths; this one is the last"
    assert len(room.state.paths(1)) == MOST_PATHS


# the room waits at a scene


def test_nobody_goes_past_a_scene_that_is_held_until_it_is_released(room):
    act(room.trainer, "scenario.held", scene=FIRST)
    room.choose(FIRST, "ask", reason="he begins")
    page = room.seen(room.tables[1])
    assert (page["waits"], page["scene"]) == (FIRST, None)
    (step,) = page["path"]["steps"]
    assert step["waiting"] and step["reason"] == "he begins"
    assert (step["answer"], step["law"], step["serves"]) == ([], [], [])
    raw = {"table": 1, "on": room.state.table(1).version, "scene": WANTS}
    said = "the room waits at this scene; you go on together when the trainer says so"
    more = {"choice": "offer-more", "reason": "x"}
    assert refused(room.tables[1], "scenario.chosen", **raw, **more) == said
    assert refused(room.tables[1], "scenario.left", **raw) == said
    assert refused(room.place("table", 1), "scenario.voted", **raw, choice="offer-more") == said
    act(room.trainer, "scenario.released", scene=FIRST)
    page = room.seen(room.tables[1])
    assert page["waits"] == "" and page["scene"]["id"] == WANTS
    assert page["path"]["steps"][0]["answer"] and page["path"]["steps"][0]["law"]
    room.choose(WANTS, "offer-more")


def test_a_scene_that_is_held_can_be_left_and_is_out_of_sight_then(room):
    act(room.trainer, "scenario.held", scene=AGENCY)
    room.walk(TO_THE_LETTER[:1])
    assert room.seen(room.tables[1])["scene"]["held"]
    room.choose(AGENCY, LEAVE)
    page = room.seen(room.tables[1])
    assert page["waits"] == AGENCY and page["scene"] is None
    assert page["path"]["steps"][-1]["left"] and not page["path"]["steps"][-1]["told"]
    assert not page["path"]["ended"] and page["records"] == []
    act(room.trainer, "scenario.released", scene=AGENCY)
    page = room.seen(room.tables[1])
    assert page["path"]["ended"] and len(page["records"]) == 1
    assert page["path"]["steps"][-1]["told"] == LEFT_TOLD


def test_who_waits_can_take_the_choice_back_or_go_back(room):
    act(room.trainer, "scenario.held", scene=WANTS)
    _, step = room.walk(TO_THE_ROOM[:2])
    act(room.tables[1], "undone", of=step)
    assert at(room) == WANTS and not room.state.table(1).waits
    step = room.choose(WANTS, "offer-more")
    assert room.state.table(1).waits == WANTS
    room.move("back", to=step)
    assert at(room) == WANTS and not room.state.table(1).waits


def test_who_goes_back_in_a_held_scene_sees_what_comes_of_no_choice_there(room):
    room.walk(TO_THE_LETTER[:1])
    act(room.trainer, "scenario.held", scene=AGENCY)
    tried = []
    for choice in ("in-writing", "leave-them"):
        tried.append(room.choose(AGENCY, choice))
        room.move("back", to=tried[-1])
    page = room.seen(room.tables[1])
    assert page["waits"] == "" and page["scene"]["id"] == AGENCY and page["records"] == []
    for path in page["earlier"]:
        last = path["steps"][-1]
        assert last["waiting"] and last["reason"] == "because"
        assert not (last["answer"] or last["law"] or path["ended"] or path["ending"])
    answers = [text for each in scene_of(AGENCY).choices for text in each.answer]
    for place in (room.tables[1], room.trainer, room.place("projector")):
        sent = json.dumps(room.seen(place), ensure_ascii=False)
        assert not [text for text in answers if json.dumps(text, ensure_ascii=False)[1:-1] in sent]
    raw = {"table": 1, "path": tried[0], "field": "risk", "value": ""}
    said = refused(room.tables[1], "scenario.answered", **raw)
    assert said == "this path has not come to its end yet; its record is filled in there"
    act(room.trainer, "scenario.released", scene=AGENCY)
    page = room.seen(room.tables[1])
    assert [path["id"] for path in page["earlier"]] == tried
    assert all(path["steps"][-1]["answer"] and path["ended"] for path in page["earlier"])
    assert len(page["records"]) == 2


def test_who_was_past_the_scene_before_goes_on(room):
    room.walk(TO_THE_ROOM[:1])
    act(room.trainer, "scenario.held", scene=FIRST)
    room.walk(TO_THE_ROOM[1:])
    assert at(room) == ROOM


def test_what_is_held_and_released_is_said(room):
    act(room.trainer, "scenario.held", scene=FIRST)
    again = refused(room.trainer, "scenario.held", scene=FIRST)
    assert again == "the room waits at this scene already"
    for scene in (ROOM, "nowhere"):
        said = refused(room.trainer, "scenario.held", scene=scene)
        assert said == "the room can wait at a scene that has choices; choose another"
    said = refused(room.trainer, "scenario.released", scene=WANTS)
    assert said == "nobody waits at this scene; it has been released"
    room.choose(FIRST, "ask")
    wall = room.seen(room.place("projector"))
    assert wall["held"] == [{"scene": FIRST, "waiting": 1}]
    row = room.seen(room.trainer)["tables"][0]
    assert (row["at"], row["waits"], row["steps"]) == (FIRST, FIRST, 1)


# the grid in a scene


def test_the_authors_place_is_in_no_view_before_the_tables_own(room):
    room.walk(TO_THE_ROOM[:2])
    pages = [*room.tables.values(), room.place("projector"), room.trainer]
    assert not [p for p in pages if READING in json.dumps(room.seen(p))]
    scene = room.seen(room.tables[1])["scene"]
    assert scene["place"]["ask"] and scene["place"]["own"] is None
    assert scene["place"]["reading"] is None
    first = room.put(3, -4, reason="as we heard it")
    place = room.seen(room.tables[1])["scene"]["place"]
    assert place["reading"] == {"wellbeing": 1, "safety": -2, "reading": READING}
    assert (place["own"]["wellbeing"], place["own"]["reason"]) == (3, "as we heard it")
    room.put(1, -2, on=first)
    own = room.seen(room.tables[1])["scene"]["place"]["own"]
    assert (own["wellbeing"], own["first"]) == (1, {"wellbeing": 3, "safety": -4})
    assert not [p for p in pages[1:] if READING in json.dumps(room.seen(p))]


def test_who_skipped_the_grid_is_not_told_the_authors_place_at_any_stage(room):
    room.walk(TO_THE_ROOM)
    room.walk(TO_THE_LETTER, table=2)
    room.put(1, 1, table=2)
    act(room.trainer, "scenario.shown", what="places", scene=AGENCY)
    for stage in STAGES[1:]:
        act(room.trainer, "stage", stage=stage)
        assert READING not in json.dumps(room.seen(room.tables[1]))
        assert READING not in json.dumps(room.seen(room.place("projector")))
    assert READING in json.dumps(room.seen(room.tables[2]))
    room.put(0, 0)
    assert READING in json.dumps(room.seen(room.tables[1]))
    assert READING in json.dumps(room.seen(room.place("projector")))


def test_of_two_places_at_once_the_first_stands_and_the_other_is_told(room):
    room.walk(TO_THE_ROOM[:2])
    room.put(1, 1, reason="first")
    raw = {"table": 1, "scene": AGENCY, "wellbeing": 5, "safety": 5}
    said = refused(room.place("table", 1), "scenario.placed", **raw)
    assert said.startswith("your table has placed this meanwhile, on another device")
    assert room.state.place(1, AGENCY).spot.reason == "first"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"scene": FIRST}, "nothing is placed in this scene"),
        ({"scene": "nowhere"}, "nothing is placed in this scene"),
        ({}, "your table has not come to this scene yet"),
        ({"wellbeing": 6}, "wellbeing cannot be taken"),
        ({"safety": 2.5}, "safety cannot be taken"),
        ({"table": 2}, "this page writes for table 1, not for table 2"),
    ],
    ids=str,
)
def test_a_place_that_cannot_be_is_refused_with_a_sentence(room, raw, said):
    whole = {"table": 1, "scene": AGENCY, "wellbeing": 0, "safety": 0} | raw
    assert said in refused(room.tables[1], "scenario.placed", **whole)


# reasons


def test_reasons_changed_at_once_both_stand_until_one_is_picked(room):
    step, other = room.choose(FIRST, "ask", reason="at first"), room.place("table", 1)
    ours = act(room.tables[1], "scenario.reason", step=step, on=step, text="ours")
    theirs = act(other, "scenario.reason", step=step, on=step, text="theirs")
    words = room.seen(room.tables[1])["path"]["steps"][0]["words"]
    assert (words["text"], words["version"]) == ("ours", ours)
    assert [r["text"] for r in words["rivals"]] == ["theirs"]
    assert room.seen(room.trainer)["tables"][0]["conflicts"] == 1
    act(other, "scenario.reason.picked", step=step, keep=theirs)
    assert room.state.steps[step].reason == "theirs"
    assert "nothing written" in refused(other, "scenario.reason", step=step, on=theirs, text=" ")


def test_a_reason_has_eight_rivals_and_no_more(room):
    step = room.choose(FIRST, "ask")
    act(room.tables[1], "scenario.reason", step=step, on=step, text="ours")
    for n in range(MOST_RIVALS):
        act(room.tables[1], "scenario.reason", step=step, on=step, text=f"wording {n}")
    said = refused(room.tables[1], "scenario.reason", step=step, on=step, text="one more")
    assert said == "already 8 other wordings wait here; pick one first"


def test_a_scene_that_was_left_has_no_reason_to_change(room):
    step = room.choose(FIRST, LEAVE)
    gone = "this reason is not there any more"
    for name in (step, "change-none"):
        raw = {"step": name, "on": step, "text": "x"}
        assert refused(room.tables[1], "scenario.reason", **raw) == gone


# votes


def test_each_phone_votes_once_and_the_table_decides(room):
    phones = [room.place("table", 1) for _ in range(3)]

    def vote(phone: Place, choice: str | None) -> None:
        act(phone, "scenario.voted", table=1, on=None, scene=FIRST, choice=choice)

    vote(phones[0], "explain")
    vote(phones[1], "explain")
    assert room.seen(phones[2])["vote"] == {"own": None, "cast": 2, "tally": None}
    vote(phones[2], "ask")
    vote(phones[2], "explain")
    assert room.seen(phones[2])["vote"] == {
        "own": "explain",
        "cast": 3,
        "tally": {"ask": 0, "explain": 3},
    }
    vote(phones[2], None)
    assert room.seen(phones[2])["vote"]["cast"] == 2
    assert room.seen(room.trainer)["tables"][0]["voted"] == 2
    room.choose(FIRST, "ask")
    assert at(room) == WANTS, "what most voted for decides nothing"
    assert room.seen(phones[0])["vote"] == {"own": None, "cast": 0, "tally": None}
    raw = {"table": 1, "on": None, "scene": FIRST, "choice": "ask"}
    assert "has gone on meanwhile" in refused(phones[0], "scenario.voted", **raw)


def test_a_vote_hinders_nobody_from_taking_a_choice_back(room):
    step = room.choose(FIRST, "ask")
    raw = {"table": 1, "on": step, "scene": WANTS, "choice": "offer-more"}
    act(room.place("table", 1), "scenario.voted", **raw)
    act(room.tables[1], "undone", of=step)
    assert at(room) == FIRST and room.state.voted(1) == {}


def test_votes_are_on_what_is_offered_and_at_most_forty(room):
    phone = room.place("table", 1)
    raw = {"table": 1, "on": None, "scene": FIRST}
    assert "not offered here" in refused(phone, "scenario.voted", **raw, choice="in-writing")
    assert "another scene now" in refused(
        phone, "scenario.voted", **raw | {"scene": WANTS}, choice=None
    )
    room.state.votes[1, None] = {f"seat-{n}": "ask" for n in range(MOST_VOTES)}
    said = refused(room.trainer, "scenario.voted", **raw, choice="ask")
    assert said == "votes are cast on the phones of a table; decide here"
    for n in range(MOST_VOTES):
        body = k.Voted(table=1, scene=FIRST, choice="ask")
        seat = f"seat-{n}"
        room.journal.append(room.session.id, body, seat=seat, by="table-1", change=new())
    said = refused(phone, "scenario.voted", **raw, choice="ask")
    assert said == "already 40 votes have been cast here; decide with those"


def test_who_has_voted_can_vote_otherwise_whoever_else_has(room):
    phone = room.place("table", 1)
    raw = {"table": 1, "on": None, "scene": FIRST}
    act(phone, "scenario.voted", **raw, choice="ask")
    for n in range(MOST_VOTES - 1):
        body = k.Voted(table=1, scene=FIRST, choice="ask")
        seat = f"seat-{n}"
        room.journal.append(room.session.id, body, seat=seat, by="table-1", change=new())
    act(phone, "scenario.voted", **raw, choice="explain")
    assert room.seen(phone)["vote"]["tally"] == {"ask": MOST_VOTES - 1, "explain": 1}
    act(phone, "scenario.voted", **raw, choice=None)
    assert room.seen(phone)["vote"]["own"] is None


def test_where_votes_are_not_chosen_there_are_none(journal):
    room = Room(journal, votes=False)
    raw = {"table": 1, "on": None, "scene": FIRST, "choice": "ask"}
    said = refused(room.tables[1], "scenario.voted", **raw)
    assert said == "phones do not vote in this session; the table decides together"
    assert room.seen(room.tables[1])["vote"] is None


# the record


def test_the_record_asks_only_what_the_path_does_not_settle(room):
    room.walk(TO_THE_ROOM)
    (page,) = room.seen(room.tables[1])["records"]
    assert (page["asked"], page["spoke"]) == ("asked and expressed", ["the person"])
    wants = {outcome["want"]: outcome for outcome in page["outcomes"]}
    assert wants["up-by-seven"]["agreed"] and wants["up-by-seven"]["course"] == "changed"
    assert page["answers"].keys() == {
        "risk",
        *(f"achieved/{want}" for want in wants),
        "course/sorry",
        "course/told-first",
    }
    assert "why/up-by-seven" in page["words"] and "agreed/up-by-seven" not in page["words"]
    settled = "there is nothing to choose here; the path has settled it"
    raw = {"table": 1, "path": page["id"]}
    for field in ("asked", "course/up-by-seven", "course/nobody", "why"):
        said = refused(room.tables[1], "scenario.answered", **raw, field=field, value="changed")
        assert said == settled, field
    said = refused(room.tables[1], "scenario.spoke", **raw, speakers=["relative"])
    assert said == "there is nothing to choose here; the path has settled who spoke"
    for field in ("agreed/up-by-seven", "why/sorry", "question/9", "debrief/0"):
        said = refused(room.tables[1], "scenario.wrote", **raw, field=field, text="x")
        assert said == "there is nothing to write here; the path has settled it", field


def test_the_persons_words_stay_as_they_were_said_whatever_is_agreed_beside_them(room):
    room.walk(TO_THE_ROOM)
    said = {outcome.want: outcome.words for outcome in room.record().outcomes}
    room.fill_in("wrote", "agreed/sorry", text="Mr Pugh says it to him")
    room.fill_in("answered", "course/sorry", value="changed")
    room.fill_in("wrote", "why/sorry", text="he had it")
    room.fill_in("wrote", "ground/sorry", text="he nodded")
    room.fill_in("answered", "achieved/sorry", value="fully achieved")
    sorry = room.record().outcome("sorry")
    assert (sorry.agreed, sorry.course, sorry.why) == (
        "Mr Pugh says it to him",
        "changed",
        "he had it",
    )
    assert (sorry.achieved, sorry.judged_by) == ("fully achieved", "he nodded")
    assert {outcome.want: outcome.words for outcome in room.record().outcomes} == said
    path = room.state.table(1).head
    assert strays(room.record(), room.state.told(path)) == []


def test_where_nobody_spoke_the_table_says_who_did(room):
    room.walk([(FIRST, LEAVE), (WANTS, LEAVE)])
    room.walk([(AGENCY, "in-writing")])
    record = room.record()
    assert record.asked is None
    room.fill_in("answered", "asked", value="don't know")
    assert room.record().asked == "don't know"
    said = refused(
        room.tables[1],
        "scenario.answered",
        table=1,
        path=room.state.table(1).head,
        field="asked",
        value="perhaps",
    )
    assert said.startswith("there is no answer 'perhaps' here; there are: ")
    room.fill_in("answered", "asked", value="")
    assert room.record().asked is None


def test_a_reading_of_an_ending_comes_after_ones_own_judgement(room):
    room.walk(TO_THE_ROOM)
    ending = ending_of(ROOM)
    readings = [reading.argued for reading in ending.outcomes]

    def told(place: Place) -> list[str]:
        page = json.dumps(room.seen(place), ensure_ascii=False)
        return [each for each in [*readings, ending.risk.argued] if each in page]

    assert told(room.tables[1]) == []
    room.fill_in("answered", "achieved/sorry", value="not achieved")
    assert told(room.tables[1]) == readings[:1]
    room.fill_in("answered", "risk", value="risk remained")
    assert told(room.tables[1]) == [readings[0], ending.risk.argued]
    room.fill_in("answered", "risk", value="")
    assert told(room.tables[1]) == readings[:1]
    act(room.trainer, "stage", stage="debrief")
    for place in (room.tables[2], room.trainer, room.place("projector")):
        assert told(place) == []


def test_a_record_is_filled_in_at_the_end_of_its_path_and_stays_with_it(room):
    (step,) = room.walk(TO_THE_ROOM[:1])
    raw = {"table": 1, "field": "risk", "value": "risk reduced"}
    said = refused(room.tables[1], "scenario.answered", path=step, **raw)
    assert said == "this path has not come to its end yet; its record is filled in there"
    for path in ("change-none", room.walk(TO_THE_LETTER, table=2)[-1]):
        said = refused(room.tables[1], "scenario.answered", path=path, **raw)
        assert said == "this path is not one of your table's any more"
    *_, last = room.walk(TO_THE_ROOM[1:])
    room.fill_in("answered", "risk", value="risk reduced")
    room.move("back", to=last)
    room.walk([(AGENCY, "leave-them")])
    assert room.record().risk is None
    assert recording.record_on(room.state, 1, last).risk == "risk reduced"
    assert [each["risk"] for each in room.seen(room.tables[1])["records"]] == ["risk reduced", None]


def test_who_writes_a_field_second_is_told_and_edits_made_at_once_both_stand(room):
    room.walk(TO_THE_ROOM)
    other, path = room.place("table", 1), room.state.table(1).head
    first = room.fill_in("wrote", "risk-why", text="first")
    raw = {"table": 1, "path": path, "field": "risk-why", "text": "second"}
    said = refused(other, "scenario.wrote", **raw)
    assert said.startswith("your table has written here meanwhile, on another device")
    (note,) = room.state.notes
    act(room.tables[1], "scenario.edited", note=note, on=first, text="ours")
    theirs = act(other, "scenario.edited", note=note, on=first, text="theirs")
    assert [r.text for r in room.state.notes[note].words.rivals] == ["theirs"]
    act(other, "scenario.picked", note=note, keep=theirs)
    assert room.record().risk_why == "theirs"
    act(other, "scenario.edited", note=note, on=theirs, text="")
    assert room.record().risk_why == ""


def test_notes_on_the_questions_are_written_by_each_table_and_seen_from_the_debrief_on(room):
    raw = {"table": 1, "field": "debrief/0", "text": "at the second scene"}
    act(room.tables[1], "scenario.wrote", **raw)
    act(room.tables[2], "scenario.wrote", table=2, field="learnt", text="to wait")
    assert room.seen(room.tables[1])["notes"]["debrief/0"]["text"] == "at the second scene"
    assert "to wait" not in json.dumps(room.seen(room.tables[1]))
    act(room.trainer, "stage", stage="debrief")
    told = room.seen(room.tables[1])["debrief"]["notes"]
    assert [(n["table"], n["text"]) for n in told] == [(2, "to wait")]


# who may do what


def test_a_table_writes_its_own_and_nothing_else(room):
    step = room.walk(TO_THE_ROOM, table=2)[-1]
    room.fill_in("wrote", "risk-why", table=2, text="theirs")
    (note,) = room.state.notes
    one = room.tables[1]
    said = refused(one, "scenario.reason", step=step, on=step, text="x")
    assert said == "this reason is another table's; only they or the trainer can change it"
    assert refused(one, "scenario.reason.picked", step=step, keep=step) == said
    said = refused(one, "scenario.edited", note=note, on=step, text="x")
    assert said == "these words are another table's; only they or the trainer change them"
    assert refused(one, "scenario.picked", note=note, keep=step) == said
    theirs = "this page writes for table 1, not for table 2"
    for kind, raw in (
        ("scenario.back", {"to": step}),
        ("scenario.left", {"scene": FIRST}),
        ("scenario.voted", {"scene": FIRST, "choice": "ask"}),
        ("scenario.wrote", {"path": step, "field": "risk-why", "text": "x"}),
        ("scenario.answered", {"path": step, "field": "risk", "value": ""}),
        ("scenario.spoke", {"path": step, "speakers": []}),
        ("scenario.card", {"card": 0}),
        ("scenario.card.freed", {"card": 0}),
    ):
        assert refused(one, kind, table=2, **raw) == theirs, kind


def test_no_change_takes_the_name_of_a_note_and_so_passes_for_it(room):
    """Else its table could keep another's words from being set aside, and from being undone."""
    act(room.trainer, "stage", stage="debrief")
    raw = {"table": 2, "path": None, "field": "debrief/0"}
    act(room.tables[2], "scenario.wrote", **raw, text="theirs")
    (note,) = room.state.notes
    step = {"table": 1, "scene": FIRST, "choice": "ask", "reason": "x"}
    for name in (note, k.note_name(1, None, "learnt")):
        with pytest.raises(Refused, match="without a proper name"):
            room.tables[1].act(name, "scenario.chosen", step)
    act(room.trainer, "set_aside", target=note)
    assert room.state.notes[note].aside


def test_the_trainer_plays_for_a_table_from_paper_and_for_none_that_is_not_there(room):
    raw = {"scene": FIRST, "choice": "ask", "reason": "off paper"}
    act(room.trainer, "scenario.chosen", table=2, **raw)
    assert at(room, 2) == WANTS and room.seen(room.trainer)["tables"][1]["typed"]
    said = refused(room.trainer, "scenario.chosen", table=9, **raw)
    assert said == "there is no table 9; tables are 1 to 3"


def test_joined_tables_play_one_story(room):
    act(room.trainer, "table.joined", table=2, into=1)
    room.choose(FIRST, "ask", by=room.tables[2])
    page = room.seen(room.tables[2])
    assert (page["table"], page["seated_at"], page["people"]) == (1, 2, [1, 2])
    assert page["scene"]["id"] == WANTS


TRAINERS = [
    ("stage", {"stage": "debrief"}),
    ("clock", {"do": "start", "seconds": 60}),
    ("scenario.held", {"scene": FIRST}),
    ("scenario.shown", {"what": "questions"}),
    ("table.added", {"table": 4}),
    ("table.closed", {"table": 2}),
    ("message", {"text": "x"}),
    ("help", {"speak_to": "x"}),
    ("break", {"until": "11:15"}),
    ("checked", {"left": 0}),
    ("ended", {}),
]
WITH_THE_ROOM = ("stage", "clock", "scenario.held", "scenario.shown")


@pytest.mark.parametrize(("kind", "raw"), TRAINERS, ids=[kind for kind, _ in TRAINERS])
def test_what_the_trainer_does_tables_and_the_projector_do_not(room, kind, raw):
    assert "only the trainer" in refused(room.tables[1], kind, **raw)
    shared = room.place("room", 1)
    if kind not in WITH_THE_ROOM:
        assert "only the trainer" in refused(shared, kind, **raw)
    if kind != "table.added":
        said = refused(room.place("projector"), kind, **raw)
        assert said == "the projector only shows; act from the trainer's page"
    act(room.trainer, kind, **raw)


@pytest.mark.parametrize(
    ("kind", "raw", "said"),
    [
        ("stage", {"stage": "lunch"}, f"there is no stage 'lunch'; there are: {', '.join(STAGES)}"),
        ("scenario.shown", {"what": "spread"}, "choose a scene as well, to show its spread"),
        ("scenario.shown", {"what": "scene", "scene": "no-where"}, "no such scene to show"),
        ("scenario.shown", {"what": "answers"}, "what cannot be taken"),
        ("set_aside", {"target": "change-none"}, "what should be set aside is not there any more"),
        ("scenario.edited", {"note": "x", "on": "change-none", "text": "x"}, "note cannot be"),
        ("scenario.dreamt", {"text": "la"}, "this page asked for something the kit does not do"),
        ("grid.shown", {}, "this page asked for something the kit does not do"),
        ("opened", {}, "cannot be taken"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_with_a_sentence(room, kind, raw, said):
    assert said in refused(room.trainer, kind, **raw)


def test_when_the_session_has_ended_nothing_is_played_until_it_is_reopened(room):
    step = room.choose(FIRST, "ask", reason="a name slipped in")
    act(room.trainer, "ended")
    for kind, raw in (
        ("scenario.left", {"table": 1, "on": step, "scene": WANTS}),
        ("scenario.reason", {"step": step, "on": step, "text": "x"}),
        ("undone", {"of": step}),
    ):
        said = refused(room.tables[1], kind, **raw)
        assert said == "the session has ended; the trainer can reopen it"
    act(room.trainer, "set_aside", target=step)
    act(room.trainer, "reopened")
    room.choose(WANTS, "offer-more")


def test_slips_are_not_filled_in_on_a_device_of_the_table(room):
    said = refused(room.tables[1], "slip", rating=3)
    assert said == "slips are filled in on a phone of one's own, or on paper for the trainer"
    act(room.trainer, "slip", rating=3, differently="ask first")


def test_one_shared_screen_plays_and_moves_the_room_on(journal):
    session = begin(journal, chosen(shared=True, votes=False), 1)
    seat, _ = sessions.take_seat(journal, Door(session.id, "room", 1))
    shared = Place(journal, seat)
    act(shared, "stage", stage="play", seconds=600)
    act(shared, "scenario.chosen", table=1, scene=FIRST, choice="ask", reason="x")
    act(shared, "scenario.shown", what="spread", scene=FIRST)
    assert shared.state.story(1).at == WANTS and seen(shared)["scene"]["id"] == WANTS
    said = refused(shared, "scenario.card", table=1, card=0)
    assert said.startswith("each card is for one person's eyes")
    assert "only the trainer" in refused(shared, "set_aside", target="change-none")


def test_somebody_alone_plays_to_the_end_and_fills_in_the_record(journal):
    session = begin(journal, chosen(solo=True, votes=False, roleplay=False), 1, by="solo")
    seat, _ = sessions.take_seat(journal, Door(session.id, "solo", None))
    alone = Place(journal, seat)
    act(alone, "stage", stage="play")
    on = None
    for scene, choice in TO_THE_LETTER:
        raw = {"table": 1, "on": on, "scene": scene, "choice": choice, "reason": "x"}
        on = act(alone, "scenario.chosen", **raw)
    act(alone, "scenario.answered", table=1, path=on, field="risk", value="risk remained")
    act(alone, "set_aside", target=on)
    (page,) = seen(alone)["records"]
    assert page["risk"] == "risk remained" and page["risk_reading"]
    said = refused(alone, "scenario.card", table=1, card=0)
    assert said.startswith("each card is for one person's eyes")
    assert refused(alone, "stage", stage="roleplay") == "there is no role-play in this session"
    assert "you are working on your own" in refused(alone, "message", text="x")
    back = Place(journal, seat)
    assert seen(back) == seen(alone)


# cards


def test_a_device_sees_its_own_card_and_no_other(room):
    act(room.trainer, "stage", stage="roleplay")
    phones = [room.place("table", 1) for _ in range(3)]
    for n, phone in enumerate(phones):
        act(phone, "scenario.card", table=1, card=n)
    pages = [json.dumps(room.seen(phone), ensure_ascii=False) for phone in phones]
    others = [room.tables[1], room.tables[2], room.trainer, room.place("projector")]
    pages += [json.dumps(room.seen(place), ensure_ascii=False) for place in others]
    for n, card in enumerate(AMES.roleplay.cards):
        for line in (*card.lines, *card.skills):
            line = json.dumps(line, ensure_ascii=False)[1:-1]
            assert [line in page for page in pages] == [m == n for m in range(len(pages))]
    assert room.seen(phones[OBSERVER])["cards"]["own"]["skills"] == list(
        AMES.roleplay.cards[OBSERVER].skills
    )


def test_a_card_is_taken_once_and_lies_there_again_when_another_is_taken_or_it_is_freed(room):
    act(room.trainer, "stage", stage="roleplay")
    one, two = room.place("table", 1), room.place("table", 1)
    act(one, "scenario.card", table=1, card=PERSON)
    said = refused(two, "scenario.card", table=1, card=PERSON)
    assert said == "somebody at your table has this card already; take another"
    act(one, "scenario.card", table=1, card=OBSERVER)
    act(two, "scenario.card", table=1, card=PERSON)
    act(room.tables[1], "scenario.card", table=1, card=OBSERVER)
    taken = [card["taken"] for card in room.seen(one)["cards"]["cards"]]
    assert taken == [1, 0, 2]
    act(room.trainer, "scenario.card.freed", table=1, card=PERSON)
    assert room.seen(two)["cards"]["own"] is None
    act(room.tables[2], "scenario.card", table=2, card=PERSON)
    assert room.seen(two)["cards"]["cards"][PERSON]["taken"] == 0, "another table has its own"
    assert "there is no such card; there are 3" in refused(one, "scenario.card", table=1, card=3)


def test_a_card_is_given_back_by_who_has_it_and_another_observer_keeps_theirs(room):
    act(room.trainer, "stage", stage="roleplay")
    one, two, three = (room.place("table", 1) for _ in range(3))
    act(one, "scenario.card", table=1, card=OBSERVER)
    act(two, "scenario.card", table=1, card=OBSERVER)
    act(three, "scenario.card", table=1, card=PERSON)
    said = refused(one, "scenario.card.freed", table=1, card=PERSON)
    assert said == "you do not have this card; who has it gives it back, or the trainer does"
    act(one, "scenario.card.freed", table=1, card=OBSERVER)
    assert room.seen(one)["cards"]["own"] is None
    assert room.seen(two)["cards"]["own"]["role"] == "observer"
    assert room.seen(three)["cards"]["own"]["role"] == "person"
    act(room.trainer, "scenario.card.freed", table=1, card=OBSERVER)
    assert room.seen(two)["cards"]["own"] is None


@pytest.mark.parametrize("stage", ["lobby", "play", "debrief", "close"])
def test_no_card_is_read_before_the_role_play_or_after_it(room, stage):
    """What the person feels and wants stands on a card, and is not read while that is played."""
    phone = room.place("table", 1)
    act(room.trainer, "stage", stage="roleplay")
    act(phone, "scenario.card", table=1, card=PERSON)
    act(room.trainer, "stage", stage=stage)
    said = refused(phone, "scenario.card", table=1, card=PRACTITIONER)
    assert said == "the cards lie on the table in the role-play, and not before or after it"
    assert room.seen(phone)["cards"] is None
    act(room.trainer, "stage", stage="roleplay")
    assert room.seen(phone)["cards"]["own"]["role"] == "person"


def test_there_are_twelve_observers_at_a_table_and_no_more(room):
    act(room.trainer, "stage", stage="roleplay")
    for _ in range(MOST_OBSERVERS):
        act(room.place("table", 1), "scenario.card", table=1, card=OBSERVER)
    said = refused(room.tables[1], "scenario.card", table=1, card=OBSERVER)
    assert said == "somebody at your table has this card already; take another"


def test_where_the_role_play_is_not_chosen_there_is_none(journal):
    room = Room(journal, roleplay=False)
    none = "there is no role-play in this session"
    assert refused(room.trainer, "stage", stage="roleplay") == none
    assert refused(room.tables[1], "scenario.card", table=1, card=0) == none
    page = room.seen(room.tables[1])
    assert page["cards"] is None and "roleplay" not in page["stages"]


# what is seen before the debrief, and from then on


def test_a_table_sees_no_other_path_before_the_debrief_and_all_from_then_on(room):
    room.walk(TO_THE_ROOM)
    room.put(1, 1, reason="hers alone")
    room.choose(FIRST, "explain", table=2, reason="an only reason")
    assert "an only reason" not in json.dumps(room.seen(room.tables[1]))
    theirs = json.dumps(room.seen(room.tables[2]), ensure_ascii=False)
    ending = ending_of(ROOM)
    assert ending.what[0] not in theirs and "hers alone" not in theirs
    assert room.seen(room.tables[2])["debrief"] is None
    act(room.trainer, "stage", stage="debrief")
    together = room.seen(room.tables[2])["debrief"]
    assert [path["table"] for path in together["paths"]] == [1]
    assert together["paths"][0]["ending"]["title"] == ending.title
    assert [spot["reason"] for spot in together["places"]] == ["hers alone"]
    assert together["questions"] == list(AMES.debrief.questions)
    act(room.trainer, "stage", stage="play")
    assert room.seen(room.tables[2])["debrief"] is None


def test_nothing_ahead_is_in_a_tables_page(room):
    """Not even in what never changes: scenes, answers and wants that it has not come to."""
    page = json.dumps(room.seen(room.tables[1]), ensure_ascii=False)
    first = scene_of(FIRST)
    later = [scene for scene in AMES.scenes if scene.id != FIRST]
    hidden = [text for scene in later for text in (*scene.text, scene.title)]
    hidden += [text for choice in first.choices for text in choice.answer]
    hidden += [law.text for choice in first.choices for law in choice.law]
    hidden += [want.words for want in AMES.wants if FIRST not in want.said_in]
    hidden += [*AMES.debrief.questions, *AMES.debrief.argued]
    assert len(hidden) > 15
    assert not [text for text in hidden if json.dumps(text, ensure_ascii=False)[1:-1] in page]
    assert not {"serves", "strains", "marks", "next", "needs"} & set(
        room.seen(room.tables[1])["scene"]["choices"][0]
    )


def test_the_wall_shows_how_tables_chose_and_why_and_never_who(room):
    wall = room.place("projector")
    room.choose(FIRST, "ask", reason="zealous reason")
    room.choose(FIRST, "ask", table=2, reason="a calm reason")
    act(room.trainer, "scenario.shown", what="spread", scene=FIRST)
    assert room.seen(wall)["wall"]["shows"] is None, "table 3 has still to choose there"
    assert room.seen(room.trainer)["scenes"][0]["too_early"] == [3]
    room.choose(FIRST, LEAVE, table=3)
    shown = room.seen(wall)["wall"]["shows"]
    assert shown["spread"] == [
        {
            "choice": "ask",
            "words": words_of(FIRST, "ask"),
            "tables": 2,
            "reasons": ["a calm reason", "zealous reason"],
            "aloud": True,
        },
        {
            "choice": "explain",
            "words": words_of(FIRST, "explain"),
            "tables": 0,
            "reasons": [],
            "aloud": True,
        },
        {"choice": LEAVE, "words": "", "tables": 1, "reasons": [], "aloud": False},
    ]


def test_a_closed_table_holds_up_no_spread_and_the_debrief_shows_all(room):
    room.choose(FIRST, "ask")
    room.choose(FIRST, "ask", table=2)
    act(room.trainer, "scenario.shown", what="spread", scene=FIRST)
    wall = room.place("projector")
    act(room.trainer, "table.closed", table=3)
    assert room.seen(wall)["wall"]["shows"]
    act(room.trainer, "table.reopened", table=3)
    assert room.seen(wall)["wall"]["shows"] is None
    act(room.trainer, "stage", stage="debrief")
    assert room.seen(wall)["wall"]["shows"]


@pytest.mark.parametrize("what", ["questions", "paths", "roleplay"])
def test_what_belongs_to_later_is_not_on_the_wall_before(room, what):
    room.walk(TO_THE_ROOM)
    act(room.trainer, "scenario.shown", what=what)
    wall = room.place("projector")
    assert room.seen(wall)["wall"]["shows"] is None
    act(room.trainer, "stage", stage="roleplay")
    assert room.seen(wall)["wall"]["shows"]


def test_a_scene_is_on_the_wall_when_no_table_has_it_ahead_and_places_are_ranges(room):
    wall = room.place("projector")
    act(room.trainer, "scenario.shown", what="scene", scene=AGENCY)
    room.walk(TO_THE_ROOM[:2])
    for table in (2, 3):
        assert room.seen(wall)["wall"]["shows"] is None
        room.choose(FIRST, "explain", table=table)
    shown = room.seen(wall)["wall"]["shows"]["scene"]
    assert shown["text"] == list(scene_of(AGENCY).text), "what some tables saw is not added"
    for table in (1, 2, 3):
        room.put(table, -table, table=table)
        room.choose(AGENCY, "in-writing", table=table)
    act(room.trainer, "scenario.shown", what="places", scene=AGENCY)
    shown = room.seen(wall)["wall"]["shows"]
    assert shown["ranges"]["wellbeing"] == "from +1 to +3, 3 tables"
    assert [place["safety"] for place in shown["places"]] == [-1, -2, -3]
    assert "table" not in shown["places"][0] and shown["reading"]["reading"] == READING


def test_where_every_table_is_the_trainer_sees_and_the_wall_does_not(room):
    room.walk(TO_THE_ROOM)
    room.choose(FIRST, "explain", table=2)
    rows = room.seen(room.trainer)["tables"]
    assert [(row["at"], row["ended"]) for row in rows] == [
        (ROOM, True),
        (AGENCY, False),
        (FIRST, False),
    ]
    wall = room.seen(room.place("projector"))
    assert [row["steps"] for row in wall["tables"]] == [3, 1, 0]
    assert scene_of(AGENCY).title not in json.dumps(wall)


@pytest.mark.parametrize("name", scenarios())
def test_what_lies_ahead_is_what_can_be_reached(name):
    found = scenario(name)
    everything = comparing.ahead(found, found.begins)
    assert everything == {scene.id for scene in found.scenes}
    for scene in found.endings:
        assert comparing.ahead(found, scene.id) == {scene.id}


# taking back, setting aside, removing


def test_undo_takes_back_ones_own_last_move_unless_somebody_has_built_on_it(room):
    other = room.place("table", 1)
    step = room.choose(FIRST, "ask")
    later = room.choose(WANTS, "offer-more", by=other)
    said = "this cannot be taken back: table 1 has built on it since"
    assert refused(room.tables[1], "undone", of=step) == said
    act(other, "undone", of=later)
    assert at(room) == WANTS
    act(room.tables[1], "undone", of=step)
    assert at(room) == FIRST and room.state.steps == {}


def reason_changed(room: Room, step: str, other: Place) -> str:
    return act(other, "scenario.reason", step=step, on=step, text="x")


def gone_back(room: Room, step: str, other: Place) -> str:
    return room.move("back", to=step, by=other)


def filled_in(room: Room, step: str, other: Place) -> str:
    raw = {"table": 1, "path": step, "field": "risk", "value": "risk removed"}
    return act(other, "scenario.answered", **raw)


def put_aside(room: Room, step: str, other: Place) -> str:
    return act(room.trainer, "set_aside", target=step)


@pytest.mark.parametrize("build", [reason_changed, gone_back, filled_in, put_aside])
def test_what_somebody_has_built_on_is_not_taken_back(room, build):
    *_, step = room.walk(TO_THE_ROOM)
    build(room, step, room.place("table", 1))
    assert "has built on it since" in refused(room.tables[1], "undone", of=step)


def test_who_chose_after_a_way_back_keeps_it_from_being_taken_back(room):
    step = room.choose(FIRST, "ask")
    back = room.move("back", to=step)
    room.choose(FIRST, "explain", by=room.place("table", 1))
    said = "this cannot be taken back: table 1 has built on it since"
    assert refused(room.tables[1], "undone", of=back) == said


def test_a_reason_that_is_set_aside_is_in_no_view_but_the_trainers_and_comes_back(room):
    step = room.choose(FIRST, "ask", reason=PLANTED)
    act(room.trainer, "set_aside", target=step)
    act(room.trainer, "stage", stage="debrief")
    act(room.trainer, "scenario.shown", what="spread", scene=FIRST)
    for place in (room.tables[1], room.tables[2], room.place("projector")):
        assert PLANTED not in json.dumps(room.seen(place))
    page = room.seen(room.trainer)
    assert page["aside"] == [{"target": step, "what": "reason of table 1", "text": PLANTED}]
    page["aside"] = []
    assert PLANTED not in json.dumps(page) and at(room) == WANTS
    assert EXERCISE.is_aside(room.state, step)
    assert PLANTED not in [piece.text for piece in pieces(room.state)]
    act(room.trainer, "put_back", target=step)
    assert PLANTED in json.dumps(room.seen(room.tables[2]))


@pytest.mark.databases
def test_what_is_removed_leaves_its_words_in_no_row(journal, data):
    room = Room(journal)
    first, *_ = room.walk(TO_THE_ROOM[:2])
    other = room.place("table", 1)
    step = room.state.table(1).head
    assert step is not None
    act(room.tables[1], "scenario.reason", step=first, on=first, text=PLANTED)
    act(other, "scenario.reason", step=first, on=first, text=PLANTED + " as well")
    placed = room.put(1, 1, reason=PLANTED)
    room.put(2, 2, reason="and on second thoughts " + PLANTED, on=placed)
    room.choose(AGENCY, "in-writing", reason="stays")
    note = room.fill_in("wrote", "risk-why", text=PLANTED)
    (name,) = room.state.notes
    act(room.tables[1], "scenario.edited", note=name, on=note, text=PLANTED + " again")
    for target in (first, f"place/1/{AGENCY}", name):
        said = refused(room.trainer, "removed", target=target)
        assert said == "only the trainer removes for good, and only what was set aside first"
        act(room.trainer, "set_aside", target=target)
        act(room.trainer, "removed", target=target)
    rows = rows_of(journal)
    assert PLANTED not in rows and "stays" in rows
    if (data / "journal.sqlite3").exists():
        assert PLANTED.encode() not in bytes_of(data)
    for place in (room.trainer, room.tables[1], room.place("table", 1)):
        place.follow()
        assert PLANTED not in repr(place.state)
        assert place.state.story(1).at == LETTER, "the path stays; only words go"
    room.put(3, 3, reason="anew")
    room.fill_in("wrote", "risk-why", text="anew as well")
    assert room.record().risk_why == "anew as well"


# words are data


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_any_words_are_kept_as_words(room, words):
    step = room.choose(FIRST, "ask", reason="x " + words[:1900])
    kept = room.state.steps[step].reason
    assert kept.startswith("x") and room.seen(room.tables[1])["path"]["steps"][0]["reason"] == kept
    assert [piece.text for piece in pieces(room.state)] == [kept]


def test_every_free_text_is_looked_at_before_a_summary_is_sent(room):
    room.walk(TO_THE_ROOM[:2])
    room.put(1, 1, reason="ring 07700 900123")
    last = room.choose(AGENCY, "in-writing", reason="Mrs Smith said so")
    act(room.place("table", 1), "scenario.reason", step=last, on="change-none", text="e@mail.org")
    note = room.fill_in("wrote", "risk-why", text="SW1A 1AA")
    room.fill_in("wrote", "question/0", text="ring 01632 960983")
    act(room.tables[1], "scenario.wrote", table=1, field="learnt", text="born on 3 May 1941")
    act(room.trainer, "slip", differently="write to a@b.org")
    told = {piece.text: piece for piece in pieces(room.state)}
    assert len(told) == 8 and told["SW1A 1AA"].version == note
    assert told["Mrs Smith said so"].target == last and told["e@mail.org"].kind == "rival"
    marked = {found.piece.text for found in Looking().flag(pieces(room.state), AMES.names)}
    assert marked == told.keys() - {"because"}


def test_a_scenario_that_a_newer_kit_wrote_is_refused_and_not_half_read():
    raw = AMES.model_dump(mode="json") | {"mood": "grey"}
    with pytest.raises(ValueError, match="mood"):
        Settings.model_validate({"scenario": raw})
    with pytest.raises(ContentError):
        scenario("no-such-scenario")


# any journal at all: targets may be missing, of another kind, or still to come

ids = st.sampled_from(IDS[:10]) | st.sampled_from(IDS)
on = st.none() | ids
tables = st.integers(1, 3)
scenes = st.sampled_from([scene.id for scene in AMES.scenes])
choices = st.sampled_from([(s.id, c.id) for s in AMES.scenes for c in s.choices])
paths = st.none() | ids
fields = st.sampled_from(
    ["risk-why", "agreed/sorry", "why/up-by-seven", "ground/sorry", "debrief/0", "question/1"]
)
answers = st.sampled_from(
    [
        ("risk", "risk reduced"),
        ("asked", "not asked"),
        ("achieved/sorry", "fully achieved"),
        ("course/sorry", "changed"),
        ("course/sorry", "nonsense"),
        ("risk", ""),
    ]
)
words = st.just("words")
steps = st.integers(-5, 5)
notes = st.builds(k.note_name, tables, paths, fields)
targets = ids | notes | st.builds(k.place_name, tables, scenes)

moves = st.one_of(
    st.builds(
        lambda pair, **raw: k.Chosen(scene=pair[0], choice=pair[1], **raw),
        choices,
        table=tables,
        on=on,
        reason=words,
    ),
    st.builds(k.Left, table=tables, on=on, scene=scenes),
    st.builds(k.WentBack, table=tables, on=on, to=ids),
)
others = st.one_of(
    st.builds(k.ReasonChanged, step=ids, text=words, on=ids),
    st.builds(k.ReasonPicked, step=ids, keep=ids),
    st.builds(k.Voted, table=tables, on=on, scene=scenes, choice=st.none() | st.just("ask")),
    st.builds(
        k.Placed,
        table=tables,
        scene=scenes,
        wellbeing=steps,
        safety=steps,
        reason=words,
        on=on,
    ),
    st.builds(k.Wrote, table=tables, path=paths, field=fields, text=words),
    st.builds(
        lambda pair, **raw: k.Answered(field=pair[0], value=pair[1], **raw),
        answers,
        table=tables,
        path=paths,
    ),
    st.builds(k.Spoke, table=tables, path=paths, speakers=st.just(("relative",))),
    st.builds(k.Edited, note=notes, text=words, on=ids),
    st.builds(k.NotePicked, note=notes, keep=ids),
    st.builds(k.Held, scene=scenes),
    st.builds(k.Released, scene=scenes),
    st.builds(k.Shown, what=st.sampled_from(["scene", "spread", "places"]), scene=scenes),
    st.builds(k.CardTaken, table=tables, card=st.integers(0, 2)),
    st.builds(k.CardFreed, table=tables, card=st.integers(0, 2)),
    st.builds(aside.SetAside, target=targets),
    st.builds(aside.PutBack, target=targets),
    st.builds(aside.Removed, target=targets),
    st.builds(f.StageSet, stage=st.sampled_from(STAGES)),
    st.builds(f.TableJoined, table=tables, into=tables),
    st.builds(f.Undone, of=ids),
    st.just(Unknown.model_validate({"scene": FIRST, "text": "of next year"})),
)
OPENED = chosen().opened(3)
SEATS = ("seat-1", "seat-2", "seat-3")


@st.composite
def journals(draw: st.DrawFn) -> list[Entry]:
    """Entries of any kind, in which about half of the moves are made where a table stands."""
    entries = [Entry(1, 0.0, "", "trainer", "change-opened", "opened", OPENED)]
    state = fold(entries)
    for n in range(draw(st.integers(0, 16))):
        table = draw(tables)
        if draw(st.booleans()):
            body = _next_move(draw, state, table)
        else:
            body = draw(st.one_of(others, others, moves))
        own = {word: f"<{IDS[n]}>" for word in body.words if getattr(body, word)}
        body = body.model_copy(update=own)
        seat, at = SEATS[n % 3], 30.0 * (n + 1)
        entries.append(Entry(n + 2, at, seat, "table-1", IDS[n], body.kind, body))
        state.apply(entries[-1])
    return entries


def _next_move(draw: st.DrawFn, state: State, table: int) -> Body:
    """A step that can be taken where the table stands, or a way back where none can."""
    playing, story = state.table(table), state.story(table)
    raw: dict[str, Any] = {"table": table, "on": playing.version}
    if story.ended:
        return k.WentBack(**raw, to=draw(st.sampled_from(state.steps_to(playing.head))).id)
    choice = draw(st.sampled_from([*choices_of(story), None]))
    if choice is None:
        return k.Left(**raw, scene=story.at)
    return k.Chosen(**raw, scene=story.at, choice=choice.id, reason="x")


@settings(max_examples=25)
@given(journals(), st.randoms(use_true_random=False))
def test_the_state_depends_on_the_numbered_entries_alone(entries, random):
    sent = entries + random.sample(entries, len(entries) // 2)
    random.shuffle(sent)
    assert fold(sent) == fold(entries)
    reader = Reader(State)
    while sent:
        size = random.randint(1, 5)
        reader.take(sent[:size])
        assert reader.state == fold(entries[: reader.seq])
        sent = sent[size:]
    assert reader.state == fold(entries)
    assert not reader.take(entries)


@settings(max_examples=25)
@given(journals())
def test_an_undo_leaves_the_state_as_if_the_act_had_never_been(entries):
    undoable = [e for e in entries if e.body.undoable]
    assume(undoable)
    last = undoable[-1]
    gone = f.Undone(of=last.change)
    undo = Entry(len(entries) + 1, 0.0, "s", "table-1", "undo-it", "undone", gone)
    with_it, without = fold([*entries, undo]), fold([e for e in entries if e is not last])
    with_it.seq = without.seq = 0
    assert with_it == without


@settings(max_examples=25)
@given(journals())
def test_whatever_the_journal_holds_every_path_can_be_taken_up_again(entries):
    state = fold(entries)
    for table in (1, 2, 3):
        for path in [state.table(table).head, *state.paths(table)]:
            told = state.told(path)
            assert resume(AMES, told.steps) == told
            assert len(told.steps) <= most_steps(AMES)
            for n in range(len(told.steps) + 1):
                half = resume(AMES, told.steps[:n])
                rest = resume(AMES, told.steps)
                for step in told.steps[n:]:
                    half = (
                        leave(half, step.scene)
                        if step.choice == LEAVE
                        else choose(half, step.choice, step.reason)
                    )
                assert half == rest
            if path is not None and state.is_over(table, path):
                assert strays(recording.record_on(state, table, path), told) == []
    assert begun(AMES) == state.story_to(None)


class Seen(Place):
    """A place that reads from a list of entries; its journal is empty."""

    def __init__(self, entries: list[Entry], role: Role, seat: str, table: int | None) -> None:
        self.seat = Seat(seat, "session", role, table)
        self.session = Session("session", "K4TCEY", "scenario", 0.0, 1e9, len(entries), False)
        self.reader = Reader(State)
        self.reader.take(entries)


def everybody(entries: list[Entry]) -> list[Seen]:
    tables = [Seen(entries, "table", SEATS[n - 1], n) for n in (1, 2, 3)]
    others: list[tuple[Role, int | None]] = [("trainer", None), ("projector", None), ("solo", None)]
    return [*tables, *(Seen(entries, role, "seat-9", n) for role, n in others)]


@settings(max_examples=25)
@given(journals())
def test_whatever_the_journal_holds_every_page_holds_nothing_too_early(entries):
    state = fold(entries)
    places = everybody(entries)
    pages = [json.dumps(seen(place), ensure_ascii=False) for place in places]
    together = comparing.is_open(state)
    for table in (1, 2, 3):
        page = pages[table - 1]
        mine = state.frame.acts_as(table)
        if state.place(mine, AGENCY) is None:
            assert READING not in page
        for scene in AMES.endings:
            for path in state.paths(mine):
                if state.story_to(path).at == scene.id:
                    break
            else:
                assert scene.ending is not None
                assert not [r for r in scene.ending.outcomes if r.argued in page]
        if not together:
            theirs = [s for s in state.steps.values() if s.table != mine and s.words]
            assert not [s for s in theirs if s.words and s.words.text in page and s.words.text]
    for n, card in enumerate(AMES.roleplay.cards):
        holders = [seat for p in state.playing.values() for seat in p.holders(n)]
        line = json.dumps(card.lines[0], ensure_ascii=False)[1:-1]
        for place, page in zip(places, pages, strict=True):
            assert place.seat.id in holders or line not in page


@settings(max_examples=25)
@given(journals())
def test_whatever_the_journal_holds_words_of_what_was_removed_are_gone(entries):
    state = fold(entries)
    shown, undone = repr(state), {e.body.of for e in entries if isinstance(e.body, f.Undone)}
    for n, entry in enumerate(entries):
        if isinstance(entry.body, aside.Removed) and entry.change not in undone:
            for earlier in entries[:n]:
                if (
                    earlier.body.words
                    and earlier.body.belongs_to(earlier.change) == entry.body.target
                ):
                    assert f"<{earlier.change}>" not in shown
