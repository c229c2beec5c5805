"""The command line is a contract, also for scripts."""

from __future__ import annotations

import io
import json
import re
import shutil
import socket
from collections import namedtuple
from contextlib import redirect_stdout
from pathlib import Path

import psutil
import pytest
from sqlalchemy import update

from exercises.journal import schema, sessions
from exercises.journal.store import Journal, JournalError
from facilitator import cli, folders, ports
from tests.browsers import free_port

PLANTED = "the heron stood in the cold canal"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run one command; its exit status, what it printed, and what it told on the way."""
    status = cli.main(list(words))
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder that `demo` has filled, and what the command printed."""
    folder, said = tmp_path_factory.mktemp("built") / "data", io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.delenv("KIT_DATABASE_URL", raising=False)
        assert cli.main(["demo", "--data", str(folder)]) == 0
    return folder, said.getvalue()


@pytest.fixture
def demo(built: tuple[Path, str], data: Path) -> str:
    """The code of an example session in the test's own data folder."""
    folder, said = built
    shutil.copytree(folder, data)
    return said.splitlines()[-1]


def test_demo_prints_the_code_alone_on_its_last_line(demo: str, data: Path):
    assert re.fullmatch("[2-9A-HJ-NP-Z]{6}", demo)
    journal = Journal.in_folder(data)
    assert sessions.find(journal, code=demo).example
    journal.close()


@pytest.mark.parametrize(
    ("text", "said"),
    [("a" + ".a" * 40_000 + " = 1", "too many parts"), ("a = " + "[" * 90_000, "too deep")],
)
@pytest.mark.parametrize("command", ["check", "preview"])
def test_a_file_that_would_break_its_reader_is_one_sentence(
    capsys, tmp_path: Path, command: str, text: str, said: str
):
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8")
    status, out, err = run(capsys, command, str(path))
    assert status == 1 and said in out + err and (out + err).count("\n") == 1


@pytest.mark.parametrize("text", ["a = " + "[" * 90_000, "x = 1\n" * 100_000, "\udcff", ""])
def test_what_cannot_be_drawn_as_a_map_is_said_so(capsys, tmp_path: Path, text: str):
    path = tmp_path / "scenario.toml"
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    status, _, err = run(capsys, "check", str(path), "--map")
    assert status == 1 and err.endswith(f"{path} is no scenario that can be drawn\n")


def test_sessions_lists_code_state_and_dates(capsys, demo: str, data: Path):
    status, out, _ = run(capsys, "sessions", "--data", str(data))
    assert status == 0
    assert out.startswith(f"{demo}  open  begun ") and "erased after" in out and "example" in out


def test_show_gives_all_codes_and_a_trainers_address_that_works(capsys, demo: str, data: Path):
    status, out, _ = run(capsys, "show", demo.lower(), "--data", str(data))
    assert status == 0
    address = re.search(r"^Trainer: http://127\.0\.0\.1:\d+/join#([0-9a-f]{32})$", out, re.M)
    assert address and f"Room: {demo}" in out
    journal = Journal.in_folder(data)
    assert sessions.door_of_key(journal, address[1]).role == "trainer"
    for table, code in sessions.codes_of(journal, sessions.find(journal, code=demo).id).items():
        assert f"{f'Table {table}' if table else 'Room'}: {code}" in out
    journal.close()


def test_export_writes_every_entry(capsys, demo: str, data: Path, tmp_path: Path):
    status, out, _ = run(capsys, "export", demo, "--data", str(data), "--out", str(tmp_path / "o"))
    assert status == 0
    told = json.loads(Path(out.strip()).read_text(encoding="utf-8"))
    journal = Journal.in_folder(data)
    assert len(told["entries"]) == sessions.find(journal, code=demo).last
    assert [entry["seq"] for entry in told["entries"]] == list(range(1, len(told["entries"]) + 1))
    journal.close()


