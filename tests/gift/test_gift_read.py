"""GIFT banks as their authors meet them: what Moodle would store, where it stands, and what is wrong."""

import json
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qoima.core.diagnostic import Diagnostics, Severity, ordered
from qoima.core.source import Source, Span
from qoima.formats.decode import decode
from qoima.formats.gift.read import read_gift
from qoima.model.item import Choice, Item
from qoima.model.text import Text
from qoima.render.terminal import diagnostic
from shown import same_as_on_disk, shown

HERE = Path(__file__).parent


def read(text: str) -> tuple[tuple[Item, ...], int, Diagnostics]:
    reading = read_gift(Source("testbanks/databases/en/rk1.gift", text))
    return reading.items, reading.unread_items, reading.said


def one(text: str) -> Item:
    (item,), refused, _ = read(text)
    assert not refused
    return item


def choice(text: str) -> Choice:
    response = one(text).response
    assert isinstance(response, Choice)
    return response


def codes(text: str) -> list[str]:
    return [d.code for d in read(text)[2]]


@pytest.mark.parametrize("path", sorted((HERE / "valid").glob("*.gift")), ids=lambda p: p.stem)
def test_a_sound_bank_is_read_in_silence(path: Path) -> None:
    source, said = decode(path.name, path.read_bytes())
    assert source is not None
    reading = read_gift(source)
    items, refused, wrong = reading.items, reading.unread_items, reading.said
    assert (refused, said, wrong) == (0, (), ())
    same_as_on_disk(path.with_suffix(".json"), json.dumps(shown(items), ensure_ascii=False, indent=1) + "\n")


@pytest.mark.parametrize("path", sorted((HERE / "invalid").glob("*.gift")), ids=lambda p: p.stem)
def test_a_broken_bank_is_explained(path: Path) -> None:
    source, said = decode(path.name, path.read_bytes())
    assert source is not None
    reading = read_gift(source)
    items, refused, wrong = reading.items, reading.unread_items, reading.said
    text = "\n\n".join(diagnostic(d, "en") for d in ordered((*said, *wrong)))
    same_as_on_disk(path.with_suffix(".txt"), f"{text}\n\n{len(items)} read, {refused} refused\n")


def test_one_broken_question_never_hides_the_next() -> None:
    items, refused, wrong = read("::a::x{=y\n\n::b::x{=y ~z}\n\n::c::x}\n\n::d::x{~%17%y ~z}\n\n::e::x{=y ~z}")
    assert [item.name for item in items] == ["b", "e"]
    assert refused == 3
    assert [d.code for d in wrong if d.severity is Severity.ERROR] == ["GFT001", "GFT002", "GFT004"]


def test_every_refused_question_has_an_error() -> None:
    for block in ("{~a}", "a{", "a}", "a{#x:y}", "a{#1..}", "a{0}", "a{=b->c}", "a{~%1%b ~c}", "a{>3 b\nc}"):
        items, refused, wrong = read(block)
        assert (items, refused) == ((), 1)
        assert any(d.severity is Severity.ERROR for d in wrong)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(ending: str) -> None:
    source, _ = decode("x.gift", f"\ufeff::a::b{{{ending}=c{ending}~d{ending}}}{ending}{ending}e{{=f ~g}}".encode())
    assert source is not None
    reading = read_gift(source)
    items, wrong = reading.items, reading.said
    assert [item.stem.source for item in items] == ["b", "e"]
    assert not wrong


def test_a_line_of_blanks_and_a_line_with_a_lone_0_end_a_question() -> None:
    assert len(read("a{=b ~c}\n \t \nd{=e ~f}\n0\ng{=h ~i}")[0]) == 3
    assert codes("a{=b ~c}\n0\nd{=e ~f}") == ["GFT022"]


def test_a_line_with_a_no_break_space_does_not() -> None:
    items, _, wrong = read("::a::b{=c ~d}\n\u00a0\n::e::f{=g ~h}")
    assert [item.stem.source for item in items] == ["b\n\u00a0\n::e::f{=g ~h}"]
    assert "GFT011" in [d.code for d in wrong]


