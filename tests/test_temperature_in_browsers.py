"""A temperature check in real browsers: set up by its form, answered on two devices, rated from
outside, shown on the wall; by keys, after a reload, and after the server was killed."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from exercises.journal import sessions
from exercises.journal.sessions import Door
from exercises.place import Place
from exercises.temperature.content import kits_own
from exercises.temperature.kinds import TOGETHER
from exercises.temperature.opening import baseline_of, begin
from exercises.temperature.settings import Settings
from tests.browsers import Kit, People, act, opened, saved
from tests.test_access import layout, violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from exercises.journal.sessions import Session

pytestmark = pytest.mark.browser
OPEN = "() => document.querySelectorAll('details').forEach((el) => { el.open = true; })"
HOSTILE = "<img src=x onerror=\"document.title='run'\"> & {{ 7*7 }} \u202e"
ASKED = ("achievement", "engagement", "partners")


def session_of(kit: Kit, *ids: str, **chosen: Any) -> Session:
    asked = [each for each in kits_own() if each.id in (ids or ASKED)]
    return begin(kit.journal, Settings.model_validate({"instruments": asked} | chosen))


def sound(page: Page, name: str) -> None:
    """Nothing for axe to find on the page as it stands, with everything opened, nor cut off."""
    page.evaluate(OPEN)
    if shots := os.environ.get("KIT_SHOTS"):  # to look at them by hand
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{shots}/temp-{name}-{width}.png", full_page=True)
    assert violations(page, 320) == []
    assert layout(page, 320) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def answer(kit: Kit, session: Session, people: int, **chosen: str) -> None:
    """As many people answer each item with the option that is named: `partners__police="very"`."""
    for _ in range(people):
        seat, _ = sessions.take_seat(kit.journal, Door(session.id, "answerer", None))
        place = Place(kit.journal, seat)
        for name, option in chosen.items():
            instrument, _, item = name.partition("__")
            raw = {"sheet": seat.id, "instrument": instrument, "item": item, "option": option}
            act(place, "temperature.chose", **raw)


def test_two_people_answer_and_a_third_rates_from_outside(kit: Kit, people: People):
    from playwright.sync_api import expect

    manager = people.device().new_page()
    manager.goto(f"{kit.url}/run/temperature")
    sound(manager, "set-up")
    manager.get_by_label("Our place on the road map").uncheck()
    manager.get_by_label("How many people do you expect?").fill("sixty")
    manager.get_by_label(re.compile("Agencies or roles")).fill("Police six")
    manager.get_by_role("button", name="Set up the temperature check").click()
    expect(manager.locator("#errors")).to_contain_text("'sixty' is not a whole number of people")
    expect(manager.locator("#errors")).to_contain_text("write it like Police: 6")
    manager.get_by_label("How many people do you expect?").fill("7")
    manager.get_by_label(re.compile("Agencies or roles")).fill("Police: 6\nFire and rescue: 2")
    manager.get_by_label("The area or board").fill(HOSTILE)
    manager.get_by_role("button", name="Set up the temperature check").click()
    opened(manager)
    session = next(s for s in sessions.every(kit.journal) if s.exercise == "temperature")

    one = people.join(kit.url, session.code)
    two = people.join(kit.url, session.code, viewport={"width": 390, "height": 844})
    expect(one.get_by_text("On a board this size people may guess").first).to_be_visible()
    sound(one, "welcome")
    wall = people.sit(kit, session, "projector")
    manager.locator("[data-key=controls]").get_by_role("button", name="Next: Answer").click()
    saved(manager)
    expect(one.get_by_role("heading", name="All questions")).to_be_visible()
    expect(one.get_by_label("Police", exact=True)).to_be_visible()
    expect(one.get_by_label("Fire and rescue")).to_have_count(0)  # fewer than five: not asked
    one.get_by_label("Police", exact=True).check()
    sound(one, "contents")
    one.get_by_role("button", name="One letter", exact=True).press("Enter")
    expect(one.get_by_role("heading", name="One letter")).to_be_focused()
    letters = one.get_by_role("group", name=re.compile("How far has Making"))
    letters.get_by_role("radio").first.focus()
    one.keyboard.press("ArrowDown")  # by keys alone, from A to B
    saved(one)
    one.locator("summary", has_text="What shows this").focus()
    one.keyboard.press("Enter")
    one.keyboard.press("Tab")
    one.keyboard.type(HOSTILE)
    one.keyboard.press("Tab")
    saved(one)
    sound(one, "letter")
    one.keyboard.type("half a wor")
    one.reload()
    opened(one)
    owner = one.get_by_label(re.compile("Who sees to it"))
    expect(owner).to_have_value("half a wor")  # what was typed and not sent is here again
    expect(one.get_by_label(re.compile("What shows this\\?"))).to_have_value(HOSTILE)
    owner.fill("the chair")
    one.get_by_role("button", name=re.compile("^Next: Five levels")).click()
    saved(one)
    expect(one.get_by_role("heading", name="Five levels")).to_be_focused()
    sound(one, "levels")

    kit.kill()
    two.get_by_role("button", name="One letter", exact=True).click()
    two.get_by_label(re.compile("^C: stalled")).check()
    expect(two.locator(".kit-waits")).to_be_visible()
    kit.start()
    saved(two)
    expect(two.get_by_label(re.compile("^C: stalled"))).to_be_checked()
    two.get_by_role("button", name="All questions").click()
    two.get_by_role("button", name="I have answered what I want to").click()
    saved(two)

    expect(manager.get_by_text("2 people have answered, of about 7")).to_be_visible()
    expect(wall.get_by_text("2 people have answered, of about 7.")).to_be_visible()
    answer(kit, session, 5, achievement__letter="d", engagement__board="not_very")
    manager.get_by_role("button", name="Room and codes", exact=True).click()
    manager.get_by_role("button", name="Link for the moderator").click()
    link = manager.locator("[data-key=keybox] code").inner_text()
    sound(manager, "link")
    outside = people.device().new_page()
    outside.goto(link)
    opened(outside)
    outside.get_by_label(re.compile("Rating from outside.*How far")).select_option("c")
    outside.get_by_role("button", name=re.compile("Keep this rating.*How far")).click()
    expect(outside.locator(".kit-error").first).to_contain_text("A rating needs its reasons")
    outside.get_by_label(re.compile("^Reasons: How far")).fill("Nothing has moved since May.")
    outside.get_by_role("button", name=re.compile("Keep this rating.*How far")).click()
    saved(outside)
    sound(outside, "moderator")

    expect(one.locator("body")).not_to_contain_text("A state, and no step")
    manager.get_by_role("button", name="Who has answered", exact=True).click()
    sound(manager, "taking")
    manager.get_by_role("button", name="Show the answers").click()
    saved(manager)
    for page in (manager, one, wall, outside):
        result = page.locator("[data-key='achievement--letter'].kit-temp-result")
        expect(result).to_contain_text(
            "7 people answered. 1 said “B: planned, and being brought in”; 5 said “D: tried out”. "
            "A state, and no step: 1 said “C: stalled”."
        )
        expect(result).to_contain_text("From outside: C: stalled")
        expect(result).to_contain_text("Nothing has moved since May.")
    expect(one.locator(".kit-temp-result .kit-line").first).to_contain_text("<img src=x")
    assert one.title() != "run" and manager.title() != "run"
    for page, name in (
        (manager, "results"),
        (one, "own-results"),
        (wall, "wall"),
    ):
        sound(page, name)
    tab = manager.get_by_role("button", name="Engagement at five levels", exact=True)
    tab.press("Enter")
    expect(tab).to_have_attribute("aria-pressed", "true")
    expect(tab).to_be_focused()
    manager.get_by_role("button", name="Show this on the wall: Engagement at five levels").click()
    saved(manager)
    row = wall.get_by_role("row", name=re.compile("^The safeguarding adults board"))
    expect(row).to_contain_text("0050")
    sound(wall, "wall-matrix")
    manager.get_by_role("button", name="Where we stand, A to F", exact=True).click()

    manager.get_by_text(re.compile("^Propose an action.*How far")).click()
    act_box = manager.get_by_label(re.compile("^What should be done.*How far")).first
    act_box.fill("Ask the two teams what is in the way")
    manager.get_by_role("button", name=re.compile("^Propose it.*How far")).first.press("Enter")
    saved(manager)
    expect(manager.locator("summary", has_text="Propose an action").first).to_be_focused()
    manager.get_by_role("button", name="What follows", exact=True).first.click()
    expect(manager.locator("section[data-key=actions]")).to_contain_text("what is in the way")
    offer = manager.get_by_role("button", name=re.compile("^Into our actions")).first
    offer.press("Enter")
    saved(manager)
    expect(manager.locator("section[data-key=actions] ol > li")).to_have_count(2)
    expect(manager.locator("section[data-key=actions] ol > li").last).to_be_focused()
    sound(manager, "actions")
    manager.get_by_role("button", name="Forms on paper", exact=True).click()
    manager.get_by_role("button", name="Type in another form").click()
    manager.get_by_role("button", name="One letter", exact=True).click()
    manager.get_by_label(re.compile("^F: not really begun")).check()
    saved(manager)
    sound(manager, "paper")
    manager.get_by_role("button", name="Summary", exact=True).click()
    with manager.expect_download() as download:
        manager.get_by_role("link", name="Take the numbers away (JSON)").click()
    numbers = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert HOSTILE[:8] not in json.dumps(numbers["instruments"])


def test_coming_back_on_the_same_device_asks_who_it_is(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = session_of(kit, "confidence")
    one = people.join(kit.url, session.code)
    first = one.url
    for who, same in (("It was me", True), ("I am somebody else", False)):
        one.goto(f"{kit.url}/join")
        one.get_by_label("Code", exact=True).fill(session.code)
        one.get_by_role("button", name="Join", exact=True).click()
        expect(
            one.get_by_role("heading", name="Somebody has answered on this device")
        ).to_be_visible()
        one.get_by_role("button", name=re.compile(who)).click()
        opened(one)
        assert (one.url == first) == same


def test_a_board_agrees_together_on_one_screen_and_sees_what_has_moved(kit: Kit, people: People):
    from playwright.sync_api import expect

    chosen = {"shared": True, "way": "shared"}
    then = session_of(kit, "road_map", **chosen)
    manager = kit.place(then, "trainer")
    raw = {"sheet": TOGETHER, "instrument": "road_map", "item": "place"}
    act(manager, "temperature.chose", option="step_3", **raw)
    before = baseline_of(manager.state, then.created)
    session = session_of(kit, "road_map", **chosen, baseline=before.model_dump(mode="json"))
    room = people.sit(kit, session, "room")
    act(kit.place(session, "trainer"), "stage", stage="answer")
    room.get_by_role("button", name="Our place", exact=True).click()
    room.get_by_label(re.compile("^4. A plan is agreed")).check()
    saved(room)
    act(kit.place(session, "trainer"), "stage", stage="actions")
    expect(room.get_by_text("Agreed together: 4. A plan is agreed").first).to_be_visible()
    expect(room.locator(".kit-temp-results")).to_contain_text("The board agreed on “3. Ideas")
    sound(room, "together")
