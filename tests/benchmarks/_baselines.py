"""What two libraries find in the same lines and plans, with their own means and nothing of ours."""

from __future__ import annotations

from collections.abc import Sequence

import bm25s
import numpy as np
from rapidfuzz import fuzz, process, utils

Table = np.ndarray


def rapidfuzz(some: Sequence[str], others: Sequence[str]) -> Table:
    """`token_set_ratio` of each of some texts with each of the others, from 0 to 1."""
    return (
        process.cdist(some, others, scorer=fuzz.token_set_ratio, processor=utils.default_process)
        / 100
    )


def bm25(some: Sequence[str], others: Sequence[str]) -> Table:
    """BM25 as it comes out of the box: English stopwords, no stems."""

    def tokens(texts: Sequence[str]) -> list[list[str]]:
        found = bm25s.tokenize(list(texts), stopwords="en", return_ids=False, show_progress=False)
        return [list(map(str, each)) for each in found]

    index = bm25s.BM25()
    index.index(tokens(others), show_progress=False)
    known = index.vocab_dict
    rows = [[word for word in asked if word in known] for asked in tokens(some)]
    return np.array([index.get_scores(row) if row else np.zeros(len(others)) for row in rows])
