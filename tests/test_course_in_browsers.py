"""Working alone on a course, in a real browser: a whole path by keyboard, with the kernel and the
server killed on the way, and every kind of comparison."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from exercises.courses.content import course
from exercises.examples import example as session_example
from exercises.journal import sessions
from exercises.plan import content as plan_content
from exercises.plan.splitting import split
from exercises.scenarios.ways import way
from facilitator.handlers.alone import BEGIN
from tests.browsers import Kit, People, act, box, opened, saved, wall
from tests.test_access import layout, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from exercises.journal.sessions import Session
    from exercises.place import Place

pytestmark = pytest.mark.browser
OWN_SERVERS = True  # it is killed

HERE = ".kit-course [aria-current=step]"
AT = "() => document.activeElement.getAttribute('data-key') || document.activeElement.id"


def tab_to(page: Page, selector: str) -> None:
    """Go to an element with the Tab key, and see that it has the focus."""
    for _ in range(60):
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not lead to {selector}")


def step(page: Page, name: str) -> None:
    """Wait until the page stands at this step, and look at it with axe."""
    from playwright.sync_api import expect

    expect(page.locator(HERE)).to_contain_text(name)
    expect(page.locator(".kit-where")).to_contain_text(name)
    saved(page)
    assert violations(page, 1280) == []


def newest(kit: Kit) -> Session:
    return sessions.every(kit.journal)[0]


def test_a_whole_path_is_walked_by_keyboard_and_taken_up_where_it_stopped(kit: Kit, people: People):
    from playwright.sync_api import expect

    context = people.device()
    page = context.new_page()
    page.goto(f"{kit.url}/alone")
    tab_to(page, "a[href='/alone/20']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/alone/20")
    tab_to(page, "a[href='/alone/principles-three']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/alone/principles-three")
    assert violations(page, 390) == []
    tab_to(page, "form .kit-button")
    page.keyboard.press("Enter")
    opened(page)
    assert kit.url + "/seat/" in page.url and "?" not in page.url and "#" not in page.url
    step(page, "Before you begin")
    tab_to(page, "[data-key=next]")
    page.keyboard.press("Enter")
    step(page, "Read the story")
    assert page.evaluate(AT) == "next", "the focus stays where it was"
    page.keyboard.press("Enter")
    step(page, "Write on empowerment")
    expect(page.locator(".kit-clock")).to_have_count(0)
    tab_to(page, "#kit-pace-h")
    page.keyboard.press("Enter")
    tab_to(page, "#kit-pace")
    page.keyboard.press("Control+A")
    page.keyboard.type("soon")
    page.keyboard.press("Enter")
    expect(page.locator("#kit-pace-error")).to_contain_text("“soon” is not a number of minutes")
    assert violations(page, 390) == []
    page.keyboard.press("Control+A")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    expect(page.locator(".kit-clock")).to_be_visible()
    expect(page.get_by_role("button", name="Turn the clock off")).to_be_focused()
    tab_to(page, "textarea")
    page.keyboard.type("ask her before anything else")
    page.keyboard.press("Enter")
    saved(page)
    page.keyboard.type("half a thought")

    kit.kernel_of(page).kill()
    page.locator(".kit-controls [data-key=next]").focus()
    page.keyboard.press("Enter")
    step(page, "Write on proportionality")
    expect(page.locator(".kit-clock-time")).to_contain_text(re.compile(r"[34]:\d\d"))
    kit.kill()
    expect(page.locator("#kit-status")).to_contain_text("cannot be reached")
    box(page).fill("the least that works")
    box(page).press("Enter")
    kit.start()
    saved(page)
    expect(page.locator("#kit-status")).to_be_empty()
    page.close()

    page = context.new_page()
    page.goto(f"{kit.url}/alone")
    expect(page.get_by_text("You stopped at “Write on proportionality”.")).to_be_visible()
    assert violations(page, 390) == []
    tab_to(page, "form .kit-button")
    page.keyboard.press("Enter")
    opened(page)
    step(page, "Write on proportionality")
    expect(wall(page)).to_have_text(["the least that works"])
    tab_to(page, "[data-do=paceOff]")
    page.keyboard.press("Enter")
    expect(page.locator(".kit-clock")).to_have_count(0)
    page.locator(".kit-controls [data-key=back]").focus()
    page.keyboard.press("Enter")
    step(page, "Write on empowerment")
    expect(box(page)).to_have_value("half a thought")
    page.locator(".kit-course summary").focus()
    page.keyboard.press("Enter")  # on a narrow screen the path is folded at first
    tab_to(page, "[data-step=compare]")
    page.keyboard.press("Enter")
    step(page, "Compare")
    expect(page.locator(".kit-compared")).to_have_count(2)
    expect(page.get_by_text("Not seen yet (1)")).to_be_visible()
    assert violations(page, 390) + layout(page) == []
    page.locator(".kit-controls [data-key=next]").focus()
    page.keyboard.press("Enter")
    step(page, "Take it with you")
    expect(page.get_by_role("button", name="Take this into your reflective log")).to_be_visible()
    expect(page.locator(".kit-course-steps [aria-current=step]")).to_have_count(1)
    assert kit.lines(newest(kit)) == ["ask her before anything else", "the least that works"]


def begun(kit: Kit, people: People, id: str, of: str = "") -> tuple[Page, Place]:
    """The page of somebody on a course, and the same seat's role without a page."""
    found = course(id)
    assert found is not None
    session = BEGIN[found.exercise](kit.journal, found, of)
    return people.sit(kit, session, "solo", 1), kit.place(session, "solo", 1)


