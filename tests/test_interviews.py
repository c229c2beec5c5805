"""A study by interviews: its words, consent, erasing, two coders, and how far they agree."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from exercises.exercise import Refused, exercise
from exercises.identifiers import find
from exercises.interviews import agreement, rules, views
from exercises.interviews import kinds as k
from exercises.interviews.content import FILE, InterviewWords, interview_words
from exercises.interviews.exercise import EXERCISE
from exercises.interviews.kappa import kappa
from exercises.interviews.quoting import judged, usable
from exercises.interviews.sending import pieces
from exercises.interviews.settings import DAYS, Settings
from exercises.interviews.state import Note, fold
from exercises.journal import wipe
from exercises.journal.entries import Body
from exercises.journal.store import Journal
from exercises.matcher import answer
from facilitator.checking import check_file, kind_in
from tests.studies import ASKED, MEASURED, NEEDED, Study, full, look
from tests.test_journal import PLANTED, rows_of
from tests.test_six_principles import HOSTILE, new, refused

WORDS = interview_words()


@pytest.fixture
def study(journal: Journal) -> Study:
    return Study(journal)


def told(study: Study) -> dict[str, Any]:
    """The officer's page."""
    study.officer.follow()
    return views.console(study.officer, {})


def seen_by_second(study: Study) -> dict[str, Any]:
    study.second.follow()
    return views.second(study.second)


def no(study: Study, kind: str, **raw: Any) -> str:
    return refused(study.officer, f"interviews.{kind}", **raw)


# words


def test_the_guides_have_seventeen_questions_each_and_the_managers_guide_its_seven_parts():
    assert check_file(FILE) == [] and kind_in(FILE) is InterviewWords
    assert [len(guide.questions) for guide in WORDS.guides] == [17, 17]
    parts = [section.title for section in WORDS.guides[0].sections]
    assert parts[0] == "Background" and parts[-1] == "Close" and len(parts) == 7
    assert len(WORDS.themes) == 7 and len(WORDS.typology.types) == 5
    assert all(guide.source in [s.id for s in WORDS.sources] for guide in WORDS.guides)


def test_the_opening_says_what_is_kept_what_is_not_and_where_confidence_ends():
    said = " ".join(point.say for point in WORDS.opening.points)
    for part in (
        "Nothing is recorded", "until {erased}", "{contact}", "stop at any time", "UK GDPR",
        "Data Protection Act 2018", "a child, or an adult with care and support needs",
        "may guess who said it", "quote a sentence",
    ):  # fmt: skip
        assert part in said
    assert "1998" not in said and "1998" in WORDS.source("data").note
    assert WORDS.needed == set(NEEDED)


def test_no_organisation_of_the_sources_is_named_in_what_is_asked_or_chosen():
    shown = json.dumps(WORDS.model_dump(exclude={"sources"}))
    for name in ("Doncaster", "St Leger", "RDaSH", "Yorkshire", "Hatfield", "DMBC", "DBHFT"):
        assert name not in shown
    assert not any(find(question.ask) for guide in WORDS.guides for question in guide.questions)


def test_content_with_a_question_twice_or_without_a_source_is_refused():
    raw = WORDS.model_dump()
    raw["guides"][0]["source"] = "nowhere"
    with pytest.raises(ValidationError, match="there is no source nowhere"):
        InterviewWords.model_validate(raw)
    raw = WORDS.model_dump()
    raw["guides"][0]["sections"][0]["questions"][1]["id"] = "q01"
    with pytest.raises(ValidationError, match="two of the question q01"):
        InterviewWords.model_validate(raw)
    with pytest.raises(ValidationError, match="no guide 'another'"):
        Settings(guide="another")


# consent, notes and stopping


def test_without_consent_no_notes_open_and_taken_back_they_count_nowhere(study: Study):
    name = study.act("added", organisation="A", sort="council")
    assert "consent comes first" in no(study, "noted", interview=name, question="q01", text="x")
    study.act("consent", interview=name, points=NEEDED[:3])
    assert "consent comes first" in no(
        study, "skipped", interview=name, question="q1", skipped=True
    )
    study.act("consent", interview=name, points=NEEDED)
    study.note(name, "q01", "We begin with the person.")
    assert views.notes(study.officer)[name]["q01"]["text"] == "We begin with the person."
    study.act("consent", interview=name, points=NEEDED[:1])
    study.officer.follow()
    assert views.notes(study.officer) == {} and told(study)["organisations"] == []
    assert study.state.interviews[name].begun is not None


