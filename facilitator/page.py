"""Plain pages: templates with the kit's own words, forms that keep what was typed, error pages."""

from __future__ import annotations

from typing import Any

from tornado.web import HTTPError

from exercises.words import UNSTORABLE
from facilitator.guard import Guarded
from facilitator.templates import environment

SENTENCES = {
    403: (
        "This place needs joining again",
        "Type the code on the screen, or ask the trainer for a new link.",
    ),
    404: ("There is no page here", "Go to the front page and choose a door."),
    405: ("There is no page here", "Go to the front page and choose a door."),
    410: (
        "This session is not here any more",
        "It has expired or was erased. What this browser still held of it has been removed too.",
    ),
    421: (
        "This server does not answer to that name",
        "Type the address exactly as the trainer's screen shows it.",
    ),
}

WAITS = (
    "What was saved is kept. What you have just sent may not be: load this page again in a minute, "
    "and look."
)


class Page(Guarded):
    """A plain page."""

    def show(self, name: str, **values: Any) -> None:
        """Answer with the template `name`.html. `errors` maps a field to its sentence."""
        values.setdefault("errors", {})
        if values["errors"]:
            self.set_status(400)
        self.finish(self.render_page(name, **values))

    def render_page(self, name: str, **values: Any) -> str:
        """The template, with what every page knows of where it stands."""
        host = self.house.host
        standing = {
            "base": self.house.base,
            "host": host.address.host if host else "",
            "shared": host is not None and host.shared,
            "secure": self.house.secure,
            "logs": host is None or host.keeps_logs,
            "where": f"on the server {host.address.host}" if host else "on this computer",
        }
        return environment().get_template(f"{name}.html").render(standing | values)

    def typed(self) -> dict[str, str]:
        """The form as it was typed, the last value of each field; a mark stands for each sign that
        cannot be kept."""
        names = self.request.body_arguments
        return {name: UNSTORABLE.sub("\ufffd", self.get_body_argument(name)) for name in names}

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        heading, text = SENTENCES.get(
            status_code,
            ("Something went wrong in the kit", "What you wrote is kept. Load the page again."),
        )
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, HTTPError) and error.reason and status_code not in SENTENCES:
            text = error.reason
        if self.waits:
            said = str(error)
            heading, text = (
                "The kit waits for its database",
                f"{said[0].upper()}{said[1:]}. {WAITS}",
            )
            self.set_header("Kit-Waits", "database")  # by which a page knows that it may wait too
            self.set_header("Retry-After", "5")
        self.refuse(status_code, heading, text)

    def refuse(self, status_code: int, heading: str, text: str) -> None:
        """Answer with a heading and a sentence instead of what was asked for."""
        self.set_status(status_code)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        page = self.render_page(
            "message", heading=heading, text=text, status=status_code, errors={}
        )
        self.finish(page)


class NotFound(Page):
    """Every address that is not one of ours."""

    async def prepare(self) -> None:
        await super().prepare()
        raise HTTPError(404)
