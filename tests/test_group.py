"""The reflective group: its words, who may do what and when, what is kept, and what is not."""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from exercises.exercise import Refused, exercise
from exercises.following import Reader
from exercises.grid.content import VIEWPOINTS
from exercises.group import kinds as k
from exercises.group import opening, rules, views
from exercises.group.content import FILE, GroupWords, Shape, group_words
from exercises.group.exercise import EXERCISE
from exercises.group.record import Record, is_read, record_of
from exercises.group.sending import pieces
from exercises.group.settings import DAYS, EarlierAction, Settings, Timed, usual
from exercises.group.state import State, fold
from exercises.journal import aside, sessions
from exercises.journal import frame as f
from exercises.journal.entries import KINDS, Body, Entry
from exercises.journal.sessions import Door, Role, Seat
from exercises.journal.store import Journal
from exercises.library import CONTENT, read
from exercises.place import UNSIGNED, Place
from exercises.scenarios.content import LEAVE, load
from exercises.sending import Looking
from facilitator import organisation
from facilitator.checking import check_file, kind_in
from tests.test_journal import PLANTED, rows_of
from tests.test_six_principles import new, refused

AMES = load(CONTENT / "scenario-template.toml")
WORDS = group_words()
HOUR, CLINIC = WORDS.shapes
FIELD = WORDS.agreement.fields[0].id


class Circle:
    """A supervisor, a shared screen and three places in a circle, in the middle of the hour."""

    def __init__(self, journal: Journal, stage: str = "do", **others: Any) -> None:
        self.journal = journal
        chosen = {"parts": usual(), "shared": False} | others
        self.session = opening.begin(journal, Settings(**chosen), 3)
        self.trainer, self.room = self.place("trainer"), self.place("room", 1)
        self.devices = [self.place("table", n) for n in (1, 2, 3)]
        if stage != "lobby":
            self.act("stage", stage=stage)

    def place(self, role: Role, table: int | None = None) -> Place:
        seat, _ = sessions.take_seat(self.journal, Door(self.session.id, role, table))
        return Place(self.journal, seat)

    def act(self, kind: str, by: Place | None = None, **raw: Any) -> str:
        return (by or self.trainer).act(new(), kind, raw).change

    def group(self, kind: str, by: Place | None = None, **raw: Any) -> str:
        return self.act(f"group.{kind}", by, **raw)

    def refused(self, kind: str, by: Place | None = None, **raw: Any) -> str:
        return refused(by or self.trainer, f"group.{kind}", **raw)

    @property
    def state(self) -> State:
        self.trainer.follow()
        return self.trainer.state

    @property
    def entries(self) -> Sequence[Entry]:
        return self.journal.read(self.session.id)

    def seen(self, place: Place) -> dict[str, Any]:
        """Everything that a page is given, as it is sent."""
        place.follow()
        view = {"trainer": views.console, "projector": views.projector}.get(
            place.seat.role, views.group
        )
        return json.loads(json.dumps({"content": views.content(place), "view": view(place)}))


@pytest.fixture
def circle(journal: Journal) -> Circle:
    return Circle(journal)


# the words


def test_the_hour_has_its_parts_with_their_minutes():
    assert [(part.id, part.minutes) for part in HOUR.parts] == [
        ("agreement", 5),
        ("checkin", 5),
        ("case", 10),
        ("questions", 15),
        ("grid", 10),
        ("do", 10),
        ("checkout", 5),
    ]
    assert [part.minutes for part in CLINIC.parts] == [5, 5, 10, 10, 10]


def test_there_are_twelve_sets_of_questions_and_each_names_its_source():
    assert len(WORDS.sets) == 12
    for each in WORDS.sets:
        assert WORDS.source(each.source).note and each.where
    assert "difficult" in [each.id for each in WORDS.sets]


def test_the_agreement_has_what_a_group_has_to_agree_on():
    fields = {each.id: each for each in WORDS.agreement.fields}
    assert {"confidentiality", "limits", "unsafe", "time-out", "records", "stored", "review"} <= (
        fields.keys()
    )
    assert "danger" in fields["limits"].begins and "tells the colleague" in fields["unsafe"].begins


