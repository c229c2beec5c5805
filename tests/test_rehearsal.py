"""A day as it really goes: five tables instead of six, one late, one on paper, a line set aside,
the network gone in round three, the laptop asleep and the server restarted over lunch; out come a
chair's page, a Word file and a PDF. And a day all on paper, typed in afterwards."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from exercises.library import PRINCIPLES
from exercises.place import Place
from exercises.six_principles.rotation import principle_of
from facilitator.summaries import reading, report
from tests.browsers import Kit, People, Proxy, act, box, saved, wall, write
from tests.test_close import slip
from tests.test_session_in_browsers import code_of, panel, set_up, steer

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from exercises.journal.sessions import Session

LONG = 60_000  # milliseconds
ASIDE = "the woman in flat nine, you all know her"
SLEEP_SECONDS = 20  # longer than the server waits for a page that is silent


def asleep(kit: Kit, seconds: float) -> None:
    """Stop every process of the kit for a while, as a laptop whose lid is closed does."""
    assert kit.process is not None
    mother = psutil.Process(kit.process.pid)
    family = [mother, *mother.children(recursive=True)]
    for process in family:
        with suppress(psutil.NoSuchProcess):  # a kernel that ends just now
            process.suspend()
    time.sleep(seconds)
    for process in reversed(family):
        with suppress(psutil.NoSuchProcess):
            process.resume()


def type_for(trainer: Page, table: int, principle: str, texts: list[str]) -> None:
    """Type lines for a table that works on paper."""
    from playwright.sync_api import expect

    panel(trainer, "Tables")
    trainer.get_by_role("button", name=f"Type for table {table}").click()
    trainer.locator("[data-do=principle]").filter(has_text=principle).click()
    for text in texts:
        field = trainer.locator(f"#add-{table}-{principle.lower()}")
        field.fill(text)
        field.press("Enter")
        expect(trainer.locator(".kit-panel ul.kit-lines").first).to_contain_text(text)
    saved(trainer)


def agree(page: Page) -> int:
    """Make a key factor on every desk of this page, of a starred line or the first; return how
    many."""
    desks = page.locator("section.kit-desk").all()
    for n, desk in enumerate(desks, 1):
        lines = desk.locator(".kit-desk-lines li.kit-line")
        starred = lines.filter(has_text="starred on paper")
        lines = starred if starred.count() else lines
        text = lines.first.locator(".kit-tick span").inner_text() if lines.count() else f"more, {n}"
        if lines.count():
            lines.first.get_by_role("checkbox").check()
        desk.get_by_label("Wording of the key factor").fill(f"agreed: {text}")
        desk.get_by_role("button", name="Make a key factor").click()
        saved(page)
    return len(desks)


def fetched(trainer: Page, ending: str, folder: Path) -> Path:
    link = trainer.get_by_role("link", name=re.compile(rf"summary\.{ending}"))
    link.wait_for(timeout=2 * LONG)
    with trainer.expect_download() as download:
        link.click()
    path = folder / f"summary.{ending}"
    download.value.save_as(path)
    return path


@pytest.mark.browser
@pytest.mark.slow
def test_a_day_as_it_really_goes(people: People, tmp_path: Path):
    import docx
    from playwright.sync_api import expect

    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed (Debian: apt install poppler-utils)")
    kit = Kit(tmp_path / "data")
    wire = Proxy(kit.port)
    try:
        trainer = set_up(people, kit, **{"How many tables?": "5", "A quiet place": "Room 4"})
        code = code_of(trainer)
        tables = {1: people.join(kit.url, code, 1), 2: people.join(wire.url, code, 2)}
        tables[3] = people.join(kit.url, code, 3)  # table 4 works on paper, table 5 is late
        here = list(tables.values())
        for page in here:
            expect(page.locator(".kit-help")).to_contain_text("Room 4")
        steer(trainer, "Reading", here)
        for n in (1, 2):
            steer(trainer, f"Round {n}", here)
            if n == 2:
                tables[5] = people.join(kit.url, code, 5)
                here.append(tables[5])
                expect(tables[5].locator(".kit-where").first).to_contain_text("Round 2")
            for table, page in tables.items():
                write(page, f"table {table} round {n}: ask her first")

        write(tables[3], ASIDE)
        panel(trainer, "Lines")
        name = {p: p.capitalize() for p in PRINCIPLES}[principle_of(3, 2)]
        trainer.locator("[data-do=principle]").filter(has_text=name).click()
        line = trainer.locator("ul.kit-lines > li").filter(has_text=ASIDE)
        line.get_by_role("button", name=re.compile("^Set aside")).click()
        expect(tables[3].locator(".kit-screen")).not_to_contain_text(ASIDE, timeout=LONG)

        steer(trainer, "Round 3", here)
        wire.hold()
        box(tables[2]).fill("written while the network was gone")
        box(tables[2]).press("Enter")
        expect(tables[2].locator("#kit-status")).to_contain_text("cannot be reached", timeout=LONG)
        box(tables[2]).fill("half a thought of table 2")
        near = [page for page in here if page is not tables[2]]
        steer(trainer, "Round 4", near)
        wire.let_go()
        expect(tables[2].locator(".kit-where").first).to_contain_text("Round 4", timeout=LONG)
        saved(tables[2])
        assert "written while the network was gone" in kit.lines(_session(kit, code))

        trainer.get_by_role("button", name="Break…").click()
        trainer.get_by_label("Back at").fill("13:15")
        trainer.get_by_role("button", name="Show the break on every screen").click()
        asleep(kit, SLEEP_SECONDS)
        expect(trainer.locator("#kit-status")).to_be_empty(timeout=LONG)
        kit.kill()
        kit.start()
        for page in here:
            expect(page.locator("#kit-status")).to_be_empty(timeout=LONG)
            saved(page)
        expect(trainer.locator("#kit-status")).to_be_empty(timeout=LONG)
        trainer.get_by_role("button", name="End the break").click()
        for n in (5, 6):
            steer(trainer, f"Round {n}", here)
        expect(wall(tables[1])).to_have_count(0)
        write(tables[2], "round 6: agree who leads")

        for p in ("Protection", "Proportionality"):
            type_for(trainer, 4, p, [f"starred on paper, {p}: one", f"starred on paper, {p}: two"])
        steer(trainer, "Condensing", here)
        assert sum(agree(page) for page in here) >= 4
        steer(trainer, "Read it back", here)
        steer(trainer, "Dots", here)
        card = tables[1].locator("section.kit-dots", has_text="starred on paper").first
        card.locator("[data-key=more]").first.click()
        saved(tables[1])
        steer(trainer, "Against the plan", here)
        panel(trainer, "Plan")
        first = trainer.locator("section.kit-card[data-key^=plan] li").first
        first.locator("summary").first.click()
        first.get_by_label("Missing").check()
        first.get_by_role("group", name="Is that significant?").get_by_label("Yes").check()
        saved(trainer)
        steer(trainer, "What follows", here)
        steer(trainer, "Close", [])
        for n in range(4):
            assert "Saved." in slip(kit, code, differently=f"I will ask first, {n}", rating="4")
        panel(trainer, "Close")
        trainer.locator("#kit-slip-line").fill("from a paper slip")
        trainer.locator("select[name=rating]").select_option("3")
        trainer.get_by_role("button", name="Keep this slip").click()
        expect(trainer.locator(".kit-panel")).to_contain_text("5 people have answered")

        panel(trainer, "Summary")
        trainer.locator("[data-do=confirmCheck]:not([aria-disabled])").click()
        expect(trainer.locator("[data-key=check]")).to_contain_text("Checked at")
        trainer.get_by_role("button", name="Write the summary").click()
        word, paper = (fetched(trainer, ending, tmp_path) for ending in ("docx", "pdf"))
        with trainer.context.expect_page() as new:
            trainer.get_by_role("link", name=re.compile(r"summary\.html")).click()
        chair = new.value.locator("main").inner_text()
    finally:
        people.leave()
        wire.stop()
        kit.stop()

    document = docx.Document(str(word))
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    in_word = "\n".join([*(p.text for p in document.paragraphs), *cells])
    told = subprocess.run(["pdftotext", str(paper), "-"], capture_output=True, text=True)
    in_pdf = " ".join(told.stdout.split())
    for text in (in_word, in_pdf, chair):
        for words in (
            "starred on paper",
            "typed in by the trainer",
            "I will ask first, 3",
            "from a paper slip",
            "confirmed it on",
        ):
            assert words in text, words
        assert ASIDE not in text and "flat nine" not in text
        assert re.search(r"[Ff]ive people", text)
    info = subprocess.run(["pdfinfo", str(paper)], capture_output=True, text=True).stdout
    assert re.search(r"Tagged:\s+yes", info)
    first_page = subprocess.run(
        ["pdftotext", "-l", "1", str(paper), "-"], capture_output=True, text=True
    ).stdout
    assert "What is asked of the board" in first_page and "2. What was done" not in first_page


def _session(kit: Kit, code: str) -> Session:
    from exercises.journal import sessions

    return sessions.find(kit.journal, code=code)


# paper


def said(by: Callable[[int], Place], trainer: Place, rounds: bool) -> None:
    """The same words from wherever each is written; with `rounds` in the round they belong to."""
    lines: dict[str, list[str]] = {p: [] for p in PRINCIPLES}
    for n in range(1, 7):
        if rounds:
            act(trainer, "stage", stage="round", round=n)
        for table in range(1, 7):
            principle = principle_of(table, n)
            body: dict[str, Any] = {"table": table, "principle": principle}
            text = f"{principle}, star {n} of table {table}"
            lines[principle].append(act(by(table), "line.added", **body, text=text))
    if rounds:
        act(trainer, "stage", stage="condense")
    for number, principle in enumerate(PRINCIPLES, 1):
        behind = lines[principle][:2]
        wording = f"what matters in {principle}"
        body = {"principle": principle, "wording": wording, "lines": behind}
        factor = act(by(number), "factor.made", **body)
        act(trainer, "chose", field=f"readback/{principle}/could", value="partly")
        act(trainer, "dots", table=2, target=factor, n=2)
        act(trainer, "chose", field=f"plan/{factor}/decision", value="missing")
        act(trainer, "chose", field=f"plan/{factor}/significant", value="yes")
    act(trainer, "stage", stage="close")
    for n in range(5):
        act(trainer, "slip", differently=f"I will ask, {n}", rating=4)


def test_paper_typed_in_afterwards_gives_the_same_summary(kit: Kit):
    found = []
    for live in (True, False):
        session = kit.session()
        trainer = kit.place(session, "trainer")
        places = {n: kit.place(session, "table", n) for n in range(1, 7)} if live else {}
        said(lambda n, p=places, t=trainer: p.get(n, t), trainer, rounds=live)
        made = report.of(reading.read(session.id, kit.data))
        found.append(made)
    live, paper = found
    assert (live.lines, live.late, paper.late) == (paper.lines, 0, 0)
    assert live.overlap == paper.overlap and live.close == paper.close
    for name in ("words", "principle", "dots", "tables", "serves"):
        assert [getattr(f, name) for f in live.factors] == [getattr(f, name) for f in paper.factors]
    assert [(r.principle, r.could) for r in live.readback] == [
        (r.principle, r.could) for r in paper.readback
    ]
    assert [(c.decision, c.gap) for c in live.plan] == [(c.decision, c.gap) for c in paper.plan]
    assert [t.typed_for for t in live.tables] == [0] * 6
    assert [t.typed_for for t in paper.tables] == [6] * 6
