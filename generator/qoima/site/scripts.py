"""The scripts of the site: modules while they are written and tested, one classic script each on the page.

Browsers refuse modules of a page that was opened from a folder, so the modules of a bundle are joined here. They keep
to the part of the language that this needs: `import { a, b } from "./x.js";`, one a line, and `export` before
`function`, `class` or `const`.
"""

import posixpath
import re

from qoima.core import resources

BUNDLES = ("catalogue", "finder", "glossary", "language", "practice", "search", "formulas", "door")
"""Folders of `assets/scripts/`, each with a `main.js`, or single files; joined, they are `assets/<name>.js`."""

_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "(\.{1,2}/[\w./-]+)";$', re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?function\*? (\w+)|class (\w+)|const (\w+))", re.M)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.M)


def bundles() -> dict[str, bytes]:
    """The joined scripts, by path below `assets/`."""
    files = set(resources.listing("site", "assets", "scripts"))
    return {f"{name}.js": joined(f"{name}.js" if f"{name}.js" in files else f"{name}/main.js") for name in BUNDLES}


def joined(entry: str) -> bytes:
    """A module and all that it imports, as one classic script; each module keeps its names to itself.

    Raises ValueError for an import or export of another form, and for modules that import each other.
    """
    order: dict[str, str] = {}
    _collect(entry, order, ())
    numbers = {path: number for number, path in enumerate(order)}
    parts = [_module(path, source, numbers) for path, source in order.items()]
    return ('(function () {\n"use strict";\n' + "".join(parts) + "})();\n").encode()


def _collect(path: str, order: dict[str, str], above: tuple[str, ...]) -> None:
    if path in above:
        raise ValueError(f"modules import each other: {' -> '.join((*above, path))}")
    if path in order:
        return
    source = resources.text("site", "assets", "scripts", *path.split("/"))
    for _, target in _IMPORT.findall(source):
        _collect(_resolved(path, target), order, (*above, path))
    order[path] = source


def _resolved(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _module(path: str, source: str, numbers: dict[str, int]) -> str:
    exports = ["".join(names) for names in _EXPORT.findall(source)]
    body = _IMPORT.sub(lambda m: f"const {{ {m[1]} }} = m{numbers[_resolved(path, m[2])]};", source)
    body = _EXPORT.sub("", body)
    if wrong := _LEFT.search(body):
        raise ValueError(f"{path}: cannot be joined: {wrong[0]}")
    return f"const m{numbers[path]} = (function () {{\n{body}return {{ {', '.join(exports)} }};\n}})();\n"
