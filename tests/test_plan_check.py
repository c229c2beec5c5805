"""The check against the board's plan: entries, rules, state, views, and what is a promise."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises import library
from exercises.exercise import Refused, exercise
from exercises.journal import sessions
from exercises.journal.entries import KINDS, Body, Entry, Unknown, restored, stored
from exercises.journal.sessions import Door, Role
from exercises.journal.store import Journal
from exercises.library import PRINCIPLES
from exercises.matcher import answer
from exercises.place import Place
from exercises.plan import content
from exercises.plan import kinds as k
from exercises.plan import rules as plan_rules
from exercises.plan.known import framework_fields
from exercises.plan.objectives import promises
from exercises.plan.passages import LONGEST_PASSAGE, MOST_CHARACTERS, MOST_PASSAGES
from exercises.plan.rules import MOST_ACTIONS, MOST_PLANS, MOST_RIVALS
from exercises.plan.splitting import split
from exercises.plan.state import Part, Plan, PlanCheck
from exercises.sending import Looking, fiction_of
from exercises.six_principles import plan_views
from exercises.six_principles.exercise import EXERCISE
from exercises.six_principles.holding import decision, held, is_gap, question
from exercises.six_principles.opening import Given, begin_plan_check
from exercises.six_principles.rules import MOST_FACTORS
from exercises.six_principles.sending import pieces
from exercises.six_principles.settings import Settings
from exercises.six_principles.state import State, fold
from tests.loops import no_loop
from tests.test_journal import PLANTED, SAMPLES, bytes_of, rows_of
from tests.test_six_principles import (
    HOSTILE,
    actions,
    gone,
    new,
    numbered,
    on_plans,
    plans,
    refused,
)
from widgets import Console, Projector, Table

PAY, QUEUE, FIRE, MEMBERS = (
    "We will pay for an advocate within five days.",
    "Last year people waited for a month.",
    "The fire service will visit people at home.",
    "The members are the council and the police.",
)
PASSAGES = (
    {"heading": "Advocacy", "place": "page 3", "text": PAY},
    {"heading": "Advocacy", "place": "page 3", "text": QUEUE},
    {"heading": "Homes", "place": "page 4", "text": FIRE},
    {"heading": "About us", "place": "", "text": MEMBERS},
)
ASKED, HOME = "given-01", "given-02"  # of empowerment, of prevention
FACTORS = tuple(Given(principle, f"A key factor of {principle}") for principle in PRINCIPLES)
WELLBEING = "principle-wellbeing"  # an item of a lens, about none of the six


# a room to act in


class Room:
    """The trainer and six tables of a plan check with one key factor for each principle, so that
    table 1 works on empowerment, table 2 on prevention and so on."""

    def __init__(self, journal: Journal, **chosen: Any) -> None:
        self.journal = journal
        whole = Settings(case=library.case("mrs-t"), **chosen)
        self.session = begin_plan_check(journal, whole, 6, FACTORS)
        self.trainer = self.place("trainer")

    @cached_property
    def tables(self) -> dict[int, Place]:
        return {n: self.place("table", n) for n in range(1, 7)}

    def place(self, role: Role, table: int | None = None) -> Place:
        seat, _ = sessions.take_seat(self.journal, Door(self.session.id, role, table))
        return Place(self.journal, seat)

    @property
    def state(self) -> State:
        self.trainer.follow()
        return self.trainer.state

    def give(self, *texts: str, by: Place | None = None, **raw: Any) -> str:
        """The plan of PASSAGES, or one of these texts."""
        passages = [{"text": text} for text in texts] or list(PASSAGES)
        raw = {"title": "Our plan", "source": "pasted", "passages": passages} | raw
        return act(by or self.trainer, "plan.given", **raw)

    def correct(self, kind: str, part: str, by: Place | None = None, **raw: Any) -> str:
        standing = self.state.plan.plan
        assert standing is not None
        return act(by or self.trainer, f"plan.{kind}", plan=standing.id, passage=part, **raw)

    def tick(self, part: str, target: str = ASKED, by: Place | None = None, shows=True) -> str:
        by = by or self.tables[1]
        return act(by, "plan.evidence", target=target, passage=part, shows=shows)

    def decide(self, target: str, value: str, matters: str = "", by: Place | None = None) -> None:
        act(by or self.trainer, "chose", field=f"plan/{target}/decision", value=value)
        if matters:
            act(by or self.trainer, "chose", field=f"plan/{target}/significant", value=matters)

    def propose(self, table: int | None = 1, text: str = "Pay for advocates", **raw: Any) -> str:
        by = self.trainer if table is None else self.tables[table]
        return act(by, "plan.action", table=table, text=text, **raw)

    def plan(self) -> Plan:
        found = self.state.plan.plan
        assert found is not None
        return found

    def texts(self) -> list[str]:
        """The passages that are compared."""
        return [part.text for part in self.state.plan.parts()]

    def parts(self) -> list[str]:
        """Their names."""
        return [part.id for part in self.state.plan.parts()]

    def shows(self, target: str = ASKED) -> list[str]:
        return [part.text for part in self.state.plan.shows(target)]

    def actions(self) -> list[str]:
        return [action.said.text for action in self.state.plan.shown_actions()]

    def seen(self, role: Role, table: int | None = None) -> dict[str, Any]:
        return seen(self.place(role, table))


def act(place: Place, kind: str, **raw: Any) -> str:
    """Write, and give the name of the change."""
    return place.act(new(), kind, raw).change


def sit(screen: Any, seat: Any) -> None:
    """Seat a page without letting it follow by itself."""
    with no_loop():
        screen.sit(seat)


def seen(place: Place) -> dict[str, Any]:
    """What a page is given: the view, and the plan as its widget sends it."""
    page: Any = {"trainer": Console, "projector": Projector}.get(place.seat.role, Table)
    screen = page(place.journal)
    sit(screen, place.seat)
    return {**screen.view, "plan": screen.plan}


@pytest.fixture
def room() -> Iterator[Room]:
    with closing(Journal("sqlite://")) as journal:
        room = Room(journal)
        act(room.trainer, "stage", stage="plan")
        yield room


@pytest.fixture
def shared(room: Room) -> Room:
    """A room that works together at one screen."""
    return Room(room.journal, shared=True)


@pytest.fixture
def alone(room: Room) -> Place:
    """Somebody who checks the plan on their own."""
    return Room(room.journal, solo=True).place("solo")


# the plan


def test_a_plan_is_given_and_its_passages_are_named_by_it(room):
    given = room.give()
    plan = room.plan()
    assert (plan.id, plan.title, plan.source, plan.by) == (given, "Our plan", "pasted", "trainer")
    assert room.parts() == [f"{given}-{n}" for n in (1, 2, 3, 4)]
    assert room.texts() == [PAY, QUEUE, FIRE, MEMBERS]
    assert [part.promises for part in plan.parts] == [True, False, True, False]
    assert plan_views.where(plan.parts[0]) == "Advocacy, page 3"
    assert plan_views.where(plan.parts[3]) == "About us"


def test_another_plan_takes_the_place_of_the_first_which_can_be_put_back(room):
    first, second = room.give(), room.give("We will listen.", title="A newer plan")
    assert room.plan().id == second
    assert room.texts() == ["We will listen."]
    assert room.seen("trainer")["aside"] == [
        {"target": first, "what": "a plan that was given", "text": "Our plan"}
    ]
    assert "another plan has been given" in refused(
        room.trainer, "plan.dropped", plan=first, passage=f"{first}-1"
    )
    act(room.trainer, "put_back", target=first)
    assert (room.plan().id, room.texts()[0]) == (first, PAY)
    act(room.trainer, "put_back", target=second)
    assert room.plan().id == second


def test_what_was_chosen_in_a_plan_is_there_again_when_it_is_put_back(room):
    first = room.give()
    room.tick(room.parts()[0])
    room.give("We will listen.")
    assert room.shows() == []
    act(room.trainer, "put_back", target=first)
    assert room.shows() == [PAY]


def test_a_plan_set_aside_leaves_none_until_it_is_put_back(room):
    given = room.give()
    act(room.trainer, "set_aside", target=given)
    assert room.state.plan.plan is None
    assert (room.texts(), question(room.state)) == ([], None)
    for role, table in (("trainer", None), ("table", 1), ("projector", None)):
        page = room.seen(role, table)
        assert not page["check_plan"]["given"]
        assert page["plan"] == {}
        assert PAY not in json.dumps(page)
    assert "not there any more" in refused(
        room.tables[1], "plan.evidence", target=ASKED, passage=f"{given}-1", shows=True
    )
    act(room.trainer, "put_back", target=given)
    assert room.texts()[0] == PAY


def test_a_plan_is_set_aside_and_not_undone_so_that_it_can_be_removed_for_good(room):
    first = room.give()
    second = room.give("We will listen.")
    assert "only your own last act" in refused(room.trainer, "undone", of=second)
    act(room.trainer, "set_aside", target=second)
    act(room.trainer, "put_back", target=first)
    act(room.trainer, "removed", target=second)
    assert room.texts()[0] == PAY


def test_a_removed_plan_that_is_put_back_leaves_the_one_that_stands(room):
    """Two trainers can press at the same moment."""
    first, second = room.give(), room.give("We will listen.")
    act(room.trainer, "removed", target=first)
    act(room.place("trainer"), "put_back", target=first)
    assert room.plan().id == second
    assert room.seen("trainer")["aside"] == []


def test_a_plan_removed_for_good_leaves_its_words_in_no_row(journal):
    """The title, the passages, and the headings that were typed for it; another plan stays."""
    room = Room(journal)
    given = room.give(PLANTED, PLANTED + " 2", title=PLANTED + " 3")
    heading = room.correct("heading", f"{given}-1", heading=PLANTED + " 4")
    room.correct("split", f"{given}-2", at=len("the sentence"))
    act(room.trainer, "undone", of=new_of(room, "plan.split"))
    room.tick(f"{given}-1")
    undone = room.correct("heading", f"{given}-1", heading=PLANTED + " 5")
    act(room.trainer, "undone", of=undone)
    other = room.give("We will listen.", title="The right plan")
    assert PLANTED in rows_of(journal)
    said = refused(room.trainer, "removed", target=other)
    assert "only what was set aside first" in said
    assert "only the trainer removes" in refused(room.tables[1], "removed", target=given)
    act(room.trainer, "removed", target=given)
    rows = rows_of(journal)
    assert PLANTED not in rows
    assert "We will listen." in rows and "The right plan" in rows
    by_change = {entry.change: entry.body for entry in journal.read(room.session.id)}
    for name in (heading, undone):
        body = by_change[name]
        assert isinstance(body, k.HeadingNamed) and body.heading == ""
    for place in (room.trainer, room.place("trainer"), room.tables[1]):
        place.follow()
        gone = place.state.plan.plans[given]
        assert (gone.title, gone.parts, gone.removed) == ("", [], True)
        assert place.state.plan.plan.id == other
    assert room.seen("trainer")["aside"] == []


def new_of(room: Room, kind: str) -> str:
    """The name of the newest change of this kind."""
    return [e.change for e in room.journal.read(room.session.id) if e.kind == kind][-1]


def test_a_removed_plan_and_action_are_in_no_byte_of_the_data_folder(data):
    with closing(Journal.in_folder(data)) as journal:
        room = Room(journal)
        many = [f"{PLANTED} {n}. " + "And so on. " * 60 for n in range(200)]
        given = room.give(*many, title=PLANTED)
        room.correct("heading", f"{given}-1", heading=PLANTED)
        action = room.propose(text=PLANTED, owner=PLANTED, when=PLANTED)
        act(room.tables[1], "plan.action.changed", action=action, on=action, text=PLANTED)
        act(room.tables[1], "plan.action.changed", action=action, on=action, text=PLANTED + "!")
        assert PLANTED.encode() in bytes_of(data)
        for target in (given, action):
            act(room.trainer, "set_aside", target=target)
            act(room.trainer, "removed", target=target)
        assert PLANTED.encode() not in bytes_of(data)
        gone = room.state.plan.actions[action]
        assert (gone.said.text, gone.said.owner, gone.said.when, gone.rivals) == ("", "", "", [])


# its passages


def letters(texts: list[str]) -> Counter[str]:
    """Every character but white space."""
    return Counter(letter for text in texts for letter in text if not letter.isspace())


def test_a_passage_is_joined_to_the_one_before_it(room):
    given = room.give()
    room.correct("joined", f"{given}-2")
    assert room.texts() == [f"{PAY}\n{QUEUE}", FIRE, MEMBERS]
    assert "joined or left out" in refused(
        room.trainer, "plan.joined", plan=given, passage=f"{given}-2"
    )
    assert "joined to the one before it" in refused(
        room.trainer, "plan.restored", plan=given, passage=f"{given}-2"
    )
    assert "this is the first passage" in refused(
        room.trainer, "plan.joined", plan=given, passage=f"{given}-1"
    )


def test_a_passage_is_joined_across_one_that_was_left_out(room):
    given = room.give()
    room.correct("dropped", f"{given}-2")
    room.correct("joined", f"{given}-3")
    assert room.texts() == [f"{PAY}\n{FIRE}", MEMBERS]
    room.correct("restored", f"{given}-2")
    assert room.texts() == [f"{PAY}\n{FIRE}", QUEUE, MEMBERS]
    room.correct("dropped", f"{given}-1")
    assert room.texts() == [QUEUE, MEMBERS]


def test_a_passage_is_split_and_the_second_half_stands_under_the_same_heading(room):
    given = room.give()
    tail = room.correct("split", f"{given}-1", at=len("We will pay"))
    assert room.texts()[:2] == ["We will pay", "for an advocate within five days."]
    assert room.parts()[:3] == [f"{given}-1", tail, f"{given}-2"]
    part = room.plan().part(tail)
    assert part is not None and (part.heading, part.place) == ("Advocacy", "page 3")
    room.correct("joined", tail)
    assert room.texts()[0] == PAY.replace("pay for", "pay\nfor")


@pytest.mark.parametrize("at", [0, -1, len(PAY), 10**6, 1.5, None, [3]])
def test_a_passage_is_split_inside_its_words_only(room, at):
    given = room.give()
    refused(room.trainer, "plan.split", plan=given, passage=f"{given}-1", at=at)
    assert room.texts()[0] == PAY


FAMILY = "Ask 👩🏽‍🦽 and 👨‍👩‍👧 and 🏴󠁧󠁢󠁳󠁣󠁴󠁿 and هي e\u0301"


@given(st.integers(1, len(FAMILY) - 1))
def test_a_split_keeps_every_character_wherever_it_falls(at):
    """In the middle of an emoji as well: no half of a surrogate pair can be left."""
    state = PlanCheck()
    body = k.PlanGiven.model_validate(
        {"title": "x", "source": "pasted", "passages": [{"text": FAMILY}]}
    )
    state.plans["change-0"] = Plan("change-0", "x", "pasted", "trainer", 0.0)
    state.plans["change-0"].parts = [Part("change-0-1", "", "", body.passages[0].text)]
    split = k.PassageSplit(plan="change-0", passage="change-0-1", at=at)
    state.apply(entry(split, "change-1"))
    texts = [part.text for part in state.parts()]
    assert letters(texts) == letters([FAMILY])
    assert "".join(texts).encode("utf-8").decode() == "".join(texts)
    state.apply(entry(k.PassageJoined(plan="change-0", passage="change-1"), "change-2"))
    assert letters([part.text for part in state.parts()]) == letters([FAMILY])


def entry(body: Body, change: str) -> Entry:
    return Entry(1, 0.0, "seat", "trainer", change, body.kind, body)


journals = st.builds(
    lambda *parts: numbered([body for part in parts for body in part]),
    st.lists(plans, min_size=1, max_size=2),
    st.lists(actions, min_size=1, max_size=3),
    st.lists(on_plans | gone, min_size=10, max_size=30),
)
"""Entries about plans that stand, have gone or were never there."""


@given(journals)
def test_whatever_the_journal_holds_passages_keep_every_character(entries):
    """Joined, split, dropped or restored: every character but white space stands once, and one plan
    at most is worked on."""
    state = fold(entries)
    given = {e.change: e.body for e in entries if isinstance(e.body, k.PlanGiven)}
    for name, plan in state.plan.plans.items():
        body = given[name]
        kept = [part.text for part in plan.parts if not part.joined]
        whole = [] if plan.removed else [passage.text for passage in body.passages]
        assert letters(kept) == letters(whole)
        names = [part.id for part in plan.parts]
        assert len(names) == len(set(names))
    assert sum(not (p.aside or p.removed) for p in state.plan.plans.values()) <= 1


@settings(max_examples=50)
@given(journals)
def test_whatever_the_journal_holds_the_check_tells_only_of_what_is_shown(entries):
    state = fold(entries)
    shown = {part.id for part in state.plan.parts()}
    targets = {each.id for each in held(state)}
    assert {part.id for part in state.plan.untouched(targets)} <= shown
    for target in state.plan.evidence:
        assert {part.id for part in state.plan.shows(target)} <= shown
    found = plan_views.gaps(state)
    assert set(found) <= targets
    said = [decision(state, name) for name in found]
    assert said == sorted(said, key=["missing", "partly"].index)
    for row in plan_views.progress(state).values():
        assert row["of"] >= row["done"] >= row["asks"] + row["gaps"]
    words = json.dumps(plan_views.on_the_wall(state), allow_nan=False)
    hidden = [a for a in state.plan.actions.values() if not a.shown and a.said.text]
    assert not [a for a in hidden if a.said.text in words]


def test_a_passage_left_out_is_compared_no_more_and_shown_to_nobody_but_the_trainer(room):
    given = room.give()
    room.tick(f"{given}-1")
    room.decide(ASKED, "partly")
    room.correct("dropped", f"{given}-1")
    assert PAY not in room.texts()
    assert room.shows() == []
    asked = question(room.state)
    assert asked is not None and PAY not in json.dumps(asked.passages)
    for role, table in (("table", 1), ("table", 2), ("projector", None)):
        page = json.dumps(room.seen(role, table))
        assert PAY not in page and f"{given}-1" not in page
    (part, *others) = room.seen("trainer")["plan"]["parts"]
    assert (part["text"], part["dropped"]) == (PAY, True)
    assert not any(other["dropped"] for other in others)
    room.correct("restored", f"{given}-1")
    assert room.shows() == [PAY]


def test_a_heading_changes_for_the_passages_that_stand_together_under_it(room):
    passages = [*PASSAGES[:2], PASSAGES[2], PASSAGES[0]]
    given = room.give(passages=passages)
    room.correct("heading", f"{given}-2", heading="Speaking up")
    headings = [part.heading for part in room.plan().parts]
    assert headings == ["Speaking up", "Speaking up", "Homes", "Advocacy"]
    room.correct("heading", f"{given}-3", heading="")
    assert plan_views.where(room.plan().parts[2]) == "page 4"


def test_a_person_corrects_what_is_a_promise(room):
    given = room.give()
    room.correct("promise", f"{given}-1", promises=False)
    room.correct("promise", f"{given}-2", promises=True)
    assert [part.promises for part in room.plan().parts] == [False, True, True, False]
    tail = room.correct("split", f"{given}-2", at=len("Last year"))
    found = room.plan().part(tail)
    assert found is not None and found.promises


def test_a_passage_that_somebody_marked_as_a_promise_stays_one_when_it_is_joined(room):
    given = room.give("People waited.", "Nobody was told why.")
    room.correct("promise", f"{given}-2", promises=True)
    room.correct("joined", f"{given}-2")
    assert [part.promises for part in room.state.plan.parts()] == [True]


CORRECTIONS = [
    ("joined", {}),
    ("split", {"at": 8}),
    ("dropped", {}),
    ("heading", {"heading": "Another"}),
    ("promise", {"promises": True}),
]


def standing(room: Room) -> list[tuple[Any, ...]]:
    return [(p.id, p.heading, p.text, p.shown, p.promises) for p in room.plan().parts]


@pytest.mark.parametrize(("kind", "raw"), CORRECTIONS, ids=[kind for kind, _ in CORRECTIONS])
def test_every_correction_can_be_taken_back_and_pages_see_it(room, kind, raw):
    given = room.give()
    room.tick(f"{given}-2")
    page = Table(room.journal)
    sit(page, room.tables[2].seat)
    before, shown, ticked = standing(room), page.plan, room.shows()
    change = room.correct(kind, f"{given}-2", **raw)
    assert standing(room) != before
    page.refresh()
    assert page.plan != shown
    act(room.trainer, "undone", of=change)
    assert (standing(room), room.shows()) == (before, ticked)
    page.refresh()
    assert page.plan == shown


def test_a_passage_taken_in_again_can_be_left_out_again(room):
    given = room.give()
    room.correct("dropped", f"{given}-2")
    change = room.correct("restored", f"{given}-2")
    act(room.trainer, "undone", of=change)
    assert QUEUE not in room.texts()


def test_pages_see_that_one_trainer_took_back_what_stood_before_anothers_correction(room):
    given = room.give()
    page = Table(room.journal)
    sit(page, room.tables[2].seat)
    first = room.correct("heading", f"{given}-1", heading="Mistyped")
    room.correct("heading", f"{given}-4", heading="Who we are", by=room.place("trainer"))
    page.refresh()
    assert page.plan["parts"][0]["heading"] == "Mistyped"
    act(room.trainer, "undone", of=first)
    page.refresh()
    assert [p["heading"] for p in page.plan["parts"]] == [
        "Advocacy",
        "Advocacy",
        "Homes",
        "Who we are",
    ]


def test_a_split_is_not_undone_when_a_table_has_built_on_it(room):
    given = room.give()
    built = "this cannot be taken back: table 1 has built on it since"
    tail = room.correct("split", f"{given}-3", at=len("The fire service"))
    tick = room.tick(tail)
    assert refused(room.trainer, "undone", of=tail) == built
    act(room.tables[1], "undone", of=tick)
    act(room.trainer, "undone", of=tail)
    assert tail not in {part.id for part in room.state.plan.parts()}


def test_what_is_no_passage_of_the_plan_is_refused(room):
    nothing = "there-is-none-1"
    said = refused(room.trainer, "plan.dropped", plan="change-none", passage=nothing)
    assert said.startswith("this passage is not there any more")
    given = room.give()
    for kind, raw in [*CORRECTIONS, ("restored", {})]:
        refused(room.trainer, f"plan.{kind}", plan=given, passage=nothing, **raw)
    assert standing(room)[0][2] == PAY


# how much can be kept


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"passages": []}, "there is no text in this; choose a file with text, or paste the text"),
        ({"passages": [{"text": " \n "}]}, "there is nothing written here yet"),
        ({"passages": [{"text": "x" * 10_000}]}, "10,000 characters; at most 4,000 can be kept"),
        (
            {"passages": [{"text": "x"}] * (MOST_PASSAGES + 1)},
            f"this has 601 passages; at most {MOST_PASSAGES} can be kept",
        ),
        (
            {"passages": [{"text": "x" * LONGEST_PASSAGE}] * 101},
            f"this has 404,000 characters; at most {MOST_CHARACTERS:,} can be kept",
        ),
        ({"passages": [{"text": "x", "heading": "x" * 201}]}, "at most 200 can be kept"),
        ({"passages": [{"text": "x", "place": "x" * 41}]}, "at most 40 can be kept"),
        ({"passages": [{"text": "x", "colour": "red"}]}, "colour cannot be taken"),
        ({"passages": [{"text": 7}]}, "this is not text; write it in words"),
        ({"passages": "x"}, "passages cannot be taken"),
        ({"title": ""}, "there is nothing written here yet"),
        ({"title": "x" * 201}, "this is too long; write at most 200 characters"),
        ({"source": "web"}, "source cannot be taken"),
    ],
    ids=range(13),
)
def test_a_plan_that_cannot_be_kept_is_refused_with_a_sentence(room, raw, said):
    raw = {"title": "Our plan", "source": "file", "passages": [{"text": "x"}]} | raw
    assert said in refused(room.trainer, "plan.given", **raw)
    assert room.state.plan.plans == {}


def test_a_plan_of_the_full_size_is_kept_whole(room):
    size = MOST_CHARACTERS // MOST_PASSAGES
    texts = [f"{n:03}".ljust(size, "x") for n in range(MOST_PASSAGES)]
    room.give(*texts, title="x" * 200)
    assert room.texts() == texts
    longest = room.give("x" * LONGEST_PASSAGE)
    assert len(room.texts()[0]) == LONGEST_PASSAGE
    assert room.seen("table", 1)["plan"]["id"] == longest


def test_passages_are_joined_up_to_the_longest(room):
    half = LONGEST_PASSAGE // 2
    given = room.give("x" * half, "y" * half, "z" * (half - 1))
    assert "more than 4,000 characters" in refused(
        room.trainer, "plan.joined", plan=given, passage=f"{given}-2"
    )
    room.correct("joined", f"{given}-3")
    assert len(room.texts()[1]) == LONGEST_PASSAGE


def test_a_plan_is_not_split_into_crumbs_without_end():
    plan = Plan("change-0", "", "pasted", "trainer", 0.0)
    plan.parts = [Part(f"change-0-{n}", "", "", "two words") for n in range(2 * MOST_PASSAGES)]
    split = k.PassageSplit(plan="change-0", passage="change-0-7", at=4)
    with pytest.raises(Refused, match="the plan has 1,200 passages; join some before you split"):
        plan_rules.check(PlanCheck({"change-0": plan}), (), split)
    plan.parts.pop()
    plan_rules.check(PlanCheck({"change-0": plan}), (), split)


def test_so_many_plans_are_given_and_no_more(room):
    for _ in range(MOST_PLANS):
        room.give("We will listen.")
    raw = {"title": "One more", "source": "pasted", "passages": [{"text": "x"}]}
    said = refused(room.trainer, "plan.given", **raw)
    assert said == "this session has been given 20 plans; correct one, or put one back"


# words are data


@pytest.mark.parametrize("text", [t[:2_000] for t in HOSTILE], ids=range(len(HOSTILE)))
def test_hostile_words_come_back_as_they_went_in(room, text):
    short = text[:200].strip()
    one_line = " ".join(short.split())
    passage = {"text": text, "heading": short, "place": short[:40]}
    given = room.give(title=short, passages=[passage])
    action = room.propose(text=text, owner=short, when=short)
    act(room.trainer, "wrote", field="framework/who", text=text)
    state = fold(room.journal.read(room.session.id))
    plan = state.plan.plan
    assert plan is not None and plan.title == short
    assert (plan.parts[0].text, plan.parts[0].heading) == (text, one_line)
    room.correct("heading", f"{given}-1", heading=short)
    assert room.plan().parts[0].heading == short
    said = state.plan.actions[action].said
    assert (said.text, said.owner, said.when) == (text, short, short)
    assert state.notes["framework/who"].text == text
    assert room.seen("table", 1)["plan"]["parts"][0]["text"] == text
    json.dumps([room.seen("trainer"), room.seen("projector")]).encode("utf-8")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("nul\x00 and bell\x07", "nul\ufffd and bell\ufffd"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("one\r\ntwo", "one\ntwo"),
    ],
)
def test_what_no_database_could_keep_is_replaced_and_shown_so(journal, typed, kept):
    room = Room(journal)
    given = room.give(typed, title=typed)
    room.correct("heading", f"{given}-1", heading=typed)
    action = room.propose(text=typed, owner=typed, when=typed)
    state = fold(journal.read(room.session.id))
    plan = state.plan.plan
    assert plan is not None
    said = state.plan.actions[action].said
    found = {plan.title, plan.parts[0].text, plan.parts[0].heading}
    assert found | {said.text, said.owner, said.when} == {kept}


def test_too_long_words_of_an_action_are_refused_with_the_number(room):
    raw = {"table": 1, "text": "x" * 10_001}
    assert "10,001 characters; at most 10,000" in refused(room.tables[1], "plan.action", **raw)
    for name in ("owner", "when"):
        said = refused(room.tables[1], "plan.action", table=1, text="x", **{name: "x" * 10_000})
        assert said == "this is too long; write at most 200 characters"
    assert "nothing written here" in refused(room.tables[1], "plan.action", table=1, text=" ")
    assert room.actions() == []


# what shows that something is in the plan


def test_a_passage_is_chosen_and_not_chosen_any_more(room):
    given = room.give()
    room.tick(f"{given}-3")
    room.tick(f"{given}-1")
    room.tick(f"{given}-1")
    assert room.shows() == [PAY, FIRE]
    assert room.shows(HOME) == []
    room.tick(f"{given}-1", shows=False)
    assert room.shows() == [FIRE]
    last = room.tick(f"{given}-3", shows=False)
    act(room.tables[1], "undone", of=last)
    assert room.shows() == [FIRE]
    assert room.state.plan.evidence[ASKED] == {f"{given}-3": "table-1"}


def test_what_was_chosen_follows_a_passage_that_is_joined(room):
    given = room.give()
    room.tick(f"{given}-2")
    room.tick(f"{given}-2", HOME, by=room.tables[2])
    room.tick(f"{given}-1", HOME, by=room.tables[2])
    room.correct("joined", f"{given}-2")
    assert room.shows() == room.shows(HOME) == [f"{PAY}\n{QUEUE}"]
    assert room.state.plan.evidence[ASKED] == {f"{given}-1": "table-1"}


def test_a_split_leaves_what_was_chosen_with_the_first_half(room):
    given = room.give()
    room.tick(f"{given}-1")
    tail = room.correct("split", f"{given}-1", at=len("We will pay"))
    assert room.shows() == ["We will pay"]
    room.tick(tail)
    room.correct("joined", tail)
    room.tick(f"{given}-1", shows=False)
    assert room.shows() == []


def test_nothing_is_chosen_for_what_is_not_there(room):
    given = room.give()
    for target in ("change-none", "opened", "principle-nobody", "empowerment"):
        assert "is not there any more" in refused(
            room.trainer, "plan.evidence", target=target, passage=f"{given}-1", shows=True
        )
    act(room.trainer, "set_aside", target=HOME)
    act(room.trainer, "removed", target=HOME)
    for passage, target in ((f"{given}-9", ASKED), (f"{given}-1", HOME)):
        assert "is not there any more" in refused(
            room.trainer, "plan.evidence", target=target, passage=passage, shows=True
        )
    assert room.state.plan.evidence == {}


def test_promises_that_nobody_chose_for_anything_are_told(room):
    given = room.give()
    targets = {each.id for each in held(room.state)}
    assert [part.text for part in room.state.plan.untouched(targets)] == [PAY, FIRE]
    room.tick(f"{given}-1")
    assert [x["passage"] for x in room.seen("trainer")["check_plan"]["untouched"]] == [f"{given}-3"]
    act(room.trainer, "set_aside", target=ASKED)  # what it was chosen for is looked for no more
    assert len(room.seen("trainer")["check_plan"]["untouched"]) == 2
    room.correct("promise", f"{given}-3", promises=False)
    room.correct("dropped", f"{given}-1")
    assert room.seen("trainer")["check_plan"]["untouched"] == []


# who may do what


def test_the_table_of_a_principle_decides_about_its_key_factors_and_no_other_table_does(room):
    given = room.give()
    one, two = room.tables[1], room.tables[2]
    tick = {"target": ASKED, "passage": f"{given}-1", "shows": True}
    for kind, raw in [
        ("chose", {"field": f"plan/{ASKED}/decision", "value": "partly"}),
        ("chose", {"field": f"plan/{ASKED}/significant", "value": "yes"}),
        ("wrote", {"field": f"plan/{ASKED}/note", "text": "Only for some"}),
        ("plan.evidence", tick),
    ]:
        said = refused(two, kind, **raw)
        assert said == "your table does not work on empowerment; the trainer can do it for you"
        act(one, kind, **raw)
    choice = room.state.choices[f"plan/{ASKED}/decision"]
    assert (choice.value, choice.by) == ("partly", "table-1")
    assert room.state.notes[f"plan/{ASKED}/note"].text == "Only for some"
    act(one, "chose", field=f"plan/{ASKED}/decision", value="missing")
    assert decision(room.state, ASKED) == "missing"


def test_the_trainer_decides_for_any_table_and_a_joined_table_for_both(room):
    room.give()
    for factor, principle in zip(room.state.factors, PRINCIPLES, strict=True):
        assert room.state.factors[factor].principle == principle
        room.decide(factor, "in_plan")
    assert {row["done"] for row in plan_views.progress(room.state).values()} == {1}
    act(room.trainer, "table.joined", table=2, into=1)
    room.decide(HOME, "missing", by=room.tables[1])
    room.decide(ASKED, "missing", by=room.tables[2])
    assert [decision(room.state, name) for name in (ASKED, HOME)] == ["missing", "missing"]
    assert "does not work on prevention" in refused(
        room.tables[3], "chose", field=f"plan/{HOME}/decision", value="partly"
    )


TRAINERS = [
    ("plan.given", {"title": "x", "source": "pasted", "passages": [{"text": "x"}]}),
    *((f"plan.{kind}", raw) for kind, raw in [*CORRECTIONS, ("restored", {})]),
    ("plan.lenses", {"lenses": ["steps"]}),
]


@pytest.mark.parametrize(("kind", "raw"), TRAINERS, ids=[kind for kind, _ in TRAINERS])
def test_only_the_trainer_gives_and_corrects_the_plan(room, kind, raw):
    given = room.give()
    if "passage" in KINDS[kind].model_fields:
        raw = {"plan": given, "passage": f"{given}-2"} | raw
    assert refused(room.tables[1], kind, **raw) == "only the trainer does this; ask at the front"
    assert "the projector only shows" in refused(room.place("projector"), kind, **raw)
    act(room.trainer, kind, **raw)


def test_the_screen_of_a_whole_room_decides_and_orders_and_gives_no_plan(shared):
    screen, given = shared.place("room", 1), shared.give()
    for kind, raw in TRAINERS:
        if "passage" in KINDS[kind].model_fields:
            raw = {"plan": given, "passage": f"{given}-2"} | raw
        said = refused(screen, kind, **raw)
        assert said == "this is done on the trainer's page; open it on the same laptop"
    shared.tick(f"{given}-3", HOME, by=screen)
    for target in (ASKED, HOME, WELLBEING):
        shared.decide(target, "missing", "yes", by=screen)
    first = act(screen, "plan.action", text="first", target=ASKED)
    second = act(screen, "plan.action", text="second", target=WELLBEING)
    act(screen, "plan.actions.ordered", actions=[second, first])
    assert (shared.actions(), shared.shows(HOME)) == (["second", "first"], [FIRE])
    page = seen(screen)["check_plan"]
    assert page["gaps"] == plan_views.gaps(shared.state)
    assert "one shared screen" in refused(shared.tables[1], "plan.action", table=1, text="x")


def test_somebody_alone_gives_the_plan_and_does_it_all(alone):
    raw = {"title": "Ours", "source": "sample", "passages": list(PASSAGES)}
    given = act(alone, "plan.given", **raw)
    act(alone, "plan.dropped", plan=given, passage=f"{given}-4")
    act(alone, "plan.lenses", lenses=["principles"])
    act(alone, "plan.evidence", target=WELLBEING, passage=f"{given}-1", shows=True)
    for target in (ASKED, WELLBEING):
        act(alone, "chose", field=f"plan/{target}/decision", value="partly")
        act(alone, "chose", field=f"plan/{target}/significant", value="yes")
    action = act(alone, "plan.action", text="Pay for advocates", target=ASKED)
    act(alone, "plan.actions.ordered", actions=[action])
    act(alone, "wrote", field="framework/who", text="four people who use services")
    page = seen(alone)
    check = page["check_plan"]
    assert check["gaps"] == [ASKED, WELLBEING]
    assert check["shows"] == {WELLBEING: [f"{given}-1"]}
    assert [each["id"] for each in check["actions"]] == [action]
    assert [part["dropped"] for part in page["plan"]["parts"]] == [False, False, False, True]


def test_a_projector_does_nothing_and_an_ended_session_takes_nothing(room):
    given = room.give()
    action = room.propose()
    acts = [
        *((kind, raw) for kind, raw in TRAINERS if kind != "plan.given"),
        TRAINERS[0],
        ("plan.evidence", {"target": ASKED, "passage": f"{given}-1", "shows": True}),
        ("plan.action", {"table": 1, "text": "x"}),
        ("plan.action.changed", {"action": action, "on": action, "text": "x"}),
        ("plan.action.withdrawn", {"action": action}),
        ("plan.actions.ordered", {"actions": [action]}),
        ("chose", {"field": f"plan/{ASKED}/decision", "value": "missing"}),
        ("wrote", {"field": "framework/who", "text": "x"}),
    ]
    wall = room.place("projector")
    act(room.trainer, "ended")
    for kind, raw in acts:
        if "passage" in KINDS[kind].model_fields and "passage" not in raw:
            raw = {"plan": given, "passage": f"{given}-2"} | raw
        assert "only shows" in refused(wall, kind, **raw)
        for place in (room.trainer, room.tables[1]):
            assert "the session has ended" in refused(place, kind, **raw)
    act(room.trainer, "set_aside", target=given)
    assert room.state.plan.plan is None


def test_the_entries_of_a_plan_are_of_no_other_exercise():
    ours = [body for kind, body in KINDS.items() if kind.startswith("plan.")]
    assert len(ours) == 15
    for body in ours:
        assert EXERCISE.knows(body.model_construct())
        assert not exercise("grid").knows(body.model_construct())


# lenses and the framework


def test_lenses_are_chosen_and_their_items_held_after_the_key_factors(room):
    names = [each.id for each in held(room.state)]
    assert names == list(room.state.factors)
    act(room.trainer, "plan.lenses", lenses=["steps", "principles"])
    found = [each.id for each in held(room.state)]
    assert found[:6] == names
    wanted = {item.id for lens in ("steps", "principles") for item in content.lens(lens).items}
    assert set(found[6:]) == wanted
    assert room.seen("trainer")["check_plan"]["lenses"] == ["steps", "principles"]
    assert set(plan_views.progress(room.state)) == set(PRINCIPLES)  # items are counted apart
    act(room.trainer, "plan.lenses", lenses=[])
    assert [each.id for each in held(room.state)] == names


def test_a_lens_that_is_not_there_is_refused_with_those_that_are(room):
    said = refused(room.trainer, "plan.lenses", lenses=["steps", "telescope"])
    assert said.startswith("there is no lens 'telescope'; there are: principles, ")
    refused(room.trainer, "plan.lenses", lenses=["steps"] * 13)
    assert room.state.plan.lenses == ()


def test_items_of_a_lens_are_decided_at_the_front(room):
    given = room.give()
    act(room.trainer, "plan.lenses", lenses=["principles"])
    at_the_front = "this is decided at the trainer's desk; say it at the front"
    for item in (WELLBEING, "principle-empowerment"):
        for kind, raw in [
            ("chose", {"field": f"plan/{item}/decision", "value": "missing"}),
            ("wrote", {"field": f"plan/{item}/note", "text": "x"}),
            ("plan.evidence", {"target": item, "passage": f"{given}-1", "shows": True}),
        ]:
            assert refused(room.tables[1], kind, **raw) == at_the_front
            act(room.trainer, kind, **raw)
    room.decide(WELLBEING, "missing", "yes")
    assert plan_views.gaps(room.state) == [WELLBEING]
    assert room.seen("projector")["check_plan"]["gaps"] == [{"id": WELLBEING, "words": "Wellbeing"}]
    act(room.trainer, "plan.lenses", lenses=[])
    assert plan_views.gaps(room.state) == []


def test_the_framework_is_written_by_the_trainer_in_its_own_fields(room):
    fields = sorted(framework_fields())
    assert "who" in fields and len(fields) == 1 + len(content.framework().strands)
    for name in fields:
        field = f"framework/{name}"
        said = refused(room.tables[1], "wrote", field=field, text="x")
        assert said == "this is decided at the trainer's desk; say it at the front"
        first = act(room.trainer, "wrote", field=field, text="I am asked")
        act(room.trainer, "wrote", field=field, text="I am heard", on=first)
        beside = act(room.trainer, "wrote", field=field, text="I decide", on=first)
        act(room.trainer, "kept", field=field, keep=beside)
        assert room.seen("trainer")["notes"][field]["text"] == "I decide"
    for name in ("nobody", "empowerment", ASKED, "who-else"):
        said = refused(room.trainer, "wrote", field=f"framework/{name}", text="x")
        assert said == "this exercise has no such field or choice; load the page again"
    assert "no such field" in refused(room.trainer, "chose", field="framework/who", value="yes")


# actions


def test_an_action_says_what_and_who_leads_and_by_when(room):
    action = room.propose(target=ASKED, owner=" Head of service ", when="March 2027")
    (found,) = room.state.plan.shown_actions()
    assert (found.id, found.target, found.table) == (action, ASKED, 1)
    said = found.said
    words = (said.text, said.owner, said.when, said.by)
    assert words == ("Pay for advocates", "Head of service", "March 2027", "table-1")
    for role, table in (("trainer", None), ("table", 5), ("projector", None)):
        (shown,) = room.seen(role, table)["check_plan"]["actions"]
        assert (shown["id"], shown["owner"], shown["target"]) == (action, "Head of service", ASKED)


def test_a_table_works_on_its_own_actions_and_the_trainer_on_all(room):
    theirs, front = room.propose(2), room.propose(None)
    one = room.tables[1]
    for table in (2, None):
        said = refused(one, "plan.action", table=table, text="x")
        assert said == "this page writes for table 1; say so in the action"
    for action in (theirs, front):
        for kind, raw in [
            ("changed", {"on": action, "text": "x"}),
            ("picked", {"keep": action}),
            ("withdrawn", {}),
            ("restored", {}),
        ]:
            said = refused(one, f"plan.action.{kind}", action=action, **raw)
            assert said.startswith("this action is not your table's")
    act(room.trainer, "plan.action.changed", action=theirs, on=theirs, text="By the trainer")
    act(room.trainer, "plan.action", table=4, text="Off the flipchart of four")
    assert "there is no table 9" in refused(room.trainer, "plan.action", table=9, text="x")
    assert room.actions() == ["By the trainer", "Pay for advocates", "Off the flipchart of four"]
    assert [a.table for a in room.state.plan.shown_actions()] == [2, None, 4]


def test_wordings_of_an_action_made_at_once_both_stand_until_one_is_picked(room):
    action, colleague = room.propose(owner="Head of service"), room.place("table", 1)
    raw = {"action": action, "on": action, "owner": "Head of service"}
    ours = act(room.tables[1], "plan.action.changed", **raw, text="ours")
    act(colleague, "plan.action.changed", **raw, text="ours")  # the same is no other wording
    theirs = act(colleague, "plan.action.changed", **raw, text="theirs")
    other = act(colleague, "plan.action.changed", **raw | {"owner": "Chair"}, text="ours")
    found = room.state.plan.actions[action]
    assert (found.said.version, [r.version for r in found.rivals]) == (ours, [theirs, other])
    (shown,) = room.seen("projector")["check_plan"]["actions"]
    assert [rival["text"] for rival in shown["rivals"]] == ["theirs", "ours"]
    act(colleague, "plan.action.picked", action=action, keep="change-none")
    assert len(room.state.plan.actions[action].rivals) == 2
    pick = act(colleague, "plan.action.picked", action=action, keep=theirs)
    found = room.state.plan.actions[action]
    assert (found.said.text, found.rivals) == ("theirs", [])
    act(colleague, "undone", of=pick)
    assert room.actions() == ["ours"]
    act(colleague, "plan.action.picked", action=action, keep=ours)
    assert room.state.plan.actions[action].rivals == []


def test_no_more_wordings_wait_than_can_be_read(room):
    action = room.propose()
    for n in range(1 + MOST_RIVALS):
        act(room.tables[1], "plan.action.changed", action=action, on=action, text=f"wording {n}")
    with pytest.raises(Refused, match=r"^8 other wordings wait here already; pick one first$"):
        act(room.tables[1], "plan.action.changed", action=action, on=action, text="one more")


def test_an_action_is_withdrawn_and_brought_back(room):
    action = room.propose()
    last = act(room.tables[1], "plan.action.withdrawn", action=action)
    assert room.actions() == []
    page = room.seen("table", 1)["check_plan"]
    assert [each["id"] for each in page["withdrawn"]] == [action]
    assert "Pay for advocates" not in json.dumps(room.seen("projector"))
    act(room.tables[1], "undone", of=last)
    assert room.actions() == ["Pay for advocates"]
    act(room.tables[1], "plan.action.withdrawn", action=action)
    act(room.tables[1], "plan.action.restored", action=action)
    assert room.actions() == ["Pay for advocates"]
    assert room.seen("table", 1)["check_plan"]["withdrawn"] == []


def test_the_room_puts_actions_in_order_and_others_follow_as_they_came(room):
    names = [room.propose(n, f"action {n}") for n in (1, 2, 3, 4)]
    assert "only the trainer" in refused(room.tables[1], "plan.actions.ordered", actions=names)
    act(room.trainer, "plan.actions.ordered", actions=[names[3], "change-none", names[1]])
    assert room.actions() == ["action 4", "action 2", "action 1", "action 3"]
    act(room.trainer, "plan.action.withdrawn", action=names[3])
    assert room.actions() == ["action 2", "action 1", "action 3"]
    act(room.trainer, "plan.actions.ordered", actions=[])
    assert room.actions() == ["action 1", "action 2", "action 3"]


def test_an_action_set_aside_is_on_no_page_until_it_is_put_back(room):
    action = room.propose(owner="somebody named")
    act(room.tables[1], "plan.action.changed", action=action, on="change-none", text="a rival")
    assert "only the trainer" in refused(room.tables[1], "set_aside", target=action)
    act(room.trainer, "set_aside", target=action)
    assert "not there any more" in refused(
        room.tables[1], "plan.action.changed", action=action, on=action, text="x"
    )
    for role, table in (("trainer", None), ("table", 1), ("projector", None)):
        page = room.seen(role, table)
        aside = page.pop("aside", [])
        assert "somebody named" not in json.dumps(page) and "a rival" not in json.dumps(page)
        if role == "trainer":
            assert aside == [
                {"target": action, "what": "a proposed action", "text": "Pay for advocates"}
            ]
    act(room.trainer, "put_back", target=action)
    assert room.actions() == ["Pay for advocates"]


def test_an_action_removed_for_good_leaves_its_words_in_no_row(journal):
    room = Room(journal)
    action = room.propose(text=PLANTED, owner=PLANTED, when=PLANTED, target=ASKED)
    for on in (action, "change-none"):
        raw = {"text": PLANTED + on, "owner": PLANTED, "when": PLANTED}
        act(room.tables[1], "plan.action.changed", action=action, on=on, **raw)
    act(room.trainer, "set_aside", target=action)
    act(room.trainer, "removed", target=action)
    assert PLANTED not in rows_of(journal)
    for place in (room.trainer, room.place("trainer")):
        place.follow()
        found = place.state.plan.actions[action]
        assert (found.said.text, found.said.owner, found.rivals, found.shown) == ("", "", [], False)
    act(room.trainer, "put_back", target=action)
    assert room.actions() == []
    raw = {"action": action, "on": action, "text": "late"}
    assert "not there any more" in refused(room.trainer, "plan.action.changed", **raw)


def test_there_are_sixty_actions_and_no_more(room):
    first, second, *_ = [room.propose(None, f"action {n}") for n in range(MOST_ACTIONS)]
    full = "there are 60 actions already; withdraw one first"
    assert refused(room.tables[1], "plan.action", table=1, text="x") == full
    act(room.trainer, "plan.action.withdrawn", action=first)
    room.propose(1)
    assert refused(room.trainer, "plan.action.restored", action=first) == full
    act(room.trainer, "plan.action.withdrawn", action=second)
    act(room.trainer, "plan.action.restored", action=first)
    assert len(room.actions()) == MOST_ACTIONS


def test_an_action_answers_a_gap_that_is_there(room):
    for target in ("change-none", "empowerment"):
        said = refused(room.trainer, "plan.action", text="x", target=target)
        assert said == "the gap that this action answers is not there any more"
    for target in (ASKED, WELLBEING, None):
        room.propose(None, target=target)
    found = [action.target for action in room.state.plan.shown_actions()]
    assert found == [ASKED, WELLBEING, None]
    for kind in ("changed", "picked", "withdrawn", "restored"):
        raw = {"changed": {"on": ASKED, "text": "x"}, "picked": {"keep": ASKED}}.get(kind, {})
        said = refused(room.trainer, f"plan.action.{kind}", action="change-none", **raw)
        assert said == "this action is not there any more"


def test_names_in_actions_are_found_before_a_summary_is_sent(room):
    action = room.propose(text="Ring the bank", owner="Mrs Smith", when="by March")
    colleague = room.place("table", 1)
    raw = {"action": action, "on": "change-none", "text": "or ring 07700 900123"}
    rival = act(colleague, "plan.action.changed", **raw)
    told = [piece for piece in pieces(room.state) if piece.text.startswith(("Ring", "or"))]
    assert [(p.kind, p.target, p.version) for p in told] == [
        ("proposal", action, action),
        ("rival", action, rival),
    ]
    assert told[0].texts == (
        ("text", "Ring the bank"),
        ("owner", "Mrs Smith"),
        ("when", "by March"),
    )
    found = Looking().flag(pieces(room.state), fiction_of(room.state.frame))
    assert [each.seen[0].split(": ")[1] for each in found] == ["Mrs Smith", "07700 900123"]
    without = found[0].blanked
    assert isinstance(without, dict) and "Smith" not in without["owner"]
    act(colleague, "plan.action.withdrawn", action=action)
    assert not [piece for piece in pieces(room.state) if piece.target == action]


# what pages are shown


def looked_at(room: Room) -> dict[str, Any]:
    """The passages that the kit found, kept beside the journal as the server keeps them."""
    asked = question(room.state)
    assert asked is not None
    raw = {"id": 1, "factors": asked.factors, "passages": asked.passages}
    found = answer(json.dumps(raw))["found"]
    stored = {"plan": {"plan": asked.plan, "names": asked.names, "found": found}}
    sessions.store_twins(room.journal, room.session.id, stored)
    return found


def test_a_table_is_shown_the_evidence_for_its_own_principles_only(room):
    given = room.give()
    act(room.trainer, "plan.lenses", lenses=["principles"])
    found = looked_at(room)
    assert {ASKED, HOME, WELLBEING} < found.keys()
    assert all(hit[0].startswith(given) for each in found.values() for hit in each["hits"])
    for n, name in enumerate(room.state.factors, 1):
        page = room.seen("table", n)
        assert page["check_plan"]["looked"]
        assert page["check_plan"]["found"] == {name: found[name]}
        assert [part["text"] for part in page["plan"]["parts"]] == room.texts()
    assert room.seen("trainer")["check_plan"]["found"] == found
    act(room.trainer, "table.joined", table=2, into=1)
    assert list(room.seen("table", 1)["check_plan"]["found"]) == [ASKED, HOME]


def test_until_the_words_as_they_stand_were_looked_at_no_page_says_so(room):
    given = room.give()

    def looked() -> list[bool]:
        pages = [room.seen("trainer")["check_plan"], room.seen("table", 1)["check_plan"]]
        return [page["looked"] for page in pages]

    assert looked() == [False, False]
    looked_at(room)
    assert looked() == [True, True]
    room.tick(f"{given}-1")
    room.decide(ASKED, "in_plan")
    room.correct("promise", f"{given}-2", promises=True)
    assert looked() == [True, True], "no word of what is compared has changed"
    for kind, raw in [("heading", {"heading": "x"}), ("dropped", {}), ("split", {"at": 8})]:
        change = room.correct(kind, f"{given}-2", **raw)
        assert looked() == [False, False], kind
        assert room.seen("trainer")["check_plan"]["found"] == {}, "of another plan, so to speak"
        act(room.trainer, "undone", of=change)
        assert looked() == [True, True], kind
    change = act(room.trainer, "factor.worded", factor=HOME, on=HOME, wording="in other words")
    assert looked() == [False, False]
    found = room.seen("trainer")["check_plan"]["found"]
    assert HOME not in found and ASKED in found, "what others are looked for by has not changed"
    act(room.trainer, "undone", of=change)
    act(room.trainer, "plan.lenses", lenses=["steps"])
    assert looked() == [False, False]


def test_the_wall_is_sent_what_was_quoted_and_never_the_whole_plan(room):
    given = room.give("one quoted", "two quoted", "three chosen", "four in the plan", title="Title")
    for n in (3, 1, 2):
        room.tick(f"{given}-{n}")
    looked_at(room)
    page = room.seen("projector")
    assert page["plan"] == {}
    assert page["check_plan"]["quotes"] == {
        ASKED: [{"text": "one quoted", "where": ""}, {"text": "two quoted", "where": ""}]
    }
    words = json.dumps(page)
    assert not [text for text in ("three", "four in", "Title") if text in words]


def test_in_a_round_a_table_is_told_nothing_of_the_check(room):
    room.give()
    room.propose(2)
    act(room.trainer, "stage", stage="round", round=1)
    assert room.seen("table", 1)["check_plan"] == {}
    act(room.trainer, "stage", stage="actions")
    assert len(room.seen("table", 1)["check_plan"]["actions"]) == 1


def test_what_is_missing_comes_before_what_is_partly_covered_among_the_gaps(room):
    three, four, five, six = list(room.state.factors)[2:]
    room.decide(ASKED, "partly", "yes")
    room.decide(HOME, "missing", "yes")
    room.decide(three, "missing", "no")
    room.decide(four, "in_plan", "yes")
    room.decide(five, "not_for_plan", "yes")
    room.decide(six, "missing")
    assert plan_views.gaps(room.state) == [HOME, ASKED]
    assert [name for name in room.state.factors if is_gap(room.state, name)] == [ASKED, HOME]
    room.decide(six, "missing", "yes")
    assert plan_views.gaps(room.state) == [HOME, six, ASKED]
    act(room.trainer, "set_aside", target=HOME)
    assert plan_views.gaps(room.state) == [six, ASKED]


def test_progress_counts_what_is_decided_and_what_still_waits(room):
    raw = {"principle": "empowerment", "wording": "A second one", "lines": []}
    second = act(room.tables[1], "factor.made", **raw)
    room.decide(ASKED, "missing")
    row = plan_views.progress(room.state)["empowerment"]
    assert row == {"of": 2, "done": 1, "asks": 1, "gaps": 0}
    room.decide(second, "partly", "yes")
    room.decide(ASKED, "missing", "no")
    row = room.seen("table", 4)["check_plan"]["progress"]["empowerment"]
    assert row == {"of": 2, "done": 2, "asks": 0, "gaps": 1}
    room.decide(second, "in_plan")
    row = room.seen("projector")["check_plan"]["progress"]["empowerment"]
    assert row == {"of": 2, "done": 2, "asks": 0, "gaps": 0}
    both = act(room.trainer, "factors.joined", factors=[ASKED, HOME], wording="Both")
    found = plan_views.progress(room.state)
    assert found["empowerment"] == {"of": 2, "done": 1, "asks": 0, "gaps": 0}
    assert "prevention" not in found
    assert decision(room.state, both) == ""


# journals of before


def test_a_session_of_the_first_release_keeps_its_decision_and_takes_a_plan(data):
    data.mkdir()
    shutil.copy(SAMPLES / "v1.sqlite3", data / "journal.sqlite3")
    with closing(Journal.in_folder(data)) as journal:
        (session,) = sessions.every(journal)
        seat, _ = sessions.take_seat(journal, Door(session.id, "trainer", None))
        trainer = Place(journal, seat)
        (factor,) = trainer.state.factors_of("empowerment")
        assert decision(trainer.state, factor.id) == "partly"
        row = plan_views.progress(trainer.state)["empowerment"]
        assert row == {"of": 1, "done": 1, "asks": 1, "gaps": 0}
        field = f"plan/{factor.id}/significant"
        act(trainer, "chose", field=field, value="yes")
        assert plan_views.gaps(trainer.state) == [factor.id]
        raw = {"title": "Ours", "source": "pasted", "passages": list(PASSAGES)}
        given = act(trainer, "plan.given", **raw)
        act(trainer, "plan.evidence", target=factor.id, passage=f"{given}-1", shows=True)
        page = seen(trainer)["check_plan"]
        assert page["shows"] == {factor.id: [f"{given}-1"]}
        assert page["decided"][f"plan/{factor.id}/decision"]["by"] == "trainer"


def test_a_session_without_a_plan_has_an_empty_check(room):
    page = room.seen("table", 1)["check_plan"]
    assert not page["given"] and not page["looked"]
    assert (page["found"], page["shows"], page["untouched"], page["actions"]) == ({}, {}, [], [])
    assert room.seen("projector")["check_plan"]["quotes"] == {}


def test_a_plan_is_read_back_as_it_was_stored_whatever_todays_limits_are():
    raw = {"title": "x", "source": "file", "passages": [{"text": "y " * LONGEST_PASSAGE}]}
    body = restored("plan.given", json.dumps(raw))
    assert isinstance(body, k.PlanGiven)
    assert body.passages[0].text == "y " * LONGEST_PASSAGE
    assert restored("plan.given", stored(body)) == body
    gone = restored("plan.given", stored(body.without_words()))
    assert isinstance(gone, k.PlanGiven) and (gone.title, gone.passages) == ("", ())
    assert isinstance(restored("plan.given", '{"title":"x","colour":"red"}'), Unknown)


# what is a promise

PROMISES = """
We will offer every adult an independent advocate within five working days.
The council will pay for four workers who visit people at home.
Housing officers and the police will call together within two days.
By March 2027, every ward will have a link nurse for safeguarding.
Adults will be asked what they want to happen before anybody decides.
Each enquiry will have a named lead, whose number the person has.
Staff of care agencies will be trained to recognise neglect in their first month.
The board commits to publishing what it learns from every review.
Partners aim to halve the time that people wait for an answer.
Objective 3: nobody waits longer than a day to be heard.
Priority 2 - Safer homes for people who live alone.
The partnership shall report each year on what people said had changed.
We are going to hold an open afternoon in every library.
Easy read letters are to be introduced by the end of 2026.
A fund of small grants will let groups make their own materials.
Audit ten case files a quarter, with the worker in the room. Lead: head of quality.
Our aim is to have a safeguarding friend in every village hall.
The chair undertakes to answer each letter within a fortnight.
We plan to open a second safe house in the spring.
We'll publish easy read versions of our leaflets.
"""
NONE = """
The board brings together the council, the police and the NHS.
Last year 412 concerns were raised with the front door.
We will not set a target for fewer concerns.
The board will no longer fund calls after an enquiry has closed.
Some people will never tell anybody what has happened to them.
By 2031 one in four residents will be over sixty-five.
Loneliness makes it easier for somebody to take advantage.
Our last plan made eighteen promises, and we kept eleven.
By March 2024 the board had trained three hundred volunteers.
People told us that they want to be asked first.
A number that falls can mean that fewer people are harmed.
Help with household bills is outside the scope of this plan.
Many of us will need care at some time in our lives.
The Care Act 2014 says that each board must publish a strategic plan.
Readers will find the members of the board on page nine.
Carers said that nobody will tell them why they are under suspicion.
Pressure on budgets will continue to grow over the next three years.
The plan was approved by the board in April 2026.
We do not propose to change these arrangements.
Her will was changed a month before she died.
"""


def test_promises_are_told_from_what_only_describes():
    """The rules were made with these in sight; nine in ten leaves room to mend them."""
    said = [(text, True) for text in PROMISES.strip().splitlines()]
    said += [(text, False) for text in NONE.strip().splitlines()]
    assert Counter(is_one for _, is_one in said) == {True: 20, False: 20}
    taken = [is_one for text, is_one in said if promises("", text)]
    assert sum(taken) >= 0.9 * len(taken), "precision"
    assert sum(taken) >= 0.9 * 20, "recall"


OF_A_PLAN = [
    ("Foreword", False),
    ("Who we are", False),
    ("What people told us", False),
    ("What we said last time", False),
    ("Objective", True),
]


def test_in_the_sample_plans_what_stands_under_an_objective_is_a_promise_and_a_foreword_is_not():
    passages = split(content.sample("rich").text)
    for heading, wanted in OF_A_PLAN:
        found = [promises(p.heading, p.text) for p in passages if p.heading.startswith(heading)]
        assert len(found) >= 3
        assert found.count(wanted) >= 0.9 * len(found), heading
    denied = [p for p in passages if p.text.startswith("We do not propose to set up a befriending")]
    assert [promises(p.heading, p.text) for p in denied] == [False]
    thin = split(content.sample("thin").text)
    opening = [p for p in thin if p.heading in ("Introduction", "Vision", "Scope", "Principles")]
    assert len(opening) == 5
    assert not [p.text for p in opening if promises(p.heading, p.text)]


@pytest.mark.parametrize(
    ("heading", "text", "wanted"),
    [
        ("Our actions", "Visits at weekends", True),
        ("What we will do", "- Easy read letters\n- A number to ring at night", True),
        ("Progress on our actions", "Visits at weekends", False),
        ("What we did: actions of last year", "Visits at weekends", False),
        ("Objectives", "Fuel bills are outside the scope of this plan.", False),
        ("", "", False),
        ("", "This plan will replace the one before it.", False),
        ("", "It says what partners will do together.", False),
        ("", "People waited too long. We will answer within a day.", True),
        ("", "Many people will be offered an advocate.", True),
        ("", "The law changed by 2024.", True),  # a guess: a date alone looks like an aim
    ],
)
def test_headings_dates_and_whose_will_it_is_count(heading, text, wanted):
    assert promises(heading, text) is wanted


@given(st.text(), st.text())
def test_any_words_at_all_are_a_promise_or_not(heading, text):
    assert promises(heading, text) in (True, False)


# what reviewers tried


def test_no_change_takes_the_name_of_a_lens_item(room):
    made = {"principle": "empowerment", "wording": "x", "lines": []}
    with pytest.raises(Refused, match="without a proper name"):
        room.tables[1].act("step-1-leadership", "factor.made", made)


def test_key_factors_of_a_principle_end_somewhere(room):
    made = {"principle": "prevention", "wording": "x"}
    have = sum(f.principle == "prevention" for f in room.state.factors.values())
    for _ in range(MOST_FACTORS - have):
        act(room.trainer, "factor.made", **made)
    assert f"{MOST_FACTORS} key factors" in refused(room.trainer, "factor.made", **made)


def test_what_was_removed_for_good_is_not_kept_by_who_follows(room):
    given = room.give("PLANTED in the plan")
    page = room.trainer
    act(page, "set_aside", target=given)
    act(page, "removed", target=given)
    page.follow()
    assert not [entry for entry in page.reader.entries if "PLANTED" in repr(entry.body)]


def test_choosing_what_stands_on_the_wall_leaves_the_clock_alone(room):
    act(room.trainer, "stage", stage="plan", seconds=1200)
    ends = room.state.frame.clock.ends_at
    act(room.trainer, "stage", stage="plan", round=5)
    frame = room.state.frame
    assert (frame.round, frame.clock.state, frame.clock.ends_at) == (5, "running", ends)
    act(room.trainer, "stage", stage="actions")
    assert room.state.frame.clock.state == "off"


def test_a_passage_of_nothing_but_wills_is_judged_in_no_time():
    assert promises("", "no one will " * 330) is False
