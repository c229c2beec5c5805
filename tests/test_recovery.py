"""What people wrote survives a reload, a dead kernel, a dead server and a dead network."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from exercises.journal import wipe
from tests.browsers import Kit, People, Proxy, act, box, opened, saved, wall, write

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
OWN_SERVERS = True  # they are killed
LONG = 60_000  # milliseconds


def seconds_shown(page: Page) -> float:
    minutes, seconds = page.locator(".kit-clock-time").first.inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def test_a_line_stands_after_a_reload(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = kit.session(2)
    trainer = kit.place(session, "trainer")
    page = people.join(kit.url, session.code, 1)
    act(trainer, "stage", stage="round", round=1, seconds=240)
    write(page, "ask what she wants to happen next")
    page.reload()
    opened(page)
    expect(wall(page)).to_have_text(["ask what she wants to happen next"])


def test_a_dead_kernel_is_replaced_and_what_was_written_meanwhile_is_saved(
    kit: Kit, people: People
):
    from playwright.sync_api import expect

    session = kit.session(2)
    act(kit.place(session, "trainer"), "stage", stage="round", round=1, seconds=240)
    page = people.sit(kit, session, "table", 1)
    write(page, "before")
    box(page).fill("half a thought")
    kit.kernel_of(page).kill()
    box(page).fill("while it was dead")
    box(page).press("Enter")
    box(page).fill("half a thought")
    saved(page)
    expect(wall(page)).to_have_text(["before", "while it was dead"])
    expect(box(page)).to_have_value("half a thought")
    assert kit.lines(session) == ["before", "while it was dead"]


def test_a_ticket_that_was_refused_is_asked_for_again(kit: Kit, people: People):
    """As when the disk is full for a moment: the kernel lives, but nobody has a seat there."""
    from playwright.sync_api import expect

    session = kit.session(2)
    act(kit.place(session, "trainer"), "stage", stage="round", round=1)
    page = people.sit(kit, session, "table", 1)
    write(page, "before")
    turned_away = []

    def turn_away(route):
        turned_away.append(route)
        if len(turned_away) <= 2:
            route.fulfill(status=500, body="")
        else:
            route.continue_()

    page.route("**/ticket", turn_away)
    kit.kernel_of(page).kill()
    box(page).fill("while nobody had a seat")
    box(page).press("Enter")
    saved(page)
    expect(wall(page)).to_have_text(["before", "while nobody had a seat"])
    assert len(turned_away) >= 3
    assert kit.lines(session) == ["before", "while nobody had a seat"]


def test_a_killed_server_comes_back_with_every_line_and_the_same_clock(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = kit.session(2)
    act(kit.place(session, "trainer"), "stage", stage="round", round=1, seconds=600)
    page = people.sit(kit, session, "table", 1)
    write(page, "before")
    kit.kill()
    expect(page.locator("#kit-status")).to_contain_text("cannot be reached")
    box(page).fill("while it was dead")
    box(page).press("Enter")
    expect(page.locator(".kit-saved")).to_contain_text("Not saved yet: 1")
    box(page).fill("half a thought")
    kit.start()
    saved(page)
    expect(wall(page)).to_have_text(["before", "while it was dead"])
    expect(box(page)).to_have_value("half a thought")
    assert kit.lines(session) == ["before", "while it was dead"]
    expect(page.locator("#kit-status")).to_be_empty()


@pytest.mark.slow
def test_a_network_that_is_out_for_more_than_a_minute_loses_nothing(
    kit: Kit, people: People, wire: Callable[[], Proxy]
):
    from playwright.sync_api import expect

    proxy = wire()
    session = kit.session(2)
    trainer = kit.place(session, "trainer")
    act(trainer, "stage", stage="round", round=1, seconds=600)
    ends = trainer.state.frame.clock.ends_at
    one, two = (people.sit(kit, session, "table", n, site=proxy.url) for n in (1, 2))
    console = people.sit(kit, session, "trainer", site=proxy.url)
    write(one, "before the cut")
    write(two, "table two before the cut")

    proxy.hold()
    for page in (one, two, console):
        status = page.locator("#kit-status")
        expect(status).to_contain_text("cannot be reached")
        expect(status).to_have_attribute("role", "alert")
    box(one).fill("during the cut")
    box(one).press("Enter")
    box(one).fill("half a thought")
    expect(one.locator(".kit-saved")).to_contain_text("Not saved yet: 1")
    time.sleep(65)  # what is to be shown is what this long silence does
    assert kit.lines(session) == ["before the cut", "table two before the cut"]
    proxy.let_go()

    for page in (one, two, console):
        expect(page.locator("#kit-status")).to_be_empty(timeout=LONG)
        saved(page)
        assert abs(seconds_shown(page) - (ends - time.time())) < 5
    expect(wall(one)).to_have_text(["before the cut", "during the cut"])
    expect(box(one)).to_have_value("half a thought")
    expect(wall(two)).to_have_text(["table two before the cut"])
    write(two, "after the cut")
    assert sorted(kit.lines(session)) == sorted(
        ["before the cut", "during the cut", "table two before the cut", "after the cut"]
    )


def test_a_network_without_sockets_is_said_within_ten_seconds_and_forgiven_later(
    kit: Kit, people: People, wire: Callable[[], Proxy]
):
    from playwright.sync_api import expect

    proxy = wire()
    proxy.sockets = False
    session = kit.session(2)
    act(kit.place(session, "trainer"), "stage", stage="round", round=1)
    device = people.device()
    page = device.new_page()
    page.goto(proxy.url + people.seat(kit, device, session, "table", 1, proxy.url))
    status = page.locator("#kit-status")
    expect(status).to_contain_text("does not let live pages through", timeout=10_000)
    expect(status).to_have_attribute("role", "alert")
    proxy.sockets = True
    expect(status).to_be_empty(timeout=LONG)
    opened(page)
    write(page, "at last")
    assert kit.lines(session) == ["at last"]


def test_a_browser_that_keeps_nothing_says_so_and_still_saves(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = kit.session(2)
    act(kit.place(session, "trainer"), "stage", stage="round", round=1)
    device = people.device()
    device.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})"
    )
    page = device.new_page()
    page.goto(kit.url + people.seat(kit, device, session, "table", 1))
    opened(page)
    write(page, "saved all the same")
    expect(page.locator(".kit-saved")).to_contain_text("This browser keeps nothing")
    assert kit.lines(session) == ["saved all the same"]
    plain = device.new_page()
    plain.goto(f"{kit.url}/join")
    expect(plain.get_by_role("button", name="Join", exact=True)).to_be_visible()


def test_a_device_whose_own_clock_is_wrong_counts_down_by_the_servers(kit: Kit, people: People):
    session = kit.session(2)
    trainer = kit.place(session, "trainer")
    act(trainer, "stage", stage="round", round=1, seconds=600)
    device = people.device()
    device.add_init_script("const real = Date.now; Date.now = () => real() + 3600 * 1000;")
    page = device.new_page()
    page.goto(kit.url + people.seat(kit, device, session, "table", 1))
    opened(page)
    write(page, "the clock on this tablet is an hour ahead")
    assert abs(seconds_shown(page) - (trainer.state.frame.clock.ends_at - time.time())) < 5


@pytest.mark.slow
def test_one_page_reloaded_a_dozen_times_leaves_one_kernel(kit: Kit, people: People):
    session = kit.session(2)
    act(kit.place(session, "trainer"), "stage", stage="round", round=1)
    page = people.sit(kit, session, "table", 1)
    write(page, "still the same table")
    for _ in range(12):
        page.reload(wait_until="domcontentloaded")
    opened(page)
    kit.at_rest(pages=1)
    write(page, "and it works")
    assert kit.lines(session) == ["still the same table", "and it works"]


def test_pages_of_an_erased_session_say_so_and_forget_what_they_held(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = kit.session(2)
    act(kit.place(session, "trainer"), "stage", stage="round", round=1)
    page = people.sit(kit, session, "table", 1)
    box(page).fill("a thought that was never sent")
    wipe.wipe(kit.journal, kit.data, session)
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        re.compile("not here any more|joining again"), timeout=LONG
    )
    page.wait_for_load_state("load")  # its script has run by then
    held = page.evaluate("Object.entries(localStorage).flat().join()")
    assert "never sent" not in held
