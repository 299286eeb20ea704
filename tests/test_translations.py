"""Everything the program says has a Russian and a Kazakh text that takes the same values."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from qoima.core import resources
from qoima.core.problems import PROBLEMS
from qoima.core.source import Source
from qoima.core.words import Lang, Template, fill, names
from qoima.formats.losses import WHAT as LOST_FIELDS
from qoima.formats.messages import catalogue
from qoima.formats.yaml import nodes as yaml_nodes
from qoima.model.item import Response
from qoima.site.leaks.guard import _WHAT

PACKAGE = Path(__file__).parent.parent / "generator" / "qoima"
each_language = pytest.mark.parametrize("lang", ["ru", "kk"])


def said_in_code() -> Iterator[tuple[str, Template]]:
    """Key and text of each `Message("key", "text")`, and of each `word("key", "text", lang)` of the interface."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) >= 2:
                key, text = node.args[:2]
                if isinstance(key, ast.Constant) and isinstance(text, (ast.Constant, ast.Dict)):
                    if node.func.id == "Message":
                        yield str(key.value), ast.literal_eval(text)
                    elif node.func.id == "word":
                        yield f"ui.{key.value!s}", ast.literal_eval(text)
                    elif node.func.id == "because":
                        yield f"ui.review.because.{key.value!s}", ast.literal_eval(text)


def texts() -> dict[str, Template]:
    """English texts by key: problems, and what stands in the code."""
    held: dict[str, Template] = dict(said_in_code())
    for code, known in PROBLEMS.items():
        held[code] = known.template
        if known.help:
            held[f"{code}.help"] = known.help
    return held


@each_language
def test_each_text_is_translated_with_the_same_values(lang: Lang) -> None:
    known, wanted = catalogue(lang), texts()
    assert {key for key in wanted if key not in known} == set()
    differ = {key: (names(text), names(known[key])) for key, text in wanted.items() if names(known[key]) != names(text)}
    assert differ == {}


@each_language
def test_kinds_that_messages_name_are_translated(lang: Lang) -> None:
    wanted = {f"kind.{kind.kind}" for kind in Response.__args__}
    wanted |= {f"leak.{how}" for how in _WHAT}
    wanted |= {f"lost.{field}" for field in LOST_FIELDS}
    wanted |= {f"ui.severity.{severity}" for severity in ("error", "warning", "info")}
    wanted |= {f"type.{name}" for name in ("int", "bool", "Decimal", "str", "tuple")}
    assert wanted - set(catalogue(lang)) == set()


@each_language
@pytest.mark.parametrize("number", [0, 1, 2, 5, 11, 21])
def test_each_translation_can_be_filled_in(lang: Lang, number: int) -> None:
    for key, template in catalogue(lang).items():
        shown = fill(template, lang, dict.fromkeys(names(template), number))
        assert shown, key


@each_language
def test_a_key_stands_in_one_file_only(lang: Lang) -> None:
    count: Counter[str] = Counter()
    for name in resources.listing("messages"):
        if name.endswith(f".{lang}.yaml"):
            node, wrong = yaml_nodes.read(Source(name, resources.text("messages", name)))
            assert not wrong
            assert isinstance(node, yaml_nodes.Mapping)
            count.update(node.values.keys())
    assert [key for key, times in count.items() if times > 1] == []


def test_kazakh_and_russian_have_the_same_keys() -> None:
    assert set(catalogue("kk")) ^ set(catalogue("ru")) == set()
