"""PostgreSQL and several servers on it: what screens hear, a database that is stopped and a server
that is killed."""

from __future__ import annotations

import asyncio
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from exercises.journal import servers, sessions, watching, wipe
from exercises.journal.codes import new_id
from exercises.journal.sessions import Door
from exercises.journal.store import Journal, Unanswered
from tests.benchmarks._page_client import PageClient
from tests.benchmarks._sticky import Sticky
from tests.browsers import Kit, People, act, axe, box, saved, wall, write
from tests.postgres import Server

pytestmark = pytest.mark.postgres
OWN_SERVERS = True
PATIENCE = 60.0


@pytest.fixture
def journal(postgres_server: Server) -> Iterator[Journal]:
    postgres_server.clear()
    with closing(Journal(postgres_server.url)) as journal:
        yield journal


def heard(watch: watching.Watch) -> bool:
    """Whether a watch says before long that something moved: word of it may be on its way."""
    until = time.monotonic() + PATIENCE
    while not (moved := watch.moved()) and time.monotonic() < until:
        time.sleep(0.01)
    return moved


def until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.05)


# what a screen hears


def test_an_idle_screen_asks_the_database_nothing(journal, session, place, monkeypatch):
    monkeypatch.setattr(watching, "POLL_SECONDS", 3600.0)
    trainer = place("trainer")
    with closing(journal.watch(session.id)) as watch:
        assert heard(watch)
        watch.moved()  # looks once more for what came meanwhile
        asked: list[str] = []

        @event.listens_for(journal.engine, "before_cursor_execute")
        def note(connection, cursor, statement, *rest):
            asked.append(statement)

        assert not any(watch.moved() for _ in range(200))
        assert not asked
        act(trainer, "message", text="back at eleven")
        assert heard(watch)


def test_a_screen_hears_of_its_own_session_only(journal, session, place, monkeypatch):
    monkeypatch.setattr(watching, "POLL_SECONDS", 3600.0)
    other = sessions.create(
        journal, session.exercise, journal.first(session.id).body, tables=1, days=1
    )
    trainer = place("trainer")
    with closing(journal.watch(session.id)) as mine, closing(journal.watch(other.id)) as theirs:
        assert heard(mine) and heard(theirs)
        act(trainer, "message", text="back at eleven")
        assert heard(mine)
        assert not theirs.moved()
        sessions.store_twins(journal, other.id, {})  # no entry, and yet shown
        assert heard(theirs)


def test_what_was_not_heard_is_found_out(journal, session, place, monkeypatch):
    monkeypatch.setattr(watching, "POLL_SECONDS", 0.2)
    monkeypatch.setattr(watching, "tell", lambda *said: None)
    trainer = place("trainer")
    with closing(journal.watch(session.id)) as watch:
        assert heard(watch)
        act(trainer, "message", text="back at eleven")
        assert heard(watch)


def test_a_watch_whose_connection_was_cut_listens_again_and_says_so(
    journal, session, place, postgres_server, monkeypatch
):
    monkeypatch.setattr(watching, "POLL_SECONDS", 3600.0)
    trainer = place("trainer")
    with closing(journal.watch(session.id)) as watch:
        assert heard(watch)
        postgres_server.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE usename = 'kit' AND pid <> pg_backend_pid()"
        )
        assert heard(watch)
        act(trainer, "message", text="back at eleven")
        assert heard(watch)


def test_a_database_that_went_away_is_said_and_comes_back(journal, session, place, postgres_server):
    trainer = place("trainer")
    with closing(journal.watch(session.id)) as watch:
        assert heard(watch)
        postgres_server.halt()
        with pytest.raises(Unanswered, match="the database is not answering"):
            until(watch.moved, "the watch says nothing")
        with pytest.raises(Unanswered, match="the database is not answering"):
            act(trainer, "message", text="lost?")
        postgres_server.start()
        assert heard(watch)
        act(trainer, "message", text="not lost")
        assert heard(watch)


