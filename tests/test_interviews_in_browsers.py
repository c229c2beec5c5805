"""A study by interviews in real browsers: an officer and a second coder, by keys, after a reload,
and after the server was killed."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from exercises.interviews.content import interview_words
from exercises.interviews.quoting import usable
from exercises.journal import sessions, wipe
from tests.browsers import Kit, People, opened, saved
from tests.studies import ASKED, MEASURED, Study, full
from tests.test_access import layout, violations
from tests.test_journal import PLANTED, rows_of
from tests.test_six_principles import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
WORDS = interview_words()
OPEN = "() => document.querySelectorAll('details').forEach((el) => { el.open = true; })"


def sound(page: Page, name: str) -> None:
    """Nothing for axe to find on the page as it stands, nor cut off."""
    if shots := os.environ.get("KIT_SHOTS"):  # to look at them by hand
        page.screenshot(path=f"{shots}/interviews-{name}.png", full_page=True)
    page.wait_for_timeout(300)  # what was on its way is drawn: axe loses headings that move
    assert violations(page, 320) == []
    assert layout(page, 320) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def panel(page: Page, name: str) -> Locator:
    """Another panel of the officer's page."""
    page.locator(".kit-panels").first.get_by_role("button", name=re.compile(f"^{name}")).click()
    return page.locator(".kit-panel")


def test_a_study_is_set_up_and_an_interview_goes_from_consent_to_erasing(kit: Kit, people: People):
    from playwright.sync_api import expect

    page = people.device().new_page()
    page.goto(f"{kit.url}/run/interviews")
    page.get_by_role("button", name="Set up the study").click()
    expect(page.locator("#contact")).to_have_attribute("aria-invalid", "true")
    sound(page, "set-up")
    page.locator("#contact").fill("the board manager")
    page.get_by_role("button", name="Set up the study").press("Enter")
    opened(page)
    session = sessions.every(kit.journal)[0]
    page.get_by_role("button", name="Begin with consent").click()
    expect(page.locator("#kit-interview-new-organisation")).to_be_focused()
    page.locator("#kit-interview-new-organisation").select_option("B")
    page.locator("#kit-interview-new-sort").select_option("housing")
    sound(page, "list")
    page.get_by_role("button", name="Begin with consent").press("Enter")
    saved(page)
    expect(page.locator("#kit-talk-h")).to_have_text("Interview 1, organisation B (kind: housing)")
    expect(page.locator(".kit-talk-opening")).to_contain_text("turn to: the board manager")
    expect(page.locator("#kit-talk-note")).to_have_count(0)
    page.get_by_role("button", name="Record consent").click()
    expect(page.locator("#kit-consent-told")).to_be_focused()
    told = page.get_by_role("group", name="Consent").locator("[aria-invalid=true]")
    expect(told).to_have_count(4)
    expect(page.locator("#kit-consent-error")).to_contain_text("4 points that are needed")
    sound(page, "consent")
    for point in WORDS.consent:
        page.locator(f"#kit-consent-{point.id}").press("Space")
    page.get_by_role("button", name="Record consent").press("Enter")
    saved(page)
    expect(page.locator("#kit-talk-ask")).to_be_focused()

    note = page.locator("#kit-talk-note")
    note.fill("We listen firs")
    expect(page.locator("#kit-talk-state")).to_contain_text("Typed, and kept on this page")
    page.reload()
    opened(page)
    expect(note).to_have_value("We listen firs")
    note.press_sequentially("t. Mr Oakes said so.")
    page.get_by_role("button", name="Save and next question").press("Enter")
    expect(page.locator("#kit-talk-ask")).to_have_text(WORDS.guides[0].questions[1].ask)
    saved(page)
    page.get_by_role("button", name="Leave this question out").click()
    page.get_by_role("button", name="Back", exact=True).click()
    expect(note).to_have_value("We listen first. Mr Oakes said so.")
    expect(page.locator(".kit-talk-note")).to_contain_text("This may identify somebody")
    page.evaluate(OPEN)
    sound(page, "ask")
    note.fill(HOSTILE[0])
    kit.kill()
    page.get_by_role("button", name="Save the note").click()
    expect(page.locator("#kit-talk-state")).to_contain_text("waits on this device")
    kit.start()
    saved(page)

    study = kit.place(session, "trainer")
    (interview,) = study.state.interviews.values()
    assert interview.notes["q01"].text == HOSTILE[0] and interview.skipped == {"q02"}
    note.fill(f"{PLANTED}, typed and not saved")
    other = people.sit(kit, session, "trainer")  # the officer's other device
    other.locator("[data-do=openTalk]").click()
    other.locator("#kit-talk-note").fill(f"{PLANTED}, typed on another page")
    expect(other.locator("#kit-talk-state")).to_contain_text("Typed, and kept on this page")
    report = wipe.folder_of(kit.data, session.id) / "summary" / "old.docx"
    report.parent.mkdir(parents=True)
    report.write_text(PLANTED)
    page.get_by_role("button", name=re.compile("^Stop and erase")).click()
    expect(page.locator("#kit-erase")).to_be_focused()
    page.locator("#kit-erase").press("Enter")
    saved(page)
    expect(page.get_by_text("Stopped and erased")).to_be_visible()
    stored = "() => JSON.stringify({...localStorage})"
    assert PLANTED not in rows_of(kit.journal) and PLANTED not in page.evaluate(stored)
    assert HOSTILE[0] not in rows_of(kit.journal) and not report.exists()
    expect(other.get_by_text("Stopped and erased")).to_be_visible()
    assert PLANTED not in other.evaluate(stored)
    panel(page, "Chart")
    expect(page.locator(".kit-panel")).to_contain_text("no interview with consent yet")


