"""The six-principles exercise: state, rules, rotation and views, and the example session."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from exercises import library
from exercises.examples import example
from exercises.exercise import Refused
from exercises.following import Reader
from exercises.journal import aside, sessions
from exercises.journal import frame as f
from exercises.journal.entries import Body, Entry, Unknown
from exercises.journal.frame import Clock
from exercises.journal.results import rows_of
from exercises.journal.sessions import Door, Role, Seat, Session
from exercises.journal.store import Journal
from exercises.library import PRINCIPLES
from exercises.place import Place
from exercises.plan import kinds as p
from exercises.plan.passages import Passage
from exercises.six_principles import demo, plan_views, views
from exercises.six_principles import kinds as k
from exercises.six_principles.results import results
from exercises.six_principles.rotation import ROUNDS, condensers, missed, principle_of
from exercises.six_principles.settings import EXERCISE, Settings
from exercises.six_principles.state import State, fold

# Any journal at all: entries whose targets may be missing, of another kind, or still to come.

IDS = [f"change-{n:02}" for n in range(40)]
FIELDS = ["readback/empowerment", "readback/prevention", "plan/change-03/note"]
ids = st.sampled_from(IDS[:12]) | st.sampled_from(IDS)  # mostly what was made first
few = st.lists(ids, max_size=4).map(tuple)
numbers = st.integers(1, 8)
principles = st.sampled_from(PRINCIPLES)
seconds = st.none() | st.sampled_from([1.0, 60.0, 240.0])
targets = ids | st.sampled_from(FIELDS) | st.just("nothing at all")
words = st.just("words")

lines = st.builds(k.LineAdded, table=st.integers(1, 6), principle=principles, text=words)
factors = st.builds(k.FactorMade, principle=principles, wording=words, lines=few)
steering = st.one_of(
    st.builds(
        f.StageSet,
        stage=st.sampled_from(["lobby", "read", "round", "condense", "prioritise", "plan"]),
        round=st.none() | st.integers(1, 24),
        seconds=seconds,
    ),
    st.builds(
        f.ClockSet,
        do=st.sampled_from(["start", "pause", "resume", "add", "off"]),
        seconds=seconds,
    ),
    st.builds(f.TableAdded, table=numbers),
    st.builds(f.TableClosed, table=numbers),
    st.builds(f.TableReopened, table=numbers),
    st.builds(f.TableJoined, table=numbers, into=numbers),
    st.builds(f.Said, text=words, table=st.none() | numbers),
    st.builds(f.Break, until=words),
    st.builds(f.BreakOver),
    st.builds(f.CountsGiven, give=st.booleans()),
    st.builds(f.Ended),
    st.builds(f.Reopened),
)
on_lines = st.one_of(
    st.builds(k.LineEdited, line=ids, text=words, on=ids),
    st.builds(k.LinePicked, line=ids, keep=ids),
    st.builds(k.LineMoved, line=ids, rank=st.floats(-9, 9)),
    st.builds(k.LineWithdrawn, line=ids),
    st.builds(k.LineRestored, line=ids),
)
others = st.one_of(
    st.builds(aside.SetAside, target=targets),
    st.builds(aside.PutBack, target=targets),
    st.builds(aside.Removed, target=targets),
    st.builds(k.FactorTook, factor=ids, lines=few),
    st.builds(k.FactorLetGo, factor=ids, lines=few),
    st.builds(k.FactorWorded, factor=ids, wording=words, on=ids),
    st.builds(k.FactorPicked, factor=ids, keep=ids),
    st.builds(k.FactorMoved, factor=ids, rank=st.floats(-9, 9)),
    st.builds(k.FactorDropped, factor=ids),
    st.builds(k.FactorServes, factor=ids, principles=st.lists(principles, max_size=3).map(tuple)),
    st.deferred(lambda: joins),
    st.builds(k.Dots, table=numbers, target=ids, n=st.integers(0, 3)),
    st.builds(k.DotsShown, shown=st.booleans()),
    st.builds(k.Ordered, principle=principles, factors=few),
    st.builds(k.Wrote, field=st.sampled_from(FIELDS), text=words, on=st.none() | ids),
    st.builds(k.Kept, field=st.sampled_from(FIELDS), keep=ids),
    st.builds(k.Chose, field=st.just("readback/empowerment/could"), value=st.just("yes")),
    st.builds(f.Undone, of=ids),
    st.just(Unknown.model_validate({"line": "change-01", "text": "of next year"})),
)
plans = st.builds(
    p.PlanGiven,
    title=words,
    source=st.just("pasted"),
    passages=st.lists(
        st.builds(Passage, heading=st.sampled_from(["", "Aim"]), text=words), min_size=1, max_size=3
    ).map(tuple),
)
spots = st.tuples(st.sampled_from(IDS[:2]), st.integers(1, 3)).map(
    lambda spot: {"plan": spot[0], "passage": f"{spot[0]}-{spot[1]}"}
) | st.builds(lambda plan, part: {"plan": plan, "passage": part}, ids, ids)
parts = spots.map(lambda spot: spot["passage"])


def on_passage(kind: Callable[..., Body], **said: Any) -> st.SearchStrategy[Body]:
    return st.builds(lambda spot, **said: kind(**spot, **said), spots, **said)


on_plans = st.one_of(
    on_passage(p.PassageJoined),
    on_passage(p.PassageSplit, at=st.integers(1, 14)),
    on_passage(p.PassageDropped),
    on_passage(p.PassageRestored),
    on_passage(p.HeadingNamed, heading=words),
    on_passage(p.PromiseMarked, promises=st.booleans()),
    st.builds(p.EvidenceSet, target=ids, passage=parts, shows=st.booleans()),
    st.builds(p.LensesSet, lenses=st.sampled_from([(), ("principles",), ("none",)])),
    st.deferred(lambda: actions),
    st.builds(p.ActionChanged, action=ids, on=ids, text=words, when=words),
    st.builds(p.ActionPicked, action=ids, keep=ids),
    st.builds(p.ActionWithdrawn, action=ids),
    st.builds(p.ActionRestored, action=ids),
    st.builds(p.ActionsOrdered, actions=few),
    st.builds(k.Chose, field=st.builds("plan/{}/decision".format, ids), value=st.just("missing")),
    st.builds(k.Chose, field=st.builds("plan/{}/significant".format, ids), value=st.just("yes")),
)
joins = st.builds(
    k.FactorsJoined, factors=st.lists(ids, min_size=2, max_size=3).map(tuple), wording=words
)
actions = st.builds(p.ActionProposed, text=words, owner=words, table=st.none() | numbers)
gone = st.builds(aside.SetAside, target=targets) | st.builds(k.LineWithdrawn, line=ids)
bodies = st.builds(
    lambda *parts: [body for part in parts for body in part],
    st.lists(plans, max_size=2),
    st.lists(actions, max_size=2),
    st.lists(lines, max_size=6),
    st.lists(factors, max_size=5),
    st.lists(joins, max_size=1),
    st.lists(gone, max_size=4),
    st.lists(on_plans, max_size=4),
    st.lists(
        st.one_of(lines, factors, on_lines, steering, others, others, on_plans, on_plans),
        max_size=16,
    ),
)
OPENED = Settings(case=library.case("mrs-t")).opened(6)


def numbered(bodies: Sequence[Body], opened: Body = OPENED) -> list[Entry]:
    """A journal of these bodies. Every one that holds words says who it is: <change-07>."""
    entries = [Entry(1, 0.0, "", "trainer", "change-opened", opened.kind, opened)]
    for n, body in enumerate(bodies):
        own = {word: _marked(getattr(body, word), f"<{IDS[n]}>") for word in body.words}
        body = body.model_copy(update=own)
        by, at = f"table-{n % 6 + 1}", 30.0 * (n + 1)
        entries.append(Entry(n + 2, at, f"seat-{n % 6}", by, IDS[n], body.kind, body))
    return entries


def _marked(words: Any, mark: str) -> Any:
    """The mark in the place of the words; in each passage, where they are a plan's."""
    if isinstance(words, tuple):
        return tuple(each.model_copy(update={"text": f"{mark} of it"}) for each in words)
    return mark if words else words


