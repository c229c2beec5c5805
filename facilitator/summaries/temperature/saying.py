"""Answers in words: as counts of people, and never as one number for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from exercises.journal.slips import FEWEST
from exercises.national.beside import Beside, Line
from exercises.national.content import national
from exercises.national.involvement import Change, Score, score
from facilitator.summaries.phrases import MONTHS, count, listed, number, sentence, shorten
from facilitator.summaries.temperature.report import (
    Answer,
    Changed,
    Place,
    Report,
)

MINUS = "\u2212"
FEW = f"how they answered is shown from {number(FEWEST)} answers on"
IN_WORDS = {"involvement": ("involved", "not involved"), "engagement": ("well engaged", "not")}
RULE = (
    "Something has moved where the share of an answer changed by more than one person's answer "
    "makes. That is a rule to read by, and no test of chance."
)


def quoted(text: str) -> str:
    return f"“{text}”"


def question(words: str) -> str:
    """What was asked, before what is said of it: with a colon where no sign ends it."""
    return words if words.endswith(("?", "…", ":")) else f"{words.rstrip('.')}:"


def ended(said: str) -> str:
    """A sentence with its full stop, and no second sign after words that were cut."""
    return said if said.endswith(("…", ".", "?", "!")) else f"{said}."


def people(n: int) -> str:
    return "one person" if n == 1 else f"{number(n)} people"


def spread(answer: Answer) -> str:
    """How the answers to one thing are spread, in a sentence or two."""
    if answer.agreed:
        return f"The board agreed on {quoted(answer.labels[answer.agreed])}."
    if not answer.answered:
        return "Nobody has answered."
    if answer.counts is None:
        return f"{sentence(people(answer.answered))} answered; {FEW}."
    states = {choice.id for choice in answer.choices if choice.state}
    on_scale = {name: n for name, n in answer.counts.items() if n and name not in states}
    off = {name: n for name, n in answer.counts.items() if n and name in states}
    said = f"Of {people(answer.answered)}: {_each(answer.labels, on_scale)}." if on_scale else ""
    apart = f"Apart from these, and no step between two of them: {_each(answer.labels, off)}."
    return " ".join(filter(None, [said, apart if off else ""]))


def _each(labels: Mapping[str, str], counts: Mapping[str, int]) -> str:
    return "; ".join(f"{quoted(labels.get(name, name))} {n}" for name, n in counts.items())


def in_a_cell(answer: Answer) -> str:
    """The same for a cell of a table, without quotation marks."""
    if answer.agreed:
        return f"Agreed: {answer.labels[answer.agreed]}"
    if not answer.answered:
        return "nobody answered"
    if answer.counts is None:
        return f"{answer.answered} answered"
    states = {choice.id for choice in answer.choices if choice.state}
    told = {name: f"{answer.labels[name]} ({n})" for name, n in answer.counts.items() if n}
    on_scale = "; ".join(said for name, said in told.items() if name not in states)
    off = "; ".join(said for name, said in told.items() if name in states)
    return f"{on_scale}. Apart from these: {off}" if on_scale and off else on_scale or off


def on_road(place: Place) -> str:
    """Where people and the moderator place the area, in words."""
    said = [spread(place.answer)]
    if place.answer.rated:
        said.append(f"The moderator, from outside: {quoted(rated(place.answer))}.")
    return " ".join(said)


def in_short(place: Place) -> str:
    """The same beside the picture that has the numbers."""
    answer = place.answer
    if not place.people or answer.agreed:
        return on_road(place)
    named = listed(quoted(answer.labels[name]) for name in answer.most)
    each = "each " if len(answer.most) > 1 else ""
    most = max((answer.counts or {}).get(name, 0) for name in answer.most)
    outside = quoted(rated(answer)) if otherwise(answer) else "the same"
    by = f" The moderator, from outside: {outside}." if answer.rated else ""
    return f"Chosen most: {named} ({each}{most} of {people(answer.answered)}).{by}"


def rated(answer: Answer) -> str:
    """The moderator's answer, as the scale words it."""
    return answer.labels.get(answer.rated, answer.rated)


def otherwise(answer: Answer) -> bool:
    """Whether the moderator's answer is another than what people chose most."""
    return bool(answer.rated and answer.most and answer.rated not in answer.most)


def beside_sentence(answer: Answer, row: Beside) -> str:
    """What was chosen most here and in 2016."""
    if answer.agreed:
        here = f"Here {_lower(spread(answer))}"
    elif row.few:
        here = f"Here {people(row.answered) if row.answered else 'nobody'} answered" + (
            f"; {FEW}." if row.answered else "."
        )
    else:
        here = f"Chosen most here: {_lines(row.most)} ({_of(row)})."
    there = f"{row.most_then[0].theirs}% of {row.base} councils" if row.base else ""
    return f"{here} In 2016: {_lines(row.most_then)} ({there})."


