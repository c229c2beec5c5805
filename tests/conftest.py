"""What the tests share: a journal on each database, a session in it, and places at that session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from exercises.journal.sessions import Role, Session
    from exercises.journal.store import Journal
    from exercises.place import Place
    from tests.postgres import Server

pytest_plugins = ["tests.browsers", "tests.networks"]

settings.register_profile(
    "kit",
    deadline=None,  # no timed assertions
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("kit")

BACKENDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is marked `databases` runs on SQLite and on PostgreSQL, what else has one on SQLite."""
    if "database" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("databases")
        metafunc.parametrize("database", BACKENDS if both else BACKENDS[:1], indirect=True)


LONGEST = """
    recovery packing session_in_browsers plan_in_browsers access rehearsal summaries many_summaries
    log_in_browsers scenario_in_browsers grid_in_browsers group_in_browsers audit_in_browsers
    interviews_in_browsers
    preparing forks journal six_principles grid_summary paper workbooks launch scenario_summary web
    papers plan_summary hostile twins
""".split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files come first, then others with slow tests: the last to be begun is then soon
    done. Files are shared out whole."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    first = {f"test_{name}": place for place, name in enumerate(LONGEST)}
    rest = len(LONGEST)
    items.sort(key=lambda item: first.get(item.path.stem, rest + (item.path not in slow)))


class Time:
    """A clock that a test sets by hand."""

    def __init__(self, now: float = 1_790_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder, not made yet; no database of the developer's own is used."""
    monkeypatch.delenv("KIT_DATABASE_URL", raising=False)
    return tmp_path / "data"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    postgres = pytest.importorskip("tests.postgres", reason="PostgreSQL is for POSIX machines here")
    pytest.importorskip("pg8000", reason="pg8000 is not installed")
    try:
        server = postgres.Server()
    except postgres.NotHere as error:
        pytest.skip(str(error))
    yield server
    server.stop()


@pytest.fixture
def database(request: pytest.FixtureRequest, data: Path) -> str:
    """The address of an empty database."""
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_server")
        server.clear()
        return server.url.render_as_string(hide_password=False)
    data.mkdir()
    return f"sqlite:///{data}/journal.sqlite3"


@pytest.fixture
def journal(database: str, clock: Time) -> Iterator[Journal]:
    from exercises.journal.store import Journal

    journal = Journal(database, clock)
    yield journal
    journal.close()


@pytest.fixture
def session(journal: Journal) -> Session:
    """A session of six tables on Mrs T: four minutes a round, blind, three dots."""
    from exercises import library
    from exercises.journal import sessions
    from exercises.six_principles.settings import EXERCISE, Settings

    opened = Settings(case=library.case("mrs-t")).opened(6)
    return sessions.create(journal, EXERCISE, opened, tables=6, days=30)


@pytest.fixture
def place(journal: Journal, session: Session) -> Callable[..., Place]:
    """Takes a seat: `place("trainer")`, `place("table", 3)`."""
    from exercises.journal import sessions
    from exercises.place import Place

    def take(role: Role, table: int | None = None) -> Place:
        seat, _ = sessions.take_seat(journal, sessions.Door(session.id, role, table))
        return Place(journal, seat)

    return take