def test_only_the_first_brace_pair_holds_answers() -> None:
    item = one("a{=b ~c} and {=d ~e}")
    assert item.stem.source == "a and {=d ~e}"
    assert codes("a{=b ~c} and {=d ~e}") == ["GFT020"]


def test_without_an_equals_sign_several_answers_may_be_chosen() -> None:
    assert choice("a{~%50%b ~%50%c ~d}").several
    assert not choice("a{=b ~%50%c ~d}").several


def test_a_weight_stands_only_where_the_file_gives_one() -> None:
    single, several = choice("a{=b ~c}"), choice("a{~%50%b ~%50%c ~d}")
    assert [o.weight_percent for o in single.options] == [None, None]
    assert [o.weight_percent for o in several.options] == [50, 50, 0]
    assert [o.correct for o in several.options] == [True, True, False]


def test_a_nearly_right_weight_becomes_that_of_moodle() -> None:
    assert choice("a{~%33.333%b ~%66.667%c}").options[0].weight_percent == Decimal("33.33333")


def test_the_answers_keep_the_order_of_the_file() -> None:
    assert [o.text.source for o in choice("a{~d =b ~c}").options] == ["d", "b", "c"]


def test_a_text_without_a_named_format_has_that_of_the_question() -> None:
    item = one("[markdown]a{=b#c ~[plain]d ####[html]e}")
    response = item.response
    assert isinstance(response, Choice)
    assert [item.stem.markup, *(o.text.markup for o in response.options)] == ["markdown", "markdown", "plain"]
    assert item.feedback == Text("e", "html")
    assert one("a{=b ~c}").stem.markup == "moodle"


def test_an_escaped_sign_means_nothing_and_a_doubled_backslash_is_one() -> None:
    item = one(r"a \{\} \= \\n \n \\\~{=b\~c ~d}")
    assert item.stem.source == "a {} = \\n \n \\~"
    assert choice(r"a{=b\~c ~d}").options[0].text.source == "b~c"


def test_a_backslash_before_another_letter_stays() -> None:
    assert one(r"\(x\) \q{=b ~c}").stem.source == r"\(x\) \q"


def test_a_category_holds_until_the_next() -> None:
    question = "a{=b ~c}"
    blocks = [question, "$CATEGORY: $course$/top/x / y//z", question, question, "$CATEGORY: top/q", question]
    items, _, _ = read("\n\n".join(blocks))
    assert [item.category for item in items] == [(), ("x", "y/z"), ("x", "y/z"), ("q",)]


def test_tags_with_a_known_name_become_fields() -> None:
    item = one(
        "// [id:q-1] [tag:difficulty:hard] [tag:topic:joins] [tag:outcome:LO3]\n// [tag:uses:a] [tag:uses:b]\na{=b ~c}"
    )
    assert (item.id, item.difficulty, item.topic, item.outcome) == ("q-1", "hard", "joins", "LO3")
    assert item.uses == ("a", "b")


def test_other_tags_are_kept_and_a_slip_in_a_name_is_reported() -> None:
    item = one("// [tag:осень] [tag:dificulty:hard] [tag:a\\]b]\na{=b ~c}")
    assert item.extra_tags == ("осень", "dificulty:hard", "a]b")
    (said,) = read("// [tag:dificulty:hard]\na{=b ~c}")[2]
    assert (said.code, said.severity) == ("GFT009", Severity.WARNING)
    assert "“difficulty”" in diagnostic(said, "en")


def test_what_is_no_tag_in_moodle_stands_in_a_line_of_its_own() -> None:
    item = one(
        "// qoima: {symbols: {R: қатынас}, translates: db-1, sample_of: keys, accepts: {QLT020: why}, "
        "points: 2.5, hints: h}\n"
        "[html]a{=b ~c}"
    )
    assert (item.symbols, item.translates, item.sample_of) == ({"R": "қатынас"}, "db-1", "keys")
    assert (item.accepts, item.points, item.hints) == ({"QLT020": "why"}, Decimal("2.5"), (Text("h", "html"),))


