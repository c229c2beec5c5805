"""The figures of 2016, and what an area's own answers are set beside."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exercises.national.beside import beside
from exercises.national.content import national
from exercises.national.involvement import Score, change, in_2016, score
from exercises.national.next_steps import (
    FILE,
    LAST,
    Need,
    NextSteps,
    needs_of,
    next_for,
    next_steps,
    source_of,
)
from exercises.national.over_time import Asked, compared, moved
from facilitator.checking import check_file, kind_in

# every count and printed percentage of the ten tables, copied a second time from the report
PRINTED = {
    "strategy": {"all": "8/7 62/54 11/10 3/3 0/0 31/27 = 115"},
    "engagement": {
        "board": "45/39 48/42 19/17 2/2 1/1 = 115",
        "corporate": "22/19 47/41 37/32 2/2 7/6 = 115",
        "senior": "58/50 49/43 7/6 0/0 1/1 = 115",
        "middle": "45/39 61/53 9/8 0/0 0/0 = 115",
        "operational": "39/34 68/59 7/6 1/1 0/0 = 115",
    },
    "involvement": {
        "adult_social_care": "63/55 50/43 1/1 0/0 0/0 1/1 = 115",
        "other_council": "11/10 28/25 44/39 17/15 10/9 4/4 = 114",
        "police": "13/11 43/37 40/35 9/8 6/5 4/3 = 115",
        "ambulance": "5/4 11/10 47/41 35/31 11/10 5/4 = 114",
        "acute": "8/7 52/45 39/34 10/9 2/2 4/3 = 115",
        "primary_care": "6/5 29/26 52/46 14/13 6/5 5/4 = 112",
        "mental_health": "17/15 61/54 29/25 6/5 1/1 0/0 = 114",
        "other_nhs": "4/5 14/16 10/11 6/7 49/56 4/5 = 87",
        "housing": "10/9 36/31 38/33 18/16 9/8 4/3 = 115",
        "advocacy": "44/40 32/29 12/11 11/10 11/10 1/1 = 111",
        "care_providers": "6/5 47/42 38/34 11/10 5/4 5/4 = 112",
        "sab": "51/46 47/42 10/9 0/0 2/2 1/1 = 111",
        "icb": "38/33 37/32 32/28 5/4 2/2 0/0 = 114",
        "other": "5/16 16/52 4/13 2/6 0/0 4/13 = 31",
    },
    "asked": {"all": "79/69 32/28 4/3 = 115"},
    "measuring": {"all": "35/30 62/54 18/15 = 115"},
    "systems": {"all": "98/85 17/15 = 115"},
    "how_far": {"all": "18/51 3/9 12/34 2/6 = 35"},
    "confidence": {"all": "6/5 38/33 44/38 23/20 4/3 = 115"},
    "reaction": {"2016": "57/50 54/47 2/2 0/0 1/1 1/1 = 115", "2014_15": "36 38 2 0 1 23"},
    "achievement": {"all": "7/6 66/57 14/12 9/8 19/17 0/0 = 115"},
}
ROWS = [(table, row) for table, rows in PRINTED.items() for row in rows]


@pytest.mark.parametrize(("table", "row"), ROWS, ids=lambda name: name)
def test_every_figure_stands_as_it_was_printed_and_counts_add_up(table, row):
    cells, _, total = PRINTED[table][row].partition(" = ")
    found = national().table(table)
    read = [tuple(map(int, cell.split("/"))) for cell in cells.split()]
    assert [cell[-1] for cell in read] == list(found.percents(row).values())
    if total:
        assert [cell[0] for cell in read] == list(found.counts(row).values())
        assert found.row(row).total == int(total) == sum(found.counts(row).values())


def test_there_are_ten_tables_and_no_row_beside_those_that_were_printed():
    tables = national().tables
    assert [table.number for table in tables.values()] == list(range(1, 11))
    assert [(name, row.id) for name, table in tables.items() for row in table.rows] == ROWS


def test_one_cell_alone_does_not_agree_with_its_count_and_its_note_says_so():
    """Every other percentage is its count over its base, rounded to a whole number, halves up."""
    apart = [
        (name, row.id, option)
        for name, table in national().tables.items()
        for row in table.rows
        for option, n in table.counts(row.id).items()
        if int(100 * n / (row.total or 1) + 0.5) != table.percents(row.id)[option]
    ]
    assert apart == [("measuring", "all", "no")]
    (note,) = (n for n in national().notes if (n.table, n.row, n.option) == apart[0])
    assert re.search("15%.*18 of 115.*16%", note.says)


def test_the_misread_count_of_advocacy_is_told_with_the_right_share():
    row = national().table("involvement").row("advocacy")
    (note,) = (n for n in national().notes_on("involvement") if n.row == "advocacy")
    assert row.counts[0] + row.counts[1] == 76
    assert row.total == 111
    assert re.search("76%.*76 is the number.*76 of 111, which is 68%", note.says)


def test_the_note_on_bases_names_every_base_of_table_3():
    bases = {row.total for row in national().table("involvement").rows}
    note = national().notes_on("involvement")[0].says
    assert {int(n) for n in re.findall(r"\d+", note.split(")")[0])} == bases


def test_c_alone_is_a_state_and_the_icb_row_says_what_it_was():
    options = national().table("achievement").options
    assert [(o.letter, o.stall) for o in options] == [(c, c == "C") for c in "ABCDEF"]
    assert "clinical commissioning group" in national().table("involvement").row("icb").name


# ---- the improvement score ---------------------------------------------------------------------

# overall involved less overall not involved, in points to one decimal, worked out by hand
POINTS = {
    "adult_social_care": 97.4, "other_council": -19.3, "police": 6.1, "ambulance": -57.9,
    "acute": 9.6, "primary_care": -27.7, "mental_health": 37.7, "other_nhs": 2.3,
    "housing": -8.7, "advocacy": 47.7, "care_providers": 3.6, "sab": 79.3, "icb": 33.3,
    "other": 48.4,
}  # fmt: skip


def test_the_score_of_2016_is_involved_less_not_involved_of_each_rows_own_base():
    rows = [row.id for row in national().table("involvement").rows]
    assert {row: round(in_2016(row).points, 1) for row in rows} == POINTS
    assert len(national().figure_2.compared) == 11
    assert set(rows) - set(national().figure_2.compared) == {"sab", "icb", "other"}


def test_dont_know_and_too_soon_are_in_the_base_and_on_neither_side():
    found = score({"very": 2, "fairly": 3, "not_very": 1, "dont_know": 3, "too_soon": 1})
    assert found == Score(5, 1, 10)
    assert found and found.points == 40
    assert score({"very": 0}) is None


answers = st.fixed_dictionaries(
    {each: st.integers(0, 12) for each in ("very", "fairly", "not_very", "not_at_all", "dont_know")}
)


@given(answers, st.sampled_from(["very", "not_at_all", "dont_know"]), st.data())
def test_one_person_who_answers_otherwise_never_makes_something_move(counts, to, data):
    """Whatever one person changes, neither the score nor an answer's share counts as moved."""
    assume(sum(counts.values()) >= 5)
    of = data.draw(st.sampled_from([each for each, n in counts.items() if n]))
    other = dict(counts)
    other[of] -= 1
    other[to] += 1
    found = change("police", counts, other)
    assert found is not None and not found.moved
    assert moved(counts, other) == ()


