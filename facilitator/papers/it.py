"""One page for IT and data protection: what is stored, where, until when, who, ports, traffic."""

from __future__ import annotations

from exercises.journal import codes
from exercises.journal.wipe import OUT_OF_REACH
from facilitator.gate import PER_SECOND
from facilitator.papers import kept
from facilitator.papers.parts import CHECKED, VERSION, facts, listed, with_blank
from facilitator.ports import FIRST, TRIES
from facilitator.summaries.blocks import Document, Heading, Paragraph, Section, text

TITLE = "Making Safeguarding Personal workbooks: one page for IT"
LAST = FIRST + TRIES - 1


def paper() -> Document:
    """The page. It is printed on one side of A4."""
    blocks = (
        Heading(1, "One page for IT and data protection"),
        Paragraph(
            text(
                "Making Safeguarding Personal workbooks: a training exercise on an invented case, "
                f"run from one laptop. Version {VERSION}; held against its code on {CHECKED}. "
                "What only you can say is marked “To complete”."
            ),
            "small",
        ),
        facts("What the kit stores, opens and sends", ("What", "How it is"), *_data(), *_network()),
    )
    return Document(TITLE, "", (Section("it", blocks),))


def _data() -> tuple:
    return (
        (
            "Program",
            "Python 3.11 or newer, as an ordinary user: no administrator's rights, service or "
            "driver. Its packages, at fixed versions, go into its own folder (.venv). Nothing "
            "updates itself.",
        ),
        (
            "Stored",
            f"What people type: {kept.WRITTEN}. Also {kept.NOT_WORDS}, each with its time and "
            f"table; the settings and the case. {kept.KEYS}. No accounts, no names "
            "of participants, no network addresses; but text is free, and may hold a name.",
        ),
        ("Files read", f"{kept.READ}."),
        (
            "Where",
            with_blank(
                f"{kept.FILES}, in the data folder of the account that runs the kit ({kept.PLACES};"
                " or --data, KIT_DATA). Network and synchronised folders are refused. Not "
                f"encrypted by the kit, except {kept.LOG_SHORT}; on Linux and macOS for this "
                "account only. With KIT_DATABASE_URL, entries are in your PostgreSQL instead.",
                "is the disk encrypted, and is it backed up?",
            ),
        ),
        (
            "On devices that join",
            f"A {kept.COOKIES}; {kept.STORE}. “Leave this table” removes cookie and store; the "
            f"store goes too when its page is next opened after the erasure.",
        ),
        (
            "Until when",
            f"{kept.UNTIL}. The kit cannot reach: {listed(OUT_OF_REACH)}.",
        ),
        (
            "Controller",
            with_blank(
                "The organisation that runs the session. The makers of the kit receive nothing.",
                "name and contact; data protection officer; joint controllers, if any.",
            ),
        ),
    )


def _network() -> tuple:
    return (
        (
            "Ports",
            f"TCP {FIRST} (if taken, the next free up to {LAST}; or --port), http and WebSocket, "
            "on 127.0.0.1 only. When the trainer opens the room, the same port on the one address "
            "chosen as well: allow it inbound from that network. The kit's processes also listen "
            "on 127.0.0.1 at ports that the system picks, to talk to one another.",
        ),
        (
            "Outside traffic",
            "None while it is used: pages forbid outside hosts (Content-Security-Policy), and the "
            "server makes no call. The first start fetches packages by pip, with this account's "
            "settings. With KIT_DATABASE_URL, it talks to that database.",
        ),
        (
            "In the room",
            with_blank(
                "Plain http, not encrypted: others there can read what is sent, and could take a "
                "place over by its cookie. Use a network that you trust, or paper.",
                "which network.",
            ),
        ),
        (
            "Who can open it",
            "On the laptop: every account of it, while the kit runs, because 127.0.0.1 is shared; "
            "not on a terminal server. Elsewhere: only Join and the slip, by a "
            f"code of {codes.LENGTH} signs out of {len(codes.ALPHABET)}; {PER_SECOND} tries a "
            "second on the whole server; and a test page, /reach. The room's code opens any table.",
        ),
        (
            "Logs",
            "No log file and no access log. Failures (method, path, status, place in the program) "
            "go to the window that started the kit.",
        ),
        (
            "Removal",
            "“python -m facilitator wipe CODE” for a session; for all, delete kit and data folder.",
        ),
        (
            "Tried on",
            "Linux with Chromium. Windows, macOS, Edge, Safari and real phones are untried.",
        ),
    )
