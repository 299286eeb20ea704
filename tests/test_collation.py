"""Alphabetical order of names."""

import random

import pytest

from qoima.site.collation import CYRILLIC, key


def in_order(lang: str, names: list[str]) -> list[str]:
    shuffled = list(names)
    random.Random(1).shuffle(shuffled)
    return sorted(shuffled, key=lambda name: key(lang, name))


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("kk", ["Ағаш", "Азық", "Әлем", "Әңгіме", "Бала", "Гүл", "Ғылым", "Дала"]),
        ("kk", ["Ең", "Ёлка", "Жаз", "Кітап", "Қазақстан", "Нан", "Оқу", "Өлең", "Пән"]),
        ("kk", ["Тас", "Уақыт", "Ұлт", "Үй", "Физика", "Химия", "Һәм", "Цирк", "Ыдыс", "Іс", "Этика", "Яғни"]),
        ("ru", ["Елена", "Ёлка", "Елочка", "Жизнь", "Кино", "Майя", "Физика", "Эра", "Юг", "Ярмарка"]),
        ("ru", ["все", "Все", "всё", "всего"]),
        ("ru", ["Английский язык", "Базы данных", "C++", "Java"]),
        ("kk", ["Деректер қоры", "Есептеу", "Python тілі"]),
        ("en", ["Algebra", "Économie", "Ethics", "Zoology", "Алгебра", "Әлем"]),
        ("ru", ["Курс 2", "Курс 010", "Курс 10", "Курс А", "Курсовая"]),
        ("en", ["2 Physics", "10 Physics", "Physics"]),
        ("en", ["art of war", "Artful"]),
        ("ru", ["Базы", "«Базы данных»", "Базы знаний"]),
    ],
)
def test_names_stand_as_in_a_dictionary(lang: str, names: list[str]) -> None:
    assert in_order(lang, names) == names


def test_the_alphabet_itself() -> None:
    assert in_order("kk", [letter.upper() for letter in CYRILLIC]) == [letter.upper() for letter in CYRILLIC]


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert key("ru", "Йод")[:3] == key("ru", "И\u0306од")[:3]


def test_equal_only_for_equal_texts() -> None:
    names = ["", " ", "а", "А", "ё", "е", "é", "e", "«а»", "а-а", "аа", "١", "1", "01", "字", "½", "ß", "ss"]
    assert len({key("ru", name) for name in names}) == len(names)


def test_a_number_of_any_length_is_no_trap() -> None:
    long = "9" * 10_000
    assert in_order("ru", [f"Курс 1{long}", f"Курс {long}"]) == [f"Курс {long}", f"Курс 1{long}"]
