"""One made-up bank in the two forms that authors write: items with five options, in Kazakh, Russian and English."""

from typing import NamedTuple

WORDS = tuple(
    words.split()
    for words in (
        "қандай кесте кілт жолды бағанды мәнді сұрауды индексті байланысты тасымалдауды сақтайды іздейді бөледі "
        "өңдейді үлгі ғимарат шартты жұмысты ұзын қатарда әрбір деректер қорының нүктесін",
        "какая таблица ключом строку столбцу значение запросом индекс связью транзакцию хранит ищет делит обрабатывает "
        "схема условия объём ёмкость каждой длинной последовательности данных точкой",
        "which table key row column value query index relation transaction keeps finds splits handles schema condition "
        "size each long sequence of data a point the join view",
    )
)
"""Kazakh, Russian, English."""

LEVELS = ("easy", "medium", "hard")


class Question(NamedTuple):
    """What both forms say."""

    id: str
    topic: str
    difficulty: str
    stem: str
    options: tuple[str, ...]
    """The first is right."""
    feedback: str


def _text(seed: int, length: int) -> str:
    """`length` words of a language, of other words and another length for each seed."""
    words = WORDS[seed % 3]
    chosen = [words[(seed * 31 + n * (seed % 7 + 3)) % len(words)] for n in range(length)]
    return " ".join(chosen).capitalize()


def question(number: int) -> Question:
    """The item of a number; always the same one."""
    sign = (f" = {number}?", f": {number}, {number + 1}?", f" $x_{number % 9} < {number}$?", "?")[number // 3 % 4]
    options = tuple(f"{_text(number + 3 * n, 2 + (number + n) % 5)} {number + n}" for n in range(5))
    stem = _text(number, 6 + number % 11) + sign
    feedback = f"{_text(number + 15, 8)} ({number})"
    return Question(f"db-{number:06d}", f"topic-{number % 15}", LEVELS[number // 5 % 3], stem, options, feedback)


def gift_text(count: int) -> str:
    """The bank in GIFT."""
    return "".join(_gift(question(number)) for number in range(count))


def _gift(held: Question) -> str:
    right, first, *others = (_escaped(option) for option in held.options)
    tags = f"[id:{held.id}] [tag:difficulty:{held.difficulty}] [tag:topic:{held.topic}]"
    answers = [f"={right}", f"~{first}#{_escaped(held.feedback)}", *(f"~{option}" for option in others)]
    lines = "".join(f"\t{answer}\n" for answer in answers)
    return f"// {tags}\n::{held.id}::{_escaped(held.stem)} {{\n{lines}}}\n\n"


def _escaped(text: str) -> str:
    for sign in ":=":
        text = text.replace(sign, f"\\{sign}")
    return text


def yaml_text(count: int) -> str:
    """The bank in YAML."""
    return "items:\n" + "".join(_yaml(question(number)) for number in range(count))


def _yaml(held: Question) -> str:
    right, first, *others = held.options
    stem = f"'{held.stem}'" if ": " in held.stem else held.stem
    lines = "".join(f"      - {option}\n" for option in others)
    return (
        f"  - id: {held.id}\n    topic: {held.topic}\n    difficulty: {held.difficulty}\n    stem: {stem}\n"
        f"    correct: {right}\n    distractors:\n      - text: {first}\n        feedback: {held.feedback}\n{lines}"
    )
