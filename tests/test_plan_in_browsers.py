"""The check against the plan in real browsers: a real Word file and a real PDF, tables that decide
by keyboard, files that cannot be read, faults, and every state against axe and the Tab key."""

from __future__ import annotations

import csv
import io
import re
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import psutil
import pytest

from exercises import library
from exercises.journal import sessions
from exercises.library import PRINCIPLES
from exercises.plan import content
from exercises.plan.splitting import split
from exercises.six_principles import plan_views
from exercises.six_principles.holding import decision
from exercises.six_principles.opening import Factors, Given, begin_plan_check, of_the_kit
from exercises.six_principles.settings import Settings
from exercises.six_principles.state import State
from tests.browsers import PATIENCE, Kit, People, act, opened, saved
from tests.plan_files import docx, packed, pdf
from tests.test_access import STOPS, layout, violations, walk
from tests.test_plan_reading import pages_of_a_plan
from tests.test_session_in_browsers import panel, tab_to
from tests.test_trust import hang_up, over_the_socket, seated, sit_down

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from exercises.journal.sessions import Session
    from exercises.place import Place

pytestmark = pytest.mark.browser
OPEN = "() => document.querySelectorAll('details').forEach((el) => { el.open = true; })"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ASK, COME, VISIT, TRADE, AGAIN = (
    "We will ask each person what they want before anything is decided, and write it down in "
    "their own words. The head of adult safeguarding answers for it, by June 2027.",
    "An independent advocate will be offered to anybody who finds it hard to take part, once the "
    "money for it has been found.",
    "We will train a visitor in each village hall, so that people who live alone have company. "
    "Help with household bills and debts is outside the scope of this plan.",
    "Trading standards will warn households by post when rogue traders are at work nearby, and "
    "will visit those who paid.",
    "They will come a second time in the week after, and leave a number that a person can ring.",
)
ASKED, ADVOCATE, BILLS, COMPANY, RUNG = (f"given-{n:02}" for n in range(1, 6))
FACTORS = (
    Given("empowerment", "People are asked what they want before anything is decided"),
    Given("empowerment", "An advocate beside her in time"),
    Given("prevention", "Her bills paid and her debts dealt with"),
    Given("prevention", "More company than one person"),
    Given("prevention", "Somebody rings back to ask whether it worked"),
)


def word_plan(document: Any) -> None:
    """A short plan, with a heading that lacks a letter."""
    document.add_heading("Northmere Safeguarding Adults Board: plan 2026 to 2029", 0)
    document.add_heading("Who we ar", 1)
    document.add_paragraph("The members are the council, the police and the hospital.")
    document.add_heading("Priority 1: The person decides", 1)
    document.add_paragraph(ASK)
    document.add_paragraph(COME)
    document.add_heading("Priority 2: Company and money", 1)
    for text in (VISIT, TRADE, AGAIN):
        document.add_paragraph(text)


def session_of(kit: Kit, tables: int = 2, factors: Factors = FACTORS, **chosen: Any) -> Session:
    """A plan check that stands at the plan."""
    solo = chosen.get("solo", False)
    settings = Settings(case=library.case("mrs-t"), minutes=None, **chosen)
    by = "solo" if solo else "trainer"
    session = begin_plan_check(kit.journal, settings, tables, factors, by)
    act(kit.place(session, by), "stage", stage="plan")
    return session


def give(place: Place, *passages: str, sample: str = "") -> str:
    """Give a plan without a page; the change is named."""
    if sample:
        parts = [each.model_dump() for each in split(content.sample(sample).text)]
    else:
        parts = [{"heading": "Priority 1", "place": "page 1", "text": text} for text in passages]
    return act(place, "plan.given", title="Our plan", source="pasted", passages=parts)


def state_of(kit: Kit, session: Session) -> State:
    return kit.place(session, "trainer").state


def kept(kit: Kit, session: Session) -> list[tuple[str, str]]:
    """The passages that are compared, with their headings."""
    return [(part.heading, part.text) for part in state_of(kit, session).plan.parts()]


def desk(page: Page, target: str) -> Locator:
    """Where a page decides about a key factor."""
    return page.locator(f"[data-key='desk/{target}']")


def factor(page: Page, target: str) -> Locator:
    return page.locator(f"li.kit-factor[data-key='{target}']")


def looked(page: Page) -> None:
    """Wait until the kit has looked through the plan for this page."""
    page.locator(".kit-evidence [data-key=first] .kit-passage").first.wait_for(
        state="attached", timeout=PATIENCE * 1000
    )


def choose_file(page: Page, file: Any) -> None:
    page.locator("#kit-plan-file").set_input_files(file)
    page.get_by_role("button", name="Read this file").click()


