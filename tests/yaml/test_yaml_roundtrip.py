"""What is written as bank YAML is read as it was, but for what the writer says is lost."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qoima.core.diagnostic import Diagnostics
from qoima.core.source import Source
from qoima.formats.exchange import Reading, Written
from qoima.formats.gift.read import read_gift
from qoima.formats.gift.write import write_gift
from qoima.formats.yaml.bank import read_items
from qoima.formats.yaml.bank_write import write_yaml
from qoima.model.bank import ItemSet
from qoima.model.item import Item
from qoima.model.meaning import Meaning, meaning
from strategies import FOLDER, PICTURES, items

ROOT = Path(__file__).parents[2]
BANKS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("testbanks", "content/practice")
    for path in (ROOT / folder).rglob("*")
    if re.search(r"(?<!passport)\.(?:yaml|gift)$", path.name) and path.parent.name != "deliveries"
)
SLIPS = {"YML021", "YML022", "YML025"}
"""Of authors of bank YAML; what they typed stays."""
FIELDS = {
    "correct": {"options"}, "distractors": {"options"}, "number": {"numbers"}, "essay": {"notes"},
    "pairs": {"pairs", "extra"},
}  # fmt: skip
"""The fields of a meaning for a key of the file, where they are named otherwise."""


def there_and_back(*held: Item, penalty: bool = True) -> tuple[Written, Reading]:
    written = write_yaml(ItemSet(items=held, folder=FOLDER), PICTURES, penalty=penalty)
    return written, read_items(Source("bank.yaml", written.data.decode()))


def lost(said: Diagnostics) -> set[str]:
    """The fields of a meaning that the writer speaks of."""
    fields = set()
    for diagnostic in said:
        if diagnostic.code == "LOS021":
            key = str(diagnostic.message.values["key"])
            fields |= FIELDS.get(key, {key}) | ({"name"} if key == "stem" else set())
        else:
            fields |= {"LOS020": {"category"}, "LOS022": {"id", "name"}}[diagnostic.code]
    return fields


def differing(one: Meaning, other: Meaning) -> set[str]:
    return {key for key in one | other if one.get(key) != other.get(key)}


@settings(max_examples=200, deadline=None)
@given(items(), st.booleans())
def test_an_item_comes_back_but_for_what_is_said_to_be_lost(item: Item, penalty: bool) -> None:
    written, reading = there_and_back(item, penalty=penalty)
    assert {d.code for d in reading.said} <= SLIPS
    (back,) = reading.items
    was = meaning(item, penalty=penalty, folder=FOLDER, pictures=PICTURES)
    now = meaning(back, penalty=penalty, pictures=written.pictures)
    assert differing(was, now) <= lost(written.said), written.data.decode()


@settings(max_examples=60, deadline=None)
@given(st.lists(items(), max_size=3))
def test_a_written_file_stays_as_it_is_when_written_again(held: list[Item]) -> None:
    first, reading = there_and_back(*held)
    again = write_yaml(ItemSet(items=reading.items, folder=FOLDER), PICTURES, penalty=True)
    assert (again.data, again.said) == (first.data, ())


@pytest.mark.parametrize("path", BANKS)
def test_the_banks_of_the_repository_pass_through_both_formats(path: str) -> None:
    source = Source(path, (ROOT / path).read_text(encoding="utf-8"))
    reading = (read_items if path.endswith(".yaml") else read_gift)(source)
    folder = Path(path).parent.as_posix()
    held = {p.relative_to(ROOT).as_posix(): p.read_bytes() for p in (ROOT / folder / "images").glob("*")}
    bank = ItemSet(items=tuple(replace(item, category=()) for item in reading.items), folder=folder)
    was = [meaning(item, penalty=True, folder=folder, pictures=held) for item in bank.items]

    direct = write_yaml(bank, held, penalty=True)
    there = read_gift(Source("bank.gift", write_gift(bank, held, penalty=True).data.decode()))
    round_about = write_yaml(ItemSet(items=there.items), {}, penalty=True)
    for written in (direct, round_about):
        back = read_items(Source("bank.yaml", written.data.decode()))
        assert (back.said, written.said) == ((), ())
        assert [meaning(item, penalty=True, pictures=written.pictures) for item in back.items] == was
