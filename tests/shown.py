"""What readers found, in the form that the golden files beside the fixtures have."""

import json
import os
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from qoima.core.diagnostic import Diagnostics, ordered
from qoima.formats.exchange import Reading
from qoima.model.item import Item
from qoima.model.text import Text
from qoima.render.terminal import diagnostic


def shown(value: object) -> Any:
    """A value of the model as JSON has it; what is empty is left out."""
    if isinstance(value, Text):
        return {"text": value.source, "markup": value.markup}
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (tuple, list)):
        return [shown(entry) for entry in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    held = {f.name: getattr(value, f.name) for f in fields(value) if f.compare}
    kind = {"kind": value.kind} if hasattr(value, "kind") else {}
    return kind | {name: shown(entry) for name, entry in held.items() if entry not in ("", (), {}, None)}


def as_json(items: Iterable[Item]) -> str:
    """Items as a golden file has them."""
    return json.dumps([shown(item) for item in items], ensure_ascii=False, indent=1) + "\n"


def as_report(reading: Reading, before: Diagnostics = ()) -> str:
    """What is wrong as a golden file has it: the report of the terminal, then how much was read."""
    text = "\n\n".join(diagnostic(d, "en") for d in ordered((*before, *reading.said)))
    return f"{text}\n\n{len(reading.items)} read, {reading.unread_items} refused\n"


def same_as_on_disk(expected: Path, text: str) -> None:
    """Compares with a golden file; `QOIMA_GOLDEN=write` writes it."""
    if os.environ.get("QOIMA_GOLDEN") == "write":
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
