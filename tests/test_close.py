"""The close: slips about oneself, on a phone of one's own or on paper, and what is told of them."""

from __future__ import annotations

import re

import pytest

from exercises.exercise import Refused
from exercises.journal import slips
from exercises.journal.store import Journal
from exercises.six_principles import views
from exercises.six_principles.settings import Settings
from exercises.six_principles.state import fold
from tests.browsers import ROOM, Kit, People, act
from tests.test_trust import ask

HOSTILE = "<script>alert(1)</script> =1+1 \u202e $x$"


def slip(kit: Kit, code: str, at: str = "127.0.0.1", **fields: str) -> str:
    """Fill in the form as a phone does and return the page that came back."""
    form = ask(kit, "/slip", f"code={code}", at=at)
    assert form.status == 200
    name = re.search(r'name="slip" value="(\w{16})"', form.text)
    assert name
    from urllib.parse import urlencode

    return ask(kit, "/slip", urlencode({"code": code, "slip": name[1], **fields}), at=at).text


# the journal


def test_how_many_chose_what_is_told_from_five_answers_on(place):
    trainer = place("trainer")
    for n in range(slips.FEWEST - 1):
        act(trainer, "slip", rating=n + 1)
    act(trainer, "slip", differently="I will ask first")
    told = views.console(trainer)["slips"]
    assert told["answered"] == 5 and told["ratings"] is None, "one of the five gave no rating"
    act(trainer, "slip", rating=5)
    told = views.console(trainer)["slips"]["ratings"]
    assert told == {"Poor": 1, "Fair": 1, "Good": 1, "Very good": 1, "Excellent": 1}


def test_a_tables_device_is_not_used_and_nobody_else_is_shown_a_slip(place):
    trainer, table = place("trainer"), place("table", 1)
    with pytest.raises(Refused, match="phone of one's own"):
        act(table, "slip", differently="me")
    act(trainer, "slip", differently="I will ask what she wants")
    table.follow()
    assert "slips" not in views.table(table)
    assert "ask what she wants" not in repr(views.table(table))


def test_an_empty_slip_is_refused_in_words(place):
    with pytest.raises(Refused, match="answer at least one"):
        act(place("trainer"), "slip", differently=" ")


def test_words_that_were_set_aside_are_shown_to_the_trainer_only_and_go_for_good(
    place, journal: Journal
):
    trainer = place("trainer")
    target = act(trainer, "slip", differently="names somebody", rating=3)
    act(trainer, "set_aside", target=target)
    assert views.console(trainer)["slips"]["words"] == []
    assert [a["text"] for a in views.console(trainer)["aside"]] == ["names somebody"]
    act(trainer, "removed", target=target)
    kept = fold(journal.read(trainer.seat.session)).slips.answers[target]
    assert (kept.differently, kept.removed) == ("", True)
    assert "names somebody" not in repr(journal.read(trainer.seat.session))


def test_the_summary_shows_the_words_and_numbers_only_from_five_on(place):
    from exercises.journal import sessions
    from facilitator.summaries import page, report, sections
    from facilitator.summaries.reading import Reading

    trainer = place("trainer")
    for n in range(4):
        act(trainer, "slip", rating=5, differently=f"{n} {HOSTILE}")

    def shown() -> str:
        state, entries = trainer.state, trainer.reader.entries
        session = sessions.find(trainer.journal, id=trainer.seat.session)
        settings = Settings.of(state.frame)
        kept = Reading(session, tuple(entries), state, settings, session.created)
        return page.html(sections.close(report.of(kept)))

    assert "Four people have answered" in shown() and "Excellent" not in shown()
    assert "script" not in shown() and "shown once five have answered" in shown()
    assert len(views.console(trainer)["slips"]["words"]) == 4, "the trainer sees them"
    act(trainer, "slip", differently="I will ask first")
    assert "Five people have answered" in shown() and "Excellent" not in shown()
    assert "<script>" not in shown() and "&lt;script&gt;" in shown()
    act(trainer, "slip", rating=1)
    assert "Six people have answered" in shown() and "Excellent" in shown()


def test_only_the_trainer_blanks_a_slip_and_no_other_words_are_put_there(place):
    trainer, table, room = place("trainer"), place("table", 1), place("room", 1)
    said = {"differently": "I will ring 01632 960123 first", "line": "Mrs Smith was right"}
    name = act(trainer, "slip", rating=4, **said)
    blanked = {"differently": "I will ring [blanked] first", "line": "[blanked] was right"}
    for other in (table, room):
        with pytest.raises(Refused, match=r"only the trainer|trainer's page"):
            act(other, "slip.blanked", slip=name, **blanked)
    others = ("I will ring [blanked] last", "I will ring nobody first", "", "[blanked] gladly")
    for differently in others:
        with pytest.raises(Refused, match="no others put in their place"):
            act(trainer, "slip.blanked", slip=name, **blanked | {"differently": differently})
    with pytest.raises(Refused, match="not there any more"):
        act(trainer, "slip.blanked", slip="nosuchslip", **blanked)
    act(trainer, "ended")
    act(trainer, "slip.blanked", slip=name, **blanked)
    [words] = views.console(trainer)["slips"]["words"]
    assert words == {"id": name, **blanked}
    assert trainer.state.slips.answers[name].rating == 4


