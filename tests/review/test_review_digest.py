"""docs/digest.md keeps its word: a second program comes to the same numbers, in both forms; meaning alone counts."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from independent_digest import numbers_of

from processes import ROOT
from qoima.cli.files import load_here
from qoima.core.source import Source
from qoima.formats.decode import decode
from qoima.formats.gift.read import read_gift
from qoima.formats.gift.write import write_gift
from qoima.formats.yaml.bank import read_items
from qoima.formats.yaml.bank_write import write_yaml
from qoima.model.bank import Bank, ItemSet
from qoima.model.digest import Digests, digests
from qoima.model.item import Choice, Description, Item, Option
from qoima.model.markup import to_html
from qoima.model.repository import Repository
from qoima.model.text import Text
from strategies import FOLDER, PICTURES, items

PAGE = (ROOT / "docs/digest.md").read_text(encoding="utf-8")
BLOCKS = dict(
    re.findall(r"(?ms)^```(yaml|json|xml)\n(.*?)^```", PAGE.partition("## An example")[2].partition("With a comma")[0])
)


@pytest.fixture(scope="module")
def demonstration() -> Repository:
    return load_here(ROOT)[0]


def of(text: str, folder: str = FOLDER, **pictures: bytes) -> Digests:
    """The digests of a bank in YAML, as its bytes are read."""
    source, _ = decode(f"{folder}/rk1.yaml", text.encode())
    assert source is not None
    reading = read_items(source)
    assert [d for d in reading.said if d.severity == "error"] == []
    held = {f"{folder}/images/{name}.svg": data for name, data in pictures.items()}
    return digests(reading.items, folder=folder, pictures=held)


# The page


def test_the_example_of_the_page_comes_to_its_numbers() -> None:
    """With nothing but JSON and SHA-256."""
    lines = BLOCKS["json"].strip().split("\n")
    for line in lines:
        assert json.dumps(json.loads(line), ensure_ascii=False, sort_keys=True, separators=(",", ":")) == line
    whole = hashlib.sha256(f"[{','.join(lines)}]".encode()).hexdigest()
    short = {json.loads(line)["id"]: hashlib.sha256(f"[{line}]".encode()).hexdigest()[:16] for line in lines}
    assert f"\ndigest: {whole}\nseen:\n" in PAGE
    assert all(f"\n  {id}: {digits}\n" in PAGE for id, digits in short.items())
    assert of(BLOCKS["yaml"], "testbanks/databases/en", tables=BLOCKS["xml"].encode()) == Digests(whole, short)
    assert hashlib.sha256(BLOCKS["xml"].encode()).hexdigest() in BLOCKS["json"]


# Another program


def test_another_program_comes_to_the_same_numbers(demonstration: Repository) -> None:
    assert len(demonstration.banks) > 5
    for bank in demonstration.banks:
        known = digests(bank.items, folder=bank.folder, pictures=demonstration.pictures)
        assert numbers_of(list(bank.items), bank.folder, demonstration.pictures) == (known.whole, known.by_item), (
            bank.id
        )


@settings(max_examples=60, deadline=None)
@given(held=st.lists(items(), max_size=3))
def test_another_program_comes_to_the_same_numbers_for_any_items(held: list[Item]) -> None:
    known = digests(held, folder=FOLDER, pictures=PICTURES)
    assert numbers_of(held, FOLDER, PICTURES) == (known.whole, known.by_item)


# YAML and GIFT


def other_form(bank: Bank, pictures: dict[str, bytes]) -> tuple[Item, ...]:
    """The items of a bank after it was turned into GIFT, or from GIFT into YAML."""
    held = ItemSet(items=bank.items, folder=bank.folder)
    if bank.at.source.path.endswith(".gift"):
        return read_items(Source("x.yaml", write_yaml(held, pictures, penalty=True).data.decode())).items
    return read_gift(Source("x.gift", write_gift(held, pictures, penalty=True).data.decode())).items


def test_each_item_of_the_demonstration_has_one_digest_in_both_forms(demonstration: Repository) -> None:
    pictures = dict(demonstration.pictures)
    for bank in demonstration.banks:
        known = digests(bank.items, folder=bank.folder, pictures=pictures)
        assert digests(other_form(bank, pictures), folder=bank.folder, pictures=pictures) == known, bank.id


@settings(max_examples=60, deadline=None)
@given(item=items())
def test_any_item_that_gift_carries_in_full_has_one_digest_in_both_forms(item: Item) -> None:
    written = write_gift(ItemSet(items=(replace(item, category=()),), folder=FOLDER), PICTURES, penalty=True)
    if not any(d.code.startswith(("LOS00", "LOS01", "DLV")) and d.code != "LOS002" for d in written.said):
        back = read_gift(Source("x.gift", written.data.decode()))
        assert digests(back.items, folder="", pictures=back.pictures) == digests(
            [item], folder=FOLDER, pictures=PICTURES
        )


# What makes no difference


def composed(form: str) -> Callable[[Text], Text]:
    return lambda text: Text(unicodedata.normalize(form, text.source), text.markup)


WORDS = st.text(st.sampled_from("йёéәғқңөұүһі abc"), min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), stem=WORDS, options=st.lists(WORDS, min_size=2, max_size=5))
def test_neither_the_order_of_options_nor_the_form_of_letters_counts(
    data: st.DataObject, stem: str, options: list[str]
) -> None:
    def made(form: str, order: list[int]) -> Item:
        as_is = composed(form)
        found = [replace(o, text=as_is(o.text)) for o in choice.options]
        return Item(id="d-1", stem=as_is(Text(stem)), response=Choice(tuple(found[n] for n in order), True))

    choice = Choice(tuple(Option(Text(text), n == 0) for n, text in enumerate(options)), True)
    order = data.draw(st.permutations(range(len(options))))
    first, second = made("NFC", list(range(len(options)))), made("NFD", order)
    assert digests([first], folder="", pictures={}) == digests([second], folder="", pictures={})


ITEM = """\
items:
  - id: d-1
    topic: keys
    difficulty: easy
    outcome: LO1
    stem: Which key of $R$ is unique, йёә? ![Tables](images/one.svg)
    correct: [primary, candidate]
    distractors:
      - text: foreign
        feedback: It repeats.
      - sort
    feedback: See the lecture.
    hints: [Think of tables.]
    points: 2
    symbols: {R: relation}
    uses: [card, table]
    translates: d-9
    sample_of: d-8
