"""A plan that comes as a file: read once, answered in passages, and not kept."""

from __future__ import annotations

import asyncio
from typing import Any

from tornado.httputil import HTTPFile, HTTPInputError, parse_body_arguments
from tornado.web import HTTPError, stream_request_body

from exercises.plan.passages import PlanError
from facilitator.handlers.seats import SeatPage
from facilitator.plans.files import INSTEAD, LARGEST, too_large
from facilitator.plans.run import in_a_process, told

ROLES = ("trainer", "solo")
AROUND = 2**16  # bytes of a form around its file
LARGEST_HEARD = 2**29  # bytes that are heard out, so that a browser gets its sentence
SECONDS_TO_SEND = 300.0

_ONE_AT_A_TIME = asyncio.Lock()


@stream_request_body
class PlanFile(SeatPage):
    """Take one file and answer with its passages, or with a sentence on what is wrong with it."""

    async def prepare(self) -> None:
        await super().prepare()
        seat = self.at_seat(self.path_args[0])
        if seat.role not in ROLES:
            raise HTTPError(404)
        self._parts: list[bytes] = []
        self._size = 0
        connection: Any = self.request.connection
        connection.set_max_body_size(LARGEST_HEARD)
        connection.set_body_timeout(SECONDS_TO_SEND)

    def data_received(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._size <= LARGEST + AROUND:
            self._parts.append(chunk)
        else:
            self._parts.clear()

    async def post(self, seat_id: str) -> None:
        try:
            file = self._file()
            async with _ONE_AT_A_TIME:
                read = await in_a_process(file.body, file.filename)
        except PlanError as error:
            self.set_status(400)
            self.finish({"error": str(error)})
            return
        self.finish(told(read))

    def _file(self) -> HTTPFile:
        """The file of the form. Raises PlanError when there is none, or one that is too large."""
        if self._size > LARGEST + AROUND:
            raise too_large(self._size)
        files: dict[str, list[HTTPFile]] = {}
        kind = self.request.headers.get("Content-Type", "")
        try:
            parse_body_arguments(kind, b"".join(self._parts), {}, files)
        except HTTPInputError:
            raise PlanError(f"no file has arrived; {INSTEAD}") from None
        self._parts.clear()
        if not files.get("file"):
            raise PlanError(f"no file has arrived; {INSTEAD}")
        return files["file"][0]
