"""What the server answers to whom, asked over plain http and over the socket, without a browser."""

from __future__ import annotations

import asyncio
import http.client
import json
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from typing import Any

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import (
    WebSocketClientConnection,
    WebSocketClosedError,
    websocket_connect,
)

from exercises.exercise import Refused
from exercises.journal import sessions
from exercises.journal.sessions import Seat, Session
from tests.browsers import HERE, HOST_NAME, ROOM, Kit, act

NOWHERE = "11111111-1111-4111-8111-111111111111"


class Answer:
    """One answer: `status`, `text` and `headers` (a list, since a name can come twice)."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.text = response.read().decode("utf-8", "replace")
        self.headers = response.getheaders()

    def header(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())


def ask(
    kit: Kit,
    path: str,
    fields: str | None = None,
    *,
    at: str = HERE,
    seat: tuple[Seat, str] | None = None,
    **headers: str,
) -> Answer:
    """Ask the kit as a browser would; with `fields` as a form from the kit's own page."""
    sent = {"Host": f"{at}:{kit.port}"}
    if fields is not None:
        sent["Origin"] = f"http://{at}:{kit.port}"
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    if seat is not None:
        sent["Cookie"] = f"kit-seat={seat[1]}"
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    line = http.client.HTTPConnection(at, kit.port, timeout=30)
    try:
        method = "GET" if fields is None else "POST"
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        body = (fields or "").encode()
        for name, value in sent.items():
            if value:
                line.putheader(name, value)
        line.putheader("Content-Length", str(len(body)))
        line.endheaders(body)
        with closing(line.getresponse()) as response:
            return Answer(response)
    finally:
        line.close()


def seated(kit: Kit, session: Session, role: Any, table: int | None = None) -> tuple[Seat, str]:
    return sessions.take_seat(kit.journal, sessions.Door(session.id, role, table))


def kernel_of(kit: Kit, seat: tuple[Seat, str], at: str = HERE) -> str:
    """Open the seat's page and return the name of the kernel it got."""
    page = ask(kit, f"/seat/{seat[0].id}/", at=at, seat=seat)
    assert page.status == 200
    found = re.search(r'data-kernel="([0-9a-f-]{36})"', page.text)
    assert found
    return found[1]


# one shared screen


def test_nobody_sits_at_a_table_of_one_shared_screen(kit: Kit):
    session = kit.session(1, shared=True)
    answer = ask(kit, "/join", f"code={session.code}")
    assert answer.status == 400 and "runs on one shared screen" in answer.text
    table = kit.place(session, "table", 1)
    with pytest.raises(Refused, match="one shared screen"):
        act(table, "line.added", table=1, principle="empowerment", text="from a phone")
    trainer = seated(kit, session, "trainer")
    shared = ask(kit, f"/seat/{trainer[0].id}/shared", "", seat=trainer)
    assert shared.status == 303
    plain = seated(kit, kit.session(2), "trainer")
    assert ask(kit, f"/seat/{plain[0].id}/shared", "", seat=plain).status == 404
    other = seated(kit, kit.session(2), "table", 1)
    assert ask(kit, f"/seat/{other[0].id}/shared", "", seat=other).status == 404


# names and origins


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example", ROOM, ""])
def test_a_strange_name_gets_no_page(kit: Kit, name: str):
    answer = ask(kit, "/", Host=name and f"{name}:{kit.port}")
    assert answer.status in (400, 421)
    assert "Run a session" not in answer.text


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_this_machines_own_names_are_answered(kit: Kit, name: str):
    assert ask(kit, "/", Host=f"{name}:{kit.port}").status == 200


def test_the_rooms_address_and_the_machines_name_are_answered_while_the_room_is_open(
    kit_in_room: Kit,
):
    for name in (ROOM, HOST_NAME):
        assert ask(kit_in_room, "/join", at=ROOM, Host=f"{name}:{kit_in_room.port}").status == 200
    assert ask(kit_in_room, "/join", at=ROOM, Host="evil.example").status == 421


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "http://127.0.0.1:1"])
def test_nothing_changes_from_another_origin(kit: Kit, origin: str):
    before = len(sessions.every(kit.journal))
    fields = "case=mrs-t&tables=6&clock=off&mode=blind&dots=3&until=2027-01-01"
    assert ask(kit, "/run", fields, Origin=origin).status == 403
    assert ask(kit, "/alone", "", Origin=origin).status == 403
    assert len(sessions.every(kit.journal)) == before