def test_two_coders_mark_alone_compare_and_the_analysis_goes_on_to_a_report(
    kit: Kit, people: People
):
    from playwright.sync_api import expect

    study = Study(kit.journal)
    one = study.interview("A", "council")
    asked = study.note(one, "q07", ASKED)
    study.note(one, "q08", MEASURED)
    officer = people.sit(kit, study.session, "trainer")
    coder = people.join(kit.url, study.session.code, 1)

    here = panel(officer, "Index")
    here.get_by_role("button", name="Outcomes", exact=True).press("Enter")
    here.get_by_label("We ask people at the first visit").press("Space")
    here.get_by_role("button", name=re.compile("^Mark the whole note.*what difference")).click()
    saved(officer)
    sound(officer, "index")
    coder.get_by_role("button", name="Outcomes", exact=True).click()
    expect(coder.get_by_label("We ask people at the first visit")).not_to_be_checked()
    expect(coder.locator(".kit-tag", has_text="Outcomes")).to_have_count(0)
    expect(coder.get_by_text("The officer has not finished this interview.")).to_be_visible()
    coder.get_by_label("We ask people at the first visit").press("Space")
    coder.get_by_label("Some do not say").press("Space")
    coder.get_by_label("There is a box for it").press("Space")
    saved(coder)
    sound(coder, "coder")
    expect(officer.locator(".kit-panel")).not_to_contain_text("Marked by")
    for page in (coder, officer):
        page.get_by_role("button", name="I have finished this interview").press("Enter")
        saved(page)
    expect(coder.get_by_text("The codings are compared.")).to_be_visible()
    expect(coder.get_by_label("We ask people at the first visit")).to_be_disabled()

    here = panel(officer, "Agreement")
    row = here.get_by_role("row", name=re.compile("^Outcomes"))
    expect(row).to_contain_text("-0.13", timeout=30_000)  # 2, 7, 1, 1: by hand -10/78
    expect(here.get_by_role("status").filter(has_text="differences")).to_contain_text(
        "8 differences, 8 not decided"
    )
    first = here.locator("li.kit-line").first
    first.get_by_role("button", name="It belongs here").press("Enter")
    saved(officer)
    expect(here).to_contain_text("8 differences, 7 not decided")
    sound(officer, "agreement")
    assert study.state.final()[asked[1]] == {"outcomes"}

    here = panel(officer, "Framework")
    here.locator("#kit-code-new-text").fill("in future")
    here.get_by_role("button", name="Add this code").press("Enter")
    saved(officer)
    here.get_by_label(re.compile("Let it count under")).select_option("challenges")
    here.get_by_role("button", name=re.compile("^Merge")).press("Enter")
    saved(officer)
    expect(here).to_contain_text("Counts under Challenges")
    sound(officer, "framework")

    here = panel(officer, "Chart")
    here.locator("#kit-cell-A-outcomes-change").press("Enter")
    expect(here.locator("#kit-cell-A-outcomes-state")).to_be_focused()
    here.locator("#kit-cell-A-outcomes-text").fill("asked first")
    here.get_by_role("button", name="Keep this").click()
    expect(here.locator("#kit-cell-A-outcomes-error")).to_contain_text("There are words")
    here.locator("#kit-cell-A-outcomes-state").select_option("said")
    here.get_by_label("We ask people at the first visit").press("Space")
    sound(officer, "chart")
    here.get_by_role("button", name="Keep this").press("Enter")
    saved(officer)
    expect(here.locator("#kit-cell-A-outcomes-change")).to_be_focused()
    here.locator("summary", has_text="1 sentence behind it").press("Enter")
    expect(here.locator(".kit-talk-evidence")).to_contain_text("We ask people at the first visit")
    sound(officer, "chart-closed")
    assert study.state.cells["cell/A/outcomes"].passages == (asked[0],)

    here = panel(officer, "Quotations")
    item = here.locator("[data-key=choose] li").first
    item.get_by_role("combobox").select_option("2")
    item.get_by_role("button", name=re.compile("^Choose as a quotation")).press("Enter")
    saved(officer)
    expect(here).to_contain_text("Only one interview of this kind")
    here.get_by_role("button", name=re.compile("^I have looked")).click()
    expect(here.locator(".kit-error")).to_contain_text("how few interviews there are")
    sound(officer, "quotations")
    here.get_by_label(re.compile("I have seen how few")).press("Space")
    here.get_by_role("button", name=re.compile("^I have looked")).press("Enter")
    saved(officer)
    expect(here).to_contain_text("Looked at: it may be used")
    (quote,) = usable(study.state)
    assert quote.text.startswith("We ask people") and quote.text.endswith("we ask again.")

    here = panel(officer, "Typology")
    here.get_by_role("button", name=re.compile("^Place it")).press("Enter")
    here.locator("#kit-type-A-type").select_option("fits")
    here.get_by_role("button", name="Keep this").click()
    expect(here.locator("#kit-type-A-error")).to_contain_text("No sentence is ticked")
    here.get_by_label("There is a box for it").first.press("Space")
    sound(officer, "typology")
    here.get_by_role("button", name="Keep this").press("Enter")
    saved(officer)
    assert study.state.types["type/A"].type == "fits"

    here = panel(officer, "Report")
    here.get_by_role("button", name="Write the report").press("Enter")
    expect(here.get_by_role("link", name=re.compile("chart.csv, the chart"))).to_be_visible(
        timeout=60_000
    )
    sound(officer, "report")
    with officer.expect_popup() as popup:
        here.get_by_role("link", name=re.compile("summary.html")).press("Enter")
    expect(popup.value.get_by_role("heading", name="What this cannot show")).to_be_visible()
    assert violations(popup.value, 320) == []


