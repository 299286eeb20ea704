"""The pass over an item takes what the file model takes, reads the same values, and leaves the rest to it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from qoima.core.source import Source
from qoima.formats.yaml.bank_files import FileItem
from qoima.formats.yaml.file_types import FileAnswer
from qoima.formats.yaml.item import ItemReader
from qoima.formats.yaml.model import plain
from qoima.formats.yaml.nodes import Mapping, Node, Scalar, Sequence
from qoima.formats.yaml.values import Odd
from qoima.model.item import Item
from qoima.model.text import Text

SOURCE = Source("x.yaml", "")
NUMBERS = ["5", "2.50", "-0", "0.0", "+5", " 5 ", "1e3", "1e-3", "5.", ".5", "12", "100", "-33.33333"]
NO_NUMBERS = ["1_000", "1E400", "NaN", "inf", "0x10", "any", "\u0661\u0662", "1,5", "5 6"]
WORDS = ["true", "false", "True", "a b", "a.b-c_D", "-a", "a\n", "é", "a" * 100, "a" * 101, *NUMBERS, *NO_NUMBERS]


def scalar(text: str, bare: bool = False) -> Scalar:
    return Scalar(text, SOURCE, 0, 0, bare)


def sequence(entries: list[Node]) -> Node:
    return Sequence(entries, SOURCE, 0, 0)


def mapping(values: dict[str, Node]) -> Mapping:
    return Mapping(values, {key: scalar(key) for key in values}, SOURCE, 0, 0)


empty = st.just(scalar("", bare=True))
texts = st.builds(scalar, st.sampled_from(WORDS) | st.text(max_size=5), st.booleans())
truths = st.builds(scalar, st.sampled_from(["true", "false"]))


def mostly(one: st.SearchStrategy[Any], other: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, 30).flatmap(lambda n: other if n == 7 else one)


numbers = st.builds(scalar, mostly(st.sampled_from(NUMBERS), st.sampled_from(NO_NUMBERS)))


def fields(strategies: dict[str, st.SearchStrategy[Node]], *needed: str) -> st.SearchStrategy[Mapping]:
    """A mapping with these keys, and now and then another value than belongs there."""
    odd = {key: mostly(one, empty | anything) for key, one in strategies.items()}
    return st.fixed_dictionaries(
        {key: odd[key] for key in needed}, optional={key: one for key, one in odd.items() if key not in needed}
    ).map(mapping)


def one_or_many(one: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return one | st.lists(one, max_size=3).map(sequence)


def several(one: st.SearchStrategy[Node], least: int = 0, most: int = 3) -> st.SearchStrategy[Node]:
    return st.lists(one, min_size=least, max_size=most).map(sequence)


anything = st.recursive(
    texts,
    lambda held: (
        several(held) | st.dictionaries(st.sampled_from(["text", "value", "x"]), held, max_size=2).map(mapping)
    ),
    max_leaves=4,
)
answers = one_or_many(texts | fields({"text": texts, "feedback": texts, "weight": numbers}, "text"))
accepted = fields({"value": numbers, "tolerance": numbers, "weight": numbers, "feedback": texts}, "value")
pairs = several(mostly(several(texts, 2, 2), several(texts, 1, 3)))
named = st.dictionaries(st.text(max_size=3), texts, max_size=2).map(mapping)
ids = st.builds(scalar, st.sampled_from(["a-1", "A.b_c", "1", "a" * 100]))
shared = {
    **{"id": ids, "points": numbers, "stem": texts, "feedback": texts, "name": texts, "topic": texts, "outcome": texts},
    **{"difficulty": texts, "translates": texts, "sample_of": texts, "symbols": named, "accepts": named},
    **{"hints": one_or_many(texts), "uses": one_or_many(texts), "tags": one_or_many(texts)},
}
kinds: list[dict[str, st.SearchStrategy[Node]]] = [
    {"correct": answers, "distractors": answers, "several": truths},
    {"answer": truths, "when_true": texts, "when_false": texts},
    {"answers": answers, "match_case": truths},
    {"number": one_or_many(accepted)},
    {"pairs": pairs, "extra": one_or_many(texts)},
    {"essay": fields({"lines": numbers, "notes": texts})},
    {"text_only": truths},
]


@st.composite
def items(draw: st.DrawFn) -> Mapping:
    kind = draw(st.sampled_from(kinds))
    more = draw(st.lists(st.sampled_from([*shared, "corect"]), max_size=2, unique=True))
    strategies = {**kind, **{key: shared.get(key, texts) for key in more}}
    return draw(fields(strategies, next(iter(kind)), *more))


def modelled(node: Mapping) -> FileItem | None:
    try:
        return FileItem.model_validate(plain(node))
    except ValidationError:
        return None


def passed(node: Mapping) -> tuple[Item | None, bool]:
    try:
        return ItemReader([]).read(node), True
    except Odd:
        return None, False


def sources(texts: Iterable[Any]) -> list[str]:
    return [text.source for text in texts]


def source(text: Text | None) -> str | None:
    return text.source if text is not None else None


def words(item: Item) -> dict[str, Any]:
    """What both have in the same shape."""
    return {
        **{key: getattr(item, key) for key in ("id", "topic", "difficulty", "outcome", "translates", "sample_of")},
        **{
            "name": item.name,
            "feedback": source(item.feedback),
            "points": str(item.points),
            "symbols": dict(item.symbols),
        },
        **{"uses": list(item.uses), "hints": sources(item.hints), "accepts": dict(item.accepts)},
    }


def file_words(file: FileItem) -> dict[str, Any]:
    return {
        **{
            key: getattr(file, key) or "" for key in ("id", "topic", "difficulty", "outcome", "translates", "sample_of")
        },
        **{"name": file.name, "feedback": file.feedback, "symbols": file.symbols or {}},
        **{"points": str(Decimal(1) if file.points is None else file.points)},
        **{"uses": file.uses or [], "hints": file.hints or [], "accepts": file.accepts or {}},
    }


def options(file: FileItem) -> list[FileAnswer]:
    return [*(file.correct or ()), *(file.distractors or ())]


@settings(max_examples=600, deadline=None)
@given(items())
@example(mapping({"correct": sequence([mapping({})])}))
@example(mapping({"essay": mapping({"lines": scalar("3.0")})}))
def test_the_pass_takes_what_the_file_model_takes(node: Mapping) -> None:
    file, (item, taken) = modelled(node), passed(node)
    assert taken == (file is not None)
    if file is None or item is None:
        return
    assert words(item) == file_words(file)
    response: Any = item.response
    match response.kind:
        case "choice":
            assert sources(o.text for o in response.options) == [o.text for o in options(file)]
            assert [source(o.feedback) for o in response.options] == [o.feedback for o in options(file)]
            assert [o.correct for o in response.options] == [True] * len(file.correct or ()) + [False] * len(
                file.distractors or ()
            )
            assert response.several == (len(file.correct or ()) > 1 if file.several is None else file.several)
        case "true-false":
            held = (response.answer, source(response.when_true), source(response.when_false))
            assert held == (file.answer, file.when_true, file.when_false)
        case "short-answer":
            assert sources(a.text for a in response.answers) == [a.text for a in file.answers or ()]
            assert response.match_case == bool(file.match_case)
        case "numerical":
            held = [(str(n.value), str(n.tolerance)) for n in response.numbers]
            assert held == [(str(n.value), str(n.tolerance or Decimal(0))) for n in file.number or ()]
        case "matching":
            assert [sources(row) for row in response.rows] == [
                *(file.pairs or ()),
                *(["", right] for right in file.extra or ()),
            ]
        case "essay":
            assert file.essay is not None
            assert response.lines == (file.essay.lines or 15)
        case kind:
            assert (kind, file.text_only) == ("text-only", True)
