"""The slip: two short things that each person answers at the end on a phone of their own.

A plain page without a kernel. The code is typed or scanned; what is answered goes into the journal
without a table, and a slip that is sent twice is kept once.
"""

from __future__ import annotations

from pydantic import ValidationError

from exercises.exercise import exercise
from exercises.following import fold
from exercises.journal import sessions
from exercises.journal.codes import CodeError, new_id, read_code
from exercises.journal.frame import Frame
from exercises.journal.sessions import NotAllowed, Session
from exercises.journal.slips import LONGEST, MOST, RATINGS, Slip
from exercises.journal.store import NoSession
from facilitator.gate import Busy
from facilitator.handlers.run import day
from facilitator.page import Page
from facilitator.paper.blocks import HELP


class SlipPage(Page):
    """Ask for the code, then for the answers, then say thank you."""

    def get(self) -> None:
        self.show("slip_code", typed={})

    async def post(self) -> None:
        typed = self.typed()
        try:
            await self.house.gate.turn()
            code = read_code(typed.get("key") or typed.get("code", ""))
            door = sessions.door_of_code(self.house.journal, code)
            session = sessions.find(self.house.journal, id=door.session)
        except (Busy, CodeError, NotAllowed, NoSession) as error:
            self.show("slip_code", typed=typed, errors={"code": str(error)})
            return
        state = fold(self.house.journal.read(session.id), exercise(session.exercise).begin)
        if "slip" not in typed:
            self._form(session, code, state.frame, {})
            return
        slip, errors = self._read(typed)
        if len(state.slips.answers) >= MOST:
            errors["differently"] = f"{MOST} slips are kept already; use paper, or ask the trainer"
        if slip is None or errors:
            self._form(session, code, state.frame, typed, errors)
            return
        change = "slip-" + typed["slip"]
        self.house.journal.append(session.id, slip, seat="", by="person", change=change)
        self.show("slip_thanks", title=state.frame.title, slip=typed["slip"])

    def _form(
        self,
        session: Session,
        code: str,
        frame: Frame,
        typed: dict[str, str],
        errors: dict[str, str] | None = None,
    ) -> None:
        self.show(
            "slip",
            title=frame.title,
            code=code,
            slip=typed.get("slip") or new_id(),
            typed=typed,
            ratings=[(str(n), word, "") for n, word in enumerate(RATINGS, 1)],
            erased=day(session.expires),
            help=[(label, getattr(frame.help, name)) for name, label in HELP],
            errors=errors or {},
        )

    def _read(self, typed: dict[str, str]) -> tuple[Slip | None, dict[str, str]]:
        """The slip in the form, or a sentence for each field that is wrong."""
        errors = {
            name: f"this has {len(typed[name])} characters; write at most {LONGEST}"
            for name in ("differently", "line")
            if len(typed.get(name, "")) > LONGEST
        }
        name, rating = typed["slip"], typed.get("rating", "")
        if not (len(name) == 16 and name.isalnum() and name.isascii()):
            errors["differently"] = "this page is not whole any more; load it again"
        if rating and rating not in map(str, range(1, len(RATINGS) + 1)):
            errors["rating"] = "choose one of the five answers, or none"
        if errors:
            return None, errors
        try:
            fields = {name: typed.get(name, "") for name in ("differently", "line")}
            return Slip.model_validate(fields | {"rating": int(rating) if rating else None}), {}
        except ValidationError:
            return None, {"differently": "nothing is filled in; answer at least one question"}