def test_a_pause_has_two_steps_no_number_but_999_and_blanks_for_the_rest():
    said = " ".join(line for step in WORDS.pause.steps for line in step.lines)
    assert "999" in said and not re.findall(r"\d", said.replace("999", ""))
    assert len(WORDS.pause.steps) == 2
    blanks = [blank for step in WORDS.pause.steps for blank in step.blanks]
    assert set(blanks) == {"quiet_place", "speak_to", "raise_concern"}


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda raw: raw["shapes"][0]["orders"][0]["parts"].pop(), "every part once"),
        (lambda raw: raw["shapes"][0]["orders"][0]["parts"].reverse(), "after do"),
        (lambda raw: raw["shapes"][0]["parts"][0].update(id="record"), "cannot be called record"),
        (lambda raw: raw["shapes"][0]["parts"][0].update(kind="do"), "only one"),
        (lambda raw: raw["sets"][0].update(source="nobody"), "no source nobody"),
        (lambda raw: raw["sets"][1].update(id=raw["sets"][0]["id"]), "two of the set"),
        (lambda raw: raw["agreement"]["fields"][0].update(source="nobody"), "no source nobody"),
        (lambda raw: raw["pause"]["blanks"].pop(), "name each once"),
    ],
)
def test_a_spoilt_file_is_named_in_words(spoil: Any, sentence: str):
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    spoil(raw)
    with pytest.raises(ValidationError, match=sentence):
        GroupWords.model_validate(raw)


def test_the_file_is_read_from_its_own_place_and_has_no_faults():
    assert read(GroupWords, FILE) == WORDS
    assert check_file(FILE) == [] and kind_in(FILE) is GroupWords


# how it is set up


def test_parts_can_be_left_out_and_reordered_where_that_makes_sense():
    grid_first = HOUR.order("grid-first")
    assert grid_first is not None
    parts = tuple(Timed(part=id, minutes=3) for id in grid_first.parts if id != "checkin")
    held = Settings(parts=parts).held
    assert [part.id for part in held][1:4] == ["case", "grid", "questions"]
    assert {part.minutes for part in held} == {3}


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"parts": usual()[::-1]}, "not in an order"),
        ({"parts": usual()[:-2]}, "cannot be left out"),
        ({"parts": usual("clinic")}, "not in an order"),
        ({"parts": usual(), "sets": ("nothing",)}, "no set of questions nothing"),
        ({"parts": usual(), "shape": "year"}, "no session of the shape"),
        ({"parts": usual(), "agreement": {"money": "none"}}, "no field money"),
    ],
)
def test_a_session_that_makes_no_sense_is_not_set_up(chosen: dict[str, Any], sentence: str):
    with pytest.raises(ValidationError, match=sentence):
        Settings(**chosen)


def test_a_session_is_kept_long_enough_for_a_group_that_meets_once_a_month():
    assert Settings(parts=usual()).days == DAYS >= 60


def test_the_agreement_and_what_is_left_to_do_are_taken_over(circle: Circle, journal: Journal):
    circle.group("agreement", field=FIELD, text="the duty team")
    circle.group("action", what="ask again", who="the duty worker", by_when="Friday")
    dropped = circle.group("action", what="never mind")
    circle.group("action.dropped", action=dropped)
    (found,) = opening.standing(journal)
    session, state = found
    assert session.id == circle.session.id
    left = opening.left_over(state)
    assert left == (EarlierAction(what="ask again", who="the duty worker", by_when="Friday"),)

    second = Circle(journal, agreement=state.agreement_text(), earlier=left)
    assert second.state.agreement_text() == {FIELD: "the duty team"}
    assert not second.state.is_agreed, "a room agrees for itself"
    (earlier,) = second.state.shown_earlier()
    assert (earlier.what, earlier.status) == ("ask again", None)
    assert "the duty team" not in json.dumps(second.state.frame.settings)
    second.group("followed", action=earlier.id, status="still to do", on=earlier.version)
    assert [each.what for each in opening.left_over(second.state)] == ["ask again"]
    version = second.state.earlier[earlier.id].version
    second.group("followed", action=earlier.id, status="done", helped="time", on=version)
    assert opening.left_over(second.state) == ()


# nobody types until the last part

WRITTEN: list[tuple[str, dict[str, Any]]] = [
    ("action", {"what": "ask again"}),
    ("line", {"text": "that silence helps"}),
    ("themes", {"themes": ["asking"]}),
]


