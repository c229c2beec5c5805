"""A starter for a data protection impact assessment: what the program does is filled in, what the
organisation decides is a blank."""

from __future__ import annotations

from exercises.journal import codes
from exercises.journal.slips import FEWEST
from exercises.journal.wipe import OUT_OF_REACH, WARNING
from facilitator.gate import PER_SECOND
from facilitator.handlers.log import COOKIE as LOG_COOKIE
from facilitator.organisation import FILE, VARIABLE
from facilitator.papers import kept
from facilitator.papers.parts import (
    ASSESSMENT,
    CHECKED,
    DEFINITIONS,
    STORAGE,
    VERSION,
    blank,
    facts,
    listed,
    sources,
    with_blank,
)
from facilitator.summaries.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Notice,
    Paragraph,
    Section,
    Strong,
    Table,
    text,
)

TITLE = "Making Safeguarding Personal workbooks: starter for a data protection impact assessment"


def paper() -> Document:
    """The starter, in the order in which an assessment is made."""
    parts = {
        "need": _need(),
        "processing": _processing(),
        "who": _who(),
        "necessity": _necessity(),
        "risks": _risks(),
        "residual": _residual(),
        "sign-off": _sign_off(),
        "sources": (Heading(2, "Sources"), sources(DEFINITIONS, ASSESSMENT, STORAGE)),
    }
    return Document(TITLE, "", tuple(Section(name, blocks) for name, blocks in parts.items()))


def _need() -> tuple[Block, ...]:
    return (
        Heading(1, "Data protection impact assessment: a starter"),
        Paragraph(
            text(
                f"Making Safeguarding Personal workbooks, version {VERSION}. The facts were held "
                f"against the code on {CHECKED}."
            ),
            "lead",
        ),
        Notice(
            "A starter, not an assessment.",
            text(
                "It says what the program does. What your organisation decides is marked “To "
                "complete”. It is not legal advice, and no lawyer has read it."
            ),
        ),
        Heading(2, "1. Is an assessment needed?"),
        Paragraph(
            text(
                "Article 35(1) of the UK GDPR asks for one, before the processing, where it is "
                "likely to result in a high risk to people. The exercises ask for nothing about "
                "real people, but text is free and the subject is abuse and neglect. A case file "
                "audit is about real people: it holds answers and notes on their files, "
                "without names, and who knows them may recognise them. Assess it by itself before "
                "it is used."
            )
        ),
        Bullets(
            (
                blank("your screening decision, with the reason and the date."),
                blank("the advice of your data protection officer (Article 35(2))."),
            )
        ),
    )