def test_a_cookie_is_for_one_seats_address_and_out_of_reach_of_scripts(kit: Kit):
    session = kit.session(2)
    answer = ask(kit, "/join", f"code={session.code}&choose=yes&table=1")
    assert answer.status == 303
    place = answer.header("Location")
    cookie = answer.header("Set-Cookie")
    assert re.fullmatch(r"/seat/[0-9a-f]{16}/", place)
    for part in ("HttpOnly", "SameSite=Strict", f"Path={place}", "expires="):
        assert part in cookie
    token = re.search(r"kit-seat=([0-9a-f]{32});", cookie)
    assert token
    found = sessions.seat_of(kit.journal, place.split("/")[2], token[1])
    assert found is not None and (found.role, found.table) == ("table", 1)


def test_every_page_forbids_outside_hosts_frames_and_evaluated_text(kit: Kit):
    trainer = seated(kit, kit.session(2), "trainer")
    paths = [
        "/",
        "/join",
        "/run",
        "/alone",
        "/slip",
        "/papers",
        "/nowhere",
        "/kit/kit.css",
        "/kit/screens/table.js",
        "/healthz",
    ]
    answers = [ask(kit, path) for path in paths]
    answers += [ask(kit, f"/seat/{trainer[0].id}/{rest}", seat=trainer) for rest in ("", "codes")]
    for answer in answers:
        policy = answer.header("Content-Security-Policy")
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy and "http" not in policy and "*" not in policy
        assert answer.header("X-Content-Type-Options") == "nosniff"


# seats


def test_a_seat_opens_with_its_own_cookie_only(kit: Kit):
    session, other = kit.session(2), kit.session(2)
    mine, theirs = seated(kit, session, "table", 1), seated(kit, session, "table", 2)
    elsewhere = seated(kit, other, "trainer")
    for stranger in (theirs, elsewhere, (mine[0], "0" * 32), (mine[0], "")):
        answer = ask(kit, f"/seat/{mine[0].id}/", seat=(mine[0], stranger[1]))
        assert answer.status in (403, 410)
        assert "data-kernel" not in answer.text
        for path in ("pulse", "room", "report", "files/x.json"):
            answer = ask(kit, f"/seat/{mine[0].id}/{path}", seat=(mine[0], stranger[1]))
            assert answer.status == 403
        for path in ("ticket", "report", "leave", "room", "key"):
            answer = ask(kit, f"/seat/{mine[0].id}/{path}", "", seat=(mine[0], stranger[1]))
            assert answer.status == 403


@pytest.mark.parametrize("role", ["table", "projector"])
def test_what_is_the_trainers_does_not_exist_for_others(kit: Kit, role: str):
    session = kit.session(2)
    seat = seated(kit, session, role, 1 if role == "table" else None)
    base = f"/seat/{seat[0].id}"
    for path in ("/codes", "/wipe"):
        assert ask(kit, base + path, seat=seat).status == 404
    for path, fields in (
        ("/room", "open=yes"),
        ("/key", "role=trainer"),
        ("/projector", ""),
        ("/wipe", f"code={session.code}"),
    ):
        assert ask(kit, base + path, fields, seat=seat).status == 404
    assert sessions.find(kit.journal, id=session.id)


def test_a_table_is_told_neither_the_other_codes_nor_who_is_in(kit: Kit):
    session = kit.session(3)
    trainer, table = seated(kit, session, "trainer"), seated(kit, session, "table", 1)
    secrets = [code for n, code in sessions.codes_of(kit.journal, session.id).items() if n]
    link = json.loads(ask(kit, f"/seat/{trainer[0].id}/key", "role=trainer", seat=trainer).text)
    secrets += [link["link"].rpartition("#")[2], trainer[1]]
    page = ask(kit, f"/seat/{table[0].id}/", seat=table)
    pulse = ask(kit, f"/seat/{table[0].id}/pulse", seat=table)
    assert set(json.loads(pulse.text)) == {"now", "kernel"}
    for secret in secrets:
        assert secret not in page.text + str(page.headers) + pulse.text


# the join gate


def test_wrong_codes_wait_their_turn_and_nobody_is_locked_out(kit: Kit):
    session = kit.session(2)
    with ThreadPoolExecutor(25) as crowd:
        begun = time.monotonic()
        answers = list(crowd.map(lambda n: ask(kit, "/join", f"code=22222{n % 8 + 2}"), range(25)))
        took = time.monotonic() - begun
        right = ask(kit, "/join", f"code={session.code.lower()}&choose=yes&table=any")
    assert {answer.status for answer in answers} == {400}
    assert took > 2.0  # the promise itself: ten a second, so 25 cannot pass in less
    assert right.status == 303


