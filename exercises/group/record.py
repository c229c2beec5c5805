"""The record of a reflective group: what is read on the screen, and then filed, word for word.

It attributes nothing to anybody. What was said of the case is not in it, because it is kept
nowhere; of a scenario only the title is in it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from exercises.grid.content import grid
from exercises.grid.movement import in_words, moved
from exercises.group import kinds as k
from exercises.group.content import group_words
from exercises.group.state import Action, Earlier, State

AFTER = "after one thing that we might do"


@dataclass(frozen=True)
class Doing:
    """What will be done, or was to be done."""

    what: str
    who: str
    by_when: str
    board: bool = False


@dataclass(frozen=True)
class FollowedUp:
    """What became of an action of the last session; `status` is empty where nobody has said."""

    action: Doing
    status: str
    helped: str


@dataclass(frozen=True)
class Seen:
    """Where the situation stands through somebody's eyes, in words; `reason` is typed case detail,
    and empty where that is off."""

    viewpoint: str
    moment: k.Moment
    words: str
    moved: str
    reason: str


@dataclass(frozen=True)
class Record:
    """What the record says. `agreement` is (title, words); `parts` are (title, minutes)."""

    shape: str
    parts: tuple[tuple[str, float], ...]
    about: str
    case: str
    agreement: tuple[tuple[str, str], ...]
    agreed: bool
    sets: tuple[str, ...]
    seen: tuple[Seen, ...]
    actions: tuple[Doing, ...]
    learnt: tuple[str, ...]
    themes: tuple[str, ...]
    followed: tuple[FollowedUp, ...]
    paused: bool

    @property
    def digest(self) -> str:
        """A short name of what is read on the screen, as it stands: all but the agreement's words,
        which are read by themselves."""
        shown = {name: told for name, told in asdict(self).items() if name != "agreement"}
        return k.digest(json.dumps(shown, ensure_ascii=True, sort_keys=True))

    @property
    def for_board(self) -> tuple[Doing, ...]:
        """The actions that go beyond the case."""
        return tuple(action for action in self.actions if action.board)


def record_of(state: State) -> Record:
    """The record as it stands. Raises AssertionError before a session has been opened."""
    settings, words = state.chosen, group_words()
    titles = {each.id: each.title for each in words.agreement.fields}
    held = settings.held
    used = set(settings.sets) if any(part.kind == "questions" for part in held) else set()
    return Record(
        shape=settings.plan.title,
        parts=tuple((part.title, part.minutes) for part in held),
        about=_about(state),
        case=state.note("case"),
        agreement=tuple((titles[name], text) for name, text in state.agreement_text().items()),
        agreed=state.is_agreed,
        sets=tuple(each.title for each in words.sets if each.id in used),
        seen=_seen(state),
        actions=tuple(_doing(action) for action in state.shown_actions()),
        learnt=tuple(line.text for line in state.shown_lines()),
        themes=tuple(theme.text for theme in words.themes if theme.id in state.themes),
        followed=tuple(_followed(each) for each in state.shown_earlier()),
        paused=state.told_pause,
    )


def is_read(state: State) -> bool:
    """Whether everybody has read the record as it stands now."""
    return state.read is not None and state.read == record_of(state).digest


def _about(state: State) -> str:
    scenario = state.chosen.scenario
    if scenario is None:
        return "A case was spoken about. Nothing of it is written here."
    return f"A scenario was read together: “{scenario.title}”. The person in it is invented."


def _doing(action: Action) -> Doing:
    return Doing(action.what, action.who, action.by_when, action.board)


def _followed(each: Earlier) -> FollowedUp:
    return FollowedUp(_doing(each), each.status or "", each.helped)


def _seen(state: State) -> tuple[Seen, ...]:
    """Every place in words, by viewpoint; of one after, how far it is from the one now."""
    found = []
    for view in grid().viewpoints:
        for moment in k.MOMENTS:
            spot = state.places.get((view.id, moment))
            if spot is None:
                continue
            now = state.places.get((view.id, "now"))
            by = ""
            if moment == "after" and now is not None:
                by = moved((spot.wellbeing - now.wellbeing, spot.safety - now.safety))
            words = in_words(spot.wellbeing, spot.safety)
            reason = state.note(k.why(view.id, moment))
            found.append(Seen(view.name, moment, words, by, reason))
    return tuple(found)
