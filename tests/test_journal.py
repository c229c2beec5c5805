"""The journal, on SQLite and on a real PostgreSQL: numbers, retries, wiping and old databases."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import MetaData, create_engine, inspect, select, text

from exercises import library
from exercises.following import Reader
from exercises.journal import schema, sessions, wipe
from exercises.journal.codes import new_id
from exercises.journal.entries import KINDS, Unknown, body_of, restored, stored
from exercises.journal.frame import Said
from exercises.journal.sessions import Door
from exercises.journal.store import Journal, JournalError, NoSession
from exercises.place import Place
from exercises.six_principles.settings import EXERCISE, Settings
from exercises.six_principles.state import State, fold

pytestmark = pytest.mark.databases
ROOT = Path(__file__).resolve().parents[1]
SAMPLES = Path(__file__).parent / "samples"
PLANTED = "the sentence that must not be found again"
DAY = 86_400.0


def say(journal: Journal, session, words: str, change: str):
    body = Said(text=words)
    return journal.append(session.id, body, seat="seat-one", by="trainer", change=change)


def open_session(journal: Journal, days: float = 30):
    opened = Settings(case=library.case("mrs-t")).opened(6)
    return sessions.create(journal, EXERCISE, opened, tables=6, days=days)


def bytes_of(folder: Path) -> bytes:
    """Every byte of every file below a folder."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def rows_of(journal: Journal) -> str:
    with journal.reading() as connection:
        return "\n".join(
            str(tuple(row))
            for table in schema.metadata.sorted_tables
            for row in connection.execute(select(table))
        )


def soon(watch) -> bool:
    """Whether a watch says before long that something moved: word of it may be on its way."""
    until = time.monotonic() + 30
    while not (moved := watch.moved()) and time.monotonic() < until:
        time.sleep(0.01)
    return moved


