"""How well is identifiable information found? Measured on labelled lines.

    python tests/benchmarks/identifiers.py [--lines FILE] [--show]

FILE is a JSON list of `{"text": ..., "kinds": [...]}` with the kinds of `exercises.identifiers`;
without it, the lines that were held back while the rules were written. `--show` lists the lines on
which the labels and the rules differ.

Prints a short table, then one JSON object on the last line. By lines: of the flagged lines,
`precision` is the share with at least one flag that their label names as well; of the labelled
lines, `recall` is the share of those. `kinds` has the same for each kind by itself, with how many
lines are labelled and flagged with it; a share of nothing is null.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # runs uninstalled too

from exercises.identifiers import KINDS, find

HELD = Path(__file__).resolve().parents[1] / "samples" / "identifiers_held.json"

Marks = tuple[str, frozenset[str], frozenset[str]]
"""A line, the kinds of its label, and the kinds that were found."""


def load(file: Path) -> list[Marks]:
    """Read labelled lines and look at each. Raises ValueError, saying which line is wrong."""
    marks = []
    for number, line in enumerate(json.loads(file.read_text(encoding="utf-8")), 1):
        labels = frozenset(line["kinds"])
        if unknown := labels - KINDS.keys():
            raise ValueError(f"line {number} has {sorted(unknown)}; kinds are: {', '.join(KINDS)}")
        found = frozenset(each.kind for each in find(line["text"]))
        marks.append((line["text"], labels, found))
    return marks


def measure(marks: Sequence[Marks]) -> dict[str, Any]:
    """Precision and recall by lines: together, and for each kind."""
    return {
        "lines": len(marks),
        **shares([(labels, found) for _, labels, found in marks]),
        "kinds": {
            kind: shares([(labels & {kind}, found & {kind}) for _, labels, found in marks])
            for kind in KINDS
        },
    }


def shares(pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> dict[str, Any]:
    right = sum(bool(labels & found) for labels, found in pairs)
    flagged = sum(bool(found) for _, found in pairs)
    labelled = sum(bool(labels) for labels, _ in pairs)
    return {
        "precision": round(right / flagged, 3) if flagged else None,
        "recall": round(right / labelled, 3) if labelled else None,
        "labelled": labelled,
        "flagged": flagged,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how well identifiers are found.")
    parser.add_argument("--lines", type=Path, default=HELD, metavar="FILE", help="labelled lines")
    parser.add_argument("--show", action="store_true", help="list the lines that differ")
    asked = parser.parse_args()
    marks = load(asked.lines)
    measured = measure(marks)
    if asked.show:
        for text, labels, found in marks:
            if labels != found:
                print(f"{text!r}: labelled {sorted(labels)}, found {sorted(found)}")
    print(f"{'':20}{'precision':>10}{'recall':>10}{'labelled':>10}{'flagged':>10}")
    for name, row in {"lines": measured, **measured["kinds"]}.items():
        cells = ("-" if row[key] is None else row[key] for key in ("precision", "recall"))
        print(f"{name:20}{''.join(f'{c:>10}' for c in (*cells, row['labelled'], row['flagged']))}")
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
