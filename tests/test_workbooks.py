"""The workbooks run, stay thin and are stored clean; the scripts of their pages are whole."""

from __future__ import annotations

import ast
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import widgets
import workbooks
from exercises import library
from widgets.bundle import BundleError, bundle

BOOKS = sorted(Path(workbooks.__file__).parent.glob("*.ipynb"))
SCRIPTS = sorted(Path(widgets.__file__).parent.glob("*.js"))
FRONT_DOORS = {"exercises", "widgets"}
OURS = FRONT_DOORS | {"facilitator", "workbooks"}
LONGEST = 8

each_book = pytest.mark.parametrize("book", BOOKS, ids=lambda path: path.stem)


def cells(book: Path, kind: str) -> list:
    return [c for c in nbformat.read(book, as_version=4).cells if c.cell_type == kind]


def test_there_is_a_workbook_for_the_table_the_trainer_and_the_wall():
    names = {book.stem for book in BOOKS}
    assert names >= {"six_principles", "six_principles_console", "six_principles_projector"}


@each_book
def test_a_workbook_runs_top_to_bottom_in_a_fresh_kernel(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PYTHONPATH", str(Path(workbooks.__file__).parents[1]))
    notebook = nbformat.read(book, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": tmp_path}}).execute()
    shown = [o.data for c in notebook.cells for o in c.get("outputs", []) if "data" in o]
    assert any("application/vnd.jupyter.widget-view+json" in data for data in shown)
    assert not (tmp_path / "data").exists(), "opening a workbook alone writes nothing"


@each_book
def test_a_workbook_is_stored_without_outputs(book: Path):
    nbformat.validate(nbformat.read(book, as_version=4))
    for cell in cells(book, "code"):
        assert not cell.outputs, f"cell {cell.id!r}: clear its output before committing"
        assert cell.execution_count is None, f"cell {cell.id!r}: clear its number"


@each_book
def test_cells_stay_thin(book: Path):
    for cell in cells(book, "code"):
        lines = cell.source.splitlines()
        assert len(lines) <= LONGEST, f"cell {cell.id!r} has {len(lines)} lines; move work out"
        defined = [line for line in lines if line.lstrip().startswith(("def ", "class ", "async "))]
        assert not defined, f"cell {cell.id!r} defines {defined[0]!r}; move it to exercises/"


@each_book
def test_a_workbook_uses_only_the_front_doors(book: Path):
    used = set()
    for cell in cells(book, "code"):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.ImportFrom) and node.module:
                used.add(node.module)
            elif isinstance(node, ast.Import):
                used.update(name.name for name in node.names)
    ours = {name for name in used if name.split(".")[0] in OURS}
    assert ours <= FRONT_DOORS, f"reaches past the front doors: {sorted(ours - FRONT_DOORS)}"


@each_book
def test_a_workbook_has_one_title_and_no_heading_level_is_skipped(book: Path):
    levels = [
        len(line) - len(line.lstrip("#"))
        for cell in cells(book, "markdown")
        for line in cell.source.splitlines()
        if line.startswith("#")
    ]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_trainers_guide_says_what_matters_on_a_bad_day():
    book = next(path for path in BOOKS if path.stem == "six_principles_console")
    text = "\n".join(cell.source for cell in cells(book, "markdown")).lower()
    for words in ("999", "do not investigate", "secret", "interpreter", "paper", "scribe"):
        assert words in text, f"the guide does not mention {words!r}"


@pytest.mark.parametrize("name", ["table", "console", "projector", "reflectivelog"])
def test_a_screens_script_is_one_whole_module(name: str, tmp_path: Path):
    text = bundle(Path(widgets.__file__).parent / f"{name}.js")
    assert "\nimport " not in text and text.count("export default ") == 1
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    file = tmp_path / f"{name}.mjs"
    file.write_text(text, encoding="utf-8")
    subprocess.run([node, "--check", str(file)], check=True)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_people_s_words_are_never_read_as_markup(script: Path):
    text = script.read_text(encoding="utf-8")
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way not in text, f"{script.name} uses {way}; use text"
    text = text.replace("http://www.w3.org/2000/svg", "")  # a name, not an address
    assert "http://" not in text and "https://" not in text


def test_what_a_bundle_cannot_join_is_named(tmp_path: Path):
    (tmp_path / "a.js").write_text('import x from "./b.js";\nexport default x;\n')
    with pytest.raises(BundleError, match=r"a\.js: .* is not an import of a script beside it"):
        bundle(tmp_path / "a.js")
    (tmp_path / "c.js").write_text('import { d } from "./d.js";\nexport const c = d;\n')
    (tmp_path / "d.js").write_text('import { c } from "./c.js";\nexport const d = c;\n')
    with pytest.raises(BundleError, match=r"c\.js imports itself, by way of d\.js"):
        bundle(tmp_path / "c.js")


def test_front_doors_list_what_they_offer():
    import exercises

    for door in (exercises, widgets):
        assert all(hasattr(door, name) for name in door.__all__)
    assert library.cases()[0] == "mrs-t"
