"""What somebody tries who means harm: on the socket, at the door, with too many pages."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from exercises.journal import sessions
from exercises.journal.store import FILE, Journal
from exercises.library import ContentError
from facilitator.gate import LONGEST_WAIT, Busy, Gate
from facilitator.handlers.run import case_of
from facilitator.kernels import MOST_OF_A_SEAT
from facilitator.server import MOST_FROM_THE_ROOM
from tests.browsers import HERE, PATIENCE, ROOM, Kit, act
from tests.test_trust import ask, hang_up, over_the_socket, packed, seated, sit_down

OWN_SERVERS = True  # their kernels are counted, and all their connections used
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")


# the socket


def update(model: str, state: Any) -> bytes:
    data = {"method": "update", "state": state, "buffer_paths": []}
    return packed("comm_msg", {"comm_id": model, "data": data})


def test_a_served_page_cannot_be_talked_into_taking_codes(kit: Kit):
    session = kit.session(2)
    table = seated(kit, session, "table", 1)
    act(
        kit.place(session, "table", 2), "line.added", table=2, principle="protection", text="theirs"
    )
    code = sessions.codes_of(kit.journal, session.id)[2]

    async def attack() -> str:
        line, heard = await sit_down(kit, table)
        await line.socket.write_message(update(line.model, {"served": False}), binary=True)
        await line.send({"type": "join", "code": code})
        await line.send({"type": "ping"})
        heard += await line.until(lambda text: '"pong"' in text)
        await hang_up(line.socket)
        return heard

    heard = over_the_socket(attack)
    assert heard.count('"seated"') == 1 and "no seat" not in heard
    assert "theirs" not in heard


def test_a_page_sets_no_trait_and_sees_no_text_of_the_kernels_own(kit: Kit):
    table = seated(kit, kit.session(2), "table", 1)
    nested = b"[" * 50_000 + b"]" * 50_000

    async def attack() -> str:
        line, _ = await sit_down(kit, table)
        for state in ({"seat": 5}, {"layout": None}, {"_esm": "x"}, {"view": []}, []):
            await line.socket.write_message(update(line.model, state), binary=True)
        for content in (None, [], {}, {"comm_id": line.model}, {"comm_id": [], "data": {}}):
            await line.socket.write_message(packed("comm_msg", content), binary=True)
        for data in (None, [], {}, {"method": []}, {"method": "update"}):
            content = {"comm_id": line.model, "data": data}
            await line.socket.write_message(packed("comm_msg", content), binary=True)
        for channel in ("control", "stdin", "iopub"):
            content = {"comm_id": line.model, "data": {"method": "request_state"}}
            await line.socket.write_message(packed("comm_msg", content, channel), binary=True)
        whole = packed("comm_msg", "")
        starts = [int.from_bytes(whole[n : n + 8], "little") for n in range(8, 56, 8)]
        added = len(nested) - 2
        numbers = [6, *starts[:5], starts[5] + added]
        deep = b"".join(n.to_bytes(8, "little") for n in numbers) + whole[56:-2] + nested
        await line.socket.write_message(deep, binary=True)
        await line.send({"type": "ping"})
        heard = await line.until(lambda text: '"pong"' in text)
        await hang_up(line.socket)
        return heard

    heard = over_the_socket(attack)
    for text in ("Traceback", "Error", "echo_update", "ipykernel", "site-packages"):
        assert text not in heard


# the door


def test_attempts_wait_their_turn_up_to_a_limit_and_the_queue_is_not_for_ever():
    async def crowd() -> list[Any]:
        gate = Gate(per_second=2 / LONGEST_WAIT)
        first = [asyncio.ensure_future(gate.turn()) for _ in range(3)]
        await asyncio.sleep(0)
        late = await asyncio.gather(*(gate.turn() for _ in range(50)), return_exceptions=True)
        for turn in first:
            turn.cancel()
        return late

    with ThreadPoolExecutor(1) as beside:  # the browser tests have a loop running in this thread
        answers = beside.submit(lambda: asyncio.run(crowd())).result()
    assert all(isinstance(answer, Busy) for answer in answers)


def test_the_cookie_of_working_alone_opens_and_erases_no_session_of_a_room(kit: Kit):
    session = kit.session(2)
    for fields in ("", "afresh=yes"):
        answer = ask(kit, "/alone/principles", fields, Cookie=f"kit-alone={session.id}")
        assert answer.status == 303
        seat = answer.header("Location").split("/")[2]
        assert "kit-alone" in answer.header("Set-Cookie"), "a session of one's own was begun"
        with kit.journal.reading() as connection:
            found = connection.exec_driver_sql("SELECT id, session FROM seats").all()
        assert dict(map(tuple, found))[seat] != session.id
    assert kit.journal.has(session.id)


def test_a_session_that_is_gone_is_not_opened(kit: Kit):
    assert ask(kit, "/run/open", "session=nowhere").status == 410


def test_pages_give_no_cookie_but_the_seats_own(kit: Kit):
    table = seated(kit, kit.session(2), "table", 1)
    answer = ask(kit, f"/seat/{table[0].id}/", seat=table)
    assert answer.status == 200
    assert answer.header("Set-Cookie") == ""


# what is uploaded


@pytest.mark.parametrize(
    "body",
    [
        b"a = " + b"[" * 50_000,
        b"a = " + b"{a=" * 30_000,
        b"a" + b".a" * 40_000 + b" = 1",
        b"a" + b' . "a"' * 15_000 + b" = 1",
        b"[a" + b".a" * 40_000 + b"]",
        b"a = " + b"9" * 50_000,
        b"# " + b"x" * 100_000,
        b"\xff\xfe",
        b"",
    ],
)
def test_a_case_file_that_is_made_to_hang_the_kit_is_refused(body: bytes):
    with pytest.raises(ContentError):
        case_of(body, "case.toml")


# too much of everything


def test_a_seat_that_loads_its_page_again_and_again_keeps_a_few_kernels(kit: Kit):
    table = seated(kit, kit.session(2), "table", 1)
    path = f"/seat/{table[0].id}/"
    kit.at_rest()
    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda _: ask(kit, path, seat=table), range(8)))
    assert {answer.status for answer in answers} <= {200, 503}
    assert sum(answer.status == 200 for answer in answers) >= MOST_OF_A_SEAT
    kit.at_rest(pages=MOST_OF_A_SEAT)
    last = ask(kit, path, seat=table)
    assert last.status == 200, "what was left behind gives way"
    kernel = re.search(r'data-kernel="([0-9a-f-]{36})"', last.text)
    assert kernel
    pulse = ask(kit, f"{path}pulse?kernel={kernel[1]}", seat=table)
    assert json.loads(pulse.text)["kernel"] is True


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a third loopback address")
def test_connections_from_the_room_are_bounded_and_never_keep_the_trainer_out(kit_in_room: Kit):
    kit = kit_in_room
    assert kit.process is not None
    held = []
    try:
        for _ in range(MOST_FROM_THE_ROOM + 60):
            line = socket.create_connection(
                (ROOM, kit.port), PATIENCE, source_address=("127.0.0.3", 0)
            )
            held.append(line)
        assert ask(kit, "/healthz", at=HERE).status == 200
        found = psutil.Process(kit.process.pid).net_connections(kind="tcp")
        mine = [c for c in found if c.raddr and c.raddr.ip == "127.0.0.3"]
        assert len([c for c in mine if c.status == "ESTABLISHED"]) <= MOST_FROM_THE_ROOM
    finally:
        for line in held:
            with suppress(OSError):
                line.close()


# other people who use the same computer


@POSIX
def test_nobody_else_on_this_computer_can_read_the_data_folder(data: Path):
    before = os.umask(0o022)
    try:
        journal = Journal.in_folder(data)
        sessions.every(journal)
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in data.iterdir()}
        journal.close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert FILE in modes and set(modes.values()) == {0o600}


@POSIX
def test_a_database_that_others_could_read_is_closed_to_them(data: Path):
    Journal.in_folder(data).close()
    (data / FILE).chmod(0o644)
    Journal.in_folder(data).close()
    assert stat.S_IMODE((data / FILE).stat().st_mode) == 0o600