def test_two_who_came_round_move_a_row_of_eight():
    found = change("police", {"fairly": 2, "not_very": 6}, {"fairly": 4, "not_very": 4})
    assert found is not None and found.moved
    assert found.points == 50


# ---- over time ---------------------------------------------------------------------------------


def asked(counts: dict[str, int], agreed: str = "") -> Asked:
    return Asked(sum(counts.values()), counts, agreed)


def test_each_item_stands_once_by_what_can_be_said_of_it():
    before = {
        "moved": asked({"yes": 1, "no": 7}),
        "same": asked({"yes": 4, "no": 4}),
        "few": asked({"yes": 4}),
        "reworded": asked({"yes": 8}),
        "agreed": asked({}, "c"),
        "apart": asked({}, "c"),
        "dropped": asked({"yes": 8}),
    }
    now = {
        "moved": asked({"yes": 6, "no": 3}),
        "same": asked({"yes": 5, "no": 4}),
        "few": asked({"yes": 9}),
        "reworded": asked({"yes": 8}),
        "agreed": asked({}, "b"),
        "apart": asked({"c": 9}),
        "new": asked({"yes": 8}),
    }
    found = compared(before, now, reworded={"reworded"})
    ways = {key: pair.way for key, pair in found.pairs.items()}
    assert ways == {
        "moved": "moved", "same": "same", "few": "few", "reworded": "reworded",
        "agreed": "moved", "apart": "apart",
    }  # fmt: skip
    assert found.pairs["moved"].changed == ("yes", "no")
    assert found.pairs["agreed"].changed == ("b",)
    assert list(found.of("few")) == ["few"]
    assert (found.only_before, found.only_now) == (("dropped",), ("new",))


