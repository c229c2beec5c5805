"""What somebody writes is kept: open edits, undo, what cannot be taken, a slow device."""

from __future__ import annotations

import re
from typing import Any

import pytest

from exercises.six_principles.state import fold
from tests.browsers import Kit, People, act, box, saved, wall, write

pytest.importorskip("playwright", reason="playwright is not installed")
pytestmark = pytest.mark.browser


def a_round(kit: Kit, tables: int = 6) -> tuple[Any, Any]:
    session = kit.session(tables)
    trainer = kit.place(session, "trainer")
    act(trainer, "stage", stage="round", round=1, seconds=600)
    return session, trainer


def test_an_edit_that_was_open_is_open_again_after_a_reload(kit: Kit, people: People):
    session, _ = a_round(kit)
    page = people.sit(kit, session, "table", 1)
    write(page, "ask her")
    page.get_by_role("button", name="Edit line 1").click()
    page.get_by_label("Change this line").fill("ask her, and half a tho")
    box(page).fill("a new line, half typ")
    page.reload()
    page.get_by_label("Change this line").wait_for()
    assert page.get_by_label("Change this line").input_value() == "ask her, and half a tho"
    assert box(page).input_value() == "a new line, half typ"


def test_undo_takes_back_the_own_last_act_and_is_refused_when_built_upon(kit: Kit, people: People):
    session, trainer = a_round(kit)
    page = people.sit(kit, session, "table", 1)
    write(page, "first")
    write(page, "second")
    page.get_by_role("button", name="Undo: the line you added").click()
    wall(page).get_by_text("second", exact=True).wait_for(state="detached")
    saved(page)  # the page shows what waits before it is saved
    assert kit.lines(session) == ["first"]
    line = next(iter(fold(kit.journal.read(session.id)).lines))
    act(trainer, "line.edited", line=line, text="first, as the trainer put it", on=line)
    wall(page).get_by_text("as the trainer put it").wait_for()
    page.get_by_role("button", name="Undo: the line you added").click()
    page.get_by_text("has built on it").first.wait_for()
    assert kit.lines(session) == ["first, as the trainer put it"]


def test_what_is_too_long_is_refused_beside_the_box_and_stays_in_it(kit: Kit, people: People):
    session, _ = a_round(kit)
    page = people.sit(kit, session, "table", 1)
    box(page).fill("y" * 10_001)
    box(page).press("Enter")
    page.get_by_text(re.compile("10,001 characters; at most 10,000")).first.wait_for()
    assert box(page).input_value() == "y" * 10_001
    assert kit.lines(session) == []


def test_characters_that_cannot_be_kept_are_replaced_by_a_visible_sign(kit: Kit, people: People):
    session, _ = a_round(kit)
    page = people.sit(kit, session, "table", 1)
    box(page).evaluate("el => { el.value = 'a\\u0000b\\u0007c\\ud83dd'; }")
    box(page).press("Enter")
    wall(page).get_by_text("a\ufffdb\ufffdc\ufffdd").wait_for()
    saved(page)
    assert kit.lines(session) == ["a\ufffdb\ufffdc\ufffdd"]


def test_a_widget_drawn_late_still_sends_and_keeps_what_is_written(kit: Kit, people: People):
    session, _ = a_round(kit)
    device = people.device()
    device.add_init_script(
        "const make = URL.createObjectURL; const real = self.Blob;"
        "self.Blob = class extends real { constructor(parts, options) {"
        " super(options?.type === 'text/javascript' ?"
        " ['await new Promise((go) => setTimeout(go, 2500));', ...parts] : parts, options); } };"
    )
    page = device.new_page()
    page.goto(f"{kit.url}{people.seat(kit, device, session, 'table', 1)}")
    page.locator(".kit-bar").wait_for()
    write(page, "written on a slow device")
    assert kit.lines(session) == ["written on a slow device"]
