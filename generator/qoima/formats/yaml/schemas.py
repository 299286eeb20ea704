"""JSON Schemas of the files that people write, for editors that complete and check while typing."""

import json
import typing
from typing import Any

from pydantic import BaseModel, RootModel, create_model

from qoima.formats.yaml.bank_files import FileBank, FilePassport
from qoima.formats.yaml.profile import FileProfile
from qoima.formats.yaml.shape import file_model
from qoima.formats.yaml.university import FileUniversity
from qoima.model.blended import BlendedLearning
from qoima.model.calendar import Calendar
from qoima.model.course import Course
from qoima.model.integration import IntegrationMap
from qoima.model.mooc import Mooc
from qoima.model.people import Person
from qoima.model.programme import Programme
from qoima.model.review import ExpertOrders, Review


def _by_id(kind: type, doc: str) -> type[BaseModel]:
    mapping, root = typing.cast(Any, dict), typing.cast(Any, RootModel)
    base = root[mapping[str, file_model(kind)]]
    model: type[BaseModel] = create_model(f"File{kind.__name__}ById", __base__=base, __doc__=doc)
    return model


SCHEMAS: dict[str, type[BaseModel]] = {
    "bank": FileBank,
    "blended": file_model(BlendedLearning),
    "calendar": file_model(Calendar),
    "course": file_model(Course),
    "experts": file_model(ExpertOrders),
    "map": file_model(IntegrationMap),
    "mooc": file_model(Mooc),
    "passport": FilePassport,
    "people": _by_id(Person, "content/people.yaml: id -> person"),
    "profile": FileProfile,
    "programme": file_model(Programme),
    "review": file_model(Review),
    "university": FileUniversity,
}


def schema_files() -> dict[str, bytes]:
    """`schemas/<name>.json` -> its bytes, JSON Schema draft 2020-12."""
    return {f"schemas/{name}.json": _bytes(model) for name, model in SCHEMAS.items()}


def _bytes(model: type[BaseModel]) -> bytes:
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return (json.dumps(_tidy(schema), ensure_ascii=False, indent=1) + "\n").encode()


def _tidy(node: Any) -> Any:
    """Without pydantic's titles, which repeat the keys."""
    if isinstance(node, list):
        return [_tidy(part) for part in node]
    if not isinstance(node, dict):
        return node
    return {key: _tidy(value) for key, value in node.items() if key != "title" or isinstance(value, dict)}