def test_nobody_writes_before_what_we_will_do(journal: Journal):
    circle = Circle(journal, "lobby")
    for stage in ("lobby", "agreement", "checkin", "case", "questions", "grid"):
        circle.act("stage", stage=stage)
        for by in (circle.trainer, circle.room):
            for kind, raw in WRITTEN:
                assert "nothing is written before" in circle.refused(kind, by, **raw)


def test_once_it_has_come_to_that_a_step_back_loses_nothing(circle: Circle):
    circle.act("stage", stage="grid")
    for kind, raw in WRITTEN:
        circle.group(kind, circle.room, **raw)


def test_the_agreement_is_written_by_the_supervisor_alone(circle: Circle):
    circle.act("stage", stage="agreement")
    circle.group("agreement", field=FIELD, text="the duty team")
    for by in (circle.room, circle.devices[0]):
        assert "supervisor" in circle.refused("agreement", by, field=FIELD, text="us")
    assert "no such field" in circle.refused("agreement", field="money", text="none")


def test_a_part_that_is_not_held_is_not_a_stage(journal: Journal):
    circle = Circle(journal, parts=tuple(t for t in usual() if t.part != "grid"))
    assert "no part 'grid'" in refused(circle.trainer, "stage", stage="grid")
    circle.act("stage", stage="record")


# devices, and what hidden means


def test_devices_write_nothing_unless_the_group_has_chosen_it(circle: Circle):
    device = circle.devices[0]
    assert "has not chosen" in circle.refused("action", device, what="ask again")
    assert "supervisor" in circle.refused("devices", device, may=True)
    circle.group("devices", may=True)
    circle.group("action", device, what="ask again")
    circle.group("line", device, text="that silence helps")
    circle.group("devices", may=False)
    assert "has not chosen" in circle.refused("line", device, text="more")


def test_what_a_device_writes_is_kept_without_its_seat_and_its_place(circle: Circle):
    circle.group("devices", may=True)
    device = circle.devices[1]
    names = [
        circle.group("action", device, what="ask again"),
        circle.group("line", device, text="that silence helps"),
        circle.group("paused", device),
    ]
    for entry in circle.entries:
        if entry.change in names:
            assert (entry.seat, entry.by) == ("", UNSIGNED)
    seats = {place.seat.id for place in circle.devices}
    assert not [e for e in circle.entries if e.seat in seats or e.by.startswith("table")]
    for place in (circle.trainer, circle.room, device):
        seen = json.dumps(circle.seen(place)["view"])
        assert not [seat for seat in seats if seat in seen] and "table-" not in seen


def test_a_change_of_a_device_that_is_sent_again_is_taken_once(circle: Circle):
    circle.group("devices", may=True)
    change = new()
    for _ in range(2):
        circle.devices[0].act(change, "group.line", {"text": "once"})
    assert [line.text for line in circle.state.shown_lines()] == ["once"]


def test_a_device_takes_back_what_it_wrote_but_changes_no_words(circle: Circle):
    circle.group("devices", may=True)
    device = circle.devices[0]
    name = circle.group("action", device, what="ask again")
    assert views.group(device)["undo"] is None, "nothing says whose it is, so nothing is undone"
    circle.group("action.dropped", device, action=name)
    assert circle.state.shown_actions() == []
    circle.group("action.back", device, action=name)
    said = circle.refused("action.changed", device, action=name, what="no", on=name)
    assert "say it aloud" in said


def test_a_device_does_nothing_that_is_the_groups(circle: Circle):
    circle.group("devices", may=True)
    for kind, raw in (
        ("placed", {"viewpoint": "person", "moment": "now", "wellbeing": 0, "safety": 0}),
        ("asked", {"set": None}),
        ("agreed", {"digest": "0" * 32}),
        ("themes", {"themes": []}),
        ("read", {"digest": "0" * 32}),
        ("went_on", {}),
        ("noted", {"field": "case", "text": "x"}),
    ):
        assert "say it aloud" in circle.refused(kind, circle.devices[0], **raw)


def test_nobody_fills_in_a_slip(circle: Circle):
    assert "no slips" in refused(circle.trainer, "slip", line="good")


