"""A case file audit in real browsers: no reference leaves the page on which files are chosen, two
devices at one file, consent, a live audit, and nothing lost when the server dies."""

from __future__ import annotations

import os
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from exercises.audit.content import audit_words
from exercises.audit.opening import begin
from exercises.audit.settings import Agency, Settings
from tests.browsers import Kit, People, act, opened, saved
from tests.test_access import layout, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from exercises.journal.sessions import Session
    from exercises.place import Place

pytestmark = pytest.mark.browser
WORDS = audit_words()
OPEN = "() => document.querySelectorAll('details').forEach((el) => { el.open = true; })"
AGENCIES = tuple(
    Agency(name=name, kind=kind)
    for name, kind in (("Northshire Council", "council"), ("Vale Health Trust", "health-trust"))
)
KEPT_BY_THE_BROWSER = """async () => JSON.stringify([
  {...localStorage}, {...sessionStorage}, document.cookie,
  (await indexedDB.databases()).map(({ name }) => name), await caches.keys(), history.state,
])"""


def session_of(kit: Kit, **others: Any) -> Session:
    range_ = {"since": date(2026, 8, 21), "until": date(2026, 11, 21)}
    return begin(kit.journal, Settings(**{"agencies": AGENCIES, **range_} | others))


def at(kit: Kit, session: Session, stage: str) -> Place:
    """The room has agreed on confidentiality and is at a stage."""
    place = kit.place(session, "trainer")
    act(place, "audit.agreed")
    act(place, "stage", stage=stage)
    return place


def sound(page: Page, name: str, whole: bool = True) -> None:
    """Nothing for axe to find on the page as it stands, nor cut off; `whole` opens everything."""
    if whole:
        page.evaluate(OPEN)
    if shots := os.environ.get("KIT_SHOTS"):  # to look at them by hand
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{shots}/audit-{name}-{width}.png", full_page=True)
    assert violations(page, 320) == []
    assert layout(page, 320) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def bytes_of(kit: Kit) -> bytes:
    """Everything in the data folder, as it lies on the disk."""
    return b"".join(path.read_bytes() for path in kit.data.rglob("*") if path.is_file())