def _processing() -> tuple[Block, ...]:
    return (
        Heading(2, "2. The processing"),
        facts(
            "What is done, with whose information",
            ("Question", "Answer"),
            (
                "Purpose",
                with_blank(
                    "Training: tables work through an invented case, and the room holds the result "
                    "against the board's plan. With a case file audit: to see what files of real "
                    "enquiries show, and learn from it. It is not for working on a case, for "
                    "concerns or for appraisal.",
                    "your own purpose, and the date and place of the session.",
                ),
            ),
            (
                "Whose information",
                with_blank(
                    "Participants, by table number, by what they write and when; the trainer; "
                    "staff named under “Who to turn to today”; anybody whom somebody writes about "
                    "all the same; whoever is named in the board's plan, where one is given; and "
                    "in a case file audit the people whose files are looked at and, where it is "
                    "observed, what they and a worker said.",
                    "how many participants, from which bodies; whether people with lived "
                    "experience take part.",
                ),
            ),
            (
                "What is kept",
                f"Free text: {kept.WRITTEN}. Also {kept.NOT_WORDS}; the time of each change, the "
                "number of the table and a random name for the place; settings and case. "
                f"{kept.KEYS}. No account, no participant's name, no network address. In a "
                "reflective group nothing that is said is kept; what a device writes there is "
                "kept without its table and its place's name, but with its time. In a case "
                "file audit the references of files stay in the browser where they are typed; "
                "files are called A1, A2, and have answers and ratings. Of consent to be observed "
                "it keeps yes or no, whose answer it is, the day, and the role of whoever asked. "
                "In a study by interviews an officer's notes are kept, by number and kind of "
                "organisation, without a name, with quotations, codes and summaries; consent is "
                "recorded first, and what was noted is erased at once where the person stops. "
                f"{kept.SINGLE}; such a file is not encrypted, and the kit cannot erase it.",
            ),
            (
                "Special categories",
                with_blank(
                    "None asked for in an exercise. Free text can hold them (health, for one). In "
                    "a case file audit answers and notes can tell of somebody's health, of abuse "
                    "and of crime. In a reflective "
                    "group a case is spoken; fields for it are off until you turn them on "
                    f"({FILE} in the data folder, or {VARIABLE}).",
                    "what you expect in your room; whether case file audits are held; whether "
                    "typed case detail is turned on; and on what assessment.",
                ),
            ),
            (
                "Where it comes from",
                f"Typed by tables and trainer, or read from files. {kept.READ}; the plan's text "
                "is kept in passages. Nothing is fetched from other systems.",
            ),
            (
                "Where it is kept",
                f"On the laptop that runs the session: {kept.FILES}, in the account's data folder "
                f"({kept.PLACES}). With KIT_DATABASE_URL, the entries are in a PostgreSQL "
                "database and the reports still on the laptop.",
            ),
            (
                "Reflective log",
                with_blank(
                    f"Somebody who works alone may keep one: {kept.LOG}. It is for practice, and "
                    "asks for no names; its page says that a court, a regulator or an access "
                    f"request may reach it. Cookie “{LOG_COOKIE}”, until the browser is closed.",
                    "whether staff may keep one on your equipment, and who its controller is.",
                ),
            ),
            (
                "Numbers of many sessions",
                with_blank(
                    f"{kept.ROLLUP}.",
                    "whether your trainers may give them, who makes the roll-up and who gets it.",
                ),
            ),
            ("On devices", f"A {kept.COOKIES}; {kept.STORE}."),
            ("Until when", f"{kept.UNTIL}."),
            (
                "Who sees it",
                with_blank(
                    "The table; the trainer and a co-facilitator; the room, when the projector "
                    "shows it; whoever gets the summary. Table numbers stand beside lines.",
                    "who gets the summary, and where that copy is kept and until when.",
                ),
            ),
            (
                "Decisions by program",
                "None about people. A program suggests which lines say the same, and which "
                "passages of the plan to look at first; people join the lines and decide about the "
                "plan.",
            ),
            (
                "Outside the UK",
                with_blank(
                    "The kit sends nothing anywhere.",
                    "where your database, backups and email are, if they hold any of it.",
                ),
            ),
        ),
    )


def _who() -> tuple[Block, ...]:
    return (
        Heading(2, "3. Who is responsible, and who was asked"),
        Paragraph(
            text(
                "The controller determines the purposes and means (Article 4). Here that is the "
                "organisation that runs the session. The makers of the kit receive no data and are "
                "not its processor."
            )
        ),
        Bullets(
            (
                blank("controller, with contact."),
                blank(
                    "is it one controller or several? Decide: who set the purpose; whose laptop "
                    "and network it is; who keeps the summary; whether the board is a body of its "
                    "own or a partnership of bodies."
                ),
                blank(
                    "processors: whoever hosts a database, backs the laptop up, or runs the "
                    "session for you as a trainer from outside; with the contract."
                ),
                blank("data protection officer; trainer; who answers for the laptop."),
                blank("whom you asked for their view (participants, IT), and what they said."),
            )
        ),
    )


