"""From a YAML tree to a file model: every key and value that will not do becomes a diagnostic at its place."""

import types
import typing
from collections.abc import Iterator
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from qoima.core.diagnostic import Diagnostic, Diagnostics, Message
from qoima.core.problems import did_you_mean, problem
from qoima.core.source import Source, Span
from qoima.formats.yaml import nodes as yaml_nodes
from qoima.formats.yaml import slips as yaml_slips
from qoima.formats.yaml.file_types import FileAnswer, FileModel
from qoima.formats.yaml.nodes import Mapping, Node, Scalar, Sequence

File = TypeVar("File", bound=FileModel)
Path = tuple[str | int, ...]


def read_file(source: Source, model: type[File]) -> tuple[File | None, Node | None, Diagnostics]:
    """The file as a model, its tree, and everything wrong with it."""
    node, diagnostics = yaml_nodes.read(source)
    if node is None:
        if not diagnostics:
            diagnostics = (problem("FIL005", source.whole()),)
        return None, None, diagnostics
    value, wrong = validate(node, model)
    return value, node, (*diagnostics, *wrong)


def validate(node: Node, model: type[File]) -> tuple[File | None, Diagnostics]:
    """The tree as a model; None when something in it is wrong."""
    try:
        return model.model_validate(plain(node)), tuple(changed_texts(node, model))
    except ValidationError as error:
        return None, (*(_diagnostic(node, model, e) for e in error.errors()), *changed_texts(node, model))


def plain(node: Node) -> Any:
    """The tree as dicts, lists and texts, for pydantic; a key without a value counts as absent."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.values.items() if not is_empty(value)}


def is_empty(node: Node) -> bool:
    """Whether nothing stands where a value belongs."""
    return isinstance(node, Scalar) and node.plain and node.text == ""


def changed_texts(node: Node, model: object) -> list[Diagnostic]:
    """Texts that YAML does not leave as typed: YML011 where a comment cuts, YML024 where a backslash becomes a sign.

    A comment behind an id, a number or a date is a comment.
    """
    return list(_changed(node, model, ())) if _may_be_changed(node) else []


def _changed(here: Node, model: object, path: Path) -> Iterator[Diagnostic]:
    if isinstance(here, Scalar):
        if here.cut is not None and _is_free_text(_kind(model, path)):
            yield problem("YML011", here.cut, fixed=yaml_nodes.quoted_line(here))
        if here.escape is not None:
            yield yaml_slips.escape_problem(here.escape, here.start)
    elif isinstance(here, Sequence):
        for index, item in enumerate(here.items):
            yield from _changed(item, model, (*path, index))
    else:
        for key, value in here.values.items():
            yield from _changed(value, model, (*path, key))


def free_texts(node: Node, model: object, path: Path = ()) -> Iterator[tuple[Path, Scalar]]:
    """The texts of a file that people read, as its model has them, each with its path."""
    if isinstance(node, Scalar):
        if _is_free_text(_kind(model, path)):
            yield path, node
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from free_texts(item, model, (*path, index))
    else:
        for key, value in node.values.items():
            yield from free_texts(value, model, (*path, key))


def _may_be_changed(node: Node) -> bool:
    """Whether there is a comment, or a backslash and a double quote; behind a lone text they stand outside of it.

    Single letters are looked for first: that is ten times as fast, and mostly the answer.
    """
    find, start, end = node.source.text.find, node.start, node.end
    if isinstance(node, Scalar):
        return True
    if find("#", start, end) >= 0 and (find(" #", start, end) >= 0 or find("\t#", start, end) >= 0):
        return True
    return find("\\", start, end) >= 0 and find('"', start, end) >= 0


def _is_free_text(kind: object) -> bool:
    names = {getattr(m, "__name__", "") for m in _models(kind)}
    markers = {getattr(m.func, "__name__", "") for m in _metadata(kind) if hasattr(m, "func")}
    return bool(names & {"FileAnswer", "FileLocalText"}) or "_text" in markers


def _metadata(kind: object) -> list[Any]:
    if get_origin(kind) is typing.Annotated:
        inner, *held = get_args(kind)
        return [*held, *_metadata(inner)]
    if get_origin(kind) in (typing.Union, types.UnionType, list):
        return [m for part in get_args(kind) for m in _metadata(part)]
    return []


def _models(kind: object) -> list[type[BaseModel]]:
    """The models that a type annotation names, through unions and lists."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    if get_origin(kind) in (typing.Annotated, typing.Union, types.UnionType, list):
        return [m for part in get_args(kind) for m in _models(part)]
    return []