def test_a_slip_that_was_blanked_and_removed_leaves_no_word_of_either(place, journal: Journal):
    trainer = place("trainer")
    name = act(trainer, "slip", differently="ring 01632 960123 before noon")
    act(trainer, "slip.blanked", slip=name, differently="ring [blanked] before noon")
    act(trainer, "set_aside", target=name)
    act(trainer, "removed", target=name)
    entries = journal.read(trainer.seat.session)
    assert "01632" not in repr(entries) and "before noon" not in repr(entries)
    assert fold(entries).slips.answers[name].removed
    with pytest.raises(Refused, match="not there any more"):
        act(trainer, "slip.blanked", slip=name)


@pytest.mark.parametrize(
    ("text", "before", "is_so"),
    [
        ("a [blanked] c", "a b c", True),
        ("[blanked][blanked]", "ab", True),
        ("[blanked][blanked]", "a", False),
        ("[blanked] and [blanked]", "x and y and z", True),
        ("[blanked] and z [blanked]", "x and y and z", False),
        ("a [blanked] b", "a b", False),
        ("a [blanked]", "a [blanked]", True),
        ("b", "a", False),
    ],
)
def test_blanking_takes_away_and_adds_nothing(text, before, is_so):
    assert slips.is_blanked(text, before) is is_so


# the page


def test_a_phone_in_the_room_answers_once_without_a_table(kit_in_room: Kit):
    kit = kit_in_room
    session = kit.session(2)
    page = slip(kit, session.code, at=ROOM, differently=HOSTILE, rating="4")
    assert "Saved." in page and "<script>alert" not in page
    entry = kit.journal.read(session.id)[-1]
    assert (entry.kind, entry.by, entry.seat) == ("slip", "person", "")
    [kept] = fold(kit.journal.read(session.id)).slips.answers.values()
    assert kept.rating == 4 and kept.differently.startswith("<script>alert(1)</script> =1+1")
    again = f"code={session.code}&slip={entry.change.removeprefix('slip-')}&rating=1"
    assert "Saved." in ask(kit, "/slip", again, at=ROOM).text
    assert len(fold(kit.journal.read(session.id)).slips.answers) == 1


def test_what_is_wrong_is_said_and_what_was_typed_stays(kit: Kit):
    session = kit.session(2)
    assert "answer at least one question" in slip(kit, session.code)
    long = slip(kit, session.code, differently="y" * 1001)
    assert "1001 characters" in long and "y" * 1001 in long
    assert "one of the five" in slip(kit, session.code, rating="6", line="kept")
    answer = ask(kit, "/slip", "code=7KX2MP")
    assert answer.status == 400 and 'id="code-error"' in answer.text
    act(kit.place(session, "trainer"), "ended")
    assert "No open session" in ask(kit, "/slip", f"code={session.code}").text
    assert not fold(kit.journal.read(session.id)).slips.answers


@pytest.mark.browser
def test_a_slip_by_keyboard_survives_a_reload_and_the_trainer_types_paper_ones(
    kit: Kit, people: People
):
    from playwright.sync_api import expect

    session = kit.session(2)
    trainer = people.sit(kit, session, "trainer")
    phone = people.device(viewport={"width": 390, "height": 800}).new_page()
    phone.goto(f"{kit.url}/slip#{session.code}")
    phone.get_by_label("What will I do differently?").fill("I will ask her first")
    phone.get_by_role("radio", name="Good", exact=True).check()
    phone.reload()
    phone.goto(f"{kit.url}/slip#{session.code}")
    expect(phone.get_by_label("What will I do differently?")).to_have_value("I will ask her first")
    expect(phone.get_by_role("radio", name="Good", exact=True)).to_be_checked()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.get_by_role("button", name="Send").focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("h1")).to_have_text("Thank you")
    phone.wait_for_load_state("load")  # its script has run by then
    assert phone.evaluate("sessionStorage.length") == 0
    trainer.get_by_role("button", name="Close", exact=True).click()
    expect(trainer.locator(".kit-panel")).to_contain_text("1 person has answered")
    expect(trainer.locator(".kit-panel")).to_contain_text("I will ask her first")
    trainer.locator("#kit-slip-line").fill("from paper")
    trainer.keyboard.press("Enter")
    expect(trainer.locator(".kit-panel")).to_contain_text("2 people have answered")
    expect(trainer.locator("#kit-slip-differently")).to_be_focused()
