"""The form that the training team sends six weeks after a session: what came of it, in the words of
those who took part. It asks for no name, and the kit never reads an answer."""

from __future__ import annotations

from datetime import timedelta

from facilitator.summaries.blocks import (
    Document,
    Heading,
    Notice,
    Paragraph,
    Question,
    Said,
    Section,
    text,
)
from facilitator.summaries.held import Held
from facilitator.summaries.phrases import day, local, number

WEEKS = 6
HEADING = f"{number(WEEKS).capitalize()} weeks on: what came of it?"


def wanted(report: Held) -> bool:
    """Whether there is something to follow up: a slip, or a room that has come to the close."""
    return report.close.answered > 0 or any(s.stage == "close" for s in report.stretches)


def held(report: Held) -> float:
    """When the session was held: when the room first came to the close, or else to its last stage.
    It may have been opened on a day before."""
    closing = [stretch for stretch in report.stretches if stretch.stage == "close"]
    last = closing or report.stretches[-1:]
    return last[0].spans[0][0] if last else report.opened


def due(report: Held) -> float:
    """When to send the form: noon of the day WEEKS weeks after the session was held."""
    noon = local(held(report)).replace(hour=12, minute=0, second=0, microsecond=0)
    return (noon + timedelta(weeks=WEEKS)).timestamp()


def follow_up(report: Held) -> Document:
    """The form."""
    title = report.titled(f"Follow-up after {number(WEEKS)} weeks")
    top = (
        Heading(1, HEADING),
        Paragraph(text(f"{report.name} · ", Said(report.about), f" · {day(held(report))}"), "lead"),
        *report.marked,
        Paragraph(
            (
                f"For everybody who took part. To be sent on or about {day(due(report))}. You need "
                "not answer, and you can leave out what you like. No name is asked for; but if you "
                "send this from your own address, that shows who you are. As a web page, the form "
                "sends nothing and keeps nothing: print it or save it as a PDF before you close "
                "it.",
            )
        ),
        Notice(
            "Nobody should be recognised.",
            (
                "Write no names, yours or anybody else's, and nothing about a real person or case "
                "that would let somebody be recognised. This form is not for raising a concern: in "
                "an emergency call 999; to raise a concern, follow your organisation's procedure "
                "today.",
            ),
        ),
    )
    return Document(title, report.code, (Section("follow-up", (*top, *QUESTIONS)),))


QUESTIONS = (
    Question(
        "said",
        "1. What did I say I would do?",
        "Copy it in if you have it, or as you remember it. Slips carry no name, so nobody can look "
        "yours up.",
        lines=2,
    ),
    Question(
        "done",
        "2. How far have I come with it? Tick what fits.",
        choices=("Done", "Changed: I did something else", "Still to do"),
    ),
    Question("helped", "3. What helped?", lines=3),
    Question("hindered", "4. What got in the way?", lines=3),
    Question(
        "difference",
        "5. What difference did it make for a person?",
        "In general words: what matters to them, and what is different now. “I do not know” is an "
        "answer too.",
        lines=3,
    ),
    Question(
        "support",
        "6. What support do I need now?",
        "From a manager, supervision, the training team or the board.",
        lines=2,
    ),
    Question(
        "back",
        "Back to whom, and by when? (The training team fills this in.)",
        lines=1,
    ),
)
