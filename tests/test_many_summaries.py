"""Several summaries at once: all that can be made are made, and the rest is told at the end."""

from __future__ import annotations

import multiprocessing
import shutil
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from exercises import library
from exercises.journal import sessions, wipe
from exercises.journal.store import Journal
from exercises.six_principles import demo
from exercises.six_principles.settings import EXERCISE, Settings
from facilitator.cli import main
from facilitator.summaries.many import Wanted, summarise_all


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two finished example sessions."""
    folder = tmp_path_factory.mktemp("built") / "data"
    with closing(Journal.in_folder(folder)) as journal:
        for _ in range(2):
            demo.build(journal)
    return folder


@pytest.fixture
def made(built: Path, data: Path) -> list[sessions.Session]:
    """The two example sessions, in a data folder of the test's own."""
    shutil.copytree(built, data)
    with closing(Journal.in_folder(data)) as journal:
        return sessions.every(journal)


ALL = [*[".csv"] * 2, *[".docx"] * 3, *[".html"] * 3, ".json"]  # with what stands beside it


def kinds(folder: Path, code: str) -> list[str]:
    return sorted(path.suffix for path in folder.glob(f"*{code}*"))


def test_one_that_fails_is_told_at_the_end_and_stops_no_other(
    made: list[sessions.Session], data: Path, capsys: pytest.CaptureFixture[str]
):
    in_the_way = wipe.folder_of(data, made[1].id) / "summary"
    in_the_way.parent.mkdir(parents=True)
    in_the_way.write_text("not a folder")
    assert main(["summary", "--all", "--data", str(data)]) == 1
    out, err = capsys.readouterr()
    folder = wipe.folder_of(data, made[0].id) / "summary"
    assert kinds(folder, made[0].code) == ALL
    assert all(str(path) in out for path in folder.iterdir())
    last = err.strip().splitlines()[-1]
    assert made[1].code in last and "cannot be written" in last
    assert "Traceback" not in err


def test_several_codes_go_into_one_folder_and_a_code_said_twice_is_made_once(
    made: list[sessions.Session], data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with closing(Journal.in_folder(data)) as journal:
        other = sessions.create(
            journal, EXERCISE, Settings(case=library.case("mrs-t")).opened(2), tables=2, days=1
        )
    codes = [made[0].code, made[1].code.lower(), made[0].code]
    out = tmp_path / "out"
    assert main(["summary", *codes, "--data", str(data), "--out", str(out)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2 * len(ALL)
    assert kinds(out, made[0].code) == kinds(out, made[1].code)
    assert not kinds(out, other.code)


@pytest.mark.parametrize("words", [[], ["--all", "7KX2MP"], ["--all"]])
def test_what_cannot_be_meant_is_answered_with_a_sentence(
    words: list[str], data: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["summary", *words, "--data", str(data)]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_worker_that_dies_takes_no_summary_with_it(
    made: list[sessions.Session], data: Path, tmp_path: Path
):
    wanted = [Wanted(s.code, s.id, tmp_path / "out") for s in made]
    results = summarise_all(data, wanted, workers=1)
    first = next(results)
    [worker] = [p for p in multiprocessing.active_children() if p.pid]
    psutil.Process(worker.pid).kill()
    done = [first, *results]
    assert {each.wanted for each in done} == set(wanted)
    assert [each.error for each in done] == [None, None]
    for session in made:
        assert kinds(tmp_path / "out", session.code) == ALL
