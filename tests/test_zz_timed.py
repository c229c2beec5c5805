"""The whole exercise in real browsers: a trainer, a projector and six tables, to a Word file."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsers import ROOM, Kit, People, box, opened, saved, wall, write

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
LONG = 60_000  # milliseconds
IDEAS = Path(__file__).parent / "benchmarks" / "data" / "dev_ideas.json"
SET_ASIDE = "my own client Zebedee had just the same"
STEPS = ["Reading", *(f"Round {n}" for n in range(1, 7))]
STEPS += ["Condensing", "Read it back", "Dots", "Against the plan"]


def set_up(people: People, kit: Kit, **fields: str) -> Page:
    """Create a session by the form; return the trainer's page."""
    page = people.device().new_page()
    page.goto(f"{kit.url}/")
    page.get_by_role("link", name="Run a session").click()
    for label, value in fields.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Set up the session").click()
    opened(page)
    return page


def code_of(trainer: Page) -> str:
    return trainer.locator(".kit-console .kit-code").inner_text()


def panel(trainer: Page, name: str) -> None:
    """Show one of the trainer's panels."""
    from playwright.sync_api import expect

    button = trainer.locator(".kit-panels > [data-do=panel]").filter(has_text=re.compile(f"^{name}"))
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def steer(trainer: Page, step: str, pages: list[Page]) -> None:
    """Go on to `step` and wait until every page has followed."""
    from playwright.sync_api import expect

    trainer.get_by_role("button", name=f"Next: {step}", exact=True).click()
    here = {"Reading": "Read", "Condensing": "Condense", "Dots": "Prioritise"}.get(step, step)
    for page in pages:
        expect(page.locator(".kit-bar .kit-where").first).to_contain_text(here, timeout=LONG)


def seconds_shown(page: Page) -> int:
    """What the page's clock shows, in seconds."""
    minutes, seconds = page.locator(".kit-clock-time").first.inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def clock_is_right(page: Page, kit: Kit, code: str) -> bool:
    """Whether the page counts down to the same moment as the journal, give or take a second or so."""
    from exercises.journal import sessions
    from exercises.six_principles.state import fold

    session = sessions.find(kit.journal, code=code)
    ends = fold(kit.journal.read(session.id)).frame.clock.ends_at
    return abs(seconds_shown(page) - (ends - time.time())) < 2.5


def condense(page: Page, factors: int = 2) -> int:
    """Make key factors on every desk of this page: the first merges two lines."""
    from playwright.sync_api import expect

    desks = page.locator("section.kit-desk")
    for n in range(desks.count()):
        desk = desks.nth(n)
        for made in range(factors):
            free = desk.locator(".kit-desk-lines li:not(:has(.kit-tag-used)) input[type=checkbox]")
            for _ in range(2 if made == 0 else 1):
                free.nth(_).check()
            desk.get_by_role("button", name="Start from the first ticked line").click()
            desk.locator("form.kit-make button.kit-button").click()
            expect(desk.locator("ol.kit-factors > li")).to_have_count(made + 1, timeout=LONG)
            saved(page)
    return desks.count()


