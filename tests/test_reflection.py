"""The reflective log: its content, its lock read as bytes, what two tabs do to it, what comes back
after 30 days, what is taken away, and that nothing of it is ever a trait."""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises import library
from exercises.journal import sessions
from exercises.journal.store import Journal
from exercises.library import ContentError, read
from exercises.reflection import book, content, paper, returning, sealing, store
from exercises.reflection.book import Answer, Book, Intent, Prompted, Refused, Written
from exercises.reflection.content import Form, Model
from exercises.reflection.sealing import BLOCK, Cost
from exercises.reflection.store import Closed, Log, LogError, NoLog, Spoiled, WrongPassphrase
from exercises.six_principles.settings import EXERCISE, Settings
from facilitator.checking import check_file
from tests.conftest import Time
from tests.loops import no_loop
from widgets import ReflectiveLog

ROOT = Path(__file__).resolve().parents[1]
CHEAP = Cost(n=2**4)  # the tests try hundreds of passphrases
PHRASE = "four plain words here"
MARK = "Zuversicht-7731"  # stands in nothing but what a test writes
FILES = sorted(content.FOLDER.glob("*.toml"))


@pytest.fixture
def log(data: Path, clock: Time) -> Log:
    return store.begin(data, PHRASE, clock=clock, cost=CHEAP)


def again(log: Log, clock: Time | None = None) -> Log:
    """The same log, opened by another tab."""
    data = log.path.parent.parent
    return store.unlock(data, log.name, PHRASE, clock=clock or log.clock, sleep=lambda _: None)


def wrote(text: str = "", **more: Any) -> Written:
    return Written(model="free", fields={"words": text} if text else {}, **more)


def keep(log: Log, draft: str, on: int, tab: str, written: Written) -> book.Draft:
    """Keep a draft as the page of `tab` does."""
    spare = os.urandom(8).hex()
    return log.change(lambda now: book.keep(now, draft, on, tab, written, log.clock(), spare))[1]


def put_away(log: Log, text: str, name: str = "entry-0001", **more: Any) -> book.Entry:
    """An entry in the log."""
    keep(log, name, 0, "tab-00000", wrote(text, **more))
    return log.change(lambda now: book.finish(now, name, log.clock(), f"change-{name}"))[1]


def on_disk(data: Path) -> bytes:
    """Every byte of every file of the data folder, and the names of the files."""
    files = [path for path in data.rglob("*") if path.is_file()]
    return b"".join(str(p.relative_to(data)).encode() + b"\0" + p.read_bytes() for p in files)


def forms_of(text: str) -> list[bytes]:
    """How a text could stand in a file, readable."""
    plain = text.encode()
    return [
        plain,
        text.encode("utf-16-le"),
        text.encode("utf-16-be"),
        plain.hex().encode(),
        *(base64.b64encode(bytes(n) + plain)[4:-4] for n in range(3) if len(text) > 10),
    ]


# content


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_way_of_writing_and_every_form_loads_under_its_own_name(path: Path):
    kind = content.kind_of({"fields": 1} if path.stem.startswith("cpd-") else {})
    found = read(kind, path)
    assert found.id == path.stem.removeprefix("cpd-")
    assert check_file(path) == []
    for text in getattr(found, "good_for", ()):
        assert text.endswith((".", "?")) and len(text.split()) <= 25


def test_the_ways_of_writing_are_those_that_were_asked_for():
    assert list(content.models()) == "free what gibbs kolb moment deciding matters".split()
    assert len(content.model("deciding").prompts) == 9
    assert [p.name for p in content.model("gibbs").prompts] == [
        "Description",
        "Feelings",
        "Evaluation",
        "Analysis",
        "Conclusion",
        "Action plan",
    ]


def test_the_forms_have_the_fields_of_the_two_regulators():
    wanted = ["type", "description", "date", "learnt", "impact", "peer"]
    assert [field.id for field in content.form("social-work-england").fields] == wanted
    nurses = [field.id for field in content.form("nurses").fields]
    assert nurses[:4] == ["nature", "learnt", "changed", "code"]
    assert list(content.forms()) == ["social-work-england", "nurses", "plain"]


def test_quoted_questions_name_their_source_and_the_others_are_our_own():
    quoted = {p.ask: p.quoted for m in content.models().values() for p in m.prompts if p.quoted}
    assert quoted.keys() == {
        "What?",
        "So what?",
        "Now what?",
        "How can I change the moment?",
        "How am I making things better today?",
    }
    assert all(any(sign.isdigit() for sign in source) for source in quoted.values())


