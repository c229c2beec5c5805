"""Find lines that say the same thing in other words, so that a table can be asked about them.

A twin is a suggestion and nothing more: nothing here merges, ticks or hides a line. Few and right
is better than many, so a pair is shown only above `THRESHOLD`, and pairs that look alike but say
opposite things, or ask different people to act, are held back.

How two lines are compared: words are shortened to their stems, and phrases listed in
`content/matching.toml` become one mark each ("lpa", "power of attorney"). A line is weighed by how
rare its marks are among all the lines (TF-IDF), and a second time by its runs of three to five
letters, which forgives some misspelling. The score is a weighted mean of the two cosines, cut down
when a shared mark is negated in one line only, or when the lines name different agencies.

scikit-learn takes a second to import, so it is imported when lines are first compared and never in
a page's kernel: `exercises.matcher` keeps one process warm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from exercises.library import CONTENT, Content, Text, read

if TYPE_CHECKING:
    import numpy as np

Id = str | int
Line = tuple[Id, str]
Phrase = tuple[str, ...]

THRESHOLD = 0.41
"""The least score that is shown: of the development pairs over it over nine in ten are right."""

TOGETHER = 0.25
"""The least mean score at which two groups of lines become one, chosen with four sets in view."""

LONGEST = 400
"""Characters of a line that are compared; a flipchart line has about sixty."""

MARKS, LETTERS = 0.7, 0.3  # the shares of the two cosines in a score
KNOWN = {"who": 1.3, "what": 1.2, "word": 1.0}  # listed marks tell more than other words
OPPOSITE = OTHER_AGENCY = 0.2  # what is left of a score when a guard speaks
ONE_AGENCY = 0.7  # one line says who acts, the other leaves it open
REACH = 5  # marks that a "not" reaches, unless the clause ends before


class Matching(Content):
    """The word list, as written in `content/matching.toml`."""

    stopwords: str
    turns: str
    turned: Mapping[str, tuple[Text, ...]]
    who: Mapping[str, tuple[Text, ...]]
    what: Mapping[str, tuple[Text, ...]]


@dataclass(frozen=True)
class Twin:
    """Two lines that may say the same; `score` runs from 0 to 1."""

    a: Id
    b: Id
    score: float


@dataclass(frozen=True)
class Mark:
    """What one word or phrase of a line stands for; `kind` is who, what or word."""

    name: str
    kind: str
    turned: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """The word list, stemmed. `phrases` holds what each run of stems stands for."""

    phrases: Mapping[Phrase, frozenset[Mark]]
    stopwords: frozenset[str]
    turns: frozenset[str]

    @classmethod
    def of(cls, matching: Matching) -> Vocabulary:
        phrases: dict[Phrase, frozenset[Mark]] = {}
        for kind in ("who", "what", "turned"):
            for name, said in getattr(matching, kind).items():
                mark = Mark(name, "what", True) if kind == "turned" else Mark(name, kind)
                for phrase in said:
                    stems = tuple(stem for clause in clauses(phrase) for stem in clause)
                    phrases[stems] = phrases.get(stems, frozenset()) | {mark}
        return cls(
            phrases,
            frozenset(map(stem, matching.stopwords.split())) | set(PRONOUNS.values()),
            frozenset(map(stem, matching.turns.split())),
        )

    def marks(self, text: str) -> Iterator[Mark]:
        """Read a line from left to right; the longest listed phrase wins."""
        longest = max(map(len, self.phrases), default=1)
        for clause in clauses(text):
            at, reach, turned = 0, 0, False
            while at < len(clause):
                turned = turned and reach > 0
                reach -= 1
                for size in range(min(longest, len(clause) - at), 0, -1):
                    found = self.phrases.get(tuple(clause[at : at + size]))
                    if found:
                        at += size
                        for mark in sorted(found, key=lambda mark: mark.name):
                            yield Mark(mark.name, mark.kind, mark.turned != turned)
                        break
                else:
                    word = clause[at]
                    at += 1
                    if word in self.turns:
                        turned, reach = not turned, REACH
                    elif word in self.stopwords:
                        reach += 1
                    else:
                        yield Mark(word, "word", turned)

    def bare(self, text: str) -> str:
        """The line's stems without stopwords, as one text."""
        return " ".join(w for clause in clauses(text) for w in clause if w not in self.stopwords)


PRONOUNS: dict[str, str] = dict.fromkeys(
    "she he they her his him their them hers theirs".split(), "them"
)
PRONOUNS |= dict.fromkeys("herself himself themselves themself".split(), "themself")
SHORT_FORMS = (
    (re.compile(r"\bcan't\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'(s|re|ll|ve|d|m)\b"), ""),
)
CLAUSE_END = re.compile(r"[,;.:?!()\n]|\s-+\s|[\u2013\u2014]|\bbut\b|\bthen\b")
WORD = re.compile(r"[^\W_]+")


