"""The files for running the kit for many, read as whoever fills them in would use them."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from facilitator import deploy, memory
from facilitator.cli import parser
from facilitator.deploy import capacity

HERE = Path(deploy.__file__).parent
README = (HERE / "README.md").read_text(encoding="utf-8")
CONFIG = (HERE / "jupyterhub_config.py").read_text(encoding="utf-8")
CONTAINER = (HERE / "Containerfile").read_text(encoding="utf-8")
VALUES = (HERE / "values.yaml").read_text(encoding="utf-8")


def test_the_table_is_worked_out_from_what_was_measured():
    shown = README.partition("<!-- capacity -->\n")[2].partition("\n<!-- end -->")[0]
    assert shown == capacity.table()
    assert f"{capacity.one_database(capacity.measured()):,} people who write at once" in README
    assert f"its proxy: {capacity.measured()['hub_mib']:.0f} MiB" in README
    assert f"carried {capacity.measured()['writes_per_second']:.0f} in a second" in README


def test_each_measured_value_says_what_it_is_and_how_and_when():
    found = tomllib.loads((HERE / "measured.toml").read_text(encoding="utf-8"))
    for name, each in found.items():
        assert set(each) == {"value", "what", "how", "when", "where"}, name
        assert each["value"] > 0


def test_twice_the_node_carries_twice_the_people_for_half_the_hours():
    told = capacity.measured()
    small, large = capacity.node(2, 8, told), capacity.node(4, 16, told)
    assert abs(large.in_rooms - 2 * small.in_rooms) <= 1
    assert abs(large.hours - small.hours / 2) < 1
    narrow = capacity.node(64, 8, told)
    assert narrow.by == "memory" and narrow.in_rooms > small.in_rooms


def test_every_name_that_the_hub_reads_is_in_the_readme():
    read = set(re.findall(r'"((?:KIT_HUB|SIGN_ON)_[A-Z_]+)"', CONFIG))
    assert len(read) > 15
    assert {name for name in read if f"`{name}`" not in README} == set()


def test_a_hub_with_blanks_says_which_and_does_not_start(tmp_path: Path):
    pytest.importorskip("jupyterhub", reason="jupyterhub is not installed")
    words = [sys.executable, "-m", "jupyterhub", "-f", str(HERE / "jupyterhub_config.py")]
    env = {"KIT_HUB_URL": "https://hub.example.org", "SIGN_ON_TOKEN_URL": "x", "PATH": ""}
    done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode == 1
    said = done.stderr.strip().splitlines()
    assert said[0] == "fill in, in the environment:" and len(said) == 9
    assert not any("KIT_HUB_URL" in line or "SIGN_ON_TOKEN_URL" in line for line in said)
    assert "Traceback" not in done.stderr and not list(tmp_path.iterdir())


@pytest.mark.parametrize("url", ["hub.example.org", "https://", "https://hub example.org/"])
def test_a_hub_whose_address_is_none_says_so(url: str, monkeypatch: pytest.MonkeyPatch):
    for name in re.findall(r'^    "([A-Z_]+)": ', CONFIG, re.M):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("KIT_HUB_URL", url)
    with pytest.raises(SystemExit, match=f"KIT_HUB_URL is '{url}'; it should look like https://"):
        runpy.run_path(str(HERE / "jupyterhub_config.py"))


def values() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml", reason="pyyaml is not installed")
    return yaml.safe_load(VALUES)


def test_the_values_for_the_chart_hold_together():
    told = values()
    hub, person = told["hub"], told["singleuser"]
    assert set(told) == {"hub", "singleuser", "cull", "proxy", "ingress"}
    config = hub["config"]
    blanks = config["GenericOAuthenticator"]
    for name in ("client_id", "authorize_url", "token_url", "userdata_url", "username_claim"):
        assert "FILL-IN" in blanks[name]
    assert "client_secret" not in VALUES.replace("client-secret", "")
    assert blanks["oauth_callback_url"] == config["JupyterHub"]["public_url"] + "hub/oauth_callback"
    assert [*told["ingress"]["hosts"]] == told["ingress"]["tls"][0]["hosts"]
    assert parser().parse_args(person["cmd"][3:]).command == "hub"
    assert person["cmd"][:3] == ["python", "-m", "facilitator"]
    assert person["extraEnv"]["KIT_DATA"].startswith(person["storage"]["homeMountPath"] + "/")
    assert not any(person["networkPolicy"]["egressAllowRules"].values())
    assert told["cull"]["enabled"] and told["cull"]["timeout"] == 3600
    for line in ("username_pattern", "default_url"):
        ours = re.search(rf'{line} = f?r?"(.*?)"', CONFIG)
        theirs = config["Authenticator" if line == "username_pattern" else "JupyterHub"][line]
        assert ours is not None and ours[1].replace("{base}", "/") == theirs


def test_the_image_runs_as_nobody_special_and_holds_no_secret():
    steps = [
        line.split(maxsplit=1) for line in CONTAINER.splitlines() if re.match(r"[A-Z]+ ", line)
    ]
    names = [step[0] for step in steps]
    assert names.index("USER") < names.index("CMD")
    assert ["USER", "1000:1000"] in steps and "useradd --uid 1000" in CONTAINER
    assert not re.search(r"(?i)secret|password|token", CONTAINER.replace("Nothing secret is", ""))
    assert values()["singleuser"]["uid"] == 1000
    copied = {step[1].split()[0] for step in steps if step[0] == "COPY"} - {"pyproject.toml"}
    project = tomllib.loads((HERE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert copied == set(wheel)
    command = re.search(r"^CMD (\[.*\])$", CONTAINER, re.MULTILINE)
    assert command is not None
    asked = parser().parse_args(re.findall(r'"([^"]*)"', command[1])[3:])
    assert (asked.listen, asked.port, asked.command) == ("0.0.0.0", 8866, "serve")
    check = re.search(r'"(import os, .*)"\]', CONTAINER)
    assert check is not None
    compile(check[1], "HEALTHCHECK", "exec")


# the memory that a server may take


def test_the_memory_left_is_the_least_of_machine_container_and_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv(memory.LIMIT, raising=False)
    machine = memory.left(tmp_path)
    assert machine > 0
    for name, text in (
        ("memory.max", "300000000\n"),
        ("memory.current", "250000000\n"),
        ("memory.stat", "anon 1\ninactive_file 50000000\nactive_file 2\n"),
    ):
        (tmp_path / name).write_text(text, encoding="ascii")
    assert memory.left(tmp_path) == 100e6
    (tmp_path / "memory.max").write_text("max\n", encoding="ascii")
    assert memory.left(tmp_path) > 100e6
    monkeypatch.setenv(memory.LIMIT, "1000")
    assert memory.left(tmp_path) < 0  # this very process takes more
    assert memory.taken() > 5e6
