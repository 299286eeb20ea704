"""The digest of a bank changes with what its items say, and with nothing else."""

import pytest

from qoima.core.source import Source
from qoima.formats.gift.read import read_gift
from qoima.formats.yaml.bank import read_items
from qoima.model.digest import digest

FOLDER = "testbanks/demo/en"
PICTURE = f"{FOLDER}/images/key.svg"
FIRST = """\
  - id: d-1
    topic: keys
    difficulty: easy
    stem: What is \u00e9 in ![a key](images/key.svg)?
    correct: one
    distractors: [two, three]
"""
SECOND = """\
  - {id: d-2, topic: joins, difficulty: hard, stem: Which hold?, correct: [a, b], distractors: [c], uses: [card, table]}
"""


def of(text: str, picture: bytes = b"<svg/>") -> str:
    """The digest of a bank in YAML."""
    reading = read_items(Source(f"{FOLDER}/exam.yaml", text))
    assert not reading.said
    return digest(reading.items, folder=FOLDER, pictures={PICTURE: picture})


BANK = of("items:\n" + FIRST + SECOND)


def test_it_is_the_number_that_the_page_describes() -> None:
    """Another program that follows the description comes to these digits; they must never change by themselves."""
    item = "items:\n  - {id: d-1, topic: keys, difficulty: easy, stem: Is it $x$?, answer: true}\n"
    assert of("items: []") == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
    assert of(item) == "46f069db1cbdb93e7364460963eec5b79e2ef21f2c652690ecd8402cde34675e"


@pytest.mark.parametrize(
    "text",
    [
        "items:\n" + SECOND + FIRST,
        "items:\n" + FIRST.replace("[two, three]", "[three, two]") + SECOND,
        "items:\n" + FIRST.replace("distractors: [two, three]", "distractors:\n      - 'two'\n      - three") + SECOND,
        "items:\n" + FIRST.replace("\u00e9", "e\u0301") + SECOND,
        "items:\n" + FIRST + "    accepts: {QLT020: short}\n    tags: [new]\n" + SECOND,
        "items:\n" + FIRST + SECOND.replace("[a, b]", "[b, a]").replace("[card, table]", "[table, card]"),
    ],
    ids=["order of items", "order of options", "spelling", "composed letters", "how it is filed", "order of keys"],
)
def test_how_a_bank_is_written_makes_no_difference(text: str) -> None:
    assert of(text) == BANK


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("What is", "What was"),
        ("correct: one\n    distractors: [two, three]", "correct: two\n    distractors: [one, three]"),
        ("difficulty: easy", "difficulty: medium"),
        ("topic: keys", "topic: joins"),
        ("[a key]", "[a door]"),
        ("id: d-1", "id: d-3"),
        ("correct: one", "correct: {text: one, feedback: Well done}"),
        (FIRST, ""),
    ],
)
def test_what_an_item_says_makes_a_difference(old: str, new: str) -> None:
    assert of("items:\n" + FIRST.replace(old, new) + SECOND) != BANK


def test_the_bytes_of_a_picture_make_a_difference() -> None:
    assert of("items:\n" + FIRST + SECOND, b"<svg><g/></svg>") != BANK


def test_the_two_forms_of_a_bank_have_one_digest() -> None:
    gift = """\
$CATEGORY: demo/en/exam

// [id:d-1] [tag:difficulty:easy] [tag:topic:keys]
::Any name::[markdown]Which *key*?{
=one
~two
~three
}
"""
    yaml = FIRST.replace("What is \u00e9 in ![a key](images/key.svg)?", "Which *key*?")
    reading = read_gift(Source(f"{FOLDER}/exam.gift", gift))
    assert not reading.said
    assert digest(reading.items, folder=FOLDER, pictures={}) == of("items:\n" + yaml)
