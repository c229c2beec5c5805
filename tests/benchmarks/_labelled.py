"""Labelled lines and labelled plans, and how well an order or a grouping agrees with the labels.

Lines: `{"ideas": [{"id", "principle", "text", "cluster"}, ...]}`; a cluster says one thing.
A plan: `{"passages": [{"id", "section", "text"}, ...], "factors": [{"id", "text", "label",
"passages"}, ...]}` with the labels covered, partly and missing. Without clusters or labels both are
matched all the same, and what cannot be measured is None.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any


class BadFile(Exception):
    """The file cannot be measured; the message is one line."""


@dataclass(frozen=True)
class Lines:
    """The texts, principles and clusters of lines, by their ids."""

    texts: Mapping[str, str]
    principles: Mapping[str, str]
    clusters: Mapping[str, str]

    @classmethod
    def read(cls, file: Path) -> Lines:
        rows = _rows(file, "ideas", ("id", "text"))
        return cls(
            {row["id"]: row["text"] for row in rows},
            {row["id"]: str(row.get("principle", "")) for row in rows},
            {row["id"]: row["cluster"] for row in rows if isinstance(row.get("cluster"), str)},
        )

    def twins(self, one: str, other: str) -> bool:
        return one != other and one in self.clusters and (
            self.clusters[one] == self.clusters.get(other)
        )  # fmt: skip

    def twin_in_top3(self, ranked: Mapping[str, Sequence[str]]) -> float | None:
        """Of the lines of `ranked` with a twin among its lines, the share with one in its first
        three."""
        return mean(
            any(self.twins(name, other) for other in others[:3])
            for name, others in ranked.items()
            if any(self.twins(name, other) for other in ranked)
        )

    def cluster_f1(self, groups: Iterable[Iterable[str]]) -> float | None:
        """F1 of "these two lines are together" over all pairs of lines."""
        joined = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
        meant = {frozenset(pair) for pair in combinations(self.clusters, 2) if self.twins(*pair)}
        if not meant:
            return None
        return round(2 * len(joined & meant) / (len(joined) + len(meant)), 3)


@dataclass(frozen=True)
class Plan:
    """Passages (id, heading, text), factors (id, text), and what the labels say of the factors."""

    passages: Sequence[tuple[str, str, str]]
    factors: Sequence[tuple[str, str]]
    missing: Mapping[str, bool]
    meant: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, file: Path) -> Plan:
        passages = _rows(file, "passages", ("id", "text"))
        factors = _rows(file, "factors", ("id", "text"))
        labelled = [row for row in factors if row.get("label") in ("covered", "partly", "missing")]
        return cls(
            [(row["id"], str(row.get("section", "")), row["text"]) for row in passages],
            [(row["id"], row["text"]) for row in factors],
            {row["id"]: row["label"] == "missing" for row in labelled},
            {
                row["id"]: frozenset(map(str, row["passages"]))
                for row in labelled
                if row["label"] != "missing" and row.get("passages")
            },
        )

    def recall_at_3(self, ranked: Mapping[str, Sequence[str]]) -> float | None:
        return mean(len(meant & set(ranked[f][:3])) / len(meant) for f, meant in self.meant.items())

    def hit_in_5(self, ranked: Mapping[str, Sequence[str]]) -> float | None:
        return mean(bool(meant & set(ranked[f][:5])) for f, meant in self.meant.items())

    def missing_auc(self, scores: Mapping[str, float]) -> float | None:
        """How often a missing factor has a lower best score than another factor; ties are half."""
        low = [scores[name] for name, missing in self.missing.items() if missing]
        high = [scores[name] for name, missing in self.missing.items() if not missing]
        return mean((a < b) + (a == b) / 2 for a in low for b in high)


def mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return round(sum(found) / len(found), 3) if found else None


def _rows(file: Path, key: str, words: Sequence[str]) -> list[dict[str, Any]]:
    """The objects under `key`, each with its own id and text. Raises BadFile, saying what is wrong
    in one line."""
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadFile(f"{file}: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise BadFile(f"{file} is not JSON in UTF-8") from None
    rows = read.get(key) if isinstance(read, dict) else None
    if not isinstance(rows, list) or not rows:
        raise BadFile(f'{file} has no list called "{key}"')
    seen = set()
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not all(isinstance(row.get(w), str) for w in words):
            raise BadFile(f"{file}: number {number} of {key} needs {' and '.join(words)}, as text")
        if not isinstance(row.get("passages", []), list):
            raise BadFile(f"{file}: number {number} of {key} has passages that are no list")
        if row["id"] in seen:
            raise BadFile(f"{file}: the id {row['id']} comes twice in {key}")
        seen.add(row["id"])
    return rows
