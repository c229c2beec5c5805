"""A plan as text or as a file: how it is split, what is refused, and how it is served."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache
from typing import Any

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.journal.sessions import Seat
from exercises.plan.blocks import LEAST, MOST, Block, put_together
from exercises.plan.passages import MOST_CHARACTERS, MOST_PASSAGES, PlanError
from exercises.plan.splitting import cut_text, split
from facilitator.plans import run
from facilitator.plans.files import LARGEST, MACROS, MOST_PAGES, PASSWORD
from facilitator.plans.reading import Read, read
from tests.browsers import HERE, Kit
from tests.plan_files import claiming, docx, packed, pdf, repacked, set_lines
from tests.test_trust import seated

PLAIN = """\
NORTHMERE SAFEGUARDING ADULTS BOARD

Strategic plan 2026 to 2029

Contents
Foreword ............ 2
Our priorities . . . . . . 4

Foreword

Welcome to the plan of the Northmere Safe-
guarding Adults Board. We put person-
centred work first, and every promise in
it has an owner.

Page 2 of 9

3.2 Prevention
We will act before harm occurs. This is what we will do together with partners:
\u2022 train staff in every agency
  to ask what people want
\u2022 visit people who live alone
- keep a list of what was asked for

How will we know?

1. We ask people at the end of every enquiry.
2. We publish what they say.
"""


def shown(passages: Any) -> list[tuple[str, str]]:
    return [(each.heading, each.text) for each in passages]


# text


def test_plain_text_is_split_at_its_headings_with_lists_after_their_lead_in():
    cut = cut_text(PLAIN)
    assert cut.title == "NORTHMERE SAFEGUARDING ADULTS BOARD, Strategic plan 2026 to 2029"
    assert shown(cut.passages) == [
        (
            "Foreword",
            "Welcome to the plan of the Northmere Safeguarding Adults Board. We put person-centred "
            "work first, and every promise in it has an owner.",
        ),
        (
            "3.2 Prevention",
            "We will act before harm occurs. This is what we will do together with partners:\n"
            "\u2022 train staff in every agency to ask what people want\n"
            "\u2022 visit people who live alone\n"
            "\u2022 keep a list of what was asked for",
        ),
        (
            "How will we know?",
            "1. We ask people at the end of every enquiry.\n2. We publish what they say.",
        ),
    ]
    assert set(cut.left_out) == {
        "Page 2 of 9",
        "Contents",
        "Foreword ............ 2",
        "Our priorities . . . . . . 4",
    }


def test_markdown_is_split_at_both_kinds_of_heading_and_its_tables_are_rows():
    text = (
        "# The plan\n\n## Priorities\n\n### Lonely people\nWe **will** find who is lonely.\n\n"
        "Partners\n--------\n\n| What | Who | When |\n|---|:-:|---|\n"
        "| map where people are lonely | the council | 2027 |\n| ring round | | 2028 |\n"
    )
    cut = cut_text(text)
    assert cut.title == "The plan"
    assert shown(cut.passages) == [
        ("Priorities \u203a Lonely people", "We will find who is lonely."),
        (
            "Partners",
            "What: map where people are lonely; Who: the council; When: 2027\n"
            "What: ring round; When: 2028",
        ),
    ]


def test_lines_that_were_broken_to_fit_are_joined_and_others_are_not():
    broken = "The board meets four times a year\nand is led by somebody who is\nindependent of it."
    assert shown(split(broken)) == [
        ("", "The board meets four times a year and is led by somebody who is independent of it.")
    ]
    pasted = (
        "Prevention\nWe will act before harm occurs, with everyone who can notice it early enough "
        "to make any difference to the person.\nPartnership\nWe will hold each other to what was "
        "agreed, in public, and say why when something was not done in the year it was meant for."
    )
    assert [each.heading for each in split(pasted)] == ["Prevention", "Partnership"]


def test_what_comes_back_on_every_page_of_a_text_is_left_out():
    page = "Northmere plan {0}\n\nWhat stands on sheet {1} is {1} itself and nothing else here.\n"
    cut = cut_text("\f".join(page.format(n, word) for n, word in enumerate(["red", "blue", "tan"])))
    assert len(cut.left_out) == 3 and all("Northmere" in line for line in cut.left_out)
    assert "blue" in " ".join(each.text for each in cut.passages)


def test_short_pieces_are_joined_and_long_ones_cut_at_the_ends_of_sentences():
    long = " ".join(
        f"Sentence {n} says what the board will do about it in the year." for n in range(60)
    )
    blocks = [
        Block("heading", "One"),
        Block("paragraph", "Too short."),
        Block("paragraph", "Also short."),
        Block("paragraph", long),
    ]
    passages = put_together(blocks).passages
    assert passages[0].text.startswith("Too short.\nAlso short.")
    assert all(LEAST <= len(each.text) <= MOST + LEAST for each in passages[1:])
    assert all(each.text.endswith("year.") for each in passages)
    assert {each.heading for each in passages} == {"One"}


def test_a_long_plan_is_joined_more_until_it_can_be_kept():
    line = "We will do one thing of about eighty characters for the people who live here."
    blocks = [Block("heading", "One"), *[Block("paragraph", line)] * (MOST_PASSAGES + 50)]
    passages = put_together(blocks).passages
    assert len(passages) <= MOST_PASSAGES
    assert sum(each.text.count(line) for each in passages) == MOST_PASSAGES + 50


PROMISES = [
    "Train staff in every agency to recognise abuse and neglect, and to ask what people want.",
    "Publish easy read versions of all our leaflets, tested by the people who will use them.",
    "Look for money for a befriending scheme; no funding has been found for it so far.",
]


@pytest.mark.parametrize(
    ("before", "lead"),
    [
        ("We will:", "We will:\n"),
        (
            "We were told what matters to people who live here. By 2029 we will:",
            "By 2029 we will:\n",
        ),
        ("What follows was agreed with all of our partners.", ""),
    ],
)
def test_a_point_that_is_a_sentence_stands_alone_after_what_introduces_it(before: str, lead: str):
    text = f"# Plan\n\n## Prevention\n\n{before}\n\n" + "".join(f"- {p}\n" for p in PROMISES)
    told = [each.text for each in cut_text(text).passages]
    own = before.removesuffix(lead.strip()).strip()
    assert told == [*filter(None, [own]), *(f"{lead}\u2022 {promise}" for promise in PROMISES)]


def test_short_points_stay_together_and_what_belongs_to_a_point_stays_with_it():
    blocks = [
        Block("heading", "Prevention"),
        Block("paragraph", "We will:"),
        Block("bullet", "ask people what they want"),
        Block("bullet", "visit those who live alone"),
        Block("bullet", PROMISES[0]),
        Block("bullet", "in hospitals", 2),
        Block("bullet", "in care homes", 2),
        Block("bullet", "No funding yet."),
        Block("bullet", "Lead: head of adult safeguarding"),
        Block("bullet", "work with the banks to:"),
        Block("bullet", PROMISES[1], 2),
        Block("bullet", PROMISES[2], 2),
        Block("bullet", "write a guide to powers of attorney"),
        Block("paragraph", "By when: spring 2028"),
    ]
    assert [each.text for each in put_together(blocks).passages] == [
        "We will:\n\u2022 ask people what they want\n\u2022 visit those who live alone",
        f"We will:\n\u2022 {PROMISES[0]}\n\u2022 in hospitals\n\u2022 in care homes\n"
        "\u2022 No funding yet.\n\u2022 Lead: head of adult safeguarding",
        f"We will:\n\u2022 work with the banks to:\n\u2022 {PROMISES[1]}",
        f"We will:\n\u2022 work with the banks to:\n\u2022 {PROMISES[2]}",
        "We will:\n\u2022 write a guide to powers of attorney\nBy when: spring 2028",
    ]


def test_a_long_point_stands_alone_and_a_lead_is_said_once_where_points_are_joined():
    points = [f"do thing {n}, {'which takes more words to say than a few ' * 3}" for n in range(3)]
    blocks = [Block("heading", "One"), Block("paragraph", "We will:")]
    few = put_together([*blocks, *(Block("bullet", each) for each in points)]).passages
    assert [each.text for each in few] == [f"We will:\n\u2022 {each.strip()}" for each in points]
    many = [Block("bullet", each) for each in points * (MOST_PASSAGES // 2)]
    joined = put_together([*blocks, *many]).passages
    assert len(joined) <= MOST_PASSAGES
    for each in joined:
        assert each.text.startswith("We will:") and each.text.count("We will:") == 1


@pytest.mark.parametrize(
    ("lines", "title", "left"),
    [
        (
            ["Northmere strategic plan", "Three years, 2026\u20132029"],
            "Northmere strategic plan, Three years, 2026\u20132029",
            (),
        ),
        (
            ["Northmere strategic plan", "STRATEGIC PLAN"],
            "Northmere strategic plan",
            ("STRATEGIC PLAN",),
        ),
        (["Northmere", "Northmere strategic plan"], "Northmere strategic plan", ("Northmere",)),
    ],
)
def test_a_line_that_goes_on_with_the_title_is_no_passage(
    lines: list[str], title: str, left: tuple[str, ...]
):
    rest = "## Foreword\n\nWelcome to the plan of the board.\n\n## Aims\n\nTo plan less."
    cut = cut_text(f"# {lines[0]}\n\n{lines[1]}\n\n{rest}")
    assert (cut.title, cut.left_out) == (title, left)
    assert [each.heading for each in cut.passages] == ["Foreword", "Aims"]


def test_a_chapter_on_strategy_is_not_taken_for_the_title():
    text = "# Northmere\n\n## Our strategy\n\n### Prevention\n\nWe will act before harm occurs."
    assert shown(split(text)) == [
        ("Our strategy \u203a Prevention", "We will act before harm occurs.")
    ]


PIECES = (
    "# |## A|\n|\n\n|\f|- |* |1. |3.2 Prev|a \u00a6 b|\n---\n|===|word|Word|CAPS LINE| |, |"
    ". |..... 3|Contents|3|Page 4|safe-\n|**b**|`|~~~|> |[a](b)|i) |\t|\u00a6 c |\u00a6---\u00a6\n"
).split("|")
TEXTS = st.lists(
    st.sampled_from([piece.replace("\u00a6", "|") for piece in PIECES] + ["x" * 950]), max_size=30
).map("".join)


@settings(max_examples=200)
@given(TEXTS | st.text())
def test_no_text_breaks_the_splitter_and_nothing_of_it_is_lost(text: str):
    cut = cut_text(text)
    kept = cut.title + "".join(each.heading + each.text for each in cut.passages)
    wanted = Counter(sign for sign in text if sign.isalnum())
    assert not wanted - Counter(kept + "".join(cut.left_out))
    assert all(len(each.text) <= MOST + 2 * LEAST for each in cut.passages)


# Word


def a_plan(document: Any) -> None:
    document.add_heading("Northmere plan", 0)
    document.add_heading("Foreword", 1)
    document.add_paragraph("Welcome to the plan of the board for the three years to come.")
    document.add_paragraph().add_run("What we will do").bold = True
    document.add_paragraph("We will, in every agency:")
    document.add_paragraph("train staff", style="List Bullet")
    document.add_paragraph("visit people at home", style="List Bullet")
    rows = [["Action", "Lead", "By when"], ["Map where people are lonely", "the council", "2027"]]
    rows.append(["", "voluntary groups", "the spring of 2028"])
    table = document.add_table(rows=3, cols=3)
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("What stands after the table comes after it here as well.")
    document.sections[0].header.paragraphs[0].text = "a running head"


WORD = [
    ("Foreword", "Welcome to the plan of the board for the three years to come."),
    (
        "What we will do",
        "We will, in every agency:\n\u2022 train staff\n\u2022 visit people at home",
    ),
    ("What we will do", "Action: Map where people are lonely; Lead: the council; By when: 2027"),
    (
        "What we will do",
        "Action: Map where people are lonely; Lead: voluntary groups; By when: the spring of 2028",
    ),
    ("What we will do", "What stands after the table comes after it here as well."),
]


def test_a_word_document_is_read_in_the_order_of_its_body():
    found = read(docx(a_plan), "whatever.pdf")
    assert found.title == "Northmere plan"
    assert shown(found.passages) == WORD


def with_body(xml: str, **change: Any) -> bytes:
    """A Word document with more in its body."""
    box = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'

    def put(data: bytes) -> bytes:
        return data.replace(
            b"<w:sectPr", xml.replace("<w:p ", f"<w:p {box} ").encode() + b"<w:sectPr", 1
        )

    return repacked(docx(lambda d: None), {"word/document.xml": put}, **change)


def test_text_boxes_controls_and_insertions_are_read_and_what_was_deleted_or_hidden_is_not():
    def run(text: str, style: str = "") -> str:
        return f'<w:r>{style}<w:t xml:space="preserve">{text}</w:t></w:r>'

    box = f"<w:txbxContent><w:p>{run('said in a box beside the text')}</w:p></w:txbxContent>"
    found = read(
        with_body(
            f"<w:p {''}>{run('kept here ')}<w:ins>{run('and added')}</w:ins>"
            f"<w:del><w:r><w:delText>struck out</w:delText></w:r></w:del>"
            f"{run('hidden', '<w:rPr><w:vanish/></w:rPr>')}"
            f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
            f"<w:sdt><w:sdtContent><w:p>{run('held in a control')}</w:p></w:sdtContent></w:sdt>"
        ),
        "plan.docx",
    )
    assert shown(found.passages) == [
        ("", "kept here and added\nsaid in a box beside the text\nheld in a control")
    ]


def test_notes_stand_where_they_are_referred_to_and_contents_are_left_out():
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = (
        f'<w:footnotes {word}><w:footnote w:id="2"><w:p><w:r><w:t>as the survey of last year '
        "showed</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    link = f'<Relationship Id="n1" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    body = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        "</w:sdtPr><w:sdtContent><w:p><w:r><w:t>Foreword 1</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        '<w:p><w:r><w:t>People were lonely</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>What stands on the second page of this plan"
        "</w:t></w:r></w:p>"
    )
    found = read(
        repacked(
            docx(lambda document: None),
            {
                "word/document.xml": lambda data: data.replace(
                    b"<w:sectPr", body.encode() + b"<w:sectPr", 1
                ),
                "word/_rels/document.xml.rels": lambda data: data.replace(
                    b"</Relationships>", link.encode()
                ),
            },
            {"word/footnotes.xml": notes.encode()},
        ),
        "plan.docx",
    )
    assert [(each.place, each.text) for each in found.passages] == [
        ("about page 1", "People were lonely\nas the survey of last year showed"),
        ("about page 2", "What stands on the second page of this plan"),
    ]
    assert found.notes[0].startswith("1 line was left out")


# PDF


def pages_of_a_plan() -> list[Any]:
    """Three pages with a head and a foot; the second in two columns drawn across."""
    left = [
        "The home of the adult was the place",
        "where harm happened in most of the",
        "enquiries that the board has seen,",
        "and people told us that they wanted",
        "to be asked before anybody acted, in",
    ]
    right = [
        "words that they can understand and",
        "at a time that they had chosen for",
        "themselves. We will do so from now",
        "on, and we will write down what was",
        "wished for, and what came of it.",
    ]
    columns = zip(set_lines(left, 60, 700), set_lines(right, 320, 700), strict=True)
    middle = [(60, 730, 16, True, "What people said"), *(line for pair in columns for line in pair)]
    first = [
        (60, 760, 24, True, "Northmere plan"),
        (60, 720, 16, True, "Prevention"),
        *set_lines(
            ["We will act be-", "fore harm occurs, with everyone who can no-", "tice."], 60, 690
        ),
        (60, 640, 11, False, "\u2022"),
        (78, 640, 11, False, "train staff in every agency to ask"),
        (60, 625, 11, False, "\u2022"),
        (78, 625, 11, False, "visit people at home"),
    ]
    heads = [("Action", 60), ("Lead", 250), ("By when", 400)]
    row = [("Map where people are lonely", 60), ("the council", 250), ("in 2027", 400)]
    last = [
        (60, 730, 16, True, "Actions"),
        *[(left, 700, 11, True, text) for text, left in heads],
        *[(left, 680, 11, False, text) for text, left in row],
        *[(left, 660, 11, False, text) for text, left in row[1:]],
    ]
    return [
        [(60, 810, 9, False, "Northmere Board"), *page, (500, 30, 9, False, f"{n}")]
        for n, page in enumerate((first, middle, last), 1)
    ]


PDF = [
    ("Prevention", "page 1", "We will act before harm occurs, with everyone who can notice."),
    (
        "Prevention",
        "page 1",
        "\u2022 train staff in every agency to ask\n\u2022 visit people at home",
    ),
    (
        "What people said",
        "page 2",
        "The home of the adult was the place where harm happened in most of the enquiries that the "
        "board has seen, and people told us that they wanted to be asked before anybody acted, in "
        "words that they can understand and at a time that they had chosen for themselves. We will "
        "do so from now on, and we will write down what was wished for, and what came of it.",
    ),
    (
        "Actions",
        "page 3",
        "Action: Map where people are lonely; Lead: the council; By when: in 2027\n"
        "Lead: the council; By when: in 2027",
    ),
]


@pytest.mark.parametrize("password", [None, ""])
def test_a_pdf_is_read_with_headings_columns_lists_and_tables(password: str | None):
    found = read(pdf(pages_of_a_plan(), password), "plan.docx")
    assert found.title == "Northmere plan"
    assert [(p.heading, p.place, p.text) for p in found.passages] == PDF
    assert found.notes == (
        "6 lines were left out: a table of contents, page numbers, what says the title again, or "
        "what comes back on every page or runs across it. \u201cNorthmere Board\u201d (3 times), "
        "\u201c1\u201d, \u201c2\u201d, \u201c3\u201d",
    )


@pytest.mark.parametrize(
    ("turn", "drawn"), [(90, "0 1 -1 0 595 0 cm\n"), (270, "0 -1 1 0 0 842 cm\n"), (0, "")]
)
def test_a_page_on_its_side_is_read_and_what_runs_across_it_left_out(turn: int, drawn: str):
    across = "q .7 .7 -.7 .7 200 100 cm BT /F1 60 Tf (DRAFT) Tj ET Q\n"
    lines = ["We will act before harm occurs, with", "everyone who can notice it early."]
    page = [(60, 520, 16, True, "Prevention"), *set_lines(lines, 60, 490)]
    found = read(pdf([page], picture=drawn + across, turn=turn), "plan.pdf")
    assert shown(found.passages) == [("Prevention", " ".join(lines))]
    assert len(found.notes) == 1


TABLE = [
    ["Community", "210", "297"], ["Hospital", "352", "401"],
    ["Care home", "118", "162"], ["Own home", "170", "188"],
    ["Street", "12", "15"], ["Elsewhere", "3", "4"],
]  # fmt: skip


def test_figures_of_a_table_that_goes_on_over_the_page_are_not_taken_for_page_numbers():
    def rows(of: list[list[str]], up: float) -> list[Any]:
        return [
            (left, up - 20 * n, 11, False, cell)
            for n, row in enumerate(of)
            for left, cell in zip((60, 250, 400), row, strict=True)
        ]

    prose = set_lines(
        ["We count where harm happens, so that we know whom", "we have not yet heard from."],
        60,
        700,
    )
    pages = [
        [(60, 730, 16, True, "Where"), *prose, *rows(TABLE[:2], 80), (290, 20, 9, False, "7")],
        [*rows(TABLE[2:4], 800), *rows(TABLE[4:], 80), (290, 20, 9, False, "8")],
        [(60, 800, 11, False, "297"), *prose, (290, 20, 9, False, "9")],
    ]
    found = read(pdf(pages), "plan.pdf")
    told = " ".join(each.text for each in found.passages).replace(":", ";").split()
    for row in TABLE:
        assert {*row[0].split(" "), *row[1:]} <= {word.strip(";") for word in told}
    assert found.notes[0].startswith("3 lines were left out")
    assert found.notes[0].endswith("\u201c7\u201d, \u201c8\u201d, \u201c9\u201d")


def test_of_what_was_left_out_some_lines_are_shown_and_the_rest_counted():
    contents = "".join(f"Chapter {n} of the plan {'and ' * 20}.......... {n}\n" for n in range(30))
    note = read(f"{contents}\n# Aims\n\nWe will ask people.".encode(), "plan.txt").notes[0]
    assert note.startswith("30 lines were left out") and note.endswith(" and 10 more")
    assert note.count("\u201cChapter") == 20 and note.count("\u2026\u201d") == 20


# titles


def titled(title: str) -> bytes:
    def fill(document: Any) -> None:
        a_plan(document)
        document.core_properties.title = title

    return docx(fill)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "  ",
        "our_plan",
        "Microsoft Word - our_plan_v3.docx",
        "Report of another body",
        "Plan.doc",
    ],
)
def test_a_title_that_is_only_a_files_name_or_of_another_text_is_not_used(title: str):
    assert read(titled(title), "our plan.docx").title == "Northmere plan"
    page = [[(60, 760, 24, True, "Northmere plan"), *pages_of_a_plan()[0][2:]]]
    assert read(pdf(page, title=title), "our plan.docx").title in ("Northmere plan", "our plan")


def test_the_title_in_a_files_properties_is_the_title_of_the_plan():
    longer = "Strategic plan of the Northmere Board"
    found = read(titled(longer), "whatever.docx")
    assert (found.title, shown(found.passages)) == (longer, WORD)
    found = read(pdf(pages_of_a_plan(), title=longer), "whatever.pdf")
    assert found.title == longer
    assert [(p.heading, p.place, p.text) for p in found.passages] == PDF


def test_a_page_without_text_is_named():
    sentence = set_lines(
        ["We will ask people what they want, and come back to tell them."], 60, 600
    )
    found = read(pdf([sentence, [], sentence]), "plan.pdf")
    assert "page 2 has hardly any text" in found.notes[0]


# what cannot be read


@cache
def word() -> bytes:
    return docx(a_plan)


def faulty() -> dict[str, tuple[Callable[[], bytes], str]]:
    """Makers of files that cannot be read, each with words of what is said of it."""
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    types = b"<Types><Override ContentType='application/vnd.%s.main+xml'/></Types>"
    sheet = types % b"openxmlformats-officedocument.spreadsheetml.sheet"
    slides = types % b"openxmlformats-officedocument.presentationml.presentation"
    main = b"wordprocessingml.document.main"
    macro = b"ms-word.document.macroEnabled.main"
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    outside = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

    def declared(what: bytes) -> bytes:
        return repacked(
            word(), {"word/document.xml": lambda data: data.replace(b"?>", b"?>" + what, 1)}
        )

    def wide(data: bytes) -> bytes:
        text = data.decode().replace("UTF-8", "UTF-16", 1)
        return text.replace("?>", "?>" + laughs.decode(), 1).encode("utf-16")

    def hidden() -> bytes:
        return repacked(word(), {"word/document.xml": lambda data: data + bytes(40_000_000)})

    zeros = {"word/media/image1.bmp": bytes(1000)}
    many = "\n\n".join(f"# Heading {n}\n\nWhat stands under this heading." for n in range(700))
    return {
        "scanned": (
            lambda: pdf([[], []], picture="0 0 500 700 re f\n"),
            "no text that can be read",
        ),
        "locked pdf": (lambda: pdf(pages_of_a_plan(), "secret"), PASSWORD),
        "locked word": (lambda: old + "EncryptedPackage".encode("utf-16-le"), PASSWORD),
        "long": (lambda: pdf([[]] * (MOST_PAGES + 1)), "has 151 pages; at most 150"),
        "spreadsheet": (lambda: packed({"[Content_Types].xml": sheet}), "this is a spreadsheet"),
        "presentation": (lambda: packed({"[Content_Types].xml": slides}), "this is a presentation"),
        "old sheet": (lambda: old + "Workbook".encode("utf-16-le"), "this is a spreadsheet"),
        "old word": (lambda: old + "WordDocument".encode("utf-16-le"), "old Word (.doc)"),
        "odt": (
            lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            "an OpenDocument text",
        ),
        "rtf": (lambda: rb"{\rtf1 We will act.}", "rich text"),
        "pages": (lambda: packed({"Index/Document.iwa": b"x"}), "a document of Pages"),
        "zip": (lambda: packed({"plan.txt": b"We will act."}), "a packed folder"),
        "macros": (lambda: repacked(word(), add={"word/vbaProject.bin": b"x"}), "has macros"),
        "macro kind": (
            lambda: repacked(
                word(),
                {
                    "[Content_Types].xml": lambda data: data.replace(
                        b"openxmlformats-officedocument." + main, macro
                    )
                },
            ),
            "has macros",
        ),
        "large": (lambda: b"We will." * 5 * 2**20, "this file has 40.0 MB; at most 25 MB"),
        "bomb": (
            lambda: claiming(repacked(word(), add=zeros), "word/media/image1.bmp", 4_000_000_000),
            "would unpack to 3,815 MB",
        ),
        "hidden bomb": (lambda: claiming(hidden(), "word/document.xml", 2_000), "damaged"),
        "honest bomb": (hidden, "more than 20 MB"),
        "laughs": (lambda: declared(laughs), "declares XML entities"),
        "wide laughs": (
            lambda: repacked(word(), {"word/document.xml": wide}),
            "declares XML entities",
        ),
        "outside": (lambda: declared(outside), "declares XML entities"),
        "empty": (lambda: b"", "this file is empty"),
        "blank": (lambda: b" \r\n\t ", "this file is empty"),
        "broken pdf": (lambda: b"%PDF-1.7\nnothing of a PDF follows", "damaged"),
        "broken zip": (lambda: word()[: len(word()) // 2], "damaged"),
        "broken xml": (
            lambda: repacked(word(), {"word/document.xml": lambda data: data[: len(data) // 2]}),
            "damaged",
        ),
        "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "this is a picture"),
        "photograph": (lambda: b"\xff\xd8\xff\xe0" + bytes(50), "this is a picture"),
        "web page": (lambda: b"<!DOCTYPE html><p>We will act.", "a web page"),
        "nul": (lambda: b"We will act.\0" + b"We will act. " * 20, "NUL characters"),
        "noise": (lambda: bytes(range(1, 256)) * 40, "not a document"),
        "much": (lambda: b"We will act. " * 40_000, f"at most {MOST_CHARACTERS:,} can be kept"),
        "passages": (lambda: many.encode(), f"700 passages; at most {MOST_PASSAGES}"),
        "wordless": (lambda: docx(lambda document: None), "no text in this"),
    }


FAULTY = faulty()


@pytest.mark.parametrize("name", FAULTY)
def test_what_cannot_be_read_is_told_in_one_sentence(name: str):
    make, expected = FAULTY[name]
    with pytest.raises(PlanError) as caught:
        read(make(), "plan.docx")
    assert expected in str(caught.value)
    said = str(caught.value)
    assert said[0].islower() and "\n" not in said and len(said) < 300


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_text_is_read_however_it_was_saved(code: str):
    text = (
        "# Na\u00efve caf\u00e9\r\n\r\n"
        "We will \u201cask\u201d people what they want \u2013 and wait.\r\n" * 3
    )
    found = read(text.encode(code), "C:\\plans\\the_plan.txt")
    assert (
        "We will \u201cask\u201d people what they want \u2013 and wait." in found.passages[0].text
    )
    assert found.passages[-1].heading == "Na\u00efve caf\u00e9"


def test_the_name_of_the_file_is_the_title_of_a_plan_that_has_none():
    found = read(b"We will ask people what they want.", "C:\\plans\\our_plan.final.txt")
    assert found.title == "our plan.final"


# the process that reads


def in_a_process(body: bytes, name: str = "plan") -> Read:
    with ThreadPoolExecutor(1) as thread:  # a browser test in this one leaves a loop behind
        return thread.submit(lambda: asyncio.run(run.in_a_process(body, name))).result()


def test_a_file_is_read_in_a_process_of_its_own():
    assert shown(in_a_process(docx(a_plan)).passages) == WORD
    with pytest.raises(PlanError, match="has macros") as caught:
        in_a_process(FAULTY["macros"][0]())
    assert str(caught.value) == MACROS


def test_a_reading_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(run, "SECONDS", 0.05)
    before = {child.pid for child in psutil.Process().children()}  # a browser of another test
    with pytest.raises(PlanError, match="took more than 60 seconds"):
        in_a_process(docx(a_plan))
    assert {child.pid for child in psutil.Process().children()} <= before


def test_a_fault_of_ours_does_not_say_what_is_in_the_plan(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    words = "what the plan says"

    def fail(body: bytes, name: str) -> Read:
        raise KeyError(words)

    monkeypatch.setattr(run, "read", fail)
    assert run.answer(b"", "plan") == {"error": f"{run.FAILED} (KeyError)"}
    monkeypatch.undo()
    assert words not in "".join(capfd.readouterr())


WATCHED = """
import json, sys
seen = []
def watch(event, args):
    writes = event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")
    runs = event in ("os.system", "os.exec", "os.fork", "os.posix_spawn")
    if writes or runs or event.split(".")[0] in ("socket", "subprocess"):
        seen.append(event)