# the agreement


def test_the_room_agrees_to_what_it_has_read_and_to_nothing_else(circle: Circle):
    state = circle.state
    assert "nothing to agree" in circle.refused("agreed", digest=state.agreement_digest())
    first = circle.group("agreement", field=FIELD, text="the duty team")
    read_ = circle.state.agreement_digest()
    circle.group("agreed", circle.room, digest=read_)
    assert circle.state.is_agreed
    circle.group("agreement", field=FIELD, text="the night team", on=first)
    assert not circle.state.is_agreed
    assert "read it once more" in circle.refused("agreed", circle.room, digest=read_)


def test_two_pages_that_change_one_field_lose_no_words(circle: Circle):
    other = circle.place("trainer")
    first = circle.group("agreement", field=FIELD, text="the duty team")
    circle.group("agreement", other, field=FIELD, text="the night team", on=first)
    assert "meanwhile" in circle.refused("agreement", field=FIELD, text="both", on=first)
    assert circle.state.agreement_text() == {FIELD: "the night team"}


# a scenario that is read


def test_a_scenario_is_read_scene_by_scene_left_and_gone_back_in(journal: Journal):
    circle = Circle(journal, "case", scenario=AMES)
    scene = circle.seen(circle.room)["view"]["scene"]
    assert scene["id"] == AMES.begins and scene["before"] is None
    first, *_ = scene["choices"]
    said = {"scene": AMES.begins, "choice": first["id"]}
    assert "supervisor" in circle.refused("scene", circle.devices[0], **said)
    step = circle.group("scene", circle.room, **said)
    scene = circle.seen(circle.devices[0])["view"]["scene"]
    assert scene["chosen"]["id"] == first["id"] and scene["chosen"]["answer"]
    assert "gone on" in circle.refused("scene", None, **said)
    left = circle.group("scene.left", scene=scene["id"], on=step)
    back = circle.group("scene.back", on=left)
    assert circle.seen(circle.room)["view"]["scene"]["id"] == scene["id"]
    circle.group("scene.back", on=back)
    assert circle.state.story is not None and circle.state.story.steps == ()
    on = circle.state.step
    assert "first scene" in circle.refused("scene.back", on=on)
    assert "not offered" in circle.refused("scene", scene=AMES.begins, choice=LEAVE, on=on)


def test_the_clinic_goes_from_the_case_to_a_next_step_and_its_owner(journal: Journal):
    circle = Circle(journal, "told", shape="clinic", parts=usual("clinic"))
    assert "nothing is written before" in circle.refused("action", what="ring the landlord")
    for stage in ("tried", "wants", "views", "next"):
        circle.act("stage", stage=stage)
    circle.group("action", what="ring the landlord", who="the housing officer", by_when="today")
    record = record_of(circle.state)
    assert record.shape == CLINIC.title
    assert [title for title, _ in record.parts][-1] == "Next step and owner"
    assert "no part 'checkin'" in refused(circle.trainer, "stage", stage="checkin")


def test_a_hard_scene_is_read_when_the_group_says_so_or_left_unread(journal: Journal):
    circle = Circle(journal, "case", scenario=AMES)
    for scene, choice in (("first-visit", "ask"), ("what-he-wants", "write-it-down")):
        on = circle.state.step
        circle.group("scene", scene=scene, choice=choice, on=on)
    at = circle.state.story
    assert at is not None and at.scene.hard
    words = json.dumps(at.scene.text[0])[1:-1]
    on = circle.state.step
    for place in (circle.room, circle.devices[0], circle.place("projector")):
        assert words not in json.dumps(circle.seen(place)["view"])
    choice = at.scene.choices[0].id
    assert "not been opened" in circle.refused("scene", scene=at.at, choice=choice, on=on)
    circle.group("scene.opened", circle.room, on=on)
    assert words in json.dumps(circle.seen(circle.devices[0])["view"])
    circle.group("scene.left", scene=at.at, on=on)
    assert circle.state.story is not None and circle.state.story.steps[-1].choice == LEAVE


def test_a_case_that_is_spoken_has_no_scenes(circle: Circle):
    assert "no scenario" in circle.refused("scene.left", scene="first-visit")
    assert circle.seen(circle.room)["view"]["scene"] is None


