"""The case file audit: its words, who looks at whose files, what is refused, what is not kept."""

from __future__ import annotations

import itertools
import json
import tomllib
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from exercises.audit import kinds as k
from exercises.audit import opening, rules, views
from exercises.audit.content import FILE, AuditWords, audit_words
from exercises.audit.exercise import EXERCISE
from exercises.audit.record import Record, is_read, record_of
from exercises.audit.sending import pieces
from exercises.audit.settings import DAYS, Agency, Settings, months_before
from exercises.audit.state import State, fold
from exercises.exercise import Refused, exercise
from exercises.following import Reader
from exercises.group.settings import EarlierAction
from exercises.journal import aside, sessions
from exercises.journal import frame as f
from exercises.journal.entries import KINDS, Body, Entry
from exercises.journal.sessions import Door, Role, Seat
from exercises.journal.store import Journal
from exercises.library import read
from exercises.place import Place
from exercises.sending import Looking
from facilitator.checking import check_file, kind_in
from tests.test_journal import PLANTED, rows_of
from tests.test_six_principles import HOSTILE, new, refused

WORDS = audit_words()
SINCE, UNTIL = date(2026, 8, 21), date(2026, 11, 21)
THREE = ("Northshire Council", "Vale Health Trust", "Northshire Police")


def chosen(names: tuple[str, ...] = THREE, **others: Any) -> Settings:
    agencies = tuple(Agency(name=name, kind="other") for name in names)
    return Settings(**{"agencies": agencies, "since": SINCE, "until": UNTIL} | others)


class Room:
    """An audit lead, a shared screen and a device for each agency, with the files to look at."""

    def __init__(self, journal: Journal, agreed: bool = True, **others: Any) -> None:
        self.journal = journal
        asked: dict[str, Any] = {"shared": False} | others
        plan = chosen(**asked)
        self.session = opening.begin(journal, plan)
        self.lead, self.screen = self.place("trainer"), self.place("room", 1)
        tables = 1 if plan.shared else len(plan.agencies)
        self.devices = [self.place("table", n) for n in range(1, tables + 1)]
        if agreed:
            self.audit("agreed")
        self.act("stage", stage="look")

    def place(self, role: Role, table: int | None = None) -> Place:
        seat, _ = sessions.take_seat(self.journal, Door(self.session.id, role, table))
        return Place(self.journal, seat)

    def act(self, kind: str, by: Place | None = None, **raw: Any) -> str:
        return (by or self.lead).act(new(), kind, raw).change

    def audit(self, kind: str, by: Place | None = None, **raw: Any) -> str:
        return self.act(f"audit.{kind}", by, **raw)

    def refused(self, kind: str, by: Place | None = None, **raw: Any) -> str:
        return refused(by or self.lead, f"audit.{kind}", **raw)

    @property
    def state(self) -> State:
        self.lead.follow()
        return self.lead.state

    @property
    def record(self) -> Record:
        return record_of(self.state)

    def seen(self, place: Place) -> dict[str, Any]:
        """Everything that a page is given, as it is sent."""
        place.follow()
        role = place.seat.role
        view = {"trainer": views.console, "projector": views.projector}.get(role, views.table)
        return json.loads(json.dumps({"content": views.content(place), "view": view(place)}))


@pytest.fixture
def room(journal: Journal) -> Room:
    return Room(journal)


def observed(journal: Journal, **others: Any) -> Room:
    return Room(journal, shape="observed", files=2, **others)


CONSENT: dict[str, Any] = {"given": True, "giver": "advocate", "day": "2024-11-04"}
CONSENT |= {"asked_by": "the social worker"}
REFUSED_CONSENT: dict[str, Any] = CONSENT | {"given": False}
BY_NAME: dict[str, Any] = CONSENT | {"asked_by": "Mr Nowak"}
AT: dict[str, Any] = {"file": "A1", "item": "asked"}


# the words


def test_a_file_is_asked_eight_questions_and_an_observed_enquiry_three_sets():
    files, watched, live = WORDS.shapes
    assert [len(section.items) for section in WORDS.sections_of(files)] == [8]
    assert [len(section.items) for section in WORDS.sections_of(watched)] == [7, 3, 3]
    eight = WORDS.sections_of(files)[0].items
    focus = WORDS.sections_of(watched)[0].items
    assert set(eight) - set(focus) == {"asked", "met"} and set(focus) - set(eight) == {"meetings"}
    assert WORDS.sections_of(live)[0].items == eight and live.rating == "when both agree"


