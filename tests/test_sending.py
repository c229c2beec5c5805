"""Before a summary leaves: what looks identifiable is shown to the trainer, and to nobody else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exercises import identifiers
from exercises.exercise import Refused
from exercises.journal.slips import FEWEST
from exercises.sending import Looking, digest, fiction_of, told
from exercises.six_principles import views
from exercises.six_principles.sending import pieces
from facilitator.summaries import reading, report, sections
from tests.browsers import Kit, People, act, saved

NUMBER = "ring her on 07700 900123"
NAMED = "speak to Mrs Smith of 12 Mill Lane"
PLAIN = "Mrs T is asked first, and Ms Carey's sister too"


def flagged(state):
    return Looking().flag(pieces(state), fiction_of(state.frame))


def look(place, **left: int) -> str:
    """Confirm the check of the words as they stand."""
    place.follow()
    return act(place, "checked", digest=digest(pieces(place.state)), **left)


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
    look(trainer, left=1)
    assert trainer.state.frame.check.left == 1


def stale(place) -> bool:
    place.follow()
    return views.console(place)["check"]["stale"]


def test_words_that_change_after_the_check_make_it_old(place):
    trainer, table = place("trainer"), place("table", 2)
    gone = act(table, "line.added", table=2, principle="empowerment", text=NUMBER)
    act(table, "line.withdrawn", line=gone)
    edited = act(table, "line.added", table=2, principle="empowerment", text=NAMED)
    clean = act(table, "line.edited", line=edited, text=PLAIN, on=edited)
    look(trainer)
    act(trainer, "stage", stage="round", round=1)
    assert not stale(trainer)
    act(table, "line.restored", line=gone)
    assert stale(trainer), "what was withdrawn has come back"
    act(table, "line.withdrawn", line=gone)
    assert not stale(trainer), "the words are those that were looked at"
    act(table, "undone", of=table.reader.entries[-1].change)
    assert stale(trainer)
    look(trainer)
    act(table, "line.edited", line=edited, text="another", on=edited)
    assert stale(trainer), "a wording that waits to be picked is printed too"
    look(trainer)
    act(table, "line.picked", line=edited, keep=clean)
    assert stale(trainer)


def test_a_wording_that_waits_is_looked_at_too(place):
    trainer = place("trainer")
    factor = act(trainer, "factor.made", principle="prevention", wording=PLAIN, lines=[])
    act(trainer, "factor.worded", factor=factor, wording="plain again", on=factor)
    act(trainer, "factor.worded", factor=factor, wording=NAMED, on=factor)
    trainer.follow()
    (found,) = flagged(trainer.state)
    assert found.piece.kind == "rival" and found.piece.text == NAMED


def test_a_text_written_to_be_looked_at_for_ever_is_let_go():
    chain = "Dr Law " + ("01/01/1960 A" + "a" * 28 + " A" + "a" * 10 + " Dr Law ") * 140
    looked = []

    def count(text, known, today):
        looked.append(text)
        return real(text, known, today)

    real = identifiers._look
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(identifiers, "_look", count)
        assert identifiers.find(chain)
    assert len(looked) <= identifiers.LOOKS


def test_what_is_left_is_counted_where_it_stands(place):
    trainer = place("trainer")

    def left() -> tuple[int, int]:
        trainer.follow()
        said = told(flagged(trainer.state), "")
        return said["left"], said["left_in_lines"]

    line = act(trainer, "line.added", table=1, principle="empowerment", text=NUMBER)
    act(trainer, "factor.made", principle="empowerment", wording=NAMED, lines=[line])
    assert left() == (1, 1)
    for _ in range(FEWEST - 1):
        act(trainer, "slip", differently="I will ring 01632 960123")
    assert left() == (1, 1), "no report holds the words of so few"
    look(trainer)
    act(trainer, "slip", rating=4)
    assert left() == (FEWEST, 1)
    assert stale(trainer), "their words stand in the summary now"


def test_each_text_of_a_slip_is_looked_at_and_blanked_by_itself(place):
    trainer = place("trainer")
    act(trainer, "slip", differently="I will ask Mrs", line="Smith rang 01632 960123")
    trainer.follow()
    (found,) = flagged(trainer.state)
    assert found.seen == ("a telephone number: 01632 960123",)
    assert found.blanked == {"differently": "I will ask Mrs", "line": "Smith rang [blanked]"}


def test_the_summary_says_whether_it_was_checked(kit: Kit):
    session = kit.session(2)
    trainer = kit.place(session, "trainer")

    def about() -> str:
        return str(sections.about(report.of(reading.read(session.id, kit.data))))

    assert "not yet confirmed the check" in about()
    look(trainer, left=2, left_in_lines=1)
    assert "two pieces that the program pointed at here" in about()
    assert "one piece that the program pointed at in the file of every line" in about()
    act(trainer, "line.added", table=1, principle="empowerment", text=PLAIN)
    assert "Words have changed since" in about()


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
    live = page.locator("[role=status].kit-live")
    page.get_by_role("button", name="Summary", exact=True).click()
    box = page.locator("[data-key=check]")
    expect(box.locator("li.kit-line")).to_have_count(3)
    expect(box.locator("h4")).to_have_text(["In the summary", "Only in the file of lines"])
    assert not violations(page, 390)
    row = box.locator("li.kit-line", has_text="07700")
    row.get_by_role("button", name="Blank what was found").press("Enter")
    expect(box.locator("li.kit-line")).to_have_count(2)
    expect(live).to_contain_text("2 pieces left.")
    row = box.locator("li.kit-line", has_text="Mrs Smith")
    expect(row).to_be_focused()
    expect(row).to_contain_text("<script>")
    row.get_by_role("button", name="Change the words").press("Enter")
    field = box.get_by_label("Change the words")
    expect(field).to_be_focused()
    field.fill(" ")
    box.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(
        re.compile("Error: There are no words.*Looks like a person's name.*until it is erased")
    )
    assert not violations(page, 390)
    box.get_by_role("button", name="Leave it as it was").press("Enter")
    change = row.get_by_role("button", name="Change the words")
    expect(change).to_be_focused()
    change.press("Enter")
    expect(field).to_have_value(re.compile("Mrs Smith"))
    expect(field).not_to_have_attribute("aria-invalid", "true")
    field.fill("speak to her sister")
    page.reload()
    page.get_by_role("button", name="Summary", exact=True).click()
    box.locator("li.kit-line", has_text="Mrs Smith").get_by_role(
        "button", name="Change the words"
    ).click()
    expect(field).to_have_value("speak to her sister")
    box.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(box.locator("li.kit-line")).to_have_count(1)
    expect(box.locator("li.kit-line")).to_be_focused()
    box.get_by_role("button", name="Set aside").press("Enter")
    expect(box).to_contain_text("1 piece set aside is in no report")
    box.get_by_role("button", name="Look at what was set aside").press("Enter")
    expect(page.locator("#kit-panel-h", has_text="Set aside")).to_be_focused()
    page.get_by_role("button", name="Summary", exact=True).click()
    slip = act(other, "slip", differently="I will ask", line="ring 01632 960123")
    expect(box.locator("h4")).to_have_text(["In the summary once 5 people have answered"])
    expect(box.get_by_role("button", name="Change the words")).to_have_count(0)
    box.get_by_role("button", name="Blank what was found").press("Enter")
    expect(box.locator("li.kit-line")).to_have_count(0)
    ready = box.locator("[data-do=confirmCheck]:not([aria-disabled])")
    expect(ready).to_be_visible()
    ready.press("Enter")
    expect(box).to_contain_text("Checked at")
    saved(page)
    other.follow()
    assert other.state.frame.check is not None and not stale(other)
    texts = {line.words.text for line in other.state.lines.values()}
    assert texts == {"ring her on [blanked]", "speak to her sister"}
    answer = other.state.slips.answers[slip]
    assert (answer.differently, answer.line) == ("I will ask", "ring [blanked]")


@pytest.mark.browser
def test_words_typed_for_a_piece_that_another_sets_aside_stay_to_be_read(kit: Kit, people: People):
    from playwright.sync_api import expect

    session = kit.session(2)
    other = kit.place(session, "trainer")
    line = act(other, "line.added", table=1, principle="empowerment", text=NUMBER)
    page = people.sit(kit, session, "trainer")
    page.get_by_role("button", name="Summary", exact=True).click()
    box = page.locator("[data-key=check]")
    change = box.get_by_role("button", name="Change the words")
    change.press("Enter")
    act(other, "set_aside", target=line)
    said = page.locator("[role=status].kit-live")
    expect(said).to_contain_text("This piece is not in the reports any more: it was set aside.")
    expect(page.locator("#kit-check-h")).to_be_focused()
    act(other, "put_back", target=line)
    change.press("Enter")
    box.get_by_label("Change the words").fill("ring her, half a thought")
    act(other, "set_aside", target=line)
    left = page.locator("#kit-check-left-over")
    expect(left).to_contain_text("ring her, half a thought")
    expect(left).to_be_focused()
    left.get_by_role("button", name="Let these words go").press("Enter")
    expect(left).to_have_count(0)
    expect(page.locator("#kit-check-h")).to_be_focused()