def at_once(many: int, act) -> list:
    """What `act(n)` gave in `many` threads that start together."""
    ready, given = threading.Barrier(many), {}

    def run(n: int) -> None:
        ready.wait()
        try:
            given[n] = act(n)
        except Exception as error:
            given[n] = error

    threads = [threading.Thread(target=run, args=[n]) for n in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [given[n] for n in range(many)]


# numbers


def test_entries_are_numbered_from_one_for_each_session(journal, session):
    other = open_session(journal)
    for n in range(3):
        assert say(journal, session, "x", f"change-{n}").seq == n + 2
    assert say(journal, other, "x", "change-0").seq == 2
    assert [e.seq for e in journal.read(session.id)] == [1, 2, 3, 4]
    assert [e.seq for e in journal.read(session.id, after=3)] == [4]
    assert journal.read(session.id, after=4) == []


def test_what_is_read_is_what_append_returned(journal, session, clock):
    clock.now += 7.25
    entry = say(journal, session, "naïve 👩🏽‍🦽 <b>", "change-1")
    assert journal.read(session.id)[-1] == entry
    assert entry.at == clock.now


def test_a_retried_change_is_stored_once_and_answered_with_the_first_entry(journal, session, clock):
    first = say(journal, session, "first", "change-1")
    between = say(journal, session, "between", "change-2")
    clock.now += 60
    assert say(journal, session, "another text", "change-1") == first
    assert say(journal, session, "more", "change-3").seq == between.seq + 1
    assert [e.seq for e in journal.read(session.id)] == [1, 2, 3, 4]


def test_a_change_retried_by_many_at_once_is_stored_once(journal, session):
    answers = at_once(10, lambda n: say(journal, session, "again", "change-1"))
    assert answers == [answers[0]] * 10
    assert [e.seq for e in journal.read(session.id)] == [1, 2]


def test_the_same_change_in_two_sessions_is_two_entries(journal, session):
    other = open_session(journal)
    say(journal, session, "here", "change-1")
    say(journal, other, "there", "change-1")
    assert len(journal.read(session.id)) == len(journal.read(other.id)) == 2


def test_nothing_is_written_to_a_session_that_is_not_there(journal, session):
    wipe.wipe(journal, Path("nowhere"), session)
    with pytest.raises(NoSession, match="it has expired or was wiped"):
        say(journal, session, "x", "change-1")


def test_a_transaction_that_fails_uses_no_number(journal, session):
    with pytest.raises(RuntimeError), journal.writing() as connection:
        journal.append_within(
            connection, session.id, Said(text="x"), seat="s", by="trainer", change="change-1"
        )
        raise RuntimeError
    assert say(journal, session, "y", "change-2").seq == 2


# many processes

WRITERS = """
import os, sys
from exercises.journal.sessions import Door, take_seat
from exercises.journal.store import Journal
from exercises.place import Place

url, session, processes, lines = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])

def write(n):
    journal = Journal(url)
    seat, _ = take_seat(journal, Door(session, "table", n % 6 + 1))
    place = Place(journal, seat)
    for i in range(lines):
        raw = {"table": seat.table, "principle": "prevention", "text": f"line {i} of {n}"}
        first = place.act(f"change-{n}-{i}", "line.added", raw)
        assert place.act(f"change-{n}-{i}", "line.added", raw) == first  # as an outbox does
        print(f"{first.change} {first.seq}\\n", end="", flush=True)  # in one piece
    again = {"table": seat.table, "principle": "protection", "text": "all of us"}
    place.act("change-of-all", "line.added", again)
    place.reader.state.seq == len(place.reader.entries) or os._exit(3)

children = []
for n in range(processes):
    child = os.fork()
    if child == 0:
        try:
            write(n)
        except BaseException as error:
            print("failed", repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    children.append(child)
sys.exit(max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
"""


def started(script: str, *words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forty processes are forked; not on Windows")
def test_forty_processes_writing_at_once_lose_nothing(journal, session, database):
    process = started(WRITERS, database, session.id, 40, 3)
    reader, watch = Reader(State), journal.watch(session.id)
    while process.poll() is None:  # somebody reads on while they write
        time.sleep(0.02)
        if watch.moved():
            fresh = journal.read(session.id, reader.seq)
            assert [e.seq for e in fresh] == [reader.seq + 1 + n for n in range(len(fresh))]
            reader.take(fresh)
    watch.close()
    said, faults = process.communicate()
    assert process.returncode == 0, faults
    entries = journal.read(session.id)
    assert [e.seq for e in entries] == list(range(1, 1 + 40 * 3 + 1 + 1))
    acknowledged = {line.split()[0]: int(line.split()[1]) for line in said.splitlines()}
    kept = {e.change: e.seq for e in entries}
    assert len(acknowledged) == 120
    assert acknowledged.items() <= kept.items()
    for n in range(40):
        own = [kept[f"change-{n}-{i}"] for i in range(3)]
        assert own == sorted(own)
    reader.take(journal.read(session.id, reader.seq))
    assert reader.state == fold(entries)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked; not on Windows")
def test_processes_that_open_an_empty_database_at_once_all_open_it(database):
    script = """
import os, sys, time
from exercises.journal.store import Journal
children, start = [], time.time() + 0.5
for n in range(8):
    child = os.fork()
    if child == 0:
        time.sleep(max(0, start - time.time()))
        try:
            Journal(sys.argv[1]).close()
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    children.append(child)
sys.exit(max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
"""
    process = started(script, database)
    assert process.communicate()[1] == ""
    assert process.returncode == 0


def test_what_a_killed_process_was_told_is_saved_and_nothing_is_half_there(
    journal, session, database
):
    process = started(WRITERS, database, session.id, 1, 10_000)
    assert process.stdout is not None
    told = [process.stdout.readline().split()[0] for _ in range(20)]
    children = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True
    ).stdout.split()
    for pid in children:
        os.kill(int(pid), signal.SIGKILL)
    told += [line.split()[0] for line in process.communicate()[0].splitlines() if line.strip()]
    entries = journal.read(session.id)
    assert [e.seq for e in entries] == list(range(1, len(entries) + 1))
    assert set(told) <= {e.change for e in entries}
    assert say(journal, session, "goes on", "change-after").seq == len(entries) + 1


# what is stored

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda part: (
        st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=8), part, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=50)
@given(st.dictionaries(st.text(max_size=12), JSON, max_size=5))
def test_an_entry_of_an_unknown_kind_is_kept_as_it_came(raw):
    text = json.dumps(raw, separators=(",", ":"))
    body = restored("kind.of.next.year", text)
    assert isinstance(body, Unknown)
    assert stored(body) == text


@pytest.mark.parametrize("raw", [{"_fields_set": 1}, {"kind": "x", "words": ["y"]}, {"self": 2}])
def test_no_name_in_an_unknown_entry_is_in_the_way(raw):
    text = json.dumps(raw, separators=(",", ":"))
    assert stored(restored("kind.of.next.year", text)) == text


