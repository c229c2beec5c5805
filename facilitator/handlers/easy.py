"""The session's case and the six cards in Easy Read, for every seat."""

from __future__ import annotations

from markupsafe import Markup
from tornado.web import HTTPError

from exercises import easy_read
from exercises.following import frame_of
from exercises.journal.frame import HelpSet
from exercises.journal.sessions import Seat
from exercises.six_principles.settings import EXERCISE, Settings
from facilitator.handlers.seats import SeatPage, is_here
from facilitator.paper import easy, page
from facilitator.paper.blocks import Part, Piece
from facilitator.summaries.blocks import Paragraph

NOT_YET = "Not filled in yet: ask the trainer."


class EasyRead(SeatPage):
    """A page to read beside the exercise. Raises HTTPError 404 where the case has none."""

    def get(self, seat_id: str) -> None:
        seat = self.at_seat(seat_id)
        session = is_here(self, seat)
        if session.exercise != EXERCISE:
            raise HTTPError(404)
        frame = frame_of(self.house.journal.read(session.id))
        case = Settings.of(frame).case
        if not easy_read.tells(case):
            raise HTTPError(404)
        story = easy_read.case(case.id)
        parts = (*easy.parts(story, None), _worried(seat, frame.help))
        self.show(
            "easy_read",
            title=easy.TITLE,
            parts=[(each.id, each.title, Markup(page.inside(each))) for each in parts],
        )


def _worried(seat: Seat, help: HelpSet) -> Part:
    """Who to turn to, at the end of the page; somebody alone has no room with people in it."""
    if seat.role == "solo":
        lines = easy_read.six_principles().worried
        pieces: tuple[Piece, ...] = tuple(Paragraph((each,)) for each in lines)
    else:
        said = {name: text or NOT_YET for name, text in help.model_dump().items()}
        pieces = (easy.who_to_turn_to(help.model_copy(update=said)),)
    return Part("worried", "If you are worried", pieces)
