"""The look round before a session: what is found on the laptop, and whether phones get through."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from ipaddress import ip_network
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from exercises.journal.sessions import Session
from exercises.journal.store import Journal
from facilitator import addresses, cli, environment, pdf
from facilitator.house import ASLEEP_SECONDS, House
from facilitator.preparing import checks, power
from facilitator.preparing.findings import Finding, verdict
from tests.browsers import HERE, PATIENCE, ROOM, Kit, People, free_port
from tests.conftest import Time
from tests.networks import Network
from tests.test_trust import ask, seated

OWN_SERVERS = True  # which no phone has reached before
PHONE = "127.0.0.9"  # an address of its own, which is not among this machine's
SAMPLES = {
    "linux": ("'suspend'\n1200", "'nothing'\n1200"),
    "win32": (
        "Power Scheme GUID: 381b4222  (Balanced)\n"
        "    GUID Alias: STANDBYIDLE\n"
        "      Minimum Possible Setting: 0x00000000\n"
        "      Maximum Possible Setting: 0xffffffff\n"
        "    Current AC Power Setting Index: 0x000004b0\n"
        "    Current DC Power Setting Index: 0x00000258\n",
        "    Index der aktuellen Wechselstromeinstellung: 0x00000000\n"
        "    Index der aktuellen Gleichstromeinstellung: 0x00000258\n",
    ),
    "darwin": (
        "System-wide power settings:\nCurrently in use:\n disksleep            10\n"
        " sleep                20 (sleep prevented by powerd)\n displaysleep         5\n",
        " sleep                0\n",
    ),
}


# what is found on the laptop


def test_one_bad_thing_means_not_ready_and_one_to_look_at_does_not():
    good, look, bad = (Finding("A", state, "says.") for state in ("good", "look", "bad"))
    assert verdict([good]) == "This laptop is ready."
    assert "one thing should be looked at" in verdict([good, look])
    assert "not ready: 2 things" in verdict([good, bad, look, bad])


@pytest.mark.parametrize("system", SAMPLES)
def test_each_system_says_when_it_goes_to_sleep(system: str):
    sleeps, awake = SAMPLES[system]
    answers = iter(sleeps.split("\n") if system == "linux" else [sleeps])
    found = power.sleep(system, lambda command: next(answers))
    assert found.state == "look" and "after 20 minutes" in found.says
    answers = iter(awake.split("\n") if system == "linux" else [awake])
    assert power.sleep(system, lambda command: next(answers)).state == "good"


@pytest.mark.parametrize("system", [*SAMPLES, "plan9"])
def test_where_nothing_can_be_read_it_says_so(system: str):
    found = power.sleep(system, lambda command: "")
    assert found.state == "look" and "sleep" in found.says and found.advice


@pytest.mark.parametrize(
    ("percent", "plugged", "state"),
    [(100, True, "good"), (7, True, "good"), (80, False, "look"), (20, False, "bad")],
)
def test_a_battery_counts_when_it_is_not_plugged_in(
    monkeypatch: pytest.MonkeyPatch, percent: int, plugged: bool, state: str
):
    told = SimpleNamespace(percent=percent, power_plugged=plugged)
    monkeypatch.setattr(psutil, "sensors_battery", lambda: told, raising=False)
    found = power.battery()
    assert found.state == state and f"{percent} %" in found.says


def test_a_package_of_another_version_a_full_disk_and_no_network_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    assert checks.disk(tmp_path).name == "Disk"
    monkeypatch.setattr(psutil, "disk_usage", lambda path: SimpleNamespace(free=3e6))
    assert checks.disk(tmp_path).state == "bad"
    pins = tmp_path / "constraints.txt"
    pins.write_text("tornado==0.1\n", encoding="utf-8")
    monkeypatch.setattr(environment, "PINS", pins)
    assert checks.set_up().state == "bad"
    assert checks.network([]).state == "look" and "no network address" in checks.network([]).says
    assert checks.network(["10.0.0.7"]).state == "good"
    assert "10.0.0.7, 192.0.2.9" in checks.network(["10.0.0.7", "192.0.2.9"]).says
    monkeypatch.setattr(pdf, "find_browser", lambda: None)
    assert "from Word" in checks.printing().advice


def test_a_firewall_that_is_on_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(power, "print_of", lambda command: "active\n" * (command[-1] == "ufw"))
    (found,) = checks.firewall(8866)
    assert "8866" in found.says and "ufw is on" in found.advice
    monkeypatch.setattr(power, "print_of", lambda command: "inactive\n")
    assert checks.firewall(8866) == []


def test_a_session_that_goes_within_days_is_named(journal: Journal, session: Session, clock: Time):
    assert checks.erased_soon(journal) == []
    clock.now += 28 * 86_400
    (found,) = checks.erased_soon(journal)
    assert session.code in found.says and "summaries" in found.advice


# a phone


def visit(address: str, port: int, path: str = "/reach") -> str:
    """The page as a device with an address of its own gets it."""
    line = http.client.HTTPConnection(address, port, timeout=PATIENCE, source_address=(PHONE, 0))
    with closing(line):
        line.request("GET", path)
        return line.getresponse().read().decode()


def test_only_another_device_shows_that_a_phone_gets_through(kit_in_room: Kit):
    kit = kit_in_room
    assert "shows nothing about the wifi" in ask(kit, "/reach").text
    assert "shows nothing about the wifi" in ask(kit, "/reach", at=ROOM).text
    assert '"reached": false' in ask(kit, "/ready/reached").text
    assert "It works" in visit(ROOM, kit.port)
    told = ask(kit, "/ready/reached").text
    assert '"reached": true' in told and "A phone reached this laptop at" in told
    assert PHONE not in told, "no address of anybody is kept"


def test_the_look_round_is_not_there_for_the_room(kit_in_room: Kit):
    for path in ("/ready", "/ready/reached"):
        assert ask(kit_in_room, path, at=ROOM).status == 404
    assert ask(kit_in_room, "/ready", "room=close", at=ROOM).status == 404


def test_an_address_that_is_not_this_machines_is_refused_beside_the_field(kit: Kit):
    page = ask(kit, "/ready", "address=198.51.100.7")
    assert page.status == 400
    assert "&#39;198.51.100.7&#39; is not an address of this laptop" in page.text


def test_opening_or_closing_the_room_leads_to_a_page_that_can_be_loaded_again(kit: Kit):
    closed = ask(kit, "/ready", "room=close")
    assert (closed.status, closed.header("Location")) == (303, "/ready#phone")
    assert "<title>Is this laptop ready?" in ask(kit, "/ready").text
    opened = ask(kit, "/ready", f"address={next(iter(addresses.of_this_machine()))}")
    try:
        assert (opened.status, opened.header("Location")) == (303, "/ready#phone")
        assert "<title>Open to the room: Is this laptop ready?" in ask(kit, "/ready").text
    finally:
        ask(kit, "/ready", "room=close")


@pytest.fixture
def looking(tmp_path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that are ended with the test."""
    begun: list[subprocess.Popen[str]] = []
    yield begun
    for process in begun:
        process.kill()
        process.communicate()