def clauses(text: str) -> list[list[str]]:
    """The stems of a line, clause by clause; whoever "she" or "they" are, it becomes "them"."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = text.replace("\u2019", "'").replace("&", " and ")
    for pattern, full in SHORT_FORMS:
        text = pattern.sub(full, text)
    return [[stem(word) for word in WORD.findall(part)] for part in CLAUSE_END.split(text)]


def stem(word: str) -> str:
    """Take off the usual English endings, so that "recorded" and "records" are one."""
    word = PRONOUNS.get(word, word)
    if len(word) < 4 or word in PRONOUNS.values():
        return word
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("sses"):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and re.search("[aeiouy]", root):
            doubled = root[-1] == root[-2] and root[-1] not in "lsz"
            word = root[:-1] if doubled else root
            break
    if word.endswith("ly") and len(word) > 5:
        word = word[:-2]
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


@cache
def vocabulary() -> Vocabulary:
    """The kit's word list. Raises ContentError when the file is malformed."""
    return Vocabulary.of(read(Matching, CONTENT / "matching.toml"))


def compare(texts: Sequence[str], words: Vocabulary) -> np.ndarray:
    """Score every line with every other: a symmetric table, 0 to 1, zeros on its diagonal."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfTransformer, TfidfVectorizer
    from sklearn.preprocessing import normalize

    texts = [text[:LONGEST] for text in texts]
    lines = [list(words.marks(text)) for text in texts]
    marks = sorted({(mark.name, mark.kind) for line in lines for mark in line})
    if not marks:
        return np.zeros((len(texts), len(texts)))
    column = {mark: number for number, mark in enumerate(marks)}
    plain, turned = np.zeros((2, len(texts), len(marks)))
    for row, line in enumerate(lines):
        for mark in line:
            (turned if mark.turned else plain)[row, column[mark.name, mark.kind]] += 1

    weighed = TfidfTransformer().fit_transform(plain + turned).toarray()
    by_marks = np.asarray(normalize(weighed * [KNOWN[kind] for _, kind in marks]))
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    by_letters = letters.fit_transform([words.bare(text) for text in texts])
    scores = MARKS * (by_marks @ by_marks.T) + LETTERS * (by_letters @ by_letters.T).toarray()

    only_plain = ((plain > 0) & (turned == 0)).astype(float)
    only_turned = ((turned > 0) & (plain == 0)).astype(float)
    opposite = only_plain @ only_turned.T
    scores[(opposite + opposite.T) > 0] *= OPPOSITE

    agencies = ((plain + turned) > 0)[:, [kind == "who" for _, kind in marks]].astype(float)
    named = agencies.any(axis=1)
    scores[np.logical_and.outer(named, named) & (agencies @ agencies.T == 0)] *= OTHER_AGENCY
    scores[np.logical_xor.outer(named, named)] *= ONE_AGENCY
    np.fill_diagonal(scores, 0)
    return scores.clip(0, 1).round(4)


def in_order(lines: Iterable[Line]) -> list[Line]:
    """Put the lines in an order of their own: the answer must not hang on how they came."""
    ordered = sorted(lines, key=lambda line: (str(line[0]), line[1]))
    for before, after in pairwise(ordered):
        if before[0] == after[0]:
            raise ValueError(f"two lines have the id {after[0]!r}; give each line an id of its own")
    return ordered


def pairs(lines: Iterable[Line], most: int = 20, threshold: float = THRESHOLD) -> list[Twin]:
    """At most `most` likely twins, best first. Raises ValueError when an id comes twice."""
    ordered = in_order(lines)
    scores = compare([text for _, text in ordered], vocabulary())
    found = [
        Twin(ordered[row][0], ordered[column][0], float(scores[row, column]))
        for row in range(len(ordered))
        for column in range(row + 1, len(ordered))
        if scores[row, column] >= threshold
    ]
    return sorted(found, key=lambda twin: -twin.score)[:most]


def nearest(
    lines: Iterable[Line], k: int = 3, words: Vocabulary | None = None
) -> dict[Id, list[Id]]:
    """For each line the ids of the `k` likest others, best first; fewer when nothing is shared."""
    ordered = in_order(lines)
    scores = compare([text for _, text in ordered], words or vocabulary())
    return {
        name: [
            ordered[other][0]
            for other in sorted(range(len(ordered)), key=lambda other: -row[other])[:k]
            if row[other] > 0
        ]
        for (name, _), row in zip(ordered, scores, strict=True)
    }


def groups(
    lines: Iterable[Line], threshold: float = TOGETHER, words: Vocabulary | None = None
) -> list[list[Id]]:
    """Put every line into one group; most are alone in theirs. Two groups become one while the mean
    score between their lines reaches `threshold` (average linkage), so that one doubtful pair does
    not chain two subjects together. Raises ValueError when an id comes twice."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    ordered = in_order(lines)
    if len(ordered) < 2:
        return [[name] for name, _ in ordered]
    apart = 1 - compare([text for _, text in ordered], words or vocabulary())
    joined = linkage(squareform(apart, checks=False), "average")
    together: dict[int, list[Id]] = {}
    for (name, _), label in zip(ordered, fcluster(joined, 1 - threshold, "distance"), strict=True):
        together.setdefault(int(label), []).append(name)
    return list(together.values())
