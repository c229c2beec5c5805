"""A study by interviews, put in place by its entries as its people would write them."""

from __future__ import annotations

from typing import Any

from exercises.interviews.opening import begin
from exercises.interviews.settings import Settings
from exercises.interviews.state import Passage, State
from exercises.journal import sessions
from exercises.journal.codes import new_id
from exercises.journal.sessions import Door, Role
from exercises.journal.store import Journal
from exercises.place import Place

NEEDED = ("told", "voluntary", "notes", "limits")
ALL = (*NEEDED, "quote")
ASKED = (
    "We ask people at the first visit what they want. Some do not say, and then we ask again. "
    "It takes time that nobody has."
)
MEASURED = (
    "There is a box for it on the form. Nobody reads the box. My manager asks for stories now. "
    "That is better than the box. We still do not know whether people feel safer. "
    "I would like to ring them after three months. There is no time for that. "
    "The new system has no place for what people said."
)


class Study:
    """A study in a journal, with an officer and a second coder. What is done returns the name of
    its change."""

    def __init__(self, journal: Journal, **chosen: Any) -> None:
        self.journal = journal
        self.session = begin(journal, Settings.model_validate(chosen))
        self.officer = self.place("trainer")
        if chosen.get("shared"):
            self.second = self.place("room", 1)
        else:
            self.second = self.place("table", 1)

    def place(self, role: Role, table: int | None = None) -> Place:
        seat, _ = sessions.take_seat(self.journal, Door(self.session.id, role, table))
        return Place(self.journal, seat)

    @property
    def state(self) -> State:
        self.officer.follow()
        return self.officer.state

    def act(self, kind: str, **body: Any) -> str:
        return self.officer.act(new_id(), f"interviews.{kind}", body).change

    def plain(self, kind: str, **body: Any) -> str:
        """An act of every exercise, by the officer."""
        return self.officer.act(new_id(), kind, body).change

    def by_second(self, kind: str, **body: Any) -> str:
        return self.second.act(new_id(), f"interviews.{kind}", body).change

    def interview(
        self, letter: str, sort: str, points: tuple[str, ...] = ALL, over: bool = True
    ) -> str:
        """An interview with consent; the conversation is `over`, or goes on."""
        name = self.act("added", organisation=letter, sort=sort)
        self.act("consent", interview=name, points=points)
        if over and {*NEEDED} <= {*points}:
            self.act("finished", interview=name, finished=True)
        return name

    def note(self, interview: str, question: str, text: str) -> list[str]:
        """Note an answer; its sentences are returned."""
        note = self.state.interviews[interview].notes.get(question)
        on = note.version if note else None
        self.act("noted", interview=interview, question=question, text=text, on=on)
        return [passage.id for passage in self.passages(interview, question)]

    def passages(self, interview: str, question: str) -> tuple[Passage, ...]:
        return self.state.interviews[interview].notes[question].passages

    def mark(self, code: str, *passages: str) -> None:
        for passage in passages:
            self.act("coded", passage=passage, code=code, marked=True)

    def mark_second(self, code: str, *passages: str) -> None:
        for passage in passages:
            self.by_second("coded", passage=passage, code=code, marked=True)

    def compare(self, interview: str) -> None:
        """Both have finished with it."""
        self.act("coding", interview=interview, done=True)
        self.by_second("coding", interview=interview, done=True)


def full(journal: Journal, **chosen: Any) -> Study:
    """Three interviews, one of them coded by two; a chart, quotations and the typology."""
    study = Study(journal, **chosen)
    one = study.interview("A", "council")
    two = study.interview("B", "housing")
    study.interview("B", "housing", NEEDED)
    asked = study.note(one, "q07", ASKED)
    measured = study.note(one, "q08", MEASURED)
    study.note(two, "q02", "To me it is asking first. We have always done that.")
    study.act("skipped", interview=two, question="q09", skipped=True)
    study.mark("outcomes", *asked[:2], *measured[:3])
    study.mark("challenges", asked[2], measured[6])
    study.mark_second("outcomes", *asked[:2], measured[0])
    study.mark_second("challenges", asked[2], measured[6], measured[7])
    study.compare(one)
    study.act("decided", passage=measured[1], code="outcomes", belongs=True)
    said = study.passages(two, "q02")
    study.mark("understanding", said[0].id, said[1].id)
    study.act(
        "cell",
        organisation="A",
        code="outcomes",
        state="said",
        passages=asked[:2],
        text="Asked at the first visit and again; measured by a box that nobody reads.",
    )
    study.act("cell", organisation="B", code="outcomes", state="not asked")
    study.act("cell", organisation="B", code="role", state="nothing")
    quote = study.act(
        "quote",
        interview=one,
        code="outcomes",
        passages=measured[:2],
        text="There is a box for it on the form. Nobody reads the box.",
    )
    look(study, f"quote/{one}/{quote}")
    study.act(
        "type",
        organisation="B",
        type="anyway",
        why="It is how they say they work.",
        passages=[said[1].id],
    )
    return study


def look(study: Study, quote: str) -> str:
    """The officer has looked at a quotation as it stands."""
    from exercises.interviews.quoting import judged

    state = study.state
    told = judged(state, state.quotes[quote])
    return study.act("quote.looked", quote=quote, digest=told.digest, few=told.few)
