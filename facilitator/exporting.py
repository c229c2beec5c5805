"""Everything a session holds, for moving it or for answering somebody who asks to see it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from exercises.journal.entries import stored
from exercises.journal.sessions import Session
from exercises.journal.store import Journal


def write(journal: Journal, session: Session, folder: Path) -> Path:
    """Write the session's entries as JSON below `folder` and return the path. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{session.exercise}-{session.code}-journal.json"
    said = {
        "exercise": session.exercise,
        "code": session.code,
        "begun": _time(session.created),
        "erased_after": _time(session.expires),
        "entries": [
            {
                "seq": entry.seq,
                "at": _time(entry.at),
                "by": entry.by,
                "change": entry.change,
                "kind": entry.kind,
                "body": json.loads(stored(entry.body)),
            }
            for entry in journal.read(session.id)
        ],
    }
    path.write_text(json.dumps(said, indent=1, ensure_ascii=False), encoding="utf-8")
    return path


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