def test_what_is_wrong_with_a_way_of_writing_is_said_with_its_line(tmp_path: Path):
    folder = tmp_path / "reflection"
    folder.mkdir()
    text = (content.FOLDER / "what.toml").read_text(encoding="utf-8")
    twice = folder / "what.toml"
    twice.write_text(text.replace('id = "so-what"', 'id = "what"'), encoding="utf-8")
    assert "two prompts are called what" in check_file(twice)[0]
    twice.write_text(text.replace("good_for", "good_at"), encoding="utf-8")
    assert any("good_for: is missing" in fault for fault in check_file(twice))
    with pytest.raises(ContentError, match="no way of writing is called 'rainbow'; there are"):
        content.model("rainbow")


# the lock


def test_nothing_that_was_written_can_be_read_on_the_disk(data: Path, log: Log):
    about = Prompted(exercise="grid", title=f"about {MARK}", day=1.0, session="s" * 32)
    put_away(log, f"what {MARK} said", title=f"title {MARK}", about=about)
    put_away(log, "more", "entry-0002", intents=(Intent(id="intent-01", text=f"ask {MARK}"),))
    keep(log, "draft-0001", 0, "tab-00001", wrote(f"half a sentence {MARK}"))
    found = on_disk(data)
    for text in (MARK, PHRASE, "entry-0001", "grid", "words", "answers"):
        for form in forms_of(text):
            assert form not in found
    with sqlite3.connect(log.path) as connection:
        rows = dict(connection.execute("SELECT name, value FROM log"))
    connection.close()
    assert rows.keys() == {"lock", "page"}
    told = json.loads(rows["lock"])
    assert told.keys() == {"format", "log", "scrypt", "salt", "wrapped"}
    names = {path.name for path in log.path.parent.iterdir()}
    assert names <= {log.path.name, "door"}
    assert (log.path.parent / "door").stat().st_size == 0 if "door" in names else True


def test_the_length_of_the_file_does_not_count_entries(data: Path, log: Log):
    before = log.path.stat().st_size
    for n in range(5):
        put_away(log, "a few words", f"entry-{n:04}")
    assert log.path.stat().st_size == before
    with sqlite3.connect(log.path) as connection:
        (size,) = connection.execute("SELECT length(value) FROM log WHERE name = 'page'").fetchone()
    connection.close()
    assert (size - 12 - 16) % BLOCK == 0


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps it by the user's own folder")
def test_the_file_is_for_this_user_only(log: Log):
    assert log.path.stat().st_mode & 0o077 == 0
    assert log.path.parent.stat().st_mode & 0o077 == 0


def test_a_real_log_costs_what_is_said(data: Path, monkeypatch: pytest.MonkeyPatch):
    seen = []

    def derive(lock: sealing.Lock, passphrase: str) -> bytes:
        seen.append(lock.cost)
        return bytes(32)

    monkeypatch.setattr(sealing, "derived", derive)
    store.begin(data, PHRASE)
    assert seen == [Cost(n=2**17, r=8, p=1)]


@pytest.mark.parametrize("n", [0, 3, 2**21, -4])
def test_a_lock_that_would_exhaust_the_machine_is_not_tried(log: Log, n: int):
    lock = log._keys.lock.stored().replace(b'"n": 16', f'"n": {n}'.encode())
    replace(log, "lock", lock)
    with pytest.raises(Spoiled):
        again(log)


def test_a_short_passphrase_is_refused_in_words_and_a_plain_one_is_taken(data: Path):
    with pytest.raises(LogError, match="this passphrase has 11 characters; it needs at least 12"):
        store.begin(data, "elevenchars", cost=CHEAP)
    assert store.logs(data) == []
    assert store.begin(data, "aaaaaaaaaaaa", cost=CHEAP).read().entries == {}


def test_a_passphrase_is_the_same_however_a_keyboard_composes_it(data: Path):
    log = store.begin(data, "caf\u00e9 caf\u00e9 caf\u00e9", cost=CHEAP)
    assert store.unlock(data, log.name, "cafe\u0301 cafe\u0301 cafe\u0301").name == log.name


def test_a_wrong_passphrase_takes_a_second_and_locks_nobody_out(data: Path, log: Log):
    slept: list[float] = []
    for n in range(20):
        with pytest.raises(WrongPassphrase, match="this passphrase does not open this log"):
            store.unlock(data, log.name, f"wrong {n}", timer=lambda: 5.0, sleep=slept.append)
    assert slept == [1.0] * 20
    assert again(log).name == log.name


def test_passphrases_are_tried_one_after_the_other_on_the_whole_machine(data: Path, log: Log):
    inside, most = [], []

    def sleep(_: float) -> None:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.05)
        inside.pop()

    def attempt() -> None:
        with pytest.raises(WrongPassphrase):
            store.unlock(data, log.name, "wrong", sleep=sleep)

    tries = [threading.Thread(target=attempt) for _ in range(4)]
    for each in tries:
        each.start()
    for each in tries:
        each.join()
    assert most == [1] * 4


