"""The temperature check: its instruments, who may do what, how answers are told, and over time."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.exercise import exercise
from exercises.following import Reader
from exercises.journal import sessions
from exercises.journal.entries import Entry
from exercises.journal.frame import HelpSet
from exercises.journal.sessions import Door, Role
from exercises.journal.slips import FEWEST
from exercises.journal.store import Journal
from exercises.library import ContentError, read
from exercises.place import Place
from exercises.temperature import kinds as k
from exercises.temperature import views
from exercises.temperature.content import (
    FOLDER,
    ORDER,
    SKIP,
    Instrument,
    instruments,
    kits_own,
    offered,
)
from exercises.temperature.counting import held
from exercises.temperature.moving import moved
from exercises.temperature.opening import BaselineError, baseline_of, begin, read_baseline, standing
from exercises.temperature.results import by_group, spread, spreads, taking_part
from exercises.temperature.sending import pieces
from exercises.temperature.settings import Group, Settings
from exercises.temperature.state import Counted, State, fold
from exercises.temperature.suggesting import offered as suggested
from facilitator.cli import main
from facilitator.handlers.temperature import groups_in
from facilitator.paper.page import html
from facilitator.paper.temperature import parts
from tests.test_journal import PLANTED, rows_of
from tests.test_screens import Line, tell
from tests.test_six_principles import new, refused
from widgets import TemperatureTable

FILES = sorted(FOLDER.glob("*.toml"))
SMALL = ("achievement", "engagement", "partners")
POLICE = Group(id="police", name="Police", expected=6)
HEALTH = Group(id="health", name="Health", expected=6)
FIRE = Group(id="fire", name="Fire and rescue", expected=2)


def kit(*ids: str) -> tuple[Instrument, ...]:
    return tuple(each for each in kits_own() if each.id in ids)


class Board:
    """A board manager, a moderator and people who answer, each at a place of their own."""

    def __init__(self, journal: Journal, people: int = 2, **chosen: Any) -> None:
        self.journal = journal
        self.session = begin(
            journal, Settings.model_validate({"instruments": kit(*SMALL)} | chosen)
        )
        self.manager = self.place("trainer")
        self.people = [self.place("answerer") for _ in range(people)]
        self.stage("answer")

    def place(self, role: Role) -> Place:
        seat, _ = sessions.take_seat(self.journal, Door(self.session.id, role, None))
        return Place(self.journal, seat)

    def act(self, kind: str, by: Place | None = None, **raw: Any) -> str:
        return (by or self.manager).act(new(), kind, raw).change

    def stage(self, stage: str) -> None:
        self.act("stage", stage=stage)

    def choose(self, n: int, option: str | None, item: str = "police", of: str = "partners") -> str:
        """Person `n` answers an item."""
        sheet = self.people[n].seat.id
        raw = {"sheet": sheet, "instrument": of, "item": item, "option": option}
        return self.act("temperature.chose", self.people[n], **raw)

    def note(self, n: int, item: str = "police", of: str = "partners", **raw: Any) -> str:
        sheet = self.people[n].seat.id
        raw = {"sheet": sheet, "instrument": of, "item": item, "on": None} | raw
        return self.act("temperature.noted", self.people[n], **raw)

    def spread(self, item: str = "police", of: str = "partners"):
        state = self.state
        instrument = state.chosen.instrument(of)
        assert instrument is not None
        found = instrument.item(item)
        assert found is not None
        return spread(state, instrument, found)

    @property
    def state(self) -> State:
        self.manager.follow()
        return self.manager.state


@pytest.fixture
def board(journal: Journal) -> Board:
    return Board(journal)


# the instruments


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_instrument_is_read_and_says_where_it_is_from(path: Path):
    found = read(Instrument, path)
    assert found.id == path.stem and found.id in ORDER
    assert found.source.where and found.caution and found.minutes
    for item in found.items:
        assert item.where and found.scale_of(item).option("dont_know"), item.id
        assert not re.search(r"Doncaster|St Leger|DMBC", item.text + item.hint)
    for scale in found.scales:
        assert not re.search(r"\b\d+ points?\b|score", " ".join(o.text for o in scale.options))


def test_the_nine_steps_have_all_their_indicators():
    steps = next(iter(kit("nine_steps")))
    assert len(steps.sections) == 9
    core = [sum(not item.support for item in s.items) for s in steps.sections]
    more = [sum(item.support for item in s.items) for s in steps.sections]
    assert core == [5, 4, 6, 6, 4, 4, 4, 4, 5] and sum(core) == 42
    assert more == [0, 0, 0, 4, 5, 0, 5, 6, 5] and sum(more) == 25
    assert len({item.text for item in steps.items}) == 67


def test_the_instruments_are_as_long_as_their_sources():
    items = {each.id: len(each.items) for each in kits_own()}
    assert items["ten_points"] == 10 and items["partners"] == 14 and items["engagement"] == 5
    road = next(iter(kit("road_map"))).scales[0]
    assert road.kind == "path" and len(road.steps) == 10
    types = next(iter(kit("types"))).scales[0]
    assert len(types.steps) == 5


def test_stalled_is_a_state_and_no_step():
    letters = next(iter(kit("achievement"))).scales[0]
    assert [each.id for each in letters.options if each.state] == ["c"]
    assert [each.id for each in letters.steps] == ["a", "b", "d", "e", "f"]


def test_every_row_that_mirrors_a_table_of_2016_names_one():
    found = {
        (i.mirrors.table, i.mirrors.row) for each in kits_own() for i in each.items if i.mirrors
    }
    assert len(found) == 14 + 5 + 1 + 4 + 1 + 1 + 1
    assert ("involvement", "icb") in found
    icb = next(iter(kit("partners"))).item("icb")
    assert icb and "integrated care board" in icb.text and "clinical commissioning" in icb.hint


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (('id = "engaged"', 'id = "other"'), "there is no scale engaged; there are: other"),
        (('scale = "engaged", text = "The safe', 'scale = "other", text = "The safe'), "a matrix"),
        (('id = "corporate"', 'id = "board"'), "two of the item board"),
        (('id = "very"', 'id = "skip"'), "no answer can be called skip"),
        (("aside = true", "state = true"), "its kind is states"),
        (("minutes = 5", "minutes = 0"), "minutes"),
        (('title = "Five levels"', 'title = ""'), "title: is empty"),
        (("minutes = 5", "minutes = " + "9" * 9000), "a number in it is too long"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_name(tmp_path, spoil, sentence):
    text = (FOLDER / "engagement.toml").read_text(encoding="utf-8")
    assert spoil[0] in text
    path = tmp_path / "engagement.toml"
    path.write_text(text.replace(spoil[0], spoil[1], 1), encoding="utf-8")
    with pytest.raises(ContentError) as error:
        instruments(tmp_path)
    assert "engagement.toml" in str(error.value) and sentence in str(error.value)


NEW_ONE = """
id = "kettle"
title = "Do we put the kettle on?"
about = "One question."
ask = "Think of the last visit."
minutes = 1
caution = "One question says little."

