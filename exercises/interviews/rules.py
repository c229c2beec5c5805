"""Who may do what in a study by interviews, and what has to come first."""

from __future__ import annotations

from collections.abc import Sequence

from exercises import room_rules
from exercises.exercise import Refused
from exercises.interviews import kinds as k
from exercises.interviews.content import interview_words
from exercises.interviews.quoting import judged
from exercises.interviews.state import Cell, Coder, Interview, Said, State, Type
from exercises.journal import frame as f
from exercises.journal import slips
from exercises.journal.aside import PutBack, SetAside
from exercises.journal.entries import Body, Entry
from exercises.journal.sessions import Seat

MOST_INTERVIEWS = 30
MOST_CODES = 20
MOST_QUOTES = 60
OF_SECOND = (k.Coded, k.CodingDone, f.Undone)
MEANWHILE = "this has been changed meanwhile, on another page; look at it, and change that"
COMPARED = (
    "the two codings of this interview have been compared and stay as they are; decide together "
    "what differs"
)


def check(state: State, entries: Sequence[Entry], seat: Seat, body: Body) -> None:
    """Raise Refused, with a sentence, when `seat` may not do this now."""
    room_rules.check_session(state.frame, seat, body)
    room_rules.check_tables(state.frame, body)
    if isinstance(body, (slips.Slip, slips.SlipBlanked)):
        raise Refused("a study by interviews has no slips; write it down as an interview")
    if isinstance(body, (f.StageSet, f.ClockSet)):
        raise Refused("a study by interviews has no stages and no clock")
    if seat.role in ("table", "room") and not isinstance(body, OF_SECOND):
        raise Refused("this is done on the officer's page; the second coder marks sentences")
    _check_interview(state, body)
    _check_codes(state, body)
    _check_coding(state, seat, body)
    _check_chart(state, body)
    _check_quotes(state, body)
    _check_standing(state, body)
    if isinstance(body, f.Undone):
        room_rules.check_undo(entries, seat, body.of)


def _check_interview(state: State, body: Body) -> None:
    words = interview_words()
    if isinstance(body, k.Added):
        if len(state.interviews) >= MOST_INTERVIEWS:
            raise Refused(f"there are {MOST_INTERVIEWS} interviews already; begin another study")
        if body.sort not in [kind.id for kind in words.kinds]:
            raise Refused(f"there is no kind of organisation {body.sort!r}; choose one of the list")
        if (known := state.kind_of(body.organisation)) not in (None, body.sort):
            title = next(kind.title for kind in words.kinds if kind.id == known)
            raise Refused(
                f"organisation {body.organisation} is of the kind “{title}” already; "
                "choose that, or another letter"
            )
    if not isinstance(body, k.OnInterview):
        return
    interview = state.interviews.get(body.interview)
    if interview is None or interview.removed:
        raise Refused("this interview is not there any more")
    if interview.aside:
        raise Refused("this interview has been withdrawn; put it back first, if that is wanted")
    known = {question.id for question in state.chosen.plan.questions}
    match body:
        case k.Consented(points=points):
            if unknown := points - {point.id for point in words.consent}:
                raise Refused(f"there is no point of consent {', '.join(sorted(unknown))}")
        case k.Noted() | k.Skipped() | k.Finished() if not interview.consented:
            raise Refused("consent comes first: without it no notes are taken")
        case k.Noted(question=question) | k.Skipped(question=question) if question not in known:
            raise Refused(f"there is no question {question!r} in this guide")


def _check_codes(state: State, body: Body) -> None:
    match body:
        case k.CodeAdded(text=text):
            if len(state.codes) >= MOST_CODES:
                raise Refused(f"there are {MOST_CODES} codes already; rename or merge one")
            _check_title(state, text, None)
        case k.OnCode(code=name) if name not in state.codes or not state.codes[name].shown:
            raise Refused("this code is not there any more")
        case k.CodeMerged(code=name, into=str(into)):
            if into not in state.code_names():
                raise Refused("what it should be merged into is not there any more")
            if state.resolved(into) == name or into == name:
                raise Refused("a code cannot be merged into itself; choose another")
        case k.Worded(target=name, text=text) if name in state.codes:
            if len(text) > k.LONGEST_CODE:
                raise Refused(f"a code has at most {k.LONGEST_CODE} characters; shorten it")
            _check_title(state, text, name)


def _check_title(state: State, text: str, own: str | None) -> None:
    """No two codes of one name, or nobody knows which is meant."""
    for name, title in state.code_names().items():
        if name != own and title.casefold() == text.casefold():
            raise Refused(f"there is a theme or code “{title}” already; choose another name")