# from the files to the summary


@pytest.mark.slow
def test_a_word_plan_goes_from_the_trainers_keys_to_what_the_board_is_given(
    kit: Kit, people: People, tmp_path: Path
):
    from playwright.sync_api import expect

    session = session_of(kit)
    trainer = people.sit(kit, session, "trainer")
    wall = people.sit(kit, session, "projector")
    one, two = (people.sit(kit, session, "table", n) for n in (1, 2))
    by_keys_the_trainer_gives_it(trainer, tmp_path)
    members = ("Who we are", "The members are the council, the police and the hospital.")
    assert members not in kept(kit, session)
    company, rest = VISIT.split(" Help ")
    assert kept(kit, session) == [
        ("Priority 1: The person decides", ASK),
        ("Priority 1: The person decides", COME),
        ("Priority 2: Company and money", company),
        ("Priority 2: Company and money", f"Help {rest}"),
        ("Priority 2: Company and money", f"{TRADE}\n{AGAIN}"),
    ]
    plan = state_of(kit, session).plan.plan
    assert plan is not None and plan.source == "file"
    assert next((part.heading, part.dropped) for part in plan.parts) == ("Who we are", True)

    for page in (one, two):
        looked(page)
    expect(desk(one, ASKED).locator("mark").first).to_have_text(ASK.split(" The head")[0])
    decide_by_keys(one, ASKED, "Covered", tick=True)
    decide_by_keys(one, ADVOCATE, "Partly covered", tick=True, why="Offered only if paid for.")
    decide_by_keys(two, BILLS, "Missing", find="bills", why="The <b>debt</b> was the harm.")
    decide_by_keys(two, COMPANY, "Partly covered", tick=True, why="Halls are far away.")
    decide_by_keys(two, RUNG, "Missing", why="Nobody would know.")
    found = state_of(kit, session)
    targets = (ASKED, ADVOCATE, BILLS, COMPANY, RUNG)
    said = [(decision(found, t), found.choices[f"plan/{t}/decision"].by) for t in targets]
    ours, theirs = "table-1", "table-2"
    assert said == [
        ("in_plan", ours),
        ("partly", ours),
        ("missing", theirs),
        ("partly", theirs),
        ("missing", theirs),
    ]
    assert [part.text for part in found.plan.shows(BILLS)] == [f"Help {rest}"]
    expect(desk(two, BILLS).locator("[data-key=who]")).to_contain_text("Decided by table 2 at")

    expect(wall.locator(f"[data-key='{ASKED}']")).to_contain_text("Covered")
    trainer.get_by_role("button", name="Go to…").click()
    trainer.get_by_role("group", name="Principle on the projector").get_by_role(
        "button", name="Prevention"
    ).click()
    row = wall.locator(f"[data-key='{BILLS}']")
    expect(row).to_contain_text("Missing")
    expect(row).to_contain_text("Significant")
    expect(row).to_contain_text(f"“Help {rest}” Priority 2: Company and money")
    expect(wall.locator("[data-key=progress]")).to_contain_text(
        "Prevention: 3 of 3 decided, 3 significant gaps"
    )

    trainer.get_by_role("button", name="Next: What follows").click()
    act_by_keys(two, BILLS, "Pay for debt advice", "commissioning manager", "March 2027")
    act_by_keys(one, ADVOCATE, "Find the money for advocates", "board manager", "")
    panel(trainer, "Actions")
    second = trainer.locator("[data-key=actions] ol > li").filter(has_text="Find the money")
    second.get_by_role("button", name=re.compile("^Move up")).click()
    expect(second.get_by_role("button", name=re.compile("^Move up"))).to_be_focused()
    saved(trainer)
    expect(wall.locator("[data-key=actions] ol > li")).to_have_text(
        [
            re.compile("^Find the money for advocates board manager$"),
            re.compile("^Pay for debt advice commissioning manager, March 2027$"),
        ]
    )
    the_board_is_given(trainer, tmp_path, rest)


def opened_by_keys(page: Page) -> Any:
    """What Enter on the field for a file opens; a busy machine may miss the first."""
    from playwright.sync_api import TimeoutError as TooLong

    for _ in range(5):
        with suppress(TooLong):
            with page.expect_file_chooser(timeout=15_000) as chooser:
                page.keyboard.press("Enter")
            return chooser.value
    raise AssertionError("Enter on the field opened nothing to choose a file with")