# the grid


def test_the_group_places_now_and_after_without_a_word(circle: Circle):
    circle.act("stage", stage="grid")
    at = {"viewpoint": "family", "moment": "now"}
    first = circle.group("placed", circle.room, **at, wellbeing=-2, safety=1)
    assert "meanwhile" in circle.refused("placed", None, **at, wellbeing=0, safety=0)
    circle.group("placed", None, **at, wellbeing=-3, safety=1, on=first)
    after = {"viewpoint": "family", "moment": "after"}
    circle.group("placed", None, **after, wellbeing=1, safety=0)
    seen = record_of(circle.state).seen
    assert [(each.viewpoint, each.moment) for each in seen] == [
        ("Family", "now"),
        ("Family", "after"),
    ]
    assert "wellbeing up by 4, safety down by 1" in seen[1].moved
    assert not k.Placed.words, "a place holds no words"
    assert "not used" in circle.refused(
        "placed", viewpoint="police", moment="now", wellbeing=0, safety=0
    )


def test_typed_case_detail_is_off_unless_the_organisation_turned_it_on(
    circle: Circle, journal: Journal
):
    assert "typed case detail is off" in circle.refused("noted", field="case", text="a story")
    assert "off" in circle.seen(circle.room)["content"]["rules"]["typed"]
    allowed = Circle(journal, "grid", typed=True)
    assert "nothing is written before" in allowed.refused("noted", field="case", text="a story")
    allowed.act("stage", stage="do")
    allowed.group("noted", field="case", text="a story")
    reason = k.why("person", "now")
    assert "nothing is placed" in allowed.refused("noted", field=reason, text="because")
    allowed.group("placed", viewpoint="person", moment="now", wellbeing=0, safety=0)
    allowed.group("noted", field=reason, text="because")
    record = record_of(allowed.state)
    assert record.case == "a story" and record.seen[0].reason == "because"


# pause


def test_a_pause_stops_the_clock_on_every_screen_and_lets_it_go_on(circle: Circle, clock: Any):
    circle.act("stage", stage="case", seconds=600)
    clock.now += 60
    circle.group("paused", circle.devices[2])
    state = circle.state
    assert state.paused and (state.frame.clock.state, state.frame.clock.left) == ("paused", 540)
    assert circle.seen(circle.devices[0])["view"]["paused"]
    assert "paused already" in circle.refused("paused", circle.room)
    assert "go on with the group" in refused(circle.trainer, "stage", stage="grid")
    assert "go on with the group" in refused(circle.trainer, "clock", do="resume")
    clock.now += 300
    circle.group("went_on", circle.room)
    state = circle.state
    assert not state.paused and state.frame.clock.state == "running"
    assert state.frame.clock.remaining(clock.now) == 540
    assert "goes on already" in circle.refused("went_on")


def test_the_organisation_turns_typed_case_detail_on_by_saying_so_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv(organisation.VARIABLE, raising=False)
    told = WORDS.typed.sentence

    def allowed(file: str | None) -> bool:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))  # it is looked at once for each
        folder.mkdir()
        if file is not None:
            (folder / organisation.FILE).write_text(file, encoding="utf-8")
        return organisation.typed_cases(folder)

    assert [allowed(None), allowed("yes"), allowed(f"Not yet: {told}")] == [False] * 3
    assert allowed(f"  {told}\n")
    monkeypatch.setenv(organisation.VARIABLE, told)
    assert allowed(None)


def test_a_pause_leaves_a_clock_that_did_not_run_as_it_was(circle: Circle):
    circle.group("paused")
    circle.group("went_on")
    assert circle.state.frame.clock.state == "off"


@pytest.mark.parametrize("told", [True, False])
def test_that_there_was_a_pause_is_recorded_only_where_the_supervisor_wishes(
    circle: Circle, told: bool
):
    circle.group("paused", circle.devices[0])
    circle.group("went_on", told=told)
    circle.group("paused")
    circle.group("went_on")
    assert record_of(circle.state).paused is told


def test_anybody_may_pause_at_every_part(circle: Circle):
    for stage in circle.state.chosen.stages:
        circle.act("stage", stage=stage)
        for by in (circle.trainer, circle.room, circle.devices[0]):
            circle.group("paused", by)
            circle.group("went_on")


