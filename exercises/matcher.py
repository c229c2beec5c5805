"""The process that compares words: `python -m exercises.matcher` stays warm beside the server.

It reads JSON lines and answers each with one JSON line, until the end of its input:

- `{"id": 7, "lines": [["a1", "tell the police"], ...]}` asks for likely twins
  (`exercises.twins`): `{"id": 7, "pairs": [["a1", "b4", 0.62], ...]}`.
- `{"id": 8, "factors": [["f1", "a named worker"], ...], "passages": [["p1", "Aim 1", "We will
  ..."], ...]}` asks for passages of a plan (`exercises.plan.evidence`): `{"id": 8, "found": {"f1":
  {"clear": true, "hits": [["p1", 0, 42, [["negation", 3, 6]]], ...]}}}`. A hit is a passage, the
  first character and the last-plus-one of its best sentence, and the cautions in the passage; a
  heading that rules out what stands under it is `["heading", 0, 0]`.
- `{"id": 9, "codings": {"role": [[1, 0, ...], [1, 1, ...]], ...}}` asks how far two coders agree
  (`exercises.interviews.kappa`): `{"id": 9, "kappas": {"role": 0.62, ...}}`, null where it cannot
  be worked out.
- Whatever it cannot answer: `{"id": 9, "error": "what was wrong"}`, in which ids and kinds are
  named and never anybody's words.

It writes people's words nowhere.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from exercises.interviews.kappa import kappa
from exercises.plan.evidence import evidence
from exercises.twins import Id, pairs

SHAPE = (
    'the request has another shape; send {"id": n, "lines": [[id, text], ...]}, '
    '{"id": n, "factors": [[id, text], ...], "passages": [[id, heading, text], ...]} or '
    '{"id": n, "codings": {name: [[1, 0, ...], [1, 1, ...]]}}'
)


def answer(request: str | bytes) -> dict[str, Any]:
    """Answer one request of the worker."""
    number = None
    try:
        asked = json.loads(request)
        number = asked["id"]
        if "codings" in asked:
            return {"id": number, **_kappas(asked)}
        return {"id": number, **(_twins(asked) if "lines" in asked else _evidence(asked))}
    except ValueError as error:
        unread = isinstance(error, UnicodeDecodeError | json.JSONDecodeError)
        said = "the request is not JSON; send one JSON object a line" if unread else str(error)
        return {"id": number, "error": said}
    except (TypeError, KeyError, AttributeError, RecursionError):
        return {"id": number, "error": SHAPE}


def _twins(asked: dict[str, Any]) -> dict[str, Any]:
    lines = [(name, text) for name, text in _rows(asked["lines"], 2)]
    if not all(isinstance(name, Id) and isinstance(text, str) for name, text in lines):
        raise TypeError
    return {"pairs": [[twin.a, twin.b, twin.score] for twin in pairs(lines)]}


def _kappas(asked: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for name, pair in asked["codings"].items():
        a, b = pair
        found[name] = kappa(a, b)
    return {"kappas": found}


def _evidence(asked: dict[str, Any]) -> dict[str, Any]:
    factors = [(name, text) for name, text in _rows(asked["factors"], 2)]
    passages = [(name, head, text) for name, head, text in _rows(asked["passages"], 3)]
    if not all(isinstance(word, str) for row in (*factors, *passages) for word in row):
        raise TypeError
    return {
        "found": {
            name: {
                "clear": found.clear,
                "hits": [
                    [
                        hit.passage,
                        hit.start,
                        hit.end,
                        [[each.kind, each.start, each.end] for each in hit.warnings],
                    ]
                    for hit in found.hits
                ],
            }
            for name, found in evidence(factors, passages).items()
        }
    }


def _rows(rows: Any, width: int) -> list[Any]:
    """The rows when each has `width` parts. Raises TypeError when not."""
    if not isinstance(rows, list):
        raise TypeError
    if not all(isinstance(row, list) and len(row) == width for row in rows):
        raise TypeError
    return rows


def main() -> int:
    """Answer requests, one JSON line each, until the input ends."""
    evidence([("a", "warm")], [("b", "", "warm up")])
    for request in sys.stdin.buffer:
        if request.strip():
            sys.stdout.buffer.write(json.dumps(answer(request)).encode() + b"\n")
            sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
