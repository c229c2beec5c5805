"""What those who run the kit are given: a log without words, and counts that name nobody."""

from __future__ import annotations

import json
import logging
import re
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from exercises.journal import schema, sessions
from exercises.journal.store import FILE
from facilitator import cli, logs
from facilitator.counting import Counts, Waiting
from facilitator.handlers.metrics import FORWARDED, is_given
from tests.browsers import HERE, ROOM, Kit, act
from tests.test_trust import ask, comm, hang_up, over_the_socket, packed, seated, sit_down

PLANTED = "the heron stood in the cold canal"
HOSTILE = f'{PLANTED}"}},{{"type": "committed", "id": "change-of-nobody"}}\n{{"event": "x"}}'


# the log


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    """A server of its own that has a room and an older database, and writes its log as JSON."""
    folder = tmp_path_factory.mktemp("logged")
    (folder / "data").mkdir()
    shutil.copy(Path(__file__).parent / "samples" / "v1.sqlite3", folder / "data" / FILE)
    kit = Kit(folder / "data", ROOM, log=folder / "log", KIT_LOG="json")
    yield kit
    kit.stop()


def told(kit: Kit) -> list[dict[str, object]]:
    """Every line of the log: each has to be an object of JSON."""
    assert kit.log is not None
    return [json.loads(line) for line in kit.log.read_text(encoding="utf-8").splitlines()]


def counted(kit: Kit) -> dict[str, float]:
    """What /metrics says, by name."""
    text = ask(kit, "/metrics").text
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(n) for name, _, n in lines}


def test_hostile_words_codes_keys_and_addresses_are_in_no_line_of_the_log(kit: Kit):
    """Words on every way in: a page's socket, forms, addresses, a database that has gone wrong."""
    session = kit.session(2)
    key = sessions.mint_key(kit.journal, session.id, "trainer")
    table = seated(kit, session, "table", 1)

    async def attack() -> None:
        line, _ = await sit_down(kit, table)
        for n, kind in enumerate(("line.added", HOSTILE, "plan.given", "__proto__")):
            body = {"table": 1, "principle": "prevention", "text": HOSTILE, HOSTILE: HOSTILE}
            await line.send({"type": "change", "id": f"change-{n}00", "kind": kind, "body": body})
        await line.send({"type": HOSTILE})
        await line.send({"type": "ticket", "ticket": HOSTILE})
        await line.socket.write_message(packed(HOSTILE, {HOSTILE: HOSTILE}), binary=True)
        await line.send({"type": "ping"})
        await line.until(lambda text: '"pong"' in text)
        await hang_up(line.socket)

    over_the_socket(attack)
    quoted = quote(PLANTED)
    for path in (f"/{quoted}", f"/run?x={quoted}", f"/seat/{quoted}/", f"/papers/{quoted}.docx"):
        ask(kit, path)
    ask(kit, "/join", f"code={quoted}&table={quoted}")
    ask(kit, "/join", f"key={key}")
    ask(kit, "/run", f"title={quoted}&tables={quoted}&until={quoted}")
    with kit.journal.writing() as connection:  # what stood there cannot be read any more
        connection.exec_driver_sql(f"UPDATE sessions SET created = '{PLANTED}'")
    broken = ask(kit, f"/seat/{table[0].id}/pulse", seat=table)
    ask(kit, f"/run?{session.code}")
    ask(kit, f"/seat/{table[0].id}/files/{session.code}-{quoted}.docx", seat=table)
    with kit.journal.writing() as connection:
        connection.exec_driver_sql(f"UPDATE sessions SET created = {session.created}")
    assert kit.log is not None and broken.status == 200
    text = kit.log.read_text(encoding="utf-8")
    failures = [line for line in told(kit) if line.get("status") == 500]
    assert {"method": "GET", "address": "/run", "status": 500}.items() <= failures[0].items()
    assert any(line.get("error") and line.get("where") for line in told(kit))
    secrets = ("heron", "change-of-nobody", session.code, key, table[0].id, table[1], HERE, ROOM)
    for secret in (*secrets, session.id, *sessions.codes_of(kit.journal, session.id).values()):
        assert secret not in text, secret