def test_a_known_kind_with_a_field_of_a_newer_version_is_kept_as_unknown():
    text = '{"text":"hello","colour":"red"}'
    body = restored("message", text)
    assert isinstance(body, Unknown)
    assert stored(body) == text


def test_unknown_entries_stay_in_the_journal_and_have_no_effect(journal, session):
    before = fold(journal.read(session.id))
    with journal.writing() as connection:
        connection.execute(
            schema.entries.insert().values(
                session=session.id,
                seq=2,
                at=0.0,
                seat="s",
                by="table-1",
                change="change-new",
                kind="line.sung",
                body='{"line":"la-la-la","tune":[1,2]}',
            )
        )
        connection.execute(schema.sessions.update().values(last=2))
    say(journal, session, "after", "change-3")
    entries = journal.read(session.id)
    assert [e.seq for e in entries] == [1, 2, 3]
    assert entries[1].kind == "line.sung"
    after = fold(entries[:2])
    assert (after.seq, after.frame, after.lines) == (2, before.frame, before.lines)


def test_every_kind_has_a_name_that_fits_and_says_where_its_words_are():
    for kind, body in KINDS.items():
        assert len(kind) <= 40 and kind == body.kind
        assert set(body.words) <= body.model_fields.keys()


def test_an_entry_too_old_for_todays_rules_is_still_read():
    assert restored("line.added", '{"table":1,"principle":"prevention","text":""}') == body_of(
        "line.added", {"table": 1, "principle": "prevention", "text": "x"}
    ).model_copy(update={"text": ""})


# opening


def test_a_database_of_a_newer_version_is_refused_with_a_sentence(journal, database):
    with journal.writing() as connection:
        connection.execute(text("UPDATE facts SET value = '7' WHERE name = 'version'"))
    said = f"is of version 7 and this kit knows version {schema.VERSION}; use the newer kit"
    with pytest.raises(JournalError, match=said):
        Journal(database)


def shape(journal: Journal) -> dict:
    """Every table of a database as the database itself describes it."""
    with journal.reading() as connection:
        there = inspect(connection)
        return {
            name: (
                [(c["name"], str(c["type"]), c["nullable"]) for c in there.get_columns(name)],
                there.get_pk_constraint(name)["constrained_columns"],
                sorted(
                    (k["constrained_columns"], k["referred_table"], k.get("options"))
                    for k in there.get_foreign_keys(name)
                ),
                sorted(k["column_names"] for k in there.get_unique_constraints(name)),
                sorted(k["column_names"] for k in there.get_indexes(name)),
            )
            for name in there.get_table_names()
        }


def put_in(sample: Path, database: str) -> dict[str, list]:
    """Copy an older kit's database into an empty one; give its rows by table."""
    older, there = create_engine(f"sqlite:///{sample}"), create_engine(database)
    tables, rows = MetaData(), {}
    tables.reflect(older)
    tables.create_all(there)
    with older.connect() as old, there.begin() as new:
        for table in tables.sorted_tables:
            rows[table.name] = [dict(row) for row in old.execute(select(table)).mappings()]
            if rows[table.name]:
                new.execute(table.insert(), rows[table.name])
    older.dispose()
    there.dispose()
    return rows


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("v*.sqlite3")), ids=lambda path: path.stem)
def test_an_older_database_becomes_todays_and_keeps_every_row(sample, database, tmp_path):
    rows = put_in(sample, database)
    with closing(Journal(database)) as journal, closing(Journal.in_file(tmp_path / "new")) as new:
        with journal.reading() as connection:
            for name, before in rows.items():
                known = schema.metadata.tables[name]
                chosen = select(*(known.c[column] for column in (before or [{}])[0]))
                now = connection.execute(chosen).mappings() if before else []
                was = [r for r in before if name != "facts" or r["name"] != "version"]
                assert [r for r in map(dict, now) if r.get("name") != "version"] == was
        assert journal.fact("version") == str(schema.VERSION)
        if database.startswith("sqlite"):
            assert shape(journal) == shape(new)
        assert len(sessions.every(journal)) == len(rows["sessions"])
    Journal(database).close()  # and opens as it is


def test_a_migration_that_is_broken_off_leaves_the_older_database(database, monkeypatch):
    put_in(SAMPLES / "v1.sqlite3", database)

    def break_off(connection):
        schema._to_2(connection)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setitem(schema.STEPS, 2, break_off)
        Journal(database)
    there = create_engine(database)
    assert not inspect(there).has_table("servers")
    there.dispose()
    with closing(Journal(database)) as journal:
        assert journal.fact("version") == str(schema.VERSION)


