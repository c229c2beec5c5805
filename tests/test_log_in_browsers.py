"""The reflective log in a real browser: written, killed, come back to, in two tabs, taken away,
erased; what the browser and the network were told of it; and by keyboard alone."""

from __future__ import annotations

import io
import re
import sqlite3
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import docx
import pytest

from exercises.grid.content import example
from exercises.grid.opening import begin
from exercises.grid.settings import Settings
from exercises.library import case
from exercises.reflection import book, store
from exercises.reflection.returning import DAY
from exercises.scenarios import opening as scenario_opening
from exercises.scenarios import settings as scenario_settings
from exercises.scenarios.content import scenario
from tests.browsers import ROOM, Kit, People, act
from tests.test_access import STOPS, layout, violations, walk

pytest.importorskip("playwright", reason="playwright is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from exercises.journal.sessions import Session

pytestmark = pytest.mark.browser
OWN_SERVERS = True  # one of these tests ends it

PHRASE = "four plain words here"
MARK = "Zuversicht-7731"
SAVED = re.compile(r"^Saved \d\d:\d\d$")


@pytest.fixture
def site(kit_in_room: Kit) -> Iterator[Kit]:
    """The server; no log is left in it."""
    yield kit_in_room
    for path in (kit_in_room.data / store.FOLDER).glob("*.sqlite3"):
        path.unlink()


def come(kit: Kit, context: BrowserContext) -> Page:
    """Open the page of the log from *Work on your own*."""
    page = context.new_page()
    page.goto(f"{kit.url}/alone")
    page.get_by_role("link", name="My reflective log").click()
    page.get_by_role("button", name="Open my log, or begin one").click()
    page.locator("#kit-new, #kit-passphrase").first.wait_for()
    return page


def begun(kit: Kit, people: People) -> Page:
    """The page of a new log."""
    page = come(kit, people.device())
    page.get_by_label("Passphrase", exact=True).fill(PHRASE)
    page.get_by_label("The same passphrase again").fill(PHRASE)
    page.get_by_role("button", name="Begin my log").click()
    heading(page, "Write")
    return page


def heading(page: Page, name: str) -> None:
    page.get_by_role("heading", name=name, exact=True, level=2).wait_for()


def unlock(page: Page, then: str | None = None) -> None:
    page.get_by_label("Passphrase", exact=True).fill(PHRASE)
    page.get_by_role("button", name="Open", exact=True).click()
    if then:
        heading(page, then)
    page.locator(".kit-bar").wait_for()


def go(page: Page, name: str) -> None:
    page.get_by_role("navigation").get_by_role("button", name=name, exact=True).click()
    heading(page, name)


def freely(page: Page) -> Any:
    """Begin to write freely, and return the field."""
    page.get_by_role("button", name=re.compile("^Write ?: Write freely")).click()
    heading(page, "Write freely")
    return page.get_by_label("What is on your mind?")


def saved(page: Page) -> None:
    page.locator(".kit-saved", has_text=SAVED).wait_for()


def put_away(page: Page, text: str) -> None:
    freely(page).fill(text)
    saved(page)
    page.get_by_role("button", name="Put away as an entry").click()
    heading(page, "Entries")


OPENED: dict[str, store.Log] = {}  # to open one takes half a second


def of(kit: Kit) -> store.Log:
    """The one log that is here."""
    (name,) = store.logs(kit.data)
    if name not in OPENED:
        OPENED[name] = store.unlock(kit.data, name, PHRASE)
    return OPENED[name]


@pytest.mark.slow
def test_what_was_saved_comes_back_after_kills_and_nothing_of_it_is_left_readable(
    site: Kit, people: People
):
    sent: list[str] = []
    context = people.device()
    context.on("request", lambda r: sent.append(f"{r.url} {r.headers} {r.post_data or ''}"))
    page = come(site, context)
    page.get_by_label("Passphrase", exact=True).fill("too short")
    page.get_by_role("button", name="Begin my log").click()
    page.locator("#kit-new-error", has_text="has 9 characters; it needs at least 12").wait_for()
    assert page.title().startswith("Error: ")
    page.locator("#kit-new:focus").wait_for()
    for label in ("Passphrase", "The same passphrase again"):
        page.get_by_label(label, exact=True).fill(PHRASE)
    page.get_by_role("button", name="Begin my log").click()
    field = freely(page)
    field.fill(f"{MARK}, as far as I got")
    saved(page)

    site.kernel_of(page).kill()
    field.press_sequentially(", and some more")
    heading(page, "Open my log")
    assert field.input_value() == f"{MARK}, as far as I got, and some more"
    page.get_by_label("Passphrase", exact=True).fill("not this one at all")
    page.get_by_role("button", name="Open", exact=True).click()
    page.locator("#kit-passphrase-error", has_text="does not open this log").wait_for()
    unlock(page)
    saved(page)
    assert of(site).read().drafts.popitem()[1].fields["words"].endswith("and some more")

    page.reload()
    heading(page, "Open my log")
    unlock(page, "Write")
    page.get_by_role("button", name=re.compile("^Go on writing")).click()
    assert page.get_by_label("What is on your mind?").input_value().endswith("and some more")

    stored = page.evaluate(
        """async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie,
          await indexedDB.databases(), await caches.keys(), location.href])"""
    )
    disk = b"".join(p.read_bytes() for p in site.data.rglob("*") if p.is_file())
    for words in (MARK, PHRASE, "as far as I got", "not this one at all"):
        assert words not in stored and words.encode() not in disk
        assert not any(words in each for each in sent)
    assert stored.startswith('[{},{},"",[],[],')  # nothing at all
    with sqlite3.connect(site.data / "journal.sqlite3") as connection:
        told = "".join(connection.iterdump())
    connection.close()
    assert "reflect" not in told and site.url in page.url


def test_two_tabs_are_told_of_each_other_and_lose_no_words(site: Kit, people: People):
    page = begun(site, people)
    field = freely(page)
    field.fill("what the first tab wrote")
    saved(page)
    other = come(site, page.context)
    unlock(other, "Write")
    for each in (page, other):
        each.locator("[data-key=others]", has_text="open in another tab as well").wait_for()
    other.get_by_role("button", name=re.compile("^Go on writing")).click()
    theirs = other.get_by_label("What is on your mind?")
    assert theirs.input_value() == "what the first tab wrote"

    field.fill("what the first tab wrote, and more")
    saved(page)
    other.wait_for_function(
        "() => document.querySelector('textarea').value.endsWith('and more')"
    )  # it had nothing of its own, and follows
    field.fill("the first wording")
    theirs.fill("the second wording")
    saved(page)
    saved(other)
    kept = {draft.fields["words"] for draft in of(site).read().drafts.values()}
    assert kept == {"the first wording", "the second wording"}
    other.close()
    page.locator("[data-key=others]").wait_for(state="detached")


def taken(page: Page, button: str) -> Any:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile(f"^{button}")).click()
    return waiting.value


