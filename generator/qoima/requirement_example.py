"""The examples of requirements: a small repository in order, and for each code what to change in it.

`examples/<name>.yaml` maps a code to its `wrong` and `right` cases, each `{set: {place: value}, at: place}`. A place is
`path/of/file.yaml#field.0.field`; without a path the `file:` of the case is meant, else the `default_file:` of these
examples. A value that is null takes the field away. `write: {path: text}` writes whole files, null removes one. `at`
(one place or several) is where findings of the code must stand, `today` the day of the check.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from ruamel.yaml import YAML

import yaml
from qoima.check import check
from qoima.core import resources
from qoima.core.diagnostic import Diagnostics
from qoima.core.source import Source
from qoima.formats.repository import read_repository
from qoima.formats.yaml.nodes import Mapping as Tree
from qoima.formats.yaml.nodes import Node, Sequence, read
from qoima.model.linking import link
from qoima.model.profile import Profile
from qoima.rules.registry import Rule

TODAY = date(2026, 10, 1)
KINDS = ("wrong", "right")
FLOW_CHARACTERS = 100
"""Values up to this length are shown on one line."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """A repository with one change; `marks` are the (path, line) places of the findings, none for a right case."""

    code: str
    changed: Mapping[str, object]
    """What differs from the repository in order: by place, None where something is taken away."""
    files: Mapping[str, bytes]
    marks: tuple[tuple[str, int], ...]
    today: date


def base_files() -> dict[str, bytes]:
    """The small repository in order, by path."""
    return dict(_base())


@cache
def _base() -> list[tuple[str, bytes]]:
    return resources.tree("examples", "base")


def example_files() -> tuple[str, ...]:
    """The names that `cases` takes."""
    return tuple(n.removesuffix(".yaml") for n in resources.listing("examples") if n.endswith(".yaml"))


def cases(name: str, code: str = "", kinds: tuple[str, ...] = KINDS) -> Iterator[tuple[str, Case]]:
    """(`wrong` or `right`, case) of every code in `examples/<name>.yaml`, or of one."""
    held = _examples(name)
    for one in (code,) if code else held:
        for kind in kinds if one in held and one != "default_file" else ():
            for n in range(len(held[one].get(kind, ()))):
                yield kind, _made(name, one, kind, n)


@cache
def _made(name: str, code: str, kind: str, n: int) -> Case:
    held = _examples(name)
    case = held[code][kind][n]
    return _case(code, case, base_files(), case.get("file", held["default_file"]))


@cache
def _examples(name: str) -> Mapping[str, Any]:
    held: Mapping[str, Any] = YAML(typ="safe").load(resources.text("examples", f"{name}.yaml"))
    return held


def cases_of(code: str, kinds: tuple[str, ...] = KINDS) -> Iterator[tuple[str, Case]]:
    """(`wrong` or `right`, case) of one code, made one by one as they are asked for."""
    for name in example_files():
        yield from cases(name, code, kinds)


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
    changed = {**case.get("write", {}), **case.get("set", {})}
    return Case(code=code, changed=changed, files=files, marks=marks, today=today)


def _place(place: str, default: str) -> tuple[str, list[str]]:
    path, sign, keys = place.partition("#")
    if not sign:
        path, keys = default, place
    return path, [key for key in keys.split(".") if key]


def edited(data: bytes, keys: list[str], value: object) -> bytes:
    """A YAML file with one field changed, or taken away where the value is None; scalars stay as they were typed."""
    tree = yaml.load(data, yaml.CBaseLoader)
    here = tree
    for key in keys[:-1]:
        here = here[_step(here, key)]
    last = _step(here, keys[-1])
    if value is None:
        del here[last]
    elif isinstance(here, list) and last == len(here):
        here.append(_as_typed(value))
    else:
        here[last] = _as_typed(value)
    return _written(tree).encode()


def as_written(data: bytes) -> str:
    """A YAML file as `edited` writes it, so that a change can be shown without what only looks otherwise."""
    return _written(yaml.load(data, yaml.CBaseLoader))


def _written(tree: object) -> str:
    return str(
        yaml.dump(tree, Dumper=_Plain, default_flow_style=False, sort_keys=False, allow_unicode=True, width=10_000)
    )


class _Plain(yaml.CBaseDumper):
    """Writes texts as they are: `3` without quotes, since readers never guess a type, and nothing by reference."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_Plain.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text))
_Plain.add_representer(list, lambda dumper, held: dumper.represent_sequence("tag:yaml.org,2002:seq", held))
_Plain.add_representer(dict, lambda dumper, held: dumper.represent_mapping("tag:yaml.org,2002:map", held))


def _as_typed(value: object) -> object:
    """A value with its scalars as somebody would type them."""
    if isinstance(value, Mapping):
        return {str(key): _as_typed(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_as_typed(held) for held in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return "" if value is None else str(value)


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


def case_findings(case: Case, profiles: Mapping[str, Profile], rules: Mapping[str, Rule]) -> Diagnostics:
    """What is found under the code of a case; an error in its files themselves is a fault of the case."""
    repository, read = read_repository(case.files)
    if repository.university is None:
        raise ValueError(f"{case.code}: university.yaml cannot be read")
    linked, dangling = link(repository, repository.university)
    broken = [(d.code, d.at.source.path, d.at.position.line) for d in (*read, *dangling) if d.severity == "error"]
    if broken:
        raise ValueError(f"{case.code}: {broken}")
    wanted = {case.code} | {c for p in profiles.values() if (r := p.requirement(case.code)) for c in r.subsumed_by}
    alone = {
        name: replace(profile, requirements=tuple(r for r in profile.requirements if r.code in wanted))
        for name, profile in profiles.items()
    }
    report = check(linked, alone, rules, today=case.today)
    return tuple(d for d in report.diagnostics if d.code == case.code)


def shown_change(case: Case) -> str:
    """The changes of a case as lines: `modules.m1.hours: 6`; what is taken away is struck out as `(absent)`.

    Where nothing is changed, the day of the check makes the difference.
    """
    if not case.changed:
        return f"today: {case.today}"
    return "\n".join(f"{place}: {_shown(value)}" for place, value in case.changed.items())


def _shown(value: object) -> str:
    if value is None:
        return "(absent)"
    if isinstance(value, str) and "\n" not in value:
        return value
    yaml = YAML(typ="safe")
    yaml.default_flow_style = not isinstance(value, str) and len(str(value)) < FLOW_CHARACTERS
    yaml.width = 10_000
    out = io.StringIO()
    yaml.dump(value, out)
    text = out.getvalue().removesuffix("...\n").rstrip("\n")
    return text if "\n" not in text else "\n" + "\n".join(f"  {line}" for line in text.split("\n"))