def test_the_first_releases_database_opens_and_goes_on(data):
    """`tests/samples/v1.sqlite3` was written by schema version 1 and is never written again."""
    data.mkdir()
    shutil.copy(SAMPLES / "v1.sqlite3", data / "journal.sqlite3")
    with closing(Journal.in_folder(data)) as journal:
        (session,) = sessions.every(journal)
        assert (session.code, session.exercise, session.example) == ("K4TCEY", EXERCISE, False)
        entries = journal.read(session.id)
        assert [e.seq for e in entries] == list(range(1, session.last + 1))
        known = {e.kind for e in entries} & KINDS.keys()
        assert {e.kind for e in entries if isinstance(e.body, Unknown)} == {"line.sung"}
        assert len(known) >= 30
        state = fold(entries)
        assert [line.words.text for line in state.wall([1], "empowerment")] == [
            "Ask her what she wants, and write it down in her words",
            "read it out to her",
        ]
        (factor,) = state.factors_of("empowerment")
        assert factor.words.text == "She is asked, and it is read out to her"
        assert state.served(factor) == ["empowerment", "prevention", "protection"]
        assert state.dots_on(factor.id) == 3 and state.revealed
        assert state.notes["readback/empowerment"].text == "She would say that she was asked."
        assert state.choices[f"plan/{factor.id}/decision"].value == "partly"
        assert not state.frame.ended and state.frame.stage == "plan"
        door = sessions.door_of_code(journal, "K4TCEY")
        seat, _ = sessions.take_seat(journal, Door(door.session, "table", 2))
        raw = {"table": 2, "principle": "prevention", "text": "still here"}
        assert Place(journal, seat).act("change-today", "line.added", raw).seq == session.last + 1


@pytest.mark.parametrize("name", ["50% done?", "a#b", "O'Neill & Söhne", "data;x=1", "a b"])
def test_a_data_folder_may_have_any_name(data, name):
    folder = data / name
    with closing(Journal.in_folder(folder)) as journal:
        open_session(journal)
    assert (folder / "journal.sqlite3").stat().st_size > 0
    assert [path.name for path in data.iterdir()] == [name]


def test_a_folder_that_cannot_be_made_is_named_in_a_sentence(data):
    data.write_text("a file is in the way")
    for folder in (data, data / "below"):
        with pytest.raises(JournalError, match=r"cannot be written .*; name another with --data"):
            Journal.in_folder(folder)


@pytest.mark.skipif(os.name == "nt", reason="rights are POSIX rights here")
def test_a_folder_without_the_right_to_write_is_named_in_a_sentence(data):
    data.mkdir()
    data.chmod(0o555)
    as_root = os.geteuid() == 0
    if as_root:  # root may write anywhere
        data.parent.chmod(0o755)
        os.seteuid(65534)
    try:
        with pytest.raises(JournalError, match=r"data cannot be written \(Permission denied\)"):
            Journal.in_folder(data)
    finally:
        if as_root:
            os.seteuid(0)
        data.chmod(0o755)


def test_a_file_that_is_no_database_is_said_to_be_none(data):
    data.mkdir()
    (data / "journal.sqlite3").write_bytes(b"something else entirely " * 100)
    with pytest.raises(JournalError, match="cannot be opened: file is not a database"):
        Journal.in_folder(data)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql+pg8000://kit@127.0.0.1:1/kit", "the database cannot be opened: "),
        (
            "postgres://somewhere/kit",
            "KIT_DATABASE_URL names no database .* postgresql\\+pg8000://",
        ),
        ("nonsense", "KIT_DATABASE_URL names no database"),
        ("oracle+nothing://x:secret@y/z", "KIT_DATABASE_URL names no database"),
        ("postgresql+pg8000://kit:secret@h:port/kit", "KIT_DATABASE_URL names no database"),
        ("postgresql+pg8000://kit:secret@[::1/kit", "KIT_DATABASE_URL names no database"),
        ("postgresql+pg8000://kit:secret@h/kit?sslmode=require", "KIT_DATABASE_URL names no data"),
        ("postgresql+pg8000://h/kit", "KIT_DATABASE_URL names no database"),
        (f"postgresql+pg8000://kit:secret@{'a' * 64}.example/kit", "KIT_DATABASE_URL names no d"),
        ("sqlite://", "KIT_DATABASE_URL names no database"),
    ],
)
def test_a_database_that_cannot_be_reached_is_one_sentence(data, monkeypatch, url, said):
    monkeypatch.setenv("KIT_DATABASE_URL", url)
    with pytest.raises(JournalError, match=said) as refused:
        Journal.in_folder(data)
    assert "secret" not in str(refused.value)
    assert not data.exists()