def test_wipe_lists_what_goes_and_erases_only_when_told_to(capsys, demo: str, data: Path):
    status, out, told = run(capsys, "wipe", demo, "--data", str(data))
    assert status == 1 and not out
    assert "If anyone has asked to see this information, do not wipe." in told
    assert "entries of session" in told and "copies that somebody downloaded" in told
    status, out, _ = run(capsys, "wipe", demo, "--yes", "--data", str(data))
    assert (status, out) == (0, f"{demo} is erased\n")
    status, _, told = run(capsys, "show", demo, "--data", str(data))
    assert status == 1 and told.count("\n") == 1 and "there is no session" in told


@pytest.mark.parametrize("command", cli.EXAMPLES)
def test_every_command_has_help_with_an_example(capsys, command: str):
    with pytest.raises(SystemExit, match="0"):
        cli.main([command, "--help"])
    out = " ".join(capsys.readouterr().out.split())
    assert f"example: {cli.EXAMPLES[command]}" in out
    if command not in ("pack", "preview", "check", "test", "bench"):
        assert "--data DIR" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "0O1I"], "a code never has 0, 1, I, O in it"),
        (["show", "ABC"], "the code ABC has 3 signs; it should have 6"),
        (["summary", "222222"], "there is no session 222222"),
        (["serve", "--no-browser", "--port", "70000"], "70000 is not a port"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_status_1(
    capsys, data: Path, words: list[str], said: str
):
    status, out, told = run(capsys, *words, "--data", str(data))
    assert status == 1 and not out
    assert said in told and told.count("\n") == 1 and "Traceback" not in told


def test_a_port_that_is_taken_is_said(capsys, data: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        words = ["serve", "--no-browser", "--port", str(port), "--data", str(data)]
        status, _, told = run(capsys, *words)
    assert status == 1 and f"port {port} is taken by another program" in told


def test_a_database_of_a_newer_kit_is_said(capsys, data: Path):
    journal = Journal.in_folder(data)
    with journal.writing() as connection:
        connection.execute(
            update(schema.facts).where(schema.facts.c.name == "version").values(value="99")
        )
    journal.close()
    status, _, told = run(capsys, "sessions", "--data", str(data))
    assert status == 1 and "of version 99" in told and told.count("\n") == 1


def test_a_port_once_used_with_a_room_is_used_again(data: Path):
    journal = Journal.in_folder(data)
    free = free_port()
    assert ports.choose(journal, free, keep=True) == free
    assert ports.choose(journal, None, keep=False) == free
    with socket.socket() as other:
        other.bind(("127.0.0.1", free))
        other.listen()
        with pytest.raises(JournalError, match="phones of an earlier session know it"):
            ports.choose(journal, None, keep=True)
    journal.close()


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_network_drive_is_refused(monkeypatch, tmp_path: Path, kind: str):
    mount = namedtuple("mount", "mountpoint fstype")
    found = [mount("/", "ext4"), mount(str(tmp_path), kind)]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: found)
    with pytest.raises(JournalError, match="is on a network drive"):
        folders.check(tmp_path / "data")


@pytest.mark.parametrize("part", ["OneDrive - County Council", "Dropbox", "iCloudDrive"])
def test_a_synchronised_folder_is_refused(tmp_path: Path, part: str):
    with pytest.raises(JournalError, match="copies files while they are written"):
        folders.check(tmp_path / part / "data")


def test_check_names_file_line_and_fault_in_plain_words(capsys, tmp_path: Path):
    case = tmp_path / "mine.toml"
    case.write_text(
        'id = "mine"\ntitle = ""\nperson = "Mr A"\nlabel = "x"\ncontent_note = "y"\nauthr = "me"\n'
        'not_known = ["z"]\nauthor = "me"\nwritten = "2026-01-01"\n'
        '[[passages]]\nheading = "h"\nparagraphs = ["p"]\n',
        encoding="utf-8",
    )
    status, out, _ = run(capsys, "check", str(case))
    assert status == 1
    assert f"{case}, line 2: title: is empty" in out
    assert f"{case}, line 6: authr: is not a word this file knows" in out
    case.write_text('title = "x\n', encoding="utf-8")
    status, out, _ = run(capsys, "check", str(case))
    assert status == 1 and f"{case}, line 1" in out
    assert run(capsys, "check", str(tmp_path / "none.toml"))[0] == 1
    assert run(capsys, "check")[0] == 0
