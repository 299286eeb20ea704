"""How a record of the model stands in a file, where its Python name and type do not say it.

The file models (`formats/yaml/shape.py`) are made from the records: one definition gives the schema, the reading and
the value. A field is required in the file where it has no default here.
"""

from dataclasses import field
from typing import Any


def outside() -> Any:
    """A field that does not stand in the mapping: the file's name gives it, or the key above."""
    return field(metadata={"outside": True})


def spelled(key: str, default: Any = None, **more: Any) -> Any:
    """A field whose key in the file is another word, such as `from`; required where no default is given."""
    return field(metadata={"key": key}, **more) if default is None else field(default=default, metadata={"key": key})


def keyed(by: str = "id") -> Any:
    """A tuple of records that stand in the file as a mapping; the key becomes their field `by`."""
    return field(default=(), metadata={"keyed": by})