def test_not_recorded_is_said_not_to_be_not_done_and_ratings_have_words_and_shapes():
    answers = {each.id: each for each in WORDS.answers}
    assert list(answers) == ["yes", "partly", "no", "not-recorded", "does-not-apply"]
    assert "not the same as not done" in answers["not-recorded"].means
    assert len({rating.shape for rating in WORDS.ratings}) == 3
    assert "does not rate the worker" in WORDS.rates and "what the person chose" in WORDS.rates
    for item in WORDS.items:
        assert item.na and item.look_for and item.reflect


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda raw: raw["sections"][0]["items"].append("money"), "no item money"),
        (lambda raw: raw["shapes"][0]["sections"].append("none"), "no section none"),
        (lambda raw: raw["shapes"][1].update(source="nobody"), "no source nobody"),
        (lambda raw: raw["shapes"][0]["parts"][0].update(id="record"), "cannot be called record"),
        (lambda raw: raw["shapes"][0]["parts"].pop(), "the last of the kind do"),
        (lambda raw: raw["ratings"].reverse(), "in this order"),
        (lambda raw: raw["answers"].pop(), "it has no rating"),
        (lambda raw: raw["themes"][1].update(id="asking"), "two of the theme"),
    ],
)
def test_a_spoilt_file_is_named_in_words(spoil: Any, sentence: str):
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    spoil(raw)
    with pytest.raises(ValidationError, match=sentence):
        AuditWords.model_validate(raw)


def test_the_file_has_no_faults():
    assert read(AuditWords, FILE) == WORDS
    assert check_file(FILE) == [] and kind_in(FILE) is AuditWords


# how it is set up


@pytest.mark.parametrize("many", range(2, 13))
def test_no_agency_looks_at_its_own_files_and_each_is_looked_at_once(many: int):
    plan = chosen(tuple(f"agency {n}" for n in range(many)))
    assert all(by != of for by, of in plan.rota)
    assert sorted(of for _, of in plan.rota) == list(plan.letters)


def test_one_agency_looks_at_its_own_and_says_so_and_a_room_may_look_together():
    assert chosen(THREE[:1]).rota == (("A", "A"),)
    together = chosen(together=True)
    assert together.rota == () and together.audited_by(2) == "ABC"


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ({"files": 15}, "at most 40"),
        ({"since": UNTIL, "until": SINCE}, "turn them round"),
        ({"shape": "live"}, "has one file"),
        ({"together": True, "shared": False}, "one shared screen"),
        ({"agencies": (Agency(name="x", kind="bank"),)}, "no kind of agency"),
        ({"agencies": (Agency(name="Y", kind="other"), Agency(name="y", kind="other"))}, "twice"),
    ],
)
def test_an_audit_that_makes_no_sense_is_not_set_up(others: dict[str, Any], sentence: str):
    with pytest.raises(ValidationError, match=sentence):
        chosen(**others)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 21), date(2026, 8, 21)),
        (date(2026, 5, 31), date(2026, 2, 28)),
        (date(2026, 1, 5), date(2025, 10, 5)),
    ],
)
def test_three_months_before_is_a_day_that_there_is(day: date, before: date):
    assert months_before(day) == before


def test_actions_are_taken_over_and_followed_up(room: Room, journal: Journal):
    room.audit("action", what="ask earlier", who="the team manager", board=True)
    kept = opening.left_over(room.state)
    assert kept == (EarlierAction(what="ask earlier", who="the team manager"),)
    second = Room(journal, earlier=kept)
    assert "ask earlier" not in json.dumps(second.state.frame.settings)
    (earlier,) = second.state.shown_earlier()
    second.audit("followed", action=earlier.id, status="changed", helped="time", on=earlier.version)
    assert second.record.followed[0].status == "changed"
    assert second.record.board.followed == ("changed",)
    assert opening.left_over(second.state) == () and chosen().days == DAYS


# confidentiality, and files


