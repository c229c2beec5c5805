"""A reflective group in real browsers: the whole hour, by a supervisor, a shared screen, devices in
a circle and a wall; by keys, after a reload, and after the server was killed."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from exercises.group.content import group_words
from exercises.group.opening import begin
from exercises.group.record import is_read, record_of
from exercises.group.settings import EarlierAction, Settings, usual
from exercises.library import CONTENT
from exercises.scenarios.content import load
from tests.browsers import Kit, People, act, opened, saved
from tests.test_access import layout, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from exercises.journal.sessions import Session

pytestmark = pytest.mark.browser
WORDS = group_words()
AMES = load(CONTENT / "scenario-template.toml")
OPEN = "() => document.querySelectorAll('details').forEach((el) => { el.open = true; })"
TYPING = "textarea, input:not([type=checkbox]), [contenteditable]"


def session_of(kit: Kit, places: int = 1, **chosen: Any) -> Session:
    settings = {"parts": usual(), "sets": ("outcomes", "difficult"), "shared": places == 1} | chosen
    return begin(kit.journal, Settings.model_validate(settings), places)


def sound(page: Page, name: str) -> None:
    """Nothing for axe to find on the page as it stands, with everything opened, nor cut off."""
    page.evaluate(OPEN)
    if shots := os.environ.get("KIT_SHOTS"):  # to look at them by hand
        page.screenshot(path=f"{shots}/group-{name}.png", full_page=True)
    assert violations(page, 320) == []
    assert layout(page, 320) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def go(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Next: {name}").click()
    saved(page)


def test_a_whole_hour_at_one_shared_screen(kit: Kit, people: People):
    from playwright.sync_api import expect

    earlier = (EarlierAction(what="ask the college", who="the duty worker"),)
    session = session_of(kit, earlier=earlier, agreement={"limits": "if somebody is in danger"})
    trainer = people.sit(kit, session, "trainer")
    room = people.sit(kit, session, "room", 1)
    for part in ("Agreement", "Check-in", "The case", "Questions", "Wellbeing and safety"):
        go(room, part)
        expect(room.get_by_role("heading", name=part, exact=True, level=2)).to_be_visible()
        expect(room.get_by_text(WORDS.pass_)).to_be_visible()
        expect(room.locator("[data-do=pauseGroup]")).to_be_visible()
        expect(room.locator(TYPING)).to_have_count(0)
        if part == "Agreement":
            expect(room.locator(".kit-group-agreement")).to_contain_text("somebody is in danger")
            trainer.get_by_role("button", name="Agreement", exact=True).click()
            trainer.locator("#kit-agreement-members-change").click()
            trainer.locator("#kit-agreement-members-text").fill("the duty team")
            sound(trainer, "console-agreement")
            trainer.get_by_role("button", name="Keep this", exact=True).click()
            saved(trainer)
            expect(trainer.locator("#kit-agreement-members-change")).to_be_focused()
            expect(room.locator(".kit-group-agreement")).to_contain_text("the duty team")
            sound(room, "agreement")
            room.get_by_role("button", name="The room agrees").click()
            saved(room)
            expect(room.get_by_text("Agreed by the room, as it stands.")).to_be_visible()
        if part == "Questions":
            room.get_by_role("button", name="Difficult conversations").click()
            saved(room)
            expect(room.locator(".kit-group-set")).to_contain_text("putting off")
    room.get_by_role("button", name="Keep this place").click()
    expect(room.locator(".kit-grid-form .kit-error")).to_contain_text("not placed yet")
    for moment, wellbeing in (("Now", "-3"), ("After one thing that we might do", "2")):
        room.get_by_role("button", name=moment, exact=True).click()
        room.get_by_label("Wellbeing", exact=True).select_option(wellbeing)
        room.get_by_label("Safety", exact=True).select_option("1")
        room.get_by_role("button", name="Keep this place").click()
        saved(room)
    expect(room.locator(".kit-group-places")).to_contain_text("ellbeing up by 5")
    sound(room, "grid")

    go(room, "What we will do")
    expect(room.get_by_text(WORDS.not_anonymous)).to_be_visible()
    room.get_by_role("button", name="Add this action").click()
    expect(room.locator("#kit-action-new-what")).to_be_focused()
    room.locator("#kit-action-new-what").fill("half a thou")
    room.reload()
    opened(room)
    expect(room.locator("#kit-action-new-what")).to_have_value("half a thou")
    room.locator("#kit-action-new-what").fill("a checklist for advocates")
    room.locator("#kit-action-new-who").fill("the duty worker")
    room.locator("#kit-action-new-by_when").fill("the end of the month")
    room.get_by_label(re.compile("goes beyond the case")).check()
    room.get_by_role("button", name="Add this action").click()
    saved(room)
    expect(room.locator("[data-key='action/list'] li")).to_contain_text("a checklist for advocates")
    room.locator("#kit-line-new-text").fill("that silence helps")
    room.locator("#kit-line-new-text").press("Tab")
    room.keyboard.press("Enter")
    saved(room)
    room.get_by_role("button", name=re.compile("Say what became of it")).click()
    room.get_by_label("What became of it?").select_option("done")
    room.get_by_label("What helped, or got in the way?").fill("a longer visit")
    room.locator("[data-key=earlier]").get_by_role("button", name="Keep this").click()
    saved(room)
    room.get_by_label("Difficult conversations").check()
    saved(room)
    sound(room, "do")

    go(room, "Check-out")
    go(room, "Read the record")
    record = room.locator(".kit-group-record")
    for words in ("a checklist for advocates", "that silence helps", "a longer visit", "Done"):
        expect(record).to_contain_text(words)
    sound(room, "record")
    room.get_by_role("button", name="Everybody has read it").click()
    saved(room)
    expect(room.locator("#kit-state")).to_be_focused()
    expect(room.locator("#kit-state")).to_contain_text("Read by everybody, as it stands")
    trainer.get_by_role("button", name="Record", exact=True).click()
    trainer.get_by_role("button", name="Write the record").click()
    expect(
        trainer.get_by_role("link", name=re.compile("quality.docx, for the board"))
    ).to_be_visible()
    place = kit.place(session, "trainer")
    assert is_read(place.state) and record_of(place.state).agreed
    assert record_of(place.state).for_board


def test_a_pause_reaches_every_page_in_two_steps(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = session_of(kit, 2)
    trainer = people.sit(kit, session, "trainer")
    wall = people.sit(kit, session, "projector")
    device = people.sit(kit, session, "table", 2)
    trainer.locator("[data-key=controls]").get_by_role("button", name="Next: Agreement").click()
    saved(trainer)
    act(kit.place(session, "trainer"), "help", speak_to="the manager on duty")
    expect(wall.get_by_role("heading", name="Agreement", level=2)).to_be_visible()
    expect(
        wall.locator(".kit-projector").locator(f"button, summary, select, {TYPING}")
    ).to_have_count(0)
    device.locator("[data-do=pauseGroup]").press("Enter")
    for page in (trainer, device, wall):
        expect(page.get_by_role("heading", name="The group has paused")).to_be_visible()
        expect(page.get_by_text("call 999 now")).to_be_visible()
    expect(device.locator("#kit-pause-h")).to_be_focused()
    expect(trainer.locator(".kit-clock-time")).to_contain_text("paused")
    sound(device, "pause-1")
    sound(wall, "pause-wall")
    device.get_by_role("button", name=re.compile("Next: who takes it")).click()
    expect(device.get_by_text("the manager on duty")).to_be_visible()
    expect(device.get_by_text("Not filled in: ask the supervisor.")).to_be_visible()
    expect(device.get_by_role("button", name="Go on with the group")).to_have_count(0)
    trainer.get_by_role("button", name=re.compile("Next: who takes it")).click()
    sound(trainer, "pause-2")
    trainer.get_by_role("button", name="Go on with the group").click()
    saved(trainer)
    expect(device.locator("[data-do=pauseGroup]")).to_be_visible()
    expect(trainer.locator(".kit-clock-time")).not_to_contain_text("paused")
    place = kit.place(session, "trainer")
    assert not record_of(place.state).paused
    assert not [e for e in place.reader.entries if e.by.startswith("table")]


def test_devices_write_when_the_group_has_chosen_it_and_nobody_sees_who(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = session_of(kit, 2, typed=True)
    trainer = people.sit(kit, session, "trainer")
    one = people.sit(kit, session, "table", 1)
    two = people.device().new_page()
    two.goto(f"{kit.url}/join")
    two.get_by_label("Code", exact=True).fill(session.code)
    two.get_by_role("button", name="Join", exact=True).click()
    two.get_by_label("Place 2").check()
    two.get_by_role("button", name="Go to this place").click()
    opened(two)
    place = kit.place(session, "trainer")
    act(place, "stage", stage="do")
    expect(one.get_by_role("heading", name="What we will do", level=2)).to_be_visible()
    expect(one.locator(TYPING)).to_have_count(0)
    trainer.get_by_role("button", name="Agreement", exact=True).click()
    trainer.get_by_role("button", name=re.compile("let devices write")).click()
    saved(trainer)
    one.locator("#kit-line-new-text").fill("only one of us says this")
    one.get_by_role("button", name="Add this line").click()
    saved(one)
    expect(two.locator("[data-key='line/list'] li")).to_contain_text("only one of us says this")
    expect(two.get_by_role("button", name=re.compile("^Take away.*only one"))).to_have_count(0)
    expect(one.get_by_text("Hidden is not the same as not stored.")).to_have_count(1)
    sound(one, "device")
    one.get_by_role("button", name=re.compile("^Take away.*only one")).click()
    saved(one)
    place.follow()
    assert place.state.shown_lines() == []
    trainer.get_by_role("button", name="What we will do", exact=True).click()
    trainer.locator("#kit-note-case-change").click()
    trainer.locator("#kit-note-case-text").fill("born on 3 May 1941")
    trainer.locator("[data-id='note/case']").get_by_role("button", name="Keep this").click()
    saved(trainer)
    expect(two.locator("body")).not_to_contain_text("1941")
    trainer.get_by_role("button", name="Record", exact=True).click()
    expect(trainer.locator("[data-key=check]")).to_contain_text("Looks like")
    for name in ("What we will do", "Record", "Room and codes"):
        trainer.get_by_role("button", name=name, exact=True).first.click()
        sound(trainer, f"console-{name.lower().replace(' ', '-')}")


def test_a_scenario_is_read_together_and_nothing_is_lost_when_the_server_dies(
    kit: Kit, people: People
):
    from playwright.sync_api import expect

    session = session_of(kit, scenario=AMES)
    room = people.sit(kit, session, "room", 1)
    place = kit.place(session, "trainer")
    act(place, "stage", stage="case")
    expect(room.get_by_role("heading", name="Before the kettle")).to_be_visible()
    sound(room, "scenario")
    room.get_by_role("button", name=re.compile("What would you want")).click()
    saved(room)
    expect(room.locator(".kit-scenario-step")).to_contain_text("Nobody put it like that before")
    room.get_by_role("button", name=re.compile("Write both down")).click()
    saved(room)
    expect(room.locator(".kit-group-case")).not_to_contain_text("good shirt")
    room.get_by_role("button", name="Read this scene").press("Enter")
    expect(room.locator(".kit-group-case")).to_contain_text("good shirt")
    expect(room.locator("#kit-group-scene")).to_be_focused()
    for name in ("Two things", "Before the kettle"):
        room.get_by_role("button", name="Go back one scene").click()
        expect(room.locator("#kit-group-scene")).to_have_text(name)
    act(place, "stage", stage="do")
    expect(room.locator("#kit-line-new-text")).to_be_visible()
    kit.kill()
    room.locator("#kit-line-new-text").fill("written while nothing answered")
    room.get_by_role("button", name="Add this line").click()
    expect(room.locator(".kit-tag-waits")).to_be_visible()
    kit.start()
    saved(room)
    place.follow()
    assert [line.text for line in place.state.shown_lines()] == ["written while nothing answered"]


def test_a_group_is_set_up_with_what_an_earlier_one_agreed(kit: Kit, people: People):
    from playwright.sync_api import expect

    before = session_of(kit, agreement={"limits": "never a secret about danger"})
    place = kit.place(before, "trainer")
    act(place, "stage", stage="do")
    act(place, "group.action", what="ring the advocate")
    page = people.device().new_page()
    page.goto(f"{kit.url}/run/group")
    page.locator("#minutes-do").fill("")
    page.get_by_role("button", name="Set up the group").click()
    expect(page.locator("#minutes-do")).to_have_attribute("aria-invalid", "true")
    page.evaluate(OPEN)
    assert violations(page, 320) == []
    assert layout(page, 320) == []
    page.locator("#minutes-do").fill("12")
    page.locator("#minutes-grid").fill("")
    page.locator("#agreement").select_option(before.code)
    page.locator("#follow").select_option(before.code)
    page.locator("#earlier").fill("write to the landlord")
    page.get_by_role("button", name="Set up the group").click()
    opened(page)
    (session,) = [s for s in sessions_of(kit) if s.id != before.id][:1]
    state = kit.place(session, "trainer").state
    assert state.agreement_text() == {"limits": "never a secret about danger"}
    assert [each.what for each in state.shown_earlier()] == [
        "ring the advocate",
        "write to the landlord",
    ]
    assert "grid" not in state.chosen.stages and state.chosen.seconds("do") == 720


def sessions_of(kit: Kit) -> list[Session]:
    from exercises.journal import sessions

    return sessions.every(kit.journal)
