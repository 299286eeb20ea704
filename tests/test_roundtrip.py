"""What is written reads back as it was, up to what the writer says is lost: `read(write(x)) == x`."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qoima.core.diagnostic import Diagnostics, Message
from qoima.core.source import Source, Span
from qoima.formats.exchange import Reading
from qoima.formats.gift.read import read_gift
from qoima.formats.gift.write import write_gift
from qoima.formats.item_files import Writer
from qoima.formats.moodle.limits import in_categories
from qoima.formats.moodle_xml.read import read_moodle_xml
from qoima.formats.moodle_xml.write import write_moodle_xml
from qoima.model.bank import ItemSet
from qoima.model.item import Item
from qoima.model.meaning import Meaning, meaning
from strategies import PICTURES, item_sets

REFUSED = {"LOS001", "LOS004"}
LOST = {"LOS003", "LOS010"}
FACTS = {"difficulty", "topic", "outcome", "uses"}


def placed(held: ItemSet) -> ItemSet:
    """The set with a place for each item, so that a diagnostic tells which one it means."""
    items = (replace(item, at=Span(Source(f"item {n}", ""), 0, 0)) for n, item in enumerate(held.items))
    return replace(held, items=tuple(items))


def lost(said: Diagnostics, at: Span) -> set[str]:
    """The fields that were said to be lost there."""
    told = [d for d in said if d.at is at]
    fields = {str(d.message.values["tag"]).partition(":")[0] for d in told if d.code == "DLV004"}
    fields = {field if field in FACTS else "tags" for field in fields}
    whats = [d.message.values["what"] for d in told if d.code in LOST]
    return fields | {what.key.removeprefix("lost.") for what in whats if isinstance(what, Message)}


def meant(item: Item, lost: set[str], **known: object) -> Meaning:
    held = meaning(item, **known)  # type: ignore[arg-type]  # folder, pictures, penalty by name
    return {field: value for field, value in held.items() if field not in lost}


Way = tuple[Writer, Callable[[Source], Reading]]
WAYS = {"gift": (write_gift, read_gift), "moodle-xml": (write_moodle_xml, read_moodle_xml)}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@settings(max_examples=100, deadline=None)
@given(held=item_sets(), penalty=st.booleans())
def test_reading_what_was_written_gives_the_same_items(way: Way, held: ItemSet, penalty: bool) -> None:
    write, read = way
    held = placed(held)
    file = write(held, PICTURES, penalty=penalty)
    assert write(held, PICTURES, penalty=penalty) == file
    reading = read(Source("rk1", file.data.decode()))
    refused = [d.at for d in file.said if d.code in REFUSED]
    written = [(c, item) for c, items in in_categories(held) for item in items if item.at not in refused]
    assert (reading.unread_items, len(reading.items)) == (0, len(written))
    for back, (category, item) in zip(reading.items, written, strict=True):
        gone = lost(file.said, item.at) | lost(file.said, held.at)
        wanted = meant(replace(item, category=category), gone, penalty=penalty, folder=held.folder, pictures=PICTURES)
        assert meant(back, gone, penalty=penalty, pictures=reading.pictures) == wanted