@pytest.mark.parametrize("name", ["", "../journal", "0" * 16, "x" * 16])
def test_a_log_that_is_not_here_is_said_to_be_not_here(data: Path, log: Log, name: str):
    with pytest.raises(NoLog):
        store.unlock(data, name, PHRASE)


def raw(log: Log, name: str) -> bytes:
    connection = sqlite3.connect(log.path)
    (value,) = connection.execute("SELECT value FROM log WHERE name = ?", (name,)).fetchone()
    connection.close()
    return value


def replace(log: Log, name: str, value: bytes) -> None:
    connection = sqlite3.connect(log.path)
    with connection:
        connection.execute("UPDATE log SET value = ? WHERE name = ?", (value, name))
    connection.close()


@settings(max_examples=20)
@given(where=st.floats(0, 0.999999), bit=st.integers(0, 7))
def test_a_changed_bit_is_noticed(tmp_path_factory: Any, where: float, bit: int):
    data = tmp_path_factory.mktemp("log")
    log = store.begin(data, PHRASE, cost=CHEAP)
    page = bytearray(raw(log, "page"))
    page[int(where * len(page))] ^= 1 << bit
    replace(log, "page", bytes(page))
    with pytest.raises(Spoiled, match="changed by something that is not the kit"):
        again(log)


def test_what_belongs_to_another_log_or_another_key_does_not_open(data: Path, log: Log):
    other = store.begin(data, PHRASE, cost=CHEAP)
    put_away(other, MARK)
    mine = {name: raw(log, name) for name in ("lock", "page")}
    replace(log, "page", raw(other, "page"))
    with pytest.raises(Spoiled):
        log.read()
    replace(log, "lock", raw(other, "lock"))  # both: the whole of the other log under this name
    with pytest.raises(Spoiled):
        again(log)
    for name, value in mine.items():
        replace(log, name, value)
    assert log.read().entries == {}


def test_an_older_copy_is_noticed_while_the_log_is_open_and_tells_its_day_afterwards(
    data: Path, log: Log, clock: Time
):
    put_away(log, "the first")
    older = log.path.with_suffix(".copy")
    shutil.copy(log.path, older)
    then, clock.now = clock.now, clock.now + 5 * returning.DAY
    put_away(log, "the second", "entry-0002")
    shutil.copy(older, log.path)
    with pytest.raises(Spoiled, match="an older copy"):
        log.read()
    assert again(log).read().changed == then  # nothing in the file can tell: the page shows the day


def test_erasing_an_entry_leaves_none_of_its_bytes_and_no_key_to_them(data: Path, log: Log):
    long = {name: f"{name} {MARK} " * 700 for name in ("what", "so-what", "now-what")}
    written = Written(
        model="what", fields=long, intents=(Intent(id="intent-01", text="ask"),)
    )  # longer than a block, so that pages of the file become free
    keep(log, "entry-0001", 0, "tab-00000", written)
    log.change(lambda now: book.finish(now, "entry-0001", log.clock(), "change-0001"))
    put_away(log, "second", "entry-0002")
    keep(log, "draft-0009", 0, "tab-00000", wrote("a new wording", of="entry-0001"))
    before = raw(log, "page")
    log.change(lambda now: book.without_entry(now, "entry-0001"), forget=True)
    left = log.read()
    assert set(left.entries) == {"entry-0002"} and not left.plans and not left.drafts
    found = on_disk(data)
    for start in range(0, len(before) - 32, 997):
        assert before[start : start + 32] not in found
    replace(log, "page", before)  # somebody kept the old bytes: this lock does not open them
    with pytest.raises(Spoiled):
        again(log)


def test_erasing_everything_leaves_no_file_and_another_tab_is_told(data: Path, log: Log):
    put_away(log, MARK)
    other = again(log)
    page, lock = raw(log, "page"), raw(log, "lock")
    log.erase()
    found = on_disk(data)
    assert page[100:164] not in found and lock not in found
    assert store.logs(data) == [] and not log.path.exists()
    for act in (other.read, other.mark, lambda: put_away(other, "late")):
        with pytest.raises(NoLog):
            act()


def test_a_new_passphrase_opens_and_the_old_one_does_not(data: Path, log: Log):
    put_away(log, MARK)
    other, before = again(log), raw(log, "page")
    with pytest.raises(WrongPassphrase):
        log.rekey("not the present one", "quite another phrase", sleep=lambda _: None)
    with pytest.raises(LogError, match="at least 12"):
        log.rekey(PHRASE, "short")
    log.rekey(PHRASE, "quite another phrase")
    assert log.read().entries["entry-0001"].now.fields["words"] == MARK
    assert store.unlock(data, log.name, "quite another phrase").read() == log.read()
    with pytest.raises(WrongPassphrase):
        again(log)
    with pytest.raises(Closed, match="the passphrase was changed in another tab"):
        other.read()
    assert before[40:104] not in on_disk(data)


