"""The ten tables of the national temperature check of 2016, as they were printed.

Counts are of councils. Percentages stand as they were printed and are never worked out again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Annotated, TypeVar

from pydantic import Field, StringConstraints, ValidationError, model_validator

from exercises.library import CONTENT, Content, ContentError, Text, faults

FILE = CONTENT / "national_2016.json"

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,40}$")]
Count = Annotated[int, Field(ge=0)]


class Report(Content):
    """Where the tables are from, and who was asked."""

    title: Text
    authors: Text
    publisher: Text
    date: Text
    fieldwork: Text
    councils: int
    share_percent: int
    licence: Text
    checked: Text = Field(description="date, as YYYY-MM-DD")


class Option(Content):
    """One answer. `letter` is that of the scale A to F; `stall` marks a state that is no step."""

    id: Id
    label: Text
    letter: str = ""
    stall: bool = False


class Row(Content):
    """What was asked about, with an answer's count and percentage in the order of the options.

    `today` is the name of what has taken its place. One row has percentages only.
    """

    id: Id
    label: Text
    today: str = ""
    total: int | None = None
    total_percent: int | None = None
    counts: tuple[Count, ...] = ()
    percents: tuple[Count, ...]

    @model_validator(mode="after")
    def _adds_up(self) -> Row:
        if self.counts and sum(self.counts) != self.total:
            raise ValueError(
                f"the counts of {self.id!r} add up to {sum(self.counts)}; printed is {self.total}"
            )
        if bool(self.counts) != (self.total is not None):
            raise ValueError(f"{self.id!r} needs both counts and a total, or neither")
        return self

    @property
    def name(self) -> str:
        """What it is called here and now."""
        return self.today or self.label


class NationalTable(Content):
    """One table: `about` says what it tells, and `where` in the report it stands."""

    number: int
    about: Text
    where: Text
    options: tuple[Option, ...] = Field(min_length=2)
    rows: tuple[Row, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _as_many_as_options(self) -> NationalTable:
        for row in self.rows:
            for what, found in (("counts", row.counts), ("percents", row.percents)):
                if found and len(found) != len(self.options):
                    raise ValueError(
                        f"{row.id!r} has {len(found)} {what}; there are {len(self.options)} options"
                    )
        return self

    def row(self, name: str) -> Row:
        """The row called `name`. Raises ValueError for none."""
        return _named(self.rows, name)

    def option(self, name: str) -> Option:
        """The option called `name`. Raises ValueError for none."""
        return _named(self.options, name)

    def counts(self, row: str) -> dict[str, int]:
        """How many councils gave each answer; empty where only percentages were printed."""
        ids = (option.id for option in self.options)
        return dict(zip(ids, self.row(row).counts, strict=False))

    def percents(self, row: str) -> dict[str, int]:
        """The percentage of each answer, as printed."""
        ids = (option.id for option in self.options)
        return dict(zip(ids, self.row(row).percents, strict=True))


Named = TypeVar("Named", Row, Option)


class Figure2(Content):
    """How the report compared two years, and the rows of Table 3 that it compared."""

    where: Text
    says: Text
    compared: tuple[Id, ...]
    involved: tuple[Id, ...]
    not_involved: tuple[Id, ...]


class Band(Content):
    """One of the four bands of Appendix 1."""

    id: Id
    label: Text
    percent: Count


class Bands(Content):
    """How councils heard the people whom safeguarding is for; only percentages are printed."""

    about: Text
    where: Text
    bands: tuple[Band, ...]


class Note(Content):
    """Something that a reader of a table, of a row or of one cell has to know."""

    table: Id
    row: str = ""
    option: str = ""
    says: Text


class National(Content):
    """The report's figures. `before` stands once at the head, `short` at every chart."""

    source: Report
    before: tuple[Text, ...]
    short: Text
    rounding: Text
    tables: dict[Id, NationalTable]
    figure_2: Figure2
    involving_people: Bands
    notes: tuple[Note, ...]

    @model_validator(mode="after")
    def _notes_have_a_place(self) -> National:
        for note in self.notes:
            table = self.table(note.table)
            if note.row:
                table.row(note.row)
            if note.option:
                table.option(note.option)
        for name in self.figure_2.compared:
            self.table("involvement").row(name)
        return self

    def table(self, name: str) -> NationalTable:
        """The table called `name`. Raises ValueError for none."""
        if name not in self.tables:
            raise ValueError(f"no table is called {name!r}; there are: {', '.join(self.tables)}")
        return self.tables[name]

    def notes_on(self, table: str) -> list[Note]:
        """What has to be known of a table, those of the whole table first."""
        return sorted((n for n in self.notes if n.table == table), key=lambda n: n.row != "")


def _named(among: Sequence[Named], name: str) -> Named:
    for each in among:
        if each.id == name:
            return each
    raise ValueError(f"nothing is called {name!r}; there are: {', '.join(e.id for e in among)}")


@cache
def national() -> National:
    """The figures of 2016. Raises ContentError with the place and the fault."""
    try:
        return National.model_validate_json(FILE.read_bytes())
    except OSError as error:
        raise ContentError(f"{FILE.name} cannot be read ({error.strerror})") from None
    except ValidationError as error:
        raise ContentError("\n".join(f"{FILE.name}: {f}" for f in faults(error))) from None
