"""The roll-up: what ended sessions give, how it is added up, and what is not shown."""

from __future__ import annotations

import csv
import io
import random
from collections import defaultdict
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from exercises import library, results
from exercises.exercise import MODULES, Refused, exercise
from exercises.grid.opening import begin as begin_grid
from exercises.grid.settings import Settings as OfGrid
from exercises.group.opening import begin as begin_group
from exercises.group.settings import Settings as OfGroup
from exercises.group.settings import usual
from exercises.journal import results as kept
from exercises.journal import schema, sessions, wipe
from exercises.journal.results import Rolled
from exercises.journal.sessions import Door, Session
from exercises.journal.store import Journal
from exercises.place import Place
from exercises.scenarios import demo as scenario_demo
from exercises.six_principles import demo
from exercises.six_principles.opening import begin_plan_check, of_the_kit
from exercises.six_principles.settings import EXERCISE, Settings
from facilitator import cli
from facilitator.rollup import run, sheet
from facilitator.rollup.hiding import FEWEST, rounded, shown
from facilitator.rollup.tables import tables
from tests.browsers import Kit, People, axe, opened, saved

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PLANTED = "the heron stood in the cold canal"


def seated(journal: Journal, session: Session, role: Any = "trainer", table: int | None = None):
    seat, _ = sessions.take_seat(journal, Door(session.id, role, table))
    return Place(journal, seat)


def stored(journal: Journal) -> dict[tuple[str, str, str], int]:
    """All rows of the table by measure, group and thing."""
    with journal.reading() as connection:
        found = connection.execute(select(schema.results)).mappings()
        return {(row["measure"], row["part"], row["thing"]): row["n"] for row in found}


def checked(journal: Journal, decisions: dict[str, str], give: bool = True) -> Place:
    """A plan check with the kit's key factors that has ended; the trainer's place at it."""
    settings = Settings(case=library.case("mrs-t"))
    place = seated(journal, begin_plan_check(journal, settings, 2, of_the_kit()))
    if give:
        place.act("change-give", "counts", {"give": True})
    for name, value in decisions.items():
        place.act(f"decide-{name}", "chose", {"field": f"plan/{name}/decision", "value": value})
        matters = {"field": f"plan/{name}/significant", "value": "yes"}
        place.act(f"matter-{name}", "chose", matters)
    place.act("change-end", "ended", {})
    return place


# what is given


@pytest.mark.databases
def test_a_session_that_ends_leaves_counts_by_the_kits_own_names(journal):
    checked(journal, {"given-01": "missing", "given-02": "in_plan"})
    assert stored(journal) == {
        ("sessions", "", "mrs-t"): 1,
        ("sessions", "", ""): 1,
        ("plan", "own-words", "missing"): 1,
        ("plan", "own-words", ""): 1,
        ("plan", "heard-not-read", "in_plan"): 1,
        ("plan", "heard-not-read", ""): 1,
        ("gaps", "", "own-words"): 1,
        ("gaps", "", ""): 1,
    }


def test_words_of_a_room_count_as_its_own_and_stand_nowhere(journal, session):
    place = seated(journal, session)
    place.act("change-give", "counts", {"give": True})
    for n, principle in enumerate(("empowerment", "empowerment", "prevention")):
        raw = {"principle": principle, "wording": f"{PLANTED} {n}", "lines": []}
        place.act(f"factor-{n}-made", "factor.made", raw)
    place.act("change-end", "ended", {})
    found = stored(journal)
    assert found["factors", "empowerment", "of-the-room-empowerment"] == 2
    assert found["factors", "prevention", ""] == 1
    with journal.reading() as connection:
        rows = connection.execute(select(schema.results)).all()
    assert rows and "heron" not in str(rows)


@pytest.mark.databases
def test_nothing_is_given_without_the_trainers_tick(journal):
    checked(journal, {"given-01": "missing"}, give=False)
    assert stored(journal) == {}