def test_a_tab_goes_on_after_another_one_has_erased_an_entry(log: Log):
    other = again(log)
    put_away(log, "one")
    log.change(lambda now: book.without_entry(now, "entry-0001"), forget=True)
    put_away(other, "two", "entry-0002")
    assert set(log.read().entries) == {"entry-0002"}


KILLED = """
import sys, os
from pathlib import Path
from exercises.reflection import book, store
log = store.unlock(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
for n in range(10_000):
    written = book.Written(model="free", fields={"words": sys.argv[4] + f" number {n}"})
    log.change(lambda now: book.keep(now, "draft-0001", n, "tab-00000", written, 1.0, "spare-001"))
    print(n, flush=True)
"""


def test_what_was_said_to_be_saved_is_there_after_a_kill(data: Path, log: Log):
    command = [sys.executable, "-c", KILLED, str(data), log.name, PHRASE, MARK]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(25)]
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        told += process.stdout.readlines()
    found = on_disk(data)  # as it was left, a rollback journal and all
    assert not any(form in found for form in forms_of(MARK))
    last = int([line for line in told if line.endswith("\n")][-1])
    kept = again(log).read().drafts["draft-0001"].fields["words"]
    assert int(kept.rpartition(" ")[2]) >= last


def test_a_full_disk_is_said_and_nothing_is_lost(log: Log, monkeypatch: pytest.MonkeyPatch):
    put_away(log, "one")
    whole = log.read()

    def full(*_: Any) -> bytes:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as full_disk:
        full_disk.setattr(store, "_put", full)
        with pytest.raises(LogError, match="could not be written just now"):
            log.change(lambda now: book.without_entry(now, "entry-0001"), forget=True)
    assert log.read() == whole == again(log).read()
    put_away(log, "two", "entry-0002")


def test_what_is_typed_while_the_passphrase_is_changed_is_kept(log: Log):
    failed: list[Exception] = []

    def type_on() -> None:
        try:
            for n in range(40):
                keep(log, "draft-0001", n, "tab-00000", wrote(f"number {n}"))
        except LogError as error:
            failed.append(error)

    typing = threading.Thread(target=type_on)
    typing.start()
    for n in range(5):
        log.rekey(PHRASE if n == 0 else f"{PHRASE} {n - 1}", f"{PHRASE} {n}")
    typing.join()
    assert failed == []
    assert log.read().drafts["draft-0001"].fields["words"] == "number 39"


# drafts, entries, plans


Tabs = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["types", "looks", "puts away", "reopens"])),
    max_size=14,
)


@settings(max_examples=40)
@given(done=Tabs)
def test_two_tabs_on_one_draft_lose_no_words(tmp_path_factory: Any, done: list[tuple[int, str]]):
    """Whatever two tabs do to the same draft, what each of them kept last is in the log, unless the
    tab had looked at the other's words and gone on from there."""
    data = tmp_path_factory.mktemp("log")
    first = store.begin(data, PHRASE, clock=Time(), cost=CHEAP)
    logs = [first, again(first)]
    held = [("draft-0000", 0), ("draft-0000", 0)]
    last: list[str | None] = [None, None]
    for n, (tab, what) in enumerate(done):
        log = logs[tab]
        if what == "reopens":
            logs[tab] = again(log)
        elif what == "types":
            text = f"tab {tab} wrote {n}"
            kept = keep(log, *held[tab], f"tab-0000{tab}", wrote(text))
            held[tab], last[tab] = (kept.id, kept.version), text
        elif what == "looks" and (standing := log.read().drafts.get(held[tab][0])) is not None:
            if standing.fields["words"] == last[1 - tab]:
                last[1 - tab] = None  # read, and its reader answers for it from now on
            held[tab] = (standing.id, standing.version)
        elif what == "puts away" and held[tab][0] in log.read().drafts:
            name = f"change-{n:04}"
            log.change(lambda now, d=held[tab][0], c=name: book.finish(now, d, 1.0, c))
    whole = book.stored(first.read()).decode()
    for text in last:
        assert text is None or text in whole