def test_an_interview_has_a_number_a_letter_and_a_kind_and_no_name(study: Study):
    name = study.interview("B", "housing")
    (row,) = told(study)["interviews"]
    assert (row["number"], row["organisation"], row["sort"]) == (1, "B", "housing")
    assert "of the kind “housing” already" in no(study, "added", organisation="B", sort="police")
    assert "no kind of organisation" in no(study, "added", organisation="C", sort="the-college")
    assert no(study, "added", organisation="Hill House", sort="housing")
    assert "no question 'q99'" in no(study, "noted", interview=name, question="q99", text="x")


def test_what_is_erased_is_gone_from_the_store_the_pages_and_the_reports(
    journal: Journal, tmp_path: Path
):
    study = full(journal)
    name = study.interview("A", "council")
    said = study.note(name, "q10", f"{PLANTED}. And {PLANTED} again.")
    on = study.state.interviews[name].notes["q10"].version
    study.act("worded", target=f"note/{name}/q10", text=f"{PLANTED}. And more.", on=on)
    study.mark("working", said[0])
    quote = study.act("quote", interview=name, code="working", passages=said[:1], text=PLANTED)
    target = f"quote/{name}/{quote}"
    study.act("worded", target=target, text=f"[We] {PLANTED}", on=quote)
    study.act("cell", organisation="A", code="working", state="said", text="well",
              passages=said[:1])  # fmt: skip
    report = wipe.folder_of(tmp_path, study.session.id) / "summary" / "interviews.docx"
    report.parent.mkdir(parents=True)
    report.write_text(PLANTED)
    study.plain("set_aside", target=name)
    assert PLANTED in rows_of(journal) and target not in [q["id"] for q in told(study)["quotes"]]
    study.plain("removed", target=name)
    wipe.erase_reports(tmp_path, study.session.id)
    assert PLANTED not in rows_of(journal) and not report.exists()
    assert PLANTED not in json.dumps([told(study), views.notes(study.officer)])
    assert told(study)["cells"]["cell/A/working"]["stale"]
    assert "is not there any more" in no(study, "noted", interview=name, question="q10", text="x")
    assert len(study.state.shown()) == 3  # the others stand as they were
    assert fold(journal.read(study.session.id)).interviews[name].removed


def test_a_note_alone_can_be_removed_for_good_and_written_anew(study: Study):
    name = study.interview("A", "council")
    study.note(name, "q01", PLANTED)
    target = f"note/{name}/q01"
    study.plain("set_aside", target=target)
    assert "set aside" in no(study, "noted", interview=name, question="q01", text="y", on=None)
    study.plain("removed", target=target)
    assert PLANTED not in rows_of(study.journal)
    assert len(study.note(name, "q01", "Another beginning.")) == 1


def test_a_note_that_was_changed_on_another_page_is_not_written_over(study: Study):
    name = study.interview("A", "council")
    study.note(name, "q01", "One.")
    assert "changed meanwhile" in no(study, "noted", interview=name, question="q01", text="Two.")


