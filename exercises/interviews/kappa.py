"""Cohen's kappa by scikit-learn, imported when first needed: never in a page's kernel."""

from __future__ import annotations

from collections.abc import Sequence


def kappa(a: Sequence[int], b: Sequence[int]) -> float | None:
    """How much more often two coders agree than by chance, from -1 to 1, for marks that are 0 or 1;
    None where both did the same throughout and in one way only. Raises ValueError for marks that
    are neither, or for two lists that are not of one length."""
    if len(a) != len(b) or {*a, *b} - {0, 1}:
        raise ValueError("two codings have a mark, 0 or 1, for each of the same sentences")
    if len({*a, *b}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score

    return round(float(cohen_kappa_score(a, b)), 4)