def word_file(trainer: Page, folder: Path) -> str:
    """Write the summary from its panel, download the Word file and return all its text."""
    import docx

    panel(trainer, "Summary")
    trainer.get_by_role("button", name="Write the summary").click()
    link = trainer.get_by_role("link", name=re.compile(r"summary\.docx$"))
    link.wait_for(timeout=2 * LONG)
    with trainer.expect_download() as download:
        link.click()
    path = folder / "summary.docx"
    download.value.save_as(path)
    document = docx.Document(str(path))
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.slow
def test_a_room_works_from_the_first_code_to_the_word_file(
    kit_in_room: Kit, people: People, tmp_path: Path
):
    from playwright.sync_api import expect

    kit = kit_in_room
    site = f"http://{ROOM}:{kit.port}"
    trainer = set_up(people, kit, **{"How many tables?": "5"})
    code = code_of(trainer)

    panel(trainer, "Room and codes")
    print("{:.1f}".format(time.monotonic()%1000), 'panel(trainer, "Room and codes")', flush=True)
    trainer.get_by_role("button", name="Link for the projector on another device").click()
    projector = people.device().new_page()
    projector.goto(trainer.locator("code.kit-words").inner_text())
    opened(projector)
    panel(trainer, "Tables")
    print("{:.1f}".format(time.monotonic()%1000), 'panel(trainer, "Tables")', flush=True)
    tables = {n: people.join(site, code, n) for n in range(1, 6)}
    expect(projector.locator(".kit-projector-tables")).to_contain_text("Table 5: in", timeout=LONG)
    print("{:.1f}".format(time.monotonic()%1000), 'expect(projector.locator(".kit-projector-tables")).to_contain_text("Table 5: in", timeout=LONG)', flush=True)
    for page in tables.values():
        expect(page.locator(".kit-kept").first).to_contain_text("Nobody watches it for concerns")

    steer(trainer, "Reading", list(tables.values()))
    print("{:.1f}".format(time.monotonic()%1000), 'steer(trainer, "Reading", list(tables.values()))', flush=True)
    expect(tables[1].locator(".kit-content-note")).to_contain_text("financial abuse and loneliness")
    print("{:.1f}".format(time.monotonic()%1000), 'expect(tables[1].locator(".kit-content-note")).to_contain_text("financial abuse and loneliness")', flush=True)

    for n in (1, 2):
        steer(trainer, f"Round {n}", list(tables.values()))
        for table, page in tables.items():
            write(page, f"table {table} round {n}: ask her first")
            write(page, f"table {table} round {n}: agree who leads")
    write(tables[3], SET_ASIDE)
    panel(trainer, "Lines")
    print("{:.1f}".format(time.monotonic()%1000), 'panel(trainer, "Lines")', flush=True)
    trainer.locator("[data-do=principle]").filter(has_text="Protection").click()
    line = trainer.locator("ul.kit-lines > li").filter(has_text=SET_ASIDE)
    line.get_by_role("button", name=re.compile("^Set aside")).click()
    expect(tables[3].locator(".kit-screen")).not_to_contain_text(SET_ASIDE, timeout=LONG)
    print("{:.1f}".format(time.monotonic()%1000), 'expect(tables[3].locator(".kit-screen")).not_to_contain_text(SET_ASIDE, timeout=LONG)', flush=True)
    expect(trainer.locator("ul.kit-lines").first).not_to_contain_text(SET_ASIDE)
    print("{:.1f}".format(time.monotonic()%1000), 'expect(trainer.locator("ul.kit-lines").first).not_to_contain_text(SET_ASIDE)', flush=True)

    # Round three: a table comes late, and the server dies in the middle of a line.
    steer(trainer, "Round 3", list(tables.values()))
    print("{:.1f}".format(time.monotonic()%1000), 'steer(trainer, "Round 3", list(tables.values()))', flush=True)
    panel(trainer, "Tables")
    print("{:.1f}".format(time.monotonic()%1000), 'panel(trainer, "Tables")', flush=True)
    trainer.get_by_role("button", name="Add table 6").click()
    expect(trainer.locator("[data-key='6'].kit-table-card")).to_be_visible(timeout=LONG)
    print("{:.1f}".format(time.monotonic()%1000), 'expect(trainer.locator("[data-key=\'6\'].kit-table-card")).to_be_visible(timeout=LONG)', flush=True)
    tables[6] = people.join(site, code, 6)
    expect(tables[6].locator("[data-key=missed]")).to_contain_text("Accountability, Empowerment")
    print("{:.1f}".format(time.monotonic()%1000), 'expect(tables[6].locator("[data-key=missed]")).to_contain_text("Accountability, Empowerment")', flush=True)
    for table, page in tables.items():
        write(page, f"table {table} round 3: ask her first")
    kit.kill()
    print("{:.1f}".format(time.monotonic()%1000), 'kit.kill()', flush=True)
    lost = tables[4].locator("#kit-status")
    expect(lost).to_contain_text("cannot be reached", timeout=LONG)
    print("{:.1f}".format(time.monotonic()%1000), 'expect(lost).to_contain_text("cannot be reached", timeout=LONG)', flush=True)
    box(tables[4]).fill("table 4 wrote this while the server was dead")
    box(tables[4]).press("Enter")
    box(tables[4]).fill("half a thought of table 4")
    kit.start()
    print("{:.1f}".format(time.monotonic()%1000), 'kit.start()', flush=True)
    for table, page in tables.items():
        expect(page.locator("#kit-status")).to_be_empty(timeout=LONG)
        saved(page)
        expect(wall(page).first).to_have_text(f"table {table} round 3: ask her first")
        assert clock_is_right(page, kit, code)
    expect(wall(tables[4]).nth(1)).to_have_text("table 4 wrote this while the server was dead")
    print("{:.1f}".format(time.monotonic()%1000), 'expect(wall(tables[4]).nth(1)).to_have_text("table 4 wrote this while the server was dead")', flush=True)
    expect(box(tables[4])).to_have_value("half a thought of table 4")
    print("{:.1f}".format(time.monotonic()%1000), 'expect(box(tables[4])).to_have_value("half a thought of table 4")', flush=True)
    assert clock_is_right(trainer, kit, code) and clock_is_right(projector, kit, code)

    # Round four: one table goes home early; its lines stay.
    steer(trainer, "Round 4", list(tables.values()))
    print("{:.1f}".format(time.monotonic()%1000), 'steer(trainer, "Round 4", list(tables.values()))', flush=True)
    for page in tables.values():
        write(page, f"written in round 4 at {page.locator('.kit-where strong').inner_text()}")
    card = trainer.locator("[data-key='2'].kit-table-card")
    card.locator("summary").click()
    card.get_by_role("button", name="Close table 2").click()
    expect(tables[2].locator(".kit-screen")).to_contain_text("closed this table", timeout=LONG)
    print("{:.1f}".format(time.monotonic()%1000), 'expect(tables[2].locator(".kit-screen")).to_contain_text("closed this table", timeout=LONG)', flush=True)
    working = [page for n, page in tables.items() if n != 2]
    for n in (5, 6):
        steer(trainer, f"Round {n}", working)
        for page in working:
            write(page, f"round {n}: agree who leads")

    steer(trainer, "Condensing", working)
    print("{:.1f}".format(time.monotonic()%1000), 'steer(trainer, "Condensing", working)', flush=True)
    for page in working:
        expect(page.locator("section.kit-desk").first).to_be_visible(timeout=LONG)
        expect(page.locator(".kit-screen")).not_to_contain_text(SET_ASIDE)
    assert sum(condense(page) for page in working) == 6

    steer(trainer, "Read it back", working)
    print("{:.1f}".format(time.monotonic()%1000), 'steer(trainer, "Read it back", working)', flush=True)
    for page in working:
        for card in page.locator("section.kit-card[data-key^=read]").all():
            card.get_by_label("Partly").check()
            card.get_by_role("textbox").fill("Nobody has asked her about the afternoons.")
            card.get_by_role("button", name=re.compile("^Save")).click()
        saved(page)

    steer(trainer, "Dots", working)
    print("{:.1f}".format(time.monotonic()%1000), 'steer(trainer, "Dots", working)', flush=True)
    for page in working:
        card = page.locator("section.kit-dots").first
        for left in ("2 dots left", "1 dot left", "0 dots left"):
            card.locator("[data-key=more]").first.click()
            expect(card.locator(".kit-count")).to_have_text(left)
        saved(page)
        expect(page.locator(".kit-screen")).not_to_contain_text("All tables:")
    panel(trainer, "Dots and overlap")
    print("{:.1f}".format(time.monotonic()%1000), 'panel(trainer, "Dots and overlap")', flush=True)
    trainer.get_by_role("button", name="Reveal the totals to the tables").click()
    for page in working:
        total = page.locator("section.kit-dots").first.locator("[data-key=total]").first
        expect(total).to_have_text("All tables: 15 dots", timeout=LONG)
    expect(projector.locator("table.kit-overlap")).to_be_visible(timeout=LONG)
    print("{:.1f}".format(time.monotonic()%1000), 'expect(projector.locator("table.kit-overlap")).to_be_visible(timeout=LONG)', flush=True)

    steer(trainer, "Against the plan", working)
    print("{:.1f}".format(time.monotonic()%1000), 'steer(trainer, "Against the plan", working)', flush=True)
    panel(trainer, "Plan")
    print("{:.1f}".format(time.monotonic()%1000), 'panel(trainer, "Plan")', flush=True)
    first = trainer.locator("section.kit-card[data-key^=plan] li").first
    first.get_by_label("Missing").check()
    first.get_by_role("group", name="Is that significant?").get_by_label("Yes").check()
    first.get_by_role("textbox").fill("Nothing in chapter two.")
    first.get_by_role("button", name=re.compile("^Save")).click()
    saved(trainer)
    expect(projector.locator(".kit-screen")).to_contain_text("1 missing", timeout=LONG)
    print("{:.1f}".format(time.monotonic()%1000), 'expect(projector.locator(".kit-screen")).to_contain_text("1 missing", timeout=LONG)', flush=True)

    panel(trainer, "Session")
    print("{:.1f}".format(time.monotonic()%1000), 'panel(trainer, "Session")', flush=True)
    trainer.get_by_role("button", name="End the session").click()
    expect(tables[1].locator(".kit-screen")).to_contain_text("has ended", timeout=LONG)
    print("{:.1f}".format(time.monotonic()%1000), 'expect(tables[1].locator(".kit-screen")).to_contain_text("has ended", timeout=LONG)', flush=True)
    late = people.device().new_page()
    late.goto(f"{site}/join")
    late.get_by_label("Code", exact=True).fill(code)
    late.get_by_role("button", name="Join", exact=True).click()
    expect(late.locator("#errors")).to_contain_text("No open session has the code")
    print("{:.1f}".format(time.monotonic()%1000), 'expect(late.locator("#errors")).to_contain_text("No open session has the code")', flush=True)

    text = word_file(trainer, tmp_path)
    for words in ("Mrs T", "Empowerment", "Nothing in chapter two.", "15"):
        assert words in text, f"{words!r} is not in the Word file"
    assert "Nobody has asked her about the afternoons." in text
    assert SET_ASIDE not in text and "Zebedee" not in text
    for page in [*tables.values(), projector]:
        assert "Zebedee" not in page.content()
