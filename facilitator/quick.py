"""Leaving out what costs a second at every start and is used by nobody here."""

from __future__ import annotations

import sys


def without_address_grammar() -> None:
    """Keep jsonschema from building a grammar of internationalised web addresses when imported.

    It does so whenever `rfc3987_syntax` can be imported (measured: 1.4 of 2.8 seconds), to check a
    format that neither notebooks nor events use. Call it before anything imports jsonschema.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
