"""From a record to a field of it by a path: `title`, `protocol.number`, `modules[].hours`."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from qoima.core.diagnostic import Message
from qoima.core.source import NOWHERE, Placed, Span
from qoima.core.words import Template
from qoima.model.text import LocalText
from qoima.model.views import Thing
from qoima.rules.labels import LABELS


class Field(NamedTuple):
    """A field that a path leads to: its value, None where nothing stands there, and where to point."""

    value: object
    at: Span


def reach(value: Placed, path: str) -> Iterator[Field]:
    """The fields at a path; `[]` goes through a list. Where a record on the way is absent, a field without a value."""
    key, _, rest = path.partition(".")
    name = key.removesuffix("[]")
    held, at = getattr(value, name), value.place(name)
    if not rest and not key.endswith("[]"):
        yield Field(None if is_blank(held) else held, at)
        return
    if is_blank(held):
        yield Field(None, at)
        return
    for part in held if isinstance(held, tuple) else (held,):
        if rest:
            yield from reach(part, rest)
        else:
            yield Field(part, part.at if isinstance(part, Placed) else at)


def is_blank(held: object) -> bool:
    """Whether a field says nothing: absent, empty, only blanks, a list of such, a record that stands in no file."""
    if isinstance(held, bool | int | Decimal | date):
        return False
    if isinstance(held, Placed) and held.at is NOWHERE:
        return True
    if isinstance(held, LocalText):
        return all(not text.strip() for _, text in held.texts)
    if isinstance(held, tuple):
        return all(is_blank(entry) for entry in held)
    return not held.strip() if isinstance(held, str) else not held


def one(value: Placed, path: str) -> Field:
    """The first field at a path."""
    return next(reach(value, path))


def number(held: object) -> Decimal | None:
    """A number or how many entries of a list say something; None for anything else."""
    if isinstance(held, bool):
        return None
    if isinstance(held, int | Decimal):
        return Decimal(held)
    if isinstance(held, tuple):
        return Decimal(sum(not is_blank(entry) for entry in held))
    return Decimal(len(held)) if isinstance(held, Mapping) else None


def day(held: object) -> date | None:
    """The day of a date or of a moment."""
    if isinstance(held, datetime):
        return held.date()
    return held if isinstance(held, date) else None


def texts(held: object) -> tuple[tuple[str, str], ...]:
    """(language, text) of a text in several languages; of a text in one, its language is ""."""
    if isinstance(held, LocalText):
        return held.texts
    return (("", held),) if isinstance(held, str) else ()


def name_of(thing: Thing) -> Message:
    """What the record is called in a message: its kind in words, and its id or number where it has one."""
    kind = thing.kind.removeprefix("blended-")
    value = thing.value
    id = next((str(getattr(value, key)) for key in ("id", "n", "week", "name") if getattr(value, key, None)), "")
    if isinstance(getattr(value, "name", None), LocalText) and not getattr(value, "id", ""):
        id = ""
    label = Message(f"thing.{kind}", LABELS.get(f"thing.{kind}", kind))
    template: Template = "{label} {id}" if id else "{label}"
    return Message("thing.named" if id else "thing.bare", template, MappingProxyType({"label": label, "id": id}))


def label(thing: Thing, path: str) -> Message:
    """What a field is called in words."""
    kind = thing.kind.removeprefix("blended-")
    plain = path.replace("[]", "")
    for key in (f"field.{kind}.{plain}", f"field.{plain}", f"field.{plain.rpartition('.')[2]}"):
        if key in LABELS:
            return Message(key, LABELS[key])
    return Message(f"field.{kind}.{plain}", plain.rpartition(".")[2].replace("_", " "))
