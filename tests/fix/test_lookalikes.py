"""Words of two alphabets: which are mended, which are asked about, which are meant as they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qoima.model.lookalikes import alphabet, lookalikes, skeleton

SURE = [
    ("kk", "Мәлiметтер", "Мәліметтер"),
    ("kk", "Cонымен", "Сонымен"),
    ("kk", "гауhар", "гауһар"),
    ("kk", "қaлa", "қала"),
    ("kk", "əлем", "әлем"),
    ("ru", "paбoчee", "рабочее"),
    ("ru", "Cлово", "Слово"),
    ("ru", "Әлiбек", "Әлібек"),
    ("ru", "ёлкa", "ёлка"),
    ("en", "сonstraint", "constraint"),
    ("en", "Аctive", "Active"),
    ("ru", "Pythоn", "Python"),
]
ASKED = [
    ("kk", "Oның", "Оның"),
    ("kk", "kның", "кның"),
    ("kk", "Yлгі", "Үлгі"),
    ("ru", "xу", "ху"),
    ("ru", "точкаA", "точкаА"),
    ("ru", "kный", "кный"),
    ("ru", "HTTР", "HTTP"),
    ("kk", "XІX", "XIX"),
]
MEANT = [
    *("SQLдің", "PDFфайл", "CО2", "x86", "А4", "СОМ", "ХР", "Р", "а", "SELECT", "деректер", "Web-бет", "αкc", "i_ә"),
    *("$тoчка$", "$$\\frac{cлово}{2}$$", "`cлово`", "``a ` cлово``", "```\ncлово\n```", "\\(cлово\\)", "\\[cлово\\]"),
    *("https://example.kz/cлово", "www.cлово.kz", "имя@cлово.kz", "![Схема](images/cхема.svg)", "images/cхема.svg"),
    *("<p class='cлово'>", "<code>cлово</code>", "&nbsp;слово", "\\nСлово", "\\alpha"),
]


@pytest.mark.parametrize(("language", "typed", "meant"), SURE)
def test_a_word_that_no_one_can_have_meant_is_written_in_one_alphabet(language: str, typed: str, meant: str) -> None:
    (found,) = lookalikes(f"a «{typed}», b", language)
    assert (found.start, found.end, found.typed, found.meant, found.sure) == (3, 3 + len(typed), typed, meant, True)


@pytest.mark.parametrize(("language", "typed", "meant"), ASKED)
def test_a_word_that_may_be_meant_is_asked_about(language: str, typed: str, meant: str) -> None:
    (found,) = lookalikes(typed, language)
    assert (found.meant, found.sure) == (meant, False)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("text", MEANT)
def test_a_word_that_is_meant_stays(text: str, language: str) -> None:
    assert lookalikes(text, language) == ()


def test_a_letter_of_kazakh_words_is_none_of_russian_ones() -> None:
    assert lookalikes("гауhар", "ru") == ()


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.sampled_from("aсеopхkiһhHВBжQıəү $`\\(){}1_-.😀")), language=st.sampled_from(["kk", "ru", "en"]))
def test_what_is_found_looks_the_same_and_is_of_one_alphabet(text: str, language: str) -> None:
    for found in lookalikes(text, language):
        assert text[found.start : found.end] == found.typed != found.meant
        assert skeleton(found.typed) == skeleton(found.meant)
        assert len({alphabet(letter) for letter in found.meant}) == 1
        assert lookalikes(found.meant, language) == ()


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        *(("kk", word) for word in ("cookieлерді", "ABның", "Macтағы", "SQLі", "Linuxке", "XXIғасыр")),
        *(("ru", word) for word in ("IPадрес", "HTTPсервер", "pHметр", "Linuxе", "Pythonа", "Eкин", "Pном", "Cуд")),
    ],
)
def test_a_foreign_word_or_a_variable_with_what_hangs_on_it_is_never_mended_unasked(language: str, typed: str) -> None:
    assert not any(found.sure for found in lookalikes(typed, language))


def test_a_roman_number_is_offered_in_latin_letters() -> None:
    (found,) = lookalikes("ХIХ", "ru")
    assert found.meant == "XIX"


@pytest.mark.parametrize("text", ["kВт", "MВт", "кHz", "mА", "kОм", "МPa", "Tкр", "Pном", "Eкин", "Hмакс"])
def test_a_unit_or_a_variable_with_an_index_is_not_offered(text: str) -> None:
    for language in ("kk", "ru", "en"):
        assert lookalikes(text, language) == ()


@pytest.mark.parametrize("text", ["Cуд", "Tмин", "торт".replace("т", "T", 1), "kному"])
def test_what_may_be_a_word_as_well_as_a_variable_is_offered(text: str) -> None:
    assert [found.sure for found in lookalikes(text, "ru")] == [False]


@pytest.mark.parametrize("text", ["mаin.py", "отчeт.docx"])
def test_names_of_files_of_any_kind_stay(text: str) -> None:
    assert lookalikes(text, "ru") == ()