def test_nothing_is_written_before_the_room_has_agreed(journal: Journal):
    room = Room(journal, agreed=False)
    acts: list[tuple[str, dict[str, Any]]] = [
        ("answered", AT | {"answer": "yes"}),
        ("noted", AT | {"text": "short"}),
        ("drawn", {"agency": "A", "files": 2}),
        ("action", {"what": "ask earlier"}),
    ]
    for kind, raw in acts:
        assert "agree on confidentiality" in room.refused(kind, **raw)
    room.audit("agreed", room.screen)
    room.audit("answered", **AT, answer="yes")


def test_a_choice_says_how_many_and_never_which(room: Room):
    assert not [name for name in k.Drawn.model_fields if "ref" in name or name == "text"]
    assert "cannot be taken" in room.refused("drawn", agency="A", files=2, refs=["2026/117"])
    assert "list of 1" in room.refused("drawn", agency="A", files=2, listed=1)
    first = room.audit("drawn", agency="A", files=2, listed=41)
    assert room.state.files("A") == ["A1", "A2"]
    assert "meanwhile" in room.refused("drawn", agency="A", files=3, listed=41)
    assert "at most 3" in room.refused("drawn", agency="A", files=4, listed=41, on=first)
    assert room.record.agencies[0][-1] == "2 files of 41, at random"
    assert "no file A3" in room.refused("answered", file="A3", item="asked", answer="yes")
    room.audit("answered", **AT, answer="yes")
    assert "stay as they were" in room.refused("drawn", agency="A", files=1, listed=41, on=first)


def test_a_choice_is_not_taken_back_once_something_is_written_on_its_files(room: Room):
    first = room.audit("drawn", agency="A", files=2, listed=2, how="all of them")
    second = room.audit("drawn", agency="A", files=3, listed=41, on=first)
    room.audit("noted", room.devices[2], file="A3", item="asked", text=PLANTED)
    assert "stay as they were" in refused(room.lead, "undone", of=second)
    assert PLANTED in repr(room.record)
    other = room.audit("drawn", agency="B", files=3, listed=41)
    room.act("undone", of=other)
    assert "B" not in room.state.draws


def test_a_device_writes_on_the_files_that_it_looks_at_and_sees_no_note_on_others(room: Room):
    first, second, third = room.devices
    assert "another device" in room.refused("answered", first, **AT, answer="yes")
    room.audit("answered", third, **AT, answer="yes")
    room.audit("noted", third, **AT, text="asked at the first visit")
    line = room.audit("line", third, **AT, text="asked by name of her choice")
    assert "another device" in room.refused("line.dropped", first, line=line)
    assert "another device" in room.refused("drawn", second, agency="A", files=1)
    for other in (first, second, room.place("projector")):
        assert "first visit" not in json.dumps(room.seen(other))
    for other in (third, room.lead, room.screen):
        assert "first visit" in json.dumps(room.seen(other))
    room.act("stage", stage="record")
    assert "first visit" in json.dumps(room.seen(first)), "everybody reads it before it is filed"
    assert "first visit" not in json.dumps(room.seen(room.place("projector")))
    assert "audit lead" in room.refused("read", first, digest=room.record.digest)
    assert "audit lead" in refused(first, "stage", stage="follow")


# answers, ratings and notes


def test_a_rating_is_of_the_file_and_none_is_given_where_the_question_does_not_apply(room: Room):
    answer = room.audit("answered", **AT, answer="partly")
    rating = room.audit("rated", **AT, rating="amber")
    assert "meanwhile" in room.refused("rated", room.screen, **AT, rating="red")
    room.audit("rated", **AT, rating="green", on=rating)
    again = room.audit("answered", **AT, answer="does-not-apply", on=answer)
    assert room.state.cell("A1", "asked").rating is None
    assert "does not apply" in room.refused("rated", **AT, rating="red", on=rating)
    assert "choose one of what is offered" in room.refused("answered", **AT, answer="passed")
    assert "not asked in this audit" in room.refused(
        "answered", file="A1", item="meetings", answer="yes"
    )
    room.audit("answered", **AT, answer=None, on=again)
    assert not room.state.is_begun("A1")


