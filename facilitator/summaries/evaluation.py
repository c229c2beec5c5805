"""A page for the training team: what a session shows by the first two of Kirkpatrick's levels, and
what it cannot show. What people said about themselves comes from their slips."""

from __future__ import annotations

from facilitator.papers.parts import READ, blank
from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Link,
    Paragraph,
    Said,
    Section,
    Strong,
    Table,
    text,
)
from facilitator.summaries.chair import done
from facilitator.summaries.follow_up import WEEKS, due, held
from facilitator.summaries.held import RATINGS_LATER, WORDS_LATER, Held
from facilitator.summaries.phrases import count, day, listed, number, sentence, width
from facilitator.summaries.report import Report

HEADING = "Evaluation for the training team"
WROTE = "What people wrote"
DIFFERENTLY, ABOUT_IT = "What people say they will do differently", "What people said about it"
LEVELS = Link(
    "Child protection learning and development 2024: national framework, Appendix C",
    "https://www.gov.scot/publications/"
    "national-framework-child-protection-learning-development-scotland-2024/pages/8/",
)
LINES, ACROSS = 9, 88  # so many lines for people's words on page one, of about so many characters


def wanted(report: Held) -> bool:
    """Whether there is something to evaluate: at least one slip."""
    return report.close.answered > 0


def evaluation(report: Report) -> Document:
    """The evaluation of a six-principles session."""
    back = "" if report.plan_only else f" {_read_back(report)}"
    return evaluated(report, f"{done(report)}{back}")


def evaluated(report: Held, worked_out: str) -> Document:
    """An evaluation; `worked_out` says what the room did. It takes one page; people's words follow
    on pages of their own where they are too many for it."""
    apart = _lines(report) > LINES
    blocks: list[Block] = [
        Heading(1, HEADING),
        Paragraph(
            text(Said(report.about), f" · {day(held(report))} · session {report.code}"), "lead"
        ),
        *report.marked,
        Paragraph(text(_answered(report), *blank("how many people came (the trainer's count)."))),
        *_reaction(report, apart),
        *_learning(report, worked_out, apart),
        *_beyond(report),
    ]
    sections = [Section("evaluation", tuple(blocks))]
    if apart:
        words = [
            *_told(DIFFERENTLY, report.close.differently),
            *_told(ABOUT_IT, report.close.lines),
        ]
        said = (Heading(2, WROTE, "words"), *words)
        sections.append(Section("what-people-wrote", said, page=True))
    return Document(report.titled(HEADING), report.code, tuple(sections))


def _answered(report: Held) -> str:
    people = sentence(count(report.close.answered, "person", "people"))
    return (
        f"{people} answered the questions at the end, on a phone of their own or on paper, without "
        "a name and without a table. Those who did not answer may see it differently. "
    )


def _reaction(report: Held, apart: bool) -> list[Block]:
    said = report.close
    found: list[Block] = [Heading(2, "Level 1, reaction: how people found it", "reaction")]
    if said.ratings is None:
        found.append(Paragraph((RATINGS_LATER,)))
    else:
        found += [Paragraph((_spread(said.ratings),)), _table(said.ratings)]
    if said.few:
        found.append(Paragraph((WORDS_LATER,)))
    return found + _told(ABOUT_IT, said.lines, apart)


def _spread(ratings: dict[str, int]) -> str:
    people = sentence(count(sum(ratings.values()), "person", "people"))
    chose = listed(f"{number(n)} {word}" for word, n in ratings.items() if n)
    return f"{people} said how it was for them: {chose}."


def _table(ratings: dict[str, int]) -> Table:
    """The five points side by side, which takes less of the page than a row for each."""
    head = ("Answer", *ratings)
    row = (("People",), *((str(n),) for n in ratings.values()))
    widths = (1.2, *(1.0 for _ in ratings))
    return Table("How was this for you?", head, (row,), widths, frozenset(range(1, len(head))))


def _learning(report: Held, worked_out: str, apart: bool) -> list[Block]:
    return [
        Heading(2, "Level 2, learning: what people take away", "learning"),
        *_told(DIFFERENTLY, report.close.differently, apart),
        Heading(3, "What was worked out, and what this can show"),
        Paragraph((worked_out,)),
        Paragraph(
            text(
                Strong("This can show"),
                " what people noticed and what they mean to do. An intention is not evidence that "
                "practice has changed. ",
                Strong("This cannot show"),
                " how much anybody learnt: what was worked out is shared work, nobody was tested, "
                "and nothing was asked beforehand.",
            )
        ),
    ]


def _read_back(report: Report) -> str:
    """How the "I" statements were answered: 'Could Mrs T say this? Yes to two, no to one.'"""
    could = {
        answer: sum(back.could == answer for back in report.readback)
        for answer in ("yes", "partly", "no")
    }
    said = [f"{answer} to {number(n)}" for answer, n in could.items() if n]
    left = len(report.readback) - sum(could.values())
    if not said:
        return "No “I” statement was answered."
    said += [f"{number(left)} not answered"] if left else []
    return f"Could {report.person} say each “I” statement? {sentence(listed(said))}."


def _beyond(report: Held) -> list[Block]:
    send, erased = due(report), report.erased
    before = ", before the form is due" if erased < send else ""
    return [
        Heading(2, "What this page does not show", "beyond"),
        Paragraph(
            text(
                Strong("Level 3, behaviour"),
                " (do people use it in their work?) and ",
                Strong("level 4, results"),
                " (did what the training was for come about?). The follow-up form asks about both; "
                "its answers are people's own account. Whether adults who need safeguarding are "
                "better served is for the board's own quality assurance to find out, by looking at "
                "practice and by asking them.",
            )
        ),
        Paragraph(
            text(
                Strong("The follow-up form: "),
                f"send it on or about {day(send)}, {number(WEEKS)} weeks after the session, to "
                "everybody who came; the kit does not know who they are. Keep a copy: the session "
                f"and its files are erased from the trainer's computer on {day(erased)}{before}.",
            )
        ),
        Paragraph(
            text(
                "The four levels are Kirkpatrick's, as the Scottish Government sets them out (",
                LEVELS,
                f"; {READ}). Newcastle's framework for safeguarding children and adults training "
                "(April 2016) uses them too. The questions, and the six weeks, are this kit's own.",
            ),
            "small",
        ),
    ]


def _told(heading: str, words: tuple[str, ...], apart: bool = False) -> list[Block]:
    """What people wrote, or where it stands."""
    if not words:
        return []
    if apart:
        where = f"{heading}: all of it is on the pages after this one, under "
        return [Paragraph((where, Link(WROTE, "#words"), "."))]
    return [Heading(3, heading), Bullets(tuple((Said(each),) for each in words))]


def _lines(report: Held) -> int:
    """How many lines of paper people's words take."""
    said = [*report.close.differently, *report.close.lines]
    return sum(-(-(width(line) + 4) // ACROSS) for words in said for line in words.splitlines())
