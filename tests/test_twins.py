import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.library import CONTENT, read
from exercises.twins import Matching, Twin, nearest, pairs

ROOT = Path(__file__).parents[1]

TABLE = [
    ("a1", "Ask the GP to look at her medication"),
    ("a2", "One named lead worker for the whole enquiry"),
    ("b1", "speak to her doctor about medication"),
    ("b2", "write down every decision, and why"),
    ("c1", "record decisions and the reasons"),
    ("c2", "bus pass so that she can get to the library"),
    ("d1", "single point of contact - a named worker"),
]


def pairs_of(*texts):
    return pairs(enumerate(texts))


def test_lines_that_say_the_same_in_other_words_are_found():
    found = {(twin.a, twin.b) for twin in pairs(TABLE)}
    assert found == {("a1", "b1"), ("a2", "d1"), ("b2", "c1")}


def test_the_best_pair_comes_first_and_scores_lie_between_nought_and_one():
    scores = [twin.score for twin in pairs(TABLE)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_no_more_pairs_are_shown_than_asked_for():
    assert pairs(TABLE, most=1) == pairs(TABLE)[:1]
    assert pairs(TABLE, most=0) == []


def test_one_misspelt_word_does_not_hide_a_twin():
    assert pairs_of(
        "Agree boundaries around visiting hours", "agree boundries around visiting hours"
    )


def test_identical_lines_score_one():
    assert pairs_of("Daily limit on her card", "daily limit on her card!") == [Twin(0, 1, 1.0)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Involve the police", "Don't involve the police"),
        ("Share information with her consent", "Share information without her consent"),
        ("Stop all contact with her friend", "Don't stop all contact with her friend"),
        ("capacity assessment", "no need for a capacity assessment"),
        ("keep him away from her", "don't keep him away from her"),
    ],
)
def test_a_line_and_its_opposite_are_not_suggested(one, other):
    assert pairs_of(one, other) == []
    assert pairs_of(one, one) and pairs_of(other, other)


def test_two_refusals_of_the_same_thing_are_twins():
    assert pairs_of("Do not involve the police yet", "don't involve the police")


def test_a_refusal_reaches_its_own_clause_only():
    assert pairs_of("No rush, record her wishes", "record her wishes")


def test_the_same_request_to_another_agency_is_not_suggested():
    assert pairs_of("Train bank staff to spot the signs", "Train carers to spot the signs") == []
    assert pairs_of("Tell the police about him", "Tell trading standards about him") == []


def test_the_answer_does_not_hang_on_the_order_of_the_lines():
    shuffled = random.Random(7).sample(TABLE, len(TABLE))
    assert pairs(shuffled) == pairs(TABLE)
    assert nearest(shuffled) == nearest(TABLE)


def test_nearest_names_the_twin_first_and_never_the_line_itself():
    ranked = nearest(TABLE)
    assert set(ranked) == {name for name, _ in TABLE}
    assert ranked["a1"][0] == "b1" and ranked["c1"][0] == "b2" and ranked["d1"][0] == "a2"
    assert all(name not in others and len(others) <= 3 for name, others in ranked.items())


def test_a_line_with_nothing_in_common_has_no_nearest():
    assert nearest([(1, "trust"), (2, "zebra"), (3, "")]) == {1: [], 2: [], 3: []}


@pytest.mark.parametrize("lines", [[], [(1, "alone")], [(1, ""), (2, "")], [(1, "the"), (2, "to")]])
def test_too_little_to_compare_gives_no_twins(lines):
    assert pairs(lines) == []
    assert nearest(lines) == {name: [] for name, _ in lines}


def test_hostile_text_is_compared_like_any_other():
    hostile = [
        "\0",
        "🙂🙂",
        "x" * 10_000,
        "not " * 2_500,
        "<script>",
        "\ud800",
        "'; --",
        "ﷺ",
        "\u202e",
    ]
    lines = [*enumerate(hostile), ("a", "tell the police"), ("b", "Tell the police 🙂")]
    assert [(twin.a, twin.b) for twin in pairs(lines)] == [("a", "b")]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_text_gives_scores_that_can_be_sent(texts):
    lines = list(enumerate(texts))
    for twin in json.loads(json.dumps([[t.a, t.b, t.score] for t in pairs(lines)])):
        assert 0 <= twin[2] <= 1 and twin[0] != twin[1]


def test_an_id_that_comes_twice_is_an_error_with_its_value():
    with pytest.raises(ValueError, match="two lines have the id 'a'; give each line an id of its"):
        pairs([("a", "one"), ("a", "two")])


def test_no_agency_is_listed_under_two_names():
    matching = read(Matching, CONTENT / "matching.toml")
    said = [phrase for phrases in matching.who.values() for phrase in phrases]
    assert len(said) == len(set(said))


def test_the_kit_does_not_load_scikit_learn_before_lines_are_compared():
    check = "import sys, exercises, exercises.twins; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=ROOT).returncode == 0


def ask_the_worker(*requests):
    worker = subprocess.run(
        [sys.executable, "-m", "exercises.matcher"],
        input="".join(request + "\n" for request in requests).encode(),
        capture_output=True,
        cwd=ROOT,
        timeout=120,
    )
    assert worker.returncode == 0
    return [json.loads(line) for line in worker.stdout.splitlines()], worker.stderr.decode()


def test_the_worker_answers_each_line_and_leaves_when_its_input_ends():
    request = json.dumps({"id": 7, "lines": TABLE})
    answers, said = ask_the_worker(request, "", request.replace("7", "8", 1))
    assert [answer["id"] for answer in answers] == [7, 8]
    assert answers[0]["pairs"] == [[twin.a, twin.b, twin.score] for twin in pairs(TABLE)]
    assert said == ""


def test_the_worker_outlives_a_bad_request_and_repeats_nobodys_words():
    twice = json.dumps({"id": 3, "lines": [["a", "Marigold"], ["a", "Marigold"]]})
    answers, said = ask_the_worker(
        '{"id": 1, "lines": [["a", "Marigold"',
        '{"id": 2, "lines": [["a", "Marigold", "Marigold"]]}',
        twice,
        '"Marigold"',
        '{"id": 5, "lines": [["a", ["Marigold"]]]}',
        '{"id": 6, "lines": []}',
    )
    assert [answer["id"] for answer in answers] == [None, 2, 3, None, 5, 6]
    assert all("error" in answer for answer in answers[:5]) and answers[5]["pairs"] == []
    assert "Marigold" not in json.dumps(answers) + said
    assert "send one JSON object a line" in answers[0]["error"]


def test_the_benchmark_ends_with_one_json_object():
    bench = subprocess.run(
        [sys.executable, "tests/benchmarks/suggestions.py"],
        capture_output=True, text=True, cwd=ROOT, timeout=300, check=True,
    )  # fmt: skip
    measured = json.loads(bench.stdout.splitlines()[-1])
    assert measured["twin_in_top_three"] >= 0.8
    assert measured["precision"] >= 0.85
    assert measured["hard_negatives_suggested"] <= 3
