"""The kit as one of JupyterHub's servers: a person's own, or a service that several trainers share.

JupyterHub starts `python -m facilitator hub` and says in the environment where it stands. Whoever
JupyterHub lets in to this server may set up and open sessions; for others there is the join page,
since JupyterHub's proxy passes on every request and leaves it to each server whom it answers.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlsplit

from jupyterhub import __version__
from jupyterhub.services.auth import HubOAuth, HubOAuthCallbackHandler, HubOAuthenticated
from tornado.web import HTTPError, RequestHandler

from facilitator.guard import Guarded
from facilitator.hosted import PUBLIC, Address, Host, listening
from facilitator.page import Page

PLACE = re.compile(r"/seat/[0-9a-f]{16}/")
SILENT = "JupyterHub does not answer just now; what you wrote is kept. Load the page again"


@dataclass(frozen=True)
class Place:
    """Where JupyterHub wants this server: at which port and address, and as which host."""

    host: Host
    port: int
    listens: str


def place(env: Mapping[str, str] = os.environ) -> Place:
    """Read what JupyterHub says. Raises ValueError with a sentence."""
    inner, prefix = (
        urlsplit(env.get("JUPYTERHUB_SERVICE_URL", "")),
        env.get("JUPYTERHUB_SERVICE_PREFIX", ""),
    )
    if not (inner.port and prefix and env.get("JUPYTERHUB_API_TOKEN")):
        raise ValueError(
            "this command is started by JupyterHub, which says where it stands; by hand, start the "
            "kit with `python -m facilitator`. How to set it up: facilitator/deploy/README.md"
        )
    public = env.get("JUPYTERHUB_PUBLIC_URL") or env.get(PUBLIC)
    if not public:
        raise ValueError(
            "JupyterHub does not say where browsers find it; set c.JupyterHub.public_url in its "
            f"configuration, or {PUBLIC} for a service"
        )
    address = Address.of(public)
    if address.base != prefix:
        raise ValueError(
            f"browsers find this server at {address.base!r} and JupyterHub has it at {prefix!r}; "
            "the two must be the same"
        )
    shared = not env.get("JUPYTERHUB_USER")
    return Place(Host(address, HubDoor(address), shared), inner.port, listening(_bare(inner)))


def _bare(inner: Any) -> str:
    """The address in JUPYTERHUB_SERVICE_URL; without one, JupyterHub means any."""
    return inner.hostname or "0.0.0.0"


class HubDoor:
    """Lets in whom JupyterHub lets in to this server."""

    headers: ClassVar = {"X-JupyterHub-Version": __version__}  # which JupyterHub looks for

    def __init__(self, address: Address) -> None:
        self.auth = HubOAuth()
        self.auth.cookie_options = {"samesite": "Lax", "secure": address.secure}

    def handlers(self) -> list[Any]:
        return [
            (r"/enter", Enter, {"auth": self.auth}),
            (r"/oauth_callback", Callback, {"auth": self.auth}),
        ]

    async def lets_in(self, handler: RequestHandler) -> bool:
        token = handler.get_secure_cookie(self.auth.cookie_name)
        if not token:
            return False
        session = self.auth.get_session_id(handler)
        try:
            known: Any = self.auth.user_for_token(
                token.decode("ascii"), session_id=session, sync=False
            )
            user = await known
        except HTTPError:
            raise HTTPError(503, reason=SILENT) from None
        return bool(user and self.auth.check_scopes(self.auth.access_scopes, user))


class OfHub(HubOAuthenticated):
    """What JupyterHub's own handlers need of ours."""

    def initialize(self, auth: HubOAuth) -> None:
        self.hub_auth = auth


class Enter(OfHub, Page):
    """Sends who comes here to JupyterHub, and from there back; `to` names a place to go back to."""

    def get(self) -> None:
        if self.runs_it():
            to = self.get_query_argument("to", "")
            self.go(to if PLACE.fullmatch(to) else "/")
        else:
            self.redirect(self.get_login_url())


class Callback(OfHub, Guarded, HubOAuthCallbackHandler):
    """Where JupyterHub sends a browser back to."""
