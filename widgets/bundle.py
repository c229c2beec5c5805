"""Joins a component's script with the modules it imports, since anywidget loads one file; and that
of a page which is carried about.

Each module keeps its own scope: it becomes a function that returns what it exports. The files stay
ordinary ES modules, which node's test runner and an editor read as they are.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.\.?/(?:[a-z./]+/)?)([a-z_]+)\.js";\n', re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let) (\w+))", re.M)
_DEFAULT = re.compile(r"^export default ", re.M)


class BundleError(Exception):
    """A script cannot be joined; the message names the file and the line that is in the way."""


@cache
def bundle(path: Path) -> str:
    """The script at `path` with everything it imports, as one module. Raises BundleError."""
    order: list[Path] = []
    _visit(path.resolve(), order, ())
    parts = [_wrapped(module) for module in order[:-1]]
    parts.append(_DEFAULT.sub("export default ", _linked(order[-1])))
    return "\n".join(parts)


def _visit(path: Path, order: list[Path], above: tuple[Path, ...]) -> None:
    if path in above:
        raise BundleError(f"{path.name} imports itself, by way of {above[-1].name}")
    if path in order:
        return
    for _, way, name in _IMPORT.findall(path.read_text(encoding="utf-8")):
        _visit((path.parent / way / f"{name}.js").resolve(), order, (*above, path))
    if twin := next((known for known in order if known.stem == path.stem), None):
        raise BundleError(f"{path} and {twin} have the same name; give one of them another")
    order.append(path)


def _linked(path: Path) -> str:
    """The module's text with its imports turned into look-ups."""
    text = path.read_text(encoding="utf-8")
    text = _IMPORT.sub(lambda m: f"const {{{m[1].replace(' as ', ': ')}}} = ${m[3]};\n", text)
    left = re.search(r"^import .*", text, re.M)
    if left:
        raise BundleError(f"{path.name}: {left[0]!r} is not an import of a script beside it")
    return text


def _wrapped(path: Path) -> str:
    text = _linked(path)
    names = _EXPORT.findall(text)
    body = _EXPORT.sub("", text)
    return f"const ${path.stem} = (() => {{\n{body}\nreturn {{ {', '.join(names)} }};\n}})();"
