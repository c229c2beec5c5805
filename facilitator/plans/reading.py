"""From the bytes of a file to the passages of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from exercises.plan.blocks import Cut, put_together
from exercises.plan.passages import MOST_CHARACTERS, Passage, PlanError, check_size
from exercises.plan.splitting import cut_text
from exercises.words import clean
from facilitator.plans.files import Archive, kind_of, text_of

LONGEST_TITLE = 200


@dataclass(frozen=True)
class Read:
    """A plan as it was read. `notes` are sentences on what was left out or may be missing."""

    title: str
    passages: tuple[Passage, ...]
    notes: tuple[str, ...]


def read(body: bytes, name: str) -> Read:
    """Read a file; `name` only gives a title to a plan that has none. Raises PlanError."""
    kind = kind_of(body)
    notes: list[str] = []
    if kind == "text":
        cut = _cut_text(body)
    elif kind == "word":
        from facilitator.plans.word import blocks_of

        blocks, left = blocks_of(Archive(body))
        _check_characters(sum(len(block.text) for block in blocks))
        cut = _with_left(put_together(blocks), left)
    else:
        from facilitator.plans.pdf import read_pages

        pages = read_pages(body)
        notes = pages.notes
        cut = _with_left(put_together(pages.blocks), pages.left_out)
    check_size(cut.passages)
    left = [line for line in cut.left_out if any(sign.isalnum() for sign in line)]
    if left:
        lines = "1 line was" if len(left) == 1 else f"{len(left):,} lines were"
        notes.append(
            f"{lines} left out: a table of contents, page numbers, or what comes back on every "
            "page or runs across it"
        )
    return Read(_title(cut.title, name), cut.passages, tuple(notes))


def _cut_text(body: bytes) -> Cut:
    text = text_of(body)
    _check_characters(len(text))
    return cut_text(text)


def _check_characters(count: int) -> None:
    """Raise PlanError when there are so many that putting them together is not worth the time."""
    if count > 2 * MOST_CHARACTERS:
        raise PlanError(
            f"this has {count:,} characters; at most {MOST_CHARACTERS:,} can be kept. Take the "
            "part of the plan with its priorities and objectives"
        )


def _with_left(cut: Cut, left: list[str]) -> Cut:
    return Cut(cut.title, cut.passages, (*left, *cut.left_out))


def _title(found: str, name: str) -> str:
    title = found or PurePosixPath(name.replace("\\", "/")).stem.replace("_", " ")
    return " ".join(clean(title[:LONGEST_TITLE]).split())