journals = bodies.map(numbered)


class Seen(Place):
    """A place that reads from a list of entries; its journal is empty."""

    empty: Journal

    def __init__(self, entries: list[Entry], role: Role, table: int | None = None) -> None:
        self.journal = self.empty
        self.seat = Seat("seat-0", "session", role, table)
        self.session = Session("session", "K4TCEY", EXERCISE, 0.0, 1e9, len(entries), False)
        self.reader = Reader(State)
        self.reader.take(entries)

    def shown(self) -> dict[str, Any]:
        """Everything this seat's page is given."""
        view = {"trainer": views.console, "projector": views.projector}.get(
            self.seat.role, views.table
        )
        plan = {} if self.seat.role == "projector" else {"passages": plan_views.passages(self)}
        return views.content(self) | view(self) | plan


@pytest.fixture(scope="module", autouse=True)
def _empty_journal():
    with closing(Journal("sqlite://")) as Seen.empty:
        yield


def everybody(entries: list[Entry]) -> list[Seen]:
    tables = [Seen(entries, "table", n) for n in range(1, 9)]
    return [*tables, Seen(entries, "trainer"), Seen(entries, "projector"), Seen(entries, "solo")]


# the state depends on the numbered entries alone


@given(journals, st.randoms(use_true_random=False))
def test_the_state_depends_on_the_numbered_entries_alone(entries, random):
    shuffled = entries + random.sample(entries, len(entries) // 2)
    random.shuffle(shuffled)
    assert fold(shuffled) == fold(entries)


@given(journals, st.randoms(use_true_random=False))
def test_a_reader_that_gets_entries_late_twice_or_in_pieces_ends_in_the_same_state(entries, random):
    sent = entries + random.sample(entries, len(entries) // 2)
    random.shuffle(sent)
    reader = Reader(State)
    while sent:
        size = random.randint(1, 5)
        reader.take(sent[:size])
        assert reader.state == fold(entries[: reader.seq])
        sent = sent[size:]
    assert reader.state == fold(entries)
    assert reader.entries == entries
    assert not reader.take(entries)


@given(journals)
def test_no_prefix_fails_and_reading_on_is_the_same_as_reading_at_once(entries):
    reader = Reader(State)
    for n, entry in enumerate(entries, start=1):
        assert reader.take([entry])
        assert reader.state == fold(entries[:n])
        assert reader.state.seq == n


@given(journals)
def test_whatever_the_journal_holds_a_line_is_under_one_factor_at_most(entries):
    state = fold(entries)
    held = Counter(name for factor in state.factors.values() for name in factor.lines)
    assert set(held.values()) <= {1}
    assert held.keys() == {line.id for line in state.lines.values() if line.factor}
    for line in state.lines.values():
        assert line.factor is None or line.id in state.factors[line.factor].lines
    for factor in state.factors.values():
        if factor.joined_into:
            assert factor.id in state.factors[factor.joined_into].sources
            assert not state.factors[factor.joined_into].dropped


@given(journals)
def test_whatever_the_journal_holds_joined_tables_lead_to_one_that_is_not_joined(entries):
    frame = fold(entries).frame
    for number in [*frame.tables, 23]:
        assert number not in frame.tables or frame.tables[frame.acts_as(number)].joined is None
        assert number in frame.people_of(frame.acts_as(number))


@settings(max_examples=30)
@given(journals)
def test_whatever_the_journal_holds_every_page_can_be_drawn(entries):
    for seen in everybody(entries):
        json.dumps(seen.shown(), allow_nan=False)


@settings(max_examples=30)
@given(journals)
def test_whatever_the_journal_holds_it_can_be_counted_and_no_words_are_in_the_counts(entries):
    for row in rows_of("session", EXERCISE, 0.0, results(fold(entries))):
        assert int(row["n"]) >= 1 and "<" not in json.dumps(row)


@given(
    st.lists(lines, min_size=2, max_size=6),
    st.lists(on_lines, min_size=2, max_size=20),
    st.randoms(use_true_random=False),
)
def test_entries_on_different_lines_commute(added, acts, random):
    """Any order that keeps each line's own acts in order gives the same state."""
    start = numbered(added)
    names = [entry.change for entry in start[1:]]
    acts = [
        Entry(0, 500.0, "seat", "table-1", IDS[10 + n], act.kind, act)
        for n, act in enumerate(
            act.model_copy(update={"line": random.choice(names)}) for act in acts
        )
    ]

    def after(order: list[Entry]) -> Any:
        fresh = [
            Entry(len(start) + n, e.at, e.seat, e.by, e.change, e.kind, e.body)
            for n, e in enumerate(order, start=1)
        ]
        return fold(start + fresh)

    queues = {name: [a for a in acts if a.about == name] for name in names}
    mixed = []
    while any(queues.values()):
        mixed.append(queues[random.choice([n for n in names if queues[n]])].pop(0))
    assert after(mixed) == after(acts)


@given(journals, st.randoms(use_true_random=False))
def test_what_was_undone_earlier_is_no_undo_of_what_comes_later(entries, random):
    """A journal may name a change in an undo before that change is there: it has no effect."""
    made = [e for e in entries if isinstance(e.body, k.LineAdded)]
    assume(made)
    early = random.choice(made)
    undo = f.Undone(of=early.change)
    before = [Entry(2, 0.0, "s", "table-1", "undo-early", "undone", undo)]
    moved = [Entry(e.seq + 1, e.at, e.seat, e.by, e.change, e.kind, e.body) for e in entries[1:]]
    with_it, without = fold([entries[0], *before, *moved]), fold([entries[0], *moved])
    assert with_it == without


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


def test_entries_about_what_has_gone_have_no_effect():
    """Rules refuse them, but a journal may hold them: two pages can act in the same moment."""
    entries = numbered(
        [
            k.LineAdded(table=1, principle="empowerment", text="x"),
            k.FactorMade(principle="empowerment", wording="one", lines=(IDS[0],)),
            k.FactorMade(principle="prevention", wording="two"),
            k.FactorsJoined(factors=(IDS[1], IDS[2]), wording="both"),
            k.FactorDropped(factor=IDS[3]),
            k.FactorsJoined(factors=(IDS[1], IDS[2]), wording="both again"),
            k.FactorDropped(factor=IDS[3]),
            k.FactorDropped(factor=IDS[1]),
            aside.Removed(target=IDS[0]),
            k.LineEdited(line=IDS[0], text="too late", on=IDS[0]),
            f.TableJoined(table=1, into=2),
            f.TableJoined(table=3, into=1),
            f.TableJoined(table=1, into=3),
        ]
    )
    state = fold(entries)
    assert [x.id for p in PRINCIPLES for x in state.factors_of(p)] == [IDS[5]]
    assert state.factors[IDS[1]].lines == [IDS[0]]
    assert (state.lines[IDS[0]].words.text, state.lines[IDS[0]].words.rivals) == ("", [])
    assert state.frame.people_of(2) == [2, 1, 3]


# what nobody is shown


def said_on(entries: list[Entry], target: str) -> list[str]:
    """The words that were ever written about a line, factor or note, in an action or a plan."""
    return [
        f"<{e.change}>" for e in entries if e.body.words and e.body.belongs_to(e.change) == target
    ]


def at_stage(entries: list[Entry], stage: str, number: int = 1) -> list[Entry]:
    body = f.StageSet(stage=stage, round=number if stage == "round" else None)
    return [*entries, Entry(len(entries) + 1, 9e3, "s", "trainer", "change-stage", "stage", body)]


@settings(max_examples=50)
@given(journals, st.integers(1, 6))
def test_in_a_blind_round_no_table_is_shown_a_line_of_another(entries, number):
    entries = at_stage(entries, "round", number)
    state = fold(entries)
    for table in state.frame.tables:
        seen = Seen(entries, "table", table)
        shown = json.dumps(seen.shown())
        people = state.frame.people_of(state.frame.acts_as(table))
        for line in state.lines.values():
            if line.table not in people:
                assert not [text for text in said_on(entries, line.id) if text in shown]


@settings(max_examples=50)
@given(journals, st.integers(1, 6))
def test_in_a_carousel_a_table_is_shown_what_earlier_tables_wrote_and_no_more(entries, number):
    opened = Settings(case=library.case("mrs-t"), mode="carousel").opened(6)
    entries = at_stage(numbered([e.body for e in entries[1:]], opened), "round", number)
    state = fold(entries)
    for table in state.frame.tables:
        shown = json.dumps(Seen(entries, "table", table).shown())
        acting = state.frame.acts_as(table)
        now = principle_of(acting, number)
        people = state.frame.people_of(acting)
        for line in state.lines.values():
            before = any(
                principle_of(state.frame.acts_as(line.table), r) == now for r in range(1, number)
            )
            if line.table in people or (line.principle == now and before and line.shown):
                continue
            assert not [text for text in said_on(entries, line.id) if text in shown]


@settings(max_examples=50)
@given(journals, st.sampled_from(["round", "condense", "prioritise", "plan"]))
def test_what_was_set_aside_or_removed_is_on_no_screen(entries, stage):
    entries = at_stage(entries, stage)
    state = fold(entries)
    aside = [x.id for x in state.lines.values() if x.aside or x.removed]
    aside += [x.id for x in state.factors.values() if x.aside or x.removed]
    aside += [x.id for x in state.plan.things() if x.aside or x.removed]
    aside += state.notes_aside
    things = [*state.lines.values(), *state.factors.values(), *state.plan.things()]
    removed = [x.id for x in things if x.removed]
    for seen in everybody(entries):
        shown = seen.shown()
        if seen.seat.role in ("trainer", "solo"):
            basket = json.dumps(shown.pop("aside"))
            for target in removed:
                assert not [text for text in said_on(entries, target) if text in basket]
        shown = json.dumps(shown)
        for target in aside:
            assert not [text for text in said_on(entries, target) if text in shown]


@settings(max_examples=50)
@given(journals, st.sampled_from(["round", "condense", "prioritise", "plan"]))
def test_withdrawn_lines_are_shown_to_nobody_but_their_table_and_the_trainer(entries, stage):
    entries = at_stage(entries, stage)
    state = fold(entries)
    for seen in everybody(entries):
        if seen.seat.role in ("trainer", "solo"):
            continue
        shown = json.dumps(seen.shown())
        people = state.frame.people_of(state.frame.acts_as(seen.seat.table or 0))
        for line in state.lines.values():
            if line.withdrawn and (seen.seat.role == "projector" or line.table not in people):
                assert not [text for text in said_on(entries, line.id) if text in shown]


@settings(max_examples=50)
@given(bodies, st.integers(1, 6), st.integers(0, 3))
def test_until_they_are_revealed_no_screen_depends_on_other_tables_dots(bodies, table, n):
    """The same session with other dots of other tables looks the same to the last character."""
    bodies = [b for b in bodies if not isinstance(b, (k.DotsShown, f.TableJoined))]
    changed = [
        b.model_copy(update={"n": n}) if isinstance(b, k.Dots) and b.table != table else b
        for b in bodies
    ]
    one, other = numbered(bodies), numbered(changed)
    assert not fold(one).revealed
    pages: list[tuple[Role, int | None]] = [("table", table), ("projector", None)]
    for role, number in pages:
        first, second = Seen(one, role, number).shown(), Seen(other, role, number).shown()
        assert first["dots"]["totals"] is None
        assert json.dumps(first) == json.dumps(second)


def test_totals_are_shown_to_all_when_they_are_revealed(place):
    room = Room(place)
    line = room.line(1, "empowerment", "x")
    room.tables[1].act(new(), "dots", {"table": 1, "target": line, "n": 2})
    room.tables[2].act(new(), "dots", {"table": 2, "target": line, "n": 1})
    assert room.seen("table", 2)["dots"] == {
        "shown": False,
        "mine": {line: 1},
        "left": {p: 2 if p == "empowerment" else 3 for p in PRINCIPLES},
        "totals": None,
    }
    room.trainer.act(new(), "dots.shown", {"shown": True})
    assert room.seen("table", 5)["dots"]["totals"] == {line: 3}
    assert room.seen("projector")["dots"]["totals"] == {line: 3}
    room.trainer.act(new(), "dots.shown", {"shown": False})
    assert room.seen("table", 2)["dots"]["totals"] is None


def test_a_round_that_is_opened_again_is_as_blind_as_before(place):
    room = Room(place)
    line = room.line(2, "empowerment", "table two's own words")
    room.trainer.act(new(), "stage", {"stage": "condense"})
    room.factor(1, "empowerment", "a wording", [line])
    assert "table two's own words" in json.dumps(room.seen("table", 3))
    room.trainer.act(new(), "stage", {"stage": "round", "round": 2})
    assert "table two's own words" not in json.dumps(room.seen("table", 3))
    assert "table two's own words" in json.dumps(room.seen("table", 2))


# a room to act in

NEW = iter(range(10**9))


def new() -> str:
    return f"change-{next(NEW):08}"


class Room:
    """The trainer and six tables of the fixture's session."""

    def __init__(self, place) -> None:
        self.place = place
        self.trainer: Place = place("trainer")
        self.tables: dict[int, Place] = {n: place("table", n) for n in range(1, 7)}

    def line(self, table: int, principle: str, text: str, by: Place | None = None) -> str:
        raw = {"table": table, "principle": principle, "text": text}
        return (by or self.tables[table]).act(new(), "line.added", raw).change

    def factor(self, table: int, principle: str, wording: str, lines: list[str]) -> str:
        raw = {"principle": principle, "wording": wording, "lines": lines}
        return self.tables[table].act(new(), "factor.made", raw).change

    def seen(self, role: Role, table: int | None = None) -> dict[str, Any]:
        view = {"trainer": views.console, "projector": views.projector}.get(role, views.table)
        return view(self.place(role, table))

    @property
    def state(self):
        self.trainer.follow()
        return self.trainer.state


@pytest.fixture
def room(place) -> Room:
    return Room(place)


def refused(place: Place, kind: str, **raw: Any) -> str:
    """The sentence with which an act is refused; nothing is written."""
    place.follow()
    before = place.reader.seq
    with pytest.raises(Refused) as error:
        place.act(new(), kind, raw)
    assert place.reader.seq == before
    sentence = str(error.value)
    assert sentence and sentence[0].islower() and not sentence.endswith(".")
    return sentence


# two people at once


def test_edits_on_one_version_keep_both_wordings_until_the_table_picks(room):
    line = room.line(1, "empowerment", "first")
    ours, theirs = room.tables[1], room.place("table", 1)
    theirs.act(new(), "line.edited", {"line": line, "text": "theirs", "on": line})
    mine = ours.act(new(), "line.edited", {"line": line, "text": "ours", "on": line}).change
    words = room.state.lines[line].words
    assert (words.text, [r.text for r in words.rivals]) == ("theirs", ["ours"])
    shown = room.seen("table", 1)["walls"]["empowerment"][0]
    assert shown["text"] == "theirs" and shown["rivals"][0]["text"] == "ours"
    theirs.act(new(), "line.picked", {"line": line, "keep": mine})
    words = room.state.lines[line].words
    assert (words.text, words.version, words.rivals) == ("ours", mine, [])


def test_the_same_wording_twice_is_no_conflict(room):
    line = room.line(1, "empowerment", "first")
    for place in (room.tables[1], room.place("table", 1)):
        place.act(new(), "line.edited", {"line": line, "text": "the same", "on": line})
    assert room.state.lines[line].words.rivals == []


def test_keeping_the_standing_wording_drops_the_other(room):
    line = room.line(1, "empowerment", "first")
    edit = room.tables[1].act(new(), "line.edited", {"line": line, "text": "a", "on": line}).change
    room.tables[1].act(new(), "line.edited", {"line": line, "text": "b", "on": line})
    room.tables[1].act(new(), "line.picked", {"line": line, "keep": edit})
    assert room.state.lines[line].words.text == "a"
    assert room.state.lines[line].words.rivals == []


def test_wordings_of_factors_and_notes_are_kept_in_the_same_way(room):
    line = room.line(1, "empowerment", "x")
    factor = room.factor(1, "empowerment", "first", [line])
    for text in ("a", "b"):
        room.tables[1].act(
            new(), "factor.worded", {"factor": factor, "wording": text, "on": factor}
        )
        room.tables[1].act(new(), "wrote", {"field": "readback/empowerment", "text": text})
    state = room.state
    assert [r.text for r in state.factors[factor].words.rivals] == ["b"]
    assert [r.text for r in state.notes["readback/empowerment"].rivals] == ["b"]
    keep = state.notes["readback/empowerment"].rivals[0].version
    room.tables[1].act(new(), "kept", {"field": "readback/empowerment", "keep": keep})
    assert room.state.notes["readback/empowerment"].text == "b"


@pytest.mark.databases
def test_of_many_devices_that_place_the_last_dots_at_once_no_more_get_through_than_there_are(room):
    lines = [room.line(1, "empowerment", f"line {n}") for n in range(8)]
    places = [room.place("table", 1) for _ in lines]
    ready, said = threading.Barrier(len(lines)), []

    def put(place: Place, line: str) -> None:
        ready.wait()
        try:
            said.append(place.act(new(), "dots", {"table": 1, "target": line, "n": 1}).kind)
        except Refused as error:
            said.append(str(error))

    threads = [threading.Thread(target=put, args=pair) for pair in zip(places, lines, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said.count("dots") == 3
    assert sum(room.state.dots.values()) == 3
    assert any("has 3 dots for empowerment and 0 could go here" in words for words in said)


@pytest.mark.databases
def test_a_change_sent_again_after_others_wrote_is_answered_with_its_own_entry(room):
    raw = {"table": 1, "principle": "empowerment", "text": "once"}
    first = room.tables[1].act("change-first", "line.added", raw)
    room.line(2, "empowerment", "between")
    assert room.tables[1].act("change-first", "line.added", raw) == first
    again = room.place("table", 1)  # a new kernel with an old outbox
    assert again.act("change-first", "line.added", raw) == first
    assert len(room.state.lines) == 2


# undo


def test_undo_takes_back_the_last_act_only_and_only_ones_own(room):
    ours, theirs = room.tables[1], room.tables[2]
    first, second = room.line(1, "empowerment", "a"), room.line(1, "empowerment", "b")
    other = room.line(2, "empowerment", "c")
    assert room.seen("table", 3)["undo"] is None
    ours.follow()
    assert views.table(ours)["undo"] == {"of": second, "says": "the line you added"}
    assert "only your own last act" in refused(ours, "undone", of=first)
    assert "only your own last act" in refused(ours, "undone", of=other)
    ours.act(new(), "undone", {"of": second})
    ours.act(new(), "undone", {"of": first})
    assert list(room.state.lines) == [other]
    assert "only your own last act" in refused(ours, "undone", of=first)
    theirs.act(new(), "undone", {"of": other})
    assert room.state.lines == {}


def test_undo_leaves_later_acts_of_others_elsewhere(room):
    mine = room.line(1, "empowerment", "mine")
    other = room.line(2, "empowerment", "other")
    room.tables[2].act(new(), "line.edited", {"line": other, "text": "edited", "on": other})
    room.tables[1].act(new(), "undone", {"of": mine})
    assert [line.words.text for line in room.state.lines.values()] == ["edited"]


@pytest.mark.parametrize("build", ["edit", "factor", "dots", "aside", "moved"])
def test_undo_is_refused_with_who_built_on_it(room, build):
    line = room.line(1, "empowerment", "mine")
    colleague, trainer = room.place("table", 1), room.trainer
    built = {
        "edit": lambda: colleague.act(
            new(), "line.edited", {"line": line, "text": "b", "on": line}
        ),
        "factor": lambda: trainer.act(
            new(), "factor.made", {"principle": "empowerment", "wording": "w", "lines": [line]}
        ),
        "dots": lambda: room.tables[2].act(new(), "dots", {"table": 2, "target": line, "n": 1}),
        "aside": lambda: trainer.act(new(), "set_aside", {"target": line}),
        "moved": lambda: colleague.act(new(), "line.moved", {"line": line, "rank": 3.5}),
    }[build]()
    who = built.by.replace("-", " ")
    said = refused(room.tables[1], "undone", of=line)
    assert said == f"this cannot be taken back: {who} has built on it since"


def test_undo_is_possible_again_when_what_was_built_on_it_is_undone(room):
    line = room.line(1, "empowerment", "mine")
    colleague = room.place("table", 1)
    edit = colleague.act(new(), "line.edited", {"line": line, "text": "b", "on": line}).change
    refused(room.tables[1], "undone", of=line)
    colleague.act(new(), "undone", {"of": edit})
    room.tables[1].act(new(), "undone", {"of": line})
    assert room.state.lines == {}


def test_a_key_factor_is_not_undone_when_the_plan_was_held_against_it(room):
    line = room.line(1, "empowerment", "x")
    factor = room.factor(1, "empowerment", "w", [line])
    room.trainer.act(new(), "chose", {"field": f"plan/{factor}/decision", "value": "missing"})
    assert "trainer has built on it" in refused(room.tables[1], "undone", of=factor)


def test_undo_after_the_table_was_joined_still_takes_back_ones_own_and_no_others(room):
    line = room.line(2, "empowerment", "of table two")
    room.trainer.act(new(), "table.joined", {"table": 2, "into": 1})
    assert "only your own last act" in refused(room.tables[1], "undone", of=line)
    room.tables[2].act(new(), "undone", {"of": line})
    assert room.state.lines == {}


def test_undoing_a_join_of_factors_brings_them_back(room):
    one = room.factor(1, "empowerment", "one", [room.line(1, "empowerment", "a")])
    two = room.factor(2, "prevention", "two", [room.line(2, "prevention", "b")])
    raw = {"factors": [one, two], "wording": "both"}
    joined = room.trainer.act(new(), "factors.joined", raw).change
    state = room.state
    assert state.factors_of("prevention") == []
    assert state.served(state.factors[joined]) == ["empowerment", "prevention"]
    assert [line.words.text for line in state.lines_of(state.factors[joined])] == ["a", "b"]
    assert "not there any more" in refused(room.tables[2], "factor.dropped", factor=two)
    room.trainer.act(new(), "undone", {"of": joined})
    assert [x.id for x in room.state.factors_of("prevention")] == [two]


def test_a_joined_factor_that_is_dropped_gives_its_sources_back_once(room):
    one = room.factor(1, "empowerment", "one", [room.line(1, "empowerment", "a")])
    two = room.factor(2, "prevention", "two", [room.line(2, "prevention", "b")])
    raw = {"factors": [one, two], "wording": "both"}
    first = room.trainer.act(new(), "factors.joined", raw).change
    room.trainer.act(new(), "factor.dropped", {"factor": first})
    second = room.trainer.act(new(), "factors.joined", raw).change
    assert "not there any more" in refused(room.trainer, "factor.dropped", factor=first)
    state = room.state
    assert [x.id for p in PRINCIPLES for x in state.factors_of(p)] == [second]
    assert "is one key factor already" in refused(
        room.trainer, "factors.joined", factors=[second, second], wording="w"
    )


# withdrawn, set aside, removed


def test_a_withdrawn_line_can_be_brought_back_by_its_table(room):
    line = room.line(1, "empowerment", "mine")
    room.tables[1].act(new(), "line.withdrawn", {"line": line})
    (own,) = room.seen("table", 1)["walls"]["empowerment"]
    assert own["withdrawn"]
    assert not room.state.lines[line].shown
    room.tables[1].act(new(), "line.restored", {"line": line})
    assert room.state.lines[line].shown


def test_set_aside_can_be_put_back_and_removed_cannot(room):
    line = room.line(1, "empowerment", "a name slipped in")
    assert "only what was set aside first" in refused(room.trainer, "removed", target=line)
    room.trainer.act(new(), "set_aside", {"target": line})
    assert room.seen("table", 1)["walls"]["empowerment"] == []
    assert room.seen("trainer")["aside"] == [
        {"target": line, "what": "line of table 1", "text": "a name slipped in"}
    ]
    room.trainer.act(new(), "put_back", {"target": line})
    assert len(room.seen("table", 1)["walls"]["empowerment"]) == 1
    room.trainer.act(new(), "set_aside", {"target": line})
    assert "only the trainer removes" in refused(room.tables[1], "removed", target=line)
    room.trainer.act(new(), "removed", {"target": line})
    room.trainer.act(new(), "put_back", {"target": line})
    assert room.seen("table", 1)["walls"]["empowerment"] == []
    assert room.seen("trainer")["aside"] == []
    assert "not there any more" in refused(
        room.tables[1], "line.edited", line=line, text="back", on=line
    )


def test_a_note_set_aside_cannot_be_overwritten_and_a_removed_one_leaves_a_free_field(room):
    field = "readback/empowerment"
    room.tables[1].act(new(), "wrote", {"field": field, "text": "a name slipped in"})
    room.trainer.act(new(), "set_aside", {"target": field})
    assert field not in room.seen("table", 1)["notes"]
    assert "has been set aside" in refused(room.tables[1], "wrote", field=field, text="anew")
    room.trainer.act(new(), "removed", {"target": field})
    room.tables[1].act(new(), "wrote", {"field": field, "text": "anew"})
    assert room.seen("table", 1)["notes"][field]["text"] == "anew"
    assert room.seen("trainer")["aside"] == []


def test_a_line_set_aside_or_withdrawn_is_not_shown_behind_its_factor(room):
    aside, back = room.line(2, "empowerment", "set aside"), room.line(3, "empowerment", "withdrawn")
    room.factor(1, "empowerment", "w", [aside, back, room.line(4, "empowerment", "stays")])
    room.trainer.act(new(), "set_aside", {"target": aside})
    room.tables[3].act(new(), "line.withdrawn", {"line": back})
    room.trainer.act(new(), "stage", {"stage": "condense"})
    (factor,) = room.seen("table", 1)["desk"]["empowerment"]["factors"]
    assert [line["text"] for line in factor["behind"]] == ["stays"]
    assert factor["tables"] == [4]


def test_a_factor_set_aside_is_on_no_screen_and_a_dropped_one_frees_its_lines(room):
    line = room.line(1, "empowerment", "x")
    factor = room.factor(1, "empowerment", "a wording", [line])
    room.trainer.act(new(), "set_aside", {"target": factor})
    room.trainer.act(new(), "stage", {"stage": "condense"})
    assert "a wording" not in json.dumps([room.seen("table", 1), room.seen("projector")])
    room.trainer.act(new(), "put_back", {"target": factor})
    room.tables[1].act(new(), "factor.dropped", {"factor": factor})
    assert room.state.lines[line].factor is None
    assert room.factor(1, "empowerment", "again", [line]) in room.state.factors


def test_lines_move_from_factor_to_factor_and_are_split_off(room):
    a, b = room.line(1, "empowerment", "a"), room.line(2, "empowerment", "b")
    first = room.factor(1, "empowerment", "first", [a, b])
    second = room.factor(1, "empowerment", "second", [b])
    assert (room.state.factors[first].lines, room.state.factors[second].lines) == ([a], [b])
    room.tables[1].act(new(), "factor.took", {"factor": second, "lines": [a, a, b]})
    assert room.state.factors[second].lines == [a, b]
    room.tables[1].act(new(), "factor.let_go", {"factor": second, "lines": [a]})
    assert room.state.lines[a].factor is None
    assert "belong to different principles" in refused(
        room.tables[1],
        "factor.took",
        factor=second,
        lines=[room.line(3, "prevention", "elsewhere")],
    )


# hostile text

HOSTILE = [
    "<script>document.title='x'</script>",
    "**bold** [x](javascript:alert(1)) `code` # heading\n---\n| a |",
    r"$$\int_0^1$$ \input{/etc/passwd}",
    '=HYPERLINK("http://example.org")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "👩🏽‍🦽🏴󠁧󠁢󠁳󠁣󠁴󠁿 zalgo h̷̢̛e̴̡",
    "هي تقرر \u202eoverride\u202c",
    "x" * 10_000,
    "{person} {{ table }} %(n)s",
]


@pytest.mark.databases
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_comes_back_as_it_went_in(room, text):
    line = room.line(1, "empowerment", text)
    factor = room.factor(1, "empowerment", text, [line])
    room.tables[1].act(new(), "wrote", {"field": "readback/empowerment", "text": text})
    room.trainer.act(new(), "message", {"text": text})
    state = fold(room.trainer.journal.read(room.trainer.session.id))
    assert state.lines[line].words.text == text
    assert state.factors[factor].words.text == text
    assert state.notes["readback/empowerment"].text == text
    assert room.seen("table", 1)["message"]["text"] == text
    json.dumps(room.seen("trainer")).encode("utf-8")


@pytest.mark.databases
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("nul\x00 and bell\x07", "nul\ufffd and bell\ufffd"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("one\r\ntwo", "one\ntwo"),
    ],
)
def test_what_no_database_could_keep_is_replaced_and_shown_so(room, typed, kept):
    line = room.line(1, "empowerment", typed)
    assert room.state.lines[line].words.text == kept
    assert room.seen("table", 1)["walls"]["empowerment"][0]["text"] == kept


def test_too_long_a_text_is_refused_with_the_number(room):
    said = refused(
        room.tables[1], "line.added", table=1, principle="empowerment", text="x" * 10_001
    )
    assert "10,001 characters; at most 10,000" in said


@pytest.mark.parametrize("text", ["", "  \n ", None, 7, ["x"], {"x": 1}])
def test_no_text_is_refused_with_a_sentence(room, text):
    refused(room.tables[1], "line.added", table=1, principle="empowerment", text=text)


@pytest.mark.parametrize(
    ("change", "kind", "raw"),
    [
        ("short", "line.added", {}),
        ("change 01", "line.added", {}),
        (None, "line.added", {}),
        (new(), ["line.added"], {}),
        (new(), "line.sung", {"text": "la"}),
        (new(), "opened", OPENED.model_dump(mode="json")),
        (new(), "line.added", {"table": 1, "principle": "kindness", "text": "x"}),
        (new(), "line.added", {"table": True, "principle": "prevention", "text": "x", "by": "y"}),
        (new(), "line.moved", {"line": "change-00", "rank": float("nan")}),
        (new(), "line.added", None),
        (new(), "line.added", []),
    ],
)
def test_what_no_page_of_ours_sends_is_refused_with_a_sentence(room, change, kind, raw):
    with pytest.raises(Refused):
        room.tables[1].act(change, kind, raw)
    assert room.state.lines == {}


# who may do what

TRAINERS = [
    ("stage", {"stage": "read"}),
    ("clock", {"do": "start", "seconds": 60}),
    ("table.added", {"table": 7}),
    ("table.closed", {"table": 2}),
    ("table.reopened", {"table": 2}),
    ("table.joined", {"table": 2, "into": 1}),
    ("message", {"text": "x"}),
    ("break", {"until": "11:15"}),
    ("break.over", {}),
    ("dots.shown", {"shown": True}),
    ("ordered", {"principle": "prevention", "factors": []}),
    ("ended", {}),
    ("reopened", {}),
]


@pytest.mark.parametrize(("kind", "raw"), TRAINERS, ids=[kind for kind, _ in TRAINERS])
def test_what_the_trainer_does_tables_and_the_projector_do_not(room, kind, raw):
    assert "only the trainer" in refused(room.tables[1], kind, **raw)
    if kind != "table.added":
        assert "the projector only shows" in refused(room.place("projector"), kind, **raw)
    room.trainer.act(new(), kind, raw)


def test_a_table_changes_its_own_lines_and_no_others(room):
    line = room.line(2, "empowerment", "of table two")
    one = room.tables[1]
    assert "another table's" in refused(one, "line.edited", line=line, text="x", on=line)
    assert "another table's" in refused(one, "line.withdrawn", line=line)
    assert "another table's" in refused(one, "line.moved", line=line, rank=1)
    assert "not for table 2" in refused(
        one, "line.added", table=2, principle="empowerment", text="x"
    )
    assert "not for table 2" in refused(one, "dots", table=2, target=line, n=1)
    assert "only the trainer" in refused(one, "set_aside", target=line)
    assert room.state.lines[line].words.text == "of table two"


def test_the_trainer_writes_and_acts_for_any_table(room):
    line = room.line(4, "protection", "off the flipchart", by=room.trainer)
    assert (room.state.lines[line].table, room.state.lines[line].by) == (4, "trainer")
    room.trainer.act(new(), "line.edited", {"line": line, "text": "better", "on": line})
    room.trainer.act(new(), "dots", {"table": 4, "target": line, "n": 3})
    assert "there is no table 9" in refused(
        room.trainer, "line.added", table=9, principle="protection", text="x"
    )
    assert "there is no table 9" in refused(room.trainer, "dots", table=9, target=line, n=1)


def test_a_co_facilitator_has_the_same_console_and_an_undo_of_their_own(room):
    line = room.line(4, "protection", "by the first", by=room.trainer)
    second = room.place("trainer")
    assert views.console(second)["walls"]["protection"][0]["text"] == "by the first"
    assert "only your own last act" in refused(second, "undone", of=line)


def test_a_table_condenses_the_principle_it_began_with_and_no_other(room):
    line = room.line(2, "empowerment", "x")
    factor = room.factor(1, "empowerment", "w", [line])
    two = room.tables[2]
    assert "does not work on empowerment" in refused(
        two, "factor.made", principle="empowerment", wording="w", lines=[line]
    )
    assert "does not work on" in refused(two, "factor.dropped", factor=factor)
    assert "does not work on" in refused(two, "wrote", field="readback/empowerment", text="x")
    assert "does not work on" in refused(
        two, "chose", field="readback/empowerment/could", value="yes"
    )
    decided = {"field": f"plan/{factor}/decision", "value": "missing"}
    assert "does not work on" in refused(two, "chose", **decided)
    room.tables[1].act(new(), "chose", decided)
    assert "only the trainer" in refused(
        room.tables[1], "factors.joined", factors=[factor, factor], wording="w"
    )


def test_only_fields_and_choices_of_the_exercise_are_taken(room):
    factor = room.factor(1, "empowerment", "w", [])
    for field, value in [
        ("readback/empowerment/could", "perhaps"),
        ("readback/empowerment", "yes"),
        (f"plan/{factor}/decision", "yes"),
        (f"plan/{factor}/significant", "partly"),
        ("plan/nothing/decision", "missing"),
        ("diary/empowerment", "yes"),
    ]:
        assert "no such field or choice" in refused(room.trainer, "chose", field=field, value=value)
    for field in ("readback/kindness", "plan/nothing/note", "diary/today"):
        assert "no such field" in refused(room.trainer, "wrote", field=field, text="x")


def test_when_the_session_has_ended_only_reopening_is_possible(room):
    line = room.line(1, "empowerment", "x")
    room.trainer.act(new(), "ended", {})
    for place in (room.tables[1], room.trainer):
        assert "has ended" in refused(place, "line.withdrawn", line=line)
    assert "has ended" in refused(room.trainer, "table.added", table=7)
    assert room.seen("projector")["code"] is None
    room.trainer.act(new(), "reopened", {})
    room.tables[1].act(new(), "line.withdrawn", {"line": line})


def test_somebody_alone_does_everything_but_run_a_room(journal):
    opened = Settings(case=library.case("mrs-t"), solo=True, minutes=None).opened(1)
    session = sessions.create(journal, EXERCISE, opened, tables=1, days=30, by="solo")
    seat, _ = sessions.take_seat(journal, Door(session.id, "solo", None))
    alone = Place(journal, seat)
    raw = {"table": 1, "principle": "partnership", "text": "x"}
    line = alone.act(new(), "line.added", raw).change
    alone.act(new(), "stage", {"stage": "round", "round": 3})
    raw = {"principle": "partnership", "wording": "w", "lines": [line]}
    factor = alone.act(new(), "factor.made", raw).change
    alone.act(new(), "dots", {"table": 1, "target": factor, "n": 3})
    alone.act(new(), "dots.shown", {"shown": True})
    alone.act(new(), "chose", {"field": f"plan/{factor}/decision", "value": "missing"})
    assert "working on your own" in refused(alone, "table.closed", table=1)
    assert "working on your own" in refused(alone, "message", text="x")
    view = views.table(alone)
    assert view["desk"]["partnership"]["factors"][0]["text"] == "w"
    assert view["dots"]["totals"] == {factor: 3}
    assert views.content(alone)["solo"]


@pytest.mark.parametrize(
    ("kind", "raw", "said"),
    [
        ("stage", {"stage": "lunch"}, "there is no stage 'lunch'; there are: lobby, read"),
        ("stage", {"stage": "round", "round": 7}, "there is no round 7; rounds are 1 to 6"),
        ("stage", {"stage": "round"}, "rounds are 1 to 6"),
        ("clock", {"do": "start"}, "give minutes"),
        ("clock", {"do": "start", "seconds": float("inf")}, "seconds cannot be taken"),
        ("table.closed", {"table": 9}, "there is no table 9; tables are 1 to 6"),
        ("table.joined", {"table": 2, "into": 2}, "choose two tables of the room"),
        ("table.added", {"table": 6}, "table 6 cannot be added"),
        ("table.added", {"table": 13}, "a room has at most 12 tables"),
        ("set_aside", {"target": "change-none"}, "is not there any more"),
    ],
)
def test_steering_that_cannot_be_is_refused_with_what_could(room, kind, raw, said):
    assert said in refused(room.trainer, kind, **raw)


# dots


def test_a_table_has_three_dots_for_each_principle_and_may_move_them(room):
    a, b = room.line(1, "empowerment", "a"), room.line(1, "empowerment", "b")
    c = room.line(1, "prevention", "c")
    one = room.tables[1]
    one.act(new(), "dots", {"table": 1, "target": a, "n": 2})
    one.act(new(), "dots", {"table": 1, "target": b, "n": 1})
    one.act(new(), "dots", {"table": 1, "target": c, "n": 3})
    assert "has 3 dots for empowerment and 1 could go here" in refused(
        one, "dots", table=1, target=b, n=2
    )
    one.act(new(), "dots", {"table": 1, "target": a, "n": 0})
    one.act(new(), "dots", {"table": 1, "target": b, "n": 3})
    assert room.state.dots_on(b) == 3 and room.state.dots_on(a) == 0


def test_dots_on_what_was_withdrawn_can_be_placed_again(room):
    a, b = room.line(1, "empowerment", "a"), room.line(1, "empowerment", "b")
    one = room.tables[1]
    one.act(new(), "dots", {"table": 1, "target": a, "n": 3})
    one.act(new(), "line.withdrawn", {"line": a})
    one.act(new(), "dots", {"table": 1, "target": b, "n": 3})
    assert "nothing here to put a dot on" in refused(one, "dots", table=1, target=a, n=1)


def test_dots_go_with_a_factor_into_the_joined_one(room):
    one = room.factor(1, "empowerment", "one", [])
    two = room.factor(2, "prevention", "two", [])
    room.tables[3].act(new(), "dots", {"table": 3, "target": one, "n": 2})
    room.tables[4].act(new(), "dots", {"table": 4, "target": two, "n": 1})
    raw = {"factors": [one, two], "wording": "both"}
    both = room.trainer.act(new(), "factors.joined", raw).change
    assert room.state.dots_on(both) == 3


# rotation and condensing


@pytest.mark.parametrize("table", range(1, 13))
def test_every_table_works_all_six_and_starts_on_its_own(table):
    assert principle_of(table, 1) == PRINCIPLES[(table - 1) % 6]
    assert {principle_of(table, n) for n in range(1, ROUNDS + 1)} == set(PRINCIPLES)


@pytest.mark.parametrize("round", range(1, 7))
def test_in_every_round_six_tables_work_six_different_principles(round):
    assert len({principle_of(table, round) for table in range(1, 7)}) == 6


@pytest.mark.parametrize("many", range(1, 13))
def test_every_principle_is_condensed_by_somebody_whatever_the_number_of_tables(many):
    found = condensers(range(1, many + 1))
    assert list(found) == list(PRINCIPLES)
    assert all(found.values())
    load = Counter(table for tables in found.values() for table in tables)
    assert load.keys() == set(range(1, many + 1))
    assert max(load.values()) - min(load.values()) <= 1
    for principle, tables in found.items():
        own = [t for t in range(1, many + 1) if principle_of(t, 1) == principle]
        assert tables == own or (not own and len(tables) == 1)


@given(st.sets(st.integers(1, 12), min_size=1))
def test_whichever_tables_are_left_every_principle_is_condensed(tables):
    found = condensers(sorted(tables))
    assert all(found.values())
    assert {t for some in found.values() for t in some} == tables


def test_with_nobody_left_nobody_condenses():
    assert condensers([]) == {p: [] for p in PRINCIPLES}


def test_a_late_table_takes_the_principle_of_the_rotation_and_is_offered_what_it_missed(room):
    room.trainer.act(new(), "stage", {"stage": "round", "round": 3})
    room.trainer.act(new(), "table.added", {"table": 7})
    late = room.place("table", 7)
    view = views.table(late)
    assert view["now"] == principle_of(7, 3) == "proportionality"
    assert view["missed"] == missed(3, 7) == ["empowerment", "prevention"]
    raw = {"table": 7, "principle": "empowerment", "text": "caught up"}
    late.act(new(), "line.added", raw)
    assert [t["table"] for t in room.seen("trainer")["tables"]] == [1, 2, 3, 4, 5, 6, 7]
    assert 7 in condensers(room.state.frame.open_tables())["empowerment"]


def test_a_closed_tables_lines_stay_and_its_principle_goes_to_another(room):
    line = room.line(2, "prevention", "stays")
    room.trainer.act(new(), "table.closed", {"table": 2})
    found = condensers(room.state.frame.open_tables())
    assert found["prevention"] == [1]
    assert room.state.lines[line].shown
    assert views.table(room.place("table", 2))["closed"]
    assert "table 2 is closed" in refused(room.trainer, "table.joined", table=1, into=2)
    room.trainer.act(new(), "table.reopened", {"table": 2})
    assert condensers(room.state.frame.open_tables())["prevention"] == [2]


def test_joined_tables_work_as_one_and_their_lines_keep_their_labels(room):
    line = room.line(2, "prevention", "of two")
    room.trainer.act(new(), "table.joined", {"table": 2, "into": 1})
    one, two = room.tables[1], room.tables[2]
    one.act(new(), "line.edited", {"line": line, "text": "of both", "on": line})
    two.act(new(), "line.added", {"table": 1, "principle": "empowerment", "text": "for one"})
    assert (room.state.lines[line].table, room.state.lines[line].words.text) == (2, "of both")
    view = room.seen("table", 2)
    assert (view["table"], view["seated_at"], view["people"]) == (1, 2, [1, 2])
    assert len(view["walls"]["prevention"]) == 1
    assert "has been joined to table 1 already" in refused(
        room.trainer, "table.joined", table=1, into=2
    )
    assert condensers(room.state.frame.open_tables())["prevention"] == [1]
    room.trainer.act(new(), "table.reopened", {"table": 2})
    assert "another table's" in refused(one, "line.withdrawn", line=line)


def test_joined_tables_never_run_in_a_circle(room):
    room.trainer.act(new(), "table.joined", {"table": 1, "into": 2})
    room.trainer.act(new(), "table.joined", {"table": 3, "into": 1})
    assert room.state.frame.people_of(2) == [2, 1, 3]
    for table, into in [(1, 3), (2, 3), (2, 1)]:
        said = refused(room.trainer, "table.joined", table=table, into=into)
        assert f"table {into} has been joined to table {table} already" in said
    assert room.state.frame.open_tables() == [2, 4, 5, 6]


# the clock


def test_the_clock_is_an_end_time_that_follows_from_the_entries(room, clock):
    room.trainer.act(new(), "stage", {"stage": "round", "round": 1, "seconds": 240})
    started = clock.now
    assert room.state.frame.clock == Clock("running", 240, started + 240)
    clock.now += 100
    room.trainer.act(new(), "clock", {"do": "pause"})
    clock.now += 1_000
    assert room.state.frame.clock.remaining(clock.now) == 140
    room.trainer.act(new(), "clock", {"do": "add", "seconds": 60})
    assert room.state.frame.clock.remaining(clock.now) == 200
    room.trainer.act(new(), "clock", {"do": "resume"})
    assert room.state.frame.clock.ends_at == clock.now + 200
    assert room.state.frame.clock.length == 300
    room.trainer.act(new(), "clock", {"do": "off"})
    assert room.state.frame.clock == Clock()


def test_a_minute_added_after_time_was_up_counts_from_now():
    up = Clock().after("start", 60, 1_000)
    assert up.remaining(1_090) == -30
    assert up.after("add", 60, 1_090).remaining(1_090) == 60


def test_the_clock_paused_after_time_was_up_has_nothing_left():
    paused = Clock().after("start", 60, 0).after("pause", None, 90)
    assert (paused.left, paused.state) == (0, "paused")


@pytest.mark.parametrize("do", ["pause", "resume", "add", "off", "start"])
def test_a_clock_that_is_off_stays_off_until_it_is_given_a_time(do):
    assert Clock().after(do, None, 5.0) == Clock()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["start", "pause", "resume", "add"]),
            st.sampled_from([None, 30.0, 60.0]),
            st.floats(0, 100),
        ),
        max_size=12,
    )
)
def test_time_stands_still_exactly_while_the_clock_is_paused(acts):
    """Counted second by second, the clock says the same as from its end time."""
    clock, now, left = Clock(), 0.0, 0.0
    for do, seconds, passed in acts:
        now += passed
        if clock.state == "running":
            left -= passed
        match do:
            case "start" if seconds:
                left = seconds
            case "add" if seconds and clock.state != "off":
                left = (left if clock.state == "paused" else max(left, 0.0)) + seconds
            case "pause" if clock.state == "running":
                left = max(left, 0.0)
        clock = clock.after(do, seconds, now)
        if clock.state != "off":
            assert clock.remaining(now) == pytest.approx(left, abs=1e-6)


