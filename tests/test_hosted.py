"""The kit behind a proxy: who is let in to what, and addresses that begin with another part."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from exercises.journal import sessions
from exercises.journal.store import Journal
from facilitator.cli import main
from facilitator.hosted import PUBLIC, Address, Host, KeyDoor, operator_key
from facilitator.server import KitServer
from tests.browsers import ROOM, Kit, People, act, axe, box, opened, saved, write
from tests.test_trust import Answer, ask, seated

SITE = "https://kit.example.org/trainers"
NAME = "kit.example.org"
FORM = "case=mrs-t&way=devices&tables=2&clock=off&mode=blind&dots=3&until=2027-01-01"
FOR_EVERYBODY = {  # what stands open to whoever reaches the server, and what it gives
    "/": "the join page, to those who are not let in",
    "/join": "a code is asked for",
    "/slip": "a code is asked for",
    "/enter": "the operator's key is asked for",
    "/healthz": "one word",
}


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    """A kit behind a proxy that ends https; the tests stand where the proxy does."""
    kit = Kit(tmp_path_factory.mktemp("hosted") / "data", public=SITE)
    yield kit
    kit.stop()


def come(kit: Kit, path: str, fields: str | None = None, **headers: str) -> Answer:
    """Ask as the proxy passes it on: from this machine, by the public name."""
    sent: dict[str, Any] = {"Host": NAME}
    if fields is not None:
        sent["Origin"] = f"https://{NAME}"
    sent.update(headers)
    return ask(kit, f"/trainers{path}", fields, **sent)


@pytest.fixture(scope="module")
def operator(hosted: Kit) -> dict[str, str]:
    """The header of a browser that came in with the operator's key."""
    answer = come(hosted, "/enter", f"key={operator_key(hosted.journal)}")
    assert answer.status == 303 and answer.header("Location") == "/trainers/"
    return {"Cookie": answer.header("Set-Cookie").partition(";")[0]}


def pages(kit: Any = None) -> list[tuple[str, Any]]:
    """Every address of a hosted kit with its handler, with something that fits in each gap."""
    door = KeyDoor(kit, Address.of(SITE))
    server = SimpleNamespace(house=SimpleNamespace(host=SimpleNamespace(door=door)))
    found = []
    for pattern, handler, *_ in KitServer.handlers_of_the_kit(server):  # type: ignore[arg-type]
        path = pattern.replace("([0-9a-f]{16})", "0" * 16)
        path = re.sub(r"\(\[0-9a-f\]\{8\}.*?\{12\}\)", "1" * 8 + "-1111" * 3 + "-" + "1" * 12, path)
        path = path.replace("([a-z-]+)(\\.docx|\\.html)", "for-it.docx")
        path = re.sub(r"\(\[A-Za-z0-9\._-\]\{1,120\}\)", "x.json", path)
        path = path.replace("(10|20|40)", "10").replace("([a-z]+(?:-[a-z]+)*)", "principles")
        found.append((path, handler))
    return found


HERE_ONLY = [path for path, handler in pages() if handler.here_only]
LAPTOP_ONLY = [path for path, handler in pages() if handler.laptop_only or handler.own_only]


# addresses


@pytest.mark.parametrize(
    ("text", "site", "base"),
    [
        ("https://kit.example.org", "https://kit.example.org", "/"),
        ("https://KIT.example.org:443/", "https://kit.example.org", "/"),
        ("https://kit.example.org:8443", "https://kit.example.org:8443", "/"),
        ("http://127.0.0.1:80/kit", "http://127.0.0.1/kit", "/kit/"),
        ("https://h.example/user/ana%40x/", "https://h.example/user/ana%40x", "/user/ana%40x/"),
        ("http://[::1]:8000/", "http://[::1]:8000", "/"),
    ],
)
def test_a_public_address_is_read(text: str, site: str, base: str):
    address = Address.of(text)
    assert (address.site, address.base) == (site, base)
    assert address.secure == text.startswith("https")


