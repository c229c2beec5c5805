"""What a running server counts for those who watch it: numbers only, and no label names anybody."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

MOST_WAITING = 64  # changes of one page that have no answer yet
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
_TYPE = re.compile(rb'"type": ?"(change|committed|refused)"')
_NAME = re.compile(rb'"id": ?"([0-9A-Za-z_-]{8,64})"')


class Counts:
    """The counts of one server, since it started."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.committed = self._counter("changes_committed", "Changes of pages that are kept")
        self.refused = self._counter("changes_refused", "Changes of pages that were not taken")
        self.expired = self._counter("sessions_expired", "Sessions erased because their day came")
        self.append = Histogram(
            "kit_append_seconds",
            "From a page's change coming in here to its answer going out: the append, and the "
            "page's own process around it",
            buckets=BOUNDS,
            registry=self.registry,
        )
        self.database_up = self._gauge("database_up", "1 when the database answers, else 0")
        self.sessions_open = self._gauge("sessions_open", "Sessions that have not ended")
        self.pages = self._gauge("pages", "Pages open at this server")
        self.kernels = self._gauge("kernels", "Processes of pages, with those that stand ready")

    def _counter(self, name: str, text: str) -> Counter:
        return Counter(f"kit_{name}", text, registry=self.registry)

    def _gauge(self, name: str, text: str) -> Gauge:
        return Gauge(f"kit_{name}", text, registry=self.registry)

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self.registry)


class Waiting:
    """The changes of one page that wait for their answer; watches what goes by on its socket."""

    def __init__(self, counts: Counts, clock: Callable[[], float] = time.monotonic) -> None:
        self._counts, self._clock = counts, clock
        self._since: dict[bytes, float] = {}

    def came(self, message: bytes) -> None:
        """A packed message of the page: note when its change came in."""
        found = _TYPE.search(message)
        if found and found[1] == b"change" and (name := _NAME.search(message)):
            self._since.setdefault(name[1], self._clock())
            while len(self._since) > MOST_WAITING:
                self._since.pop(next(iter(self._since)))

    def goes(self, message: bytes) -> None:
        """A packed message to the page: count the answer in it, if it is one to a change that came.
        People's words cannot pass for one: in a message their quotation marks are escaped."""
        found = _TYPE.search(message) if self._since else None
        name = _NAME.search(message) if found and found[1] != b"change" else None
        since = self._since.pop(name[1], None) if name else None
        if found is None or since is None:
            return
        if found[1] == b"committed":
            self._counts.committed.inc()
            self._counts.append.observe(self._clock() - since)
        else:
            self._counts.refused.inc()