def test_late_lines_are_kept_and_marked_late(room, clock):
    trainer = room.trainer
    trainer.act(new(), "stage", {"stage": "round", "round": 1, "seconds": 240})
    clock.now += 240
    intime = room.line(1, "empowerment", "at the very end")
    clock.now += 1
    late = room.line(1, "empowerment", "after time was up")
    other = room.line(1, "accountability", "ahead of its round")
    trainer.act(new(), "clock", {"do": "add", "seconds": 60})
    again = room.line(1, "empowerment", "in the minute that was added")
    trainer.act(new(), "stage", {"stage": "round", "round": 2})
    gone = room.line(1, "empowerment", "its round has gone by")
    now = room.line(1, "prevention", "no clock, no late")
    trainer.act(new(), "stage", {"stage": "condense", "seconds": 720})
    after = room.line(1, "prevention", "in the condensing")
    trainer.act(new(), "stage", {"stage": "round", "round": 1})
    reopened = room.line(1, "empowerment", "the round was opened again")
    found = {name for name, line in room.state.lines.items() if line.late}
    assert found == {late, gone, after}
    assert {intime, other, again, now, reopened}.isdisjoint(found)


# settings and pages


def seen_with(**chosen: Any) -> dict[str, Any]:
    opened = Settings(case=library.case("mrs-t"), **chosen).opened(6)
    return Seen(numbered([], opened), "table", 1).shown()