def _check_coding(state: State, seat: Seat, body: Body) -> None:
    match body:
        case k.Coded(passage=passage, code=code):
            interview = _passage(state, passage)
            _check_code(state, code)
            if interview.compared:
                raise Refused(COMPARED)
        case k.CodingDone(interview=name) if state.interviews[name].compared:
            raise Refused(COMPARED)
        case k.CodingOpened(interview=name):
            interview = state.interviews[name]
            if interview.compared:
                raise Refused("the two codings of this interview are open already")
            if "second" not in interview.done and not _has_coded(state, "second", interview):
                raise Refused(
                    "the second coder has marked nothing in this interview; there is nothing to "
                    "compare yet"
                )
        case k.Decided(passage=passage, code=code):
            interview = _passage(state, passage)
            _check_code(state, code)
            if not interview.compared:
                raise Refused("nothing is decided together before both have finished with it")


def _has_coded(state: State, coder: Coder, interview: Interview) -> bool:
    names = {passage.id for _, _, passage in interview.passages()}
    return any(passage in names for passage, _ in state.marks[coder])


def _passage(state: State, name: str) -> Interview:
    found = state.where(name)
    if found is None:
        raise Refused("this sentence is not there any more: its note has been changed or taken out")
    return found[0]


def _check_code(state: State, code: str) -> None:
    if code not in state.code_names():
        raise Refused("this theme or code is not there any more; choose another")


def _check_chart(state: State, body: Body) -> None:
    match body:
        case k.Charted(organisation=letter, code=code, state=said, text=text):
            _check_code(state, code)
            if said == "said" and not text:
                raise Refused("there is nothing written here yet; write a few words first")
            if said != "said" and text:
                raise Refused("a summary says what was said; empty it, or choose “a summary”")
            _check_evidence(state, letter, body.passages)
        case k.Placed(organisation=letter, type=type, passages=passages):
            known = [each.id for each in interview_words().typology.types]
            if type is not None and type not in known:
                raise Refused(f"there is no type {type!r}; there are: {', '.join(known)}")
            _check_evidence(state, letter, passages)
            if type is not None and not passages:
                raise Refused("no passage shows it yet; tick at least one, or leave it open")


def _check_evidence(state: State, letter: str, passages: Sequence[str]) -> None:
    if letter not in state.organisations():
        raise Refused(f"there is no interview with organisation {letter} any more")
    for name in passages:
        if _passage(state, name).organisation != letter:
            raise Refused(f"this sentence is not from an interview with organisation {letter}")


def _check_quotes(state: State, body: Body) -> None:
    match body:
        case k.Quoted(interview=name, code=code, passages=passages):
            _check_code(state, code)
            if not state.interviews[name].quotable:
                raise Refused("this person has not agreed to be quoted")
            found = [state.where(passage) for passage in passages]
            if any(each is None or each[0].id != name for each in found):
                raise Refused("this sentence is not there any more; look at the note again")
            if len(state.quotes) >= MOST_QUOTES:
                raise Refused(f"there are {MOST_QUOTES} quotations already; use one of them")
        case k.OnQuote(quote=name):
            quote = state.quotes.get(name)
            if quote is None or not quote.shown:
                raise Refused("this quotation is not there any more")
            if isinstance(body, k.QuoteLooked):
                told = judged(state, quote)
                if not told.quotable or told.gone:
                    raise Refused("what it quotes is not there any more, or may not be quoted")
                if body.digest != told.digest:
                    raise Refused("its words, or who could be recognised, have changed; look again")
                if told.few and not body.few:
                    raise Refused("say first that you have seen how few interviews of its kind are")
        case k.Worded(target=name, text=text) if name in state.quotes:
            if len(text) > k.LONGEST_QUOTE:
                raise Refused(f"a quotation has at most {k.LONGEST_QUOTE} characters; shorten it")


def _check_standing(state: State, body: Body) -> None:
    """What is changed is still there, and as it was when it was changed."""
    match body:
        case k.Noted(interview=name, question=question, on=on):
            _check_version(state.interviews[name].notes.get(question), on)
        case k.Charted(organisation=letter, code=code, on=on):
            _check_version(state.cells.get(k.cell_name(letter, code)), on)
        case k.Placed(organisation=letter, on=on):
            _check_version(state.types.get(k.type_name(letter)), on)
        case k.Worded(target=target, on=on):
            thing = state.thing(target)
            if not isinstance(thing, Said) or thing.removed:
                raise Refused("what should be changed is not there any more")
            if isinstance(thing, Cell | Type) and len(body.text) > k.LONGEST_SUMMARY:
                raise Refused(f"this is too long; write at most {k.LONGEST_SUMMARY} characters")
            _check_version(thing, on)
        case PutBack(target=target) if state.thing(target) is None:
            raise Refused("what should be put back is not there any more")
        case SetAside(target=target):
            thing = state.thing(target)
            if thing is None or thing.removed:
                raise Refused("what should be set aside is not there any more")


def _check_version(thing: Said | None, on: str | None) -> None:
    if thing is not None and thing.aside:
        raise Refused("what stood here has been set aside; put it back first, or remove it")
    if on != (thing.version if thing is not None else None):
        raise Refused(MEANWHILE)
