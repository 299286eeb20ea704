"""From nodes to plain values: words, numbers, truths and lists of them, as the file models take them.

What a file model would refuse raises `Odd`; saying what is wrong is the file model's work.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from qoima.formats.yaml.file_types import FileDecimal, FileId, FileInt
from qoima.formats.yaml.model import is_empty
from qoima.formats.yaml.nodes import Mapping, Node, Scalar, Sequence

_parse_id = TypeAdapter(FileId).validate_python
_parse_int = TypeAdapter(FileInt).validate_python
_parse_decimal = lru_cache(maxsize=1024)(TypeAdapter(FileDecimal).validate_python)


class Odd(Exception):
    """A value is not as the file model has it."""


def word(node: Node) -> str:
    """The text of a scalar."""
    if not isinstance(node, Scalar):
        raise Odd
    return node.text


def words(node: Node) -> tuple[str, ...]:
    """The texts of one scalar or of a list of them."""
    return tuple([word(entry) for entry in entries(node)])


def tags(node: Node) -> tuple[str, ...]:
    """Words without those that are blank, which Moodle has no tag for."""
    return tuple([tag for tag in words(node) if tag.strip()])


def named(node: Node) -> dict[str, str]:
    """A text by each key; keys without a value count as left out."""
    return {key: word(value) for key, value in fields(node).items()}


def truth(node: Node) -> bool:
    """`true` or `false`."""
    if word(node) not in ("true", "false"):
        raise Odd
    return word(node) == "true"


def id_word(node: Node) -> str:
    """An id."""
    id: str = _parsed(_parse_id, node)
    return id


def number(node: Node) -> Decimal:
    """A number, exactly as written."""
    decimal: Decimal = _parsed(_parse_decimal, node)
    return decimal


def whole_number(node: Node) -> int:
    """A whole number."""
    whole: int = _parsed(_parse_int, node)
    return whole


def _parsed(parse: Callable[[Any], Any], node: Node) -> Any:
    """What the parser of the file model makes of a text."""
    try:
        return parse(word(node))
    except ValidationError:
        raise Odd from None


def entries(node: Node | None) -> list[Node]:
    """The entries of a value that may be one thing or a list of things."""
    if node is None or is_empty(node):
        return []
    return node.items if isinstance(node, Sequence) else [node]


def fields(node: Node, known: frozenset[str] | None = None) -> dict[str, Node]:
    """The fields of a mapping that have a value; with `known`, no other keys than these are taken."""
    if not isinstance(node, Mapping):
        raise Odd
    held = {key: value for key, value in node.values.items() if not is_empty(value)}
    if known is not None and not held.keys() <= known:
        raise Odd
    return held


def needed(held: dict[str, Node], key: str) -> Node:
    """A field that must have a value."""
    if key not in held:
        raise Odd
    return held[key]
