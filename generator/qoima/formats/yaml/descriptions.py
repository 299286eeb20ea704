"""What an author reads who points at a key in an editor: texts of `messages/schema_*`, in three languages at once.

The key of a text is `schema.<record>` or `schema.<record>.<field>`; a known value of a field has its own,
`schema.<record>.<field>.<value>`, or `schema.value.<value>` where the word means the same everywhere.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from qoima.core.words import Lang, fill
from qoima.formats.messages import catalogue

MARKS: tuple[tuple[Lang, str], ...] = (("kk", "қаз"), ("ru", "рус"), ("en", "eng"))
"""The languages in the order in which they are shown, each with the word before its text."""
SAME_FIELDS = {"final": "mooc-task"}
"""Records whose fields are those of another."""
NONE: Mapping[str, str] = MappingProxyType({})
_LOCAL_TEXT = "#/$defs/FileLocalText"
_MARKDOWN = re.compile(r"[\\`*<]|\](?=\()")
_HUMP = re.compile(r"(?<!^)(?=[A-Z])")


def described(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a file model, with our texts on each definition, field and value."""
    held = {of: _record(of, node) for of, node in schema.get("$defs", {}).items()}
    return {**_record(name, schema), "$defs": held}


def shown(key: str) -> dict[Lang, str]:
    """The text of a key by language; a language that has none is left out."""
    return {lang: fill(catalogue(lang)[key], lang, {}) for lang, _ in MARKS if key in catalogue(lang)}


def key_of(model: str, field: str = "") -> str:
    """The key of the text on a file model such as `FileAcademicYear`, or on one of its fields."""
    record = _HUMP.sub("-", model.removeprefix("File")).lower()
    return f"schema.{SAME_FIELDS.get(record, record)}.{field}" if field else f"schema.{record}"


def value_key(field_key: str, value: str) -> str:
    """The key of the text on a value of a field."""
    own = f"{field_key}.{value}"
    return own if shown(own) else f"schema.value.{value}"


def _record(model: str, node: dict[str, Any]) -> dict[str, Any]:
    fields = {field: _field(key_of(model, field), part) for field, part in node.get("properties", {}).items()}
    return {**_texts(key_of(model)), **node, **({"properties": fields} if fields else {})}


def _field(key: str, node: dict[str, Any]) -> dict[str, Any]:
    """A field with its text. Editors show that of what they meet first: so of alternatives the first one has it too,
    and so has each entry of a mapping by id, unless it is a record with a text of its own.
    """
    closed = [value for part in _enumerations(node) for value in part["enum"]]
    meanings = {value: _in_a_row(value_key(key, value)) for value in closed or _known(key)}
    for part in _enumerations(node):
        part["markdownEnumDescriptions"] = [meanings[value] for value in part["enum"]]
    texts: dict[str, Any] = dict(_texts(key, meanings, is_listed=bool(closed)))
    if meanings and not closed and "object" not in node.get("type", ()):
        texts["defaultSnippets"] = [{"label": v, "description": means, "body": v} for v, means in meanings.items()]
    entry = node.get("additionalProperties")
    if isinstance(entry, dict) and entry.get("$ref") in (None, _LOCAL_TEXT):
        node = {**node, "additionalProperties": {**_texts(key, meanings), **entry}}
    if "anyOf" in node:
        first, *others = node["anyOf"]
        return {**texts, **node, "anyOf": [{**texts, **first}, *others]}
    return {**texts, **node}


def _known(key: str) -> list[str]:
    """The values of a field that have a text; others may be written, too."""
    start = f"{key}."
    return [found.removeprefix(start) for found in catalogue("en") if found.startswith(start)]


def _enumerations(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of a field's schema that list its values."""
    if "enum" in node:
        yield node
    for part in (*node.get("anyOf", ()), *filter(None, [node.get("items")])):
        yield from _enumerations(part)


def _texts(key: str, meanings: Mapping[str, str] = NONE, *, is_listed: bool = False) -> dict[str, str]:
    """The two texts of a schema, plain and in Markdown; editors list the values of an enumeration by themselves."""
    texts = shown(key)
    if not texts:
        return {}
    plain = [f"{mark}: {texts[lang]}" for lang, mark in MARKS if lang in texts]
    marked = [f"**{mark}** {_as_typed(texts[lang])}" for lang, mark in MARKS if lang in texts]
    if meanings and not is_listed:
        marked.append("\n".join(f"- `{value}`: {means}" for value, means in meanings.items()))
    plain += [f"{value}: {means}" for value, means in meanings.items()]
    return {"description": "\n".join(plain), "markdownDescription": "\n\n".join(marked)}


def _as_typed(text: str) -> str:
    """The text for Markdown; an example of a picture or a list stays what an author types."""
    return _MARKDOWN.sub(r"\\\g<0>", text)


def _in_a_row(key: str) -> str:
    """A value's meaning in the three languages, on one line."""
    return " · ".join(dict.fromkeys(shown(key).values()))