def test_codes_open_nothing_after_the_end_and_work_again_when_it_is_reopened(kit: Kit):
    session = kit.session(2)
    trainer = kit.place(session, "trainer")
    codes = sessions.codes_of(kit.journal, session.id)
    act(trainer, "ended")
    for code in codes.values():
        answer = ask(kit, "/join", f"code={code}&choose=yes&table=1")
        assert answer.status == 400 and "o open session has the code" in answer.text
    act(trainer, "reopened")
    assert ask(kit, "/join", f"code={codes[1]}").status == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "o code was typed"),
        ("ABC", "has 3 signs"),
        ("ABC%C3%A9FG", "never has"),
        ("%3Cscript%3E", "never has"),
        ("A" * 100_000, "signs"),
        ("%00%FF%F0", ""),
    ],
)
def test_what_cannot_be_a_code_is_answered_with_a_sentence(kit: Kit, typed: str, said: str):
    answer = ask(kit, "/join", f"code={typed}")
    assert answer.status == 400
    assert said in answer.text
    assert "<script>" not in answer.text


# other devices


def test_another_device_sees_join_and_nothing_else(kit_in_room: Kit):
    kit = kit_in_room
    assert "Run a session" not in ask(kit, "/", at=ROOM).text
    assert 'name="code"' in ask(kit, "/", at=ROOM).text
    assert ask(kit, "/join", at=ROOM).status == 200
    assert ask(kit, "/healthz", at=ROOM).status == 200
    session = kit.session(2)
    for path in ("/run", "/alone", "/voila/tree", "/api/contents", "/api/kernels", "/lab", "/tree"):
        assert ask(kit, path, at=ROOM).status == 404
    for path, fields in (
        ("/run", "case=mrs-t&tables=6&clock=off&mode=blind&dots=3&until=2027-01-01"),
        ("/run/open", f"session={session.id}"),
        ("/alone", ""),
    ):
        assert ask(kit, path, fields, at=ROOM).status == 404


def test_pretending_to_be_this_machine_opens_nothing_to_another_device(kit_in_room: Kit):
    for path in ("/run", "/alone"):
        answer = ask(kit_in_room, path, at=ROOM, Host=f"127.0.0.1:{kit_in_room.port}")
        assert answer.status == 404
        answer = ask(kit_in_room, path, at=ROOM, X_Forwarded_For="127.0.0.1", X_Real_Ip="127.0.0.1")
        assert answer.status == 404


def test_a_key_brings_a_co_facilitator_in_from_another_device_but_not_to_the_rooms_switch(
    kit_in_room: Kit,
):
    kit = kit_in_room
    session = kit.session(2)
    key = sessions.mint_key(kit.journal, session.id, "trainer")
    answer = ask(kit, "/join", f"key={key}", at=ROOM)
    assert answer.status == 303
    token = re.search(r"kit-seat=([0-9a-f]{32});", answer.header("Set-Cookie"))
    assert token
    seat = (Seat(answer.header("Location").split("/")[2], session.id, "trainer", None), token[1])
    assert ask(kit, f"/seat/{seat[0].id}/codes", at=ROOM, seat=seat).status == 200
    room = ask(kit, f"/seat/{seat[0].id}/room", at=ROOM, seat=seat)
    assert json.loads(room.text)["can_open"] is False
    shut = ask(kit, f"/seat/{seat[0].id}/room", "open=no", at=ROOM, seat=seat)
    assert shut.status == 404
    assert ask(kit, "/join", at=ROOM).status == 200


def test_the_trainer_opens_and_closes_the_room(kit: Kit):
    trainer = seated(kit, kit.session(2), "trainer")
    switch = f"/seat/{trainer[0].id}/room"
    with pytest.raises(OSError):
        ask(kit, "/join", at=ROOM)
    assert ask(kit, switch, f"open=yes&address={ROOM}", seat=trainer).status == 200
    try:
        told = json.loads(ask(kit, switch, seat=trainer).text)
        assert told["open"] and told["site"] == f"http://{ROOM}:{kit.port}"
        assert ask(kit, "/join", at=ROOM).status == 200
        assert ask(kit, "/run", at=ROOM).status == 404
    finally:
        assert ask(kit, switch, "open=no", seat=trainer).status == 200
    with pytest.raises(OSError):
        ask(kit, "/join", at=ROOM)
    wrong = ask(kit, switch, "open=yes&address=203.0.113.9", seat=trainer)
    assert wrong.status == 400 and "choose another address" in json.loads(wrong.text)["error"]


