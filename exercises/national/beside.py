"""An area's own answers beside the national ones of 2016, answer by answer.

Ours are counts of people, shown from five answers on. Those of 2016 are percentages of councils, as
they were printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exercises.journal.slips import FEWEST
from exercises.national.content import Note, national


@dataclass(frozen=True)
class Line:
    """One answer: how many chose it here, and its printed percentage. None stands where an answer
    could not be given: here, or in 2016."""

    option: str
    label: str
    letter: str
    stall: bool
    ours: int | None
    theirs: int | None


@dataclass(frozen=True)
class Beside:
    """One row of a table. `answered` is how many people answered here, `base` how many councils
    did; None where that was not printed. Where fewer than five answered, `lines` has no counts of
    ours."""

    table: str
    row: str
    name: str
    answered: int
    base: int | None
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]

    @property
    def few(self) -> bool:
        """Whether so few answered that only their number is shown."""
        return self.answered < FEWEST

    @property
    def most(self) -> tuple[Line, ...]:
        """What most people chose here; several where as many chose each, none below five."""
        return _most(self.lines, [line.ours for line in self.lines])

    @property
    def most_then(self) -> tuple[Line, ...]:
        """What most councils answered in 2016."""
        return _most(self.lines, [line.theirs for line in self.lines])


def beside(table: str, row: str, counts: Mapping[str, int], labels: Mapping[str, str]) -> Beside:
    """Our answers to what `row` of `table` asked; `labels` names our own answers, in their order.

    Answers that could not be given in 2016 stand last. Raises ValueError for no such table or row.
    """
    printed = national().table(table)
    asked, percents = printed.row(row), printed.percents(row)
    answered = sum(counts.values())
    known = {option.id: option for option in printed.options}
    lines = [
        Line(o.id, o.label, o.letter, o.stall, _ours(o.id, counts, labels), percents[o.id])
        for o in printed.options
    ]
    lines += [
        Line(name, label, "", False, _ours(name, counts, labels), None)
        for name, label in labels.items()
        if name not in known
    ]
    notes = tuple(note for note in national().notes_on(table) if note.row in ("", row))
    return Beside(table, row, asked.name, answered, asked.total, tuple(lines), notes)


def _ours(option: str, counts: Mapping[str, int], labels: Mapping[str, str]) -> int | None:
    if sum(counts.values()) < FEWEST or option not in labels:
        return None
    return counts.get(option, 0)


def _most(lines: Sequence[Line], numbers: Sequence[int | None]) -> tuple[Line, ...]:
    highest = max((n for n in numbers if n), default=None)
    found = zip(lines, numbers, strict=True)
    return tuple(line for line, n in found if highest is not None and n == highest)
