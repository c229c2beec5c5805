"""How well are lines that say the same found, and passages of a plan that show a key factor?

    python tests/benchmarks/matching.py [--ideas FILE --plan FILE] [--method light] [--out FILE]

Without files, the sets of tests/matching are measured, one after the other; they are fictitious and
were written for this kit, by one author. Prints a table for each file, what a warm worker needs for
250 lines and for 300 passages with 40 factors (made by recombining the first files), and one JSON
object on the last line; of several sets its figures are means and `sets` has each.

- `twin_in_top3`: of the lines with a twin (another line of their cluster, anywhere in the file) the
  share with one among the first three suggestions, over all lines at once. The table also has it
  for each principle by itself, which is easier.
- `cluster_f1`: F1 over the pairs of lines that are put together.
- `recall_at_3`: the mean share of a covered or partly covered factor's passages among the first
  three; `hit_in_5`: the share of these factors with at least one among the first five.
- `missing_auc`: how often a missing factor has a lower best score than another factor.
- `seconds`, `peak_mib`: of the worker, for both requests together.

The rows: `light` is what the kit does; `light, no list` does without the word list of
exercises/content/matching.toml except for its stopwords and negations; RapidFuzz and BM25 are
measured as they come, their groups with whichever cut suits them best in this very file.

`--out FILE` writes what was found: `{"suggestions": {line: [ids]}, "groups": [[ids]], "ranked":
{factor: [passage ids]}, "scores": {factor: best score}}`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # runs uninstalled too

from exercises.plan.evidence import evidence
from exercises.twins import Vocabulary, groups, nearest, vocabulary
from tests.benchmarks import _baselines as baselines
from tests.benchmarks._labelled import BadFile, Lines, Plan, mean

ROOT = Path(__file__).resolve().parents[2]
SETS = ROOT / "tests" / "matching"
KEYS = ("twin_in_top3", "cluster_f1", "recall_at_3", "hit_in_5", "missing_auc")
CUTS = np.arange(0.05, 1, 0.05)


@dataclass(frozen=True)
class Matched:
    """What one method found."""

    suggestions: Mapping[str, Sequence[str]]
    within: Mapping[str, Mapping[str, Sequence[str]]]
    groups: Sequence[Sequence[str]]
    ranked: Mapping[str, Sequence[str]]
    scores: Mapping[str, float]

    def measured(self, lines: Lines, plan: Plan) -> dict[str, Any]:
        return {
            "twin_in_top3": lines.twin_in_top3(self.suggestions),
            "within_principle": within(lines, self.within),
            "cluster_f1": lines.cluster_f1(self.groups),
            "recall_at_3": plan.recall_at_3(self.ranked),
            "hit_in_5": plan.hit_in_5(self.ranked),
            "missing_auc": plan.missing_auc(self.scores),
        }


def within(lines: Lines, ranked: Mapping[str, Mapping[str, Sequence[str]]]) -> float | None:
    """twin_in_top3 with each principle's lines by themselves."""
    hits = [
        any(lines.twins(name, other) for other in others[:3])
        for own in ranked.values()
        for name, others in own.items()
        if any(lines.twins(name, other) for other in own)
    ]
    return mean(hits)


def by_principle(lines: Lines) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for name, text in lines.texts.items():
        found.setdefault(lines.principles[name], []).append((name, text))
    return found


def light(lines: Lines, plan: Plan, words: Vocabulary) -> Matched:
    """The kit's own method, with this word list."""
    found = evidence(plan.factors, plan.passages, most=len(plan.passages), words=words)
    every = list(lines.texts.items())
    return Matched(
        names(nearest(every, words=words)),
        {
            principle: names(nearest(own, words=words))
            for principle, own in by_principle(lines).items()
        },
        [[str(name) for name in group] for group in groups(every, words=words)],
        {name: [str(hit.passage) for hit in each.hits] for name, each in found.items()},
        {name: each.hits[0].score if each.hits else 0.0 for name, each in found.items()},
    )


def names(ranked: Mapping[Any, Sequence[Any]]) -> dict[str, list[str]]:
    return {str(name): [str(other) for other in others] for name, others in ranked.items()}


