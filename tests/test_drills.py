"""The drills of facilitator/deploy/OPERATING.md, run to the letter, and what a backup refuses."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from exercises.journal import schema, sessions
from exercises.journal.store import FILE, Journal
from exercises.six_principles import demo
from facilitator import cli
from facilitator.backups import of_file, of_journal

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "facilitator" / "deploy" / "OPERATING.md"
SAMPLE = ROOT / "tests" / "samples" / "v1.sqlite3"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the drills are for a POSIX shell")
HOLDS = re.compile(r"\d+ sessions, \d+ entries, digest [0-9a-f]{32}")


def steps(name: str) -> list[str]:
    """The commands of a drill as the document has them."""
    found = re.findall(
        rf"<!-- drill: {name} -->\n```sh\n(.+?)```", DOCUMENT.read_text(encoding="utf-8"), re.S
    )
    assert found, f"the document has no drill {name}"
    return found


class Shell:
    """A shell in a folder of its own, in which `python` is the one that runs the tests."""

    def __init__(self, folder: Path, **env: str) -> None:
        programs = folder / "programs"
        programs.mkdir()
        python = programs / "python"
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        python.chmod(0o755)
        self.folder = folder
        self.data = folder / "data"
        paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        self.env = os.environ | {"KIT_DATA": str(self.data), "PYTHONPATH": paths}
        self.env |= {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"} | env

    def run(self, commands: str) -> str:
        """What the commands print; one that fails ends the test with what it said."""
        done = subprocess.run(
            ["sh", "-eu", "-c", commands],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def held(said: str) -> list[str]:
    return HOLDS.findall(said)


@POSIX
def test_the_drill_for_sqlite_restores_every_entry(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("KIT_DATABASE_URL", raising=False)
    shell = Shell(tmp_path)
    with closing(Journal.in_folder(shell.data)) as journal:
        session = demo.build(journal)
        before = of_journal(journal)
        assert before.entries > 200
        back_up, restore = steps("sqlite")
        said = held(shell.run(back_up))  # while a kit has it open
    assert said == [before.sentence()] * 2
    assert held(shell.run(restore)) == said
    with closing(Journal.in_folder(shell.data)) as journal:
        assert sessions.find(journal, id=session.id) == session
        assert of_journal(journal) == before
    for name in (tmp_path / "kit-backup.sqlite3", shell.data / FILE):
        assert stat.S_IMODE(name.stat().st_mode) == 0o600


@POSIX
@pytest.mark.postgres
def test_the_drill_for_postgresql_restores_every_entry(tmp_path: Path, postgres_server: Any):
    from tests import postgres

    postgres_server.clear()
    postgres_server.run("DROP DATABASE IF EXISTS kit_restored")
    url = postgres_server.url
    with closing(Journal(url)) as journal:
        session = demo.build(journal)
        before = of_journal(journal)
    address = url.render_as_string(hide_password=False)
    programs = f"{postgres.programs()}{os.pathsep}{os.environ['PATH']}"
    shell = Shell(
        tmp_path,
        KIT_DATABASE_URL=address,
        KIT_RESTORED_URL=url.set(database="kit_restored").render_as_string(hide_password=False),
        PGHOST=str(postgres_server.folder),
        PGUSER=str(url.username),
        PGDATABASE=str(url.database),
    )
    shell.env["PATH"] = f"{tmp_path / 'programs'}{os.pathsep}{programs}"
    back_up, restore = steps("postgres")
    assert held(shell.run(back_up)) == [before.sentence()]
    assert held(shell.run(restore)) == [before.sentence()]
    with closing(Journal(url.set(database="kit_restored"))) as journal:
        assert sessions.find(journal, id=session.id) == session
    postgres_server.run("DROP DATABASE kit_restored")


@POSIX
def test_the_drill_for_a_new_version_changes_no_entry_and_leads_back(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("KIT_DATABASE_URL", raising=False)
    shell = Shell(tmp_path)
    shell.data.mkdir()
    shutil.copy(SAMPLE, shell.data / FILE)
    before = of_file(SAMPLE)
    back_up, upgrade, go_back = steps("upgrade")
    assert held(shell.run(back_up)) == [before.sentence()]
    assert version(shell.data / FILE) == version(tmp_path / "before-upgrade.sqlite3") == 1
    said = shell.run(upgrade)
    assert "K4TCEY" in said and held(said) == [before.sentence()]
    assert version(shell.data / FILE) == schema.VERSION
    assert held(shell.run(go_back)) == [before.sentence()]
    assert version(shell.data / FILE) == 1


@POSIX
def test_the_roll_up_is_made_as_the_document_says(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("KIT_DATABASE_URL", raising=False)
    (commands,) = steps("rollup")
    assert "not safeguarding outcomes" in Shell(tmp_path).run(commands)
    assert (tmp_path / "rollup.csv").exists() and (tmp_path / "rollup.html").exists()


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        query = "SELECT value FROM facts WHERE name = 'version'"
        return int(database.execute(query).fetchone()[0])


def test_a_changed_letter_is_another_digest(tmp_path: Path):
    changed = tmp_path / "changed.sqlite3"
    shutil.copy(SAMPLE, changed)
    assert of_file(changed) == of_file(SAMPLE)
    with closing(sqlite3.connect(changed)) as database, database:
        database.execute("UPDATE entries SET body = replace(body, 'read', 'Read') WHERE seq = 3")
        database.execute("UPDATE entries SET at = at + 0.001 WHERE seq = 1")
    assert of_file(changed).digest != of_file(SAMPLE).digest
    assert of_file(changed).entries == of_file(SAMPLE).entries


def test_nothing_is_written_over_and_no_strange_file_is_taken(tmp_path: Path, capsys, data: Path):
    Journal.in_folder(data).close()
    there, newer = tmp_path / "there", tmp_path / "newer.sqlite3"
    there.write_text("letters")
    shutil.copy(SAMPLE, newer)
    with closing(sqlite3.connect(newer)) as database, database:
        database.execute("UPDATE facts SET value = '99' WHERE name = 'version'")
    for words, said in (
        (["backup", str(there)], f"{there} is there already; name another file"),
        (["backup", "/nowhere/at/all"], "nothing was copied: "),
        (["restore", str(SAMPLE)], f"{data / FILE} is there already, and nothing is written over"),
    ):
        assert cli.main([*words, "--data", str(data)]) == 1
        told = capsys.readouterr()
        assert said in told.err and told.err.count("\n") == 1 and not told.out
    assert there.read_text() == "letters" and of_file(data / FILE).entries == 0
    empty = tmp_path / "empty"
    for path, said in (
        (there, "is no database of this kit"),
        (tmp_path / "absent", "there is no database"),
        (newer, f"is of version 99 and this kit knows version {schema.VERSION}"),
    ):
        assert cli.main(["restore", str(path), "--data", str(empty)]) == 1
        assert said in capsys.readouterr().err
        assert not (empty / FILE).exists()
    assert cli.main(["backup", str(tmp_path / "new"), "--data", str(tmp_path / "none")]) == 1
    assert "there is no database" in capsys.readouterr().err
    assert not list(tmp_path.rglob(".kit-*"))


@pytest.mark.parametrize(("command", "instead"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_on_postgresql_it_says_which_program_does_it(
    command: str, instead: str, tmp_path: Path, monkeypatch, capsys
):
    monkeypatch.setenv("KIT_DATABASE_URL", "postgresql+pg8000://kit@/kit")
    assert cli.main([command, str(tmp_path / "file"), "--data", str(tmp_path / "data")]) == 1
    said = capsys.readouterr().err
    assert instead in said and "OPERATING.md" in said and said.count("\n") == 1
