"""The paths: side by side, and each with its reasons."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.summaries.blocks import (
    Block,
    Heading,
    Item,
    Items,
    Paragraph,
    Section,
    Strong,
    Table,
    Text,
    in_paragraphs,
    text,
)
from facilitator.summaries.phrases import count, excerpt, sentence, tables
from facilitator.summaries.scenarios.report import Path, Report, Scene, Step
from facilitator.summaries.scenarios.saying import ending, reason, weighed, who, words_of

IN_TABLE, IN_FULL = 90, 4000  # characters of what was said; of an answer, with one path to tell
ANSWER = 240  # and of an answer where several tables heard it
SIDE_BY_SIDE = "The paths side by side"


def paths(report: Report, number: str = "3. ") -> Section:
    """Section 3: the paths side by side, as picture and table, and then each with its reasons."""
    title = "The path" if report.alone and len(report.paths) < 2 else "The paths"
    blocks: list[Block] = [Heading(2, f"{number}{title}", "paths")]
    if not report.paths:
        blocks.append(Paragraph(("No choice has been made yet.",)))
    if len(beside(report)) > 1:
        from facilitator.summaries.scenarios.picture import picture

        blocks += [picture(report), table(report)]
    if report.sources and report.paths:
        told = "Numbers after “Law” are those of the points in the list of law and guidance."
        blocks.append(Paragraph((told,), "small"))
    for table_ in report.tables:
        for path in report.of_table(table_.number):
            blocks += _path(report, path)
    return Section("paths-section", tuple(blocks))


def beside(report: Report) -> list[tuple[str, Path]]:
    """The paths that are put side by side, each with a short name: of several tables the last of
    each, of one table all of its own."""
    if not report.alone:
        return [(str(path.table), path) for path in report.newest]
    return [(str(path.number), path) for path in report.paths]


def passed(report: Report) -> list[Scene]:
    """The scenes to which one of the paths that are put side by side has come."""
    found = [path for _, path in beside(report)]
    come = {step.scene for path in found for step in path.steps} | {path.scene for path in found}
    return [scene for scene in report.scenes if scene.id in come]


def table(report: Report) -> Table:
    """What the picture shows, in words: what was chosen in each scene, and by whom."""
    found = beside(report)
    rows = tuple(
        (text(Strong(scene.title)), in_paragraphs(_here(report, scene, found)))
        for scene in passed(report)
    )
    head = ("Scene", "What was chosen there")
    return Table(f"{SIDE_BY_SIDE}, in words", head, rows, (3.4, 9), flows=True)


def _here(report: Report, scene: Scene, found: list[tuple[str, Path]]) -> Iterator[Text]:
    """Each choice of a scene with the tables that made it; or who came to its end there."""
    ended = [name for name, path in found if path.ending and path.scene == scene.id]
    if ended:
        yield (f"The end: {_named(report, ended)}.",)
    made: dict[str, tuple[Step, list[str]]] = {}
    for name, path in found:
        for step in path.steps:
            if step.scene == scene.id:
                made.setdefault(step.choice, (step, []))[1].append(name)
    for step, names in sorted(made.values(), key=lambda each: each[0].letter or "~"):
        letter = f"{step.letter}. " if step.letter else ""
        said = words_of(step, IN_TABLE)
        yield text(Strong(letter), f"{said} ({_named(report, names)})")
    here = [name for name, path in found if not path.ending and path.scene == scene.id]
    waits = [name for name, path in found if path.waits and path.scene == scene.id]
    stands = [name for name in here if name not in waits and not _stopped(found, name)]
    if stands:
        yield (f"Stands here: {_named(report, stands)}.",)
    if waits:
        yield (f"Waits for the room: {_named(report, waits)}.",)


def _stopped(found: list[tuple[str, Path]], name: str) -> bool:
    return any(path.stopped for each, path in found if each == name)


def _named(report: Report, names: list[str]) -> str:
    numbers = sorted({int(name) for name in names})
    return tables(numbers).replace("table", "path") if report.alone else tables(numbers)


def _path(report: Report, path: Path) -> list[Block]:
    """One path, scene by scene; of an earlier one what differs from the last."""
    blocks: list[Block] = [Heading(3, f"{who(report, path)} {ending(path)}")]
    if path.shared:
        same = "first scene" if path.shared == 1 else f"first {count(path.shared, 'scene')}"
        blocks.append(Paragraph((f"The {same} as on the last path; then:",), "small"))
    items = tuple(_step(report, n, step) for n, step in enumerate(path.steps, 1))
    blocks.append(Items(items[path.shared :]))
    if path.what and report.alone:
        blocks.append(Paragraph((" ".join(path.what),)))
    return blocks


def _step(report: Report, number: int, step: Step) -> Item:
    longest = IN_FULL if report.alone else ANSWER
    answer = excerpt(" ".join(step.answer or filter(None, (step.told,))), longest)
    waits = "The room waits here; what comes of it is seen once it is released."
    details: list[Text] = [reason(step)]
    came = "Told in passing: " if step.left else "What came of it: "
    details += [text(Strong(came), answer)] if answer else []
    details += [(sentence(weighed(step)),)] if weighed(step) else []
    details += [(waits,)] if step.waiting else []
    words = text(Strong(f"{step.title}: "), words_of(step))
    return Item(number, words, tuple(filter(None, details)))
