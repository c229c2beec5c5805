"""A run on real input: 112 lines that people could have written, through the pages' own path.

The lines are development data about another fictional woman, under a case title of their own; they
are never shown as Mrs T's.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from exercises.journal import sessions
from exercises.library import PRINCIPLES
from exercises.six_principles.state import fold
from tests.browsers import ROOT, Kit, People, saved

pytest.importorskip("playwright", reason="playwright is not installed")
pytestmark = pytest.mark.browser

DATA = Path(__file__).parent / "benchmarks" / "data" / "dev_ideas.json"
CASE = """\
id = "edna-development"
title = "Edna (development data, not a case of the kit)"
person = "Edna"
label = "Edna is fictional. Her lines were made for developing the kit."
content_note = "This case describes financial abuse; you may step out at any time."
not_known = ["Almost everything: these are lines without a story."]
author = "The kit's developers"
written = "2026-11-21"

[[passages]]
heading = "Edna"
paragraphs = ["Edna lives alone. A man she befriended takes her money. She fears losing him."]
"""


def set_up(kit: Kit, people: People, case: Path) -> Any:
    page = people.device().new_page()
    page.goto(f"{kit.url}/run")
    page.locator("input[type=file]").set_input_files(case)
    page.get_by_label("No clock").check()
    page.get_by_role("button", name="Set up the session").click()
    page.locator(".kit-console").wait_for()
    return page


def type_for(page: Any, table: int, principle: str, texts: list[str]) -> None:
    """Type a table's lines on a principle at the trainer's desk, as from a flipchart."""
    panel = page.locator(".kit-panel")
    panel.get_by_role("group", name="Principle").get_by_role(
        "button", name=principle.capitalize()
    ).click()
    panel.get_by_role("group", name="Table").get_by_role("button", name=f"Table {table}").click()
    field = page.locator(f"#add-{table}-{principle}")
    for text in texts:
        field.fill(text)
        field.press("Enter")
    panel.locator("ol.kit-lines > li").nth(len(texts) - 1).wait_for()


def test_112_lines_are_typed_condensed_prioritised_and_summarised(
    kit: Kit, people: People, tmp_path: Path
):
    ideas = json.loads(DATA.read_text(encoding="utf-8"))["ideas"]
    case = tmp_path / "edna.toml"
    case.write_text(CASE, encoding="utf-8")
    page = set_up(kit, people, case)
    session = sessions.every(kit.journal)[0]

    by_place: dict[tuple[int, str], list[str]] = defaultdict(list)
    for idea in ideas:
        by_place[idea["group"], idea["principle"].lower()].append(idea["text"])
    page.get_by_role("button", name="Lines", exact=True).click()
    for (table, principle), texts in by_place.items():
        type_for(page, table, principle, texts)
    saved(page)
    assert sorted(kit.lines(session)) == sorted(idea["text"] for idea in ideas)

    page.get_by_role("button", name="Key factors", exact=True).click()
    wordings = []
    for principle in PRINCIPLES:
        clusters: dict[str, list[str]] = defaultdict(list)
        for idea in ideas:
            if idea["principle"].lower() == principle:
                clusters[idea["cluster"]].append(idea["text"])
        page.get_by_role("group", name="Principle").get_by_role(
            "button", name=principle.capitalize()
        ).click()
        desk = page.locator(f"[data-key='desk/{principle}']")
        for texts in sorted(clusters.values(), key=len, reverse=True)[:3]:
            for text in texts:
                desk.locator("label", has=page.get_by_text(text, exact=True)).first.click()
            desk.get_by_text(re.compile(rf"{len(texts)} lines? ticked")).wait_for()
            wordings.append(f"{principle}: {texts[0]}")
            desk.get_by_label("Wording of the key factor").fill(wordings[-1])
            desk.get_by_label("Wording of the key factor").press("Enter")
            desk.locator(".kit-factor", has_text=wordings[-1]).wait_for()
    saved(page)

    table = people.join(kit.url, session.code, 4)
    page.get_by_role("button", name="Go to…").click()
    page.get_by_role("button", name="Dots", exact=True).click()
    cards = table.locator(".kit-dots")
    cards.nth(5).wait_for()
    for n in range(6):
        for _ in range(3):
            cards.nth(n).get_by_role("button", name="Place a dot").first.click()
        cards.nth(n).get_by_text("0 dots left").wait_for()
    saved(table)

    state = fold(kit.journal.read(session.id))
    assert [len(state.factors_of(p)) for p in PRINCIPLES] == [3] * 6
    assert sum(state.dots.values()) == 18

    out = tmp_path / "out"
    made = subprocess.run(
        [
            *(sys.executable, "-m", "facilitator", "summary", session.code),
            *("--data", str(kit.data), "--out", str(out)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert made.returncode == 0, made.stderr
    files = [Path(line) for line in made.stdout.splitlines()]
    assert {path.suffix for path in files} == {".html", ".docx", ".json", ".csv"}
    from docx import Document

    word = Document(str(next(path for path in files if path.suffix == ".docx")))
    text = "\n".join(
        [p.text for p in word.paragraphs]
        + [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    )
    assert "Edna (development data, not a case of the kit)" in text
    assert "Mrs T" not in text
    for wording in wordings:
        assert wording in text
    assert "112 lines" in text