SENTENCES = ["It is so.", "Nobody knows!", "Who asks?", "سؤال؟", "👩🏽‍🦽 yes."]
NOTES = st.lists(st.lists(st.sampled_from(SENTENCES), max_size=6), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(NOTES)
def test_a_sentence_that_stays_keeps_its_name_however_a_note_is_edited(texts: list[list[str]]):
    note = Note("note/x/q01", "", "first")
    for n, parts in enumerate(texts):
        before = {p.id: note.text[p.start : p.end] for p in note.passages}
        note.take(" ".join(parts), f"change-{n}")
        now = {p.id: note.text[p.start : p.end] for p in note.passages}
        assert len(now) == len(note.passages), "every sentence has a name of its own"
        assert "".join("".join(now.values()).split()) == "".join(note.text.split())
        kept = before.keys() & now.keys()
        assert all(before[name] == now[name] for name in kept)
        for said in set(before.values()):
            both = min(list(before.values()).count(said), list(now.values()).count(said))
            assert sum(before[name] == said for name in kept) == both


# two coders


def test_a_coder_does_not_see_the_others_marks_before_both_have_finished(study: Study):
    one, two = study.interview("A", "council"), study.interview("B", "police")
    mine = study.note(one, "q07", ASKED)
    alone = study.note(two, "q07", MEASURED)
    study.mark("outcomes", mine[0])
    study.mark("challenges", alone[0])
    study.mark_second("challenges", mine[1])
    assert seen_by_second(study)["marks"] == {mine[1]: ["challenges"]}
    assert seen_by_second(study)["final"] == {} and "agreement" not in seen_by_second(study)
    assert mine[1] not in told(study)["marks"] and mine[1] not in told(study)["final"]
    assert told(study)["agreement"]["differing"] == []
    study.act("coding", interview=one, done=True)
    assert seen_by_second(study)["final"] == {}
    study.by_second("coding", interview=one, done=True)
    differing = {(d["passage"], d["by"]) for d in told(study)["agreement"]["differing"]}
    assert differing == {(mine[0], "officer"), (mine[1], "second")}
    assert alone[0] not in seen_by_second(study)["final"]
    assert told(study)["final"] == {alone[0]: ["challenges"]}


def test_notes_reach_the_second_coder_when_the_conversation_is_over(study: Study):
    name = study.interview("A", "council", over=False)
    study.note(name, "q07", ASKED)
    assert seen_by_second(study)["interviews"] == [] and views.notes(study.second) == {}
    study.act("finished", interview=name, finished=True)
    assert [each["id"] for each in seen_by_second(study)["interviews"]] == [name]
    assert views.notes(study.second)[name]["q07"]["text"] == ASKED


def test_compared_codings_stay_and_what_is_decided_stands_beside_them(study: Study):
    name = study.interview("A", "council")
    said = study.note(name, "q07", ASKED)
    assert "nothing to compare" in no(study, "opened", interview=name)
    assert "before both" in no(study, "decided", passage=said[0], code="role", belongs=True)
    study.mark("outcomes", said[0])
    study.mark_second("outcomes", said[1])
    study.act("opened", interview=name)
    for place in (study.officer, study.second):
        wrong = refused(place, "interviews.coded", passage=said[2], code="role", marked=True)
        assert wrong == rules.COMPARED
    assert study.state.final() == {}
    study.act("decided", passage=said[0], code="outcomes", belongs=True)
    study.act("decided", passage=said[1], code="outcomes", belongs=False)
    study.act("decided", passage=said[2], code="challenges", belongs=True)
    assert study.state.final() == {said[0]: {"outcomes"}, said[2]: {"challenges"}}
    assert study.state.marked("second") == {said[1]: {"outcomes"}}
    decided = [d.belongs for d in agreement.differing(study.state)]
    assert decided == [True, False]


def test_a_code_of_ones_own_is_renamed_merged_taken_apart_and_undone(study: Study):
    name = study.interview("A", "council")
    said = study.note(name, "q07", ASKED)
    future = study.act("code", text="in future")
    study.mark(future, said[0])
    assert "already" in no(study, "code", text="In Future") and "already" in no(
        study, "code", text="outcomes"
    )
    study.act("worded", target=future, text="what could be better", on=future)
    assert study.state.code_names()[future] == "what could be better"
    assert "into itself" in no(study, "code.merged", code=future, into=future)
    merged = study.act("code.merged", code=future, into="challenges")
    assert study.state.final() == {said[0]: {"challenges"}}
    study.plain("undone", of=merged)
    assert study.state.final() == {said[0]: {future}}
    other = study.act("code", text="another")
    study.act("code.merged", code=future, into=other)
    assert no(study, "code.merged", code=other, into=future)
    study.act("code.dropped", code=other, dropped=True)
    assert study.state.final() == {}
    study.act("code.dropped", code=other, dropped=False)
    study.act("code.merged", code=future, into=None)
    assert study.state.final() == {said[0]: {future}}


def test_an_undo_of_a_mark_is_not_stopped_by_the_other_coder(study: Study):
    name = study.interview("A", "council")
    said = study.note(name, "q07", ASKED)
    mine = study.act("coded", passage=said[0], code="role", marked=True)
    study.mark_second("role", said[0])
    study.plain("undone", of=mine)
    assert study.state.marked("officer") == {} and study.state.marked("second")


# agreement

HAND = [  # both, first alone, second alone, neither; kappa worked out by hand
    ((20, 5, 10, 15), 0.4),  # 35 of 50 agree; by chance (25 * 30 + 25 * 20) / 2500 = 0.5
    ((2, 0, 1, 8), 0.7442),  # (10/11 - 78/121) / (1 - 78/121) = 32/43
    ((5, 0, 0, 5), 1.0),
    ((0, 5, 5, 0), -1.0),
    ((0, 4, 0, 8), 0.0),  # one of them never used it
    ((0, 0, 0, 12), None),
    ((12, 0, 0, 0), None),
]


@pytest.mark.parametrize(("counts", "wanted"), HAND)
def test_kappa_is_what_it_is_by_hand(counts: tuple[int, int, int, int], wanted: float | None):
    a = [mark for mark, n in zip((1, 1, 0, 0), counts, strict=True) for _ in range(n)]
    b = [mark for mark, n in zip((1, 0, 1, 0), counts, strict=True) for _ in range(n)]
    found = kappa(a, b)
    assert found == wanted if wanted is None else found == pytest.approx(wanted, abs=5e-5)
    asked = json.dumps({"id": 3, "codings": {"role": [a, b]}})
    assert answer(asked) == {"id": 3, "kappas": {"role": found}}


@pytest.mark.parametrize("codings", [{"role": [[1], [1, 0]]}, {"role": [[2], [1]]}, {"r": 1}, 7])
def test_the_process_answers_codings_that_are_none_with_a_sentence(codings: Any):
    said = answer(json.dumps({"id": 4, "codings": codings}))
    assert said["id"] == 4 and said["error"]


def test_counts_stand_beside_kappa_and_say_why_there_is_none(study: Study):
    name = study.interview("A", "council")
    said = study.note(name, "q07", ASKED)
    study.mark("outcomes", said[0])
    study.mark_second("outcomes", *said[:2])
    study.compare(name)
    rows = {row.code: row for row in agreement.counted(study.state, {})}
    assert rows["outcomes"].why == "few" and agreement.question(study.state) is None
    assert (rows["outcomes"].both, rows["outcomes"].second, rows["outcomes"].neither) == (1, 1, 1)
    assert rows["outcomes"].share == pytest.approx(2 / 3)
    study.note(name, "q08", MEASURED)
    rows = {row.code: row for row in agreement.counted(study.state, {})}
    assert rows["role"].why == "same" and rows["outcomes"].why == "waiting"
    asked = agreement.question(study.state)
    assert asked and not set(json.dumps(asked)) & {"?", "!"} and ASKED[:9] not in json.dumps(asked)
    answered = answer(json.dumps({"id": 1, **asked})) | {"mark": asked["mark"]}
    rows = {row.code: row for row in agreement.counted(study.state, answered)}
    assert rows["outcomes"].kappa == pytest.approx(0.6207, abs=5e-5)  # 1, 0, 1, 9
    assert rows[agreement.ALL].units == 77
    stale = agreement.counted(study.state, answered | {"mark": "of another question"})
    assert {row.why for row in stale if row.code == "outcomes"} == {"waiting"}


# chart, quotations, typology


def test_an_empty_cell_is_not_nothing_said_and_not_not_asked(journal: Journal):
    study = full(journal)
    cells = told(study)["cells"]
    assert cells["cell/B/outcomes"]["state"] == "not asked"
    assert cells["cell/B/role"]["state"] == "nothing" and "cell/A/role" not in cells
    base = {"organisation": "A", "code": "role"}
    assert "nothing written" in no(study, "cell", **base, state="said", text="  ")
    assert "choose “a summary”" in no(study, "cell", **base, state="nothing", text="x")
    assert "no interview with organisation Z" in no(
        study, "cell", organisation="Z", code="role", state="nothing"
    )
    theirs = next(i for i in study.state.shown() if i.organisation == "B")
    other = next(theirs.passages())[2].id
    assert "not from an interview with organisation A" in no(
        study, "cell", **base, state="said", text="x", passages=[other]
    )
    assert "not there any more" in no(study, "cell", organisation="A", code="none", state="nothing")


def test_a_quotation_is_usable_only_as_it_was_looked_at(journal: Journal):
    study = full(journal)
    state = study.state
    (quote,) = usable(state)
    known = judged(state, quote)
    assert known.few and known.of_kind == 1
    study.act("worded", target=quote.id, text="Ring Mr Oakes on 01632 960123.", on=quote.version)
    changed = judged(study.state, study.state.quotes[quote.id])
    assert usable(study.state) == [] and len(changed.seen) == 2
    wrong = no(study, "quote.looked", quote=quote.id, digest=known.digest, few=True)
    assert "look again" in wrong
    wrong = no(study, "quote.looked", quote=quote.id, digest=changed.digest)
    assert "how few" in wrong
    look(study, quote.id)
    assert len(usable(study.state)) == 1
    for letter in "CD":
        study.interview(letter, "council")
    assert usable(study.state) == [], "there are three of its kind now: another thing to look at"
    look(study, quote.id)
    assert len(usable(study.state)) == 1
    study.act("consent", interview=quote.interview, points=NEEDED)
    assert usable(study.state) == []
    wrong = no(study, "quote", interview=quote.interview, code="role", passages=quote.passages,
               text="x")  # fmt: skip
    assert "not agreed to be quoted" in wrong


def test_an_organisation_is_placed_only_by_what_was_said(journal: Journal):
    study = full(journal)
    assert "no passage shows it" in no(study, "type", organisation="A", type="fits")
    assert "no type 'best'" in no(study, "type", organisation="A", type="best")
    assert told(study)["types"]["B"]["type"] == "anyway"
    assert not re.search(r"\bscore [0-9]|\brank", json.dumps(told(study)))


# who may do what


@pytest.mark.parametrize("shared", [False, True])
def test_the_second_coder_marks_sentences_and_does_nothing_else(journal: Journal, shared: bool):
    study = Study(journal, shared=shared)
    name = study.interview("A", "council")
    said = study.note(name, "q07", ASKED)
    study.mark_second("outcomes", said[0])
    for kind, raw in (
        ("interviews.noted", {"interview": name, "question": "q07", "text": "x"}),
        ("interviews.code", {"text": "mine"}),
        ("interviews.opened", {"interview": name}),
        ("interviews.decided", {"passage": said[0], "code": "role", "belongs": True}),
        ("set_aside", {"target": name}),
    ):
        assert "officer's page" in refused(study.second, kind, **raw)
    assert "no stages" in refused(study.officer, "stage", stage="read")
    assert "no slips" in refused(study.officer, "slip", differently="x", line="", rating=None)
    wall = study.place("projector")
    assert "only shows" in refused(wall, "interviews.code", text="x")


def test_every_free_text_is_looked_at_before_a_report_leaves(journal: Journal):
    study = full(journal)
    study.act("code", text="in future")
    found = {(piece.what.split(",")[0], piece.where) for piece in pieces(study.state)}
    assert found == {
        ("chart", "summary"), ("quotation", "summary"), ("typology", "summary"),
        ("code", "summary"), ("note of interview 1", "lines"), ("note of interview 2", "lines"),
    }  # fmt: skip
    for piece in pieces(study.state):
        study.act("worded", target=piece.target, text="in other words", on=piece.version)
    assert {piece.text for piece in pieces(study.state)} == {"in other words"}
    assert exercise("interviews") is EXERCISE and EXERCISE.told(study.state) == "3 interviews"
    assert study.session.expires - study.session.created == DAYS * 86_400


def test_what_people_write_is_kept_as_it_was_written(study: Study):
    name = study.interview("A", "council")
    for n, text in enumerate(HOSTILE, 1):
        kept = text[: k.LONGEST_NOTE]
        study.note(name, f"q{n:02}", kept)
        note = study.state.interviews[name].notes[f"q{n:02}"]
        assert note.text == kept
        cut = "".join(kept[p.start : p.end] for p in note.passages)
        assert "".join(cut.split()) == "".join(kept.split())


KINDS = [
    kind
    for kind in vars(k).values()
    if isinstance(kind, type) and issubclass(kind, Body) and kind.kind
]


@settings(max_examples=6, deadline=None)
@given(drawing=st.data())
def test_whatever_is_tried_is_taken_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, drawing: st.DataObject
):
    journal = Journal.in_folder(tmp_path_factory.mktemp("study"))
    study = Study(journal)
    name = study.interview("A", "council")
    said = study.note(name, "q07", ASKED)
    code = study.act("code", text="in future")
    drawn = {
        "interview": st.sampled_from([name, "nobody-there"]),
        "organisation": st.sampled_from("AB"),
        "sort": st.sampled_from(["council", "police"]),
        "points": st.sampled_from([[], NEEDED]),
        "question": st.sampled_from(["q07", "q08"]),
        "text": st.sampled_from(["", "One. Two.", ASKED, "x" * 5000]),
        "code": st.sampled_from(["role", code, "gone"]),
        "into": st.sampled_from([None, "role", code]),
        "passage": st.sampled_from([*said, "nothing-there-0"]),
        "passages": st.lists(st.sampled_from(said), max_size=3),
        "state": st.sampled_from(k.CELL_STATES),
        "type": st.sampled_from([None, "fits", "best"]),
        "why": st.sampled_from(["", "so"]),
        "target": st.sampled_from([name, code, f"note/{name}/q07", "cell/A/role", "type/A"]),
        "quote": st.just(f"quote/{name}/nothing-there"),
        "digest": st.just("0" * 32),
        "on": st.sampled_from([None, code]),
    }
    for _ in range(12):
        kind = drawing.draw(st.sampled_from(KINDS))
        place = drawing.draw(st.sampled_from([study.officer, study.second]))
        raw = {field: drawing.draw(drawn.get(field, st.booleans())) for field in kind.model_fields}
        with suppress(Refused):
            place.act(new(), kind.kind, raw)
    json.dumps([told(study), views.notes(study.officer), seen_by_second(study)])
    again = fold(journal.read(study.session.id))
    assert told(study) == told(study) and again.final() == study.state.final()
    assert again.interviews == study.state.interviews
    journal.close()
