"""The summary as data: CSV that a spreadsheet opens without running anything, and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from exercises.library import PRINCIPLES
from facilitator.summaries.checked import STATUS, Chosen, Decided
from facilitator.summaries.held import Held
from facilitator.summaries.phrases import excerpt, listed, local, who
from facilitator.summaries.report import Report

SCHEMA = "six-principles-summary/1"
QUOTED = 300  # characters of a passage in a cell
RISKY = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def neutral(cell: object) -> object:
    """A cell that a spreadsheet shows and does not work out: a text that could begin a formula gets
    an apostrophe before it."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(RISKY) else cell


def written(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """These rows as CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue()


def save(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write a CSV file as UTF-8 with a byte order mark, which spreadsheets look for."""
    path.write_bytes(written(head, rows).encode("utf-8-sig"))
    return path


def save_key_factors(report: Report, path: Path) -> Path:
    """A row for each key factor, one for each earlier decision about a joined one, and one for each
    item of the lenses that were chosen."""
    head = (
        "number", "principle", "key factor", "dots", "dots on lines behind it", "lines", "tables",
        *(f"serves {p}" for p in PRINCIPLES), "decided about", "in the plan", "significant", "note",
        "evidence", "decided by", "decided at", "lens",
    )  # fmt: skip
    by_number = {factor.number: factor for factor in report.factors}
    rows: list[tuple[object, ...]] = [
        (
            factor.number, factor.principle, factor.words, factor.dots, factor.dots_on_lines,
            factor.lines, listed(factor.tables),
            *("yes" if p in factor.serves else "no" for p in PRINCIPLES), *_decided(row), "",
        )
        for row in report.plan
        if (factor := by_number[row.number])
    ]  # fmt: skip
    blank = [""] * (len(head) - 8)
    rows += [(*blank, *_decided(item), lens.title) for lens in report.lenses for item in lens.items]
    return save(path, head, rows)


def _decided(row: Decided) -> tuple[object, ...]:
    """What was decided, in the cells that key factors and items of a lens share."""
    at = _time(row.at) if row.at is not None else ""
    said = evidence(row.evidence, QUOTED)
    decision = row.decision.replace("_", " ")
    by = who(row.by) if row.by else ""
    return row.words, decision, row.significant, row.note, said, by, at


def evidence(quotes: Iterable[Chosen], longest: int) -> str:
    """Passages in one cell: each in quotation marks with its place, a line for each."""
    return "\n".join(
        f"“{excerpt(quote.text, longest, quote.start)}”{f' ({quote.where})' * bool(quote.where)}"
        for quote in quotes
    )


def facts(report: Report, title: str) -> dict[str, Any]:
    """The report as plain values."""
    found = plain(report)
    items = [item for lens in found["lenses"] for item in lens["items"]]
    said: list[Decided] = [item for lens in report.lenses for item in lens.items]
    for row, decided in zip([*found["plan"], *items], [*report.plan, *said], strict=True):
        row["gap"] = decided.gap
        row["at"] = _time(decided.at) if decided.at is not None else None
    for action in found["actions"]:
        action["status"] = STATUS
    return {"schema": SCHEMA, "title": title, "total": report.total, **found}


def plain(report: Held) -> dict[str, Any]:
    """A report as values that JSON has; times are ISO 8601 with this machine's offset."""
    found = asdict(report)
    for name in ("made", "opened", "erased"):
        found[name] = _time(found[name])
    for stretch in found["stretches"]:
        stretch["spans"] = [[_time(at) for at in span] for span in stretch["spans"]]
    return found


def save_facts(found: dict[str, Any], path: Path) -> Path:
    """Write facts as JSON in UTF-8."""
    text = json.dumps(found, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def _time(at: float) -> str:
    return local(at).isoformat(timespec="seconds")