@pytest.mark.parametrize(
    "text",
    [
        "kit.example.org",
        "ftp://kit.example.org",
        "https://",
        "https://kit.example.org/?a=1",
        "https://kit.example.org/#x",
        "https://me:pw@kit.example.org",
        "https://kit.example.org:port/",
        "https://kit.example.org/a/../b/",
        'https://kit.example.org/"onload="/',
        "https://kit.example.org/a b/",
        "https://kit.example.org//evil.example/",
        "https://a b.example",
    ],
)
def test_what_is_no_public_address_is_told_so(
    text: str, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv(PUBLIC, text)
    for words in (["serve", "--no-browser"], ["operator"]):
        assert main([*words, "--data", str(data)]) == 1
        said = capsys.readouterr().err
        assert said.startswith("facilitator: KIT_PUBLIC_URL") and said.count("\n") == 1
        assert "https://kit.example.org" in said


def test_options_that_do_not_fit_are_told_so(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def said(*words: str) -> str:
        assert main([*words, "--data", str(data)]) == 1
        return capsys.readouterr().err

    assert "--listen is for a kit behind a proxy" in said("serve", "--listen", "0.0.0.0")
    assert "public address in KIT_PUBLIC_URL" in said("operator")
    monkeypatch.setenv(PUBLIC, SITE)
    assert "'here' is not an address" in said("serve", "--listen", "here")
    assert "leave --room out" in said("serve", "--room")


def test_the_link_for_trainers_is_the_same_until_a_new_one_is_made(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv(PUBLIC, SITE)
    links = []
    for more in ([], [], ["--new"]):
        assert main(["operator", "--data", str(data), *more]) == 0
        links.append(capsys.readouterr().out.strip())
    assert links[0] == links[1] != links[2]
    assert all(re.fullmatch(rf"{SITE}/enter#[0-9A-Za-z.-]{{32}}", link) for link in links)


# who is let in


def test_what_everybody_may_open_is_a_short_list():
    """A new page is for those who were let in, or for a seat's holder, or it is named above."""
    files = r"/kit/"
    for path, handler in pages():
        closed = handler.here_only or handler.laptop_only or handler.own_only
        closed = closed or path.startswith("/seat/")
        assert closed or path.startswith(files) or path in FOR_EVERYBODY, path
    assert len(HERE_ONLY) > 12


@pytest.mark.parametrize("path", HERE_ONLY)
def test_nobody_comes_in_by_the_proxys_own_address(hosted: Kit, path: str):
    """A participant's requests arrive at this machine's own address like all others."""
    session = hosted.session(2)
    seat = seated(hosted, session, "table", 1)[1]
    forged = f"{int(time.time()) + 1000}.{'0' * 64}"
    tries: list[dict[str, str]] = [
        {},
        {"Host": "127.0.0.1"},
        {"Host": "localhost"},
        {"X-Forwarded-For": "127.0.0.1", "X-Real-Ip": "127.0.0.1", "Forwarded": "for=127.0.0.1"},
        {"X-Forwarded-Host": "127.0.0.1", "X-Forwarded-Proto": "http"},
        {"Cookie": f"kit-seat={seat}"},
        {"Cookie": f"kit-operator={forged}; kit-alone={session.id}"},
        {"Cookie": "kit-operator=\xe9.\xe9"},
    ]
    for headers in tries:
        for fields in (None, f"session={session.id}&{FORM}"):
            answer = come(hosted, path, fields, **headers)
            assert answer.status == 404, (headers, fields)
            assert session.code not in answer.text
    assert [s.id for s in sessions.every(hosted.journal)].count(session.id) == 1


def test_what_is_for_a_laptop_does_not_exist_on_a_server(hosted: Kit, operator: dict[str, str]):
    assert {"/ready", "/ready/reached", "/reach", "/alone/log"} <= set(LAPTOP_ONLY)
    for path in LAPTOP_ONLY:
        for fields in (None, ""):
            assert come(hosted, path, fields, **operator).status in (404, 405)
    alone, course = (come(hosted, path, **operator).text for path in ("/alone", "/alone/grid"))
    assert "reflective log" not in alone and "on the server kit.example.org" in course


@pytest.mark.parametrize(
    ("text", "shared", "kept"),
    [
        ("https://hub.example.org/user/ana/", False, True),
        ("http://hub.example.org/user/ana/", False, False),
        ("https://kit.example.org", True, False),
    ],
)
def test_reflective_logs_are_kept_on_a_server_of_ones_own_over_https(text, shared, kept):
    host = Host(Address.of(text), KeyDoor(None, Address.of(text)), shared)  # type: ignore[arg-type]
    assert host.keeps_logs is kept


def test_the_front_page_is_for_joining_until_the_key_was_given(
    hosted: Kit, operator: dict[str, str]
):
    stranger, trainer = come(hosted, "/"), come(hosted, "/", **operator)
    assert "Join a session" in stranger.text and "Run a session" not in stranger.text
    assert "Run a session" in trainer.text and f"{SITE}/" in trainer.text
    assert come(hosted, "/enter", **operator).header("Location") == "/trainers/"


def test_a_wrong_key_is_told_so_and_lets_nobody_in(hosted: Kit, operator: dict[str, str]):
    for typed in ("", "x" * 32, "%C3%A9"):
        answer = come(hosted, "/enter", f"code={typed}")
        assert answer.status == 400 and not answer.header("Set-Cookie")
    assert "nothing was typed" in come(hosted, "/enter", "code=").text.lower()
    assert come(hosted, "/run", **operator).status == 200


def test_cookies_go_over_https_only_and_to_our_own_part(hosted: Kit):
    session = hosted.session(2)
    joined = come(hosted, "/join", f"code={session.code}&choose=yes&table=1")
    entered = come(hosted, "/enter", f"key={operator_key(hosted.journal)}")
    place = joined.header("Location")
    assert re.fullmatch(r"/trainers/seat/[0-9a-f]{16}/", place)
    for answer, path in ((joined, place), (entered, "/trainers/")):
        for part in ("Secure", "HttpOnly", "SameSite=Strict", f"Path={path}", "expires="):
            assert part in answer.header("Set-Cookie")


def test_a_new_key_shuts_out_who_came_in_with_the_old_one(tmp_path: Path):
    journal = Journal.in_folder(tmp_path)
    door = KeyDoor(journal, Address.of(SITE))
    old = operator_key(journal)
    given: dict[str, Any] = {}
    browser: Any = SimpleNamespace(
        set_cookie=lambda name, value, **kwargs: given.update({name: value}),
        get_cookie=given.get,
    )

    def lets_in() -> bool:
        try:
            door.lets_in(browser).send(None)
        except StopIteration as end:
            return end.value
        raise AssertionError("the key's door waits for nobody")

    assert not lets_in()
    door.give(browser)
    assert lets_in() and door.is_key(f" {old} ")
    assert operator_key(journal, new=True) != old
    assert not lets_in() and not door.is_key(old)
    door.give(browser)
    given["kit-operator"] = f"{int(time.time()) - 1}.{given['kit-operator'].partition('.')[2]}"
    assert not lets_in()
    journal.close()


def test_only_the_public_name_and_this_machines_own_are_answered(hosted: Kit):
    assert come(hosted, "/", Host="127.0.0.1").status == 200  # a proxy that passes no name on
    assert come(hosted, "/", Host=f"{NAME}:443").status == 200
    for name in ("evil.example", f"{NAME}.evil.example", ROOM, "trainers"):
        assert come(hosted, "/", Host=name).status == 421
    for path in ("/healthz", "/trainers/healthz"):  # asked for by what looks after servers
        assert ask(hosted, path, Host="10.1.2.3:8866").status == 200
    assert ask(hosted, "/join", Host=NAME).status == 404


@pytest.mark.parametrize(
    "origin",
    ["", "null", "http://kit.example.org", "https://evil.example", "https://kit.example.org:8443"],
)
def test_nothing_changes_from_another_origin_than_the_public_one(
    hosted: Kit, operator: dict[str, str], origin: str
):
    before = len(sessions.every(hosted.journal))
    assert come(hosted, "/run", FORM, Origin=origin, **operator).status == 403
    inner = f"http://127.0.0.1:{hosted.port}"
    assert come(hosted, "/run", FORM, Origin=inner, Host="127.0.0.1", **operator).status == 403
    assert len(sessions.every(hosted.journal)) == before


def test_what_somebody_does_alone_opens_for_whom_the_host_lets_in(
    hosted: Kit, operator: dict[str, str]
):
    begun = come(hosted, "/alone/principles", "", **operator)
    place = begun.header("Location").removeprefix("/trainers")
    seat = re.search(r"kit-seat=[0-9a-f]{32}", begun.header("Set-Cookie"))
    assert seat is not None
    both = {"Cookie": f"{seat[0]}; {operator['Cookie']}"}
    assert come(hosted, place + "pulse", **both).status == 200
    for path, fields in (("pulse", None), ("ticket", "")):
        assert come(hosted, place + path, fields, Cookie=seat[0]).status == 403
    led = come(hosted, place, Cookie=seat[0])
    assert led.status == 303 and led.header("Location") == f"/trainers/enter?to={place}"

    solo = next(
        s
        for s in sessions.every(hosted.journal)
        if hosted.journal.first(s.id).body.settings.get("solo")  # type: ignore[union-attr]
    )
    assert solo.code not in come(hosted, "/run", **operator).text
    assert come(hosted, "/run/open", f"session={solo.id}", **operator).status == 404


def test_a_temperature_check_is_answered_by_link_over_a_fortnight(
    hosted: Kit, operator: dict[str, str]
):
    assert "Over a fortnight" in come(hosted, "/run/temperature", **operator).text
    form = "instrument-road_map=yes&way=fortnight&expected=8&until=2027-01-01"
    assert come(hosted, "/run/temperature", form, **operator).status == 303
    session = next(s for s in sessions.every(hosted.journal) if s.exercise == "temperature")

    first = come(hosted, "/join", f"code={session.code}")
    sheet, cookies = first.header("Location"), first.header("Set-Cookie")
    found = re.search(rf"kit-answers-{session.id}=[0-9a-f]{{16}}-[^;]+", cookies)
    assert found is not None and "Path=/trainers/join" in cookies and "Secure" in cookies
    mine = {"Cookie": found[0]}
    asked = come(hosted, "/join", f"code={session.code}", **mine)
    assert "Somebody has answered on this device" in asked.text
    again = come(hosted, "/join", f"code={session.code}&who=same", **mine)
    assert again.header("Location") == sheet
    another = come(hosted, "/join", f"code={session.code}&who=other", **mine)
    assert another.header("Location") not in ("", sheet)


# addresses in pages


def own_addresses(text: str) -> list[str]:
    found = re.findall(r"\s(?:href|src|action|data-reached)=\"([^\"]*)\"", text)
    return [a for a in found if not a.startswith(("#", "data:", "https://www."))]


def test_every_address_on_every_page_begins_with_the_part_that_is_ours(
    hosted: Kit, operator: dict[str, str]
):
    session = hosted.session(2)
    trainer = seated(hosted, session, "trainer")
    at_seat = {"Cookie": f"kit-seat={trainer[1]}; {operator['Cookie']}"}
    place = f"/seat/{trainer[0].id}"
    asked = [
        come(hosted, path, **operator) for path in HERE_ONLY if not path.startswith("/papers/")
    ]
    asked += [come(hosted, path) for path in FOR_EVERYBODY]
    asked += [come(hosted, place + rest, **at_seat) for rest in ("/", "/codes", "/wipe", "/paper")]
    asked += [
        come(hosted, "/nowhere"),
        come(hosted, f"/seat/{'0' * 16}/"),
        come(hosted, place + "/"),
    ]
    asked.append(come(hosted, "/join", f"code={session.code}"))
    told = [address for answer in asked for address in own_addresses(answer.text)]
    assert len(told) > 100
    assert {a for a in told if not a.startswith(("/trainers/", f"{SITE}/"))} == set()

    room = come(hosted, place + "/room", **at_seat).text
    assert f'"join": "{SITE}/#{session.code}"' in room and '"open": true' in room
    assert '"choices": []' in room and '"can_open": false' in room
    assert come(hosted, place + "/room", "open=yes", **at_seat).status == 404
    assert f"{SITE}/#" in come(hosted, place + "/key", "role=trainer", **at_seat).text


def test_scripts_and_stylesheets_are_found_below_it(hosted: Kit):
    trainer = seated(hosted, hosted.session(2), "table", 1)
    page = come(hosted, f"/seat/{trainer[0].id}/", Cookie=f"kit-seat={trainer[1]}")
    assert page.status == 200
    for address in own_addresses(page.text):
        assert ask(hosted, address, Host=NAME).status == 200, address
    assert come(hosted, "/kit/screens/table.js").status == 200


# in a browser


@pytest.mark.browser
def test_a_room_joins_and_writes_below_another_part_of_an_address(
    tmp_path_factory: pytest.TempPathFactory, people: People
):
    kit = Kit(tmp_path_factory.mktemp("below") / "data", public="http://127.0.0.1:{port}/user/ana/")
    try:
        office = people.device().new_page()
        office.goto(f"{kit.site}enter")
        office.get_by_label("Key").fill("not the key")
        office.keyboard.press("Enter")
        office.wait_for_selector("#errors:focus")
        assert not axe(office)["violations"]
        office.goto(f"{kit.site}enter#{operator_key(kit.journal)}")
        office.get_by_role("link", name="Run a session").click()
        assert office.url == f"{kit.site}run" and not axe(office)["violations"]

        session = kit.session(2)
        act(kit.place(session, "trainer"), "stage", stage="round", round=1, seconds=None)
        phone = people.device(viewport={"width": 390, "height": 800}).new_page()
        phone.goto(kit.site)
        assert not axe(phone)["violations"]
        phone.goto(f"{kit.site}#{session.code}")
        phone.get_by_label("Table 2").check()
        phone.get_by_role("button", name="Go to this table").click()
        opened(phone)
        write(phone, "ask her first")
        box(phone).fill("not sent yet")
        phone.reload()
        opened(phone)
        assert box(phone).input_value() == "not sent yet"
        saved(phone)
        kept = phone.evaluate("Object.keys(localStorage)")
        assert kept and all(key.startswith("kit/user/ana/") for key in kept)
        assert kit.lines(session) == ["ask her first"]

        for owner in ("user/bea/", ""):  # other people's kits at the same address
            phone.evaluate(f"localStorage.setItem('kit/{owner}{'0' * 16}/title', '\"theirs\"')")
        phone.goto(f"{kit.site}join")
        assert phone.get_by_role("link", name="Go back to").count() == 1
    finally:
        kit.stop()