# the record


def test_the_record_is_read_as_it_stands_before_it_is_filed(circle: Circle):
    circle.group("action", what="ask again", board=True)
    read_ = record_of(circle.state).digest
    circle.group("read", circle.room, digest=read_)
    assert is_read(circle.state)
    circle.group("line", text="that silence helps")
    assert not is_read(circle.state)
    assert "read it once more" in circle.refused("read", digest=read_)


def test_only_what_goes_beyond_the_case_goes_to_the_board(circle: Circle):
    kept = circle.group("action", what="ask again")
    circle.group("action", what="a checklist for advocates", board=True)
    circle.group("action.changed", action=kept, what="ask her again", on=kept)
    record = record_of(circle.state)
    assert [action.what for action in record.actions] == [
        "ask her again",
        "a checklist for advocates",
    ]
    assert [action.what for action in record.for_board] == ["a checklist for advocates"]


def test_words_that_are_set_aside_are_in_no_record_and_can_be_removed_for_good(circle: Circle):
    name = circle.group("action", what=PLANTED, who=PLANTED)
    line = circle.group("line", text=PLANTED)
    circle.group("agreement", field=FIELD, text=PLANTED)
    targets = [name, line, k.field_name(FIELD)]
    for target in targets:
        circle.act("set_aside", target=target)
    assert PLANTED not in json.dumps(circle.seen(circle.room))
    assert PLANTED not in repr(record_of(circle.state))
    assert len(views.console(circle.trainer)["aside"]) == 3
    assert "set aside" in circle.refused("agreement", field=FIELD, text="x", on=None)
    for target in targets:
        circle.act("removed", target=target)
    assert PLANTED not in rows_of(circle.journal)
    assert PLANTED not in json.dumps(circle.seen(circle.trainer))
    circle.group("agreement", field=FIELD, text="the duty team")


def test_identifiers_are_looked_for_in_everything_that_is_written(journal: Journal):
    circle = Circle(journal, typed=True, earlier=(EarlierAction(what="ring Mrs Kowalczyk"),))
    circle.group("action", what="see Mr Nowak")
    circle.group("line", text="Mrs Achebe was never asked")
    circle.group("agreement", field=FIELD, text="Mrs Delacroix arranges it")
    circle.group("noted", field="case", text="born on 3 May 1941")
    found = Looking().flag(pieces(circle.state))
    assert {each.piece.kind for each in found} == {
        "groupaction",
        "groupline",
        "agreement",
        "groupnote",
        "earlier",
    }


@pytest.mark.parametrize("kind", ["action", "line"])
def test_no_list_grows_without_end(circle: Circle, kind: str):
    most = rules.MOST_ACTIONS if kind == "action" else rules.MOST_LINES
    word = "what" if kind == "action" else "text"
    names = [circle.group(kind, None, **{word: f"number {n}"}) for n in range(most)]
    assert "already" in circle.refused(kind, None, **{word: "one more"})
    circle.group(f"{kind}.dropped", None, **{kind: names[-1]})
    circle.group(kind, None, **{word: "one more"})
    assert "already" in circle.refused(f"{kind}.back", None, **{kind: names[-1]})


def test_the_supervisors_words_stand_on_the_supervisors_page_alone(circle: Circle):
    said = json.dumps(HOUR.parts[0].says[0])
    assert said in json.dumps(circle.seen(circle.trainer))
    for place in (circle.room, circle.devices[0], circle.place("projector")):
        assert said not in json.dumps(circle.seen(place))


def test_taking_back_works_for_the_one_last_act(circle: Circle):
    name = circle.group("action", circle.room, what="ask again")
    circle.group("action.changed", circle.room, action=name, what="ask twice", on=name)
    undo = views.group(circle.room)["undo"]
    assert undo["says"] == "your change to an action"
    circle.act("undone", circle.room, of=undo["of"])
    assert [action.what for action in circle.state.shown_actions()] == ["ask again"]


def test_the_session_of_a_group_is_told_in_a_few_words(circle: Circle):
    assert exercise("group") is EXERCISE
    circle.group("action", what="ask again")
    assert EXERCISE.told(circle.state) == "1 action"
    assert {kind for kind in KINDS if kind.startswith("group.")} == {
        body.kind for body in vars(k).values() if _is_kind(body)
    }


