"""Writing together: two devices at one table, two wordings, hostile words, the keyboard alone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from exercises.six_principles.state import fold
from tests.browsers import Kit, People, act, box, saved, wall, write

pytest.importorskip("playwright", reason="playwright is not installed")
pytestmark = pytest.mark.browser

HOSTILE = [
    "<script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\">",
    "# not a heading **not bold** [not a link](http://nowhere.invalid)",
    r"$\frac{1}{0}$ \(x\) and `code`",
    '=1+1 @SUM(A1) +cmd|"/C calc"!A0',
    "emoji 🧑🏽\u200d🦽 and combining e\u0301",
    "שלום \u202eevil\u202c and مرحبا",
    "x" * 10_000,
]


def a_round(kit: Kit, tables: int = 6) -> tuple[Any, Any]:
    session = kit.session(tables)
    trainer = kit.place(session, "trainer")
    act(trainer, "stage", stage="round", round=1, seconds=600)
    return session, trainer


def test_devices_at_one_table_see_each_others_lines(kit: Kit, people: People):
    session, _ = a_round(kit)
    one = people.sit(kit, session, "table", 2)
    other = people.sit(kit, session, "table", 2)
    elsewhere = people.sit(kit, session, "table", 3)
    write(one, "ring her before anybody visits")
    wall(other).get_by_text("ring her before anybody visits").wait_for()
    write(other, "go at her pace")
    wall(one).get_by_text("go at her pace").wait_for()
    assert "ring her" not in elsewhere.locator("main").inner_text()


def test_two_people_editing_one_line_both_stay_until_one_is_picked(kit: Kit, people: People):
    session, _ = a_round(kit)
    one = people.sit(kit, session, "table", 1)
    other = people.sit(kit, session, "table", 1)
    write(one, "ask her")
    wall(other).get_by_text("ask her", exact=True).wait_for()
    for page in (one, other):
        page.get_by_role("button", name="Edit line 1").click()
    one.get_by_label("Change this line").fill("ask her what she wants")
    other.get_by_label("Change this line").fill("ask her, alone")
    one.get_by_role("button", name="Save", exact=True).click()
    saved(one)
    other.get_by_role("button", name="Save", exact=True).click()
    for page in (one, other):
        rivals = page.locator(".kit-rivals")
        rivals.get_by_text("ask her what she wants", exact=True).wait_for()
        rivals.get_by_text("ask her, alone", exact=True).wait_for()
    one.locator(".kit-rivals li", has_text="ask her, alone").get_by_role("button").click()
    other.locator(".kit-rivals").wait_for(state="detached")
    wall(other).get_by_text("ask her, alone", exact=True).wait_for()
    assert kit.lines(session) == ["ask her, alone"]


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
    assert kit.lines(session) == ["first"]
    line = next(iter(fold(kit.journal.read(session.id)).lines))
    act(trainer, "line.edited", line=line, text="first, as the trainer put it", on=line)
    wall(page).get_by_text("as the trainer put it").wait_for()
    page.get_by_role("button", name="Undo: the line you added").click()
    page.get_by_text("has built on it").first.wait_for()
    assert kit.lines(session) == ["first, as the trainer put it"]


def test_hostile_words_are_shown_as_text_and_nothing_runs(kit: Kit, people: People):
    session, trainer = a_round(kit, tables=2)
    page = people.sit(kit, session, "table", 1)
    other = people.sit(kit, session, "table", 1)
    title = page.title()
    for text in HOSTILE:
        write(page, text)
    console = people.sit(kit, session, "trainer")
    console.get_by_role("button", name="Lines", exact=True).click()
    act(trainer, "message", text=HOSTILE[0])
    act(trainer, "break", until=HOSTILE[0])
    projector = people.sit(kit, session, "projector")
    projector.get_by_text("<script>").first.wait_for()
    for shown in (wall(page), wall(other), console.locator(".kit-panel .kit-words")):
        shown.nth(len(HOSTILE) - 1).wait_for()
        texts = shown.all_text_contents()
        for text in HOSTILE:
            assert text in texts
    for each in (page, other, console, projector):
        assert each.title() != "taken"
        assert each.locator("main script, main img[src=x]").count() == 0
    assert page.title() == title
    assert kit.lines(session) == HOSTILE


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
    assert kit.lines(session) == ["a\ufffdb\ufffdc\ufffdd"]


def tab_to(page: Any, name: str, most: int = 150) -> None:
    """Press Tab until the element with this name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "() => { const el = document.activeElement; const label = el.labels?.[0];"
            " return el.getAttribute('aria-label') ?? label?.textContent ?? el.textContent; }"
        )
        if found and found.strip().startswith(name):
            return
    raise AssertionError(f"the Tab key does not reach {name!r}")


