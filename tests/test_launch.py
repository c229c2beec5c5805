"""Starting the kit from a bare Python, and the two commands that run its own checks."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

from facilitator import environment, testing
from facilitator.packages import why

ROOT = Path(__file__).resolve().parents[1]
BARE = vars(sys)["_base_executable"]  # the Python that .venv was made from
OFFLINE = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
STUB = """import os, sys
def main(argv):
    print(os.getpid(), sys.prefix, *argv)
    return 7
"""


@pytest.fixture
def kit(tmp_path):
    """A copy of what starts the kit, with a command line that only says where it runs."""
    home = tmp_path / "a kit"  # people's folders have spaces
    (home / "facilitator").mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", home)
    for name in (
        "__init__.py",
        "__main__.py",
        "environment.py",
        "packages.py",
        "packed.py",
        "constraints.txt",
    ):
        shutil.copy(ROOT / "facilitator" / name, home / "facilitator")
    (home / "facilitator" / "cli.py").write_text(STUB)
    return home


@pytest.fixture
def in_copy(kit, monkeypatch):
    """Point this process's `environment` at the copy."""
    monkeypatch.setattr(environment, "ROOT", kit)
    monkeypatch.setattr(environment, "HOME", kit / ".venv")
    monkeypatch.setattr(environment, "PROJECT", kit / "pyproject.toml")
    monkeypatch.setattr(environment, "PINS", kit / "facilitator" / "constraints.txt")
    return kit


def started(kit: Path, *words: str, **more) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [BARE, "-m", "facilitator", *words],
        cwd=kit,
        env=os.environ | OFFLINE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def outcome(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate()
    return process.returncode, out, err


def built(kit: Path, **changes) -> None:
    """Make the copy's `.venv` look as if it had been set up (packages are not needed here)."""
    home = kit / ".venv"
    if not home.exists():
        venv.create(home, symlinks=os.name != "nt")
    (home / "kit.lock").touch()
    base = [sys.base_prefix, "{}.{}".format(*sys.version_info)]
    done = {"recipe": environment.recipe(), "extras": [], "place": str(kit), "base": base}
    (home / "kit.json").write_text(json.dumps(done | changes))


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_a_very_old_python_can_read_what_it_is_asked_to_run(name):
    source = (ROOT / "facilitator" / name).read_text(encoding="ascii")
    newer = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.AsyncFunctionDef, ast.Match)
    for node in ast.walk(ast.parse(source, feature_version=(3, 7))):
        assert not isinstance(node, newer), f"line {node.lineno}"
        assert not (isinstance(node, ast.ImportFrom) and node.module == "__future__")
        if isinstance(node, ast.FunctionDef):
            assert node.returns is None and not any(arg.annotation for arg in node.args.args)