@pytest.mark.parametrize("version", ["", "'abc'"])
def test_somebody_elses_table_of_facts_is_one_sentence(data, version):
    data.mkdir()
    with closing(sqlite3.connect(data / "journal.sqlite3")) as other:
        other.execute("CREATE TABLE facts (name TEXT, value TEXT)")
        if version:
            other.execute(f"INSERT INTO facts VALUES ('version', {version})")
        other.commit()
    with pytest.raises(JournalError, match="a table called facts that is not this kit's"):
        Journal.in_folder(data)


def test_a_database_that_cannot_keep_every_letter_is_refused(postgres_server, monkeypatch, data):
    postgres_server.run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    address = postgres_server.url.set(database="latin").render_as_string(hide_password=False)
    monkeypatch.setenv("KIT_DATABASE_URL", address)
    with pytest.raises(JournalError, match=r"keeps letters as LATIN1; make one .* UTF8"):
        Journal.in_folder(data)


def test_one_address_puts_the_journal_on_postgresql(journal, database, data, monkeypatch):
    session = open_session(journal)
    monkeypatch.setenv("KIT_DATABASE_URL", database)
    with closing(Journal.in_folder(data / "not made")) as other:
        assert [s.id for s in sessions.every(other)] == [session.id]
    assert not (data / "not made").exists()


def test_sqlite_writes_are_durable_and_wait_for_each_other(data):
    with closing(Journal.in_folder(data)) as journal, journal.reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "busy_timeout": 30_000,
    }


def test_small_facts_are_kept_and_changed(journal):
    assert journal.fact("port") is None
    journal.note_fact("port", "8866")
    journal.note_fact("port", "8867")
    assert journal.fact("port") == "8867"


# following


def test_a_watch_sees_what_anybody_wrote_and_nothing_else(journal, session, database):
    watch = journal.watch(session.id)
    assert soon(watch)
    assert not watch.moved()
    say(journal, session, "mine", "change-1")
    assert soon(watch)
    assert not watch.moved()
    with closing(Journal(database)) as other:
        say(other, session, "theirs", "change-2")
    assert soon(watch)
    journal.read(session.id)
    assert not watch.moved()
    wipe.wipe(journal, Path("nowhere"), session)
    assert soon(watch)
    watch.close()


# removing words


