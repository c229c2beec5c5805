"""Before a summary leaves: what looks identifiable is shown to the trainer, and to nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from exercises.exercise import Refused
from exercises.six_principles import views
from exercises.six_principles.sending import flagged
from facilitator.summaries import reading, report, sections
from tests.browsers import Kit, People, act, saved

NUMBER = "ring her on 07700 900123"
NAMED = "speak to Mrs Smith of 12 Mill Lane"
PLAIN = "Mrs T is asked first, and Ms Carey's sister too"


def seen(place) -> dict[str, tuple[str, ...]]:
    place.follow()
    return {each.piece.text: each.seen for each in flagged(place.state)}


def test_every_kind_of_free_text_is_looked_at_and_fiction_is_not_flagged(place):
    trainer = place("trainer")
    line = act(trainer, "line.added", table=1, principle="empowerment", text=NUMBER)
    act(trainer, "line.added", table=1, principle="empowerment", text=PLAIN)
    act(trainer, "factor.made", principle="prevention", wording=NAMED, lines=[])
    act(trainer, "wrote", field="readback/prevention", text="write to a.person@example.org")
    act(trainer, "slip", differently="I will ring 01632 960123", line="", rating=None)
    found = seen(trainer)
    assert set(found) == {
        NUMBER,
        NAMED,
        "write to a.person@example.org",
        "I will ring 01632 960123",
    }
    assert found[NUMBER] == ("a telephone number: 07700 900123",)
    act(trainer, "set_aside", target=line)
    assert NUMBER not in seen(trainer), "what is set aside is in no report"


def test_blanking_leaves_nothing_to_be_found(place):
    trainer = place("trainer")
    line = act(trainer, "line.added", table=1, principle="empowerment", text=NUMBER)
    trainer.follow()
    (found,) = flagged(trainer.state)
    act(trainer, "line.edited", line=line, text=found.blanked, on=found.piece.version)
    assert not seen(trainer)
    assert trainer.state.lines[line].words.text.startswith("ring her on [")


def test_only_the_trainer_sees_it_and_confirms_it(place):
    trainer, table, room = place("trainer"), place("table", 1), place("room", 1)
    act(trainer, "line.added", table=1, principle="empowerment", text=NUMBER)
    table.follow()
    assert "check" not in views.table(table)
    for other in (table, room):
        with pytest.raises(Refused, match=r"only the trainer|trainer's page"):
            act(other, "checked", left=0)
    act(trainer, "ended")
    act(trainer, "checked", left=1)
    assert trainer.state.frame.check.left == 1


def test_words_written_after_the_check_make_it_old(place):
    trainer, table = place("trainer"), place("table", 2)
    act(trainer, "checked", left=0)
    act(trainer, "stage", stage="round", round=1)
    assert views.console(trainer)["check"]["stale"] is False
    act(table, "line.added", table=2, principle="empowerment", text=PLAIN)
    trainer.follow()
    assert views.console(trainer)["check"]["stale"] is True
    act(trainer, "checked", left=0)
    assert views.console(trainer)["check"]["stale"] is False


def test_the_summary_says_whether_it_was_checked(kit: Kit):
    session = kit.session(2)
    trainer = kit.place(session, "trainer")

    def about() -> str:
        return str(sections.about(report.of(reading.read(session.id, kit.data))))

    assert "not yet confirmed the check" in about()
    act(trainer, "checked", left=2)
    assert "two pieces that looked so and may stay" in about()
    act(trainer, "line.added", table=1, principle="empowerment", text=PLAIN)
    assert "written since" in about()


@pytest.mark.browser
def test_the_trainer_changes_blanks_sets_aside_and_confirms(
    kit: Kit, people: People, tmp_path: Path
):
    from playwright.sync_api import expect

    from tests.test_access import violations

    session = kit.session(2)
    other = kit.place(session, "trainer")
    act(other, "stage", stage="close")
    act(other, "line.added", table=1, principle="empowerment", text=NUMBER)
    act(
        other,
        "line.added",
        table=2,
        principle="prevention",
        text=NAMED + " <script>alert(1)</script>",
    )
    act(
        other,
        "factor.made",
        principle="prevention",
        wording="write to a.person@example.org",
        lines=[],
    )
    page = people.sit(kit, session, "trainer")
    page.get_by_role("button", name="Summary", exact=True).click()
    box = page.locator("[data-key=check]")
    expect(box.locator("li.kit-line")).to_have_count(3)
    assert not violations(page, 390)
    row = box.locator("li.kit-line", has_text="07700")
    row.get_by_role("button", name="Blank what was found").press("Enter")
    expect(box.locator("li.kit-line")).to_have_count(2)
    row = box.locator("li.kit-line", has_text="Mrs Smith")
    expect(row).to_contain_text("<script>")
    row.get_by_role("button", name="Change the words").press("Enter")
    field = box.get_by_label("Change the words")
    expect(field).to_be_focused()
    field.fill("speak to her sister")
    page.reload()
    page.get_by_role("button", name="Summary", exact=True).click()
    box.locator("li.kit-line", has_text="Mrs Smith").get_by_role(
        "button", name="Change the words"
    ).click()
    expect(field).to_have_value("speak to her sister")
    box.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(box.locator("li.kit-line")).to_have_count(1)
    box.get_by_role("button", name="Set aside").press("Enter")
    expect(box).to_contain_text("1 piece set aside is in no report")
    box.get_by_role("button", name="I have looked").press("Enter")
    expect(box).to_contain_text("Checked at")
    saved(page)
    other.follow()
    assert other.state.frame.check is not None and not other.state.frame.check.words_since
    texts = {line.words.text for line in other.state.lines.values()}
    assert texts == {"ring her on [blanked]", "speak to her sister"}