def _is_kind(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, Body) and bool(thing.kind)


# anything at all

PLACES = st.integers(-5, 5)
NAMES = st.sampled_from(["change-0001", "change-0002", "change-0003"])
TEXT = st.text(max_size=12)
BODIES = st.one_of(
    st.builds(
        f.StageSet,
        stage=st.sampled_from(["lobby", "grid", "do", "record"]),
        seconds=st.none() | st.just(60.0),
    ),
    st.builds(f.ClockSet, do=st.sampled_from(["pause", "resume", "off"])),
    st.builds(k.Paused),
    st.builds(k.WentOn, told=st.booleans()),
    st.builds(k.AgreementSaid, field=st.just(FIELD), text=TEXT, on=st.none() | NAMES),
    st.builds(k.ActionSaid, what=st.just("do"), who=TEXT, board=st.booleans()),
    st.builds(k.ActionChanged, action=NAMES, what=st.just("else"), on=NAMES),
    st.builds(k.ActionDropped, action=NAMES),
    st.builds(k.ActionBack, action=NAMES),
    st.builds(k.LineSaid, text=st.just("that")),
    st.builds(k.LineChanged, line=NAMES, text=st.just("this"), on=NAMES),
    st.builds(k.Followed, action=NAMES, status=st.sampled_from([None, *k.STATUSES])),
    st.builds(
        k.Placed,
        viewpoint=st.sampled_from(VIEWPOINTS),
        moment=st.sampled_from(k.MOMENTS),
        wellbeing=PLACES,
        safety=PLACES,
    ),
    st.builds(k.Unplaced, viewpoint=st.sampled_from(VIEWPOINTS), moment=st.sampled_from(k.MOMENTS)),
    st.builds(k.Noted, field=st.just("case"), text=TEXT),
    st.builds(k.Went, scene=st.just(AMES.begins), choice=st.just("ask"), on=st.none() | NAMES),
    st.builds(k.Left, scene=st.just(AMES.begins), on=st.none() | NAMES),
    st.builds(k.WentBack, on=st.none() | NAMES),
    st.builds(k.SceneOpened, on=st.none() | NAMES),
    st.builds(f.Undone, of=NAMES),
    st.builds(aside.SetAside, target=NAMES | st.just(k.field_name(FIELD))),
    st.builds(aside.PutBack, target=NAMES | st.just(k.field_name(FIELD))),
    st.builds(aside.Removed, target=NAMES | st.just(k.field_name(FIELD))),
)


def entry(seq: int, body: Body) -> Entry:
    return Entry(seq, float(seq), "seat", "trainer", f"change-{seq:04}", body.kind, body)


@settings(max_examples=60)
@given(st.lists(BODIES, max_size=12), st.randoms())
def test_any_entries_in_any_order_give_one_state_and_a_record(bodies: list[Body], chance: Any):
    opened = Settings(parts=usual(), scenario=AMES, typed=True).opened(1)
    first = Entry(1, 1.0, "", "trainer", "opened-one", opened.kind, opened)
    entries = [first, *(entry(n, body) for n, body in enumerate(bodies, 2))]
    state = fold(entries)
    shuffled = [*entries]
    chance.shuffle(shuffled)
    assert fold(shuffled) == state
    reader: Reader[State] = Reader(State)
    for each in shuffled:
        reader.take([each])
    assert record_of(reader.state) == record_of(state)
    assert json.dumps(views.shown(state))
    for role, body in itertools.product(("trainer", "room", "table", "projector"), bodies):
        with suppress(Refused):
            rules.check(state, entries, Seat("seat", "session", role, 1), body)
    assert isinstance(record_of(state), Record)
    assert all(isinstance(piece.text, str) for piece in pieces(state))


def test_hostile_words_stand_as_they_were_written(circle: Circle):
    words = "<img src=x onerror=alert(1)> {{7*7}} \u202e \U0001f642"
    circle.group("action", what=words, who=words, by_when=words)
    assert circle.state.shown_actions()[0].what == words


def test_a_shape_without_its_parts_is_no_shape():
    with pytest.raises(ValidationError):
        Shape.model_validate({"id": "none", "title": "None", "about": "x", "parts": []})