@pytest.mark.databases
def test_rows_go_when_a_session_is_opened_again_and_come_back_as_it_then_stands(journal, clock):
    place = checked(journal, {"given-01": "missing"})
    place.act("change-open", "reopened", {})
    assert stored(journal) == {}
    place.act("decide-again", "chose", {"field": "plan/given-01/decision", "value": "in_plan"})
    clock.now += 3600
    place.act("change-shut", "ended", {})
    assert stored(journal)["plan", "own-words", "in_plan"] == 1
    assert ("gaps", "", "own-words") not in stored(journal)
    with journal.reading() as connection:
        assert set(connection.execute(select(schema.results.c.closed)).scalars()) == {clock.now}


def test_what_is_set_aside_after_the_end_is_not_counted_either(journal):
    place = checked(journal, {"given-01": "missing"})
    place.act("change-aside", "set_aside", {"target": "given-01"})
    assert ("plan", "own-words", "missing") not in stored(journal)
    place.act("change-back", "put_back", {"target": "given-01"})
    assert stored(journal)["plan", "own-words", "missing"] == 1


def test_the_tick_is_the_trainers_in_a_room_and_only_before_the_end(journal, session):
    with pytest.raises(Refused, match="only the trainer"):
        seated(journal, session, "table", 1).act("change-01", "counts", {"give": True})
    place = checked(journal, {}, give=False)
    with pytest.raises(Refused, match="has ended"):
        place.act("change-02", "counts", {"give": True})
    alone = Settings(case=library.case("mrs-t"), solo=True)
    solo = sessions.create(journal, EXERCISE, alone.opened(1), tables=1, days=1, by="solo")
    with pytest.raises(Refused, match="on your own"):
        seated(journal, solo, "solo", 1).act("change-03", "counts", {"give": True})


def test_examples_other_peoples_cases_and_real_ones_give_nothing(journal):
    case = library.case("mrs-t")
    own = Settings(case=case.model_copy(update={"title": "A story of our own"}))
    objective = OfGrid(objective="Nobody waits longer than a week")
    for session in (
        demo.build(journal),
        sessions.create(journal, EXERCISE, own.opened(2), tables=2, days=1),
        begin_grid(journal, OfGrid(), 2),
        begin_grid(journal, objective, 2),
        begin_group(journal, OfGroup(parts=usual()), 2),
    ):
        place = seated(journal, session)
        place.act("change-give", "counts", {"give": True})
        place.act("change-end", "ended", {})
    assert stored(journal) == {}


def test_a_grid_gives_directions_and_a_scenario_its_endings_and_judgements(journal):
    place = seated(journal, begin_grid(journal, OfGrid(case=library.case("mrs-t")), 2))
    place.act("change-give", "counts", {"give": True})
    place.act("action-one", "grid.action", {"text": PLANTED})
    for n, (moment, wellbeing, safety) in enumerate((("now", 1, 1), ("action-one", -2, 4))):
        raw = {"table": 1, "viewpoint": "practitioner", "moment": moment, "reason": PLANTED}
        spot = {"wellbeing": wellbeing, "safety": safety}
        place.act(f"place-{n}-now", "grid.placed", raw | spot)
    place.act("change-end", "ended", {})
    assert stored(journal)["moves", "practitioner", "trades"] == 1
    example = scenario_demo.build(journal)
    known = exercise("scenario")
    entries = journal.read(example.id)
    given = list(known.results(results.fold(entries, known.begin)))
    ends = [each for each in given if each.measure == "endings"]
    assert sum(each.n for each in ends) == 7
    assert {each.part for each in ends} == {"mrs-pillai"}
    assert {each.measure for each in given} == {
        "sessions", "endings", "asked", "outcomes", "risk"
    }  # fmt: skip


