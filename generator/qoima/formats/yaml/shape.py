"""File models made from the records of the model: one definition gives the schema, the reading and the value.

A record is a frozen dataclass of `Placed`; `model/fields.py` says what its types cannot. Texts are `LocalText`, other
scalars are typed by their annotation, tuples are lists (of scalars: one or many), `Mapping` is a mapping by id.
"""

import dataclasses
import types
import typing
from collections.abc import Callable
from collections.abc import Mapping as Dict
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import Field, create_model

from qoima.core.diagnostic import Diagnostics, Message
from qoima.core.problems import problem
from qoima.core.source import Placed, Source
from qoima.formats.yaml import file_types as kinds
from qoima.formats.yaml import nodes as yaml_nodes
from qoima.formats.yaml.model import read_file, validate
from qoima.formats.yaml.nodes import Mapping, Node
from qoima.formats.yaml.placing import at_path, local, places
from qoima.model.control_plan import Mix
from qoima.model.text import LocalText

Record = TypeVar("Record", bound=Placed)

_MODELS: dict[type, type[kinds.FileModel]] = {}
_FIELDS: dict[type, list[tuple[dataclasses.Field[Any], Any]]] = {}
_LIST: Any = list
_MAPPING: Any = dict
_SCALARS: dict[Any, Any] = {
    str: kinds.FileText,
    int: kinds.FileInt,
    bool: kinds.FileTruth,
    Decimal: kinds.FileDecimal,
    date: kinds.FileDate,
    datetime: kinds.FileDateTime,
    LocalText: kinds.Local,
    Mix: kinds.PaperMix,
}
_TEXTS_TOO = (LocalText, Mix)
"""Records that may be given as one text."""


def read_record(
    source: Source, kind: type[Record], default: str, **outside: object
) -> tuple[Record | None, Diagnostics]:
    """A file as a record, and what is wrong; one-string texts are in `language:` of the file, else in `default`."""
    file, node, diagnostics = read_file(source, file_model(kind))
    if file is None or node is None:
        return None, diagnostics
    own = getattr(file, "language", None)
    return record(kind, file, node, own if isinstance(own, str) else default, **outside), diagnostics


def read_records(source: Source, kind: type[Record], default: str) -> tuple[tuple[Record, ...], Diagnostics]:
    """A file that is a mapping of id to record."""
    node, diagnostics = yaml_nodes.read(source)
    if not isinstance(node, Mapping):
        wrong = problem("YML005", source.whole(), expected=Message("expected.map", "a mapping (key: value)"))
        return (), diagnostics or (wrong,)
    records = []
    for id, entry in node.values.items():
        file, wrong_here = validate(entry, file_model(kind))
        diagnostics = (*diagnostics, *wrong_here)
        if file is not None:
            records.append(record(kind, file, entry, default, id=id, at=node.keys[id].span))
    return tuple(records), diagnostics


def file_model(kind: type) -> type[kinds.FileModel]:
    """The pydantic model of the mapping that holds a record of this kind."""
    if kind not in _MODELS:
        _MODELS[kind] = _file_model(kind)
    return _MODELS[kind]


def _file_model(kind: type) -> type[kinds.FileModel]:
    fields: dict[str, Any] = {}
    for one, hint in _fields(kind):
        shape = _shape(hint, one.metadata)
        required = one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING
        alias = one.metadata.get("key")
        fields[one.name] = (
            shape if required else shape | None,
            Field(... if required else None, alias=alias),
        )
    return create_model(f"File{kind.__name__}", __base__=kinds.FileModel, __doc__=kind.__doc__, **fields)


def _fields(kind: type) -> list[tuple[dataclasses.Field[Any], Any]]:
    """The fields that stand in the mapping, with their types; kept, as working out types takes long."""
    if kind not in _FIELDS:
        hints = typing.get_type_hints(kind)
        held = (f for f in dataclasses.fields(kind) if f.name not in ("at", "places"))
        _FIELDS[kind] = [(f, hints[f.name]) for f in held if not f.metadata.get("outside")]
    return _FIELDS[kind]


def _shape(hint: Any, metadata: Dict[str, Any]) -> Any:
    """The annotation in the file model for the type of a field."""
    hint = _inner(hint)
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        entry: Any = _shape(parts[0], {})
        if "keyed" in metadata:
            return _MAPPING[str, entry]
        return _LIST[entry] if _is_record(parts[0]) else Annotated[_LIST[entry], kinds.OneOrMany]
    if origin is not None and _is_mapping(origin):
        return _MAPPING[str, _shape(parts[1], {})]
    if _is_record(hint):
        return file_model(hint)
    return _SCALARS.get(hint, hint)


def _is_mapping(origin: Any) -> bool:
    """Whether the origin of a generic type is `Mapping`."""
    return isinstance(origin, type) and issubclass(origin, Dict)


def _inner(hint: Any) -> Any:
    """The type without `| None`."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return next(part for part in typing.get_args(hint) if part is not type(None))
    return hint


def _is_record(hint: Any) -> bool:
    return dataclasses.is_dataclass(hint) and hint not in _TEXTS_TOO


def record(kind: type[Record], file: Any, node: Node, default: str, **outside: Any) -> Record:
    """The record of a validated mapping; `outside` has what does not stand in it."""
    values: dict[str, Any] = dict(outside)
    for one, hint in _fields(kind):
        held = getattr(file, one.name)
        if held is not None:
            here = at_path(node, one.metadata.get("key") or one.name)
            values[one.name] = _value(hint, held, here, default, one.metadata)
    if issubclass(kind, Placed):
        values = {"at": node.at, "places": places(node), **values}
    return kind(**values)


def _value(hint: Any, held: Any, node: Node, default: str, metadata: Dict[str, Any]) -> Any:
    hint = _inner(hint)
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    inside: Callable[[Any, Node], Any] = lambda entry, at: _value(parts[0], entry, at, default, {})  # noqa: E731
    if hint is LocalText:
        return local(held, default, node.at)
    if hint is Mix:
        return Mix(**held.model_dump(), at=node.at, places=places(node))
    if "keyed" in metadata:
        return tuple(_keyed(parts[0], metadata["keyed"], key, entry, node, default) for key, entry in held.items())
    if origin is tuple:
        return tuple(inside(entry, at_path(node, i)) for i, entry in enumerate(held))
    if origin is not None and _is_mapping(origin):
        return {key: _value(parts[1], entry, at_path(node, key), default, {}) for key, entry in held.items()}
    return record(hint, held, node, default) if _is_record(hint) else held


def _keyed(kind: Any, by: str, key: str, file: Any, owner: Node, default: str) -> Any:
    """A record under its key: the key is what to point at."""
    node = at_path(owner, key)
    at = owner.keys[key].span if isinstance(owner, Mapping) and key in owner.keys else node.at
    return record(kind, file, node, default, at=at, **{by: key})