def test_without_a_clock_pages_say_so_and_stages_have_no_time():
    shown = seen_with(minutes=None, reading=None, condensing=None)
    assert (shown["minutes"], shown["reading"], shown["condensing"]) == (None, None, None)
    unlimited = Settings(case=library.case("mrs-t"), minutes=None, reading=None)
    assert [unlimited.seconds(s) for s in ("read", "round", "condense", "plan")] == [None] * 4
    usual = Settings(case=library.case("mrs-t"))
    assert [usual.seconds(s) for s in ("read", "round", "condense", "plan")] == [
        480,
        240,
        720,
        1200,
    ]
    assert seen_with()["condensing"] == 12


def test_the_day_of_erasing_is_said_in_words_on_every_computer():
    assert seen_with()["erased"] == "9 September 2001"


def test_the_person_of_the_case_is_in_the_prompts_and_the_facilitators_points_are_not(room):
    shown = views.content(room.tables[1])
    assert "Mrs T" in shown["principles"][0]["prompt"]
    assert "{person}" not in json.dumps(shown)
    assert "facilitators_points" not in shown["case"]
    assert shown["source"].endswith("paragraph 14.13")


def test_a_message_to_one_table_is_seen_there_and_the_newest_wins(room):
    room.trainer.act(new(), "message", {"text": "to all"})
    room.trainer.act(new(), "message", {"text": "to three", "table": 3})
    room.trainer.journal.clock.now += 1
    assert room.seen("table", 1)["message"]["text"] == "to all"
    room.trainer.act(new(), "message", {"text": "", "table": 3})
    assert room.seen("table", 3)["message"]["text"] == "to all"
    room.trainer.act(new(), "break", {"until": "13:15"})
    assert room.seen("projector")["until"] == "13:15"
    room.trainer.act(new(), "break.over", {})
    assert room.seen("table", 3)["until"] is None


