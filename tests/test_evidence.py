import json
import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.matcher import answer
from exercises.plan.cautions import Caution, cautions, rules_out
from exercises.plan.content import sample
from exercises.plan.evidence import evidence
from exercises.plan.sentences import sentences
from exercises.plan.splitting import split
from exercises.twins import groups, nearest
from tests.benchmarks._labelled import BadFile, Lines, Plan
from tests.benchmarks.matching import main

ROOT = Path(__file__).parents[1]
SETS = ROOT / "tests" / "matching"

PASSAGES = [
    ("p1", "Foreword", "Thank you to everybody who wrote to us. It was a hard year."),
    ("p2", "Aim 1", "Meetings are held monthly. Adults will be offered an independent advocate."),
    ("p3", "Aim 2", "Branch staff of the banks will know whom to ring when they are worried."),
    ("p4", "Aim 3", "Transport is outside the scope of this plan. Buses do not run at night."),
    ("p5", "Money", "The budget is shared between the partners."),
]
FACTORS = [
    ("f1", "Independent advocacy is offered to people"),
    ("f2", "Bank staff can raise worries"),
    ("f3", "Transport at night"),
]

text_of_any_kind = st.text(max_size=120) | st.text("aA.b!? \n-\u20225)('\"", max_size=60)


def parts(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "said",
    [
        ["We will act.", "They will not!", "Who checks?", "Nobody."],
        ["See e.g. the Act, s.42 and s. 43, for details.", "It is short."],
        ["Priority No. 5 is led by Dr. Ali and J. Roe for Mrs T at home.", "Others follow."],
        ["Falls, sores, etc.", "Staff are told.", "Rates rose by 2.5 per cent in Jan. 2026."],
        ["People said \u201cask me.\u201d", "So we will."],
        ["The U.K. average is lower.", "The N.H.S. and i.e. its staff agreed."],
        ["It ended in 2025.", "42 people came."],
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(said):
    assert parts(" ".join(said)) == said


def test_each_bullet_is_a_sentence_of_its_own_and_a_wrapped_line_is_not():
    text = (
        "We will:\n- set up a\n  small group\n\u2022 train staff. Then test them.\n1. Write\n\nDone"
    )
    assert parts(text) == [
        "We will:",
        "- set up a\n  small group",
        "\u2022 train staff.",
        "Then test them.",
        "1. Write",
        "Done",
    ]


@settings(max_examples=100, deadline=None)
@given(text_of_any_kind)
def test_sentences_hold_all_words_once_and_in_order(text):
    found = sentences(text)
    assert found == sorted(found) and all(start < end for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert "".join("".join(parts(text)).split()) == "".join(text.split())
    assert all(part == part.strip() for part in parts(text))


@pytest.mark.parametrize(
    ("kind", "words", "text"),
    [
        ("rules_out", "outside the scope", "Buses are outside the scope of this plan."),
        ("rules_out", "not cover", "This plan does not cover buses."),
        ("rules_out", "not funded", "A post for data is not funded."),
        ("rules_out", "not been able to fund", "We have not been able to fund a worker."),
        ("rules_out", "no dedicated scheme", "There is no dedicated scheme here."),
        ("rules_out", "no plans to", "The Board has no plans to do so."),
        ("negation", "not", "Minutes will not be sent."),
        ("negation", "don\u2019t", "We don\u2019t hold contracts."),
        ("past", "no longer", "It is no longer offered."),
        ("past", "closed in March 2025", "The grant closed in March 2025."),
        ("past", "has closed", "The helpline has closed."),
        ("past", "former outreach service", "The former outreach service helped many."),
        ("rules_out", "is reported elsewhere", "Progress is reported elsewhere."),
        ("rules_out", "are led by other", "Such enquiries are led by other bodies."),
        (
            "rules_out",
            "not cover",
            "People who live alone know that the plan does not cover buses.",
        ),
        ("negation", "not", "People who live alone will be visited, and lunch will not be served."),
        ("negation", "cannot", "Where money is short we cannot promise a visit."),
        ("negation", "Nobody", "A visit is due. Nobody is named for it."),
        ("negation", "there is nobody", "At night there is nobody on call."),
        ("negation", "Board is unable to", "The Board is unable to say when."),
        ("negation", "has no", "The board has no link with the banks."),
        ("rules_out", "not covered", "People with no home are not covered here."),
        ("negation", "have no", "Care homes have no worker at night."),
    ],
)
def test_words_that_rule_out_deny_or_are_past_are_pointed_at(kind, words, text):
    (found,) = cautions(text)
    assert (found.kind, text[found.start : found.end]) == (kind, words)


@pytest.mark.parametrize(
    "text",
    [
        "We will offer advocates to all, not only to some, no later than May.",
        "Priority No. 5 is for everybody, whether or not they ask.",
        "Notes on knots, notice, nobility and the north.",
        "Information may be passed on without consent.",
        "We have agreed this now so that nobody has to argue it later.",
        "Nobody has to ask twice. A person will not have to wait for an answer.",
        "Adults with nobody appropriate to support them will be offered an advocate.",
        "It is agreed with them unless that is not lawful, and the person is told.",
        "We wrote this for ourselves and not for them, they said. That will change.",
        "Safeguarding is done with people and not to them.",
        "A volunteer will ring six months after the enquiry has closed.",
        "Three of them had closed their cases, and will look again.",
        "Where the hoped-for outcome cannot be reached, the worker says so early.",
        "Where the adult does not wish to attend, their view will be heard.",
        "Adults who do not use words will be supported to take part.",
        "Anybody who finds it hard, and has no suitable person beside them, will be heard.",
        "Decisions not to open an enquiry, and not to involve the police, are included.",
        "Adults who, because of their needs, cannot protect themselves are our concern.",
        "The town has four former mill villages. The strategy that ended in 2025 is replaced.",
        "Each subgroup is led by a partner, and the lead for each action rests with its chair.",
        "Socially excluded people will be reached, so that mistakes are not repeated.",
        "",
    ],
)
def test_a_promise_is_not_taken_for_a_denial(text):
    assert cautions(text) == ()


@pytest.mark.parametrize(
    ("heading", "ruled_out"),
    [
        ("What this plan does not cover", True),
        ("Our plan \u203a What we won\u2019t do", True),
        ("Outside the scope of this strategy", True),
        ("Exclusions", True),
        ("What we will do", False),
        ("People who cannot protect themselves", False),
        ("Nothing about us without us: no wrong door, no longer alone", False),
        ("Reaching excluded groups that we have not heard from", False),
        ("", False),
    ],
)
def test_a_heading_can_rule_out_what_stands_under_it(heading, ruled_out):
    assert rules_out(heading) is ruled_out
    passages = [("p", heading, "Commissioning budgets.")]
    (hit,) = evidence([("f", "budgets")], passages)["f"].hits
    assert hit.warnings == ((Caution("heading", 0, 0),) if ruled_out else ())
    request = {"id": 1, "factors": [("f", "budgets")], "passages": passages}
    (((_, _, _, said),),) = (answer(json.dumps(request))["found"]["f"]["hits"],)
    assert said == ([["heading", 0, 0]] if ruled_out else [])


def test_the_rich_sample_is_warned_about_where_it_withholds_and_nowhere_else():
    said = [
        (each.kind, passage.text[each.start : each.end])
        for passage in split(sample("rich").text)
        for each in cautions(passage.text)
        if each.kind != "negation"
    ]
    assert sorted(said) == [
        ("past", "have ended"),
        ("rules_out", "no money for"),
        ("rules_out", "not funded"),
        ("rules_out", "not propose"),
        ("rules_out", "not repeated"),
    ]


def test_the_passage_and_the_sentence_that_say_it_come_first():
    found = evidence(FACTORS, PASSAGES)
    best = {name: each.hits[0] for name, each in found.items()}
    said = {name: text for name, _, text in PASSAGES}
    assert {name: hit.passage for name, hit in best.items()} == {"f1": "p2", "f2": "p3", "f3": "p4"}
    assert said["p2"][best["f1"].start : best["f1"].end].startswith("Adults will be offered")
    assert [each.kind for each in best["f3"].warnings] == ["rules_out", "negation"]
    assert found["f1"].clear and found["f2"].clear


def test_hits_are_best_first_and_no_more_than_asked_for():
    every = evidence(FACTORS, PASSAGES, most=9)
    few = evidence(FACTORS, PASSAGES, most=1)
    for name, found in every.items():
        scores = [hit.score for hit in found.hits]
        assert scores == sorted(scores, reverse=True) and all(score > 0 for score in scores)
        assert few[name].hits == found.hits[:1] and few[name].clear == found.clear


def test_the_answer_does_not_hang_on_the_order_of_passages_or_factors():
    shuffled = random.Random(3)
    factors, passages = shuffled.sample(FACTORS, 3), shuffled.sample(PASSAGES, 5)
    assert evidence(factors, passages) == evidence(FACTORS, PASSAGES)


def test_equal_passages_stay_in_the_order_given():
    same = [(name, "", "An advocate for all") for name in ("b", "a", "c")]
    assert [hit.passage for hit in evidence([("f", "advocate")], same)["f"].hits] == ["b", "a", "c"]


def test_a_factor_that_shares_nothing_has_no_passage_and_no_clear_match():
    found = evidence([("f", "zzz qqq"), ("empty", ""), ("smile", "\U0001f642")], PASSAGES)
    assert all(not each.hits and not each.clear for each in found.values())
    assert evidence([("f", "anything")], [])["f"].hits == ()
    assert evidence([], PASSAGES) == {}


def test_a_heading_alone_does_not_outweigh_what_is_promised():
    passages = [("h", "Advocacy", "Two pounds a year."), ("t", "", "We offer advocacy to adults.")]
    hits = evidence([("f", "advocacy for adults")], passages)["f"].hits
    assert [hit.passage for hit in hits] == ["t", "h"]


def test_long_and_many_passages_are_compared():
    many = [(f"p{n}", "", f"Promise {n} of many.") for n in range(1_200)]
    long = ("long", "", "We will meet. " * 800 + "An advocate will be there.")
    hits = evidence([("f", "advocate " * 1_200)], [*many, long])["f"].hits
    assert hits[0].passage == "long"
    assert long[2][hits[0].start : hits[0].end] == "An advocate will be there."


@settings(max_examples=25, deadline=None)
@given(st.lists(text_of_any_kind, max_size=3), st.lists(text_of_any_kind, max_size=4))
def test_any_text_gives_hits_that_lie_within_their_passages(asked, texts):
    passages = [(str(n), text[:9], text) for n, text in enumerate(texts)]
    found = evidence([(str(n), text) for n, text in enumerate(asked)], passages)
    assert set(found) == {str(n) for n in range(len(asked))}
    for each in found.values():
        for hit in each.hits:
            assert 0 < hit.score <= 1.1001
            assert 0 <= hit.start <= hit.end <= len(texts[int(hit.passage)])


@pytest.mark.parametrize("piece", [".", " ", "\n", "- ", "not ", '!"', "a.", "\n - \n"])
def test_a_passage_of_one_thing_over_and_over_is_read_like_any_other(piece):
    text = piece * (20_000 // len(piece))
    assert all(start < end <= len(text) for start, end in sentences(text))
    assert len(cautions(text)) == (5_000 if piece == "not " else 0)


def test_an_id_that_comes_twice_is_an_error_with_its_value():
    with pytest.raises(ValueError, match="two passages have the id 'p'; give each"):
        evidence([("f", "x")], [("p", "", "x"), ("p", "", "y")])
    with pytest.raises(ValueError, match="two factors have the id 'f'; give each"):
        evidence([("f", "x"), ("f", "y")], [])


def test_the_worker_answers_with_passages_sentences_and_cautions():
    request = {"id": 4, "factors": FACTORS, "passages": PASSAGES}
    answered = answer(json.dumps(request))
    found = evidence(FACTORS, PASSAGES)
    assert answered["id"] == 4 and set(answered["found"]) == set(found)
    first = found["f3"].hits[0]
    assert answered["found"]["f3"]["clear"] is found["f3"].clear
    assert answered["found"]["f3"]["hits"][0] == [
        "p4", first.start, first.end, [["rules_out", 13, 30], ["negation", 54, 57]],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "request_",
    [
        {"id": 5, "factors": [["f", "Marigold"]]},
        {"id": 5, "factors": [["f", ["Marigold"]]], "passages": []},
        {"id": 5, "factors": [["f", "Marigold"]], "passages": [["p", "Marigold"]]},
        {"id": 5, "factors": "Marigold", "passages": {"Marigold": 1}},
        {"id": 5, "factors": [["f", "Marigold"], ["f", "Marigold"]], "passages": []},
        {"id": 5},
    ],
)
def test_the_errors_of_the_worker_repeat_nobodys_words(request_):
    answered = answer(json.dumps(request_))
    assert answered["id"] == 5 and set(answered) == {"id", "error"}
    assert "Marigold" not in answered["error"]


FLOORS = {"twin_in_top3": 0.50, "cluster_f1": 0.28, "recall_at_3": 0.80, "hit_in_5": 0.88}
BELOW = {
    ("winston", "twin_in_top3"): 0.40,
    ("winston", "cluster_f1"): 0.25,
    ("agnes", "twin_in_top3"): 0.29,
    ("agnes", "cluster_f1"): 0.14,
    ("agnes", "recall_at_3"): 0.62,
    ("agnes", "hit_in_5"): 0.66,
}
"""What is reached where the floors are not: lines and factors that share hardly a word with what
they mean. They are kept because real tables write so too."""


@pytest.mark.parametrize("name", ["agnes", "callum", "winston"])
def test_what_was_found_in_the_held_out_sets_is_still_found(name):
    lines = Lines.read(SETS / f"{name}_ideas.json")
    plan = Plan.read(SETS / f"{name}_plan.json")
    every = list(lines.texts.items())
    found = evidence(plan.factors, plan.passages)
    ranked = {f: [hit.passage for hit in each.hits] for f, each in found.items()}
    suggested = {str(line): list(map(str, others)) for line, others in nearest(every).items()}
    measured = {
        "twin_in_top3": lines.twin_in_top3(suggested),
        "cluster_f1": lines.cluster_f1([list(map(str, group)) for group in groups(every)]),
        "recall_at_3": plan.recall_at_3(ranked),
        "hit_in_5": plan.hit_in_5(ranked),
    }
    low = {
        key: value
        for key, value in measured.items()
        if value is None or value < BELOW.get((name, key), FLOORS[key])
    }
    assert low == {}


def test_no_clear_match_is_not_said_where_words_are_shared():
    """No bound on the scores was right often enough to say so; see `exercises.plan.evidence`."""
    plan = Plan.read(SETS / "winston_plan.json")
    found = evidence(plan.factors, plan.passages)
    assert any(plan.missing.values()) and all(each.hits and each.clear for each in found.values())


def test_every_line_is_in_one_group_whatever_the_order():
    lines = [("a", "record decisions"), ("b", "a bus pass"), ("c", "write decisions down")]
    assert sorted(map(sorted, groups(lines))) == [["a", "c"], ["b"]]
    assert sorted(map(sorted, groups(lines[::-1]))) == [["a", "c"], ["b"]]
    assert groups([]) == [] and groups([(1, "alone")]) == [[1]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file or directory"),
        ("{", "is not JSON in UTF-8"),
        ("[]", 'has no list called "ideas"'),
        ('{"ideas": [{"id": "a"}]}', "number 1 of ideas needs id and text, as text"),
        ('{"ideas": [{"id": "a", "text": ""}, {"id": "a", "text": ""}]}', "the id a comes twice"),
    ],
)
def test_a_bad_file_of_lines_is_named_in_one_line(tmp_path, content, said):
    file = tmp_path / "lines.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(BadFile) as error:
        Lines.read(file)
    assert said in str(error.value) and "\n" not in str(error.value)


def test_the_benchmark_measures_two_files_and_writes_what_was_found(tmp_path, capsys):
    ideas, plan, out = (tmp_path / name for name in ("ideas.json", "plan.json", "out.json"))
    lines = [("a", "record decisions"), ("b", "write decisions down"), ("c", "a bus pass")]
    ideas.write_text(json.dumps({"ideas": [
        {"id": name, "text": text, "cluster": "x" if name != "c" else "y", "principle": "p"}
        for name, text in lines
    ]}), encoding="utf-8")  # fmt: skip
    plan.write_text(json.dumps({
        "passages": [{"id": n, "section": head, "text": text} for n, head, text in PASSAGES],
        "factors": [
            {"id": "f1", "text": FACTORS[0][1], "label": "covered", "passages": ["p2"]},
            {"id": "f3", "text": "Zebras", "label": "missing", "passages": []},
        ],
    }), encoding="utf-8")  # fmt: skip
    files = ["--ideas", str(ideas), "--plan", str(plan)]
    assert main([*files, "--out", str(out)]) == 0
    said = capsys.readouterr().out
    measured = json.loads(said.splitlines()[-1])
    assert [measured[key] for key in (*FLOORS, "missing_auc")] == [1.0] * 5
    assert measured["seconds"] > 0 and measured["peak_mib"] > 0
    assert "RapidFuzz" in said and "BM25" in said
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["suggestions"]["a"][0] == "b" and ["a", "b"] in found["groups"]
    assert found["ranked"]["f1"][0] == "p2" and set(found["scores"]) == {"f1", "f3"}


def test_what_the_benchmark_cannot_do_is_said_in_one_line(tmp_path, capsys):
    for words, said in (
        (["--ideas", str(tmp_path / "a"), "--plan", str(tmp_path / "b")], "No such file"),
        (["--ideas", str(tmp_path / "a")], "--ideas and --plan go together"),
        (["--method", "semantic"], "no semantic method"),
        (["--out", str(tmp_path / "c")], "--out needs --ideas and --plan"),
    ):
        assert main(words) == 1
        refused = capsys.readouterr().err
        assert said in refused and len(refused.splitlines()) == 1