def begin(data: Path, *words: str) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-c",
        "import sys; from facilitator.cli import main; sys.exit(main())",
    ]
    return subprocess.Popen(
        [*command, "ready", "--data", str(data), "--port", str(free_port()), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )


def test_the_command_waits_for_a_phone_and_says_when_one_came(looking, tmp_path: Path):
    process = begin(tmp_path / "data", "--address", ROOM, "--wait", "90")
    looking.append(process)
    assert process.stdout is not None
    said = ""
    while "Waiting for a phone" not in said:
        line = process.stdout.readline()
        assert line, said
        said += line
    address = re.search(r"open http://([\d.]+):(\d+)/reach", said)
    assert address and address[1] == ROOM
    assert "A table's page was made in" in said and "Set-up: Whole" in said
    assert "It works" in visit(ROOM, int(address[2]))
    rest, _ = process.communicate(timeout=2 * PATIENCE)
    assert "A phone reached this laptop" in rest
    assert process.returncode == 0


def test_when_no_phone_comes_it_says_what_else_there_is(looking, tmp_path: Path):
    process = begin(tmp_path / "data", "--address", ROOM, "--wait", "1")
    looking.append(process)
    out, _ = process.communicate(timeout=2 * PATIENCE)
    assert process.returncode == 1
    assert checks.KEPT_APART[5:] in out and "own router" in out


def test_a_kit_that_runs_is_named_in_one_sentence(capsys, kit: Kit):
    assert cli.main(["ready", "--data", str(kit.data)]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and f"http://{HERE}:{kit.port}/ready" in told


# another address


class Laptop(House):
    """A house on a machine whose addresses the test sets."""

    own: dict[str, str]

    def moves_to(self, address: str) -> None:
        self.own.clear()
        self.own[address] = "255.255.255.0"
        self.look_at_network()


@pytest.fixture
def house(journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    open_at: list[str] = []
    made = Laptop(journal, tmp_path, 8866, open_at.append, open_at.remove)
    own = made.own = {"192.0.2.20": "255.255.255.0"}
    monkeypatch.setattr(addresses, "of_this_machine", lambda: list(own))
    net = lambda a: ip_network(f"{a}/{own[a]}", strict=False) if a in own else None  # noqa: E731
    monkeypatch.setattr(addresses, "network_of", net)
    made.open_room("192.0.2.20")
    return made


def test_the_room_moves_by_itself_within_its_range_while_the_laptop_is_awake(house: Laptop):
    house.came_from("192.0.2.99")
    house.moves_to("192.0.2.77")
    assert (house.room, house.away, house.moved_from) == ("192.0.2.77", False, "192.0.2.20")
    assert house.reached is None, "no phone has reached the new address"


def test_after_a_sleep_and_in_another_range_only_the_trainer_moves_the_room(house: Laptop):
    house._looked -= 2 * ASLEEP_SECONDS
    house.moves_to("192.0.2.77")
    assert (house.room, house.away) == ("192.0.2.20", True)
    house.look_at_network()
    assert house.away, "it goes on waiting for the trainer"
    house.open_room("192.0.2.77")
    assert (house.room, house.away) == ("192.0.2.77", False)
    house.moves_to("198.51.100.7")
    assert (house.room, house.away) == ("192.0.2.77", True)
    house.moves_to("192.0.2.77")
    assert (house.room, house.away) == ("192.0.2.77", False)


def test_the_room_follows_the_laptop_and_asks_before_it_enters_another_network(
    network: Network,
    people: People,
    tmp_path: Path,
):
    from playwright.sync_api import expect

    first, second, elsewhere = network.address(1), network.address(3), network.address(1, other=1)
    network.take(first)
    kit = Kit(tmp_path / "data", room=first)
    try:
        session = kit.session(2)
        console = people.sit(kit, session, "trainer")
        wall = people.sit(kit, session, "projector")
        trainer = seated(kit, session, "trainer")
        assert "It works" in network.phone(f"http://{first}:{kit.port}/reach")
        assert '"reached": true' in ask(kit, "/ready/reached").text

        network.give_up(first)
        network.take(second)
        expect(wall.get_by_text("The address has changed")).to_be_visible()
        expect(wall.get_by_text(f"http://{second}:{kit.port}").first).to_be_visible()
        expect(console.get_by_text("address has changed, and the room with it")).to_be_visible()
        assert "Join a session" in network.phone(f"http://{second}:{kit.port}/join")

        network.give_up(second)
        network.take(elsewhere)
        expect(wall.get_by_text("The network has changed")).to_be_visible()
        assert not network.phone(f"http://{elsewhere}:{kit.port}/join"), "nobody was asked"
        console.get_by_role("button", name=f"Open the room at {elsewhere}").click()
        expect(wall.get_by_text(f"http://{elsewhere}:{kit.port}").first).to_be_visible()
        assert "Join a session" in network.phone(f"http://{elsewhere}:{kit.port}/join")
        assert ask(kit, f"/seat/{trainer[0].id}/room", seat=trainer).status == 200
    finally:
        people.leave()
        kit.stop()