def test_a_silent_table_is_seen_on_the_console(room, clock):
    room.line(1, "empowerment", "before")
    clock.now += 10
    room.trainer.act(new(), "stage", {"stage": "round", "round": 1, "seconds": 240})
    clock.now += 10
    room.line(2, "prevention", "in this round")
    rows = {row["table"]: row for row in room.seen("trainer")["tables"]}
    assert [n for n, row in rows.items() if row["silent"]] == [1, 3, 4, 5, 6]
    assert (rows[2]["total"], rows[2]["here"]) == (1, 1)


# the example session


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """A journal with the example session in it, for tests that only read."""
    url = f"sqlite:///{tmp_path_factory.mktemp('example') / 'journal.sqlite3'}"
    with closing(Journal(url, lambda: NOW)) as journal:
        demo.build(journal)
        yield journal


NOW = 1_790_000_000.0


def only(journal: Journal) -> Session:
    (session,) = sessions.every(journal)
    return session


@pytest.mark.databases
def test_the_example_session_is_the_same_on_every_database(journal, shown, clock):
    built = demo.build(journal)
    assert clock.now == NOW
    assert built == only(journal)
    here, there = journal.read(built.id), shown.read(only(shown).id)
    assert [(e.at, e.by, e.kind) for e in here] == [(e.at, e.by, e.kind) for e in there]


