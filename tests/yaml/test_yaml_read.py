"""Bank YAML as its authors meet it: what is read, and where it stands."""

import json
import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qoima.core.source import Source, Span
from qoima.formats.decode import decode
from qoima.formats.yaml.bank import read_items
from qoima.formats.yaml.shape import read_records
from qoima.model.item import Numerical, TrueFalse
from qoima.model.people import Person

HERE = Path(__file__).parent


def shown(value: object) -> Any:
    """A value of the model as JSON has it, with its places; what is empty is left out."""
    if isinstance(value, Span):
        return f"{value.position.line}:{value.position.column} {value.text}"
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple | list):
        return [shown(entry) for entry in value]
    if isinstance(value, Mapping):
        return {key: shown(entry) for key, entry in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    kind = {"kind": value.kind} if hasattr(value, "kind") else {}
    held = {f.name: getattr(value, f.name) for f in fields(value)}
    return kind | {name: shown(entry) for name, entry in held.items() if entry not in ("", (), {}, None)}


def codes(*lines: str) -> list[str]:
    text = "".join(f"    {line}\n" for line in lines)
    return [d.code for d in read_items(Source("x.yaml", f"items:\n  - stem: s\n{text}")).said]


@pytest.mark.parametrize("path", sorted((HERE / "valid").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_sound_bank_is_read_in_silence(path: Path) -> None:
    source, said = decode(path.name, path.read_bytes())
    assert source is not None
    reading = read_items(source)
    assert (reading.unread_items, said, reading.said) == (0, (), ())
    text = json.dumps(shown(reading.items), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    expected = path.with_suffix(".json")
    if os.environ.get("QOIMA_GOLDEN") == "write":
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


def test_an_item_without_a_name_has_none_and_goes_by_its_id() -> None:
    reading = read_items(Source("x.yaml", "items:\n- {id: a, answer: true}\n- {id: b, name: '', answer: true}\n"))
    assert [item.name for item in reading.items] == [None, ""]
    assert reading.named_by_id


def test_feedback_of_true_and_false_belongs_to_a_statement() -> None:
    (item,) = read_items(Source("x.yaml", "items:\n- {answer: true, when_false: Look, when_true: }\n")).items
    assert isinstance(item.response, TrueFalse)
    assert (item.response.when_true, item.response.when_false and item.response.when_false.source) == (None, "Look")
    assert codes("correct: a", "when_true: b") == ["YML003"]


def test_any_stands_for_every_other_number() -> None:
    (item,) = read_items(Source("x.yaml", "items:\n- number: [{value: 5}, {value: any, weight: 50}]\n")).items
    assert isinstance(item.response, Numerical)
    assert [(n.value, n.weight_percent) for n in item.response.numbers] == [(5, 100), (None, 50)]
    assert codes("number: {value: Any}") == ["YML005"]
    assert codes("number: {value: [any]}") == ["YML005"]
    assert codes("number: {tolerance: any, value: 1}") == ["YML005"]


def test_a_comment_cuts_no_text_of_an_option_or_of_its_feedback() -> None:
    option = ["correct: a", "distractors:", "  - text: C # or C++"]
    assert codes(*option) == ["YML011"]
    assert codes(*option, "    feedback: b # c") == ["YML011", "YML011"]
    assert codes("answers:", "  - text: water", "    weight: 50 # half") == []


def test_a_comment_cuts_no_text_of_one_language() -> None:
    _, said = read_records(
        Source("people.yaml", "a-b:\n  name:\n    ru: А # Б\n    en: A\n  degree: PhD # of law\n"), Person, "en"
    )
    assert [d.code for d in said] == ["YML011", "YML011"]


@pytest.mark.parametrize("end", ["", "\n", "\n\n# end", "\n  - {id: b, answer: true}"])
def test_a_comment_behind_the_last_text_of_an_item_cuts_it_too(end: str) -> None:
    for item in ("{id: a, correct: b,\n    feedback: c # d\n    }", "id: a\n    correct: b\n    feedback: c # d"):
        said = read_items(Source("x.yaml", f"items:\n  - {item}{end}")).said
        assert [d.code for d in said] == ["YML011"], item


def test_where_a_file_is_mended_and_read_again_no_item_comes_twice() -> None:
    reading = read_items(
        Source("x.yaml", "items:\n- {id: a, correct: b}\n- id: c\n  correct: d: e\n- {id: f, correct: g}\n")
    )
    assert [item.id for item in reading.items] == ["a", "c", "f"]
    assert [d.code for d in reading.said] == ["YML013"]


def test_only_the_first_list_of_items_counts() -> None:
    reading = read_items(Source("x.yaml", "items:\n- {id: a, correct: b}\nitems:\n- {id: c, correct: d}\n"))
    assert [item.id for item in reading.items] == ["a"]
    assert [d.code for d in reading.said] == ["YML002"]


def test_items_that_stand_deeper_are_no_items_of_the_bank() -> None:
    reading = read_items(Source("x.yaml", "more:\n  items:\n  - {id: a, correct: b}\n"))
    assert reading.items == ()
    assert [d.code for d in reading.said] == ["YML004", "YML003"]