# ---- beside 2016 -------------------------------------------------------------------------------

YES = {"yes": "Yes", "partly": "Partly", "no": "No", "dont_know": "Don't know"}


def test_ours_are_counts_of_people_and_theirs_percentages_as_printed():
    found = beside("measuring", "all", {"yes": 2, "partly": 4, "no": 1}, YES)
    assert [(line.option, line.ours, line.theirs) for line in found.lines] == [
        ("yes", 2, 30), ("partly", 4, 54), ("no", 1, 15), ("dont_know", 0, None),
    ]  # fmt: skip
    assert (found.answered, found.base) == (7, 115)
    assert [line.label for line in found.most] == ["Partly"]
    assert any("16%" in note.says for note in found.notes)


@given(st.integers(0, 4))
def test_of_fewer_than_five_no_count_is_given_away(n):
    found = beside("measuring", "all", {"yes": n}, YES)
    assert found.few and found.answered == n
    assert {line.ours for line in found.lines} == {None}
    assert found.most == ()


def test_an_answer_that_we_do_not_offer_has_no_count_of_ours():
    found = beside("measuring", "all", {"yes": 5}, {"yes": "Yes", "no": "No"})
    assert [line.ours for line in found.lines] == [5, None, 0]


# ---- what next ---------------------------------------------------------------------------------

EACH = next_steps().practices


@pytest.mark.parametrize("practice", EACH, ids=lambda each: each.id)
def test_every_practice_is_short_and_has_its_source_or_is_marked_as_the_kits_own(practice):
    told = source_of(practice)
    assert told == "this kit's own suggestion" if practice.own else practice.where in told
    assert all(len(part.split()) <= 34 for part in re.split(r"(?<=[.!?:;])\s", practice.do))
    assert not re.search(r"service user|vulnerable|victim|case load", practice.do + practice.others)


@pytest.mark.parametrize("step", [None, *range(1, LAST + 1)])
def test_the_next_two_steps_follow_a_place_each_with_practices_that_help_to_reach_it(step):
    offers = next_for(step)
    wanted = {None: [], 9: [10], 10: [10]}.get(step, [(step or 0) + 1, (step or 0) + 2])
    assert [offer.step for offer in offers] == wanted
    assert all(offer.practices for offer in offers)
    assert all(offer.step in practice.steps for offer in offers for practice in offer.practices)


@pytest.mark.parametrize("need", sorted(next_steps().named))
def test_every_need_has_a_practice_that_answers_it(need):
    (offer,) = next_for(None, [Need(need, "because")])
    assert all(need in practice.needs for practice in offer.practices)


def test_no_practice_is_offered_twice():
    needs = [Need(name, "because") for name in sorted(next_steps().named)]
    told = [p.id for offer in next_for(6, needs) for p in offer.practices]
    assert len(told) == len(set(told))


def test_every_rule_names_a_table_a_row_and_answers_that_are_there():
    bands = national().involving_people
    for rule in next_steps().needs:
        if rule.table == "involving_people":
            known = {band.id for band in bands.bands}
        else:
            table = national().table(rule.table)
            known = {option.id for option in table.options}
            assert rule.each_row or table.row(rule.row)
        assert {*rule.more, *rule.than} <= known, rule


def test_answers_ask_for_a_reply_from_five_people_on():
    answered = {
        "involvement": {
            "police": {"very": 1, "not_very": 3, "not_at_all": 2},
            "acute": {"fairly": 4, "not_very": 2},
            "housing": {"not_at_all": 4},
        },
        "measuring": {"all": {"yes": 2, "partly": 3, "no": 1}},
        "confidence": {"all": {"not_very": 6}},
    }
    found = needs_of(answered)
    assert [need.id for need in found] == ["police", "measuring"]
    assert "Police" in found[0].because
    practices = {p.id for offer in next_for(None, found) for p in offer.practices}
    assert {"police_clinic", "numbers_and_stories"} <= practices


def test_the_file_of_practices_is_checked_like_every_content_file():
    assert check_file(FILE) == []
    assert kind_in(FILE) is NextSteps
