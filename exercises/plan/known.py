"""Names of the plan check's content, as entries use them."""

from __future__ import annotations

from functools import cache

from exercises.plan import content


@cache
def items() -> frozenset[str]:
    """The names of every lens's items."""
    return frozenset(item.id for lens in content.lenses() for item in lens.items)


@cache
def framework_fields() -> frozenset[str]:
    """What can be written in the framework: a statement for each strand, and who took part."""
    return frozenset([content.TAKEN, *(strand.id for strand in content.framework().strands)])