def test_two_devices_at_one_file_lose_no_wording(room: Room):
    first = room.audit("noted", **AT, text="asked at the first visit")
    room.audit("noted", room.screen, **AT, text="asked on the phone", on=first)
    rival = room.audit("noted", **AT, text="asked at the hospital", on=first)
    note = room.state.cell("A1", "asked").note
    assert note is not None
    assert {note.words.text, *(r.text for r in note.words.rivals)} == {
        "asked on the phone",
        "asked at the hospital",
    }
    at_once = room.audit("noted", room.screen, file="A2", item="asked", text="one")
    room.audit("noted", room.devices[2], file="A2", item="asked", text="two")
    assert at_once and len(room.state.cells["A2", "asked"].note.words.rivals) == 1  # type: ignore[union-attr]
    room.audit("picked", room.screen, **AT, keep=rival)
    assert room.record.files[0].parts[0][1][0].note == "asked at the hospital"
    assert "not there any more" in room.refused("picked", **AT, keep=first)


def test_what_somebody_said_is_not_rated(journal: Journal):
    room = observed(journal)
    room.audit("consent", file="A1", **CONSENT)
    at: dict[str, Any] = {"file": "A1", "item": "person-control"}
    room.audit("answered", **at, answer="passed")
    assert "not rated" in room.refused("rated", **at, rating="red")


# consent


def test_the_observed_form_opens_with_consent_and_closes_without(journal: Journal):
    room = observed(journal)
    at: dict[str, Any] = {"file": "A1", "item": "said"}
    acts: list[tuple[str, dict[str, Any]]] = [
        ("answered", at | {"answer": "yes"}),
        ("noted", at | {"text": PLANTED}),
        ("line", at | {"text": PLANTED}),
    ]
    for kind, raw in acts:
        assert "has not consented" in room.refused(kind, **raw)
    for day in ("2999-01-01", "0204-11-04"):
        mistyped: dict[str, Any] = CONSENT | {"day": day}
        assert "choose the day" in room.refused("consent", file="A1", **mistyped)
    no = room.audit("consent", file="A1", **REFUSED_CONSENT)
    assert "has not consented" in room.refused("answered", **at, answer="yes")
    assert "meanwhile" in room.refused("consent", file="A1", **CONSENT)
    yes = room.audit("consent", file="A1", **CONSENT, on=no)
    room.audit("answered", **at, answer="yes")
    room.audit("noted", **at, text=PLANTED)
    line = room.audit("line", **at, text=PLANTED, board=True)
    assert room.record.files[0].consent == (
        "Their advocate, on 4 November 2024, asked by: the social worker"
    )
    room.audit("consent", file="A1", **REFUSED_CONSENT, on=yes)
    assert "has not consented" in room.refused("line.changed", line=line, text="more", on=line)
    assert room.record.not_open[0] == "A1" and PLANTED not in repr(room.record)
    assert not [piece for piece in pieces(room.state) if PLANTED in piece.text]
    for place in (room.screen, *room.devices):
        assert PLANTED not in json.dumps(room.seen(place))
    for thing in room.seen(room.lead)["view"]["aside"]:
        room.act("removed", target=thing["target"])
    assert PLANTED not in rows_of(journal)


def test_consent_is_asked_only_where_somebody_is_observed(room: Room):
    assert "nobody is observed" in room.refused("consent", file="A1", **CONSENT)
    assert "name" not in k.ConsentSaid.model_fields


# the live audit


def test_nothing_is_rated_in_a_live_audit_unless_both_agree(journal: Journal):
    room = Room(journal, names=THREE[:1], shape="live", files=1, shared=True)
    room.audit("line", text="she was asked first", of="well")
    assert "unless both agree" in room.refused("rated", **AT, rating="green")
    room.audit("rating", room.screen, both=True)
    room.audit("rated", **AT, rating="green")
    room.audit("rating", both=False)
    assert not any(row.rating for _, rows in room.record.files[0].parts for row in rows)
    room.audit("line", text="ask again at the end", of="try")
    assert (room.record.well, room.record.to_try) == (
        ("she was asked first",),
        ("ask again at the end",),
    )
    (item, *_) = room.seen(room.screen)["content"]["sections"][0]["items"]
    assert item["ask"] == WORDS.item("asked").reflect


def test_where_files_are_rated_nothing_has_to_be_agreed(room: Room):
    assert "nothing has to be agreed" in room.refused("rating", both=True)


# the record


def fill(room: Room, files: list[str], item: str = "asked") -> None:
    for file in files:
        room.audit("answered", file=file, item=item, answer="yes")
        room.audit("noted", file=file, item=item, text=f"{PLANTED} {file}")