def _kind(model: object, path: Path) -> object:
    """The annotation of what stands at a path."""
    for step in path:
        model = _inner(model, step)
    return model


def _inner(kind: object, step: str | int) -> object:
    """The annotation of what stands under a key or index; None where the model does not say."""
    origin = get_origin(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, info in kind.model_fields.items():
            if step in (name, info.alias):
                return typing.Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        return str
    if origin in (typing.Annotated, typing.Union, types.UnionType):
        parts = get_args(kind)[:1] if origin is typing.Annotated else get_args(kind)
        return next((found for part in parts if (found := _inner(part, step)) is not None), None)
    if origin is list:
        # One entry may stand without its list.
        return get_args(kind)[0] if isinstance(step, int) else _inner(get_args(kind)[0], step)
    if origin is dict and isinstance(step, str):
        return get_args(kind)[1]
    return None


def _find(node: Node, path: Path) -> tuple[Node, Span | None]:
    """The node at a path as far as it goes, and the key it stands under."""
    key: Span | None = None
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.values:
            key, node = node.keys[step].span, node.values[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            key, node = None, node.items[step]
    return node, key


def _diagnostic(root: Node, model: type[FileModel], error: ErrorDetails) -> Diagnostic:
    path = error["loc"]
    node, key = _find(root, path)
    match error["type"]:
        case "extra_forbidden":
            return _unknown_key(root, model, path)
        case "missing":
            owner, _ = _find(root, path[:-1])
            if path[-1] == "text" and isinstance(owner, Mapping) and not owner.keys.keys() & FileAnswer.model_fields:
                return _no_text(owner)
            held = owner.keys.get(str(path[-1])) if isinstance(owner, Mapping) else None
            return problem("YML004", held.span if held is not None else owner.at, key=path[-1])
        case "text_expected" | "string_type":
            return _no_text(node)
        case "literal_error":
            known = str(error.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
            near = did_you_mean(str(plain(node)), known.split(", "))
            reason = Message(
                "reason.known", "known are {known}{near}", types.MappingProxyType({"known": known, "near": near})
            )
            return problem("YML006", node.at, value=_short(node), reason=reason)
        case "string_pattern_mismatch" if path[-1] == "academic_year":
            reason = Message("reason.year", "an academic year is written 2026-2027")
            return problem("YML006", node.at, value=_short(node), reason=reason)
        case "string_pattern_mismatch" if path[-1] == "utc_offset":
            reason = Message("reason.offset", "the distance from UTC is written +05:00")
            return problem("YML006", node.at, value=_short(node), reason=reason)
        case "string_pattern_mismatch" | "string_too_long":
            reason = Message("reason.id", "ids are Latin letters, digits, `-`, `_` and `.`, at most 100")
            return problem("YML006", node.at, value=_short(node), reason=reason)
        case kind:
            return problem(
                "YML005", node.at if not isinstance(node, Mapping) or key is None else key, expected=_expected(kind)
            )


def _no_text(node: Node) -> Diagnostic:
    """A list, or a mapping, where a text was meant (`- the sum:`)."""
    found = Message("found.list", "a list") if isinstance(node, Sequence) else Message("found.map", "a mapping")
    return problem("YML012", node.at, found=found, fixed=yaml_nodes.quoted_line(node))


def _unknown_key(root: Node, model: type[FileModel], path: Path) -> Diagnostic:
    name = str(path[-1])
    known = [info.alias or field for m in _models(_kind(model, path[:-1])) for field, info in m.model_fields.items()]
    owner, _ = _find(root, path[:-1])
    at = owner.keys[name].span if isinstance(owner, Mapping) and name in owner.keys else owner.at
    return problem("YML003", at, key=name, near=did_you_mean(name, known), known=", ".join(known))


_EXPECTED = {
    "int": Message("expected.int", "a whole number"),
    "decimal": Message("expected.decimal", "a number"),
    "datetime": Message("expected.datetime", "a date with time (2026-10-06T09:00)"),
    "date": Message("expected.date", "a date (2026-09-01)"),
    "truth": Message("expected.truth", "true or false"),
    "list": Message("expected.list", "a list"),
    "dict": Message("expected.map", "a mapping (key: value)"),
    "model": Message("expected.map", "a mapping (key: value)"),
    "too": Message("expected.length", "a list of another length"),
}


def _expected(kind: str) -> Message:
    return _EXPECTED.get(kind.split("_")[0], Message("expected.other", "another value"))


def _short(node: Node) -> str:
    text = node.text if isinstance(node, Scalar) else "…"
    return text if len(text) <= 40 else text[:39] + "…"
