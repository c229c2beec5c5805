"""Who may do what in a case file audit, and what has to be there first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from exercises import room_rules
from exercises.audit import kinds as k
from exercises.audit.content import NOT_APPLYING, audit_words
from exercises.audit.record import record_of
from exercises.audit.state import Note, State, Thing
from exercises.exercise import Refused
from exercises.journal import frame as f
from exercises.journal import slips
from exercises.journal.aside import PutBack, SetAside
from exercises.journal.entries import Body, Entry
from exercises.journal.sessions import Seat

MOST_ACTIONS = 20  # that stand; twice as many are kept with those that were taken away
MOST_LINES = 30
LONG_AGO = timedelta(days=3660)  # a day of consent that is older was mistyped
LEADS_ONLY = (*room_rules.TRAINERS_ONLY, f.StageSet, f.ClockSet, k.RecordRead, k.ThemesChosen)
WRITTEN = (k.OnFile, k.Drawn, k.RatingAgreed, k.Written, k.OnLine, k.OnAction, k.ThemesChosen)
MEANWHILE = "this has been changed meanwhile, on another page; look at it, and change that"


def check(state: State, entries: Sequence[Entry], seat: Seat, body: Body) -> None:
    """Raise Refused, with a sentence, when `seat` may not do this now."""
    room_rules.check_session(state.frame, seat, body)
    room_rules.check_tables(state.frame, body)
    if isinstance(body, (slips.Slip, slips.SlipBlanked)):
        raise Refused("an audit has no slips; say it in the room")
    if isinstance(body, k.Earlier):
        raise Refused("earlier actions are chosen when the session is set up")
    if isinstance(body, WRITTEN) and not state.agreed:
        raise Refused("agree on confidentiality first, under “Welcome”")
    _check_seat(state, seat, body)
    _check_room(state, body)
    _check_drawn(state, body)
    _check_file(state, body)
    _check_item(state, body)
    _check_standing(state, body)
    if isinstance(body, f.Undone):
        room_rules.check_undo(entries, seat, body.of)
        undone = next((e.body for e in entries if e.change == body.of), None)
        if isinstance(undone, k.Drawn):
            _check_not_begun(state, undone.agency)


def audits(state: State, seat: Seat) -> str:
    """The letters of the agencies whose files this seat looks at."""
    settings = state.chosen
    if seat.role != "table" or seat.table is None:
        return settings.letters
    people = state.frame.people_of(state.frame.acts_as(seat.table))
    found = {letter for table in people for letter in settings.audited_by(table)}
    return "".join(letter for letter in settings.letters if letter in found)


def _check_seat(state: State, seat: Seat, body: Body) -> None:
    """A device writes on the files that its agency looks at, and on no others."""
    if seat.role == "room" and isinstance(body, room_rules.TRAINERS_ONLY):
        raise Refused("this is done on the audit lead's own page")
    if seat.role != "table":
        return
    if isinstance(body, LEADS_ONLY):
        raise Refused("this is done on the audit lead's page")
    mine = audits(state, seat)
    file = body.agency if isinstance(body, k.Drawn) else getattr(body, "file", None)
    thing = state.thing(getattr(body, "line", None) or getattr(body, "action", None) or "")
    if isinstance(thing, Thing) and not isinstance(body, k.Followed):
        file = thing.file
    if file and file[0] not in mine:
        raise Refused(f"the files of agency {file[0]} are looked at on another device")


def _check_room(state: State, body: Body) -> None:
    settings, words = state.chosen, audit_words()
    match body:
        case f.StageSet(stage=stage) if stage not in settings.stages:
            known = ", ".join(settings.stages)
            raise Refused(f"there is no part {stage!r} in this audit; there are: {known}")
        case k.ThemesChosen(themes=themes):
            if unknown := set(themes) - {theme.id for theme in words.themes}:
                raise Refused(f"there is no theme {', '.join(sorted(unknown))}")
        case k.RecordRead(digest=digest) if digest != record_of(state).digest:
            raise Refused("the record has been changed meanwhile; read it once more")
        case k.RatingAgreed() if settings.plan.rating == "always":
            raise Refused("files are rated in this audit; nothing has to be agreed for it")


def _check_drawn(state: State, body: Body) -> None:
    if not isinstance(body, k.Drawn):
        return
    if state.chosen.shape != "files":
        raise Refused("no files are chosen at random in this audit")
    if body.agency not in state.chosen.letters:
        raise Refused(f"there is no agency {body.agency} in this audit")
    if body.files > state.chosen.files:
        raise Refused(f"at most {state.chosen.files} files of each agency are looked at")
    if body.how != "elsewhere" and body.listed < body.files:
        raise Refused(f"files cannot be chosen, {body.files} of them, from a list of {body.listed}")
    _check_not_begun(state, body.agency)
    draw = state.draws.get(body.agency)
    if body.on != (draw.version if draw else None):
        raise Refused("the files of this agency were chosen meanwhile, on another page")


def _check_not_begun(state: State, letter: str) -> None:
    """What was written of a file is never left behind by another choice of files."""
    if any(state.is_begun(name) for name in state.files(letter)):
        raise Refused("something is written on these files already; they stay as they were chosen")


def _check_file(state: State, body: Body) -> None:
    """The file is one of this audit, and its form is open."""
    file = getattr(body, "file", None) if isinstance(body, (k.OnFile, k.Written)) else None
    if isinstance(body, (k.OnLine, k.OnAction)):
        file = state.file_of(body.line if isinstance(body, k.OnLine) else body.action)
    if file is None:
        return
    if file not in state.files():
        raise Refused(f"there is no file {file} in this audit")
    if isinstance(body, k.ConsentSaid):
        if state.chosen.shape != "observed":
            raise Refused("nobody is observed in this audit, so no consent is asked here")
        _check_day(body.day)
    elif not state.is_open(file):
        raise Refused("the person, or their advocate, has not consented; the form is closed")


def _check_day(day: date) -> None:
    """An answer was given on a day that has come, somewhere on earth, and not long ago."""
    today = date.today()
    if not today - LONG_AGO <= day <= today + timedelta(days=1):
        raise Refused(
            f"the answer was not given on {day.isoformat()}; choose the day on which it was"
        )


def _check_item(state: State, body: Body) -> None:
    """The question is asked in this audit, and what is chosen is offered there."""
    item = getattr(body, "item", None) if isinstance(body, (k.OnItem, k.Written)) else None
    if item is None:
        return
    section = state.chosen.section_of(item)
    if section is None:
        raise Refused("this question is not asked in this audit")
    if isinstance(body, k.Written) and body.file is None:
        raise Refused("a question is asked of a file; name the file as well")
    match body:
        case k.Answered(answer=str(answer)):
            if answer not in [each.id for each in audit_words().answers_of(section)]:
                raise Refused("this cannot be answered here; choose one of what is offered")
        case k.Rated(rating=str()) if section.answers == "said":
            raise Refused("what somebody said is not rated")
        case k.Rated(rating=str()) if not state.may_rate:
            raise Refused("nothing is rated unless both agree to it; choose that first")
        case k.Rated(file=file, rating=str()) if state.cell(file, item).answer == NOT_APPLYING:
            raise Refused("the question does not apply to this file, so it has no rating")


def _check_standing(state: State, body: Body) -> None:
    """What is changed is still there, and as it was when it was changed. Two wordings of a note
    are both kept."""
    match body:
        case k.Answered(file=file, item=item, on=on):
            _check_version(state.cell(file, item).answer_version, on)
        case k.Rated(file=file, item=item, on=on):
            _check_version(state.cell(file, item).rating_version, on)
        case k.ConsentSaid(file=file, on=on):
            consent = state.consents.get(file)
            _check_version(consent.version if consent else None, on)
        case k.Noted(file=file, item=item):
            note = state.cell(file, item).note
            if note is not None and note.aside:
                raise Refused("what stood here has been set aside; the audit lead can put it back")
        case k.NotePicked(file=file, item=item, keep=keep):
            _check_picked(state.cell(file, item).note, keep)
        case k.OnAction(action=name):
            _check_thing(state.actions.get(name), body, "action")
        case k.OnLine(line=name):
            _check_thing(state.lines.get(name), body, "line")
        case k.ActionSaid():
            _check_room_for(len(state.shown_actions()), len(state.actions), MOST_ACTIONS, "actions")
        case k.LineSaid():
            many = sum(line.shown for line in state.lines.values())
            _check_room_for(many, len(state.lines), MOST_LINES, "lines")
        case k.Followed(action=name, on=on):
            earlier = state.earlier.get(name)
            if earlier is None or not earlier.shown:
                raise Refused("this action of the last audit is not there any more")
            _check_version(earlier.version, on)
        case PutBack(target=target) | SetAside(target=target):
            thing = state.thing(target)
            if thing is None or (isinstance(thing, Thing) and thing.removed):
                raise Refused("what should be set aside or put back is not there any more")


def _check_version(standing: str | None, on: str | None) -> None:
    if standing != on:
        raise Refused(MEANWHILE)


def _check_picked(note: Note | None, keep: str) -> None:
    known = [] if note is None else [note.words.version, *(r.version for r in note.words.rivals)]
    if keep not in known:
        raise Refused("this wording is not there any more; look at what stands now")


def _check_thing(thing: Thing | None, body: Body, what: str) -> None:
    if thing is None or thing.aside or thing.removed:
        raise Refused(f"this {what} is not there any more")
    if isinstance(body, (k.ActionChanged, k.LineChanged)):
        _check_version(thing.version, body.on)


def _check_room_for(shown: int, kept: int, most: int, what: str) -> None:
    if shown >= most:
        raise Refused(f"there are {shown} {what} already; take one away first")
    if kept >= 2 * most:
        raise Refused(f"too many {what} have been taken away; bring one back and change it")
