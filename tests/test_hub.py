"""JupyterHub, started for real with the configuration of `facilitator/deploy/`: two people who sign
in, what each of them does alone, and a room that others join without an account.

Only the sign-on is another: a name and no password, since there is no identity provider here.
"""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
from tornado.web import HTTPError

from exercises.journal import sessions
from exercises.journal.store import Journal
from exercises.six_principles.state import fold
from facilitator import deploy
from tests.browsers import HERE, PATIENCE, ROOT, People, box, free_port, opened, saved, write
from tests.loops import no_loop

CONFIG = Path(deploy.__file__).parent / "jupyterhub_config.py"
TEST_CONFIG = """
load_subconfig({config!r})
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.hub_port = {hub}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.JupyterHub.services.append({{"name": "impatient", "api_token": {token!r}}})
c.JupyterHub.load_roles[0]["services"].append("impatient")
"""
BLANKS = {
    name: f"https://id.example.org/{name.lower()}"
    for name in (
        "SIGN_ON_CLIENT_ID SIGN_ON_CLIENT_SECRET SIGN_ON_AUTHORIZE_URL SIGN_ON_TOKEN_URL "
        "SIGN_ON_USERDATA_URL SIGN_ON_NAME_CLAIM SIGN_ON_GROUPS_CLAIM SIGN_ON_ALLOWED_GROUP"
    ).split()
}


class Hub:
    """A JupyterHub with its proxy, on free ports, with its data in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.url = f"http://{HERE}:{free_port()}"
        self.token = secrets.token_hex(16)
        config = folder / "config.py"
        config.write_text(
            TEST_CONFIG.format(
                config=str(CONFIG), hub=free_port(), api=free_port(), token=self.token
            ),
            encoding="utf-8",
        )
        env = (
            os.environ
            | BLANKS
            | {
                "PYTHONPATH": str(ROOT),
                "NODE_PATH": "/usr/share/nodejs",  # where Debian keeps the proxy's parts
                "KIT_HUB_URL": self.url,
                "KIT_HUB_BIND": self.url,
                "KIT_HUB_DATA": str(self.data),
                "KIT_HUB_CULL_SECONDS": "1",
                "KIT_HUB_TRAINERS": "ana",
                "KIT_HUB_SHARED_PORT": str(free_port()),
            }
        )
        self.log = (folder / "log").open("w+b")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(config)],
            cwd=folder,
            env=env,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            with suppress(OSError), urllib.request.urlopen(self.url + "/hub/health", timeout=5):
                return
            time.sleep(0.1)
        said = self.said()
        self.stop()
        raise AssertionError(said)

    def said(self) -> str:
        self.log.flush()
        return Path(self.log.name).read_text(encoding="utf-8", errors="replace")

    def journal(self, name: str) -> Journal:
        """The journal of this person's own kit."""
        return Journal.in_file(self.data / "people" / name / "kit" / "journal.sqlite3")

    @contextmanager
    def culling(self, seconds: int) -> Iterator[None]:
        """Meanwhile, end what has been idle for this long: as the configuration's own culler does,
        with the rights that it has, but sooner."""
        words = ["-m", "jupyterhub_idle_culler", f"--timeout={seconds}", "--cull-every=1"]
        env = os.environ | {"JUPYTERHUB_API_TOKEN": self.token}
        impatient = subprocess.Popen(
            [sys.executable, *words, f"--url={self.url}/hub/api"], env=env, stderr=self.log
        )
        try:
            yield
        finally:
            impatient.kill()
            impatient.wait()

    def stop(self) -> None:
        left = []
        with suppress(psutil.NoSuchProcess):
            left = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        for process in left:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.process.kill()
        self.process.wait()
        self.log.close()


ENV = {
    "JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:9001/user/ana/",
    "JUPYTERHUB_SERVICE_PREFIX": "/user/ana/",
    "JUPYTERHUB_API_TOKEN": "token",
    "JUPYTERHUB_CLIENT_ID": "jupyterhub-user-ana",
    "JUPYTERHUB_PUBLIC_URL": "https://hub.example.org/user/ana/",
    "JUPYTERHUB_USER": "ana",
}


