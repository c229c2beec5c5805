"""The `pack --web` command: one page for each case and each scenario, and one that lists them.

Each page is whole in itself. Its style and its script stand in it, and its policy lets nothing else
run and nothing be asked for: it works from a disk, a memory stick or an attachment.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import widgets
from facilitator.environment import ROOT
from facilitator.web.contents import Single, Value, singles
from widgets.bundle import bundle

HERE = Path(__file__).parent
STYLES = (Path(widgets.__file__).parent / "kit.css", HERE / "web.css")
INDEX = "index"
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class WebError(Exception):
    """The pages cannot be made; the text is one sentence."""


def make(folder: Path) -> list[Path]:
    """Write every page into `folder`, which is made where there is none, and give their paths, the
    list of them first. Raise WebError or OSError; what was made of a failed one is taken away."""
    if folder.resolve().is_relative_to(ROOT) and (ROOT / "pyproject.toml").exists():
        raise WebError(f"{folder} would lie inside the kit; name a folder outside of {ROOT}")
    if folder.exists() and not folder.is_dir():
        raise WebError(f"{folder} is a file; name a folder")
    if folder.is_dir() and any(folder.iterdir()):
        raise WebError(f"{folder} is not empty; name another folder, or one that is not there yet")
    pages = singles()
    written = {INDEX: listing(pages)} | {each.name: page(each) for each in pages}
    new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.html" for name in written]
    try:
        for path, text in zip(paths, written.values(), strict=True):
            path.write_text(text, encoding="utf-8", newline="\n")
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        if new:
            folder.rmdir()
        raise
    return paths


def page(single: Single) -> str:
    """One page: a case, its Easy Read, or a scenario."""
    script = bundle(HERE / f"{single.script}.js")
    return _filled("page", single.title, script, content=embedded(single.content))


def listing(pages: list[Single]) -> str:
    """The page that lists the others, with a sentence or two about each."""
    cases = [each for each in pages if each.script != "scenariopage"]
    scenarios = [each for each in pages if each.script == "scenariopage"]
    return _filled("index", "Cases and scenarios", "", cases=cases, scenarios=scenarios)


def embedded(content: Value) -> Markup:
    """Content as JSON that can stand inside a script element: no sign of it ends that element."""
    return Markup(json.dumps(content, ensure_ascii=False).translate(_ESCAPED))


def _filled(template: str, title: str, script: str, **values: object) -> str:
    style = _style()
    policy = [
        "default-src 'none'",
        f"script-src {_hash(script)}" if script else "script-src 'none'",
        f"style-src {_hash(style)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    for text, end in ((script, "</script"), (script, "<!--"), (style, "</style")):
        if end in text:
            raise WebError(f"{end!r} stands in the script or style of {title!r}; write it apart")
    return (
        _templates()
        .get_template(f"{template}.html")
        .render(
            title=title,
            policy="; ".join(policy),
            style=Markup(style),
            script=Markup(script),
            **values,
        )
    )


@cache
def _style() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in STYLES)


def _hash(text: str) -> str:
    """How a policy names the one script or style that may stand in the page."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