def test_files_are_chosen_at_random_and_no_reference_leaves_the_page(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = session_of(kit)
    lead = people.sit(kit, session, "trainer")
    said: list[str] = []
    lead.on("request", lambda request: said.append(f"{request.url} {request.post_data or ''}"))
    lead.on("console", lambda message: said.append(message.text))
    frames: list[str | bytes] = []
    lead.on("websocket", lambda socket: socket.on("framesent", lambda sent: frames.append(sent)))
    lead.reload()
    opened(lead)
    lead.get_by_role("button", name="The room agrees").press("Enter")
    saved(lead)
    sound(lead, "console-welcome")
    lead.get_by_role("button", name="Next: Choose the files").click()
    saved(lead)
    refs = [f"SA/{n:03}/Q" for n in range(20)]
    lines = [f"{ref}, {3 + n % 9}/11/2026" for n, ref in enumerate(refs)]
    box = lead.get_by_role("region", name="Agency B: Vale Health Trust")
    box.get_by_role("button", name=re.compile("Choose 3 files")).click()
    expect(box.get_by_text("there is no reference here yet", exact=False)).to_be_visible()
    expect(box.locator("textarea")).to_be_focused()
    box.locator("textarea").fill("\n".join([*lines, "SA/OLD/Q, 1/1/2026", "SA/ODD/Q, soon"]))
    box.get_by_role("button", name=re.compile("Choose 3 files")).click()
    saved(lead)
    key = box.locator(".kit-audit-key")
    expect(key).to_be_focused()
    expect(box).to_contain_text("Chosen: 3 files of 20, at random.")
    expect(box).to_contain_text("1 file closed on other days")
    expect(box.locator("textarea")).to_have_accessible_description(re.compile("“soon” is not a"))
    shown = key.locator("li").all_text_contents()
    assert [line.split(": ")[0] for line in shown] == ["B1", "B2", "B3"]
    assert len({line.split(": ")[1] for line in shown} & set(refs)) == 3
    expect(box.locator("textarea")).to_have_value("")
    sound(lead, "console-choose")

    begun = lead.get_by_role("region", name="Agency A: Northshire Council").locator("textarea")
    begun.fill("SA/BEGUN/Q")
    kit.kernel_of(lead).kill()
    lead.get_by_role("button", name="Next: Look at the files").click()
    saved(lead)
    lead.get_by_role("button", name="Back: Choose the files").click()
    saved(lead)
    assert key.locator("li").all_text_contents() == shown, "it outlives the page's own process"
    expect(begun).to_have_value("SA/BEGUN/Q")
    kept = lead.evaluate(KEPT_BY_THE_BROWSER)
    room = people.sit(kit, session, "room", 1)
    seen = room.content() + str(room.evaluate("() => JSON.stringify({...localStorage})"))
    sent = " ".join(said) + " ".join(f if isinstance(f, str) else repr(f) for f in frames)
    on_disk = bytes_of(kit)
    assert b"audit.drawn" in on_disk and "audit.drawn" in sent, "these are the bytes to look at"
    for ref in (*refs, "SA/OLD", "SA/ODD", "SA/BEGUN"):
        assert ref not in kept and ref not in seen and ref not in sent
        assert ref.encode() not in on_disk
    lead.reload()
    opened(lead)
    expect(box).to_contain_text("Chosen: 3 files of 20, at random.")
    expect(lead.locator(".kit-audit-key")).to_have_count(0)


def test_two_devices_at_one_file_lose_no_wording_and_the_server_may_die(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = session_of(kit, shared=False)
    place = at(kit, session, "look")
    lead = people.sit(kit, session, "trainer")
    device = people.sit(kit, session, "table", 2)  # looks at the files of agency A
    wall = people.sit(kit, session, "projector")
    expect(device.locator(".kit-where")).to_contain_text("looks at the files of Northshire Council")
    expect(device.get_by_role("button", name="B1")).to_have_count(0)
    device.get_by_role("button", name="A2", exact=True).press("Enter")
    expect(device.locator("#kit-audit-file")).to_be_focused()
    asked = device.get_by_role("region", name="Asked what they want")
    asked.get_by_label("Partly").focus()
    device.keyboard.press("Space")
    saved(device)
    asked.get_by_label("Amber: the file shows part of it").check()
    saved(device)
    lead.get_by_role("button", name="A2").click()
    theirs = lead.get_by_role("region", name="Asked what they want")
    expect(theirs.get_by_label("Partly")).to_be_checked()
    for page, words in ((asked, "asked at the first visit"), (theirs, "asked on the phone")):
        page.get_by_role("button", name=re.compile("Write a note")).click()
        page.get_by_role("textbox", name=re.compile("^Note")).fill(words)
    for page in (asked, theirs):
        page.get_by_role("button", name="Keep this note").click()
    saved(device)
    saved(lead)
    for page in (asked, theirs):
        expect(page.get_by_role("group", name="Two wordings")).to_contain_text("first visit")
        expect(page.get_by_role("group", name="Two wordings")).to_contain_text("on the phone")
    expect(wall.locator("body")).not_to_contain_text("first visit")
    sound(device, "device-file")
    asked.get_by_role("button", name=re.compile("Keep this wording.*on the phone")).click()
    saved(device)
    expect(asked.get_by_role("button", name=re.compile("Change the note"))).to_be_focused()
    expect(theirs.get_by_role("group", name="Two wordings")).to_have_count(0)

    said = device.get_by_role("region", name="What they said")
    said.get_by_role("button", name=re.compile("Write a note")).click()
    said.get_by_role("textbox", name=re.compile("^Note")).fill("her sister, Mrs Achebe, was asked")
    said.get_by_role("button", name="Keep this note").press("Enter")
    nudge = said.locator(".kit-audit-nudge")
    expect(nudge).to_be_focused()
    expect(nudge).to_contain_text("Mrs Achebe")
    sound(device, "nudge", whole=False)
    note = said.get_by_role("textbox", name=re.compile("^Note"))
    note.press("End")
    note.press_sequentially(", and typed on")
    nudge.get_by_role("button", name="Blank it and save").click()
    expect(nudge).to_be_focused()
    expect(note).to_have_value(re.compile("and typed on$"))
    nudge.get_by_role("button", name="Blank it and save").click()
    saved(device)
    expect(said).not_to_contain_text("Achebe")
    place.follow()
    note = place.state.cell("A2", "said").note
    assert note is not None and "[blanked]" in note.words.text
    assert b"Achebe" not in bytes_of(kit)

    risk = device.get_by_role("region", name="Wants that carry risk")
    kit.kill()
    risk.get_by_label("Not recorded").check()
    risk.get_by_role("button", name=re.compile("Write a note")).click()
    risk.get_by_role("textbox", name=re.compile("^Note")).fill("written while nothing answered")
    risk.get_by_role("button", name="Keep this note").click()
    expect(risk.locator(".kit-tag-waits")).to_be_visible()
    kit.start()
    saved(device)
    device.reload()
    opened(device)
    expect(device.locator("#kit-audit-file")).to_contain_text("A2")
    expect(device.get_by_role("region", name="Wants that carry risk")).to_contain_text("answered")
    place.follow()
    assert place.state.cell("A2", "risk").answer == "not-recorded"


def test_the_observed_form_waits_for_consent(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = session_of(kit, shape="observed", agencies=AGENCIES[:1], files=1)
    room = people.sit(kit, session, "room", 1)
    place = at(kit, session, "look")
    expect(room.get_by_text(WORDS.consent.without)).to_be_visible()
    expect(room.locator("input[type=radio]")).to_have_count(0)
    sound(room, "no-consent")
    room.get_by_role("button", name="Back").click()
    saved(room)
    room.get_by_role("button", name=re.compile("Say whether there is consent")).click()
    room.get_by_role("button", name="Keep this").click()
    expect(room.get_by_text("No day is chosen", exact=False)).to_be_visible()
    expect(room.get_by_label("On which day?")).to_be_focused()
    room.get_by_label("On which day?").fill("2024-11-04")
    room.get_by_label("Is there consent").select_option("yes")
    room.get_by_label("Whose answer is it?").select_option("advocate")
    room.get_by_label("Who asked, by role").fill("the social worker")
    sound(room, "consent")
    room.get_by_role("button", name="Keep this").click()
    saved(room)
    expect(room.get_by_text("Yes: their advocate, on 4 November 2024")).to_be_visible()
    act(place, "stage", stage="look")
    control = room.get_by_role("region", name="In control")
    expect(control.get_by_role("group", name=re.compile("What the file shows"))).to_have_count(0)
    control.get_by_label("Chose not to say").check()
    saved(room)
    sound(room, "observed")
    act(place, "stage", stage="consent")
    room.get_by_role("button", name=re.compile("^Change")).click()
    room.get_by_label("Is there consent").select_option("no")
    room.get_by_role("button", name="Keep this").click()
    saved(room)
    expect(room.get_by_text(WORDS.consent.withdrawn)).to_be_visible()
    act(place, "stage", stage="follow")
    expect(room.get_by_label("It may stand on the board").first).not_to_be_checked()
    expect(room.get_by_role("region", name="Themes for the board")).to_have_count(0)


def test_a_live_audit_from_its_set_up_to_a_record_that_both_have_read(kit: Kit, people: People):
    from playwright.sync_api import expect

    before = session_of(kit)
    act(at(kit, before, "follow"), "audit.action", what="ask again at the end")
    page = people.device().new_page()
    page.goto(f"{kit.url}/run/audit")
    page.get_by_role("button", name="Set up the audit").click()
    expect(page.locator("#agency-1")).to_have_attribute("aria-invalid", "true")
    page.locator("#files").fill("16")
    page.locator("#since").fill("")
    page.get_by_role("button", name="Set up the audit").click()
    expect(page.locator("#errors")).to_contain_text("'16' is not a whole number from 1 to 15")
    sound(page, "set-up")
    page.get_by_label("Live reflective audit").check()
    page.locator("#files").fill("3")
    page.locator("#since").fill("2026-08-21")
    page.locator("#follow").select_option(before.code)
    page.get_by_role("button", name="Set up the audit").click()
    opened(page)
    page.get_by_role("button", name="The room agrees").click()
    saved(page)
    expect(page.locator("#kit-state")).to_be_focused()
    page.get_by_role("button", name="Next: What went well").click()
    saved(page)
    page.get_by_label("What went well, and what made it so").fill("half a thou")
    page.reload()
    opened(page)
    expect(page.get_by_label("What went well, and what made it so")).to_have_value("half a thou")
    page.get_by_label("What went well, and what made it so").fill("she was asked first")
    page.get_by_role("button", name="Add this", exact=True).click()
    saved(page)
    page.get_by_role("button", name="Next: The questions, together").click()
    saved(page)
    asked = page.get_by_role("region", name="Asked what they want")
    expect(asked).to_contain_text(WORDS.item("asked").reflect)
    expect(asked.get_by_role("group", name=re.compile("What the file shows"))).to_have_count(0)
    page.get_by_role("button", name="We both want to rate").click()
    saved(page)
    asked.get_by_label("Green: the file shows it").check()
    saved(page)
    sound(page, "live")
    page.get_by_role("button", name="Next: One thing to try").click()
    saved(page)
    page.get_by_role("button", name=re.compile("Say what became of it")).click()
    page.get_by_label("What became of it?").select_option("done")
    page.locator("[data-key=earlier]").get_by_role("button", name="Keep this").click()
    saved(page)
    page.get_by_label("One thing to try, small enough").fill("ask at the end of each visit")
    page.get_by_role("button", name="Add this", exact=True).click()
    saved(page)
    page.get_by_label("What will be done?").fill("sit in on the next visit")
    page.get_by_label("Who, by role").fill("the supervisor")
    page.get_by_role("button", name="Add this action").click()
    saved(page)
    sound(page, "live-follow")
    page.get_by_role("button", name="Next: Read the record").click()
    saved(page)
    own = page.get_by_role("region", name="For the audit group")
    for words in ("she was asked first", "each visit", "the next visit", "Green", "Done"):
        expect(own).to_contain_text(words)
    board = page.get_by_role("region", name=re.compile("^For the board"))
    expect(board).to_contain_text("No question was answered for five files or more")
    sound(page, "live-record")
    page.get_by_role("button", name="Everybody has read it").click()
    saved(page)
    expect(page.locator("#kit-state")).to_be_focused()
    expect(page.locator("#kit-state")).to_contain_text("Read by everybody, as it stands")
