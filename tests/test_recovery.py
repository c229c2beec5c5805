"""What people wrote survives a reload, a dead kernel, a dead server and a dead network."""

from __future__ import annotations

import pytest

from tests.browsers import Kit, People, act, box, opened, saved, wall, write

pytestmark = pytest.mark.browser


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
    for kernel in kit.kernels():
        kernel.kill()
    box(page).fill("while it was dead")
    box(page).press("Enter")
    box(page).fill("half a thought")
    saved(page)
    expect(wall(page)).to_have_text(["before", "while it was dead"])
    expect(box(page)).to_have_value("half a thought")
    assert kit.lines(session) == ["before", "while it was dead"]


def test_a_killed_server_comes_back_with_every_line_and_the_same_clock(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = kit.session(2)
    act(kit.place(session, "trainer"), "stage", stage="round", round=1, seconds=600)
    page = people.sit(kit, session, "table", 1)
    write(page, "before")
    kit.kill()
    expect(page.locator("#kit-status")).to_contain_text("cannot be reached", timeout=10_000)
    box(page).fill("while it was dead")
    box(page).press("Enter")
    expect(page.locator(".kit-saved")).to_contain_text("Not saved yet: 1")
    box(page).fill("half a thought")
    kit.start()
    saved(page)
    expect(wall(page)).to_have_text(["before", "while it was dead"])
    expect(box(page)).to_have_value("half a thought")
    assert kit.lines(session) == ["before", "while it was dead"]
    expect(page.locator("#kit-status")).to_be_empty(timeout=20_000)
