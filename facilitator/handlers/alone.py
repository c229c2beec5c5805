"""*Work on your own*: how much time there is, what fits it, and each course with its own place to
come back to. These doors exist on this machine only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tornado.web import HTTPError

from exercises import library
from exercises.courses.content import MINUTES, Course, course, course_of, courses
from exercises.courses.path import here
from exercises.following import frame_of
from exercises.grid.content import example
from exercises.grid.opening import begin as begin_grid
from exercises.grid.settings import Settings as GridSettings
from exercises.journal import sessions, wipe
from exercises.journal.frame import Frame
from exercises.journal.sessions import Door, Session
from exercises.journal.store import Journal, NoSession
from exercises.scenarios.content import scenario, scenarios
from exercises.scenarios.opening import begin as begin_scenario
from exercises.scenarios.settings import Settings as ScenarioSettings
from exercises.six_principles.opening import begin_plan_check, of_the_kit
from exercises.six_principles.settings import EXERCISE, Settings
from facilitator.handlers.scenario import choices
from facilitator.page import Page

ALONE = "kit-alone"
FIRST = "principles"  # the course whose cookie has the bare name
ON = "mrs-t"  # the case of the six principles and of the kit's own key factors

Begin = Callable[[Journal, Course, str], Session]


def _principles(journal: Journal, on: Course, _: str) -> Session:
    case = library.case(ON)
    opened = Settings(case=case, minutes=None, reading=None, solo=True, course=on).opened(1)
    days = Settings.model_fields["days"].default
    return sessions.create(journal, EXERCISE, opened, tables=1, days=days, by="solo")


def _plan(journal: Journal, on: Course, _: str) -> Session:
    case = library.case(ON)
    settings = Settings(case=case, minutes=None, reading=None, solo=True, plan_only=True, course=on)
    return begin_plan_check(journal, settings, 1, of_the_kit(), by="solo")


def _grid(journal: Journal, on: Course, _: str) -> Session:
    told = example(on.uses)
    settings = GridSettings(
        case=library.case(told.case),
        viewpoints=told.viewpoints,
        actions=tuple(action.text for action in told.actions),
        solo=True,
        course=on,
    )
    return begin_grid(journal, settings, 1, by="solo")


def _scenario(journal: Journal, on: Course, name: str) -> Session:
    """The scenario that was chosen, or the first where the form names none that there is."""
    told = scenario(name if name in scenarios() else scenarios()[0])
    settings = ScenarioSettings(scenario=told, solo=True, course=on)
    return begin_scenario(journal, settings, 1, by="solo")


BEGIN: dict[str, Begin] = {
    "six-principles": _principles,
    "plan": _plan,
    "grid": _grid,
    "scenario": _scenario,
}


def cookie(of: Course) -> str:
    """The cookie by which this browser comes back to its own work on a course."""
    return ALONE if of.id == FIRST else f"{ALONE}-{of.id}"


class AlonePage(Page):
    """A page for one person."""

    here_only = True

    def standing(self, of: Course) -> tuple[Session, Frame] | None:
        """What this browser's cookie names, if somebody works alone there: a session of a room is
        neither entered nor erased from here."""
        try:
            session = sessions.find(self.house.journal, id=self._kept(of)[0])
        except NoSession:
            return None
        frame = frame_of(self.house.journal.read(session.id))
        return (session, frame) if frame.settings.get("solo") else None

    def sit(self, of: Course, session: Session) -> None:
        """Go to the seat that this browser had, with what was typed there and not sent; or to a new
        one."""
        journal = self.house.journal
        seat, token = sessions.retake(journal, session.id, self._kept(of)[1]) or sessions.take_seat(
            journal, Door(session.id, "solo", 1)
        )
        self.set_cookie(
            cookie(of),
            f"{session.id}.{seat.id}",
            path="/alone",
            expires=session.expires,
            httponly=True,
            samesite="Strict",
        )
        self.give_cookie(seat, token, session.expires)
        self.redirect(f"/seat/{seat.id}/", status=303)

    def _kept(self, of: Course) -> tuple[str, str]:
        """The session and the seat in the cookie; either may be empty."""
        session, _, seat = self.get_cookie(cookie(of), "").partition(".")
        return session, seat


class Alone(AlonePage):
    """How much time is there? And what was begun before."""

    def get(self) -> None:
        begun = [(each, found) for each in courses().courses if (found := self.standing(each))]
        self.show(
            "alone",
            minutes=MINUTES,
            courses=courses().courses,
            standing=[(each, _where(frame)) for each, (_, frame) in begun],
        )


def _where(frame: Frame) -> str:
    """The step where somebody stopped, in words; empty for what was begun without a path."""
    on = course_of(frame)
    return f"You stopped at “{here(frame, on).title}”." if on else ""


class AloneMinutes(AlonePage):
    """What fits into the time that there is."""

    def get(self, minutes: str) -> None:
        fits = [each for each in courses().courses if each.minutes == int(minutes)]
        self.show("alone_minutes", minutes=minutes, courses=fits)


class AloneCourse(AlonePage):
    """A course: its path, what is kept, and the way in or back to where one stopped."""

    def get(self, id: str) -> None:
        of = self._course(id)
        found = self.standing(of)
        told: dict[str, Any] = {
            "course": of,
            "steps": [step for step in of.steps if not step.beyond],
            "beyond": [step for step in of.steps if step.beyond],
            "choices": choices() if of.exercise == "scenario" else [],
            "standing": found is not None,
            "where": _where(found[1]) if found else "",
            "title": found[1].title if found else "",
        }
        self.show("alone_course", **told)

    def post(self, id: str) -> None:
        of = self._course(id)
        found = self.standing(of)
        session = found[0] if found else None
        if session is not None and self.get_body_argument("afresh", ""):
            wipe.wipe(self.house.journal, self.house.data, session)
            session = None
        if session is None:
            name = self.get_body_argument("scenario", "")
            session = BEGIN[of.exercise](self.house.journal, of, name)
        self.sit(of, session)

    def _course(self, id: str) -> Course:
        found = course(id)
        if found is None:
            raise HTTPError(404)
        return found
