"""The kit with its wheels: what is put in, for whom, and a start from it with the network cut."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

from facilitator import cli, environment, packed, packing

ROOT = Path(__file__).resolve().parents[1]
BARE = vars(sys)["_base_executable"]  # the Python that .venv was made from
HERE = packed.this_system(), packed.this_python()
NOT_THIS_SYSTEM = "windows" if HERE[0] != "windows" else "linux"

# Run where nothing but this machine can be reached: sets the kit up, asks it whether it is well,
# ends it, then asks for the tests. Prints one JSON object.
START_THERE = """
import json, signal, socket, struct, subprocess, sys, time, urllib.request

kit, data, raise_loopback = sys.argv[1:]
reached = False
if raise_loopback:
    import fcntl
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh22x", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=5).close()
        reached = True
    except OSError:
        pass
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
words = [sys.executable, "-m", "facilitator"]
serve = ["serve", "--no-browser", "--port", str(port), "--data", data]
server = subprocess.Popen([*words, *serve], cwd=kit, stdout=subprocess.DEVNULL)
ask = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
health = 0
while not health and server.poll() is None:
    time.sleep(0.2)
    try:
        with ask(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            health = answer.status
    except OSError:
        pass
server.terminate()
server.wait()
test = subprocess.run([*words, "test"], cwd=kit, stderr=subprocess.PIPE, text=True)
print(json.dumps(
    {"reached": reached, "health": health, "test": [test.returncode, test.stderr]}
))
"""


def unpacked(kit: Path, note: str | None) -> Path:
    """What starts the kit, with a folder of wheels that holds no more than a note."""
    (kit / "wheels").mkdir(parents=True)
    (kit / "facilitator").mkdir()
    shutil.copy(ROOT / "pyproject.toml", kit)
    for name in ("__init__", "__main__", "environment", "packages", "packed"):
        shutil.copy(ROOT / "facilitator" / f"{name}.py", kit / "facilitator")
    shutil.copy(environment.PINS, kit / "facilitator")
    if note is not None:
        (kit / "wheels" / packed.NOTE).write_text(note)
    return kit


def cut_off() -> list[str]:
    """What runs a command without any network; nothing where this system has no such thing."""
    for words in (["unshare", "-n"], ["unshare", "-rn"]):
        with suppress(OSError):
            if not subprocess.run([*words, "true"], capture_output=True).returncode:
                return words
    return []


def test_only_the_kit_itself_is_copied(tmp_path):
    packing.copy(tmp_path)
    beside = {"pyproject.toml", "README.md", "CHANGELOG.md"}
    assert {each.name for each in tmp_path.iterdir()} == {*environment.OUR_CODE, *beside}
    for each in tmp_path.rglob("*"):
        assert not each.name.startswith(".") and each.name != "__pycache__"
    for name in ("facilitator/constraints.txt", "widgets/table.js", "exercises/content"):
        assert (tmp_path / name).exists()


def test_what_a_package_needs_is_judged_for_the_other_system_and_python():
    says = {
        "kit": ["Server[room]>=2", "paper ; python_version < '3.12'"],
        "server": [
            "fork ; sys_platform != 'win32'",
            "console ; os_name == 'nt' and platform_machine == 'AMD64'",
            "qr-code ; extra == 'room'",
            "cloud ; extra == 'hall'",
        ],
        "qr-code": ["Server"],
    }

    def requires(name: str) -> list[Requirement]:
        return [Requirement(each) for each in says.get(name, [])]

    def needed(system: str, release: str) -> set[str]:
        judged_by = packing.conditions(system, release)
        return packing.needed([Requirement("kit")], requires, judged_by)

    everywhere = {"kit", "server", "qr-code"}
    assert needed("windows", "3.12.0") == everywhere | {"console"}
    assert needed("linux-arm", "3.11.99") == everywhere | {"fork", "paper"}


def test_a_package_asked_for_again_with_an_extra_brings_what_the_extra_needs():
    says = {"a": ["b", "c"], "b": ["c[more]"], "c": ["d ; extra == 'more'"]}
    judged_by = packing.conditions("linux", "3.13.0")
    found = packing.needed(
        [Requirement("a")], lambda n: [Requirement(r) for r in says.get(n, [])], judged_by
    )
    assert found == {"a", "b", "c", "d"}


@pytest.mark.skipif(HERE[0] not in packed.SYSTEMS, reason="no pack is made for this system")
def test_the_conditions_of_this_system_are_those_that_python_gives():
    judged_by = packing.conditions(HERE[0], "{}.{}.{}".format(*sys.version_info))
    names = ["os_name", "sys_platform", "platform_system", "platform_machine", "python_version"]
    names += ["platform_python_implementation", "implementation_name"]
    truth = dict(default_environment())
    assert {name: judged_by[name] for name in names} == {name: truth[name] for name in names}


@pytest.mark.parametrize("system", packed.SYSTEMS)
@pytest.mark.parametrize("python", packed.PYTHONS)
def test_all_that_the_kit_asks_for_is_pinned_on_every_system_a_pack_is_made_for(system, python):
    project = tomllib.loads(environment.PROJECT.read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    names = {Requirement(each).name for each in asked} | {packing.EDITABLE}
    for release in (f"{python}.0", f"{python}.99"):
        pinned = packing.pins(packing.conditions(system, release))
        assert names <= set(pinned)
        assert ("colorama" in pinned) == (system == "windows")


@pytest.mark.parametrize(
    ("system", "python", "sentence"),
    [
        ("beos", "3.12", "no pack can be made for beos; say --system windows|"),
        ("linux", "3.9", "no pack can be made for Python 3.9; say --python 3.11|"),
    ],
)
def test_a_pack_for_something_unknown_is_refused(tmp_path, system, python, sentence):
    with pytest.raises(packing.PackError) as refused:
        packing.pack(tmp_path, system, python, print)
    assert sentence in str(refused.value) and not list(tmp_path.iterdir())


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path, capsys):
    (tmp_path / "msp-workbooks").mkdir()
    mine = tmp_path / "msp-workbooks" / "mine.txt"
    mine.touch()
    assert cli.main(["pack", str(tmp_path), "--system", "linux", "--python", "3.12"]) == 1
    said = capsys.readouterr()
    assert not said.out and said.err.count("\n") == 1
    assert f"{tmp_path / 'msp-workbooks'} is not empty" in said.err and mine.exists()


def test_a_folder_inside_the_kit_is_refused():
    inside = ROOT / "exercises" / "content"
    with pytest.raises(packing.PackError, match="would lie inside the kit"):
        packing.pack(inside, "linux", "3.12", print)
    assert not (inside / "msp-workbooks").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path, capsys):
    (tmp_path / "file").touch()
    assert cli.main(["pack", str(tmp_path / "file"), "--system", "linux", "--python", "3.12"]) == 1
    said = capsys.readouterr().err
    assert "the pack cannot be written to" in said and said.count("\n") == 1


def test_a_wheel_that_cannot_be_had_is_named_and_nothing_is_left(tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    with pytest.raises(packing.PackError) as failed:
        packing.pack(tmp_path, "macos-arm", "3.13", print)
    said = str(failed.value)
    assert said.startswith("there is no wheel of ") and "\n" not in said
    assert said.endswith("for macOS with an Apple processor with Python 3.13")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ({"system": HERE[0], "python": "3.4"}, "start it with Python 3.4, or make one for"),
        (
            {"system": NOT_THIS_SYSTEM, "python": HERE[1]},
            f"and this is {packed.words(*HERE)}; make",
        ),
        ({"system": HERE[0]}, "is not whole; make it again"),
        (None, "is not whole; make it again"),
    ],
    ids=["another Python", "another system", "half a note", "no note"],
)
def test_set_up_from_a_pack_for_something_else_is_refused_in_one_sentence(tmp_path, note, sentence):
    kit = unpacked(tmp_path / "a kit", note if note is None else json.dumps(note))
    done = subprocess.run(
        [BARE, "-m", "facilitator"], cwd=kit, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1 and not done.stdout
    assert sentence in done.stderr and done.stderr.count("\n") == 1
    if note and "python" in note:
        assert f"was made for {packed.words(**note)}" in done.stderr
    assert not (kit / ".venv" / "kit.json").exists()


def test_a_pack_wants_no_test_tools_and_no_index(tmp_path, monkeypatch):
    assert packed.options() == [] and environment.extras_for(["test"]) == {"test"}
    monkeypatch.setattr(packed, "WHEELS", tmp_path)
    assert packed.options() == ["--no-index", "--find-links", str(tmp_path)]
    assert environment.extras_for(["test"]) == set()


@pytest.fixture
def made(tmp_path) -> Path:
    """A pack for this machine, made with the internet that this machine has."""
    if HERE[0] not in packed.SYSTEMS or HERE[1] not in packed.PYTHONS:
        pytest.skip(f"no pack is made for {packed.words(*HERE)}")
    try:
        return packing.pack(tmp_path / "a folder", *HERE, print)
    except packing.PackError as error:
        if "no connection to the package index" not in str(error):
            raise
        pytest.skip("no package index can be reached, and a pack is made from one")


@pytest.mark.slow
def test_a_kit_from_a_pack_sets_itself_up_and_serves_with_the_network_cut_off(made, tmp_path):
    assert made == tmp_path / "a folder" / "msp-workbooks" and not (made / "tests").exists()
    assert "-m facilitator\n" in (made / "START.txt").read_text(encoding="utf-8")
    shut = "http://127.0.0.1:9"  # for where a process cannot be cut off: nothing listens there
    shut_off = {f"{each}_proxy": shut for each in ("http", "https")} | {"no_proxy": "127.0.0.1"}
    own = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    apart = cut_off()
    script = tmp_path / "start_there.py"
    script.write_text(START_THERE, encoding="utf-8")
    done = subprocess.run(
        [*apart, BARE, script, made, tmp_path / "data", "lo" if apart else ""],
        env=own | shut_off | {"PIP_CONFIG_FILE": os.devnull},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["health"] == 200 and not found["reached"], done.stderr
    assert found["test"] == [1, f"there are no tests in {made}; run this in a clone of the kit\n"]
    log = (made / ".venv" / "kit-setup.log").read_text(encoding="utf-8")
    assert f"Looking in links: {made / 'wheels'}" in log and "Looking in indexes" not in log
    assert list((made / ".venv").rglob("voila/__pycache__/app.*.pyc"))  # the first page is quick