def test_an_old_python_gets_one_sentence():
    script = "import runpy, sys; sys.version_info = (3, 6, 15); sys.version = '3.6.15 (old)';"
    run = f"{script} runpy.run_path('facilitator/__main__.py')"
    done = subprocess.run([BARE, "-c", run], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("this kit needs Python 3.11 or newer and was started with 3.6.15")
    assert done.stderr.count("\n") == 1


def test_a_set_up_kit_goes_straight_on_inside_its_environment(in_copy):
    built(in_copy)
    process = started(in_copy, "show", "ABCD")
    status, out, err = outcome(process)
    assert (status, err) == (7, "")
    assert out.split()[1:] == [*str(in_copy / ".venv").split(), "show", "ABCD"]


def test_a_database_on_a_server_has_its_driver_set_up(monkeypatch):
    monkeypatch.delenv("KIT_DATABASE_URL", raising=False)
    assert environment.extras_for([]) == environment.extras_for(["serve"]) == set()
    monkeypatch.setenv("KIT_DATABASE_URL", "postgresql+pg8000://kit@db.example.org/kit")
    assert environment.extras_for([]) == environment.extras_for(["serve"]) == {"postgres"}
    assert environment.extras_for(["test"]) == {"postgres", "test"}
    assert environment.extras_for(["serve", "--help"]) == set()


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot replace a process")
def test_the_started_process_becomes_the_kit_so_that_ending_it_ends_the_kit(in_copy):
    built(in_copy)
    process = started(in_copy)
    assert outcome(process)[1].split()[0] == str(process.pid)


@pytest.mark.parametrize(
    "change",
    [{"recipe": "of an older version"}, {"extras": ["postgres"]}],
    ids=["changed pins", "missing test tools"],
)
def test_a_changed_recipe_is_installed_and_a_failure_leaves_the_old_one(in_copy, change):
    built(in_copy, **change)
    before = (in_copy / ".venv" / "kit.json").read_text()
    status, out, err = outcome(started(in_copy, "test"))
    assert status == 1 and not out
    assert err.startswith("setting up the kit and its test tools in ")
    assert (in_copy / ".venv" / "kit.json").read_text() == before


def test_the_test_tools_bring_along_what_a_server_and_a_hub_need():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = project["project"]["optional-dependencies"]
    names = {part: {re.split(r"[>=]", each)[0] for each in parts[part]} for part in parts}
    assert names["postgres"] <= names["test"]
    assert names["hub"] - {"oauthenticator"} <= names["test"]  # that is for the hub's own sign-on


@pytest.mark.parametrize("part", ["hub", "postgres"])
def test_a_server_that_a_test_starts_is_not_set_up_again(in_copy, part):
    built(in_copy, extras=["test"])
    assert environment._is_ready({part, "test"})
    built(in_copy, extras=[])
    assert not environment._is_ready({part})


def test_only_what_decides_what_is_installed_changes_the_recipe(in_copy):
    project, pins = in_copy / "pyproject.toml", in_copy / "facilitator" / "constraints.txt"
    words, before = project.read_text(), environment.recipe()
    project.write_text(words.replace("line-length = 100", "line-length = 90"))
    assert environment.recipe() == before
    project.write_text(words.replace('"voila>=', '"voila>'))
    assert environment.recipe() != before
    project.write_text(words)
    pins.write_text(pins.read_text() + "one-more==1\n")
    assert environment.recipe() != before


@pytest.mark.parametrize(
    "change", [{"place": "where it was before"}, {"base": [sys.base_prefix, "3.1"]}]
)
def test_a_moved_folder_or_a_replaced_python_asks_for_a_new_environment(
    in_copy, change, monkeypatch
):
    built(in_copy, **change)
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(environment.SetUpError, match="apt install python3-venv"):
        environment.prepare(set())


@pytest.mark.slow
def test_what_a_broken_off_set_up_left_behind_is_cleared(kit):
    left = kit / ".venv" / "lib" / "half.py"
    left.parent.mkdir(parents=True)
    left.touch()
    (kit / ".venv" / "kit.lock").touch()
    status, _, err = outcome(started(kit))
    assert status == 1 and "the packages could not be installed" in err.splitlines()[-1]
    assert not left.exists() and (kit / ".venv" / "kit-setup.log").exists()
    assert not (kit / ".venv" / "kit.json").exists()


def test_a_second_start_waits_for_the_first_and_uses_what_it_made(in_copy):
    built(in_copy)
    (in_copy / ".venv" / "kit.json").unlink()
    with environment.held():
        process = started(in_copy)
        assert process.stderr and "another start" in process.stderr.readline()
        built(in_copy)
    assert outcome(process)[0] == 7


def test_an_environment_of_somebody_else_is_left_alone(kit):
    (kit / ".venv").mkdir()
    (kit / ".venv" / "mine.txt").touch()
    status, _, err = outcome(started(kit))
    assert status == 1 and "was not made by this kit" in err and err.count("\n") == 1
    assert [each.name for each in (kit / ".venv").iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_written_is_named_in_one_sentence(kit):
    (kit / ".venv").touch()  # root may write anywhere, but not below a file
    status, _, err = outcome(started(kit))
    assert status == 1 and err.count("\n") == 1
    assert err.startswith(f"cannot set up {kit / '.venv'}: ") and "may write to" in err


@pytest.mark.parametrize(
    "said, sentence",
    [
        ("WARNING: Retrying ... NewConnectionError('...')\nERROR: no version", "no connection"),
        ("ProxyError('Cannot connect to proxy.')", "no connection"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'", "certificate"),
        ("ERROR: Could not install: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: it is Tuesday", "could not be installed: it is Tuesday"),
        ("", "it ended early"),
    ],
)
def test_what_pip_says_becomes_one_sentence(said, sentence):
    assert sentence in why(said) and "\n" not in why(said)


def test_the_pins_carry_versions_and_no_address():
    pins = environment.PINS.read_text(encoding="utf-8")
    assert "://" not in pins and "@" not in pins and "/" not in pins
    for line in pins.splitlines():
        assert line.startswith("#") or re.match(r"[a-z0-9-]+==[\w.]+( ; .+)?$", line), line


def test_everything_the_project_asks_for_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for extra in project["project"]["optional-dependencies"].values():
        asked += extra
    pinned = set(re.findall(r"^([a-z0-9-]+)==", environment.PINS.read_text(), re.MULTILINE))
    assert {re.split(r"[\[>=<~ ]", each)[0] for each in asked} <= pinned


def test_the_readme_gives_the_two_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"python -m facilitator$", readme, re.MULTILINE)
    assert "python -m facilitator test" in readme


def test_an_unknown_benchmark_lists_the_known_ones(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(testing, "BENCHMARKS", tmp_path)
    (tmp_path / "delay.py").touch()
    assert testing.bench("daley", []) == 1
    assert capsys.readouterr().err == "no benchmark called 'daley'; there are: delay\n"


@pytest.mark.parametrize("ci, status", [("true", 1), ("", 0)])
def test_what_was_not_run_is_listed_and_fails_in_ci(tmp_path, monkeypatch, capfd, ci, status):
    (tmp_path / "tests").mkdir()
    skip = "import pytest\n@pytest.mark.skip(reason='no printer')\ndef test_one(): ...\n"
    (tmp_path / "tests" / "test_print.py").write_text(skip + "def test_two(): ...\n")
    monkeypatch.setattr(testing, "ROOT", tmp_path)
    monkeypatch.setenv("CI", ci)
    assert testing.test(["tests"]) == status
    assert "not run: 1 test: no printer\n" in capfd.readouterr().out


def test_a_failing_test_gives_pytests_own_exit_status(tmp_path, monkeypatch):
    (tmp_path / "tests").mkdir()
    monkeypatch.setattr(testing, "ROOT", tmp_path)
    assert testing.test(["tests"]) == pytest.ExitCode.NO_TESTS_COLLECTED
    (tmp_path / "tests" / "test_bad.py").write_text("def test_bad(): assert 0\n")
    assert testing.test(["tests"]) == pytest.ExitCode.TESTS_FAILED
