"""From the bytes of a file to the passages of a plan."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

from exercises.plan.blocks import Block, Cut, put_together
from exercises.plan.lines import words_of
from exercises.plan.passages import MOST_CHARACTERS, Passage, PlanError, check_size
from exercises.plan.splitting import cut_text
from exercises.words import clean
from facilitator.plans.files import Archive, kind_of, text_of

LONGEST_TITLE = 200
MOST_LINES = 20  # of those left out that are told
LONGEST_LINE = 60  # characters of one of them

_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint) - .*|untitled.*|(?:word |pdf )?document ?\d*"
    r"|.*\.(?:docx?|dotx?|pdf|odt|rtf|txt|pptx?|indd|pub)",
    re.I,
)


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
        from facilitator.plans.word import blocks_of, title_of

        archive = Archive(body)
        blocks, left = blocks_of(archive)
        _check_characters(sum(len(block.text) for block in blocks))
        cut = _with_left(put_together(blocks, _told(title_of(archive), name, blocks)), left)
    else:
        from facilitator.plans.pdf import read_pages

        pages = read_pages(body)
        notes = pages.notes
        told = _told(pages.title, name, pages.blocks)
        cut = _with_left(put_together(pages.blocks, told), pages.left_out)
    check_size(cut.passages)
    left = [line for line in cut.left_out if any(sign.isalnum() for sign in line)]
    if left:
        notes.append(_note(left))
    return Read(_title(cut.title, name), cut.passages, tuple(notes))


def _note(left: list[str]) -> str:
    """A sentence on the lines that were left out, with the lines."""
    lines = "1 line was" if len(left) == 1 else f"{len(left):,} lines were"
    times = Counter(" ".join(line.split()) for line in left)
    shown = [
        f"\u201c{_short(line)}\u201d" + (f" ({count} times)" if count > 1 else "")
        for line, count in list(times.items())[:MOST_LINES]
    ]
    more = f" and {len(times) - MOST_LINES:,} more" if len(times) > MOST_LINES else ""
    return (
        f"{lines} left out: a table of contents, page numbers, what says the title again, or what "
        f"comes back on every page or runs across it. {', '.join(shown)}{more}"
    )


def _short(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1].rstrip() + "\u2026"


def _told(title: str, name: str, blocks: list[Block]) -> str:
    """The title that a file tells of itself, when it is one of this plan: not the file's name or
    its program's, and at least half of its words are in the plan."""
    title = _title(title, "")
    if _NO_TITLE.fullmatch(title) or _letters(title) == _letters(_title("", name)):
        return ""
    words = words_of(title)
    known = words_of(" ".join(block.text for block in blocks))
    return title if words and 2 * len(words & known) >= len(words) else ""


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


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
