"""The parts of the paper as values: the case, sheets, rotation card, slips and running order."""

from __future__ import annotations

import re

from exercises import easy_read
from exercises.journal.frame import HelpSet
from exercises.journal.slips import FEWEST, RATINGS
from exercises.library import PRINCIPLES, Case, Principle, PrincipleId, six_principles
from exercises.six_principles.rotation import ROUNDS, condensers, principle_of
from exercises.words import clean
from facilitator.paper.blocks import Choices, CutOuts, Lines, Part, Piece, Voice, WhoToTurnTo
from facilitator.paper.running import running_order
from facilitator.summaries import phrases
from facilitator.summaries.blocks import (
    Bullets,
    Heading,
    Item,
    Items,
    Notice,
    Paragraph,
    Said,
    Strong,
    Table,
    Text,
    text,
)

TRAINING = (
    "This is a training kit. Nobody watches it for concerns. In an emergency call 999. "
    "To raise a concern, follow your organisation's procedure today."
)
KEPT = (
    "The trainer collects these sheets and may type what is on them into the kit, under the number "
    "of your table. The kit keeps it on the trainer's computer until the date that the trainer "
    "tells you, then it is erased; paper has to be destroyed by hand. Please write no name, no "
    "real person's story and no real case. While it is kept, somebody who asks to see records may "
    "be shown it."
)
SLIP = (
    f"When {phrases.number(FEWEST)} or more people have answered, your words are copied, without "
    "your name, into the summary for the board and the training team's evaluation. No names, no "
    "real case. You need not answer."
)
STAR = "Star the two lines that matter most."
_SHARES = (2.6, *[1] * ROUNDS)
SPOKEN = re.compile(r"^what\b.*\b(said|says?)\b", re.IGNORECASE)
LINES = 12
LONG = 300  # characters of local answers that leave room for LINES on the same page


def parts(
    case: Case, tables: int, minutes: float | None, help: HelpSet, large: bool
) -> tuple[Part, ...]:
    """Every part in the order of printing. `tables` is from 1 to 12; with `minutes` None no clock
    runs. A sheet in `large` print, or with very long local answers, has two sides: one to read and
    one to write on."""
    local = WhoToTurnTo(help, TRAINING)
    two_sides = large or local.length > LONG
    sheets = [
        part
        for principle in six_principles().principles
        for part in _sheet(principle, case, tables, local, two_sides)
    ]
    return (
        _case(case, local),
        *sheets,
        _rotation(tables, minutes, local),
        _cards(tables, local, large),
        _slips(local, large),
        _running(case, tables, minutes, local),
    )


def _case(case: Case, local: WhoToTurnTo) -> Part:
    pieces: list[Piece] = [
        Notice("Before you read:", (_own(case.content_note),)),
        Paragraph((_own(case.label),), "small"),
    ]
    for passage in case.passages:
        said = tuple((_own(paragraph),) for paragraph in passage.paragraphs)
        if SPOKEN.match(passage.heading):
            pieces.append(Voice(_line(passage.heading), said))
        else:
            pieces += [Heading(2, _line(passage.heading)), *map(Paragraph, said)]
    if case.people:
        people = tuple(text(Strong(_own(p.name)), ": ", _own(p.role)) for p in case.people)
        pieces += [Heading(2, "Who is who"), Bullets(people)]
    pieces += [
        Heading(2, "What is not known"),
        Bullets(tuple((_own(each),) for each in case.not_known)),
        Notice("What is kept.", (KEPT,)),
        local,
    ]
    return Part("case", _line(case.title), tuple(pieces))


def _sheet(
    principle: Principle, case: Case, tables: int, local: WhoToTurnTo, two_sides: bool
) -> tuple[Part, ...]:
    """The sheet of one principle: one page, or a side to read and one to write on."""
    source = six_principles().source
    number = PRINCIPLES.index(principle.id) + 1
    read: list[Piece] = [
        Paragraph((f"Principle sheet {number} of {ROUNDS}",), "lead"),
        Paragraph((f"“{principle.definition}”",)),
        Paragraph((f"“{principle.statement}”",), "quote"),
        Paragraph(
            (f"Quoted from: {source.title}, paragraph {source.paragraph}. {source.attribution}",),
            "small",
        ),
        Paragraph(_naming(principle.prompt, case.person)),
    ]
    write: tuple[Piece, ...] = (
        _ring(principle, tables),
        Paragraph(
            text("First write alone, then talk. ", Strong(STAR), " No names, and no real cases.")
        ),
        Lines(LINES),
    )
    name = f"sheet-{principle.id}"
    if not two_sides:
        return (Part(name, principle.name, (*read, *write, local)),)
    return (
        Part(name, principle.name, (*read, local)),
        Part(f"{name}-lines", f"{principle.name}: write here", write),
    )


def _ring(principle: Principle, tables: int) -> Table:
    """In which round which table works this principle; a table rings its own number."""
    row = tuple((_tables_in(principle.id, n, tables),) for n in range(1, ROUNDS + 1))
    head = ("Round", *map(str, range(1, ROUNDS + 1)))
    caption = f"{principle.name}: ring the number of your table"
    return Table(caption, head, ((("Table",), *row),), (1.4, *[1] * ROUNDS))


