"""How good are the suggested twins? Measured on 112 labelled development lines.

    python tests/benchmarks/suggestions.py

Prints a short table, then one JSON object on the last line:

- `twin_in_top_three`: of the lines that have a twin (another line of their cluster), the share
  for which `nearest(lines, k=3)` names at least one; all 112 lines at once, the hard way.
- `cluster_f1`: pairs over the threshold are joined, pairs of pairs follow (a-b and b-c give a-c);
  F1 of "these two lines are in one cluster" over all pairs of lines.
- `pairs_shown`, `precision`, `hard_negatives_suggested`: the pairs over the threshold; the share
  that lie in one cluster; how many lie in two clusters that are listed as looking alike and
  meaning something else. `first_twenty_precision` is what a table sees with `most=20`.
- `within_...`: the same lines, one principle at a time, as tables condense them.
- `seconds`: one `pairs` of 180 lines, after the import.

These numbers flatter. The word list was written, and the few weights and the threshold were chosen,
with these lines in view. Two further groups bound what other lines may bring:

- `left_out_...`: for each cluster in turn, every listed phrase that occurs in that cluster's lines
  and in no other's is struck out first, plain words like "police" included, so this is on the low
  side; weights and threshold stay as they are.
- `no_list_...`: no word list but stopwords and negations.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # runs uninstalled too

from exercises.twins import (
    THRESHOLD,
    Vocabulary,
    clauses,
    compare,
    nearest,
    pairs,
    vocabulary,
)

DATA = Path(__file__).parent / "data" / "dev_ideas.json"
Pair = frozenset[str]


@dataclass(frozen=True)
class Labelled:
    """Lines with the cluster and the principle of each, and the cluster pairs to keep apart."""

    texts: Mapping[str, str]
    clusters: Mapping[str, str]
    principles: Mapping[str, str]
    apart: frozenset[Pair]

    def twins(self, one: str, other: str) -> bool:
        return one != other and self.clusters[one] == self.clusters[other]

    def lines(self, principle: str = "") -> list[tuple[str, str]]:
        return [(n, t) for n, t in self.texts.items() if principle in ("", self.principles[n])]


def load() -> Labelled:
    raw = json.loads(DATA.read_text(encoding="utf-8"))
    ideas = raw["ideas"]
    return Labelled(
        {idea["id"]: idea["text"] for idea in ideas},
        {idea["id"]: idea["cluster"] for idea in ideas},
        {idea["id"]: idea["principle"] for idea in ideas},
        frozenset(frozenset((p["a"], p["b"])) for p in raw["hard_negative_cluster_pairs"]),
    )


def hits(data: Labelled, ranked: Mapping[str, Iterable[str]], of: Collection[str]) -> list[bool]:
    """For every line in `of` with a twin among the ranked ones: does its ranking name one?"""
    return [
        any(data.twins(name, other) for other in ranked[name])
        for name in of
        if any(data.twins(name, other) for other in ranked)
    ]


def shown(data: Labelled, found: Collection[Pair]) -> dict[str, float]:
    right = sum(data.twins(*pair) for pair in found)
    hard = sum(frozenset(data.clusters[n] for n in pair) in data.apart for pair in found)
    return {
        "pairs_shown": len(found),
        "precision": round(right / len(found), 3) if found else 0.0,
        "hard_negatives_suggested": hard,
    }


def cluster_f1(data: Labelled, found: Iterable[Pair]) -> float:
    home = {name: name for name in data.texts}
    for one, other in map(sorted, found):
        old, new = home[other], home[one]
        home = {name: new if at == old else at for name, at in home.items()}
    joined = {frozenset(p) for p in combinations(home, 2) if home[p[0]] == home[p[1]]}
    meant = {frozenset(p) for p in combinations(home, 2) if data.twins(*p)}
    return round(2 * len(joined & meant) / (len(joined) + len(meant)), 3)


def as_given(data: Labelled) -> dict[str, float]:
    lines = data.lines()
    twins = pairs(lines, most=len(lines) ** 2)
    found = [frozenset((str(twin.a), str(twin.b))) for twin in twins]
    every = hits(data, names(nearest(lines)), data.texts)
    within = [
        hit
        for principle in sorted(set(data.principles.values()))
        for ranked in [names(nearest(data.lines(principle)))]
        for hit in hits(data, ranked, ranked)
    ]
    return {
        "twin_in_top_three": share(every),
        "cluster_f1": cluster_f1(data, found),
        **shown(data, found),
        "first_twenty_precision": shown(data, found[:20])["precision"],
        "within_twin_in_top_three": share(within),
        **{f"within_{key}": value for key, value in shown(data, separately(data)).items()},
    }


def separately(data: Labelled) -> list[Pair]:
    """The pairs a trainer is shown when each principle is condensed by itself."""
    return [
        frozenset((str(twin.a), str(twin.b)))
        for principle in sorted(set(data.principles.values()))
        for twin in pairs(data.lines(principle))
    ]


def names(ranked: Mapping) -> dict[str, list[str]]:
    return {str(name): [str(other) for other in others] for name, others in ranked.items()}


def share(right: list[bool]) -> float:
    return round(sum(right) / len(right), 3)


def with_words(
    data: Labelled, words: Vocabulary, of: Collection[str]
) -> tuple[list[bool], set[Pair]]:
    """The hits of the lines `of`, and the shown pairs that touch them, with another word list."""
    ids = sorted(data.texts)
    scores = compare([data.texts[name] for name in ids], words)
    ranked = {
        name: [ids[n] for n in np.argsort(-row, kind="stable")[:3] if row[n] > 0]
        for name, row in zip(ids, scores, strict=True)
    }
    over = {frozenset((ids[i], ids[j])) for i, j in np.argwhere(scores >= THRESHOLD) if i < j}
    return hits(data, ranked, of), {pair for pair in over if pair & set(of)}


def phrases_in(text: str, words: Vocabulary) -> set[tuple[str, ...]]:
    return {
        tuple(clause[start:end])
        for clause in clauses(text)
        for start, end in combinations(range(len(clause) + 1), 2)
        if tuple(clause[start:end]) in words.phrases
    }


def left_out(data: Labelled) -> dict[str, float]:
    words = vocabulary()
    used = {name: phrases_in(text, words) for name, text in data.texts.items()}
    right: list[bool] = []
    found: set[Pair] = set()
    for cluster in sorted(set(data.clusters.values())):
        members = {name for name, its in data.clusters.items() if its == cluster}
        elsewhere = set().union(*(used[name] for name in used if name not in members))
        only_here = set().union(*(used[name] for name in members)) - elsewhere
        fewer = {phrase: m for phrase, m in words.phrases.items() if phrase not in only_here}
        some_right, some_found = with_words(data, replace(words, phrases=fewer), members)
        right += some_right
        found |= some_found
    return {
        "left_out_twin_in_top_three": share(right),
        "left_out_cluster_f1": cluster_f1(data, found),
        **{f"left_out_{key}": value for key, value in shown(data, found).items()},
    }


def no_list(data: Labelled) -> dict[str, float]:
    right, found = with_words(data, replace(vocabulary(), phrases={}), data.texts)
    return {
        "no_list_twin_in_top_three": share(right),
        "no_list_cluster_f1": cluster_f1(data, found),
        **{f"no_list_{key}": value for key, value in shown(data, found).items()},
    }


def seconds(data: Labelled) -> float:
    texts = list(data.texts.values())
    lines = [(number, texts[number % len(texts)]) for number in range(180)]
    start = time.perf_counter()
    pairs(lines)
    return round(time.perf_counter() - start, 3)


def measure() -> dict[str, float | str]:
    data = load()
    return {
        **as_given(data),
        **left_out(data),
        **no_list(data),
        "seconds": seconds(data),
        "threshold": THRESHOLD,
        "method": "development lines; word list, weights and threshold chosen with them in view",
    }


if __name__ == "__main__":
    measured = measure()
    print(f"{'112 development lines':34}{'as is':>8}{'left out':>10}{'no list':>9}")
    for key in ("twin_in_top_three", "cluster_f1", "pairs_shown", "precision"):
        row = [measured[prefix + key] for prefix in ("", "left_out_", "no_list_")]
        print(f"{key.replace('_', ' '):34}{row[0]:>8}{row[1]:>10}{row[2]:>9}")
    print(f"{'twin in top three, one principle':34}{measured['within_twin_in_top_three']:>8}")
    print(f"{'seconds for 180 lines':34}{measured['seconds']:>8}")
    print(json.dumps(measured))