def by_keys_the_trainer_gives_it(page: Page, folder: Path) -> None:
    """Give the plan, correct a heading, leave out, split and join, without a mouse."""
    from playwright.sync_api import expect

    path = folder / "our_plan.docx"
    path.write_bytes(docx(word_plan))
    keys = page.keyboard
    tab_to(page, page.locator(".kit-panels [data-panel=plan]"))
    keys.press("Enter")
    tab_to(page, page.locator("#kit-plan-file"))
    opened_by_keys(page).set_files(path)
    keys.press("Tab")
    expect(page.get_by_role("button", name="Read this file")).to_be_focused()
    keys.press("Enter")
    heading = page.locator("#kit-plan-h")
    expect(heading).to_have_text("The plan")
    expect(heading).to_be_focused()
    saved(page)
    expect(page.locator("[data-key=standing]")).to_contain_text("from a file: 6 passages under 3")

    tab_to(page, page.locator("[data-key=correct] > summary"))
    keys.press("Enter")
    rows = page.locator("[data-key=correct] > ol > li")
    tab_to(page, rows.nth(0).locator("[data-do=partHeading]"))
    keys.press("Enter")
    field = rows.nth(0).get_by_role("textbox")
    expect(field).to_be_focused()
    expect(field).to_have_value("Who we ar")
    keys.press("End")
    keys.type("e")
    keys.press("Enter")
    expect(rows.nth(0)).to_be_focused()
    expect(rows.nth(0)).to_contain_text("Who we are")
    tab_to(page, rows.nth(0).locator("[data-do=partOut]"))
    keys.press("Enter")
    expect(rows.nth(0)).to_contain_text("Left out")
    tab_to(page, rows.nth(3).locator("[data-do=partSplit]"))
    keys.press("Space")
    before = rows.nth(3).locator("[data-do=splitAt]")
    expect(before).to_be_focused()
    expect(before).to_have_text(
        "Help with household bills and debts is outside the scope of this plan."
    )
    keys.press("Enter")
    expect(rows).to_have_count(7)
    tab_to(page, rows.nth(6).locator("[data-do=partJoin]"))
    keys.press("Enter")
    expect(rows).to_have_count(6)
    expect(rows.nth(5)).to_be_focused()
    saved(page)


CHOICES = ["Covered", "Partly covered", "Missing", "Not for a plan"]


def decide_by_keys(
    page: Page, target: str, choice: str, tick: bool = False, find: str = "", why: str = ""
) -> None:
    """Tick or look for a passage, decide and say why, without a mouse; a `why` is for a gap that
    is significant."""
    from playwright.sync_api import expect

    here, keys = desk(page, target), page.keyboard
    if tick:
        box = here.locator("[data-key=first] input").first
        tab_to(page, box)
        keys.press("Space")
        expect(box).to_be_checked()
    if find:
        tab_to(page, here.locator("[data-do=openFinder]"))
        keys.press("Enter")
        expect(here.get_by_role("search").get_by_role("textbox")).to_be_focused()
        keys.type(find)
        keys.press("Enter")
        results = here.locator("[data-key=results]")
        expect(results.locator("[data-key=count]")).to_be_focused()
        expect(results.locator("mark")).to_have_text(find)
        tab_to(page, results.locator("input"))
        keys.press("Space")
    tab_to(page, here.get_by_label(CHOICES[0], exact=True))
    keys.press("Space")
    for name in CHOICES[1 : CHOICES.index(choice) + 1]:
        keys.press("ArrowDown")
        expect(here.get_by_label(name, exact=True)).to_be_focused()
    expect(here.get_by_label(choice, exact=True)).to_be_checked()
    if why:
        yes = here.get_by_role("group", name="Is that significant?").get_by_label("Yes")
        tab_to(page, yes)
        keys.press("Space")
        field = here.get_by_label("Why is it, or is it not, significant?")
        tab_to(page, field)
        keys.type(why)
        keys.press("Tab")
        keys.press("Enter")
        expect(here.locator(".kit-note .kit-words")).to_have_text(why)
    saved(page)
    expect(here.get_by_label(choice, exact=True)).to_be_checked()


def act_by_keys(page: Page, target: str, what: str, who: str, when: str) -> None:
    """Propose an action for a gap, without a mouse."""
    from playwright.sync_api import expect

    keys = page.keyboard
    gap = page.locator(f"[data-key=gaps] li[data-key='{target}']")
    gap.wait_for()
    page.evaluate("() => document.activeElement.blur()")
    tab_to(page, gap.locator("summary"))
    keys.press("Enter")
    for words in (what, who, when):
        keys.press("Tab")
        keys.type(words)
    keys.press("Enter")
    expect(page.locator("[data-key=actions] ol > li:focus")).to_contain_text(what)
    saved(page)


