"""What stands in the journal: small immutable entries, one validated type for each kind."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationInfo

from exercises.words import clean, some

Id = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{8,64}$")]
"""The name of a change, and so of the line or factor which that change made."""


def _new_words(text: str, info: ValidationInfo) -> str:
    """Clean words as they come in; words from the journal may have been emptied since."""
    return text if info.context else some(text)


def _new_words_or_none(text: str, info: ValidationInfo) -> str:
    return text if info.context else clean(text)


Words = Annotated[str, AfterValidator(_new_words)]
"""Somebody's words, cleaned; not empty."""
MaybeWords = Annotated[str, AfterValidator(_new_words_or_none)]
"""Somebody's words, cleaned; may be empty."""


class Body(BaseModel):
    """What one kind of entry says. Subclasses name their `kind` and which fields hold words. What
    is `unsigned` is entered without the seat where it comes from a table's device."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kind: ClassVar[str] = ""
    words: ClassVar[tuple[str, ...]] = ()
    undoable: ClassVar[bool] = False
    unsigned: ClassVar[bool] = False

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if cls.kind:
            KINDS[cls.kind] = cls

    def about(self, change: str) -> str:
        """The one thing this entry makes or changes; `change` is the entry's own name."""
        return change

    def touches(self, change: str) -> frozenset[str]:
        """Everything this entry refers to, the thing it is about included."""
        return frozenset([self.about(change)])

    def belongs_to(self, change: str) -> str:
        """The one thing that this entry's words are part of."""
        return self.about(change)

    def goes_with(self, change: str) -> frozenset[str]:
        """Every thing whose removal for good takes this entry's words with it."""
        return frozenset([self.belongs_to(change)])

    def without_words(self) -> Self:
        """The same with every field that holds words empty."""
        return self.model_copy(update=dict.fromkeys(self.words, ""))


class Unknown(Body):
    """An entry of a kind this version does not know: kept as it came, without effect."""

    model_config = ConfigDict(frozen=True, extra="allow", hide_input_in_errors=True)


KINDS: dict[str, type[Body]] = {}


@dataclass(frozen=True)
class Entry:
    """One numbered entry. `at` is the server's time in seconds since 1970; `by` is who wrote it:
    "trainer", "table-3", "solo" or "server"."""

    seq: int
    at: float
    seat: str
    by: str
    change: str
    kind: str
    body: Body

    @property
    def about(self) -> str:
        return self.body.about(self.change)


def body_of(kind: str, raw: dict[str, Any]) -> Body:
    """Validate `raw` as an entry of `kind`; an unknown kind is kept. Raises ValidationError."""
    return KINDS.get(kind, Unknown).model_validate(raw)


def stored(body: Body) -> str:
    """The text that goes into the database: plain ASCII JSON, so that any engine can keep it."""
    return json.dumps(body.model_dump(mode="json", exclude_defaults=True), separators=(",", ":"))


def emptied(entry: Entry, target: str) -> Body | None:
    """The body of `entry` without its words when it is about `target`, else None.

    What an entry of an unknown kind says cannot be told apart from its words: where it names
    `target`, every text in it goes except that name.
    """
    body = entry.body
    if isinstance(body, Unknown):
        raw = body.model_dump(mode="json")
        if entry.change != target and not _names(raw, target):
            return None
        return Unknown.model_validate(_without_texts(raw, target))
    if not body.words or target not in body.goes_with(entry.change):
        return None
    return body.without_words()


def _names(raw: Any, target: str) -> bool:
    if isinstance(raw, dict):
        return any(_names(part, target) for part in raw.values())
    return raw == target or (isinstance(raw, list) and any(_names(part, target) for part in raw))


def _without_texts(raw: Any, target: str) -> Any:
    if isinstance(raw, dict):
        return {key: _without_texts(part, target) for key, part in raw.items()}
    if isinstance(raw, list):
        return [_without_texts(part, target) for part in raw]
    return "" if isinstance(raw, str) and raw != target else raw


def restored(kind: str, text: str) -> Body:
    """The body that `stored` made. Words were checked on their way in and are not checked again."""
    raw = json.loads(text)
    known = KINDS.get(kind)
    if known is None:
        return Unknown.model_validate(raw)
    try:
        return known.model_validate(raw, context={"stored": True})
    except ValueError:
        return Unknown.model_validate(raw)
