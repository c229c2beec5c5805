"""What stands in a log, as values, and what can be done with it, as functions that make a new one.

A draft is what somebody is typing: it is kept as it is typed, and becomes an entry, or a new
version of one, when it is finished. Times are seconds since 1970.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from exercises.words import clean

LONGEST = 20_000  # characters in one field
MOST_FIELDS = 24
MOST_PLANS = 12

Name = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{8,64}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,40}$")]
Words = Annotated[str, AfterValidator(lambda text: clean(text, LONGEST))]
Line = Annotated[str, AfterValidator(lambda text: clean(text, 300).replace("\n", " "))]
Kind = Literal["entry", "cpd"]
Said = Literal["done", "changed", "still"]


class Value(BaseModel):
    """The base of everything in a log. A fault never repeats the words it was found in."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Prompted(Value):
    """What an entry came from: an exercise that was worked through, and on which day."""

    exercise: Key
    title: Line
    day: float
    session: str = Field(default="", max_length=64)


class Intent(Value):
    """Something to do differently, as it stands in a draft."""

    id: Name
    text: Words


class Written(Value):
    """What a page holds of a draft or of an entry that is being changed."""

    kind: Kind = "entry"
    model: Key
    title: Line = ""
    fields: dict[Key, Words] = Field(default_factory=dict, max_length=MOST_FIELDS)
    intents: tuple[Intent, ...] = Field(default=(), max_length=MOST_PLANS)
    about: Prompted | None = None
    of: str = Field(
        default="", max_length=64, description="the entry that this is a new version of"
    )

    def is_empty(self) -> bool:
        return not any((self.title, *self.fields.values(), *(each.text for each in self.intents)))


class Draft(Written):
    """A draft as it was last kept. `by` is the page that kept it."""

    id: Name
    version: int
    by: Name
    at: float


class Version(Value):
    """One finished wording of an entry."""

    at: float
    change: Name
    model: Key
    title: Line
    fields: dict[Key, Words]


class Copy(Value):
    """A copy that was taken out of the log for somebody."""

    at: float
    to: Line
    form: Literal["word", "text"]


class Entry(Value):
    """A finished entry with all its versions, the newest last."""

    id: Name
    about: Prompted | None
    versions: tuple[Version, ...]
    copies: tuple[Copy, ...] = ()

    @property
    def now(self) -> Version:
        return self.versions[-1]

    @property
    def begun(self) -> float:
        return self.versions[0].at


class Answer(Value):
    """What became of something one meant to do differently."""

    at: float
    said: Said
    helped: Words = ""
    hindered: Words = ""


class Plan(Value):
    """Something one means to do differently, with what became of it."""

    id: Name
    entry: str
    text: Words
    made: float
    answers: tuple[Answer, ...] = ()


class Book(Value):
    """Everything in a log. `number` counts its changes."""

    number: int = 0
    begun: float
    changed: float
    drafts: dict[Name, Draft] = {}
    entries: dict[Name, Entry] = {}
    plans: dict[Name, Plan] = {}


class Refused(Exception):
    """Something cannot be taken; the message is a sentence for the person who tried it."""


def stored(book: Book) -> bytes:
    return book.model_dump_json().encode("utf-8")


def restored(raw: bytes) -> Book:
    """What `stored` made. Raises ValueError."""
    return Book.model_validate_json(raw)


def keep(
    book: Book, draft: str, on: int, by: str, written: Written, now: float, spare: str
) -> tuple[Book, Draft]:
    """Keep what stands in a draft; `on` is the version it was typed on, 0 for a new one.

    When another page has kept other words meanwhile, or has put the draft away, both stay: what
    comes now is kept as a draft of its own, called `spare`. The draft that holds it is returned.
    """
    standing = book.drafts.get(draft)
    ours = standing is not None and (standing.by == by or standing.version == on)
    if standing is not None and not ours and written == _written(standing):
        return book, standing
    fresh = standing is None and on == 0 and draft not in book.entries
    if standing is not None and ours and written == _written(standing) and standing.by == by:
        return book, standing
    name, version = (draft, on + 1) if fresh else (spare, 1)
    if standing is not None and ours:
        name, version = draft, standing.version + 1
    whole = _made(Draft, written, id=name, version=version, by=by, at=now)
    return _with(book, drafts=book.drafts | {name: whole}), whole


def _written(draft: Draft) -> Written:
    return Written.model_validate(draft.model_dump(exclude={"id", "version", "by", "at"}))


def _made(kind: type[Draft], written: Written, **more: object) -> Draft:
    try:
        return kind.model_validate({**written.model_dump(), **more})
    except ValidationError as error:
        raise Refused(sentence(error)) from None


