"""A scenario in real browsers: alone, by keys alone, and by six tables whose kit dies meanwhile."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from exercises.library import CONTENT
from exercises.scenarios.content import LEAVE, load, scenario, scenarios
from exercises.scenarios.opening import begin
from exercises.scenarios.settings import Settings
from tests.browsers import Kit, People, act, opened, saved
from tests.test_access import layout, violations

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

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


def sound(page: Page, name: str = "", widths: tuple[int, ...] = (1280, 320)) -> None:
    """Nothing for axe to find on the page as it stands, with everything opened, nor cut off."""
    page.evaluate(OPEN)
    if shots := os.environ.get("KIT_SHOTS"):  # to look at them by hand
        page.screenshot(path=f"{shots}/scenario-{name}.png", full_page=True)
    assert [found for width in widths for found in violations(page, width)] == []
    assert layout(page, 320) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def test_one_person_plays_a_scenario_to_its_end_and_fills_in_the_record(kit: Kit, people: People):
    from playwright.sync_api import expect

    session, page = alone(kit, people)
    sound(page, "lobby", (320,))
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
    record.locator("summary", has_text="The risk, by itself").click()
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
    sound(page, "debrief", (320,))
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
    expect(page.get_by_role("button", name="Read this scene")).to_be_visible()
    page.get_by_role("button", name="Leave this scene").click()
    saved(page)
    expect(page.locator("#kit-happened")).to_be_focused()
    expect(page.locator(".kit-scenario-step")).to_contain_text(LEFT_TOLD)
    expect(page.get_by_role("heading", name="Second class")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Undo: leaving the scene")).click()
    saved(page)
    expect(page.get_by_role("button", name="Read this scene")).to_be_visible()


FOCUSED_AGAIN = "() => document.addEventListener('focusin', () => { document.title += ' again'; })"


def test_what_others_do_is_said_and_the_focus_is_never_lost(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = session_of(kit, votes=True, roleplay=True)
    page = people.sit(kit, session, "table", 1)
    trainer, mate = kit.place(session, "trainer"), kit.place(session, "table", 1)
    said, loud = (
        page.locator(".kit-live[role=status]"),
        page.locator(".kit-live[aria-live=assertive]"),
    )
    act(trainer, "stage", stage="play")
    page.get_by_role("button", name="Vote for what I marked").press("Enter")
    expect(loud).to_have_text("Nothing is marked yet; mark what you would vote for.")
    expect(page.locator(".kit-scenario-choices input").first).to_be_focused()

    page.locator("#kit-reason").fill("half a reason of mine")
    raw = {"scene": "first-visit", "choice": "ask", "reason": "a reason of theirs"}
    act(mate, "scenario.chosen", table=1, **raw)
    expect(said).to_contain_text("Your table has chosen. You are at “Two things” now.")
    expect(page.locator("#kit-happened")).to_be_focused()
    expect(page.locator("[data-key=begun]")).to_contain_text("half a reason of mine")
    expect(page.locator(".kit-scenario-choices .kit-error")).to_have_count(0)

    act(trainer, "message", text="five minutes more")
    act(trainer, "break", until="13:15")
    expect(page.locator(".kit-break")).to_be_visible()
    page.evaluate(FOCUSED_AGAIN)
    act(trainer, "break.over")
    expect(said).to_contain_text("The break is over.")
    act(trainer, "table.closed", table=1)
    expect(said).to_contain_text("The trainer has closed this table.")
    act(trainer, "table.reopened", table=1)
    expect(said).to_contain_text("This table is open again.")
    assert "again" not in page.title()

    act(trainer, "scenario.held", scene="what-he-wants")
    expect(said).to_contain_text("The trainer holds the room")
    page.locator("#kit-reason").focus()
    mate.follow()
    raw = {"scene": "what-he-wants", "choice": "write-it-down", "reason": "theirs again"}
    act(mate, "scenario.chosen", table=1, on=mate.state.table(1).version, **raw)
    expect(page.locator("#kit-waits")).to_be_focused()
    act(trainer, "scenario.released", scene="what-he-wants")
    expect(said).to_contain_text("The room goes on. You are at “Mr Pugh comes round” now.")
    expect(page.locator("#kit-happened")).to_be_focused()

    page.get_by_role("button", name="Read this scene").press("Enter")
    act(trainer, "stage", stage="debrief")
    expect(page.get_by_role("heading", name="Look back together")).to_be_focused()
    page.locator("summary", has_text="The path so far").press("Enter")
    page.get_by_role("button", name=re.compile("^Change the reason")).first.press("Enter")
    page.locator(".kit-scenario-past textarea").fill(" ")
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.locator(".kit-scenario-past textarea")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".kit-scenario-past .kit-error")).to_contain_text("There is no reason here")
    page.get_by_role("button", name="Leave it as it was").press("Enter")
    page.get_by_role("button", name="Go on without placing it").press("Enter")
    choose(page, "answer the second line", "it is his to say")
    expect(page.locator("#kit-happened")).to_be_focused()
    expect(page.get_by_role("heading", name="Said in the room")).to_be_visible()

    act(trainer, "stage", stage="roleplay")
    page.get_by_role("button", name=re.compile("^Take this card")).first.press("Enter")
    expect(page.locator("#kit-own-card")).to_be_focused()
    page.get_by_role("button", name="Give this card back").press("Enter")
    expect(page.locator("[data-do=takeCard]").first).to_be_focused()
    act(trainer, "ended")
    expect(page.get_by_role("heading", name="Thank you")).to_be_focused()


PANELS = [
    "Tables",
    "Scenes",
    "Paths and reasons",
    "On the wall",
    "Notes of the tables",
    "Set aside",
    "Summary",
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
    expect(
        trainer.get_by_role("button", name=re.compile("^Release the room.*Before the kettle"))
    ).to_be_focused()
    trainer.get_by_role(
        "button", name=re.compile("^Show how tables chose.*Before the kettle")
    ).click()
    saved(trainer)

    one.get_by_label(re.compile("What would you want")).check()
    one.get_by_role("button", name="Vote for what I marked").click()
    saved(one)
    expect(one.locator(".kit-scenario-vote")).to_contain_text("1 phone has voted")
    choose(one, "What would you want", "only table one says this")
    expect(one.locator("#kit-waits")).to_be_focused()
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
        sound(trainer, f"console-{name.lower().replace(' ', '-')}", (1280,))
    trainer.get_by_role("button", name="Tables", exact=True).click()
    rows = trainer.locator("[data-key=where] tbody tr")
    expect(rows.nth(0)).to_contain_text("Two things")
    trainer.get_by_role("button", name="Next: Look back").click()
    expect(one.get_by_text("Paths of the other tables")).to_be_visible()
    sound(one, "together", (320,))
    expect(one.locator("[data-key=paths]")).to_contain_text("he should know")

    trainer.get_by_role("button", name="Next: Role-play").click()
    one.get_by_role("button", name=re.compile("^Take this card.*You watch and listen")).click()
    saved(one)
    expect(one.locator("#kit-own-card")).to_be_focused()
    expect(one.get_by_text("Left a silence alone")).to_be_visible()
    expect(two.get_by_text("Left a silence alone")).to_have_count(0)
    sound(one, "card", (320,))


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


PILLAI = scenario("mrs-pillai")
THERE = ["what-matters", "plain-fear", "the-leg-first"]
IN_THE_CABIN = ["open-duty", "slowly", "nurse-by-the-clock"]
ON_WITH = {
    1: ["her-paper", "ask-her", "bridge-41", "ambulance"],
    2: ["what-would-change", "listen", "as-it-is", "her-own-sign"],
    3: ["assess", "panel", "until-march"],
    4: ["her-paper", "listen", "as-it-is", "doctor-aboard"],
    5: [LEAVE, "listen", "close"],
    6: ["what-would-change", "panel", "bridge-41", LEAVE],
}


def words_of(scene: str, choice: str) -> str:
    found = PILLAI.scene(scene)
    assert found is not None
    offered = found.choice(choice)
    assert offered is not None
    return offered.words


def test_six_tables_play_a_scenario_of_the_kit_that_dies_while_they_do(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = begin(kit.journal, Settings(scenario=PILLAI), 6)
    trainer = kit.place(session, "trainer")
    act(trainer, "stage", stage="play")
    pages = {n: people.sit(kit, session, "table", n) for n in range(1, 7)}
    act(trainer, "scenario.held", scene="cabin")
    for n, page in pages.items():
        page.get_by_role("button", name="Go on without placing it").click()
        choose(page, words_of("towpath", THERE[n % 3]), f"table {n} begins")
        expect(page.get_by_role("heading", name="No, thank you")).to_be_visible()

    half = "half a reason, typed and not sent"
    pages[3].get_by_label(re.compile(re.escape(words_of("cabin", "slowly")))).check()
    pages[3].locator("#kit-reason").fill(half)
    pages[4].locator("#kit-reason").fill(half)
    kit.kill()
    expect(pages[3].locator("#kit-status")).to_contain_text("cannot be reached")
    pages[1].get_by_label(re.compile(re.escape(words_of("cabin", "open-duty")))).check()
    pages[1].locator("#kit-reason").fill("chosen while the kit was dead")
    pages[1].get_by_role("button", name="Go on with this").click()
    expect(pages[1].locator(".kit-saved")).to_contain_text("Not saved yet: 1")
    kit.start()
    saved(pages[1])
    expect(pages[1].locator("[data-key=waits]")).to_contain_text("The room waits at this scene")
    pages[4].reload()
    opened(pages[4])
    for n in (3, 4):
        expect(pages[n].locator("#kit-reason")).to_have_value(half)
    expect(
        pages[3].get_by_label(re.compile(re.escape(words_of("cabin", "slowly"))))
    ).to_be_checked()
    pages[3].get_by_role("button", name="Go on with this").click()
    for n in (2, 4, 5, 6):
        choose(pages[n], words_of("cabin", IN_THE_CABIN[n % 3]), f"table {n} waits")
    trainer.follow()
    assert {trainer.state.table(n).waits for n in pages} == {"cabin"}
    act(trainer, "scenario.released", scene="cabin")
    for page in pages.values():
        expect(page.get_by_role("button", name="Read this scene")).to_be_visible()
    pages[5].get_by_role("button", name="Leave this scene").click()
    saved(pages[5])

    for n, choices in ON_WITH.items():
        table = kit.place(session, "table", n)
        for choice in choices[1:] if n == 5 else choices:
            table.follow()
            on, scene = table.state.table(n).version, table.state.story(n).at
            raw = {"table": n, "on": on, "scene": scene}
            if choice == LEAVE:
                act(table, "scenario.left", **raw)
            else:
                act(table, "scenario.chosen", **raw, choice=choice, reason=f"{choice} of {n}")
    act(trainer, "stage", stage="debrief")
    trainer.follow()
    assert all(trainer.state.story(n).scene.ending for n in pages)
    one = pages[1]
    others = one.locator("[data-key=paths]")
    others.locator("summary").first.click()
    for n in (2, 3, 4, 5, 6):
        expect(others.get_by_role("region", name=f"Table {n}", exact=True)).to_contain_text(
            f"table {n} begins"
        )
    expect(others).to_contain_text(half)
    expect(others).to_contain_text("Warm, and healed, and not there")
    note = one.get_by_role("textbox", name=PILLAI.debrief.questions[0])
    note.fill("written and taken back")
    one.get_by_role("button", name=re.compile("^Keep this")).first.click()
    saved(one)
    expect(pages[2].get_by_text("written and taken back")).to_be_visible()
    one.get_by_role("button", name=re.compile("^Undo: what you wrote")).click()
    saved(one)
    expect(pages[2].get_by_text("written and taken back")).to_have_count(0)


def test_a_path_is_gone_through_on_the_wall_and_on_ones_own_page(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = session_of(kit, 2)
    trainer = people.sit(kit, session, "trainer")
    wall = people.sit(kit, session, "projector")
    steering = kit.place(session, "trainer")
    act(steering, "stage", stage="play")
    for n, choice in ((1, "ask"), (2, "explain")):
        table = kit.place(session, "table", n)
        raw = {"table": n, "scene": "first-visit", "choice": choice, "reason": f"why of {n}"}
        act(table, "scenario.chosen", **raw)
    act(steering, "stage", stage="debrief")
    trainer.get_by_role("button", name="Paths and reasons", exact=True).click()
    trainer.get_by_role("button", name=re.compile("^Go through it on the wall.*Table 2")).click()
    saved(trainer)
    shown = wall.locator(".kit-scenario-wall")
    expect(shown).to_contain_text("Table 2")
    expect(shown).not_to_contain_text("why of 2")
    sound(trainer, "console-replay", (1280,))
    said = ["What would you do?", "why of 2", "What happened then"]
    for text in said:
        trainer.locator("[data-key=replay] [data-key=next]").press("Enter")
        saved(trainer)
        expect(shown).to_contain_text(text)
    for _ in range(2):
        trainer.locator("[data-key=replay] [data-key=next]").press("Enter")
        saved(trainer)
    sound(wall, "wall-replay", (1280,))
    trainer.get_by_role("button", name="Stop: show all paths").click()
    expect(shown).to_contain_text("Table 1")

    own = people.sit(kit, session, "table", 1)
    own.get_by_role("button", name=re.compile("^Go through the path")).click()
    expect(own.locator("#kit-replay-at")).to_be_focused()
    expect(own.locator(".kit-scenario-sight")).not_to_contain_text("why of 1")
    own.get_by_role("button", name="Next: what would you do?").press("Enter")
    own.get_by_role("button", name=re.compile("^Next: what was chosen")).press("Enter")
    expect(own.locator(".kit-scenario-sight")).to_contain_text("why of 1")
    sound(own, "replay", (320,))
    own.get_by_role("button", name="Stop here").press("Enter")
    expect(own.get_by_role("heading", name="Look back together")).to_be_visible()


def by_keys(page: Page, target: Locator, *keys: str) -> None:
    """Go to a control with the Tab key alone, and press these keys there."""
    here = target.first
    here.wait_for()
    for _ in range(150):
        if here.evaluate("(el) => el === document.activeElement"):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"the Tab key does not reach {target}")
    for key in keys:
        page.keyboard.press(key)


def test_every_kind_of_scene_is_played_by_keys_alone(kit: Kit, people: People):
    from playwright.sync_api import expect

    session, page = alone(kit, people)
    radios = page.locator(".kit-scenario-choices input[type=radio]")
    reason = page.locator("#kit-reason")
    go = page.get_by_role("button", name="Go on with this")
    by_keys(page, page.get_by_role("button", name="Next: Play"), "Enter")
    by_keys(page, radios, "Space")
    by_keys(page, reason)
    page.keyboard.type("so that he begins")
    by_keys(page, go, "Enter")
    expect(page.locator("#kit-happened")).to_be_focused()
    by_keys(page, page.locator("[data-key=behind] > summary"), "Enter")
    expect(page.locator("[data-key=behind]").first).to_have_attribute("open", "")
    by_keys(page, radios, "Space")
    by_keys(page, reason)
    page.keyboard.type("his words")
    by_keys(page, go, "Enter")
    page.get_by_role("button", name="Read this scene").wait_for()
    by_keys(page, page.get_by_role("button", name="Leave this scene"), "Enter")
    expect(page.locator("#kit-happened")).to_be_focused()
    by_keys(page, page.get_by_role("button", name=re.compile("^Undo: leaving")), "Enter")
    by_keys(page, page.get_by_role("button", name="Read this scene"), "Enter")
    expect(page.locator("#kit-scene-h")).to_be_focused()
    by_keys(page, page.get_by_label("Wellbeing", exact=True), *["ArrowDown"] * 7)
    by_keys(page, page.get_by_label("Safety", exact=True), *["ArrowDown"] * 3)
    by_keys(page, page.get_by_role("button", name="Keep this place"), "Enter")
    expect(page.locator(".kit-scenario-reading").first).to_contain_text(READING)
    by_keys(page, radios, "ArrowDown")  # from the first to the second
    by_keys(page, reason)
    page.keyboard.type("it is his to say")
    by_keys(page, go, "Enter")
    by_keys(page, page.locator("summary", has_text="The risk, by itself"), "Enter")
    by_keys(page, page.get_by_label("What became of the risk?"), "ArrowDown")
    expect(page.locator("[data-key=risk] .kit-scenario-reading")).to_be_visible()
    by_keys(page, page.locator("summary", has_text="As a case file would hold it"), "Enter")
    by_keys(page, page.locator("summary", has_text="The path so far"), "Enter")
    by_keys(page, page.get_by_role("button", name=re.compile("^Go back to this scene")), "Enter")
    expect(page.locator("#kit-scene-h")).to_be_focused()
    saved(page)
    trainer = kit.place(session, "trainer")
    assert len(trainer.state.table(1).earlier) == 1
