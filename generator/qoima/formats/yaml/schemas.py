"""JSON Schemas of the files that people write, for editors that complete and check while typing."""

import json
import typing
from collections.abc import Set
from typing import Any

from pydantic import BaseModel, RootModel, create_model

from qoima.formats.yaml.bank_files import FileBank, FilePassport
from qoima.formats.yaml.descriptions import described
from qoima.formats.yaml.profile import FileProfile
from qoima.formats.yaml.shape import file_model
from qoima.formats.yaml.university import FileUniversity
from qoima.model.blended import BlendedLearning
from qoima.model.calendar import Calendar
from qoima.model.course import Course
from qoima.model.delivery import Deliveries
from qoima.model.integration import IntegrationMap
from qoima.model.mooc import Mooc
from qoima.model.people import Person
from qoima.model.programme import Programme
from qoima.model.review import ExpertOrders, Review


def _by_id(kind: type) -> type[BaseModel]:
    mapping, root = typing.cast(Any, dict), typing.cast(Any, RootModel)
    base = root[mapping[str, file_model(kind)]]
    model: type[BaseModel] = create_model(f"File{kind.__name__}ById", __base__=base)
    return model


SCHEMAS: dict[str, type[BaseModel]] = {
    "bank": FileBank,
    "blended": file_model(BlendedLearning),
    "calendar": file_model(Calendar),
    "course": file_model(Course),
    "deliveries": file_model(Deliveries),
    "experts": file_model(ExpertOrders),
    "map": file_model(IntegrationMap),
    "mooc": file_model(Mooc),
    "passport": FilePassport,
    "people": _by_id(Person),
    "profile": FileProfile,
    "programme": file_model(Programme),
    "review": file_model(Review),
    "university": FileUniversity,
}


def schema_files() -> dict[str, bytes]:
    """`schemas/<name>.json` -> its bytes, JSON Schema draft 2020-12."""
    return {f"schemas/{name}.json": _bytes(model) for name, model in SCHEMAS.items()}


def _bytes(model: type[BaseModel]) -> bytes:
    schema: dict[str, Any] = model.model_json_schema()
    nullable = {f"#/$defs/{name}" for name, node in schema.get("$defs", {}).items() if _takes_null(node)}
    written = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **described(model.__name__, _tidy(schema, nullable)),
    }
    return (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode()


def _tidy(node: Any, nullable: Set[str]) -> Any:
    """Without pydantic's titles and texts, which repeat the keys or speak to programmers, and with few alternatives.

    Editors show the text of an alternative in place of the field's own, and offer `null` where it is the default.
    """
    if isinstance(node, list):
        return [_tidy(part, nullable) for part in node]
    if not isinstance(node, dict):
        return node
    tidy = {key: _tidy(value, nullable) for key, value in node.items() if not _is_noise(key, value)}
    return _merged(tidy, nullable) if "anyOf" in tidy else tidy


def _is_noise(key: str, value: Any) -> bool:
    """Names of fields have a mapping below them."""
    return (key in ("title", "description") and isinstance(value, str)) or (key == "default" and value is None)


def _merged(node: dict[str, Any], nullable: Set[str]) -> dict[str, Any]:
    """The node with its alternatives in one, where each is about other types; without a `null` that another takes."""
    kept: list[dict[str, Any]] = []
    merged: dict[str, Any] = {}
    types: list[str] = []
    for part in node["anyOf"]:
        if "type" in part and not part.keys() & {"enum", "const"}:
            merged.update(part)
            types += [part["type"]] if isinstance(part["type"], str) else part["type"]
        else:
            kept.append(part)
    if types and not (types == ["null"] and any(_takes_null(part, nullable) for part in kept)):
        distinct = list(dict.fromkeys(types))
        kept.append({**merged, "type": distinct[0] if len(distinct) == 1 else distinct})
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    return {**rest, **kept[0]} if len(kept) == 1 else {**rest, "anyOf": kept}


def _takes_null(node: dict[str, Any], nullable: Set[str] = frozenset()) -> bool:
    """Whether an empty value may stand there."""
    parts = node.get("anyOf", [node])
    return any("null" in part.get("type", ()) or part.get("$ref") in nullable for part in parts)
