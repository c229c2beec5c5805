"""Read the ways of writing and the forms for professional development from `content/reflection/`.

A file with `prompts` is a way of writing; one with `fields` is a form.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from exercises.library import CONTENT, Content, ContentError, Text, read

FOLDER = CONTENT / "reflection"

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,40}$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Fill = Literal["", "date", "about", "words", "differently"]


class Origin(Content):
    """Whose idea something is, what was read to say so, and when."""

    title: Text
    by: Text
    read: Text = Field(description="the pages that were read, and whether they were copies")
    checked: Day
    note: str = ""


class Prompt(Content):
    """One question to write under. `quoted` names the source of a question that is not our own."""

    id: Id
    ask: Text
    name: str = Field("", description="what its model calls this step")
    hint: str = ""
    quoted: str = ""


class Model(Content):
    """A way of writing. `good_for` says in two plain sentences when to choose it."""

    id: Id
    title: Text
    order: int
    good_for: tuple[Text, Text]
    source: Origin
    prompts: tuple[Prompt, ...] = Field(min_length=1, max_length=12)

    @model_validator(mode="after")
    def _each_prompt_once(self) -> Model:
        _check_once([prompt.id for prompt in self.prompts], "prompts")
        return self


class Blank(Content):
    """One field of a form. `from` says what an entry of the log fills it with at first."""

    id: Id
    label: Text
    hint: str = ""
    fill: Fill = Field("", alias="from")
    blank: str = Field("", description="says that no source for this field's words was found")


class Form(Content):
    """A form for a record of continuing professional development."""

    id: Id
    title: Text
    order: int
    for_whom: Text
    note: str = ""
    source: Origin
    fields: tuple[Blank, ...] = Field(min_length=1, max_length=20)

    @model_validator(mode="after")
    def _each_field_once(self) -> Form:
        _check_once([field.id for field in self.fields], "fields")
        return self


def _check_once(names: list[str], what: str) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"two {what} are called {', '.join(twice)}; each needs a name of its own")


def kind_of(raw: dict[str, Any]) -> type[Model] | type[Form]:
    """What a file of this folder is, by what it holds."""
    return Form if "fields" in raw else Model


@cache
def models() -> dict[str, Model]:
    """Every way of writing by its id, in the order in which they are offered."""
    found = [read(Model, path) for path in FOLDER.glob("*.toml") if not _is_form(path.stem)]
    return {model.id: model for model in sorted(found, key=lambda each: (each.order, each.id))}


@cache
def forms() -> dict[str, Form]:
    """Every form by its id, in the order in which they are offered."""
    found = [read(Form, path) for path in FOLDER.glob("*.toml") if _is_form(path.stem)]
    return {form.id: form for form in sorted(found, key=lambda each: (each.order, each.id))}


def model(name: str) -> Model:
    """The way of writing called `name`. Raises ContentError, naming the known ones."""
    if name not in models():
        known = ", ".join(models())
        raise ContentError(f"no way of writing is called {name!r}; there are: {known}")
    return models()[name]


def form(name: str) -> Form:
    """The form called `name`. Raises ContentError, naming the known ones."""
    if name not in forms():
        raise ContentError(f"no form is called {name!r}; there are: {', '.join(forms())}")
    return forms()[name]


def _is_form(stem: str) -> bool:
    return stem.startswith("cpd-")
