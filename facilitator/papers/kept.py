"""What the kit keeps of people, as the papers name it, with the names and numbers of the code."""

from __future__ import annotations

from exercises.audit.settings import DAYS as AUDIT_DAYS
from exercises.group.settings import DAYS as GROUP_DAYS
from exercises.journal.sessions import TICKET_SECONDS
from exercises.journal.store import FILE
from exercises.journal.wipe import REPORTS
from exercises.reflection.sealing import SHORTEST, Cost
from exercises.reflection.store import FOLDER as LOGS
from exercises.six_principles.settings import Settings
from facilitator.guard import COOKIE
from facilitator.handlers.alone import ALONE
from facilitator.handlers.answering import WAY_BACK
from facilitator.rollup.hiding import FEWEST

DAYS = Settings.model_fields["days"].default
USUALLY = f"{DAYS:g} days (a group {GROUP_DAYS:g}, an audit {AUDIT_DAYS:g})"
FOLDERS = {  # where a user's data folder is when nobody names another
    "Windows": r"%LOCALAPPDATA%\msp-workbooks",
    "macOS": "~/Library/Application Support/msp-workbooks",
    "Linux": "~/.local/share/msp-workbooks",
}
SLIPS = "slips at the end (what one will do, a rating, a remark; no table, no name)"
REASONS = "reasons, and the words they rest on"
WORDS = {  # every kind of entry that holds free text, and what the papers call it
    "line.added": "lines",
    "line.edited": "lines",
    "factor.made": "key factors",
    "factor.worded": "key factors",
    "factors.joined": "key factors",
    "wrote": "notes",
    "message": "the trainer's messages",
    "break": "the time a break ends",
    "help": "“Who to turn to today”, which may name staff",
    "grid.placed": REASONS,
    "grid.action": "actions",
    "grid.action.worded": "actions",
    "grid.wrote": "what would move it, and what was learnt",
    "grid.edited": "what would move it, and what was learnt",
    "plan.given": "the board's plan in passages",
    "plan.heading": "the board's plan in passages",
    "plan.action": "actions",
    "plan.action.changed": "actions",
    "scenario.chosen": REASONS,
    "scenario.reason": REASONS,
    "scenario.placed": REASONS,
    "scenario.wrote": "notes",
    "scenario.edited": "notes",
    "group.agreement": "agreements",
    "group.noted": "notes",
    "group.action": "actions",
    "group.action.changed": "actions",
    "group.earlier": "actions",
    "group.followed": "actions",
    "group.line": "what would move it, and what was learnt",
    "group.line.changed": "what would move it, and what was learnt",
    "audit.consent": "notes",
    "audit.noted": "notes",
    "audit.line": "good practice",
    "audit.line.changed": "good practice",
    "audit.action": "actions",
    "audit.action.changed": "actions",
    "audit.earlier": "actions",
    "audit.followed": "actions",
    "temperature.noted": "notes",
    "temperature.blanked": "notes",
    "temperature.rated": REASONS,
    "interviews.noted": "notes",
    "interviews.code": "notes",
    "interviews.cell": "notes",
    "interviews.quote": "notes",
    "interviews.type": "notes",
    "interviews.worded": "notes",
    "slip": SLIPS,
    "slip.blanked": SLIPS,
}
WRITTEN = ", ".join(dict.fromkeys(WORDS.values()))
NOT_WORDS = (
    "dots, choices, votes and role-play cards by device, and what was changed, withdrawn or "
    "set aside"
)

READ = (
    "The board's plan (Word, PDF, text), a case: text is kept, the file is not; "
    "nothing in it is run"
)
FILES = f"{FILE} (with SQLite's own -wal and -shm files beside it) and the folder {REPORTS}"
PLACES = "; ".join(f"{system}: {folder}" for system, folder in FOLDERS.items())
COOKIES = (
    f"cookie “{COOKIE}” for each place taken at a session (a random key; HttpOnly, "
    "SameSite=Strict, for its address only), "
    f"“{WAY_BACK}…” for one's answers, "
    f"“{ALONE}”, also with the name of a course, to work alone; "
    "until the session's erase date"
)
STORE = (
    "local storage under “kit/”: the place's title (“table 3” and the case's), what is typed or "
    "ticked and not sent, and changes that the kit has not yet confirmed"
)
COST = Cost()
LOG = (
    f"for each log one file in the folder {LOGS}, and nothing in sessions, browsers or log lines. "
    "All that is written is encrypted as a whole: by AES-256-GCM with a random key, which is "
    f"wrapped by one from the owner's passphrase (at least {SHORTEST} characters; Scrypt with "
    f"n = {COST.n:,}, r = {COST.r}, p = {COST.p}). In clear: that there is a log, when it was last "
    "written, its length in steps of 32 KiB. Nobody can open it without the passphrase, or set "
    "another one. It stays until its owner erases it"
)
LOG_SHORT = f"reflective logs ({LOGS})"
SINGLE = "Single pages (pack --web) send nothing, and keep only files that people save"
ROLLUP = (
    "Off unless the trainer ticks it for a session on a case or scenario of the kit. When that "
    "session ends, it leaves numbers beside it (how many key factors, gaps, movements, endings; no "
    f"words, table or person), which go when it is erased. A roll-up shows none of fewer than "
    f"{FEWEST} sessions and rounds all to five; once made, it is a file that the kit cannot erase"
)
KEYS = (
    "Codes of the room and the tables stand as they are; keys of links and places only as SHA-256 "
    f"digests; tickets between a page and its process live {TICKET_SECONDS:g} seconds"
)
UNTIL = (
    f"{USUALLY} unless the trainer chooses another within a year. Then erased: within the "
    "hour while the kit runs, or at its next start. If it is never started again, nothing is "
    "erased: wipe sessions, or delete the data folder"
)