@pytest.mark.parametrize("many", [4, 5])
def test_the_board_sees_counts_over_all_agencies_from_five_files_on(room: Room, many: int):
    fill(room, ["A1", "A2", "B1", "C1", "C2"][:many])
    room.audit("rated", **AT, rating="amber")
    room.audit("themes", themes=["asking", "recording"])
    room.audit("line", **AT, text="a letter in her own language", board=True)
    room.audit("line", **AT, text="of one family")
    room.audit("action", **AT, what="of one file")
    room.audit("action", what="ask earlier", board=True)
    board = room.record.board
    assert (board.files, board.agencies, board.counts[0].shown) == (many, 3, many == 5)
    if many == 5:
        (asked, *_) = board.counts[0].questions
        assert dict(asked.answers)["Yes"] == 5 and not asked.ratings  # one file was rated
        for file in ("A2", "B1", "C1", "C2"):
            room.audit("rated", file=file, item="asked", rating="green")
        rated = room.record.board.counts[0].questions[0].ratings
        assert dict(rated) == {"Green": 4, "Amber": 1, "Red": 0}
    assert board.good == ("a letter in her own language",)
    assert [action.what for action in board.actions] == ["ask earlier"]
    told = repr(board)
    for words in (PLANTED, "of one", *THREE):
        assert words not in told


def test_fewer_than_five_peoples_answers_are_not_counted(journal: Journal):
    room = Room(journal, shape="observed", files=2)
    for file in room.state.files():
        room.audit("consent", file=file, **CONSENT)
        room.audit("answered", file=file, item="said", answer="yes")
        room.audit("answered", file=file, item="person-control", answer="no")
    last: dict[str, Any] = {"file": "C2", "item": "person-informed"}
    room.audit("answered", **last, answer="passed")
    focus, worker, person = room.record.board.counts
    assert focus.shown and not worker.shown and person.people
    assert [each.title for each in person.questions] == ["In control"]


def test_the_record_is_read_as_it_stands_before_it_is_filed(room: Room):
    fill(room, ["A1"])
    room.audit("read", room.screen, digest=room.record.digest)
    assert is_read(room.state)
    room.audit("answered", file="B1", item="met", answer="not-recorded")
    assert not is_read(room.state)
    assert "read it once more" in room.refused("read", digest="0" * 32)


def test_words_that_are_set_aside_are_in_no_record_and_can_be_removed_for_good(room: Room):
    names = [
        room.audit("action", what=PLANTED, who=PLANTED, board=True),
        room.audit("line", text=PLANTED, board=True),
    ]
    room.audit("noted", **AT, text=PLANTED)
    names.append(k.note_name("A1", "asked"))
    for name in names:
        room.act("set_aside", target=name)
    assert PLANTED not in repr(room.record) and PLANTED not in json.dumps(room.seen(room.screen))
    assert "set aside" in room.refused("noted", **AT, text="x")
    assert len(views.console(room.lead)["aside"]) == 3
    room.act("put_back", target=names[1])
    assert PLANTED in repr(room.record)
    room.act("set_aside", target=names[1])
    for name in names:
        room.act("removed", target=name)
    assert PLANTED not in rows_of(room.journal)
    room.audit("noted", **AT, text="other words")


def test_identifiers_are_looked_for_in_everything_that_is_written(journal: Journal):
    room = observed(journal, earlier=(EarlierAction(what="ring Mrs Kowalczyk"),))
    room.audit("consent", file="A1", **BY_NAME)
    room.audit("noted", file="A1", item="said", text="born on 3 May 1941")
    room.audit("line", text="Mrs Achebe was asked")
    room.audit("action", what="see Mr Delacroix")
    found = Looking().flag(pieces(room.state))
    assert {each.piece.kind for each in found} == {
        "auditaction",
        "auditconsent",
        "auditline",
        "auditnote",
        "earlier",
    }


def test_taking_back_works_for_the_one_last_act(room: Room):
    room.audit("answered", room.screen, **AT, answer="yes")
    undo = room.seen(room.screen)["view"]["undo"]
    assert undo["says"] == "your answer"
    room.act("undone", room.screen, of=undo["of"])
    assert not room.state.is_begun("A1")


