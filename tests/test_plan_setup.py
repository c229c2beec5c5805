"""Setting up a strategic plan check: what it begins with, the form, and one person alone."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from exercises import library
from exercises.following import fold
from exercises.journal import sessions
from exercises.journal.aside import Removed, SetAside
from exercises.journal.sessions import Session
from exercises.journal.store import Journal
from exercises.library import PRINCIPLES, PrincipleId
from exercises.place import Place
from exercises.six_principles import views
from exercises.six_principles.kinds import FactorMade
from exercises.six_principles.opening import (
    LONGEST_FACTOR,
    MOST_FACTORS,
    NOT_KEPT,
    FactorsError,
    Given,
    as_typed,
    begin_plan_check,
    case_not_kept,
    faults,
    of_session,
    of_the_kit,
)
from exercises.six_principles.settings import EXERCISE, Settings
from exercises.six_principles.state import State
from tests.browsers import ROOM, Kit, People, act, opened, saved
from tests.test_access import violations
from tests.test_trust import Answer, ask

SETTINGS = Settings(case=library.case("mrs-t"))


def stands(journal: Journal, session: Session) -> State:
    return fold(journal.read(session.id), State)


def newest(kit: Kit) -> Session:
    return sessions.every(kit.journal)[0]


# what it begins with


def test_key_factors_are_entries_in_the_order_of_the_principles(journal: Journal):
    factors = (
        Given("accountability", "one named lead"),
        Given("empowerment", "her own words\nread back to her"),
        Given("accountability", "reasons are kept"),
    )
    session = begin_plan_check(journal, SETTINGS, 3, factors)
    first, *made = journal.read(session.id)
    assert first.kind == "opened"
    assert [(entry.change, entry.by) for entry in made] == [
        (f"given-{n:02}", "trainer") for n in (1, 2, 3)
    ]
    assert [entry.body for entry in made] == [
        FactorMade(principle="empowerment", wording="her own words\nread back to her"),
        FactorMade(principle="accountability", wording="one named lead"),
        FactorMade(principle="accountability", wording="reasons are kept"),
    ]
    state = stands(journal, session)
    assert state.frame.title == "Strategic plan check: " + SETTINGS.case.title
    assert Settings.of(state.frame).plan_only and not SETTINGS.plan_only
    assert state.frame.open_tables() == [1, 2, 3] and session.exercise == EXERCISE


def test_the_kits_own_key_factors_are_three_for_each_principle(journal: Journal):
    session = begin_plan_check(journal, SETTINGS, 6, of_the_kit())
    state = stands(journal, session)
    assert {p: len(state.factors_of(p)) for p in PRINCIPLES} == dict.fromkeys(PRINCIPLES, 3)
    assert not state.lines and not state.dots


def many(number: int) -> tuple[Given, ...]:
    return tuple(Given(PRINCIPLES[n % 6], f"a key factor {n}") for n in range(number))


@pytest.mark.parametrize(
    ("factors", "where", "said"),
    [
        ((), "empowerment", "there are no key factors yet; write or paste at least one"),
        (many(MOST_FACTORS + 1), "empowerment", "these are 61 key factors in all; at most 60"),
        (
            (*many(60), *(Given("partnership", "more") for _ in range(9))),
            "partnership",
            "these are 69 key factors in all",
        ),
        ((Given("protection", " \n"),), "protection", "key factor 1 of protection has no words"),
        (
            (Given("prevention", "short"), Given("prevention", "x" * (LONGEST_FACTOR + 1))),
            "prevention",
            "key factor 2 of prevention has 2,001 characters; shorten it to at most 2,000",
        ),
    ],
)
def test_what_cannot_be_checked_is_refused_and_leaves_no_session(
    journal: Journal, factors: tuple[Given, ...], where: PrincipleId, said: str
):
    assert list(faults(factors)) == [where] and said in faults(factors)[where]
    with pytest.raises(FactorsError, match=re.escape(said)):
        begin_plan_check(journal, SETTINGS, 6, factors)
    assert sessions.every(journal) == []


def test_sixty_key_factors_of_the_greatest_length_are_taken(journal: Journal):
    factors = tuple(Given(PRINCIPLES[n % 6], "x" * LONGEST_FACTOR) for n in range(MOST_FACTORS))
    assert len(stands(journal, begin_plan_check(journal, SETTINGS, 12, factors)).factors) == 60


def test_a_pasted_list_is_one_key_factor_a_line_without_its_marks():
    pasted = (
        "- her own words\n\n  2) more time \u2028\uf0b7\tread aloud\r\n\u2022 \n-\n24 hours are few"
    )
    assert as_typed({"empowerment": pasted, "protection": "<b>bold</b>"}) == (
        Given("empowerment", "her own words"),
        Given("empowerment", "more time"),
        Given("empowerment", "read aloud"),
        Given("empowerment", "24 hours are few"),
        Given("protection", "<b>bold</b>"),
    )


def test_the_key_factors_of_a_session_are_those_that_stand_in_the_rooms_order(journal: Journal):
    earlier = begin_plan_check(journal, SETTINGS, 6, many(24))
    for entry in (
        SetAside(target="given-01"),
        SetAside(target="given-05"),
        Removed(target="given-05"),
    ):
        journal.append(earlier.id, entry, seat="", by="trainer", change=entry.kind + entry.target)
    seat, _ = sessions.take_seat(journal, sessions.Door(earlier.id, "trainer", None))
    trainer = Place(journal, seat)
    second = [f"given-{n:02}" for n in (8, 5, 6, 7)]  # of prevention, the last one first
    act(trainer, "ordered", principle="prevention", factors=second)
    act(trainer, "factors.joined", factors=["given-09", "given-13"], wording="both in one")
    found = of_session(stands(journal, earlier))
    assert [each.wording for each in found if each.principle == "prevention"] == [
        "a key factor 19",
        "a key factor 7",
        "a key factor 13",
    ]
    assert Given("proportionality", "both in one") in found
    assert len(found) == 24 - 2 - 1
    again = begin_plan_check(journal, SETTINGS, 6, found)
    assert of_session(stands(journal, again)) == found


def test_a_key_factor_that_was_brought_is_worded_anew_and_removed_for_good(journal: Journal):
    session = begin_plan_check(journal, SETTINGS, 2, (Given("protection", "Mr Bloggs rings her"),))
    seat, _ = sessions.take_seat(journal, sessions.Door(session.id, "trainer", None))
    trainer = Place(journal, seat)
    act(trainer, "factor.worded", factor="given-01", wording="somebody rings her", on="given-01")
    assert of_session(trainer.state) == (Given("protection", "somebody rings her"),)
    act(trainer, "set_aside", target="given-01")
    act(trainer, "removed", target="given-01")
    assert "rings her" not in str(journal.read(session.id))
    assert views.console(trainer)["aside"] == []


def test_a_case_that_the_kit_does_not_have_is_not_in_the_list():
    assert case_not_kept().id == NOT_KEPT and NOT_KEPT not in library.cases()
    assert str(Settings(case=case_not_kept(), plan_only=True).opened(1).title).endswith("your own")


@pytest.mark.parametrize(("clock", "seconds"), [(4, 25 * 60), (None, None)])
def test_the_minutes_for_the_check_run_only_with_a_clock(
    clock: float | None, seconds: float | None
):
    settings = Settings(case=SETTINGS.case, minutes=clock, reading=None, checking=25)
    assert settings.seconds("plan") == seconds and settings.seconds("read") is None


# the form

RIGHT = {
    "source": "kit",
    "case": NOT_KEPT,
    "way": "devices",
    "tables": "6",
    "clock": "on",
    "minutes": "20",
}


@pytest.fixture(scope="module")
def kit(kit_in_room: Kit) -> Kit:
    """One server for the whole file."""
    return kit_in_room


def until(kit: Kit) -> str:
    found = re.search(r'id="until"[^>]*value="([^"]+)"', ask(kit, "/run/plan").text)
    assert found
    return found[1]


def post(kit: Kit, **fields: str) -> Answer:
    return ask(kit, "/run/plan", urlencode(RIGHT | {"until": until(kit)} | fields))


def wrong(answer: Answer) -> set[str]:
    """The fields that have an error, as it stands beside them and in the list above."""
    assert answer.status == 400
    beside = set(re.findall(r'id="([\w-]+)-error"', answer.text))
    above = set(re.findall(r'<li><a href="#([\w-]+)">', answer.text))
    tied = set(re.findall(r'aria-describedby="[^"]*?([\w-]+)-error"', answer.text))
    assert above == beside == tied
    assert {name for name in above if f'id="{name}"' not in answer.text} == set()
    return above


def test_the_form_as_it_stands_begins_a_check_of_the_kits_own_key_factors(kit: Kit):
    answer = post(kit, speak_to="Ada, by the window")
    assert answer.status == 303 and answer.header("Location").startswith("/seat/")
    state = stands(kit.journal, newest(kit))
    settings = Settings.of(state.frame)
    assert (settings.plan_only, settings.shared, settings.solo) == (True, False, False)
    assert settings.seconds("plan") == 20 * 60 and settings.seconds("read") is None
    assert of_session(state) == of_the_kit() and len(state.frame.open_tables()) == 6
    assert state.frame.help.speak_to == "Ada, by the window"


def test_typed_key_factors_on_one_screen_without_a_clock(kit: Kit):
    fields = {"factors-empowerment": "- hers\n- heard", "factors-protection": "<i>seen</i> alone"}
    answer = post(kit, source="typed", way="shared", clock="off", tables="", minutes="", **fields)
    assert answer.status == 303
    state = stands(kit.journal, newest(kit))
    settings = Settings.of(state.frame)
    assert settings.shared and settings.seconds("plan") is None
    assert settings.case == case_not_kept() and state.frame.open_tables() == [1]
    assert [each.wording for each in of_session(state)] == ["hers", "heard", "<i>seen</i> alone"]


def test_key_factors_of_an_earlier_session_come_with_its_case(kit: Kit):
    joel = Settings(case=library.case("joel"))
    earlier = begin_plan_check(kit.journal, joel, 2, (Given("prevention", "before it is late"),))
    shown = f'value="{earlier.code}">{earlier.code}: Strategic plan check: {joel.case.title}, 1 key'
    assert shown in ask(kit, "/run/plan").text
    assert post(kit, source="session", **{"from": earlier.code}).status == 303
    assert newest(kit).id != earlier.id
    state = stands(kit.journal, newest(kit))
    assert Settings.of(state.frame).case == joel.case
    assert of_session(state) == (Given("prevention", "before it is late"),)


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"source": ""}, {"source"}),
        ({"source": "typed"}, {"factors-empowerment"}),
        ({"source": "typed", "factors-protection": "x" * 2001}, {"factors-protection"}),
        ({"source": "typed", "factors-partnership": "y\n" * 61}, {"factors-partnership"}),
        ({"source": "typed", "factors-protection": "seen", "case": "mr-x"}, {"case"}),
        ({"source": "kit", "factors-protection": "written, and not chosen"}, {"source"}),
        ({"source": "session"}, {"from"}),
        ({"source": "session", "from": "222222"}, {"from"}),
        ({"source": "kit", "from": "222222"}, {"source"}),
        ({"way": "carrier pigeon"}, {"way"}),
        ({"tables": "13"}, {"tables"}),
        ({"tables": "2.5"}, {"tables"}),
        ({"tables": "six", "minutes": "0"}, {"tables", "minutes"}),
        ({"clock": "sundial"}, {"clock"}),
        ({"minutes": "241"}, {"minutes"}),
        ({"until": "2020-01-01"}, {"until"}),
        ({"speak_to": "x" * 301, "raise_concern": "y" * 301}, {"speak_to", "raise_concern"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    kit: Kit, fields: dict[str, str], names: set[str]
):
    begun = len(sessions.every(kit.journal))
    kept = {"quiet_place": 'the "blue" <room>'}
    answer = post(kit, **(kept | fields))
    assert wrong(answer) == names
    assert 'value="the &#34;blue&#34; &lt;room&gt;"' in answer.text
    for name in ("source", "way", "clock"):
        chosen = (RIGHT | fields)[name]
        ticked = re.findall(rf'name="{name}" value="(\w+)" checked', answer.text)
        assert ticked == [chosen] * (f'value="{chosen}"' in answer.text and chosen != "")
    for name, text in fields.items():
        if name.startswith("factors-"):
            assert f"\n{text.strip()}" in answer.text and "<details open>" in answer.text
    assert len(sessions.every(kit.journal)) == begun


def test_a_session_with_a_key_factor_that_is_too_long_says_which(kit: Kit):
    earlier = kit.session(1)
    trainer = kit.place(earlier, "trainer")
    act(trainer, "factor.made", principle="protection", wording="z" * 2001, lines=[])
    answer = post(kit, source="session", **{"from": earlier.code})
    assert wrong(answer) == {"from"}
    assert f"Session {earlier.code} cannot be taken as it is: key factor 1 of protection has" in (
        answer.text
    )
    assert f'value="{earlier.code}" selected' in answer.text


@pytest.mark.parametrize("path", ["/run/plan", "/alone/plan"])
def test_other_devices_set_nothing_up(kit: Kit, path: str):
    begun = len(sessions.every(kit.journal))
    assert ask(kit, path, at=ROOM).status == 404
    assert ask(kit, path, urlencode(RIGHT | {"until": until(kit)}), at=ROOM).status == 404
    assert len(sessions.every(kit.journal)) == begun


def test_the_ways_to_it_stand_beside_the_grids(kit: Kit):
    for path, ways in (
        ("/run", ["/run/grid", "/run/plan", "/run/scenario"]),
        ("/alone", ["/alone/grid", "/alone/plan", "/alone/scenario"]),
    ):
        text = ask(kit, path).text
        assert all(f'<a href="{way}">' in text for way in ways)
        assert "Word, PDF or text" in text and "minutes" in text


# in browsers


@pytest.mark.browser
def test_a_plan_check_is_set_up_by_the_form(kit: Kit, people: People):
    from playwright.sync_api import expect

    page = people.device().new_page()
    page.goto(f"{kit.url}/run")
    page.get_by_role("link", name="Set up a strategic plan check").click()
    assert violations(page, 1280) + violations(page, 390) == []
    page.get_by_label("Those of a day on paper").check()
    page.get_by_text("Write or paste the key factors").press("Enter")
    page.get_by_label("Prevention", exact=True).fill("x" * 2001)
    page.get_by_label("How many tables?").fill("13")
    page.get_by_role("button", name="Set up the plan check").click()
    expect(page.locator("#errors li")).to_have_count(2)
    expect(page.locator("#factors-prevention-error")).to_contain_text("has 2,001 characters")
    assert violations(page, 390) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    page.locator("#errors a").first.click()
    expect(page.get_by_label("Prevention", exact=True)).to_be_focused()
    page.get_by_label("Prevention", exact=True).fill("Money <i>she</i> can hear")
    page.get_by_label("How many tables?").fill("2")
    page.get_by_label("Which case did the room work on?").select_option("joel")
    page.get_by_role("button", name="Set up the plan check").click()
    opened(page)
    page.locator(".kit-panels").first.get_by_role("button", name="Plan", exact=True).click()
    expect(page.get_by_text("Money <i>she</i> can hear").first).to_be_visible()
    page.goto(f"{kit.url}/run")
    row = page.get_by_role("listitem").filter(has_text=newest(kit).code)
    expect(row.get_by_role("heading")).to_contain_text("Strategic plan check: Joel")
    expect(row).to_contain_text("2 tables, 1 key factor")


@pytest.mark.browser
def test_one_person_checks_a_plan_in_pieces(kit: Kit, people: People):
    from playwright.sync_api import expect

    page = people.device().new_page()
    page.goto(f"{kit.url}/alone")
    page.get_by_role("link", name="40 minutes").click()
    page.get_by_role("link", name="The strategic plan check").click()
    assert violations(page, 1280) + violations(page, 390) == []
    page.get_by_role("button", name="Begin").click()
    opened(page)
    for _ in range(2):
        page.locator("[data-key=next]").click()
        saved(page)
    first = of_the_kit()[0].wording
    expect(page.get_by_text(first).first).to_be_visible()
    standing = newest(kit)
    page.goto(f"{kit.url}/alone/plan")
    page.get_by_role("button", name="Go on where I stopped").click()
    opened(page)
    expect(page.get_by_text(first).first).to_be_visible()
    assert newest(kit).id == standing.id
    page.goto(f"{kit.url}/alone/plan")
    page.get_by_role("button", name="Erase what I wrote and start afresh").click()
    opened(page)
    assert newest(kit).id != standing.id
    assert standing.id not in {each.id for each in sessions.every(kit.journal)}
