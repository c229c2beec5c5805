"""The files that the notebook of a temperature check writes beside what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from exercises.national.content import national
from facilitator.summaries import tables, word
from facilitator.summaries.blocks import Document, Section
from facilitator.summaries.files import NO_FOLDER, ending, stem_of
from facilitator.summaries.standing import MAKERS
from facilitator.summaries.temperature.first import HEADING, board
from facilitator.summaries.temperature.reading import Reading
from facilitator.summaries.temperature.report import Answer, Report

SCHEMA = "temperature-summary/1"
ANSWERS = (
    "instrument", "question", "answered", "left out", "answer", "people here", "agreed here",
    "people then", "answered then", "councils in 2016 (%)", "councils asked in 2016", "moderator",
    "reasons",
)  # fmt: skip
EVIDENCE = ("instrument", "question", "what shows it", "sees to it (role)", "by when")
ACTIONS = ("order", "action", "lead (role)", "by when", "answers", "status")


def write(reading: Reading, report: Report, sections: Sequence[Section]) -> str:
    """Write Word (of `sections`), the board's page, tables and JSON into the folder that KIT_OUT
    names; say how many. Without KIT_OUT nothing is written."""
    stem = stem_of(reading.session.exercise, report.name, report.code)
    if stem is None:
        return NO_FOLDER
    document = Document(report.titled(), report.code, tuple(sections), report.name)
    made = [
        word.save(document, ending(stem, "summary.docx")),
        tables.save(ending(stem, "summary.csv"), ANSWERS, _answers(report)),
        tables.save_facts(facts(report, document.title), ending(stem, "summary.json")),
        tables.save(ending(stem, "evidence.csv"), EVIDENCE, _evidence(report)),
        tables.save(ending(stem, "actions.csv"), ACTIONS, _actions(report)),
    ]
    titled = report.titled(HEADING)
    page = Document(titled, report.code, (board(report),), report.name)
    for end, make in MAKERS.items():
        made.append(ending(stem, f"board{end}"))
        made[-1].write_bytes(make(page))
    return f"{len(made)} files were written."


def facts(report: Report, title: str) -> dict[str, Any]:
    """The report as plain values. What stands under "baseline" can be given to a later session as
    the one to compare with; it has numbers and nobody's words."""
    found = tables.plain(replace(report, baseline=None))
    baseline = report.baseline.model_dump(mode="json") if report.baseline else None
    return {"schema": SCHEMA, "title": title, **found, "baseline": baseline}


def _answers(report: Report) -> Iterator[tuple[object, ...]]:
    """A row for each answer that could be given to each question."""
    past = {(c.instrument, c.item): c.before for c in _compared(report)}
    for asked in report.asked:
        for answer in asked.answers:
            percents, base = _of_2016(answer)
            then = past.get(answer.key)
            for choice in answer.choices:
                rates = choice.id == answer.rated
                yield (
                    asked.title, answer.words, answer.answered if report.told else "",
                    answer.skipped if report.told else "", choice.text,
                    answer.counts[choice.id] if answer.counts else "",
                    "yes" if choice.id == answer.agreed else "",
                    then.shown.get(choice.id, 0) if then and then.shown else "",
                    then.answered if then else "", percents.get(choice.id, ""), base,
                    "yes" if rates else "", answer.reasons if rates else "",
                )  # fmt: skip


def _compared(report: Report) -> list[Any]:
    comparable = ("moved", "same", "few", "apart")
    changed = report.over_time.changed if report.over_time else ()
    return [each for each in changed if each.way in comparable]


def _of_2016(answer: Answer) -> tuple[dict[str, int], object]:
    if not answer.table:
        return {}, ""
    table = national().table(answer.table)
    return table.percents(answer.row), table.row(answer.row).total or ""


def _evidence(report: Report) -> Iterator[tuple[object, ...]]:
    titles = {asked.id: asked.title for asked in report.asked}
    for answer in report.shown:
        for shows in answer.shows:
            yield (
                titles[answer.instrument], answer.words, shows.evidence, shows.owner, shows.by_when,
            )  # fmt: skip


def _actions(report: Report) -> Iterator[tuple[object, ...]]:
    for action in report.actions:
        also = f"; {len(action.also)} other wording not chosen between" if action.also else ""
        yield (
            action.number, action.text, action.owner, action.when, action.answers,
            f"proposed, for the board to agree{also}",
        )  # fmt: skip
