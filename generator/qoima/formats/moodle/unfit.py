"""What keeps items out of every file for Moodle, said where they are read: a check tells it, not only a build."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from qoima.core.diagnostic import Diagnostic
from qoima.core.problems import problem
from qoima.core.source import Span
from qoima.formats.moodle.limits import ids_alike, item_problems, tags_of
from qoima.formats.moodle.names import clean_tag
from qoima.model.foreign import with_addresses
from qoima.model.item import Item
from qoima.model.markup import CONTROL
from qoima.model.meaning import name_of
from qoima.model.text import Text

END_OF_MARKS = Decimal(100_000)
"""The first mark that Moodle's tables do not hold."""
_SAID_HERE = ("DLV003", "DLV006")
"""Answers without a text are the matter of rules."""


def unfit(items: Iterable[Item]) -> Iterator[Diagnostic]:
    """The errors for which a build would write none of these items, at the same places."""
    held = tuple(items)
    for item in held:
        yield from _values(item)
        for text in item.all_texts():
            yield from _text(text)
        for one in item_problems(item, penalty=False):
            # Of an item in which nothing is right rules speak.
            if one.code in _SAID_HERE and one.message.values.get("have") != "0":
                yield one
        for field, tag in tags_of(item):
            if "," in tag or not clean_tag(tag):
                yield problem("DLV028", item.place(field), tag=tag)
        if item.points >= END_OF_MARKS:
            yield problem("DLV029", item.place("points"), name="defaultmark", value=f"{item.points:f}")
    yield from ids_alike(held)


def _text(text: Text) -> Iterator[Diagnostic]:
    yield from _printable(text.source, text.at)
    # A formula may be `$@x$`, which becomes `\\(@x\\)`.
    if "$@" in text.source and "$@" in with_addresses(text):
        yield problem("DLV002", text.at)


def _values(item: Item) -> Iterator[Diagnostic]:
    """What stands in a file as it was typed."""
    values = [("name" if item.name else "id", name_of(item)), *tags_of(item)]
    for field, value in values:
        yield from _printable(value, item.place(field))
        if "$@" in value:
            yield problem("DLV002", item.place(field))


def _printable(value: str, at: Span) -> Iterator[Diagnostic]:
    found = CONTROL.search(value)
    if found is not None:
        yield problem("FIL008", at, code_point=f"{ord(found[0]):04X}")
