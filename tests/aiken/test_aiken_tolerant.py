"""Banks as teachers type them: what is folded is told, and a key is never guessed."""

from pathlib import Path

import pytest
from aiken_shown import shown
from test_aiken_read import right, same_as_on_disk

from qoima.core.diagnostic import Severity
from qoima.core.source import Source
from qoima.formats.aiken.read import read_aiken
from qoima.formats.aiken.tolerant import read_aiken_tolerant
from qoima.formats.decode import decode
from qoima.formats.exchange import Reading
from qoima.model.markup import tree

HERE = Path(__file__).parent


def read(text: str) -> Reading:
    return read_aiken_tolerant(Source("import/bank.txt", text))


@pytest.mark.parametrize("path", sorted((HERE / "tolerant").glob("*.txt")), ids=lambda p: p.stem)
def test_a_bank_as_it_was_typed(path: Path) -> None:
    source, _ = decode(path.name, path.read_bytes())
    assert source is not None
    same_as_on_disk(path.with_suffix(".read"), shown(read_aiken_tolerant(source)))


@pytest.mark.parametrize("path", sorted((HERE / "valid").glob("*.txt")), ids=lambda p: p.stem)
def test_what_moodle_reads_rightly_means_the_same(path: Path) -> None:
    source, _ = decode(path.name, path.read_bytes())
    assert source is not None
    strict, tolerant = read_aiken(source), read_aiken_tolerant(source)
    assert tolerant.said == ()
    assert [[tree(t) for t in i.texts()] for i in tolerant.items] == [
        [tree(t) for t in i.texts()] for i in strict.items
    ]
    assert [[o.correct for o in i.response.options] for i in tolerant.items] == [
        [o.correct for o in i.response.options] for i in strict.items
    ]


@pytest.mark.parametrize(
    ("letters", "key", "means"),
    [
        ("ABCDE", "b", "B"),
        ("ABCDE", "В", "B"),
        ("ABCDE", "с", "C"),
        ("АВСДЕ", "C", "С"),
        ("АВСДЕ", "D", "Д"),
        ("АВСДЕ", "д", "Д"),
        ("АБВГД", "В", "В"),
        ("АБВГД", "A", "А"),
        ("АӘБВГ", "ә", "Ә"),
        ("абвгд", "Д", "д"),
        ("AВСDE", "B", "В"),
        ("ABBD", "D", "D"),
        ("ABDE", "B", "B"),
    ],
)
def test_a_key_names_one_option(letters: str, key: str, means: str) -> None:
    options = "".join(f"{letter}) is {letter}\n" for letter in letters)
    (item,) = read(f"q?\n{options}Ответ: {key}").items
    assert right(item) == [f"is {means}"]


@pytest.mark.parametrize(
    ("letters", "key"),
    [
        *(("ABCDE", key) for key in ("Д", "Б", "F", "Ж", "", "AB", "A B", "1", "?", "A/B", "A және B")),
        *(("АБВГД", key) for key in ("B", "C", "E", "Ә")),
        *(("АВСДЕ", key) for key in ("Б", "Г")),
        *(("ABDE", key) for key in ("C", "D", "E")),
        ("ABBD", "B"),
    ],
)
def test_a_key_that_may_mean_two_options_or_none_is_an_error_on_its_question(letters: str, key: str) -> None:
    options = "".join(f"{letter}) is {letter}\n" for letter in letters)
    reading = read(f"q?\n{options}Ответ: {key}\n\ngood?\nA) x\nB) y\nANSWER: A")
    assert [item.stem.source for item in reading.items] == ["good?"]
    assert [d.code for d in reading.said if d.severity is Severity.ERROR] == ["AIK028"]
    assert reading.unread_items == 1


@pytest.mark.parametrize(
    "words",
    [
        *("Жооп:", "Туура жооп:", "Жообу:", "Javob:", "Javobi -", "Правильный ответ:", "Верный ответ:", "Прав. ответ:"),
        *("Прав.ответ:", "Дұрыс жауап:", "Жауабы:", "Correct answer:", "Key:", "Ключ:", "Кілт:", "Ответ -"),
        *(f"To{sign}g{sign}ri javob:" for sign in "'’‘ʻʼ`"),
    ],
)
def test_words_before_a_key(words: str) -> None:
    (item,) = read(f"q?\nA) x\nB) y\nC) z\n{words} B").items
    assert right(item) == ["y"]


def test_words_that_are_no_known_key_are_quoted() -> None:
    (said,) = read("q?\nA) x\nB) y\nВерно: B").said
    assert (said.code, said.at.text, said.message.values["line"]) == ("AIK033", "Верно: B", "Верно: B")


def test_what_looks_like_a_key_is_text_where_a_key_follows() -> None:
    (item,) = read("q?\nA) x\nB) the form of\nvitamin: D\nANSWER: B").items
    assert right(item) == ["the form of vitamin: D"]


def test_where_no_key_parts_two_questions_a_stem_of_two_lines_is_told_of() -> None:
    marked, stem = "one?\nA) x\n*B) y\n", "two\nlines?\nA) x\nB) y\nANSWER: A"
    assert [d.at.text for d in read(marked + stem).said if d.code == "AIK040"] == ["lines?"]
    reading = read(f"{marked}\n{stem}")
    assert [item.stem.source for item in reading.items] == ["one?", "two lines?"]
    assert not {"AIK025", "AIK040"} & {d.code for d in reading.said}


def test_what_begins_like_an_option_but_out_of_turn_is_text() -> None:
    (item,) = read("C. elegans is what?\nA) a worm of\nE. coli size\nB) a fly\nANSWER: A").items
    assert [text.source for text in item.texts()] == ["C. elegans is what?", "a worm of E. coli size", "a fly"]


def test_a_sentence_that_begins_like_a_key_is_text() -> None:
    (item,) = read("Ответ: что это?\nA) слово\nB) Ключ — это поле\nОтвет: A").items
    assert item.stem.source == "Ответ: что это?"


def test_texts_are_plain_and_places_lie_where_they_stand() -> None:
    (item,) = read("\ufeff\u00a0two\nlines?\nA)\u00a0<b>x</b>\nB) y\nANSWER: A").items
    assert [(text.source, text.markup) for text in item.texts()] == [
        ("two lines?", "plain"), ("<b>x</b>", "plain"), ("y", "plain")
    ]  # fmt: skip
    assert item.stem.at.text == "\ufeff\u00a0two\nlines?"
