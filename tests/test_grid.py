"""The wellbeing and safety grid: its entries, rules, state and movements."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from exercises import library
from exercises.exercise import Refused, exercise
from exercises.following import Reader
from exercises.grid import kinds as k
from exercises.grid import views
from exercises.grid.content import HIGHEST, LOWEST, NOW, VIEWPOINTS, grid
from exercises.grid.movement import (
    Move,
    distance,
    in_words,
    moved,
    moves,
    signed,
    spread,
    trades,
)
from exercises.grid.opening import begin
from exercises.grid.rules import (
    MOST_ACTIONS,
    MOST_LINES,
    MOST_OF_A_TABLE,
    MOST_RIVALS,
    STAGES,
    check,
)
from exercises.grid.sending import pieces
from exercises.grid.settings import MOST_GIVEN, SPOKEN, Settings
from exercises.grid.state import Action, Line, State, fold
from exercises.journal import aside, schema, sessions, slips
from exercises.journal import frame as f
from exercises.journal.entries import KINDS, Body, Entry, Unknown
from exercises.journal.sessions import Door, Role, Seat
from exercises.journal.store import Journal
from exercises.place import Place
from exercises.six_principles import kinds as principles
from exercises.six_principles.settings import Settings as SixPrinciples
from exercises.wording import Wording
from tests.test_journal import PLANTED, bytes_of, rows_of
from tests.test_six_principles import HOSTILE, IDS, new, numbered, refused

pytestmark = pytest.mark.databases
LOCKS, ADVOCATE = "given-01", "given-02"
GIVEN = ("Change the locks", "Ask an advocate to speak with her")
SAID = "“The loans I made were mine to make.”"
FOUR = ("person", "practitioner", "family", "police")


def chosen(**others: Any) -> Settings:
    whole: dict[str, Any] = {"case": library.case("mrs-t"), "viewpoints": FOUR, "actions": GIVEN}
    return Settings(**(whole | others))


def opened(tables: int = 3, **others: Any) -> f.Opened:
    return chosen(**others).opened(tables)


# a room to act in


class Room:
    """The trainer and three tables of a session on Mrs T, with two actions unless others are
    chosen."""

    def __init__(self, journal: Journal, whole: Settings | None = None) -> None:
        self.journal = journal
        self.session = begin(journal, whole or chosen(), 3)
        self.trainer = self.place("trainer")
        self.tables = {n: self.place("table", n) for n in (1, 2, 3)}

    def place(self, role: Role, table: int | None = None) -> Place:
        seat, _ = sessions.take_seat(self.journal, Door(self.session.id, role, table))
        return Place(self.journal, seat)

    @property
    def state(self) -> State:
        self.trainer.follow()
        return self.trainer.state

    def put(self, wellbeing: int = 0, safety: int = 0, by: Place | None = None, **raw: Any) -> str:
        """A place of table 1 as a practitioner sees it, now, unless `raw` says otherwise."""
        raw = spot(wellbeing=wellbeing, safety=safety) | raw
        return act(by or self.tables[raw["table"]], "grid.placed", **raw)

    def action(self, table: int | None, text: str = "Call round", **raw: Any) -> str:
        by = self.trainer if table is None else self.tables[table]
        return act(by, "grid.action", table=table, text=text, **raw)

    def line(self, table: int, text: str = "Ask her first", **raw: Any) -> str:
        raw = {"table": table, "list": "move", "text": text} | raw
        return act(self.tables[table], "grid.wrote", **raw)

    def at(self, table: int = 1, viewpoint: Any = "practitioner", moment: str = NOW):
        """Wellbeing and safety of what is shown there; None where nothing is."""
        found = self.state.spot(table, viewpoint, moment)
        return found and (found.wellbeing, found.safety)


def act(place: Place, kind: str, **raw: Any) -> str:
    """Write, and give the name of the change."""
    return place.act(new(), kind, raw).change


def spot(**raw: Any) -> dict[str, Any]:
    whole = {"table": 1, "viewpoint": "practitioner", "moment": NOW, "wellbeing": 0, "safety": 0}
    return whole | raw


def on_spot(**raw: Any) -> dict[str, Any]:
    return {"table": 1, "viewpoint": "practitioner", "moment": NOW} | raw


@pytest.fixture
def room() -> Iterator[Room]:
    with closing(Journal("sqlite://")) as journal:
        yield Room(journal)


@pytest.fixture
def kept(journal: Journal) -> Room:
    """The same room, on SQLite in a file and on PostgreSQL."""
    return Room(journal)


# every kind


def test_a_session_with_every_kind_of_entry_is_read_back_as_it_was_seen(kept):
    one, trainer = kept.tables[1], kept.trainer
    now = kept.put(-2, 1, reason="she is alone at night")
    assert kept.at() == (-2, 1)
    act(one, "grid.unplaced", **on_spot())
    assert kept.at() is None
    now = kept.put(-3, 1, reason="as she said")
    beside = kept.put(-1, 1, reason="as we see it", by=kept.place("table", 1))
    act(one, "grid.picked", **on_spot(), keep=beside)
    assert kept.at() == (-1, 1) and now != beside
    line = kept.line(1, "ask her neighbour", axis="wellbeing")
    act(one, "grid.edited", line=line, text="ask Dawn", on=line)
    beside = act(one, "grid.edited", line=line, text="ask Dawn first", on=line)
    act(one, "grid.line.picked", line=line, keep=beside)
    act(one, "grid.withdrawn", line=line)
    assert kept.state.lines_of("move") == []
    act(one, "grid.restored", line=line)
    action = kept.action(1, "Speak with Dawn", source=line)
    act(one, "grid.action.worded", action=action, text="Speak with Dawn, with her", on=action)
    beside = act(one, "grid.action.worded", action=action, text="With her, to Dawn", on=action)
    act(one, "grid.action.picked", action=action, keep=beside)
    act(one, "grid.action.dropped", action=action)
    assert not kept.state.is_action(action)
    act(one, "grid.action.back", action=action)
    kept.put(2, 1, moment=action, reason="she would be heard")
    act(trainer, "grid.shown", viewpoint="practitioner", action=action, table=1, step="after")

    state, entries = kept.state, kept.journal.read(kept.session.id)
    assert [x.words.text for x in state.lines_of("move", [1])] == ["ask Dawn first"]
    assert state.actions[action].words.text == "With her, to Dawn"
    assert (state.actions[action].table, state.actions[action].source) == (1, line)
    assert kept.at(moment=action) == (2, 1)
    assert (state.wall.action, state.wall.step) == (action, "after")
    assert {kind for kind in KINDS if kind.startswith("grid.")} <= {e.kind for e in entries}
    assert fold(entries) == state


def test_the_exercise_says_what_is_in_a_session(room):
    room.put(1, 1)
    room.put(2, 2, moment=LOCKS, reason="x")
    found = exercise("grid")
    assert found.told(room.state) == "2 places"
    assert not found.is_aside(room.state, f"1/practitioner/{NOW}")
    assert not found.is_aside(room.state, "nothing at all")


# placing


def test_the_persons_place_needs_words_that_it_rests_on(room):
    said = refused(room.tables[1], "grid.placed", **spot(viewpoint="person"))
    assert said.startswith("there are no words here to rest this on; quote the person")
    blank = spot(viewpoint="person", basis=" \n ", reason="she would surely want this")
    assert refused(room.tables[1], "grid.placed", **blank) == said
    room.put(-3, 2, viewpoint="person", basis=f"  {SAID} ")
    assert room.state.spot(1, "person", NOW).basis == SAID


@pytest.mark.parametrize("viewpoint", FOUR[1:])
def test_no_other_viewpoint_is_asked_for_words_to_rest_on(room, viewpoint):
    room.put(4, -4, viewpoint=viewpoint)
    assert room.at(viewpoint=viewpoint) == (4, -4)


@pytest.mark.parametrize("viewpoint", FOUR)
def test_an_after_needs_a_reason_and_now_does_not(room, viewpoint):
    raw = spot(viewpoint=viewpoint, moment=LOCKS, basis=SAID)
    said = refused(room.tables[1], "grid.placed", **raw)
    assert said == "say in a few words why the situation would stand there"
    assert refused(room.tables[1], "grid.placed", **raw, reason=" \t ") == said
    act(room.tables[1], "grid.placed", **raw, reason="it keeps the door shut")
    act(room.tables[1], "grid.placed", **raw | {"moment": NOW})
    assert room.at(viewpoint=viewpoint, moment=LOCKS) == (0, 0)
    assert room.at(viewpoint=viewpoint) == (0, 0)


@pytest.mark.parametrize("axis", ["wellbeing", "safety"])
def test_what_is_no_whole_number_of_the_scale_is_refused(room, axis):
    def said(step: Any) -> str:
        return refused(room.tables[1], "grid.placed", **spot() | {axis: step})

    cannot = f"{axis} cannot be taken: input should be "
    for step in (6, 10**30):
        assert said(step) == f"{cannot}less than or equal to 5"
    assert said(-6) == f"{cannot}greater than or equal to -5"
    for step in (0.0, 2.5, math.nan, math.inf, True, False, "3", "", None, [1], {"n": 1}):
        assert said(step) == f"{cannot}a valid integer", step


def test_every_step_of_the_scale_can_be_placed(room):
    last = None
    for step in range(LOWEST, HIGHEST + 1):
        last = room.put(step, -step, on=last)
        assert room.at() == (step, -step)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"viewpoint": "health"}, "this viewpoint is not used in this session"),
        ({"viewpoint": "neighbour"}, "viewpoint cannot be taken"),
        ({"moment": "later"}, "moment cannot be taken"),
        ({"moment": "now\n"}, "moment cannot be taken"),
        ({"moment": "__proto__"}, "this action is not there any more"),
        ({"moment": "change-none"}, "this action is not there any more"),
        ({"moment": 3}, "this is not text"),
        ({"table": 2}, "this page writes for table 1, not for table 2"),
        ({"table": 0}, "table cannot be taken"),
        ({"on": "x"}, "on cannot be taken"),
        ({"by": "trainer"}, "by cannot be taken"),
        ({"reason": 5}, "this is not text; write it in words"),
        ({"reason": ["x"]}, "this is not text; write it in words"),
    ],
    ids=str,
)
def test_a_place_that_cannot_be_is_refused_with_a_sentence(room, raw, said):
    assert said in refused(room.tables[1], "grid.placed", **spot(reason="x") | raw)
    assert room.state.standing == {}


def test_a_place_is_moved_on_and_taken_away(room):
    first = room.put(1, 1, reason="at first")
    room.put(2, 2, on=first, reason="on second thoughts")
    assert room.at() == (2, 2)
    assert room.state.standing[1, "practitioner", NOW].rivals == []
    act(room.tables[1], "grid.unplaced", **on_spot())
    assert room.at() is None
    room.put(3, 3)
    assert room.at() == (3, 3)


def test_places_are_told_by_table_and_viewpoint_and_now_comes_first(room):
    room.put(1, 1, table=2)
    room.put(2, 2, moment=LOCKS, reason="x")
    room.put(3, 3)
    room.put(4, 4, viewpoint="family")
    assert [(s.id, p.wellbeing) for s, p in room.state.spots()] == [
        ("1/family/now", 4),
        ("1/practitioner/now", 3),
        (f"1/practitioner/{LOCKS}", 2),
        ("2/practitioner/now", 1),
    ]


# two devices of a table


def test_two_places_made_at_once_both_stand_until_one_is_picked(room):
    ours, theirs = room.tables[1], room.place("table", 1)
    first = room.put(0, 0, reason="first")
    hers = room.put(1, 0, on=first, reason="theirs", by=theirs)
    mine = room.put(0, 1, on=first, reason="ours", by=ours)
    standing = room.state.standing[1, "practitioner", NOW]
    assert (standing.spot.version, [r.version for r in standing.rivals]) == (hers, [mine])
    assert [r.reason for r in standing.rivals] == ["ours"]
    assert room.at() == (1, 0)
    act(theirs, "grid.picked", **on_spot(), keep=mine)
    assert room.at() == (0, 1)
    assert room.state.standing[1, "practitioner", NOW].rivals == []
    room.put(5, 5, on=mine)
    assert room.at() == (5, 5)


def test_keeping_the_place_that_stands_drops_the_other(room):
    first = room.put(1, 1)
    room.put(2, 2, by=room.place("table", 1))
    act(room.tables[1], "grid.picked", **on_spot(), keep=first)
    assert room.at() == (1, 1)
    assert room.state.standing[1, "practitioner", NOW].rivals == []


def test_picking_what_is_not_there_leaves_both(room):
    first = room.put(1, 1)
    other = room.put(2, 2, by=room.place("table", 1))
    act(room.tables[1], "grid.picked", **on_spot(), keep="change-none")
    standing = room.state.standing[1, "practitioner", NOW]
    assert (standing.spot.version, [r.version for r in standing.rivals]) == (first, [other])


def test_taking_a_place_away_takes_the_other_one_with_it(room):
    room.put(1, 1)
    room.put(2, 2, by=room.place("table", 1))
    act(room.tables[1], "grid.unplaced", **on_spot())
    standing = room.state.standing[1, "practitioner", NOW]
    assert (standing.spot, standing.rivals) == (None, [])


def test_tables_that_place_at_once_do_not_meet(room):
    for table in (1, 2, 3):
        room.put(table, -table, table=table)
    assert [room.at(table) for table in (1, 2, 3)] == [(1, -1), (2, -2), (3, -3)]
    assert not any(standing.rivals for standing in room.state.standing.values())


class Reworded:
    """An action or a line of table 1 to which two devices gave a wording at the same time."""

    def __init__(self, room: Room, what: str) -> None:
        self.room, self.what = room, what
        self.target = room.action(1) if what == "action" else room.line(1)
        self.place = room.place("table", 1)
        kind = "grid.action.worded" if what == "action" else "grid.edited"
        on = {what: self.target, "on": self.target}
        self.ours = act(room.tables[1], kind, text="ours", **on)
        self.theirs = act(self.place, kind, text="theirs", **on)

    def pick(self, keep: str) -> str:
        raw = {self.what: self.target, "keep": keep}
        return act(self.place, f"grid.{self.what}.picked", **raw)

    def stands(self) -> tuple[str, list[str]]:
        """The wording that stands, and those that wait."""
        return self.words.text, [rival.text for rival in self.words.rivals]

    @property
    def words(self) -> Wording:
        found = self.room.state.thing(self.target)
        assert isinstance(found, (Action, Line))
        return found.words


@pytest.mark.parametrize("what", ["action", "line"])
def test_wordings_made_at_once_both_stand_until_one_is_picked(room, what):
    both = Reworded(room, what)
    assert both.stands() == ("ours", ["theirs"])
    both.pick("change-none")
    both.pick(both.target)
    assert both.stands() == ("ours", ["theirs"])
    last = both.pick(both.theirs)
    assert both.stands() == ("theirs", [])
    assert both.words.version == both.theirs
    act(both.place, "undone", of=last)
    assert both.stands() == ("ours", ["theirs"])
    both.pick(both.ours)
    assert both.stands() == ("ours", [])


@pytest.mark.parametrize("what", ["action", "line"])
def test_a_new_wording_is_made_on_the_one_that_was_picked(room, what):
    both = Reworded(room, what)
    both.pick(both.theirs)
    kind = "grid.action.worded" if what == "action" else "grid.edited"
    act(room.tables[1], kind, **{what: both.target}, text="of us all", on=both.theirs)
    assert both.stands() == ("of us all", [])
    act(room.tables[1], kind, **{what: both.target}, text="late", on=both.ours)
    assert both.stands() == ("of us all", ["late"])


def test_a_change_sent_again_is_answered_with_its_own_entry(kept):
    raw = spot(reason="once", wellbeing=2)
    first = kept.tables[1].act("change-first", "grid.placed", raw)
    kept.put(4, 4, by=kept.place("table", 1), on="change-first")
    assert kept.tables[1].act("change-first", "grid.placed", raw) == first
    assert kept.place("table", 1).act("change-first", "grid.placed", raw) == first
    assert kept.at() == (4, 4)
    assert kept.state.standing[1, "practitioner", NOW].rivals == []


# actions


def test_a_session_begins_with_the_actions_it_was_given_and_others_come_after(room):
    of_a_table, of_the_trainer = room.action(2, "Ring the bank"), room.action(None, "Wait a week")
    shown = room.state.shown_actions()
    assert [(x.id, x.table) for x in shown] == [
        (LOCKS, None),
        (ADVOCATE, None),
        (of_a_table, 2),
        (of_the_trainer, None),
    ]
    assert [x.words.text for x in shown] == [*GIVEN, "Ring the bank", "Wait a week"]


def test_every_table_can_place_after_an_action_of_another(room):
    action = room.action(2)
    for table in (1, 2, 3):
        room.put(table, table, table=table, moment=action, reason="x")
    assert [room.at(table, moment=action) for table in (1, 2, 3)] == [(1, 1), (2, 2), (3, 3)]


def test_an_action_can_come_from_a_line(room):
    line = room.line(1, "ask her sister")
    action = room.action(1, "Ask her sister", source=line)
    assert room.state.actions[action].source == line
    said = refused(
        room.tables[1], "grid.action", table=1, text="From nowhere", source="change-none"
    )
    assert said == "the line that this action comes from is not there any more"
    act(room.trainer, "set_aside", target=line)
    act(room.trainer, "removed", target=line)
    assert refused(room.tables[1], "grid.action", table=1, text="x", source=line) == said


def test_places_on_a_dropped_action_vanish_and_come_back_with_it(room):
    action = room.action(1)
    room.put(-1, -1)
    room.put(3, 2, moment=action, reason="x")
    assert [move.action for move in moves(room.state)] == [action]
    act(room.tables[1], "grid.action.dropped", action=action)
    assert room.at(moment=action) is None
    assert moves(room.state) == []
    assert [x.id for x in room.state.shown_actions()] == [LOCKS, ADVOCATE]
    for kind, raw in (
        ("grid.placed", spot(moment=action, reason="y")),
        ("grid.unplaced", on_spot(moment=action)),
        ("grid.picked", on_spot(moment=action, keep="change-none")),
    ):
        assert refused(room.tables[1], kind, **raw) == "this action is not there any more"
    act(room.tables[1], "grid.action.back", action=action)
    assert room.at(moment=action) == (3, 2)


def test_the_trainer_drops_an_action_that_was_given_and_brings_it_back(room):
    room.put(3, 2, moment=LOCKS, reason="x")
    act(room.trainer, "grid.action.dropped", action=LOCKS)
    assert room.at(moment=LOCKS) is None
    act(room.trainer, "grid.action.back", action=LOCKS)
    assert room.at(moment=LOCKS) == (3, 2)


# who may do what


def test_a_table_writes_its_own_and_nothing_else(room):
    action, line = room.action(2), room.line(2)
    room.put(2, 2, table=2)
    one = room.tables[1]
    theirs = "this page writes for table 1, not for table 2"
    assert refused(one, "grid.placed", **spot(table=2)) == theirs
    assert refused(one, "grid.unplaced", **on_spot(table=2)) == theirs
    assert refused(one, "grid.picked", **on_spot(table=2), keep="change-none") == theirs
    assert refused(one, "grid.wrote", table=2, list="learning", text="x") == theirs
    for table in (None, 2, 9):
        said = refused(one, "grid.action", table=table, text="x")
        assert said == "this page writes for table 1; say so in the action"
    for name in (action, LOCKS):
        for kind, raw in (
            ("grid.action.worded", {"text": "x", "on": name}),
            ("grid.action.picked", {"keep": name}),
            ("grid.action.dropped", {}),
            ("grid.action.back", {}),
        ):
            said = refused(one, kind, action=name, **raw)
            assert said == "this action is not your table's; only they or the trainer change it"
    for kind, raw in (
        ("grid.edited", {"text": "x", "on": line}),
        ("grid.line.picked", {"keep": line}),
        ("grid.withdrawn", {}),
        ("grid.restored", {}),
    ):
        said = refused(one, kind, line=line, **raw)
        assert said == "this line is another table's; only they or the trainer can change it"


def test_the_trainer_writes_for_every_table_and_for_none_that_is_not_there(room):
    room.put(3, -3, table=2, by=room.trainer)
    act(room.trainer, "grid.action", table=3, text="off the flipchart")
    line = act(room.trainer, "grid.wrote", table=2, list="learning", text="off paper")
    act(room.tables[2], "grid.edited", line=line, text="better", on=line)
    assert (room.at(2), room.state.lines[line].words.text) == ((3, -3), "better")
    nowhere = "there is no table 9; tables are 1 to 3"
    assert refused(room.trainer, "grid.placed", **spot(table=9)) == nowhere
    assert refused(room.trainer, "grid.wrote", table=9, list="move", text="x") == nowhere
    assert refused(room.trainer, "grid.action", table=9, text="x") == nowhere


def test_joined_tables_write_as_one(room):
    line = room.line(2)
    act(room.trainer, "table.joined", table=2, into=1)
    room.put(1, 2, table=2, by=room.tables[1])
    room.put(3, 4, by=room.tables[2])
    act(room.tables[1], "grid.edited", line=line, text="ours", on=line)
    assert (room.at(1), room.at(2)) == ((3, 4), (1, 2))
    act(room.trainer, "table.reopened", table=2)
    assert "another table's" in refused(room.tables[1], "grid.withdrawn", line=line)


TRAINERS = [
    ("stage", {"stage": "look"}),
    ("clock", {"do": "start", "seconds": 60}),
    ("grid.shown", {"viewpoint": "police"}),
    ("table.added", {"table": 4}),
    ("table.closed", {"table": 2}),
    ("table.reopened", {"table": 2}),
    ("table.joined", {"table": 2, "into": 1}),
    ("message", {"text": "x"}),
    ("help", {"speak_to": "x"}),
    ("break", {"until": "11:15"}),
    ("break.over", {}),
    ("checked", {"left": 0}),
    ("set_aside", {"target": LOCKS}),
    ("put_back", {"target": LOCKS}),
    ("ended", {}),
    ("reopened", {}),
]
WITH_THE_ROOM = ("stage", "clock", "grid.shown")


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
    if kind in WITH_THE_ROOM:
        act(shared, kind, **raw)


def test_the_projector_only_shows(room):
    room.put(1, 1)
    wall = room.place("projector")
    for kind, raw in (
        ("grid.placed", spot()),
        ("grid.action", {"text": "x"}),
        ("grid.wrote", {"table": 1, "list": "move", "text": "x"}),
        ("slip", {"rating": 3}),
    ):
        assert "the projector only shows" in refused(wall, kind, **raw)
    assert wall.state.spot(1, "practitioner", NOW).wellbeing == 1


def test_slips_are_not_filled_in_on_a_device_of_the_table_or_the_room(room):
    for place in (room.tables[1], room.place("room", 1)):
        said = refused(place, "slip", rating=3)
        assert said == "slips are filled in on a phone of one's own, or on paper for the trainer"
    slip = act(room.trainer, "slip", rating=3, differently="ask first")
    act(room.trainer, "set_aside", target=slip)
    assert exercise("grid").is_aside(room.state, slip)
    act(room.trainer, "removed", target=slip)
    assert room.state.slips.answers[slip].differently == ""


def test_one_shared_screen_places_writes_and_moves_the_room_on(journal):
    session = begin(journal, chosen(shared=True), 1)
    seat, _ = sessions.take_seat(journal, Door(session.id, "room", 1))
    shared = Place(journal, seat)
    act(shared, "stage", stage="after", seconds=240)
    act(shared, "grid.placed", **spot(wellbeing=2, moment=LOCKS, reason="x"))
    line = act(shared, "grid.wrote", table=1, list="move", text="x", axis="safety")
    action = act(shared, "grid.action", table=1, text="x", source=line)
    act(shared, "grid.shown", action=action)
    assert shared.state.frame.stage == "after" and shared.state.wall.action == action
    assert shared.state.spot(1, "practitioner", LOCKS).wellbeing == 2
    assert "only the trainer" in refused(shared, "set_aside", target=line)
    assert "only the trainer" in refused(shared, "ended")
    assert "writes for table 1" in refused(shared, "grid.placed", **spot(table=2))


def test_somebody_alone_does_everything_but_run_a_room(journal):
    session = begin(journal, chosen(solo=True), 1, by="solo")
    seat, _ = sessions.take_seat(journal, Door(session.id, "solo", None))
    alone = Place(journal, seat)
    act(alone, "stage", stage="move")
    act(alone, "grid.placed", **spot(viewpoint="person", basis=SAID, wellbeing=-4))
    act(alone, "grid.placed", **spot(viewpoint="person", basis=SAID, moment=LOCKS, reason="x"))
    line = act(alone, "grid.wrote", table=1, list="learning", text="x")
    own, given = act(alone, "grid.action", text="x"), LOCKS
    act(alone, "grid.action.dropped", action=given)
    act(alone, "grid.shown", step="now")
    act(alone, "set_aside", target=line)
    assert [x.id for x in alone.state.shown_actions()] == [ADVOCATE, own]
    assert alone.state.lines_of("learning") == []
    for kind, raw in (
        ("message", {"text": "x"}),
        ("table.closed", {"table": 1}),
        ("table.joined", {"table": 1, "into": 1}),
        ("break", {"until": "12"}),
    ):
        assert "you are working on your own" in refused(alone, kind, **raw)
    assert "there is no table 2" in refused(alone, "grid.placed", **spot(table=2))
    assert "there is no table 2" in refused(alone, "grid.action", table=2, text="x")


@pytest.mark.parametrize(
    ("kind", "raw", "said"),
    [
        ("stage", {"stage": "lunch"}, f"there is no stage 'lunch'; there are: {', '.join(STAGES)}"),
        ("clock", {"do": "start"}, "the clock needs a time to start with; give minutes"),
        ("table.closed", {"table": 9}, "there is no table 9; tables are 1 to 3"),
        ("set_aside", {"target": "change-none"}, "what should be set aside is not there any more"),
        ("set_aside", {"target": "1/police/now"}, "what should be set aside is not there any more"),
        ("grid.action.dropped", {"action": "change-none"}, "this action is not there any more"),
        ("grid.action.back", {"action": "__proto__"}, "this action is not there any more"),
        (
            "grid.action.worded",
            {"action": "change-none", "text": "x", "on": "change-none"},
            "this action is not there any more",
        ),
        (
            "grid.action.picked",
            {"action": "change-none", "keep": LOCKS},
            "this action is not there any more",
        ),
        (
            "grid.edited",
            {"line": "change-none", "text": "x", "on": "change-none"},
            "this line is not there any more",
        ),
        (
            "grid.line.picked",
            {"line": LOCKS, "keep": LOCKS},
            "this line is not there any more",
        ),
        ("grid.withdrawn", {"line": LOCKS}, "this line is not there any more"),
        ("grid.restored", {"line": "change-none"}, "this line is not there any more"),
        ("grid.wrote", {"table": 1, "list": "diary", "text": "x"}, "list cannot be taken"),
        (
            "grid.wrote",
            {"table": 1, "list": "move", "axis": "hope", "text": "x"},
            "axis cannot be taken",
        ),
        ("grid.shown", {"step": "later"}, "step cannot be taken"),
        ("grid.dreamt", {"text": "la"}, "this page asked for something the kit does not do"),
        ("opened", opened().model_dump(mode="json"), "something the kit does not do"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_with_a_sentence(room, kind, raw, said):
    assert said in refused(room.trainer, kind, **raw)


def test_when_the_session_has_ended_nothing_is_written_until_it_is_reopened(room):
    room.put(1, 1, reason="a name slipped in")
    line = room.line(1)
    act(room.trainer, "ended")
    for place in (room.tables[1], room.trainer):
        for kind, raw in (
            ("grid.placed", spot()),
            ("grid.unplaced", on_spot()),
            ("grid.withdrawn", {"line": line}),
            ("grid.action", {"table": 1, "text": "x"}),
            ("undone", {"of": line}),
        ):
            said = refused(place, kind, **raw)
            assert said == "the session has ended; the trainer can reopen it"
    act(room.trainer, "set_aside", target=f"1/practitioner/{NOW}")
    act(room.trainer, "removed", target=f"1/practitioner/{NOW}")
    assert room.at() is None
    act(room.trainer, "reopened")
    room.put(2, 2)
    assert room.at() == (2, 2)


# kinds of the other exercise


def every_kind(module: Any, *bodies: Body) -> list[Body]:
    """These bodies, of which there is one for each kind that the module knows."""
    own = {kind for kind, body in KINDS.items() if body.__module__ == module.__name__}
    assert own == {body.kind for body in bodies}
    return list(bodies)


def of_the_principles(a: str, b: str) -> list[Body]:
    return every_kind(
        principles,
        principles.LineAdded(table=1, principle="prevention", text="x"),
        principles.LineEdited(line=a, text="x", on=a),
        principles.LinePicked(line=a, keep=a),
        principles.LineMoved(line=a, rank=1),
        principles.LineWithdrawn(line=a),
        principles.LineRestored(line=a),
        principles.FactorMade(principle="prevention", wording="x"),
        principles.FactorTook(factor=a, lines=(b,)),
        principles.FactorLetGo(factor=a, lines=(b,)),
        principles.FactorWorded(factor=a, wording="x", on=a),
        principles.FactorPicked(factor=a, keep=a),
        principles.FactorMoved(factor=a, rank=1),
        principles.FactorDropped(factor=a),
        principles.FactorServes(factor=a, principles=("protection",)),
        principles.FactorsJoined(factors=(a, b), wording="x"),
        principles.Dots(table=1, target=a, n=1),
        principles.DotsShown(shown=True),
        principles.Ordered(principle="prevention", factors=(a,)),
        principles.Wrote(field="readback/prevention", text="x"),
        principles.Kept(field="readback/prevention", keep=a),
        principles.Chose(field="readback/prevention/could", value="yes"),
    )


def of_the_grid(a: str) -> list[Body]:
    where: dict[str, Any] = {"table": 1, "viewpoint": "practitioner", "moment": NOW}
    return every_kind(
        k,
        k.Placed(**where, wellbeing=1, safety=1, reason="x"),
        k.Unplaced(**where),
        k.Picked(**where, keep=a),
        k.ActionAdded(text="x", table=1),
        k.ActionWorded(action=a, text="x", on=a),
        k.ActionPicked(action=a, keep=a),
        k.ActionDropped(action=a),
        k.ActionBack(action=a),
        k.Wrote(table=1, list="move", text="x"),
        k.Edited(line=a, text="x", on=a),
        k.LinePicked(line=a, keep=a),
        k.Withdrawn(line=a),
        k.Restored(line=a),
        k.Shown(),
    )


def test_kinds_of_the_other_exercise_are_refused_in_both(room):
    opened = SixPrinciples(case=library.case("mrs-t")).opened(3)
    other = sessions.create(room.journal, "six-principles", opened, tables=3, days=30)
    doors = (Door(other.id, "trainer", None), Door(other.id, "table", 1))
    there = [Place(room.journal, sessions.take_seat(room.journal, door)[0]) for door in doors]
    line = act(there[1], "line.added", table=1, principle="prevention", text="x")
    here = (room.trainer, room.tables[1])
    said = "this page asked for something the kit does not do; load the page again"
    for places, bodies in (
        (here, of_the_principles(room.line(1), LOCKS)),
        (there, of_the_grid(line)),
    ):
        for place in places:
            for body in bodies:
                raw = body.model_dump(mode="json")
                assert refused(place, body.kind, **raw) == said, body.kind
    assert {e.kind for e in room.journal.read(other.id)} == {"opened", "line.added"}
    assert {e.kind for e in room.journal.read(room.session.id)} == {
        "opened",
        "grid.action",
        "grid.wrote",
    }


# taking back


def test_undo_takes_back_the_last_act_only_and_only_ones_own(room):
    one = room.tables[1]
    first = room.put(1, 1)
    second = room.put(2, 2, on=first)
    other = room.put(5, 5, table=2)
    not_it = "only your own last act can be taken back, and this is not it any more"
    assert refused(one, "undone", of=first) == not_it
    assert refused(one, "undone", of=other) == not_it
    act(one, "undone", of=second)
    assert room.at() == (1, 1)
    act(one, "undone", of=first)
    assert (room.at(), room.at(2)) == (None, (5, 5))
    assert refused(one, "undone", of=first) == not_it


def taken_away(room: Room) -> Callable[[], Any]:
    act(room.tables[1], "grid.unplaced", **on_spot())
    return room.at


def picked(room: Room) -> Callable[[], Any]:
    other = room.put(2, 2, by=room.place("table", 1))
    act(room.tables[1], "grid.picked", **on_spot(), keep=other)
    return lambda: (room.at(), len(room.state.standing[1, "practitioner", NOW].rivals))


def dropped(room: Room) -> Callable[[], Any]:
    action = room.action(1)
    act(room.tables[1], "grid.action.dropped", action=action)
    return lambda: room.state.is_action(action)


def withdrawn(room: Room) -> Callable[[], Any]:
    line = room.line(1)
    act(room.tables[1], "grid.withdrawn", line=line)
    return lambda: room.state.lines[line].shown


def worded(room: Room) -> Callable[[], Any]:
    action = room.action(1, "as it was")
    act(room.tables[1], "grid.action.worded", action=action, text="as it is", on=action)
    return lambda: room.state.actions[action].words.text


def wording_picked(room: Room) -> Callable[[], Any]:
    line = room.line(1, "as it was")
    act(room.tables[1], "grid.edited", line=line, text="ours", on=line)
    other = act(room.place("table", 1), "grid.edited", line=line, text="theirs", on=line)
    act(room.tables[1], "grid.line.picked", line=line, keep=other)
    return lambda: (room.state.lines[line].words.text, len(room.state.lines[line].words.rivals))


@pytest.mark.parametrize(
    ("make", "after", "before"),
    [
        (taken_away, None, (1, 1)),
        (picked, ((2, 2), 0), ((1, 1), 1)),
        (dropped, False, True),
        (withdrawn, False, True),
        (worded, "as it is", "as it was"),
        (wording_picked, ("theirs", 0), ("ours", 1)),
    ],
)
def test_what_was_taken_back_is_as_if_it_had_not_been(room, make, after, before):
    room.put(1, 1)
    read = make(room)
    assert read() == after
    last = room.tables[1].reader.entries[-1].change
    act(room.tables[1], "undone", of=last)
    assert read() == before


def placed_on(room: Room, colleague: Place) -> tuple[str, Entry]:
    first = room.put(1, 1)
    return first, colleague.act(new(), "grid.placed", spot(on=first))


def placed_beside(room: Room, colleague: Place) -> tuple[str, Entry]:
    return room.put(1, 1), colleague.act(new(), "grid.placed", spot())


def unplaced(room: Room, colleague: Place) -> tuple[str, Entry]:
    return room.put(1, 1), colleague.act(new(), "grid.unplaced", on_spot())


def put_aside(room: Room, _: Place) -> tuple[str, Entry]:
    target = f"1/practitioner/{NOW}"
    return room.put(1, 1), room.trainer.act(new(), "set_aside", {"target": target})


def placed_after(room: Room, _: Place) -> tuple[str, Entry]:
    action = room.action(1)
    raw = spot(table=2, moment=action, reason="x")
    return action, room.tables[2].act(new(), "grid.placed", raw)


def worded_by_another(room: Room, colleague: Place) -> tuple[str, Entry]:
    action = room.action(1)
    raw = {"action": action, "text": "x", "on": action}
    return action, colleague.act(new(), "grid.action.worded", raw)


def dropped_by_the_trainer(room: Room, _: Place) -> tuple[str, Entry]:
    action = room.action(1)
    return action, room.trainer.act(new(), "grid.action.dropped", {"action": action})


def made_an_action(room: Room, _: Place) -> tuple[str, Entry]:
    line = room.line(1)
    raw = {"table": 2, "text": "x", "source": line}
    return line, room.tables[2].act(new(), "grid.action", raw)


def edited_by_another(room: Room, colleague: Place) -> tuple[str, Entry]:
    line = room.line(1)
    raw = {"line": line, "text": "x", "on": line}
    return line, colleague.act(new(), "grid.edited", raw)


@pytest.mark.parametrize(
    "build",
    [
        placed_on,
        placed_beside,
        unplaced,
        put_aside,
        placed_after,
        worded_by_another,
        dropped_by_the_trainer,
        made_an_action,
        edited_by_another,
    ],
)
def test_undo_is_refused_with_who_built_on_it_and_possible_when_that_is_undone(room, build):
    mine, built = build(room, room.place("table", 1))
    said = refused(room.tables[1], "undone", of=mine)
    who = built.by.replace("table-", "table ")
    assert said == f"this cannot be taken back: {who} has built on it since"
    if built.body.undoable:
        builder = Place(room.journal, Seat(built.seat, room.session.id, "trainer", None))
        act(builder, "undone", of=built.change)
        act(room.tables[1], "undone", of=mine)
        state = room.state
        assert not list(state.spots()) and not state.lines
        assert [x.id for x in state.actions.values()] == [LOCKS, ADVOCATE]


def test_undo_leaves_later_acts_of_others_elsewhere(room):
    mine = room.put(1, 1)
    room.put(2, 2, viewpoint="family", by=room.place("table", 1))
    room.put(3, 3, table=2)
    room.put(4, 4, moment=LOCKS, reason="x", by=room.place("table", 1))
    act(room.tables[1], "undone", of=mine)
    assert room.at() is None
    assert (room.at(1, "family"), room.at(2), room.at(moment=LOCKS)) == ((2, 2), (3, 3), (4, 4))


# set aside, put back, removed for good


def test_a_place_set_aside_is_shown_nowhere_and_can_be_put_back(room):
    room.put(1, 1, reason="a name slipped in")
    room.put(3, 3, moment=LOCKS, reason="x")
    target = f"1/practitioner/{NOW}"
    act(room.trainer, "set_aside", target=target)
    assert room.at() is None
    assert [s.id for s, _ in room.state.spots()] == [f"1/practitioner/{LOCKS}"]
    assert moves(room.state) == []
    for kind, raw in (
        ("grid.placed", spot()),
        ("grid.unplaced", on_spot()),
        ("grid.picked", on_spot(keep="change-none")),
    ):
        said = refused(room.tables[1], kind, **raw)
        assert said == "what stood here has been set aside; the trainer can put it back"
    act(room.trainer, "put_back", target=target)
    assert room.at() == (1, 1)
    assert len(moves(room.state)) == 1


def test_only_what_was_set_aside_is_removed_and_only_by_the_trainer(room):
    room.put(1, 1)
    target = f"1/practitioner/{NOW}"
    only = "only the trainer removes for good, and only what was set aside first"
    assert refused(room.trainer, "removed", target=target) == only
    act(room.trainer, "set_aside", target=target)
    assert refused(room.tables[1], "removed", target=target) == only
    assert refused(room.place("projector"), "removed", target=target) == only
    act(room.trainer, "put_back", target=target)
    assert refused(room.trainer, "removed", target=target) == only
    assert room.at() == (1, 1)


def test_a_removed_place_leaves_neither_reason_nor_basis_in_the_journal(kept, data):
    one, person = kept.tables[1], {"viewpoint": "person"}
    basis, reason = f"{PLANTED}, she said", f"{PLANTED}, so"
    first = kept.put(1, 1, **person, basis=basis, reason=reason)
    kept.put(2, 2, **person, basis=basis + "!", reason=reason + "!", on=first)
    beside = kept.place("table", 1)
    kept.put(3, 3, **person, basis=basis + "?", reason=reason + "?", by=beside)
    kept.put(4, 4, **person, moment=LOCKS, basis="these words stay", reason="this stays too")
    assert rows_of(kept.journal).count(PLANTED) == 6
    target = f"1/person/{NOW}"
    act(kept.trainer, "set_aside", target=target)
    act(kept.trainer, "removed", target=target)
    rows = rows_of(kept.journal)
    assert PLANTED not in rows
    assert "these words stay" in rows and "this stays too" in rows
    if (data / "journal.sqlite3").exists():
        assert PLANTED.encode() not in bytes_of(data)
    emptied = [e.body for e in kept.journal.read(kept.session.id) if e.about == target][:3]
    for body in emptied:
        assert isinstance(body, k.Placed) and (body.reason, body.basis) == ("", "")
    for place in (one, beside, kept.trainer, kept.place("trainer")):
        place.follow()
        assert PLANTED not in repr(place.state)
        assert place.state.spot(1, "person", NOW) is None
        assert place.state.spot(1, "person", LOCKS).basis == "these words stay"
    kept.put(0, 5, **person, basis="placed anew")
    assert kept.at(viewpoint="person") == (0, 5)
    assert kept.place("trainer").state.spot(1, "person", NOW).basis == "placed anew"


@pytest.mark.parametrize("what", ["action", "line"])
def test_a_removed_action_or_line_leaves_its_words_in_no_row(kept, what):
    one, trainer = kept.tables[1], kept.trainer
    kind = "grid.action.worded" if what == "action" else "grid.edited"
    target = kept.action(1, PLANTED) if what == "action" else kept.line(1, PLANTED)
    for text in (PLANTED + " again", PLANTED + " as well"):
        act(one, kind, **{what: target}, text=text, on=target)
    assert rows_of(kept.journal).count(PLANTED) == 3
    act(trainer, "set_aside", target=target)
    assert not kept.state.thing(target).shown
    act(trainer, "put_back", target=target)
    assert kept.state.thing(target).shown
    act(trainer, "set_aside", target=target)
    act(trainer, "removed", target=target)
    act(trainer, "put_back", target=target)
    assert PLANTED not in rows_of(kept.journal)
    for place in (one, trainer, kept.place("table", 1)):
        place.follow()
        assert PLANTED not in repr(place.state)
        assert not place.state.thing(target).shown
    said = refused(one, kind, **{what: target}, text="back", on=target)
    assert said == f"this {what} is not there any more"


def test_a_given_action_that_is_removed_leaves_its_words_in_no_row(journal, data):
    stays = "an action that stays"
    room = Room(journal, chosen(actions=(PLANTED, stays)))
    raw = {"action": LOCKS, "on": LOCKS}
    act(room.trainer, "grid.action.worded", **raw, text=PLANTED + " again")
    act(room.trainer, "grid.action.worded", **raw, text=PLANTED + " as well")
    assert rows_of(journal).count(PLANTED) == 3
    act(room.trainer, "set_aside", target=LOCKS)
    act(room.trainer, "removed", target=LOCKS)
    rows = rows_of(journal)
    assert PLANTED not in rows and stays in rows
    if (data / "journal.sqlite3").exists():
        assert PLANTED.encode() not in bytes_of(data)
    for place in (room.trainer, room.tables[1], room.place("table", 1)):
        place.follow()
        assert PLANTED not in repr(place.state)
        assert [x.id for x in place.state.shown_actions()] == [ADVOCATE]


def test_a_removal_retried_late_leaves_a_newer_place_alone(kept):
    target, raw = f"1/practitioner/{NOW}", {"reason": PLANTED, "basis": PLANTED}
    first = kept.put(1, 1, **raw)
    act(kept.trainer, "set_aside", target=target)
    removal = kept.trainer.act("change-removal", "removed", {"target": target})
    kept.put(2, 2, reason="placed anew", basis="as she says now")
    kept.put(3, 3, on=first, reason="and beside it")
    assert kept.trainer.act("change-removal", "removed", {"target": target}) == removal
    rows = rows_of(kept.journal)
    assert PLANTED not in rows
    for text in ("placed anew", "as she says now", "and beside it"):
        assert text in rows
    for place in (kept.trainer, kept.place("trainer")):
        standing = place.state.standing[1, "practitioner", NOW]
        assert (standing.spot.reason, standing.spot.basis) == ("placed anew", "as she says now")
        assert [rival.reason for rival in standing.rivals] == ["and beside it"]


def test_places_on_an_action_that_was_set_aside_vanish_and_come_back_with_it(room):
    room.put(3, 3, moment=LOCKS, reason="x")
    act(room.trainer, "set_aside", target=LOCKS)
    assert room.at(moment=LOCKS) is None
    raw = spot(moment=LOCKS, reason="x")
    assert refused(room.tables[1], "grid.placed", **raw) == "this action is not there any more"
    act(room.trainer, "put_back", target=LOCKS)
    assert room.at(moment=LOCKS) == (3, 3)


def test_the_longest_name_of_a_place_can_be_set_aside(room):
    action = room.trainer.act("1" + "a" * 63, "grid.action", {"text": "x"}).change
    room.put(1, 1, moment=action, reason="x")
    act(room.trainer, "set_aside", target=f"1/practitioner/{action}")
    assert room.at(moment=action) is None


# what a newer kit wrote


def written(room: Room, *rows: tuple[str, dict[str, Any]]) -> None:
    """Rows as another version of the kit may have left them."""
    after = len(room.journal.read(room.session.id))
    with room.journal.writing() as connection:
        for seq, (kind, raw) in enumerate(rows, after + 1):
            row = {"seq": seq, "at": 0.0, "seat": "s", "by": "table-1", "change": f"newer-{seq:03}"}
            row |= {"session": room.session.id, "kind": kind, "body": json.dumps(raw)}
            connection.execute(schema.entries.insert().values(row))
        last = {"last": after + len(rows)}
        connection.execute(schema.sessions.update().values(last))


def test_unknown_kinds_are_kept_without_effect_and_lose_words_about_what_was_removed(kept):
    kept.put(1, 1)
    before = kept.state
    target = f"1/practitioner/{NOW}"
    dream = {"spot": target, "dream": [{"verse": PLANTED}], "n": 3}
    beyond = spot(wellbeing=7, reason=PLANTED, spot=target)
    elsewhere = {"spot": "2/practitioner/now", "dream": "kept as it is"}
    written(kept, ("grid.dreamt", dream), ("grid.placed", beyond), ("grid.dreamt", elsewhere))
    after = kept.state
    assert replace(after, seq=before.seq) == before
    entries = kept.journal.read(kept.session.id)[-3:]
    assert all(isinstance(entry.body, Unknown) for entry in entries)
    assert [e.body.model_dump() for e in entries] == [dream, beyond, elsewhere]
    act(kept.trainer, "set_aside", target=target)
    act(kept.trainer, "removed", target=target)
    rows = rows_of(kept.journal)
    assert PLANTED not in rows
    assert '"dream":[{"verse":""}],"n":3' in rows and "kept as it is" in rows


# any journal at all: targets may be missing, of another kind, or still to come

ids = st.sampled_from(IDS[:12]) | st.sampled_from(IDS)
actions = ids | st.sampled_from([LOCKS, ADVOCATE])
moments = st.just(NOW) | st.sampled_from([LOCKS, *IDS[:6]])
tables = st.integers(1, 4)
viewpoints = st.sampled_from(VIEWPOINTS)
steps = st.integers(LOWEST, HIGHEST)
words = st.just("words")
spots = st.builds(lambda *parts: "/".join(map(str, parts)), tables, viewpoints, moments)
targets = actions | spots | st.just("nothing at all")

placings = st.builds(
    k.Placed,
    table=tables,
    viewpoint=viewpoints,
    moment=moments,
    wellbeing=steps,
    safety=steps,
    reason=words,
    basis=words,
    on=st.none() | ids,
)
added = st.builds(k.ActionAdded, text=words, table=st.none() | tables, source=st.none() | ids)
wrote = st.builds(
    k.Wrote,
    table=tables,
    list=st.sampled_from(["move", "learning"]),
    axis=st.none() | st.sampled_from(["wellbeing", "safety"]),
    text=words,
)
others = st.one_of(
    st.builds(k.Unplaced, table=tables, viewpoint=viewpoints, moment=moments),
    st.builds(k.Picked, table=tables, viewpoint=viewpoints, moment=moments, keep=ids),
    st.builds(k.ActionWorded, action=actions, text=words, on=actions),
    st.builds(k.ActionPicked, action=actions, keep=actions),
    st.builds(k.ActionDropped, action=actions),
    st.builds(k.ActionBack, action=actions),
    st.builds(k.Edited, line=ids, text=words, on=ids),
    st.builds(k.LinePicked, line=ids, keep=ids),
    st.builds(k.Withdrawn, line=ids),
    st.builds(k.Restored, line=ids),
    st.builds(k.Shown, viewpoint=st.none() | viewpoints, action=st.none() | actions),
    st.builds(aside.SetAside, target=targets),
    st.builds(aside.PutBack, target=targets),
    st.builds(aside.Removed, target=targets),
    st.builds(slips.Slip, line=words),
    st.builds(f.StageSet, stage=st.sampled_from(STAGES), seconds=st.none() | st.just(60.0)),
    st.builds(f.TableAdded, table=tables),
    st.builds(f.TableJoined, table=tables, into=tables),
    st.builds(f.Undone, of=ids),
    st.just(Unknown.model_validate({"spot": "1/person/now", "text": "of next year"})),
)
WHOLE = opened(3, viewpoints=VIEWPOINTS, actions=())


def begun(bodies: Sequence[Body]) -> list[Entry]:
    """A journal of a session with two given actions and then these bodies, which are `numbered`."""
    first, *rest = numbered(bodies, WHOLE)
    given = []
    for seq, name in enumerate((LOCKS, ADVOCATE), 2):
        body = k.ActionAdded(text=f"<{name}>")
        given.append(Entry(seq, 0.0, "", "trainer", name, body.kind, body))
    return [first, *given, *(replace(entry, seq=entry.seq + len(given)) for entry in rest)]


journals = st.builds(
    lambda *parts: begun([body for part in parts for body in part]),
    st.lists(st.one_of(added, wrote), max_size=6),
    st.lists(placings, max_size=10),
    st.lists(st.one_of(placings, placings, added, wrote, others, others), max_size=20),
)


@settings(max_examples=50)
@given(journals, st.randoms(use_true_random=False))
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


@settings(max_examples=50)
@given(journals)
def test_an_undo_leaves_the_state_as_if_the_act_had_never_been(entries):
    undoable = [e for e in entries if e.body.undoable]
    assume(undoable)
    last = undoable[-1]
    undo = f.Undone(of=last.change)
    gone = Entry(len(entries) + 1, 0.0, "s", "table-1", "undo-it", "undone", undo)
    with_it, without = fold([*entries, gone]), fold([e for e in entries if e is not last])
    with_it.seq = without.seq = 0
    assert with_it == without


@settings(max_examples=50)
@given(journals)
def test_whatever_the_journal_holds_what_is_shown_hangs_together(entries):
    state = fold(entries)
    shown = list(state.spots())
    for standing, found in shown:
        assert not standing.aside
        assert standing.moment == NOW or state.actions[standing.moment].shown
        assert state.spot(standing.table, standing.viewpoint, standing.moment) is found
    assert len({standing.id for standing, _ in shown}) == len(shown)
    for standing in state.standing.values():
        assert standing.spot or not standing.rivals
        assert state.thing(standing.id) is standing
    for move in moves(state):
        before = state.spot(move.table, move.viewpoint, NOW)
        assert before is not None and move.before == (before.wellbeing, before.safety)
        assert state.is_action(move.action)
    for table in state.frame.tables:
        for moment in (NOW, *state.actions):
            apart = distance(state, moment, table)
            assert not apart or state.spot(table, "person", moment)


def test_words_that_come_after_a_removal_are_not_taken():
    """Rules refuse them, but a journal may hold them."""
    action, line = IDS[0], IDS[1]
    state = state_of(
        k.ActionAdded(text="x"),
        k.Wrote(table=1, list="move", text="x"),
        aside.Removed(target=action),
        aside.Removed(target=line),
        k.ActionWorded(action=action, text="too late", on=action),
        k.Edited(line=line, text="too late", on=line),
        k.Edited(line=line, text="too late as well", on=action),
    )
    for thing in (state.actions[action], state.lines[line]):
        assert (thing.words.text, thing.words.rivals) == ("", [])


@settings(max_examples=50)
@given(journals)
def test_whatever_the_journal_holds_words_of_what_was_removed_are_gone(entries):
    state = fold(entries)
    seen = repr(state)
    undone = {e.body.of for e in entries if isinstance(e.body, f.Undone)}
    for thing in [*state.actions.values(), *state.lines.values()]:
        if thing.removed:
            assert not thing.shown and (thing.words.text, thing.words.rivals) == ("", [])
            for entry in entries:
                if entry.body.words and entry.about == thing.id:
                    assert f"<{entry.change}>" not in seen
    for n, entry in enumerate(entries):
        if isinstance(entry.body, aside.Removed) and entry.change not in undone:
            for earlier in entries[:n]:
                if isinstance(earlier.body, k.Placed) and earlier.about == entry.body.target:
                    assert f"<{earlier.change}>" not in seen


# movement


def state_of(*bodies: Body) -> State:
    return fold(begun(bodies))


def at(table: int, viewpoint: Any, moment: str, wellbeing: int, safety: int) -> k.Placed:
    return k.Placed(
        table=table,
        viewpoint=viewpoint,
        moment=moment,
        wellbeing=wellbeing,
        safety=safety,
        reason="x",
        basis="x" if viewpoint == "person" else "",
    )


@pytest.mark.parametrize(
    ("by", "effect"),
    [
        ((2, 3), "helps both"),
        ((1, 1), "helps both"),
        ((-2, 3), "trades"),
        ((3, -2), "trades"),
        ((0, 3), "helps one"),
        ((3, 0), "helps one"),
        ((-1, -1), "harms"),
        ((0, -1), "harms"),
        ((-1, 0), "harms"),
        ((0, 0), "changes nothing"),
    ],
)
def test_an_action_is_named_by_what_it_does_to_both_axes(by, effect):
    before = (-1, 1)
    state = state_of(
        at(1, "family", NOW, *before),
        at(1, "family", LOCKS, before[0] + by[0], before[1] + by[1]),
    )
    (move,) = moves(state)
    assert (move.by, move.effect) == (by, effect)
    assert bool(trades([move])) == (effect == "trades")


@given(st.tuples(steps, steps), st.tuples(steps, steps))
def test_the_effect_does_not_depend_on_which_axis_it_is(before, after):
    one = Move(1, "family", LOCKS, before, after)
    other = Move(1, "family", LOCKS, before[::-1], after[::-1])
    assert one.effect == other.effect
    back = Move(1, "family", LOCKS, after, before)
    assert (one.effect == "trades") == (back.effect == "trades")
    assert (one.effect in ("helps both", "helps one")) <= (back.effect == "harms")


def test_a_movement_needs_a_before_and_an_after_of_one_table_and_viewpoint():
    state = state_of(
        at(1, "family", NOW, 0, 0),
        at(2, "family", LOCKS, 5, 5),
        at(1, "police", LOCKS, 5, 5),
        at(1, "person", NOW, -2, 0),
        at(1, "person", ADVOCATE, 2, -1),
        at(1, "person", LOCKS, -5, 4),
    )
    found = moves(state)
    assert [(m.table, m.viewpoint, m.action, m.by) for m in found] == [
        (1, "person", ADVOCATE, (4, -1)),
        (1, "person", LOCKS, (-3, 4)),
    ]
    assert trades(found) == found


@pytest.mark.parametrize("n", range(LOWEST, HIGHEST + 1))
def test_a_place_is_told_in_words_with_its_numbers(n):
    assert int(signed(n).replace("\u2212", "-")) == n
    assert "-" not in signed(n) and signed(n).startswith("+") == (n > 0)
    wellbeing, safety = grid().axes
    assert in_words(n, -n) == (
        f"Wellbeing {signed(n)}: {wellbeing.word(n)}. Safety {signed(-n)}: {safety.word(-n)}."
    )


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ((3, -2), "wellbeing up by 3, safety down by 2"),
        ((0, 10), "wellbeing as before, safety up by 10"),
        ((-1, 0), "wellbeing down by 1, safety as before"),
        ((0, 0), "wellbeing as before, safety as before"),
    ],
)
def test_a_movement_is_told_in_words(by, said):
    assert moved(by) == said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], "not placed"),
        ([-3], "\u22123"),
        ([2, 2], "+2, both tables"),
        ([0, 0, 0], "0, all 3 tables"),
        ([4, -4], "from \u22124 to +4, 2 tables"),
        ([1, -2, 5, 1], "from \u22122 to +5, 4 tables"),
    ],
)
def test_how_tables_differ_is_a_range_in_words(values, said):
    assert spread(values) == said


@given(st.lists(steps, min_size=1, max_size=12))
def test_a_spread_is_never_an_average(values):
    said = spread(values)
    numbers = [int(n.replace("\u2212", "-")) for n in re.findall("[\u2212+]?[0-9]+", said)]
    ends = sorted({min(values), max(values)})
    several = [] if len(values) == 1 or said.endswith("both tables") else [len(values)]
    assert numbers == [*ends, *several]


def test_the_distance_is_counted_from_the_persons_place():
    state = state_of(
        at(1, "person", NOW, -3, 2),
        at(1, "practitioner", NOW, 1, 4),
        at(1, "police", NOW, -3, -5),
        at(1, "police", LOCKS, 5, 5),
        at(1, "family", LOCKS, 5, 5),
        at(2, "family", NOW, 5, 5),
    )
    assert sorted(distance(state, NOW, 1)) == [("police", 0, -7), ("practitioner", 4, 2)]


def test_no_distance_is_told_where_the_person_was_not_placed():
    person, family = at(1, "person", LOCKS, 1, 1), at(1, "family", LOCKS, 3, 0)
    assert distance(state_of(at(1, "family", NOW, 3, 3)), NOW, 1) == []
    assert distance(state_of(person, family), LOCKS, 1) == [("family", 2, -1)]
    gone: Sequence[Body] = (
        aside.SetAside(target=f"1/person/{LOCKS}"),
        aside.SetAside(target=LOCKS),
        k.ActionDropped(action=LOCKS),
        k.Unplaced(table=1, viewpoint="person", moment=LOCKS),
    )
    for body in gone:
        assert distance(state_of(person, family, body), LOCKS, 1) == []
    set_aside = aside.SetAside(target=f"1/family/{LOCKS}")
    assert distance(state_of(person, family, set_aside), LOCKS, 1) == []


# nothing grows without end


def full(bodies: Sequence[Body], body: Body, role: Role = "trainer") -> str:
    """The sentence with which `body` is refused after `bodies`."""
    entries = begun([])
    for n, each in enumerate(bodies, len(entries) + 1):
        entries.append(Entry(n, 0.0, "s", "trainer", f"filler-{n:04}", each.kind, each))
    seat = Seat("seat-full", "session", role, 1 if role == "table" else None)
    state = fold(entries)
    with pytest.raises(Refused) as error:
        check(state, entries, seat, body)
    check(fold(entries[:-1]), entries[:-1], seat, body)  # one less, and there is room
    return str(error.value)


def test_actions_are_bounded_with_those_that_were_given():
    more = k.ActionAdded(text="x")
    fill = [more] * (MOST_ACTIONS - len(GIVEN))
    said = f"there are {MOST_ACTIONS} actions already; take one away first"
    assert full(fill, more) == said
    assert full(fill, k.ActionAdded(text="x", table=1), "table") == said
    drop = k.ActionDropped(action=LOCKS)
    assert full([drop, *fill, more], k.ActionBack(action=LOCKS)) == said


def test_one_table_cannot_fill_the_room_nor_begin_anew_by_taking_away(room):
    for n in range(MOST_OF_A_TABLE):
        last = room.action(1, f"action {n}")
    act(room.tables[1], "grid.action.dropped", action=last)
    said = refused(room.tables[1], "grid.action", table=1, text="x")
    assert f"has written {MOST_OF_A_TABLE} actions" in said
    act(room.tables[1], "grid.action.back", action=last)
    room.action(2, "there is room for others")
    act(room.trainer, "grid.action", text="and for the trainer")


def test_what_another_table_has_placed_is_not_taken_from_under_it(room):
    name = room.action(1, "Ask her brother to come")
    room.put(2, 3, table=2, moment=name, reason="he reads to her")
    for kind, more in (
        ("grid.action.dropped", {}),
        ("grid.action.worded", {"text": "x", "on": name}),
    ):
        said = refused(room.tables[1], kind, action=name, **more)
        assert "table 2 has placed this already" in said
    act(room.trainer, "grid.action.dropped", action=name)
    assert not room.state.is_action(name)


def test_a_place_taken_away_is_not_locked_by_setting_it_aside(room):
    room.put(1, 2)
    act(room.tables[1], "grid.unplaced", table=1, viewpoint="practitioner", moment="now")
    said = refused(room.trainer, "set_aside", target="1/practitioner/now")
    assert "nothing here to set aside" in said
    room.put(1, 3)


def test_what_was_set_aside_or_withdrawn_is_on_no_other_screen(room):
    name = room.action(1, "a bad word")
    line = act(room.tables[1], "grid.wrote", table=1, list="move", text="withdrawn words")
    act(room.tables[1], "grid.action.dropped", action=name)
    act(room.tables[1], "grid.withdrawn", line=line)
    act(room.trainer, "set_aside", target=name)
    act(room.trainer, "stage", stage="look")
    for place in room.tables.values():
        place.follow()
    for shown in (views.table(room.tables[1]), views.table(room.tables[2])):
        assert "a bad word" not in str(shown)
    assert "withdrawn words" in str(views.table(room.tables[1]))
    assert "withdrawn words" not in str(views.table(room.tables[2]))
    assert "withdrawn words" not in str(views.projector(room.trainer))
    assert [each["text"] for each in views.console(room.trainer)["aside"]] == ["a bad word"]


def test_wordings_that_wait_are_among_what_is_looked_at_before_sending(room):
    line = act(room.tables[1], "grid.wrote", table=1, list="move", text="first")
    act(room.tables[1], "grid.edited", line=line, text="second", on=line)
    act(room.tables[1], "grid.edited", line=line, text="ring 07700 900123", on=line)
    room.trainer.follow()
    found = {(piece.kind, piece.text) for piece in pieces(room.trainer.state)}
    assert ("rival", "ring 07700 900123") in found and ("gridline", "second") in found


@pytest.mark.parametrize("name", ["move", "learning"])
def test_lines_of_a_table_in_a_list_are_bounded(name):
    more = k.Wrote(table=1, list=name, text="x")
    said = full([more] * MOST_LINES, more)
    assert said == f"table 1 has {MOST_LINES} lines here; change one that stands"
    elsewhere = [more.model_copy(update={"table": 2})] * MOST_LINES
    assert full([*elsewhere, *[more] * MOST_LINES], more) == said


def test_places_that_wait_are_bounded():
    place = at(1, "family", NOW, 1, 1)
    said = full([place] * (MOST_RIVALS + 1), place)
    assert said == f"{MOST_RIVALS} other places wait here already; pick one first"


def test_wordings_that_wait_are_bounded():
    said = f"{MOST_RIVALS} other wordings wait here already; pick one first"
    reworded = [
        k.ActionWorded(action=LOCKS, text=f"wording {n}", on="change-none")
        for n in range(MOST_RIVALS + 1)
    ]
    assert full(reworded[:-1], reworded[-1]) == said
    line = k.Wrote(table=1, list="move", text="x")
    edits = [
        k.Edited(line="filler-0004", text=f"wording {n}", on="change-none")
        for n in range(MOST_RIVALS + 1)
    ]
    assert full([line, *edits[:-1]], edits[-1]) == said


def test_slips_are_bounded():
    slip = slips.Slip(rating=4)
    assert full([slip] * slips.MOST, slip) == (
        f"{slips.MOST} slips are kept already; no more can be taken"
    )


def too_long(kind: str) -> dict[str, Any]:
    text = "x" * (k.LONGEST + 1)
    return {
        "grid.placed": spot(reason=text),
        "grid.action": {"table": 1, "text": text},
        "grid.wrote": {"table": 1, "list": "move", "text": text},
    }[kind]


@pytest.mark.parametrize("kind", ["grid.placed", "grid.action", "grid.wrote"])
def test_a_text_that_is_too_long_is_refused_with_the_number(room, kind):
    said = refused(room.tables[1], kind, **too_long(kind))
    assert said == f"this is too long; write at most {k.LONGEST} characters"
    fits = json.loads(json.dumps(too_long(kind)).replace("x" * (k.LONGEST + 1), "x" * k.LONGEST))
    act(room.tables[1], kind, **fits)


# hostile words


def hostile_places(room: Room, text: str) -> dict[str, str]:
    """The words as they stand everywhere that somebody can type them."""
    room.put(1, 1, viewpoint="person", basis=text, reason=text)
    action, line = room.action(1, text), room.line(1, text)
    act(room.tables[1], "grid.action.worded", action=action, text=text + ".", on=action)
    act(room.tables[1], "grid.edited", line=line, text=text + ".", on=line)
    state = fold(room.journal.read(room.session.id))
    assert state == room.state
    found = state.spot(1, "person", NOW)
    assert found is not None
    return {
        "basis": found.basis,
        "reason": found.reason,
        "action": state.actions[action].words.text.removesuffix("."),
        "line": state.lines[line].words.text.removesuffix("."),
    }


def test_hostile_words_come_back_as_they_went_in(kept):
    for text in HOSTILE:
        text = text[: k.LONGEST - 1]
        assert set(hostile_places(kept, text).values()) == {text}
        act(kept.tables[1], "grid.unplaced", **on_spot(viewpoint="person"))


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("nul\x00 and bell\x07", "nul\ufffd and bell\ufffd"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("one\r\ntwo", "one\ntwo"),
    ],
)
def test_what_no_database_could_keep_is_replaced(room, typed, stands):
    assert set(hostile_places(room, typed).values()) == {stands}


def test_no_words_are_refused_with_a_sentence(room):
    nothing = "there is nothing written here yet; write a few words first"
    for kind, raw in (("grid.action", {"table": 1}), ("grid.wrote", {"table": 1, "list": "move"})):
        for text in ("", "  \n "):
            assert refused(room.tables[1], kind, **raw, text=text) == nothing
        for text in (None, 7, ["x"], {"x": 1}):
            said = refused(room.tables[1], kind, **raw, text=text)
            assert said == "this is not text; write it in words"


@pytest.mark.parametrize("raw", [None, [], "now", 5, {}])
def test_what_is_no_entry_at_all_is_refused(room, raw):
    before = room.state.seq
    for kind in (kind for kind in KINDS if kind.startswith("grid.") and kind != "grid.shown"):
        with pytest.raises(Refused):
            room.trainer.act(new(), kind, raw)
    assert room.state.seq == before


# setting up


def test_a_session_is_on_a_case_an_objective_or_neither():
    case = library.case("mrs-t")
    on_case, spoken = Settings(case=case), Settings()
    board = Settings(objective="Fewer people lose money to fraud")
    assert (on_case.subject, board.subject, spoken.subject) == ("case", "objective", "spoken")
    assert (on_case.person, board.person, spoken.person) == (
        case.person,
        "the people it is about",
        "the person",
    )
    assert (on_case.about, board.about, spoken.about) == (case.title, board.objective, SPOKEN)
    assert on_case.opened(3).title == f"{grid().title}: {case.title}"
    assert len(Settings(objective="x" * 2000).opened(3).title) == 200
    with pytest.raises(ValidationError, match="choose a case or an objective, not both"):
        Settings(case=case, objective="x")


def test_settings_come_back_from_the_session_as_they_went_in():
    whole = Settings(case=library.case("mrs-t"), viewpoints=FOUR, actions=GIVEN, minutes=6)
    assert Settings.of(state_of().frame) == Settings.model_validate(WHOLE.settings)
    assert Settings.of(fold(numbered([], whole.opened(3))).frame) == whole


@pytest.mark.parametrize(
    "chosen",
    [
        {"viewpoints": ()},
        {"viewpoints": ("neighbour",)},
        {"actions": ("x",) * (MOST_GIVEN + 1)},
        {"actions": ("",)},
        {"actions": ("  \n",)},
        {"actions": ("x" * 2001,)},
        {"objective": "x" * 2001},
        {"minutes": 0},
        {"minutes": math.nan},
        {"days": 0},
        {"days": 367},
        {"score": True},
    ],
    ids=str,
)
def test_settings_that_cannot_be_are_refused(chosen):
    with pytest.raises(ValidationError):
        Settings(**chosen)


def test_what_the_trainer_typed_is_cleaned_as_a_tables_words_are():
    typed = Settings(objective=" one\x00\r\ntwo \ud83d ", actions=(" half \ud83d a pair\x07 ",))
    assert typed.objective == "one\ufffd\ntwo \ufffd"
    assert typed.actions == ("half \ufffd a pair\ufffd",)
    json.dumps(typed.opened(3).model_dump(mode="json"), ensure_ascii=False).encode("utf-8")


def test_the_clock_runs_where_people_work_and_not_before_or_after():
    timed, untimed = Settings(minutes=5), Settings()
    assert {stage: timed.seconds(stage) for stage in STAGES} == {
        stage: None if stage in ("lobby", "close") else 300 for stage in STAGES
    }
    assert {untimed.seconds(stage) for stage in STAGES} == {None}