def test_everything_that_is_given_has_words_in_the_tables(journal):
    """A name without words would stand as one that this kit does not know."""
    for built in (demo.build(journal), scenario_demo.build(journal)):
        known = exercise(built.exercise)
        groups = {measure.name: measure.groups() for measure in known.measures}
        for each in known.results(results.fold(journal.read(built.id), known.begin)):
            assert each.thing in groups[each.measure][each.part][1], each
    for name in MODULES:
        for measure in exercise(name).measures:
            for part, (_, rows) in measure.groups().items():
                assert all(len(each) <= 64 for each in (part, *rows)) and rows


# kept, rebuilt and erased


@pytest.mark.databases
def test_rows_worked_out_again_from_the_journal_are_the_same(journal):
    for n in range(4):
        checked(journal, {f"given-{n + 1:02}": "missing", "given-18": "partly"}, give=n < 3)
    with journal.reading() as connection:
        before = connection.execute(select(schema.results)).all()
    assert len(before) >= 20
    assert results.rebuild(journal) == (4, 0)
    with journal.writing() as connection:
        connection.execute(schema.results.update().values(n=schema.results.c.n + 1))
    assert results.rebuild(journal) == (4, 3)
    with journal.reading() as connection:
        assert sorted(connection.execute(select(schema.results)).all()) == sorted(before)


@pytest.mark.databases
def test_the_rows_of_a_session_go_with_it(journal, clock, data):
    wiped, expired = checked(journal, {"given-01": "missing"}), checked(journal, {})
    assert any("roll-up" in words for words in wipe.goes(journal, data, wiped.session).sentences())
    wipe.wipe(journal, data, wiped.session)
    assert stored(journal) == {("sessions", "", "mrs-t"): 1, ("sessions", "", ""): 1}
    clock.now = expired.session.expires + 1
    wipe.expire(journal, data)
    assert stored(journal) == {}


@pytest.mark.databases
def test_the_database_adds_up_what_python_would(journal, clock):
    chance = random.Random(10)
    wanted: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for _ in range(7):
        clock.now += 86_400
        decisions = {f"given-{n:02}": chance.choice(("missing", "in_plan")) for n in (1, 2, 3)}
        session = checked(journal, decisions).session
        for row in results.rows(session, journal.read(session.id)):
            both = wanted[str(row["measure"]), str(row["part"]), str(row["thing"])]
            both[0] += 1
            both[1] += int(row["n"])
    found = kept.rolled_up(journal)
    assert {(r.measure, r.part, r.thing): [r.sessions, r.n] for r in found} == wanted
    late = kept.rolled_up(journal, clock.now - 86_400 * 2.5)
    assert {r.sessions for r in late if r.measure == "sessions"} == {3}


# what is not shown


def published(counts: tuple[int, ...]) -> tuple[Any, ...]:
    """What anybody sees of a table in which each session has one thing: its counts where they are
    shown, and the total where it is."""
    named = {str(n): count for n, count in enumerate(counts)}
    seen = shown(named, sum(counts))
    cells = (named[name] if name in seen.names else None for name in named)
    return (*cells, sum(counts) if seen.total else None)


@pytest.mark.parametrize(("many", "most"), [(1, 40), (2, 30), (3, 20), (4, 13), (5, 10)])
def test_nobody_can_work_out_a_hidden_count_who_knows_the_rules(many: int, most: int):
    """The adversary knows the program: every table that would be published in the same way is
    still possible. A hidden count is one about which such tables differ."""
    alike = defaultdict(list)
    for counts in product(range(most + 1), repeat=many):
        if sum(counts) <= most:
            alike[published(counts)].append(counts)
    some_hidden = 0
    for seen, possible in alike.items():
        for place in range(many):
            if seen[place] is None:
                some_hidden += 1
                assert len({counts[place] for counts in possible}) > 1, (seen, possible)
    assert some_hidden


def test_a_count_of_one_to_four_is_never_shown_and_none_always_is():
    for counts in product(range(8), repeat=4):
        *cells, total = published(counts)
        assert all((seen == 0) == (count == 0) for seen, count in zip(cells, counts, strict=True))
        assert all(seen is None or seen == 0 or seen >= FEWEST for seen in (*cells, total))