def test_a_draft_that_is_sent_again_is_kept_once(log: Log):
    for _ in range(3):
        keep(log, "draft-0001", 0, "tab-00000", wrote("one"))
    assert [d.version for d in log.read().drafts.values()] == [1]
    keep(log, "draft-0001", 0, "tab-00001", wrote("one"))  # another tab, and the same words
    assert len(log.read().drafts) == 1
    keep(log, "draft-0001", 0, "tab-00000", wrote("one, and"))  # its answer was lost on the way
    assert [d.fields["words"] for d in log.read().drafts.values()] == ["one, and"]
    other = keep(log, "draft-0001", 0, "tab-00001", wrote("two"))
    assert other.id != "draft-0001"
    assert sorted(d.fields["words"] for d in log.read().drafts.values()) == [
        "one, and",
        "two",
    ]


def test_an_entry_is_put_away_once_and_keeps_its_earlier_wordings(log: Log, clock: Time):
    put_away(log, "as it was first")
    put_away_again = log.change(
        lambda now: book.finish(now, "entry-0001", clock(), "change-entry-0001")
    )[1]
    assert len(put_away_again.versions) == 1
    clock.now += 100
    changed = wrote("as I see it now", of="entry-0001")
    keep(log, "draft-0002", 0, "tab-00000", changed)
    entry = log.change(lambda now: book.finish(now, "draft-0002", clock(), "change-0002"))[1]
    assert [v.fields["words"] for v in entry.versions] == ["as it was first", "as I see it now"]
    assert entry.begun < entry.now.at and not log.read().drafts


def test_an_empty_draft_is_not_put_away_and_a_title_is_found_for_one_without(log: Log):
    keep(log, "draft-0001", 0, "tab-00000", wrote(intents=(Intent(id="intent-01", text="x"),)))
    with pytest.raises(Refused, match="there is nothing written here yet"):
        log.change(lambda now: book.finish(now, "draft-0001", 1.0, "change-0001"))
    assert "draft-0001" in log.read().drafts
    entry = put_away(log, "one two three four five six seven eight nine", "entry-0003")
    assert entry.now.title == "one two three four five six seven eight…"


def plan_of(log: Log) -> book.Plan:
    (plan,) = log.read().plans.values()
    return plan


def say(log: Log, said: Any, **more: str) -> None:
    given_ = Answer(at=log.clock(), said=said, **more)
    plan = plan_of(log).id
    log.change(lambda now: book.answer(now, plan, given_))


def test_what_one_means_to_do_comes_back_at_the_next_visit_and_after_30_days(log: Log, clock: Time):
    put_away(log, "words", intents=(Intent(id="intent-01", text="ask before I explain"),))
    made = clock.now
    assert returning.asked(log.read(), clock.now) == []  # the same visit
    assert returning.comes(plan_of(log), clock.now) is not None
    clock.now += returning.DAY
    assert [why for _, why in returning.asked(log.read(), clock.now)] == ["next visit"]
    say(log, "still", hindered="no time")
    assert returning.asked(log.read(), clock.now) == []
    assert returning.comes(plan_of(log), clock.now) == made + 30 * returning.DAY
    clock.now = made + 30 * returning.DAY - 1
    assert returning.asked(log.read(), clock.now) == []
    clock.now += 1
    assert [why for _, why in returning.asked(log.read(), clock.now)] == ["30 days"]
    say(log, "still")
    clock.now += 29 * returning.DAY
    assert returning.asked(log.read(), clock.now) == []
    clock.now += returning.DAY
    assert [why for _, why in returning.asked(log.read(), clock.now)] == ["30 days"]
    say(log, "done", helped="a colleague beside me")
    clock.now += 400 * returning.DAY
    assert returning.asked(log.read(), clock.now) == []
    assert returning.comes(plan_of(log), clock.now) is None
    assert [a.said for a in plan_of(log).answers] == ["still", "still", "done"]


@pytest.mark.parametrize(("said", "then"), [("done", []), ("changed", ["30 days"])])
def test_what_was_done_does_not_come_back_and_what_was_changed_comes_once(
    log: Log, clock: Time, said: str, then: list[str]
):
    put_away(log, "words", intents=(Intent(id="intent-01", text="ask"),))
    clock.now += 2 * returning.DAY
    say(log, said)
    clock.now += 40 * returning.DAY
    assert [why for _, why in returning.asked(log.read(), clock.now)] == then
    if then:
        say(log, "changed")
        clock.now += 400 * returning.DAY
        assert returning.asked(log.read(), clock.now) == []


def test_somebody_who_comes_back_late_is_asked_once(log: Log, clock: Time):
    put_away(log, "words", intents=(Intent(id="intent-01", text="ask"),))
    clock.now += 90 * returning.DAY
    assert [why for _, why in returning.asked(log.read(), clock.now)] == ["30 days"]
    say(log, "changed")
    assert returning.asked(log.read(), clock.now + 90 * returning.DAY) == []


# taking away


