"""What a summary says of every session, whatever was taught: when and how it was held, and what
people said about themselves at the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from exercises.exercise import exercise
from exercises.journal.frame import Ended, StageSet
from exercises.journal.slips import FEWEST, Slips
from exercises.sending import Looked, looked
from facilitator.summaries.blocks import Notice, Paragraph, Said, text
from facilitator.summaries.phrases import day, listed, moment, number
from facilitator.summaries.reading import Kept

WORDS_LATER = (
    f"What people wrote is shown once {number(FEWEST)} have answered: among fewer it is plain who "
    "wrote what."
)
RATINGS_LATER = f"Ratings are shown once {number(FEWEST)} people have given one."
EXAMPLE = "Made up to show what a summary looks like. No real room wrote any of it."


@dataclass(frozen=True)
class Stretch:
    """A stage of the session and when the room was at it; `minutes` were set on the clock."""

    stage: str
    round: int | None
    spans: tuple[tuple[float, float], ...]
    minutes: float | None


@dataclass(frozen=True)
class Close:
    """What people said about themselves at the end. `ratings` is None where fewer than five gave
    one, and no words are in here where fewer than five answered; they stand in an order that tells
    nothing."""

    answered: int
    ratings: dict[str, int] | None
    differently: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def few(self) -> bool:
        """Whether so few answered that it would be plain who wrote what."""
        return self.answered < FEWEST


@dataclass(frozen=True)
class Held:
    """A session as it was held. `name` is that of the exercise; `about` names its case or subject,
    `label` says what that is, and `person` who is at its centre. Times are seconds since 1970."""

    code: str
    name: str
    about: str
    label: str
    person: str
    example: bool
    solo: bool
    shared: bool
    made: float
    opened: float
    erased: float
    stage: str
    round: int | None
    ended: bool
    stretches: tuple[Stretch, ...]
    close: Close
    check: Looked | None

    @property
    def as_one(self) -> bool:
        """Whether one person or the whole room wrote it all, so that there were no tables."""
        return self.solo or self.shared

    @property
    def heading(self) -> str:
        """The title of the summary."""
        return f"{self.name}: a summary"

    @property
    def lead(self) -> Paragraph:
        """The line under the title: the subject, the date and the session's code."""
        said = f" · {day(self.opened)} · session {self.code}"
        return Paragraph(text(Said(self.about), said), "lead")

    @property
    def marked(self) -> list[Notice]:
        """What an example says first."""
        return [Notice("Example session.", (EXAMPLE,))] if self.example else []

    def titled(self, title: str = "") -> str:
        """A title as a browser's tab and a file's properties have it, by default the summary's."""
        said = title or f"{self.heading} · {self.about}"
        return f"{'Example: ' * self.example}{said} · session {self.code}"


def of(kept: Kept[Any, Any], *, name: str, about: str, label: str, person: str) -> Held:
    """A session as it was read."""
    session, frame, settings = kept.session, kept.state.frame, kept.settings
    return Held(
        code=session.code,
        name=name,
        about=about,
        label=label,
        person=person,
        example=session.example,
        solo=settings.solo,
        shared=settings.shared,
        made=kept.at,
        opened=session.created,
        erased=session.expires,
        stage=frame.stage,
        round=frame.round,
        ended=frame.ended,
        stretches=_stretches(kept),
        close=_close(kept.state.slips),
        check=looked(frame, exercise(session.exercise).pieces(kept.state)),
    )


def notices(held: Held, left: list[str], stage: str) -> list[Notice]:
    """What has to be known first: that it is an example, that it is not finished. `left` is what
    has not been done, and `stage` where the session stands, in words."""
    found = held.marked
    if left and held.ended:
        found.append(Notice("Not everything was done.", (f"Left out: {listed(left)}.",)))
    elif left:
        said = f"Made on {moment(held.made)}, at the stage: {stage}. "
        found.append(Notice("Not finished.", (f"{said}Not done yet: {listed(left)}.",)))
    elif not held.ended:
        said = f"on {moment(held.made)}; something may have been added since."
        found.append(Notice("Made before the session was ended,", (said,)))
    return found


def _close(slips: Slips) -> Close:
    told = slips.told()
    return Close(
        answered=len(slips.answers),
        ratings=slips.ratings(),
        differently=tuple(a.differently for a in told if a.differently),
        lines=tuple(sorted((a.line for a in told if a.line), key=str.casefold)),
    )


def _stretches(kept: Kept[Any, Any]) -> tuple[Stretch, ...]:
    """The stages in the order in which the room first came to them."""
    marks = [e for e in kept.entries if isinstance(e.body, StageSet | Ended)]
    last = kept.entries[-1].at if kept.entries else kept.at
    found: dict[tuple[str, int | None], Stretch] = {}
    ends = [*(entry.at for entry in marks[1:]), last]
    for entry, until in zip(marks, ends, strict=False):
        if not isinstance(entry.body, StageSet):
            continue
        body = entry.body
        key = (body.stage, body.round if body.stage == "round" else None)
        before = found.get(key, Stretch(*key, (), None))
        minutes = body.seconds / 60 if body.seconds else before.minutes
        found[key] = replace(before, spans=(*before.spans, (entry.at, until)), minutes=minutes)
    return tuple(found.values())