def baseline(lines: Lines, plan: Plan, compare: Callable[..., np.ndarray]) -> Matched:
    ids, texts = list(lines.texts), list(lines.texts.values())
    table = compare(texts, texts)
    plain = compare([text for _, text in plan.factors], [text for _, _, text in plan.passages])
    best = plain.max(axis=1)
    return Matched(
        top3(ids, table),
        {
            principle: top3([ids[n] for n in rows], table[np.ix_(rows, rows)])
            for principle in by_principle(lines)
            for rows in [[n for n, name in enumerate(ids) if lines.principles[name] == principle]]
        },
        best_groups(lines, ids, table),
        {
            name: [plan.passages[n][0] for n in np.argsort(-row, kind="stable")]
            for (name, _), row in zip(plan.factors, plain, strict=True)
        },
        {name: float(score) for (name, _), score in zip(plan.factors, best, strict=True)},
    )


def top3(ids: Sequence[str], table: np.ndarray) -> dict[str, list[str]]:
    alone = table.astype(float)
    np.fill_diagonal(alone, -1)
    return {
        name: [ids[int(n)] for n in np.argsort(-row, kind="stable")[:3] if row[n] > 0]
        for name, row in zip(ids, alone, strict=True)
    }


def best_groups(lines: Lines, ids: Sequence[str], table: np.ndarray) -> list[list[str]]:
    """Average linkage, cut where it agrees best with the labels of this file."""
    if len(ids) < 2:
        return [[name] for name in ids]
    even = (table + table.T) / 2
    apart = 1 - even / max(even.max(), 1e-9)
    np.fill_diagonal(apart, 0)
    joined = linkage(squareform(apart, checks=False), "average")
    tried = []
    for cut in CUTS:
        found: dict[int, list[str]] = {}
        for name, label in zip(ids, fcluster(joined, cut, "distance"), strict=True):
            found.setdefault(int(label), []).append(name)
        tried.append(list(found.values()))
    agreed = [lines.cluster_f1(each) or 0 for each in tried]
    return tried[int(np.argmax(agreed))]


def report(lines: Lines, plan: Plan) -> tuple[dict[str, Any], Matched]:
    """Measure every method on one set, print a row for each, and return the kit's own."""
    bare = replace(vocabulary(), phrases={})
    ours = light(lines, plan, vocabulary())
    rows = {
        "light": ours,
        "light, no list": light(lines, plan, bare),
        "RapidFuzz": baseline(lines, plan, baselines.rapidfuzz),
        "BM25": baseline(lines, plan, baselines.bm25),
    }
    measured = {name: matched.measured(lines, plan) for name, matched in rows.items()}
    heads = ["twin_in_top3", "within_principle", *KEYS[1:]]
    print(f"{'':16}" + "".join(f"{head:>18}" for head in heads))
    for name, row in measured.items():
        cells = ("-" if row[head] is None else f"{row[head]:.3f}" for head in heads)
        print(f"{name:16}" + "".join(f"{cell:>18}" for cell in cells))
    print(f"{sum(plan.missing.values())} of the {len(plan.factors)} factors are labelled missing")
    return measured["light"], ours