def the_board_is_given(trainer: Page, folder: Path, quoted: str) -> None:
    """Write the summary from its panel and read the Word file and the actions back."""
    import docx as word

    panel(trainer, "Summary")
    trainer.get_by_role("button", name="Write the summary").click()
    files = {}
    for end in ("summary.docx", "actions.csv"):
        link = trainer.get_by_role("link", name=re.compile(re.escape(end)))
        link.wait_for(timeout=2 * PATIENCE * 1000)
        with trainer.expect_download() as download:
            link.click()
        files[end] = folder / end
        download.value.save_as(files[end])
    document = word.Document(str(files["summary.docx"]))
    rows = [" | ".join(cell.text for cell in row.cells) for t in document.tables for row in t.rows]
    (bills,) = [row for row in rows if FACTORS[2].wording in row and "Decided by" in row]
    for words in (
        "Missing",
        "Significant gap",
        "The <b>debt</b> was the harm.",
        f"“Help {quoted}”",
    ):
        assert words in bills
    assert "Priority 2: Company and money" in bills and "table 2" in bills.lower()
    (asked,) = [row for row in rows if FACTORS[0].wording in row and "Decided by" in row]
    assert "Covered" in asked and ASK in asked
    text = "\n".join([*(each.text for each in document.paragraphs), *rows])
    assert "proposed, for the board to agree" in text
    assert text.index("Find the money for advocates") < text.index("Pay for debt advice")
    page_one = text[: text.index("Against the board's plan")]
    assert [page_one.find(FACTORS[n].wording) > 0 for n in (1, 2, 4)] == [True] * 3
    assert FACTORS[3].wording not in page_one
    actions = list(csv.reader(io.StringIO(files["actions.csv"].read_text("utf-8-sig"))))
    told = [" | ".join(row) for row in actions]
    (first,) = [n for n, row in enumerate(told) if "Find the money for advocates" in row]
    (second,) = [n for n, row in enumerate(told) if "Pay for debt advice" in row]
    assert first < second
    assert "commissioning manager" in told[second] and "March 2027" in told[second]


def faulty(folder: Path) -> dict[str, tuple[Any, str]]:
    """Files that cannot be read, each with words of what the page says."""
    types = b"<Types><Override ContentType='application/vnd.openxmlformats-officedocument."
    sheet = packed({"[Content_Types].xml": types + b"spreadsheetml.sheet.main+xml'/></Types>"})
    large = folder / "large.pdf"
    with large.open("wb") as file:
        file.truncate(26 * 2**20)

    def named(name: str, body: bytes) -> dict[str, Any]:
        return {"name": name, "mimeType": WORD, "buffer": body}

    return {
        "sheet": (named("plan.docx", sheet), "This is a spreadsheet"),
        "locked": (named("plan.pdf", pdf(pages_of_a_plan(), "secret")), "password"),
        "large": (large, "This file has 26 MB; at most 25 can be read"),
        "none": ([], "No file is chosen"),
    }