def test_an_error_in_that_line_points_into_it() -> None:
    text = "a{=b ~c}\n\n  // qoima: {symbols: {R: x}, point: 2}\nd{=e ~f}"
    (said,) = read(text)[2]
    assert said.code == "YML003"
    assert said.at.text == "point"
    assert said.at.position.line == 3


def test_places_point_at_what_they_name() -> None:
    item = one(
        "// plain\n// [id:q-1] [tag:difficulty:hard] [tag:topic:joins] [tag:outcome:LO3] [tag:uses:a]\n"
        "::n::The \\{stem\\}\n{\n\t~wrong # f\n\t=right\n\t#### general\n}"
    )
    assert item.at.text.startswith("// [id:q-1]")
    assert {key: at.text for key, at in item.places.items()} == {
        "id": "q-1",
        "difficulty": "difficulty:hard",
        "topic": "topic:joins",
        "outcome": "outcome:LO3",
        "uses": "uses:a",
        "stem": "The \\{stem\\}",
        "correct": "=right",
        "distractors": "~wrong # f",
        "feedback": "general",
    }
    assert isinstance(item.response, Choice)
    assert [o.text.at.text for o in item.response.options] == ["wrong", "right"]


def test_without_an_id_an_item_stands_at_its_first_line() -> None:
    assert one("// [tag:topic:a]\n  ::n::The stem {\n=b ~c}").at.text == "::n::The stem {"


def test_names_that_moodle_cannot_store_are_errors() -> None:
    assert codes(f"// [id:{'x' * 101}]\na{{=b ~c}}\n\n$CATEGORY: a/{'ұ' * 256}") == ["DLV001", "DLV001", "GFT036"]
    assert not codes(f"// [id:{'x' * 100}]\na{{=b ~c}}\n\n$CATEGORY: a/{'ұ' * 255}")


def test_a_text_of_a_megabyte_is_refused_and_the_item_kept() -> None:
    items, _, wrong = read("x" * 1_000_000 + "{=b ~c}\n\na{=b ~c}")
    assert [item.stem.source for item in items] == ["", "a"]
    assert "YML019" in [d.code for d in wrong]


signs = st.sampled_from(
    [
        *"{}~=#:%\\/[]0 \n\t$-.5aқ",
        "::",
        "####",
        "\n\n",
        "//",
        "->",
        "[html]",
        "\\n",
        "=a ~b",
        "[id:",
        "[tag:",
        "$CATEGORY:",
        "%50%",
        "&&058;",
        "// qoima: {",
        "\u00a0",
    ]
)


@given(st.lists(signs, max_size=60).map("".join))
def test_any_text_is_read_and_every_place_lies_in_it(text: str) -> None:
    items, refused, wrong = read(text)
    assert refused <= sum(d.severity is Severity.ERROR or d.code == "GFT016" for d in wrong)
    spans: list[Span] = [d.at for d in wrong]
    for item in items:
        spans += [item.at, *item.places.values(), *(t.at for t in item.all_texts())]
    for span in spans:
        assert 0 <= span.start <= span.end <= len(text)


@given(st.text())
def test_no_text_at_all_makes_the_reader_fail(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    "text",
    [
        "// " + "[id:" * 60_000,
        "[tag:x:y]" * 60_000,
        "{" * 60_000,
        "::" * 60_000,
        "\\" * 60_000,
        "q{" + "~" * 60_000 + "}",
        "q{#" + "9" * 60_000 + "}",
    ],
    ids=lambda text: text[:6],
)
def test_a_hostile_file_takes_no_more_than_its_length(text: str) -> None:
    start = time.perf_counter()
    read(text + "\na{=b ~c}")
    assert time.perf_counter() - start < 20