def _of(row: Beside) -> str:
    each = "each " if len(row.most) > 1 else ""
    most = max(line.ours or 0 for line in row.most)
    return f"{each}{most} of {people(row.answered)}"


def _lines(lines: Sequence[Line]) -> str:
    return listed(quoted(labelled(line)) for line in lines)


def labelled(line: Line) -> str:
    """An answer of 2016 as it is named in tables: with its letter, and that it is no step."""
    if not line.letter:
        return line.label
    return f"{line.letter}: {line.label}{' (a state)' * line.stall}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def sides(pairs: Iterable[tuple[Answer, Beside]]) -> list[str]:
    """Rows of a table with two sides, by which side more people were on here: sentences."""
    found: dict[str, list[str]] = {}
    table = ""
    for answer, row in pairs:
        table = row.table
        found.setdefault(_side(answer), []).append(plain(row.name))
    yes, no = IN_WORDS[table]
    heads = {
        "more": f"More people here said {yes} than {no}",
        "less": f"More said {no} than {yes}",
        "even": "As many said the one as the other",
        "few": f"Fewer than {number(FEWEST)} answered",
        "agreed": "The board answered together",
    }
    return [f"{said}: {listed(found[side])}." for side, said in heads.items() if side in found]


def plain(name: str) -> str:
    """The name of a row without what stands in brackets after it."""
    return name.partition(" (")[0]


def sides_of_2016(table: str) -> list[str]:
    """The same of the councils of 2016."""
    yes, no = IN_WORDS[table]
    found: dict[bool, list[str]] = {True: [], False: []}
    for row in national().table(table).rows:
        there = score(national().table(table).counts(row.id))
        if there:
            found[there.involved > there.not_involved].append(plain(row.name))
    said = [f"In 2016 more councils said {yes} than {no} of {listed(found[True])}."]
    if found[False]:
        said.append(f"More said {no} than {yes} of {listed(found[False])}.")
    return said


def _side(answer: Answer) -> str:
    if answer.agreed:
        return "agreed"
    there = score(answer.counts) if answer.counts else None
    if there is None:
        return "few"
    apart = there.involved - there.not_involved
    return "even" if apart == 0 else "more" if apart > 0 else "less"


def points(of: Score) -> str:
    """A score with the counts that it is made of: '+20 (5, 3, of 10)'."""
    return f"{signed(of.points)} ({of.involved}, {of.not_involved}, of {of.base})"


def signed(n: float) -> str:
    """Whole points with their sign, halves away from zero; a real minus sign."""
    whole = int(abs(n) + 0.5)
    return "0" if not whole else f"{'+' if n > 0 else MINUS}{whole}"


def moved_by(found: Change) -> str:
    """How a score moved, in words."""
    way = "up" if found.points > 0 else "down"
    by = f"{way} {signed(abs(found.points)).lstrip('+')}"
    return by if found.moved else "not moved" + f" ({by})" * bool(found.points)


def changed(each: Changed, most: int = 20, cut: int = 200) -> str:
    """What moved in one thing, with the counts: '“Yes” from 2 of 9 to 5 of 10'. At most so many
    answers, those that moved furthest, each shortened to `cut` characters."""
    named = {name: quoted(shorten(label, cut)) for name, label in each.labels.items()}
    if each.now.agreed:
        before, now = (named.get(x.agreed, x.agreed) for x in (each.before, each.now))
        return f"the board agreed on {before} then, and on {now} now"
    then, here = each.before.counts or {}, each.now.counts or {}
    a, b = each.before.answered, each.now.answered

    def far(name: str) -> int:
        return abs(here.get(name, 0) * a - then.get(name, 0) * b)

    furthest = sorted(each.options, key=far, reverse=True)[:most]
    return "; ".join(
        f"{named.get(name, name)} from {then.get(name, 0)} of {a} to {here.get(name, 0)} of {b}"
        for name in each.options
        if name in furthest
    )


def when(day: str) -> str:
    """A day of the form 2026-05-12 in words."""
    found = date.fromisoformat(day)
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def who_answered(report: Report) -> str:
    """How many took part, in what way."""
    if report.shared:
        return "The board answered together, on one screen."
    paper = f", {number(report.paper)} of them on paper" if report.paper else ""
    return (
        f"{sentence(people(report.begun)) if report.begun else 'Nobody'} of "
        f"{count(report.expected, 'who was', 'who were')} expected "
        f"{'has' if report.begun == 1 else 'have'} answered{paper}."
    )
