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
    """A server with one database. `url` opens it; `clear` empties it; `stop` ends the server."""

    def __init__(self) -> None:
        home, rights = programs(), nobodys_rights()
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
            "fsync": "off",  # nothing here outlives the tests
            "shared_buffers": "32MB",
            "max_connections": "150",
            "log_min_messages": "panic",
        }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self._log = (self.folder / "log").open("wb")
        self._process = subprocess.Popen(
            [home / "postgres", "-D", data, *words],
            stdout=self._log,
            stderr=self._log,
            cwd=self.folder,
            **rights,
        )
        self.url = URL.create(
            "postgresql+pg8000",
            "kit",
            database="postgres",
            query={"unix_sock": str(self.folder / ".s.PGSQL.5432")},
        )
        self._engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return self.run("SELECT 1")
            except DBAPIError:
                if self._process.poll() is not None or time.monotonic() > end:
                    said = (self.folder / "log").read_text(errors="replace")
                    self.stop()
                    raise NotHere(f"PostgreSQL did not start: {said[-300:]}") from None
                time.sleep(0.05)

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
        self._engine.dispose()
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)  # a fast shutdown
            try:
                self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