def test_a_second_count_is_hidden_where_the_total_would_tell_the_first():
    assert published((3, 20, 9)) == (None, 20, None, 32)
    assert published((20, 9, 0)) == (20, 9, 0, 29)
    assert published((1, 1, 12)) == (None, None, None, 14)
    assert published((2, 0, 0)) == (None, 0, 0, None)
    assert published((0, 0, 0)) == (0, 0, 0, 0)
    assert published((4, 4, 30, 50)) == (None, None, None, 50, 88)
    assert published((4, 3, 30)) == (None, None, 30, 37)
    assert published((3, 9, 9, 30)) == (None, None, None, 30, 51)


def test_two_roll_ups_cannot_be_taken_from_one_another():
    """Of one count in two roll-ups (a day later, or since another date): whatever is shown of
    both, more than one difference is possible, and none is told to be one to four."""
    alike = defaultdict(set)
    for now, then in product(range(FEWEST, 80), repeat=2):
        if now >= then:
            alike[rounded(now), rounded(then)].add(now - then)
    for (now, then), differences in alike.items():
        if now < 75:  # beyond, the table of possibilities itself ends
            assert len(differences) >= 3, (now, then)
            assert not differences <= set(range(1, FEWEST)), (now, then)


def test_a_scenario_whose_sessions_are_hidden_has_no_endings(journal):
    rows = [
        Rolled("scenario", "sessions", "", "aga", 3, 3),
        Rolled("scenario", "sessions", "", "ellis", 7, 7),
        Rolled("scenario", "sessions", "", "gwyn", 40, 40),
        Rolled("scenario", "sessions", "", "", 50, 50),
    ]
    ends = {}
    for name, sessions_ in (("aga", 3), ("ellis", 7), ("gwyn", 40)):
        groups = {m.name: m.groups() for m in exercise("scenario").measures}
        ends[name] = next(iter(groups["endings"][name][1]))
        for thing in (ends[name], ""):
            rows.append(Rolled("scenario", "endings", name, thing, sessions_, sessions_ * 6))
    by = {table.name: table for table in tables(rows)}
    told = {line.name: line.sessions for line in by["sessions"].groups[0].lines}
    assert (told["aga"], told["ellis"], told["gwyn"], told["howard"]) == (None, None, 40, 0)
    groups = {group.name: group for group in by["endings"].groups}
    for name in ("aga", "ellis"):
        assert groups[name].lines == () and groups[name].total.sessions is None
    first = groups["gwyn"].lines[0]
    assert (first.name, first.sessions, first.n) == (ends["gwyn"], 40, 240)


def test_what_a_newer_kit_counted_stands_in_one_line_and_is_not_lost():
    rows = [
        Rolled("grid", "moves", "person", thing, 30, n)
        for thing, n in (("trades", 40), ("dances", 25), ("", 65))
    ]
    (table,) = (each for each in tables(rows) if each.name == "moves")
    assert table.groups[0].lines[-1].words == "what this version of the kit does not know"
    assert table.groups[0].lines[-1].n == 25


# the command


@pytest.fixture
def filled(journal: Journal, data: Path) -> Path:
    for n in range(12):
        checked(journal, {"given-01": "missing" if n < 3 else "in_plan", "given-02": "partly"})
    return data


