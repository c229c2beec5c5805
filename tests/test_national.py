"""The figures of 2016, and what an area's own answers are set beside."""

from __future__ import annotations

import re

import pytest

from exercises.national.content import national

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