def test_entries_records_and_a_certificate_are_taken_away_and_erased(site: Kit, people: People):
    page = begun(site, people)
    put_away(page, f"I learnt to wait, {MARK}")
    page.get_by_role("navigation").get_by_role("button", name="Write", exact=True).click()
    put_away(page, "another day")

    file = taken(page, "Word file")
    assert file.suggested_filename.startswith("reflective-log-")
    text = [p.text for p in docx.Document(str(file.path())).paragraphs]
    assert "another day" in text and not any(MARK in line for line in text)
    page.get_by_label("Share a copy with a supervisor").first.fill("my supervisor")
    copy = docx.Document(io.BytesIO(taken(page, "Make the copy").path().read_bytes()))
    assert copy.paragraphs[0].text == "A copy from a reflective log, for my supervisor"
    page.get_by_text("A copy for my supervisor").first.wait_for()

    go(page, "Take away")
    page.get_by_role("button", name="Go on", exact=True).click()
    page.locator("#kit-take-error", has_text="No entry is chosen").wait_for()
    page.get_by_label("All of them").check()
    page.get_by_label("A plain text file").check()
    plain = taken(page, "Go on").path().read_text(encoding="utf-8")
    assert MARK in plain and "another day" in plain
    page.get_by_label("A certificate of what was worked through").check()
    certificate = docx.Document(str(taken(page, "Go on").path()))
    assert any("does not certify" in p.text for p in certificate.paragraphs)
    page.get_by_label("Social workers in England").check()
    page.get_by_role("button", name="Go on", exact=True).click()
    heading(page, "Record of professional development")
    learnt = page.get_by_label("What you learnt from it")
    assert MARK in learnt.input_value()
    learnt.fill("I learnt to wait.")
    page.get_by_label("Title, if you like").fill("Waiting")
    page.get_by_label("A short description of the activity").fill("A conversation")
    page.get_by_label("Peer reflection").fill("We talked it over in supervision.")
    saved(page)
    record = docx.Document(str(taken(page, "Make the Word file").path()))
    said = [p.text for p in record.paragraphs]
    assert "I learnt to wait." in said and "We talked it over in supervision." in said
    assert not any(MARK in line for line in said)

    go(page, "Entries")
    row = page.locator(".kit-log-entry", has_text=MARK)
    row.locator("summary").first.click()
    erase = row.get_by_role("button", name=re.compile("^(Erase|Yes, erase)"))
    erase.click()
    row.get_by_text("It cannot be undone.").wait_for()
    erase.click()
    row.wait_for(state="detached")
    assert len(of(site).read().entries) == 1
    go(page, "Passphrase and erasing")
    page.get_by_label("Yes, erase everything in this log").check()
    page.get_by_role("button", name="Erase the log").click()
    heading(page, "Begin a reflective log")
    assert store.logs(site.data) == []
    assert page.content().count("another day") == 0


