"""The examples of requirements: a small repository in order, and for each code what to change in it.

`examples/<name>.yaml` maps a code to its `wrong` and `right` cases. A case is `{set: {place: value}, at: place}`. A place
is `path/of/file.yaml#field.0.field`; without a path the `file:` of the case is meant, else the `default_file:` of these
examples. A value that is null takes the field away. `write: {path: text}` writes whole files, null removes one. `at`
(one place or several) is where findings of the code must stand, `today` the day of the check.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ruamel.yaml import YAML

from qoima.core import resources
from qoima.core.source import Source
from qoima.formats.yaml.nodes import Mapping as Tree
from qoima.formats.yaml.nodes import Node, Sequence, read

TODAY = date(2026, 10, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A repository with one change; `marks` are the (path, line) places of the findings, none for a right case."""

    code: str
    changed: Mapping[str, object]
    files: Mapping[str, bytes]
    marks: tuple[tuple[str, int], ...]
    today: date


def base_files() -> dict[str, bytes]:
    """The small repository in order, by path."""
    return dict(resources.tree("examples", "base"))


def cases(name: str) -> Iterator[tuple[str, Case]]:
    """(`wrong` or `right`, case) of every code in `examples/<name>.yaml`."""
    held = YAML(typ="safe").load(resources.text("examples", f"{name}.yaml"))
    default = held.pop("default_file")
    base = base_files()
    for code, entry in held.items():
        for kind in ("wrong", "right"):
            for case in entry.get(kind, ()):
                yield kind, _case(code, case, base, case.get("file", default))


def _case(code: str, case: Mapping[str, Any], base: Mapping[str, bytes], default: str) -> Case:
    files = dict(base)
    for path, text in case.get("write", {}).items():
        if text is None:
            del files[path]
        else:
            files[path] = text.encode()
    for place, value in case.get("set", {}).items():
        path, keys = _place(place, default)
        files[path] = edited(files[path], keys, value)
    wanted = case.get("at", ())
    places = [_place(place, default) for place in ([wanted] if isinstance(wanted, str) else wanted)]
    marks = tuple(sorted((path, line_of(path, files[path], keys)) for path, keys in places))
    day = case.get("today", TODAY)
    today = day if isinstance(day, date) else date.fromisoformat(day)
    return Case(code=code, changed=case.get("set", {}), files=files, marks=marks, today=today)


def _place(place: str, default: str) -> tuple[str, list[str]]:
    path, sign, keys = place.partition("#")
    if not sign:
        path, keys = default, place
    return path, [key for key in keys.split(".") if key]


def edited(data: bytes, keys: list[str], value: object) -> bytes:
    """A YAML file with one field changed, or taken away where the value is None; all else stays as it was."""
    yaml = YAML()
    yaml.width = 10_000
    tree = yaml.load(data.decode())
    here = tree
    for key in keys[:-1]:
        here = here[_step(here, key)]
    last = _step(here, keys[-1])
    if value is None:
        del here[last]
    elif isinstance(here, list) and last == len(here):
        here.append(value)
    else:
        here[last] = value
    out = io.StringIO()
    yaml.dump(tree, out)
    return out.getvalue().encode()


def _step(here: object, key: str) -> Any:
    return int(key) if isinstance(here, list) else key


def line_of(path: str, data: bytes, keys: list[str]) -> int:
    """The line on which a field stands: that of its key, or of the entry of a list."""
    source = Source(path, data.decode())
    found, _ = read(source)
    assert found is not None, path
    node: Node = found
    line = node.at.position.line
    for key in keys:
        if isinstance(node, Tree):
            line, node = node.keys[key].span.position.line, node.values[key]
        elif isinstance(node, Sequence):
            node = node.items[int(key)]
            line = node.at.position.line
    return line