# what is not there


def test_health_is_told(kit: Kit):
    answer = ask(kit, "/healthz")
    assert (answer.status, answer.text) == (200, "ok\n")


@pytest.mark.parametrize(
    "path",
    [
        "/api/kernels",
        f"/api/kernels/{NOWHERE}",
        "/api/contents",
        "/api/sessions",
        "/api/kernelspecs",
        "/voila",
        "/voila/tree",
        "/voila/render/six_principles.ipynb",
        f"/voila/api/shutdown/{NOWHERE}",
        "/files/six_principles.ipynb",
        "/nbextensions/x.js",
        "/static/base/images/favicon.ico",
        "/kit/page.py",
        "/kit/../server.py",
        "/kit/..%2fserver.py",
        "/kit/%2e%2e/screen.py",
        "/kit/table.py",
        "/../../etc/passwd",
        "/seat/../../etc/passwd",
        "/seat/0000000000000000/files/..%2f..%2fjournal.sqlite3",
    ],
)
def test_there_is_no_listing_no_contents_and_no_way_up(kit: Kit, path: str):
    assert ask(kit, path).status in (403, 404)


def test_only_finished_reports_of_the_own_seat_are_files(kit: Kit):
    session = kit.session(2)
    trainer, table = seated(kit, session, "trainer"), seated(kit, session, "table", 1)
    folder = kit.data / "reports" / session.id
    (folder / "summary").mkdir(parents=True)
    (folder / "summary" / "a.json").write_text("{}")
    (folder / "summary" / "a.py").write_text("")
    files = f"/seat/{trainer[0].id}/files/"
    assert ask(kit, files + "a.json", seat=trainer).status == 200
    for name in ("a.py", "..", "...json", "b.json", "..%2fsummary%2fa.json", "%2e%2e", "a.json/"):
        assert ask(kit, files + name, seat=trainer).status == 404
    assert ask(kit, f"/seat/{table[0].id}/files/a.json", seat=table).status == 404


# the socket


def talk(kit: Kit, path: str, token: str) -> HTTPRequest:
    headers = {"Cookie": f"kit-seat={token}", "Origin": f"http://{HERE}:{kit.port}"}
    return HTTPRequest(f"ws://{HERE}:{kit.port}{path}", headers=headers, request_timeout=30)


PROTOCOL = "v1.kernel.websocket.jupyter.org"