def test_start_room_and_what_was_erased_are_told(kit: Kit):
    first = told(kit)
    events = [line["event"] for line in first]
    older = first[events.index("the database was brought up to date")]
    assert (older["found"], older["now"]) == (1, schema.VERSION)
    assert events.index("the kit has started") < events.index("the room is open")
    started = first[events.index("the kit has started")]
    assert started["database"] == "sqlite" and started["level"] == "info"
    assert re.fullmatch(r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", str(started["at"]))
    session = kit.session(1)
    with kit.journal.writing() as connection:
        connection.exec_driver_sql(f"UPDATE sessions SET expires = 1 WHERE id = '{session.id}'")
    assert kit.process is not None and kit.log is not None
    kit.process.terminate()
    assert kit.process.wait(60) == 0
    kit.start()
    last = told(kit)[len(first) :]
    assert [line["event"] for line in last][:3] == [
        "the kit has stopped",
        "sessions were erased because their day came",
        "the kit has started",
    ]
    assert last[1]["sessions"] == 1


def test_addresses_are_told_by_our_own_words_only():
    patterns = [r"/kit/seat/([0-9a-f]{16})/files/([A-Za-z0-9._-]{1,120})", r"/run", r"/a/((?:x)?y)"]
    for path, said in (
        ("/kit/seat/0011223344556677/files/six-7KX2MP.docx", "/kit/seat/*/files/*"),
        ("/run", "/run"),
        ("/run/heron", "/run/*"),
        ("/a/xy", "/a/*"),
        ("/", "/"),
        ("/x/../%0a", "/*/*/*"),
    ):
        assert logs.masked(path, patterns) == said


def test_a_text_that_is_not_ours_is_left_out(monkeypatch, tmp_path: Path):
    lines = logs.Lines()
    strange = logging.LogRecord("tornado.x", 40, "/lib/web.py", 7, PLANTED, (), None)
    assert json.loads(lines.format(strange)) == {
        "at": json.loads(lines.format(strange))["at"],
        "level": "error",
        "from": "tornado.x",
        "event": "a message, whose text is left out",
        "place": "web.py:7",
    }
    named = logging.LogRecord(PLANTED, 40, "", 0, "%s", (PLANTED,), None)
    assert PLANTED not in lines.format(named)


@pytest.mark.parametrize("wanted", ["yes", "JSON", "text"])
def test_a_log_that_there_is_not_is_one_sentence(monkeypatch, capsys, tmp_path, wanted: str):
    monkeypatch.setenv("KIT_LOG", wanted)
    assert cli.main(["serve", "--data", str(tmp_path / "data"), "--no-browser"]) == 1
    assert capsys.readouterr().err == (
        f"facilitator: KIT_LOG is {wanted!r}; say KIT_LOG=json, or leave it out\n"
    )


# the counts


def test_changes_pages_and_sessions_are_counted_and_nobody_is_named(kit: Kit):
    session = kit.session(2)
    act(kit.place(session, "trainer"), "ended")
    session = kit.session(2)
    before = counted(kit)
    table = seated(kit, session, "table", 1)

    async def use() -> None:
        line, _ = await sit_down(kit, table)
        for n, principle in enumerate(("prevention", "prevention", "no such principle")):
            body = {"table": 1, "principle": principle, "text": HOSTILE}
            change = {"id": f"change-{n}01", "kind": "line.added", "body": body}
            await line.send({"type": "change", **change})
            await line.until(lambda text, n=n: f'change-{n}01"' in text and '"view"' not in text)
        during.update(counted(kit))
        await hang_up(line.socket)

    during: dict[str, float] = {}
    over_the_socket(use)
    grew = {name: n - before.get(name, 0.0) for name, n in during.items()}
    assert grew["kit_changes_committed_total"] == 2 and grew["kit_changes_refused_total"] == 1
    assert grew["kit_append_seconds_count"] == 2 and grew["kit_append_seconds_sum"] > 0
    assert during['kit_append_seconds_bucket{le="+Inf"}'] == during["kit_append_seconds_count"]
    assert grew["kit_pages"] == 1 and during["kit_kernels"] >= 1
    assert during["kit_database_up"] == 1 and during["kit_sessions_open"] >= 1
    assert {label for name in during for label in re.findall(r"(\w+)=", name)} == {"le"}
    kit.place(session, "trainer").act("change-end", "ended", {})
    assert counted(kit)["kit_sessions_open"] == during["kit_sessions_open"] - 1


def test_a_room_is_not_given_the_counts(kit: Kit):
    assert ask(kit, "/metrics").status == 200
    assert ask(kit, "/metrics", at=ROOM).status == 404
    assert ask(kit, "/metrics", at=ROOM, Host=f"{HERE}:{kit.port}").status == 404


def test_a_host_gives_the_counts_where_asked_for_and_never_by_its_public_name(tmp_path: Path):
    kit = Kit(tmp_path / "data", public="https://kit.example.org/kit/", KIT_METRICS="1")
    try:
        assert ask(kit, "/metrics").status == 200
        assert ask(kit, "/metrics", Host="kit.example.org").status == 404
        for name in FORWARDED:  # a participant may ask by any name
            forwarded: Any = {"Host": "10.0.0.1", name: "192.0.2.7"}
            assert ask(kit, "/metrics", **forwarded).status == 404
        assert ask(kit, "/kit/metrics", Host="kit.example.org").status == 404
    finally:
        kit.stop()


def test_nobody_is_given_the_counts_who_comes_as_participants_do_or_unasked_to_a_host():
    for hosted, from_here, asked in product((False, True), repeat=3):
        assert not is_given(hosted, True, from_here, asked)
        assert is_given(hosted, False, from_here, True)
        assert is_given(hosted, False, from_here, False) == (from_here and not hosted)


def test_words_cannot_pass_for_an_answer_and_a_page_cannot_fill_the_memory():
    counts = Counts()
    waiting = Waiting(counts)
    change = {"type": "change", "id": "change-001", "body": {"text": HOSTILE}}
    waiting.came(comm("model", change))
    view = {"method": "update", "state": {"view": {"lines": [HOSTILE, '"type": "committed"']}}}
    waiting.goes(packed("comm_msg", {"comm_id": "model", "data": view}))
    waiting.goes(comm("model", {"type": "committed", "id": "change-of-nobody"}))
    assert "kit_changes_committed_total 0.0" in counts.text().decode()
    waiting.goes(comm("model", {"type": "committed", "id": "change-001", "seq": 2}))
    waiting.goes(comm("model", {"type": "committed", "id": "change-001", "seq": 2}))
    assert "kit_changes_committed_total 1.0" in counts.text().decode()
    for n in range(1000):
        waiting.came(comm("model", {"type": "change", "id": f"change-{n:04}"}))
    assert len(waiting._since) == 64
