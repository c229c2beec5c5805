"""What a summary says of the check against the plan: the gaps with the plan's own words, what the
plan promises besides, the actions, and the page in the first person. Read back from real files."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from exercises.journal import sessions
from exercises.library import PRINCIPLES, six_principles
from exercises.plan import content
from exercises.plan.splitting import split
from exercises.six_principles import holding
from facilitator import cli
from facilitator.summaries import actions as acting
from facilitator.summaries import (
    added,
    framework,
    page,
    phrases,
    report,
    run,
    sections,
    tables,
    word,
)
from facilitator.summaries import files as written
from facilitator.summaries.blocks import Document
from facilitator.summaries.chair import unfinished
from facilitator.summaries.coverage import picture
from tests.browsers import axe
from tests.test_summaries import HOSTILE, RULES, Room, Tags, files, start, words_of

OURS = "We will ask each person what they want. Lead: head of service. By March 2027."
LONG = "We will keep on writing about what we mean to do. " * 20
PASSAGES = [
    {"heading": "Who we are", "place": "page 1", "text": "The board meets four times a year."},
    {"heading": "Objective 1", "place": "page 2", "text": OURS},
    {"heading": "Objective 2", "place": "page 3", "text": LONG},
    {"heading": "Objective 3", "place": "", "text": "We will train zebra-promise staff by 2027."},
    *({"heading": words, "place": "page 4", "text": words} for words in HOSTILE),
]


def given(room: Room, passages: list[dict[str, str]] = PASSAGES, source: str = "file") -> str:
    title = "Our <b>plan</b> 2026"
    return room.act(0, "plan.given", title=title, source=source, passages=passages)


def decide(room: Room, target: str, decision: str, significant: str = "", why: str = "") -> None:
    room.act(0, "chose", field=f"plan/{target}/decision", value=decision)
    if significant:
        room.act(0, "chose", field=f"plan/{target}/significant", value=significant)
    if why:
        room.act(0, "wrote", field=f"plan/{target}/note", text=why)


def shows(room: Room, target: str, plan: str, n: int) -> None:
    room.act(0, "plan.evidence", target=target, passage=f"{plan}-{n}", shows=True)


def propose(room: Room, who: int, text: str, target: str | None = None, **more: str) -> str:
    return room.act(who, "plan.action", text=text, target=target, table=who or None, **more)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path / "data")
    yield room
    room.journal.close()


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[report.Report, dict[str, Path]]:
    """A session in which a plan was checked, and its files."""
    room = Room(tmp_path_factory.mktemp("checked"))
    asked, hears, loans, lonely, late = (
        room.factor(principle, words)
        for principle, words in (
            ("empowerment", "She is asked"),
            ("empowerment", "She can hear her letters"),
            ("prevention", "Rules about loans"),
            ("partnership", "Company in the evening"),
            ("accountability", "Somebody rings later"),
        )
    )
    hostile = [room.factor(p, words) for p, words in zip(PRINCIPLES, HOSTILE, strict=True)]
    room.act(0, "stage", stage="plan", seconds=1200)
    plan = given(room)
    room.act(0, "plan.lenses", lenses=["challenge"])
    for n, factor in enumerate(hostile):
        decide(room, factor, "missing", "no", HOSTILE[n])
        shows(room, factor, plan, 5 + n)
    decide(room, asked, "in_plan", why="It says so")
    for n in (2, 3, *range(5, 5 + len(HOSTILE))):
        shows(room, asked, plan, n)
    decide(room, hears, "partly", "yes", "Easy read only")
    shows(room, hears, plan, 3)
    decide(room, loans, "missing", "yes", "No word about loans")
    decide(room, lonely, "missing", "yes", "It counts meetings. It says nothing about evenings.")
    decide(room, late, "not_for_plan", why="A matter of practice")
    room.act(1, "dots", table=1, target=lonely, n=1)
    decide(room, "challenge-both", "missing", "yes", "A good life is not in it")
    room.act(0, "stage", stage="actions")
    agreed = {"owner": "Board manager", "when": "By May 2027"}
    first = propose(room, 4, "Ring her after six weeks", hears, **agreed)
    second = propose(room, 2, "=cmd()|'agree rules about loans", loans)
    room.act(0, "plan.action.changed", action=first, on=first, text="Ring her", **agreed)
    room.act(4, "plan.action.changed", action=first, on=first, text="Write to her", owner="@lead")
    room.act(0, "plan.actions.ordered", actions=[second, first])
    room.act(0, "wrote", field="framework/choices", text="Ask me <i>first</i>")
    found = room.report()
    room.journal.close()
    made = files(start(room.data, room.session.id, room.data / "out", "--framework"))
    return found, made


def tables_of(path: Path) -> dict[str, list[list[str]]]:
    """The tables of a Word file by their names, as texts of cells."""
    return {
        table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")): [
            [cell.text for cell in row.cells] for row in table.rows
        ]
        for table in docx.Document(str(path)).tables
    }


def html_of(found: report.Report, *parts: Any) -> str:
    return "\n".join(page.html(part(found)) for part in parts)


def text_of(found: report.Report, *parts: Any) -> str:
    return Tags(html_of(found, *parts)).text


# read back from Word


def test_the_gap_table_has_decision_reason_and_who_decided_with_the_plan_s_words(checked):
    rows = tables_of(checked[1]["summary.docx"])["Empowerment: key factors beside the plan"]
    assert rows[0] == ["Key factor", "In the plan?", "Why, and what the plan says"]
    asked = next(row for row in rows if row[0].endswith("She is asked"))
    assert asked[1] == "Covered\nDecided by the trainer, with the room"
    said = asked[2].split("\n")
    assert said[:2] == ["Why: It says so", f"In the plan: “{OURS}” (Objective 1, page 2)"]
    partly = next(row for row in rows if "hear her letters" in row[0])
    assert partly[1].startswith("Partly covered\nSignificant gap\n")
    rows = tables_of(checked[1]["summary.docx"])["Prevention: key factors beside the plan"]
    loans = next(row for row in rows if "loans" in row[0])
    assert loans[2] == "Why: No word about loans\nNo passage shows it."
    rows = tables_of(checked[1]["summary.docx"])["Accountability: key factors beside the plan"]
    assert "Why: A matter of practice" in [row[2] for row in rows]


def test_a_long_passage_is_cut_after_a_sentence_and_many_are_counted(checked):
    rows = tables_of(checked[1]["summary.docx"])["Empowerment: key factors beside the plan"]
    said = next(row[2] for row in rows if row[0].endswith("She is asked"))
    assert re.search(r"mean to do\. …” \(Objective 2, page 3\)", said)
    assert said.endswith(f"And {phrases.number(2 + len(HOSTILE) - 4)} more passages.")


def test_the_picture_of_coverage_says_the_same_as_words_and_table(checked):
    found, made = checked
    rows = tables_of(made["summary.docx"])["Key factors by principle and decision"]
    assert rows[0][1:6] == ["Covered", "Partly covered", "Missing", "Not for a plan", "Not decided"]
    assert rows[1] == ["Empowerment", "1", "1", "1", "0", "0", "1"]
    said = "one covered, one partly covered and one missing; one significant gap."
    drawn = picture(found)
    assert f"Empowerment: {said}" in drawn.description and drawn.png[:4] == b"\x89PNG"
    assert f'<desc id="coverage-described">{drawn.description[:20]}' in drawn.svg
    assert said in words_of(made["summary.docx"])


def test_actions_stand_in_the_room_s_order_for_the_board_to_agree(checked):
    rows = tables_of(checked[1]["summary.docx"])["Actions, proposed, for the board to agree"]
    assert [row[0].split("\n")[0] for row in rows[1:]] == [
        "1. =cmd()|'agree rules about loans",
        "2. Ring her",
    ]
    assert rows[1][1] == "Leads: not said\nWhen: not said"
    assert rows[2][1] == "Leads: Board manager\nWhen: By May 2027"
    assert rows[2][0].endswith("Also worded, not chosen yet: Write to her; leads: @lead")
    number = next(f.number for f in checked[0].factors if "hear her letters" in f.words)
    answers = f"Key factor {number}: She can hear her letters\nEmpowerment · partly covered"
    assert rows[2][2] == f"{answers}\nProposed by table 4"
    left = "To be filled in by the board: what follows from each significant gap without an action"
    open_ = [row[0] for row in tables_of(checked[1]["summary.docx"])[left][1:]]
    assert len(open_) == 2 and open_[0].endswith("Company in the evening")
    assert open_[1].endswith("Wellbeing as well as safety")
    said = text_of(checked[0], sections.chair)
    assert "Decide for each of the two significant gaps without an action" in said


def test_page_one_has_the_three_most_significant_gaps_and_counts_the_rest(checked):
    found, made = checked
    said = words_of(made["summary.docx"])
    first = said[: said.index("2. What was done")]
    gaps = first[first.index("Significant gaps in the plan") : first.index("What is asked")]
    places = [gaps.index(words) for words in ("Rules about", "Company in", "She can hear")]
    assert places == sorted(places)
    assert gaps.count("Missing: ") == 2 and gaps.count("Partly covered: ") == 1
    assert "No word about loans" in gaps and "seen through a lens" in gaps
    assert "the two actions that were proposed, in section 7" in first
    more = replace(found, plan=(*found.plan, *found.plan))
    assert "Three more in section 6." in text_of(more, sections.chair)


def test_lens_promises_and_duty_name_their_sources(checked):
    said = words_of(checked[1]["summary.docx"])
    lens, duty = content.lens("challenge"), content.duty()
    assert f"Seen through a lens: {lens.title}" in said and lens.source.title in said
    assert "A good life is not in it" in said and "Two of three not decided." in said
    assert duty.reminder in said and duty.before_you_rely_on_it in said
    assert all(source.title in said and source.paragraph in said for source in duty.sources)
    promises = tables_of(checked[1]["summary.docx"])["Promises that no key factor reached for"]
    assert ["Objective 3", "“We will train zebra-promise staff by 2027.”"] in promises
    assert not [row for row in promises if OURS[:20] in row[1]]
    assert "first guess by a rule" in said and "Nobody has marked" in said


# read back from data


def test_a_long_passage_is_quoted_from_the_sentence_that_was_nearest(room):
    asked, other = room.factor("empowerment", "She is asked"), room.factor("protection", "She")
    best = "She says first what she wants."
    long = f"{'We will keep on writing. ' * 20}{best} {'Then we go on. ' * 30}"
    plan = given(room, [{"heading": "Objective", "text": long}, {"heading": "", "text": OURS}])
    propose(room, 0, "Ask her", asked)
    for factor in (asked, other):
        decide(room, factor, "partly")
        shows(room, factor, plan, 1)
    shows(room, asked, plan, 2)
    state = report_of(room)[0].state
    looked = holding.question(state)
    assert looked is not None
    at = long.index(best)
    hits = [[f"{plan}-1", at, at + len(best), []], [f"{plan}-2", 5, 20, []]]
    found = {asked: {"hits": hits, "clear": True}, other: {"hits": [], "clear": False}}
    names, marked, front = looked.names, f"“… {best} Then we go", "“We will keep on"
    for plan, asking, begins in (
        (looked.plan, names, marked),
        ("of another plan", names, front),
        (looked.plan, {**names, asked: "of other words"}, front),
    ):
        kept = {"plan": {"plan": plan, "names": asking, "found": found}}
        sessions.store_twins(room.journal, room.session.id, kept)
        first, second = room.report().plan
        said = tables.evidence(first.evidence, tables.QUOTED).split("\n")
        assert said[0].startswith(begins)
        assert said[1] == f"“{OURS}”", "one that is quoted whole begins where it begins"
        assert tables.evidence(second.evidence, 90).startswith("“We will keep on")
        html = html_of(room.report(), sections.plan)
        assert begins in Tags(html).text
        assert room.report().actions[0].evidence == first.evidence


def test_the_csv_has_every_row_of_the_check_and_no_formula(checked):
    found, made = checked
    with made["summary.csv"].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(found.plan) + len(found.lenses[0].items)
    asked = next(row for row in rows if row["key factor"] == "She is asked")
    assert f"“{OURS}” (Objective 1, page 2)" in asked["evidence"]
    assert asked["decided by"] == "the trainer, with the room"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", asked["decided at"])
    both = next(row for row in rows if row["decided about"] == "Wellbeing as well as safety")
    assert (both["lens"], both["in the plan"]) == (found.lenses[0].title, "missing")
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(tables.RISKY)]


def test_the_actions_file_is_for_the_business_plan(checked):
    with checked[1]["actions.csv"].open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["order"] for row in rows] == ["1", "2"]
    assert rows[0]["action"] == "'=cmd()|'agree rules about loans"
    assert (rows[1]["lead (role)"], rows[1]["by when"]) == ("Board manager", "By May 2027")
    assert (rows[1]["principle"], rows[1]["decision"]) == ("Empowerment", "partly covered")
    assert rows[1]["why it matters"] == "Easy read only" and "Objective 2" in rows[1]["evidence"]
    assert rows[0]["status"] == acting.STATUS
    assert rows[1]["status"].endswith("one other wording not chosen between")


def test_the_json_has_all_of_it(checked):
    facts = json.loads(checked[1]["summary.json"].read_text(encoding="utf-8"))
    assert facts["schema"] == tables.SCHEMA and facts["plan_only"] is False
    assert facts["given"] == {
        "title": "Our <b>plan</b> 2026", "source": "file", "passages": len(PASSAGES),
    }  # fmt: skip
    asked = next(row for row in facts["plan"] if row["words"] == "She is asked")
    assert asked["evidence"][1]["text"] == LONG.strip() and asked["at"].startswith("20")
    both, *rest = facts["lenses"][0]["items"]
    assert both["gap"] is True and [row["at"] for row in rest] == [None, None]
    assert [action["text"] for action in facts["actions"]][1] == "Ring her"
    assert facts["actions"][1]["also"][0]["text"] == "Write to her"
    assert facts["untouched"] and facts["framework"]["statements"] == {
        "choices": "Ask me <i>first</i>"
    }


def test_hostile_words_of_plan_notes_and_actions_stay_text(checked):
    tags = Tags(checked[1]["summary.html"].read_text(encoding="utf-8"))
    assert not tags.all("script", "img", "b", "i", "link", "iframe", "object")
    assert not [a for _, a in tags.tags if any(name.startswith("on") for name in a)]
    said = words_of(checked[1]["summary.docx"]).replace("\u2068", "").replace("\u202c\u2069", "")
    rows = [row for row in checked[0].plan if row.significant == "no"]
    quotes = [quote for row in rows for quote in row.evidence]
    assert len(rows) == len(quotes) == len(HOSTILE)
    shown = {row.note for row in rows} | {q.text for q in quotes} | {q.heading for q in quotes}
    for text in shown:
        assert text in tags.text and text.replace("\u202c", "") in said
    front = Tags(checked[1]["framework.html"].read_text(encoding="utf-8"))
    assert "Ask me <i>first</i>" in front.text and not front.all("script", "img", "i")


@pytest.mark.browser
@pytest.mark.parametrize("which", ["summary.html", "framework.html"])
def test_axe_finds_nothing_where_cells_stand_beside_or_under_each_other(browser, which, checked):
    view = browser.new_page(viewport={"width": 1280, "height": 3000})
    view.goto(checked[1][which].as_uri())
    for width in (1280, 390):
        view.set_viewport_size({"width": width, "height": 3000})
        assert axe(view, RULES)["violations"] == []
        assert view.evaluate("document.documentElement.scrollWidth") <= width
    view.close()


# what is there, and what is not


def test_without_a_plan_the_decisions_are_said_to_be_made_by_hand(room):
    decide(room, room.factor("protection", "a wording"), "missing", "yes")
    said = text_of(room.report(), sections.plan, sections.actions)
    assert "made by hand; no document was searched" in said and "The plan:" not in said
    assert "no key factor reached for" not in said and "No action has been proposed." in said
    assert "what follows from each significant gap" in said


def test_nothing_decided_is_said_in_a_sentence(room):
    room.factor("protection", "a wording")
    given(room, source="sample")
    said = text_of(room.report(), sections.plan, sections.actions)
    assert "a sample of the kit's own" in said and "This has not been done yet." in said
    assert "consult" not in said


def test_what_was_set_aside_or_withdrawn_is_nowhere(room):
    factor = room.factor("protection", "stands")
    lost = room.factor("prevention", "zebra-factor")
    old = given(room, [{"heading": "zebra-heading", "text": "We will do the zebra-old thing."}])
    decide(room, factor, "partly", "yes", "zebra-note")
    shows(room, factor, old, 1)
    plan = given(room)
    shows(room, factor, plan, 4)
    room.act(0, "plan.dropped", plan=plan, passage=f"{plan}-4")
    decide(room, lost, "missing", "yes")
    propose(room, 0, "stays", lost)
    room.act(0, "plan.action.withdrawn", action=propose(room, 0, "zebra-withdrawn", factor))
    for target in (lost, f"plan/{factor}/note", propose(room, 0, "zebra-aside", factor)):
        room.act(0, "set_aside", target=target)
    found = room.report()
    assert "zebra" not in json.dumps(tables.facts(found, ""))
    said = text_of(found, sections.chair, sections.plan, sections.actions)
    assert "zebra" not in said and "No gap was named." in said


def test_gaps_come_missing_first_then_by_the_room_s_actions_then_by_dots(room):
    plain, partly, dotted, acted = (room.factor("protection", words) for words in "abcd")
    for factor in (plain, dotted, acted):
        decide(room, factor, "missing", "yes")
    decide(room, partly, "partly", "yes")
    room.act(1, "dots", table=1, target=dotted, n=2)
    room.act(1, "dots", table=1, target=partly, n=1)
    propose(room, 0, "partly first", partly)
    propose(room, 0, "then this", acted)
    assert [row.words for row in room.report().gaps] == ["d", "c", "a", "b"]


def test_an_action_still_names_its_gap_when_that_was_joined_with_another(room):
    a, b = room.factor("protection", "a"), room.factor("prevention", "b")
    propose(room, 0, "an action", b)
    decide(room, a, "missing", "yes")
    room.act(0, "factors.joined", factors=[a, b], wording="both")
    (action,) = room.report().actions
    assert (action.gap, action.factor) == ("both", 1)


def test_what_somebody_marked_is_told_apart_from_the_first_guess(room):
    factor = room.factor("protection", "a wording")
    plan = given(room)
    decide(room, factor, "missing")
    room.act(0, "plan.promise", plan=plan, passage=f"{plan}-1", promises=True)
    room.act(0, "plan.promise", plan=plan, passage=f"{plan}-4", promises=False)
    found = room.report()
    marked = [promise.text for promise in found.untouched if promise.marked]
    assert marked == ["The board meets four times a year."]
    said = text_of(found, sections.plan)
    assert "People marked one of these as promises." in said and "zebra-promise" not in said


def test_a_picture_with_many_key_factors_grows_and_one_without_any_is_not_drawn(room):
    for n in range(40):
        room.factor("protection", f"factor {n}")
    found = room.report()
    heights = []
    for n in (1, 40):
        drawn = picture(replace(found, plan=found.plan[:n]))
        heights.append(float(re.search(r'viewBox="0 0 \S+ (\S+)"', drawn.svg)[1]))  # type: ignore[index]
    assert heights[1] > heights[0]
    assert "<svg" not in html_of(found, sections.plan)


# a plan check without rounds


def test_a_plan_check_leaves_out_what_only_rounds_have(tmp_path):
    room = Room(tmp_path, plan_only=True)
    factors = [room.factor(p, f"about {p}") for p in PRINCIPLES]
    room.act(0, "stage", stage="plan")
    assert unfinished(room.report()) == ["the comparison with the board's plan"]
    plan = given(room, [each.model_dump() for each in split(content.sample("thin").text)])
    for factor in factors[1:]:
        decide(room, factor, "partly", "yes", "why")
    shows(room, factors[1], plan, 1)
    found = room.report()
    room.journal.close()
    assert unfinished(found) == ["the comparison of one key factor with the board's plan"]
    assert sections.title(found).startswith("Strategic plan check: a summary")
    parts = [
        sections.chair, sections.what_was_done, sections.key_factors, sections.read_back,
        sections.overlap, sections.plan, sections.actions, sections.close, sections.about,
    ]  # fmt: skip
    html = html_of(found, *parts)
    heads = re.findall(r"<h2[^>]*>(\d)\. ([^<]*)", html)
    assert [n for n, _ in heads] == ["2", "3", "4", "5", "6"]
    assert heads[1][1].startswith("Against the board") and heads[2][1].startswith("Actions")
    said = Tags(html).text
    assert "six key factors, brought along" in said.lower() and "in section 4" not in said
    assert "Empowerment: one not decided." in said and "Two more in section 3." in said
    last = said[said.index("Added by this kit") : said.index("Where the board's duty")]
    for only_in_rounds in ("round", "carousel", "dots", "stars", "“I” statement", "condens"):
        assert only_in_rounds not in last.replace("worked out in rounds on the day", "")
    for part in (added.DECISIONS, added.PASSAGES, added.WARNINGS, added.PROMISES, added.PICTURE):
        assert part in last
    assert added.LENSES not in last and added.ACTIONS not in last and added.SLIPS not in last
    for not_there in ("What matters most", "Tables and their lines", "“I” statement", "dots pl"):
        assert not_there not in said


def test_the_kit_s_own_parts_of_a_check_stand_where_there_was_one(checked, room):
    words = [added.DECISIONS, added.PASSAGES, added.LENSES, added.ACTIONS, added.FRAMEWORK]
    said = text_of(checked[0], sections.about)
    assert all(part in said for part in (*words, *six_principles().added_by_the_kit))
    decide(room, room.factor("protection", "by hand"), "missing")
    said = text_of(room.report(), sections.about)
    assert [part for part in words if part in said] == [added.DECISIONS]


def test_a_gap_seen_through_a_lens_keeps_a_plan_from_standing(room):
    decide(room, room.factor("protection", "a wording"), "in_plan")
    assert "the plan can stand" in text_of(room.report(), sections.chair)
    room.act(0, "plan.lenses", lenses=["challenge"])
    decide(room, "challenge-both", "missing", "yes")
    said = text_of(room.report(), sections.chair)
    assert "the plan can stand" not in said and "Decide for one significant gap: does" in said


@pytest.mark.parametrize("alone", [True, False])
def test_the_files_of_a_plan_check_are_called_by_its_name(tmp_path, monkeypatch, alone):
    room = Room(tmp_path / "data", plan_only=alone)
    room.factor("protection", "a wording")
    monkeypatch.setenv("KIT_OUT", str(tmp_path))
    written.write(*report_of(room), [])
    sheet = run.sheet(room.data, room.session.id, 1, tmp_path / "sheet")
    room.journal.close()
    name = f"{'plan-check' if alone else 'six-principles'}-{room.session.code}-"
    assert {p.name for p in tmp_path.glob("*.*")} == {
        f"{name}summary{end}" for end in (".docx", ".csv", ".json")
    }
    assert {p.name for p in sheet} == {f"{name}table-1{end}" for end in (".docx", ".html")}


# the page in the first person


def test_the_page_is_a_draft_until_somebody_says_who_took_part(room, tmp_path, monkeypatch):
    for n in range(4):
        room.factor("proportionality", f"factor {n}")
    monkeypatch.setattr(framework, "ROOM", 30)  # as where other words leave no room for more
    known = content.framework()

    def said() -> str:
        return words_of(word.save(framework.framework(room.report()), tmp_path / "page.docx"))

    draft = said()
    assert known.draft in draft and known.how in draft and "Written with" not in draft
    assert all(strand.statement in draft for strand in known.strands)
    assert all(quality in draft for quality in known.qualities)
    assert known.source.licence in draft and known.lead in draft
    assert "factor 1" in draft and "factor 2" not in draft and "And two more for Prop" in draft
    assert f"To be replaced: {known.lead}" in draft and "What the board could promise" in draft
    room.act(0, "wrote", field="framework/who", text="The Tuesday group")
    for strand in known.strands:
        begun = said()
        assert known.draft in begun and "Written so far with: The Tuesday group" in begun
        room.act(0, "wrote", field=f"framework/{strand.id}", text=f"Ask me about {strand.id}")
        told = text_of(room.report(), sections.actions)
        whole = strand is known.strands[-1]
        assert (known.draft in told, "as far as it is written" in told) == (not whole, not whole)
        assert "Written with: The Tuesday group" in told and f"Ask me about {strand.id}" in told
    done = said()
    assert "Written with: The Tuesday group" in done and known.draft not in done
    assert not [strand for strand in known.strands if strand.statement in done]
    assert f"To be replaced: {known.lead}" in done, "nobody has written another"
    room.act(0, "set_aside", target="framework/who")
    assert known.draft in said()


def test_the_page_has_as_many_key_factors_as_it_has_room_for(room):
    for n in range(3):
        for principle in ("empowerment", "proportionality", "partnership"):
            room.factor(principle, f"{principle} {n}")

    def said() -> str:
        return Tags(page.html(framework.framework(room.report()).sections[0])).text

    assert "proportionality 2" in said() and "empowerment 2" in said() and "more for" not in said()
    for n in range(3, 90):
        room.factor("empowerment", f"empowerment {n}")
    assert "empowerment 5" in said() and "partnership 2" in said() and "more for Empow" in said()


def test_the_page_is_written_only_when_asked_for(room, tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_OUT", str(tmp_path))
    monkeypatch.delenv("KIT_VERBATIM", raising=False)
    kept = report_of(room)
    for asked in (False, True):
        monkeypatch.setenv("KIT_FRAMEWORK", "yes" if asked else "")
        written.write(*kept, [])
        assert bool(list(tmp_path.glob("*-framework.*"))) == asked
    assert not list(tmp_path.glob("*-actions.csv"))


def report_of(room: Room) -> tuple[Any, report.Report]:
    from facilitator.summaries import reading

    kept = reading.read(room.session.id, room.data)
    return kept, report.of(kept)


def test_the_command_line_hands_the_wish_on(room, monkeypatch, capsys):
    asked: list[Any] = []
    monkeypatch.setattr("facilitator.summaries.run.summarise", lambda *a: asked.append(a) or [])
    command = ["summary", room.session.code, "--data", str(room.data)]
    assert [cli.main(command), cli.main([*command, "--framework"])] == [0, 0]
    assert [each[-1] for each in asked] == [False, True]


@pytest.mark.slow
def test_the_page_takes_one_sheet_however_long_the_words_are(checked, tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None or shutil.which("pdfinfo") is None:
        pytest.skip("LibreOffice and pdfinfo are not installed")
    found = checked[0]
    strands = [strand.id for strand in content.framework().strands]
    paths = []
    for n, each in ((25, 11), (60, 3), (60, 9), (200, 3), (10_000, 3)):
        text = ("Weigh with her what matters most " * 400)[:n]
        few = found.factors[:each]
        factors = tuple(replace(f, principle=p, words=text) for p in PRINCIPLES for f in few)
        begun = replace(found.framework, statements=dict.fromkeys(strands, text), who=text)
        long = replace(found, example=True, factors=factors, framework=begun)
        document: Document = framework.framework(long)
        paths.append(word.save(document, tmp_path / f"{n}-{each}.docx"))
    home = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    command = [office, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, *paths]
    subprocess.run(command, env=home, timeout=120, capture_output=True)
    for path in paths:
        told = ["pdfinfo", path.with_suffix(".pdf")]
        said = subprocess.run(told, capture_output=True, text=True, timeout=30).stdout
        assert re.search(r"^Pages:\s+1$", said, re.M), path.name


# words


def test_an_excerpt_ends_with_a_sentence_where_one_ends_in_time():
    assert phrases.excerpt("One. Two.", 40) == "One. Two."
    assert phrases.excerpt("It is so. It is not. It may be.", 25) == "It is so. It is not. …"
    assert phrases.excerpt("no sentence ends in here at all", 20) == "no sentence ends…"
    assert phrases.excerpt("A. " + "long " * 9, 30).startswith("A. long")