def test_the_example_session_is_marked_and_left_open_at_the_last_stage(shown):
    session = only(shown)
    assert session.example
    state = fold(shown.read(session.id))
    assert state.frame.title == "Example session: Mrs T (written for this kit)"
    assert (state.frame.stage, state.frame.ended, state.revealed) == ("close", False, True)
    assert state.frame.until is None
    assert sessions.door_of_code(shown, session.code).session == session.id


def test_the_example_session_took_about_three_hours_and_stopped_a_little_before_now(shown):
    session = only(shown)
    times = [entry.at for entry in shown.read(session.id)]
    assert times == sorted(times)
    assert len(set(times)) > len(times) * 0.9
    assert 2.5 * 3600 < times[-1] - times[0] < 3.25 * 3600
    assert 5 * 60 < NOW - times[-1] < 30 * 60
    assert session.created == times[0]
    assert session.expires == times[0] + 30 * 86_400


def test_the_example_session_holds_all_of_the_example_and_nothing_twice(shown):
    told, state = example(), fold(shown.read(only(shown).id))
    assert Counter(line.words.text for line in state.lines.values()) == Counter(
        line.text for line in told.lines
    )
    assert sum(line.aside for line in state.lines.values()) == sum(x.set_aside for x in told.lines)
    assert len(state.factors) == len(told.factors) + len(told.joins)
    assert sum(state.dots.values()) == sum(dots.n for dots in told.dots)
    for row in told.readback:
        assert state.choices[f"readback/{row.principle}/could"].value == row.could
        assert state.notes[f"readback/{row.principle}"].text == row.missing
    notes = "\n".join(words.text for words in state.notes.values())
    assert all(row.note in notes for row in told.plan)
    standing = [factor for p in PRINCIPLES for factor in state.factors_of(p)]
    assert len(standing) == len(state.factors) - sum(len(join.factors) for join in told.joins)
    for factor in standing:
        assert state.choices[f"plan/{factor.id}/decision"].value in k.DECISIONS
        assert state.choices[f"plan/{factor.id}/significant"].value in k.SIGNIFICANT
        assert state.lines_of(factor)


