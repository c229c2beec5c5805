"""Passages of a plan that may show a key factor, best first; a table decides whether they do.

Nothing here says "covered". It puts passages in order, marks the sentence in each that is nearest
to the factor, and points at words that a table must not read over (`exercises.plan.cautions`).

How a factor and a passage are compared: twice, and the two cosines count the same. Once by the
marks of `exercises.twins` (stems, and listed phrases that mean one thing), once by runs of three to
five letters with the small words left in. Both are weighed by how rare they are among the passages
and the factors (TF-IDF). The heading adds a tenth of what it would score by itself.

`Found.clear` is False only where not one passage shares anything with the factor. From a low score
nothing more can be said. This was measured on five invented plans with 105 labelled factors, one of
them the rich sample with the decisions of the example session. A missing factor's best score is
below another factor's in 0.77 of the pairs, on one plan in 0.56. The rule that stood here before, a
faint best score that hardly stands out from the fifth, spoke 16 times and was right 10 times; on
the rich sample 1 time in 5. Of 18,534 rules that spoke at least four times, with one or two bounds
on how near and how lone the best passages are, 12 were right nine times in ten; each of these spoke
of just 4 of the 105, and rules chosen so on four of the plans were wrong or silent on the fifth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exercises.plan.cautions import Caution, cautions, rules_out
from exercises.plan.sentences import sentences
from exercises.twins import Vocabulary, vocabulary

if TYPE_CHECKING:
    import numpy as np

HEADING = 0.1  # the share of the heading's own score that is added
LONGEST_FACTOR = 2_000  # characters of a factor that are compared


@dataclass(frozen=True)
class Hit:
    """A passage that may show a factor. `start` and `end` are the characters of its best sentence,
    `score` runs from 0 to 1.1 and is for ordering only. `warnings` are those of its heading and
    then those of its text."""

    passage: str
    score: float
    start: int
    end: int
    warnings: tuple[Caution, ...]


@dataclass(frozen=True)
class Found:
    """The passages for one factor, best first; `clear` is False where nothing is shared."""

    hits: tuple[Hit, ...]
    clear: bool


def evidence(
    factors: Sequence[tuple[str, str]],
    passages: Sequence[tuple[str, str, str]],
    most: int = 5,
    words: Vocabulary | None = None,
) -> dict[str, Found]:
    """For each factor (id, text) at most `most` passages (id, heading, text) that share something
    with it; equal ones in the order given. `words` is the kit's word list unless another is given.
    Raises ValueError when an id comes twice."""
    _once("factors", (name for name, _ in factors))
    _once("passages", (name for name, _, _ in passages))
    if not factors:
        return {}
    asked = [text[:LONGEST_FACTOR] for _, text in factors]
    texts = [text for _, _, text in passages]
    compare = _comparing([*texts, *asked], words or vocabulary())
    heads = [head for _, head, _ in passages]
    scores = (compare(asked, texts) + HEADING * compare(asked, heads)).round(6)
    ranked = [
        [row for row in sorted(range(len(texts)), key=lambda row: -line[row]) if line[row] > 0]
        for line in scores
    ]
    shown = [rows[:most] for rows in ranked]
    marked = _marked(compare, asked, texts, shown)
    warned = {row: _warnings(heads[row], texts[row]) for rows in shown for row in rows}
    return {
        name: Found(
            tuple(
                Hit(passages[row][0], float(line[row]), *marked[number, row], warned[row])
                for row in rows
            ),
            clear=bool(ranked[number]),
        )
        for number, ((name, _), rows, line) in enumerate(zip(factors, shown, scores, strict=True))
    }


def _warnings(heading: str, text: str) -> tuple[Caution, ...]:
    under = (Caution("heading", 0, 0),) if rules_out(heading) else ()
    return (*under, *cautions(text))


Comparing = Callable[[Sequence[str], Sequence[str]], "np.ndarray"]


def _comparing(known: Sequence[str], words: Vocabulary) -> Comparing:
    """A function that scores each of some texts with each of others, weighed by what is rare among
    the `known` texts."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    def marks(text: str) -> list[tuple[str, str]]:
        return [(mark.name, mark.kind) for mark in words.marks(text)]

    ways: tuple[dict[str, Any], ...] = (
        {"analyzer": marks},
        {"analyzer": "char_wb", "ngram_range": (3, 5)},
    )
    measures = []
    for way in ways:
        try:
            measures.append(TfidfVectorizer(sublinear_tf=True, **way).fit(known))
        except ValueError:  # not one mark or letter in any of the texts
            continue

    def compare(some: Sequence[str], others: Sequence[str]) -> np.ndarray:
        total = np.zeros((len(some), len(others)))
        if len(some) and len(others):
            for measure in measures:
                total += (measure.transform(some) @ measure.transform(others).T).toarray() / 2
        return total

    return compare


def _marked(
    compare: Comparing, asked: Sequence[str], texts: Sequence[str], shown: Sequence[Sequence[int]]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each factor and each passage shown for it the characters of the best sentence, the first
    of equal ones."""
    rows = sorted({row for some in shown for row in some})
    spans = [(row, *span) for row in rows for span in sentences(texts[row])]
    scores = compare(asked, [texts[row][start:end] for row, start, end in spans])
    among: dict[int, list[int]] = {}
    for column, (row, _, _) in enumerate(spans):
        among.setdefault(row, []).append(column)
    best = {
        (number, row): max(among[row], key=lambda column: scores[number, column].round(6))
        for number, some in enumerate(shown)
        for row in some
        if row in among
    }
    whole = {(n, row): (0, len(texts[row])) for n, some in enumerate(shown) for row in some}
    return whole | {place: spans[column][1:] for place, column in best.items()}


def _once(kind: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"two {kind} have the id {name!r}; give each an id of its own")
        seen.add(name)