@settings(max_examples=5)
@given(drawn=st.data())
def test_removed_words_are_in_no_byte_of_the_data_folder(drawn, tmp_path_factory, data):
    """`data` keeps a database of the developer's out; each example has a folder of its own."""
    folder = tmp_path_factory.mktemp("removed")
    many = 60
    lengths = drawn.draw(
        st.lists(st.sampled_from([1, 60, 900, 5_000]), min_size=many, max_size=many)
    )
    gone = drawn.draw(st.sets(st.integers(0, many - 1), min_size=1, max_size=12))
    with closing(Journal.in_folder(folder)) as journal:
        session = open_session(journal)
        table = Place(journal, sessions.take_seat(journal, Door(session.id, "table", 1))[0])
        trainer = Place(journal, sessions.take_seat(journal, Door(session.id, "trainer", None))[0])
        watch = journal.watch(session.id)
        for n, length in enumerate(lengths):
            words = f"<{n}>the words of it " + f"filler {n}. " * (length // 10)
            raw = {"table": 1, "principle": "prevention", "text": words}
            table.act(f"change-{n}", "line.added", raw)
            if n % 3 == 0:
                raw = {"line": f"change-{n}", "text": f"<{n}>another wording", "on": f"change-{n}"}
                table.act(new_id(), "line.edited", raw)
        for n in sorted(gone):
            trainer.act(new_id(), "set_aside", {"target": f"change-{n}"})
            trainer.act(f"removal-{n}", "removed", {"target": f"change-{n}"})
            watch.moved()
            kept = bytes_of(folder)
            assert f"<{n}>".encode() not in kept
            assert f"filler {n}. ".encode() not in kept
        for n in set(range(many)) - gone:
            assert f"<{n}>".encode() in kept
        assert fold(journal.read(session.id)).lines[f"change-{min(gone)}"].words.text == ""
        watch.close()


def test_a_removed_line_leaves_its_words_in_no_row(journal, session, place):
    table, trainer = place("table", 1), place("trainer")
    raw = {"table": 1, "principle": "prevention", "text": PLANTED}
    table.act("change-line", "line.added", raw)
    raw = {"line": "change-line", "text": PLANTED + " again", "on": "change-line"}
    table.act("change-edit", "line.edited", raw)
    table.act("change-rival", "line.edited", raw | {"text": PLANTED + " as well"})
    trainer.act("change-aside", "set_aside", {"target": "change-line"})
    trainer.act("change-gone", "removed", {"target": "change-line"})
    assert PLANTED not in rows_of(journal)
    table.follow()
    for place_ in (table, trainer, place("trainer")):
        assert place_.state.lines["change-line"].words.text == ""
        assert place_.state.lines["change-line"].words.rivals == []


def test_a_removal_that_was_broken_off_is_finished_by_the_retry(journal, place, monkeypatch):
    table, trainer = place("table", 1), place("trainer")
    table.act("change-1", "line.added", {"table": 1, "principle": "prevention", "text": PLANTED})
    trainer.act("change-2", "set_aside", {"target": "change-1"})

    def power_cut(session, target, before):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(journal, "empty_words", power_cut)
        trainer.act("change-3", "removed", {"target": "change-1"})
    assert PLANTED in rows_of(journal)
    assert trainer.act("change-3", "removed", {"target": "change-1"}).seq == 4
    assert PLANTED not in rows_of(journal)


def test_a_removal_retried_late_leaves_a_newer_note_alone(journal, place):
    trainer, other, field = place("trainer"), place("trainer"), "readback/prevention"
    trainer.act("change-1", "wrote", {"field": field, "text": PLANTED})
    trainer.act("change-2", "set_aside", {"target": field})
    first = trainer.act("change-3", "removed", {"target": field})
    newer = {"field": field, "text": "written anew"}
    other.act("change-4", "wrote", newer)
    other.act("change-5", "wrote", newer | {"text": "and beside it", "on": "change-1"})
    assert trainer.act("change-3", "removed", {"target": field}) == first
    rows = rows_of(journal)
    assert PLANTED not in rows
    assert "written anew" in rows and "and beside it" in rows
    for place_ in (trainer, place("trainer")):
        note = place_.state.notes[field]
        assert (note.text, [r.text for r in note.rivals]) == ("written anew", ["and beside it"])


def test_words_are_emptied_below_a_number_and_no_further(journal, session, place):
    trainer, field = place("trainer"), "readback/prevention"
    for n in range(1, 4):
        trainer.act(f"change-{n}", "wrote", {"field": field, "text": f"words {n}"})
    assert journal.empty_words(session.id, field, before=3) == 1
    assert [e.body.text for e in journal.read(session.id, after=1)] == ["", "words 2", "words 3"]


def test_words_about_a_removed_line_go_from_kinds_of_a_newer_version_too(journal, session, place):
    place("table", 1).act(
        "change-1", "line.added", {"table": 1, "principle": "prevention", "text": "x"}
    )
    rows = [
        ("line.sung", {"line": "change-1", "song": [{"verse": PLANTED}], "key": 3}),
        ("line.sung", {"line": "change-other", "song": [{"verse": "kept as it is"}]}),
    ]
    with journal.writing() as connection:
        for seq, (kind, raw) in enumerate(rows, start=3):
            connection.execute(
                schema.entries.insert().values(
                    session=session.id,
                    seq=seq,
                    at=0.0,
                    seat="s",
                    by="table-1",
                    change=f"change-new-{seq}",
                    kind=kind,
                    body=json.dumps(raw),
                )
            )
        connection.execute(schema.sessions.update().values(last=4))
    assert journal.empty_words(session.id, "change-1") == 2
    kept = rows_of(journal)
    assert PLANTED not in kept
    assert "kept as it is" in kept
    assert '{"line":"change-1","song":[{"verse":""}],"key":3}' in kept


# wiping


def test_a_wiped_session_is_in_no_byte_of_the_data_folder(data):
    with closing(Journal.in_folder(data)) as journal:
        session, stays = open_session(journal), open_session(journal)
        say(journal, stays, "this session stays", "change-1")
        trainer = Place(journal, sessions.take_seat(journal, Door(session.id, "trainer", None))[0])
        ticket = sessions.mint_ticket(journal, trainer.seat)
        key = sessions.mint_key(journal, session.id, "trainer")
        add = {"table": 1, "principle": "prevention", "text": PLANTED}
        trainer.act("change-01", "line.added", add)
        edit = {"line": "change-01", "text": PLANTED * 200, "on": "change-01"}
        trainer.act("change-02", "line.edited", edit)
        factor = {"principle": "prevention", "wording": PLANTED, "lines": ["change-01"]}
        trainer.act("change-03", "factor.made", factor)
        trainer.act("change-04", "wrote", {"field": "readback/prevention", "text": PLANTED})
        trainer.act("change-05", "wrote", {"field": "plan/change-03/note", "text": PLANTED})
        trainer.act("change-06", "message", {"text": PLANTED})
        trainer.act("change-07", "break", {"until": PLANTED})
        trainer.act("change-08", "line.withdrawn", {"line": "change-01"})
        trainer.act("change-09", "undone", {"of": "change-08"})
        report = wipe.folder_of(data, session.id) / "pages" / "summary.html"
        report.parent.mkdir(parents=True)
        report.write_text(PLANTED)
        other = wipe.folder_of(data, stays.id) / "summary.html"
        other.parent.mkdir(parents=True)
        other.write_text("the other report stays")
        assert PLANTED.encode() in bytes_of(data)

        said = "\n".join(wipe.goes(journal, data, session).sentences())
        assert "10 entries of session " + session.code in said
        assert "1 seats" in said and "summary.html" in said
        assert PLANTED.encode() in bytes_of(data)  # only counted so far

        wipe.wipe(journal, data, session)
        kept = bytes_of(data)
        for word in (PLANTED, session.id, session.code, trainer.seat.id, "change-03"):
            assert word.encode() not in kept
        assert not wipe.folder_of(data, session.id).exists()
        assert b"this session stays" in kept and b"the other report stays" in kept
        with pytest.raises(NoSession):
            trainer.follow()
        for open_again in (
            lambda: sessions.redeem(journal, ticket),
            lambda: sessions.door_of_key(journal, key),
            lambda: sessions.door_of_code(journal, session.code),
        ):
            with pytest.raises(sessions.NotAllowed):
                open_again()


def test_a_wipe_leaves_no_row_of_the_session(journal, session, place, data):
    trainer = place("trainer")
    trainer.act("change-1", "line.added", {"table": 1, "principle": "prevention", "text": PLANTED})
    sessions.mint_ticket(journal, trainer.seat)
    sessions.mint_key(journal, session.id, "projector")
    with journal.writing() as connection:
        connection.execute(schema.twins.insert().values(session=session.id, body="[]"))
    wipe.wipe(journal, data, session)
    kept = rows_of(journal)
    assert session.id not in kept and PLANTED not in kept and trainer.seat.id not in kept
    with pytest.raises(NoSession, match="expired or was wiped"):
        trainer.follow()
    with pytest.raises(NoSession, match="expired or was wiped"):
        trainer.act("change-2", "ended", {})
    with pytest.raises(NoSession):
        place("trainer")


def test_what_a_wipe_cannot_reach_is_named():
    assert any("downloaded" in words for words in wipe.OUT_OF_REACH)
    assert any("backup" in words for words in wipe.OUT_OF_REACH)
    assert wipe.WARNING == "If anyone has asked to see this information, do not wipe."


def test_sessions_whose_date_has_passed_go_and_others_stay(journal, session, clock, data):
    short = open_session(journal, days=2)
    say(journal, short, PLANTED, "change-1")
    clock.now += 2 * DAY - 1
    assert wipe.expire(journal, data) == []
    clock.now += 1
    assert [s.id for s in wipe.expire(journal, data)] == [short.id]
    assert [s.id for s in sessions.every(journal)] == [session.id]
    assert PLANTED not in rows_of(journal)
    clock.now += 28 * DAY
    assert [s.id for s in wipe.expire(journal, data)] == [session.id]
    assert sessions.every(journal) == []


@pytest.mark.postgres
def test_what_postgresql_says_against_it_is_one_sentence(postgres_server):
    with pytest.raises(JournalError, match=r'^the database cannot be opened: database "none" does'):
        Journal(postgres_server.url.set(database="none"))