LATER = "globalThis.later = 0; const now = Date.now; Date.now = () => now() + globalThis.later;"


def test_it_locks_by_the_button_and_after_a_quarter_of_an_hour_unless_a_key_is_pressed(
    site: Kit, people: People
):
    context = people.device()
    context.add_init_script(LATER)  # its day goes on; the heartbeat's stopwatch is left alone
    page = come(site, context)
    for label in ("Passphrase", "The same passphrase again"):
        page.get_by_label(label, exact=True).fill(PHRASE)
    page.get_by_role("button", name="Begin my log").click()
    freely(page).fill(MARK)
    saved(page)
    page.evaluate("(ms) => { globalThis.later += ms; }", 14 * 60_000 + 5_000)
    page.get_by_text("Your log locks in one minute, because").wait_for()
    page.keyboard.press("Shift")
    page.get_by_text("Your log locks in one minute, because").wait_for(state="detached")
    page.evaluate("(ms) => { globalThis.later += ms; }", 14 * 60_000 + 5_000)
    page.get_by_role("button", name="Keep it open").click()
    page.get_by_label("What is on your mind?").press("End")
    page.get_by_label("What is on your mind?").press_sequentially(", and more")
    page.evaluate("(ms) => { globalThis.later += ms; }", 15 * 60_000 + 5_000)
    heading(page, "Open my log")
    assert MARK not in page.content() and page.locator("textarea").count() == 0
    unlock(page, "Write freely")  # back in the draft that was open
    assert page.get_by_label("What is on your mind?").input_value() == f"{MARK}, and more"
    page.get_by_role("button", name="Lock", exact=True).click()
    heading(page, "Open my log")
    assert MARK not in page.content()


def of_grid(site: Kit) -> Session:
    told = example("mrs-t-money")
    return begin(
        site.journal, Settings(case=case("mrs-t"), viewpoints=told.viewpoints, solo=True), 1
    )


def of_scenario(site: Kit) -> Session:
    return scenario_opening.begin(
        site.journal, scenario_settings.Settings(scenario=scenario("aga"), solo=True), 1
    )


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (of_grid, "The wellbeing and safety grid"),
        (of_scenario, "An outcome negotiation scenario"),
    ],
)
def test_an_exercise_is_taken_along_by_its_name_and_its_day_only(
    site: Kit, people: People, made: Callable[[Kit], Session], name: str
):
    solo = made(site)
    act(site.place(solo, "solo", 1), "stage", stage="close")
    page = people.sit(site, solo, "solo", 1)
    page.get_by_role("button", name="Take this into your reflective log").click()
    page.get_by_label("Passphrase", exact=True).wait_for()
    assert "#" not in page.url and solo.id not in page.url
    assert not any(solo.id in url for url in people.asked)
    for label in ("Passphrase", "The same passphrase again"):
        page.get_by_label(label, exact=True).fill(PHRASE)
    page.get_by_role("button", name="Begin my log").click()
    page.get_by_text(f"{name}: ").first.wait_for()
    put_away(page, "what I take from it")
    (entry,) = of(site).read().entries.values()
    assert entry.about is not None and entry.about.session == solo.id
    page.get_by_text(f"After {name}").first.wait_for()


@pytest.mark.parametrize("path", ["/alone/log", f"/log/{'0' * 16}/"])
def test_from_another_device_a_sentence_says_why_it_does_not_open(site: Kit, path: str):
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"http://{ROOM}:{site.port}{path}", timeout=20)
    with caught.value as answer:
        assert answer.code == 403
        assert "only on the computer that keeps it, or over https" in answer.read().decode()


