"""Wording: what the lints see, and what they must let pass."""

import pytest

from examples import run, said
from qoima.example import example
from qoima.rules.bank.wording import (
    no_doubled_word,
    option_says_something,
    stem_asks,
    symbols_explained,
    text_in_language,
)

LANGUAGE_LIMITS = {"at_least_words": "5", "foreign_percent": "20", "at_least_cyrillic": "8"}


def stem(text: str, *more: str) -> str:
    return "\n".join([f"- stem: {text}", *(f"  {line}" for line in more)])


def signs(block: str) -> str:
    """The signs that are not explained."""
    return ", ".join(message.partition(": ")[2] for _, message in said(symbols_explained, block))


@pytest.mark.parametrize(
    ("formula", "missing"),
    [
        (r"$A \to B$", "A, B"),
        (r"$\sigma_{x}(R)$", r"R, \sigma, x"),
        (r"$\text{Student} \times \mathrm{max}(\texttt{id})$", ""),
        (r"$\operatorname{rank}(X) \in \mathbb{N}$", "X"),
        (r"$\frac{1}{2} \leq 3 \land 4 < 5$", ""),
        (r"$\begin{array}{cc} 1 \\ a \end{array}$", "a"),
        ("a plain word and `code(x)`", ""),
    ],
)
def test_letters_of_formulas_need_an_entry(formula: str, missing: str) -> None:
    assert signs(stem(f"What is {formula} here?")) == missing


@pytest.mark.parametrize("key", [r"\sigma", "σ", r"\sigma_x"])
def test_a_greek_letter_may_be_listed_either_way(key: str) -> None:
    assert signs(stem(r"What is $\sigma$ here?", "symbols: {" + key + ": deviation}")) == ""


def test_letters_in_options_count_and_the_finding_stands_at_the_list() -> None:
    block = stem("What is $v$?", "symbols: {v: speed}", "correct: $s / t$")
    [found], _ = run(symbols_explained, example(symbols_explained.node, block), {})
    assert found.at.text == "symbols"
    assert signs(block) == "s, t"


@pytest.mark.parametrize(
    ("language", "text", "seems"),
    [
        ("en", "Какой ключ однозначно определяет строку?", "Russian"),
        ("en", "Кестенің әр жолын қандай кілт анықтайды?", "Kazakh"),
        ("en", "Which key tells the rows apart, say Ключ?", ""),
        ("ru", "Кестенің әр жолын қандай кілт анықтайды?", "Kazakh"),
        ("ru", "Which key identifies each row of the table?", "English"),
        ("ru", "Какой ключ в Қазақстан определяет каждую строку таблицы однозначно?", ""),
        ("kk", "Какой из этих ключей однозначно определяет каждую строку таблицы?", "Russian"),
        ("kk", "Какой ключ определяет строку таблицы?", ""),
        ("kk", "Which key identifies each row of the table?", "English"),
        ("kk", "Кестенің әр жолын қандай PRIMARY KEY анықтайды?", ""),
        ("ru", "`SELECT name FROM student WHERE mark > 4` вернёт?", ""),
    ],
)
def test_the_language_is_told_by_its_letters(language: str, text: str, seems: str) -> None:
    item = f"  - stem: {text!r}\n    correct: 1\n    distractors: [2, 3]"
    block = f"--- testbanks/demo/{language}/exam.yaml\nitems:\n{item}"
    found = said(text_in_language, block, **LANGUAGE_LIMITS)
    assert found == ([(2, f"the item seems to be in {seems}, the bank is in the language {language}")] if seems else [])


def test_few_words_are_not_judged() -> None:
    few = '- {stem: "Что такое ключ?", correct: 1, distractors: [2]}'
    assert said(text_in_language, few, **LANGUAGE_LIMITS) == []
    assert len(said(text_in_language, few, **{**LANGUAGE_LIMITS, "at_least_words": "3"})) == 1


def test_a_language_without_a_rule_is_not_judged() -> None:
    block = "--- testbanks/demo/de/exam.yaml\nitems:\n  - stem: Какой ключ однозначно определяет строку?"
    assert said(text_in_language, block, **LANGUAGE_LIMITS) == []


@pytest.mark.parametrize(("text", "empty"), [("''", True), ("'  '", True), ("'`x`'", False), ("$x$", False)])
def test_a_stem_asks_something(text: str, empty: bool) -> None:
    assert bool(said(stem_asks, stem(text))) == empty


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Which of the the keys?", "the the"),
        ("Бұл бұл қандай кілт?", "бұл бұл"),
        ("Is that *that* one?", ""),
        ("Қайта-қайта не істейді?", ""),
        ("Is a a or b?", ""),
        ("Is 10 10 or `do do`?", ""),
        ("Which other the theory?", ""),
    ],
)
def test_a_doubled_word_is_one_that_stands_twice_in_a_row(text: str, words: str) -> None:
    expected = [(2, f"a word stands twice in the stem: {words}")] if words else []
    assert said(no_doubled_word, stem(text)) == expected


@pytest.mark.parametrize("label", ["A)", "b.", "(Ә)", "2)", "12)"])
def test_a_label_is_no_option(label: str) -> None:
    block = stem("Which?", f"distractors: [x, '{label}', y]")
    assert said(option_says_something, block) == [(3, f"the option is only “{label}”")]


def test_a_lone_sign_is_no_option_and_several_are_an_answer_to_a_question_on_signs() -> None:
    assert len(said(option_says_something, stem("Which?", "distractors: [x, '…', y]"))) == 1
    assert said(option_says_something, stem("Which?", "distractors: [';', '…', y]")) == []


@pytest.mark.parametrize("text", ["A", "3", "C#", "*", "`;`", "$)$", "1.5", "x)y"])
def test_a_short_answer_is_an_option(text: str) -> None:
    assert said(option_says_something, stem("Which?", f"distractors: [x, '{text}', y]")) == []