sys.addaudithook(watch)
from facilitator.plans.run import answer
body = sys.stdin.buffer.read()
print(json.dumps([answer(body, "plan"), seen]))
"""


def test_no_link_is_followed_and_no_file_written():
    def linked(data: bytes) -> bytes:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        links = "".join(
            f'<Relationship Id="x{n}" Type="{kind}/{what}" Target="http://{HERE}:9/{what}" '
            'TargetMode="External"/>'
            for n, what in enumerate(
                ("image", "attachedTemplate", "styles", "footnotes", "aFChunk")
            )
        )
        return data.replace(b"</Relationships>", links.encode() + b"</Relationships>")

    body = repacked(docx(a_plan), {"word/_rels/document.xml.rels": linked})
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED],
        input=body,
        capture_output=True,
        check=True,
        cwd=run.ROOT,
    )
    told, seen = json.loads(done.stdout)
    assert len(told["passages"]) == len(WORD)
    assert seen == []


# the server


def post(kit: Kit, seat: tuple[Seat, str], body: bytes | None, **headers: str) -> tuple[int, Any]:
    """Give a file to the kit as its page does; the status and what it answers."""
    start = (
        b'--edge\r\nContent-Disposition: form-data; name="file"; filename="our_plan.docx"\r\n\r\n'
    )
    sent = b"--edge--\r\n" if body is None else start + body + b"\r\n--edge--\r\n"
    told = {
        "Origin": kit.url,
        "Cookie": f"kit-seat={seat[1]}",
        "Content-Type": "multipart/form-data; boundary=edge",
    }
    with closing(http.client.HTTPConnection(HERE, kit.port, timeout=60)) as line:
        line.request("POST", f"/seat/{seat[0].id}/plan", sent, told | headers)
        with closing(line.getresponse()) as response:
            text = response.read()
            plain = "json" in response.headers.get("Content-Type", "")
            return response.status, json.loads(text) if plain else text.decode()


def test_the_trainer_gives_a_plan_and_gets_its_passages(kit: Kit):
    trainer = seated(kit, kit.session(2), "trainer")
    before = sorted(kit.data.rglob("*"))
    photo = {"word/media/photo.jpg": os.urandom(LARGEST - 2**20)}
    heavy = repacked(word(), add=photo, compress=zipfile.ZIP_STORED)
    assert LARGEST - 2**20 < len(heavy) <= LARGEST
    for body in (word(), heavy):
        status, told = post(kit, trainer, body)
        assert status == 200 and set(told) == {"title", "passages", "notes"}
        assert told["title"] == "Northmere plan"
        assert [(p["heading"], p["text"]) for p in told["passages"]] == WORD
        assert set(told["passages"][0]) == {"heading", "place", "text"}
    assert sorted(kit.data.rglob("*")) == before


def test_what_cannot_be_read_is_answered_and_not_broken_off(kit: Kit):
    trainer = seated(kit, kit.session(2), "trainer")
    assert post(kit, trainer, FAULTY["macros"][0]()) == (400, {"error": MACROS})
    status, told = post(kit, trainer, bytes(40 * 2**20))
    assert status == 400 and "this file has 40.0 MB" in told["error"]
    for body, kind in ((None, "multipart/form-data; boundary=edge"), (b"x", "text/plain")):
        status, told = post(kit, trainer, body, **{"Content-Type": kind})
        assert status == 400 and "no file has arrived" in told["error"]


@pytest.mark.parametrize("role", ["table", "projector"])
def test_a_plan_is_not_taken_from_a_table_or_the_wall(kit: Kit, role: str):
    seat = seated(kit, kit.session(2), role, 1 if role == "table" else None)
    assert post(kit, seat, docx(a_plan))[0] == 404


def test_a_plan_is_taken_from_the_kits_own_page_and_the_seats_own_cookie_only(kit: Kit):
    trainer = seated(kit, kit.session(2), "trainer")
    assert post(kit, trainer, b"We will act.", Origin="http://evil.example")[0] == 403
    assert post(kit, (trainer[0], "0" * 32), b"We will act.")[0] == 403