def test_removed_rows_are_cleared_away_at_once(journal, session, place, postgres_server, tmp_path):
    asked = "SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'entries'"
    trainer = place("trainer")
    line = act(trainer, "line.added", table=1, principle="prevention", text="not to be kept")
    act(trainer, "set_aside", target=line)
    act(trainer, "removed", target=line)
    until(lambda: postgres_server.ask(asked) == 1, "removed words were not cleared away")
    wipe.wipe(journal, tmp_path, session)
    until(lambda: postgres_server.ask(asked) == 2, "a wiped session was not cleared away")


# what servers tell each other


def test_a_wipe_at_one_server_takes_the_reports_of_another(journal, session, tmp_path):
    here, there = tmp_path / "one", tmp_path / "other"
    for data in (here, there):
        for name in (session.id, "of another session"):
            wipe.folder_of(data, name).mkdir(parents=True)
            (wipe.folder_of(data, name) / "summary.html").write_text("what they said")
    wipe.sweep(journal, there)
    assert wipe.folder_of(there, session.id).exists()
    wipe.wipe(journal, here, session)
    wipe.sweep(journal, there)
    assert [each.name for each in (there / "reports").iterdir()] == ["of another session"]


def test_of_two_servers_one_wipes_what_has_expired(journal, session, tmp_path):
    journal.clock = lambda: session.expires + 1
    with closing(Journal(journal.url, journal.clock)) as other:
        with other.alone(wipe.EXPIRY) as mine:
            assert mine and wipe.expire(journal, tmp_path) == []
        assert [each.id for each in wipe.expire(journal, tmp_path)] == [session.id]


def test_servers_know_who_is_at_the_other_until_it_is_silent(journal, session, place, monkeypatch):
    seats = [place("trainer").seat, place("table", 2).seat]
    one, other = new_id(), new_id()
    assert servers.meet(journal, one, seats[:1]) == {}
    assert servers.meet(journal, other, seats[1:]) == {one: seats[:1]}
    assert servers.meet(journal, one, []) == {other: seats[1:]}
    servers.part(journal, other)
    assert servers.meet(journal, one, []) == {}
    servers.meet(journal, other, seats)
    monkeypatch.setattr(servers, "FRESH_SECONDS", -1.0)  # as if it were long ago
    assert servers.meet(journal, one, []) == {}


def test_data_folders_on_one_database_keep_their_own_facts(postgres_server, tmp_path, monkeypatch):
    postgres_server.clear()
    address = postgres_server.url.render_as_string(hide_password=False)
    monkeypatch.setenv("KIT_DATABASE_URL", address)
    with (
        closing(Journal.in_folder(tmp_path / "a")) as a,
        closing(Journal.in_folder(tmp_path / "b")) as b,
    ):
        a.note_fact("port", "8866")
        assert (a.fact("port"), b.fact("port")) == ("8866", None)
        a.note_fact("operator-key", "the same for all")
        assert b.fact("operator-key") == "the same for all"


# two servers and a proxy


class Cluster:
    """Two servers of the kit on one database, and one public address in front of them."""

    def __init__(self, folder: Path, database: Server) -> None:
        self.database = database
        self.proxy = Sticky()
        self.kits = []
        address = database.url.render_as_string(hide_password=False)
        env: Any = {"KIT_DATABASE_URL": address, "KIT_PUBLIC_URL": self.proxy.url}
        for name in ("one", "other"):
            (folder / name).mkdir()
            self.kits.append(Kit(folder / name / "data", **env))
        self.proxy.ports = [kit.port for kit in self.kits]
        self.journal = self.kits[0].journal

    def client(self, session: sessions.Session, table: int, at: Kit) -> PageClient:
        """A page whose seat the proxy takes to this server."""
        while True:
            seat, token = sessions.take_seat(self.journal, Door(session.id, "table", table))
            if self.proxy.order(seat.id)[0] == at.port:
                return PageClient(self.proxy.url, f"/seat/{seat.id}/", token)

    def stop(self) -> None:
        self.proxy.stop()
        for kit in self.kits:
            kit.stop()