def go(place: Place, course_id: str, step_id: str) -> None:
    found = course(course_id)
    there = found.step(step_id) if found else None
    assert there is not None
    act(place, "stage", stage=there.stage, round=there.round, step=step_id)


def test_a_story_is_compared_after_its_end_and_a_hard_scene_is_opened_by_whoever_wants(
    kit: Kit, people: People
):
    from playwright.sync_api import expect

    page, place = begun(kit, people, "scenario-once", "wilf")
    told = way("wilf")
    go(place, "scenario-once", "compare")
    expect(page.get_by_text("once your own story has come to its end")).to_be_visible()
    assert violations(page, 390) == []
    tab_to(page, "[data-key=missing] [data-do=goStep]")
    page.keyboard.press("Enter")
    step(page, "Play the story")
    for each in told.steps:
        place.follow()
        raw = {"table": 1, "on": place.state.table(1).version, "scene": each.scene}
        act(place, "scenario.chosen", **raw, choice=each.choice, reason="my own reason")
    go(place, "scenario-once", "compare")
    step(page, "Compare")
    expect(page.get_by_text("One way, not the right answer.")).to_be_visible()
    expect(page.locator(".kit-compared")).to_have_count(len(told.steps) + 1)
    expect(page.get_by_text(told.leaves_open)).to_be_visible()
    expect(page.get_by_text(told.steps[0].why)).to_be_hidden()
    page.locator(".kit-compared summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(told.steps[0].why)).to_be_visible()
    assert violations(page, 390) + layout(page) == []


def test_places_and_decisions_stand_beside_the_kits_own(kit: Kit, people: People):
    from playwright.sync_api import expect

    page, place = begun(kit, people, "grid")
    spot = {"table": 1, "wellbeing": 4, "safety": -2, "reason": "<b>she said so</b>"}
    act(place, "grid.placed", **spot, viewpoint="practitioner", moment="now")
    go(place, "grid", "compare")
    step(page, "Compare")
    expect(page.locator(".kit-compared")).to_have_count(1)
    expect(page.get_by_text("<b>she said so</b>")).to_be_visible()
    expect(page.locator(".kit-compared [data-key=own]")).to_contain_text("Wellbeing +4")
    assert violations(page, 390) + layout(page) == []

    page, place = begun(kit, people, "plan")
    sample = plan_content.sample(session_example().sample)
    passages = [each.model_dump(mode="json") for each in split(sample.text)]
    act(place, "plan.given", title=sample.title, source="sample", passages=passages)
    for n in (1, 5):
        act(place, "chose", field=f"plan/given-{n:02}/decision", value="partly")
    go(place, "plan", "compare")
    step(page, "Compare")
    expect(page.locator(".kit-compared")).to_have_count(2)
    assert violations(page, 390) + layout(page) == []
