"""What rules say is there in Kazakh and Russian too, with the same values, and reads with any number."""

import re
from collections.abc import Iterator
from typing import get_args

import pytest

from examples import run
from qoima.core.diagnostic import Message
from qoima.core.words import LANGUAGES, Lang, Template, fill, names
from qoima.example import examples
from qoima.formats.messages import catalogue
from qoima.model.item import DIFFICULTIES, Response
from qoima.rules import RULES
from test_rule_contract import limits_of

NUMBERS = (0, 1, 2, 5, 11, 21)


def english() -> Iterator[tuple[str, Template]]:
    for rule in RULES.values():
        for variant, says in rule.says.items():
            yield rule.key(variant), says.message
            yield f"{rule.key(variant)}.help", says.help


ENGLISH = {key: template for key, template in english() if template}
each_language = pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
each_text = pytest.mark.parametrize("key", ENGLISH)


def used(template: Template) -> set[str]:
    """The values that a template shows, in any of its forms."""
    texts = [template] if isinstance(template, str) else [t for k, t in template.items() if k != "count"]
    return set().union(*(names(text) for text in texts))


@each_language
@each_text
def test_a_text_is_there_with_the_values_of_the_english_one(key: str, lang: Lang) -> None:
    assert used(catalogue(lang)[key]) == used(ENGLISH[key])
    assert names(catalogue(lang)[key]) <= names(ENGLISH[key])


@each_text
def test_a_text_reads_with_any_number(key: str) -> None:
    for lang in LANGUAGES:
        template = ENGLISH[key] if lang == "en" else catalogue(lang)[key]
        for number in NUMBERS:
            shown = fill(template, lang, dict.fromkeys(names(ENGLISH[key]), number))
            assert shown.strip()
            assert not used(template) or str(number) in shown


@each_language
def test_a_russian_plural_has_its_three_forms_and_a_kazakh_text_is_one(lang: Lang) -> None:
    maps = [set(t) for key, t in catalogue(lang).items() if key in ENGLISH and not isinstance(t, str)]
    assert all(held == {"count", "one", "few", "many"} for held in maps) if lang == "ru" else not maps


@each_text
def test_no_kazakh_suffix_hangs_on_a_value(key: str) -> None:
    """A week may stand behind its number and a hyphen, as one word: 6-апта."""
    assert not re.search(r"(?<!\})\}(?!\})(?:[-–'’](?!апта))?[а-яёәғқңөұүһі]", str(catalogue("kk")[key]))


@each_language
def test_no_text_is_left_of_a_rule_that_is_gone(lang: Lang) -> None:
    pages = {f"rule.{slug}.{part}" for slug in RULES for part in ("does", "why")}
    assert {key for key in catalogue(lang) if key.startswith("rule.")} <= set(ENGLISH) | pages


def words(message: Message) -> Iterator[str]:
    """The keys of the messages inside a message."""
    for value in message.values.values():
        if isinstance(value, Message):
            yield value.key
            yield from words(value)


@pytest.mark.parametrize("slug", RULES)
def test_the_words_inside_a_message_are_there(slug: str) -> None:
    rule = RULES[slug]
    for example in examples(rule, "Wrong"):
        for found in run(rule, example, limits_of(rule))[0]:
            for said in filter(None, (found.message, found.help)):
                assert set(words(said)) <= catalogue("kk").keys() & catalogue("ru").keys()


def test_each_level_and_each_kind_of_item_has_a_name() -> None:
    named = {f"word.{word}" for word in (*DIFFICULTIES, *(kind.kind for kind in get_args(Response)))}
    assert named <= catalogue("kk").keys() & catalogue("ru").keys()