[source]
title = "A test"
edition = "1"
publisher = "Nobody"
where = "here"
note = "None."
checked = "2026-11-21"

[[scales]]
id = "tea"
kind = "choice"
options = [{ id = "yes", text = "Yes" }, { id = "no", text = "No" }]

[[sections]]
id = "tea"
title = "Tea"
items = [{ id = "tea", scale = "tea", text = "Was there tea?", where = "here" }]
"""


def test_a_new_instrument_is_a_file_and_is_played(journal, tmp_path):
    (tmp_path / "kettle.toml").write_text(NEW_ONE, encoding="utf-8")
    everything = offered(tmp_path)
    assert len(everything) == len(kits_own()) + 1
    board = Board(journal, 5, instruments=[each for each in everything if each.id == "kettle"])
    for n in range(5):
        board.choose(n, "yes" if n else "no", "tea", "kettle")
    assert board.spread("tea", "kettle").counts == {"yes": 4, "no": 1}


def test_a_file_of_ones_own_takes_the_place_of_the_kits(tmp_path):
    shutil.copy(FOLDER / "confidence.toml", tmp_path / "mine.toml")
    text = (tmp_path / "mine.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(text.replace("minutes = 2", "minutes = 9"), "utf-8")
    found = {each.id: each.minutes for each in offered(tmp_path)}
    assert found["confidence"] == 9 and len(found) == len(kits_own())
    assert offered(tmp_path / "nowhere") == kits_own()


# who may do what


def test_a_person_answers_on_their_own_sheet_and_on_no_other(board):
    board.choose(0, "very")
    one, other = board.people
    raw = {"instrument": "partners", "item": "police", "option": "very"}
    said = refused(other, "temperature.chose", sheet=one.seat.id, **raw)
    assert "for whoever opened it" in said
    said = refused(board.manager, "temperature.chose", sheet=one.seat.id, **raw)
    assert "somebody else's" in said
    assert "moderator's own page" in refused(
        board.manager, "temperature.rated", instrument="partners", item="police", option="very"
    )


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"instrument": "partners", "item": "nobody", "option": "very"}, "not asked"),
        ({"instrument": "road_map", "item": "place", "option": "step_1"}, "not asked"),
        ({"instrument": "partners", "item": "police", "option": "a"}, "no answer 'a'"),
    ],
)
def test_only_what_is_asked_is_answered(board, raw, sentence):
    one = board.people[0]
    assert sentence in refused(one, "temperature.chose", sheet=one.seat.id, **raw)


def test_people_who_answer_steer_nothing_and_see_to_no_actions(board):
    one = board.people[0]
    for kind, raw in (
        ("stage", {"stage": "results"}),
        ("ended", {}),
        ("plan.action", {"text": "Do it"}),
        ("temperature.sheet", {}),
        ("set_aside", {"target": "answer-1"}),
    ):
        assert "board manager's page" in refused(one, kind, **raw)


def test_the_moderator_rates_with_reasons_and_changes_no_answer(board):
    board.choose(0, "a", "letter", "achievement")
    outside = board.place("moderator")
    raw = {"instrument": "achievement", "item": "letter", "on": None}
    assert "needs its reasons" in refused(outside, "temperature.rated", option="d", **raw)
    change = board.act("temperature.rated", outside, option="d", reasons="Two teams.", **raw)
    sheet = board.people[0].seat.id
    assert "changes none" in refused(
        outside,
        "temperature.chose",
        sheet=sheet,
        option="d",
        instrument="achievement",
        item="letter",
    )
    found = board.spread("letter", "achievement")
    assert found.rating and (found.rating.option, found.rating.reasons) == ("d", "Two teams.")
    assert board.state.sheets[sheet].answers["achievement", "letter"].option == "a"
    assert "meanwhile" in refused(outside, "temperature.rated", option="e", reasons="No.", **raw)
    board.act("temperature.rated", outside, **raw | {"option": None, "on": change})
    assert board.spread("letter", "achievement").rating is None


def test_words_that_changed_meanwhile_are_not_written_over(board):
    one = board.people[0]
    board.note(0, evidence="A visit in May")
    raw = {"sheet": one.seat.id, "instrument": "partners", "item": "police"}
    assert "meanwhile" in refused(one, "temperature.noted", evidence="Other", on=None, **raw)


def test_skipping_is_no_answer_and_dont_know_is_one(board):
    board.choose(0, SKIP)
    board.choose(1, "dont_know")
    found = board.spread()
    assert (found.answered, found.skipped, found.counts) == (1, 1, None)
    assert taking_part(board.state).begun == 1  # who only skips has not answered


def test_an_answer_is_taken_back_and_changed(board):
    of = board.choose(0, "very")
    board.act("undone", board.people[0], of=of)
    assert board.spread().answered == 0
    board.choose(0, "very")
    board.choose(0, None)
    assert board.spread().answered == 0


def test_a_form_on_paper_is_typed_in_as_one_more_respondent(board):
    sheet = board.act("temperature.sheet")
    raw = {"instrument": "partners", "item": "police"}
    board.act("temperature.chose", sheet=sheet, option="fairly", **raw)
    board.act("temperature.noted", sheet=sheet, evidence="By post", on=None, **raw)
    assert taking_part(board.state).paper == 1
    assert "whoever opened it" in refused(
        board.people[0], "temperature.chose", sheet=sheet, option="very", **raw
    )
    board.act("temperature.sheet.dropped", sheet=sheet)
    assert taking_part(board.state).begun == 0
    assert "taken away" in refused(
        board.manager, "temperature.chose", sheet=sheet, option="very", **raw
    )


def test_a_board_on_one_screen_agrees_one_answer(journal):
    board = Board(journal, 0, shared=True, way="shared")
    room = board.place("room")
    raw: dict[str, Any] = {"sheet": k.TOGETHER, "instrument": "achievement", "item": "letter"}
    board.act("temperature.chose", room, option="c", **raw)
    board.act("temperature.noted", room, evidence="The rota stands still", on=None, **raw)
    found = board.spread("letter", "achievement")
    assert (found.agreed, found.counts, found.most) == ("c", None, ("c",))
    assert [said.evidence for said in found.said] == ["The rota stands still"]
    board.act("plan.action", room, text="Mend the rota", owner="Chair", when="May")
    assert "board together" in refused(
        room, "temperature.chose", **raw | {"sheet": "a" * 16, "option": "a"}
    )


def test_in_jupyterlab_the_rooms_code_leads_to_a_sheet_of_ones_own(board, monkeypatch):
    screens = [TemperatureTable(board.journal) for _ in range(2)]
    for screen in screens:
        Line(screen, monkeypatch)
        tell(screen, type="join", code=board.session.code)
    assert screens[0].view["sheet"]["id"] == screens[0].seat != screens[1].seat


@pytest.mark.parametrize("way", ["shared", "paper"])
def test_nobody_answers_on_a_device_where_that_was_not_chosen(journal, way):
    board = Board(journal, 1, way=way, shared=way == "shared")
    one = board.people[0]
    raw = {"sheet": one.seat.id, "instrument": "partners", "item": "police", "option": "very"}
    assert "look to the front" in refused(one, "temperature.chose", **raw)


# how answers are told


def test_no_page_is_given_what_somebody_else_answered_before_it_is_shown(journal):
    board = Board(journal, 6)
    for n in range(5):
        board.choose(n, "not_at_all" if n else "very")
        board.note(n, evidence=PLANTED, owner="the chair")
    last = board.people[5]
    for place in (last, board.manager):
        place.follow()
    shown = {
        "other": views.answering(last),
        "manager": views.console(board.manager),
        "wall": views.projector(board.place("projector")),
        "moderator": views.moderator(board.place("moderator")),
    }
    for name, view in shown.items():
        said = json.dumps(view)
        assert PLANTED not in said and "not_at_all" not in said, name
        assert view["results"] is None
    assert shown["manager"]["taking"]["begun"] == 5
    board.stage("results")
    last.follow()
    results = views.answering(last)["results"]["partners--police"]
    assert results["counts"]["not_at_all"] == 4 and len(results["said"]) == 5
    assert all(seat.seat.id not in json.dumps(results) for seat in board.people)


def test_answers_are_told_from_five_on(journal):
    board = Board(journal, 5)
    for n in range(4):
        board.choose(n, "very")
        board.note(n, evidence=f"Reason {n}")
    found = board.spread()
    assert (found.answered, found.counts, found.said, found.most) == (4, None, (), ())
    board.choose(4, "not_very")
    found = board.spread()
    assert found.counts and found.counts["very"] == 4 and found.counts["not_very"] == 1
    assert len(found.said) == 4 and found.most == ("very",)


def test_no_single_answer_can_be_seen_arriving(journal):
    board = Board(journal, 10)
    for n in range(5):
        board.choose(n, "very")
    board.stage("results")
    board.choose(5, "not_at_all")
    for stage in ("answer", "results", "actions", "results"):
        board.stage(stage)
        assert board.spread().answered == 5 and (stage == "answer" or board.state.late())
    for n in range(6, 10):
        board.choose(n, "not_very")
    board.act("ended")
    assert board.spread().answered == 5  # not even at the end, as long as nobody shows them
    board.act("reopened")
    board.stage("results")
    assert board.spread().answered == 10 and not board.state.late()
    board.stage("answer")
    assert board.state.counted is None


def test_what_was_shown_cannot_be_taken_back_out_of_it(journal):
    board = Board(journal, 6)
    change = ""
    for n in range(6):
        change = board.choose(n, "very" if n else "not_at_all")
    board.stage("results")
    one = board.people[5]
    one.follow()
    assert views.answering(one)["undo"] is None
    board.stage("answer")
    assert "have been shown since" in refused(one, "undone", of=change)
    board.choose(5, "not_at_all")  # changing it is free, and counts with four others
    board.stage("results")
    assert (board.spread().counts or {})["not_at_all"] == 1


def test_two_showings_tell_of_no_agency_that_fewer_than_five_of_it_changed():
    key = ("partners", "police")
    before = [Counted("police", {key: "very"}, f"p{n}") for n in range(5)]
    before += [Counted(None, {key: "very"}, f"x{n}") for n in range(5)]
    now = [*before, Counted("police", {key: "not_very"}, "p5")]
    now += [Counted(None, {key: "not_very"}, f"y{n}") for n in range(4)]
    assert len(held(before, now)) == 10  # one of the police, and four others
    now += [Counted("police", {key: "not_very"}, f"q{n}") for n in range(4)]
    assert len(held(before, now)) == 10  # still only four others
    now.append(Counted(None, {key: "not_very"}, "y4"))
    assert len(held(before, now)) == 20
    two = ("partners", "health")
    other = [Counted(None, {key: "very", two: "very"}, f"n{n}") for n in range(6)]
    first = [Counted(None, {key: "very"}, each.sheet) for each in other[:5]]
    told = held(first, other)  # item by item: the second was not told before
    assert [sum(item in each.chosen for each in told) for item in (key, two)] == [5, 6]


def test_an_agency_is_asked_for_where_five_or_more_are_expected(journal):
    board = Board(journal, 1, groups=(POLICE, FIRE))
    assert [group.id for group in board.state.chosen.asked_groups] == ["police"]
    one = board.people[0]
    board.act("temperature.group", one, sheet=one.seat.id, group="police")
    said = refused(one, "temperature.group", sheet=one.seat.id, group="fire")
    assert "not asked for" in said


options = st.sampled_from(["very", "not_very", "dont_know", SKIP])
people = st.lists(st.tuples(st.sampled_from([None, "police", "health"]), options), max_size=24)


@given(people)
@settings(max_examples=60)
def test_nobody_can_be_worked_out_by_subtraction(answered):
    """Whatever is told of agencies leaves none, or five or more, that it is not told of."""
    chosen = Settings(instruments=kit("partners"), groups=(POLICE, HEALTH))
    state = State(settings=chosen)
    key = ("partners", "police")
    state.counted = tuple(Counted(group, {key: option}) for group, option in answered)
    partners = chosen.instruments[0]
    item = partners.item("police")
    assert item is not None
    whole, told = spread(state, partners, item), by_group(state, partners, item)
    numbers = [sum(counts.values()) for counts in told.values()]
    assert all(n >= FEWEST for n in numbers)
    if told:
        assert whole.answered - sum(numbers) == 0 or whole.answered - sum(numbers) >= FEWEST
    assert (whole.counts is None) == (whole.answered < FEWEST)
    if whole.counts:
        assert sum(whole.counts.values()) == whole.answered


@given(st.data())
@settings(max_examples=40)
def test_the_state_is_the_same_however_the_entries_come(data):
    """Late, twice or out of order: the unbroken run decides."""
    names = ["sheet-aaaa", "sheet-bbbb"]
    raw = Settings(instruments=kit("achievement")).opened()
    bodies: list[Any] = [raw]
    for _ in range(data.draw(st.integers(1, 12))):
        sheet = data.draw(st.sampled_from(names))
        letter = data.draw(st.sampled_from(["a", "c", "dont_know", SKIP, None]))
        bodies.append(k.Chose(sheet=sheet, instrument="achievement", item="letter", option=letter))
    entries = [
        Entry(n, float(n), "", "x", f"change-{n:04}", body.kind, body)
        for n, body in enumerate(bodies, 1)
    ]
    whole = fold(entries)
    reader = Reader(State)
    for entry in data.draw(st.permutations(entries)):
        reader.take([entry, entry])
    assert reader.state == whole
    for sheet in whole.sheets.values():
        assert set(sheet.chosen().values()) <= {"a", "c", "dont_know", SKIP}


# what people wrote


def test_words_are_set_aside_put_back_and_removed_for_good(board, database):
    board.choose(0, "very")
    board.note(0, evidence=PLANTED, owner="Chair")
    sheet = board.people[0].seat.id
    target = k.answer_name(sheet, "partners", "police")
    assert [piece.target for piece in pieces(board.state)] == [target]
    board.act("set_aside", target=target)
    assert not list(pieces(board.state))
    raw = {"sheet": sheet, "instrument": "partners", "item": "police"}
    version = board.state.sheets[sheet].answers["partners", "police"].version
    assert "set aside" in refused(
        board.people[0], "temperature.noted", evidence="Again", on=version, **raw
    )
    board.act("put_back", target=target)
    board.act("set_aside", target=target)
    board.act("removed", target=target)
    assert board.spread().answered == 1 and not list(pieces(board.state))
    assert PLANTED not in rows_of(board.journal)
    board.note(0, evidence="Other words")


def test_the_manager_blanks_words_and_puts_none_in_their_place(board):
    board.choose(0, "very")
    first = board.note(0, evidence="Ask Mr Grey on Monday")
    raw = {"answer": k.answer_name(board.people[0].seat.id, "partners", "police"), "on": first}
    said = refused(board.manager, "temperature.blanked", evidence="All is well", **raw)
    assert "can be blanked" in said
    assert "board manager's page" in refused(board.people[0], "temperature.blanked", **raw)
    board.act("temperature.blanked", evidence="Ask [blanked] on Monday", **raw)
    assert next(pieces(board.state)).text == "Ask [blanked] on Monday"
    assert "meanwhile" in refused(board.manager, "temperature.blanked", evidence="", **raw)


# over time


def test_six_months_later_what_has_moved_is_said_in_words(journal, clock):
    then = Board(journal, 5)
    for n, option in enumerate(["not_very", "not_very", "not_very", "fairly", "very"]):
        then.choose(n, option)
        then.choose(n, "fairly", "housing")
    then.stage("results")
    before = baseline_of(then.state, clock.now)
    assert standing(journal)[0][0].id == then.session.id
    clock.now += 183 * 86_400
    now = Board(journal, 6, baseline=before)
    for n in range(6):
        now.choose(n, "fairly" if n else "dont_know")
        now.choose(n, "fairly", "housing")
    found = moved(now.spread(), before)
    assert found.way == "moved"
    assert found.says == (
        "Moved: “Fairly involved” from 1 of 5 to 5 of 6; “Not very involved” from 3 of 5 to 0 of 6."
    )
    assert moved(now.spread("housing"), before).way == "same"
    few = moved(now.spread("letter", "achievement"), before)
    assert few.way == "few" and "0 answered then and 0 now" in few.says
    assert "score" not in json.dumps([moved(each, before).says for each in spreads(now.state)])


def test_from_a_step_to_stalled_is_not_told_as_a_step_back(journal, clock):
    then = Board(journal, 0, shared=True, way="shared")
    raw: dict[str, Any] = {"sheet": k.TOGETHER, "instrument": "achievement", "item": "letter"}
    then.act("temperature.chose", option="b", **raw)
    before = baseline_of(then.state, clock.now)
    now = Board(journal, 0, shared=True, way="shared", baseline=before)
    now.act("temperature.chose", option="c", **raw)
    found = moved(now.spread("letter", "achievement"), before)
    assert found.says == (
        "The board agreed on “B: planned, and being brought in” then, and on “C: stalled” now. "
        "“C: stalled” is a state, and no step on or back."
    )


def test_a_question_in_other_words_is_not_compared(journal, clock):
    board = Board(journal, 5)
    for n in range(5):
        board.choose(n, "very")
    early = baseline_of(board.state, clock.now).item("partners", "police")
    assert early and early[1].answered == 5 and early[1].counts is None  # nothing was shown yet
    board.stage("results")
    before = baseline_of(board.state, clock.now)
    text = (FOLDER / "partners.toml").read_text(encoding="utf-8")
    text = text.replace('id = "partners"\n', 'id = "partners"\nversion = 2\n')
    text = text.replace('id = "police", scale', 'id = "police", since = 2, scale')
    raw = tomllib.loads(text)
    changed = Instrument.model_validate(raw)
    later = Board(journal, 0, instruments=[changed], baseline=before)
    assert moved(later.spread(), before).says.startswith("The question was worded in another way")
    assert moved(later.spread("housing"), before).way == "few"


def test_a_baseline_is_numbers_and_no_words_and_comes_back_from_its_file(journal, clock):
    board = Board(journal, 5)
    for n in range(5):
        board.choose(n, "very")
        board.note(n, evidence=PLANTED)
    text = baseline_of(board.state, clock.now).model_dump_json()
    assert PLANTED not in text
    assert read_baseline(text) == baseline_of(board.state, clock.now)
    assert read_baseline(json.dumps({"baseline": json.loads(text), "other": 1})).day == "2026-09-21"


def past(day: str = "2026-05-03", **item: Any) -> str:
    """A file of numbers with one item."""
    instrument = {"id": "partners", "version": 1, "title": "T", "items": {"police": item}}
    kind = "temperature-check-baseline"
    return json.dumps({"kind": kind, "day": day, "instruments": [instrument]})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "no numbers of a temperature check"),
        ('{"kind": "temperature-check-baseline"}', "day: is missing"),
        ('{"kind": "temperature-check-baseline", "day": "soon", "instruments": []}', "day"),
        (past("2026-13-45", answered=6), "'2026-13-45' is not a day"),
        (past(answered=2, counts={"very": 2}), "told from 5 answers on"),
        (past(answered=6, counts={"very": 9}), "the answers add up to 9"),
        (past(answered=6, agreed="x" * 25), "at most 24 characters"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(BaselineError) as error:
        read_baseline(text)
    assert sentence in str(error.value)


# what may come next


def test_what_others_did_next_is_offered_once_answers_are_shown(journal):
    board = Board(journal, 5, instruments=kit("road_map", "partners"))
    for n in range(5):
        board.choose(n, "step_4", "place", "road_map")
        board.choose(n, "not_very")
    assert suggested(board.state) == []
    board.stage("results")
    found = suggested(board.state)
    assert found[0].says.startswith("Step 5.") and found[1].says.startswith("Step 6.")
    assert any("olice" in each.says for each in found[2:])
    assert all(practice.source for each in found for practice in each.practices)
    outside = board.place("moderator")
    raw: dict[str, Any] = {"instrument": "road_map", "item": "place", "on": None}
    board.act("temperature.rated", outside, option="step_2", reasons="No plan is agreed.", **raw)
    assert suggested(board.state)[0].says.startswith("Step 3.")


# setting up, and paper


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Police six", "'Police six' is not an agency or role"),
        ("Police: 0", "a number from 1 to 60"),
        ("\n".join(f"Role {n}: 5" for n in range(13)), "name at most 12"),
        ("x" * 90 + ": 5", "at most 80 characters"),
    ],
)
def test_agencies_are_read_one_a_line(typed, sentence):
    errors: dict[str, str] = {}
    assert groups_in(typed, errors) == () and sentence in errors["groups"]
    read = groups_in("Police: 6\n\n Health and care, 12 \nFire 2", errors)
    assert [(g.name, g.expected) for g in read] == [
        ("Police", 6),
        ("Health and care", 12),
        ("Fire", 2),
    ]


def test_the_form_on_paper_has_every_question_and_every_answer():
    chosen = Settings(instruments=kits_own(), groups=(POLICE, FIRE), until="2027-03-01")
    drawn = parts(chosen, HelpSet())
    text = "".join(html("Form", drawn, 12, attribution="").split())
    for instrument in kits_own():
        for item in instrument.items:
            assert "".join(escape(item.text).split()) in text, item.id
            for option in instrument.scale_of(item).options:
                assert "".join(escape(option.text).split()) in text
    assert "Police" in text and "Fireandrescue" not in text
    assert "Monday1March2027" in text and "stateandnostep" in text


def test_only_known_instruments_are_printed(tmp_path, capsys):
    words = ["print", "temperature", "--instruments", "road", "--data", str(tmp_path)]
    assert main(words) == 1
    assert "there is no instrument 'road'; there are: road_map" in capsys.readouterr().err


def test_the_exercise_is_known_by_its_name():
    assert exercise("temperature").begin() == State()
