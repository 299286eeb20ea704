"""Bank YAML as a teacher gets it from Moodle: the whole file, its pictures, and what is said about it."""

import os
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from qoima.core.diagnostic import ordered
from qoima.core.source import Source
from qoima.formats.exchange import Reading
from qoima.formats.gift.read import read_gift
from qoima.formats.moodle_xml.read import read_moodle_xml
from qoima.formats.yaml.bank import read_items
from qoima.formats.yaml.bank_write import write_yaml
from qoima.model.bank import Bank, BankId, ItemSet
from qoima.model.item import Answer, Choice, Essay, Item, Option, ShortAnswer, TrueFalse
from qoima.model.text import Text
from qoima.render.terminal import diagnostic

HERE = Path(__file__).parent / "written"
READERS: dict[str, Callable[[Source], Reading]] = {".gift": read_gift, ".xml": read_moodle_xml}
PNG = "data:image/png;base64,iVBORw0KGgo="


def written(*items: Item, pictures: dict[str, bytes] | None = None) -> str:
    return write_yaml(ItemSet(items=items), pictures or {}, penalty=True).data.decode()


def item(stem: str, response: Choice | Essay | ShortAnswer | TrueFalse | None = None, id: str = "q-1") -> Item:
    return Item(id=id, stem=Text(stem, "html"), response=response or TrueFalse(True))


def choice(*weights: str | None, several: bool) -> Choice:
    options = (
        Option(Text(f"o{n}"), correct=n < 2, weight_percent=None if weight is None else Decimal(weight))
        for n, weight in enumerate(weights)
    )
    return Choice(tuple(options), several)


@pytest.mark.parametrize("path", sorted(p for p in HERE.iterdir() if p.suffix in READERS), ids=lambda p: p.name)
def test_a_file_of_moodle_becomes_this(path: Path) -> None:
    reading = READERS[path.suffix](Source(path.name, path.read_text(encoding="utf-8")))
    file = write_yaml(ItemSet(items=reading.items, at=reading.at), reading.pictures, penalty=True)
    said = "\n\n".join(diagnostic(d, "en") for d in ordered((*reading.said, *file.said)))
    pictures = "".join(f"{name}: {len(data)} bytes\n" for name, data in file.pictures.items())
    expected = {".yaml": file.data.decode(), ".txt": f"{said}\n\n{pictures}"}
    for ending, text in expected.items():
        if os.environ.get("QOIMA_GOLDEN") == "write":
            path.with_suffix(ending).write_text(text, encoding="utf-8")
        assert text == path.with_suffix(ending).read_text(encoding="utf-8")
    assert read_items(Source("bank.yaml", file.data.decode())).said == ()


def test_weights_stand_where_the_scoring_says_other_ones() -> None:
    assert "weight" not in written(item("?", choice("50", "50", "-50", "-50", several=True)))
    assert "weight" not in written(item("?", choice(None, None, None, several=True)))
    halves = written(item("?", choice("50", "50", "0", several=True)))
    assert "- {text: o0, weight: 50}" in halves
    assert "- {text: o2, weight: 0}" in halves


@pytest.mark.parametrize(
    ("several", "right", "said"),
    [(True, 1, "several: true"), (False, 2, "several: false"), (True, 2, ""), (False, 1, "")],
)
def test_several_is_said_where_the_number_of_right_options_does_not_say_it(
    several: bool, right: int, said: str
) -> None:
    options = tuple(Option(Text(f"o{n}"), correct=n < right) for n in range(4))
    lines = written(item("?", Choice(options, several))).split("\n")
    assert [line.strip() for line in lines if "several" in line] == ([said] if said else [])


def test_an_item_without_an_id_gets_none() -> None:
    assert written(item("Which?", id="")) == "items:\n  - stem: Which?\n    answer: true\n"


def test_a_name_is_written_where_it_says_more_than_the_id_or_the_stem() -> None:
    assert "name" not in written(replace(item("Which?"), name="q-1"))
    assert "name" not in written(replace(item("Which <b>one</b>?", id=""), name="Which one?"))
    assert "    name: Week 3\n" in written(replace(item("Which?"), name="Week 3"))


def test_an_id_that_bank_yaml_does_not_know_is_left_out_and_reported() -> None:
    file = write_yaml(ItemSet(items=(item("Which?", id="1-сұрақ"),)), {}, penalty=True)
    assert b"id:" not in file.data
    assert [d.code for d in file.said] == ["LOS022"]


def test_pictures_inside_addresses_become_files_each_once() -> None:
    shown = f'<img src="{PNG}" alt="a wave">'
    first = item(f"{shown} and {shown.replace('Ggo=', 'Gg==')}")
    file = write_yaml(ItemSet(items=(first, item(shown, id="q-2"))), {}, penalty=True)
    assert file.pictures == {"images/q-1.png": b"\x89PNG\r\n\x1a\n", "images/q-1-2.png": b"\x89PNG\r\n\x1a"}
    assert file.data.decode().count("![a wave](images/q-1.png)") == 2


def test_pictures_without_an_id_are_named_by_their_content_and_files_keep_their_names() -> None:
    held = {"w1.svg": b"<svg/>", "images/w1.svg": b"<svg></svg>"}
    text = f'<img src="{PNG}" alt="a"> <img src="w1.svg" alt="b"> <img src="images/w1.svg" alt="c">'
    file = write_yaml(ItemSet(items=(item(text, id=""),)), held, penalty=True)
    assert file.pictures == {
        "images/4c4b6a3b.png": b"\x89PNG\r\n\x1a\n", "images/w1-2.svg": b"<svg/>", "images/w1.svg": b"<svg></svg>",
    }  # fmt: skip


def test_a_file_in_the_repository_names_its_schema() -> None:
    bank = Bank(id=BankId("databases", "en", "rk1"), items=(item("Which?"),))
    first, *_ = write_yaml(bank.for_moodle(), {}, penalty=True).data.decode().split("\n")
    assert first == "# yaml-language-server: $schema=../../../schemas/bank.json"
    assert not written(item("Which?")).startswith("#")


def test_categories_are_reported_once_unless_the_bank_has_its_own() -> None:
    items = tuple(replace(item("Which?", id=f"q-{n}"), category=("Химия", "Тұздар")) for n in range(3))
    (said,) = write_yaml(ItemSet(items=items), {}, penalty=True).said
    assert (said.code, said.message.values["names"]) == ("LOS020", "Химия/Тұздар")
    assert write_yaml(ItemSet(items=items, category=("databases",)), {}, penalty=True).said == ()


def test_no_items_are_an_empty_list() -> None:
    assert written() == "items: []\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("3.10", "3.10"),
        ("no", "no"),
        ("the sum: 5", "'the sum: 5'"),
        ("C # or C++", "'C # or C++'"),
        ("don't", "don't"),
        ("`x` isn't", '"`x` isn\'t"'),
        ('`"x"` isn\'t', "'`\"x\"` isn''t'"),
        ("- 5", "'- 5'"),
        ("-5", "-5"),
        ("a\tb", "'a\tb'"),
        ("a\nb", '"a\\nb"'),
        ("a\u2028b \\n", '"a\\u2028b \\\\n"'),
        ("a, b", "'a, b'"),
        ("", "''"),
    ],
)
def test_an_answer_is_typed_with_as_few_quotes_as_can_be(text: str, line: str) -> None:
    held = written(item("?", ShortAnswer((Answer(Text(text, "plain")),))))
    assert held.endswith((f"[{line}]\n", f"- {line}\n"))
    (back,) = read_items(Source("bank.yaml", held)).items
    assert back.response == ShortAnswer((Answer(Text(text, "plain")),))