def test_a_page_that_others_could_listen_to_asks_for_no_passphrase(site: Kit, people: People):
    """In JupyterLab the page may stand on plain http, where no server of ours turns it away."""
    context = people.device()
    context.add_init_script("Object.defineProperty(globalThis, 'isSecureContext', {value: false})")
    page = context.new_page()
    page.goto(f"{site.url}/alone/log")
    page.get_by_role("button", name="Open my log, or begin one").click()
    page.get_by_text("opens only on the computer that keeps it, or over https").wait_for()
    assert page.locator("input").count() == 0


class Straight(urllib.request.HTTPRedirectHandler):
    """Goes nowhere by itself."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def test_a_page_needs_its_own_key_which_holds_after_the_server_was_ended(site: Kit):
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{site.url}/log/{'0' * 16}/", timeout=20)
    with caught.value as answer:
        assert answer.code == 403 and "Open the log again" in answer.read().decode()
    asking = urllib.request.Request(
        f"{site.url}/alone/log", data=b"", headers={"Origin": site.url}, method="POST"
    )
    with pytest.raises(urllib.error.HTTPError) as sent_on:
        urllib.request.build_opener(Straight).open(asking, timeout=20)
    with sent_on.value as answer:
        place = answer.headers["Location"]
        key = answer.headers["Set-Cookie"].split(";")[0]
        assert "Path=" + place in answer.headers["Set-Cookie"]
    site.kill()
    site.start()
    pulse = urllib.request.Request(f"{site.url}{place}pulse", headers={"Cookie": key})
    with urllib.request.urlopen(pulse, timeout=20) as answer:
        assert answer.status == 200


def clean(page: Page, *widths: int) -> None:
    for width in widths or (1280, 320):
        assert violations(page, width) == []
    assert layout(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.slow
def test_nothing_stands_in_the_way_of_anybody_and_the_keyboard_is_enough(site: Kit, people: People):
    page = come(site, people.device())
    clean(page, 1280)
    page.get_by_label("Passphrase", exact=True).focus()
    keys = page.keyboard
    keys.type("four words")
    keys.press("Enter")
    page.locator("#kit-new[aria-invalid=true]:focus").wait_for()
    clean(page, 320)
    keys.press("Control+a")
    keys.type(PHRASE)
    keys.press("Tab")
    keys.type(PHRASE)
    keys.press("Enter")
    heading(page, "Write")
    page.locator("h2:focus").wait_for()
    clean(page)
    page.get_by_role("button", name=re.compile("^Write ?: Gibbs")).focus()
    keys.press("Enter")
    page.locator("h2:focus", has_text="Gibbs").wait_for()
    keys.press("Tab")  # the title
    keys.press("Tab")
    keys.type("something happened")
    saved(page)
    clean(page)
    stops = walk(page)
    assert "kit-skip" in stops[0]["what"] and len(stops) == page.evaluate(STOPS)
    assert [s["what"] for s in stops if not (s["rings"] and s["named"]) or s["covered"]] == []
    page.get_by_role("button", name="Add something to do differently").focus()
    keys.press("Enter")
    page.locator("textarea[data-words^=intent]:focus").wait_for()
    keys.type("ask before I explain")
    saved(page)
    page.get_by_role("button", name="Put away as an entry").focus()
    keys.press("Enter")
    heading(page, "Entries")
    page.get_by_text("ask before I explain").first.wait_for()
    clean(page)
    for name in ("Take away", "Passphrase and erasing"):
        go(page, name)
        clean(page, 320)
    long_ago(site)
    go(page, "What I will do differently")
    page.get_by_text("30 days have passed.").wait_for()
    clean(page)
    page.get_by_role("button", name=re.compile("^Keep this answer")).click()
    page.locator(".kit-error", has_text="Nothing is chosen").wait_for()
    page.get_by_label("Still to do").check()
    page.get_by_label("What got in the way?").fill("the phone")
    page.get_by_role("button", name=re.compile("^Keep this answer")).click()
    page.get_by_text("What got in the way: the phone").first.wait_for()
    page.get_by_role("button", name="Lock", exact=True).click()
    heading(page, "Open my log")
    clean(page, 320)


def long_ago(kit: Kit) -> None:
    """What is meant to be done differently was written 31 days ago."""
    log = of(kit)

    def act(now: book.Book) -> tuple[book.Book, None]:
        plans = {
            name: plan.model_copy(update={"made": time.time() - 31 * DAY})
            for name, plan in now.plans.items()
        }
        return now.model_copy(update={"plans": plans}), None

    log.change(act)