def test_in_the_example_session_every_line_was_written_by_its_table_in_its_round(shown):
    reader = Reader(State)
    for entry in shown.read(only(shown).id):
        frame = reader.state.frame
        if isinstance(entry.body, k.LineAdded):
            assert entry.by == f"table-{entry.body.table}"
            assert frame.stage == "round" and frame.round
            assert entry.body.principle == principle_of(entry.body.table, frame.round)
        if isinstance(entry.body, k.Dots):
            assert frame.stage == "prioritise" and not reader.state.revealed
        reader.take([entry])
    assert not [line.id for line in reader.state.lines.values() if line.late]


def test_the_wall_knows_for_which_tables_the_trainer_has_typed(room):
    room.line(1, "empowerment", "on a device")
    room.line(2, "empowerment", "on paper", by=room.trainer)
    rows = room.seen("projector")["tables"]
    assert [(row["total"], row["typed"]) for row in rows[:3]] == [(1, False), (1, True), (0, False)]


def test_every_page_of_the_example_session_can_be_drawn(shown):
    roles: list[tuple[Role, int | None]] = [("trainer", None), ("projector", None)]
    for role, table in [*roles, *(("table", n) for n in range(1, 7))]:
        seat, _ = sessions.take_seat(shown, Door(only(shown).id, role, table))
        place = Place(shown, seat)
        view = {"trainer": views.console, "projector": views.projector}.get(role, views.table)
        page = json.dumps(views.content(place) | view(place))
        assert views.content(place)["example"]
        assert role == "trainer" or "Mill Road" not in page  # it was set aside
