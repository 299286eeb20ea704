"""What every reader of item files promises, whatever the file holds."""

from collections.abc import Iterator

from qoima.core.diagnostic import Severity
from qoima.core.source import Span
from qoima.formats.decode import decode
from qoima.formats.exchange import Reading
from qoima.formats.item_files import READERS
from qoima.formats.messages import say
from qoima.formats.moodle.stored import stored

SILENT = ("GFT016", "AIK010")
"""Warnings of items that Moodle drops without a word: under a category line, and at the end of a file."""


def promise_broken(form: str, data: bytes) -> str | None:
    """Which promise the reader of a format breaks on a file; None when it keeps all. What it raises, comes through."""
    source, said = decode(f"x.{form}", data)
    if source is None:
        return None if said else "a file is refused without a word"
    reading = READERS[form](source)
    for span in places(reading):
        if span.source.path == source.path and not 0 <= span.start <= span.end <= len(span.source.text):
            return f"a place outside of the file: {span.start} to {span.end}"
    heavy = sum(d.severity is Severity.ERROR or d.code in SILENT for d in reading.said)
    if reading.unread_items > heavy:
        return f"{reading.unread_items} items are refused with {heavy} errors"
    for diagnostic in (*said, *reading.said):
        assert diagnostic.at.position.line >= 1
        say(diagnostic.message, "kk")
    if len(list(stored(reading.items, penalty=True, named_by_id=reading.named_by_id))) != len(reading.items):
        return "an item has no form in Moodle"
    return None


def places(reading: Reading) -> Iterator[Span]:
    """Every place that a reading names."""
    yield reading.at
    for diagnostic in reading.said:
        yield diagnostic.at
        yield from (related.at for related in diagnostic.related)
    for item in reading.items:
        yield item.at
        yield from item.places.values()
        yield from (text.at for text in item.all_texts())
