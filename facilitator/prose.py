"""Markdown in workbooks, as our pages show it."""

from __future__ import annotations

from typing import Any

from voila.exporter import VoilaMarkdownRenderer


class Prose(VoilaMarkdownRenderer):
    """Voila's renderer without the pilcrow link behind each heading."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, exclude_anchor_links=True, **kwargs)
