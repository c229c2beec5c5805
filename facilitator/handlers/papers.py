"""The papers for IT, data protection and accessibility, on this machine only."""

from __future__ import annotations

import asyncio

from tornado.web import HTTPError

from facilitator.guard import REPORT_POLICY
from facilitator.handlers.reports import KINDS
from facilitator.page import Page
from facilitator.papers.files import PAPERS
from facilitator.summaries.standing import MAKERS


class Papers(Page):
    """The three papers, to choose from."""

    here_only = True

    def get(self) -> None:
        self.show("papers", papers=PAPERS)


class Paper(Page):
    """One paper as a file for Word or as a page to print."""

    here_only = True
    policy = REPORT_POLICY

    async def get(self, stem: str, end: str) -> None:
        paper = next((each for each in PAPERS if each.stem == stem), None)
        if paper is None:
            raise HTTPError(404)
        made = await asyncio.to_thread(MAKERS[end], paper.make())
        self.set_header("Content-Type", KINDS[end])
        if end != ".html":
            self.set_header("Content-Disposition", f'attachment; filename="{stem}{end}"')
        self.finish(made)