def test_no_list_grows_without_end(room: Room):
    names = [room.audit("action", what=f"number {n}") for n in range(rules.MOST_ACTIONS)]
    assert "already" in room.refused("action", what="one more")
    room.audit("action.dropped", action=names[0])
    room.audit("action", what="one more")


def test_the_session_is_told_in_a_few_words_and_has_no_slips(room: Room):
    assert exercise("audit") is EXERCISE
    room.audit("answered", **AT, answer="no")
    assert EXERCISE.told(room.state) == "1 file looked at"
    assert "no slips" in refused(room.lead, "slip", line="good")
    assert "no part 'grid'" in refused(room.lead, "stage", stage="grid")
    said = json.dumps(WORDS.shapes[0].parts[1].says[0])
    assert said in json.dumps(room.seen(room.lead))
    assert said not in json.dumps(room.seen(room.screen))
    assert {kind for kind in KINDS if kind.startswith("audit.")} == set(views.SAID) | {
        "audit.earlier"
    }


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_text(room: Room, words: str):
    room.audit("noted", **AT, text=f"x {words[:80]}")
    room.audit("line", text=f"x {words[:80]}", board=True)
    assert room.record.board.good[0] == room.state.shown_lines()[0].text


# anything at all

FILES = st.sampled_from(["A1", "A3", "B1", "L9"])
ITEMS = st.sampled_from(["asked", "met", "meetings", "person-control"])
NAMES = st.sampled_from(["change-0002", "change-0003", "change-0004"])
ON = st.none() | NAMES
TEXT = st.text(max_size=12)
TARGETS = NAMES | st.sampled_from(["note/A1/asked", "consent/A1"])
BODIES = st.one_of(
    st.builds(k.Agreed),
    st.builds(k.Drawn, agency=st.sampled_from("AB"), files=st.integers(1, 3), on=ON),
    st.builds(
        k.ConsentSaid,
        file=FILES,
        given=st.booleans(),
        giver=st.just("person"),
        day=st.just(UNTIL),
        asked_by=TEXT,
        on=ON,
    ),
    st.builds(k.Answered, file=FILES, item=ITEMS, answer=st.sampled_from(["yes", None]), on=ON),
    st.builds(k.Rated, file=FILES, item=ITEMS, rating=st.sampled_from(["red", None]), on=ON),
    st.builds(k.Noted, file=FILES, item=ITEMS, text=TEXT, on=ON),
    st.builds(k.NotePicked, file=FILES, item=ITEMS, keep=NAMES),
    st.builds(k.LineSaid, text=st.just("that"), board=st.booleans(), file=st.none() | FILES),
    st.builds(k.LineChanged, line=NAMES, text=st.just("this"), on=NAMES),
    st.builds(k.LineDropped, line=NAMES),
    st.builds(k.ActionSaid, what=st.just("do"), who=TEXT, file=st.none() | FILES),
    st.builds(k.ActionChanged, action=NAMES, what=st.just("else"), on=NAMES),
    st.builds(k.ActionBack, action=NAMES),
    st.builds(k.ThemesChosen, themes=st.just(("asking",))),
    st.builds(f.StageSet, stage=st.sampled_from(["lobby", "look", "record", "else"])),
    st.builds(f.Undone, of=NAMES),
    st.builds(aside.SetAside, target=TARGETS),
    st.builds(aside.PutBack, target=TARGETS),
    st.builds(aside.Removed, target=TARGETS),
)


def entry(seq: int, body: Body) -> Entry:
    return Entry(seq, float(seq), "seat", "trainer", f"change-{seq:04}", body.kind, body)


@settings(max_examples=60)
@given(
    st.sampled_from(["files", "observed"]),
    st.lists(BODIES, max_size=12),
    st.randoms(use_true_random=False),
)
def test_any_entries_in_any_order_give_one_state_and_a_record(
    shape: str, bodies: list[Body], chance: Any
):
    opened = chosen(shape=shape).opened()
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
    assert json.dumps(views.shown(state, "ABC")) and json.dumps(views._aside(state))
    for role, body in itertools.product(("trainer", "room", "table", "projector"), bodies):
        with suppress(Refused):
            rules.check(state, entries, Seat("seat", "session", role, 1), body)
    assert all(isinstance(piece.text, str) for piece in pieces(state))
