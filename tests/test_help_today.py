"""Who to turn to today: typed by the trainer, shown on every page, a labelled blank before that."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from exercises.exercise import Refused
from exercises.journal import sessions
from exercises.six_principles import views
from exercises.six_principles.state import fold
from tests.browsers import Kit, People, act, opened
from tests.test_trust import ask

SAID = {
    "speak_to": "Priya, by the door",
    "quiet_place": "Room 4 <b>upstairs</b>",
    "raise_concern": "The adult safeguarding desk",
}


def test_only_the_trainer_says_it_and_the_last_word_stands(place):
    trainer, table = place("trainer"), place("table", 1)
    with pytest.raises(Refused, match="only the trainer"):
        act(table, "help", **SAID)
    act(trainer, "help", **SAID)
    act(trainer, "help", **SAID | {"quiet_place": ""})
    table.follow()
    assert views.table(table)["help"] == SAID | {"quiet_place": ""}
    with pytest.raises(Refused):
        act(trainer, "help", speak_to="x" * 301)


def test_it_can_be_filled_in_when_the_session_is_set_up(kit: Kit):
    until = date.today() + timedelta(days=9)
    form = f"case=mrs-t&tables=2&clock=off&mode=blind&dots=3&until={until}"
    answer = ask(kit, "/run", f"{form}&speak_to=Priya%2C+by+the+door")
    assert answer.status == 303
    session = sessions.every(kit.journal)[0]
    assert fold(kit.journal.read(session.id)).frame.help.speak_to == "Priya, by the door"
    wrong = ask(kit, "/run", f"{form}&quiet_place={'y' * 301}")
    assert wrong.status == 400 and "301 characters" in wrong.text and "y" * 301 in wrong.text


@pytest.mark.browser
def test_it_stands_on_every_page_and_is_shown_as_text(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = kit.session(2)
    table = people.sit(kit, session, "table", 1)
    projector = people.sit(kit, session, "projector")
    trainer = people.sit(kit, session, "trainer")
    expect(table.locator(".kit-help")).to_contain_text("A quiet place")
    expect(table.locator(".kit-help dd em")).to_have_count(3)
    trainer.get_by_role("button", name="Session", exact=True).click()
    for name, text in SAID.items():
        trainer.locator(f"#kit-help-{name}").fill(text)
    trainer.get_by_role("button", name="Show it on every page").click()
    for page in (table, projector):
        for text in SAID.values():
            expect(page.locator(".kit-help")).to_contain_text(text)
        expect(page.locator(".kit-help dd em")).to_have_count(0)
    trainer.reload()
    opened(trainer)
    trainer.get_by_role("button", name="Session", exact=True).click()
    expect(trainer.locator("#kit-help-quiet_place")).to_have_value(SAID["quiet_place"])
