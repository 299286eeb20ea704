"""Aiken banks as their authors meet them: what Moodle would store, where it stands, and what is wrong."""

import time
from pathlib import Path

import pytest
from aiken_shown import shown
from hypothesis import given
from hypothesis import strategies as st

from qoima.core.diagnostic import Severity
from qoima.core.source import Source
from qoima.formats.aiken.read import read_aiken
from qoima.formats.aiken.tolerant import read_aiken_tolerant
from qoima.formats.decode import decode
from qoima.formats.exchange import Reading
from qoima.formats.moodle.names import default_name
from qoima.model.item import Choice, Item
from shown import same_as_on_disk

HERE = Path(__file__).parent


def read(text: str) -> Reading:
    return read_aiken(Source("testbanks/databases/en/rk1.txt", text))


def codes(text: str) -> list[str]:
    return [d.code for d in read(text).said]


def right(item: Item) -> list[str]:
    assert isinstance(item.response, Choice)
    return [option.text.source for option in item.response.correct]


@pytest.mark.parametrize("path", sorted((HERE / "valid").glob("*.txt")), ids=lambda p: p.stem)
def test_a_sound_bank_is_read_in_silence(path: Path) -> None:
    source, _ = decode(path.name, path.read_bytes())
    assert source is not None
    reading = read_aiken(source)
    assert (reading.unread_items, reading.said) == (0, ())
    same_as_on_disk(path.with_suffix(".read"), shown(reading))


@pytest.mark.parametrize("path", sorted((HERE / "invalid").glob("*.txt")), ids=lambda p: p.stem)
def test_a_broken_bank_is_explained(path: Path) -> None:
    source, _ = decode(path.name, path.read_bytes())
    assert source is not None
    same_as_on_disk(path.with_suffix(".read"), shown(read_aiken(source)))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(ending: str) -> None:
    source, _ = decode(
        "x.txt", "\ufeffq1?\nA. x\nB. y\nANSWER: B\n\nq2?\nA. x\nB. y\nANSWER: A".replace("\n", ending).encode()
    )
    assert source is not None
    reading = read_aiken(source)
    assert [(item.stem.source, right(item)) for item in reading.items] == [("q1?", ["y"]), ("q2?", ["x"])]
    assert reading.said == ()


def test_moodle_counts_options_and_does_not_look_at_their_letters() -> None:
    (item,) = read("q?\nA. one\nC. two\nD. three\nANSWER: C").items
    assert right(item) == ["three"]


@pytest.mark.parametrize(("key", "code"), [("B", "AIK014"), ("D", "AIK039"), ("", "AIK039")])
def test_letters_out_of_order_are_told_of_with_what_is_right_or_that_nothing_is(key: str, code: str) -> None:
    assert [one for one in codes(f"q?\nA. one\nC. two\nANSWER: {key}") if one != "AIK011"] == [code]


def test_signs_are_shown_as_typed() -> None:
    (item,) = read("a < b & c?\nA. &lt;\nB. <i>\nANSWER: B").items
    assert (item.stem.source, right(item)) == ("a &lt; b &amp; c?", ["&lt;i&gt;"])


def test_a_name_is_given_only_where_moodle_makes_another_of_the_line_than_of_the_stored_text() -> None:
    plain, tagged = read("one?\nA. x\nB. y\nANSWER: A\n<b>two</b>?\nA. x\nB. y\nANSWER: A").items
    assert plain.name is None
    assert (tagged.name, tagged.stem.source) == ("two?", "&lt;b&gt;two&lt;/b&gt;?")
    assert default_name(tagged.stem.source) != tagged.name


def test_one_broken_question_never_hides_the_next() -> None:
    good = "good?\nA. x\nB. y\nANSWER: A\n"
    for broken in ("A. x\nANSWER: A\n", "only text\n\n", "q?\nA. x\nANSWER: A\n", "q?\nа) x\nб) y\nОтвет: а\n"):
        reading = read(broken + good + broken + good)
        assert [item.stem.source for item in reading.items] == ["good?", "good?"]
        assert any(d.severity is Severity.ERROR for d in reading.said)


def test_an_error_stands_at_the_question_that_is_lost() -> None:
    reading = read("q1?\nA. x\nB. y\n\nq2?\nA. x\nB. y\nANSWER: A\n")
    assert [(d.code, d.at.text, d.related[0].at.text) for d in reading.said] == [("AIK001", "q1?", "q2?")]


def test_what_moodle_drops_in_silence_is_a_warning() -> None:
    reading = read("q?\nA. x\nB. y\nANSWER: A\n\nThe end")
    assert [(d.code, d.severity, d.at.text) for d in reading.said] == [("AIK010", Severity.WARNING, "The end")]


def test_a_file_without_a_question_is_an_error() -> None:
    for text in ("", "\n", "x", "q?\nA. x\nB. y"):
        assert "AIK009" in codes(text)


def test_cyrillic_letters_are_told_of_once_a_question() -> None:
    question = "q?\nА) x\nВ) y\nС) z\nANSWER: B\n\n"
    assert codes(question * 2) == ["AIK001", "AIK003"] * 2


def test_places_point_at_what_they_name() -> None:
    (item,) = read("\n  The stem \nA. wrong\nB.\tright\nANSWER: B").items
    assert item.at.text == "The stem"
    assert {key: at.text for key, at in item.places.items()} == {
        "stem": "The stem",
        "distractors": "A. wrong",
        "correct": "B.\tright",
    }


pieces = st.sampled_from(
    [
        *("A. x", "B) y", "C.", "a) z", "А. қ", "Б) л", "В) м", "stem?", "C. elegans", "", "\u00a0", "0", "\ufeff"),
        "\u2028",
        *("ANSWER: A", "ANSWER: В", "ANSWER:", "ANSWER: AB", "Answer: b", "Ответ: Б", "Жауап - ә", "\x0bA. x", "(A) q"),
    ]
)  # fmt: skip
files = st.lists(pieces | st.text(max_size=5), max_size=40).map("\n".join)


@pytest.mark.parametrize("reader", [read_aiken, read_aiken_tolerant])
@given(text=files)
def test_any_text_is_read_and_every_place_lies_in_it(reader: type, text: str) -> None:
    reading = reader(Source("x.txt", text))
    assert reading.unread_items <= sum(d.severity is Severity.ERROR or d.code == "AIK010" for d in reading.said)
    for span in [*(d.at for d in reading.said), *(at for item in reading.items for at in item.places.values())]:
        assert 0 <= span.start <= span.end <= len(text)
    for item in reading.items:
        assert item.stem.at.text


@pytest.mark.parametrize(
    "text",
    [
        "A. x\n" * 60_000,
        "q\n" * 60_000,
        "q\nА) x\n" * 30_000,
        "q\nA. x\n\ny\n" * 20_000,
        "q\nA. x\nB. y\nz\n" * 20_000,
        "<" * 120_000,
        "ANSWER:" * 20_000,
        "q\n" + "A. x\n" * 60_000 + "ANSWER: A",
        "дұрыс " * 30_000,
        "B" + " " * 120_000 + "x\nA. x\nB. y\nANSWER: B" + " " * 120_000 + "x",
    ],
    ids=lambda text: repr(text[:12]),
)
@pytest.mark.parametrize("reader", [read_aiken, read_aiken_tolerant])
def test_a_hostile_file_takes_no_more_than_its_length(reader: type, text: str) -> None:
    start = time.perf_counter()
    reader(Source("x.txt", text))
    assert time.perf_counter() - start < 10