def finish(book: Book, draft: str, now: float, change: str) -> tuple[Book, Entry]:
    """Put a draft away as an entry, or as a new version of one. Asked twice, it is done once."""
    for entry in book.entries.values():
        if any(version.change == change for version in entry.versions):
            return book, entry
    standing = book.drafts.get(draft)
    if standing is None:
        raise Refused("this draft is not here any more; it was put away in another tab")
    if standing.kind != "entry":
        raise Refused("a record is not an entry; take it away as a file")
    if not any((standing.title, *standing.fields.values())):
        raise Refused("there is nothing written here yet; write a few words first")
    title = standing.title or _first_words(standing)
    version = Version(
        at=now, change=change, model=standing.model, title=title, fields=standing.fields
    )
    before = book.entries.get(standing.of)
    if before is None:
        entry = Entry(id=draft, about=standing.about, versions=(version,))
    else:
        entry = before.model_copy(update={"versions": (*before.versions, version)})
    drafts = {name: each for name, each in book.drafts.items() if name != draft}
    plans = _planned(book, entry.id, standing.intents, now)
    after = _with(book, drafts=drafts, entries=book.entries | {entry.id: entry}, plans=plans)
    return after, entry


def _planned(book: Book, entry: str, intents: tuple[Intent, ...], now: float) -> dict[str, Plan]:
    """The plans after a draft was put away. One that has an answer already stays in the log when it
    is left out of a new version."""
    wanted = {each.id: each for each in intents if each.text}
    kept = {
        name: plan
        for name, plan in book.plans.items()
        if plan.entry != entry or name in wanted or plan.answers
    }
    for name, each in wanted.items():
        before = kept.get(name)
        if before is None:
            kept[name] = Plan(id=name, entry=entry, text=each.text, made=now)
        elif before.entry == entry:
            kept[name] = before.model_copy(update={"text": each.text})
    return kept


def _first_words(draft: Draft) -> str:
    """A title for an entry without one: its first words."""
    text = next(text for text in draft.fields.values() if text)
    words = text.split()
    return " ".join(words[:8])[:80] + ("…" if len(words) > 8 else "")


def answer(book: Book, plan: str, given: Answer) -> tuple[Book, Plan]:
    """Note what became of a plan."""
    standing = book.plans.get(plan)
    if standing is None:
        raise Refused("this is not in the log any more; it was erased in another tab")
    after = standing.model_copy(update={"answers": (*standing.answers, given)})
    return _with(book, plans=book.plans | {plan: after}), after


def shared(book: Book, entry: str, copy: Copy) -> tuple[Book, Entry]:
    """Note that a copy of an entry was taken out for somebody."""
    standing = entry_of(book, entry)
    after = standing.model_copy(update={"copies": (*standing.copies, copy)})
    return _with(book, entries=book.entries | {entry: after}), after


def without_entry(book: Book, entry: str) -> tuple[Book, None]:
    """The log without an entry, its versions, its plans, and drafts of new versions of it."""
    entry_of(book, entry)
    return (
        _with(
            book,
            entries={name: each for name, each in book.entries.items() if name != entry},
            plans={name: each for name, each in book.plans.items() if each.entry != entry},
            drafts={name: each for name, each in book.drafts.items() if each.of != entry},
        ),
        None,
    )


def without_draft(book: Book, draft: str) -> tuple[Book, None]:
    """The log without a draft; one that is gone already is gone."""
    if draft not in book.drafts:
        return book, None
    left = {name: each for name, each in book.drafts.items() if name != draft}
    return _with(book, drafts=left), None


def without_plan(book: Book, plan: str) -> tuple[Book, None]:
    """The log without something one meant to do differently."""
    if plan not in book.plans:
        return book, None
    return _with(book, plans={name: p for name, p in book.plans.items() if name != plan}), None


def entry_of(book: Book, entry: str) -> Entry:
    """An entry. Raises Refused when it is not there."""
    if entry not in book.entries:
        raise Refused("this entry is not in the log any more; it was erased in another tab")
    return book.entries[entry]


def _with(book: Book, **parts: object) -> Book:
    return book.model_copy(update=parts)


def sentence(error: ValidationError) -> str:
    """The first fault of what a page sent, without anybody's words in it."""
    first = error.errors(include_input=False, include_url=False)[0]
    if first["type"] == "value_error":
        return str(first.get("ctx", {}).get("error", "this cannot be taken"))
    if first["type"] == "too_long":
        return "these are too many at once; put some of them into another entry"
    return "this page sent something that the log does not take; load the page again"