def test_a_pdf_is_given_and_stays_when_files_that_cannot_be_read_come_after_it(
    kit: Kit, people: People, tmp_path: Path
):
    from playwright.sync_api import expect

    session = session_of(kit, 1)
    page = people.sit(kit, session, "trainer")
    panel(page, "Plan")
    body = pdf(pages_of_a_plan())
    choose_file(page, {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": body})
    saved(page)
    looked(page)
    factor(page, ASKED).locator("summary").first.click()
    first = desk(page, ASKED).locator("[data-key=first] > li").first
    expect(first.locator(".kit-source")).to_have_text("What people said, page 2")
    expect(first.locator("mark")).to_contain_text("to be asked before anybody acted")
    expect(first.locator("mark")).to_be_visible()
    before = state_of(kit, session).plan.plan
    assert before is not None and before.title == "Northmere plan"

    page.get_by_text("Give another plan instead").click()
    field, loud = page.locator("#kit-plan-file"), page.locator(".kit-live[aria-live=assertive]")
    asked = len(people.asked)
    for file, sentence in faulty(tmp_path).values():
        choose_file(page, file)
        error = page.locator("#kit-plan-file-error")
        expect(error).to_contain_text(sentence)
        expect(field).to_have_attribute("aria-describedby", "kit-plan-file-error")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(loud).to_contain_text(sentence, ignore_case=True)
        expect(page.locator("[data-key=busy]")).to_be_empty()
    sent = [url for url in people.asked[asked:] if url.endswith("/plan")]
    assert len(sent) == 2, "a file that is too large, or none, is not sent"
    page.get_by_role("button", name="Read this text").click()
    text = page.get_by_label("Or paste the text")
    expect(text).to_have_attribute("aria-describedby", "kit-plan-text-error")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    after = state_of(kit, session).plan.plan
    assert after is not None and after.id == before.id
    expect(page.locator("[data-key=standing]")).to_contain_text("Northmere plan, from a file")


# what the kit shows, and what it leaves to people


COVERED = """() => [...document.querySelectorAll('li.kit-factor')].filter((el) => {
  const bare = el.cloneNode(true);
  const said = bare.querySelectorAll('.kit-choice label, .kit-words, .kit-hidden');
  said.forEach((each) => each.remove());
  return /cover/i.test(bare.textContent);
}).length"""


def test_six_tables_decide_all_of_the_kits_key_factors_at_once(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = session_of(kit, 6, of_the_kit())
    trainer = kit.place(session, "trainer")
    give(trainer, sample="thin")
    pages = {n: people.sit(kit, session, "table", n) for n in range(1, 7)}
    for page in pages.values():
        looked(page)
    found = sessions.twins_of(kit.journal, session.id)["plan"]["found"]
    trainer.follow()
    mine = {
        n: [f.id for f in trainer.state.factors_of(PRINCIPLES[n - 1]) if f.shown] for n in pages
    }
    assert sum(map(len, mine.values())) == 18
    warned = 0
    for n, page in pages.items():
        expect(page.locator("[data-key^='desk/']")).to_have_count(3)
        assert page.locator("input:checked").count() == 0
        assert page.locator(".kit-factor input").count() > 12
        assert page.evaluate(COVERED) == 0
        for target in mine[n]:
            notice = desk(page, target).get_by_text("No clear match was found")
            expect(notice).to_have_count(0 if found[target]["clear"] else 1)
        told = page.locator(".kit-look-twice", has_text="“outside the scope”")
        warned += told.count()
    assert warned, "the thin plan rules things out"
    bills = desk(pages[4], mine[4][0]).locator("[data-key=first] > li").first
    expect(bills.locator(".kit-look-twice")).to_contain_text("Read it twice. It says “outside")

    values = ["in_plan", "partly", "missing", "not_for_plan"]
    wanted = {}
    for k in range(3):
        for n, page in pages.items():
            value = values[(n + k) % 4]
            page.locator(f"input[name='plan-{mine[n][k]}-decision'][value={value}]").click()
            wanted[mine[n][k]] = (value, f"table-{n}")
    for page in pages.values():
        saved(page)
        expect(page.locator("[data-key=count]").first).to_have_text("All 3 key factors decided.")
    choices = state_of(kit, session).choices
    stand = {t: (choices[f"plan/{t}/decision"]) for t in wanted}
    assert {t: (choice.value, choice.by) for t, choice in stand.items()} == wanted


HOSTILE = {
    "script": "<script>window.kitWasHere = 1</script> We will ask people what they want.",
    "handler": '"><img src=x onerror="window.kitWasHere = 1"> We will ask what people want.',
    "markdown": "**We** will [ask](javascript:window.kitWasHere=1) what people want, with `code`.",
    "emoji": "\U0001f469\u200d\U0001f467 \U0001f3e0 Our plan. We will ask people what they want "
    "before anything is decided. \U0001f600 Nobody waits: this is outside the scope.",
    "right to left": "\u0627\u0633\u0623\u0644\u0647\u0627 \u0623\u0648\u0644\u0627\u064b. We will "
    "ask people what they want \u202e gnirts.",
}


def test_a_plans_words_are_shown_as_words_with_the_right_sentence_marked(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = session_of(kit, 1)
    page = people.sit(kit, session, "trainer")
    panel(page, "Plan")
    blocks = [f"# {text}\n\n{text}" for text in HOSTILE.values()]
    page.get_by_label("Or paste the text").fill("\n\n".join(blocks))
    page.get_by_role("button", name="Read this text").click()
    saved(page)
    expect(page.get_by_label("Or paste the text")).to_have_value("")
    table = people.sit(kit, session, "table", 1)
    wall = people.sit(kit, session, "projector")
    looked(table)
    parts = {part.id: part for part in state_of(kit, session).plan.parts()}
    assert len(parts) == len(HOSTILE)
    hits = sessions.twins_of(kit.journal, session.id)["plan"]["found"][ASKED]["hits"]
    table.evaluate(OPEN)
    for name, start, end, cautions in hits:
        row = desk(table, ASKED).locator(f"li[data-key='{name}']")
        text = parts[name].text
        expect(row.locator("mark")).to_have_text(" ".join(text[start:end].split()))
        said = f"{text[:start]} Marked: {text[start:end]} (end of what is marked) {text[end:]}"
        expect(row.locator("p.kit-words")).to_have_text(" ".join(said.split()))
        assert row.locator("p.kit-words").get_attribute("dir") == "auto"
        said = row.locator(".kit-look-twice .kit-words").all_inner_texts()
        shown = [c for c in cautions if c[0] != "negation" or (c[1] >= start and c[2] <= end)]
        assert said == list(dict.fromkeys(text[c[1] : c[2]] for c in shown if c[0] != "heading"))
    (smile,) = [hit for hit in hits if "Nobody waits" in parts[hit[0]].text]
    assert parts[smile[0]].text[: smile[1]].count("\U0001f3e0") == 1, "an emoji is before the mark"
    assert any("outside the scope" in parts[smile[0]].text[c[1] : c[2]] for c in smile[3])
    for hit in hits:
        act(
            kit.place(session, "trainer"), "plan.evidence", target=ASKED, passage=hit[0], shows=True
        )
    expect(wall.locator(".kit-quoted")).to_have_count(plan_views.MOST_QUOTED)
    page.evaluate(OPEN)
    page.get_by_text("Passages 1 to").wait_for()
    for each in (page, table, wall):
        assert each.evaluate("window.kitWasHere === undefined")
        strange = each.locator(
            ".kit-words :not(mark, .kit-hidden), .kit-screen script, .kit-screen img:not(.kit-qr)"
        )
        assert strange.count() == 0


def test_a_table_does_not_decide_for_another_nor_see_what_it_is_shown(kit: Kit):
    session = session_of(kit)
    given = give(kit.place(session, "trainer"), ASK, COME, VISIT)
    part = state_of(kit, session).plan.parts()[0].id
    theirs = seated(kit, session, "table", 1)
    bodies = [
        ("chose", {"field": f"plan/{BILLS}/decision", "value": "in_plan"}),
        ("chose", {"field": f"plan/{BILLS}/significant", "value": "no"}),
        ("wrote", {"field": f"plan/{BILLS}/note", "text": "not our table's to say"}),
        ("plan.evidence", {"target": BILLS, "passage": part, "shows": True}),
        ("plan.heading", {"plan": given, "passage": part, "heading": "ours"}),
        ("plan.given", {"title": "x", "source": "pasted", "passages": [{"text": ASK}]}),
        ("plan.action", {"text": "in their name", "table": 2, "target": BILLS}),
        ("plan.actions.ordered", {"actions": []}),
        ("plan.lenses", {"lenses": ["principles"]}),
    ]

    async def attack() -> tuple[str, list[str]]:
        line, heard = await sit_down(kit, theirs)
        answers = []
        if '"looked": true' not in heard:
            heard += await line.until(lambda text: '"looked": true' in text)
        await line.send({"type": "read plan", "sample": "thin"})
        for n, (kind, body) in enumerate(bodies):
            await line.send({"type": "change", "id": f"{n:032}", "kind": kind, "body": body})
            answers.append(await line.until(lambda text, n=n: f'"{n:032}"' in text))
        await hang_up(line.socket)
        return heard, answers

    heard, answers = over_the_socket(attack)
    assert all('"refused"' in each and '"committed"' not in each for each in answers), answers
    assert all('"plan read"' not in each for each in answers)
    hits = re.findall(r'"(given-\d\d)": \{"clear"', heard + "".join(answers))
    assert set(hits) == {ASKED, ADVOCATE}
    found = state_of(kit, session)
    assert not found.choices and not found.notes and not found.plan.shown_actions()
    assert not found.plan.evidence and not found.plan.lenses
    plan = found.plan.plan
    assert plan is not None and plan.id == given and plan.parts[0].heading == "Priority 1"


# faults


def frozen_reader(kit: Kit) -> psutil.Process:
    """The process that reads a file for the kit, stopped where it is."""
    assert kit.process is not None
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for child in psutil.Process(kit.process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                if "facilitator.plans.run" in child.cmdline():
                    child.suspend()
                    return child
    raise AssertionError("no process reads a file")


HALF = {
    "What should be done?": "Half an action <i>with</i> marks",
    "Who leads? A role, not a person\N{RIGHT SINGLE QUOTATION MARK}s name": "board manager",
    "By when?": "when it is agreed",
}
HALF_PLAN = "# Half a plan\n\nwith <b>half</b> a passage"


def test_nothing_is_lost_or_half_kept_when_the_kit_dies(kit: Kit, people: People):
    """One death of the kit, while a file is read and right after a table's page said Saved."""
    from playwright.sync_api import expect

    session = session_of(kit)
    place = kit.place(session, "trainer")
    first_plan = give(place, ASK, COME, VISIT)
    trainer = people.sit(kit, session, "trainer")
    table = people.sit(kit, session, "table", 1)
    panel(trainer, "Plan")
    trainer.get_by_text("Correct how it was split").click()
    row = trainer.locator("[data-key=correct] > ol > li").first
    row.get_by_role("button", name=re.compile("^Heading")).click()
    row.get_by_role("textbox").fill("Half a heading")
    trainer.get_by_text("Give another plan instead").click()
    pasted = trainer.get_by_label("Or paste the text")
    pasted.fill(HALF_PLAN)

    looked(table)
    ours, other = desk(table, ADVOCATE), desk(table, ASKED)
    gap = table.locator(f"[data-key=gaps] li[data-key='{ADVOCATE}']")
    significant = ours.get_by_role("group", name="Is that significant?").get_by_label("Yes")
    tick = ours.locator("[data-key=first] input").first
    more = ours.locator("details[data-key=more]")
    more.locator("summary").click()
    ours.get_by_label("Missing").check()
    kit.kernel_of(table).kill()
    significant.check()
    tick.check()
    other.get_by_role("textbox").fill("half a reason")
    saved(table)
    expect(more).to_have_attribute("open", "")  # the plan did not leave the page with its kernel
    act(place, "stage", stage="actions")
    gap.locator("summary").click()
    gap.get_by_label("What should be done?").fill("Pay for advocates")
    gap.get_by_role("button", name="Propose it").click()
    gap.locator("summary").click()  # it folds when it is sent
    for label, words in HALF.items():
        gap.get_by_label(label).fill(words)
    saved(table)

    choose_file(trainer, {"name": "plan.docx", "mimeType": WORD, "buffer": docx(word_plan)})
    expect(trainer.locator("[data-key=busy]")).to_have_text("Reading…")
    frozen_reader(kit)
    kit.kill()
    error = trainer.locator("#kit-plan-file-error")
    expect(error).to_contain_text("The kit could not be reached; choose the file again")
    expect(trainer.locator("[data-key=busy]")).to_be_empty()
    kit.start()
    seat = table.url
    table.reload()
    opened(table)
    assert table.url == seat
    expect(table.locator(".kit-where").first).to_contain_text("Table 1")
    expect(table.locator("section[data-key=actions] ol > li")).to_have_count(1)
    expect(table.locator("section[data-key=actions] ol > li")).to_contain_text("Pay for advocates")
    for label, words in HALF.items():
        expect(gap.get_by_label(label)).to_be_visible()
        expect(gap.get_by_label(label)).to_have_value(words)
    found = state_of(kit, session)
    assert [each.said.text for each in found.plan.shown_actions()] == ["Pay for advocates"]
    assert decision(found, ADVOCATE) == "missing" and len(found.plan.shows(ADVOCATE)) == 1
    assert not found.notes, "what was not sent is not kept by the server"
    assert found.plan.plan is not None and list(found.plan.plans) == [first_plan]
    act(kit.place(session, "trainer"), "stage", stage="plan")
    for chosen in (ours.get_by_label("Missing"), significant, tick):
        expect(chosen).to_be_checked()
    expect(other.get_by_role("textbox")).to_have_value("half a reason")

    trainer.reload()
    opened(trainer)
    panel(trainer, "Plan")
    for field, words in ((row.get_by_role("textbox"), "Half a heading"), (pasted, HALF_PLAN)):
        expect(field).to_be_visible()
        expect(field).to_have_value(words)
    choose_file(trainer, {"name": "plan.docx", "mimeType": WORD, "buffer": docx(word_plan)})
    expect(trainer.locator("[data-key=standing]")).to_contain_text("from a file: 6 passages")
    saved(trainer)
    expect(pasted).to_have_value(HALF_PLAN)


# axe, narrow screens and the Tab key


def whole(page: Page, width: int = 320) -> list[str]:
    """What axe and a narrow screen find with everything unfolded."""
    page.evaluate(OPEN)
    page.evaluate("() => scrollTo(0, 0)")
    found = violations(page, 1280) + violations(page, 390) + layout(page, width)
    page.set_viewport_size({"width": 1280, "height": 844})
    return found


def by_tab(page: Page, width: int) -> list[str]:
    """Where the Tab key goes back and forth, skips, is not seen or has no name."""
    page.set_viewport_size({"width": width, "height": 844})
    stops = walk(page)
    order = [stop["at"] for stop in stops]
    said = [] if order == sorted(order) else ["the Tab key goes back and forth"]
    if len(stops) != (wanted := page.evaluate(STOPS)):
        said.append(f"{len(stops)} stops of {wanted}, the last of them {stops[-1]}")
    bad = [stop for stop in stops if not (stop["rings"] and stop["named"]) or stop["covered"]]
    return said + [f"{stop}" for stop in bad]


@pytest.fixture(scope="module")
def worked(kit: Kit) -> Session:
    """A session in which something of everything stands but the plan."""
    session = session_of(kit)
    trainer = kit.place(session, "trainer")
    for target, value in ((ADVOCATE, "partly"), (BILLS, "missing")):
        act(trainer, "chose", field=f"plan/{target}/decision", value=value)
        act(trainer, "chose", field=f"plan/{target}/significant", value="yes")
        act(trainer, "wrote", field=f"plan/{target}/note", text="somebody would be alone with it")
    one = act(trainer, "plan.action", text="Pay for advocates", target=ADVOCATE, table=1)
    act(trainer, "plan.action", text="Debt advice", owner="board manager", when="March 2027")
    for text in ("Pay for more of them", "Pay for all of them"):
        act(trainer, "plan.action.changed", action=one, on=one, text=text)
    gone = act(trainer, "plan.action", text="Nothing", table=1)
    act(trainer, "plan.action.withdrawn", action=gone)
    return session


def test_axe_and_the_tab_key_find_nothing_on_the_trainers_page(
    kit: Kit, people: People, worked: Session
):
    session, place = worked, kit.place(worked, "trainer")
    act(place, "stage", stage="plan")
    page = people.sit(kit, session, "trainer", viewport={"width": 1280, "height": 844})
    panel(page, "Plan")
    page.get_by_role("button", name="Read this file").click()
    page.locator("#kit-plan-file-error").wait_for()
    assert whole(page) == []
    give(place, ASK, COME, VISIT, f"{TRADE}\n{AGAIN}")
    place.follow()
    looked(page)
    act(place, "plan.evidence", target=BILLS, passage=place.state.plan.parts()[2].id, shows=True)
    page.get_by_label("Three questions about wellbeing and safety").check()
    page.evaluate(OPEN)
    page.get_by_role("button", name=re.compile("^Split")).nth(2).click()
    page.get_by_role("button", name=re.compile("^Heading")).nth(1).click()
    page.get_by_role("button", name=re.compile("^Leave it out")).nth(0).click()
    desk(page, COMPANY).get_by_role("button", name=re.compile("^Look in the plan")).click()
    search = desk(page, COMPANY).get_by_role("search")
    search.get_by_role("button", name="Look").click()
    desk(page, COMPANY).locator("[data-key=results] li").first.wait_for()
    desk(page, "challenge-both").locator(".kit-passage").first.wait_for()
    saved(page)
    assert whole(page) == []
    assert by_tab(page, 1280) == []
    act(place, "stage", stage="actions")
    panel(page, "Actions")
    row = page.locator("[data-key=actions] ol > li").nth(1)
    row.get_by_role("button", name=re.compile("^Change")).click()
    page.get_by_text("Another action").click()
    page.locator("form[data-key='propose/other'] button").click()
    page.locator("#kit-propose-other-error").wait_for()
    assert whole(page) == []
    assert by_tab(page, 390) == []


Stage = Literal["plan", "actions"]


@pytest.mark.parametrize("role", ["table", "projector", "solo"])
def test_axe_and_the_tab_key_find_nothing_on_the_other_pages(
    kit: Kit, people: People, worked: Session, role: Literal["table", "projector", "solo"]
):
    session = session_of(kit, 1, solo=True) if role == "solo" else worked
    place = kit.place(session, "solo" if role == "solo" else "trainer")
    act(place, "stage", stage="plan")
    page = people.sit(kit, session, role, 1 if role != "projector" else None)
    if role == "solo":
        assert whole(page) == []
    if state_of(kit, session).plan.plan is None:
        give(place, ASK, COME, VISIT, f"{TRADE}\n{AGAIN}")
    if role != "projector":
        looked(page)
        page.evaluate(OPEN)
        ours = desk(page, ADVOCATE)
        ours.get_by_label("Partly covered").check()
        ours.get_by_role("group", name="Is that significant?").get_by_label("Yes").check()
        ours.get_by_role("button", name=re.compile("^Look in the plan")).click()
        ours.get_by_role("search").get_by_role("button", name="Look").click()
        ours.locator("[data-key=results] input").first.check()
        saved(page)
    else:
        page.locator("[data-key=progress]").wait_for()
    assert whole(page) == []
    assert by_tab(page, 390) == []
    act(place, "stage", stage="actions")
    page.locator("section[data-key=actions]").wait_for()
    if role != "projector":
        page.evaluate(OPEN)
        page.locator("form[data-key='propose/other'] button").click()
        page.locator("#kit-propose-other-error").wait_for()
    assert whole(page) == []
    assert by_tab(page, 1280) == []
