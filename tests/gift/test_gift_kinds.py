"""Every kind of item that GIFT knows, and what an import comes to as a whole, as Moodle 4.5 has been seen to do it."""

from decimal import Decimal

import pytest

from qoima.core.source import Source
from qoima.formats.decode import decode, sound_part
from qoima.formats.exchange import Reading
from qoima.formats.gift.read import read_gift
from qoima.formats.moodle.stored import stored
from qoima.model.item import Essay, Item, Matching, Number, Numerical, Response, ShortAnswer, TrueFalse
from qoima.model.text import Text


def read(text: str) -> Reading:
    return read_gift(Source("x.gift", text))


def one(text: str) -> Item:
    (item,) = read(text).items
    return item


def response(block: str) -> Response:
    return one(f"x{{{block}}}").response


def moodle(text: str) -> list[dict[str, object]]:
    reading = read(text)
    return list(stored(reading.items[: reading.stored], penalty=True, named_by_id=False))


def plain(text: str) -> Text:
    return Text(text, "moodle")


def test_true_and_false_have_a_feedback_for_who_is_wrong_and_one_for_who_is_right() -> None:
    assert response("T") == TrueFalse(True)
    assert response("TRUE#wrong#right") == TrueFalse(True, when_true=plain("right"), when_false=plain("wrong"))
    assert response("F # wrong # [html]right # sic") == TrueFalse(False, plain("wrong"), Text("right # sic", "html"))
    assert response("FALSE##right") == TrueFalse(False, None, plain("right"))


@pytest.mark.parametrize(
    ("block", "value", "tolerance", "text"),
    [
        ("#3", "3", "0", "3"),
        ("#3.14:0.01", "3.14", "0.01", "3.14"),
        ("#3..4", "3.5", "0.5", "3.5"),
        ("#-1..1", "0", "1", "0"),
        ("#3\\:1", "3", "1", "3"),
        ("#1e3", "1000", "0", "1000"),
        ("#1e20:.5", "1e20", "0.5", "1.0E+20"),
        ("#0.00001", "0.00001", "0", "1.0E-5"),
        ("#+5.", "5", "0", "5"),
        ("#5 apples..7 apples", "6", "1", "6"),
        ("#12345678901234567", "12345678901234567", "0", "12345678901234567"),
        ("#3.141592653589793238", "3.141592653589793238", "0", "3.1415926535898"),
    ],
)
def test_a_number_is_read_as_php_reads_it(block: str, value: str, tolerance: str, text: str) -> None:
    assert response(block) == Numerical((Number(Decimal(value), Decimal(tolerance)),))
    (item,) = moodle(f"x{{{block}}}")
    assert [answer["text"] for answer in item["answers"]] == [text]  # type: ignore[attr-defined]


@pytest.mark.parametrize("block", ["#abc", "#3,14", "#1 000", "#*", "#..5", "#:5", "#1.2.3"])
def test_what_is_no_number_stands_for_every_number(block: str) -> None:
    held = response(block)
    assert isinstance(held, Numerical)
    assert [number.value for number in held.numbers] == [None]


def test_numbers_have_weights_and_a_feedback_for_all_others() -> None:
    assert response("#=3#yes =%50%4:1#[html]close ~#no") == Numerical(
        (
            Number(Decimal(3), feedback=plain("yes")),
            Number(Decimal(4), Decimal(1), Decimal(50), Text("close", "html")),
            Number(None, Decimal(0), Decimal(0), plain("no")),
        )
    )


def test_a_typed_answer_loses_its_format_and_one_worth_nothing_falls_away() -> None:
    held = response("=[html]red#why =%50%[foo]blue =%0% =%0%green")
    assert isinstance(held, ShortAnswer)
    assert [(a.text, a.weight_percent) for a in held.answers] == [
        (Text("red", "plain"), 100),
        (Text("[foo]blue", "plain"), 50),
        (Text("green", "plain"), 0),
    ]


def test_pairs_stand_as_listed_and_an_extra_answer_has_no_left_side() -> None:
    held = response("=[html]Kazakhstan -> [x] Astana = -> Tashkent =a->b->c = ->")
    assert isinstance(held, Matching)
    assert [(left.source, left.markup, right.source) for left, right in held.rows] == [
        ("Kazakhstan", "html", "[x] Astana"),
        ("", "moodle", "Tashkent"),
        ("a", "moodle", "b->c"),
    ]


