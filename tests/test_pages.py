"""The plain pages in a browser: forms, their errors, links with a code, what is forgotten."""

from __future__ import annotations

import re

import pytest

from tests.browsers import Kit, People

pytest.importorskip("playwright", reason="playwright is not installed")
pytestmark = pytest.mark.browser

PLACE = re.compile(r"/seat/([0-9a-f]{16})/$")


def test_an_empty_code_is_said_at_the_top_and_at_its_field(kit: Kit, people: People):
    page = people.device().new_page()
    page.goto(f"{kit.url}/join")
    page.get_by_role("button", name="Join", exact=True).click()

    page.wait_for_selector("#errors:focus")
    assert page.title().startswith("Error: ")
    page.locator("#errors a").click()
    page.wait_for_selector("#code:focus")
    assert page.get_attribute("#code", "aria-invalid") == "true"
    told = (page.get_attribute("#code", "aria-describedby") or "").split()
    assert "no code was typed" in page.inner_text(f"#{told[-1]}").lower()


def test_what_was_typed_stays_in_the_form_when_something_is_wrong(kit: Kit, people: People):
    page = people.device().new_page()
    page.goto(f"{kit.url}/run")
    page.get_by_label("How many tables?").fill("13")
    page.get_by_label("Minutes for each round").fill("five")
    page.get_by_label("No clock").check()
    page.get_by_label("Yes (carousel)").check()
    page.get_by_role("button", name="Set up the session").click()

    page.wait_for_selector("#errors:focus")
    assert page.locator("#errors a").count() == 1  # its minutes count with a clock only
    assert page.get_by_label("How many tables?").input_value() == "13"
    assert page.get_by_label("Minutes for each round").input_value() == "five"
    assert page.get_by_label("No clock").is_checked()
    assert page.get_by_label("Yes (carousel)").is_checked()


@pytest.mark.parametrize("door", ["/", "/join"])
def test_a_link_with_a_code_leads_in_and_the_code_leaves_the_address(
    kit: Kit, people: People, door: str
):
    session = kit.session()
    page = people.device().new_page()
    page.goto(f"{kit.url}{door}#{session.code}")
    page.get_by_role("heading", name="Choose your table").wait_for()

    assert session.code not in page.url
    assert not any(session.code in url for url in people.asked if "#" not in url)
    page.go_back()
    assert session.code not in page.url


def test_a_link_with_a_wrong_code_says_so_once(kit: Kit, people: People):
    page = people.device().new_page()
    page.goto(f"{kit.url}/join#ZZZZZZ")
    page.wait_for_selector("#errors:focus")

    assert "ZZZZZZ" in page.inner_text("#errors")
    assert page.url == f"{kit.url}/join"


def test_a_typed_code_joins_without_scripts(kit: Kit, people: People):
    session = kit.session()
    page = people.device(java_script_enabled=False).new_page()
    page.goto(f"{kit.url}/join")
    page.get_by_label("Code", exact=True).fill(f" {session.code[:3].lower()} {session.code[3:]}")
    page.get_by_role("button", name="Join", exact=True).click()
    page.get_by_label("Table 2").check()
    page.get_by_role("button", name="Go to this table").click()

    assert PLACE.search(page.url)


def test_a_place_still_held_is_offered_and_one_that_is_gone_is_forgotten(kit: Kit, people: People):
    page = people.device().new_page()
    page.goto(f"{kit.url}/join")
    gone, other = "deadbeef" * 2, "0123456789abcdef"
    page.evaluate(
        """names => names.forEach((name) => {
          localStorage.setItem(`kit/${name}/title`, JSON.stringify("table 2, <b>Mrs T</b>"));
          localStorage.setItem(`kit/${name}/outbox`, "[]");
        })""",
        [gone, other],
    )
    page.reload()
    offered = page.get_by_role("link", name="Go back to table 2, <b>Mrs T</b>")
    assert offered.count() == 2

    page.goto(f"{kit.url}/seat/{gone}/")
    page.get_by_role("heading", name="This place is not here any more").wait_for()
    left = page.evaluate("Object.keys(localStorage)")
    assert sorted(left) == [f"kit/{other}/outbox", f"kit/{other}/title"]


def test_erasing_asks_for_the_code_and_empties_this_browsers_store(kit: Kit, people: People):
    session = kit.session()
    context = people.device()
    place = people.seat(kit, context, session, "trainer")
    page = context.new_page()
    page.goto(f"{kit.url}{place}wipe")
    assert "do not wipe" in page.inner_text("main")
    page.evaluate("place => localStorage.setItem(`kit/${place}/title`, '1')", place.split("/")[2])
    page.get_by_label(re.compile("Type this session")).fill("ABCDEF")
    page.get_by_role("button", name="Erase the session").click()
    page.wait_for_selector("#errors:focus")

    page.get_by_label(re.compile("Type this session")).fill(session.code)
    page.get_by_role("button", name="Erase the session").click()
    page.get_by_role("heading", name=f"Session {session.code} is erased").wait_for()
    page.wait_for_load_state("load")  # its script has run by then
    assert page.evaluate("localStorage.length") == 0


def test_a_card_for_each_table_carries_its_own_code(kit: Kit, people: People):
    session = kit.session(tables=12)
    context = people.device()
    place = people.seat(kit, context, session, "trainer")
    page = context.new_page()
    page.goto(f"{kit.url}{place}codes")

    cards = page.locator(".kit-code-cards > li")
    codes = cards.locator(".kit-code").all_inner_texts()
    assert len(set(codes)) == cards.count() == 12
    assert page.locator(".kit-code-cards svg").count() == 12