def _necessity() -> tuple[Block, ...]:
    return (
        Heading(2, "4. Necessity and proportionality"),
        facts(
            "Held against the purpose",
            ("Question", "What the kit does, and what you add"),
            (
                "Lawful basis",
                blank("the basis, and a further condition if special categories are expected."),
            ),
            (
                "Could it be done with less?",
                with_blank(
                    "No names and no accounts. The same exercise works on paper, with nothing "
                    "stored by a computer.",
                    "why the kit rather than paper.",
                ),
            ),
            (
                "As long as needed?",
                with_blank(
                    f"{kept.USUALLY} unless the trainer chooses another day.",
                    "the day you choose, and why; how long the summary is kept.",
                ),
            ),
            (
                "Do people know?",
                with_blank(
                    "Join, and each table's page before the case, say what is kept, where and "
                    "until when, and ask for no real person and no real case.",
                    "your own privacy notice, and where people find it.",
                ),
            ),
            (
                "Requests to see, correct or erase",
                with_blank(
                    "“export CODE” gives every entry of a session. “Remove for good” empties the "
                    "words of one thing, “wipe CODE” erases a session. There is no search by "
                    f"person: the kit knows none. {WARNING}",
                    "who answers a request or a complaint, and how people reach them.",
                ),
            ),
            (
                "Stored on devices",
                with_blank(
                    "The cookies and the local storage of section 2 hold a place and what is not "
                    "yet saved; none counts or follows anybody. Storing on somebody's device is "
                    "the subject of regulation 6 of the Privacy and Electronic Communications "
                    "Regulations 2003.",
                    "your conclusion under it.",
                ),
            ),
        ),
    )