"""


@pytest.mark.parametrize(
    "text",
    [
        ITEM.replace("\n", "\r\n"),
        "\ufeff" + ITEM,
        unicodedata.normalize("NFD", ITEM),
        ITEM.replace("topic: keys", "'topic': \"keys\""),
        ITEM.replace("    topic: keys\n", "").replace("    uses:", "    topic: keys\n    uses:"),
        ITEM.replace("[primary, candidate]", "\n      - candidate\n      - |\n        primary"),
        ITEM.replace("      - sort\n", "").replace("      - text: foreign", "      - sort\n      - text: foreign"),
        ITEM.replace("[card, table]", "[table, card]"),
        ITEM.replace("Which key", "Which   **key**"),
        ITEM.replace("    points: 2\n", "    points: 2.0\n    accepts: {QLT020: short}\n    tags: [new]\n"),
        "# a note\n" + ITEM.replace("stem: ", "stem:   "),
    ],
    ids=["CRLF", "BOM", "NFD", "quotes", "keys", "form of a list", "options", "uses", "looks", "own matters", "notes"],
)
def test_how_an_item_is_written_makes_no_difference(text: str) -> None:
    assert text != ITEM
    assert of(text, one=b"<svg/>") == of(ITEM, one=b"<svg/>")


# What makes a difference


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: d-1", "id: d-2"),
        ("topic: keys", "topic: joins"),
        ("difficulty: easy", "difficulty: hard"),
        ("outcome: LO1", "outcome: LO2"),
        ("is unique", "is not unique"),
        ("$R$", "$S$"),
        ("$R$", "`R`"),
        ("![Tables]", "![Two tables]"),
        ("[primary, candidate]", "[primary, surrogate]"),
        ("correct: [primary, candidate]", "correct: primary"),
        ("[primary, candidate]", "[{text: primary, weight: 75}, {text: candidate, weight: 25}]"),
        ("text: foreign\n", "text: foreign\n        weight: 0\n"),
        ("      - sort\n", ""),
        ("      - sort\n", "      - sort\n      - partial\n"),
        ("feedback: It repeats.", "feedback: It may repeat."),
        ("    feedback: See the lecture.\n", ""),
        ("[Think of tables.]", "[Think of rows.]"),
        ("points: 2", "points: 3"),
        ("{R: relation}", "{R: table}"),
        ("[card, table]", "[card]"),
        ("translates: d-9", "translates: d-7"),
        ("sample_of: d-8", "sample_of: d-7"),
    ],
)
def test_what_an_item_says_makes_a_difference(old: str, new: str) -> None:
    assert ITEM.count(old) == 1
    text = ITEM.replace(old, new)
    if "{text: primary" in new:
        text = text.replace("text: foreign", "text: foreign\n        weight: 0").replace(
            "- sort", "- {text: sort, weight: 0}"
        )
    if old.startswith("text: foreign"):
        text = text.replace("[primary, candidate]", "[{text: primary, weight: 50}, {text: candidate, weight: 50}]")
        text = text.replace("- sort", "- {text: sort, weight: 0}")
    assert of(text, one=b"<svg/>").whole != of(ITEM, one=b"<svg/>").whole
    assert of(text, one=b"<svg/>").by_item != of(ITEM, one=b"<svg/>").by_item


def test_another_key_makes_a_difference_though_the_options_are_the_same() -> None:
    swapped = ITEM.replace("[primary, candidate]", "[primary, sort]").replace("- sort", "- candidate")
    assert of(swapped, one=b"<svg/>").whole != of(ITEM, one=b"<svg/>").whole


def test_a_value_in_another_cell_of_a_table_makes_a_difference() -> None:
    """What an outer join returns is told by the empty cells alone."""
    table = "| a | b |\n|---|---|\n| 1 |  |\n|  | 2 |"
    one, other, html = (
        digests([Item(id="x", stem=Text(source, markup), response=Description())], folder="", pictures={})
        for source, markup in (
            (table, "qoima"),
            (table.replace("| 1 |  |", "|  | 1 |"), "qoima"),
            (to_html(Text(table, "qoima")), "html"),
        )
    )
    assert one == html != other


def test_other_bytes_of_a_picture_make_a_difference_under_the_same_path_and_the_path_makes_none() -> None:
    assert of(ITEM, one=b"<svg><g/></svg>").whole != of(ITEM, one=b"<svg/>").whole
    assert of(ITEM.replace("one.svg", "two.svg"), two=b"<svg/>") == of(ITEM, one=b"<svg/>")


def test_of_several_items_the_one_that_differs_is_named() -> None:
    first, second = ITEM, ITEM.replace("items:\n", "").replace("d-1", "d-2")
    both = of(first + second, one=b"<svg/>")
    other = of(first + second.replace("is unique", "repeats"), one=b"<svg/>")
    assert both.by_item["d-1"] == other.by_item["d-1"]
    assert both.by_item["d-2"] != other.by_item["d-2"]


def test_items_without_id_are_told_apart_by_what_they_say() -> None:
    gift = "What is one?{=1 ~2}\n\nWhat is two?{=2 ~1}\n"
    turned = "What is two?{=2 ~1}\n\nWhat is one?{=1 ~2}\n"
    known = [digests(read_gift(Source("x.gift", text)).items, folder="", pictures={}) for text in (gift, turned)]
    assert known[0] == known[1]
    assert len(known[0].by_item) == 2
    assert all(key == f"no-id-{digits}" for key, digits in known[0].by_item.items())
