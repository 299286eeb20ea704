"""Who points at a key in an editor reads what belongs there, in Kazakh, Russian and English."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from qoima.core.words import LANGUAGES, Lang
from qoima.formats.messages import catalogue
from qoima.formats.yaml.descriptions import MARKS, key_of, shown, value_key
from qoima.formats.yaml.schemas import SCHEMAS, schema_files

FILES = schema_files()
SCHEMA = {name: json.loads(FILES[f"schemas/{name}.json"]) for name in SCHEMAS}
each_schema = pytest.mark.parametrize("name", SCHEMA)
each_language = pytest.mark.parametrize("lang", LANGUAGES)
LIKE_IN_RUSSIAN = {"Термин."}
ONE_WORD_EVERYWHERE = re.compile(r"(?:[\w&-]+ ?){1,3}")
RUSSIAN = re.compile(r"[ёщъ]|\b(?:и|или|для|по|если|из|это|как|от|при|что|например|дисциплина|задание|кредиты)\b", re.I)
KAZAKH = re.compile(r"[әғқңөұүһі]", re.I)
OFFICIAL = "ШҚУ Е 022-21"
"""The code of a document, the same in each language."""


def records(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """File models by name, with their schemas: the file itself, and all that stand in it."""
    yield SCHEMAS[name].__name__, SCHEMA[name]
    yield from SCHEMA[name]["$defs"].items()


def fields(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The key of its text, and the schema, of each field."""
    for model, record in records(name):
        for field, node in record.get("properties", {}).items():
            yield key_of(model, field), node


def enumerated(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of a field that list its values."""
    if "enum" in node:
        yield node
    for part in (*node.get("anyOf", ()), *filter(None, [node.get("items")])):
        yield from enumerated(part)


def keys_in_use() -> set[str]:
    """Every key that a schema asks for."""
    wanted: set[str] = set()
    for name in SCHEMAS:
        wanted |= {key_of(model) for model, _ in records(name)}
        for key, node in fields(name):
            wanted.add(key)
            values = [value for part in enumerated(node) for value in part["enum"]]
            own = [known for known in catalogue("en") if known.startswith(f"{key}.")]
            wanted |= {value_key(key, value) for value in values} if values else set(own)
    return wanted


USED = keys_in_use()
IS_VALUE = {key: key.count(".") > 2 or key.startswith("schema.value.") for key in USED}


@each_language
def test_each_key_has_a_text_and_each_text_a_key(lang: Lang) -> None:
    assert {key for key in catalogue(lang) if key.startswith("schema.")} ^ USED == set()


@each_schema
def test_each_record_and_each_field_shows_three_languages(name: str) -> None:
    places = [*records(name), *fields(name)]
    for place, node in places:
        assert [line.split(":")[0] for line in node["description"].splitlines()[:3]] == [m for _, m in MARKS], place
        assert all(f"**{mark}** " in node["markdownDescription"] for _, mark in MARKS), place


@each_schema
def test_the_text_of_a_field_stands_before_that_of_what_it_holds(name: str) -> None:
    """An editor shows the first text that it meets: of alternatives, that of the one which fits."""
    for key, node in fields(name):
        for place in (node, *node.get("anyOf", ())[:1]):
            assert place["description"].startswith(f"қаз: {shown(key)['kk']}"), key


@each_schema
def test_each_value_of_an_enumeration_is_explained(name: str) -> None:
    for key, node in fields(name):
        for part in enumerated(node):
            assert len(part["enum"]) == len(part["markdownEnumDescriptions"])
            for value, means in zip(part["enum"], part["markdownEnumDescriptions"], strict=True):
                assert means, (key, value)
                assert f"{value}: {means}" in node["description"]


def test_an_entry_by_id_shows_the_text_of_its_mapping_or_its_own() -> None:
    course = SCHEMA["course"]["properties"]
    assert course["topics"]["additionalProperties"]["description"] == course["topics"]["description"]
    assert course["controls"]["additionalProperties"] == {"$ref": "#/$defs/FileControl"}


def test_an_example_in_a_text_is_shown_as_it_is_typed() -> None:
    stem = SCHEMA["bank"]["$defs"]["FileItem"]["properties"]["stem"]
    assert "![what it shows](images/x.svg)" in stem["description"]
    assert r"![what it shows\](images/x.svg)" in stem["markdownDescription"]


def test_values_of_a_free_field_are_offered_and_explained() -> None:
    conduct = SCHEMA["course"]["$defs"]["FileControl"]["properties"]["conduct"]
    assert "lms_quiz" in [offered["body"] for offered in conduct["defaultSnippets"]]
    assert "- `lms_quiz`: білім беру порталындағы тест · тест на" in conduct["markdownDescription"]


@each_language
def test_a_text_is_one_short_sentence_or_two(lang: Lang) -> None:
    for key in USED:
        text = shown(key)[lang]
        assert len(text) <= 200, key
        assert text == text.strip(), key
        assert text.endswith(".") != IS_VALUE[key] or text.endswith(('"', "”", "…}.")), key


def test_no_text_is_the_same_in_two_languages() -> None:
    same = {key for key in USED if len(set(shown(key).values())) < len(LANGUAGES)}
    odd = {key for key in same if not (IS_VALUE[key] and ONE_WORD_EVERYWHERE.fullmatch(shown(key)["kk"]))}
    assert {key for key in odd if shown(key)["kk"] not in LIKE_IN_RUSSIAN} == set()


def test_kazakh_is_kazakh_and_russian_is_russian() -> None:
    slips = {key: shown(key)["kk"] for key in USED if RUSSIAN.search(shown(key)["kk"])}
    assert slips == {}
    assert [
        shown(key)["kk"] for key in USED if len(shown(key)["kk"]) > 60 and not KAZAKH.search(shown(key)["kk"])
    ] == []
    assert {key: shown(key)["ru"] for key in USED if KAZAKH.search(shown(key)["ru"].replace(OFFICIAL, ""))} == {}