RISKS = (
    (
        "Somebody is recognised in a case file audit, or on the board's page",
        "References stay in the browser. Files are called A1, A2. The board's page has counts over "
        "all agencies, for questions with five answers or more, themes, and what was ticked for "
        "it; no note.",
        "Notes, good practice and actions are free text. A number of one can still be known to "
        "those who know the file. Each agency knows its own files.",
    ),
    (
        "A real person can be recognised in what is typed, or in a trainer's own case",
        "Notices when people join; the kit's own cases are invented; “Set aside” takes a line off "
        "every screen, “Remove for good” empties its words. “Check before you send” points at "
        "numbers, e-mail addresses, postcodes and titles with names; the summary says whether the "
        "trainer looked.",
        "It misses first names, places and a story told too closely, and some of what it looks "
        "for. It rests on the trainer's ground rules and eye.",
    ),
    (
        "The board's plan names people, or is not public yet",
        "Only the trainer's page, or somebody who works alone, can give one. “Set aside” takes it "
        "off every screen, “Remove for good” empties it of its words. Actions ask for a role, not "
        "for a name.",
        "Until then every table's page has its text. A passage that is left out is still kept. The "
        "summary quotes passages that were chosen, and promises that nobody chose.",
    ),
    (
        "A participant is recognised by table, time or wording",
        "Tables have numbers. The summary leaves out lines word for word unless the trainer asks. "
        f"A slip is kept without table or place; from {FEWEST} slips on, their words stand in the "
        "summary and the evaluation as they were written, and ratings are counted.",
        "In a small room people know who sat where and how somebody writes. Each entry has its "
        "time, a slip's too. The trainer reads every slip.",
    ),
    (
        "Somebody named under “Who to turn to today” did not want it",
        "The trainer is told to name people who have agreed.",
        "It stands on every page of the session and in its entries until erased; newer wordings "
        "do not remove older ones.",
    ),
    (
        "Somebody on the same network reads what is sent, or takes over a place",
        "Closed by default; only the trainer at the laptop opens the room. Paper instead.",
        "Plain http is not encrypted.",
    ),
    (
        "Another account on the laptop opens the sessions",
        "The files are for the one account (on Windows by its own user folder).",
        "While the kit runs, 127.0.0.1 is open to every account of the computer. Not for shared "
        "or terminal servers.",
    ),
    (
        "Somebody joins who should not, or sits at another table",
        f"Codes of {codes.LENGTH} signs, {PER_SECOND} tries a second on the whole server; codes "
        "stop when the session ends. Keys of link and place are 128 bits.",
        "Whoever has the room's code can take any table. A link key works until the session is "
        "erased.",
    ),
    (
        "The laptop is lost or stolen",
        "Little is kept, for a limited time.",
        "The kit encrypts nothing but reflective logs: for the rest only the disk's encryption "
        "helps.",
    ),
    (
        "A reflective log tells of a real person, or is read by somebody else",
        "It asks for no names. It is encrypted with its owner's passphrase, locks after 15 "
        "minutes, and keeps nothing in the browser. Wrong passphrases take a second each.",
        "Words are free. While it is open, its key and words are in this computer's memory. A weak "
        "passphrase can be guessed by whoever has the file. Files that are taken away are not "
        "encrypted. An older copy of the whole file is told from the newest only by its date.",
    ),
    (
        "Its owner forgets the passphrase",
        "The page says before it is begun that a lost passphrase is a lost log, and to take files "
        "away first.",
        "The log is lost. There is no second key.",
    ),
    (
        "It is kept for longer than said",
        "Erased on its date at the next start, or within the hour while it runs; rows overwritten, "
        "the write-ahead log emptied, reports overwritten and deleted.",
        "Not erased while the kit is never started. On solid-state disks overwriting may leave "
        "old blocks. On PostgreSQL dead pages stay until VACUUM. Out of reach: "
        f"{listed(OUT_OF_REACH)}.",
    ),
    (
        "A shared tablet or phone keeps a place or a draft",
        "Each place has a cookie and a store of its own; “Leave this table” empties both.",
        "Without leaving, the store stays until its page is opened after the erasure, the cookie "
        "until its date.",
    ),
    (
        "The summary goes further than meant",
        "Lines word for word are a separate file, off unless asked for.",
        "A file that has been sent is out of reach.",
    ),
    (
        "A real concern is typed, and nobody acts on it",
        "Every page says that nobody watches the kit for concerns, and to call 999 or follow the "
        "organisation's procedure.",
        "It rests on the trainer.",
    ),
    (
        "What people wrote is lost",
        "Each change is on the disk before the page says “Saved”; the page keeps what is not.",
        "There is no copy but the laptop's own backup.",
    ),
)


def _risks() -> tuple[Block, ...]:
    yours = blank("likelihood, severity, your measure.")
    return (
        Heading(2, "5. Risks to people, and measures"),
        Table(
            "Risks, with what the kit does and what it leaves",
            ("Risk", "What the kit does", "What stays", "Yours"),
            tuple((text(Strong(r)), text(does), text(stays), yours) for r, does, stays in RISKS),
            widths=(1.3, 1.9, 1.9, 1.0),
        ),
        Bullets((blank("risks of your own room that are missing here."),)),
    )


def _residual() -> tuple[Block, ...]:
    return (
        Heading(2, "6. Residual risk"),
        Bullets(
            (
                blank("the overall risk with all measures (low, medium or high), with the reason."),
                with_blank(
                    "Where a high risk would remain, Article 36(1) asks the controller to consult "
                    "the Commissioner before the processing.",
                    "whether this applies.",
                ),
            )
        ),
    )


def _sign_off() -> tuple[Block, ...]:
    named = "name, role and date."
    return (
        Heading(2, "7. Sign-off and review"),
        facts(
            "Who has agreed",
            ("What", "By whom"),
            ("Measures approved", blank(f"{named} Who carries each measure out, and by when.")),
            ("Residual risk accepted", blank(named)),
            (
                "Advice of the data protection officer",
                blank(f"{named} Whether it was followed, and if not, why."),
            ),
            (
                "Next review",
                blank("date; and before a newer version of the kit, or another kind of room."),
            ),
        ),
    )
