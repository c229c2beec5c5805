"""Setting up a strategic plan check, for a room."""

from __future__ import annotations

from functools import partial

from exercises import library
from exercises.following import fold
from exercises.journal import sessions
from exercises.journal.sessions import Session
from exercises.library import Case, ContentError
from exercises.six_principles.opening import (
    LONGEST_FACTOR,
    MOST_FACTORS,
    NOT_KEPT,
    Factors,
    as_typed,
    begin_plan_check,
    case_not_kept,
    faults,
    of_session,
    of_the_kit,
)
from exercises.six_principles.settings import EXERCISE, Settings
from exercises.six_principles.state import State
from facilitator.handlers.run import (
    SetUp,
    as_usual,
    check_help,
    days_until,
    number_in,
    quoted,
    tables_in,
)

OF_THE_KIT = "mrs-t"  # the case of the kit's own key factors


class RunPlan(SetUp):
    """Choose which key factors are held against the plan, and how the room works."""

    def form(self, typed: dict[str, str], errors: dict[str, str]) -> None:
        defaults = as_usual() | {
            "source": "kit",
            "case": NOT_KEPT,
            "clock": "on",
            "minutes": f"{Settings.model_fields['checking'].default:g}",
        }
        principles = library.six_principles().principles
        boxes = [(f"factors-{each.id}", each.name) for each in principles]
        writes = any(typed.get(name, "").strip() for name, _ in boxes)
        self.show(
            "run_plan",
            typed=typed or defaults,
            errors=errors,
            cases=[(name, library.case(name).title) for name in library.cases()],
            not_kept=(NOT_KEPT, case_not_kept().title),
            boxes=boxes,
            writes=writes or typed.get("source") == "typed",
            rooms=self._rooms(),
            of_the_kit=len(of_the_kit()),
            most=MOST_FACTORS,
            longest=LONGEST_FACTOR,
        )

    def _rooms(self) -> list[tuple[str, str]]:
        """Six-principles sessions on this computer that have key factors."""
        found = []
        for session in sessions.every(self.house.journal):
            if session.exercise != EXERCISE:
                continue
            state = self._state(session)
            if number := len(of_session(state)):
                many = "1 key factor" if number == 1 else f"{number} key factors"
                found.append((session.code, f"{session.code}: {state.frame.title}, {many}"))
        return found

    def _state(self, session: Session) -> State:
        return fold(self.house.journal.read(session.id), State)

    def begun(self, typed: dict[str, str], errors: dict[str, str]) -> Session | None:
        number = partial(number_in, typed, errors)
        case, factors = self._brought(typed, errors)
        if typed.get("way") not in ("devices", "shared"):
            errors["way"] = "choose how the room will work"
        shared = typed.get("way") == "shared"
        tables = tables_in(typed, errors)
        if typed.get("clock") not in ("on", "off"):
            errors["clock"] = "choose whether there is a clock"
        clock = typed.get("clock") == "on"
        checking = number("minutes", 0.5, 240, "a number of minutes") if clock else None
        days = days_until(typed.get("until", ""), errors)
        check_help(typed, errors)
        if errors or case is None:
            return None
        usual = Settings.model_fields["minutes"].default
        settings = Settings(
            case=case,
            minutes=usual if clock else None,
            reading=None,
            checking=checking,
            days=days,
            shared=shared,
            plan_only=True,
        )
        return begin_plan_check(self.house.journal, settings, tables, factors)

    def _brought(
        self, typed: dict[str, str], errors: dict[str, str]
    ) -> tuple[Case | None, Factors]:
        """The case and its key factors, from where the form says that they come; a sentence in
        `errors` for each field that is wrong, also where words would be passed over in silence."""
        source, code = typed.get("source", ""), typed.get("from", "")
        written = as_typed({p: typed.get(f"factors-{p}", "") for p in library.PRINCIPLES})
        if source not in ("kit", "session", "typed"):
            errors["source"] = "choose which key factors are held against the plan"
        elif written and source != "typed":
            errors["source"] = (
                "key factors are written below, but others are chosen here; choose those that are "
                "written, or empty the boxes"
            )
        elif code and source != "session":
            errors["source"] = (
                f"session {code[:12]} is chosen below, but other key factors are chosen here; "
                "choose those of an earlier session, or choose none below"
            )
        elif source == "session":
            return self._of_session(code, errors)
        elif source == "typed":
            errors |= {f"factors-{p}": said for p, said in faults(written).items()}
            return self._case(typed.get("case", ""), errors), written
        return library.case(OF_THE_KIT), of_the_kit()

    def _of_session(self, code: str, errors: dict[str, str]) -> tuple[Case | None, Factors]:
        known = {s.code: s for s in sessions.every(self.house.journal) if s.exercise == EXERCISE}
        if not code:
            errors["from"] = "no session is chosen; choose the one that the key factors come from"
            return None, ()
        if code not in known:
            errors["from"] = f"there is no session {quoted(code)} here any more; choose another"
            return None, ()
        state = self._state(known[code])
        factors = of_session(state)
        if not factors:
            errors["from"] = f"session {code} has no key factors; choose another"
        elif wrong := faults(factors):
            errors["from"] = f"session {code} cannot be taken as it is: {'; '.join(wrong.values())}"
        return Settings.of(state.frame).case, factors

    def _case(self, name: str, errors: dict[str, str]) -> Case | None:
        if name == NOT_KEPT:
            return case_not_kept()
        try:
            return library.case(name)
        except ContentError as error:
            errors["case"] = str(error)
            return None
