"""The templates of plain pages and of papers, without anything of the server's."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import jinja2
import jinja2.ext

PAGES = Path(__file__).parent / "pages"


class Based(jinja2.ext.Extension):
    """Our own addresses in a template begin with `base`: `/`, or the part of a host that is ours.
    This is done to the templates themselves, never to what somebody wrote."""

    OWN = re.compile(r'(\s(?:href|src|action|data-reached)=")/')

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return self.OWN.sub(r"\1{{ base }}", source)


@cache
def environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(PAGES),
        extensions=[Based],
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
