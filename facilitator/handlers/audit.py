"""Setting up a case file audit: of closed files, observed, or live beside the worker."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import ValidationError

from exercises.audit.content import audit_words
from exercises.audit.opening import begin, left_over, standing
from exercises.audit.settings import (
    DAYS,
    LONGEST_NAME,
    MOST_AGENCIES,
    MOST_FILES,
    USUAL_FILES,
    Agency,
    Settings,
    months_before,
)
from exercises.journal.sessions import Session
from facilitator.handlers.earlier import many, to_follow_up
from facilitator.handlers.run import (
    SetUp,
    as_usual,
    check_help,
    day,
    days_until,
    quoted,
    whole_in,
)

OUR_TEAM = Agency(name="Our team", kind="other")  # where a live audit names no agency


class RunAudit(SetUp):
    """Choose the shape, the agencies, how many files, and what is taken over."""

    def form(self, typed: dict[str, str], errors: dict[str, str]) -> None:
        left = [(s, left_over(state)) for s, state in standing(self.house.journal)]
        self.show(
            "run_audit",
            typed=typed or _defaults(),
            errors=errors,
            words=audit_words(),
            most=MOST_AGENCIES,
            more=any(typed.get(f"agency-{n}") for n in range(5, MOST_AGENCIES + 1)),
            most_files=MOST_FILES,
            actions=[
                (session.code, f"{session.code}, {day(session.created)}: {many(found)}")
                for session, found in left
                if found
            ],
        )

    def begun(self, typed: dict[str, str], errors: dict[str, str]) -> Session | None:
        shape = audit_words().shape(typed.get("shape", ""))
        if shape is None:
            errors["shape"] = "choose one of the three ways"
            return None
        live = shape.id == "live"
        agencies = _agencies(typed, errors, live)
        files = 1 if live else whole_in(typed, errors, "files", 1, MOST_FILES, "a whole number")
        since, until = _range(typed, errors)
        way = "shared" if live else typed.get("way")
        left = [(session, left_over(state)) for session, state in standing(self.house.journal)]
        earlier = to_follow_up(typed, errors, left)
        days = days_until(typed.get("until", ""), errors)
        check_help(typed, errors)
        if errors or since is None or until is None:
            return None
        try:
            settings = Settings(
                shape=shape.id,
                agencies=agencies,
                files=files,
                since=since,
                until=until,
                together=way == "together",
                earlier=earlier,
                days=days,
                shared=way != "devices",
            )
        except ValidationError as error:  # too many files in all, or an agency twice
            first = error.errors(include_input=False, include_url=False)[0]
            sentence = str(first.get("ctx", {}).get("error", first["msg"]))
            errors["files" if "files" in sentence else "agency-1"] = sentence
            return None
        return begin(self.house.journal, settings)


def _defaults() -> dict[str, str]:
    """The form as it stands at first: files closed in the last three months."""
    today = datetime.now().date()
    kinds = {f"kind-{n}": "other" for n in range(1, MOST_AGENCIES + 1)}
    return (
        as_usual(DAYS)
        | kinds
        | {
            "shape": "files",
            "kind-1": "council",
            "kind-2": "health-trust",
            "kind-3": "police",
            "kind-4": "housing",
            "files": str(USUAL_FILES),
            "since": months_before(today).isoformat(),
            "last": today.isoformat(),
            "way": "shared",
            "follow": "",
            "earlier": "",
        }
    )


def _agencies(typed: dict[str, str], errors: dict[str, str], live: bool) -> tuple[Agency, ...]:
    """The agencies that were named; those without a name are left out."""
    known = [each.id for each in audit_words().agencies]
    found = []
    for n in range(1, MOST_AGENCIES + 1):
        name = typed.get(f"agency-{n}", "").strip()
        if len(name) > LONGEST_NAME:
            errors[f"agency-{n}"] = f"a name has at most {LONGEST_NAME} characters; shorten it"
        elif name:
            kind = typed.get(f"kind-{n}", "")
            found.append(Agency(name=name, kind=kind if kind in known else "other"))
    if live and len(found) > 1:
        errors["agency-2"] = "a live reflective audit has one file; name one agency at most"
    if not found and not live and not errors:
        errors["agency-1"] = "no agency is named; name at least one"
    return tuple(found) or (OUR_TEAM,)


def _range(typed: dict[str, str], errors: dict[str, str]) -> tuple[date | None, date | None]:
    """The first and the last day on which a file was closed."""
    found: dict[str, date | None] = {}
    for name in ("since", "last"):
        text = typed.get(name, "")
        try:
            found[name] = date.fromisoformat(text)
        except ValueError:
            found[name] = None
            errors[name] = f"{quoted(text)} is not a day; choose one"
    since, last = found["since"], found["last"]
    if since and last and since > last:
        errors["since"] = f"{day_words(since)} comes after {day_words(last)}; turn them round"
    return since, last


def day_words(when: date) -> str:
    return f"{when.day} {when:%B %Y}"
