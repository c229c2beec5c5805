"""Identifiable words in free text: found, named and blanked; look-alikes are left alone."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.identifiers import BLANK, KINDS, Found, blank, find, has_check_digit, kit_names

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "tests" / "samples"
TODAY = date(2026, 11, 21)

PLANTED = [
    ("nhs_number", "NHS number {}, please", "999 526 0182"),
    ("nhs_number", "{} on the label", "9995260182"),
    ("nhs_number", "written as {} here", "999-526-0182"),
    ("nhs_number", "nhs: {}", "9 9 9 5 2 6 0 1 8 2"),
    ("nhs_number", "on the fax {}.", "999\u00a0526\u20110182"),
    ("nhs_number", "typed {}", "９９９５２６０１８２"),  # noqa: RUF001
    ("national_insurance", "NI {} on the form", "AB 12 34 56 C"),
    ("national_insurance", "({})", "jk102938b"),
    ("national_insurance", "her NINO is {}, she thinks", "CE-77-10-43"),
    ("telephone", "ring {}", "01632 960417"),
    ("telephone", "ring {} today", "(01632) 960 417"),
    ("telephone", "mobile {}", "07700 900 231"),
    ("telephone", "mobile {}, after six", "+44 (0)7700 900231"),
    ("telephone", "office {}", "020 7946 0733 ext 204"),
    ("telephone", "office {}", "0044 113 496 0284"),
    ("telephone", "phone: {}", "960417"),
    ("telephone", "in Dublin {}", "+353 20 910 0123"),
    ("email", "write to {}.", "t.o'neill+board@mail.example.org.uk"),
    ("email", "write to {}", "sam [at] example.org"),
    ("email", "write to {} please", "lena.k at example dot org"),
    ("postcode", "14 Larch Close, {}", "LS89 3XW"),
    ("postcode", "it is {} now", "s97 4qz"),
    ("postcode", "{}", "EC4X9BB"),
    ("date_of_birth", "DOB {}", "12/03/1948"),
    ("date_of_birth", "d.o.b. {}", "2.11.38"),
    ("date_of_birth", "she was born in Leeds on {}", "4th May 1951"),
    ("date_of_birth", "{} is his date of birth", "19/5/1975"),
    ("date_of_birth", "female, {}, lives alone", "11/10/1944"),
    ("titled_name", "asked {} twice", "Mrs Hargreaves"),
    ("titled_name", "{}'s daughter", "Mr O\u2019Brien"),
    ("titled_name", "it was {} who rang", "Dr. A. B. Siân Prosser"),
    ("titled_name", "{} share a room", "Mr and Mrs Penhaligon"),
    ("titled_name", "ask {} first", "mrs bhatt"),
    ("titled_name", "{} MUST BE TOLD", "MR SINGH"),
    ("titled_name", "then {} left a card", "PC Drummond"),
    ("titled_name", "{} and her dog", "Ms Zoe\u0308 van der Meer"),
]

NEAR_MISSES = [
    "NHS number 999 526 0183 fails its check digit",
    "the order 9991234567 from the hotel",
    "scores 7 8 9 10 6 5 4 3",
    "card 4242 4242 4242 4242",
    "NI number QQ 12 34 56 C is the example on the form",
    "GB123456A, DA123456A and AO123456A have prefixes that are not used",
    "at 10 20 30 a day",
    "para 14.13, s.42(2), 2014-2015 and 2015-16",
    "999, 101 and 111",
    "£01632960417 is not a sum of money, 01632960417% no share",
    "10.30 to 11.45, 0900 1030 1200 1500",
    "Case ref 01632960417",
    "look at example.org or look at example dot org",
    "2 @ table 4, @everyone",
    "A4 4AA and C3 2BD are seats, S42 2nd stage",
    "NG11 is where the team sits, NG108 is NICE",
    "the Act came in on 01/04/2007",
    "the next board is on 12/03/2027",
    "30/02/1950 and 12/13/1950 are no days",
    "born in 1948",
    "VE Day 08/05/1945",
    "27 Poplar Dr Sheffield",
    "MSP and MS Teams",
    "Mr B, Mrs K and Dr C",
    "Mrs AB as in the training pack",
    "we miss Karen, miss lunch",
    "the dr said no",
    "Nurse Practitioner, Lord Chancellor, Dr Martens, PC World",
]


@pytest.mark.parametrize(("kind", "sentence", "words"), PLANTED)
def test_what_identifies_is_found_with_its_kind_and_its_place(kind, sentence, words):
    text = sentence.format(words)
    start = text.index(words)
    assert find(text, today=TODAY) == (Found(kind, start, start + len(words), words),)
    assert blank(text, find(text, today=TODAY)) == sentence.format(BLANK)


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_only_looks_alike_is_left_alone(text):
    assert find(text, today=TODAY) == ()


def test_several_things_come_in_the_order_of_the_text():
    text = "Mrs Yates (dob 4/4/1944), S98 7QX, 01632 960808, m.yates@example.org"
    kinds = [found.kind for found in find(text, today=TODAY)]
    assert kinds == ["titled_name", "date_of_birth", "postcode", "telephone", "email"]
    assert blank(text, find(text, today=TODAY)) == (
        f"{BLANK} (dob {BLANK}), {BLANK}, {BLANK}, {BLANK}"
    )


def test_one_thing_may_be_blanked_and_another_kept():
    text = "Mrs Yates, 01632 960808"
    assert blank(text, find(text)[1:]) == f"Mrs Yates, {BLANK}"


def test_one_changed_digit_always_breaks_an_nhs_number():
    for number in ("9995260182", "9434765919", "9991590838"):
        assert has_check_digit(number)
        for place in range(10):
            for digit in set("0123456789") - {number[place]}:
                assert not has_check_digit(number[:place] + digit + number[place + 1 :])


def test_a_check_digit_of_ten_is_never_used_and_eleven_is_nought():
    assert not any(has_check_digit(f"999000014{digit}") for digit in range(10))
    assert has_check_digit("9990000190")
    assert not has_check_digit("1111111111")


def test_the_people_of_the_kit_are_nobody():
    assert {"Mrs T", "Ms Carey", "Joel"} <= set(kit_names())
    for name in kit_names():
        for sentence in ("{} decides.", "What would {}'s friend say?", "ASK {} FIRST"):
            assert find(sentence.format(name)) == ()
            assert find(sentence.format(name.upper())) == ()
    assert find("What Mrs T Wants, and what Ms Carey Told Us, and ms carey") == ()


def test_other_peoples_names_are_somebody_even_when_the_kit_uses_part_of_them():
    assert [found.words for found in find("Mr Martin and Mrs Lee")] == ["Mr Martin", "Mrs Lee"]


def test_a_trainers_own_case_brings_its_own_names():
    assert find("Mrs Adeyinka decides", ["Mrs Adeyinka"]) == ()
    assert find("Ms Carey decides", ["Mrs Adeyinka"])[0].words == "Ms Carey"


def test_how_old_somebody_is_depends_on_the_day_it_is_read():
    assert find("male, 12/03/2013", today=date(2026, 11, 21)) == ()
    assert find("male, 12/03/2013", today=date(2030, 11, 21))[0].kind == "date_of_birth"


def test_what_becomes_visible_when_other_words_are_blanked_is_found_as_well():
    text = "born (write to a.very.long.name@a-long-name.example.org about it) 12/3/48"
    assert [found.kind for found in find(text)] == ["email", "date_of_birth"]


ANYTHING = st.text(st.characters(codec=None, categories=None), max_size=300)  # surrogates too
PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            "Mrs|mr|Dr.|and|Smith|T|Carey|born|dob|NHS|ring|phone|+44|(0)|01632|960417|999|526|0182|"
            "9995260182|12/03/1948|4 May 1951|LS89|3XW|AB|12|34|56|C|a.b|@|example.org| at | dot |"
            ",|-|.|\n|\u200b|\u00a0|\ud800".split("|")
        ),
        ANYTHING,
    ),
    max_size=25,
)


@given(st.one_of(ANYTHING, PIECES.map(" ".join), PIECES.map("".join)))
def test_any_text_is_taken_and_nothing_is_found_in_what_is_left_after_blanking(text):
    found = find(text, today=TODAY)
    end = 0
    for each in found:
        assert end <= each.start < each.end <= len(text)
        assert each.words == text[each.start : each.end]
        assert each.kind in KINDS
        end = each.end
    assert find(blank(text, found), today=TODAY) == ()


HOSTILE = ["0", "1 ", "0-", "+44 ", "a.", "a@", "a@b.", "a at ", "b dot ", "Mr ", "Mr and ", "A. "]
HOSTILE += ["Mr van ", "x'", "dob ", "1/1/", "born ", "AB 12 ", "S9 ", "(", "miss Will ", "a@b.co-"]
HOSTILE += ["01632960417/", "01632960417+44", "+353209100123", "9995260182/", "1 Mr Hill Dr Hill "]
HOSTILE += ["+449995260182,", "9995260182,", "born 12th September 1948 ", "male 01/01/1999 "]
HOSTILE += ["\u200b", "é", "e\u0301"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_ten_thousand_signs_of_one_sort_hide_nothing_behind_them(piece):
    text = piece * (10_000 // len(piece)) + "\n; write to t.okonjo@example.org"
    assert find(text, today=TODAY)[-1].words == "t.okonjo@example.org"


def test_long_runs_of_what_is_found_are_all_found():
    text = "Mrs Smith, dob 12/03/1948, 01632 960417. " * 250
    found = find(text, today=TODAY)
    assert len(found) == 750
    assert blank(text, found) == f"{BLANK}, dob {BLANK}, {BLANK}. " * 250


@pytest.mark.parametrize("file", ["identifiers.json", "identifiers_held.json"])
def test_nineteen_of_twenty_flags_are_right_and_nineteen_of_twenty_lines_are_flagged(file):
    command = [sys.executable, "tests/benchmarks/identifiers.py", "--lines", str(SAMPLES / file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    measured = json.loads(done.stdout.splitlines()[-1])
    assert measured["precision"] >= 0.95
    assert measured["recall"] >= 0.95
    assert measured["kinds"].keys() == KINDS.keys()
    assert measured["lines"] >= 120


def test_a_label_that_is_no_kind_is_named(tmp_path):
    file = tmp_path / "lines.json"
    file.write_text('[{"text": "a", "kinds": ["name"]}]', encoding="utf-8")
    command = [sys.executable, "tests/benchmarks/identifiers.py", "--lines", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode != 0
    assert "line 1 has ['name']" in done.stderr