def over_the_socket(use: Callable[[], Any]) -> Any:
    """Run a coroutine in a thread: this one may belong to a browser's loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(use())).result(120)


def knock(kit: Kit, path: str, token: str, origin: str | None = None) -> int:
    """The status that a request to go over to a websocket is answered with; 101 opens it."""
    own = f"http://{HERE}:{kit.port}"
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}
    upgrade |= {"Sec_WebSocket_Key": "a2l0LWtpdC1raXQta2l0IQ==", "Sec_WebSocket_Protocol": PROTOCOL}
    upgrade |= {"Cookie": f"kit-seat={token}", "Origin": own if origin is None else origin}
    return ask(kit, path, seat=None, **upgrade).status


def test_a_socket_opens_for_the_own_kernel_from_the_own_page_only(kit: Kit):
    session = kit.session(2)
    mine, theirs = seated(kit, session, "table", 1), seated(kit, session, "table", 2)
    kernel, other = kernel_of(kit, mine), kernel_of(kit, theirs)
    base = f"/seat/{mine[0].id}/kernels"
    assert knock(kit, f"{base}/{other}/channels", mine[1]) == 404
    assert knock(kit, f"{base}/{NOWHERE}/channels", mine[1]) == 404
    assert knock(kit, f"{base}/{kernel}/channels", theirs[1]) == 403
    assert knock(kit, f"{base}/{kernel}/channels", mine[1], "http://evil.example") == 403
    assert knock(kit, f"/api/kernels/{kernel}/channels", mine[1]) in (403, 404)
    assert knock(kit, f"{base}/{kernel}/channels", mine[1], "") == 403
    assert knock(kit, f"{base}/{kernel}/channels", mine[1]) == 101
    bye = ask(kit, f"/seat/{theirs[0].id}/kernels/{kernel}/bye", "", seat=theirs)
    assert bye.status == 204
    pulse = ask(kit, f"/seat/{mine[0].id}/pulse?kernel={kernel}", seat=mine)
    assert json.loads(pulse.text)["kernel"] is True


def packed(kind: str, content: Any, channel: str = "shell") -> bytes:
    """A message as the page sends it."""
    header = {
        "msg_id": "x" * 8,
        "msg_type": kind,
        "username": "",
        "session": "s",
        "version": "5.3",
        "date": "2026-01-01T00:00:00Z",
    }
    parts = [channel.encode()]
    parts += [json.dumps(part).encode() for part in (header, {}, {}, content)]
    starts = [8 * (len(parts) + 2)]
    for part in parts:
        starts.append(starts[-1] + len(part))
    numbers = [len(starts), *starts]
    return b"".join(n.to_bytes(8, "little") for n in numbers) + b"".join(parts)


def comm(model: str, content: Any) -> bytes:
    return packed("comm_msg", {"comm_id": model, "data": {"method": "custom", "content": content}})


async def hang_up(socket: WebSocketClientConnection) -> None:
    """Close a socket and wait until the other side has closed it too."""
    socket.close()
    while await socket.read_message() is not None:
        pass


class Line:
    """The socket of a seat's page, spoken by hand."""

    def __init__(self, socket: WebSocketClientConnection, model: str) -> None:
        self.socket = socket
        self.model = model

    async def send(self, content: Any) -> None:
        await self.socket.write_message(comm(self.model, content), binary=True)

    async def until(self, found: Callable[[str], bool], seconds: float = 60.0) -> str:
        """Everything that came, up to the message that `found` accepts."""
        heard = ""
        async with asyncio.timeout(seconds):
            while True:
                message = await self.socket.read_message()
                assert message is not None, "the server hung up"
                text = message if isinstance(message, str) else message.decode("utf-8", "replace")
                heard += text
                if found(text):
                    return heard


async def sit_down(kit: Kit, seat: tuple[Seat, str]) -> tuple[Line, str]:
    """Open the page and its socket and hand in a ticket; also return what was said so far."""
    page = ask(kit, f"/seat/{seat[0].id}/", seat=seat)
    kernel = re.search(r'data-kernel="([0-9a-f-]{36})"', page.text)
    model = re.search(r'data-model="([0-9a-f]+)"', page.text)
    assert kernel and model
    path = f"/seat/{seat[0].id}/kernels/{kernel[1]}/channels?session_id=s"
    socket = await websocket_connect(
        talk(kit, path, seat[1]), subprotocols=[PROTOCOL], max_message_size=2**24
    )
    line = Line(socket, model[1])
    ticket = json.loads(ask(kit, f"/seat/{seat[0].id}/ticket", "", seat=seat).text)["ticket"]
    await line.send({"type": "ticket", "ticket": ticket})
    return line, await line.until(lambda text: '"seated"' in text)


def test_a_participants_socket_carries_no_key_and_no_code(kit: Kit):
    session = kit.session(3)
    trainer, table = seated(kit, session, "trainer"), seated(kit, session, "table", 1)
    link = json.loads(ask(kit, f"/seat/{trainer[0].id}/key", "role=trainer", seat=trainer).text)
    secrets = [*sessions.codes_of(kit.journal, session.id).values()]
    secrets += [link["link"].rpartition("#")[2], trainer[1], table[1]]

    async def listen() -> str:
        line, heard = await sit_down(kit, table)
        body = {"table": 1, "principle": "empowerment", "text": "ask her"}
        await line.send({"type": "change", "id": "1" * 32, "kind": "line.added", "body": body})
        heard += await line.until(lambda text: '"committed"' in text)
        await hang_up(line.socket)
        return heard

    heard = over_the_socket(listen)
    assert "ask her" in heard
    assert not [secret for secret in secrets if secret in heard]


