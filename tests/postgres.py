"""A real PostgreSQL server for the tests: started here, on a socket in a folder, and ended."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine
from sqlalchemy.exc import DBAPIError

PATIENCE = 60.0  # seconds for the server to answer


class NotHere(Exception):
    """No server can be started on this machine; the message says why."""


def programs() -> Path:
    """The folder with initdb and postgres, newest version first. Raises NotHere."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: float(path.parts[-3]),
        reverse=True,
    )
    if found:
        return found[0].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    raise NotHere("PostgreSQL is not installed here (Debian: apt install postgresql)")


def nobodys_rights() -> dict[str, Any]:
    """How to start a process that PostgreSQL accepts: it refuses to run as root. Raises NotHere."""
    if os.geteuid() != 0:
        return {}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        raise NotHere("PostgreSQL cannot run as root and there is no user postgres") from None
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


class Server:
    """A server with one database. `url` opens it; `clear` empties it; `halt` ends it and `start`
    starts it again with what it holds; `stop` ends it for good.

    What it says it has stored outlives a crash of the machine only where it is `durable`.
    """

    def __init__(self, durable: bool = False) -> None:
        home, self._rights = programs(), nobodys_rights()
        rights = self._rights
        self.folder = Path(tempfile.mkdtemp(prefix="kit-pg-"))  # a socket's name may be 107 long
        if rights:
            os.chown(self.folder, rights["user"], rights["group"])
        data = self.folder / "data"
        how = ["-U", "kit", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(
            [home / "initdb", "-D", data, *how],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            **rights,
        )
        settings = {
            "unix_socket_directories": self.folder,
            "listen_addresses": "",
            "fsync": "on" if durable else "off",
            "shared_buffers": "32MB",
            "max_connections": "200",
            "log_min_messages": "panic",
        }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self._command = [home / "postgres", "-D", data, *words]
        self._log = (self.folder / "log").open("wb")
        self.url = URL.create(
            "postgresql+pg8000",
            "kit",
            database="postgres",
            query={"unix_sock": str(self.folder / ".s.PGSQL.5432")},
        )
        self._engine = create_engine(self.url, isolation_level="AUTOCOMMIT", pool_pre_ping=True)
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers. Raises NotHere."""
        self.process = subprocess.Popen(
            self._command, stdout=self._log, stderr=self._log, cwd=self.folder, **self._rights
        )
        self._wait()

    def halt(self) -> None:
        """End the server at once; every connection is cut."""
        self._engine.dispose()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # a fast shutdown
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return self.run("SELECT 1")
            except DBAPIError:
                if self.process.poll() is not None or time.monotonic() > end:
                    said = (self.folder / "log").read_text(errors="replace")
                    self.stop()
                    raise NotHere(f"PostgreSQL did not start: {said[-300:]}") from None
                time.sleep(0.05)

    def ask(self, question: str) -> Any:
        """The one value that answers a question in SQL."""
        with self._engine.connect() as connection:
            return connection.exec_driver_sql(question).scalar_one()

    def run(self, *statements: str) -> None:
        with self._engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def clear(self) -> None:
        """Leave an empty database; connections of an earlier test are cut."""
        self.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE usename = 'kit' AND pid <> pg_backend_pid()",
            "SET client_min_messages = warning",
            "DROP SCHEMA IF EXISTS public CASCADE",
            "CREATE SCHEMA public",
        )

    def stop(self) -> None:
        self.halt()
        self._log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
