"""A scenario in real browsers: played alone to its end, by keys, and after a reload."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from exercises.library import CONTENT
from exercises.scenarios.content import load, scenarios
from exercises.scenarios.opening import begin
from exercises.scenarios.settings import Settings
from tests.browsers import Kit, People, act, opened, saved
from tests.test_access import layout, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from exercises.journal.sessions import Session

pytestmark = pytest.mark.browser
AMES = load(CONTENT / "scenario-template.toml")
AGENCY = AMES.scene("with-the-agency")
assert AGENCY is not None and AGENCY.place is not None and AGENCY.if_left is not None
READING, LEFT_TOLD = AGENCY.place.reading, AGENCY.if_left.told
OPEN = "() => document.querySelectorAll('details').forEach((el) => { el.open = true; })"


def session_of(kit: Kit, tables: int = 1, **chosen: Any) -> Session:
    return begin(kit.journal, Settings(scenario=AMES, **chosen), tables)


def alone(kit: Kit, people: People) -> tuple[Session, Page]:
    session = session_of(kit, solo=True)
    return session, people.sit(kit, session, "solo", 1)


def choose(page: Page, words: str, reason: str) -> None:
    page.get_by_label(re.compile(re.escape(words))).check()
    page.locator("#kit-reason").fill(reason)
    page.get_by_role("button", name="Go on with this").click()
    saved(page)


def sound(page: Page, name: str = "") -> None:
    """Nothing for axe to find on the page as it stands, with everything opened, nor cut off."""
    page.evaluate(OPEN)
    if shots := os.environ.get("KIT_SHOTS"):  # to look at them by hand
        page.screenshot(path=f"{shots}/scenario-{name}.png", full_page=True)
    assert violations(page, 320) == []
    assert layout(page, 320) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def test_one_person_plays_a_scenario_to_its_end_and_fills_in_the_record(kit: Kit, people: People):
    from playwright.sync_api import expect

    session, page = alone(kit, people)
    sound(page, "lobby")
    page.get_by_role("button", name="Next: Play").click()
    expect(page.get_by_role("heading", name="Before the kettle")).to_be_visible()
    saved(page)
    page.get_by_role("button", name="Go on with this").click()
    expect(page.locator(".kit-scenario-choices .kit-error")).to_contain_text("Nothing is chosen")
    page.get_by_label(re.compile("What would you want")).check()
    page.get_by_role("button", name="Go on with this").click()
    expect(page.locator("#kit-reason")).to_be_focused()
    expect(page.locator(".kit-scenario-choices .kit-error")).to_contain_text(
        "There is no reason yet"
    )
    sound(page, "first")
    choose(page, "What would you want", "so that he begins")
    expect(page.locator("#kit-happened")).to_be_focused()
    expect(page.locator(".kit-scenario-step")).to_contain_text("Nobody put it like that before")
    expect(page.locator(".kit-scenario-step")).to_contain_text("Empowerment")

    page.locator("#kit-reason").fill("half a reason")
    page.get_by_label(re.compile("Write both down")).check()
    page.reload()
    opened(page)
    expect(page.get_by_label(re.compile("Write both down"))).to_be_checked()
    expect(page.locator("#kit-reason")).to_have_value("half a reason")
    choose(page, "Write both down", "his words")

    expect(page.locator(".kit-scenario-scene")).not_to_contain_text("good shirt")
    sound(page, "hard")
    page.get_by_role("button", name="Read this scene").click()
    expect(page.locator(".kit-scenario-scene")).to_contain_text("good shirt")
    expect(page.locator(".kit-scenario-reading")).to_have_count(0)
    page.locator(".kit-scenario-scene").get_by_label("Wellbeing", exact=True).select_option("3")
    page.locator(".kit-scenario-scene").get_by_label("Safety", exact=True).select_option("-1")
    page.get_by_role("button", name="Keep this place").click()
    saved(page)
    expect(page.locator(".kit-scenario-reading").first).to_contain_text(READING)
    sound(page, "placed")
    choose(page, "answer the second line", "it is his to say")

    record = page.locator(".kit-scenario-record")
    expect(record).to_contain_text("I want to be up by seven.")
    expect(record.locator(".kit-scenario-reading")).to_have_count(0)
    record.get_by_label("Was it achieved").first.select_option("partially achieved")
    saved(page)
    expect(record.get_by_label("Was it achieved").first).to_have_value("partially achieved")
    record.get_by_label("What became of the risk?").select_option("risk reduced")
    saved(page)
    expect(record.locator("[data-key=risk] .kit-scenario-reading")).to_be_visible()
    record.get_by_label("Why do you say so?").fill("the round is planned")
    record.get_by_role("button", name=re.compile("^Keep this.*Why do you say so")).click()
    saved(page)
    sound(page, "record")
    trainer = kit.place(session, "trainer")
    (note,) = trainer.state.notes.values()
    assert note.text == "the round is planned"

    page.get_by_role("button", name="Next: Look back").click()
    expect(page.get_by_role("heading", name="Look back", exact=True)).to_be_visible()
    saved(page)
    sound(page, "debrief")
    page.get_by_role("button", name=re.compile("^Go back to this scene.*Two things")).click()
    saved(page)
    expect(page.get_by_role("heading", name="Two things").first).to_be_visible()
    trainer.follow()
    assert len(trainer.state.table(1).earlier) == 1


def test_a_hard_scene_can_be_left_unread_and_the_path_taken_up_from_before(
    kit: Kit, people: People
):
    from playwright.sync_api import expect

    session, page = alone(kit, people)
    place = kit.place(session, "solo", 1)
    act(place, "stage", stage="play")
    raw = {"scene": "first-visit", "choice": "explain", "reason": "x"}
    act(place, "scenario.chosen", table=1, **raw)
    page.get_by_role("button", name="Leave this scene").click()
    saved(page)
    expect(page.locator("#kit-happened")).to_be_focused()
    expect(page.locator(".kit-scenario-step")).to_contain_text(LEFT_TOLD)
    expect(page.get_by_role("heading", name="Second class")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Undo: leaving the scene")).click()
    saved(page)
    expect(page.get_by_role("button", name="Read this scene")).to_be_visible()


PANELS = [
    "Tables",
    "Scenes",
    "Paths and reasons",
    "On the wall",
    "Notes of the tables",
    "Set aside",
    "Check",
    "Session",
]


def test_a_room_waits_at_a_scene_and_sees_how_tables_chose_on_the_wall(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = session_of(kit, 2, votes=True, roleplay=True)
    trainer = people.sit(kit, session, "trainer")
    wall = people.sit(kit, session, "projector")
    one, two = (people.sit(kit, session, "table", n) for n in (1, 2))
    trainer.get_by_role("button", name="Next: Play").click()
    saved(trainer)
    trainer.get_by_role("button", name="Scenes", exact=True).click()
    trainer.get_by_role("button", name=re.compile("^Hold the room here.*Before the kettle")).click()
    trainer.get_by_role(
        "button", name=re.compile("^Show how tables chose.*Before the kettle")
    ).click()
    saved(trainer)

    one.get_by_label(re.compile("What would you want")).check()
    one.get_by_role("button", name="Vote for what I marked").click()
    saved(one)
    expect(one.locator(".kit-scenario-vote")).to_contain_text("1 phone has voted")
    choose(one, "What would you want", "only table one says this")
    expect(one.locator("[data-key=waits]")).to_contain_text("The room waits at this scene")
    sound(one, "waits")
    expect(wall.locator("[data-key=held]")).to_contain_text("1 table has chosen")
    expect(wall.locator(".kit-scenario-spread")).to_have_count(0)
    choose(two, "Let me tell you first", "he should know")
    expect(wall.locator(".kit-scenario-spread")).to_contain_text("only table one says this")
    expect(wall.locator(".kit-scenario-wall")).not_to_contain_text("Table 1")
    sound(wall, "wall")
    trainer.get_by_role("button", name=re.compile("^Release the room.*Before the kettle")).click()
    expect(one.locator(".kit-scenario-step")).to_contain_text("Nobody put it like that before")
    expect(two.get_by_role("heading", name="Mr Pugh comes round")).to_be_visible()

    for name in PANELS:
        trainer.get_by_role("button", name=name, exact=True).first.click()
        sound(trainer, f"console-{name.lower().replace(' ', '-')}")
    trainer.get_by_role("button", name="Tables", exact=True).click()
    rows = trainer.locator("[data-key=where] tbody tr")
    expect(rows.nth(0)).to_contain_text("Two things")
    trainer.get_by_role("button", name="Next: Look back").click()
    expect(one.get_by_text("Paths of the other tables")).to_be_visible()
    sound(one, "together")
    expect(one.locator("[data-key=paths]")).to_contain_text("he should know")

    trainer.get_by_role("button", name="Next: Role-play").click()
    one.get_by_role("button", name=re.compile("^Take this card.*You watch and listen")).click()
    saved(one)
    expect(one.locator("#kit-own-card")).to_be_focused()
    expect(one.get_by_text("Left a silence alone")).to_be_visible()
    expect(two.get_by_text("Left a silence alone")).to_have_count(0)
    sound(one, "card")


def test_a_scenario_is_set_up_for_a_room_and_begun_alone(kit: Kit, people: People):
    from playwright.sync_api import expect

    page = people.device().new_page()
    page.goto(f"{kit.url}/run/scenario")
    page.get_by_label("Phones vote before the table decides").check()
    page.get_by_label("How many tables?").fill("13")
    page.get_by_role("button", name="Set up the scenario").click()
    expect(page.locator("#tables")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("How many tables?").fill("2")
    page.get_by_role("button", name="Set up the scenario").click()
    opened(page)
    expect(page.locator(".kit-table-card")).to_have_count(2)

    page.goto(f"{kit.url}/alone/scenario")
    titles = page.locator("input[name=scenario]")
    expect(titles).to_have_count(len(scenarios()))
    titles.nth(1).check()
    page.get_by_role("button", name="Begin").click()
    opened(page)
    expect(page.locator(".kit-content-note").first).to_contain_text("Before you begin")