def test_an_empty_block_asks_for_an_essay_and_may_hold_general_feedback() -> None:
    item = one("Why?{\n####[html]Because}")
    assert item.response == Essay()
    assert item.feedback == Text("Because", "html")
    # Behind a blank, Moodle takes the bracket for text.
    assert one("Why?{#### [html]Because}").feedback == plain("[html]Because")


def test_a_closing_brace_before_the_opening_one_cuts_from_the_end_as_php_does() -> None:
    (item,) = moodle("a } bж { cж")
    assert (item["qtype"], item["text"]) == ("essay", "a } bж _____{ cж")
    (item,) = moodle("}\\: x{=a ~b \\= c}")
    assert item["text"] == "}: x&061; c}"


def test_a_name_may_be_empty_and_is_made_of_the_text_where_there_is_none() -> None:
    assert [item["name"] for item in moodle("::::a{}\n\n::b\n\n<p>{}\n\n" + "word " * 30 + "{}")] == [
        "",
        "b",
        "Question name",
        "word " * 15 + "...",
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b", ("a", "b")),
        ("$course$/top/A//B/C", ("A/B", "C")),
        ("top/x", ("x",)),
        ("x/top/y", ("x", "y")),
        ("x/top", ("before",)),
        ("top", ("before",)),
        ("$course$", ("before",)),
        ("$course$/$course$/q", ("$course$", "q")),
        ("", ("",)),
        ("/x/", ("", "x", "")),
        ("a<b>c/ d ", ("ac", "d")),
        ("a\\:b", ("a&&058;b",)),
        ("x\n::y{=a ~b}", ("x\n::y&&123;".replace("&&123;", "{") + "=a ~b}",)),
    ],
)
def test_a_category_path_is_that_of_moodle(path: str, expected: tuple[str, ...]) -> None:
    assert one(f"$CATEGORY: before\n\n$CATEGORY: {path}\n\nx{{=a ~b}}").category == expected


def test_lines_end_at_lf_alone_unless_there_is_none() -> None:
    source, _ = decode("x.gift", b"a\rb{=c\r~d}\r\n\r\n0\r\ne{=f ~g}")
    assert source is not None
    assert [item.stem.source for item in read_gift(source).items] == ["a\rb", "e"]


def test_a_file_in_another_encoding_is_read_up_to_the_item_that_shows_it() -> None:
    data = "::a::b{=c ~d}\n\n::e::Сұрақ{=f ~g}\n".encode("koi8-r", errors="replace")
    assert decode("x.gift", data)[0] is None
    source = sound_part("x.gift", data)
    assert source is not None
    assert [item.name for item in read_gift(source).items] == ["a"]
    assert sound_part("x.gift", "Сұрақ".encode("cp1251", errors="replace")) is None


def test_an_import_that_breaks_off_while_reading_stores_nothing() -> None:
    assert read("a{=b ~c}\n\nd{~e}\n\nf{=g ~h}").stored == 0


def test_an_import_that_breaks_off_while_storing_keeps_what_stands_before() -> None:
    assert read("a{=b ~c}\n\nd{=%50%e}\n\nf{=g ~h}").stored == 1
    assert read("a{=b ~c}\n\nd{=e-> =f->g}\n\nh{=i ~j}").stored == 2
    assert read("a{=b ~c}\n\nd{=e ~f").stored is None


def test_ordering_items_are_refused_with_an_error_of_their_own() -> None:
    reading = read("Order{>3 one\ntwo\nthree}\n\nx{=a ~b}")
    assert ([d.code for d in reading.said], len(reading.items), reading.unread_items) == (["GFT003"], 1, 1)


def test_tags_are_what_moodle_shows() -> None:
    (first, second) = moodle("// [tag:Easy] [tag:a&b] [tag: a  \u00a0 b ]\nx{}\n\n// [tag:easy] [tag:EASY]\ny{}")
    assert first["tags"] == ["Easy", "a b", "a&amp;b"]
    assert second["tags"] == ["Easy"]