HOSTILE_CHANGES: list[Any] = [
    {"type": "change"},
    {"type": "change", "id": None, "kind": None, "body": None},
    {"type": "change", "id": "2" * 32, "kind": "line.added", "body": []},
    {"type": "change", "id": "2" * 32, "kind": "line.added", "body": {"table": 2}},
    {
        "type": "change",
        "id": "2" * 32,
        "kind": "line.added",
        "body": {"table": 2, "principle": "empowerment", "text": "for another table"},
    },
    {"type": "change", "id": "2" * 32, "kind": "stage", "body": {"stage": "condense"}},
    {"type": "change", "id": "2" * 32, "kind": "opened", "body": {}},
    {"type": "change", "id": "2" * 32, "kind": "not a kind", "body": {"text": "x"}},
    {"type": "change", "id": "../../..", "kind": "ended", "body": {}},
    {"type": "change", "id": "2" * 32, "kind": {"a": 1}, "body": {"a": {"a": {"a": []}}}},
    {
        "type": "change",
        "id": "2" * 32,
        "kind": "line.added",
        "body": {"table": 1, "principle": "empowerment", "text": {"a": "x"}},
    },
    {
        "type": "change",
        "id": "2" * 32,
        "kind": "line.added",
        "body": {"table": 1e308, "principle": "empowerment", "text": "x"},
    },
    {
        "type": "change",
        "id": "2" * 32,
        "kind": "line.added",
        "body": {"table": 1, "principle": "empowerment", "text": "x" * 10_001},
    },
]
NOISE: list[Any] = [None, 1, "ping", [], {"type": None}, {"type": []}, {"type": "ticket"}, {}]


def test_hostile_messages_write_nothing_and_the_page_goes_on(kit: Kit):
    session = kit.session(2)
    table = seated(kit, session, "table", 1)
    before = len(kit.journal.read(session.id))

    async def attack() -> str:
        line, _ = await sit_down(kit, table)
        for content in NOISE:
            await line.send(content)
        for content in HOSTILE_CHANGES:
            await line.send(content)
            await line.until(lambda text: '"refused"' in text)
        await line.send({"type": "ticket", "ticket": "0" * 32})
        await line.until(lambda text: '"no seat"' in text)
        update = {"method": "update", "state": {"view": {}, "seat": "x"}, "buffer_paths": []}
        for kind, content in (
            ("execute_request", {"code": "open('/tmp/kit-was-here', 'w')", "silent": False}),
            ("inspect_request", {"code": "table", "cursor_pos": 1}),
            ("complete_request", {"code": "ta", "cursor_pos": 2}),
            ("history_request", {"hist_access_type": "tail", "n": 10}),
            ("shutdown_request", {"restart": False}),
            ("comm_msg", {"comm_id": "nobody", "data": {}}),
            ("comm_msg", {"comm_id": line.model, "data": update}),
        ):
            await line.socket.write_message(packed(kind, content), binary=True)
        body = {"table": 1, "principle": "empowerment", "text": "still here"}
        await line.send({"type": "change", "id": "3" * 32, "kind": "line.added", "body": body})
        heard = await line.until(lambda text: '"committed"' in text)
        await hang_up(line.socket)
        return heard

    heard = over_the_socket(attack)
    assert "execute_reply" not in heard and "history_reply" not in heard
    entries = kit.journal.read(session.id)
    assert len(entries) == before + 1 and entries[-1].by == "table-1"


MALFORMED = [
    b"",
    b"\x00",
    b"\xff" * 64,  # whoever believes this number of parts counts for ever
    (2**62).to_bytes(8, "little") * 8,
    b"{}" * 40,
    packed("comm_msg", {})[:-1],
    packed("comm_msg", {}) + b"x",
    packed("comm_msg", {}, channel="nowhere"),
    b"x" * (2**20 + 1),
    '{"channel": "shell", "header": {"msg_type": "execute_request"}}',
]


def test_malformed_messages_and_older_ways_to_pack_them_harm_nobody_else(kit: Kit):
    session = kit.session(2)
    table, other = seated(kit, session, "table", 1), seated(kit, session, "table", 2)
    kernel = kernel_of(kit, table)
    path = f"/seat/{table[0].id}/kernels/{kernel}/channels"

    async def attack() -> str:
        for message in MALFORMED:
            for ways in ([PROTOCOL], None):
                socket = await websocket_connect(talk(kit, path, table[1]), subprotocols=ways)
                with suppress(WebSocketClosedError):
                    await socket.write_message(message, binary=isinstance(message, bytes))
                await hang_up(socket)
        line, _ = await sit_down(kit, other)
        body = {"table": 2, "principle": "empowerment", "text": "undisturbed"}
        await line.send({"type": "change", "id": "4" * 32, "kind": "line.added", "body": body})
        heard = await line.until(lambda text: '"committed"' in text)
        await hang_up(line.socket)
        return heard

    over_the_socket(attack)
    assert ask(kit, "/healthz").status == 200
    assert kit.lines(session) == ["undisturbed"]