@pytest.fixture(scope="module")
def cluster(postgres_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    postgres_server.clear()
    with pytest.MonkeyPatch.context() as patched:
        address = postgres_server.url.render_as_string(hide_password=False)
        patched.setenv("KIT_DATABASE_URL", address)
        cluster = Cluster(tmp_path_factory.mktemp("cluster"), postgres_server)
    yield cluster
    cluster.stop()


def health(kit: Kit) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"{kit.url}/healthz", timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.browser
def test_a_database_that_is_stopped_and_started_loses_nothing_and_pages_say_what_happens(
    cluster: Cluster, people: People
):
    from playwright.sync_api import expect

    kit = cluster.kits[0]
    session = kit.session(2)
    act(kit.place(session, "trainer"), "stage", stage="round", round=1)
    page = people.sit(kit, session, "table", 1, site=cluster.proxy.url)
    write(page, "before it stopped")
    cluster.database.halt()
    try:
        box(page).fill("while it was away")
        box(page).press("Enter")
        says = page.locator("#kit-status")
        expect(says).to_contain_text("The database is not answering.", timeout=60_000)
        expect(page.locator(".kit-saved")).to_contain_text(
            "1 change waits on this device, because the database is not answering.", timeout=60_000
        )
        found = axe(page, ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        assert found["violations"] == []
        box(page).fill("half a thought")
        assert health(kit) == (503, "the database is not answering\n")
        fresh = people.device().new_page()
        answer = fresh.goto(f"{cluster.proxy.url}/seat/{new_id()}/")
        assert answer is None or answer.status in (403, 410, 503)
    finally:
        cluster.database.start()
    saved(page)
    expect(says).to_have_text("", timeout=60_000)
    expect(wall(page)).to_have_text(["before it stopped", "while it was away"])
    expect(box(page)).to_have_value("half a thought")
    until(lambda: health(kit) == (200, "ok\n"), "the server says that the database is away")
    assert kit.lines(session) == ["before it stopped", "while it was away"]


def test_two_servers_carry_one_session_and_one_takes_over_from_the_other(cluster: Cluster):
    one, other = cluster.kits
    session = one.session(3)
    act(one.place(session, "trainer"), "stage", stage="round", round=1)

    async def carry() -> None:
        pages = [cluster.client(session, 1, one), cluster.client(session, 1, other)]
        pages += [cluster.client(session, 2, one), cluster.client(session, 3, other)]
        await asyncio.gather(*(page.open(PATIENCE) for page in pages))
        first = pages[0].put_line("from the one server")
        await first.done
        await pages[1].until(lambda: first.id in pages[1].seen, PATIENCE)
        await present(pages, {"1": 2, "2": 1, "3": 1})
        changes = [page.put_line(f"as it is killed, {n}") for n, page in enumerate(pages)]
        one.kill()
        changes += [page.put_line(f"after it was killed, {n}") for n, page in enumerate(pages)]
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(change.done for change in changes))
        await pages[1].until(lambda: {c.id for c in changes[:2]} <= pages[1].seen.keys(), PATIENCE)
        await present(pages, {"1": 2, "2": 1, "3": 1})
        kept = [entry.change for entry in cluster.journal.read(session.id)]
        assert all(kept.count(change.id) == 1 for change in [first, *changes])
        await asyncio.gather(*(page.close() for page in pages))

    async def present(pages: list[PageClient], wanted: dict[str, int]) -> None:
        """The trainer's page sees every device, whichever server it is at."""
        seat, token = sessions.take_seat(cluster.journal, Door(session.id, "trainer", None))
        trainer = PageClient(other.url, f"/seat/{seat.id}/", token)
        end = time.monotonic() + PATIENCE
        while True:
            told = json.loads((await trainer._get(f"{trainer.path}pulse")).body)
            if told["devices"] == wanted:
                return
            assert time.monotonic() < end, f"{told['devices']} are told to be here"
            await asyncio.sleep(0.3)

    with ThreadPoolExecutor(1) as beside:  # a browser test has left a loop in this thread
        beside.submit(asyncio.run, carry()).result()
    one.start()
