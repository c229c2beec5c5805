"""People's words: kept as they were typed, whatever they look like."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.words import LONGEST, WordsError, clean, some

ANYTHING = st.text(st.characters(codec=None, categories=None), max_size=200)  # surrogates too

KEPT = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "# not a heading\n- [x] **not** a [list](javascript:alert(1))",
    r"$\frac{1}{0}$ \write18{rm -rf} %n",
    '=HYPERLINK("http://example.org","x")',
    "+1-2@SUM(A1)",
    "'; DROP TABLE entries; --",
    "{person} %s {{ 7*7 }} ${HOME} `id`",
    "👩🏽‍🦽 née Ångström ☎️ 日本語",
    "هي تقرر بنفسها",
    "\u202edrawkcab\u202c and \u2066isolated\u2069",
    "a\u200bb\ufeffc",
]


@pytest.mark.parametrize("text", KEPT)
def test_hostile_text_is_text_and_stays_as_it_is(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("nul\x00here", "nul\ufffdhere"),
        ("bell\x07 and \x1b[31mred", "bell\ufffd and \ufffd[31mred"),
        ("half a pair \ud83d, the other \ude00", "half a pair \ufffd, the other \ufffd"),
        ("not a character \uffff", "not a character \ufffd"),
        ("one\r\ntwo\rthree\u2028four\vfive", "one\ntwo\nthree\nfour\nfive"),
        ("a\tcell", "a cell"),
        ("  spaces around \n\n", "spaces around"),
    ],
)
def test_what_cannot_be_stored_everywhere_is_replaced_by_one_sign(typed, kept):
    assert clean(typed) == kept


@given(ANYTHING)
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@given(ANYTHING)
def test_clean_words_can_go_to_a_file_a_socket_and_a_word_document(text):
    kept = clean(text)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert json.loads(json.dumps(kept)) == kept
    assert "\x00" not in kept
    assert not any(ord(sign) < 32 and sign != "\n" for sign in kept)


def test_ten_thousand_characters_are_taken():
    assert len(clean("x" * LONGEST)) == LONGEST == 10_000


def test_one_more_is_refused_with_the_numbers_and_without_the_words():
    with pytest.raises(WordsError, match=r"10,001 characters; at most 10,000") as refused:
        clean("secret" + "x" * 9_995)
    assert "secret" not in str(refused.value)


def test_spaces_around_do_not_count():
    assert len(clean(" " * 500 + "x" * LONGEST + "\n" * 500)) == LONGEST


@pytest.mark.parametrize("text", ["", "   ", "\n\r\n\t", "\u2028"])
def test_where_words_are_needed_nothing_is_refused_with_a_sentence(text):
    assert clean(text) == ""
    with pytest.raises(WordsError, match="write a few words first"):
        some(text)