def test_the_command_prints_what_may_be_shown(filled: Path, capsys):
    assert cli.main(["rollup", "--data", str(filled)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Training answers about fictional people, not safeguarding outcomes\n")
    assert "10 sessions  Mrs T (written for this kit)" in said
    assert "not shown" in said and " 3 " not in said and " 9 " not in said
    assert cli.main(["rollup", "--rebuild", "--since", "2021-01-31", "--data", str(filled)]) == 0
    told = capsys.readouterr()
    assert told.err == "Worked out again from the journal: 12 sessions, 0 of them changed.\n"
    assert "that ended on 31 January 2021 or later" in told.out


def test_the_files_say_what_they_are_first_and_hold_the_same(filled: Path, tmp_path, capsys):
    html, sheet_ = tmp_path / "rollup.html", tmp_path / "rollup.csv"
    words = ["rollup", "--data", str(filled), "--html", str(html), "--csv", str(sheet_)]
    assert cli.main(words) == 0
    assert capsys.readouterr().out.splitlines() == [str(sheet_), str(html)]
    rows = list(csv.reader(io.StringIO(sheet_.read_text(encoding="utf-8-sig"))))
    assert rows[0] == [sheet.HEADING]
    told = {row[3]: row[-2:] for row in rows if len(row) > 4 and row[4] and "Start from" in row[2]}
    assert told == {
        "in_plan": ["not shown"] * 2,
        "partly": ["0", "0"],
        "missing": ["not shown"] * 2,
        "not_for_plan": ["0", "0"],
        "all": ["10", "10"],
    }
    page = html.read_text(encoding="utf-8")
    assert f"<h1>{sheet.HEADING}</h1>" in page and page.count("<table") == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--since", "spring"], "'spring' is not a day; write it as in 2026-04-01"),
        (["--since", "2999-01-01"], "2999-01-01 has not come yet; give a day up to today"),
        (["--csv", "/nowhere/at/all.csv"], "the roll-up cannot be written: "),
    ],
)
def test_what_cannot_be_done_is_one_sentence(data: Path, capsys, words: list[str], said: str):
    assert cli.main(["rollup", "--data", str(data), *words]) == 1
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1


def test_without_sessions_it_says_where_counts_come_from(data: Path, capsys):
    assert cli.main(["rollup", "--data", str(data)]) == 0
    assert "No session has given its numbers." in capsys.readouterr().out


# the pages


@pytest.mark.browser
def test_a_trainer_gives_numbers_by_keyboard_takes_them_back_and_ends(kit: Kit, people: People):
    page = people.device().new_page()
    page.goto(f"{kit.url}/run")
    tick = page.get_by_label("Give the numbers of this session")
    assert not tick.is_checked()
    tick.press("Space")
    page.get_by_role("button", name="Set up the session").press("Enter")
    opened(page)
    made = sessions.every(kit.journal)[0].id
    page.get_by_role("button", name="Session", exact=True).press("Enter")
    button = page.locator("#kit-give-counts")
    for words in ("Do not give them", "Give the numbers of this session"):
        assert button.inner_text() == words
        button.press("Enter")
        saved(page)
        page.locator("#kit-give-counts", has_not_text=words).wait_for()
        assert page.evaluate("document.activeElement.id") == "kit-give-counts"
    assert axe(page, RULES)["violations"] == []
    page.get_by_role("button", name="End the session").press("Enter")
    saved(page)
    page.get_by_text("You can change this when the session is open.").wait_for()
    with kit.journal.reading() as connection:
        rows = select(schema.results.c.thing).where(schema.results.c.session == made)
        assert sorted(connection.execute(rows).scalars()) == ["", "mrs-t"]


@pytest.mark.browser
def test_a_table_is_told_what_is_given(kit: Kit, people: People):
    session = kit.session(2)
    trainer = kit.place(session, "trainer")
    page = people.sit(kit, session, "table", 1)
    said = page.get_by_text("the trainer adds its numbers to those of other sessions")
    assert not said.count()
    trainer.act("change-give", "counts", {"give": True})
    said.wait_for()


@pytest.mark.browser
def test_the_page_of_the_roll_up_can_be_read_by_everybody(filled: Path, people: People, tmp_path):
    path = tmp_path / "rollup.html"
    with closing(Journal.in_folder(filled)) as journal:
        run.write(journal, None, None, path)
    page = people.device().new_page()
    page.goto(path.as_uri())
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert axe(page, RULES)["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
