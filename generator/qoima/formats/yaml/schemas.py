"""JSON Schemas of the files that people write, for editors that complete and check while typing."""

import json
from typing import Any

from pydantic import RootModel

from qoima.formats.yaml.bank_files import FileBank, FilePassport
from qoima.formats.yaml.catalogue_files import FileCalendar, FileCourse, FilePerson, FileProgramme, FileUniversity
from qoima.formats.yaml.file_types import FileModel
from qoima.formats.yaml.profile import FileProfile


class FilePeople(RootModel[dict[str, FilePerson]]):
    """content/people.yaml: id -> person"""


SCHEMAS: dict[str, type[FileModel] | type[FilePeople]] = {
    "bank": FileBank,
    "calendar": FileCalendar,
    "course": FileCourse,
    "passport": FilePassport,
    "people": FilePeople,
    "profile": FileProfile,
    "programme": FileProgramme,
    "university": FileUniversity,
}


def schema_files() -> dict[str, bytes]:
    """`schemas/<name>.json` -> its bytes, JSON Schema draft 2020-12."""
    return {f"schemas/{name}.json": _bytes(model) for name, model in SCHEMAS.items()}


def _bytes(model: type[FileModel] | type[FilePeople]) -> bytes:
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return (json.dumps(_tidy(schema), ensure_ascii=False, indent=1) + "\n").encode()


def _tidy(node: Any) -> Any:
    """Without pydantic's titles, which repeat the keys."""
    if isinstance(node, list):
        return [_tidy(part) for part in node]
    if not isinstance(node, dict):
        return node
    return {key: _tidy(value) for key, value in node.items() if key != "title" or isinstance(value, dict)}