def _tables_in(principle: PrincipleId, round: int, tables: int) -> str:
    found = [t for t in range(1, tables + 1) if principle_of(t, round) == principle]
    return ", ".join(map(str, found)) or "-"


def _rotation(tables: int, minutes: float | None, local: WhoToTurnTo) -> Part:
    names = {p.id: p.name for p in six_principles().principles}
    head = ("Principle", *map(str, range(1, ROUNDS + 1)))
    rows = tuple(
        ((names[p],), *((_tables_in(p, n, tables),) for n in range(1, ROUNDS + 1)))
        for p in PRINCIPLES
    )
    pace = f"A round lasts {_minutes(minutes)}." if minutes is not None else "No clock runs."
    pieces: tuple[Piece, ...] = (
        Paragraph(
            (
                f"{pace} The trainer says when to move on. In each round find the number of your "
                "table in the column of that round: its row is your principle. "
                "Everyone moves on by one.",
            )
        ),
        Table("Which tables work on which principle in rounds 1 to 6", head, rows, _SHARES),
        local,
    )
    return Part("rotation", "Rotation card", pieces)


def _cards(tables: int, local: WhoToTurnTo, large: bool) -> Part:
    """The same for each table by itself."""
    names = {p.id: p.name for p in six_principles().principles}
    cards = tuple(
        (
            Heading(2, f"Table {table}"),
            Items(tuple(Item(n, (names[principle_of(table, n)],)) for n in range(1, ROUNDS + 1))),
        )
        for table in range(1, tables + 1)
    )
    first = Paragraph(("Cut along the lines. The numbers are those of the rounds.",))
    cut = CutOuts("Cards to cut out, one for each table", cards, 2 if large else 3)
    rest = (local, cut) if large else (cut, local)  # large cards fill the page to its end
    return Part("cards", "A card for each table", (first, *rest))


def _slips(local: WhoToTurnTo, large: bool) -> Part:
    slip = (
        Heading(2, "What will I do differently?"),
        Lines(2 if large else 3),
        Heading(2, "How was this for you?"),
        Choices(RATINGS),
        Paragraph(("A line about it, if you like.",)),
        Lines(1),
        Paragraph((SLIP,), "small"),
    )
    pieces: tuple[Piece, ...] = (
        CutOuts("Slips to cut out, all the same", (slip,) * (2 if large else 4), 1 if large else 2),
        local,
    )
    return Part("slips", "Evaluation slips", pieces)


def _running(case: Case, tables: int, minutes: float | None, local: WhoToTurnTo) -> Part:
    rows = tuple(
        (
            (step.starts,),
            (step.what,),
            (str(step.minutes) if step.minutes else "",),
            (step.clock,),
        )
        for step in running_order(case, minutes)
    )
    head = ("Starts", "What", "Minutes", "On the clock")
    clock = () if minutes is not None else (Paragraph(("No clock runs on this day.",)),)
    pieces: tuple[Piece, ...] = (
        Paragraph(("For the facilitator. Times are a suggestion. Nothing moves on by itself.",)),
        *clock,
        Table("Running order for a half day", head, rows, (1.5, 5, 1.8, 2)),
        Notice("To say aloud: what is kept.", (KEPT,)),
        Notice("To say aloud: the slips.", (SLIP,)),
        local,
        Heading(2, "With this paper"),
        Items(tuple(Item(n, (said,)) for n, said in enumerate(_advice(case, tables), 1))),
        Heading(2, "For a table that is stuck"),
        *(
            piece
            for principle in six_principles().principles
            for piece in (
                Heading(3, principle.name),
                Bullets(tuple(_naming(each, case.person) for each in principle.stuck)),
            )
        ),
    )
    return Part("running-order", "Running order", pieces)


def _advice(case: Case, tables: int) -> tuple[str, ...]:
    other = "in 18 point, and some in Easy Read," if easy_read.tells(case) else "in 18 point"
    names = {p.id: p.name for p in six_principles().principles}
    work = "; ".join(
        f"{names[principle]} to {phrases.tables(by)}"
        for principle, by in condensers(range(1, tables + 1)).items()
    )
    return (
        "Print for each table: the case, and the six sheets. Once for the wall: the rotation card. "
        f"For each person: a slip. Have some {other} at hand without anybody having to ask.",
        "In each round a table writes on the sheet of that round, rings its own number, and stars "
        "two lines before it moves on.",
        f"To condense, bring together the sheets of each principle and hand on {work}. About three "
        "key factors go on the back of the top sheet.",
        "Afterwards type for each table on the trainer's page: the starred lines only, or go "
        "straight to the key factors. The summary is the same as after a session on screens.",
        "Collect the slips face down; they can be typed in on the trainer's page at the close. "
        "Before the summary goes, look at “Check before you send” there.",
        "Paper is not erased with the session: destroy it on the same date.",
    )


def _minutes(minutes: float) -> str:
    return f"{minutes:g} minute{'' if minutes == 1 else 's'}"


def _own(words: str) -> Said:
    """Words of a case, which anybody may have written."""
    return Said(clean(words))


def _line(words: str) -> str:
    """Words of a case on one line, for a heading."""
    return " ".join(clean(words).split())


def _naming(sentence: str, person: str) -> Text:
    """A sentence of the kit with the person's name in it, kept apart as somebody's words."""
    first, *rest = sentence.split("{person}")
    return text(first, *(part for each in rest for part in (_own(person), each)))