def test_a_round_by_keyboard_alone(kit: Kit, people: People):
    session, _ = a_round(kit)
    page = people.sit(kit, session, "table", 1)
    page.locator(".kit-columns").wait_for()
    tab_to(page, "Add a line")
    for text in ("first", "second"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        wall(page).get_by_text(text, exact=True).wait_for()
    saved(page)
    page.locator("body").evaluate("() => document.activeElement.blur()")
    tab_to(page, "Down line 1")
    page.keyboard.press("Enter")
    page.locator("ol.kit-lines > li").first.get_by_text("second", exact=True).wait_for()
    tab_to(page, "Withdraw line")
    page.keyboard.press("Enter")
    page.get_by_text("Withdrawn (1)").wait_for()
    saved(page)
    assert len(kit.lines(session)) == 1


def test_condensing_by_keyboard_alone(kit: Kit, people: People):
    session, trainer = a_round(kit)
    for table, text in ((1, "ask her first"), (2, "ask what she wants"), (3, "go slowly")):
        act(trainer, "line.added", table=table, principle="empowerment", text=text)
    act(trainer, "stage", stage="condense", seconds=720)
    page = people.sit(kit, session, "table", 1)
    page.locator(".kit-desk").wait_for()
    tab_to(page, "ask her first")
    page.keyboard.press("Space")
    page.get_by_text("1 line ticked").wait_for()
    tab_to(page, "ask what she wants")
    page.keyboard.press("Space")
    page.get_by_text("2 lines ticked").wait_for()
    tab_to(page, "Wording of the key factor")
    page.keyboard.type("she is asked, first and always")
    page.keyboard.press("Enter")
    page.locator(".kit-factor", has_text="she is asked, first and always").wait_for()
    saved(page)
    tab_to(page, "Change the wording")
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.type("!")
    page.keyboard.press("Enter")
    page.locator(".kit-factor > .kit-words", has_text="always!").wait_for()
    saved(page)
    state = fold(kit.journal.read(session.id))
    (factor,) = state.factors_of("empowerment")
    assert factor.words.text == "she is asked, first and always!"
    assert sorted(line.table for line in state.lines_of(factor)) == [1, 2]


def test_the_console_by_keyboard_alone(kit: Kit, people: People):
    session = kit.session()
    page = people.sit(kit, session, "trainer")
    table = people.sit(kit, session, "table", 1)
    tab_to(page, "Next: Reading")
    page.keyboard.press("Enter")
    table.get_by_role("heading", name="Mrs T (written for this kit)").first.wait_for()
    tab_to(page, "Pause the clock")
    page.keyboard.press("Enter")
    table.get_by_text("paused").first.wait_for()
    tab_to(page, "Break")
    page.keyboard.press("Enter")
    page.keyboard.type("13:15")
    page.keyboard.press("Enter")
    table.get_by_text("Break: back at 13:15").wait_for()
    page.keyboard.press("Enter")  # the focus is on "End the break"
    table.get_by_text("Break: back at").wait_for(state="detached")
    tab_to(page, "Message")
    page.keyboard.press("Enter")
    page.keyboard.type("well done")
    page.keyboard.press("Enter")
    table.get_by_text("well done").wait_for()
    tab_to(page, "Session")
    page.keyboard.press("Enter")
    tab_to(page, "End the session")
    page.keyboard.press("Enter")
    table.get_by_text("The session has ended").first.wait_for()


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
