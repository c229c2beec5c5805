"""Setting up a study by interviews."""

from __future__ import annotations

from exercises.interviews.content import interview_words
from exercises.interviews.opening import begin
from exercises.interviews.settings import DAYS, LONGEST_CONTACT, Settings
from exercises.journal.sessions import Session
from facilitator.handlers.run import SetUp, as_usual, check_help, days_until


class RunInterviews(SetUp):
    """Choose the guide, whom to turn to, how the second coder works, and until when."""

    def form(self, typed: dict[str, str], errors: dict[str, str]) -> None:
        words = interview_words()
        usual = as_usual(DAYS) | {"guide": words.guides[0].id, "contact": ""}
        self.show("run_interviews", typed=typed or usual, errors=errors, words=words)

    def begun(self, typed: dict[str, str], errors: dict[str, str]) -> Session | None:
        if interview_words().guide(typed.get("guide", "")) is None:
            errors["guide"] = "choose one of the two guides"
        contact = typed.get("contact", "").strip()
        if not contact:
            errors["contact"] = "nobody is named; say whom people turn to afterwards, by role"
        elif len(contact) > LONGEST_CONTACT:
            errors["contact"] = f"this has {len(contact)} characters; use at most {LONGEST_CONTACT}"
        if typed.get("way") not in ("devices", "shared"):
            errors["way"] = "choose how the second coder works"
        days = days_until(typed.get("until", ""), errors)
        check_help(typed, errors)
        if errors:
            return None
        settings = Settings(
            guide=typed["guide"], contact=contact, days=days, shared=typed["way"] == "shared"
        )
        return begin(self.house.journal, settings)