def recombined(texts: Sequence[str], count: int) -> list[str]:
    """`count` texts, each the first half of one and the second half of another."""
    cut = [text.split() for text in texts]
    made = []
    for n in range(count):
        one, other = cut[n % len(cut)], cut[(n * 7 + n // len(cut) + 1) % len(cut)]
        made.append(" ".join([*one[: (len(one) + 1) // 2], *other[len(other) // 2 :]]))
    return made


def burden(lines: Lines, plan: Plan) -> dict[str, float]:
    """Seconds and memory of a warm worker: 250 lines, then 300 passages with 40 factors."""
    headings = [heading for _, heading, _ in plan.passages]
    texts = recombined([text for _, _, text in plan.passages], 300)
    requests = {
        "seconds_lines": {"lines": [*enumerate(recombined(list(lines.texts.values()), 250))]},
        "seconds_plan": {
            "factors": [
                (f"f{n}", text)
                for n, text in enumerate(recombined([text for _, text in plan.factors], 40))
            ],
            "passages": [
                (f"p{n}", headings[n % len(headings)], text) for n, text in enumerate(texts)
            ],
        },
    }
    command = [sys.executable, "-m", "exercises.matcher"]
    took = {}
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as worker:
        peak = Peak(worker.pid)
        peak.start()
        ask(worker, {"lines": [[1, "a first question"]]})
        for name, request in requests.items():
            start = time.perf_counter()
            ask(worker, request)
            took[name] = round(time.perf_counter() - start, 3)
        peak.enough.set()
        peak.join()
    return {"seconds": round(sum(took.values()), 3), **took, "peak_mib": round(peak.mib, 1)}


def ask(worker: subprocess.Popen[bytes], request: Mapping[str, Any]) -> None:
    assert worker.stdin is not None and worker.stdout is not None
    worker.stdin.write(json.dumps({"id": 1, **request}).encode() + b"\n")
    worker.stdin.flush()
    answer = json.loads(worker.stdout.readline())
    if "error" in answer:
        raise RuntimeError(answer["error"])


class Peak(threading.Thread):
    """Looks at a process every hundredth of a second; `mib` is the most that it held."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._process = psutil.Process(pid)
        self.enough = threading.Event()
        self.mib = 0.0

    def run(self) -> None:
        while not self.enough.wait(0.01):
            try:
                self.mib = max(self.mib, self._process.memory_info().rss / 2**20)
            except psutil.NoSuchProcess:
                return


def sets() -> dict[str, tuple[Lines, Plan]]:
    """The sets of tests/matching: the lines about somebody, and the plan of a board there."""
    return {
        name: (Lines.read(file), Plan.read(SETS / f"{name}_plan.json"))
        for file in sorted(SETS.glob("*_ideas.json"))
        for name in [file.name.removesuffix("_ideas.json")]
    }


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure suggested twins and passages of a plan.")
    parser.add_argument("--ideas", type=Path, metavar="FILE", help="labelled lines")
    parser.add_argument("--plan", type=Path, metavar="FILE", help="a labelled plan")
    parser.add_argument("--method", choices=("light", "semantic"), default="light")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write what was found")
    asked = parser.parse_args(words)
    try:
        return measure(asked.ideas, asked.plan, asked.method, asked.out)
    except BadFile as error:
        print(f"matching: {error}", file=sys.stderr)
        return 1


def measure(ideas: Path | None, plan: Path | None, method: str, out: Path | None) -> int:
    if method == "semantic":
        raise BadFile("this kit has no semantic method; use --method light")
    if (ideas is None) != (plan is None):
        raise BadFile("--ideas and --plan go together; give both, or neither for the kit's own")
    if ideas and plan:
        chosen = {f"{ideas.name}, {plan.name}": (Lines.read(ideas), Plan.read(plan))}
    else:
        chosen = sets()
    if out and len(chosen) > 1:
        raise BadFile("--out needs --ideas and --plan")
    results = {}
    for name, labelled in chosen.items():
        print(f"{name}: {len(labelled[0].texts)} lines, {len(labelled[1].passages)} passages")
        results[name], found = report(*labelled)
        if out:
            write(out, found)
    cost = burden(*next(iter(chosen.values())))
    print(
        f"a warm worker: 250 lines {cost['seconds_lines']} s, 300 passages with 40 factors "
        f"{cost['seconds_plan']} s, at most {cost['peak_mib']} MiB"
    )
    known = {key: [row[key] for row in results.values() if row[key] is not None] for key in KEYS}
    last: dict[str, Any] = {key: mean(values) for key, values in known.items()}
    last |= {"method": method, **cost}
    print(
        json.dumps(last | ({"sets": results} if len(results) > 1 else next(iter(results.values()))))
    )
    return 0


def write(out: Path, found: Matched) -> None:
    """Write what was found, for others to score. Raises BadFile when that is not possible."""
    text = json.dumps(
        {
            "suggestions": found.suggestions,
            "groups": found.groups,
            "ranked": found.ranked,
            "scores": found.scores,
        },
        indent=1,
    )
    try:
        out.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise BadFile(f"{out}: {error.strerror or error}") from None


if __name__ == "__main__":
    sys.exit(main())