def test_what_people_wrote_is_text_on_every_page_and_withdrawn_it_is_on_none(
    kit: Kit, people: People
):
    from playwright.sync_api import expect

    study = full(kit.journal, shared=True)
    one = study.interview("C", "police")
    said = study.note(one, "q07", "\n".join(HOSTILE[:3]))
    study.mark("outcomes", *said)
    mine = study.note(one, "q08", "We wait. It takes time that nobody has.")
    code = study.act("code", text=HOSTILE[0])
    study.act("cell", organisation="C", code=code, state="said", text=HOSTILE[1])
    officer = people.sit(kit, study.session, "trainer")
    coder = people.sit(kit, study.session, "room", 1)
    coder.get_by_role("button", name="Interview 4").click()
    expect(coder.locator(".kit-talk-answer").first).to_contain_text(HOSTILE[0])
    panel(officer, "Chart")
    for page in (officer, coder):
        assert page.evaluate("() => document.title") != "x"
        expect(page.locator(".kit-screen script, .kit-screen a[href^=javascript]")).to_have_count(0)
    for name in ("Second coder", "Study"):
        panel(officer, name)
        sound(officer, name.lower().replace(" ", "-"))
    panel(officer, "Interviews").get_by_role(
        "button", name=re.compile("^Open.*Interview 4")
    ).click()
    officer.get_by_role("button", name="Withdraw it from the study").press("Enter")
    saved(officer)
    expect(coder.get_by_role("button", name="Interview 4")).to_have_count(0)
    panel(officer, "Set aside").get_by_role("button", name=re.compile("^Put back")).press("Enter")
    saved(officer)
    expect(coder.get_by_role("button", name="Interview 4")).to_have_count(1)
    kit.kill()
    coder.get_by_label("It takes time that nobody has").press("Space")
    expect(coder.locator(".kit-saved")).to_contain_text("Not saved yet")
    kit.start()
    saved(coder)
    (name,) = [p for p, code in study.state.marks["second"] if p in mine and code == "role"]
    assert name == mine[-1]
    wall = officer.context.request.post(f"{officer.url}projector", headers={"Origin": kit.url})
    assert wall.status == 404