@pytest.fixture
def of_hub(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module, as in a process that JupyterHub has started."""
    pytest.importorskip("jupyterhub", reason="jupyterhub is not installed")
    from facilitator import hub

    for name, value in ENV.items():
        monkeypatch.setenv(name, value)
    return hub


def test_the_hub_says_where_a_kit_stands_and_whose_it_is(of_hub: Any):
    place = of_hub.place(ENV)
    assert (place.port, place.listens, place.host.shared) == (9001, HERE, False)
    assert place.host.address.site == "https://hub.example.org/user/ana"
    anywhere = of_hub.place(ENV | {"JUPYTERHUB_SERVICE_URL": "http://:8888/user/ana/"})
    assert (anywhere.port, anywhere.listens) == (8888, "0.0.0.0")
    assert of_hub.place(ENV | {"JUPYTERHUB_USER": ""}).host.shared


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"JUPYTERHUB_SERVICE_URL": ""}, "started by JupyterHub"),
        ({"JUPYTERHUB_API_TOKEN": ""}, "started by JupyterHub"),
        ({"JUPYTERHUB_PUBLIC_URL": ""}, "set c.JupyterHub.public_url"),
        ({"JUPYTERHUB_PUBLIC_URL": "https://hub.example.org/user/bea/"}, "must be the same"),
        ({"JUPYTERHUB_PUBLIC_URL": "hub"}, "it should look like"),
    ],
)
def test_a_hub_that_does_not_say_it_whole_is_told_so(of_hub: Any, env: dict[str, str], said: str):
    with pytest.raises(ValueError, match=said):
        of_hub.place(ENV | env)


def test_nobody_is_let_in_while_the_hub_does_not_answer(
    of_hub: Any, monkeypatch: pytest.MonkeyPatch
):
    """Those who joined by a code need no answer of it: they carry none of its cookies."""
    door = of_hub.HubDoor(of_hub.Address.of(ENV["JUPYTERHUB_PUBLIC_URL"]))
    answers: dict[str, Any] = {"silent": HTTPError(500), "nobody": None}
    answers["elsewhere"] = {"name": "bea", "scopes": ["access:servers!user=bea"]}
    answers["ana"] = {"name": "ana", "scopes": ["access:servers!user=ana"]}

    async def user_for_token(token: str, **_: Any) -> Any:
        if isinstance(answers[token], Exception):
            raise answers[token]
        return answers[token]

    monkeypatch.setattr(door.auth, "user_for_token", user_for_token)
    door.auth.access_scopes = {"access:servers!server=ana/", "access:servers!user=ana"}

    def lets_in(token: str) -> bool:
        browser: Any = SimpleNamespace(
            get_secure_cookie=lambda name: token.encode() or None,
            get_cookie=lambda name, default=None: default,
        )
        with no_loop():
            return asyncio.run(door.lets_in(browser))

    assert [lets_in(token) for token in ("", "nobody", "elsewhere", "ana")] == [False] * 3 + [True]
    with pytest.raises(HTTPError, match="does not answer") as silent:
        lets_in("silent")
    assert silent.value.status_code == 503


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    pytest.importorskip("jupyterhub", reason="jupyterhub is not installed")
    if shutil.which("configurable-http-proxy") is None:
        pytest.skip("configurable-http-proxy is not installed (node-configurable-http-proxy)")
    hub = Hub(tmp_path_factory.mktemp("hub"))
    yield hub
    hub.stop()


@pytest.fixture(scope="module")
def signed_in(hub: Hub, browser: Any) -> Iterator[dict[str, Any]]:
    """The pages of two people who have signed in, each in a browser of their own, and have begun
    to work alone."""
    people = People(browser)
    pages = {}
    for name in ("ana", "bea"):
        pages[name] = page = people.device().new_page()
        sign_in(hub, page, name)
        line(page, f"what {name} thinks of it")
    yield pages
    people.leave()


def sign_in(hub: Hub, page: Any, name: str) -> None:
    """Sign in; JupyterHub starts this person's kit and shows it when it is there."""
    page.goto(hub.url)
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill("any")
    page.get_by_role("button", name="Sign in").click()


def line(page: Any, text: str) -> None:
    """Write a line on the first principle, alone."""
    page.get_by_role("link", name="Work on your own").click()
    page.get_by_role("link", name="All six principles").first.click()
    page.get_by_role("button", name="Begin").click()
    opened(page)
    while not box(page).count():
        page.locator("[data-key=next]").click()
        saved(page)
    write(page, text)


def lines(journal: Journal) -> list[str]:
    """Every line that stands in a journal."""
    found = [fold(journal.read(s.id)).lines for s in sessions.every(journal)]
    return [line.words.text for each in found for line in each.values()]


@pytest.mark.browser
@pytest.mark.slow
def test_two_people_work_alone_and_neither_sees_the_other(hub: Hub, signed_in: dict[str, Any]):
    ana, bea = signed_in["ana"], signed_in["bea"]
    for name in ("ana", "bea"):
        assert lines(hub.journal(name)) == [f"what {name} thinks of it"]
    assert (hub.data / "people" / "ana" / "kit").stat().st_mode & 0o077 == 0

    place = ana.url
    stolen = [c for c in ana.context.cookies() if c["name"] in ("kit-seat", "kit-alone")]
    assert len(stolen) == 2
    bea.context.add_cookies(stolen)
    other = bea.context.new_page()
    tried = {
        place: 403,
        f"{place}pulse": 403,
        f"{hub.url}/user/ana/alone": 404,
        f"{hub.url}/user/ana/run": 404,
        f"{hub.url}/user/ana/enter": 403,  # JupyterHub's own answer
    }
    for address, status in tried.items():
        answer = other.goto(address)
        assert answer.status == status, address
        assert "what ana thinks" not in other.content()
    other.goto(f"{hub.url}/user/ana/")
    assert other.get_by_role("heading", name="Join a session").count() == 1
    other.close()


@pytest.mark.browser
@pytest.mark.slow
def test_a_room_in_somebodys_kit_is_joined_without_an_account(
    hub: Hub, signed_in: dict[str, Any], people: People
):
    ana = signed_in["ana"].context.new_page()
    ana.goto(f"{hub.url}/user/ana/run")
    ana.get_by_role("button", name="Set up the session").click()
    opened(ana)
    code = ana.locator(".kit-code").first.inner_text()
    session = sessions.find(hub.journal("ana"), code=code)
    ana.get_by_role("button", name="Room and codes").click()
    ana.get_by_text(f"{hub.url}/user/ana").first.wait_for()
    phone = people.device(viewport={"width": 390, "height": 800}).new_page()
    phone.goto(f"{hub.url}/user/ana/#{session.code}")
    phone.get_by_label("Table 2").check()
    phone.get_by_role("button", name="Go to this table").click()
    opened(phone)
    assert {c.get("name") for c in phone.context.cookies()} == {"kit-seat"}
    for path in ("run", "alone", "papers"):
        answer = phone.goto(f"{hub.url}/user/ana/{path}")
        assert answer is not None and answer.status == 404
    ana.close()


@pytest.mark.browser
@pytest.mark.slow
def test_trainers_who_share_a_kit_are_let_in_and_others_are_not(
    hub: Hub, signed_in: dict[str, Any]
):
    ana, bea = (signed_in[name].context.new_page() for name in ("ana", "bea"))
    ana.goto(f"{hub.url}/services/kit/enter")
    assert ana.get_by_role("link", name="Run a session").count() == 1
    assert ana.url == f"{hub.url}/services/kit/"
    assert bea.goto(f"{hub.url}/services/kit/enter").status == 403
    bea.goto(f"{hub.url}/services/kit/")
    assert bea.get_by_role("heading", name="Join a session").count() == 1
    for page in (ana, bea):
        page.close()


@pytest.mark.browser
@pytest.mark.slow
def test_a_kit_at_which_nobody_is_ends_and_what_was_saved_is_there_again(
    hub: Hub, signed_in: dict[str, Any]
):
    page = signed_in["ana"]
    opened(page)  # its pages have been open all the while, for longer than it may be idle
    page.goto("about:blank")
    until = time.monotonic() + PATIENCE
    with hub.culling(8):
        while "User ana server took" not in hub.said() and time.monotonic() < until:
            time.sleep(0.2)
    said = hub.said()
    assert "Culling server ana" in said and "Culling server bea" not in said
    assert re.search(r"200 GET /hub/api/users\S* \(cull-idle@", said)  # the usual one looks too

    page.goto(hub.url)
    page.get_by_role("link", name="Work on your own").click()
    page.get_by_role("button", name="Go on").first.click()
    opened(page)
    page.get_by_text("what ana thinks of it").first.wait_for()


@pytest.mark.browser
@pytest.mark.slow
def test_who_signs_out_leaves_no_way_in_for_the_next(hub: Hub, signed_in: dict[str, Any]):
    page = signed_in["bea"]
    place = page.url
    assert page.goto(place).status == 200
    page.goto(f"{hub.url}/hub/logout")
    assert page.goto(f"{hub.url}/user/bea/alone").status == 404
    assert page.goto(f"{place}pulse").status == 403
    page.goto(place)
    assert page.get_by_label("Username").count() == 1
    assert "what bea thinks" not in page.content()
    page.get_by_label("Username").fill("bea")
    page.get_by_label("Password").fill("any")
    page.get_by_role("button", name="Sign in").click()
    opened(page)
    assert page.url == place
