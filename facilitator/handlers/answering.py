"""Joining a temperature check: each person has a place of their own, and comes back to it."""

from __future__ import annotations

from exercises.following import frame_of
from exercises.journal import sessions
from exercises.journal.sessions import Door, Seat
from exercises.temperature.settings import EXERCISE
from facilitator.page import Page

WAY_BACK = "kit-answers-"  # the cookie that names one's own place, for the address /join alone


def lets_in(page: Page, door: Door, typed: dict[str, str]) -> bool:
    """Answer somebody who came with the code of a temperature check; False for other sessions, and
    for one that runs on a shared screen."""
    session = sessions.find(page.house.journal, id=door.session)
    if session.exercise != EXERCISE:
        return False
    frame = frame_of(page.house.journal.read(session.id))
    if frame.settings.get("shared"):
        return False
    if frame.settings.get("way") == "paper":
        said = "this temperature check is on paper, so nobody joins it; fill in the form"
        page.show("join", typed=typed, errors={"code": said})
        return True
    seat, token = _way_back(page, session.id)
    if seat is not None and typed.get("who") not in ("same", "other"):
        code = typed.get("code") or typed.get("key", "")
        page.show("answers_back", code=code, title=frame.title)
        return True
    if seat is None or typed.get("who") == "other":
        answerer = Door(session.id, "answerer", None)
        seat, token = sessions.take_seat(page.house.journal, answerer)
    page.give_cookie(seat, token, session.expires)
    page.keep_cookie(WAY_BACK + session.id, f"{seat.id}-{token}", "/join", session.expires)
    page.go(f"/seat/{seat.id}/")
    return True


def _way_back(page: Page, session: str) -> tuple[Seat | None, str]:
    """The place of this session from which somebody has answered on this device, and its token."""
    name, _, token = (page.get_cookie(WAY_BACK + session, "") or "").partition("-")
    seat = sessions.seat_of(page.house.journal, name, token) if token else None
    return (seat, token) if seat is not None and seat.session == session else (None, "")
