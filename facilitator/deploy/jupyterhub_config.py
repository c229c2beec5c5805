"""JupyterHub for this kit on one Linux machine: `jupyterhub -f jupyterhub_config.py`.

Each person who signs in has a kit of their own, with a data folder of their own, to work alone and
to run rooms; those who join a room by its code need no account. Everything that differs from place
to place is in the environment, nothing secret is in this file. README.md beside it says what each
name is for, and what else there has to be.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

BLANKS = {
    "KIT_HUB_URL": "where browsers find it, such as https://hub.example.org/",
    "KIT_HUB_DATA": "a folder of its own, for everybody's data",
    "SIGN_ON_CLIENT_ID": "what your identity provider calls this service",
    "SIGN_ON_CLIENT_SECRET": "the secret that goes with it",
    "SIGN_ON_AUTHORIZE_URL": "the provider's authorization endpoint",
    "SIGN_ON_TOKEN_URL": "the provider's token endpoint",
    "SIGN_ON_USERDATA_URL": "the provider's userinfo endpoint",
    "SIGN_ON_NAME_CLAIM": "the claim that names a person for good, such as preferred_username",
    "SIGN_ON_GROUPS_CLAIM": "the claim that lists a person's groups, such as groups",
    "SIGN_ON_ALLOWED_GROUP": "the group whose members may come in",
}
empty = [name for name in BLANKS if not os.environ.get(name)]
if empty:
    sys.exit("\n".join(["fill in, in the environment:"] + [f"  {n}: {BLANKS[n]}" for n in empty]))

told = {name: os.environ[name] for name in BLANKS}
public = told["KIT_HUB_URL"].rstrip("/") + "/"
where = urlsplit(public)
if where.scheme not in ("http", "https") or not where.hostname or " " in public:
    sys.exit(
        f"KIT_HUB_URL is {told['KIT_HUB_URL']!r}; it should look like https://hub.example.org/"
    )
base = where.path
data = Path(told["KIT_HUB_DATA"]).absolute()
data.mkdir(mode=0o700, parents=True, exist_ok=True)


def number(name: str, usual: int) -> int:
    """A number from the environment, or the usual one."""
    text = os.environ.get(name, str(usual))
    if not text.isdecimal() or not int(text):
        sys.exit(f"{name} is {text!r}; it should be a whole number above 0, such as {usual}")
    return int(text)


c: Any = get_config()  # type: ignore  # noqa: F821  (JupyterHub puts it here)

c.JupyterHub.public_url = public
c.JupyterHub.base_url = base
c.JupyterHub.bind_url = os.environ.get("KIT_HUB_BIND", "http://127.0.0.1:8000")
c.JupyterHub.db_url = os.environ.get("KIT_HUB_DATABASE", f"sqlite:///{data}/hub.sqlite")
c.JupyterHub.cookie_secret_file = str(data / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(data / "proxy.pid")
c.JupyterHub.cleanup_servers = True
c.JupyterHub.default_url = f"{base}hub/user-redirect/enter"

# Signing on: any provider that speaks OpenID Connect.
c.JupyterHub.authenticator_class = "generic-oauth"
c.GenericOAuthenticator.client_id = told["SIGN_ON_CLIENT_ID"]
c.GenericOAuthenticator.client_secret = told["SIGN_ON_CLIENT_SECRET"]
c.GenericOAuthenticator.authorize_url = told["SIGN_ON_AUTHORIZE_URL"]
c.GenericOAuthenticator.token_url = told["SIGN_ON_TOKEN_URL"]
c.GenericOAuthenticator.userdata_url = told["SIGN_ON_USERDATA_URL"]
c.GenericOAuthenticator.oauth_callback_url = f"{public}hub/oauth_callback"
c.GenericOAuthenticator.scope = ["openid", "profile", "email"]
c.GenericOAuthenticator.username_claim = told["SIGN_ON_NAME_CLAIM"]
c.GenericOAuthenticator.manage_groups = True
c.GenericOAuthenticator.auth_state_groups_key = f"oauth_user.{told['SIGN_ON_GROUPS_CLAIM']}"
c.GenericOAuthenticator.allowed_groups = {told["SIGN_ON_ALLOWED_GROUP"]}
c.Authenticator.username_pattern = r"[a-z0-9][a-z0-9._@+-]{0,63}"  # it names a folder

# A kit for each person, as a process of the hub's own account. People run no code of theirs in it.
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(data / "people" / "{username}")
c.Spawner.cmd = [sys.executable, "-m", "facilitator", "hub"]
c.Spawner.environment = {"KIT_DATA": lambda spawner: str(Path(spawner.home_dir) / "kit")}
c.Spawner.start_timeout = c.Spawner.http_timeout = 60

# What one person, and all together, may take. A room of forty needs about 1.5 GB.
c.Spawner.mem_limit = os.environ.get("KIT_HUB_MEMORY", "2G")
c.JupyterHub.active_server_limit = number("KIT_HUB_MOST_SERVERS", 20)
c.JupyterHub.concurrent_spawn_limit = 5
c.JupyterHub.allow_named_servers = False

# A kit that no page has been open at for an hour is ended. What was saved stays.
cull = [
    f"--timeout={number('KIT_HUB_IDLE_SECONDS', 3600)}",
    f"--cull-every={number('KIT_HUB_CULL_SECONDS', 300)}",
]
c.JupyterHub.last_activity_interval = number("KIT_HUB_CULL_SECONDS", 300)
c.JupyterHub.services = [
    {"name": "cull-idle", "command": [sys.executable, "-m", "jupyterhub_idle_culler", *cull]}
]
c.JupyterHub.load_roles = [
    {
        "name": "cull-idle",
        "services": ["cull-idle"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]

# One kit that several trainers share, where they are named (KIT_HUB_TRAINERS=ana,bea): they see
# each other's sessions, and it may keep them in a PostgreSQL database of its own.
trainers = [name.strip() for name in os.environ.get("KIT_HUB_TRAINERS", "").split(",")]
if any(trainers):
    shared = {
        "KIT_PUBLIC_URL": f"{public}services/kit/",
        "KIT_DATA": str(data / "shared"),
        "MEM_LIMIT": str(number("KIT_HUB_SHARED_MEMORY", 4 * 2**30)),
    }
    if url := os.environ.get("KIT_HUB_SHARED_DATABASE_URL"):
        shared["KIT_DATABASE_URL"] = url
    c.JupyterHub.services.append(
        {
            "name": "kit",
            "url": f"http://127.0.0.1:{number('KIT_HUB_SHARED_PORT', 8867)}",
            "command": [sys.executable, "-m", "facilitator", "hub"],
            "environment": shared,
            "oauth_no_confirm": True,
            "display": True,
        }
    )
    c.JupyterHub.load_roles.append(
        {
            "name": "trainers",
            "users": [name for name in trainers if name],
            "scopes": ["access:services!service=kit"],
        }
    )
