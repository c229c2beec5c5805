"""The wellbeing and safety grid in real browsers: placing in every way, alone and in a room."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from exercises import library
from exercises.grid import views
from exercises.grid.content import example
from exercises.grid.opening import begin
from exercises.grid.settings import Settings
from tests.browsers import Kit, People, act, opened, saved
from tests.test_access import STOPS, layout, violations, walk

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from exercises.journal.sessions import Session

pytestmark = pytest.mark.browser
TOLD = example("mrs-t-money")
ON_THE_WALL = {
    "lobby": "Welcome",
    "read": "Read",
    "now": "Place now",
    "after": "Place after each action",
    "look": "Look together",
    "move": "How do we move it?",
    "close": "Before you go",
}
PANELS = ["Tables", "Actions", "Place for a table", "The grid", "How to move it", "What was learnt"]
OPEN = "() => document.querySelectorAll('details').forEach((el) => { el.open = true; })"
MINUS = "\N{MINUS SIGN}"
STEP = 25.2 / 300  # from one number to the next, as a part of the picture's width


def session_of(kit: Kit, tables: int = 2, **chosen: Any) -> Session:
    whole = {
        "case": library.case("mrs-t"),
        "viewpoints": TOLD.viewpoints,
        "actions": tuple(action.text for action in TOLD.actions),
    }
    return begin(kit.journal, Settings(**(whole | chosen)), tables)


def filled(kit: Kit, tables: int = 3) -> Session:
    """A session in which several tables have placed the worked example, each a little apart."""
    session = session_of(kit, tables)
    trainer = kit.place(session, "trainer")
    names = {"now": "now"}
    names |= {action.id: f"given-{n:02}" for n, action in enumerate(TOLD.actions, 1)}
    for table in range(1, tables + 1):
        for at in TOLD.placements:
            act(
                trainer,
                "grid.placed",
                table=table,
                viewpoint=at.viewpoint,
                moment=names[at.moment],
                wellbeing=max(-5, at.wellbeing - table + 1),
                safety=at.safety,
                reason=at.reason,
                basis=at.basis,
            )
        act(trainer, "grid.wrote", table=table, list="move", axis="safety", text="ask her first")
        act(trainer, "grid.wrote", table=table, list="learning", text="we had not asked")
    return session


def viewpoint(page: Page, name: str) -> None:
    page.locator("[data-key=viewpoints]").get_by_role("button", name=name).click()


def board(page: Page) -> Locator:
    return page.locator(".kit-grid-board")


def middle(page: Page) -> tuple[float, float, float]:
    """Where on the screen 0/0 is, and how far the next number is from it, in pixels."""
    board(page).focus()
    page.keyboard.press("Enter")
    handle = page.locator(".kit-grid-handle")
    handle.wait_for()
    box, picture = handle.bounding_box(), page.locator(".kit-grid-board svg").bounding_box()
    assert box and picture
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    return x, y, picture["width"] * STEP


def keep(page: Page, reason: str) -> None:
    page.get_by_label("Why would the situation stand there?").fill(reason)
    page.get_by_role("button", name=re.compile("^Keep this place")).click()
    saved(page)


def test_choices_keys_tapping_and_dragging_give_the_same_entry(kit: Kit, people: People):
    session = session_of(kit, 5)
    act(kit.place(session, "trainer"), "stage", stage="now")
    pages = {n: people.sit(kit, session, "table", n) for n in (1, 2, 4)}
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
    pages |= {n: people.sit(kit, session, "table", n, **phone) for n in (3, 5)}
    for page in pages.values():
        viewpoint(page, "Practitioner")

    pages[1].get_by_label("Wellbeing", exact=True).select_option("-3")
    pages[1].get_by_label("Safety", exact=True).select_option("2")

    board(pages[2]).focus()
    for key in ["Enter", *["ArrowLeft"] * 3, *["ArrowUp"] * 2]:
        pages[2].keyboard.press(key)

    board(pages[3]).scroll_into_view_if_needed()
    x, y, step = middle(pages[3])
    picture = pages[3].locator(".kit-grid-board svg")
    before = picture.bounding_box()
    pages[3].get_by_role("button", name=re.compile("^Take the point away")).click()
    board(pages[3]).scroll_into_view_if_needed()
    now = picture.bounding_box()
    assert before and now
    x, y = x + now["x"] - before["x"], y + now["y"] - before["y"]
    pages[3].touchscreen.tap(x - 3 * step, y - 2 * step)

    board(pages[4]).scroll_into_view_if_needed()
    x, y, step = middle(pages[4])
    pages[4].mouse.move(x, y)
    pages[4].mouse.down()
    pages[4].mouse.move(x - 2 * step, y - step, steps=4)
    pages[4].mouse.move(x - 3 * step, y - 2 * step, steps=4)
    pages[4].mouse.up()

    page = pages[5]
    board(page).scroll_into_view_if_needed()
    x, y, step = middle(page)
    before = page.evaluate("() => scrollY")
    finger = page.context.new_cdp_session(page)
    for kind, dx, dy in (
        ("touchStart", 0, 0),
        ("touchMove", -1, -1),
        ("touchMove", -3, -2),
        ("touchEnd", 0, 0),
    ):
        points = [] if kind == "touchEnd" else [{"x": x + dx * step, "y": y + dy * step}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert page.evaluate("() => scrollY") == before, "dragging the point does not scroll"

    for page in pages.values():
        keep(page, "safe, and alone all day")
    trainer = kit.place(session, "trainer")
    spots = [trainer.state.spot(n, "practitioner", "now") for n in (1, 2, 3, 4, 5)]
    found = [spot and (spot.wellbeing, spot.safety, spot.reason) for spot in spots]
    assert found == [(-3, 2, "safe, and alone all day")] * 5


def test_the_position_is_announced_in_words_and_a_tables_places_are_its_own(
    kit: Kit, people: People
):
    from playwright.sync_api import expect

    session = session_of(kit)
    act(kit.place(session, "trainer"), "stage", stage="now")
    page = people.sit(kit, session, "table", 1)
    viewpoint(page, "Practitioner")
    page.get_by_label("Wellbeing", exact=True).select_option("-3")
    live = page.locator(".kit-live[role=status]")
    expect(live).to_contain_text(f"Wellbeing {MINUS}3: much of what matters is missing.")
    page.get_by_label("Safety", exact=True).select_option("2")
    expect(live).to_contain_text("Safety +2")
    keep(page, "only our table knows this")
    other = kit.place(session, "table", 2)
    assert "only our table knows this" not in str(views.table(other))
    act(kit.place(session, "trainer"), "stage", stage="look")
    other.follow()
    assert "only our table knows this" in str(views.table(other))
    expect(page.locator("table.kit-grid-table")).to_contain_text("only our table knows this")


def test_the_persons_place_rests_on_words_or_stays_empty(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = session_of(kit)
    act(kit.place(session, "trainer"), "stage", stage="now")
    page = people.sit(kit, session, "table", 1)
    viewpoint(page, "The person")
    expect(page.get_by_role("heading", name="What we think Mrs T would say")).to_be_visible()
    page.get_by_label("Wellbeing", exact=True).select_option("1")
    page.get_by_label("Safety", exact=True).select_option("-2")
    page.get_by_role("button", name="Keep this place").click()
    basis = page.locator("textarea[name=basis]")
    expect(basis).to_be_focused()
    expect(basis).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".kit-grid-form .kit-error")).to_contain_text("no words here")
    trainer = kit.place(session, "trainer")
    assert trainer.state.spot(1, "person", "now") is None
    basis.fill("I know what it looks like. I can count.")
    page.get_by_role("button", name="Keep this place").press("Enter")
    saved(page)
    trainer.follow()
    assert trainer.state.spot(1, "person", "now").basis.endswith("I can count.")
    page.get_by_role("button", name="Leave it empty").press("Enter")
    expect(page.get_by_role("button", name="Leave it empty")).to_have_count(0)
    saved(page)  # the page shows what waits before it is saved
    trainer.follow()
    assert trainer.state.spot(1, "person", "now") is None


def test_what_is_placed_and_not_kept_survives_a_reload_and_a_dead_kernel(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = session_of(kit)
    act(kit.place(session, "trainer"), "stage", stage="after")
    page = people.sit(kit, session, "table", 1)
    page.get_by_label("Another action").fill("Ask who she wants at the table <b>now</b>")
    page.reload()
    opened(page)
    field = page.get_by_label("Another action")
    expect(field).to_have_value("Ask who she wants at the table <b>now</b>")
    field.press("Enter")
    saved(page)
    expect(page.locator(".kit-grid-actions li")).to_have_count(4)
    viewpoint(page, "Practitioner")
    page.get_by_label("Wellbeing", exact=True).select_option("4")
    page.get_by_label("Safety", exact=True).select_option("1")
    page.get_by_label("Why would the situation stand there?").fill("she has set the terms")
    page.reload()
    opened(page)
    page.locator(".kit-grid-actions li").last.get_by_role("button", name="Place this one").click()
    viewpoint(page, "Practitioner")
    expect(page.get_by_label("Wellbeing", exact=True)).to_have_value("4")
    expect(page.get_by_label("Why would the situation stand there?")).to_have_value(
        "she has set the terms"
    )
    kit.kernel_of(page).kill()
    page.get_by_role("button", name="Keep this place").click()
    saved(page)
    trainer = kit.place(session, "trainer")
    (found,) = [spot for _, spot in trainer.state.spots()]
    assert (found.wellbeing, found.safety) == (4, 1)
    assert "<b>now</b>" in page.locator(".kit-grid-actions").inner_text()


def test_axe_finds_nothing_and_nothing_is_cut_at_any_stage(kit: Kit, people: People):
    session = filled(kit)
    trainer = kit.place(session, "trainer")
    pages = [people.sit(kit, session, "table", 1), people.sit(kit, session, "projector")]
    for stage, title in ON_THE_WALL.items():
        act(trainer, "stage", stage=stage, seconds=600 if stage == "now" else None)
        pages[0].locator(f"[data-key='stage/{stage}']").first.wait_for()
        pages[1].locator("[data-key=head] h2", has_text=title).wait_for()
        for page in pages:
            page.evaluate(OPEN)
            found = violations(page, 1280) + violations(page, 390)
            assert found == [], f"{stage}: {found}"
            page.set_viewport_size({"width": 320, "height": 640})
            cut = "() => document.documentElement.scrollWidth > innerWidth"
            assert not page.evaluate(cut), f"{stage} is cut at 320 px"
    assert layout(pages[0]) == []


def test_axe_and_the_tab_key_find_nothing_on_the_trainers_page(kit: Kit, people: People):
    session = filled(kit)
    page = people.sit(kit, session, "trainer", viewport={"width": 1280, "height": 844})
    stops = walk(page)
    order = [stop["at"] for stop in stops]
    assert order == sorted(order) and len(stops) == page.evaluate(STOPS)
    for panel in PANELS:
        page.locator(".kit-panels").first.get_by_role("button", name=panel, exact=True).click()
        page.locator("#kit-panel-h", has_text=panel).wait_for()
        found = violations(page, 1280) + violations(page, 390)
        assert found == [], f"{panel}: {found}"
        page.set_viewport_size({"width": 1280, "height": 844})


@pytest.mark.parametrize("width", [1280, 390])
def test_the_tab_key_reaches_every_part_of_placing(kit: Kit, people: People, width: int):
    session = session_of(kit)
    act(kit.place(session, "trainer"), "stage", stage="after")
    page = people.sit(kit, session, "table", 1, viewport={"width": width, "height": 844})
    page.locator(".kit-grid-form").wait_for()
    stops = walk(page)
    order = [stop["at"] for stop in stops]
    assert order == sorted(order) and len(stops) == page.evaluate(STOPS)
    assert [stop["what"] for stop in stops if not (stop["rings"] and stop["named"])] == []
    assert [stop["what"] for stop in stops if stop["covered"]] == []


def test_the_trainer_chooses_what_stands_on_the_wall_and_sets_a_place_aside(
    kit: Kit, people: People
):
    from playwright.sync_api import expect

    session = filled(kit)
    act(kit.place(session, "trainer"), "stage", stage="look")
    page = people.sit(kit, session, "trainer")
    wall = people.sit(kit, session, "projector")
    page.locator(".kit-panels").first.get_by_role("button", name="The grid", exact=True).click()
    trades = wall.get_by_role("heading", name="Helps one and harms the other")
    expect(trades).to_be_visible()
    page.get_by_label("Viewpoint", exact=True).select_option("practitioner")
    saved(page)  # each choice is sent with the others as the page has them
    page.get_by_label("Moment", exact=True).select_option("now")
    expect(wall.locator(".kit-grid-key")).to_have_text("Practitioner")
    expect(trades).to_have_count(0)
    page.get_by_text("Set a place aside").click()
    rows = page.locator("details li.kit-line")
    before = len(views.projector(kit.place(session, "trainer"))["spots"])
    expect(rows).to_have_count(before)
    rows.first.get_by_role("button", name="Set aside").press("Enter")
    expect(rows).to_have_count(before - 1)
    saved(page)
    trainer = kit.place(session, "trainer")
    assert len(views.console(trainer)["aside"]) == 1
    assert len(views.projector(trainer)["spots"]) == before - 1


def test_one_person_comes_back_to_the_same_place(kit: Kit, people: People):
    from playwright.sync_api import expect

    page = people.device().new_page()
    page.goto(f"{kit.url}/alone")
    page.get_by_role("link", name=re.compile("20 minutes")).click()
    page.get_by_role("link", name=re.compile("wellbeing and safety grid")).click()
    page.get_by_role("button", name="Begin").click()
    opened(page)
    for _ in range(2):
        page.locator("[data-key=next]").click()
        saved(page)
    viewpoint(page, "Practitioner")
    page.get_by_label("Wellbeing", exact=True).select_option("2")
    page.get_by_label("Safety", exact=True).select_option("-3")
    keep(page, "the payments go on")
    page.goto(f"{kit.url}/alone/grid")
    page.get_by_role("button", name="Go on where I stopped").click()
    opened(page)
    viewpoint(page, "Practitioner")
    expect(page.get_by_label("Safety", exact=True)).to_have_value("-3")


def test_a_grid_is_set_up_by_the_form_with_what_is_wrong_beside_its_field(kit: Kit, people: People):
    from playwright.sync_api import expect

    page = people.device().new_page()
    page.goto(f"{kit.url}/run/grid")
    assert violations(page, 1280) + violations(page, 390) == []
    page.get_by_label("An objective of a plan").check()
    page.get_by_label("The person", exact=True).uncheck()
    page.get_by_label("How many tables?").fill("13")
    page.get_by_role("button", name="Set up the grid").click()
    expect(page.locator("#errors li")).to_have_count(2)
    expect(page.locator("#objective-error")).to_contain_text("There is no objective yet")
    assert violations(page, 390) == []
    page.get_by_label("The objective", exact=True).fill("Fewer repeat concerns <i>about</i> homes")
    page.get_by_label("One shared screen").check()
    page.get_by_role("button", name="Set up the grid").click()
    opened(page)
    with page.context.expect_page() as new:
        page.get_by_role("button", name="Open the shared screen").click()
    shared = new.value
    opened(shared)
    shared.locator("[data-key=next]").click()
    expect(shared.locator(".kit-case")).to_contain_text("Fewer repeat concerns <i>about</i> homes")
    expect(shared.get_by_text("Three questions for the room")).to_be_visible()
