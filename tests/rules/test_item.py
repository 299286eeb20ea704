"""Fields and options of an item: exact bounds, each reason, and silence where another code speaks."""

import pytest

from examples import run, said
from qoima.example import example
from qoima.rules.bank.item import difficulty_level, item_names_topic, kinds_allowed
from qoima.rules.bank.options import distinct_options, not_all_correct, option_count, some_correct


def options(*texts: str, stem: str = "Which one?") -> str:
    """An item whose first option is right; line 2 has the stem, line 3 `correct`, lines 5 and on the distractors."""
    first, *others = texts
    lines = [f"  - stem: {stem}", f"    correct: {first}", "    distractors:", *(f"      - {o}" for o in others)]
    return "\n".join(["items:", *lines])


def test_the_count_of_options_is_exact() -> None:
    assert said(option_count, options(*"abcd"), exactly="5") == [(2, "4 options, 5 required")]
    assert said(option_count, options(*"abcde"), exactly="5") == []
    assert said(option_count, options(*"abcdef"), exactly="5") == [(2, "6 options, 5 required")]


def test_an_item_of_another_kind_has_no_options_to_count() -> None:
    assert said(option_count, "- {stem: Is it so?, answer: true}", exactly="5") == []


def test_a_right_option_that_is_missing_is_no_missing_option_as_well() -> None:
    lacks = "- {stem: Which one?, correct: , distractors: [a, b, c, d]}"
    assert said(option_count, lacks, exactly="5") == []
    assert said(some_correct, lacks, at_least="1") == [(2, "0 right options, at least 1 required")]
    assert said(option_count, lacks.replace(", d]", "]"), exactly="5") == [(2, "3 options, 5 required")]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Primary key", "primary  KEY"), ("Ключ", "*ключ*"), ("a (b)", "A (b)"), ("`x`", "`x`"), ("$x$", "$x$")],
)
def test_options_that_read_the_same_are_the_same(one: str, other: str) -> None:
    block = options(f"'{one}'", "b", f"'{other}'")
    assert said(distinct_options, block) == [(6, "this option stands here a second time")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C", "C#"),
        ("-3", "3"),
        ("a[10][20]", "a(10,10)"),
        ("`Int`", "`int`"),
        ("$A$", "$a$"),
        ("5 kB", "5 KB"),
        ("log in", "login"),
        ("`a`", "a"),
    ],
)
def test_signs_code_formulas_and_numbers_are_told_apart(one: str, other: str) -> None:
    assert said(distinct_options, options(f"'{one}'", "b", f"'{other}'")) == []


def test_the_first_of_two_equal_options_is_the_related_place() -> None:
    [found], _ = run(distinct_options, example(distinct_options.node, options("x", "b", "X", "d")), {})
    assert found.at.text == "X"
    assert [r.at.text for r in found.related] == ["x"]


def test_two_empty_options_are_empty_twice_and_not_equal() -> None:
    empty = "an option without text"
    assert said(distinct_options, options("a", "''", "' '", "d")) == [(5, empty), (6, empty)]


def test_a_picture_is_an_option() -> None:
    block = options("'![](images/a.svg)'", "'![](images/b.svg)'", "'![](images/a.svg)'")
    assert [line for line, _ in said(distinct_options, block)] == [6]


def test_from_one_right_option_to_all_but_one() -> None:
    four = "- {stem: Which?, correct: [a, b, c, d], distractors: [e]}"
    five = "- {stem: Which?, correct: [a, b, c, d, e], distractors: []}"
    assert said(some_correct, four, at_least="1") == []
    assert said(not_all_correct, four, at_most="4") == []
    assert said(not_all_correct, five, at_most="4") == [(2, "5 right options, at most 4 expected")]


def test_a_level_of_difficulty_is_one_of_the_list() -> None:
    levels = ["easy", "hard"]
    assert said(difficulty_level, "- {stem: Which?, difficulty: hard}", levels=levels) == []
    assert said(difficulty_level, "- {stem: Which?, difficulty: }", levels=levels) == [(2, "no level of difficulty")]
    assert said(difficulty_level, "- {stem: Which?, difficulty: eazy}", levels=levels) == [
        (2, "eazy is no level of difficulty (did you mean “easy”?)")
    ]


def test_an_item_without_a_topic_is_found_at_its_first_key() -> None:
    [found], _ = run(item_names_topic, example(item_names_topic.node, "- stem: Which?\n  topic:"), {})
    assert found.at.position.line == 2
    assert said(item_names_topic, "- {stem: Which?, topic: unheard-of}") == []


def test_kinds_are_named_in_words() -> None:
    essay = "- {stem: Say why., essay: {lines: 5}}"
    assert said(kinds_allowed, essay, kinds=["choice", "essay"]) == []
    assert said(kinds_allowed, essay, kinds=["choice", "true-false"]) == [
        (2, "an item of the kind “essay”; allowed here: choice, true-false")
    ]
