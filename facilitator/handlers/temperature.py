"""Setting up a temperature check, and taking its numbers away for the next one."""

from __future__ import annotations

import json
import re
from datetime import date, datetime

from tornado.web import HTTPError

from exercises.following import fold
from exercises.journal.sessions import Session
from exercises.library import ContentError
from exercises.temperature.content import OWN, Instrument, offered
from exercises.temperature.opening import (
    LONGEST_FILE,
    BaselineError,
    baseline_of,
    begin,
    read_baseline,
    standing,
)
from exercises.temperature.settings import (
    DAYS,
    EXERCISE,
    LONGEST_SHORT,
    MOST_GROUPS,
    MOST_INSTRUMENTS,
    MOST_PEOPLE,
    Baseline,
    Group,
    Settings,
    Way,
)
from exercises.temperature.state import State
from facilitator.handlers.run import (
    SetUp,
    as_usual,
    check_help,
    day,
    days_until,
    quoted,
    whole_in,
)
from facilitator.handlers.seats import SeatPage, is_here

USUAL = ("road_map", "achievement", "engagement")
WAYS: dict[str, Way] = {
    "live": "live",
    "shared": "shared",
    "fortnight": "fortnight",
    "paper": "paper",
}
_GROUP = re.compile(r"(?P<name>.*\S)\s*[:,;\t ]\s*(?P<n>\d{1,4})")


class RunTemperature(SetUp):
    """Choose the questions, how people answer, how many are expected, and what came before."""

    def hosted(self) -> bool:
        """Whether others reach the kit by a link, for longer than a meeting."""
        return self.house.host is not None and self.house.host.shared

    def form(self, typed: dict[str, str], errors: dict[str, str]) -> None:
        try:
            known = offered(self.house.data / OWN)
        except ContentError as error:
            known = offered(self.house.data / OWN / "none")
            errors = errors | {"instruments": str(error).splitlines()[0]}
        self.show(
            "run_temperature",
            typed=typed or _defaults(),
            errors=errors,
            instruments=known,
            folder=str(self.house.data / OWN),
            hosted=self.hosted(),
            most=MOST_PEOPLE,
            earlier=[
                (session.code, f"{session.code}, {state.chosen.about}, {day(session.created)}")
                for session, state in standing(self.house.journal)
            ],
        )

    def begun(self, typed: dict[str, str], errors: dict[str, str]) -> Session | None:
        chosen = self._instruments(typed, errors)
        way = WAYS.get(typed.get("way", ""))
        if way is None:
            errors["way"] = "choose how people answer"
        if way == "fortnight" and not self.hosted():
            errors["way"] = (
                "this kit runs on this computer only, so a link would reach nobody over a "
                "fortnight; choose forms on paper, or another way"
            )
        area = typed.get("area", "").strip()
        if len(area) > LONGEST_SHORT:
            errors["area"] = f"this has {len(area)} characters; write at most {LONGEST_SHORT}"
        expected = whole_in(typed, errors, "expected", 1, MOST_PEOPLE, "a whole number of people")
        groups = groups_in(typed.get("groups", ""), errors)
        last = _last_day(typed, errors) if way in ("fortnight", "paper") else ""
        before = self._baseline(typed, errors)
        days = days_until(typed.get("until", ""), errors)
        check_help(typed, errors)
        if errors or way is None:
            return None
        settings = Settings(
            way=way,
            shared=way == "shared",
            instruments=chosen,
            area=area,
            expected=expected,
            groups=() if way == "shared" else groups,
            until=last,
            baseline=before,
            days=days,
        )
        return begin(self.house.journal, settings)

    def _instruments(self, typed: dict[str, str], errors: dict[str, str]) -> tuple[Instrument, ...]:
        try:
            known = offered(self.house.data / OWN)
        except ContentError as error:
            errors["instruments"] = str(error).splitlines()[0]
            return ()
        chosen = tuple(each for each in known if typed.get(f"instrument-{each.id}"))
        if not chosen:
            errors["instruments"] = "nothing is chosen to be asked; choose at least one"
        elif len(chosen) > MOST_INSTRUMENTS:
            errors["instruments"] = f"{len(chosen)} are chosen; choose at most {MOST_INSTRUMENTS}"
        return chosen

    def _baseline(self, typed: dict[str, str], errors: dict[str, str]) -> Baseline | None:
        """The numbers of an earlier session: of its file, or of a session on this computer."""
        files = self.request.files.get("file", [])
        if files and files[0]["body"]:
            if len(files[0]["body"]) > LONGEST_FILE:
                errors["file"] = f"a file of numbers has at most {LONGEST_FILE:,} bytes"
                return None
            try:
                return read_baseline(files[0]["body"].decode("utf-8"))
            except UnicodeDecodeError:
                errors["file"] = "this file is not text; choose the JSON file that the kit wrote"
            except BaselineError as error:
                errors["file"] = str(error)
            return None
        code = typed.get("baseline", "")
        if not code:
            return None
        for session, state in standing(self.house.journal):
            if session.code == code:
                return baseline_of(state, session.created)
        errors["baseline"] = f"there is no temperature check {quoted(code)} here any more"
        return None


def groups_in(text: str, errors: dict[str, str]) -> tuple[Group, ...]:
    """The agencies or roles that were typed, one a line, each with how many are expected."""
    found: list[Group] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        read = _GROUP.fullmatch(line)
        if read is None or not 1 <= int(read["n"]) <= MOST_PEOPLE:
            errors["groups"] = (
                f"{quoted(line)} is not an agency or role with a number from 1 to {MOST_PEOPLE}; "
                "write it like Police: 6"
            )
            return ()
        name = read["name"].rstrip(" :,;")
        if len(name) > LONGEST_SHORT:
            errors["groups"] = f"a name has at most {LONGEST_SHORT} characters; shorten {name[:30]}"
            return ()
        found.append(Group(id=f"g{len(found) + 1}", name=name, expected=int(read["n"])))
    if len(found) > MOST_GROUPS:
        errors["groups"] = f"these are {len(found)}; name at most {MOST_GROUPS}"
        return ()
    return tuple(found)


def _last_day(typed: dict[str, str], errors: dict[str, str]) -> str:
    """The day by which people are asked to answer; it may be left out."""
    text = typed.get("answer_by", "").strip()
    if not text:
        return ""
    try:
        last = date.fromisoformat(text)
    except ValueError:
        errors["answer_by"] = f"{quoted(text)} is not a day; choose one from today on"
        return ""
    if last < datetime.now().date():
        errors["answer_by"] = f"{text} has gone by; choose a day from today on"
    return last.isoformat()


def _defaults() -> dict[str, str]:
    """The form as it stands at first."""
    chosen = {f"instrument-{name}": "yes" for name in USUAL}
    more = {"way": "live", "area": "", "expected": "12", "groups": "", "answer_by": ""}
    return as_usual(DAYS) | chosen | more | {"baseline": ""}


class BaselineFile(SeatPage):
    """The numbers of a session as a file, and not one word that anybody wrote."""

    def get(self, seat_id: str) -> None:
        session = is_here(self, self.trainer(seat_id))
        if session.exercise != EXERCISE:
            raise HTTPError(404)
        state = fold(self.house.journal.read(session.id), State)
        told = baseline_of(state, session.created).model_dump(mode="json")
        name = f"temperature-check-{told['day']}-{session.code}.json"
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