HOSTILE = [
    "<script>alert(1)</script> & <b>bold</b>",
    '=HYPERLINK("x")\n\n\n+1',
    "\u202ebackwards\u202c \u200f\u0645\u0631\u062d\u0628\u0627",
    "nul \x00, bell \x07, half \ud800 and \ufffe",
    "e\u0301 \U0001f9d3\U0001f3fd\u200d\U0001f91d " * 200,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_kept_and_taken_away_as_words(log: Log, clock: Time, text: str):
    entry = put_away(log, text, title=text[:200])
    kept = entry.now.fields["words"]
    now = log.read()
    pieces = paper.entries(now, [entry], clock.now, to=text[:100].replace("\n", " "))
    file = docx.Document(io.BytesIO(paper.as_word(pieces_cleaned(pieces), clock.now)))
    said = "\n".join(line.text for line in file.paragraphs)
    assert all(part in said for part in kept.split("\n") if part.strip())
    assert kept in paper.as_text(pieces_cleaned(pieces)).decode("utf-8")


def pieces_cleaned(pieces: list[paper.Piece]) -> list[paper.Piece]:
    """For whom a copy is comes through the widget, which cleans it as everything else."""
    return [paper.Piece(p.kind, book.clean(p.text, 30_000)) for p in pieces]


def test_an_entry_is_read_back_from_word_and_from_text(log: Log, clock: Time):
    about = Prompted(exercise="grid", title="Mrs T", day=clock.now, session="s1234567")
    fields = {"what": "She waited.", "so-what": "I had not asked.", "now-what": "Ask."}
    written = Written(
        model="what",
        title="The kitchen",
        fields=fields,
        about=about,
        intents=(Intent(id="intent-01", text="ask first"),),
    )
    keep(log, "entry-0001", 0, "tab-00000", written)
    log.change(lambda now: book.finish(now, "entry-0001", clock(), "change-0001"))
    say(log, "still", helped="time", hindered="noise")
    now = log.read()
    pieces = paper.entries(now, list(now.entries.values()), clock.now)
    text = paper.as_text(pieces).decode()
    day = paper.day(clock.now)
    for part in (
        "The kitchen",
        "So what?\nI had not asked.",
        f"After The wellbeing and safety grid: Mrs T, {day}.",
        "What I will do differently\nask first",
        "What got in the way:\n\nnoise",
        "Borton",
    ):
        assert part in text
    file = docx.Document(io.BytesIO(paper.as_word(pieces, clock.now)))
    assert [p.text for p in file.paragraphs if p.style and p.style.name == "Heading 1"] == [
        "From a reflective log"
    ]
    assert [p.text for p in file.paragraphs if p.style and p.style.name == "Heading 2"] == [
        "The kitchen"
    ]
    assert file.core_properties.language == "en-GB" and file.core_properties.author == ""


def test_a_record_begins_with_what_stands_in_the_entries(log: Log, clock: Time):
    about = Prompted(exercise="six-principles", title="Mrs T", day=clock.now)
    intents = (Intent(id="intent-01", text="ask first"),)
    entry = put_away(log, "I learnt to wait.", about=about, intents=intents)
    form = content.form("social-work-england")
    told = paper.filled(form, log.read(), [entry])
    assert told == {
        "type": "",
        "description": f"The six principles: Mrs T, {paper.day(clock.now)}",
        "date": paper.day(clock.now),
        "learnt": "I learnt to wait.",
        "impact": "ask first",
        "peer": "",
    }
    told["peer"] = "We talked in supervision."
    written = Written(kind="cpd", model=form.id, fields=told)
    file = docx.Document(io.BytesIO(paper.as_word(paper.record(form, written, clock.now), 1e9)))
    said = [p.text for p in file.paragraphs]
    for field in form.fields:
        assert said[said.index(field.label) + 1] == (told[field.id] or "(empty)")
    assert any("Looked up on 2026-11-21" in text for text in said)


def test_a_certificate_says_what_it_does_not_certify_and_nothing_that_was_written(
    log: Log, clock: Time
):
    about = Prompted(exercise="plan-check", title="Mrs T", day=clock.now)
    chosen = [put_away(log, MARK, about=about), put_away(log, "other", "entry-0002")]
    text = paper.as_text(paper.certificate(chosen, clock.now)).decode()
    assert f"The strategic plan check: Mrs T, {paper.day(clock.now)}" in text
    assert "And 1 entry on something else" in text and MARK not in text
    assert all(sentence in text for sentence in paper.NOT_CERTIFIED)


# the page's other half


class Page:
    """A widget and what it says, without a browser."""

    def __init__(self, data: Path, clock: Time, monkeypatch: pytest.MonkeyPatch) -> None:
        self.widget = ReflectiveLog(data=data, clock=clock, cost=CHEAP)
        self.said: list[dict[str, Any]] = []
        monkeypatch.setattr(self.widget, "send", self.said.append)
        self.tab = os.urandom(8).hex()

    def ask(self, kind: str, **body: Any) -> dict[str, Any]:
        """Send a message and return what it was answered with."""
        with no_loop():
            self.widget._take(None, {"type": kind, "id": "asked-1", **body}, None)
        return next(m for m in reversed(self.said) if m["type"] in ("done", "not"))

    def state(self) -> dict[str, Any]:
        return next(m for m in reversed(self.said) if m["type"] == "state")

    def draft(self, text: str, draft: str = "draft-0001", on: int = 0, **more: Any) -> Any:
        body = {"model": "free", "fields": {"words": text}, **more}
        return self.ask(
            "draft", draft=draft, on=on, by=self.tab, spare=os.urandom(8).hex(), written=body
        )

    def finish(self, text: str, draft: str = "draft-0001", **more: Any) -> Any:
        body = {"model": "free", "fields": {"words": text}, **more}
        return self.ask(
            "finish",
            draft=draft,
            on=0,
            by=self.tab,
            spare=os.urandom(8).hex(),
            written=body,
            change=f"change-{draft}",
        )


@pytest.fixture
def page(data: Path, clock: Time, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.delenv("KIT_SERVED", raising=False)
    return Page(data, clock, monkeypatch)


def test_no_passphrase_and_no_words_are_ever_a_trait_or_a_line_of_a_log(
    page: Page, data: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    page.ask("begin", passphrase=PHRASE)
    page.draft(f"what {MARK} said")
    page.finish(f"what {MARK} said", title=MARK)
    monkeypatch.setattr(paper, "as_word", lambda *_: 1 / 0)
    assert page.ask("take", what="entries", entries=["draft-0001"])["type"] == "not"
    page.ask("rekey", before=PHRASE, after=f"{PHRASE} and more")
    traits = json.dumps(page.widget.get_state(), default=str)
    for text in (MARK, PHRASE):
        assert text not in traits and text not in caplog.text
        assert text not in repr(page.widget._log) + repr(page.widget._log._keys)  # type: ignore[union-attr]
    assert "ZeroDivisionError" in caplog.text
    assert not (data / "journal.sqlite3").exists()


def test_a_page_sets_no_traits(page: Page):
    page.widget._handle_msg({"content": {"data": {"method": "update", "state": {"served": True}}}})
    assert page.widget.served is False


def test_a_locked_log_shows_that_it_is_there_and_takes_nothing(page: Page):
    assert page.ask("begin", passphrase="short")["sentence"].startswith("this passphrase has 5")
    page.ask("begin", passphrase=PHRASE)
    page.draft(MARK)
    page.ask("lock")
    state = page.state()
    assert state["open"] is False and len(state["logs"]) == 1 and "book" not in state
    assert MARK not in json.dumps(page.said[-1])
    assert "locked" in page.draft("late")["sentence"]
    (name,) = state["logs"]
    monkey = page.ask("unlock", log=name, passphrase="not this one at all")
    assert monkey["sentence"] == "this passphrase does not open this log"
    assert page.ask("unlock", log=name, passphrase=PHRASE)["type"] == "done"
    assert page.state()["book"]["drafts"]["draft-0001"]["fields"] == {"words": MARK}


def test_it_locks_when_nobody_has_pressed_a_key(page: Page, clock: Time):
    page.ask("begin", passphrase=PHRASE)
    clock.now += 15 * 60
    page.widget.look()
    assert page.state()["open"]
    page.widget._take(None, {"type": "awake"}, None)
    clock.now += 15 * 60 + 29
    page.widget.look()
    assert page.state()["open"]
    clock.now += 2
    page.widget.look()
    assert not page.state()["open"] and "15 minutes" in page.state()["why"]


def test_a_second_tab_sees_what_the_first_has_kept_and_both_wordings_stay(
    page: Page, data: Path, clock: Time, monkeypatch: pytest.MonkeyPatch
):
    page.ask("begin", passphrase=PHRASE)
    first = page.draft("one")
    other = Page(data, clock, monkeypatch)
    other.widget._take(None, {"type": "here"}, None)
    other.ask("unlock", log=other.state()["logs"][0], passphrase=PHRASE)
    assert page.draft("one and more", on=first["version"])["draft"] == "draft-0001"
    other.widget.look()
    standing = other.state()["book"]["drafts"]["draft-0001"]
    assert standing["fields"] == {"words": "one and more"}
    stale = other.draft("my own words", on=1)
    assert stale["draft"] != "draft-0001"
    page.widget.look()
    found = page.state()["book"]["drafts"].values()
    assert {d["fields"]["words"] for d in found} == {"one and more", "my own words"}
    assert "another tab has changed this draft" in other.finish("a third")["sentence"]
    page.ask("erase", all=True)
    other.widget.look()
    assert other.state()["open"] is False and "erased" in other.state()["why"]


def test_finishing_twice_makes_one_entry(page: Page):
    page.ask("begin", passphrase=PHRASE)
    first, second = page.finish("one"), page.finish("one")
    assert first["entry"] == second["entry"] and len(page.state()["book"]["entries"]) == 1


@pytest.mark.parametrize(
    "written",
    [
        None,
        {"model": "rainbow", "fields": {}},
        {"model": "free", "fields": {"words": "x" * 20_001}},
        {"model": "free", "fields": {"words": 5}},
        {"model": "free", "fields": {}, "intents": [{"id": "x", "text": MARK}]},
        {"model": "free", "surprise": MARK},
    ],
)
def test_what_is_not_a_draft_is_refused_in_words_that_repeat_nothing(page: Page, written: Any):
    page.ask("begin", passphrase=PHRASE)
    said = page.ask(
        "draft", draft="draft-0001", on=0, by=page.tab, spare="spare-01", written=written
    )
    assert said["type"] == "not" and MARK not in said["sentence"]
    assert page.state()["book"]["drafts"] == {}


def test_a_copy_for_a_supervisor_is_noted_with_its_day(page: Page, clock: Time):
    page.ask("begin", passphrase=PHRASE)
    page.finish("words")
    told = page.ask("take", what="entries", entries=["draft-0001"], to="my supervisor\x00")
    file = docx.Document(io.BytesIO(base64.b64decode(told["data"])))
    assert file.paragraphs[0].text == "A copy from a reflective log, for my supervisor\ufffd"
    (entry,) = page.state()["book"]["entries"].values()
    assert entry["copies"] == [{"at": clock.now, "to": "my supervisor\ufffd", "form": "word"}]
    assert told["name"].startswith("reflective-log-") and "words" not in told["name"]
    assert page.ask("take", what="entries", entries=[])["type"] == "not"


def test_what_comes_from_an_exercise_is_its_name_and_its_session(
    page: Page, data: Path, clock: Time
):
    journal = Journal.in_folder(data, clock)
    opened = Settings(case=library.case("mrs-t"), minutes=None, reading=None, solo=True).opened(1)
    session = sessions.create(journal, EXERCISE, opened, tables=1, days=30, by="solo")
    count = len(journal.read(session.id))
    page.ask("begin", passphrase=PHRASE)
    told = page.ask("from", exercise="six-principles", session=session.id)
    assert told["said"].startswith("The six principles: Mrs T")
    page.finish("words", about=told["about"])
    assert page.state()["book"]["entries"]["draft-0001"]["came_from"] == told["said"]
    assert len(journal.read(session.id)) == count  # the session is told nothing
    journal.close()
    gone = page.ask("from", exercise="grid", session="0" * 32)
    assert gone["about"]["session"] == "" and gone["said"].startswith("The wellbeing and safety")
    assert page.ask("from", exercise="rainbow", session="")["type"] == "not"


def test_plans_come_back_on_the_page_with_their_reason(page: Page, clock: Time):
    page.ask("begin", passphrase=PHRASE)
    page.finish("words", intents=[{"id": "intent-01", "text": "ask first"}])
    assert [p["due"] for p in page.state()["book"]["plans"]] == [""]
    page.ask("lock")
    clock.now += 31 * returning.DAY
    page.ask("unlock", log=page.state()["logs"][0], passphrase=PHRASE)
    assert [p["due"] for p in page.state()["book"]["plans"]] == ["30 days"]
    page.ask("answer", plan="intent-01", said="done", helped="time", hindered="")
    (plan,) = page.state()["book"]["plans"]
    assert plan["due"] == "" and plan["answers"][0]["helped"] == "time"
    assert page.ask("answer", plan="intent-01", said="perhaps")["type"] == "not"


def test_a_newer_book_than_this_kit_knows_is_not_opened_and_not_touched(log: Log):
    text = json.loads(book.stored(log.read()))
    page = sealing.sealed(log._keys, json.dumps(text | {"newer": 1}).encode())
    replace(log, "page", page)
    with pytest.raises(LogError, match="a newer kit"):
        log.read()
    with pytest.raises(LogError, match="a newer kit"):
        put_away(log, "words")
    assert raw(log, "page") == page


def test_the_book_of_a_log_is_what_was_stored():
    whole = Book(begun=1.0, changed=2.0)
    assert book.restored(book.stored(whole)) == whole
    assert isinstance(content.model("free"), Model) and isinstance(content.form("plain"), Form)
